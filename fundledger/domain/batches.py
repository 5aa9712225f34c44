"""Many vouchers at once: what was booked elsewhere, or before these books began."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from itertools import chain
from typing import Any, NamedTuple

from fundledger.domain.chart import Book, account
from fundledger.domain.ids import AccountKey, ProjectNo, SourceKey
from fundledger.domain.journal import Entry, NothingToPostError, VoucherKind
from fundledger.domain.money import from_fen
from fundledger.domain.posting_rules import PostingRule
from fundledger.domain.vouchers import SERIES
from fundledger.errors import N_, RefusedError


class BatchVoucher(NamedTuple):
    """A voucher that brings its own postings; the rule is what measures go by."""

    on: date
    summary: str
    entries: Sequence[Entry]
    rule: PostingRule = PostingRule.OPENING
    kind: VoucherKind = VoucherKind.NORMAL
    attachments: int = 0


@dataclass(eq=False)
class BatchKindError(RefusedError):
    """Corrections and closings are made by deeds of their own."""

    kind: VoucherKind
    code = "batch_kind"
    message = N_("A {kind} voucher cannot be imported.")
    hint = N_("Import donations, grants and costs only; enter this one by itself.")


class Batch:
    """Vouchers in their order; the audit record names them by their fingerprint.

    Their rows are in the record anyway: its input need not say them twice.
    """

    def __init__(self, vouchers: Sequence[BatchVoucher]) -> None:
        """Take the vouchers as they come."""
        self.vouchers = vouchers

    def __iter__(self) -> Iterator[BatchVoucher]:
        """Go through the vouchers."""
        return iter(self.vouchers)

    def __len__(self) -> int:
        """Count the vouchers."""
        return len(self.vouchers)

    @cached_property
    def columns(self) -> "Columns":
        """Give the vouchers column by column, each with how many postings it has."""
        on, summary, entries, rule, kind, attachments = zip(*self.vouchers, strict=True)
        return Columns(on, summary, list(map(len, entries)), rule, kind, attachments)

    @cached_property
    def entries(self) -> list[Entry]:
        """Give the postings in order, those of a voucher money first."""
        return list(chain.from_iterable(self.halves.entries))

    @cached_property
    def postings(self) -> "Postings":
        """Give the postings column by column."""
        return Postings(*zip(*self.entries, strict=True))

    @cached_property
    def halves(self) -> "Halves":
        """Divide each voucher by book: what goes into its 记, and into its 备."""
        debits = {entry.debit for each in self.vouchers for entry in each.entries}
        book_of = {key: account(key).book for key in debits}
        halves = Halves([], [], [], [])
        for at, voucher in enumerate(self.vouchers):
            parts = [
                (
                    series,
                    [each for each in voucher.entries if book_of[each[0]] is series],
                )
                for series in SERIES
            ]
            booked = [(series, half) for series, half in parts if half]
            for place, (series, half) in enumerate(booked):
                halves.voucher.append(at)
                halves.series.append(series)
                halves.is_beside.append(place > 0)
                halves.entries.append(half)
        return halves

    def fingerprint(self) -> dict[str, Any]:
        """Give what the audit record keeps of the request: a count and a SHA-256."""
        if not self.vouchers:
            return {"vouchers": 0, "sha256": sha256().hexdigest()}
        days = {day: day.isoformat() for day in set(self.columns.on)}
        dates = [days[day] for day in self.columns.on]
        postings = self.postings if self.entries else ()
        digest = sha256()
        for column in (dates, *self.columns[1:], *postings):
            text = json.dumps(column, ensure_ascii=False, separators=(",", ":"))
            digest.update(text.encode())
        return {"vouchers": len(self), "sha256": digest.hexdigest()}


class Halves(NamedTuple):
    """What becomes of the vouchers of a batch: one row each that is written."""

    voucher: list[int]
    """Its place in the batch."""
    series: list[Book]
    is_beside: list[bool]
    """Whether it is the 备 of the 记 before it."""
    entries: list[list[Entry]]


class Columns(NamedTuple):
    """Vouchers column by column."""

    on: Sequence[date]
    summary: Sequence[str]
    postings: Sequence[int]
    rule: Sequence[PostingRule]
    kind: Sequence[VoucherKind]
    attachments: Sequence[int]


class Postings(NamedTuple):
    """Postings column by column, as in `Entry`."""

    debit: Sequence[AccountKey]
    credit: Sequence[AccountKey]
    fen: Sequence[int]
    project_no: Sequence[ProjectNo | None]
    debit_red: Sequence[bool]
    credit_red: Sequence[bool]
    debit_source: Sequence[SourceKey | None]
    credit_source: Sequence[SourceKey | None]


def decide_batch(batch: Batch) -> None:
    """Demand vouchers with postings above zero. Raises BatchKindError.

    Raises NothingToPostError for a voucher without postings, or one of zero.
    """
    if not len(batch):
        return
    for kind in sorted(set(batch.columns.kind)):
        if kind not in (VoucherKind.NORMAL, VoucherKind.OPENING):
            raise BatchKindError(kind)
    if not all(batch.columns.postings):
        raise NothingToPostError(from_fen(0))
