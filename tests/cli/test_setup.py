"""`setup` begins a fund from a workbook, goes on with it, and doubles nothing."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

import pytest

from fundledger.i18n import Language
from fundledger.inputs.setup.sheets import SHEETS as KNOWN
from fundledger.inputs.setup.template import template
from fundledger.queries import funds, people, places
from fundledger.queries.settings import settings
from fundledger.reports.workbook import Cell
from fundledger.store.books import Ledger
from fundledger.writers.xlsx_workbook import write_workbook
from tests.cli.conftest import Ended, Program
from tests.cli.deeds import digest, head
from tests.cli.setups import ON, SHEETS, folder, written
from tests.databases import CLERK, Server


def counts(ended: Ended) -> dict[str, tuple[int, int, int]]:
    """Give how many rows of each sheet were new, there already, changed."""
    assert ended.code == 0, ended
    return {
        row["sheet"]: (row["added"], row["present"], row["changed"])
        for row in json.loads(ended.out)["done"]
    }


def setup(
    program: Program, file: Path, db: object, *words: object, on: str = ON
) -> Ended:
    return program("setup", file, "--db", db, on, "--format=json", *words)


@pytest.mark.parametrize("name", ["fund.xlsx", "sheets"])
def test_a_fund_begins_from_a_workbook_and_again_from_what_is_new(
    program: Program, tmp_path: Path, name: str
) -> None:
    db, file = tmp_path / "new.db", written(tmp_path / name)
    first = counts(setup(program, file, db))
    assert list(first) == [each.name for each in KNOWN]
    assert all(present == 0 < new for new, present, _changed in first.values())
    with closing(Ledger(db)) as ledger, ledger.fund("abc").reading() as books:
        assert [each.login for each in people.people(books)] == (
            ["li", "sun", "wang", "zhang"]
        )
        assert len(people.grants(books)) == 4
        assert settings(books).subdistrict_stage is False
        (payee,) = places.payees(books)
        assert payee.number == "000000001001"
        assert [each.year for each in funds.covered_years(books)] == (
            [2024, 2025, 2026]
        )
        assert funds.rounds(books)[0].by.cap_fen == 600_000
    done = head(db)
    again = counts(setup(program, file, db, on="--on=2024-03-01"))
    assert {new for new, _present, _changed in again.values()} == {0}
    assert head(db) == done
    more = {**SHEETS, "people": [*SHEETS["people"], ("zhao", "赵四")]}
    assert counts(setup(program, written(tmp_path / name, more), db))["people"] == (
        (1, 2, 0)
    )
    assert head(db) == done + 1
    assert program("verify", "--db", db).code == 0


def filled_in(
    rows: Sequence[Sequence[Cell]], values: Sequence[Sequence[str]]
) -> list[list[Cell]]:
    """Put values into the first cells of the rows below the headings."""
    cells = [list(row) for row in rows]
    for row, texts in zip(cells[1:], values, strict=False):
        for place, text in enumerate(texts):
            row[place] = row[place]._replace(value=text)
    return cells


@pytest.mark.parametrize("lang", list(Language))
def test_a_template_that_is_filled_in_is_read_in_each_language(
    program: Program, tmp_path: Path, lang: Language
) -> None:
    """The sheets are as they come, but for the fund and its founders."""
    book = template()
    values = {"Fund": [("abc", "社区基金")], "Founders": [("li", "李"), ("wang", "王")]}
    sheets = [
        sheet._replace(rows=filled_in(sheet.rows, values.get(sheet.name, [])))
        for sheet in book.sheets
    ]
    file = tmp_path / "filled.xlsx"
    with file.open("wb") as written_file:
        write_workbook(book._replace(sheets=sheets), written_file, lang)
    ended = setup(program, file, tmp_path / "new.db", "--dry-run")
    assert counts(ended)["settings"] == (14, 0, 0)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_workbook_of_a_fund_that_is_there_asks_for_nothing_new(
    program: Program, tmp_path: Path, lang: str
) -> None:
    db, file = tmp_path / "new.db", tmp_path / "fund.xlsx"
    assert setup(program, written(tmp_path / "sheets"), db).code == 0
    left = program("do", "retire_person", "login=zhang", "--as=li", ON, "--db", db)
    assert left.code == 0, left
    assert program("setup", "--template", file, "--db", db, "--lang", lang).code == 0
    done = head(db)
    rows = counts(setup(program, file, db, on="--on=2024-03-01"))
    assert {new for new, _present, _changed in rows.values()} == {0}
    assert {name: present for name, (_, present, _) in rows.items()} == (
        {name: len(sheet) - 1 for name, sheet in SHEETS.items()}
        | {"people": 1, "roles": 3}
    ), "whoever has retired is not in it, founders have a role each"
    assert head(db) == done


def test_the_example_is_a_folder_or_a_workbook_that_founds_a_fund(
    program: Program, tmp_path: Path
) -> None:
    for name in ("example", "example.xlsx"):
        assert program("setup", "--example", tmp_path / name).code == 0
        tried = program("setup", tmp_path / name, "--on=2026-01-05", "--dry-run")
        assert re.search(r"^People +13 +13 +0 +0$", tried.out, re.MULTILINE)
        assert re.search(r"^Sources of funds +1 +1 +0 +0$", tried.out, re.MULTILINE)
        again = program("setup", "--example", tmp_path / name)
        assert "is there already; nothing was written" in again.err
    both = program("setup", "--example", tmp_path / "x", "--template", tmp_path / "y")
    assert both.code == 2


def test_a_template_is_written_once_and_only_as_a_spreadsheet(
    program: Program, tmp_path: Path
) -> None:
    file = tmp_path / "fund.xlsx"
    assert program("setup", "--template", file).code == 0
    assert program("setup", "--template", file).code == 4
    assert program("setup", "--template", file, "--overwrite").code == 0
    assert program("setup", "--template", tmp_path / "fund.csv").code == 2
    assert program("setup").code == program("setup", file, "--template", file).code == 2
    beside = program("setup", "--template", tmp_path / "b.xlsx", "--dry-run")
    assert beside.err.startswith("--dry-run means nothing beside --template.")
    ended = program("setup", file, "--db", tmp_path / "new.db")
    assert "Fill in the sheets of the fund and its founders" in ended.out


def test_a_dry_run_changes_no_byte(program: Program, tmp_path: Path) -> None:
    db, file = tmp_path / "new.db", written(tmp_path / "sheets")
    tried = setup(program, file, db, "--dry-run")
    assert counts(tried)["people"] == (2, 0, 0)
    assert not list(tmp_path.glob("new.db*"))
    assert setup(program, file, db).code == 0
    more = {**SHEETS, "people": [*SHEETS["people"], ("zhao", "赵四")]}
    before = digest(db)
    tried = setup(program, folder(file, more), db, "--dry-run")
    assert counts(tried)["people"] == (1, 2, 0)
    assert digest(db) == before


def test_a_setup_that_was_killed_goes_on_and_doubles_nothing(
    program: Program, tmp_path: Path
) -> None:
    db, count = tmp_path / "new.db", 60
    crowd = [(f"p{number}", f"某{number}") for number in range(count)]
    sheets = {**SHEETS, "people": [*SHEETS["people"], *crowd]}
    file = folder(tmp_path / "sheets", sheets)
    words = ["setup", str(file), "--db", str(db), ON]
    with subprocess.Popen(
        [sys.executable, "-m", "fundledger", *words],
        stdout=subprocess.DEVNULL,
        env={**os.environ},
    ) as run:
        while run.poll() is None and stored(db) < 20:
            pass
        run.send_signal(signal.SIGKILL)
    done = stored(db)
    assert 20 <= done < count
    ended = counts(setup(program, file, db, on="--on=2024-01-03"))
    new, present, _changed = ended["people"]
    assert (new + present, present) == (count + 2, min(present, done))
    assert new > 0
    whole = counts(setup(program, file, db))
    assert {new for new, _present, _changed in whole.values()} == {0}


@pytest.mark.parametrize("begun", ["", "PRAGMA journal_mode = WAL"])
def test_a_ledger_that_was_hardly_begun_is_founded(
    program: Program, tmp_path: Path, begun: str
) -> None:
    db = tmp_path / "new.db"
    db.touch()
    with closing(sqlite3.connect(db)) as raw:
        raw.execute(begun)
    assert setup(program, folder(tmp_path / "sheets", SHEETS), db).code == 0


def stored(db: Path) -> int:
    """Count the chain's records from outside."""
    with suppress(sqlite3.OperationalError):
        if db.exists():
            with closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True)) as raw:
                number: int = raw.execute("SELECT count(*) FROM record").fetchone()[0]
                return number
    return 0


