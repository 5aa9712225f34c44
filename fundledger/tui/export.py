"""Export what is on a screen: a CSV file beside where the workbench was started."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from fundledger.tui import layout
from fundledger.tui.table import TableRow
from fundledger.writers.csv import to_csv
from fundledger.writers.report import Column, Kind, Report, Sheet, Source

_AMOUNT: Final = re.compile(r"-?\d{1,3}(,\d{3})*\.\d\d|—?")
"""An amount in 元 as screens show it, or none."""
_UNFIT: Final = re.compile(r"[^\w-]+")
"""What does not belong in the name of a file."""


class Exported(NamedTuple):
    """What a screen gives away: a name for the file, headings, rows of text."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


class Heading(Column):
    """A column that is called in the file what it is called on the screen."""

    @property
    def in_yuan(self) -> str:
        """The same name: the screen's amounts are in 元, too."""
        return self.name


def of_table(
    name: str, columns: Sequence[layout.Column], rows: Sequence[TableRow]
) -> Exported:
    """Give a table as it is."""
    headings = [column.title for column in columns]
    return Exported(name, headings, [[cell.text for cell in row.cells] for row in rows])


def save(folder: Path, exported: Exported, source: Source) -> Path:
    """Write a new file; one that is there already is never written over.

    Raises OSError.
    """
    columns = [*zip(*exported.rows, strict=True)] or [()] * len(exported.headings)
    kinds = [_kind(texts) for texts in columns]
    named = zip(exported.headings, kinds, strict=True)
    sheet = Sheet(
        exported.name,
        exported.name,
        [Heading(heading, heading, kind) for heading, kind in named],
        [
            [_value(cell, kind) for cell, kind in zip(row, kinds, strict=True)]
            for row in exported.rows
        ],
    )
    report = Report(exported.name, exported.name, source, [sheet])
    stem = f"{source.fund}-{exported.name}-{source.head.partition(':')[0]}"
    # A ledger from elsewhere may be called anything, "../../x" as well.
    stem = _UNFIT.sub("_", stem)
    return _put(folder, stem, to_csv(report, for_spreadsheet=True).encode())


def _kind(texts: Iterable[str]) -> Kind:
    """Take a column for amounts where every cell is one, or none."""
    filled = [text for text in texts if text]
    amounts = bool(filled) and all(map(_AMOUNT.fullmatch, filled))
    return Kind.FEN if amounts else Kind.WORD


def _value(text: str, kind: Kind) -> str | int | None:
    """Give an amount in 分, for the writer to write as it does; other text as it is."""
    if kind is not Kind.FEN:
        return text
    digits = text.replace(",", "").replace(".", "").replace("—", "")
    return int(digits) if digits else None


def _put(folder: Path, stem: str, content: bytes) -> Path:
    number = 1
    while True:
        suffix = "" if number == 1 else f"-{number}"
        path = folder / f"{stem}{suffix}.csv"
        try:
            with path.open("xb") as file:
                file.write(content)
        except FileExistsError:
            number += 1
        else:
            return path
