import csv
import io
import json
from datetime import date

import pytest

from fundledger.domain.editions import Replay
from fundledger.domain.fen import in_yuan
from fundledger.i18n import Language, printable
from fundledger.reports.report import Audience, Basis, Column, Kind, Report, Table
from fundledger.writers.csv import BOM, neutral, to_csv
from fundledger.writers.json import for_terminal, to_json
from fundledger.writers.text import cells, to_text

COLUMNS = (
    Column("name", "Name"),
    Column("spent_fen", "Spent", Kind.MONEY),
    Column("projects", "Projects", Kind.COUNT),
    Column("code", "Code", audience=Audience.PROGRAMS),
)
ROWS = (("甲一社区", 145_000_00, 9, "c1"), ("=HYPERLINK(1)", -5, 0, None))
BASIS = Basis("small", "社区基金", "7:ab", date(2024, 8, 15), None)
REPORT = Report("control", "Control totals", BASIS, [Table("rows", "", COLUMNS, ROWS)])


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
    empty = REPORT._replace(tables=[Table("rows", "Rows", COLUMNS, [])])
    assert "(none)" in list(to_text(empty, Language.EN))


@pytest.mark.parametrize(
    ("text", "wide"),
    [
        ("abc", 3),
        ("科目", 4),
        ("，", 2),
        ("e\u0301", 1),
        ("ﾊ", 1),
        ("", 0),
        ("a\u200bb", 2),
        ("一\u2060二\ufe0f", 4),
        ("a\u20dd", 1),
    ],
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
    text = to_csv(REPORT, people=Language.EN)
    assert text.startswith(BOM)
    assert "Name,Spent,Projects\r\n" in text
    assert "甲一社区,145000.00,9\r\n" in text
    assert text.encode().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠x"],
)
def test_a_text_that_a_spreadsheet_would_run_is_neutral(text: str) -> None:
    assert neutral(text).startswith("'")


@pytest.mark.parametrize("text", ["社区", "1=1", "a\nb"])
def test_other_text_stays(text: str) -> None:
    assert neutral(text) == text


LINE_ENDS = ("\n", "\r", "\r\n", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029")
"""What one reader or another takes for the end of a line."""
STEERING = "\x1b[2J\x07\x00\x9b31m\u202e\u2066\u200b\ufeff\x7f\u2028\x85\t"
"""What moves a cursor, turns a line round or shows nothing."""


def with_name(name: str, title: str = "甲一社区") -> Report:
    """Make a report of a fund of that name, with a cell of that text."""
    table = Table("rows", "", COLUMNS, [(title, 1, 1, None)])
    return REPORT._replace(basis=BASIS._replace(name=name), tables=[table])


@pytest.mark.parametrize("end", LINE_ENDS)
def test_a_name_with_a_line_break_forges_no_comment(end: str) -> None:
    text = to_csv(with_name(f"基金{end}# head: 1:forged"))
    comments = [line for line in text.splitlines() if line.startswith("#")]
    assert "# name: 基金 # head: 1:forged" in comments
    assert [line for line in comments if line.startswith("# head")] == ["# head: 7:ab"]


@pytest.mark.parametrize("end", LINE_ENDS)
def test_a_cell_with_a_line_break_is_kept_whole_in_quotes(end: str) -> None:
    text = to_csv(with_name("基金", f"一{end}二"))
    assert f'"一{end}二",1,1,' in text
    last = list(csv.reader(io.StringIO(text, newline="")))[-1]
    assert last == [f"一{end}二", "1", "1", ""]


@pytest.mark.parametrize("end", LINE_ENDS)
def test_no_line_break_breaks_a_line_of_text(end: str) -> None:
    lines = list(to_text(with_name(f"基{end}金", f"一{end}二"), Language.EN))
    assert all(line.splitlines() in ([], [line]) for line in lines)
    assert len(lines) == len(list(to_text(with_name("x", "y"), Language.EN)))


def test_on_a_terminal_nothing_steers_it() -> None:
    report = with_name(f"基金{STEERING}", f"a\n{STEERING}b")
    shown = to_csv(report, for_terminal=True) + for_terminal(to_json(report) + "\n")
    assert [each for each in shown if each not in ("\n", printable(each))] == []
    assert "\\x1b[2J" in shown
    assert "\\u202e" in shown
    assert "a\\n" in shown


def test_json_on_a_terminal_has_the_same_values() -> None:
    report = with_name(f"基金{STEERING}\U000e0001", STEERING)
    assert json.loads(for_terminal(to_json(report))) == json.loads(to_json(report))


def test_a_report_of_the_demo_says_so_and_every_report_says_where_it_is_from() -> None:
    basis = BASIS._replace(replay=Replay.DEMO, ledger="/d/demo.db")
    report = REPORT._replace(basis=basis)
    assert list(to_text(report, Language.EN))[1:3] == [
        "This is the demo fund 演示: everything in it is invented.",
        "Ledger: /d/demo.db",
    ]
    assert "# replay: demo\n" in to_csv(report)
    assert json.loads(to_json(report))["replay"] == "demo"
    assert "/d/demo.db" not in to_csv(report) + to_json(report)


def test_cells_are_fitted_to_the_terminal_before_they_are_aligned() -> None:
    def narrow(text: str) -> str:
        return text.encode("ascii", "backslashreplace").decode("ascii")

    lines = list(to_text(with_name("x", "甲"), Language.EN, narrow))
    assert lines[2:5] == [
        "Name    Spent  Projects",
        "------  -----  --------",
        "\\u7532   0.01         1",
    ]


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


def test_tables_are_parted_by_an_empty_line() -> None:
    twice = REPORT._replace(tables=[*REPORT.tables, *REPORT.tables])
    assert to_csv(twice).count("\n\nname,") == 1


@pytest.mark.parametrize(
    ("fen", "text"),
    [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (14_500_000, "145000.00")],
)
def test_yuan_for_programs_has_no_separators(fen: int, text: str) -> None:
    assert in_yuan(fen) == text


@pytest.mark.parametrize("text", ["# x", ";x", "a#b", "a;b"])
def test_a_cell_that_some_reader_takes_for_a_comment_is_quoted(text: str) -> None:
    table = Table("rows", "", COLUMNS, [(text, 1, 1, None)])
    lines = to_csv(REPORT._replace(tables=[table]), comments=False).splitlines()
    assert lines == ["name,spent_fen,projects,code", f'"{text}",1,1,']


def test_a_csv_without_comments_begins_with_its_header() -> None:
    assert to_csv(REPORT, comments=False).startswith("name,")
    assert to_csv(REPORT, people=Language.EN, comments=False).startswith(f"{BOM}Name,")
