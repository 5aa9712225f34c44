"""The fund's own money: returned, spent on running it, moved between accounts."""

from collections.abc import Callable
from datetime import date
from typing import Final

from fundledger.commands import re_sourcing, returns, running_costs, transfers
from fundledger.domain.actions import Action
from fundledger.domain.chart import ADMIN_COST, FUNDRAISING_COST
from fundledger.domain.funding import FundingKind
from fundledger.domain.ids import ReturnNo, RunningCostNo, TransferNo
from fundledger.domain.money import from_fen
from fundledger.domain.returns import ReturnGround, ReturnState
from fundledger.queries import returns as return_queries
from fundledger.queries import running_costs as cost_queries
from fundledger.queries import transfers as transfer_queries
from tests.machine.effects import Moved
from tests.machine.funding_plays import one_received
from tests.machine.oracle import INCOME, RESTRICTED, Effect, leaf, net
from tests.machine.player import Player
from tests.machine.world import BANKS, SOURCES

LOOSE: Final = tuple(each for each in SOURCES if each not in RESTRICTED)


def decide_return(player: Player) -> None:
    """Decide that money goes back, on any ground; the approver and the supervisor."""
    given = one_received(player, FundingKind.DONATION, FundingKind.GRANT)
    if given is None:
        return
    source, ground = given.source or "general", player.pick(list(ReturnGround))
    most = given.fen - given.returned_fen
    if ground is not ReturnGround.ORDERED and not player.odd():
        most = min(most, max(player.game.oracle.of("free", None, source), 1))
    fen = player.fen(most)
    income = "donations" if given.kind is FundingKind.DONATION else "grants"
    moved = Moved().add("other_payable.to_return", fen, source).budget(-fen, source)
    if ground is ReturnGround.MISTAKEN:
        moved.leaf(income, -fen, source).count("received", -fen, source)
    else:
        moved.leaf("admin_cost", fen, source).count("spent", fen, source)
    player.cosigned(
        Action.RETURN_DECIDE,
        returns.decide_money_return,
        {
            "funding_no": given.no,
            "amount": from_fen(fen),
            "ground": ground,
            "reason": player.reason(),
            **player.booked_on(),
        },
        ("approver", "supervisor"),
        moved.effect(),
    )


def go_on_with_return(player: Player) -> None:
    """Pay a return that was decided; or have the bank send it back."""
    with player.game.fund.reading() as books:
        known = return_queries.money_returns(books)
    if not known:
        return
    one = player.pick(known)
    pays = (one.state is ReturnState.DECIDED) is not player.odd()
    bank = player.bank(one.source)
    leaves = f"bank.{bank}" if pays else str(one.bank)
    fen = -one.fen if pays else one.fen
    moved = Moved().add(leaves, fen)
    moved.add("other_payable.to_return", fen, one.source)
    no = ReturnNo(99) if player.odd(20) else one.no
    player.deed(
        Action.RETURN_PAY if pays else Action.RETURN_BOUNCE,
        returns.pay_money_return if pays else returns.bounce_money_return,
        {
            "return_no": no,
            **({"bank": bank} if pays else {"reason": player.reason()}),
            **player.booked_on(),
        },
        effect=moved.effect(),
    )


BOTH: Final = ("accountant", "supervisor")
"""Who signs what running the fund costs, where it is much."""


def pay_fee(player: Player) -> None:
    """Pay a bank fee, though nothing may be free; of unrestricted money."""
    bank, source = player.bank(), player.source(LOOSE)
    free = sum(player.game.oracle.of("free", None, each) for each in LOOSE)
    fen = player.fen(max(free, 300) + 20_000 if player.odd(3) else 300)
    player.cosigned(
        Action.FEE_PAY,
        running_costs.pay_bank_fee,
        {
            "amount": from_fen(fen),
            "bank": bank,
            "source": source,
            **player.booked_on(),
        },
        BOTH,
        _overhead(f"bank.{bank}", "admin_cost", fen, source).effect(),
        alone="accountant",
    )


def pay_admin_cost(player: Player) -> None:
    """Pay what running the fund costs, sometimes far more than is free."""
    source = player.source((*LOOSE, "care"))
    bank = player.bank(source)
    balance = player.game.oracle.of(f"bank.{bank}")
    fen = player.fen(balance if player.odd() else 20_000)
    account = player.pick((ADMIN_COST, ADMIN_COST, FUNDRAISING_COST))
    player.cosigned(
        Action.ADMIN_COST_PAY,
        running_costs.pay_admin_cost,
        {
            "amount": from_fen(fen),
            "bank": bank,
            "summary": "印刷费",
            "account": account,
            "source": source,
            **player.booked_on(),
        },
        BOTH,
        _overhead(f"bank.{bank}", account, fen, source).effect(),
        alone="supervisor",
    )