def test_a_setting_is_changed_by_its_workbook_and_not_behind_others(
    program: Program, tmp_path: Path
) -> None:
    db, path = tmp_path / "new.db", tmp_path / "sheets"
    assert setup(program, folder(path, SHEETS), db).code == 0
    for value, expected in (("是", (0, 0, 1)), ("否", (0, 0, 1)), ("是", (0, 0, 1))):
        rows = [("setting", "value"), ("subdistrict_stage", value)]
        changed = folder(path, {**SHEETS, "settings": rows})
        assert counts(setup(program, changed, db))["settings"] == expected
    words = ("setting=subdistrict_stage", "value=false", "--as=wang", "--db", db)
    assert program("do", "change_setting", *words).code == 0
    ended = setup(program, path, db)
    (fault,) = json.loads(ended.out)["faults"]
    assert (fault["sheet"], fault["cell"]) == ("settings", "B2")
    assert "by other means" in fault["problem"]


def test_the_summary_says_what_is_to_be_done_next(
    program: Program, tmp_path: Path
) -> None:
    ended = setup(program, written(tmp_path / "sheets"), tmp_path / "new.db")
    steps = [(row["roles"], row["step"]) for row in json.loads(ended.out)["next"]]
    assert steps == [
        (
            "admin",
            (
                "Grant roles that nobody holds: head, district reviewer,"
                " district approver, cashier, supervisor, auditor."
            ),
        ),
        ("admin", "Name more district reviewers: 2 must agree, 0 can."),
        ("admin", "Name people in communities that have none: jia-2."),
        ("admin", "Add payees of communities that have none: jia-2."),
        (
            "accountant",
            "Verify 1 payees: fundledger do verify_payee payee_no=NO",
        ),
        (
            "accountant, supervisor",
            (
                "Adopt the posting rules, both:"
                " fundledger do adopt_rules rules_edition=1"
            ),
        ),
    ]


def test_on_postgresql_the_founder_who_is_connected_acts(
    program: Program, server: Server, tmp_path: Path
) -> None:
    path = tmp_path / "sheets"
    with server.database() as database:
        ended = setup(program, folder(path, SHEETS), database.address)
        assert ended.code == 2
        assert f"You are connected as {CLERK}" in ended.out
        header = ("login", "name", "database_user")
        founders = [header, ("li", "李会计", ""), ("wang", "王主管", CLERK)]
        file = folder(path, {**SHEETS, "founders": founders})
        tried = setup(program, file, database.address, "--dry-run")
        done = setup(program, file, database.address)
        assert counts(tried) == counts(done)
        again = counts(setup(program, file, database.address))
        assert {new for new, _present, _changed in again.values()} == {0}
        with closing(database.ledger()) as ledger, ledger.fund().reading() as books:
            assert people.grants(books)[-1].login == "sun"
