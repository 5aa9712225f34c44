"""What a workbook to be filled in is: sheets of cells, before anybody writes a file.

A cell says what may be put into it, so that a spreadsheet refuses what a form would.
Nothing here asks the books, and nothing here knows a file type.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from fundledger.reports.report import Kind, Phrase


class Part(StrEnum):
    """What a cell is on its sheet."""

    ENTRY = "entry"
    HEADING = "heading"
    TITLE = "title"
    REMARK = "remark"
    TEXT = "text"
    """A text on several lines."""


class Cell(NamedTuple):
    """One cell: what stands in it, what may stand in it, and what is to be known of it.

    Texts are marked with `N_` or phrases; a value is one of a report.
    """

    value: Any = None
    kind: Kind = Kind.TEXT
    part: Part = Part.ENTRY
    is_open: bool = False
    """Whether it may be changed where its sheet is protected."""
    choices: Sequence[Any] = ()
    """What it takes, where that is a list; else anything of its kind."""
    note: str | Phrase = ""
    """Shown beside the cell; of an open one, when it is selected."""
    source: "Source | None" = None
    """Where what it usually takes is listed; other values are taken as well."""


class Source(NamedTuple):
    """Cells of a sheet, below each other, that are offered to be chosen from."""

    sheet: str
    column: int
    first: int
    last: int
    """The first row and the last one, from 0."""


class Sheet(NamedTuple):
    """One sheet: rows of cells, from the first row on."""

    name: str
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[int] = ()
    """Characters of each column."""
    frozen: int = 0
    """So many rows stay in sight."""
    is_protected: bool = False
    """Whether only open cells may be changed; against slips, there is no password."""


class Workbook(NamedTuple):
    """A workbook: its title and its sheets."""

    title: str
    sheets: Sequence[Sheet]