def bounce_admin_cost(player: Player) -> None:
    """Have the bank send a running cost back; of another year it is an adjustment."""
    with player.game.fund.reading() as books:
        known = cost_queries.running_costs(books)
    if not known:
        return
    one = player.pick(known)

    def back(on: date) -> Effect:
        if one.on.year == on.year:
            return _overhead(one.bank, one.account, -one.fen, one.source).effect()
        moved = _overhead(one.bank, "prior_year", -one.fen, one.source)
        place = (leaf("prior_year", one.source), None, one.source)
        moved.fen_of[place] = one.fen
        return moved.effect()

    no = RunningCostNo(99) if player.odd(20) else one.no
    player.deed(
        Action.ADMIN_COST_BOUNCE,
        running_costs.bounce_admin_cost,
        {"running_cost_no": no, "reason": player.reason(), **player.booked_on()},
        effect=back,
    )


def _overhead(bank: str, account: str, fen: int, source: str) -> Moved:
    moved = Moved().add(bank, -fen).leaf(account, fen, source)
    moved.add("b_overhead", fen, source).add("free", -fen, source)
    return moved.count("spent", fen, source)


def transfer(player: Player) -> None:
    """Move money between the fund's own accounts, at once or in transit."""
    one, other = player.pick(BANKS), player.pick(BANKS)
    if one == other and not player.odd():
        return
    fen, in_transit = player.fen(40_000), player.pick((False, True))
    arrives = "bank.transit" if in_transit else f"bank.{other}"
    player.cosigned(
        Action.TRANSFER_SEND,
        transfers.transfer_money,
        {
            "amount": from_fen(fen),
            "from_bank": one,
            "to_bank": other,
            "in_transit": in_transit,
            **player.booked_on(),
        },
        ("cashier", "supervisor"),
        Moved().add(f"bank.{one}", -fen).add(arrives, fen).effect(),
    )


def arrive(player: Player) -> None:
    """Let money arrive that was in transit."""
    with player.game.fund.reading() as books:
        known = transfer_queries.transfers(books)
    waiting = [each for each in known if each.arrived_voucher_no is None]
    if not known:
        return
    one = player.pick(known if player.odd() or not waiting else waiting)
    no = TransferNo(99) if player.odd(20) else one.no
    moved = Moved().add("bank.transit", -one.fen).add(one.to_bank, one.fen)
    player.deed(
        Action.TRANSFER_ARRIVE,
        transfers.receive_transfer,
        {"transfer_no": no, **player.booked_on()},
        effect=moved.effect(),
    )


def reclassify(player: Player) -> None:
    """Lift a restriction, or make one, on the giver's letter."""
    own = player.source()
    kind = own in RESTRICTED
    other = player.source([each for each in SOURCES if (each in RESTRICTED) != kind])
    fen = player.fen(max(min(player.game.oracle.of("free", None, own), 20_000), 1))
    moved = Moved().budget(-fen, own).budget(fen, other)
    moved.count("received", -fen, own).count("received", fen, other)
    # What was carried over goes first, then this year's income, gifts before grants.
    rest = fen
    for name in ("net", *INCOME):
        key = net(own) if name == "net" else name
        has = sum(
            at
            for (place, _, source), at in player.game.oracle.fen_of.items()
            if source == own and (place == key or place.startswith(f"{key}."))
        )
        part = min(rest, max(has, 0))
        rest -= part
        if name == "net":
            moved.add(net(own), -part, own).add(net(other), part, other)
            moved.count("reclassified", -part, own)
            moved.count("reclassified", part, other)
        else:
            moved.leaf(name, -part, own).leaf(name, part, other)
    player.cosigned(
        Action.SOURCE_RECLASSIFY,
        re_sourcing.reclassify_source,
        {
            "amount": from_fen(fen),
            "from_source": own,
            "to_source": other,
            "reason": player.reason(),
            **player.booked_on(),
        },
        ("approver", "supervisor"),
        moved.effect(),
    )


PLAYS: Final[tuple[Callable[[Player], None], ...]] = (
    decide_return,
    decide_return,
    go_on_with_return,
    go_on_with_return,
    pay_fee,
    pay_admin_cost,
    pay_admin_cost,
    bounce_admin_cost,
    transfer,
    arrive,
    reclassify,
)
