"""Every check passes over an honest life, at every day of it, on both databases."""

from datetime import date

import pytest

from fundledger.checks.registry import (
    CHECKS,
    Light,
    UnknownCheckError,
    run_checks,
)
from fundledger.store.books import Fund
from tests import lived


def test_an_honest_life_passes_every_check(small_fund: Fund) -> None:
    with lived.live(small_fund).reading() as books:
        results = run_checks(books, fund=small_fund)
    assert {r.number: (r.light, r.offences) for r in results} == {
        check.number: (Light.PASS, ()) for check in CHECKS
    }


@pytest.mark.parametrize("month", range(2, 10))
def test_an_honest_life_passes_at_every_month_end(small_fund: Fund, month: int) -> None:
    with lived.live(small_fund).reading() as books:
        for day in (15, 28):
            results = run_checks(books, date(2024, month, day))
            assert not [r for r in results if r.light is Light.OFFENCES]


def test_a_check_that_needs_the_fund_is_grey_without_it(small_fund: Fund) -> None:
    with small_fund.reading() as books:
        results = {r.number: r.light for r in run_checks(books)}
    grey = {check.number for check in CHECKS if check.ask is None}
    assert {no for no, light in results.items() if light is Light.NOT_RUN} == grey


def test_only_some_checks_run_when_asked_for(small_fund: Fund) -> None:
    with small_fund.reading() as books:
        results = run_checks(books, only=["r4", "R1"])
    assert [r.number for r in results] == ["R1", "R4"]


def test_an_unknown_check_is_refused(small_fund: Fund) -> None:
    with small_fund.reading() as books, pytest.raises(UnknownCheckError, match="R99"):
        run_checks(books, only=["R99"])
