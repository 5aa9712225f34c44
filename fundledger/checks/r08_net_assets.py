"""R8 Net assets follow from the year: opening + income − cost + prior-year corrections.

Held apart for restricted and unrestricted money. All cost is unrestricted: restricted
money that was spent is released, before or at year end, and the release moves it from
one kind to the other; so does a reclassification. Year end 结转 carries income, cost
and prior-year corrections over, so that neither sum changes by it. A difference means
that closing carried something to the wrong kind, or that a voucher went straight to net
assets.
"""

from collections import Counter
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from sqlalchemy import case, select

from fundledger.domain.chart import (
    DONATIONS,
    GRANTS,
    NET_RESTRICTED,
    NET_UNRESTRICTED,
    OTHER_INCOME,
    PRIOR_YEAR,
)
from fundledger.domain.ids import AccountKey
from fundledger.domain.journal import PostingRule, VoucherKind
from fundledger.errors import N_
from fundledger.queries import lines
from fundledger.queries.lines import own_fen, total
from fundledger.store import tables as t
from fundledger.store.reading import Books

TITLE: Final = N_("Net assets follow from income and cost")


class NetAssetsApart(NamedTuple):
    """A year in which one kind of net assets does not follow; in 分."""

    year: int
    restricted: bool
    opening_fen: int
    income_fen: int
    cost_fen: int
    prior_year_fen: int
    moved_fen: int
    """Released, or reclassified, from the other kind; below zero to it."""
    expected_fen: int
    closing_fen: int


class _Part(StrEnum):
    NET = "net"
    INCOME = "income"
    COST = "cost"
    PRIOR_YEAR = "prior_year"


class _When(StrEnum):
    OPENING = "opening"
    MOVED = "moved"
    DURING = "during"
    CLOSING = "closing"


class _Cell(NamedTuple):
    year: int
    restricted: bool
    part: _Part
    when: _When


_PARTS: Final[dict[AccountKey, _Part]] = {
    NET_RESTRICTED: _Part.NET,
    NET_UNRESTRICTED: _Part.NET,
    PRIOR_YEAR: _Part.PRIOR_YEAR,
    DONATIONS: _Part.INCOME,
    GRANTS: _Part.INCOME,
    OTHER_INCOME: _Part.INCOME,
}


MOVED: Final = frozenset(
    {
        PostingRule.RELEASE,
        PostingRule.RECLASSIFIED_NET,
        PostingRule.RECLASSIFIED_INCOME,
    }
)
"""What moves money from one kind to the other."""


def offences(books: Books, as_of: date | None = None) -> list[NetAssetsApart]:
    """List years and kinds whose closing does not follow from the opening."""
    cells = _moved(books, as_of)
    apart: list[NetAssetsApart] = []
    for restricted in (True, False):
        standing = 0
        for year in sorted({cell.year for cell in cells}):
            row = _row(cells, year, restricted=restricted, standing=standing)
            standing = row.closing_fen
            if row.expected_fen != row.closing_fen:
                apart.append(row)
    return apart


def _row(
    cells: Counter[_Cell], year: int, *, restricted: bool, standing: int
) -> NetAssetsApart:
    def moved(part: _Part, when: _When = _When.DURING) -> int:
        return cells[_Cell(year, restricted, part, when)]

    def between(part: _Part) -> int:
        return cells[_Cell(year, restricted, part, _When.MOVED)]

    def carried(when: _When) -> int:
        return sum(
            -moved(p, when) if p is _Part.COST else moved(p, when) for p in _Part
        )

    opening = standing + carried(_When.OPENING)
    income, cost = moved(_Part.INCOME), moved(_Part.COST)
    prior, carried_over = moved(_Part.PRIOR_YEAR), between(_Part.NET)
    carried_over += between(_Part.INCOME)
    return NetAssetsApart(
        year,
        restricted,
        opening,
        income,
        cost,
        prior,
        carried_over,
        expected_fen=opening + income - cost + prior + carried_over,
        closing_fen=opening
        + sum(carried(when) for when in _When if when is not _When.OPENING),
    )


def _moved(books: Books, as_of: date | None) -> Counter[_Cell]:
    """Sum each part's movements in 分 by year, and by what the voucher was."""
    opening = t.voucher.c.kind == VoucherKind.OPENING
    when = case(
        (opening, _When.OPENING.value),
        (lines.rule.in_(sorted(MOVED)), _When.MOVED.value),
        (lines.before_closing(), _When.DURING.value),
        else_=_When.CLOSING.value,
    )
    moved = lines.lines(
        books,
        t.voucher.c.month,
        t.account.c.restricted,
        lines.control_or_key.label("account"),
        when.label("moment"),
        own_fen.label("fen"),
        as_of=as_of,
    )
    each = moved.where(t.account.c.restricted.is_not(None)).subquery().c
    by = (each.month, each.restricted, each.account, each.moment)
    rows = books.rows(select(*by, total(each.fen)).group_by(*by))
    cells: Counter[_Cell] = Counter()
    for month, kind, key, name, fen in rows:
        part = _PARTS.get(key, _Part.COST)
        of_kind = kind and part is not _Part.COST
        cells[_Cell(int(month[:4]), of_kind, part, _When(name))] += fen
    return cells
