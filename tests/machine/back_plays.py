"""What comes back of a project: refunds, interest, recoveries; or is given up."""

from datetime import date
from typing import Final

from fundledger.commands import funding, recoveries, refunds
from fundledger.domain.actions import Action
from fundledger.domain.disbursements import DisbursementState
from fundledger.domain.money import from_fen
from fundledger.queries import disbursements
from fundledger.queries import recoveries as recovery_queries
from fundledger.queries.projects import Project
from fundledger.queries.recoveries import Recovery
from tests.machine.effects import Moved
from tests.machine.lots import Part, taken, total
from tests.machine.oracle import Effect
from tests.machine.payment_plays import shares
from tests.machine.player import Player
from tests.machine.world import NEW_CHART, SOURCES


def refund(player: Player, project: Project) -> None:
    """Give unspent money back, of the newest advances; what is more nobody can name."""
    no, oracle = int(project.no), player.game.oracle
    bank = player.bank(player.pick(oracle.order[no] or ["general"]))
    fen = player.fen(oracle.whole("advance", no))
    lots, moved = oracle.lots[no], Moved()
    parts = taken(fen, lots.newest)
    for source, part in parts:
        moved.add(f"bank.{bank}", part).add("advance", -part, source, no)
        moved.count("returned", part, source, no)
        lots = lots.gone(source, part)
    moved.shift("b_disbursed", "free", parts, no)
    more = fen - total(parts)
    moved.add(f"bank.{bank}", more).add("other_payable.unidentified", more)
    player.deed(
        Action.REFUND_RECEIVE,
        refunds.receive_refund,
        {
            "project_no": project.no,
            "amount": from_fen(fen),
            "bank": bank,
            **player.booked_on(),
        },
        effect=moved.effect({no: lots}),
        project=project,
    )


def hand_over_interest(player: Player, project: Project) -> None:
    """Have a community hand over what an advance earned."""
    source = _advanced_of(player, project)
    bank, fen = player.bank(source), player.fen(100)
    moved = Moved().add(f"bank.{bank}", fen).leaf("other_income", fen, source)
    player.deed(
        Action.PROJECT_INTEREST_RECEIVE,
        funding.receive_project_interest,
        {
            "project_no": project.no,
            "amount": from_fen(fen),
            "bank": bank,
            **player.booked_on(),
        },
        effect=moved.budget(fen, source).count("received", fen, source).effect(),
        project=project,
    )


def _advanced_of(player: Player, project: Project) -> str:
    """Name the source of the oldest advance, or of the last one that was paid."""
    left = [
        each for each in player.game.oracle.lots[int(project.no)].oldest if each.fen
    ]
    if left:
        return left[0].source
    with player.game.fund.reading() as books:
        known = disbursements.disbursements(books, project.no)
    paid = [each for each in known if each.state in PAID and not each.reimburses]
    return shares(player, paid[-1])[0].source if paid else "general"


PAID: Final = (DisbursementState.PAID, DisbursementState.ACKNOWLEDGED)


def recover(player: Player, project: Project) -> None:
    """Recover what was disallowed, or write it off."""
    no = int(project.no)
    with player.game.fund.reading() as books:
        known = recovery_queries.recoveries(books, project.no)
    if not known:
        return
    one = player.pick(known)
    bank = player.bank(one.source)
    left = one.fen - one.recovered_fen
    if player.pick((False, False, True)):
        _write_off(player, project, one, left)
        return
    fen = player.fen(left)
    moved = Moved().add(f"bank.{bank}", fen).add("recoverable", -fen, one.source, no)
    moved.shift("b_disbursed", "free", [Part(one.source, fen)], no)
    player.deed(
        Action.RECOVERY_RECEIVE,
        recoveries.receive_recovery,
        {
            "recovery_no": one.no,
            "amount": from_fen(fen),
            "bank": bank,
            **player.booked_on(),
        },
        effect=moved.count("returned", fen, one.source, no).effect(),
        project=project,
    )


def _write_off(player: Player, project: Project, one: Recovery, left: int) -> None:
    """Give up what is owed: its source bears it, or an unrestricted one."""
    no, bearer = int(project.no), one.bearer or player.pick((None, *SOURCES))
    if one.bearer and player.odd():
        bearer = None

    def written_off(on: date) -> Effect:
        other = bearer or one.source
        loss = "admin_cost" if on < NEW_CHART else "impairment"
        moved = Moved().add("recoverable", -left, one.source, no)
        moved.leaf(loss, left, other, no).count("spent", left, other)
        if other == one.source:
            return moved.count("written_off", left, other, no).effect()
        moved.shift("b_disbursed", "free", [Part(one.source, left)], no)
        moved.add("free", -left, other).add("b_overhead", left, other)
        return moved.count("borne", left, one.source, no).effect()

    tried = player.deed(
        Action.RECOVERY_WRITE_OFF,
        recoveries.write_off_recovery,
        {
            "recovery_no": one.no,
            "reason": player.reason(),
            "bearer": bearer,
            "consent": "" if player.odd() else "捐赠人同意函",
            **player.booked_on(),
        },
        effect=None,
        project=project,
    )
    player.game.settle(tried, written_off)


COME_BACK: Final = (refund, refund, recover, recover, hand_over_interest)
"""What comes back of a project."""
