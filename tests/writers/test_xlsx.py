"""A spreadsheet holds what the report says, to the 分, and nothing that runs."""

import io
import re
import tracemalloc
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from tempfile import TemporaryFile
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from fundledger.domain.editions import Replay
from fundledger.i18n import Language
from fundledger.reports.columns import columns, facts
from fundledger.reports.report import (
    Basis,
    Block,
    Dual,
    Measure,
    Phrase,
    Report,
    Stream,
    Table,
    Totals,
    Where,
)
from fundledger.writers.csv import to_csv
from fundledger.writers.json import to_json
from fundledger.writers.text import to_text
from fundledger.writers.xlsx import write_report

BASIS = Basis("small", "社区基金", "7:ab", date(2024, 8, 15), None)
HEADS = columns("code", "title", "on", "spent_fen", "projects", "booked")
ROWS = (
    ("0091", "邻里节", date(2024, 5, 6), 145_000_00, 9, Measure(1_450, is_money=True)),
    ("510111", "=HYPERLINK(1)", None, -5, 0, Measure(28, is_money=False)),
)
TABLE = Table("projects", "Projects", HEADS, ROWS, Totals(["spent_fen"]))
REPORT = Report(
    "projects",
    "Projects",
    BASIS,
    [TABLE],
    [Phrase("A note.")],
    facts([("find", "邻里")]),
)
HEADING = 4
"""Lines above the headings: title, whose books, the day, what it was narrowed to."""
FOOT = 1
"""Lines below the rows: what the report was computed from."""


def written(report: Report, lang: Language = Language.EN, **options: int) -> bytes:
    file = io.BytesIO()
    write_report(report, file, lang, **options)
    return file.getvalue()


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
    }


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return file.read(name).decode()


def of_cells(rows: Sequence[Sequence[Any]]) -> Report:
    return REPORT._replace(tables=[TABLE._replace(rows=rows)], notes=())


def cell(content: bytes, place: str) -> str:
    """Give a cell of the first sheet as it stands in the file."""
    match = re.search(
        rf'<c r="{place}"[^>]*?(?:/>|>.*?</c>)',
        part(content, "xl/worksheets/sheet1.xml"),
    )
    assert match is not None
    return match[0]


def test_the_same_report_gives_the_same_bytes() -> None:
    streamed = REPORT._replace(tables=[TABLE._replace(rows=Stream(lambda: ROWS))])
    assert written(REPORT) == written(REPORT) == written(streamed)


def test_a_sheet_says_what_it_was_computed_from() -> None:
    demo = REPORT._replace(basis=BASIS._replace(replay=Replay.DEMO, ledger="/d/x.db"))
    (rows,) = sheets(written(demo)).values()
    above = "\n".join(str(row[0]) for row in rows[:HEADING])
    assert above.splitlines()[0] == "Projects — Projects"
    for text in ("社区基金 (small)", "demo fund", "2024-08-15", "Search: 邻里"):
        assert text in above
    assert "7:ab" not in above, "who prints it reads the books first"
    assert rows[1][5] == "Amounts in yuan", "at the end of its line"
    note, computed = (row[0] for row in rows[-2:])
    assert note == "A note.", "on the page of the rows"
    assert "7:ab" in computed
    assert "/d/x.db" in computed


def test_codes_are_texts_amounts_are_numbers_and_days_are_days() -> None:
    (rows,) = sheets(written(REPORT)).values()
    assert rows[HEADING] == [
        "Code",
        "Title",
        "Date",
        "Spent",
        "No. of projects",
        "In the books",
    ]
    assert rows[HEADING + 1] == [
        "0091",
        "邻里节",
        date(2024, 5, 6),
        145_000.0,
        9.0,
        14.5,
    ]
    assert rows[HEADING + 2] == ["510111", "=HYPERLINK(1)", "", -0.05, 0.0, 28.0]
    assert rows[HEADING + 3][3] == 144_999.95
    assert rows[HEADING + 3][0] == "In all"


