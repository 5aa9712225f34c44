"""Spending disallowed 核减: how much of a receipt may be, and how it is booked."""

from dataclasses import dataclass
from typing import Final, NamedTuple

from fundledger.domain.ids import ReceiptNo
from fundledger.domain.journal import NothingToPostError, PostingRule
from fundledger.domain.money import Money, from_fen
from fundledger.errors import N_, RefusedError


class Disallowable(NamedTuple):
    """What a receipt of an admitted claim claimed, was admitted for, and lost, in 分.

    `refused_fen` was disallowed of what was never admitted, `disallowed_fen` of what
    had been.
    """

    receipt_no: ReceiptNo
    claimed_fen: int
    admitted_fen: int
    refused_fen: int
    disallowed_fen: int


@dataclass(eq=False)
class OverDisallowedError(RefusedError):
    """More would be disallowed than the receipt still holds."""

    receipt_no: ReceiptNo
    left: Money
    disallowed: Money
    code = "over_disallowed"
    message = N_("Receipt {receipt_no} has {left} to disallow; {disallowed} is more.")
    hint = N_("Disallow {left} or less.")


@dataclass(eq=False)
class NothingBookedError(RefusedError):
    """The reimbursement was declined: its cost has been taken back already."""

    code = "nothing_booked"
    message = N_("This reimbursement was declined; nothing of it is booked.")
    hint = N_("Nothing is left to disallow here.")


@dataclass(eq=False)
class NotAdvancedError(RefusedError):
    """What was not admitted of a reimbursement was never paid."""

    receipt_no: ReceiptNo
    code = "not_advanced"
    message = N_("Receipt {receipt_no} was not advanced: nothing of it is owed back.")
    hint = N_("Disallow it in the reimbursement that it belongs to.")


NEVER_PAID: Final = frozenset(
    {PostingRule.DISALLOWED_UNPAID, PostingRule.DISALLOWED_UNPAID_CLOSED_YEAR}
)
"""The rules for what was disallowed before it was paid, and so is not owed back."""


def decide_disallowed(
    receipt: Disallowable, asked_fen: int, *, before_booking: bool, reimburses: bool
) -> None:
    """Demand that the receipt holds so much.

    Before booking, it is what was claimed and not admitted: the money is out and must
    come back. After booking, it is what was admitted. Raises OverDisallowedError,
    NotAdvancedError, NothingToPostError.
    """
    if asked_fen <= 0:
        raise NothingToPostError(from_fen(asked_fen))
    if before_booking and reimburses:
        raise NotAdvancedError(receipt.receipt_no)
    if before_booking:
        left_fen = receipt.claimed_fen - receipt.admitted_fen - receipt.refused_fen
    else:
        left_fen = receipt.admitted_fen - receipt.disallowed_fen
    if asked_fen > left_fen:
        raise OverDisallowedError(
            receipt.receipt_no, from_fen(left_fen), from_fen(asked_fen)
        )


def disallowance_rules(
    fen: int, *, unpaid_fen: int, closed_year: bool
) -> list[tuple[PostingRule, int]]:
    """Tell how money disallowed after booking is booked, in 分.

    What was never paid is not owed: it is taken first. The rest must be recovered.
    The cost of a closed year is corrected through 以前年度净资产调整.
    """
    unpaid = min(fen, max(unpaid_fen, 0))
    if closed_year:
        rules = (
            PostingRule.DISALLOWED_UNPAID_CLOSED_YEAR,
            PostingRule.DISALLOWED_CLOSED_YEAR,
        )
    else:
        rules = (PostingRule.DISALLOWED_UNPAID, PostingRule.DISALLOWED_SAME_YEAR)
    parts = zip(rules, (unpaid, fen - unpaid), strict=True)
    return [(rule, part) for rule, part in parts if part]


def declined_rule(*, closed_year: bool) -> PostingRule:
    """Tell how the cost of a declined reimbursement is taken back."""
    if closed_year:
        return PostingRule.DISALLOWED_UNPAID_CLOSED_YEAR
    return PostingRule.REIMBURSEMENT_DECLINED
