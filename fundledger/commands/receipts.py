"""Receipts 票据 as a claim hands them in: one version after another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from fundledger.domain.claims import ReceiptKind, UnknownLineError
from fundledger.domain.ids import ClaimNo, LineNo, ProjectNo, ReceiptNo, Sha256
from fundledger.domain.labels import (
    NO_CODE,
    InvoiceCode,
    ReceiptNumber,
    Seller,
    Sheets,
)
from fundledger.domain.money import Money, from_fen, to_fen, total_fen
from fundledger.domain.receipts import (
    Receipt,
    Suspicion,
    decide_duplicates,
    decide_face,
    plain_number,
)
from fundledger.errors import N_, RefusedError
from fundledger.queries import claims, costs
from fundledger.store import tables as t
from fundledger.store.writing import Writing


@dataclass(eq=False)
class NoReceiptsError(RefusedError):
    """A claim is made of receipts, each of an amount above zero."""

    amount: Money
    code = "no_receipts"
    message = N_("A claim needs receipts above zero; this one is for {amount}.")
    hint = N_("Enter each receipt with its amount.")


class NewReceipt(NamedTuple):
    """A receipt as it is handed in, against a budget line.

    `code` is the one of an older 发票; `face_amount` what an 发票 is over, where only a
    part of it is claimed.
    """

    line: LineNo
    kind: ReceiptKind
    number: ReceiptNumber
    seller: Seller
    issued_on: date
    amount: Money
    attachment_sha256: Sha256 | None = None
    code: InvoiceCode = NO_CODE
    face_amount: Money | None = None
    sheets: Sheets = 1


def claimed(receipts: Sequence[NewReceipt]) -> int:
    """Add up what receipts claim, in 分. Raises NoReceiptsError, HugeAmountError."""
    amounts = [to_fen(each.amount) for each in receipts]
    least = min(amounts, default=0)
    if least <= 0:
        raise NoReceiptsError(from_fen(least))
    return total_fen(amounts)


class NewVersion(NamedTuple):
    """Which version of which claim receipts are handed in for."""

    project_no: ProjectNo
    claim_no: ClaimNo
    version: int


def hand_in(
    write: Writing,
    new: NewVersion,
    receipts: Sequence[NewReceipt],
    *,
    submits: bool = False,
) -> None:
    """Write one version of a claim's receipts; `submits` says that it goes on at once.

    Raises UnknownLineError, FaceError, and what `decide_duplicates` raises.
    """
    lines = costs.line_kinds(write, new.project_no)
    for each in receipts:
        if each.line not in lines:
            raise UnknownLineError(each.line)
    numbered = [(ReceiptNo(write.next_no(t.receipt)), each) for each in receipts]
    handed_in = [_receipt(new.claim_no, no, each) for no, each in numbered]
    for receipt in handed_in:
        decide_face(receipt)
    flagged = _compare(write, new.claim_no, handed_in) if submits else []
    write.insert_many(t.receipt, [_row(new, no, each) for no, each in numbered])
    store_suspicions(write, new.claim_no, flagged)


def store_suspicions(
    write: Writing, claim_no: ClaimNo, flagged: Sequence[Suspicion]
) -> None:
    """Store with a claim that is handed in what looks like other receipts."""
    write.insert_many(
        t.suspicion,
        [
            {"no": write.next_no(t.suspicion), "claim_no": claim_no, **each._asdict()}
            for each in flagged
        ],
    )


def _compare(
    write: Writing, claim_no: ClaimNo, handed_in: Sequence[Receipt]
) -> list[Suspicion]:
    """Tell which receipts look like others. Raises what `decide_duplicates` raises."""
    known = claims.known_receipts(write, claim_no, handed_in)
    return decide_duplicates(handed_in, known)


def _receipt(claim_no: ClaimNo, no: ReceiptNo, each: NewReceipt) -> Receipt:
    return Receipt(
        claim_no,
        no,
        each.kind,
        each.number,
        each.seller,
        each.issued_on,
        to_fen(each.amount),
        each.attachment_sha256,
        each.code,
        None if each.face_amount is None else to_fen(each.face_amount),
    )


def _row(new: NewVersion, no: ReceiptNo, each: NewReceipt) -> dict[str, object]:
    return {
        "no": no,
        "claim_no": new.claim_no,
        "version": new.version,
        "line": each.line,
        "kind": each.kind,
        "number": each.number,
        "plain_number": plain_number(each.number),
        "seller": each.seller,
        "issued_on": each.issued_on,
        "claimed_fen": to_fen(each.amount),
        "attachment_sha256": each.attachment_sha256,
        "code": each.code,
        "face_fen": None if each.face_amount is None else to_fen(each.face_amount),
        "sheets": each.sheets,
    }
