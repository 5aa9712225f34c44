"""Vouchers corrected: in red and blue, by a difference, or in a later year."""

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from fundledger.commands import closed_years, journal
from fundledger.domain.actions import Action
from fundledger.domain.chart import Book
from fundledger.domain.ids import AccountKey, ProjectNo, SourceKey
from fundledger.domain.journal import PostingRule, VoucherKind
from fundledger.domain.money import from_fen
from fundledger.queries import corrections
from fundledger.queries import journal as queries
from fundledger.queries.journal import Posting, Voucher
from tests.machine.effects import Moved
from tests.machine.game import NOTHING
from tests.machine.lots import Lots, Part, taken
from tests.machine.oracle import Effect, Moves, Oracle, Place, control, leaf
from tests.machine.player import Player

ELSEWHERE: Final[Mapping[str, tuple[str, ...]]] = {
    "bank.main": ("bank.grant", "bank.transit"),
    "bank.grant": ("bank.main",),
    "bank.aid": ("bank.main",),
    "bank.transit": ("bank.grant",),
    "donations.restricted": ("donations.unrestricted", "grants.restricted"),
    "donations.unrestricted": ("donations.restricted", "grants.unrestricted"),
    "grants.restricted": ("grants.unrestricted", "donations.restricted"),
    "grants.unrestricted": ("grants.restricted", "donations.unrestricted"),
    "admin_cost.restricted": ("fundraising_cost.restricted",),
    "admin_cost.unrestricted": ("fundraising_cost.unrestricted",),
    "fundraising_cost.unrestricted": (
        "admin_cost.unrestricted",
        "other_income.unrestricted",
    ),
    "advance": ("recoverable", "payable"),
    "b_free": ("b_total", "b_reserved"),
}
"""Where an account's posting might have belonged, rightly or not."""


BOTH: Final = ("accountant", "supervisor")
"""Who signs a correction of a closed year, and a large difference."""

ANY_RULE: Final = frozenset(PostingRule)
ADMITTED: Final = frozenset(
    {PostingRule.CLAIM_ADMITTED, PostingRule.REIMBURSEMENT_ADMITTED}
)
ADJUSTABLE: Final = frozenset(
    {
        PostingRule.DONATION_RECEIVED,
        PostingRule.GRANT_RECEIVED,
        PostingRule.UNIDENTIFIED_RECEIVED,
        PostingRule.INTEREST,
        PostingRule.INTEREST_AGAINST_COST,
        PostingRule.BANK_FEE,
        PostingRule.ADMIN_COST,
        PostingRule.REFUND,
    }
)
"""What followed no decision, so that its amount may be corrected."""


def correct(player: Player) -> None:
    """Book a voucher anew in red and blue: another account, project or source."""
    one, leads, postings = _one(player)
    accounts, to_project, to_source = _otherwise(player, postings)
    given = {
        "voucher_no": one.no,
        "reason": player.reason(),
        "accounts": accounts,
        "to_project_no": to_project,
        "to_source": to_source,
        **player.booked_on(),
    }
    action = Action.VOUCHER_CORRECT
    for tried in player.both(
        action, journal.correct_voucher, given, BOTH, alone="accountant"
    ):
        if tried.vouchers:
            right = Right(
                {str(k): str(v) for k, v in accounts.items()}, to_project, to_source
            )
            _corrected(player, leads, tried.vouchers, right)
        player.game.settle(tried._replace(vouchers=()), NOTHING)


class Right(NamedTuple):
    """What a voucher should have said."""

    accounts: Mapping[str, str]
    project_no: int | None
    source: str | None

    def place(self, place: Place) -> Place:
        """Tell where something should have stood."""
        key, no, source = place
        key = self.accounts.get(key, key)
        if self.source is not None and source is not None:
            source = self.source
            head, _, kind = key.rpartition(".")
            key = leaf(head, source) if kind in KINDS else key
        if no is not None and self.project_no is not None:
            no = self.project_no
        return key, no, source


