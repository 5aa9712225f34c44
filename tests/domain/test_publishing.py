"""Published figures beside the books."""

import pytest

from fundledger.domain.publishing import (
    Comparison,
    FigureError,
    Published,
    Unit,
    compare,
    scaled,
)

SPENT = Published("14.5", Unit.WAN)


@pytest.mark.parametrize(
    ("figure", "amount", "step"),
    [
        (SPENT, 14_500_000, 100_000),
        (Published("14.50", Unit.WAN), 14_500_000, 10_000),
        (Published("15", Unit.WAN), 15_000_000, 1_000_000),
        (Published("145000", Unit.YUAN), 14_500_000, 100),
        (Published("145000.00", Unit.YUAN), 14_500_000, 1),
        (Published("28", Unit.COUNT), 28, 1),
    ],
)
def test_a_figure_carries_the_size_of_its_last_digit(
    figure: Published, amount: int, step: int
) -> None:
    assert scaled(figure) == (amount, step)


@pytest.mark.parametrize(
    ("booked", "difference", "within"),
    [
        (14_500_000, 0, True),
        (14_549_999, 49_999, True),
        (14_550_000, 50_000, False),
        (14_450_001, -49_999, True),
        (14_450_000, -50_000, False),
    ],
)
def test_the_books_are_within_half_the_last_digit_and_the_difference_is_shown(
    booked: int, difference: int, *, within: bool
) -> None:
    assert compare(SPENT, booked) == Comparison(14_500_000, booked, difference, within)


@pytest.mark.parametrize(("booked", "within"), [(90, True), (89, False), (91, False)])
def test_a_count_is_met_exactly_or_not(booked: int, *, within: bool) -> None:
    assert compare(Published("90", Unit.COUNT), booked).within is within


def test_a_figure_published_to_the_fen_is_met_exactly_or_not() -> None:
    figure = Published("145000.00", Unit.YUAN)
    assert compare(figure, 14_500_000).within
    assert not compare(figure, 14_500_001).within


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        ("", Unit.YUAN),
        ("-1", Unit.YUAN),
        ("1,000", Unit.YUAN),
        ("1.005", Unit.YUAN),
        ("14.5000001", Unit.WAN),
        ("9.5", Unit.COUNT),
        ("1e3", Unit.COUNT),
        ("14.", Unit.WAN),
        ("9" * 14, Unit.COUNT),
    ],
)
def test_what_cannot_be_compared_is_refused(value: str, unit: Unit) -> None:
    with pytest.raises(FigureError):
        scaled(Published(value, unit))
