"""Accounts by month: they say what the trial balance and the journal say."""

from datetime import date

import pytest

from fundledger.domain.chart import BANK, Book
from fundledger.domain.ids import Month
from fundledger.domain.journal import VoucherKind
from fundledger.domain.periods import month_end
from fundledger.queries import account_pages, trial, vouchers
from fundledger.queries.account_pages import (
    Order,
    RowKind,
    Span,
    account_page,
    whole_account,
)
from fundledger.queries.balances import balances
from fundledger.queries.register import Part, whole_journal, whole_register
from fundledger.store.books import Fund
from tests import lived, small


@pytest.fixture
def fund(small_fund: Fund) -> Fund:
    return lived.live(small_fund)


def test_a_month_stands_as_the_trial_balance_of_its_last_day_has_it(fund: Fund) -> None:
    with fund.reading() as books:
        for state in vouchers.months(books):
            first, last = date.fromisoformat(f"{state.key}-01"), month_end(state.key)
            moved = [
                row for row in trial.month_balances(books, state.key) if row.has_moved
            ]
            wanted = trial.trial_balance(books, last, first)
            assert moved == [row for row in wanted if row.has_moved], state.key


@pytest.mark.parametrize("order", Order)
def test_an_account_runs_from_any_month_to_its_balance(
    fund: Fund, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    with fund.reading() as books:
        months = [each.key for each in vouchers.months(books) if each.vouchers]
        whole = [*whole_account(books, BANK, months[0], Span(order))]
        booked = [row.line for row in whole_register(books, BANK)]
        lines = [row.line for row in whole if row.line is not None]
        assert len(lines) == len(booked)
        assert {*lines} == {*booked}
        assert order is Order.DAY or lines == booked
        assert [row.on for row in whole] == sorted(row.on for row in whole)
        assert whole[-1].balance_fen == balances(books)[small.BANK]
        later = [*whole_account(books, BANK, months[2], Span(order))]
        assert later[1:] == whole[-len(later) + 1 :]
        # However small the pages, they join.
        monkeypatch.setattr(account_pages, "ENOUGH", 1)
        monkeypatch.setattr(account_pages, "READ", 1)
        assert [*whole_account(books, BANK, months[0], Span(order))] == whole


def test_sums_of_days_months_and_the_year_add_up_without_openings(fund: Fund) -> None:
    with fund.reading() as books:
        rows = account_page(books, small.BANK, Month("2024-01"), Span(Order.DAY)).rows
        (turnover,) = [e for e in trial.trial_balance(books) if e.key == small.BANK]
    counted = [
        row.turnover
        for row in rows
        if row.line and row.line.kind is not VoucherKind.OPENING
    ]
    for kind in (RowKind.LINE, RowKind.DAY, RowKind.MONTH):
        sums = [row.turnover for row in rows if row.kind is kind]
        sums = counted if kind is RowKind.LINE else sums
        assert sum(each.debit_fen for each in sums) == turnover.debit_fen, kind
        assert sum(each.credit_fen for each in sums) == turnover.credit_fen, kind
    last = [row.turnover for row in rows if row.kind is RowKind.YEAR][-1]
    assert last == (turnover.debit_fen, turnover.credit_fen)


@pytest.mark.parametrize("series", Book)
def test_from_voucher_to_voucher_one_goes_through_a_series_in_order(
    fund: Fund, series: Book
) -> None:
    with fund.reading() as books:
        lines = whole_journal(books, part=Part(series=series))
        in_order = list(dict.fromkeys(each.voucher_no for each in lines))
        totals = vouchers.totals(books, in_order)
        walked = [in_order[0]]
        while (after := vouchers.beside(books, walked[-1]).after) is not None:
            walked.append(after)
        back = [vouchers.beside(books, each).before for each in in_order]
    assert walked == in_order
    assert back == [None, *in_order[:-1]]
    assert {*totals} == {*in_order}
