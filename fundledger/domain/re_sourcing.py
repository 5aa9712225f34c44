"""Another source takes over: of what, how far, and how it is booked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from fundledger.domain.actions import Action
from fundledger.domain.chart import NET_RESTRICTED, NET_UNRESTRICTED, leaf_for
from fundledger.domain.ids import AccountKey, SourceKey
from fundledger.domain.journal import (
    NothingToPostError,
    Posting,
    PostingRule,
    Slot,
)
from fundledger.domain.money import Money, from_fen
from fundledger.domain.projects import ReasonNeededError
from fundledger.domain.release import ORDER
from fundledger.domain.returns import OverFreeError
from fundledger.domain.sources import RestrictedSourceError, Source, SourceShortError
from fundledger.errors import N_, RefusedError


class ReSourced(StrEnum):
    """What of a project another source takes over."""

    COMMITTED = "committed"
    ADVANCED = "advanced"
    SPENT = "spent"


class CostPart(NamedTuple):
    """What of a project's cost is on one account, in 分."""

    account: AccountKey
    fen: int


@dataclass(eq=False)
class SameSourceError(RefusedError):
    """A source does not take over from itself."""

    source: SourceKey
    code = "same_source"
    message = N_("Source {source} is named on both sides.")
    hint = N_("Name the source that takes over.")


@dataclass(eq=False)
class SameKindError(RefusedError):
    """A reclassification lifts a restriction, or makes one."""

    code = "same_kind"
    message = N_("Both sources are of the same kind of money.")
    hint = N_("Name a restricted and an unrestricted source.")


@dataclass(eq=False)
class OverStandingError(RefusedError):
    """More would be taken over than the source has there."""

    source: SourceKey
    standing: Money
    amount: Money
    code = "over_standing"
    message = N_("{standing} of it is of source {source}; {amount} was asked for.")
    hint = N_("Take over {standing} or less.")


@dataclass(eq=False)
class IncomeShortError(RefusedError):
    """Cost of a closed year is taken over by income of this year."""

    income: Money
    amount: Money
    code = "income_short"
    message = N_("This year's income is {income}; cost of {amount} is of closed years.")
    hint = N_("Wait for the money that takes over, or take over less.")


@dataclass(eq=False)
class NotNetYetError(RefusedError):
    """What is free stands as cost less, or as a correction of a closed year."""

    source: SourceKey
    net: Money
    amount: Money
    code = "not_net_yet"
    message = N_(
        "Source {source} has net assets and income of {net}; {amount} also takes"
        " interest booked as cost less, or what corrected a closed year."
    )
    hint = N_("Reclassify {net} or less; the rest once released, or after year end.")


def decide_re_sourced(
    own: Source, other: Source, *, asked_fen: int, standing_fen: int, free_fen: int
) -> None:
    """Decide whether a source may take over, in 分.

    Raises SameSourceError, OverStandingError, SourceShortError.
    """
    if own.key == other.key:
        raise SameSourceError(own.key)
    if asked_fen > standing_fen or asked_fen <= 0:
        raise OverStandingError(own.key, from_fen(standing_fen), from_fen(asked_fen))
    if asked_fen > free_fen:
        raise SourceShortError((other.key,), from_fen(free_fen), from_fen(asked_fen))


def decide_income(own: Source, *, income_fen: int, asked_fen: int) -> None:
    """Demand income of this year for cost of closed years, in 分.

    Only unrestricted money bridges that long. Raises RestrictedSourceError,
    IncomeShortError.
    """
    if own.restricted:
        raise RestrictedSourceError(own.key)
    if asked_fen > income_fen:
        raise IncomeShortError(from_fen(income_fen), from_fen(asked_fen))


def cost_parts(fen: int, cost: Sequence[CostPart]) -> list[CostPart]:
    """Take an amount from what is booked on each account, in order, in 分."""
    parts: list[CostPart] = []
    for account, has in cost:
        part = min(fen, max(has, 0))
        fen -= part
        if part:
            parts.append(CostPart(account, part))
    return parts


def decide_reclassified(
    own: Source, other: Source, *, asked_fen: int, free_fen: int, reason: str
) -> None:
    """Decide whether money may change its kind, in 分.

    Raises NothingToPostError, ReasonNeededError, SameSourceError, SameKindError,
    OverFreeError.
    """
    if asked_fen <= 0:
        raise NothingToPostError(from_fen(asked_fen))
    if not reason.strip():
        raise ReasonNeededError(Action.SOURCE_RECLASSIFY)
    if own.key == other.key:
        raise SameSourceError(own.key)
    if own.restricted is other.restricted:
        raise SameKindError
    if asked_fen > free_fen:
        raise OverFreeError(from_fen(free_fen), from_fen(asked_fen))


def reclassified_parts(
    fen: int, own: Source, other: Source, standing: Mapping[AccountKey, int]
) -> list[Posting]:
    """Say how it is booked: what was carried over first, then this year's income.

    What was released of it counts no more. Raises NotNetYetError where both together
    are less, in 分: a red cost becomes net assets by its release, or at year end.
    """
    asked_fen = fen
    net = NET_RESTRICTED if own.restricted else NET_UNRESTRICTED
    parts: list[Posting] = []
    carried = min(fen, max(standing.get(net, 0), 0))
    if carried:
        rule = PostingRule.RECLASSIFIED_NET
        parts.append(Posting(rule, carried, own, other=other))
    fen -= carried
    for kind in ORDER:
        control = AccountKey(kind)
        leaf = leaf_for(control, restricted=own.restricted)
        part = min(fen, max(standing.get(leaf, 0), 0))
        fen -= part
        if part:
            slots = {Slot.INCOME: control}
            rule = PostingRule.RECLASSIFIED_INCOME
            parts.append(Posting(rule, part, own, slots, None, other))
    if fen:
        raise NotNetYetError(own.key, from_fen(asked_fen - fen), from_fen(asked_fen))
    return parts
