"""A chain is exported as a file of deeds, done again elsewhere, and is the same."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from fundledger.commands import imports
from fundledger.commands.funds import store_attachment
from fundledger.domain.batches import Batch
from fundledger.errors import RefusedError
from fundledger.store.books import Fund, Ledger
from fundledger.store.rebuilding import stored_records
from tests import full, papers
from tests.cli.conftest import Program
from tests.cli.deeds import answers
from tests.commands import scene as scenes
from tests.commands.scene import ACCOUNTANT, CASHIER, JIA1, PREPARER, SUPERVISOR, YI1
from tests.commands.test_imports import fee, gift
from tests.databases import Database, File, frozen
from tests.past import bodies, export, stamps, standing

Json = dict[str, Any]
Change = Callable[[list[Json]], None]

SCANS: Final = (papers.pdf("1"), papers.pdf("2"))


def a_past(ledger: Ledger, clerk: str | None) -> Fund:
    """Live a little, with files and batches, kept and refused."""
    scene = scenes.create(ledger, clerk, donated=0)
    for scan in SCANS:
        store_attachment(scene.desk(PREPARER), scan, "application/pdf", JIA1)
    spent = [fee(1_050, date(2024, 1, 4)), fee(1_000, date(2024, 1, 3))]
    batch = Batch([gift(100_000, date(2024, 1, 2)), *spent])
    for login in (ACCOUNTANT, SUPERVISOR):
        imports.import_journal(scene.desk(login), batch)
    dear = Batch([fee(99_000_000, date(2024, 1, 4))])
    with pytest.raises(RefusedError):
        store_attachment(scene.desk(PREPARER), b"3", "text/plain", YI1)
    with pytest.raises(RefusedError):
        imports.import_journal(scene.desk(ACCOUNTANT), dear)
    with pytest.raises(RefusedError):
        imports.import_journal(scene.desk(CASHIER), batch)
    return scene.fund


def modes(folder: Path) -> dict[str, int]:
    return {each.name: each.stat().st_mode & 0o777 for each in folder.rglob("*")}


def test_a_fund_is_exported_and_done_again(
    program: Program, database: Database, another_database: Database, tmp_path: Path
) -> None:
    file, address = tmp_path / "to" / "deeds.jsonl", another_database.address
    file.parent.mkdir()
    with closing(database.ledger()) as ledger:
        fund = a_past(ledger, database.clerk)
        with fund.reading() as books:
            head = str(books.head)
        words = ("export", "--deeds", file, "--db", database.address)
        report = json.loads(program(*words, "--format=json").out)
        (row,) = report["deeds"]
        assert (row["refusals"], row["attachments"], report["head"]) == (3, 2, head)
        assert modes(file.parent) == {
            "deeds.jsonl": 0o600,
            "attachments": 0o700,
            **{hashlib.sha256(scan).hexdigest(): 0o600 for scan in SCANS},
        }
        ended = program("do", "--file", file, "--db", address)
        assert (ended.code, ended.err) == (0, "")
        with closing(Ledger(address)) as elsewhere:
            again = elsewhere.fund()
            assert bodies(again) == bodies(fund)
            assert stamps(again) == stamps(fund)
            assert standing(again) == standing(fund)
            assert program("do", "--file", file, "--db", address).code == 0
            assert len(bodies(again)) == row["records"] == len(bodies(fund))


def hashes(address: str | Path) -> list[str]:
    with closing(Ledger(address)) as ledger, ledger.fund().reading() as books:
        rows = stored_records(books.connection, books.fund_id)
        return [each.sha256 for each in rows]


@pytest.fixture(scope="module")
def lived(sqlite_file: File, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Live a full life once, and export it."""
    folder = tmp_path_factory.mktemp("lived")
    address = sqlite_file.database(folder).address
    with closing(Ledger(address, frozen, durable=False)) as ledger:
        life = full.create(ledger, None, other=False)
        for _day in full.live(life):
            pass
        export(life.scene.fund, folder / "deeds.jsonl")
    return folder


