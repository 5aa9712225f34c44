"""Every check passes over an honest life, at every day of it, on both databases."""

from datetime import date

import pytest

from fundledger.checks.registry import (
    CHECKS,
    Light,
    UnknownCheckError,
    run_checks,
)
from fundledger.commands.posting import book
from fundledger.domain.chart import (
    ADVANCE,
    B_COMMITTED,
    B_DISBURSED,
    B_TOTAL,
    NET_RESTRICTED,
)
from fundledger.domain.journal import PostingRule, VoucherKind
from fundledger.queries.measures import project_funds
from fundledger.store.books import Fund
from fundledger.store.writing import Writing
from tests import lived, small


def test_an_honest_life_passes_every_check(small_fund: Fund) -> None:
    with lived.live(small_fund).reading() as books:
        results = run_checks(books, fund=small_fund)
    assert {r.number: (r.light, r.offences) for r in results} == {
        check.number: (Light.PASS if check.is_built else Light.NOT_BUILT, ())
        for check in CHECKS
    }


def test_what_is_not_built_is_named_and_never_green(small_fund: Fund) -> None:
    with small_fund.reading() as books:
        results = run_checks(books, fund=small_fund)
    unbuilt = {each.number for each in results if each.light is Light.NOT_BUILT}
    assert unbuilt == {each.number for each in CHECKS if not each.is_built}
    assert {"R3", "R26"} <= unbuilt


@pytest.mark.parametrize("month", range(2, 10))
def test_an_honest_life_passes_at_every_month_end(small_fund: Fund, month: int) -> None:
    with lived.live(small_fund).reading() as books:
        for day in (15, 28):
            results = run_checks(books, date(2024, month, day))
            assert not [r for r in results if r.light is Light.OFFENCES]


def test_a_check_that_needs_the_fund_is_grey_without_it(small_fund: Fund) -> None:
    grey = {check.number for check in CHECKS if check.ask_fund is not None}
    with small_fund.reading() as books:
        for day in (None, date.max):  # the last day has no morrow
            results = {r.number: r.light for r in run_checks(books, day)}
            assert {n for n, at in results.items() if at is Light.NOT_RUN} == grey


def test_only_some_checks_run_when_asked_for(small_fund: Fund) -> None:
    with small_fund.reading() as books:
        results = run_checks(books, only=["r4", "R1"])
    assert [r.number for r in results] == ["R1", "R4"]


def test_an_unknown_check_is_refused(small_fund: Fund) -> None:
    with small_fund.reading() as books, pytest.raises(UnknownCheckError, match="R99"):
        run_checks(books, only=["R99"])


def test_what_opening_vouchers_bring_in_passes_every_check(small_fund: Fund) -> None:
    """A fund that begins in the middle: an advance is out, a commitment stands."""

    def run(write: Writing) -> int:
        brought = [
            small.entry(small.BANK, NET_RESTRICTED, 20_000),
            small.entry(ADVANCE, NET_RESTRICTED, 10_000, small.PROJECT),
            small.entry(B_TOTAL, B_COMMITTED, 20_000, small.PROJECT),
            small.entry(B_TOTAL, B_DISBURSED, 10_000, small.PROJECT),
        ]
        kind = VoucherKind.OPENING
        return book(write, PostingRule.OPENING, brought, summary="期初", kind=kind)

    small_fund.write(small.ask("journal.import", on=small.DAY), run)
    with lived.live(small_fund).reading() as books:
        offending = [r for r in run_checks(books) if r.light is Light.OFFENCES]
        funds = project_funds(books, small.PROJECT)
    assert offending == []
    assert (funds.brought_budget, funds.brought_out) == (20_000, 10_000)
