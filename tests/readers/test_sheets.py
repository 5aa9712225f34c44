"""Sheets of values are read; what is no plain table of them is refused, cheaply."""

import io
import os
import time
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import pytest

from fundledger.inputs.cells import CellKind, GivenCell
from fundledger.readers.files import HugeFileError, read_limited
from fundledger.readers.problems import (
    CellError,
    EncodingError,
    FileMissingError,
    QuotingError,
)
from fundledger.readers.sheets import (
    EmptySheetError,
    NoSheetsError,
    read_sheet,
    read_workbook,
)
from fundledger.readers.spreadsheets import (
    ActiveSheetError,
    FormulaError,
    HugeSheetError,
    MergedCellsError,
    NoSheetError,
)
from tests.sheets import Rows, workbook, workbook_of

CELLS: Final = '<c r="{place}" t="inlineStr"><is><t>x</t></is></c>'
ROW: Final = '<row r="1">{cells}</row>'
SHEET: Final = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<dimension ref="{dimension}"/><sheetData>{rows}</sheetData></worksheet>'
)


def rewritten(path: Path, sheet: str, name: str = "xl/worksheets/sheet1.xml") -> Path:
    """Put another part into a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    parts[name] = sheet.encode("latin-1" if "\0" in sheet else "utf-8")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, content in parts.items():
            archive.writestr(each, content)
    return path


def test_cells_are_the_texts_that_one_would_type(tmp_path: Path) -> None:
    moment = datetime(2024, 3, 1, tzinfo=UTC).replace(tzinfo=None)
    rows = [
        ("文字", "整数", "小数", "日期", "是否"),
        ("某公司", 320, 10.5, moment, True),
        ("", "", "", "", ""),
        ("又", 1, 2, date(2024, 3, 2), False),
    ]
    sheet = read_sheet(workbook(tmp_path / "a.xlsx", *rows))
    assert sheet.header == rows[0]
    assert sheet.rows == (
        (2, ("某公司", "320", "10.5", "2024-03-01", "yes")),
        (4, ("又", "1", "2", "2024-03-02", "no")),
    )


def test_a_csv_is_the_same_sheet(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("﻿a,b\n1,\n\n,2\n", encoding="utf-8")
    assert read_sheet(path) == (("a", "b"), ((2, ("1",)), (4, ("", "2"))))


def test_a_row_is_no_longer_than_the_header(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2,3\n", encoding="utf-8")
    with pytest.raises(CellError):
        read_sheet(path)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", EmptySheetError),
        (b"\n\n", EmptySheetError),
        ("金额\n".encode("gb18030"), EncodingError),
        (b'a\n"b', QuotingError),
    ],
)
def test_a_csv_that_cannot_be_read_is_named(
    tmp_path: Path, content: bytes, error: type[Exception]
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(error):
        read_sheet(path)


@pytest.mark.parametrize(
    "content", [b"", b"a,b\n1,2\n", b"PK\x03\x04", b"\xd0\xcf\x11"]
)
def test_what_is_no_workbook_is_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(NoSheetError):
        read_sheet(path)
    with pytest.raises(FileMissingError):
        read_sheet(tmp_path / "none.xlsx")


def test_a_zip_of_something_else_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "x")
    with pytest.raises(NoSheetError):
        read_sheet(path)


def test_formulas_and_macros_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ActiveSheetError):
        read_sheet(workbook(tmp_path / "a.xlsx", ("amount",), ("=1+1",)))
    plain = workbook(tmp_path / "b.xlsx", ("amount",), ("1",))
    with pytest.raises(ActiveSheetError):
        read_sheet(rewritten(plain, "x", "xl/vbaProject.bin"))


def hostile(tmp_path: Path, rows: str, dimension: str = "A1") -> Path:
    path = workbook(tmp_path / "a.xlsx", ("amount",))
    return rewritten(path, SHEET.format(dimension=dimension, rows=rows))


def test_a_hostile_file_is_refused_cheaply(tmp_path: Path) -> None:
    far = ROW.format(cells=CELLS.format(place="A1")) + (
        f'<row r="1048576">{CELLS.format(place="XFD1048576")}</row>'
    )
    begins = time.monotonic()
    with pytest.raises(HugeSheetError):
        read_sheet(hostile(tmp_path, far))
    with pytest.raises(HugeSheetError):
        read_sheet(hostile(tmp_path, "<row/>" * 1_000_000))
    with pytest.raises(HugeSheetError):
        read_sheet(hostile(tmp_path, " " * 200_000_000))
    assert time.monotonic() - begins < 20


def test_a_lying_dimension_changes_nothing(tmp_path: Path) -> None:
    rows = ROW.format(cells=CELLS.format(place="A1"))
    sheet = read_sheet(hostile(tmp_path, rows, "A1:XFD1048576"))
    assert sheet == (("x",), ())


def test_a_text_in_many_cells_counts_each_time(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ("x" * 30_000,))
    cell = '<c r="A{row}" t="s"><v>0</v></c>'
    rows = "".join(
        f'<row r="{row}">{cell.format(row=row)}</row>' for row in range(1, 20_000)
    )
    with pytest.raises(HugeSheetError):
        read_sheet(rewritten(path, SHEET.format(dimension="A1", rows=rows)))


def test_a_sheet_is_looked_at_wherever_it_lies(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ("amount",), ("=1+1",))
    with zipfile.ZipFile(path) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    parts["xl/elsewhere.xml"] = parts.pop("xl/worksheets/sheet1.xml")
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = parts[rels].replace(b"worksheets/sheet1.xml", b"elsewhere.xml")
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    with pytest.raises(FormulaError) as raised:
        read_sheet(path)
    assert (raised.value.sheet, raised.value.cell) == ("Sheet1", "A2")


def test_a_list_to_choose_from_is_no_formula(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ("amount",), ("1",))
    listed = SHEET.format(dimension="A1", rows=ROW.format(cells=CELLS)).replace(
        "</worksheet>",
        "<ext><xm:f>Sheet2!$A$1</xm:f></ext></worksheet>",
    )
    assert read_sheet(rewritten(path, listed.format(place="A1"))) == (("x",), ())


def test_merged_cells_are_named(tmp_path: Path) -> None:
    merged = SHEET.format(
        dimension="A1", rows=ROW.format(cells=CELLS.format(place="A1"))
    ).replace(
        "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A2:B4"/></mergeCells>'
    )
    with pytest.raises(MergedCellsError) as raised:
        read_sheet(rewritten(workbook(tmp_path / "a.xlsx", ("a",)), merged))
    assert raised.value.area == "A2:B4"


PART: Final = '<worksheet xmlns="{ns}"><sheetData>{rows}</sheetData></worksheet>'
MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
FAR: Final = {
    "a row's own number": '<row r="1048576"><c><v>1</v></c></row>',
    "another quote": "<row><c s='>' r='XFD1048576'><v>1</v></c></row>",
    "many columns": "<row>" + "<c/>" * 201 + "</row>",
    "a wide area": '<row r="1"><c r="A1"/></row><row r="99999"><c r="GR99999"/></row>',
}


@pytest.mark.parametrize("rows", FAR.values(), ids=FAR)
def test_a_cell_far_away_is_seen_however_it_is_written(
    tmp_path: Path, rows: str
) -> None:
    path = workbook(tmp_path / "a.xlsx", ("a",))
    with pytest.raises(HugeSheetError):
        read_sheet(rewritten(path, PART.format(ns=MAIN, rows=rows)))


STRANGE: Final = {
    "no end": "<worksheet><sheetData>" + "<c " * 100_000,
    "a document type": '<!DOCTYPE x [<!ENTITY a "b">]>' + PART.format(ns=MAIN, rows=""),
    "another encoding": '<?xml version="1.0" encoding="iso-8859-1"?>'
    + PART.format(ns=MAIN, rows=""),
    "two bytes a letter": PART.format(ns=MAIN, rows="")
    .encode("utf-16")
    .decode("latin-1"),
    "no number": PART.format(ns=MAIN, rows='<row r="4000000000"/>'),
    "no cell": PART.format(ns=MAIN, rows='<row><c r="1A"/></row>'),
    "no text": PART.format(ns=MAIN, rows='<row><c t="s"><v>-1</v></c></row>'),
    "no value": PART.format(ns=MAIN, rows='<row><c r="A1"><w/></c></row>'),
}


@pytest.mark.parametrize("sheet", STRANGE.values(), ids=STRANGE)
def test_a_part_that_no_spreadsheet_writes_is_refused(
    tmp_path: Path, sheet: str
) -> None:
    with pytest.raises(NoSheetError):
        read_sheet(rewritten(workbook(tmp_path / "a.xlsx", ("a",)), sheet))


def test_a_workbook_has_no_thousands_of_parts(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(1_001):
            archive.writestr(f"{number}.xml", "")
    with pytest.raises(NoSheetError):
        read_sheet(path)


def test_all_sheets_are_read_but_for_ones_own_notes(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "people": [("login",), ("001",), (7,)],
        "_notes": [("x",)],
        "rounds": [(), ("key",)],
    }
    people, rounds = read_workbook(workbook_of(tmp_path / "a.xlsx", sheets))
    assert (people.name, people.header) == ("people", ("login",))
    assert [cells[0] for _number, cells in people.rows] == (
        [GivenCell("001"), GivenCell("7", CellKind.NUMBER)]
    )
    assert (rounds.header_row, rounds.header) == (2, ("key",))
    for name, rows in sheets.items():
        text = "\n".join(",".join(map(str, row)) for row in rows)
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    assert [each.name for each in read_workbook(tmp_path)] == ["people", "rounds"]


def test_what_holds_no_sheets_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoSheetsError):
        read_workbook(tmp_path)
    with pytest.raises(FileMissingError):
        read_workbook(tmp_path / "none.ods")
    (tmp_path / "a.xls").write_bytes(b"\xd0\xcf\x11")
    with pytest.raises(NoSheetError):
        read_workbook(tmp_path / "a.xls")
    (tmp_path / "people.csv").write_bytes("登录名\n".encode("gb18030"))
    with pytest.raises(EncodingError):
        read_workbook(tmp_path)
    (tmp_path / "people.csv").write_text("a" + "," * 200, encoding="utf-8")
    with pytest.raises(HugeSheetError):
        read_workbook(tmp_path)


def test_what_is_no_plain_file_is_neither_waited_for_nor_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "people.csv")
    with pytest.raises(FileMissingError):
        read_workbook(tmp_path)
    (tmp_path / "zero.xlsx").symlink_to("/dev/zero")
    with pytest.raises(FileMissingError):
        read_workbook(tmp_path / "zero.xlsx")


def test_files_of_a_folder_are_not_too_large_together(tmp_path: Path) -> None:
    for number in range(3):
        with (tmp_path / f"{number}.csv").open("wb") as file:
            file.truncate(8 * 2**20)
    with pytest.raises(HugeSheetError):
        read_workbook(tmp_path)


def test_a_file_is_read_up_to_a_size(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"12345")
    assert read_limited(path, 5) == b"12345"
    with pytest.raises(HugeFileError):
        read_limited(path, 4)
    with pytest.raises(FileMissingError):
        read_limited(tmp_path)
    assert io.BytesIO(read_limited(path)).read() == b"12345"
