"""What a project spent: claims, what is disallowed of them, and what comes back."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from fundledger.commands import claims, disallowances
from fundledger.commands.claims import Verdict
from fundledger.commands.receipts import NewReceipt
from fundledger.domain.actions import Action
from fundledger.domain.chart import SpendingKind
from fundledger.domain.claims import ClaimState, ReceiptKind, possible
from fundledger.domain.ids import LineNo
from fundledger.domain.money import from_fen, to_fen
from fundledger.queries import claims as queries
from fundledger.queries import disbursements
from fundledger.queries.budgets import approved_lines
from fundledger.queries.claims import Claim, ClaimReceipt
from fundledger.queries.disbursements import UNPAID
from fundledger.queries.projects import Project
from tests.machine.effects import Moved
from tests.machine.game import Cost
from tests.machine.lots import Part, taken, total
from tests.machine.oracle import Effect, Oracle
from tests.machine.payment_plays import (
    as_owed,
    owed_from_bounces,
    shares,
    take_back,
)
from tests.machine.player import Player
from tests.machine.project_plays import KINDS

Play = Callable[[Player, Project, Claim], None]


def draft(player: Player, project: Project) -> None:
    """Begin a claim, against an advance or for reimbursement."""
    advance = player.game.oracle.whole("advance", int(project.no))
    reimburses = not advance if not player.odd(3) else player.pick((False, True))
    player.deed(
        Action.CLAIM_DRAFT,
        claims.draft_claim,
        {
            "project_no": project.no,
            "receipts": _receipts(player, project),
            "reimburses": reimburses,
        },
        project=project,
    )


def _receipts(player: Player, project: Project) -> list[NewReceipt]:
    """Hand in one to three receipts; now and then one that was handed in before."""
    no = int(project.no)
    oracle = player.game.oracle
    most = max(oracle.whole("advance", no) or oracle.whole("b_committed", no), 2)
    first = player.game.counts["receipt"][0]
    with player.game.fund.reading() as books:
        lines = approved_lines(books, project.no)
    left = {each.line: each.approved_fen - each.spent_fen for each in lines}
    open_lines = [line for line, fen in left.items() if fen > 0]
    count = player.pick((1, 1, 2, 3))
    named = [
        player.pick(list(map(LineNo, (1, 2, 3))) if player.odd(20) else open_lines)
        for _ in range(count if open_lines else 0)
    ]
    return [
        NewReceipt(
            line,
            player.pick((ReceiptKind.INVOICE, ReceiptKind.RECEIPT)),
            f"No.{player.pick((1, 2)) if player.odd(15) else first + at}",
            "某某商店",
            player.game.today,
            from_fen(player.fen(max(min(most, left.get(line, 0)) // count, 2))),
        )
        for at, line in enumerate(named)
    ]


def _mend(action: Action, command: Callable[..., Any]) -> Play:
    def play(player: Player, project: Project, one: Claim) -> None:
        given = {"claim_no": one.no, "receipts": _receipts(player, project)}
        player.deed(action, command, given, project=project)

    return play


def _plain(
    action: Action, command: Callable[..., Any], *, reasoned: bool = True
) -> Play:
    def play(player: Player, project: Project, one: Claim) -> None:
        given: dict[str, Any] = {"claim_no": one.no}
        if reasoned:
            given["reason"] = player.reason()
        player.deed(action, command, given, project=project)

    return play


def admit(player: Player, project: Project, one: Claim) -> None:
    """Admit a claim, wholly or in part, by kind of spending.

    It is of the oldest advances, or of the project's commitment in its order.
    """
    no, oracle = int(project.no), player.game.oracle
    with player.game.fund.reading() as books:
        receipts = queries.receipts(books, one.no)
    verdicts = [_verdict(player, each) for each in receipts]
    admitted: Counter[SpendingKind] = Counter()
    for receipt, verdict in zip(receipts, verdicts, strict=True):
        admitted[KINDS[receipt.line - 1]] += to_fen(verdict.amount)
    fen, lots = sum(admitted.values()), oracle.lots[no]
    parts = (
        oracle.in_order("b_committed", no, fen)
        if one.reimburses
        else taken(fen, lots.oldest)
    )
    costs = _costs(admitted, parts)
    moved = Moved().counted("admitted", parts, no)
    for cost in costs:
        moved.leaf(cost.account, cost.fen, cost.source, no)
        moved.count("spent", cost.fen, cost.source)
    for source, part in parts:
        moved.add("payable" if one.reimburses else "advance", part, source, no)
        if not one.reimburses:
            moved.fen_of["advance", no, source] *= -1
            lots = lots.used(source, part)
    if one.reimburses:
        moved.shift("b_committed", "b_payment", parts, no)
    tried = player.deed(
        Action.CLAIM_ADMIT,
        claims.admit_claim,
        {"claim_no": one.no, "admitted": verdicts, **player.booked_on()},
        effect=moved.effect({no: lots}),
        project=project,
    )
    if tried.accepted:
        [(voucher_no, on)] = tried.vouchers
        for cost in costs:
            cost.year = on.year
        player.game.costs[int(one.no)] = costs
        player.game.costs_of[voucher_no] = costs


def _costs(admitted: Mapping[SpendingKind, int], parts: list[Part]) -> list[Cost]:
    """Say of whose money each kind of spending is: the kinds one after another."""
    left, costs = dict(parts), list[Cost]()
    for kind, fen in admitted.items():
        for source, part in taken(fen, [Part(*each) for each in left.items()]):
            left[source] -= part
            costs.append(Cost(kind, f"programme_cost.{kind}", source, part, 0))
    return costs


def _verdict(player: Player, receipt: ClaimReceipt) -> Verdict:
    fen = receipt.claimed_fen
    if player.odd(3):
        fen = player.fen(receipt.claimed_fen)
    if player.odd(20):
        fen = 0
    return Verdict(receipt.no, from_fen(fen), "" if player.odd(20) else "部分不符")


def disallow(player: Player, project: Project, one: Claim) -> None:
    """Disallow spending of a receipt, before or after it was booked."""
    no, oracle = int(project.no), player.game.oracle
    with player.game.fund.reading() as books:
        receipt = player.pick(queries.receipts(books, one.no))
    before = receipt.admitted_fen != receipt.claimed_fen and player.pick((False, True))
    most = receipt.admitted_fen or 0
    fen = player.fen(receipt.claimed_fen - most if before else most)
    unpaid = {} if before else _unpaid(player, project, one)
    costs = player.game.costs.get(int(one.no), [])
    owed = as_owed(costs, _parts(unpaid)) if one.reimburses and unpaid else costs
    lost = [] if before else _lost(owed, receipt, fen)

    def disallowed(on: date) -> Effect:
        if before:
            return _off_the_advance(oracle, fen, no)
        return _taken_back(oracle, lost, unpaid, no, on)

    tried = player.deed(
        Action.CLAIM_DISALLOW,
        disallowances.disallow_receipt,
        {
            "receipt_no": receipt.no,
            "amount": from_fen(fen),
            "reason": player.reason(),
            "before_booking": before,
            **player.booked_on(),
        },
        effect=disallowed,
        project=project,
    )
    if tried.accepted:
        for cost, part in _lost(costs, receipt, sum(part for _, part in lost)):
            cost.fen -= part


def _parts(fen_of: Mapping[str, int]) -> list[Part]:
    return [Part(*each) for each in fen_of.items()]


def _off_the_advance(oracle: Oracle, fen: int, no: int) -> Effect:
    """Let what was never admitted be owed, of the newest advances."""
    moved, lots = Moved(), oracle.lots[no]
    for source, part in taken(fen, lots.newest):
        moved.add("recoverable", part, source, no).add("advance", -part, source, no)
        lots = lots.gone(source, part)
    return moved.effect({no: lots})


def _lost(
    costs: Sequence[Cost], receipt: ClaimReceipt, fen: int
) -> list[tuple[Cost, int]]:
    """Say what of a claim's cost is taken back: of its last source first."""
    kind = KINDS[receipt.line - 1]
    lost: list[tuple[Cost, int]] = []
    for cost in reversed(costs):
        part = min(fen, cost.fen) if cost.kind is kind else 0
        fen -= part
        if part > 0:
            lost.append((cost, part))
    return lost


