"""Receipts 票据 seen before: an 发票 is used up once, what looks the same is flagged.

An 发票 has one identity across projects and years: its code and its number, or the 20
digits of one without paper 数电票. It is used up to its amount (98号 §51(四)): whoever
claims a part of it says what it is over. Every other likeness is a suspicion, which a
person dismisses with a reason.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from fundledger.domain.claims import ReceiptKind
from fundledger.domain.ids import ClaimNo, ReceiptNo, Sha256
from fundledger.domain.money import Money, from_fen
from fundledger.errors import N_, RefusedError


class Ground(StrEnum):
    """Why two receipts look like one."""

    SPLIT = "split"
    """分割: another part of the same 发票; the accountant agrees by dismissing it."""
    SAME_NUMBER = "same_number"
    SAME_FILE = "same_file"
    SAME_PAYMENT = "same_payment"
    """The same seller, day and amount."""


class Receipt(NamedTuple):
    """What one receipt says, and the fingerprint of its picture; in 分.

    `face_fen` is what an 发票 is over, where `fen` is a part of it; of what was decided
    before, `fen` is what was admitted.
    """

    claim_no: ClaimNo
    receipt_no: ReceiptNo
    kind: ReceiptKind
    number: str
    seller: str
    issued_on: date
    fen: int
    sha256: Sha256 | None = None
    code: str = ""
    face_fen: int | None = None

    @property
    def over(self) -> int:
        """What the paper itself is over, in 分."""
        return self.fen if self.face_fen is None else self.face_fen


class Suspicion(NamedTuple):
    """Two receipts that look like one; a person decides."""

    receipt_no: ReceiptNo
    earlier_no: ReceiptNo
    ground: Ground


@dataclass(eq=False)
class DuplicateReceiptError(RefusedError):
    """The 发票 was handed in before, and nothing says that this is another part."""

    number: str
    amount: Money
    claim_no: ClaimNo
    receipt_no: ReceiptNo
    code = "duplicate_receipt"
    message = N_(
        "Receipt {number} over {amount} was handed in before, in claim {claim_no}."
    )
    hint = N_(
        "Take the receipt out, or look at claim {claim_no}. Where each is a part of one"
        " 发票, say in both what it is over."
    )


@dataclass(eq=False)
class InvoiceFaceError(RefusedError):
    """Two parts of one 发票 say different things of what it is over."""

    number: str
    stated: Money
    known: Money
    claim_no: ClaimNo
    code = "invoice_face"
    message = N_(
        "发票 {number} is over {known} by claim {claim_no}, not over {stated}."
    )
    hint = N_("Look at the 发票 itself, and have the wrong claim mended.")


@dataclass(eq=False)
class InvoiceUsedUpError(RefusedError):
    """More is claimed of an 发票 than it is over."""

    number: str
    face: Money
    left: Money
    claimed: Money
    code = "invoice_used_up"
    message = N_(
        "发票 {number} is over {face} and has {left} left; this claims {claimed}."
    )
    hint = N_("Claim what is left of it.")


@dataclass(eq=False)
class FaceError(RefusedError):
    """Only a part of an 发票 says what the whole is over."""

    number: str
    face: Money
    claimed: Money
    code = "receipt_face"
    message = N_(
        "Receipt {number} claims {claimed}: that is no part of {face}, or no 发票."
    )
    hint = N_("Give what it is over for a part of an 发票 only, and leave it out else.")


@dataclass(eq=False)
class SuspicionOpenError(RefusedError):
    """What looks like a receipt handed in before is admitted, and nobody said why."""

    receipts: tuple[ReceiptNo, ...]
    code = "suspicion_open"
    message = N_("Receipts {receipts} look like others that were handed in before.")
    hint = N_(
        "Compare them, and dismiss the suspicion with a reason; or admit nothing."
    )


@dataclass(eq=False)
class NothingSuspiciousError(RefusedError):
    """There is nothing to dismiss."""

    code = "nothing_suspicious"
    message = N_("No suspicion of this claim is left to dismiss.")
    hint = N_("Look at the claim: everything may have been dismissed already.")


def decide_duplicates(
    handed_in: Iterable[Receipt], known: Iterable[Receipt]
) -> list[Suspicion]:
    """Hold 发票 to what they are over, and list what may have been handed in before.

    `known` are the receipts of other claims that were not rejected. Raises
    DuplicateReceiptError, InvoiceFaceError, InvoiceUsedUpError.
    """
    seen = list(known)
    flagged: list[Suspicion] = []
    for receipt in handed_in:
        _decide_use(receipt, [each for each in seen if is_same(receipt, each)])
        flagged += [
            Suspicion(receipt.receipt_no, earlier.receipt_no, ground)
            for earlier in seen
            for ground in _grounds(receipt, earlier)
        ]
        seen.append(receipt)
    return flagged


def _decide_use(receipt: Receipt, earlier: Sequence[Receipt]) -> None:
    """Demand that a part of an 发票 says so, and is still there."""
    for each in earlier:
        if receipt.face_fen is None:
            amount = from_fen(receipt.fen)
            facts = (receipt.number, amount, each.claim_no, each.receipt_no)
            raise DuplicateReceiptError(*facts)
        if each.over != receipt.over:
            stated, known = from_fen(receipt.over), from_fen(each.over)
            raise InvoiceFaceError(receipt.number, stated, known, each.claim_no)
    left_fen = receipt.over - sum(each.fen for each in earlier)
    if receipt.fen > left_fen:
        raise InvoiceUsedUpError(
            receipt.number,
            from_fen(receipt.over),
            from_fen(max(left_fen, 0)),
            from_fen(receipt.fen),
        )


def decide_face(receipt: Receipt) -> None:
    """Let only a part of an 发票 say what it is over. Raises FaceError."""
    face_fen, is_invoice = receipt.face_fen, receipt.kind is ReceiptKind.INVOICE
    if face_fen is not None and not (is_invoice and receipt.fen < face_fen):
        raise FaceError(receipt.number, from_fen(face_fen), from_fen(receipt.fen))


def is_same(one: Receipt, other: Receipt) -> bool:
    """Tell whether two receipts are one 发票: by code and number."""
    both = one.kind is ReceiptKind.INVOICE and other.kind is ReceiptKind.INVOICE
    same_code = plain_number(one.code) == plain_number(other.code)
    return both and same_code and _same_number(one, other)


def _grounds(one: Receipt, other: Receipt) -> Iterator[Ground]:
    """Tell in what two receipts are alike."""
    if is_same(one, other):
        yield Ground.SPLIT
        return
    codes = plain_number(one.code), plain_number(other.code)
    if one.kind is other.kind and _same_number(one, other) and not all(codes):
        yield Ground.SAME_NUMBER
    if one.sha256 is not None and one.sha256 == other.sha256:
        yield Ground.SAME_FILE
    seller = plain(one.seller)
    payment = (seller, one.issued_on, one.over)
    if seller and payment == (plain(other.seller), other.issued_on, other.over):
        yield Ground.SAME_PAYMENT


def _same_number(one: Receipt, other: Receipt) -> bool:
    number = plain_number(one.number)
    return bool(number) and number == plain_number(other.number)


def plain(text: str) -> str:
    """Write a name without its width, case and spaces."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def plain_number(text: str) -> str:
    """Write a number without its width, case, spaces and hyphens."""
    return "".join(c for c in plain(text) if unicodedata.category(c) != "Pd")


def decide_suspicions(
    admitted: Iterable[ReceiptNo], open_receipts: Iterable[ReceiptNo]
) -> None:
    """Demand that nothing suspicious is admitted. Raises SuspicionOpenError."""
    suspicious = tuple(sorted({*admitted} & {*open_receipts}))
    if suspicious:
        raise SuspicionOpenError(suspicious)


def require_suspicion(waiting: int) -> None:
    """Demand that something is left to dismiss. Raises NothingSuspiciousError."""
    if not waiting:
        raise NothingSuspiciousError