@pytest.fixture
def past(lived: Path, tmp_path: Path) -> Path:
    """Give the file of a full life, in a folder beside its ledger."""
    return Path(shutil.copytree(lived, tmp_path / "past")) / "deeds.jsonl"


@pytest.fixture
def live(past: Path) -> str:
    """Say where the ledger is that the file was exported from."""
    return str(past.with_name("ledger.db"))


def test_a_past_that_was_killed_goes_on_and_doubles_nothing(
    program: Program, past: Path, tmp_path: Path
) -> None:
    new, straight = tmp_path / "new.db", tmp_path / "straight.db"
    words = ("do", "--file", str(past), "--db")
    command = [sys.executable, "-m", "fundledger", *words, str(new)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ}) as run:
        assert run.stdout is not None
        for _number in range(20):
            run.stdout.readline()
        run.send_signal(signal.SIGKILL)
    before = hashes(new)
    ended = program(*words, new)
    assert ended.code == 0
    assert sum(each["again"] for each in answers(ended)) == len(before)
    assert 20 <= len(before) < len(answers(ended)) == len(hashes(new))
    assert program(*words, straight).code == 0
    assert hashes(straight) == hashes(new)


def changed(past: Path, change: Change) -> Path:
    """Write another file of deeds beside, with something changed in it."""
    lines = [json.loads(each) for each in past.read_text("utf-8").splitlines()]
    change(lines)
    other = past.with_name("other.jsonl")
    text = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in lines)
    other.write_text(text, encoding="utf-8")
    return other


def refusal_in(lines: list[Json]) -> Json:
    return next(each for each in lines if each["outcome"] == "refused")


def accept(lines: list[Json]) -> None:
    line = refusal_in(lines)
    del line["refusal"]
    line["outcome"] = "accepted"


def refuse(lines: list[Json]) -> None:
    lines[20] |= {"outcome": "refused", "refusal": {"code": "x", "facts": {}}}


def refuse_otherwise(lines: list[Json]) -> None:
    refusal_in(lines)["refusal"]["code"] = "x"


def ask_otherwise(lines: list[Json]) -> None:
    lines[20]["input"] = {"nothing": 1}


def refuse_twice(lines: list[Json]) -> None:
    line = refusal_in(lines)
    lines.insert(lines.index(line), line)


def found_twice(lines: list[Json]) -> None:
    lines.insert(20, lines[0])


def be_of_a_later_version(lines: list[Json]) -> None:
    lines[20]["deed_edition"] += 1


WRONG: Final[dict[Change, str]] = {
    accept: "no_role",
    refuse: "accepted_now",
    refuse_otherwise: "refused_otherwise",
    ask_otherwise: "faults",
    refuse_twice: "unrecorded",
    found_twice: "founding",
    be_of_a_later_version: "edition_differs",
}


@pytest.mark.parametrize("change", WRONG)
def test_what_does_not_come_out_as_it_did_is_named_with_its_line(
    program: Program, past: Path, tmp_path: Path, change: Change
) -> None:
    file = changed(past, change)
    ended = program("do", "--file", file, "--db", tmp_path / "new.db")
    last = answers(ended)[-1]
    assert (ended.code, last["outcome"]) == (2, "differs"), last
    assert (last["code"], last["line"]) == (WRONG[change], len(answers(ended)))


def test_another_file_does_not_go_on_where_this_one_stopped(
    program: Program, past: Path, tmp_path: Path
) -> None:
    def change(lines: list[Json]) -> None:
        lines[9]["on"] = "2024-01-03"

    new = tmp_path / "new.db"
    assert program("do", "--file", past, "--db", new).code == 0
    before = hashes(new)
    ended = program("do", "--file", changed(past, change), "--db", new)
    last = answers(ended)[-1]
    assert (ended.code, last["line"], last["code"]) == (2, 10, "other_past")
    assert hashes(new) == before


