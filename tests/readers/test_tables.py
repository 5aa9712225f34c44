"""Files come in whole or not at all, and every problem says where it stands."""

from pathlib import Path

import pytest

from fundledger.domain.chart import SpendingKind
from fundledger.domain.money import SubFenError, UnreadableAmountError, from_fen
from fundledger.readers.cells import Amount, Day, FileRow, Flag, Whole
from fundledger.readers.problems import (
    REPORTED,
    CellCountError,
    CellError,
    DayError,
    EmptyCellError,
    EncodingError,
    FileMissingError,
    HeaderError,
    QuotingError,
    TableError,
    WholeNumberError,
    WordError,
)
from fundledger.readers.tables import read_table


class Spending(FileRow):
    """A table with a column of every kind."""

    no: Whole
    kind: SpendingKind
    on: Day
    amount: Amount
    paid: Flag
    note: str = ""


HEADER = "no,kind,on,amount,paid,note"
GOOD = "1,venue,2024-07-12,1230.05,yes,场地半天"


def write(tmp_path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    file = tmp_path / "spending.csv"
    file.write_bytes("\n".join((*lines, "")).encode(encoding))
    return file


def problem(tmp_path: Path, row: str) -> CellError:
    with pytest.raises(CellError) as raised:
        read_table(write(tmp_path, HEADER, row), Spending)
    return raised.value


@pytest.mark.parametrize("digits", [1, 14, 15])
def test_a_whole_number_has_fifteen_digits_at_most(tmp_path: Path, digits: int) -> None:
    rest = GOOD.removeprefix("1")
    (row,) = read_table(write(tmp_path, HEADER, "9" * digits + rest), Spending)
    assert row.no == 10**digits - 1
    assert isinstance(problem(tmp_path, "9" * 16 + rest).problem, WholeNumberError)


def test_a_row_becomes_exact_values(tmp_path: Path) -> None:
    (row,) = read_table(write(tmp_path, HEADER, GOOD), Spending)
    assert (row.no, row.kind, row.paid) == (1, SpendingKind.VENUE, True)
    assert (row.on.isoformat(), row.amount) == ("2024-07-12", from_fen(123_005))


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    file = write(tmp_path, "note,paid,amount,on,kind,no", "x,no,1,2024-01-01,labour,7")
    assert read_table(file, Spending)[0].no == 7


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_byte_order_mark_makes_no_difference(tmp_path: Path, encoding: str) -> None:
    file = write(tmp_path, HEADER, GOOD, encoding=encoding)
    assert read_table(file, Spending)[0].note == "场地半天"


def test_lines_may_end_as_windows_ends_them(tmp_path: Path) -> None:
    file = tmp_path / "spending.csv"
    file.write_bytes(f"{HEADER}\r\n{GOOD}\r\n".encode())
    assert read_table(file, Spending)[0].note == "场地半天"


def test_another_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    file = write(tmp_path, HEADER, GOOD, encoding="gb18030")
    with pytest.raises(EncodingError, match=r"spending\.csv is not UTF-8: row 2"):
        read_table(file, Spending)


def test_an_empty_cell_takes_the_default_of_its_column(tmp_path: Path) -> None:
    file = write(tmp_path, HEADER, "1,venue,2024-07-12,1.00,no,")
    assert read_table(file, Spending)[0].note == ""


def test_empty_lines_are_passed_over(tmp_path: Path) -> None:
    assert len(read_table(write(tmp_path, HEADER, "", GOOD, ""), Spending)) == 1


def test_a_file_of_only_a_header_has_no_rows(tmp_path: Path) -> None:
    assert read_table(write(tmp_path, HEADER), Spending) == []


@pytest.mark.parametrize(
    ("row", "column", "kind"),
    [
        (",venue,2024-07-12,1.00,no,", "no", EmptyCellError),
        ("-1,venue,2024-07-12,1.00,no,", "no", WholeNumberError),
        ("1_0,venue,2024-07-12,1.00,no,", "no", WholeNumberError),
        ("１,venue,2024-07-12,1.00,no,", "no", WholeNumberError),
        ("1,food,2024-07-12,1.00,no,", "kind", WordError),
        ("1,venue,2024-02-30,1.00,no,", "on", DayError),
        ("1,venue,20240712,1.00,no,", "on", DayError),
        ("1,venue,2024-07-12,1.005,no,", "amount", SubFenError),
        ("1,venue,2024-07-12,12x,no,", "amount", UnreadableAmountError),
        ("1,venue,2024-07-12,1.00,true,", "paid", WordError),
    ],
)
def test_a_wrong_cell_is_named_with_its_row_and_column(
    tmp_path: Path, row: str, column: str, kind: type[Exception]
) -> None:
    error = problem(tmp_path, row)
    assert (error.file, error.row, error.column) == ("spending.csv", 2, column)
    assert isinstance(error.problem, kind)


def test_an_unknown_word_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    error = problem(tmp_path, "1,food,2024-07-12,1.00,no,")
    assert "Write one of: materials, labour, venue" in str(error)


def test_the_message_says_what_is_wrong_and_how_to_mend_it(tmp_path: Path) -> None:
    assert str(problem(tmp_path, "1,venue,12.7.2024,1.00,no,")) == (
        "spending.csv, row 2, column on: '12.7.2024' is not a date."
        " Write a day of the calendar as YYYY-MM-DD, like 2024-08-15."
        " Mend the cell, and read the file again."
    )


def test_a_row_of_the_wrong_length_is_named(tmp_path: Path) -> None:
    error = problem(tmp_path, "1,venue,2024-07-12,1,230.05,no,")
    assert isinstance(error.problem, CellCountError)
    assert (error.problem.actual, error.problem.wanted) == (7, 6)


def test_rows_are_counted_as_an_editor_counts_lines(tmp_path: Path) -> None:
    several = GOOD.replace("场地半天", '"场地\n半天"')
    with pytest.raises(CellError) as raised:
        read_table(write(tmp_path, HEADER, several, "", "x" + GOOD), Spending)
    assert raised.value.row == 5


def test_all_problems_of_a_file_are_told_together(tmp_path: Path) -> None:
    bad = "x,food,2024-07-12,1.00,no,"
    with pytest.raises(TableError) as raised:
        read_table(write(tmp_path, HEADER, bad, GOOD, bad), Spending)
    error = raised.value
    assert error.total == 4
    assert [(each.row, each.column) for each in error.problems] == [
        (2, "no"),
        (2, "kind"),
        (4, "no"),
        (4, "kind"),
    ]
    assert "row 4, column kind" in str(error)


def test_problems_beyond_the_limit_are_counted(tmp_path: Path) -> None:
    with pytest.raises(TableError) as raised:
        read_table(write(tmp_path, HEADER, *["x" + GOOD] * (REPORTED + 5)), Spending)
    assert raised.value.total == REPORTED + 5
    assert len(raised.value.problems) == REPORTED


@pytest.mark.parametrize(
    ("header", "problem"),
    [
        ("no,kind,on,amount,paid", "missing note; unknown -; repeated -"),
        (HEADER + ",colour", "missing -; unknown colour; repeated -"),
        (HEADER + ",no", "missing -; unknown -; repeated no"),
    ],
)
def test_a_header_that_does_not_fit_is_refused(
    tmp_path: Path, header: str, problem: str
) -> None:
    with pytest.raises(HeaderError, match=problem):
        read_table(write(tmp_path, header), Spending)


def test_an_empty_file_has_no_header(tmp_path: Path) -> None:
    file = tmp_path / "spending.csv"
    file.write_bytes(b"")
    with pytest.raises(HeaderError):
        read_table(file, Spending)


def test_quotes_that_never_close_are_refused(tmp_path: Path) -> None:
    with pytest.raises(QuotingError, match="row 2"):
        read_table(write(tmp_path, HEADER, '1,"venue'), Spending)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileMissingError, match=r"nothing\.csv"):
        read_table(tmp_path / "nothing.csv", Spending)
