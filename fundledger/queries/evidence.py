"""Evidence 附件: what is attached to vouchers and other things, and what is missing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    union_all,
)

from fundledger.domain.actions import Action
from fundledger.domain.chart import Book
from fundledger.domain.evidence import (
    COUNTED,
    NEEDED,
    NEEDING,
    Document,
    Missing,
    Original,
)
from fundledger.domain.ids import EvidenceNo, Login, Month, Sha256, VoucherNo
from fundledger.domain.vouchers import voucher_name
from fundledger.queries.conditions import among
from fundledger.store import tables as t
from fundledger.store.reading import Books
from fundledger.store.types import Whole

_e, _v, _r = t.evidence.c, t.voucher.c, t.record.c
_host: Final = t.voucher.alias("host")


_sheets: Final = (
    select(cast(func.sum(_e.sheets), Whole[int]()))
    .where(
        _e.fund_id == _v.fund_id,
        _e.voucher_no == _v.no,
        _e.withdrawn_on.is_(None),
    )
    .scalar_subquery()
)
shown_sheets: Final = func.coalesce(_sheets, _v.attachments)
"""附件张数 of a voucher: what is attached; until something is, what was declared."""


class Evidence(NamedTuple):
    """A paper that is attached, what to, and where its original is."""

    no: EvidenceNo
    object: str
    """What it is attached to: one of `EVIDENCE_OBJECTS`."""
    key: str
    document: Document
    original: Original
    sheets: int
    sha256: Sha256 | None
    media_type: str | None
    place: str
    number: str
    """Of an original in a register of its own, or the voucher that it is with."""
    reason: str
    attached_by: Login
    on: date
    withdrawn_on: date | None
    withdrawn_reason: str


class MissingPaper(NamedTuple):
    """A paper that a voucher needs and has not."""

    voucher_no: VoucherNo
    voucher: str
    month: Month
    on: date
    summary: str
    missing: Missing


def evidence(books: Books, no: EvidenceNo) -> Evidence | None:
    """Find what is attached by its number."""
    return next(iter(_listed(books, _e.no == no)), None)


def of_object(books: Books, named: str, key: object) -> list[Evidence]:
    """List what is attached to something, what was withdrawn included.

    `named` is one of the tables' `EVIDENCE_OBJECTS`.
    """
    return _listed(books, t.evidence.c[named] == key)


def last_evidence(books: Books, limit: int) -> list[Evidence]:
    """List what was attached last, the latest first."""
    own = select(_e.no).where(books.own(t.evidence))
    last = books.values(own.order_by(_e.no.desc()).limit(limit))
    return [*reversed(_listed(books, _e.no.in_(last)))]


def _listed(books: Books, *where: ColumnElement[bool]) -> list[Evidence]:
    a, h = t.attachment.c, _host.c
    file = and_(a.fund_id == _e.fund_id, a.sha256 == _e.sha256)
    host = and_(h.fund_id == _e.fund_id, h.no == _e.host_no)
    statement = (
        select(t.evidence, a.media_type, h.month, h.series, h.number.label("at"))
        .select_from(t.evidence)
        .outerjoin(t.attachment, file)
        .outerjoin(_host, host)
        .where(books.own(t.evidence), *where)
        .order_by(_e.no)
    )
    return [_evidence(row) for row in books.rows(statement)]


def _evidence(row: Any) -> Evidence:  # noqa: ANN401 - all columns of a row, and more
    fields = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    named = next(name for name in t.EVIDENCE_OBJECTS if fields[name] is not None)
    number = row.number or ""
    if row.month is not None:
        number = voucher_name(row.month, Book(row.series), row.at)
    return Evidence(
        row.no,
        named,
        str(fields[named]),
        Document(row.document),
        Original(row.original),
        row.sheets,
        row.sha256,
        row.media_type,
        row.place or "",
        number,
        row.reason or "",
        row.attached_by,
        row.on_date,
        row.withdrawn_on,
        row.withdrawn_reason or "",
    )


def own_documents(books: Books, no: VoucherNo) -> set[Document]:
    """Tell of which kinds a voucher has originals itself, as files or on paper."""
    where = (_e.voucher_no == no, _e.withdrawn_on.is_(None))
    counted = among(_e.original, COUNTED)
    rows = select(_e.document).where(books.own(t.evidence), *where, counted)
    return {Document(each) for each in books.values(rows)}


def is_settled(books: Books, month: Month) -> bool:
    """Tell whether nothing of a month's evidence changes any more: it is closed."""
    c = t.period.c
    closed = select(c.closed).where(books.own(t.period), c.key == month)
    return books.value(closed) is not False


