"""Receipts 票据 as a claim hands them in: one version after another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from fundledger.domain.claims import ReceiptKind, UnknownLineError
from fundledger.domain.ids import ClaimNo, LineNo, ProjectNo, Sha256
from fundledger.domain.money import Money, from_fen, to_fen
from fundledger.domain.receipts import plain
from fundledger.errors import N_, RefusedError
from fundledger.queries import costs
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
    """A receipt as it is handed in, against a budget line."""

    line: LineNo
    kind: ReceiptKind
    number: str
    seller: str
    issued_on: date
    amount: Money
    attachment_sha256: Sha256 | None = None


def claimed(receipts: Sequence[NewReceipt]) -> int:
    """Add up what receipts claim, in 分. Raises NoReceiptsError."""
    amounts = [to_fen(each.amount) for each in receipts]
    least = min(amounts, default=0)
    if least <= 0:
        raise NoReceiptsError(from_fen(least))
    return sum(amounts)


def hand_in(
    write: Writing,
    project_no: ProjectNo,
    claim_no: ClaimNo,
    version: int,
    receipts: Sequence[NewReceipt],
) -> None:
    """Write one version of a claim's receipts. Raises UnknownLineError."""
    lines = costs.line_kinds(write, project_no)
    for each in receipts:
        if each.line not in lines:
            raise UnknownLineError(each.line)
    write.insert_many(
        t.receipt,
        [
            {
                "no": write.next_no(t.receipt),
                "claim_no": claim_no,
                "version": version,
                "line": each.line,
                "kind": each.kind,
                "number": each.number,
                "plain_number": plain(each.number),
                "seller": each.seller,
                "issued_on": each.issued_on,
                "claimed_fen": to_fen(each.amount),
                "attachment_sha256": each.attachment_sha256,
            }
            for each in receipts
        ],
    )
