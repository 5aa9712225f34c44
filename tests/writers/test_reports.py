import csv
import io
import json
from datetime import date

import pytest

from fundledger.i18n import Language
from fundledger.writers.csv import BOM, neutral, to_csv
from fundledger.writers.json import to_json, to_jsonl
from fundledger.writers.report import Column, Kind, Report, Sheet, Source, in_yuan
from fundledger.writers.text import cells, to_text

COLUMNS = (
    Column("name", "Name"),
    Column("spent_fen", "Spent", Kind.FEN),
    Column("projects", "Projects", Kind.COUNT),
    Column("code", ""),
)
ROWS = (("甲一社区", 145_000_00, 9, "c1"), ("=HYPERLINK(1)", -5, 0, None))
SOURCE = Source("small", "社区基金", "7:ab", date(2024, 8, 15), None)
REPORT = Report("control", "Control totals", SOURCE, [Sheet("rows", "", COLUMNS, ROWS)])


def test_text_aligns_by_terminal_cells() -> None:
    lines = list(to_text(REPORT, Language.EN))
    table = lines[2:6]
    assert table == [
        "Name                Spent  Projects",
        "-------------  ----------  --------",
        "甲一社区       145,000.00         9",
        "=HYPERLINK(1)       -0.05         0",
    ]


def test_text_says_what_it_was_computed_from() -> None:
    assert "7:ab" in list(to_text(REPORT, Language.EN))[-1]
    assert "2024-08-15" in list(to_text(REPORT, Language.EN))[-2]


def test_a_table_without_rows_says_so() -> None:
    empty = REPORT._replace(sheets=[Sheet("rows", "Rows", COLUMNS, [])])
    assert "(none)" in list(to_text(empty, Language.EN))


@pytest.mark.parametrize(
    ("text", "wide"),
    [("abc", 3), ("科目", 4), ("，", 2), ("e\u0301", 1), ("ﾊ", 1), ("", 0)],
)
def test_cells_are_counted_as_a_terminal_does(text: str, wide: int) -> None:
    assert cells(text) == wide


def test_csv_for_programs_counts_in_fen() -> None:
    text = to_csv(REPORT)
    assert "# head: 7:ab\n" in text
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[-3:] == [
        ["name", "spent_fen", "projects", "code"],
        ["甲一社区", "14500000", "9", "c1"],
        ["'=HYPERLINK(1)", "-5", "0", ""],
    ]


def test_csv_for_a_spreadsheet_counts_in_yuan_behind_a_mark() -> None:
    text = to_csv(REPORT, for_spreadsheet=True)
    assert text.startswith(BOM)
    assert "name,spent_yuan,projects,code\r\n" in text
    assert "甲一社区,145000.00,9,c1\r\n" in text
    assert text.encode().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠x"],
)
def test_a_text_that_a_spreadsheet_would_run_is_neutral(text: str) -> None:
    assert neutral(text).startswith("'")


@pytest.mark.parametrize("text", ["社区", "1=1", "a\nb"])
def test_other_text_stays(text: str) -> None:
    assert neutral(text) == text.replace("\n", " ")


def test_json_gives_fen_and_yuan() -> None:
    whole = json.loads(to_json(REPORT))
    assert whole["rows"][0] == {
        "name": "甲一社区",
        "spent_fen": 14_500_000,
        "spent_yuan": "145000.00",
        "projects": 9,
        "code": "c1",
    }
    assert (whole["head"], whole["as_of"], whole["format"]) == ("7:ab", "2024-08-15", 1)


def test_jsonl_gives_a_row_a_line() -> None:
    first, *rows = map(json.loads, to_jsonl(REPORT))
    assert first["report"] == "control"
    assert [row["table"] for row in rows] == ["rows", "rows"]


def test_tables_are_parted_by_an_empty_line() -> None:
    twice = REPORT._replace(sheets=[*REPORT.sheets, *REPORT.sheets])
    assert to_csv(twice).count("\n\nname,") == 1


@pytest.mark.parametrize(
    ("fen", "text"),
    [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (14_500_000, "145000.00")],
)
def test_yuan_for_programs_has_no_separators(fen: int, text: str) -> None:
    assert in_yuan(fen) == text
