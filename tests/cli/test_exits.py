"""Never green by mistake: what was not checked, or not read, ends with 1."""

import json
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from fundledger.cli.exits import MEANINGS, Exit
from fundledger.domain.ids import Login
from fundledger.errors import RefusedError
from fundledger.store.audit import chain_hash
from fundledger.store.books import Ledger
from fundledger.store.writing import Writing
from tests import small
from tests.cli.conftest import Program

TREE = Path(__file__).parents[2]
GARBAGE = '{"format":9}'


def refuse(_: Writing) -> None:
    raise RefusedError


@pytest.fixture
def unreadable(lived_file: Path, tmp_path: Path) -> tuple[Path, int]:
    """Forge the last record, a refusal, so that all hashes and guards are right.

    Nothing is wrong with what can be read: only one record cannot be.
    """
    path = Path(shutil.copy(lived_file, tmp_path / "forged.db"))
    with closing(Ledger(str(path))) as ledger, suppress(RefusedError):
        ledger.fund().write(small.ask("donation.receive", actor=Login("clerk")), refuse)
    with closing(sqlite3.connect(path)) as raw, raw:
        triggers = raw.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in triggers:
            raw.execute(f"DROP TRIGGER {name}")
        seq, prev, stamp = raw.execute(
            "SELECT seq, prev_sha256, stamp FROM record ORDER BY seq DESC LIMIT 1"
        ).fetchone()
        sha256 = chain_hash(prev, stamp, GARBAGE)
        raw.execute(
            "UPDATE record SET body = ?, sha256 = ? WHERE seq = ?",
            (GARBAGE, sha256, seq),
        )
        raw.execute("UPDATE fund SET head_sha256 = ?", (sha256,))
        for _, statement in triggers:
            raw.execute(statement)
    return path, seq


@pytest.mark.parametrize("form", ["text", "csv", "json"])
def test_an_incomplete_verification_is_no_success(
    program: Program, unreadable: tuple[Path, int], form: str
) -> None:
    path, seq = unreadable
    ended = program("verify", "--db", path, "--format", form)
    assert ended.code == Exit.OFFENCES, ended.out
    assert "incomplete" in ended.out
    assert "body_unreadable" in ended.out or f"record {seq} cannot be read" in ended.out


def test_a_check_that_could_not_run_is_no_success(
    program: Program, unreadable: tuple[Path, int]
) -> None:
    path, seq = unreadable
    ended = program("check", "--db", path)
    assert ended.code == Exit.OFFENCES
    assert f"R15: Audit record {seq} cannot be read" in ended.out
    rows = json.loads(program("check", "--db", path, "--format=json").out)["checks"]
    lights = {row["check"]: row["light"] for row in rows}
    assert lights["R15"] == "not_run"
    assert lights["R1"] == "pass"


@pytest.mark.parametrize(("number", "code"), [("R15", 1), ("R22", 1), ("R1", 0)])
def test_one_check_by_itself_ends_by_what_it_could_do(
    program: Program, unreadable: tuple[Path, int], number: str, code: int
) -> None:
    path, _ = unreadable
    assert program("check", number, "--db", path).code == code


@pytest.mark.usefixtures("lived_fund")
def test_a_check_out_of_reach_of_an_earlier_record_is_said(program: Program) -> None:
    every = program("check", "--at", "12")
    assert "Not run at an earlier record: R22." in every.out
    named = program("check", "R1", "R22", "--at", "12")
    assert named.code == Exit.OFFENCES
    assert "Not run at an earlier record: R22." in named.out
    assert program("check", "R1", "--at", "12").code == Exit.OK


def test_books_that_a_check_cannot_read_are_no_fault_of_the_program(
    program: Program, lived_file: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copy(lived_file, tmp_path / "odd.db"))
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("PRAGMA ignore_check_constraints = ON")
        raw.execute("DROP TRIGGER account_update")
        raw.execute("UPDATE account SET side = 'left'")
    ended = program("check", "--db", path)
    assert (ended.code, ended.err) == (Exit.OFFENCES, "")
    assert "could not be run: the books hold what it cannot read" in ended.out


def test_every_exit_code_is_in_both_readmes() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        text = (TREE / name).read_text("utf-8")
        for code in Exit:
            assert f"\n| {int(code)} | " in text, (name, code)
    text = (TREE / "README.md").read_text("utf-8")
    for code, meaning in MEANINGS.items():
        assert f"| {int(code)} | {meaning}" in text
