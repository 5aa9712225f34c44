"""Sources of funds 资金来源: what money was given for, and which money is taken first.

Restricted money 限定性 is spent on its purpose alone 专款专用: a project names its
sources in an order, payments and costs take them in that order, and what comes back
goes back in the reverse order. Source: 《民间非营利组织会计制度》, 净资产.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from fundledger.domain.ids import AccountKey, SourceKey
from fundledger.domain.money import Money, from_fen
from fundledger.errors import N_, RefusedError

GENERAL: Final = SourceKey("general")
"""The unrestricted source that every fund begins with."""

GENERAL_NAME: Final = "非限定资金"
"""What it is called until the fund says otherwise; books are kept in Chinese."""


class Source(NamedTuple):
    """A source as postings need it: its key, and whether its money is restricted."""

    key: SourceKey
    restricted: bool


class Share(NamedTuple):
    """What of an amount is of one source, in 分."""

    source: SourceKey
    fen: int


class SourceTerms(NamedTuple):
    """What was agreed with the giver: how long, what for, what may be taken of it."""

    key: SourceKey
    restricted: bool
    from_on: date | None
    until_on: date | None
    overhead_percent: int
    bank: AccountKey | None
    """The account that its money lies in, where it names one."""


@dataclass(eq=False)
class SourcesNeededError(RefusedError):
    """The fund has several sources: who decides names those that pay."""

    known: tuple[SourceKey, ...]
    code = "sources_needed"
    message = N_("The fund has several sources of funds: {known}.")
    hint = N_("Name the sources that pay, in the order they are used up.")


@dataclass(eq=False)
class SourceTwiceError(RefusedError):
    """A source is named once."""

    source: SourceKey
    code = "source_twice"
    message = N_("Source {source} is named twice.")
    hint = N_("Name each source once, with all that it pays.")


@dataclass(eq=False)
class SourceShortError(RefusedError):
    """A decision asks for more than the sources named have free."""

    sources: tuple[SourceKey, ...]
    free: Money
    amount: Money
    code = "source_short"
    message = N_("{sources} have {free} free to approve; this asks for {amount}.")
    hint = N_("Approve less, name another source, or wait for money to come in.")


@dataclass(eq=False)
class SourceAmountsError(RefusedError):
    """What the sources named give is not what was decided."""

    named: Money
    amount: Money
    code = "source_amounts"
    message = N_("The sources named give {named}; {amount} was decided.")
    hint = N_("Let the amounts add up, or leave one of them empty.")


@dataclass(eq=False)
class SourceDatesError(RefusedError):
    """A source pays only between the days that were agreed."""

    source: SourceKey
    from_on: date | None
    until_on: date | None
    on: date
    code = "source_dates"
    message = N_("Source {source} runs from {from_on} to {until_on}, not on {on}.")
    hint = N_("Name a source that runs on that day.")


@dataclass(eq=False)
class SourceGapError(RefusedError):
    """A source with a gap 额度缺口 pays for nothing new."""

    source: SourceKey
    gap: Money
    code = "source_gap"
    message = N_("Source {source} is overdrawn by {gap}.")
    hint = N_("Wait for money of this source, or name another.")


@dataclass(eq=False)
class RestrictedSourceError(RefusedError):
    """Restricted money pays for its purpose only."""

    source: SourceKey
    code = "restricted_source"
    message = N_("Source {source} is restricted: it cannot pay for this.")
    hint = N_("Name an unrestricted source.")


@dataclass(eq=False)
class SourceBankError(RefusedError):
    """A source that names its bank account is paid from there."""

    source: SourceKey
    named: AccountKey
    given: AccountKey
    code = "source_bank"
    message = N_("The money of source {source} lies in {named}, not in {given}.")
    hint = N_("Use {named}.")


@dataclass(eq=False)
class OverheadShareError(RefusedError):
    """A restricted source pays running costs up to the share that was agreed."""

    source: SourceKey
    most: Money
    amount: Money
    code = "overhead_share"
    message = N_("Source {source} may pay {most} more of running costs, not {amount}.")
    hint = N_("Pay {most} or less of it, and the rest from unrestricted money.")


@dataclass(eq=False)
class OverdrawnError(RefusedError):
    """While unrestricted money is overdrawn, restricted money is being used for it."""

    gap: Money
    code = "overdrawn"
    message = N_("Unrestricted sources together are overdrawn by {gap}.")
    hint = N_("Wait for unrestricted money before paying running costs.")


@dataclass(eq=False)
class SourceTermsError(RefusedError):
    """A source ends before it begins."""

    from_on: date
    until_on: date
    code = "source_terms"
    message = N_("A source cannot run from {from_on} until {until_on}.")
    hint = N_("Let the last day be the first one, or later.")


@dataclass(eq=False)
class NothingChangedError(RefusedError):
    """The source says so already."""

    code = "nothing_changed"
    message = N_("Nothing would change: the source says so already.")
    hint = N_("Give what is to be different.")


def total(shares: Iterable[Share]) -> int:
    """Sum shares, in 分."""
    return sum(each.fen for each in shares)


def summed(shares: Iterable[Share]) -> list[Share]:
    """Add up what shares have of the same source; the order is that of the first."""
    fen_of: dict[SourceKey, int] = {}
    for source, fen in shares:
        fen_of[source] = fen_of.get(source, 0) + fen
    return [Share(source, fen) for source, fen in fen_of.items() if fen]


def take(fen: int, left: Sequence[Share]) -> list[Share]:
    """Take an amount from shares, one after another, as far as each reaches."""
    taken: list[Share] = []
    for source, has in left:
        part = min(fen, max(has, 0))
        fen -= part
        if part:
            taken.append(Share(source, part))
    return summed(taken)


def give_back(fen: int, of: Sequence[Share]) -> list[Share]:
    """Take an amount back from what shares took: the last of them first."""
    return take(fen, [*reversed(of)])


def without(shares: Sequence[Share], less: Sequence[Share]) -> list[Share]:
    """Tell what is left of shares without some of them; the order stays."""
    taken = {each.source: each.fen for each in summed(less)}
    return [
        Share(source, fen - taken.get(source, 0))
        for source, fen in summed(shares)
        if fen > taken.get(source, 0)
    ]


def split(amounts: Sequence[int], between: Sequence[Share]) -> list[list[Share]]:
    """Take amounts one after another from the same shares; in 分."""
    left = [each.fen for each in between]
    parts: list[list[Share]] = []
    for amount in amounts:
        rest, part = amount, list[Share]()
        for at, lot in enumerate(between):
            taken = min(rest, max(left[at], 0))
            left[at] -= taken
            rest -= taken
            if taken:
                part.append(Share(lot.source, taken))
        parts.append(summed(part))
    return parts


def decide_terms(
    from_on: date | None, until_on: date | None, *, changed: int | None = None
) -> None:
    """Demand terms that can be kept. Raises SourceTermsError, NothingChangedError.

    `changed` counts what would be different, where a source is mended.
    """
    if changed == 0:
        raise NothingChangedError
    if from_on is not None and until_on is not None and until_on < from_on:
        raise SourceTermsError(from_on, until_on)


AGREED: Final = frozenset(
    {"purpose", "from_on", "until_on", "returnable", "overhead_percent"}
)
"""Terms agreed with the giver: two sign a change. Names are mended by one."""


def decide_runs(terms: SourceTerms, on: date) -> None:
    """Demand a source that runs on a day. Raises SourceDatesError."""
    begun = terms.from_on is None or terms.from_on <= on
    if not begun or (terms.until_on is not None and on > terms.until_on):
        raise SourceDatesError(terms.key, terms.from_on, terms.until_on, on)


def decide_unrestricted(terms: SourceTerms) -> None:
    """Demand unrestricted money. Raises RestrictedSourceError."""
    if terms.restricted:
        raise RestrictedSourceError(terms.key)


def decide_shares(
    asked_fen: int,
    named: Sequence[tuple[SourceTerms, int | None]],
    *,
    free: Mapping[SourceKey, int],
    gaps: Mapping[SourceKey, int],
    on: date,
) -> list[Share]:
    """Divide what is decided between the sources that pay, in order; all in 分.

    A source without an amount pays as far as its free budget reaches. Raises
    SourceTwiceError, SourceDatesError, SourceGapError, SourceShortError,
    SourceAmountsError.
    """
    rest, shares = asked_fen, dict[SourceKey, int]()
    fixed = sum(fen for _, fen in named if fen is not None)
    for terms, fen in named:
        if terms.key in shares:
            raise SourceTwiceError(terms.key)
        decide_runs(terms, on)
        _decide_gapless(terms, gaps)
        has = max(free.get(terms.key, 0), 0)
        if fen is not None:
            _decide_amount(terms, fen, has_fen=has, asked_fen=asked_fen)
        shares[terms.key] = min(max(asked_fen - fixed, 0), has) if fen is None else fen
        if fen is None:
            fixed += shares[terms.key]
        rest -= shares[terms.key]
    if rest:
        keys = tuple(terms.key for terms, _ in named)
        if rest < 0 or all(fen is not None for _, fen in named):
            raise SourceAmountsError(from_fen(asked_fen - rest), from_fen(asked_fen))
        raise SourceShortError(keys, from_fen(asked_fen - rest), from_fen(asked_fen))
    return [Share(source, fen) for source, fen in shares.items() if fen]


def _decide_gapless(terms: SourceTerms, gaps: Mapping[SourceKey, int]) -> None:
    gap = gaps.get(terms.key, 0)
    if gap > 0:
        raise SourceGapError(terms.key, from_fen(gap))


def _decide_amount(
    terms: SourceTerms, fen: int, *, has_fen: int, asked_fen: int
) -> None:
    """Demand of an amount that is named that it is one, and that it is free."""
    if fen < 0:
        raise SourceAmountsError(from_fen(fen), from_fen(asked_fen))
    if fen > has_fen:
        raise SourceShortError((terms.key,), from_fen(has_fen), from_fen(fen))


def decide_bank(terms: SourceTerms, bank: AccountKey) -> None:
    """Demand the account that a source names. Raises SourceBankError."""
    if terms.bank is not None and terms.bank != bank:
        raise SourceBankError(terms.key, terms.bank, bank)


def decide_banks(
    terms: Sequence[tuple[SourceTerms, int]], bank: AccountKey
) -> list[tuple[SourceKey, AccountKey]]:
    """Tell from which account each source pays: its own, or the one given.

    Raises SourceBankError where each names another than the one given.
    """
    named = [(of.key, of.bank or bank) for of, _ in terms]
    if terms and all(each != bank for _, each in named):
        decide_bank(terms[0][0], bank)
    return named


def decide_overhead(
    terms: SourceTerms, asked_fen: int, *, received_fen: int, spent_fen: int
) -> None:
    """Demand that running costs stay within the share of what a source received.

    Unrestricted money has no share. Raises OverheadShareError; amounts in 分.
    """
    if not terms.restricted:
        return
    most = received_fen * terms.overhead_percent // 100 - spent_fen
    if asked_fen > most:
        raise OverheadShareError(terms.key, from_fen(max(most, 0)), from_fen(asked_fen))


def decide_not_overdrawn(unrestricted_fen: int) -> None:
    """Demand that unrestricted sources together are not overdrawn, in 分.

    Given is their free budget less their gaps. Raises OverdrawnError.
    """
    if unrestricted_fen < 0:
        raise OverdrawnError(from_fen(-unrestricted_fen))
