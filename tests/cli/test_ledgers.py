"""What lies at an address and cannot be opened is told plainly, and left as it is."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Program


def test_a_file_that_is_no_database_is_told_plainly(
    program: Program, tmp_path: Path
) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("these are notes, and no books at all\n" * 100)
    result = program("balance", "--db", other)
    assert result.code == 4
    assert result.err.startswith(f"{other} cannot be opened as a ledger")


def test_a_damaged_file_is_told_plainly(
    program: Program, tmp_path: Path, lived_file: Path
) -> None:
    broken = tmp_path / "broken.db"
    content = lived_file.read_bytes()
    broken.write_bytes(content[:8192] + b"\xff" * (len(content) - 8192))
    result = program("verify", "--db", broken)
    assert result.code == 4
    assert result.err.startswith(f"The ledger at {broken} is damaged")


def test_an_empty_file_is_no_ledger(program: Program, tmp_path: Path) -> None:
    empty = tmp_path / "empty.db"
    empty.touch()
    result = program("balance", "--db", empty)
    assert result.code == 4
    assert result.err.splitlines()[1].startswith("Create one with: fundledger init")


def of_schema(revision: str, ledger: Path, copy: Path) -> Path:
    """Copy a ledger and let it be of another schema."""
    shutil.copy(ledger, copy)
    with closing(sqlite3.connect(copy)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    return copy


def test_a_ledger_of_an_earlier_schema_is_told_to_migrate(
    program: Program, tmp_path: Path, lived_file: Path
) -> None:
    old = of_schema("0000", lived_file, tmp_path / "old.db")
    result = program("balance", "--db", old)
    assert result.code == 4
    assert result.err.splitlines()[1] == "Run: fundledger migrate"


@pytest.mark.parametrize(
    ("revision", "verb"),
    [("9999", "balance"), ("9999", "migrate"), ("0000", "migrate")],
)
def test_a_ledger_of_an_unknown_schema_is_left_alone(
    program: Program, tmp_path: Path, lived_file: Path, revision: str, verb: str
) -> None:
    other = of_schema(revision, lived_file, tmp_path / "other.db")
    before = other.read_bytes()
    result = program(verb, "--db", other)
    assert (result.code, result.out) == (4, "")
    assert result.err.startswith(f"The ledger has schema {revision}, unknown here")
    assert other.read_bytes() == before


def test_without_any_ledger_the_default_place_is_named(
    program: Program, home: Path
) -> None:
    result = program("balance")
    assert result.code == 4
    assert str(home / "data" / "fundledger" / "ledger.db") in result.err


def test_an_unreachable_server_is_told_without_its_password(program: Program) -> None:
    result = program("balance", "--db", "postgresql://li:s3cret@127.0.0.1:1/none")
    assert result.code == 4
    assert "s3cret" not in result.err
    assert "Traceback" not in result.err


@pytest.mark.parametrize("place", ["folder", "no folder", "no database"])
def test_a_chinese_sentence_has_a_chinese_reason(
    program: Program, tmp_path: Path, place: str
) -> None:
    path = tmp_path if place == "folder" else tmp_path / "no" / "l.db"
    if place == "no database":
        path = tmp_path / "notes.txt"
        path.write_text("notes, and no books at all\n" * 100)
    given = ("--fund=a", "--name=基金", "--founder=a=A", "--founder=b=B")
    ended = program("init", "--db", path, *given, "--lang=zh")
    assert ended.code == 4
    first = ended.err.splitlines()[0].replace(str(path), "")
    assert not any(char.isascii() and char.isalpha() for char in first), first