def test_live_books_take_no_past(program: Program, past: Path, live: str) -> None:
    def leave_out_the_founding(lines: list[Json]) -> None:
        del lines[0]

    before = hashes(live)
    ended = program("do", "--file", past, "--db", live)
    assert (ended.code, ended.out) == (4, "")
    assert "has live books" in ended.err
    ended = program("do", "--file", changed(past, leave_out_the_founding), "--db", live)
    assert (ended.code, ended.out) == (2, "")
    assert "it tells of the past" in ended.err
    assert hashes(live) == before


def test_a_past_needs_a_ledger_of_its_own_and_nothing_else_said(
    program: Program, past: Path, tmp_path: Path
) -> None:
    ended = program("do", "--file", past)
    assert (ended.code, ended.out) == (2, "")
    assert "no ledger is named" in ended.err
    new = tmp_path / "new.db"
    for more in ("--keep-going", "--as=admin", "--on=2024-01-02", "--fund=full"):
        ended = program("do", "--file", past, "--db", new, more)
        assert (ended.code, ended.out) == (2, ""), more
    assert not new.exists()


def test_a_part_of_a_chain_is_exported_and_a_file_is_tried(
    program: Program, past: Path, live: str
) -> None:
    part = past.with_name("part.jsonl")
    words = ("export", "--deeds", part, "--db", live)
    ended = program(*words, "--at=30", "--format=json")
    assert json.loads(ended.out)["head"] == f"30:{hashes(live)[29]}"
    assert past.read_text("utf-8").startswith(part.read_text("utf-8"))
    assert part.read_text("utf-8").count("\n") == 30
    assert program(*words).code == 4, "nothing is written over unasked"
    assert program(*words, "--at=9999", "--overwrite").code == 4
    assert program(*words, "--overwrite").code == 0
    assert part.read_bytes() == past.read_bytes()
    names = sorted(modes(past.parent))
    tried = program("do", "--file", part, "--dry-run", "--db", past.parent / "new")
    assert (tried.code, len(answers(tried))) == (0, len(hashes(live)))
    assert all(each["dry_run"] for each in answers(tried))
    assert sorted(modes(past.parent)) == names


def test_an_export_is_whole_or_not_there(
    program: Program, past: Path, live: str
) -> None:
    folder = past.parent / "elsewhere"
    folder.mkdir()
    (folder / "attachments").write_text("in the way", encoding="utf-8")
    deeds = folder / "deeds.jsonl"
    ended = program("export", "--deeds", deeds, "--db", live)
    assert ended.code == 4
    assert [each.name for each in folder.iterdir()] == ["attachments"]


def say_no_time(lines: list[Json]) -> None:
    del lines[4]["recorded_at"]


def say_another_time(lines: list[Json]) -> None:
    lines[4]["recorded_at"] = "2024-01-02 09:00"


def say_a_time_far_off(lines: list[Json]) -> None:
    lines[4]["recorded_at"] = "9999-12-31T23:59:59Z"


def steer_by_a_user(lines: list[Json]) -> None:
    lines[4]["database_user"] = "\x1b[31mroot"


def steer_by_a_refusal(lines: list[Json]) -> None:
    refusal = {"code": "no_role", "facts": {"of": ["\u202e"]}}
    lines[4] |= {"outcome": "refused", "refusal": refusal}


def contradict(lines: list[Json]) -> None:
    lines[4]["outcome"] = "refused"


UNREADABLE: Final = (
    say_no_time,
    say_another_time,
    say_a_time_far_off,
    steer_by_a_user,
    steer_by_a_refusal,
    contradict,
)


@pytest.mark.parametrize("change", UNREADABLE)
def test_nothing_is_done_of_a_past_that_cannot_be_read(
    program: Program, past: Path, tmp_path: Path, change: Change
) -> None:
    new = tmp_path / "new.db"
    ended = program("do", "--file", changed(past, change), "--db", new)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("other.jsonl, line 5: ")
    assert not new.exists()
