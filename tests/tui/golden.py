"""Screens kept as grids of text, compared cell by cell.

FUNDLEDGER_GOLDEN=write writes them anew; look at the difference before committing it.
"""

import os
import re
from itertools import zip_longest
from pathlib import Path

from rich.cells import cell_len

from fundledger.store.system_user import system_user

FOLDER = Path(__file__).parent / "golden"
WRITE = os.environ.get("FUNDLEDGER_GOLDEN") == "write"
HASH = re.compile(r"[0-9a-f]{12,}|(?<=[│╮╯])[0-9a-f]{7,8}(?=…? *$)")
"""A hash, or as much of one as stands beside a window."""
USER = re.compile(rf"· {re.escape(system_user())}(?= *$)")
PLACE = re.compile(r"[/…]\S*fund\.db")
"""Where the test's ledger lies: elsewhere in each run."""
REST = re.compile(r"^ {10,}[0-9a-f]{1,11} *$")
"""The rest of a hash, on the line after it."""


def cells(line: str) -> list[str]:
    """Give a line cell by cell; the second cell of a wide character is empty."""
    by_cell: list[str] = []
    for char in line:
        if (width := cell_len(char)) == 0 and by_cell:
            by_cell[-1] += char
        else:
            by_cell += [char, *[""] * (width - 1)]
    return by_cell


def masked(text: str) -> str:
    """Hide hashes and who runs the tests: both are tested elsewhere."""
    shown = USER.sub("· ####", text)
    return HASH.sub(lambda hash_: "#" * len(hash_[0]), shown)


def masked_line(line: str) -> str:
    """Hide the hashes of a line, the rest of one from the line before included."""
    if REST.match(line):
        return re.sub(r"\S", "#", line)
    return PLACE.sub("/…/fund.db", masked(line))


def difference(was: list[str], now: list[str]) -> str | None:
    """Name the first cell that differs; None where all are the same."""
    for row, (old, new) in enumerate(zip_longest(was, now, fillvalue="")):
        pairs = zip_longest(cells(old), cells(new), fillvalue=" ")
        for column, (one, other) in enumerate(pairs):
            if one != other:
                where = f"row {row}, cell {column}: {one!r} was there, {other!r} is now"
                return f"{where}\n- {old}\n+ {new}"
    return None


def otherwise(name: str, lines: list[str]) -> list[str]:
    """Compare a screen with the one that was kept; name the first other cell."""
    shown = [masked_line(line).rstrip() for line in lines]
    path = FOLDER / f"{name}.txt"
    if WRITE:
        FOLDER.mkdir(exist_ok=True)
        path.write_text("\n".join(shown) + "\n", encoding="utf-8")
    before = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    first_difference = difference(before, shown)
    return [] if first_difference is None else [f"{path.name}: {first_difference}"]
