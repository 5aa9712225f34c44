"""What is exported: numbers stay numbers, and nothing runs in a spreadsheet."""

import csv
from pathlib import Path

from fundledger.tui.export import Exported, save
from fundledger.writers.report import Source

SOURCE = Source("east", "东城基金", "7:ab", None, 7)


def written(folder: Path, *rows: tuple[str, ...]) -> list[list[str]]:
    given = Exported("list", ["名称", "金额", "数"], rows)
    text = save(folder, given, SOURCE).read_bytes().decode("utf-8-sig")
    return [*csv.reader(line for line in text.splitlines() if line[:1] != "#")]


def test_amounts_are_written_so_that_a_program_reads_them(tmp_path: Path) -> None:
    rows = (("邻里节", "1,234.50", "28"), ("红字", "-12.00", "3"), ("无", "—", ""))
    assert written(tmp_path, *rows) == [
        ["名称", "金额", "数"],
        ["邻里节", "1234.50", "28"],
        ["红字", "-12.00", "3"],
        ["无", "", ""],
    ]


def test_a_title_that_a_spreadsheet_would_run_is_only_text(tmp_path: Path) -> None:
    _, row = written(tmp_path, ("=1+1", "1.00", "1"))
    assert row[0] == "'=1+1"


def test_a_table_without_rows_has_its_headings(tmp_path: Path) -> None:
    assert written(tmp_path) == [["名称", "金额", "数"]]


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    given = Exported("list", ["a"], [["b"]])
    first, second = (save(tmp_path, given, SOURCE) for _ in range(2))
    assert (first.name, second.name) == ("east-list-7.csv", "east-list-7-2.csv")


def test_the_file_lies_here_whatever_a_ledger_is_called(tmp_path: Path) -> None:
    source = SOURCE._replace(fund="../../x/..\\东")
    saved = save(tmp_path, Exported("list/..", ["a"], []), source)
    assert (saved.parent, saved.name) == (tmp_path, "_x_东-list_-7.csv")


def test_the_file_says_what_it_was_computed_from(tmp_path: Path) -> None:
    text = save(tmp_path, Exported("list", ["a"], []), SOURCE).read_text("utf-8-sig")
    assert "# head: 7:ab" in text
    assert "# fund: east" in text
