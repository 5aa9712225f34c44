"""The books that an opening begins with: what stands where, and how it is booked.

What is brought in is the difference to what an earlier journal has booked already, so
that afterwards every balance is the one that was said. Amounts are in 分.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from fundledger.domain.chart import (
    ADMIN_COST,
    ADVANCE,
    B_COMMITTED,
    B_DISBURSED,
    B_FREE,
    B_OVERHEAD,
    B_PAYMENT,
    B_TOTAL,
    B_UNCOVERED,
    BANK,
    FUNDRAISING_COST,
    INCOME,
    NET,
    NET_UNRESTRICTED,
    OTHER_COST,
    PAYABLE,
    RECOVERABLE,
    TRANSIT,
    UNIDENTIFIED,
    Book,
    ByProject,
    Side,
    account,
    leaf_for,
)
from fundledger.domain.ids import AccountKey, ProjectNo, SourceKey
from fundledger.domain.journal import Entry
from fundledger.domain.money import Money, from_fen, to_fen
from fundledger.domain.opening_cases import Cases
from fundledger.domain.opening_faults import (
    OpeningAccountError,
    OpeningAmountError,
    OpeningApartError,
    OpeningBankShortError,
    OpeningFaultError,
    OpeningLeafError,
    OpeningOverdrawnError,
    OpeningSheet,
    OpeningSourceShortError,
    OpeningTwiceError,
    OpeningUnbalancedError,
)
from fundledger.domain.openings import Opening, OpeningBalance, ProjectCode

_RUNNING: Final = (ADMIN_COST, FUNDRAISING_COST, OTHER_COST)
"""Cost of running the fund: what of it is this year's counts as used for that."""

Spot = tuple[AccountKey, ProjectCode | None, SourceKey | None]
"""Where a balance stands; projects by their codes, which have no number yet."""
Standing = Mapping[Spot, int]
"""What stands where, in 分 on each account's own side."""
Faults = Iterator[OpeningFaultError]


class SourceFacts(NamedTuple):
    """What is to be known of a source: its kind, and the account that it names."""

    restricted: bool
    bank: AccountKey | None = None


class Ledger(NamedTuple):
    """What the books hold when an opening comes."""

    sources: Mapping[SourceKey, SourceFacts]
    banks: Mapping[str, AccountKey]
    """The fund's bank accounts, by their short keys."""
    standing: Standing = MappingProxyType({})
    """What an earlier journal has booked."""


def stated(opening: Opening, ledger: Ledger) -> dict[Spot, int]:
    """Give the balances that are said, each on the leaf of its source's money."""
    return {
        spot: _own_fen(each, spot[0])
        for each in opening.balances
        if (spot := _spot(each, ledger)) is not None
    }


def balance_faults(opening: Opening, ledger: Ledger) -> Faults:
    """Find balances that stand nowhere, and say whether both sides add up."""
    seen = set[Spot]()
    sheet = OpeningSheet.BALANCES
    for row, each in enumerate(opening.balances, start=1):
        spot = _spot(each, ledger)
        amounts = [to_fen(at) for at in (each.debit, each.credit) if at is not None]
        if len(amounts) != 1 or amounts[0] <= 0:
            yield OpeningAmountError(
                sheet=sheet, row=row, column="debit", name=each.account
            )
        elif spot is None or not _takes(each, spot):
            yield OpeningAccountError(
                sheet=sheet, row=row, column="account", account=each.account
            )
        elif not _is_of_kind(spot, ledger):
            assert each.source is not None, "what has no source is of either kind"
            yield OpeningLeafError(
                sheet=sheet,
                row=row,
                column="account",
                account=spot[0],
                source=each.source,
            )
        elif spot in seen:
            name = " ".join(str(part) for part in spot if part is not None)
            yield OpeningTwiceError(sheet=sheet, row=row, column="account", name=name)
        if spot is not None:
            seen.add(spot)
    debits = sum(_fen(each.debit) for each in opening.balances)
    credits_ = sum(_fen(each.credit) for each in opening.balances)
    if debits != credits_:
        yield OpeningUnbalancedError(
            sheet=sheet, debits=from_fen(debits), credits=from_fen(credits_)
        )


def _fen(amount: Money | None) -> int:
    return 0 if amount is None else to_fen(amount)


def _own_fen(each: OpeningBalance, key: AccountKey) -> int:
    fen = _fen(each.debit) - _fen(each.credit)
    return fen if account(key).side is Side.DEBIT else -fen


def _spot(each: OpeningBalance, ledger: Ledger) -> Spot | None:
    """Say where a row stands; None for an account that is not posted to."""
    of = None if each.source is None else ledger.sources.get(each.source)
    key = leaf_for(each.account, restricted=None if of is None else of.restricted)
    known = account(key)
    if not known.postable or known.book is Book.BUDGET or key == TRANSIT:
        return None
    return (key, each.project, each.source)


