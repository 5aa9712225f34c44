"""What a project spent: claims, what is disallowed of them, and what comes back."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from fundledger.commands import claims, disallowances, recoveries, refunds
from fundledger.commands.claims import Verdict
from fundledger.commands.receipts import NewReceipt
from fundledger.domain.actions import Action
from fundledger.domain.claims import ClaimState, ReceiptKind, possible
from fundledger.domain.ids import LineNo
from fundledger.domain.money import from_fen, to_fen
from fundledger.queries import claims as queries
from fundledger.queries import disbursements
from fundledger.queries import recoveries as recovery_queries
from fundledger.queries.budgets import approved_lines
from fundledger.queries.claims import Claim, ClaimReceipt
from fundledger.queries.disbursements import UNPAID
from fundledger.queries.projects import Project
from tests.machine.funding_plays import RESTRICTED
from tests.machine.game import Cost
from tests.machine.oracle import BalanceKey, Effect
from tests.machine.payment_plays import owed_from_bounces, take_back
from tests.machine.player import Player
from tests.machine.project_plays import KINDS

if TYPE_CHECKING:
    from fundledger.domain.chart import SpendingKind

Play = Callable[[Player, Project, Claim], None]


def draft(player: Player, project: Project) -> None:
    """Begin a claim, against an advance or for reimbursement."""
    advance = player.game.oracle.of("advance", int(project.no))
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
    most = max(oracle.of("advance", no) or oracle.of("b_committed", no), 2)
    first = player.game.counts["receipt"][0]
    with player.game.fund.reading() as books:
        lines = [LineNo(1)] + [each.line for each in approved_lines(books, project.no)]
    count = player.pick((1, 1, 2, 3))
    return [
        NewReceipt(
            LineNo(player.pick((1, 2, 3)) if player.odd(20) else player.pick(lines)),
            player.pick((ReceiptKind.INVOICE, ReceiptKind.RECEIPT)),
            f"No.{player.pick((1, 2)) if player.odd(15) else first + at}",
            "某某商店",
            player.game.today,
            from_fen(player.fen(max(most // count, 2))),
        )
        for at in range(count)
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
    """Admit a claim, wholly or in part, by kind of spending."""
    no = int(project.no)
    with player.game.fund.reading() as books:
        receipts = queries.receipts(books, one.no)
    verdicts = [_verdict(player, each) for each in receipts]
    admitted: Counter[SpendingKind] = Counter()
    for receipt, verdict in zip(receipts, verdicts, strict=True):
        admitted[KINDS[receipt.line - 1]] += to_fen(verdict.amount)
    total = sum(admitted.values())
    on = player.booked_on()
    year = on.get("voucher_on", player.game.today).year
    costs = [
        Cost(kind, f"programme_cost.{kind}.{RESTRICTED[project.restricted]}", fen, year)
        for kind, fen in admitted.items()
        if fen
    ]
    moved: dict[BalanceKey, int] = {(cost.leaf, no): cost.fen for cost in costs}
    if one.reimburses:
        moved |= {("payable", no): total, ("b_payment", no): total}
        moved["b_committed", no] = -total
    else:
        moved["advance", no] = -total
    tried = player.deed(
        Action.CLAIM_ADMIT,
        claims.admit_claim,
        {"claim_no": one.no, "admitted": verdicts, **on},
        effect=Effect(moved, {("admitted", no): total}),
        project=project,
    )
    if tried.accepted:
        player.game.costs[int(one.no)] = costs
        player.game.costs_of[tried.vouchers[0][0]] = costs


def _verdict(player: Player, receipt: ClaimReceipt) -> Verdict:
    fen = receipt.claimed_fen
    if player.odd(3):
        fen = player.fen(receipt.claimed_fen)
    if player.odd(20):
        fen = 0
    return Verdict(receipt.no, from_fen(fen), "" if player.odd(20) else "部分不符")


def disallow(player: Player, project: Project, one: Claim) -> None:
    """Disallow spending of a receipt, before or after it was booked."""
    no = int(project.no)
    with player.game.fund.reading() as books:
        receipt = player.pick(queries.receipts(books, one.no))
    before = receipt.admitted_fen != receipt.claimed_fen and player.pick((False, True))
    most = receipt.admitted_fen or 0
    fen = player.fen(receipt.claimed_fen - most if before else most)
    on = player.booked_on()
    year = on.get("voucher_on", player.game.today).year
    cost = _cost(player, one, receipt)
    if before or cost is None:
        effect = Effect({("recoverable", no): fen, ("advance", no): -fen}, {})
    else:
        effect = _taken_back(player, project, one, cost, fen, year)
    tried = player.deed(
        Action.CLAIM_DISALLOW,
        disallowances.disallow_receipt,
        {
            "receipt_no": receipt.no,
            "amount": from_fen(fen),
            "reason": player.reason(),
            "before_booking": before,
            **on,
        },
        effect=effect,
        project=project,
    )
    if tried.accepted and not before and cost is not None:
        cost.fen -= fen


def _cost(player: Player, one: Claim, receipt: ClaimReceipt) -> Cost | None:
    """Find what a receipt's kind of spending costs in its claim."""
    costs = player.game.costs.get(int(one.no), [])
    kind = KINDS[receipt.line - 1]
    return next((each for each in costs if each.kind is kind), None)


