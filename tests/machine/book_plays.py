"""The books: vouchers reviewed and corrected, months and years closed."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from fundledger.commands import journal, periods, signatures
from fundledger.domain.actions import Action
from fundledger.domain.ids import AccountKey, ProjectNo
from fundledger.domain.journal import PostingRule, VoucherKind
from fundledger.domain.money import from_fen
from fundledger.domain.periods import month_end, month_of
from fundledger.queries import corrections, funds
from fundledger.queries import journal as queries
from fundledger.queries.funds import Period
from fundledger.queries.journal import Posting, Voucher
from tests.machine.game import NOTHING
from tests.machine.oracle import COSTS, BalanceKey, Effect, control
from tests.machine.player import Player

ELSEWHERE: Final[Mapping[str, tuple[str, ...]]] = {
    "bank.main": ("bank.grant",),
    "bank.grant": ("bank.main",),
    "donations.restricted": ("donations.unrestricted", "grants.restricted"),
    "donations.unrestricted": ("donations.restricted", "grants.unrestricted"),
    "grants.restricted": ("grants.unrestricted", "donations.restricted"),
    "grants.unrestricted": ("grants.restricted", "donations.unrestricted"),
    "admin_cost": ("fundraising_cost",),
    "fundraising_cost": ("admin_cost", "other_income.unrestricted"),
    "advance": ("recoverable", "payable"),
    "b_free": ("b_total", "b_reserved"),
}
"""Where an account's posting might have belonged, rightly or not."""


ANY_RULE: Final = frozenset(PostingRule)
ADMITTED: Final = frozenset(
    {PostingRule.CLAIM_ADMITTED, PostingRule.REIMBURSEMENT_ADMITTED}
)
ADJUSTABLE: Final = frozenset(
    {
        PostingRule.DONATION_RECEIVED,
        PostingRule.GRANT_RECEIVED,
        PostingRule.UNIDENTIFIED_RECEIVED,
        PostingRule.DONATION_RETURNED,
        PostingRule.INTEREST,
        PostingRule.BANK_FEE,
        PostingRule.ADMIN_COST,
        PostingRule.REFUND,
    }
)
"""What followed no decision, so that its amount may be corrected."""


def sign(player: Player) -> None:
    """Sign some part of what waits for it."""
    action, command, who = player.pick(SIGN_ALL)
    player.deed(action, command, {"until": player.game.today}, who=who)


def review(player: Player) -> None:
    """Review what others made."""
    player.deed(
        Action.VOUCHER_REVIEW,
        signatures.review_vouchers,
        {"until": player.game.today},
        who=player.pick(("accountant2", "accountant", "supervisor", "cashier")),
    )


def review_one(player: Player) -> None:
    """Review one voucher, perhaps one's own, perhaps again."""
    one = player.pick(_vouchers(player))
    player.deed(
        Action.VOUCHER_REVIEW, signatures.review_voucher, {"voucher_no": one.no}
    )


def correct(player: Player) -> None:
    """Book a voucher anew in red and blue, with another account or project."""
    one, leads, postings = _one(player)
    accounts, to_project = _otherwise(player, postings)
    tried = player.deed(
        Action.VOUCHER_CORRECT,
        journal.correct_voucher,
        {
            "voucher_no": one.no,
            "reason": player.reason(),
            "accounts": accounts,
            "to_project_no": to_project,
            **player.booked_on(),
        },
        effect=None,
    )
    if tried.accepted:
        _corrected(player, leads, tried.vouchers, accounts, to_project)
    player.game.settle(tried._replace(vouchers=()), NOTHING)


def _otherwise(
    player: Player, postings: list[Posting]
) -> tuple[dict[AccountKey, AccountKey], ProjectNo | None]:
    """Draw what the voucher should have said."""
    if player.odd(4):
        known = player.projects()
        return {}, player.pick(known).no if known else None
    keys = [key for posting in postings for key in posting[2:4]]
    old = player.pick([key for key in keys if _others(key)] or keys)
    return {old: AccountKey(player.pick(_others(old) or ("bank.main",)))}, None


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
    player: Player,
    old_no: int,
    postings: tuple[tuple[int, int], ...],
    accounts: Mapping[AccountKey, AccountKey],
    to_project: ProjectNo | None,
) -> None:
    """Let the oracle say the same with other accounts, or another project."""
    _, (blue_no, year) = postings
    old = player.game.oracle.annul(old_no).effect
    plain = {str(key): str(new) for key, new in accounts.items()}

    def moved(figures: Mapping[BalanceKey, int]) -> dict[BalanceKey, int]:
        sums: dict[BalanceKey, int] = {}
        for (key, no), fen in figures.items():
            other = plain.get(key, key)
            elsewhere = no is not None and to_project is not None
            place = (other, int(to_project or 0) if elsewhere else no)
            # What lowers a cost is income.
            turned = (control(key) in COSTS) is not (control(other) in COSTS)
            sums[place] = sums.get(place, 0) + (-fen if turned else fen)
        return sums

    player.game.oracle.tell(blue_no, year, Effect(moved(old.fen_of), moved(old.counts)))
    for cost in player.game.costs_of.get(old_no, []):
        cost.leaf = plain.get(cost.leaf, cost.leaf)
    if old_no in player.game.costs_of:
        player.game.costs_of[blue_no] = player.game.costs_of.pop(old_no)