def _takes(each: OpeningBalance, spot: Spot) -> bool:
    """Tell whether a row names what its account is kept by, and no more."""
    key, project, source = spot
    known = account(key)
    by_project = known.by_project is ByProject.YES
    return (
        known.by_source is (source is not None)
        and not (by_project and project is None)
        and not (known.by_project is ByProject.NO and project is not None)
        and not (known.floor and _own_fen(each, key) < 0)
    )


def _is_of_kind(spot: Spot, ledger: Ledger) -> bool:
    """Tell whether a leaf takes a source's money; what was released is unrestricted."""
    key, _, source = spot
    known = account(key)
    if source is None or known.restricted is None:
        return True
    restricted = ledger.sources[source].restricted
    released = key == NET_UNRESTRICTED or known.control in INCOME
    return known.restricted is restricted or (restricted and released)


def budget(standing: Standing, cases: Cases, ledger: Ledger) -> dict[Spot, int]:
    """Give what the budget book begins with, source by source."""
    begun: dict[Spot, int] = {}
    for (code, source), of in cases.funds.items():
        begun[B_COMMITTED, code, source] = of.committed
        begun[B_PAYMENT, code, source] = of.payment
        begun[B_DISBURSED, code, source] = of.disbursed
    for key in ledger.sources:
        free = worth(standing, key) - promised(standing, cases, key)
        begun[B_FREE, None, key] = max(free, 0)
        begun[B_UNCOVERED, None, key] = max(-free, 0)
        begun[B_OVERHEAD, None, key] = max(_running(standing, key), 0)
        stages = sum(
            fen
            for (at, _, source), fen in begun.items()
            if source == key and account(at).side is Side.CREDIT
        )
        begun[B_TOTAL, None, key] = stages - begun[B_UNCOVERED, None, key]
    return begun


def worth(standing: Standing, source: SourceKey) -> int:
    """Tell what a source is worth: its net assets, with what is unclosed."""
    return sum(
        fen if account(key).side is Side.CREDIT else -fen
        for (key, _, of), fen in standing.items()
        if of == source and account(key).restricted is not None
    )


def promised(standing: Standing, cases: Cases, source: SourceKey) -> int:
    """Tell what of a source is not free: promised, out, or to be recovered."""
    waits = sum(
        of.committed + of.payment
        for (_, key), of in cases.funds.items()
        if key == source
    )
    out = Counter[AccountKey]()
    for (key, _, of_source), fen in standing.items():
        if of_source == source:
            out[key] += fen
    return waits + out[ADVANCE] + out[RECOVERABLE] - out[PAYABLE]


def _running(standing: Standing, source: SourceKey) -> int:
    return sum(
        fen
        for (key, _, of), fen in standing.items()
        if of == source and account(key).control in _RUNNING
    )


def source_faults(standing: Standing, cases: Cases, ledger: Ledger) -> Faults:
    """Find restricted sources that are short, and whether the others are together."""
    loose = 0
    for key, of in ledger.sources.items():
        has, needs = worth(standing, key), promised(standing, cases, key)
        if not of.restricted:
            loose += has - needs
        elif has < needs or has < 0:
            yield OpeningSourceShortError(
                sheet=OpeningSheet.BALANCES,
                source=key,
                worth=from_fen(has),
                promised=from_fen(needs),
            )
    if loose < 0:
        yield OpeningOverdrawnError(sheet=OpeningSheet.BALANCES, short=from_fen(-loose))


def apart_faults(
    opening: Opening, standing: Standing, cases: Cases, ledger: Ledger
) -> Faults:
    """Find balances of which the cases say something else."""
    by_cases: dict[Spot, int] = {}
    for (project, of_source), of in cases.funds.items():
        by_cases[PAYABLE, project, of_source] = of.payable
        by_cases[RECOVERABLE, project, of_source] = of.recoverable
    came = sum(to_fen(each.amount) for each in opening.unidentified)
    by_cases[UNIDENTIFIED, None, None] = came + ledger.standing.get(
        (UNIDENTIFIED, None, None), 0
    )
    owed = (PAYABLE, RECOVERABLE, UNIDENTIFIED)
    spots = {spot: None for spot in (*by_cases, *standing) if spot[0] in owed}
    for key, code, source in spots:
        booked, cases_fen = (
            of.get((key, code, source), 0) for of in (standing, by_cases)
        )
        if booked != cases_fen:
            yield OpeningApartError(
                sheet=OpeningSheet.BALANCES,
                account=key,
                name=" ".join(part for part in (code, source) if part),
                booked=from_fen(booked),
                cases=from_fen(cases_fen),
            )
    left = Counter({key: fen for (key, _, _), fen in standing.items() if _is_bank(key)})
    for each in opening.unidentified:
        bank = ledger.banks[each.bank]
        left[bank] -= to_fen(each.amount)
    for bank in sorted(key for key, fen in left.items() if fen < 0):
        yield OpeningBankShortError(sheet=OpeningSheet.UNIDENTIFIED, account=bank)


