"""A name says what a value is, not that somebody found, asked or kept it.

Prose is free, and so are names that say more (`asked_by`, `kept_rows`).
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_house import ROOMS, code

BARE = frozenset({"asked", "found", "held", "kept", "made", "said", "told"})


def bindings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Give what a file names: variables, attributes, parameters, functions, classes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.attr
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.lineno, node.name.strip("_").lower()
        elif isinstance(node, ast.alias):
            yield node.lineno, node.asname or node.name


def bare(path: Path) -> list[str]:
    tree = ast.parse(path.read_text("utf-8"), filename=path.name)
    return [
        f"{path.name}:{line} {name}" for line, name in bindings(tree) if name in BARE
    ]


@pytest.mark.parametrize("room", ROOMS)
def test_no_name_is_a_bare_verb(room: str) -> None:
    assert [name for path in code(room) for name in bare(path)] == []


@pytest.mark.parametrize(
    "text",
    [
        "found = 1",
        "self.kept = 1",
        "def f(asked): ...",
        "for told in (): ...",
        "import a as said",
        "class C:\n    held: int",
        "with open() as made: ...",
        "lambda found: 1",
        "def _told(): ...",
        "class Found: ...",
    ],
)
def test_every_way_to_bind_a_name_is_seen(text: str, tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text(text, "utf-8")
    assert len(bare(tmp_path / "m.py")) == 1
