"""Money on its way to a project: advances and reimbursements."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from fundledger.commands import disbursements
from fundledger.domain.actions import Action
from fundledger.domain.disbursements import DisbursementState, possible
from fundledger.queries import disbursements as queries
from fundledger.queries.disbursements import UNPAID, Disbursement
from fundledger.queries.projects import Project
from tests.machine.oracle import BalanceKey, Effect
from tests.machine.player import Player

Play = Callable[[Player, Project, Disbursement], None]


def request(player: Player, project: Project) -> None:
    """Ask for an instalment."""
    left = player.game.oracle.of("b_committed", int(project.no))
    player.deed(
        Action.DISBURSEMENT_REQUEST,
        disbursements.request_disbursement,
        {"project_no": project.no, "amount": player.money(left)},
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
        moved: dict[BalanceKey, int] = {
            ("b_committed", no): -one.fen,
            ("b_payment", no): one.fen,
        }
        player.game.settle(tried, Effect(moved, {}))

    return play


def pay(player: Player, project: Project, one: Disbursement) -> None:
    """Pay; what the community spent itself meanwhile is owed to it, not advanced."""
    no, bank = int(project.no), player.bank()
    owed = (
        one.fen if one.reimburses else min(owed_from_bounces(player, project), one.fen)
    )
    moved: dict[BalanceKey, int] = {
        (f"bank.{bank}", None): -one.fen,
        ("payable", no): -owed,
        ("advance", no): one.fen - owed,
        ("b_payment", no): -one.fen,
        ("b_disbursed", no): one.fen,
    }
    player.deed(
        Action.DISBURSEMENT_PAY,
        disbursements.pay_disbursement,
        {"disbursement_no": one.no, "bank": bank, **player.booked_on()},
        effect=Effect(moved, {("paid", no): one.fen}),
        project=project,
    )


def bounce(player: Player, project: Project, one: Disbursement) -> None:
    """Have the bank send a payment back, from whatever it has become meanwhile."""
    no, rest = int(project.no), one.fen
    moved: dict[BalanceKey, int] = {
        (str(one.bank), None): one.fen,
        ("b_payment", no): one.fen,
        ("b_disbursed", no): -one.fen,
    }
    if not one.reimburses:
        for key in ("advance", "recoverable"):
            part = min(rest, player.game.oracle.of(key, no))
            moved[key, no] = -part
            rest -= part
    moved["payable", no] = rest
    player.deed(
        Action.DISBURSEMENT_BOUNCE,
        disbursements.bounce_disbursement,
        {"disbursement_no": one.no, "reason": player.reason(), **player.booked_on()},
        effect=Effect(moved, {("paid", no): -one.fen}),
        project=project,
    )


def decline(player: Player, project: Project, one: Disbursement) -> None:
    """Decline a payment: its budget comes back, and a reimbursement's cost."""
    no = int(project.no)
    on = player.booked_on()
    year = on.get("voucher_on", player.game.today).year
    moved: dict[BalanceKey, int] = {
        ("b_payment", no): -one.fen,
        ("b_committed", no): one.fen,
    }
    counts: dict[BalanceKey, int] = {}
    costs = player.game.costs.get(int(one.claim_no or 0), [])
    for cost in costs:
        take_back(moved, counts, cost.leaf, cost.fen, no, closed=cost.year < year)
    if one.reimburses:
        moved["payable", no] = -sum(cost.fen for cost in costs)
    tried = player.deed(
        Action.DISBURSEMENT_DECLINE,
        disbursements.decline_disbursement,
        {"disbursement_no": one.no, "reason": player.reason(), **on},
        effect=None,
        project=project,
    )
    player.game.settle(tried, Effect(moved, counts))
    if tried.accepted and one.reimburses:
        costs.clear()


def take_back(
    moved: dict[BalanceKey, int],
    counts: dict[BalanceKey, int],
    leaf: str,
    fen: int,
    no: int,
    *,
    closed: bool,
) -> None:
    """Take cost back: in red, or as an adjustment where its year is another one."""
    key = leaf
    if closed:
        key = f"prior_year.{leaf.rpartition('.')[2]}"
    moved[key, no] = moved.get((key, no), 0) + (fen if closed else -fen)
    counts["admitted", no] = counts.get(("admitted", no), 0) - fen


def owed_from_bounces(player: Player, project: Project) -> int:
    """Tell what is owed to the community besides its reimbursements."""
    with player.game.fund.reading() as books:
        known = queries.disbursements(books, project.no, UNPAID)
    unpaid = sum(each.fen for each in known if each.reimburses)
    return max(player.game.oracle.of("payable", int(project.no)) - unpaid, 0)


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
    one = player.pick(under_way)
    actions = list(possible(one.state))
    if one.state is DisbursementState.CHECKED:
        actions += [Action.DISBURSEMENT_APPROVE, Action.DISBURSEMENT_AGREE]
    usual = [each for each in actions if each in _USUAL]
    if player.honest or (usual and player.odd(2)):
        actions = usual or actions
    if player.odd():
        one, actions = player.pick(known), list(PLAYS)
    PLAYS[player.pick(actions)](player, project, one)
