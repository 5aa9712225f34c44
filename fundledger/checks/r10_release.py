"""R10 What restricted money was spent has been released, source by source.

Cumulative release, both ways, = cumulative restricted cost − prior-year corrections of
it, as at the last day up to which the fund releases: the end of a closed month where it
releases each month, else of a closed year. Corrections count once their own year is
closed, which takes back what was released of them. A difference means that a source's
cost was closed without its release, or released twice.
"""

from collections import Counter
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, select, true

from fundledger.domain.chart import COST, NET_RESTRICTED, PRIOR_YEAR
from fundledger.domain.ids import SourceKey
from fundledger.domain.journal import PostingRule, VoucherKind
from fundledger.domain.periods import december, month_end
from fundledger.errors import N_
from fundledger.queries import funds, lines
from fundledger.queries.lines import line, own_fen, total
from fundledger.queries.settings import settings
from fundledger.store import tables as t
from fundledger.store.reading import Books

TITLE: Final = N_("Restricted money that was spent is released")


class ReleaseApart(NamedTuple):
    """A restricted source whose release is not what it was spent; in 分."""

    source: SourceKey
    until: date
    cost_fen: int
    prior_year_fen: int
    released_fen: int


def offences(books: Books, as_of: date | None = None) -> list[ReleaseApart]:
    """List restricted sources whose release differs at the last day it was due."""
    until = _due(books, as_of)
    if until is None:
        return []
    cost = _sums(books, until, lines.under(COST), lines.before_closing())
    closed = _closed_until(books, until)
    prior = _sums(books, closed, lines.under([PRIOR_YEAR]), lines.before_closing())
    released = _released(books, until)
    return [
        ReleaseApart(key, until, cost[key], prior[key], released[key])
        for key in sorted({*cost, *prior, *released})
        if released[key] != cost[key] - prior[key]
    ]


def _closed_until(books: Books, until: date) -> date:
    """Tell the last day of the last year that is closed, up to a day.

    What a year corrects of earlier ones is taken back when that year is closed.
    """
    years = [each.year for each in funds.years(books) if each.closed]
    ends = [month_end(december(year)) for year in years]
    return max((end for end in ends if end <= until), default=date.min)


def _due(books: Books, as_of: date | None) -> date | None:
    """Tell the last day up to which what was spent must have been released."""
    if settings(books).release_monthly:
        ends = [month_end(each.key) for each in funds.periods(books) if each.closed]
    else:
        years = [each.year for each in funds.years(books) if each.closed]
        ends = [month_end(december(year)) for year in years]
    return max((end for end in ends if as_of is None or end <= as_of), default=None)


def _released(books: Books, until: date) -> Counter[SourceKey]:
    """Sum what left restricted net assets and income, less what was taken back."""
    restricted = t.account.c.restricted.is_(true())
    of_release = t.voucher.c.kind == VoucherKind.RELEASE
    by_release = _sums(books, until, of_release, restricted)
    back = lines.rule == PostingRule.YEAR_END_PRIOR_YEAR_RELEASE
    taken_back = _sums(books, until, back, t.account.c.key == NET_RESTRICTED)
    return Counter(
        {key: -by_release[key] - taken_back[key] for key in {*by_release, *taken_back}}
    )


def _sums(books: Books, until: date, *rules: ColumnElement[bool]) -> Counter[SourceKey]:
    """Sum what moved of each restricted source on its accounts' own side."""
    s = t.funding_source.c
    restricted = select(s.key).where(books.own(t.funding_source), s.restricted)
    statement = lines.lines(books, line.c.source, total(own_fen), as_of=until)
    statement = statement.where(line.c.source.in_(restricted), *rules)
    return Counter(dict(books.pairs(statement.group_by(line.c.source))))
