"""Export what is on a screen: a CSV file beside where the workbench was started."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from fundledger.tui import layout
from fundledger.tui.table import TableRow
from fundledger.writers.csv import to_csv
from fundledger.writers.report import Column, Report, Sheet, Source


class Exported(NamedTuple):
    """What a screen gives away: a name for the file, headings, rows of text."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


def of_table(
    name: str, columns: Sequence[layout.Column], rows: Sequence[TableRow]
) -> Exported:
    """Give a table as it is; amounts lose their separators, dashes are empty."""
    texts = [
        [
            plain(cell.text) if column.right else cell.text
            for column, cell in zip(columns, row.cells, strict=True)
        ]
        for row in rows
    ]
    return Exported(name, [column.title for column in columns], texts)


def plain(amount: str) -> str:
    """Write an amount so that a program reads it."""
    return "" if amount == "—" else amount.replace(",", "")


def save(folder: Path, exported: Exported, source: Source) -> Path:
    """Write a new file; one that is there already is never written over.

    Raises OSError.
    """
    columns = [Column(heading, heading) for heading in exported.headings]
    sheet = Sheet(exported.name, exported.name, columns, exported.rows)
    report = Report(exported.name, exported.name, source, [sheet])
    content = to_csv(report, for_spreadsheet=True).encode()
    stem = f"{source.fund}-{exported.name}-{source.head.partition(':')[0]}"
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
