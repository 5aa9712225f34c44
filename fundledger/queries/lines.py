"""The line view with its vouchers and accounts: what every report of turnover reads.

A line is a posting seen from one of its accounts. What it moves on the account's own
side does not see the colour of the posting; debit and credit turnover do.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Select,
    case,
    cast,
    column,
    func,
    or_,
    select,
    table,
)

from fundledger.domain.chart import Side
from fundledger.domain.ids import (
    AccountKey,
    PostingNo,
    ProjectNo,
    Seq,
    SourceKey,
    VoucherNo,
)
from fundledger.domain.journal import PostingRule, VoucherKind
from fundledger.domain.vouchers import CountedVouchers
from fundledger.queries.counting import counts
from fundledger.store import tables as t
from fundledger.store.reading import Books
from fundledger.store.types import KeyText, Whole

line: Final = table(
    "line",
    column("fund_id", Whole()),
    column("voucher_no", Whole[VoucherNo]()),
    column("posting_no", Whole[PostingNo]()),
    column("seq", Whole[Seq]()),
    column("account_key", KeyText[AccountKey]()),
    column("project_no", Whole[ProjectNo]()),
    column("source", KeyText[SourceKey]()),
    column("debit_fen", Whole[int]()),
    column("credit_fen", Whole[int]()),
)
"""The view that the schema declares (store/guards/line.sql)."""

YEAR_END: Final = frozenset(
    rule for rule in PostingRule if rule.name.startswith("YEAR_END")
)
"""The rules that close a year: no turnover of the year itself."""

control_or_key: Final = func.coalesce(t.account.c.control, t.account.c.key)
"""The account a line belongs to once leaves are folded into their control account."""

source_of: Final = func.coalesce(line.c.source, t.NO_SOURCE)
"""The source of a line, for an order: an empty text of what is not kept by source."""

_annulled: Final = t.voucher.alias("annulled")

rule: Final = func.coalesce(_annulled.c.rule, t.voucher.c.rule)
"""The rule a voucher was booked by; of a red copy, that of what it annuls."""

on_debit_side: Final = t.account.c.side == Side.DEBIT
_net: Final = line.c.debit_fen - line.c.credit_fen
own_fen: Final = case((on_debit_side, _net), else_=-_net)
"""What a line moves on its account's own side, in 分."""


def total(summed: ColumnElement[Any]) -> ColumnElement[int]:
    """Sum 分, as a whole number on both databases; 0 of nothing."""
    return cast(func.coalesce(func.sum(summed), 0), Whole[int]())


def lines(
    books: Books,
    *columns: ColumnElement[Any],
    as_of: date | None = None,
    counted: CountedVouchers = CountedVouchers.ALL,
) -> Select[*tuple[Any, ...]]:
    """Select columns of the fund's lines, their vouchers and accounts, up to a day.

    `counted` leaves out what is not reviewed, where only that counts.
    """
    v, a, annulled = t.voucher.c, t.account.c, _annulled.c
    joined = (
        line.join(
            t.voucher, (v.fund_id == line.c.fund_id) & (v.no == line.c.voucher_no)
        )
        .join(t.account, (a.fund_id == line.c.fund_id) & (a.key == line.c.account_key))
        .outerjoin(
            _annulled, (annulled.fund_id == v.fund_id) & (annulled.no == v.annuls_no)
        )
    )
    statement = (
        select(*columns)
        .select_from(joined)
        .where(line.c.fund_id == books.fund_id, counts(counted))
    )
    return statement if as_of is None else statement.where(v.on_date <= as_of)


def before_closing() -> ColumnElement[bool]:
    """Leave out what closes a year 结转, and what annuls that."""
    return (t.voucher.c.kind != VoucherKind.CLOSING) & rule.not_in(sorted(YEAR_END))


def under(keys: Iterable[AccountKey]) -> ColumnElement[bool]:
    """Hold to accounts, each with the leaves under it."""
    named = sorted(keys)
    return or_(t.account.c.key.in_(named), t.account.c.control.in_(named))
