"""`init` founds a fund; `migrate` brings a ledger up; both databases."""

import json
import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from fundledger.cli.new_ledger import whole
from tests.cli.conftest import Program
from tests.databases import Database, Server

FOUNDERS = ("--founder=li=李会计", "--founder=wang=王主管")
GIVEN = ("--name=社区基金", "--on=2024-01-02", *FOUNDERS)


def test_a_fund_is_founded_in_a_new_ledger(program: Program, tmp_path: Path) -> None:
    db = tmp_path / "new.db"
    result = program("init", "--db", db, "--fund=abc", *GIVEN, "--format=json")
    assert result.code == 0, result.err
    (founded,) = json.loads(result.out)["founded"]
    assert founded["founders"] == "li, wang"
    assert (founded["year"], founded["edition"]) == ("2024", "2004")
    assert stat.S_IMODE(db.stat().st_mode) == 0o600
    assert program("verify", "--db", db).code == 0
    assert program("check", "--db", db).code == 0


def test_the_first_year_chooses_the_chart(program: Program, tmp_path: Path) -> None:
    db = tmp_path / "new.db"
    given = ("--name=社区基金", "--on=2025-12-01", *FOUNDERS, "--year=2026")
    words = ("init", "--db", db, "--fund=abc", *given, "--format=json")
    (founded,) = json.loads(program(*words).out)["founded"]
    assert founded["edition"] == "2026"


def test_without_an_address_it_is_founded_in_ones_own_place(
    program: Program, home: Path
) -> None:
    assert program("init", "--fund=abc", *GIVEN).code == 0
    assert (home / "data" / "fundledger" / "ledger.db").exists()
    assert program("balance").code == 0


def test_one_ledger_holds_several_funds(program: Program, tmp_path: Path) -> None:
    db = tmp_path / "new.db"
    for code in ("abc", "xyz"):
        assert program("init", "--db", db, f"--fund={code}", *GIVEN).code == 0
    result = program("balance", "--db", db)
    assert result.code == 4
    assert "abc, xyz" in result.err
    assert program("balance", "--db", db, "--fund=xyz").code == 0


def test_a_fund_is_not_founded_twice(program: Program, tmp_path: Path) -> None:
    db = tmp_path / "new.db"
    assert program("init", "--db", db, "--fund=abc", *GIVEN).code == 0
    result = program("init", "--db", db, "--fund=abc", *GIVEN)
    assert result.code == 4
    assert result.err.startswith("The ledger has a fund abc already.")


def test_what_fails_takes_no_fund_away_that_somebody_founded_meanwhile(
    program: Program, tmp_path: Path
) -> None:
    db = tmp_path / "new.db"

    def fail(meanwhile: Callable[[], object]) -> None:
        with whole(str(db)):
            meanwhile()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail(db.stat)
    assert not list(tmp_path.glob("new.db*"))
    with pytest.raises(KeyboardInterrupt):
        fail(lambda: program("init", "--db", db, "--fund=abc", *GIVEN))
    assert program("balance", "--db", db).code == 0


def test_no_ledger_is_put_among_the_tables_of_others(
    program: Program, tmp_path: Path
) -> None:
    db = tmp_path / "others.db"
    with closing(sqlite3.connect(db)) as raw, raw:
        raw.execute("CREATE TABLE contacts (name TEXT)")
    for words in (("init", "--fund=abc", *GIVEN), ("migrate",)):
        result = program(*words, "--db", db)
        assert (result.code, result.out) == (4, "")
        assert "it has contacts." in result.err
    with closing(sqlite3.connect(db)) as raw:
        tables = raw.execute("SELECT name FROM sqlite_schema").fetchall()
    assert tables == [("contacts",)]


@pytest.mark.parametrize("code", ["A b", "../x", "[red]", "基金", "1", "x" * 33])
def test_a_fund_has_a_code_that_can_be_typed(
    program: Program, tmp_path: Path, code: str
) -> None:
    db = tmp_path / "new.db"
    result = program("init", "--db", db, "--fund", code, *GIVEN)
    assert (result.code, db.exists()) == (2, False)
    assert "is not a fund's code" in result.err


