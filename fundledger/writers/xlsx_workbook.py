"""Workbooks to be filled in, as spreadsheets (XLSX): what a cell takes, it says.

A list to choose from that is longer than a spreadsheet takes in place stands on a
hidden sheet. Sheets are protected against slips, without a password.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, BinaryIO, Final, NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from fundledger.errors import N_
from fundledger.i18n import Language, translate
from fundledger.reports.report import Kind
from fundledger.reports.workbook import Cell, Part, Sheet, Workbook
from fundledger.writers.text import cells as wide
from fundledger.writers.values import spoken
from fundledger.writers.xlsx_book import A4, Book, opened, sheet_name

LISTS: Final = "_lists"
MESSAGE: Final = 255
"""Characters of what is shown when a cell is selected."""
REFUSAL: Final = N_("One of the list.")
LINE: Final = 15
"""The height of a line, in points."""
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
    Part.TEXT: "note",
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
        written.set_column(column, column, width, _below(book, sheet, column))
    for at, row in enumerate(sheet.rows):
        lines = _lines(row, sheet.widths, book.lang)
        if lines > 1:
            written.set_row(at, LINE * lines)
        _write_row(book, written, at, row)
    for area in _areas(sheet.rows):
        _restrict(written, area, book.lang, lists)
    written.set_landscape()
    written.set_paper(A4)
    written.fit_to_pages(1, 0)
    if sheet.frozen:
        written.freeze_panes(sheet.frozen, 0)
    if sheet.is_protected:
        written.protect("", OPEN)


def _write_row(book: Book, sheet: Worksheet, at: int, row: Sequence[Cell]) -> None:
    for column, cell in enumerate(row):
        style = "open" if cell.is_open else STYLES[cell.part]
        book.put(sheet, (at, column), cell.value, cell.kind, style)
        if cell.note and not cell.is_open:
            sheet.write_comment(at, column, spoken(cell.note, book.lang), {})


def _lines(row: Sequence[Cell], widths: Sequence[int], lang: Language) -> int:
    """Count the lines that a row's texts take: no program finds that out for all."""
    wrapped = (
        -(-wide(spoken(cell.value, lang)) // width)
        for cell, width in zip(row, widths, strict=False)
        if cell.part in (Part.TEXT, Part.HEADING)
    )
    return max(wrapped, default=1)


def _below(book: Book, sheet: Sheet, column: int) -> Format | None:
    """Give the format of a column's cells below the last row: what is open goes on."""
    last = sheet.rows[-1] if sheet.rows else ()
    if column < len(last) and last[column].is_open and not sheet.is_protected:
        return book.style("plain", last[column].kind)
    return None


def _areas(rows: Sequence[Sequence[Cell]]) -> Iterator[_Area]:
    """Join open cells below each other that take the same: one rule for all."""
    for column in range(max(map(len, rows), default=0)):
        cells = [(at, row[column]) for at, row in enumerate(rows) if column < len(row)]
        for rule, run in groupby(cells, lambda each: _rule_of(each[1])):
            places = [*run]
            if rule is not None:
                yield _Area(places[0][0], places[-1][0], column, places[0][1])


def _rule_of(cell: Cell) -> tuple[Any, ...] | None:
    limits = cell.choices or cell.source or cell.note or cell.kind in RULES
    if not cell.is_open or not limits:
        return None
    return cell.kind, tuple(map(repr, cell.choices)), cell.source, repr(cell.note)


def _restrict(sheet: Worksheet, area: _Area, lang: Language, lists: _Lists) -> None:
    """Have cells take what they say; what they refuse is said in words."""
    cell = area.cell
    options, refusal = _limits(cell, lang, lists)
    if refusal:
        options["error_message"] = translate(refusal, lang)
    if cell.note:
        options["input_message"] = spoken(cell.note, lang)[:MESSAGE]
    sheet.data_validation(area.first, area.column, area.last, area.column, options)


def _limits(cell: Cell, lang: Language, lists: _Lists) -> tuple[dict[str, Any], str]:
    """Give the rule of what a cell takes, and how it says that it takes no other."""
    if cell.choices:
        choices = [spoken(each, lang) for each in cell.choices]
        return {"validate": "list", "source": lists.source(choices)}, REFUSAL
    if cell.source is not None:
        name, column, first, last = cell.source
        letters = _letters(column)
        area = f"${letters}${first + 1}:${letters}${last + 1}"
        source = f"='{sheet_name(translate(name, lang))}'!{area}"
        # What is listed elsewhere is an offer: it may be in the books already.
        return {"validate": "list", "source": source, "show_error": False}, ""
    if cell.kind in RULES:
        return {**RULES[cell.kind]}, REFUSALS[cell.kind]
    return {"validate": "any"}, ""


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
