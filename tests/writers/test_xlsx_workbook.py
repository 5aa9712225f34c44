"""A workbook to be filled in says what each cell takes, and reads back as it was."""

import io
import re
import zipfile
from datetime import date
from typing import Any

from python_calamine import CalamineWorkbook

from fundledger.i18n import Language, translate
from fundledger.reports.report import Kind, Phrase
from fundledger.reports.workbook import Cell, Part, Sheet, Source, Workbook
from fundledger.writers.xlsx_workbook import write_workbook

LONG = tuple(f"社区{no:03}" for no in range(100))
HEADINGS = [
    Cell(name, part=Part.HEADING, note=Phrase("A whole number."))
    for name in ("Key", "Name", "Approved", "Date", "No. of projects", "Community")
]
ENTRY = [
    Cell(kind=Kind.CODE, is_open=True),
    Cell(is_open=True, choices=("甲", "乙")),
    Cell(kind=Kind.MONEY, is_open=True),
    Cell(kind=Kind.DAY, is_open=True),
    Cell(kind=Kind.COUNT, is_open=True),
    Cell(is_open=True, choices=LONG),
]
FILLED = [
    Cell("0091", kind=Kind.CODE, is_open=True),
    Cell("=1+1"),
    Cell(123_450, kind=Kind.MONEY),
    Cell(date(2026, 1, 31), kind=Kind.DAY),
    Cell(7, kind=Kind.COUNT),
    Cell(LONG[0]),
]
ROWS = [
    [Cell("Projects", part=Part.TITLE)],
    HEADINGS,
    FILLED,
    *[ENTRY] * 20,
]
WORKBOOK = Workbook(
    "Projects", [Sheet("Projects", ROWS, widths=(12, 20), frozen=2, is_protected=True)]
)


def written(lang: Language = Language.EN) -> bytes:
    file = io.BytesIO()
    write_workbook(WORKBOOK, file, lang)
    return file.getvalue()


def part(name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(written())) as file:
        return file.read(name).decode()


def cells(sheet: str) -> list[list[Any]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(written()))
    return book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def test_what_stands_in_it_reads_back() -> None:
    rows = cells("Projects")
    assert rows[0][0] == "Projects"
    assert rows[2] == ["0091", "=1+1", 1234.5, date(2026, 1, 31), 7.0, "社区000"]
    assert [row[0] for row in cells("_lists")] == [*LONG]


def test_the_same_workbook_gives_the_same_bytes() -> None:
    assert written() == written()
    assert written(Language.ZH) == written(Language.ZH) != written()


def test_a_cell_takes_what_it_says() -> None:
    sheet = part("xl/worksheets/sheet1.xml")
    rules = dict(
        re.findall(r'<dataValidation type="(\w+)"[^>]*sqref="([A-Z0-9:]+)"', sheet)
    )
    assert rules["decimal"] == "C4:C23"
    assert rules["date"] == "D4:D23"
    assert rules["whole"] == "E4:E23"
    assert '<formula1>"甲,乙"</formula1>' in sheet
    assert "<formula1>_lists!$A$1:$A$100</formula1>" in sheet
    assert 'state="hidden"' in part("xl/workbook.xml")


def test_what_stands_on_another_sheet_is_offered_and_explained() -> None:
    note = Phrase("A key of the sheet {sheet}.", {"sheet": Phrase("Projects")})
    entry = Cell(is_open=True, source=Source("Projects", 0, 1, 300), note=note)
    keys = Sheet("Projects", [HEADINGS, FILLED])
    book = Workbook("Two", [keys, Sheet("Roles", [[entry]] * 5, widths=(12,))])
    file = io.BytesIO()
    write_workbook(book, file, Language.ZH)
    with zipfile.ZipFile(file) as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml").decode()
    name = translate("Projects", Language.ZH)
    assert f"<formula1>'{name}'!$A$2:$A$301</formula1>" in sheet
    assert f'prompt="“{name}”表中的代号。"' in sheet
    assert "showErrorMessage" not in sheet
    assert '<col min="1" max="1" width="12.7109375" style=' in sheet


def test_only_open_cells_may_be_changed() -> None:
    assert "<sheetProtection" in part("xl/worksheets/sheet1.xml")
    assert 'locked="0"' in part("xl/styles.xml")


def test_a_note_stands_beside_its_cell() -> None:
    assert "A whole number." in part("xl/comments1.xml")