@pytest.mark.parametrize("name", [" ", "a\tb", "a\x1b[31m", "a\nb"])
def test_a_fund_has_a_name_that_can_be_shown(
    program: Program, tmp_path: Path, name: str
) -> None:
    words = [word for word in GIVEN if not word.startswith("--name")]
    db = tmp_path / "new.db"
    result = program("init", "--db", db, "--fund=abc", "--name", name, *words)
    assert (result.code, db.exists()) == (2, False)
    assert result.err.startswith("--name: name ")
    assert "\x1b" not in result.err


def test_a_founder_is_who_is_connected(program: Program, server: Server) -> None:
    with server.database() as database:
        result = program("init", "--db", database.address, "--fund=abc", *GIVEN)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("You are connected as clerk, and li is not")
    assert "--founder li=李会计=clerk." in result.err


@pytest.mark.parametrize("year", ["0", "26", "99999", "x"])
def test_a_year_has_four_digits(program: Program, tmp_path: Path, year: str) -> None:
    db = tmp_path / "new.db"
    result = program("init", "--db", db, "--fund=abc", *GIVEN, "--year", year)
    assert result.code == 2
    assert "is not a year" in result.err


def test_one_person_alone_founds_nothing(program: Program, tmp_path: Path) -> None:
    words = ("--name=基金", "--on=2024-01-02", "--founder=li=李", "--founder=li=王")
    result = program("init", "--db", tmp_path / "new.db", "--fund=abc", *words)
    assert result.code == 3
    assert result.err.startswith("Two different people create a fund")


@pytest.mark.parametrize("founder", ["li", "=李", "li=", "a=b=c=d"])
def test_a_founder_has_a_login_and_a_name(
    program: Program, tmp_path: Path, founder: str
) -> None:
    result = program("init", "--db", tmp_path / "new.db", f"--founder={founder}")
    assert result.code == 2
    assert "is not a founder" in result.err


@pytest.mark.parametrize("missing", ["--fund", "--name", "--founder"])
def test_what_is_missing_is_named_where_nobody_can_be_asked(
    process: Program, tmp_path: Path, missing: str
) -> None:
    words = [w for w in ("--fund=abc", *GIVEN) if not w.startswith(missing)]
    result = process("init", "--db", tmp_path / "new.db", *words)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"{missing} is missing.")


def test_what_is_missing_is_asked_for_on_a_terminal(tmp_path: Path, home: Path) -> None:
    import pty
    import sys

    assert home.exists()
    pid, terminal = pty.fork()
    if pid == 0:
        words = ["init", "--db", str(tmp_path / "new.db"), "--on=2024-01-02"]
        os.execv(sys.executable, [sys.executable, "-m", "fundledger", *words])  # noqa: S606 - the program itself
    output = b""
    for answer in ("abc", "社区基金", "li=李会计", "wang=王主管"):
        while not output.rstrip().endswith(b":"):
            output += os.read(terminal, 1000)
        os.write(terminal, f"{answer}\n".encode())
        output = b""
    while (read := _rest(terminal)) != b"":
        output += read
    _, status = os.waitpid(pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0, output.decode()
    assert "Fund founded" in output.decode()


def _rest(terminal: int) -> bytes:
    """Read on; a terminal whose program has ended gives an error or nothing."""
    try:
        return os.read(terminal, 1000)
    except OSError:
        return b""


def test_a_folder_that_is_not_there_is_told(program: Program, tmp_path: Path) -> None:
    db = tmp_path / "no" / "folder" / "new.db"
    result = program("init", "--db", db, "--fund=abc", *GIVEN)
    assert result.code == 4
    assert result.err.startswith(str(db))


def test_migrate_needs_a_ledger(program: Program, tmp_path: Path) -> None:
    db = tmp_path / "none.db"
    assert program("migrate", "--db", db).code == 4
    assert not db.exists()


@pytest.mark.parametrize("verb", ["balance", "verify", "check", "audit", "migrate"])
def test_verbs_read_both_databases(program: Program, address: str, verb: str) -> None:
    result = program(verb, "--db", address)
    assert (result.code, result.err) == (0, "")


def test_a_fund_is_founded_on_both_databases(
    program: Program, database: Database
) -> None:
    founders = ("--founder=li=李=clerk", "--founder=wang=王=stranger")
    words = ("--name=基金", "--on=2024-01-02", *founders)
    result = program("init", "--db", database.address, "--fund=abc", *words)
    assert result.code == 0, result.err
    assert program("verify", "--db", database.address).code == 0
