"""How a deed becomes postings.

A posting 分录 is one debit, one credit and an amount above zero, so nothing unbalanced
can be said. The rules are a table, in `fundledger.domain.posting_rules`; year-end
entries are made in `fundledger.domain.year_end`, corrections in
`fundledger.domain.red`, which also tells how postings read as lines.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from fundledger.domain.chart import (
    B_PAYMENT,
    B_UNCOVERED,
    PAYABLE,
    ByProject,
    Side,
    account,
    leaf_for,
)
from fundledger.domain.ids import AccountKey, ProjectNo, SourceKey
from fundledger.domain.money import Money, from_fen
from fundledger.domain.posting_rules import (
    RULES,
    SLOT_ACCOUNTS,
    AccountOrSlot,
    Leg,
    PostingRule,
    Slot,
    Whose,
    places,
)
from fundledger.domain.sources import Source
from fundledger.errors import N_, RefusedError

__all__ = [
    "RULES",
    "Entry",
    "InsufficientError",
    "Left",
    "Leg",
    "NothingToPostError",
    "PayableUncoveredError",
    "Place",
    "Posting",
    "PostingRule",
    "ProjectNeededError",
    "Slot",
    "SlotError",
    "SourceNeededError",
    "VoucherKind",
    "entries",
    "left_after",
    "require_cover",
    "sides",
]


class VoucherKind(StrEnum):
    """What a voucher is: ordinary, a correction, opening, a release, closing."""

    NORMAL = "normal"
    RED = "red"
    BLUE = "blue"
    OPENING = "opening"
    RELEASE = "release"
    CLOSING = "closing"


class Entry(NamedTuple):
    """One posting: 分 from a credited account to a debited one, and its red marks.

    Either side names its source of funds where the account is kept by source.
    """

    debit: AccountKey
    credit: AccountKey
    fen: int
    project_no: ProjectNo | None
    debit_red: bool = False
    credit_red: bool = False
    debit_source: SourceKey | None = None
    credit_source: SourceKey | None = None


Left = Callable[[AccountKey, ProjectNo | None, SourceKey | None], int]
"""What an account has left of a source, in 分 on its own side, for a project or in all.

An account that is not kept by source has its money under None.
"""

Place = tuple[AccountKey, ProjectNo | None, SourceKey | None]
"""Where money stands: an account, a project where it has one, a source likewise."""


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
class SourceNeededError(RefusedError):
    """The posting is kept by source, and no source is named."""

    rule: PostingRule
    code = "source_needed"
    message = N_("{rule} is kept by source of funds: name the source.")
    hint = N_("Name the source that the money is of.")


@dataclass(eq=False)
class InsufficientError(RefusedError):
    """An account has less than the posting takes from it."""

    account: AccountKey
    project_no: ProjectNo | None
    source: SourceKey | None
    left: Money
    taken: Money
    code = "insufficient_funds"
    message = N_("{account} has {left} left; this takes {taken}.")
    hint = N_("Take {left} or less, or see first that the account gets more.")


@dataclass(eq=False)
class PayableUncoveredError(RefusedError):
    """What is owed to a community would exceed what is approved for payment to it."""

    project_no: ProjectNo
    source: SourceKey | None
    payable: Money
    payment: Money
    code = "payable_uncovered"
    message = N_("{payable} would be owed, with {payment} approved for payment.")
    hint = N_("Pay or decline what is owed as a reimbursement first.")


class Posting(NamedTuple):
    """What one rule is applied to: 分 of one source, for a project where it has one.

    `other` is the second source of a rule that moves money between two.
    """

    rule: PostingRule
    fen: int
    source: Source | None = None
    accounts: Mapping[Slot, AccountKey] = MappingProxyType({})
    project_no: ProjectNo | None = None
    other: Source | None = None

    def of(self, whose: Whose) -> Source | None:
        """Tell whose money a side of a leg is."""
        return self.source if whose is Whose.OWN else self.other


def entries(posting: Posting, left: Left) -> list[Entry]:
    """Apply a rule to an amount of one source.

    `left` tells what an account has; an account with a floor never gives more
    (InsufficientError), a waterfall goes on to its next account instead. Legs of zero
    are dropped. Raises NothingToPostError, SlotError, ProjectNeededError and
    SourceNeededError for a deed that says too little, and PayableUncoveredError
    (check R4).
    """
    if posting.fen <= 0:
        raise NothingToPostError(from_fen(posting.fen))
    posted: list[Entry] = []
    for leg in RULES[posting.rule]:
        debits = _places(posting, leg.debit, leg.debit_of)
        credits_ = _places(posting, leg.credit, leg.credit_of)
        posted += _fill(leg, debits, credits_, posting, left)
    require_cover(posted, left)
    return posted


def _places(
    posting: Posting,
    side: AccountOrSlot | tuple[AccountOrSlot, ...],
    whose: Whose,
) -> list[Place]:
    """Say where each place of a side stands, by project and source."""
    source, standing = posting.of(whose), list[Place]()
    restricted = source.restricted if source is not None else None
    for place in places(side):
        key = leaf_for(_named(posting, place), restricted=restricted)
        known = account(key)
        if isinstance(place, Slot):
            _require_fits(posting.rule, place, key, restricted=restricted)
        if posting.project_no is None and known.by_project is ByProject.YES:
            raise ProjectNeededError(posting.rule)
        if known.by_source and source is None:
            raise SourceNeededError(posting.rule)
        of = source.key if source is not None else None
        standing.append(_place(key, posting.project_no, of))
    return standing


def _named(posting: Posting, place: AccountOrSlot) -> AccountKey:
    """Name the account of a place: the rule's own, or what the deed fills it with."""
    if not isinstance(place, Slot):
        return place
    key = posting.accounts.get(place)
    if key is None:
        raise SlotError(posting.rule, place, None)
    return key


