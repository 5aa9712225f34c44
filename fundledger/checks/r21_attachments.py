"""R21 Attachments: all sheets are there, files are what they were, none is missing.

In a closed month a row means that a voucher went without the paper that proves it, past
the guards, or that a file was altered; in an open month it waits to be done. A voucher
that another one serves 附于 loses its proof when that has none of its own.
"""

import hashlib
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from sqlalchemy import and_, select

from fundledger.domain.chart import Book
from fundledger.domain.evidence import COUNTED, Original
from fundledger.domain.ids import Month, Sha256
from fundledger.domain.vouchers import voucher_name
from fundledger.errors import N_
from fundledger.queries.conditions import among
from fundledger.queries.evidence import missing
from fundledger.queries.funds import periods
from fundledger.store import tables as t
from fundledger.store.reading import Books

TITLE: Final = N_("No attachment is missing or altered")


class Fault(StrEnum):
    """What is wrong with an attachment."""

    MISSING = "missing"
    TOO_FEW = "too_few"
    ALTERED = "altered"
    NO_HOST = "no_host"


class AttachmentOffence(NamedTuple):
    """A voucher that lacks a paper, or a file that is not what it was."""

    voucher: str
    on: date | None
    document: str
    fault: Fault
    sheets: int
    declared: int
    closed: bool


def amber(row: AttachmentOffence) -> bool:
    """Tell whether it only waits to be done: the month is open still."""
    return not row.closed and row.fault in {Fault.MISSING, Fault.TOO_FEW}


def offences(books: Books, as_of: date | None = None) -> list[AttachmentOffence]:
    """List what is missing of vouchers up to a day, or lost its host, or changed."""
    closed = {each.key for each in periods(books) if each.closed}
    lacking = [
        AttachmentOffence(
            each.voucher,
            each.on,
            each.missing.document,
            Fault.TOO_FEW if each.missing.sheets else Fault.MISSING,
            each.missing.sheets,
            each.missing.declared,
            each.month in closed,
        )
        for each in missing(books, until=as_of)
    ]
    return [*lacking, *_without_host(books, as_of, closed), *_altered(books)]


def _without_host(
    books: Books, as_of: date | None, closed: set[Month]
) -> list[AttachmentOffence]:
    """List vouchers that refer to another one, which has no such paper itself."""
    e, v, own = t.evidence.c, t.voucher.c, t.evidence.alias("own")
    of_voucher = and_(v.fund_id == e.fund_id, v.no == e.voucher_no)
    there = and_(
        own.c.fund_id == e.fund_id,
        own.c.voucher_no == e.host_no,
        own.c.document == e.document,
        own.c.withdrawn_on.is_(None),
        among(own.c.original, COUNTED),
    )
    rules = [e.original == Original.SHARED, e.withdrawn_on.is_(None)]
    if as_of is not None:
        rules.append(v.on_date <= as_of)
    statement = (
        select(v.month, v.series, v.number, v.on_date, e.document)
        .select_from(t.evidence)
        .join(t.voucher, of_voucher)
        .outerjoin(own, there)
        .where(books.own(t.evidence), own.c.no.is_(None), *rules)
        .order_by(e.no)
    )
    return [
        AttachmentOffence(
            voucher_name(row.month, Book(row.series), row.number),
            row.on_date,
            row.document,
            Fault.NO_HOST,
            0,
            1,
            row.month in closed,
        )
        for row in books.rows(statement)
    ]


def _altered(books: Books) -> list[AttachmentOffence]:
    """Hash every file again, one after another."""
    c = t.attachment.c
    hashes = books.values(select(c.sha256).where(books.own(t.attachment)))
    return [
        AttachmentOffence(sha256, None, "", Fault.ALTERED, 0, 0, closed=True)
        for sha256 in sorted(hashes)
        if not _is_whole(books, sha256)
    ]


def _is_whole(books: Books, sha256: Sha256) -> bool:
    c = t.attachment.c
    statement = select(c.content).where(books.own(t.attachment), c.sha256 == sha256)
    row = books.first(statement)
    return row is not None and hashlib.sha256(row.content).hexdigest() == sha256
