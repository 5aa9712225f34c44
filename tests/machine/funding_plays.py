"""Money that comes to the fund, and what of it is sent back unidentified."""

from collections.abc import Callable
from datetime import date
from typing import Final

from fundledger.commands import funding
from fundledger.domain.actions import Action
from fundledger.domain.funding import FundingKind
from fundledger.domain.ids import FundingNo
from fundledger.domain.money import from_fen
from fundledger.queries import funding as queries
from fundledger.queries.funding import Funding
from tests.machine.effects import Moved
from tests.machine.oracle import Effect
from tests.machine.player import Player
from tests.machine.world import INTEREST_OF, NEW_CHART


def receive(player: Player) -> None:
    """Receive a donation or a grant, of a source."""
    is_grant, source = player.pick((False, True)), player.source()
    bank, fen = player.bank(source), player.fen(60_000)
    moved = Moved().add(f"bank.{bank}", fen).budget(fen, source)
    moved.leaf("grants" if is_grant else "donations", fen, source)
    player.deed(
        Action.GRANT_RECEIVE if is_grant else Action.DONATION_RECEIVE,
        funding.receive_grant if is_grant else funding.receive_donation,
        {
            "amount": from_fen(fen),
            "party": "某某",
            "bank": bank,
            "source": source,
            **player.booked_on(),
        },
        effect=moved.count("received", fen, source).effect(),
    )


def receive_unidentified(player: Player) -> None:
    """Receive what nobody can name."""
    bank, fen = player.bank(player.source()), player.fen(30_000)
    moved = Moved().add(f"bank.{bank}", fen).add("other_payable.unidentified", fen)
    player.deed(
        Action.RECEIPT_UNIDENTIFIED,
        funding.receive_unidentified,
        {"amount": from_fen(fen), "bank": bank, **player.booked_on()},
        effect=moved.effect(),
    )


def identify(player: Player) -> None:
    """Say what a receipt was."""
    receipt = one_received(player, FundingKind.UNIDENTIFIED)
    if receipt is None:
        return
    kind, source = player.pick(list(FundingKind)), player.source()
    if receipt.bank == "bank.aid" and not player.odd():
        source = "aid"
    income = "grants" if kind is FundingKind.GRANT else "donations"
    moved = Moved().add("other_payable.unidentified", -receipt.fen)
    moved.leaf(income, receipt.fen, source).budget(receipt.fen, source)
    player.deed(
        Action.RECEIPT_IDENTIFY,
        funding.identify_money,
        {
            "funding_no": receipt.no,
            "kind": kind,
            "party": "某某",
            "source": source,
            **player.booked_on(),
        },
        effect=moved.count("received", receipt.fen, source).effect(),
    )


def send_back(player: Player) -> None:
    """Send back what nobody can name, all of it."""
    receipt = one_received(player, FundingKind.UNIDENTIFIED)
    if receipt is None:
        return
    moved = Moved().add(receipt.bank, -receipt.fen)
    moved.add("other_payable.unidentified", -receipt.fen)
    player.deed(
        Action.RECEIPT_SEND_BACK,
        funding.send_back_unidentified,
        {
            "funding_no": receipt.no,
            "reason": player.reason(),
            **player.booked_on(),
        },
        effect=moved.effect(),
    )


def receive_interest(player: Player) -> None:
    """Receive interest: it lowers fundraising cost by the chart of 2004."""
    bank, fen = player.bank(player.source()), player.fen(500)
    source = INTEREST_OF[bank]

    def interest(on: date) -> Effect:
        moved = Moved().add(f"bank.{bank}", fen).budget(fen, source)
        moved.count("received", fen, source)
        if on < NEW_CHART:
            return moved.leaf("fundraising_cost", -fen, source).effect()
        return moved.leaf("other_income", fen, source).effect()

    player.deed(
        Action.INTEREST_RECEIVE,
        funding.receive_interest,
        {"amount": from_fen(fen), "bank": bank, **player.booked_on()},
        effect=interest,
    )


PLAYS: Final[tuple[Callable[[Player], None], ...]] = (
    receive,
    receive,
    receive,
    receive_unidentified,
    identify,
    identify,
    send_back,
    receive_interest,
)


def one_received(player: Player, *kinds: FundingKind) -> Funding | None:
    """Pick what was received, mostly of a kind; now and then what is not there."""
    with player.game.fund.reading() as books:
        known = queries.fundings(books)
    fitting = [each for each in known if each.kind in kinds and not each.returned_fen]
    if player.odd():
        return player.pick([*known, known[0]._replace(no=FundingNo(999))])
    return player.pick(fitting) if fitting else None