def _unpaid(player: Player, project: Project, one: Claim) -> dict[str, int]:
    """Tell by source what of a claim is still owed to the community."""
    if not one.reimburses:
        return owed_from_bounces(player, project)
    with player.game.fund.reading() as books:
        paid_by = disbursements.disbursement_of_claim(books, one.no)
    if paid_by is None or paid_by.state not in UNPAID:
        return {}
    return dict(shares(player, paid_by))


def _taken_back(
    oracle: Oracle,
    lost: list[tuple[Cost, int]],
    unpaid: dict[str, int],
    no: int,
    on: date,
) -> Effect:
    """Take cost back: what was never paid is not owed, the rest must come back."""
    moved, paid = Moved(), list[Part]()
    for cost, fen in lost:
        owed = min(unpaid.get(cost.source, 0), fen)
        moved.add("payable", -owed, cost.source, no)
        moved.shift("b_payment", "b_committed", [Part(cost.source, owed)], no)
        take_back(moved, cost, owed, no, on)
        paid.append(Part(cost.source, fen - owed))
    # `bearers` sees what is owed as it was: the unpaid part lowers both sides.
    bearers = oracle.bearers(no, paid)
    short = total(paid) - total(bearers)
    for source, fen in _of_takers(oracle, unpaid, lost, no, short):
        moved.add("payable", -fen, source, no)
        moved.shift("b_payment", "b_committed", [Part(source, fen)], no)
        take_back(moved, replace(lost[0][0], source=source), fen, no, on)
    for source, fen in bearers:
        moved.add("recoverable", fen, source, no)
        take_back(moved, replace(lost[0][0], source=source), fen, no, on)
    return moved.effect()


