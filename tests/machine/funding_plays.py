"""Money that comes to the fund, goes back, and pays for running it."""

from collections.abc import Callable
from typing import Final

from fundledger.commands import funding
from fundledger.domain.actions import Action
from fundledger.domain.funding import FundingKind
from fundledger.domain.ids import FundingNo
from fundledger.domain.money import from_fen
from fundledger.queries import funding as queries
from fundledger.queries.funding import Funding
from tests.machine.oracle import BalanceKey, Effect
from tests.machine.player import Player

RESTRICTED = {True: "restricted", False: "unrestricted"}


def receive(player: Player) -> None:
    """Receive a donation or a grant."""
    is_grant = player.pick((False, True))
    bank, fen = player.bank(), player.fen(60_000)
    restricted = player.pick((False, True))
    leaf = f"{'grants' if is_grant else 'donations'}.{RESTRICTED[restricted]}"
    player.deed(
        Action.GRANT_RECEIVE if is_grant else Action.DONATION_RECEIVE,
        funding.receive_grant if is_grant else funding.receive_donation,
        {
            "amount": from_fen(fen),
            "party": "某某",
            "bank": bank,
            "restricted": restricted,
            **player.booked_on(),
        },
        effect=_budgeted({(f"bank.{bank}", None): fen, (leaf, None): fen}, fen),
    )


def receive_unidentified(player: Player) -> None:
    """Receive what nobody can name."""
    bank, fen = player.bank(), player.fen(30_000)
    player.deed(
        Action.RECEIPT_UNIDENTIFIED,
        funding.receive_unidentified,
        {"amount": from_fen(fen), "bank": bank, **player.booked_on()},
        effect=Effect(
            {(f"bank.{bank}", None): fen, ("other_payable.unidentified", None): fen}, {}
        ),
    )


def identify(player: Player) -> None:
    """Say what a receipt was."""
    receipt = _one(player, FundingKind.UNIDENTIFIED)
    if receipt is None:
        return
    kind = player.pick(list(FundingKind))
    restricted = player.pick((False, True))
    control = "grants" if kind is FundingKind.GRANT else "donations"
    moved: dict[BalanceKey, int] = {
        ("other_payable.unidentified", None): -receipt.fen,
        (f"{control}.{RESTRICTED[restricted]}", None): receipt.fen,
    }
    player.deed(
        Action.RECEIPT_IDENTIFY,
        funding.identify_money,
        {
            "funding_no": receipt.no,
            "kind": kind,
            "party": "某某",
            "restricted": restricted,
            **player.booked_on(),
        },
        effect=_budgeted(moved, receipt.fen),
    )


def give_back(player: Player) -> None:
    """Give a donation back, in whole or in part."""
    donation = _one(player, FundingKind.DONATION)
    if donation is None:
        return
    fen = player.fen(donation.fen - donation.returned_fen)
    other = player.bank() if player.odd() else None
    bank = donation.bank if other is None else f"bank.{other}"
    leaf = f"donations.{RESTRICTED[donation.restricted]}"
    player.deed(
        Action.DONATION_RETURN,
        funding.return_donation,
        {
            "funding_no": donation.no,
            "amount": from_fen(fen),
            "reason": player.reason(),
            "bank": other,
            **player.booked_on(),
        },
        effect=_budgeted({(bank, None): -fen, (leaf, None): -fen}, -fen),
    )


def receive_interest(player: Player) -> None:
    """Receive interest: under the 2004 edition it lowers fundraising cost."""
    bank, fen = player.bank(), player.fen(500)
    moved: dict[BalanceKey, int] = {
        (f"bank.{bank}", None): fen,
        ("fundraising_cost", None): -fen,
    }
    player.deed(
        Action.INTEREST_RECEIVE,
        funding.receive_interest,
        {"amount": from_fen(fen), "bank": bank, **player.booked_on()},
        effect=_budgeted(moved, fen),
    )


def pay_fee(player: Player) -> None:
    """Pay a bank fee."""
    bank, fen = player.bank(), player.fen(300)
    player.deed(
        Action.FEE_PAY,
        funding.pay_bank_fee,
        {"amount": from_fen(fen), "bank": bank, **player.booked_on()},
        effect=_overhead(bank, "admin_cost", fen),
    )


def pay_admin_cost(player: Player) -> None:
    """Pay what running the fund costs, sometimes far more than is free."""
    bank = player.bank()
    balance = player.game.oracle.of(f"bank.{bank}")
    fen = player.fen(balance if player.odd() else 20_000)
    player.deed(
        Action.ADMIN_COST_PAY,
        funding.pay_admin_cost,
        {
            "amount": from_fen(fen),
            "bank": bank,
            "summary": "印刷费",
            **player.booked_on(),
        },
        effect=_overhead(bank, "admin_cost", fen),
    )


PLAYS: Final[tuple[Callable[[Player], None], ...]] = (
    receive,
    receive,
    receive_unidentified,
    identify,
    give_back,
    receive_interest,
    pay_fee,
    pay_admin_cost,
)


def _budgeted(moved: dict[BalanceKey, int], fen: int) -> Effect:
    """Let the permission to spend follow the money."""
    return Effect({**moved, ("b_total", None): fen, ("free", None): fen}, {})


def _overhead(bank: str, account: str, fen: int) -> Effect:
    moved: dict[BalanceKey, int] = {
        (f"bank.{bank}", None): -fen,
        (account, None): fen,
        ("b_overhead", None): fen,
        ("free", None): -fen,
    }
    return Effect(moved, {})


def _one(player: Player, kind: FundingKind) -> Funding | None:
    """Pick what was received, mostly of a kind; now and then what is not there."""
    with player.game.fund.reading() as books:
        known = queries.fundings(books)
    fitting = [each for each in known if each.kind == kind]
    if player.odd():
        return player.pick([*known, known[0]._replace(no=FundingNo(999))])
    return player.pick(fitting) if fitting else None