KINDS: Final = ("restricted", "unrestricted")


def _otherwise(
    player: Player, postings: list[Posting]
) -> tuple[dict[AccountKey, AccountKey], ProjectNo | None, SourceKey | None]:
    """Draw what the voucher should have said."""
    if player.odd(4):
        known = player.projects()
        return {}, player.pick(known).no if known else None, None
    if player.odd(3):
        return {}, None, SourceKey(player.source())
    keys = [key for posting in postings for key in posting[2:4]]
    old = player.pick([key for key in keys if _others(key)] or keys)
    return {old: AccountKey(player.pick(_others(old) or ("bank.main",)))}, None, None


def _others(key: str) -> tuple[str, ...]:
    if key.startswith("programme_cost."):
        _, kind, money = key.split(".")
        kinds = [each for each in ("materials", "venue", "other") if each != kind]
        other = "unrestricted" if money == "restricted" else "restricted"
        return (
            f"programme_cost.{kind}.{other}",
            *(f"programme_cost.{each}.{money}" for each in kinds),
        )
    return ELSEWHERE.get(key, ())


def _corrected(
    player: Player, old_no: int, both: tuple[tuple[int, date], ...], right: Right
) -> None:
    """Let the oracle say the same with what is right."""
    _, (blue_no, on) = both
    oracle = player.game.oracle
    old = oracle.annul(old_no, on).effect

    def moved(figures: Mapping[Place, int]) -> Moves:
        sums: Moves = {}
        for place, fen in figures.items():
            to = right.place(place)
            sums[to] = sums.get(to, 0) + fen
        return sums

    effect = Effect(moved(old.fen_of), moved(old.counts))
    lots = _refunded_again(oracle, old.fen_of, effect.fen_of)
    oracle.tell(blue_no, on, effect._replace(lots=lots))
    for cost in player.game.costs_of.get(old_no, []):
        new = right.accounts.get(leaf(cost.account, cost.source))
        cost.account = new.rpartition(".")[0] if new else cost.account
    if old_no in player.game.costs_of:
        player.game.costs_of[blue_no] = player.game.costs_of.pop(old_no)


def _refunded_again(
    oracle: Oracle, old: Mapping[Place, int], new: Mapping[Place, int]
) -> dict[int, Lots]:
    """Let a refund have been of another project, source or amount.

    Any other correction leaves what was advanced as it is.
    """
    lots: dict[int, Lots] = {}
    for figures, sign in ((old, -1), (new, 1)):
        for (key, no, source), fen in figures.items():
            if key == "advance" and no is not None and source is not None:
                if old.get((key, no, source)) == new.get((key, no, source)):
                    continue
                lots[no] = lots.get(no, oracle.lots[no]).gone(source, -sign * fen)
    return lots


def adjust(player: Player) -> None:
    """Correct the amount of a voucher; money and budget mostly move together."""
    one, leads, postings = _one(player, rules=ADJUSTABLE)
    budget = [each.fen for each in postings if each.debit.startswith("b_")]
    money = [each.fen for each in postings if not each.debit.startswith("b_")]
    right = player.fen(2 * sum(money or budget))
    amounts = [*_spread(money, right), *_spread(budget, right)]
    if len(money) > 1 and player.odd():
        amounts[: len(money)] = _spread(money[::-1], right)[::-1]
    if budget and player.odd(10):
        amounts[-1] += 1  # Uneven: always refused.
    given = {
        "voucher_no": one.no,
        "amounts": [from_fen(fen) for fen in amounts],
        "reason": player.reason(),
        **player.booked_on(),
    }
    action = Action.VOUCHER_ADJUST
    for tried in player.both(
        action, journal.adjust_voucher, given, BOTH, alone="accountant"
    ):
        if tried.vouchers:
            [(_, on), *_] = tried.vouchers
            oracle = player.game.oracle
            old = oracle.annul(leads, on).effect
            effect = _adjusted(old, postings, amounts)
            lots = _refunded_again(oracle, old.fen_of, effect.fen_of)
            oracle.tell(leads, on, effect._replace(lots=lots))
        player.game.settle(tried._replace(vouchers=()), NOTHING)


