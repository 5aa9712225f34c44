"""What years cost by account, and what sources received day by day; in 分."""

from datetime import date
from typing import Final

from sqlalchemy import select

from fundledger.domain.ids import AccountKey, SourceKey
from fundledger.domain.periods import month_end
from fundledger.domain.posting_rules import PostingRule
from fundledger.queries import lines
from fundledger.queries.lines import YEAR_END, own_fen, total
from fundledger.store import tables as t
from fundledger.store.reading import Books

NO_SPENDING: Final = YEAR_END | {
    PostingRule.RETURN_DECIDED,
    PostingRule.RETURN_MISTAKEN,
    PostingRule.WRITTEN_OFF,
    PostingRule.WRITTEN_OFF_BORNE,
}
"""What is booked on cost accounts and was not spent: given back, lost, carried over."""


def costs(books: Books, as_of: date | None = None) -> list[tuple[int, AccountKey, int]]:
    """Sum what was spent on each account in each year."""
    month, key = t.voucher.c.month, t.account.c.key
    by = (month, key)
    statement = lines.lines(books, *by, total(own_fen), as_of=as_of)
    booked = statement.where(lines.rule.not_in(sorted(NO_SPENDING))).group_by(*by)
    years: dict[tuple[int, AccountKey], int] = {}
    for of_month, account, fen in books.rows(booked.order_by(*by)):
        place = (month_end(of_month).year, account)
        years[place] = years.get(place, 0) + fen
    return [(year, account, fen) for (year, account), fen in years.items()]


def received(books: Books) -> list[tuple[SourceKey, date, int]]:
    """List what each source received, on which day; what went back is not taken off."""
    f = t.funding.c
    statement = select(f.source, f.on_date, f.fen).where(
        books.own(t.funding), f.source.is_not(None)
    )
    rows = books.rows(statement.order_by(f.no))
    return [(source, on, fen) for source, on, fen in rows if source is not None]
