"""Openings 期初建账: what was brought in from before, and what fits these books."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import func, select

from fundledger.domain.ids import Login, VoucherNo
from fundledger.domain.opening_books import Ledger, SourceFacts, Spot
from fundledger.domain.opening_cases import Known
from fundledger.domain.openings import BroughtIn, OpeningKind
from fundledger.queries import balances, funds, places, projects, sources
from fundledger.store import tables as t
from fundledger.store.prepared import Prepared, owned
from fundledger.store.reading import Books


class OpeningSigned(NamedTuple):
    """What two people brought in: its kind, who signed, its last voucher."""

    no: int
    kind: OpeningKind
    accountant: Login
    supervisor: Login
    on: date
    last_voucher_no: VoucherNo


_o, _v = t.opening.c, t.voucher.c
_ALL: Final = Prepared(
    select(
        _o.no,
        _o.kind,
        _o.accountant,
        _o.supervisor,
        _o.on_date,
        _o.last_voucher_no,
    )
    .where(owned(t.opening))
    .order_by(_o.no)
)
_LAST: Final = Prepared(select(func.max(_v.no)).where(owned(t.voucher)))


def openings(books: Books) -> Sequence[OpeningSigned]:
    """List what was brought in, in order."""
    rows = books.rows(_ALL)
    return [
        OpeningSigned._make(row)._replace(kind=OpeningKind(row.kind)) for row in rows
    ]


def is_open(books: Books) -> bool:
    """Tell whether the books were opened with balances and cases."""
    return any(each.kind is OpeningKind.BOOKS for each in openings(books))


def brought_in(books: Books) -> list[BroughtIn]:
    """Tell what was brought in, as far as it says whether more may come."""
    return [BroughtIn(each.kind, each.last_voucher_no) for each in openings(books)]


def last_voucher(books: Books) -> VoucherNo:
    """Give the last voucher of the fund; 0 where there is none."""
    return VoucherNo(books.value(_LAST) or 0)


def known(books: Books, on: date) -> Known:
    """Tell what an opening of a day is held to: projects and payees that are there."""
    codes = frozenset(projects.codes(books).values())
    return Known(on, codes, {each.community for each in places.payees(books)})


def ledger(books: Books) -> Ledger:
    """Tell what an opening begins with: sources, bank accounts, what is booked."""
    codes = projects.codes(books)
    standing: dict[Spot, int] = {
        (key, None if no is None else codes[no], source): fen
        for (key, no, source), fen in balances.places(books).items()
    }
    return Ledger(
        {
            each.key: SourceFacts(each.restricted, each.bank)
            for each in sources.sources(books)
        },
        {each.key: each.account for each in funds.bank_accounts(books)},
        standing,
    )
