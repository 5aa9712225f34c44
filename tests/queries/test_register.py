from datetime import date

import pytest

from fundledger.domain.chart import ADVANCE, B_COMMITTED, BANK, Book
from fundledger.domain.ids import Month
from fundledger.domain.journal import VoucherKind
from fundledger.domain.vouchers import SERIES
from fundledger.queries.balances import balances
from fundledger.queries.register import (
    JournalLine,
    LinePosition,
    Part,
    RegisterLine,
    VoucherPlace,
    journal,
    register,
    whole_journal,
    whole_register,
)
from fundledger.store.books import Fund
from tests import lived, small


@pytest.fixture
def fund(small_fund: Fund) -> Fund:
    return lived.live(small_fund)


def ranked(place: LinePosition | VoucherPlace) -> tuple[str, int, int]:
    """Order places as a month is printed: all of 记, then all of 备."""
    return place.month, SERIES.index(place.series), place.number


def test_a_register_runs_to_the_balance(fund: Fund) -> None:
    with fund.reading() as books:
        page = register(books, small.BANK)
        fen_of = balances(books)
    assert page.opening_fen == 0
    assert page.lines[0].balance_fen == small.GIVEN_FEN
    assert page.lines[-1].balance_fen == fen_of[small.BANK]


def test_a_control_account_takes_in_its_leaves(fund: Fund) -> None:
    with fund.reading() as books:
        assert register(books, BANK) == register(books, small.BANK)


def test_an_account_that_grows_on_credit_runs_on_its_own_side(fund: Fund) -> None:
    with fund.reading() as books:
        stood = [row.balance_fen for row in register(books, B_COMMITTED).lines]
    assert stood[:3] == [60_000, 65_000, 63_000]


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_pages_join_without_a_gap_or_a_repeat(fund: Fund, size: int) -> None:
    with fund.reading() as books:
        whole = register(books, small.BANK, project_no=small.PROJECT).lines
        paged: list[RegisterLine] = []
        after: LinePosition | None = None
        while page := register(
            books, small.BANK, project_no=small.PROJECT, after=after, limit=size
        ).lines:
            paged += page
            after = page[-1].line.at
    assert paged == whole


def test_a_page_opens_with_what_came_before(fund: Fund) -> None:
    with fund.reading() as books:
        first = register(books, ADVANCE, limit=2)
        second = register(books, ADVANCE, after=first.lines[-1].line.at)
    assert second.opening_fen == first.lines[-1].balance_fen


@pytest.mark.parametrize("size", [1, 2, 5])
def test_the_journal_lists_every_line_once_however_it_is_paged(
    fund: Fund, size: int
) -> None:
    with fund.reading() as books:
        whole = list(whole_journal(books))
        paged: list[JournalLine] = []
        after: LinePosition | None = None
        while page := journal(books, after=after, limit=size):
            paged += page
            after = page[-1].at
    assert paged == whole
    assert len({line.at for line in whole}) == len(whole)


def test_the_journal_goes_by_number_and_shows_red_below_zero(fund: Fund) -> None:
    with fund.reading() as books:
        lines = journal(books)
    places = [ranked(line.at) for line in lines]
    assert places == sorted(places)
    red = [line for line in lines if line.kind is VoucherKind.RED]
    assert {(line.debit_fen, line.credit_fen) for line in red} == {(-500, 0), (0, -500)}


def test_lines_after_the_day_are_left_out(fund: Fund) -> None:
    with fund.reading() as books:
        lines = journal(books, date(2024, 3, 31), project_no=small.PROJECT)
    assert {line.at.month for line in lines} == {"2024-03"}
    assert all(line.project_no == small.PROJECT for line in lines)


def test_after_the_last_line_there_is_none(fund: Fund) -> None:
    with fund.reading() as books:
        last: LinePosition = list(whole_journal(books))[-1].at
        assert journal(books, after=last) == []


def test_what_is_left_out_before_is_in_the_opening_balance(fund: Fund) -> None:
    """A part by day and a part by number go on where the rest ends."""
    first = VoucherPlace(Month("2024-03"), Book.MONEY, 1)
    with fund.reading() as books:
        whole = list(whole_register(books, small.BANK))
        lines = list(whole_journal(books))
        for part in (
            Part(since=date(2024, 4, 1)),
            Part(after=first),
            Part(small.PROJECT, since=date(2024, 4, 1), after=first),
        ):
            wanted = [
                line
                for line in lines
                if part.since is None or line.on >= part.since
                if part.after is None or ranked(line.at) > ranked(part.after)
                if part.project_no in (None, line.project_no)
            ]
            assert list(whole_journal(books, None, part)) == wanted
            assert 0 < len(wanted) < len(lines)
            narrowed = list(whole_register(books, small.BANK, None, part))
            if part.project_no is None:
                assert narrowed == whole[-len(narrowed) :]
