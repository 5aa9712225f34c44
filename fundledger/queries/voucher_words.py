"""The vouchers of a month that typed words fit: number, summary, whoever signed."""

import re
from collections.abc import Collection, Sequence
from typing import Final

from sqlalchemy import ColumnElement, String, cast, func, or_, select

from fundledger.domain.chart import Book
from fundledger.domain.ids import Month, VoucherNo
from fundledger.domain.signatures import SignaturePart
from fundledger.queries import journal
from fundledger.queries.journal import Voucher
from fundledger.queries.record_search import Word
from fundledger.queries.signatures import waits_for
from fundledger.store import tables as t
from fundledger.store.reading import Books

NUMBER: Final = re.compile(r"(?:记\s*[-字第]*)?0*([0-9]{1,9})号?")


def page(
    books: Books,
    month: Month,
    words: Collection[Word] = (),
    *,
    part: SignaturePart | None = None,
    after: VoucherNo | None = None,
    limit: int | None = None,
) -> Sequence[Voucher]:
    """List a page of a month's vouchers that fit every word, in order of entry.

    They are those of the money book: all, or only those that wait for a signature.
    """
    v = t.voucher.c
    where = [v.month == month, v.series == Book.MONEY, *map(_fits, words)]
    if part is not None:
        where.append(waits_for(part))
    if after is not None:
        where.append(v.no > after)
    return journal.selected(books, *where, limit=limit)


def _fits(word: Word) -> ColumnElement[bool]:
    """Give the condition that a voucher fits a word; a number fits by its beginning."""
    v, s = t.voucher.c, t.signature.c
    fits = [
        func.lower(v.summary).contains(spelling, autoescape=True)
        for spelling in dict.fromkeys((word.typed.lower(), word.plain))
    ]
    number = NUMBER.fullmatch(word.plain)
    if number is not None:
        fits.append(cast(v.number, String()).startswith(number[1]))
    if re.fullmatch("[0-9]{4}-?[0-9]{0,2}", word.plain):
        fits.append(cast(v.month, String()).startswith(word.plain))
    if word.actors:
        signed = select(s.voucher_no).where(
            s.fund_id == v.fund_id,
            s.voucher_no == v.no,
            s.login.in_(sorted(word.actors)),
        )
        fits.append(signed.exists())
    return or_(*fits)
