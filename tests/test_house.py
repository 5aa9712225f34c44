"""House rules that no linter knows: short files, short functions, no floats."""

import ast
from collections.abc import Iterator
from pathlib import Path

TREE = Path(__file__).parents[1]
ROOMS = ("fundledger", "migrations", "tests", "benchmarks")
LONGEST_FILE = 400
LONGEST_FUNCTION = 50
# These floors handle money, so not even a literal float passes there. Faces and the
# store wait in seconds and may write 0.5.
MONEY_FLOORS = (
    "domain",
    "queries",
    "checks",
    "commands",
    "reports",
    "readers",
    "writers",
)


def code(*rooms: str) -> Iterator[Path]:
    for room in rooms:
        yield from sorted((TREE / room).rglob("*.py"))


def nodes(*rooms: str) -> Iterator[tuple[str, ast.AST]]:
    for path in code(*rooms):
        name = path.relative_to(TREE).as_posix()
        for node in ast.walk(ast.parse(path.read_text("utf-8"), filename=name)):
            yield name, node


def test_every_room_has_its_tests() -> None:
    tests = TREE / "tests"
    rooms = [each for each in (TREE / "fundledger").iterdir() if each.is_dir()]
    untested = {
        room.name
        for room in rooms
        if not room.name.startswith("_")
        and not list((tests / room.name).glob("test_*.py"))
        and not (tests / f"test_{room.name}.py").exists()
    }
    assert untested == set()


def test_a_file_can_be_read_in_one_sitting() -> None:
    lengths = {path: path.read_text("utf-8").count("\n") for path in code(*ROOMS)}
    assert {path for path, lines in lengths.items() if lines > LONGEST_FILE} == set()


def test_a_function_fits_on_a_screen() -> None:
    too_long = [
        f"{name}:{node.lineno} {node.name}"
        for name, node in nodes(*ROOMS)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno >= LONGEST_FUNCTION
    ]
    assert too_long == []


def test_nothing_is_turned_into_a_float() -> None:
    calls = [
        f"{name}:{node.lineno}"
        for name, node in nodes("fundledger")
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "float"
    ]
    assert calls == []


def test_floors_that_handle_money_know_no_float() -> None:
    floats = [
        f"{name}:{node.lineno}"
        for name, node in nodes(*(f"fundledger/{floor}" for floor in MONEY_FLOORS))
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Name) and node.id == "float")
    ]
    assert floats == []
