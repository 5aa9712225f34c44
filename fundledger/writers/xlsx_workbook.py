"""Workbooks to be filled in, as spreadsheets (XLSX): what a cell takes, it says.

A list to choose from that is longer than a spreadsheet takes in place stands on a
hidden sheet. Sheets are protected against slips, without a password.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, BinaryIO, Final, NamedTuple

from xlsxwriter.worksheet import Worksheet

from fundledger.errors import N_
from fundledger.i18n import Language, translate
from fundledger.reports.report import Kind
from fundledger.reports.workbook import Cell, Part, Sheet, Workbook
from fundledger.writers.values import spoken
from fundledger.writers.xlsx_book import Book, opened

LISTS: Final = "_lists"
INLINE: Final = 255
"""Characters of a list that stands in the rule itself."""
OPEN: Final = {
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
}
STYLES: Final = {
    Part.ENTRY: "plain",
    Part.HEADING: "heading",
    Part.TITLE: "title",
    Part.REMARK: "remark",
}
RULES: Final[dict[Kind, dict[str, Any]]] = {
    Kind.MONEY: {"validate": "decimal", "criteria": ">=", "value": 0},
    Kind.COUNT: {"validate": "integer", "criteria": ">=", "value": 0},
    Kind.DAY: {"validate": "date", "criteria": ">=", "value": "=DATE(2000,1,1)"},
}
"""What an open cell takes that has no list to choose from; a text takes anything."""
REFUSALS: Final = {
    Kind.MONEY: N_("An amount in yuan, like 1234.50."),
    Kind.COUNT: N_("A whole number."),
    Kind.DAY: N_("A date, like 2026-01-31."),
}


class _Lists:
    """Lists that are too long for a rule, each a column of a hidden sheet."""

    def __init__(self) -> None:
        self.columns: dict[tuple[str, ...], int] = {}

    def source(self, choices: Sequence[str]) -> Any:  # noqa: ANN401 - a list, or where it stands
        """Give a list as a rule takes it."""
        if len(",".join(choices)) <= INLINE and not any(
            "," in each for each in choices
        ):
            return [*choices]
        place = self.columns.setdefault(tuple(choices), len(self.columns))
        column = f"${_letters(place)}$"
        return f"={LISTS}!{column}1:{column}{len(choices)}"


class _Area(NamedTuple):
    """Cells below each other that take the same."""

    first: int
    last: int
    column: int
    cell: Cell


def write_workbook(workbook: Workbook, file: BinaryIO, lang: Language) -> None:
    """Write a workbook into a file that can be moved about in. Raises OSError."""
    lists = _Lists()
    with opened(file, lang, translate(workbook.title, lang)) as book:
        for sheet in workbook.sheets:
            _write_sheet(book, sheet, lists)
        if lists.columns:
            _write_lists(book, lists)


def _write_sheet(book: Book, sheet: Sheet, lists: _Lists) -> None:
    written = book.add_sheet(translate(sheet.name, book.lang))
    for column, width in enumerate(sheet.widths):
        written.set_column(column, column, width)
    for at, row in enumerate(sheet.rows):
        for column, cell in enumerate(row):
            style = "open" if cell.is_open else STYLES[cell.part]
            book.put(written, (at, column), cell.value, cell.kind, style)
            if cell.note:
                note = spoken(cell.note, book.lang)
                written.write_comment(at, column, note, {})
    for area in _areas(sheet.rows):
        _restrict(written, area, book.lang, lists)
    if sheet.frozen:
        written.freeze_panes(sheet.frozen, 0)
    if sheet.is_protected:
        written.protect("", OPEN)


def _areas(rows: Sequence[Sequence[Cell]]) -> Iterator[_Area]:
    """Join open cells below each other that take the same: one rule for all."""
    for column in range(max(map(len, rows), default=0)):
        cells = [(at, row[column]) for at, row in enumerate(rows) if column < len(row)]
        for rule, run in groupby(cells, lambda each: _rule_of(each[1])):
            places = [*run]
            if rule is not None:
                yield _Area(places[0][0], places[-1][0], column, places[0][1])


def _rule_of(cell: Cell) -> tuple[Kind, tuple[str, ...]] | None:
    if not cell.is_open or not (cell.choices or cell.kind in RULES):
        return None
    return cell.kind, tuple(cell.choices)


def _restrict(sheet: Worksheet, area: _Area, lang: Language, lists: _Lists) -> None:
    """Have cells take what they say; what they refuse is said in words."""
    cell = area.cell
    if cell.choices:
        options = {"validate": "list", "source": lists.source(cell.choices)}
        refusal = N_("One of the list.")
    else:
        options = {**RULES[cell.kind]}
        refusal = REFUSALS[cell.kind]
    options["error_message"] = translate(refusal, lang)
    sheet.data_validation(area.first, area.column, area.last, area.column, options)


def _write_lists(book: Book, lists: _Lists) -> None:
    sheet = book.add_sheet(LISTS)
    columns: Iterable[tuple[str, ...]] = lists.columns
    cells = [
        (at, place, choice)
        for place, choices in enumerate(columns)
        for at, choice in enumerate(choices)
    ]
    for at, place, choice in sorted(cells):
        book.put(sheet, (at, place), choice)
    sheet.hide()


def _letters(column: int) -> str:
    """Name a column: A to Z, then AA."""
    more, letter = divmod(column, 26)
    return (_letters(more - 1) if more else "") + chr(ord("A") + letter)
