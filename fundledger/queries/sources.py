"""Sources of funds 资金来源: what each is, what it has free, whose money is where."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import Row, and_, bindparam, case, cast, func, or_, select

from fundledger.domain.chart import ADVANCE, B_FREE, B_UNCOVERED
from fundledger.domain.ids import AccountKey, ProjectNo, SourceKey
from fundledger.domain.journal import PostingRule
from fundledger.domain.lots import LotLine, lots
from fundledger.domain.sources import Share, Source, SourceTerms
from fundledger.queries import lines
from fundledger.store import tables as t
from fundledger.store.prepared import Prepared, owned
from fundledger.store.reading import Books
from fundledger.store.types import Whole


class FundingSource(NamedTuple):
    """A source of funds as the fund keeps it."""

    key: SourceKey
    name: str
    restricted: bool
    purpose: str
    giver: str
    from_on: date | None
    until_on: date | None
    returnable: bool
    overhead_percent: int
    bank: AccountKey | None

    @property
    def source(self) -> Source:
        """What postings need of it."""
        return Source(self.key, self.restricted)

    @property
    def terms(self) -> SourceTerms:
        """What was agreed with its giver."""
        return SourceTerms(
            self.key,
            self.restricted,
            self.from_on,
            self.until_on,
            self.overhead_percent,
            self.bank,
        )


_s, _o, _b, _p = (
    t.funding_source.c,
    t.project_source.c,
    t.balance.c,
    t.project_balance.c,
)
_ALL: Final = select(
    _s.key,
    _s.name,
    _s.restricted,
    _s.purpose,
    _s.giver,
    _s.from_on,
    _s.until_on,
    _s.returnable,
    _s.overhead_percent,
    _s.bank,
)
_ONE: Final = Prepared(_ALL.where(owned(t.funding_source), _s.key == bindparam("key")))
_ORDER: Final = Prepared(
    select(_o.source)
    .where(owned(t.project_source), _o.project_no == bindparam("project_no"))
    .order_by(_o.place, _o.source)
)
_STANDING: Final = Prepared(
    select(_p.source, _p.fen).where(
        owned(t.project_balance),
        _p.project_no == bindparam("project_no"),
        _p.account_key == bindparam("account"),
    )
)


def source(books: Books, key: SourceKey) -> FundingSource | None:
    """Find a source by its key."""
    row = books.first(_ONE, key=key)
    return None if row is None else _source(row)


def sources(
    books: Books, only: Collection[SourceKey] | None = None
) -> Sequence[FundingSource]:
    """List the sources of the fund by key, or some of them."""
    statement = _ALL.where(books.own(t.funding_source)).order_by(_s.key)
    if only is not None:
        statement = statement.where(_s.key.in_(sorted(only)))
    return list(map(_source, books.rows(statement)))


def _source(row: Row[*tuple[Any, ...]]) -> FundingSource:
    return FundingSource._make(row)


def order(books: Books, project_no: ProjectNo) -> list[SourceKey]:
    """Name the sources of a project in the order they are used up."""
    return list(books.values(_ORDER, project_no=project_no))


def shares(
    books: Books,
    account: AccountKey,
    project_no: ProjectNo,
    order_of: Sequence[SourceKey],
) -> list[Share]:
    """Tell what of each source a project has on an account, in the project's order."""
    standing = dict(books.pairs(_STANDING, project_no=project_no, account=account))
    named = [*order_of, *sorted(standing.keys() - set(order_of))]
    return [Share(key, standing[key]) for key in named if standing.get(key)]


def advance_lots(books: Books, project_no: ProjectNo) -> list[Share]:
    """Tell what is left of each advance of a project, oldest payment first, in 分."""
    statement = (
        lines.lines(
            books,
            lines.line.c.source,
            lines.rule,
            lines.line.c.debit_fen,
            lines.line.c.credit_fen,
        )
        .where(
            lines.line.c.project_no == project_no,
            lines.line.c.account_key == ADVANCE,
        )
        .order_by(lines.line.c.posting_no)
    )
    rows = books.rows(statement)
    return lots(LotLine(key, PostingRule(rule), *fen) for key, rule, *fen in rows)


def free(books: Books) -> dict[SourceKey, int]:
    """Tell what each source has free to approve, in 分."""
    return _balances(books, B_FREE)


def gaps(books: Books) -> dict[SourceKey, int]:
    """Tell by how much each source is overdrawn 额度缺口, in 分."""
    return _balances(books, B_UNCOVERED)


def _balances(books: Books, account: AccountKey) -> dict[SourceKey, int]:
    statement = select(_b.source, _b.fen)
    own = (books.own(t.balance), _b.account_key == account)
    return dict(books.pairs(statement.where(*own)))


def standing(books: Books, key: SourceKey) -> dict[AccountKey, int]:
    """Tell what a source has on each account, in 分 on the account's own side."""
    statement = select(_b.account_key, _b.fen)
    return dict(books.pairs(statement.where(books.own(t.balance), _b.source == key)))


def received(books: Books, key: SourceKey) -> int:
    """Sum what a source ever received, less what went back to its giver, in 分.

    What was reclassified 限定解除 is of the other source from then on.
    """
    f = t.funding.c
    total = cast(func.coalesce(func.sum(f.fen - f.returned_fen), 0), Whole[int]())
    own = (books.own(t.funding), f.source == key)
    came = books.value(select(total).where(*own)) or 0
    return came + (books.value(_RECLASSIFIED, source=key) or 0)


_posted, _v = t.posting.c, t.voucher.c
_to: Final = and_(
    _posted.credit == B_FREE, _posted.credit_source == bindparam("source")
)
_out: Final = and_(_posted.debit == B_FREE, _posted.debit_source == bindparam("source"))
_RECLASSIFIED: Final = Prepared(
    select(
        cast(
            func.coalesce(
                func.sum(case((_to, _posted.fen), (_out, -_posted.fen), else_=0)), 0
            ),
            Whole[int](),
        )
    )
    .select_from(t.posting)
    .join(t.voucher, and_(_v.fund_id == _posted.fund_id, _v.no == _posted.voucher_no))
    .where(
        owned(t.voucher),
        or_(
            _v.rule == PostingRule.RECLASSIFIED_NET,
            _v.rule == PostingRule.RECLASSIFIED_INCOME,
        ),
    )
)
