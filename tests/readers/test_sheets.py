"""Sheets of values are read; what is no plain table of them is refused, cheaply."""

import io
import time
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import pytest

from fundledger.readers.files import HugeFileError, read_limited
from fundledger.readers.problems import (
    CellError,
    EncodingError,
    FileMissingError,
    QuotingError,
)
from fundledger.readers.sheets import (
    ActiveSheetError,
    EmptySheetError,
    HugeSheetError,
    NoSheetError,
    read_sheet,
)
from tests.sheets import workbook

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
    parts[name] = sheet.encode()
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


def test_a_file_is_read_up_to_a_size(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"12345")
    assert read_limited(path, 5) == b"12345"
    with pytest.raises(HugeFileError):
        read_limited(path, 4)
    with pytest.raises(FileMissingError):
        read_limited(tmp_path)
    assert io.BytesIO(read_limited(path)).read() == b"12345"
