"""What is open in the fund's accounting now: what a handover 移交清单 lists."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from sqlalchemy import func, select

from fundledger.domain.chart import UNIDENTIFIED, Book
from fundledger.domain.claims import ClaimState, RecoveryState
from fundledger.domain.disbursements import DisbursementState
from fundledger.domain.handovers import OpenItem, OpenKind
from fundledger.domain.signatures import SignaturePart
from fundledger.domain.vouchers import in_series
from fundledger.queries import balances, claims, disbursements, funds, recoveries
from fundledger.queries.claims import HANDED_IN
from fundledger.queries.signatures import waits_for
from fundledger.store import tables as t
from fundledger.store.reading import Books

UNSIGNED: Final[Mapping[SignaturePart, OpenKind]] = MappingProxyType(
    {
        SignaturePart.PREPARED: OpenKind.TO_PREPARE,
        SignaturePart.CASHIER: OpenKind.TO_COUNTERSIGN,
        SignaturePart.REVIEWED: OpenKind.TO_REVIEW,
        SignaturePart.POSTED: OpenKind.TO_POST,
    }
)
"""Which item the vouchers are that wait for a part; the supervisor hands over none."""

_v, _r, _c, _p = t.voucher.c, t.receipt.c, t.claim.c, t.project.c


def open_work(books: Books) -> list[OpenItem]:
    """List all that is open, of every kind; amounts in 分."""
    return [
        *_unsigned(books),
        *_cases(books),
        *_unidentified(books),
        *_without_file(books),
        *_months(books),
        *_banks(books),
    ]


def _unsigned(books: Books) -> Iterator[OpenItem]:
    """Count the vouchers that wait for a part, month by month, first to last."""
    for part, kind in UNSIGNED.items():
        first, last = func.min(_v.number), func.max(_v.number)
        statement = (
            select(_v.month, first, last, func.count())
            .where(books.own(t.voucher), waits_for(part))
            .group_by(_v.month)
            .order_by(_v.month)
        )
        for month, begin, end, count in books.rows(statement):
            numbers = dict.fromkeys((begin, end))
            title = "…".join(in_series(Book.MONEY, number) for number in numbers)
            yield OpenItem(kind, month, title, count)


def _cases(books: Books) -> Iterator[OpenItem]:
    """List claims, payments and debts, each with the code of its project."""
    code = dict(books.pairs(select(_p.no, _p.code).where(books.own(t.project))))
    for claim in claims.claims(books, states={ClaimState.SUBMITTED}):
        yield OpenItem(
            OpenKind.CLAIM_TO_ADMIT,
            str(claim.no),
            code[claim.project_no],
            fen=claim.claimed_fen,
        )
    payments = {
        DisbursementState.REQUESTED: OpenKind.PAYMENT_TO_CHECK,
        DisbursementState.APPROVED: OpenKind.PAYMENT_TO_MAKE,
        DisbursementState.BOUNCED: OpenKind.PAYMENT_TO_MAKE,
    }
    for payment in disbursements.disbursements(books, states=payments):
        kind = payments[payment.state]
        yield OpenItem(kind, str(payment.no), code[payment.project_no], fen=payment.fen)
    for debt in recoveries.recoveries(books, states={RecoveryState.OPEN}):
        yield OpenItem(
            OpenKind.MONEY_TO_RECOVER,
            str(debt.no),
            code[debt.project_no],
            fen=debt.fen - debt.recovered_fen,
        )


def _unidentified(books: Books) -> Iterator[OpenItem]:
    fen = balances.whole(books, UNIDENTIFIED)
    if fen:
        yield OpenItem(OpenKind.MONEY_TO_IDENTIFY, fen=fen)


def _without_file(books: Books) -> Iterator[OpenItem]:
    """Count the receipts that were handed in without a file."""
    of = (_c.fund_id == _r.fund_id) & (_c.no == _r.claim_no)
    statement = (
        select(func.count())
        .select_from(t.receipt.join(t.claim, of))
        .where(
            books.own(t.receipt),
            _r.version == _c.version,
            _r.attachment_sha256.is_(None),
            _c.state.in_(sorted(HANDED_IN)),
        )
    )
    count = books.value(statement)
    if count:
        yield OpenItem(OpenKind.RECEIPT_WITHOUT_FILE, size=count)


def _months(books: Books) -> Iterator[OpenItem]:
    """List the months that are open and have vouchers."""
    used = {*books.values(select(_v.month).where(books.own(t.voucher)).distinct())}
    for period in funds.periods(books):
        if not period.closed and period.key in used:
            yield OpenItem(OpenKind.MONTH_OPEN, period.key)


def _banks(books: Books) -> Iterator[OpenItem]:
    """Give what lies in each bank account."""
    for bank in funds.bank_accounts(books):
        fen = balances.whole(books, bank.account)
        yield OpenItem(OpenKind.BANK_BALANCE, bank.key, bank.name, fen=fen)