def _require_fits(
    rule: PostingRule, slot: Slot, key: AccountKey, *, restricted: bool | None
) -> None:
    """Check what fills a slot: its accounts, and the leaf of that kind of money.

    Restricted money that was released is unrestricted when its year is closed.
    """
    chosen = account(key)
    fits = chosen.postable and {key, chosen.control} & SLOT_ACCOUNTS[slot]
    other_kind = restricted is not None and chosen.restricted is (not restricted)
    if not fits or (other_kind and slot not in _OF_EITHER_KIND):
        raise SlotError(rule, slot, key)


_OF_EITHER_KIND: Final = frozenset(
    {Slot.RESULT, Slot.NET, Slot.RESTRICTED_INCOME, Slot.UNRESTRICTED_INCOME}
)
"""What a release or a year end fills: the source does not say of which kind it is."""


def _fill(
    leg: Leg,
    debits: Sequence[Place],
    credits_: Sequence[Place],
    posting: Posting,
    left: Left,
) -> list[Entry]:
    """Pair what each side gives, in order, into postings."""
    gapless = _gapless(posting)
    giving = _shares(debits, Side.DEBIT, posting.fen, gapless, left)
    taking = _shares(credits_, Side.CREDIT, posting.fen, gapless, left)
    posted: list[Entry] = []
    for debit, given in giving.items():
        rest = given
        for credit in taking:
            part = min(rest, taking[credit])
            rest -= part
            taking[credit] -= part
            if part:
                posted.append(
                    Entry(
                        debit[0],
                        credit[0],
                        part,
                        debit[1] if debit[1] is not None else credit[1],
                        leg.debit_red,
                        leg.credit_red,
                        debit[2],
                        credit[2],
                    )
                )
    return posted


def _gapless(posting: Posting) -> frozenset[SourceKey]:
    """Name the sources that never have a gap: restricted money is never overdrawn."""
    both = (posting.source, posting.other)
    return frozenset(each.key for each in both if each is not None and each.restricted)


def _shares(
    side_places: Sequence[Place],
    side: Side,
    fen: int,
    gapless: Collection[SourceKey],
    left: Left,
) -> dict[Place, int]:
    """Share an amount over accounts in order, none below its floor."""
    shares: dict[Place, int] = {}
    rest = fen
    for place in side_places:
        known = account(place[0])
        bottomless = known.side is side or not known.floor
        if place[0] == B_UNCOVERED and bottomless and place[2] in gapless:
            room = 0
        else:
            room = rest if bottomless else left(*place)
        shares[place] = min(rest, max(room, 0))
        rest -= shares[place]
    if rest:
        raise InsufficientError(*side_places[0], from_fen(fen - rest), from_fen(fen))
    return shares


def sides(entry: Entry) -> tuple[tuple[Side, Place], tuple[Side, Place]]:
    """Give both sides of a posting, each with where it stands."""
    return (
        (Side.DEBIT, _place(entry.debit, entry.project_no, entry.debit_source)),
        (Side.CREDIT, _place(entry.credit, entry.project_no, entry.credit_source)),
    )


def _place(
    key: AccountKey, project_no: ProjectNo | None, source: SourceKey | None
) -> Place:
    """Keep project and source only where an account is, or may be, kept by them."""
    known = account(key)
    by_project = known.by_project is not ByProject.NO
    return key, project_no if by_project else None, source if known.by_source else None


def require_cover(posted: Sequence[Entry], left: Left) -> None:
    """Demand that each project's payable stays within what is approved for payment.

    So it is for each source. `entries` asks this of every rule; a deed that posts a
    red copy asks it itself. Raises PayableUncoveredError (check R4).
    """
    owed = {
        (project_no, source)
        for entry in posted
        for _, (key, project_no, source) in sides(entry)
        if key in _COVERED and project_no is not None
    }
    if not owed:
        return
    after = left_after(left, posted)
    for project_no, source in sorted(owed):
        payable = after(PAYABLE, project_no, source)
        payment = after(B_PAYMENT, project_no, source)
        if payable > payment:
            raise PayableUncoveredError(
                project_no, source, from_fen(payable), from_fen(payment)
            )


_COVERED: Final = frozenset({PAYABLE, B_PAYMENT})


def left_after(left: Left, posted: Iterable[Entry]) -> Left:
    """Tell what accounts have left once these postings are made too.

    For a deed that applies several rules, one after another.
    """
    moved: dict[Place, int] = {}
    for entry in posted:
        for side, place in sides(entry):
            sign = 1 if account(place[0]).side is side else -1
            moved[place] = moved.get(place, 0) + sign * entry.fen
            if place[1] is not None:
                whole = (place[0], None, place[2])
                moved[whole] = moved.get(whole, 0) + sign * entry.fen

    def after(
        key: AccountKey, project_no: ProjectNo | None, source: SourceKey | None
    ) -> int:
        place = (key, project_no, source)
        return left(*place) + moved.get(place, 0)

    return after
