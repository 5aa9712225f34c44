"""One door writes, and no other module of the workbench; looking changes nothing."""

import ast
import hashlib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import fundledger.tui
from fundledger.store.failures import DatabaseError
from fundledger.store.reading import Books
from fundledger.tui.shell.actions import MODES, ScreenKind, acts_at
from fundledger.tui.shell.reading import Door
from tests.tui import stage

ROOM = Path(next(iter(fundledger.tui.__path__)))
WRITES = (
    "fundledger.commands",
    "fundledger.inputs.doing",
    "fundledger.store.writing",
    "sqlalchemy",
    "sqlite3",
)


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {each.name for each in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{n.name}" for n in node.names)}
    return names


def test_only_the_desk_imports_what_could_write() -> None:
    writers = [
        path.relative_to(ROOM).as_posix()
        for path in sorted(ROOM.rglob("*.py"))
        if any(name.startswith(WRITES) for name in imported(path))
    ]
    assert writers == [
        "shell/desk.py",
        "shell/possible.py",
        "shell/seen.py",
        "shell/signed.py",
    ]


def test_importing_the_workbench_imports_no_database() -> None:
    code = (
        "import sys; before = {*sys.modules}; import fundledger.tui.app;"
        "print([m for m in ('sqlalchemy', 'sqlite3', 'psycopg', 'alembic',"
        " 'fundledger.commands') if m in sys.modules.keys() - before])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"


def contents(path: Path) -> dict[str, str]:
    """Hash the ledger's file and its journal, where anything lies in that."""
    return {
        each.name: hashlib.sha256(each.read_bytes()).hexdigest()
        for each in sorted(path.parent.glob(f"{path.name}*"))
        if not each.name.endswith("-shm") and each.stat().st_size
    }


def acts_of(place: ScreenKind) -> dict[str, str]:
    """Give the keys of a screen by what they do, but those that leave it for good."""
    return {
        act.name: act.keys.split(",")[0]
        for act in acts_at(place)
        if act.name not in {"quit", "palette"} and not act.name.startswith("mode")
    }


def walk() -> Iterator[list[str]]:
    """Give the keys of each screen; those that all screens share, on the first."""
    acts = {place: acts_of(place) for place, _, _ in MODES}
    shared = set[str]()
    for place, number, _ in MODES:
        own = [key for name, key in acts[place].items() if name not in shared]
        yield [number, *own, "escape"]
        shared = {name for name in acts[place] if all(name in a for a in acts.values())}


async def test_no_key_of_any_screen_changes_a_byte(
    ledger_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = contents(ledger_path)
    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.SMALL) as pilot:
        await stage.opened(pilot)
        for keys in walk():
            await pilot.press(*keys)
            await stage.until(pilot, lambda: True)
    assert contents(ledger_path) == before


def test_a_question_that_tries_to_write_is_refused(ledger_path: Path) -> None:
    def write(books: Books) -> None:
        books.connection.exec_driver_sql("CREATE TABLE mine (a INTEGER)")

    door = Door(str(ledger_path), None)
    with closing(door), pytest.raises(DatabaseError, match="readonly"):
        door.ask(write)
