"""What some records wrote: steps, vouchers, applications, found by record number."""

import json
from bisect import bisect_left
from collections.abc import Collection
from typing import Any, Final, NamedTuple, cast

from sqlalchemy import Table, bindparam, func, select
from sqlalchemy import cast as sql_cast

from fundledger.domain.chart import Book
from fundledger.domain.ids import Month, Seq
from fundledger.domain.journal import VoucherKind
from fundledger.domain.vouchers import voucher_name
from fundledger.store import tables as t
from fundledger.store.prepared import Prepared, owned
from fundledger.store.reading import Books
from fundledger.store.types import Whole


class CaseNos(NamedTuple):
    """The case of a record: a project, and what of it."""

    project_no: int | None = None
    disbursement_no: int | None = None
    claim_no: int | None = None


class Booked(NamedTuple):
    """A voucher of a record, and what it booked in 分; a 记 stands for its 备."""

    no: int
    month: Month
    series: Book
    number: int
    project_no: int | None
    projects: int
    fen: int

    @property
    def name(self) -> str:
        """Give its number as accountants write it."""
        return voucher_name(self.month, self.series, self.number)


def _first_at(table: Table[Any]) -> "Prepared[Seq]":
    c = table.c
    return Prepared(
        select(c.seq)
        .where(owned(table), c.no >= bindparam("no"))
        .order_by(c.no)
        .limit(1)
    )


_SEQ_AT: Final = {
    table: _first_at(table) for table in (t.step, t.voucher, t.application)
}
_LAST: Final = {
    table: Prepared(select(func.max(table.c.no)).where(owned(table)))
    for table in _SEQ_AT
}


def _span(books: Books, table: Table[Any], seqs: Collection[Seq]) -> tuple[int, int]:
    """Give the numbers between which the rows of some records lie.

    Rows of these tables are numbered as they are written and never written again, so
    that the numbers rise with the records: a search by halves needs no index.
    """
    last = books.value(_LAST[table]) or 0

    def seq_at(no: int) -> Seq:
        return books.value(_SEQ_AT[table], no=no) or Seq(0)

    numbers = range(1, last + 1)
    first = bisect_left(numbers, min(seqs), key=seq_at)
    return first + 1, bisect_left(numbers, Seq(max(seqs) + 1), lo=first, key=seq_at)


def cases(books: Books, seqs: Collection[Seq]) -> dict[Seq, CaseNos]:
    """Tell the case of each record that took a step in one."""
    c = t.step.c
    statement = (
        select(
            c.seq,
            func.min(c.project_no),
            func.min(c.disbursement_no),
            func.min(c.claim_no),
        )
        .where(
            books.own(t.step),
            c.no.between(*_span(books, t.step, seqs)),
            c.seq.in_(seqs),
        )
        .group_by(c.seq)
    )
    return {Seq(seq): CaseNos(*case_) for seq, *case_ in books.rows(statement)}


def requested(books: Books, seqs: Collection[Seq]) -> dict[Seq, int]:
    """Tell what the applications that some records wrote ask for, in 分."""
    c = t.application.c
    statement = select(c.seq, c.requested_fen).where(
        books.own(t.application),
        c.no.between(*_span(books, t.application, seqs)),
        c.seq.in_(seqs),
    )
    return {Seq(seq): fen for seq, fen in books.rows(statement)}


def booked(books: Books, seqs: Collection[Seq]) -> dict[Seq, list[Booked]]:
    """Sum up the vouchers of some records, each record's in order, red ones last."""
    v, p = t.voucher.c, t.posting.c
    statement = (
        select(
            v.seq,
            v.no,
            v.month,
            v.series,
            v.number,
            func.min(p.project_no),
            func.count(p.project_no.distinct()),
            sql_cast(func.sum(p.fen), Whole[int]()),
        )
        .select_from(t.voucher)
        .join(t.posting, (p.fund_id == v.fund_id) & (p.voucher_no == v.no))
        .where(
            books.own(t.voucher),
            v.pair_no.is_(None),
            v.no.between(*_span(books, t.voucher, seqs)),
            v.seq.in_(seqs),
        )
        .group_by(v.seq, v.no, v.month, v.series, v.number, v.kind)
        .order_by(v.kind == VoucherKind.RED, v.no)
    )
    of_record: dict[Seq, list[Booked]] = {}
    for row in books.rows(statement):
        voucher = Booked(*row[1:])._replace(series=Book(row.series))
        of_record.setdefault(row.seq, []).append(voucher)
    return of_record


def plain_input(body: str) -> dict[str, str | int]:
    """Read the plain values of a record's input; a body that is no JSON has none."""
    try:
        values = json.loads(body)["input"]
        pairs = [(name, _value(value)) for name, value in values.items()]
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}
    return {name: value for name, value in pairs if value is not None}


def _value(value: Any) -> str | int | None:  # noqa: ANN401 - canonical JSON
    """Keep a text or a number; an amount is its 分."""
    if isinstance(value, dict):
        value = cast("dict[str, Any]", value).get("fen")
    return value if isinstance(value, str | int) else None
