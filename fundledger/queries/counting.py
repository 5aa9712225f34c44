"""Which money vouchers a book counts: all of them, or those that carry 复核.

Kept balances count every voucher at once. What counts reviewed ones only is summed up
from the lines. A review counts whenever it was signed: the day of a report is that of
its vouchers, and the record it is asked at (`at`) says what was signed by then.
"""

from collections.abc import Collection
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, exists, func, or_, select, true

from fundledger.domain.chart import Book
from fundledger.domain.ids import AccountKey, ProjectNo
from fundledger.domain.signatures import SignaturePart
from fundledger.domain.vouchers import CountedVouchers
from fundledger.store import tables as t
from fundledger.store.reading import Books

_v, _g, _p, _a = t.voucher.c, t.signature.c, t.posting.c, t.account.c
_REVIEW: Final = (
    exists()
    .where(
        _g.fund_id == _v.fund_id,
        _g.voucher_no == _v.no,
        _g.part == SignaturePart.REVIEWED,
    )
    .correlate(t.voucher)
)


def counts(counted: CountedVouchers) -> ColumnElement[bool]:
    """Hold to vouchers that count; the voucher's table is among what is selected."""
    if counted is CountedVouchers.ALL:
        return true()
    return or_(_v.series == Book.BUDGET, _REVIEW)


def count_unreviewed(
    books: Books,
    as_of: date | None = None,
    *,
    since: date | None = None,
    accounts: Collection[AccountKey] = (),
    project_no: ProjectNo | None = None,
) -> int:
    """Count money vouchers without 复核 up to a day: from another day on, if any.

    Accounts and a project narrow it to vouchers that book something of them; a control
    account takes in its leaves.
    """
    rules = [_v.series == Book.MONEY, ~_REVIEW]
    if as_of is not None:
        rules.append(_v.on_date <= as_of)
    if since is not None:
        rules.append(_v.on_date >= since)
    if project_no is not None:
        rules.append(_touches(_p.project_no == project_no))
    if accounts:
        named = sorted(accounts)
        keys = select(_a.key).where(
            _a.fund_id == _v.fund_id, or_(_a.key.in_(named), _a.control.in_(named))
        )
        rules.append(_touches(or_(_p.debit.in_(keys), _p.credit.in_(keys))))
    statement = select(func.count()).select_from(t.voucher)
    return books.value(statement.where(books.own(t.voucher), *rules)) or 0


def _touches(rule: ColumnElement[bool]) -> ColumnElement[bool]:
    """Hold to vouchers with a posting for which a rule holds."""
    own = (_p.fund_id == _v.fund_id, _p.voucher_no == _v.no)
    return exists().where(*own, rule)