def _adjusted(old: Effect, postings: list[Posting], amounts: list[int]) -> Effect:
    """Let a voucher have moved so much: of each source what its postings say."""
    right: dict[str | None, int] = {}
    for posting, fen in zip(postings, amounts, strict=True):
        source = posting.credit_source or posting.debit_source
        if not posting.debit.startswith("b_"):
            right[source] = right.get(source, 0) + fen
    total = sum(right.values())

    def scaled(figures: Mapping[Place, int]) -> Moves:
        return {
            place: (total if place[0].startswith("bank.") else right[place[2]])
            * (1 if fen > 0 else -1)
            for place, fen in figures.items()
            if fen
        }

    return Effect(scaled(old.fen_of), scaled(old.counts))


def _spread(booked: list[int], total: int) -> list[int]:
    """Spread an amount over postings in their order, the rest on the last."""
    spread: list[int] = []
    for fen in booked[:-1]:
        spread.append(min(fen, total))
        total -= spread[-1]
    return [*spread, total] if booked else []


def correct_closed_year(player: Player) -> None:
    """Correct a cost of an earlier year through prior-year adjustments.

    Too low, it is charged to the source that paid first; too high, the last one of
    those that paid gets it back first.
    """
    one, _, postings = _one(player, older=True, rules=ADMITTED)
    fen, too_low = player.fen(2_000), player.pick((False, True))
    costs = [p for p in postings if control(p.debit) == "programme_cost"]
    moved, lots = Moved(), dict[int, Lots]()
    if costs:
        no, owed = int(costs[0].project_no or 0), str(costs[0].credit)
        spent = [Part(str(p.debit_source), p.fen) for p in costs]
        parts = [spent[0]._replace(fen=fen)] if too_low else taken(fen, spent[::-1])
        if owed == "advance" and not too_low:
            parts = player.game.oracle.bearers(no, parts)
        for source, part in parts:
            back = -part if too_low else part
            moved.leaf("prior_year", back, source, no)
            moved.count("admitted", -back, source, no).count("spent", -back, source)
            if owed == "payable":
                moved.add(owed, -back, source, no)
                continue
            moved.add(owed, back, source, no)
            before = lots.get(no, player.game.oracle.lots[no])
            lots[no] = (
                before.used(source, part) if too_low else before.paid(source, part)
            )
    player.cosigned(
        Action.VOUCHER_CORRECT_CLOSED_YEAR,
        closed_years.correct_closed_year,
        {
            "voucher_no": one.no,
            "amount": from_fen(fen),
            "reason": player.reason(),
            "too_low": too_low,
            **player.booked_on(),
        },
        BOTH,
        moved.effect(lots),
    )


def all_vouchers(player: Player) -> list[Voucher]:
    with player.game.fund.reading() as books:
        return list(queries.vouchers(books))


def _one(
    player: Player, *, older: bool = False, rules: frozenset[PostingRule] = ANY_RULE
) -> tuple[Voucher, int, list[Posting]]:
    """Pick a voucher to be corrected; tell its 记, and read the postings of both."""
    known = all_vouchers(player)
    year = player.game.today.year
    fitting = [
        each
        for each in known
        if each.kind in (VoucherKind.NORMAL, VoucherKind.BLUE)
        and each.rule in rules
        and each.annulled_by is None
        and (each.on.year < year if older else each.on.year == year)
        and (each.series is Book.MONEY or player.odd(12))
    ]
    one = player.pick(known if not fitting or player.odd() else fitting)
    with player.game.fund.reading() as books:
        leads = corrections.leading_voucher(books, one.no)
        nos = (leads, corrections.budget_voucher(books, leads))
        both = [queries.postings(books, no) for no in nos if no is not None]
        return one, int(leads), [each for booked in both for each in booked]
