"""What every spreadsheet of ours has: repeatable bytes, formats, no live formula.

A cell is written as what it is, by the call for it: a text is never judged by how it
begins, so that nothing from the books becomes a formula, a link or a number.
"""

import io
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, Final

import xlsxwriter
from typing_extensions import Buffer
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from fundledger.domain.fen import format_fen
from fundledger.domain.money import from_fen
from fundledger.errors import N_
from fundledger.i18n import Language, translate
from fundledger.reports.report import NUMBERS, Dual, Kind, Measure
from fundledger.writers.text import cells
from fundledger.writers.values import ENDS, spoken

CREATED: Final = datetime(2024, 1, 1, tzinfo=UTC)
"""Stands in every file, so that the same report gives the same bytes."""
A4: Final = 9
"""The number that a spreadsheet has for the paper."""
EXACT: Final = 10**15
"""A spreadsheet shows 15 digits of a number; what has more is written as text."""
LONGEST: Final = 32_767
"""UTF-16 units that a cell takes."""
KEPT: Final = 16_000
"""Characters of a longer text that are written."""
NARROWEST: Final = 6
WIDEST: Final = 60
"""Characters of a column."""
ACROSS: Final = 92
"""Characters across a landscape page (A4) at full size, in whatever font."""
SMALLEST: Final = 10
"""The scale below which a spreadsheet does not print, in percent."""
FOOTER_LONGEST: Final = 150
PAGE_OF: Final = N_("Page {page} of {pages}")
MOST_BREAKS: Final = 1_000
"""So many ends of pages a spreadsheet takes on a sheet."""

TEXT_FORMAT: Final = "@"
NUMBER_FORMATS: Final = {
    Kind.MONEY: "#,##0.00;[Red]-#,##0.00",
    Kind.COUNT: "0",
    Kind.SHARE: '0"%"',
    Kind.DAY: "yyyy-mm-dd",
}
"""How numbers and days are shown; everything else is a text."""
ALIGNED: Final = {Kind.DAY: "left", Kind.SIGN: "center"}
"""Where what is no number stands in its column, if not where it is put by itself."""
INK: Final = "#000000"
RULED: Final[dict[str, Any]] = {"border": 1, "border_color": "#9AA7B2"}
"""Lines around a cell of a table, as books have them on paper."""
STYLES: Final[dict[str, dict[str, Any]]] = {
    "plain": {},
    "row": {**RULED},
    "sum": {**RULED, "bold": True, "top_color": INK},
    "page_end": {**RULED, "bold": True, "top_color": INK, "bottom_color": INK},
    "table_heading": {
        **RULED,
        "bold": True,
        "bottom_color": INK,
        "bg_color": "#DDE6EE",
        "text_wrap": True,
        "valign": "vcenter",
    },
    "heading": {
        "bold": True,
        "bottom": 1,
        "bg_color": "#DDE6EE",
        "text_wrap": True,
        "valign": "vcenter",
    },
    "title": {"bold": True, "font_size": 14},
    "note": {"text_wrap": True, "valign": "top"},
    "remark": {"font_color": "#555555"},
    "remark_right": {"font_color": "#555555", "align": "right"},
    "foot": {"font_color": "#555555", "text_wrap": True, "valign": "top"},
    "form_title": {"bold": True, "font_size": 18, "align": "center"},
    "form_left": {"align": "left", "valign": "vcenter"},
    "form_middle": {"align": "center", "valign": "vcenter"},
    "form_right": {"align": "right", "valign": "vcenter"},
    "form_heading": {
        "bold": True,
        "border": 1,
        "align": "center",
        "valign": "vcenter",
    },
    "form_cell": {"border": 1, "text_wrap": True, "valign": "vcenter"},
    "form_sum": {"bold": True, "border": 1, "valign": "vcenter"},
    "open": {**RULED, "locked": False},
}


