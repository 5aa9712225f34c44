"""How a deed is confirmed: by which function key, and by typing what.

A function key passes an input method. What cannot be taken back, and what pays money
out, is typed as well; everything else is one key once the preview was seen to its end.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from fundledger.errors import N_
from fundledger.tui.kit.actions import Act


class Gesture(StrEnum):
    """What a function key means on every screen."""

    DO = "f4"
    APPROVE = "f6"
    RETURN = "f7"
    PAY = "f8"

    @property
    def shown(self) -> str:
        """Give the key as people read it."""
        return self.value.upper()


NAMES: Final[Mapping[Gesture, str]] = MappingProxyType(
    {
        Gesture.DO: N_("Deeds …"),
        Gesture.APPROVE: N_("Approve"),
        Gesture.RETURN: N_("Return"),
        Gesture.PAY: N_("Pay"),
    }
)

_APPROVE: Final[tuple[str, ...]] = (
    "recommend_application",
    "review_application",
    "approve_project",
    "establish_project",
    "establish_supplement",
    "dismiss_objection",
    "sign_application",
    "check_disbursement",
    "approve_disbursement",
    "agree_to_disbursement",
    "redirect_disbursement",
    "acknowledge_disbursement",
    "admit_claim",
    "close_project",
    "verify_payee",
    "prepare_voucher",
    "countersign_voucher",
    "review_voucher",
    "post_voucher",
    "endorse_voucher",
    "prepare_vouchers",
    "countersign_vouchers",
    "review_vouchers",
    "post_vouchers",
    "endorse_vouchers",
    "adopt_rules",
    "decide_money_return",
    "accept_handover",
    "witness_handover",
)
_RETURN: Final[tuple[str, ...]] = (
    "return_application",
    "reject_application",
    "withdraw_application",
    "refuse_final_report",
    "uphold_objection",
    "return_disbursement",
    "decline_disbursement",
    "return_claim",
    "reject_claim",
    "cancel_handover",
    "withdraw_cosignature",
    "return_cosignature",
)
_PAY: Final[tuple[str, ...]] = (
    "pay_disbursement",
    "pay_bank_fee",
    "pay_admin_cost",
    "pay_money_return",
    "send_back_unidentified",
)

GESTURES: Final[Mapping[str, Gesture]] = MappingProxyType(
    {
        deed: gesture
        for gesture, deeds in (
            (Gesture.APPROVE, _APPROVE),
            (Gesture.RETURN, _RETURN),
            (Gesture.PAY, _PAY),
        )
        for deed in deeds
    }
)
"""By deed; every other one is done by F4."""

IRREVERSIBLE: Final = frozenset(
    {
        "approve_project",
        "establish_project",
        "close_project",
        "close_month",
        "close_year",
        "write_off_recovery",
    }
)
"""Deeds that ask for the last digits of the code of what they end."""

PAYS_OUT: Final = frozenset(_PAY)
"""Deeds by which money leaves: asked for amount and account, above a setting."""


def gesture_of(deed: str) -> Gesture:
    """Tell by which key a deed is confirmed."""
    return GESTURES.get(deed, Gesture.DO)


def key_of(deed: str, *, cosigns: bool) -> Gesture:
    """Tell by which key a deed is confirmed, or signed beside the first of two."""
    return Gesture.APPROVE if cosigns else gesture_of(deed)


def is_of(own: Gesture, key: Gesture) -> bool:
    """Tell whether a key offers a deed with a key of its own: F4 offers every one."""
    return key in (Gesture.DO, own)


def with_own_key(acts: Iterable[Act], own: Gesture, label: str) -> list[Act]:
    """Leave of the function keys only a deed's own, called by what it does here."""
    return [
        each._replace(label=label, rank=1) if each.keys == own else each
        for each in acts
        if each.keys == own or each.keys not in set(Gesture)
    ]
