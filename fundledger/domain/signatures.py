"""Signatures of a voucher 签章: five parts, who signs each, and what goes together.

《会计法》 art. 25 and 《会计基础工作规范》 §51(一) keep these duties apart. A voucher
is made by rule and counts in the books at once; its month is closed only when every
part that it needs is signed. Budget vouchers 备 are signed by nobody.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from fundledger.domain.actions import Action
from fundledger.domain.ids import Login, VoucherNo
from fundledger.domain.people import Role
from fundledger.errors import N_, RefusedError


class SignaturePart(StrEnum):
    """A signature that a voucher of the money book needs, in the order of the print."""

    CHIEF = "chief"
    """会计主管."""
    POSTED = "posted"
    """记账."""
    CASHIER = "cashier"
    """出纳: where a line of the voucher is a bank account's."""
    REVIEWED = "reviewed"
    """复核."""
    PREPARED = "prepared"
    """制单."""


class PartRule(NamedTuple):
    """By which deeds a part is signed, and after which other parts."""

    action: Action
    deeds: tuple[str, str]
    """Of one voucher, and of all up to a day."""
    after: tuple[SignaturePart, ...] = ()


def _rule(action: Action, verb: str, *after: SignaturePart) -> PartRule:
    return PartRule(action, (f"{verb}_voucher", f"{verb}_vouchers"), after)


_PREPARED: Final = SignaturePart.PREPARED
_REVIEWED: Final = SignaturePart.REVIEWED

PARTS: Final[Mapping[SignaturePart, PartRule]] = MappingProxyType(
    {
        _PREPARED: _rule(Action.VOUCHER_PREPARE, "prepare"),
        SignaturePart.CASHIER: _rule(Action.VOUCHER_COUNTERSIGN, "countersign"),
        _REVIEWED: _rule(Action.VOUCHER_REVIEW, "review", _PREPARED),
        SignaturePart.POSTED: _rule(Action.VOUCHER_POST, "post", _PREPARED, _REVIEWED),
        SignaturePart.CHIEF: _rule(
            Action.VOUCHER_ENDORSE, "endorse", _PREPARED, _REVIEWED
        ),
    }
)
"""The parts in the order in which a voucher meets them; who may, is in `PERMITS`.

What the supervisor signs as one of two is reviewed by that, even before 制单.
"""

PART_OF: Final[Mapping[Action, SignaturePart]] = MappingProxyType(
    {rule.action: part for part, rule in PARTS.items()}
)

TOGETHER: Final = frozenset(
    {
        frozenset({SignaturePart.PREPARED, SignaturePart.POSTED}),
        frozenset({SignaturePart.REVIEWED, SignaturePart.CHIEF}),
    }
)
"""The parts that one person may sign on one voucher."""


@dataclass(eq=False)
class PartSignedError(RefusedError):
    """Each part of a voucher is signed once."""

    voucher: str
    part: SignaturePart
    by: Login
    code = "part_signed"
    message = N_("{by} has signed voucher {voucher} as {part} already.")
    hint = N_("A signature stays; a wrong voucher is corrected in red and blue.")


@dataclass(eq=False)
class PartNotNeededError(RefusedError):
    """The cashier signs what moves a bank account."""

    voucher: str
    part: SignaturePart
    code = "part_not_needed"
    message = N_("Voucher {voucher} moves no bank account: {part} is not needed.")
    hint = N_("Sign the vouchers that the queue of this part lists.")


@dataclass(eq=False)
class PartTooEarlyError(RefusedError):
    """Another part is signed first."""

    voucher: str
    part: SignaturePart
    first: SignaturePart
    code = "part_too_early"
    message = N_("Voucher {voucher} is not signed as {first} yet.")
    hint = N_("Let it be signed as {first} first, then as {part}.")


@dataclass(eq=False)
class OtherPartError(RefusedError):
    """Two parts of a voucher are two people."""

    actor: Login
    part: SignaturePart
    other: SignaturePart
    code = "other_part"
    message = N_("{actor} has signed this voucher as {other}, and so not as {part}.")
    hint = N_("Let somebody else sign this part.")


@dataclass(eq=False)
class OwnVoucherError(RefusedError):
    """Whoever did or approved what a voucher books does not review it."""

    actor: Login
    code = "own_voucher"
    message = N_("{actor} did or approved what this voucher books: others review it.")
    hint = N_("Let an accountant or a supervisor review it who did neither.")


class Signing(NamedTuple):
    """A voucher as its signatures are judged by."""

    no: VoucherNo
    name: str
    signed: Mapping[SignaturePart, Login]
    moves_bank: bool
    """Whether a line of it is a bank account's."""
    makers: Collection[Login] = ()
    """Who did its deed, and who approved that."""


def needed(*, moves_bank: bool) -> tuple[SignaturePart, ...]:
    """List the parts that a voucher needs, in the order of the print."""
    return tuple(
        part
        for part in SignaturePart
        if moves_bank or part is not SignaturePart.CASHIER
    )


def missing(
    signed: Collection[SignaturePart], *, moves_bank: bool
) -> tuple[SignaturePart, ...]:
    """List the parts that nobody has signed yet."""
    return tuple(part for part in needed(moves_bank=moves_bank) if part not in signed)


def signed_at_once(role: Role | None, *, moves_bank: bool) -> tuple[SignaturePart, ...]:
    """Tell what whoever does a deed signs on its voucher by doing it.

    An accountant prepares it, a cashier signs for the bank account; what anybody else
    did waits for an accountant.
    """
    if role is Role.ACCOUNTANT:
        return (SignaturePart.PREPARED,)
    return (SignaturePart.CASHIER,) if role is Role.CASHIER and moves_bank else ()


def decide_voucher_part(part: SignaturePart, actor: Login, of: Signing) -> None:
    """Decide whether somebody signs a part of a voucher.

    Raises PartSignedError, PartNotNeededError, PartTooEarlyError, OtherPartError,
    OwnVoucherError.
    """
    if part in of.signed:
        raise PartSignedError(of.name, part, of.signed[part])
    if part not in needed(moves_bank=of.moves_bank):
        raise PartNotNeededError(of.name, part)
    for first in PARTS[part].after:
        if first not in of.signed:
            raise PartTooEarlyError(of.name, part, first)
    decide_apart(part, actor, of.signed)
    if part is SignaturePart.REVIEWED and actor in of.makers:
        raise OwnVoucherError(actor)


def decide_apart(
    part: SignaturePart, actor: Login, signed: Mapping[SignaturePart, Login]
) -> None:
    """Demand that who signed another part may sign this one. Raises OtherPartError."""
    for other, login in signed.items():
        if login == actor and frozenset({part, other}) not in TOGETHER:
            raise OtherPartError(actor, part, other)