class Book:
    """A spreadsheet that is being written, row after row."""

    def __init__(self, book: xlsxwriter.Workbook, lang: Language) -> None:
        """Write into a workbook of the library, for readers of a language."""
        self.book = book
        self.lang = lang
        self._formats: dict[tuple[str, Kind, bool], Format] = {}
        self._names: set[str] = set()

    def add_sheet(self, title: str) -> Worksheet:
        """Begin a sheet, named after a title as far as a spreadsheet allows."""
        base = sheet_name(title)
        name, number = base, 1
        while name.casefold() in self._names:
            number += 1
            name = f"{base} ({number})"
        self._names.add(name.casefold())
        return self.book.add_worksheet(name)

    def style(self, style: str, kind: Kind = Kind.TEXT) -> Format:
        """Give the format of a style for what a cell holds."""
        right = kind in NUMBERS
        key = (style, kind, right)
        if key not in self._formats:
            look = {"num_format": NUMBER_FORMATS.get(kind, TEXT_FORMAT)}
            if right:
                look["align"] = "right"
            elif kind in ALIGNED:
                look["align"] = ALIGNED[kind]
            self._formats[key] = self.book.add_format({**look, **STYLES[style]})
        return self._formats[key]

    def put(
        self,
        sheet: Worksheet,
        place: tuple[int, int],
        value: Any,  # noqa: ANN401 - any value of a report
        kind: Kind = Kind.TEXT,
        style: str = "plain",
    ) -> int:
        """Write one cell; tell how many characters wide it is."""
        if isinstance(value, Dual):
            value = value.shown
        if isinstance(value, Measure):
            kind = Kind.MONEY if value.is_money else Kind.COUNT
            value = value.number
        look = self.style(style, kind)
        if type(value) is int and kind in NUMBERS and abs(value) < EXACT:
            # A decimal is written digit by digit; a float would be rounded first.
            number = from_fen(value).amount if kind is Kind.MONEY else value
            sheet.write_number(*place, number, look)
            return len(format_fen(value)) if kind is Kind.MONEY else len(str(value))
        if isinstance(value, date) and kind is Kind.DAY:
            sheet.write_datetime(*place, value, look)
            return len(value.isoformat())
        if value is None or value == "":
            sheet.write_blank(*place, None, look)
            return 0
        text = _fitting(spoken(value, self.lang, kind))
        sheet.write_string(*place, text, look)
        return cells(text)


def sheet_name(title: str) -> str:
    """Name a sheet after a title, as far as a spreadsheet allows."""
    plain = "".join(" " if char in "[]:*?/\\'" else char for char in title)
    return plain.strip()[:25] or "1"


class _Patient(io.BufferedIOBase):
    """Passes a file on, and keeps what goes wrong with it until the end.

    A zip file that meets an error would try to write once more when it is collected,
    and complain of that on standard error.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.error: OSError | None = None

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def write(self, content: Buffer, /) -> int:
        if self.error is None:
            try:
                return self.file.write(content)
            except OSError as error:
                self.error = error
        return memoryview(content).nbytes

    def tell(self) -> int:
        return self.file.tell()

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self.file.seek(offset, whence)


@contextmanager
def opened(file: BinaryIO, lang: Language, title: str) -> Generator[Book]:
    """Begin a spreadsheet, and write it into a file at the end.

    Rows wait in a private folder, not in memory. Raises OSError.
    """
    patient = _Patient(file)
    with TemporaryDirectory(prefix="fundledger-") as folder:
        book = xlsxwriter.Workbook(
            patient,
            {
                "constant_memory": True,
                "tmpdir": folder,
                "use_zip64": True,
                "strings_to_formulas": False,
                "strings_to_numbers": False,
                "strings_to_urls": False,
            },
        )
        book.set_properties({"title": title, "created": CREATED})
        try:
            yield Book(book, lang)
            book.close()
        except FileCreateError as error:
            raise error.args[0] from error
        finally:
            for sheet in book.worksheets():
                sheet.row_data_fh.close()
    if patient.error is not None:
        raise patient.error


def fit_widths(sheet: Worksheet, widths: Sequence[int]) -> None:
    """Make each column as wide as its widest cell, within reason."""
    for place, width in enumerate(widths):
        sheet.set_column(place, place, fitted(width))


def fitted(width: int) -> int:
    """Give the width of a column whose widest cell has so many characters."""
    return min(max(width + 2, NARROWEST), WIDEST)


def set_scale(sheet: Worksheet, width: int, across: int) -> None:
    """Print so many characters across a paper that takes so many at full size."""
    sheet.set_print_scale(max(min(100 * across // max(width, 1), 100), SMALLEST))


def set_pages(sheet: Worksheet, width: int, breaks: Sequence[int]) -> None:
    """End printed pages above some rows, and fit so many characters on the paper.

    A spreadsheet that fits a sheet to its pages by itself may forget such ends.
    """
    set_scale(sheet, width, ACROSS)
    sheet.set_h_pagebreaks(list(breaks[:MOST_BREAKS]))


def page_footer(lang: Language, head: str, size: str = "") -> str:
    """Write what each printed page ends with: the head of the chain, and its number."""
    plain = head.replace("&", "&&")[:FOOTER_LONGEST]
    pages = translate(PAGE_OF, lang).format(page="&P", pages="&N")
    return f"&L{size}{plain}&R{size}{pages}"


def _fitting(text: str) -> str:
    """Cut a text that no cell takes; every other is written whole."""
    if len(text) * 2 <= LONGEST or len(text.encode("utf-16-le")) // 2 <= LONGEST:
        return text
    return f"{text[:KEPT]}{ENDS}"