def adjust(player: Player) -> None:
    """Correct the amount of a voucher; money and budget mostly move together."""
    one, leads, postings = _one(player, rules=ADJUSTABLE)
    budget = [each.fen for each in postings if each.debit.startswith("b_")]
    money = [each.fen for each in postings if not each.debit.startswith("b_")]
    right = player.fen(2 * sum(money or budget))
    amounts = [*_spread(money, right), *_spread(budget, right)]
    if budget and player.odd(10):
        amounts[-1] += 1  # Uneven: always refused.
    tried = player.deed(
        Action.VOUCHER_CORRECT,
        journal.adjust_voucher,
        {
            "voucher_no": one.no,
            "amounts": [from_fen(fen) for fen in amounts],
            "reason": player.reason(),
            **player.booked_on(),
        },
        effect=None,
    )
    if tried.accepted:
        oracle = player.game.oracle
        year, old = oracle.annul(leads)
        moves, counts = (
            {place: right if fen > 0 else -right for place, fen in each.items()}
            for each in old
        )
        oracle.tell(leads, year, Effect(moves, counts))
    player.game.settle(tried._replace(vouchers=()), NOTHING)


def _spread(booked: list[int], total: int) -> list[int]:
    """Spread an amount over postings in their order, the rest on the last."""
    spread: list[int] = []
    for fen in booked[:-1]:
        spread.append(min(fen, total))
        total -= spread[-1]
    return [*spread, total] if booked else []


def correct_closed_year(player: Player) -> None:
    """Correct a cost of an earlier year through prior-year adjustments."""
    one, _, postings = _one(player, older=True, rules=ADMITTED)
    fen, too_low = player.fen(2_000), player.pick((False, True))
    cost = next((p for p in postings if control(p.debit) == "programme_cost"), None)
    moves: dict[BalanceKey, int] = {}
    counts: dict[BalanceKey, int] = {}
    if cost is not None and cost.project_no is not None:
        no, sign = int(cost.project_no), -1 if too_low else 1
        prior = f"prior_year.{cost.debit.rpartition('.')[2]}"
        owed = sign if cost.credit == "advance" else -sign
        moves = {(prior, no): sign * fen, (str(cost.credit), no): owed * fen}
        counts = {("admitted", no): -sign * fen}
    player.deed(
        Action.VOUCHER_CORRECT,
        journal.correct_closed_year,
        {
            "voucher_no": one.no,
            "amount": from_fen(fen),
            "reason": player.reason(),
            "too_low": too_low,
            **player.booked_on(),
        },
        effect=Effect(moves, counts),
    )


SIGN_ALL: Final[tuple[tuple[Action, Callable[..., Any], str], ...]] = (
    (Action.VOUCHER_PREPARE, signatures.prepare_vouchers, "accountant"),
    (Action.VOUCHER_COUNTERSIGN, signatures.countersign_vouchers, "cashier"),
    (Action.VOUCHER_REVIEW, signatures.review_vouchers, "accountant2"),
    (Action.VOUCHER_REVIEW, signatures.review_vouchers, "accountant"),
    (Action.VOUCHER_POST, signatures.post_vouchers, "accountant"),
    (Action.VOUCHER_POST, signatures.post_vouchers, "accountant2"),
    (Action.VOUCHER_ENDORSE, signatures.endorse_vouchers, "supervisor"),
)
"""Who signs what before a month is closed."""


def close_month(player: Player) -> None:
    """Close the next month, mostly once it is over and everything is reviewed."""
    opened = [each for each in _periods(player) if not each.closed]
    if not opened:
        return
    month = player.pick(opened).key if player.odd() else opened[0].key
    if not player.odd(4):
        player.game.today = max(player.game.today, month_end(month))
        for action, sign, who in SIGN_ALL:
            player.deed(action, sign, {"until": month_end(month)}, who=who)
    if month.endswith("-12") and not player.odd():
        close_year(player)
    player.deed(Action.MONTH_CLOSE, periods.close_month, {"month": month})


def reopen_month(player: Player) -> None:
    """Reopen a month, mostly the one closed last."""
    closed = [each.key for each in _periods(player) if each.closed]
    month = player.pick([*closed, month_of(player.game.today)])
    if closed and not player.odd():
        month = closed[-1]
    given = {"month": month, "reason": player.reason()}
    player.deed(Action.MONTH_REOPEN, periods.reopen_month, given)


def close_year(player: Player) -> None:
    """Carry a year forward."""
    year = 2024 if player.game.today.year == 2024 or player.odd(2) else 2025
    tried = player.deed(
        Action.YEAR_CLOSE, periods.close_year, {"year": year}, effect=None
    )
    if tried.accepted:
        player.game.oracle.close_year(year)
    player.game.settle(tried._replace(vouchers=()), NOTHING)


PLAYS: Final[tuple[Callable[[Player], None], ...]] = (
    sign,
    review,
    review_one,
    correct,
    correct,
    correct,
    adjust,
    adjust,
    correct_closed_year,
    close_month,
    close_month,
    reopen_month,
    close_year,
)


def _periods(player: Player) -> list[Period]:
    with player.game.fund.reading() as books:
        return funds.periods(books)


def _vouchers(player: Player) -> list[Voucher]:
    with player.game.fund.reading() as books:
        return list(queries.vouchers(books))


def _one(
    player: Player, *, older: bool = False, rules: frozenset[PostingRule] = ANY_RULE
) -> tuple[Voucher, int, list[Posting]]:
    """Pick a voucher to be corrected; tell its 记, and read the postings of both."""
    known = _vouchers(player)
    year = player.game.today.year
    fitting = [
        each
        for each in known
        if each.kind in (VoucherKind.NORMAL, VoucherKind.BLUE)
        and each.rule in rules
        and each.annulled_by is None
        and (each.on.year < year if older else each.on.year == year)
    ]
    one = player.pick(known if not fitting or player.odd() else fitting)
    with player.game.fund.reading() as books:
        leads = corrections.leading_voucher(books, one.no)
        nos = (leads, corrections.budget_voucher(books, leads))
        both = [queries.postings(books, no) for no in nos if no is not None]
        return one, int(leads), [each for booked in both for each in booked]
