"""Days, months, numbers and amounts enter only as what they are."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from moneyed import CNY, Money

from fundledger.domain.money import MAX_FEN, from_fen
from fundledger.domain.values import (
    ArgumentError,
    DayRangeError,
    MonthTextError,
    WholeRangeError,
    WrongTypeError,
    check_day,
    check_money,
    check_month,
    check_whole,
)


@pytest.mark.parametrize(
    "day", [date(2000, 1, 1), date(2024, 2, 29), date(2100, 12, 31)]
)
def test_a_day_is_of_this_century(day: date) -> None:
    assert check_day("on", day) is day


@pytest.mark.parametrize("day", [date(1999, 12, 31), date(2101, 1, 1), date.max])
def test_a_mistyped_year_is_refused(day: date) -> None:
    with pytest.raises(DayRangeError) as refused:
        check_day("on", day)
    assert refused.value.argument == "on"


@pytest.mark.parametrize(
    "value", [None, "2024-01-01", datetime(2024, 1, 1, tzinfo=UTC), 20240101]
)
def test_a_day_is_no_text_and_no_moment(value: object) -> None:
    with pytest.raises(WrongTypeError):
        check_day("on", value)


@pytest.mark.parametrize("month", ["2000-01", "2024-08", "2100-12"])
def test_a_month_has_four_digits_and_two(month: str) -> None:
    assert check_month("month", month) == month


@pytest.mark.parametrize(
    "month",
    ["", "2024-7", "2024-13", "2024-00", "July", "2024-08\n", "1999-12", "2101-01"],
)
def test_anything_else_is_no_month(month: str) -> None:
    with pytest.raises(MonthTextError):
        check_month("month", month)


def test_a_month_is_text() -> None:
    with pytest.raises(WrongTypeError):
        check_month("month", date(2024, 8, 1))


@pytest.mark.parametrize("number", [1, 5])
def test_a_whole_number_is_within_its_bounds(number: int) -> None:
    assert check_whole("line", number, 1, 5) == number


@pytest.mark.parametrize("number", [0, 6, 2**63])
def test_a_number_beyond_its_bounds_is_refused(number: int) -> None:
    with pytest.raises(WholeRangeError):
        check_whole("line", number, 1, 5)


@pytest.mark.parametrize("value", [None, True, 1.0, "1", Decimal(1)])
def test_nothing_else_is_a_whole_number(value: object) -> None:
    with pytest.raises(WrongTypeError):
        check_whole("line", value, 0, 5)


@pytest.mark.parametrize("fen", [-5, 0, 1, MAX_FEN])
def test_an_amount_is_what_the_books_can_hold(fen: int) -> None:
    assert check_money("amount", from_fen(fen)) == from_fen(fen)


@pytest.mark.parametrize("value", [None, 50000, 500.0, "500", Decimal(500)])
def test_a_bare_number_is_no_amount(value: object) -> None:
    with pytest.raises(WrongTypeError):
        check_money("amount", value)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (
            Money("5", "USD"),
            "amount: The books are kept in CNY; this amount is in USD.",
        ),
        (Money("5.001", CNY), "amount: 5.001 is finer than one 分;"),
        (Money("99999999999999", CNY), "amount: 99999999999999 is larger than"),
        (Money("Infinity", CNY), "amount: There is no number in 'Infinity'."),
    ],
)
def test_a_wrong_amount_is_refused_with_its_argument(amount: Money, words: str) -> None:
    with pytest.raises(ArgumentError) as refused:
        check_money("amount", amount)
    assert str(refused.value).startswith(words)


def test_a_wrong_type_is_told_in_words() -> None:
    with pytest.raises(WrongTypeError) as refused:
        check_day("on", "2024-01-01")
    assert str(refused.value) == (
        "on takes a day, not a value of the type str."
        " Give on as a day: nothing is converted on the way in."
    )
