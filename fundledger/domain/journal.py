"""How a deed becomes postings, how they read as lines, and how they are corrected.

A posting 分录 is one debit, one credit and an amount above zero, so nothing unbalanced
can be said. The rules are a table, in `fundledger.domain.posting_rules`; year-end
entries are made in `fundledger.domain.year_end`.

Red 红字 (《会计基础工作规范》 §51): a red debit prints as a negative credit of its
account, a red credit as a negative debit. Balances do not see the colour, turnovers do.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from fundledger.domain.chart import (
    B_FREE,
    B_PAYMENT,
    B_UNCOVERED,
    PAYABLE,
    ByProject,
    Side,
    account,
)
from fundledger.domain.ids import AccountKey, ProjectNo
from fundledger.domain.money import Money, from_fen
from fundledger.domain.posting_rules import (
    RULES,
    SLOT_ACCOUNTS,
    AccountOrSlot,
    Leg,
    PostingRule,
    Slot,
    places,
)
from fundledger.errors import N_, RefusedError

__all__ = [
    "RULES",
    "Entry",
    "InsufficientError",
    "Left",
    "Leg",
    "LineView",
    "NothingToPostError",
    "OtherAccountsError",
    "PayableUncoveredError",
    "PostingRule",
    "ProjectNeededError",
    "Slot",
    "SlotError",
    "VoucherKind",
    "entries",
    "left_after",
    "level_gap",
    "lines",
    "red_copy",
    "red_difference",
    "require_cover",
]


class VoucherKind(StrEnum):
    """What a voucher is: ordinary, a red or blue correction, opening or closing."""

    NORMAL = "normal"
    RED = "red"
    BLUE = "blue"
    OPENING = "opening"
    CLOSING = "closing"


class Entry(NamedTuple):
    """One posting: 分 from a credited account to a debited one, and its red marks."""

    debit: AccountKey
    credit: AccountKey
    fen: int
    project_no: ProjectNo | None
    debit_red: bool = False
    credit_red: bool = False


class LineView(NamedTuple):
    """A posting seen from one of its accounts: its 借方 or 贷方 amount in 分."""

    account: AccountKey
    project_no: ProjectNo | None
    debit_fen: int
    credit_fen: int


Left = Callable[[AccountKey, ProjectNo | None], int]
"""What an account has left, in 分 on its own side, for a project where it has one."""


@dataclass(eq=False)
class NothingToPostError(RefusedError):
    """A posting needs an amount above zero."""

    amount: Money
    code = "nothing_to_post"
    message = N_("There is nothing to post: the amount is {amount}.")
    hint = N_("Give an amount above zero.")


@dataclass(eq=False)
class SlotError(RefusedError):
    """A slot of the rule is not filled, or with an account it may not hold."""

    rule: PostingRule
    slot: Slot
    account: AccountKey | None
    code = "posting_slot"
    message = N_("{rule} cannot be posted with {account} as {slot}.")
    hint = N_("Choose an account that this rule takes.")


@dataclass(eq=False)
class ProjectNeededError(RefusedError):
    """The posting is kept by project, and no project is named."""

    rule: PostingRule
    code = "project_needed"
    message = N_("{rule} is kept by project: name the project.")
    hint = N_("Name the project that the money is for.")


@dataclass(eq=False)
class InsufficientError(RefusedError):
    """An account has less than the posting takes from it."""

    account: AccountKey
    project_no: ProjectNo | None
    left: Money
    taken: Money
    code = "insufficient_funds"
    message = N_("{account} has {left} left; this takes {taken}.")
    hint = N_("Take {left} or less, or see first that the account gets more.")


@dataclass(eq=False)
class PayableUncoveredError(RefusedError):
    """What is owed to a community would exceed what is approved for payment to it."""

    project_no: ProjectNo
    payable: Money
    payment: Money
    code = "payable_uncovered"
    message = N_("{payable} would be owed, with {payment} approved for payment.")
    hint = N_("Pay or decline what is owed as a reimbursement first.")


@dataclass(eq=False)
class OtherAccountsError(RefusedError):
    """A difference voucher may only change amounts."""

    code = "other_accounts"
    message = N_("A difference voucher corrects amounts, not accounts or projects.")
    hint = N_("Correct it by a red and a blue voucher.")


def entries(
    rule: PostingRule,
    fen: int,
    *,
    project_no: ProjectNo | None = None,
    accounts: Mapping[Slot, AccountKey],
    left: Left,
) -> list[Entry]:
    """Apply a rule to an amount in 分.

    `left` tells what an account has; an account with a floor never gives more
    (InsufficientError), a waterfall goes on to its next account instead. Legs of zero
    are dropped. Raises NothingToPostError, SlotError and ProjectNeededError for a deed
    that says too little, and PayableUncoveredError (check R4).
    """
    if fen <= 0:
        raise NothingToPostError(from_fen(fen))
    posted: list[Entry] = []
    for leg in RULES[rule]:
        debits = _places(rule, leg.debit, accounts)
        credits_ = _places(rule, leg.credit, accounts)
        _require_project(rule, (*debits, *credits_), project_no)
        posted += _fill(leg, debits, credits_, fen, project_no, left)
    require_cover(posted, left)
    return posted


def _places(
    rule: PostingRule,
    side: AccountOrSlot | tuple[AccountOrSlot, ...],
    accounts: Mapping[Slot, AccountKey],
) -> list[AccountKey]:
    return [
        _filled(rule, place, accounts.get(place)) if isinstance(place, Slot) else place
        for place in places(side)
    ]


def _filled(rule: PostingRule, slot: Slot, key: AccountKey | None) -> AccountKey:
    """Check what fills a slot."""
    if key is None:
        raise SlotError(rule, slot, None)
    chosen = account(key)
    if not chosen.postable or not {key, chosen.control} & SLOT_ACCOUNTS[slot]:
        raise SlotError(rule, slot, key)
    return key


def _require_project(
    rule: PostingRule, keys: Iterable[AccountKey], project_no: ProjectNo | None
) -> None:
    if project_no is None and any(
        account(key).by_project is ByProject.YES for key in keys
    ):
        raise ProjectNeededError(rule)


def _fill(
    leg: Leg,
    debits: Sequence[AccountKey],
    credits_: Sequence[AccountKey],
    fen: int,
    project_no: ProjectNo | None,
    left: Left,
) -> list[Entry]:
    """Pair what each side gives, in order, into postings."""
    giving = _shares(debits, Side.DEBIT, fen, project_no, left)
    taking = _shares(credits_, Side.CREDIT, fen, project_no, left)
    posted: list[Entry] = []
    for debit, given in giving.items():
        rest = given
        for credit in taking:
            part = min(rest, taking[credit])
            rest -= part
            taking[credit] -= part
            if part:
                project = _project_of((debit, credit), project_no)
                posted.append(
                    Entry(debit, credit, part, project, leg.debit_red, leg.credit_red)
                )
    return posted


def _shares(
    keys: Sequence[AccountKey],
    side: Side,
    fen: int,
    project_no: ProjectNo | None,
    left: Left,
) -> dict[AccountKey, int]:
    """Share an amount over accounts in order, none below its floor."""
    shares: dict[AccountKey, int] = {}
    rest = fen
    for key in keys:
        bottomless = account(key).side is side or not account(key).floor
        room = rest if bottomless else left(key, _project_of((key,), project_no))
        shares[key] = min(rest, max(room, 0))
        rest -= shares[key]
    if rest:
        project = _project_of(keys[:1], project_no)
        raise InsufficientError(keys[0], project, from_fen(fen - rest), from_fen(fen))
    return shares


def _project_of(
    keys: Iterable[AccountKey], project_no: ProjectNo | None
) -> ProjectNo | None:
    """Keep the project only where an account is kept, or may be kept, by project."""
    if project_no is None:
        return None
    by_project = any(account(key).by_project is not ByProject.NO for key in keys)
    return project_no if by_project else None


def require_cover(posted: Sequence[Entry], left: Left) -> None:
    """Demand that each project's payable stays within what is approved for payment.

    `entries` asks this of every rule; a deed that posts a red copy asks it itself.
    Raises PayableUncoveredError (check R4).
    """
    owed = [
        entry.project_no
        for entry in posted
        if entry.project_no is not None and not _COVERED.isdisjoint(entry[:2])
    ]
    if not owed:
        return
    after = left_after(left, posted)
    for project_no in owed:
        payable = after(PAYABLE, project_no)
        payment = after(B_PAYMENT, project_no)
        if payable > payment:
            raise PayableUncoveredError(
                project_no, from_fen(payable), from_fen(payment)
            )


_COVERED: Final = frozenset({PAYABLE, B_PAYMENT})


def left_after(left: Left, posted: Iterable[Entry]) -> Left:
    """Tell what accounts have left once these postings are made too.

    For a deed that applies several rules, one after another.
    """
    moved: dict[tuple[AccountKey, ProjectNo | None], int] = {}
    for entry in posted:
        for key, side in ((entry.debit, Side.DEBIT), (entry.credit, Side.CREDIT)):
            place = (key, _project_of((key,), entry.project_no))
            sign = 1 if account(key).side is side else -1
            moved[place] = moved.get(place, 0) + sign * entry.fen

    def after(key: AccountKey, project_no: ProjectNo | None) -> int:
        return left(key, project_no) + moved.get((key, project_no), 0)

    return after


def lines(entry: Entry) -> tuple[LineView, LineView]:
    """See a posting from its two accounts, red amounts as negatives on the own side.

    A red debit was a credit once, so it prints in the credit column, below zero.
    """
    fen, project_no = entry.fen, entry.project_no
    debit = (0, -fen) if entry.debit_red else (fen, 0)
    credit = (-fen, 0) if entry.credit_red else (0, fen)
    return (
        LineView(entry.debit, project_no, *debit),
        LineView(entry.credit, project_no, *credit),
    )


def red_copy(booked: Iterable[Entry]) -> list[Entry]:
    """Annul postings in red 红字冲销: accounts swapped, each mark turned over.

    Balances and turnovers are then as if the postings had never been made. The deed
    also asks `require_cover`, and posts what `level_gap` tells.
    """
    return [
        Entry(
            debit=entry.credit,
            credit=entry.debit,
            fen=entry.fen,
            project_no=entry.project_no,
            debit_red=not entry.credit_red,
            credit_red=not entry.debit_red,
        )
        for entry in booked
    ]


def level_gap(left: Left) -> tuple[PostingRule, int] | None:
    """Tell the rule and the 分 by which free budget and gap are levelled, if any.

    A red copy gives back what the voucher took then, though since then the gap may
    have been covered, or the free budget used. `left` is what is left after the copy.
    Afterwards one of the two is zero and neither is below.
    """
    free, gap = left(B_FREE, None), left(B_UNCOVERED, None)
    missing = max(free - gap, 0) - free
    if missing > 0:
        return PostingRule.GAP_OPENED, missing
    return (PostingRule.GAP_COVERED, -missing) if missing else None


def red_difference(booked: Sequence[Entry], right: Sequence[Entry]) -> list[Entry]:
    """Correct amounts by their differences 差额调整: too high in red, too low in blue.

    《会计基础工作规范》 §51 allows it when only amounts are wrong: raises
    OtherAccountsError when an account, project or mark differs, NothingToPostError
    when no amount does.
    """
    if [entry._replace(fen=0) for entry in booked] != [
        entry._replace(fen=0) for entry in right
    ]:
        raise OtherAccountsError
    differences = list(_differences(booked, right))
    if not differences:
        raise NothingToPostError(from_fen(0))
    return differences


def _differences(booked: Sequence[Entry], right: Sequence[Entry]) -> Iterator[Entry]:
    for old, new in zip(booked, right, strict=True):
        if new.fen > old.fen:
            yield old._replace(fen=new.fen - old.fen)
        elif new.fen < old.fen:
            yield from red_copy([old._replace(fen=old.fen - new.fen)])