def _is_bank(key: AccountKey) -> bool:
    return account(key).control == BANK


class Missing(NamedTuple):
    """What is to be booked so that what stands is what is said: by spot, in 分."""

    debits: dict[Spot, int]
    credits: dict[Spot, int]


def missing(target: Standing, standing: Standing) -> Missing:
    """Tell what is still to be debited, and what to be credited."""
    apart = Missing({}, {})
    for spot in {**target, **standing}:
        more = target.get(spot, 0) - standing.get(spot, 0)
        debited = (more > 0) is (account(spot[0]).side is Side.DEBIT)
        if more:
            (apart.debits if debited else apart.credits)[spot] = abs(more)
    return apart


def money_entries(
    opening: Opening,
    target: Standing,
    ledger: Ledger,
    nos: Mapping[ProjectCode, ProjectNo],
) -> list[Entry]:
    """Book the money book: everything of a source against its own net assets.

    What is left of those is what lies in the bank, first where the source says.
    """
    apart = missing(target, ledger.standing)
    left: Counter[SourceKey] = Counter()
    banks: Counter[AccountKey] = Counter()
    booked: list[Entry] = []
    for sign, spots in ((1, apart.debits), (-1, apart.credits)):
        for spot, fen in spots.items():
            key, code, source = spot
            if _is_bank(key):
                banks[key] += sign * fen
            elif source is None:
                continue  # unidentified money, by the account that it came to
            elif key == _net(source, ledger):
                left[source] -= sign * fen
            else:
                net: Spot = (_net(source, ledger), None, source)
                pair = (spot, net) if sign > 0 else (net, spot)
                booked.append(_entry(*pair, fen, nos.get(code) if code else None))
                left[source] -= sign * fen
    for each in opening.unidentified:
        bank, fen = ledger.banks[each.bank], to_fen(each.amount)
        booked.append(Entry(bank, UNIDENTIFIED, fen, None))
        banks[bank] -= fen
    return [*booked, *_in_banks(left, banks, ledger)]


def _net(source: SourceKey, ledger: Ledger) -> AccountKey:
    return leaf_for(NET, restricted=ledger.sources[source].restricted)


def _entry(debit: Spot, credit: Spot, fen: int, no: ProjectNo | None) -> Entry:
    return Entry(
        debit[0], credit[0], fen, no, debit_source=debit[2], credit_source=credit[2]
    )


def _in_banks(
    left: Mapping[SourceKey, int], banks: Counter[AccountKey], ledger: Ledger
) -> Iterator[Entry]:
    """Say what of each source lies in which bank account; what lacks comes first."""
    named = sorted(
        left, key=lambda key: (left[key] > 0, ledger.sources[key].bank is None)
    )
    for source in named:
        own, net = ledger.sources[source].bank, (_net(source, ledger), None, source)
        rest = left[source]
        others = (key for key in sorted(banks) if key != own)
        order = [*(key for key in banks if key == own), *others]
        for bank in order if rest > 0 else order[:1]:
            part = min(rest, max(banks[bank], 0)) if rest > 0 else rest
            spot: Spot = (bank, None, None)
            if part > 0:
                yield _entry(spot, net, part, None)
            elif part < 0:
                yield _entry(net, spot, -part, None)
            banks[bank] -= part
            rest -= part


def budget_entries(
    target: Standing, ledger: Ledger, nos: Mapping[ProjectCode, ProjectNo]
) -> Iterator[Entry]:
    """Book the budget book, source by source."""
    apart = missing(target, ledger.standing)
    for key in ledger.sources:
        waiting = [(s, fen) for s, fen in apart.debits.items() if s[2] == key]
        for credit, amount in apart.credits.items():
            rest = amount if credit[2] == key else 0
            while rest:
                debit, has = waiting.pop()
                part = min(rest, has)
                code = credit[1] or debit[1]
                yield _entry(debit, credit, part, nos[code] if code else None)
                rest -= part
                if has > part:
                    waiting.append((debit, has - part))


def of_book(standing: Standing, book: Book) -> dict[Spot, int]:
    """Give what stands in one of the books."""
    return {
        spot: fen for spot, fen in standing.items() if account(spot[0]).book is book
    }