def is_alone(
    books: Books, no: EvidenceNo, voucher_no: VoucherNo, document: Document
) -> bool:
    """Tell whether a voucher has no other original of a kind than one."""
    others = (
        books.own(t.evidence),
        _e.voucher_no == voucher_no,
        _e.no != no,
        _e.document == document,
        among(_e.original, COUNTED),
        _e.withdrawn_on.is_(None),
    )
    return books.value(select(_e.no).where(*others).limit(1)) is None


def served(books: Books, no: VoucherNo, document: Document) -> list[str]:
    """Name the vouchers that refer to another one for a paper."""
    of_voucher = and_(_v.fund_id == _e.fund_id, _v.no == _e.voucher_no)
    statement = (
        select(_v.month, _v.series, _v.number)
        .select_from(t.evidence)
        .join(t.voucher, of_voucher)
        .where(
            books.own(t.evidence),
            _e.host_no == no,
            _e.document == document,
            _e.withdrawn_on.is_(None),
        )
        .order_by(_v.no)
    )
    return [
        voucher_name(row.month, Book(row.series), row.number)
        for row in books.rows(statement)
    ]


def missing(
    books: Books,
    *,
    month: Month | None = None,
    voucher_no: VoucherNo | None = None,
    until: date | None = None,
    limit: int | None = None,
) -> list[MissingPaper]:
    """List the papers that vouchers lack: of a month, of one, or up to a day.

    What an earlier system booked has its papers there.
    """
    rules = _within(month, voucher_no, until)
    lacking = union_all(*_lacking(books, rules)).subquery()
    c = lacking.c
    statement = select(lacking).order_by(c.no, c.document).limit(limit)
    return [
        MissingPaper(
            row.no,
            voucher_name(row.month, Book.MONEY, row.number),
            row.month,
            row.on_date,
            row.summary,
            Missing(Document(row.document), row.sheets, max(row.declared, 1)),
        )
        for row in books.rows(statement)
    ]


def count_missing(books: Books, month: Month) -> int:
    """Count the papers that the vouchers of a month lack."""
    lacking = union_all(*_lacking(books, _within(month, None, None))).subquery()
    return books.value(select(func.count()).select_from(lacking)) or 0


def is_missing(books: Books, month: Month) -> bool:
    """Tell whether a month lacks anything."""
    return bool(missing(books, month=month, limit=1))


def _within(
    month: Month | None, voucher_no: VoucherNo | None, until: date | None
) -> list[ColumnElement[bool]]:
    rules: list[ColumnElement[bool]] = []
    if month is not None:
        rules.append(_v.month == month)
    if voucher_no is not None:
        rules.append(_v.no == voucher_no)
    if until is not None:
        rules.append(_v.on_date <= until)
    return rules


def _lacking(
    books: Books, rules: Sequence[ColumnElement[bool]]
) -> Iterable[Select[*tuple[Any, ...]]]:
    """Select, for each kind of paper, the vouchers that lack it."""
    imported = select(_r.seq).where(
        books.own(t.record), _r.action == Action.JOURNAL_IMPORT
    )
    of = (
        books.own(t.voucher),
        _v.series == Book.MONEY,
        among(_v.kind, NEEDING),
        _v.seq.not_in(imported),
        *rules,
    )
    for document, needing in _needing().items():
        here = _attached(books, document)
        by_receipts = document is Document.RECEIPTS
        declared = _v.attachments if by_receipts else literal(1)
        has = func.coalesce(here.c.sheets, 0)
        facts = (_v.no, _v.month, _v.number, _v.on_date, _v.summary)
        yield (
            select(
                *facts,
                literal(document.value).label("document"),
                has.label("sheets"),
                declared.label("declared"),
            )
            .select_from(t.voucher)
            .outerjoin(here, here.c.voucher_no == _v.no)
            .where(*of, among(_v.rule, needing))
            .where(func.coalesce(here.c.settled, 0) == 0)
            .where(or_(has < 1, has < declared))
        )


def _attached(books: Books, document: Document) -> Subquery:
    """Sum the sheets of a kind by voucher, and count what takes their place."""
    total = cast(func.sum(_e.sheets), Whole[int]())
    settled = func.sum(case((among(_e.original, COUNTED), 0), else_=1))
    return (
        select(_e.voucher_no, total.label("sheets"), settled.label("settled"))
        .where(
            books.own(t.evidence),
            _e.voucher_no.is_not(None),
            _e.document == document,
            _e.withdrawn_on.is_(None),
        )
        .group_by(_e.voucher_no)
        .subquery()
    )


def _needing() -> Mapping[Document, list[str]]:
    """Turn the table round: which rules need each kind of paper."""
    kinds = {document for needed in NEEDED.values() for document in needed}
    return {
        each: [rule for rule, needed in NEEDED.items() if each in needed]
        for each in sorted(kinds)
    }