def _of_takers(
    oracle: Oracle,
    unpaid: Mapping[str, int],
    lost: list[tuple[Cost, int]],
    no: int,
    fen: int,
) -> list[Part]:
    """Tell what nobody paid: of an advance that was taken over and bounced since."""
    left = dict(unpaid)
    for cost, part in lost:
        left[cost.source] = max(left.get(cost.source, 0) - part, 0)
    took = [s for s in oracle.order[no][::-1] if oracle.count("took", no, s)]
    return taken(fen, [Part(each, left.get(each, 0)) for each in took])


PLAYS: Final[Mapping[Action, Play]] = MappingProxyType(
    {
        Action.CLAIM_DRAFT: _mend(Action.CLAIM_DRAFT, claims.redraft_claim),
        Action.CLAIM_SUBMIT: _plain(
            Action.CLAIM_SUBMIT, claims.submit_claim, reasoned=False
        ),
        Action.CLAIM_DISMISS_SUSPICIONS: _plain(
            Action.CLAIM_DISMISS_SUSPICIONS, claims.dismiss_suspicions
        ),
        Action.CLAIM_RETURN: _plain(Action.CLAIM_RETURN, claims.return_claim),
        Action.CLAIM_RESUBMIT: _mend(Action.CLAIM_RESUBMIT, claims.resubmit_claim),
        Action.CLAIM_ADMIT: admit,
        Action.CLAIM_REJECT: _plain(Action.CLAIM_REJECT, claims.reject_claim),
        Action.CLAIM_DISALLOW: disallow,
    }
)


def play(player: Player, project: Project) -> None:
    """Go on with one claim of a project, or begin one."""
    with player.game.fund.reading() as books:
        known = queries.claims(books, project.no)
    live = [each for each in known if possible(each.state)]
    waiting = [each for each in live if each.state is not ClaimState.ADMITTED]
    if not live or player.odd(4):
        draft(player, project)
        return
    one = player.pick(waiting if waiting and not player.odd() else live)
    actions = _usual(one) if not player.odd(4) else list(possible(one.state))
    if player.odd():
        one, actions = player.pick(known), list(PLAYS)
    PLAYS[player.pick(actions)](player, project, one)


def _usual(one: Claim) -> Sequence[Action]:
    usual = {
        ClaimState.DRAFT: (Action.CLAIM_SUBMIT,),
        ClaimState.SUBMITTED: (Action.CLAIM_ADMIT,),
        ClaimState.RETURNED: (Action.CLAIM_RESUBMIT,),
        ClaimState.ADMITTED: (Action.CLAIM_DISALLOW,),
    }
    return usual[one.state]


def lead(player: Player, project: Project) -> None:
    """Claim what was spent in the usual way, from the draft to the books."""
    draft(player, project)
    for action in (Action.CLAIM_SUBMIT, Action.CLAIM_ADMIT):
        with player.game.fund.reading() as books:
            one = queries.claims(books, project.no)[-1]
        PLAYS[action](player, project, one)