@pytest.mark.parametrize(
    ("fen", "digits"),
    [
        (1, "0.01"),
        (-7, "-0.07"),
        (14_500_000, "145000.00"),
        (999_999_999_999_999, "9999999999999.99"),
        (-999_999_999_999_999, "-9999999999999.99"),
        (100_000_000_000_01, "100000000000.01"),
    ],
)
def test_an_amount_is_written_digit_by_digit(fen: int, digits: str) -> None:
    content = written(of_cells([("1", "x", None, fen, 1, None)]))
    assert f"<v>{digits}</v>" in cell(content, f"D{HEADING + 2}")


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (10**15, "10,000,000,000,000.00"),
        (-(10**15), "-10,000,000,000,000.00"),
        (2**63 - 1, "92,233,720,368,547,758.07"),
    ],
)
def test_an_amount_of_more_digits_than_a_spreadsheet_shows_is_a_text(
    fen: int, text: str
) -> None:
    rows = sheets(written(of_cells([("1", "x", None, fen, fen, None)])))["Projects"]
    assert rows[HEADING + 1][3:5] == [text, str(fen)]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "{=1}",
        "http://example.org/x",
        "mailto:a@b",
        "internal:Sheet1!A1",
        "1e5",
        "0091",
        "2024-01-01",
        "TRUE",
        "_x0041_",
        "a<b>&\"'",
        "一\u20282",
        "\ufffe\uffff",
        "\x1b[2J\x00\x07",
        "\ud800",
    ],
)
def test_no_text_becomes_a_formula_a_link_or_a_number(text: str) -> None:
    content = written(of_cells([(text, text, None, 1, 1, None)]))
    sheet = part(content, "xl/worksheets/sheet1.xml")
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    assert 't="inlineStr"' in cell(content, f"A{HEADING + 2}")
    (rows,) = sheets(content).values()
    assert isinstance(rows[HEADING + 1][0], str)
    if text.isprintable() and "\uffff" not in text:
        assert rows[HEADING + 1][0] == text


def test_people_read_what_is_shown_to_them_in_their_language() -> None:
    shown = Dual("claim.admit", Phrase("accepted"))
    content = written(of_cells([("1", shown, None, 1, 1, None)]), Language.ZH)
    (rows,) = sheets(content).values()
    assert rows[HEADING][:3] == ["代码", "名称", "日期"]
    assert rows[HEADING + 1][1] == "已接受"


def test_a_text_that_no_cell_takes_is_cut() -> None:
    content = written(of_cells([("1", "长" * 40_000, None, 1, 1, None)]))
    (rows,) = sheets(content).values()
    assert rows[HEADING + 1][1] == "长" * 16_000 + "…"


def test_headings_stay_in_sight_and_are_printed_on_each_page() -> None:
    content = written(REPORT)
    sheet = part(content, "xl/worksheets/sheet1.xml")
    row = HEADING + 1
    assert f'<pane ySplit="{row}" topLeftCell="A{row + 1}"' in sheet
    assert 'state="frozen"' in sheet
    assert 'paperSize="9"' in sheet
    assert 'orientation="landscape"' in sheet
    assert 'fitToHeight="0"' in sheet
    assert f'<autoFilter ref="A{row}:F' in sheet
    assert f"$1:${row}" in part(content, "xl/workbook.xml")
    assert "7:ab" in re.findall(r"<oddFooter>(.*)</oddFooter>", sheet)[0]


def test_a_table_of_more_rows_than_a_sheet_takes_goes_on_in_another() -> None:
    rows = [(str(no), "x", None, no, 1, None) for no in range(1, 26)]
    content = written(of_cells(rows), most_rows=HEADING + 1 + 10 + FOOT)
    parts = sheets(content)
    assert [*parts] == ["Projects", "Projects (2)", "Projects (3)"]
    codes = [row[0] for part in parts.values() for row in part[HEADING + 1 :]]
    assert codes[:-FOOT] == [*map(str, range(1, 26)), "In all"]
    assert all(part[HEADING][0] == "Code" for part in parts.values())


def test_tables_of_one_name_have_sheets_of_their_own() -> None:
    odd = TABLE._replace(title="[a]:*?/\\'" + "很长的标题" * 9)
    content = written(REPORT._replace(tables=[TABLE, TABLE, odd], notes=()))
    assert [*sheets(content)][:2] == ["Projects", "Projects (2)"]
    assert all(len(name) <= 31 for name in sheets(content))


