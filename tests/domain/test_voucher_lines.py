"""The lines of a printed voucher: debits first, lines that are alike as one."""

from fundledger.domain import voucher_lines
from fundledger.domain.account_codes import codes_above, level_of, top_code
from fundledger.domain.chart import Side
from fundledger.domain.ids import AccountKey, ProjectNo, SourceKey
from fundledger.domain.signatures import SignaturePart
from fundledger.domain.standing import BySide, Standing, by_side, standing
from fundledger.domain.voucher_lines import (
    PrintedLine,
    foreseen_lines,
    printed_by,
    printed_lines,
    totals,
)

BANK, ADVANCE = AccountKey("bank.main"), AccountKey("advance")
ONE, TWO = ProjectNo(1), ProjectNo(2)
AID = SourceKey("aid")


def test_lines_that_are_alike_are_printed_as_one_and_debits_come_first() -> None:
    lines = [
        PrintedLine(BANK, ONE, 0, 5),
        PrintedLine(ADVANCE, ONE, 5, 0),
        PrintedLine(BANK, ONE, 0, 7),
        PrintedLine(ADVANCE, TWO, 7, 0),
    ]
    assert printed_lines(lines) == [
        PrintedLine(ADVANCE, ONE, 5, 0),
        PrintedLine(ADVANCE, TWO, 7, 0),
        PrintedLine(BANK, ONE, 0, 12),
    ]
    assert totals(printed_lines(lines)) == totals(lines) == (12, 12)


def test_what_is_red_is_printed_apart_from_what_is_not() -> None:
    black, red = PrintedLine(BANK, ONE, 5, 0), PrintedLine(BANK, ONE, -5, 0)
    assert printed_lines([black, red]) == [black, red]


def test_each_thing_that_is_printed_tells_lines_apart() -> None:
    line = PrintedLine(BANK, ONE, 5, 0)
    others = (
        line._replace(account=ADVANCE),
        line._replace(project_no=None),
        line._replace(debit_fen=-5),
        line._replace(debit_fen=0, credit_fen=5),
        line._replace(source=AID),
    )
    assert printed_by(line) == printed_by(line._replace(debit_fen=6))
    assert len({printed_by(each) for each in (line, *others)}) == len(others) + 1


def test_a_red_posting_is_foreseen_below_zero_across() -> None:
    posting = {
        "debit": BANK,
        "credit": ADVANCE,
        "fen": 5,
        "project_no": ONE,
        "debit_red": True,
        "credit_red": True,
        "debit_source": None,
        "credit_source": AID,
    }
    assert foreseen_lines([posting]) == [
        PrintedLine(ADVANCE, ONE, -5, 0, AID),
        PrintedLine(BANK, ONE, 0, -5),
    ]


def test_signatures_stand_in_the_order_of_the_print() -> None:
    parts = [part.value for part in voucher_lines.SIGNATURES]
    assert parts == ["chief", "posted", "reviewed", "cashier", "prepared"]
    assert {*voucher_lines.SIGNATURES} == {*SignaturePart}


def test_a_code_lies_under_the_longest_that_it_begins_with() -> None:
    codes = {"3101", "310101", "31010102", "3102", "5101", "510111"}
    assert [*codes_above("31010102", codes)] == ["310101", "3101"]
    levels = {code: level_of(code, codes) for code in sorted(codes)}
    assert levels == {
        "3101": 1,
        "310101": 2,
        "31010102": 3,
        "3102": 1,
        "5101": 1,
        "510111": 2,
    }
    assert top_code("31010102", codes) == "3101"
    assert top_code("5101", codes) == "5101"
    assert level_of("", codes) == 1


def test_a_balance_stands_on_its_own_side_or_turned_around_on_the_other() -> None:
    assert standing(Side.DEBIT, 5) is standing(Side.CREDIT, -5) is Standing.DEBIT
    assert standing(Side.CREDIT, 5) is standing(Side.DEBIT, -5) is Standing.CREDIT
    assert standing(Side.DEBIT, 0) is standing(Side.CREDIT, 0) is Standing.EVEN
    assert by_side(Side.DEBIT, -5) == by_side(Side.CREDIT, 5) == BySide(0, 5)
    assert by_side(Side.CREDIT, -5) == by_side(Side.DEBIT, 5) == BySide(5, 0)
    assert by_side(Side.CREDIT, 0) == BySide(0, 0)