def _taken_back(
    player: Player, project: Project, one: Claim, cost: Cost, fen: int, year: int
) -> Effect:
    """Take cost back: what was never paid is not owed, the rest must come back."""
    no = int(project.no)
    unpaid = owed_from_bounces(player, project)
    if one.reimburses:
        with player.game.fund.reading() as books:
            paid_by = disbursements.disbursement_of_claim(books, one.no)
        assert paid_by is not None
        unpaid = paid_by.fen if paid_by.state in UNPAID else 0
    unpaid = min(unpaid, fen)
    moved: dict[BalanceKey, int] = {
        ("payable", no): -unpaid,
        ("b_payment", no): -unpaid,
        ("b_committed", no): unpaid,
        ("recoverable", no): fen - unpaid,
    }
    counts: dict[BalanceKey, int] = {}
    take_back(moved, counts, cost.leaf, fen, no, closed=cost.year < year)
    return Effect(moved, counts)


def refund(player: Player, project: Project) -> None:
    """Give unspent money back."""
    no, bank = int(project.no), player.bank()
    fen = player.fen(player.game.oracle.of("advance", no))
    player.deed(
        Action.REFUND_RECEIVE,
        refunds.receive_refund,
        {
            "project_no": project.no,
            "amount": from_fen(fen),
            "bank": bank,
            **player.booked_on(),
        },
        effect=_returned(bank, "advance", no, fen),
        project=project,
    )


def recover(player: Player, project: Project) -> None:
    """Recover what was disallowed, or write it off."""
    no, bank = int(project.no), player.bank()
    with player.game.fund.reading() as books:
        known = recovery_queries.recoveries(books, project.no)
    if not known:
        return
    one = player.pick(known)
    left = one.fen - one.recovered_fen
    if player.pick((False, False, True)):
        _write_off(player, project, int(one.no), left)
        return
    fen = player.fen(left)
    player.deed(
        Action.RECOVERY_RECEIVE,
        recoveries.receive_recovery,
        {
            "recovery_no": one.no,
            "amount": from_fen(fen),
            "bank": bank,
            **player.booked_on(),
        },
        effect=_returned(bank, "recoverable", no, fen),
        project=project,
    )


def _write_off(player: Player, project: Project, recovery_no: int, left: int) -> None:
    no = int(project.no)
    tried = player.deed(
        Action.RECOVERY_WRITE_OFF,
        recoveries.write_off_recovery,
        {
            "recovery_no": recovery_no,
            "reason": player.reason(),
            **player.booked_on(),
        },
        effect=None,
        project=project,
    )
    moved: dict[BalanceKey, int] = {
        ("other_cost", no): left,
        ("recoverable", no): -left,
    }
    player.game.settle(tried, Effect(moved, {("written_off", no): left}))


def _returned(bank: str, key: str, no: int, fen: int) -> Effect:
    moved: dict[BalanceKey, int] = {
        (f"bank.{bank}", None): fen,
        (key, no): -fen,
        ("b_disbursed", no): -fen,
        ("free", None): fen,
    }
    return Effect(moved, {("returned", no): fen})


PLAYS: Final[Mapping[Action, Play]] = MappingProxyType(
    {
        Action.CLAIM_DRAFT: _mend(Action.CLAIM_DRAFT, claims.redraft_claim),
        Action.CLAIM_SUBMIT: _plain(
            Action.CLAIM_SUBMIT, claims.submit_claim, reasoned=False
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
    if not live or player.odd(4):
        draft(player, project)
        return
    one = player.pick(live)
    actions = _usual(one) if not player.odd(2) else list(possible(one.state))
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
