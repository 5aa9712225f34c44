"""Many vouchers at once: what was booked elsewhere, before these books began.

Each names its rule, and holds what that rule permits; what the year end, a release or a
gap makes is made by deeds of its own. An opening voucher brings its own postings.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from itertools import chain, repeat
from typing import Any, Final, NamedTuple

from fundledger.domain.chart import Book, account
from fundledger.domain.ids import AccountKey, ProjectNo, SourceKey
from fundledger.domain.journal import Entry, NothingToPostError, VoucherKind
from fundledger.domain.money import from_fen
from fundledger.domain.permitted import unpermitted
from fundledger.domain.posting_rules import PostingRule
from fundledger.domain.vouchers import SERIES
from fundledger.errors import N_, RefusedError

MADE_HERE: Final = frozenset(
    {
        PostingRule.RELEASE,
        PostingRule.YEAR_END_INCOME,
        PostingRule.YEAR_END_COST,
        PostingRule.YEAR_END_PRIOR_YEAR,
        PostingRule.YEAR_END_PRIOR_YEAR_RELEASE,
        PostingRule.GAP_OPENED,
        PostingRule.GAP_COVERED,
        PostingRule.CORRECTION_CLOSED_YEAR,
        PostingRule.CORRECTION_CLOSED_YEAR_CHARGED,
    }
)
"""Rules of what these books make of themselves: nobody brings that in."""


class BatchVoucher(NamedTuple):
    """A voucher that brings its own postings; the rule is what measures go by."""

    on: date
    summary: str
    entries: Sequence[Entry]
    rule: PostingRule = PostingRule.OPENING
    attachments: int = 0


@dataclass(eq=False)
class BatchRuleError(RefusedError):
    """Corrections, releases and closings are made by deeds of their own."""

    rule: PostingRule
    code = "batch_rule"
    message = N_("Vouchers of {rule} are not brought in: these books make them.")
    hint = N_("Bring in what was received, paid and spent; do this one by itself.")


@dataclass(eq=False)
class BatchPostingError(RefusedError):
    """A voucher holds what its rule does not permit."""

    voucher: int
    """Its place in the batch, from 1."""
    rule: PostingRule
    debit: AccountKey
    credit: AccountKey
    code = "batch_posting"
    message = N_(
        "Voucher {voucher} is {rule}, which does not book {debit} against {credit}."
    )
    hint = N_("Give it the rule that books so, or mend its accounts and sources.")


def kind_of(rule: PostingRule) -> VoucherKind:
    """Tell what a voucher of a rule is that comes from before these books."""
    return VoucherKind.OPENING if rule is PostingRule.OPENING else VoucherKind.NORMAL


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
        on, summary, entries, rule, attachments = zip(*self.vouchers, strict=True)
        return Columns(on, summary, list(map(len, entries)), rule, attachments)

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


class NamedBatch(Batch):
    """A batch of which only the fingerprint is kept: what one person signed.

    A past that is done again signs it by that; whoever signs last brings the vouchers.
    """

    def __init__(self, facts: dict[str, Any]) -> None:
        """Take the fingerprint as a record keeps it."""
        super().__init__(())
        self.facts = facts

    def __len__(self) -> int:
        """Count the vouchers that were signed."""
        return int(self.facts["vouchers"])

    def fingerprint(self) -> dict[str, Any]:
        """Give the fingerprint."""
        return self.facts


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
    """Demand postings above zero, each of them such as its voucher's rule permits.

    Raises NothingToPostError for a voucher without postings, BatchRuleError,
    BatchPostingError.
    """
    if not batch.vouchers:
        return
    for rule in sorted(set(batch.columns.rule) & MADE_HERE):
        raise BatchRuleError(rule)
    if not all(batch.columns.postings):
        raise NothingToPostError(from_fen(0))
    if any(map(_is_unfit, _forms(batch))):
        raise _first_unfit(batch)


_Form = tuple[
    PostingRule,
    AccountKey,
    AccountKey,
    bool,
    bool,
    SourceKey | None,
    SourceKey | None,
]


def _forms(batch: Batch) -> set[_Form]:
    """Give every form that a posting has, once: a journal has thousands of each."""
    rules = chain.from_iterable(map(repeat, batch.columns.rule, batch.columns.postings))
    of = batch.postings
    return set(
        zip(
            rules,
            *(of.debit, of.credit, of.debit_red, of.credit_red),
            *(of.debit_source, of.credit_source),
            strict=True,
        )
    )


def _is_unfit(form: _Form) -> bool:
    rule, debit, credit, debit_red, credit_red, debit_source, credit_source = form
    entry = Entry(
        debit, credit, 1, None, debit_red, credit_red, debit_source, credit_source
    )
    return bool(unpermitted(rule, kind_of(rule), [entry]))


def _first_unfit(batch: Batch) -> BatchPostingError:
    """Name the first posting that does not fit its voucher's rule."""
    return next(
        BatchPostingError(place, each.rule, entry.debit, entry.credit)
        for place, each in enumerate(batch, start=1)
        for entry in unpermitted(each.rule, kind_of(each.rule), each.entries)
    )
