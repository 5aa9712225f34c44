"""Money on its way to a project: advances and reimbursements."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from fundledger.commands import disbursements
from fundledger.domain.actions import Action
from fundledger.domain.disbursements import DisbursementState, possible
from fundledger.domain.ids import SourceKey
from fundledger.queries import disbursements as queries
from fundledger.queries.disbursements import UNPAID, Disbursement
from fundledger.queries.projects import Project
from tests.machine.effects import Moved
from tests.machine.game import Cost
from tests.machine.lots import Part, taken, total
from tests.machine.oracle import Effect
from tests.machine.player import Player

Play = Callable[[Player, Project, Disbursement], None]


def request(player: Player, project: Project) -> None:
    """Ask for an instalment."""
    left = player.game.oracle.whole("b_committed", int(project.no))
    with player.game.fund.reading() as books:
        left -= queries.pending(books, project.no)
    player.deed(
        Action.DISBURSEMENT_REQUEST,
        disbursements.request_disbursement,
        {
            "project_no": project.no,
            "amount": player.money(max(left // player.pick((1, 2, 3)), 1)),
        },
        project=project,
    )


def _plain(
    action: Action, command: Callable[..., Any], *, reasoned: bool = False
) -> Play:
    def play(player: Player, project: Project, one: Disbursement) -> None:
        given: dict[str, Any] = {"disbursement_no": one.no}
        if reasoned:
            given["reason"] = player.reason()
        player.deed(action, command, given, project=project)

    return play


def _sign(action: Action, command: Callable[..., Any]) -> Play:
    """Make the play of a signature: the last one moves an advance's budget."""

    def play(player: Player, project: Project, one: Disbursement) -> None:
        no = int(project.no)
        given = {"disbursement_no": one.no, **player.booked_on()}
        tried = player.deed(action, command, given, effect=None, project=project)
        parts = player.game.oracle.in_order("b_committed", no, one.fen)
        moved = Moved().shift("b_committed", "b_payment", parts, no)
        player.game.settle(tried, moved.effect())

    return play


def shares(player: Player, one: Disbursement) -> list[Part]:
    """Read whose money a payment is."""
    with player.game.fund.reading() as books:
        return [Part(str(key), fen) for key, fen in queries.shares(books, one.no)]


def pay(player: Player, project: Project, one: Disbursement) -> None:
    """Pay; what the community spent itself meanwhile is owed to it, not advanced.

    The money of a source with an account of its own leaves from there.
    """
    no, parts = int(project.no), shares(player, one)
    bank = player.bank(parts[0].source if len(parts) == 1 else "")
    owed_of = owed_from_bounces(player, project)
    moved, lots = Moved(), player.game.oracle.lots[no]
    for source, fen in parts:
        owed = fen if one.reimburses else min(owed_of.get(source, 0), fen)
        moved.add("bank.aid" if source == "aid" else f"bank.{bank}", -fen)
        moved.add("payable", -owed, source, no).add("advance", fen - owed, source, no)
        lots = lots.paid(source, fen - owed)
    moved.shift("b_payment", "b_disbursed", parts, no).counted("paid", parts, no)
    player.deed(
        Action.DISBURSEMENT_PAY,
        disbursements.pay_disbursement,
        {"disbursement_no": one.no, "bank": bank, **player.booked_on()},
        effect=moved.effect({no: lots}),
        project=project,
    )


def bounce(player: Player, project: Project, one: Disbursement) -> None:
    """Have the bank send a payment back, from whatever it has become meanwhile.

    It goes back to who paid it, or took over since; to the accounts it came from.
    """
    no, paid, oracle = int(project.no), shares(player, one), player.game.oracle
    with player.game.fund.reading() as books:
        banks = queries.banks(books, one.no)
    tried = player.deed(
        Action.DISBURSEMENT_BOUNCE,
        disbursements.bounce_disbursement,
        {"disbursement_no": one.no, "reason": player.reason(), **player.booked_on()},
        effect=None,
        project=project,
    )
    back = shares(player, one)
    assert total(back) == total(paid)
    assert all(
        each in paid or oracle.count("taken_over", no, each.source) for each in back
    )
    moved, lots = Moved(), oracle.lots[no]
    for source, fen in paid:
        moved.add(str(banks.get(SourceKey(source))), fen)
    for source, fen in back:
        rest = fen
        for key in () if one.reimburses else ("advance", "recoverable"):
            part = min(rest, oracle.of(key, no, source))
            moved.add(key, -part, source, no)
            rest -= part
            if key == "advance":
                lots = lots.gone(source, part)
        moved.add("payable", rest, source, no)
        moved.count("paid", -fen, source, no)
    moved.shift("b_disbursed", "b_payment", back, no)
    player.game.settle(tried, moved.effect({no: lots}))


def decline(player: Player, project: Project, one: Disbursement) -> None:
    """Decline a payment: its budget comes back, and a reimbursement's cost."""
    no, parts = int(project.no), shares(player, one)
    costs = player.game.costs.get(int(one.claim_no or 0), [])
    owed = as_owed(costs, parts)

    def declined(on: date) -> Effect:
        moved = Moved()
        for cost in owed:
            take_back(moved, cost, cost.fen, no, on)
            moved.add("payable", -cost.fen, cost.source, no)
        return moved.shift("b_payment", "b_committed", parts, no).effect()

    tried = player.deed(
        Action.DISBURSEMENT_DECLINE,
        disbursements.decline_disbursement,
        {"disbursement_no": one.no, "reason": player.reason(), **player.booked_on()},
        effect=None,
        project=project,
    )
    player.game.settle(tried, declined)
    if tried.accepted and one.reimburses:
        costs.clear()


