"""The fund at a glance: budget by stage and source, money at hand, what was spent."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Select, select

from fundledger.domain.chart import (
    ADVANCE,
    B_COMMITTED,
    B_DISBURSED,
    B_FREE,
    B_OVERHEAD,
    B_PAYMENT,
    B_RESERVED,
    B_TOTAL,
    B_UNCOVERED,
    BANK,
    PAYABLE,
    PRIOR_YEAR,
    PROGRAMME_COST,
    RECOVERABLE,
    TO_RETURN,
    UNIDENTIFIED,
)
from fundledger.domain.ids import (
    AccountKey,
    CommunityKey,
    Month,
    SourceKey,
    SubdistrictKey,
)
from fundledger.queries import lines, sources
from fundledger.queries.balances import balances
from fundledger.queries.lines import line, total
from fundledger.store import tables as t
from fundledger.store.reading import Books


class Glance(NamedTuple):
    """Where the fund stands, in 分.

    `free` to `disbursed` are the stages of budget money; `total` plus `uncovered` is
    all stages plus `overhead`. `spent` is admitted cost since the fund began.
    """

    total: int
    uncovered: int
    free: int
    reserved: int
    committed: int
    payment: int
    disbursed: int
    overhead: int
    spent: int
    bank: int
    advance: int
    recoverable: int
    payable: int
    unidentified: int
    to_return: int


class MonthSpending(NamedTuple):
    """What was admitted in one month, in 分."""

    month: Month
    fen: int


class CommunitySpending(NamedTuple):
    """What was admitted for one community's projects, in 分."""

    subdistrict_key: SubdistrictKey
    subdistrict_name: str
    community_key: CommunityKey
    community_name: str
    fen: int


class SourceFree(NamedTuple):
    """What a source of funds has free to approve, less what it is overdrawn, in 分."""

    source: SourceKey
    name: str
    restricted: bool
    fen: int


_ACCOUNTS: Final[Mapping[str, AccountKey]] = MappingProxyType(
    {
        "total": B_TOTAL,
        "uncovered": B_UNCOVERED,
        "free": B_FREE,
        "reserved": B_RESERVED,
        "committed": B_COMMITTED,
        "payment": B_PAYMENT,
        "disbursed": B_DISBURSED,
        "overhead": B_OVERHEAD,
        "advance": ADVANCE,
        "recoverable": RECOVERABLE,
        "payable": PAYABLE,
        "unidentified": UNIDENTIFIED,
        "to_return": TO_RETURN,
    }
)
"""The fields of a Glance that are the balance of one account."""


def glance(books: Books, as_of: date | None = None) -> Glance:
    """Sum the fund up, now or at the end of a day."""
    return Glance(spent=spent(books, as_of), **standing(books, as_of))


def standing(books: Books, as_of: date | None = None) -> dict[str, int]:
    """Give the fields of a `Glance` that are balances, in 分: all but `spent`."""
    fen_of = balances(books, as_of)
    bank = sum(fen for key, fen in fen_of.items() if key.startswith(f"{BANK}."))
    return {
        "bank": bank,
        **{field: fen_of.get(key, 0) for field, key in _ACCOUNTS.items()},
    }


def spent(books: Books, as_of: date | None = None) -> int:
    """Sum admitted cost 业务活动成本 since the fund began, in 分.

    Closing vouchers are left out, prior-year corrections taken off.
    """
    return books.value(_admitted(books, as_of)) or 0


def spending_by_month(books: Books, as_of: date | None = None) -> list[MonthSpending]:
    """List admitted cost by the month of its vouchers, oldest first."""
    month = t.voucher.c.month
    statement = _admitted(books, as_of, month).group_by(month).order_by(month)
    return [MonthSpending(*row) for row in books.rows(statement)]


def spending_by_community(
    books: Books, as_of: date | None = None
) -> list[CommunitySpending]:
    """List admitted cost by subdistrict and community; all communities, in order."""
    p, c, s = t.project.c, t.community.c, t.subdistrict.c
    costs = _admitted(books, as_of, line.c.project_no).group_by(line.c.project_no)
    cost = costs.subquery()
    by = (s.key, s.name, c.key, c.name)
    home = (s.fund_id == c.fund_id) & (s.key == c.subdistrict_key)
    own = (p.fund_id == c.fund_id) & (p.community_key == c.key)
    statement = (
        select(*by, total(cost.c.fen))
        .select_from(t.community)
        .join(t.subdistrict, home)
        .outerjoin(t.project, own)
        .outerjoin(cost, cost.c.project_no == p.no)
        .where(books.own(t.community))
        .group_by(*by)
        .order_by(s.key, c.key)
    )
    return [CommunitySpending(*row) for row in books.rows(statement)]


def free_by_source(books: Books, as_of: date | None = None) -> list[SourceFree]:
    """Tell what each source has free, now or at the end of a day; by key."""
    fen_of = _free(books, as_of)
    return [
        SourceFree(each.key, each.name, each.restricted, fen_of.get(each.key, 0))
        for each in sources.sources(books)
        if as_of is None or each.key in fen_of
    ]


def overdrawn(listed: Iterable[SourceFree]) -> int:
    """Tell by how much unrestricted sources together are overdrawn 专款被占用, in 分.

    So much of the restricted money is being used for them.
    """
    return max(-sum(each.fen for each in listed if not each.restricted), 0)


def _free(books: Books, as_of: date | None) -> dict[SourceKey, int]:
    if as_of is None:
        gaps = sources.gaps(books)
        free = sources.free(books)
        return {key: free.get(key, 0) - gaps.get(key, 0) for key in {*free, *gaps}}
    signed = line.c.credit_fen - line.c.debit_fen  # a gap stands at debit
    statement = lines.lines(books, line.c.source, total(signed), as_of=as_of)
    statement = statement.where(line.c.account_key.in_((B_FREE, B_UNCOVERED)))
    rows = books.rows(statement.group_by(line.c.source))
    return {source: fen for source, fen in rows if source is not None}


def _admitted(
    books: Books, as_of: date | None, *by: ColumnElement[Any]
) -> Select[*tuple[Any, ...]]:
    """Select admitted cost as `fen`, by some columns: cost less corrections of it."""
    signed = line.c.debit_fen - line.c.credit_fen
    statement = lines.lines(books, *by, total(signed).label("fen"), as_of=as_of)
    accounts = lines.under((PROGRAMME_COST, PRIOR_YEAR))
    return statement.where(
        accounts, lines.before_closing(), line.c.project_no.is_not(None)
    )