def test_a_report_without_rows_has_its_headings() -> None:
    (rows,) = sheets(written(of_cells([]))).values()
    assert rows[HEADING][0] == "Code"
    assert len(rows) == HEADING + 1 + FOOT
    empty = REPORT._replace(tables=[], notes=())
    assert [*sheets(written(empty))] == ["Notes"]


def test_a_disk_that_is_full_is_the_systems_error() -> None:
    class Full(io.BytesIO):
        def write(self, _content: object) -> int:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_report(REPORT, Full(), Language.EN)


def test_rows_that_cannot_be_read_leave_nothing_open() -> None:
    def fail() -> list[Sequence[Any]]:
        raise ZeroDivisionError

    report = REPORT._replace(tables=[TABLE._replace(rows=Stream(fail))])
    with pytest.raises(ZeroDivisionError):
        written(report)


def peak_of(count: int) -> int:
    """Tell how much memory so many rows take at the most, in bytes."""

    def rows() -> Iterator[tuple[Any, ...]]:
        return ((f"{no:04}", "邻里节", None, no, 1, None) for no in range(count))

    report = REPORT._replace(tables=[TABLE._replace(rows=Stream(rows))])
    with TemporaryFile() as file:
        tracemalloc.start()
        try:
            write_report(report, file, Language.EN)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


def test_many_rows_take_as_much_memory_as_few() -> None:
    assert peak_of(200) > 0, "what is kept for every file is there"
    assert peak_of(6_000) < peak_of(1_500) + 100 * 1024


def sheet_xml(content: bytes, number: int = 1) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(f"xl/worksheets/sheet{number}.xml").decode()


def test_a_printed_page_ends_with_the_row_that_says_so() -> None:
    heads = columns("code", "row", "debit_fen")
    rows = [(f"{at}", "over" if at % 3 == 2 else "line", at) for at in range(7)]
    table = Table("t", "", heads, rows, page_ends=Where("row", {"over"}))
    xml = sheet_xml(written(Report("r", "R", BASIS, [table])))
    breaks = [int(each) for each in re.findall(r'<brk id="(\d+)"', xml)]
    assert breaks == [7, 10]
    assert 'fitToHeight="0"' not in xml, "a sheet that is fitted forgets where they end"


def test_a_form_is_a_block_with_its_sum_and_a_page_of_its_own() -> None:
    heads = columns("summary", "code", "debit_amount_fen", "credit_amount_fen")
    rows = [("收到捐赠", "1002", 500, None), ("收到捐赠", "4101", None, 500)]
    sums = Totals(
        ("debit_amount_fen", "credit_amount_fen"), label=Phrase("In all, 伍元整")
    )
    block = Block(
        "Voucher",
        [("left", "middle", "right"), ("one",)],
        Table("v", "", heads, rows, sums),
        [("chief: a", "posted: b")],
    )
    red = block._replace(table=block.table._replace(rows=[("x", "1", -5, None)]))
    report = Report("v", "Vouchers", BASIS, [TABLE], blocks=[block, red])
    content = written(report)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names == ["Vouchers"], "people read forms, not tables"
    cells = book.get_sheet_by_index(0).to_python()
    assert cells[0][0] == "Voucher"
    assert [each for each in cells[1] if each] == ["left", "middle", "right"]
    assert cells[2][0] == "one"
    assert cells[3] == ["Summary", "Code", "Debit amount", "Credit amount"]
    assert cells[4][2:] == [5, ""]
    assert not any(cells[6] + cells[9]), "lines that nobody wrote in"
    assert cells[10] == ["In all, 伍元整", "", 5, 5]
    assert [each for each in cells[11] if each] == ["chief: a", "posted: b"]
    assert cells[16][2] == -0.05
    xml = sheet_xml(content)
    assert re.findall(r'<brk id="(\d+)"', xml) == ["12"], "the second on its own page"


def test_programs_are_given_the_tables_and_not_the_forms() -> None:
    block = Block("Voucher", [("left",)], TABLE, [])
    report = REPORT._replace(blocks=[block])
    assert to_json(report) == to_json(REPORT)
    assert to_csv(report) == to_csv(REPORT)
    page = "\n".join(to_text(report, Language.EN))
    assert "left" in page
