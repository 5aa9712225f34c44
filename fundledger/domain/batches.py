"""Many vouchers at once: what was booked elsewhere, or before these books began."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from fundledger.domain.journal import Entry, NothingToPostError, VoucherKind
from fundledger.domain.money import from_fen
from fundledger.domain.posting_rules import PostingRule
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
    message = N_("A {kind} voucher cannot be imported.")


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

    def _asdict(self) -> dict[str, Any]:
        """Give what the audit record keeps of the asking."""
        said = [
            (on.isoformat(), summary, rule, kind, attachments, entries)
            for on, summary, entries, rule, kind, attachments in self.vouchers
        ]
        text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        return {"vouchers": len(said), "sha256": sha256(text.encode()).hexdigest()}


def decide_batch(batch: Batch) -> None:
    """Demand vouchers with postings above zero. Raises BatchKindError.

    Raises NothingToPostError for a voucher without postings, or one of zero.
    """
    for each in batch:
        if each.kind not in (VoucherKind.NORMAL, VoucherKind.OPENING):
            raise BatchKindError(each.kind)
        if not each.entries:
            raise NothingToPostError(from_fen(0))
