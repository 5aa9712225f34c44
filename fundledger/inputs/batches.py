"""Vouchers that a deed brings in by the batch, as lines with postings of their own."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from fundledger.domain.batches import Batch, BatchVoucher
from fundledger.domain.ids import AccountKey, ProjectNo, SourceKey
from fundledger.domain.journal import Entry
from fundledger.domain.labels import Count, JournalSummary
from fundledger.domain.money import Money, to_fen
from fundledger.domain.posting_rules import PostingRule


class PostingLine(NamedTuple):
    """One posting as people give it."""

    debit: AccountKey
    credit: AccountKey
    amount: Money
    project_no: ProjectNo | None = None
    debit_red: bool = False
    credit_red: bool = False
    debit_source: SourceKey | None = None
    credit_source: SourceKey | None = None


class VoucherLine(NamedTuple):
    """One voucher as people give it."""

    date: date
    summary: JournalSummary
    postings: Sequence[PostingLine]
    rule: PostingRule = PostingRule.OPENING
    attachments: Count = 0


def batch_of(lines: Iterable[Mapping[str, Any]]) -> Batch:
    """Make a batch of lines that were read; what is left out has its default."""
    return Batch([_voucher(VoucherLine(**line)) for line in lines])


def _voucher(line: VoucherLine) -> BatchVoucher:
    return BatchVoucher(
        line.date,
        line.summary,
        [_entry(PostingLine(**_fields(each))) for each in line.postings],
        PostingRule(line.rule),
        line.attachments,
    )


def _fields(posting: Any) -> dict[str, Any]:  # noqa: ANN401 - a mapping, or a row
    return dict(posting)


def _entry(posting: PostingLine) -> Entry:
    fen = to_fen(posting.amount)
    return Entry(
        posting.debit,
        posting.credit,
        fen,
        posting.project_no,
        posting.debit_red,
        posting.credit_red,
        posting.debit_source,
        posting.credit_source,
    )
