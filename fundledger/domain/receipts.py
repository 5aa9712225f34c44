"""Receipts 票据 seen before: true duplicates are refused, likely ones are flagged."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from fundledger.domain.claims import ReceiptKind
from fundledger.domain.ids import ClaimNo, ReceiptNo, Sha256
from fundledger.domain.money import Money, from_fen
from fundledger.errors import N_, RefusedError


class Receipt(NamedTuple):
    """What one receipt says, and the fingerprint of its picture."""

    claim_no: ClaimNo
    receipt_no: ReceiptNo
    kind: ReceiptKind
    number: str
    seller: str
    issued_on: date
    fen: int
    sha256: Sha256 | None = None


class Suspicion(NamedTuple):
    """Two receipts that look like one; a person decides."""

    receipt_no: ReceiptNo
    earlier_no: ReceiptNo


@dataclass(eq=False)
class DuplicateReceiptError(RefusedError):
    """The receipt was handed in before."""

    number: str
    amount: Money
    claim_no: ClaimNo
    receipt_no: ReceiptNo
    code = "duplicate_receipt"
    message = N_(
        "Receipt {number} over {amount} was handed in before, in claim {claim_no}."
    )
    hint = N_("Take the receipt out, or look at claim {claim_no}.")


def decide_duplicates(
    handed_in: Iterable[Receipt], known: Iterable[Receipt]
) -> list[Suspicion]:
    """Refuse receipts that were handed in before, and list those that may have been.

    `known` are the receipts of other claims that were not rejected. Raises
    DuplicateReceiptError for the same kind and number anywhere, and for the same
    file in another claim. Flagged are the same seller, day and amount, and the same
    file within a claim, where one picture may show several receipts.
    """
    seen = list(known)
    flagged: list[Suspicion] = []
    for receipt in handed_in:
        for earlier in seen:
            if _is_same(receipt, earlier):
                raise DuplicateReceiptError(
                    receipt.number,
                    from_fen(receipt.fen),
                    earlier.claim_no,
                    earlier.receipt_no,
                )
            if _looks_same(receipt, earlier):
                flagged.append(Suspicion(receipt.receipt_no, earlier.receipt_no))
        seen.append(receipt)
    return flagged


def plain(text: str) -> str:
    """Write a number or a name without its width, case and spaces."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _is_same(one: Receipt, other: Receipt) -> bool:
    number = plain(one.number)
    same_number = bool(number) and number == plain(other.number)
    same_file = one.sha256 is not None and one.sha256 == other.sha256
    return (same_number and one.kind is other.kind) or (
        same_file and one.claim_no != other.claim_no
    )


def _looks_same(one: Receipt, other: Receipt) -> bool:
    same_file = one.sha256 is not None and one.sha256 == other.sha256
    seller = plain(one.seller)
    identity = (seller, one.issued_on, one.fen)
    return same_file or (
        bool(seller) and identity == (plain(other.seller), other.issued_on, other.fen)
    )