def as_owed(costs: Sequence[Cost], parts: Sequence[Part]) -> list[Cost]:
    """Say whose a claim's cost is while it is to be paid: of those that will pay."""
    of_source: Counter[str] = Counter()
    for cost in costs:
        of_source[cost.source] += cost.fen
    if +of_source == Counter(dict(parts)):
        return [replace(cost) for cost in costs]
    left, owed = dict(parts), list[Cost]()
    for kind in dict.fromkeys(cost.kind for cost in costs):
        of_kind = [cost for cost in costs if cost.kind is kind]
        rest = sum(cost.fen for cost in of_kind)
        for source, fen in taken(rest, [Part(*each) for each in left.items()]):
            left[source] -= fen
            owed.append(replace(of_kind[0], source=source, fen=fen))
    return owed


def take_back(moved: Moved, cost: Cost, fen: int, no: int, on: date) -> None:
    """Take cost back: in red, or as an adjustment where its year is another one."""
    if cost.year < on.year:
        moved.leaf("prior_year", fen, cost.source, no)
    else:
        moved.leaf(cost.account, -fen, cost.source, no)
    moved.count("admitted", -fen, cost.source, no)
    moved.count("spent", -fen, cost.source)


def owed_from_bounces(player: Player, project: Project) -> dict[str, int]:
    """Tell what is owed to the community besides its reimbursements, by source."""
    with player.game.fund.reading() as books:
        known = queries.disbursements(books, project.no, UNPAID)
    owed = dict(player.game.oracle.standing("payable", int(project.no)))
    for each in known:
        for source, fen in shares(player, each) if each.reimburses else ():
            owed[source] -= fen
    return {source: max(fen, 0) for source, fen in owed.items()}


PLAYS: Final[Mapping[Action, Play]] = MappingProxyType(
    {
        Action.DISBURSEMENT_CHECK: _plain(
            Action.DISBURSEMENT_CHECK, disbursements.check_disbursement
        ),
        Action.DISBURSEMENT_RETURN: _plain(
            Action.DISBURSEMENT_RETURN, disbursements.return_disbursement, reasoned=True
        ),
        Action.DISBURSEMENT_APPROVE: _sign(
            Action.DISBURSEMENT_APPROVE, disbursements.approve_disbursement
        ),
        Action.DISBURSEMENT_AGREE: _sign(
            Action.DISBURSEMENT_AGREE, disbursements.agree_to_disbursement
        ),
        Action.DISBURSEMENT_PAY: pay,
        Action.DISBURSEMENT_ACKNOWLEDGE: _plain(
            Action.DISBURSEMENT_ACKNOWLEDGE, disbursements.acknowledge_disbursement
        ),
        Action.DISBURSEMENT_REDIRECT: _plain(
            Action.DISBURSEMENT_REDIRECT,
            disbursements.redirect_disbursement,
            reasoned=True,
        ),
        Action.DISBURSEMENT_DECLINE: decline,
        Action.DISBURSEMENT_BOUNCE: bounce,
    }
)


_USUAL: Final = frozenset(
    {
        Action.DISBURSEMENT_CHECK,
        Action.DISBURSEMENT_APPROVE,
        Action.DISBURSEMENT_AGREE,
        Action.DISBURSEMENT_PAY,
    }
)


def play(player: Player, project: Project) -> None:
    """Go on with one payment of a project, most often towards being paid."""
    with player.game.fund.reading() as books:
        known = queries.disbursements(books, project.no)
    under_way = [each for each in known if possible(each.state)]
    if not under_way or player.odd(4):
        request(player, project)
        return
    unpaid = [each for each in under_way if each.state is not DisbursementState.PAID]
    one = player.pick(unpaid if unpaid and not player.odd(3) else under_way)
    actions = list(possible(one.state))
    if one.state is DisbursementState.CHECKED:
        actions += [Action.DISBURSEMENT_APPROVE, Action.DISBURSEMENT_AGREE]
    usual = [each for each in actions if each in _USUAL]
    if not player.odd(4):
        actions = usual or actions
    if player.odd():
        one, actions = player.pick(known), list(PLAYS)
    PLAYS[player.pick(actions)](player, project, one)


def lead(player: Player, project: Project) -> None:
    """Pay an advance in the usual way, from the request to the bank."""
    request(player, project)
    with player.game.fund.reading() as books:
        no = queries.disbursements(books, project.no)[-1].no
    for action in _WAY:
        with player.game.fund.reading() as books:
            one = queries.disbursement(books, no)
        if one is not None:
            PLAYS[action](player, project, one)


_WAY: Final = (
    Action.DISBURSEMENT_CHECK,
    Action.DISBURSEMENT_APPROVE,
    Action.DISBURSEMENT_AGREE,
    Action.DISBURSEMENT_PAY,
)
