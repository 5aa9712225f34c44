"""What the tabs of a project show: pure painting of what was found."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from fundledger.domain.actions import Action
from fundledger.domain.claims import ClaimState, RecoveryState
from fundledger.domain.disbursements import DisbursementState
from fundledger.domain.people import Role
from fundledger.domain.projects import ProjectState
from fundledger.errors import N_
from fundledger.tui.kit.columns import (
    Column,
    count_column,
    fact,
    fen_column,
    grid,
    paragraph,
)
from fundledger.tui.kit.figures import amount, count, yuan
from fundledger.tui.kit.text import BLANK, Line, Span, Tone
from fundledger.tui.screens.projects.states import TONES
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from fundledger.domain.ids import AccountKey, VoucherNo
    from fundledger.queries.applications import (
        Amendment,
        Approval,
        BudgetLine,
        Version,
    )
    from fundledger.queries.budgets import BudgetLine as Granted
    from fundledger.queries.cases import Step
    from fundledger.queries.claims import Claim, ClaimReceipt
    from fundledger.queries.disbursements import Disbursement
    from fundledger.queries.funds import AccountCode
    from fundledger.queries.journal import Voucher
    from fundledger.queries.measures import ProjectFunds
    from fundledger.queries.projects import Project
    from fundledger.queries.register import JournalLine
    from fundledger.queries.reviews import Objection, Review


class Tab(StrEnum):
    """The tabs of a project, in order."""

    OVERVIEW = "overview"
    REVIEW = "review"
    MONEY = "money"
    VOUCHERS = "vouchers"
    LOG = "log"


TABS: Final[Mapping[Tab, str]] = MappingProxyType(
    {
        Tab.OVERVIEW: N_("Overview"),
        Tab.REVIEW: N_("Review"),
        Tab.MONEY: N_("Money"),
        Tab.VOUCHERS: N_("Vouchers"),
        Tab.LOG: N_("Log"),
    }
)


class View(NamedTuple):
    """One project, found in one snapshot; amounts in 分."""

    project: "Project"
    versions: "Sequence[Version]"
    asked: "Sequence[BudgetLine]"
    approved: "Sequence[Granted]"
    approvals: "Sequence[Approval]"
    amendments: "Sequence[Amendment]"
    reviews: "Sequence[Review]"
    objections: "Sequence[Objection]"
    funds: "ProjectFunds"
    disbursements: "Sequence[Disbursement]"
    claims: "Sequence[tuple[Claim, Sequence[ClaimReceipt]]]"
    steps: "Sequence[Step]"
    vouchers: "Sequence[tuple[Voucher, Sequence[JournalLine]]]"
    others: "Mapping[VoucherNo, Voucher]"
    """The vouchers that those name: annulled, or annulling."""
    names: Mapping[str, str]
    accounts: "Mapping[AccountKey, AccountCode]"
    head: str
    """The head of the snapshot, as SEQ:HASH."""


def overview(view: View, words: Words, width: int) -> list[Line]:
    """Show the application as it stands, and its budget line by line."""
    project, version = view.project, view.versions[-1] if view.versions else None
    place = f"{project.subdistrict} {project.community}"
    lines = [
        *paragraph(project.title, width, Tone.STRONG),
        BLANK,
        *fact(words.say(N_("Code")), project.code, width),
        *fact(words.say(N_("Community")), place, width),
        *fact(words.say(N_("Round")), project.round_key, width),
        *fact(words.say(N_("Category")), project.category, width),
        *fact(
            words.say(N_("State")), _state(project, words), width, TONES[project.state]
        ),
    ]
    if version is not None:
        period = f"{version.starts_on} – {version.ends_on}"
        lines += [
            *fact(words.say(N_("Period")), period, width),
            *fact(words.say(N_("Version")), str(version.version), width),
            *fact(words.say(N_("Requested")), yuan(version.requested_fen), width),
            *fact(words.say(N_("Approved")), yuan(view.funds.approved), width),
            *fact(words.say(N_("Spent")), yuan(view.funds.admitted), width),
            *fact(words.say(N_("Purpose")), version.purpose, width),
        ]
    return [*lines, BLANK, *_budget(view, words, width)]


def _state(project: "Project", words: Words) -> str:
    called = words.call(project.state)
    if project.due_on is None or project.state != "returned":
        return called
    due = words.say(N_("to be mended by {day}"), day=project.due_on)
    return f"{called} ({due})"


def _budget(view: View, words: Words, width: int) -> list[Line]:
    columns = [
        count_column("#", 3),
        Column(words.say(N_("Kind")), 12, wide_from=1),
        Column(words.say(N_("Budget line"))),
        fen_column(words.say(N_("Requested"))),
        fen_column(words.say(N_("Approved"))),
        fen_column(words.say(N_("Spent")), wide_from=90),
    ]
    granted = {each.line: each.approved_fen for each in view.approved}
    spent = {each.line: each.spent_fen for each in view.approved}
    rows = [
        [
            count(each.line),
            Span(words.call(each.kind)),
            Span(each.description),
            amount(each.requested_fen),
            amount(granted.get(each.line)),
            amount(spent.get(each.line)),
        ]
        for each in view.approved or view.asked
    ]
    title = [Span(words.say(N_("Budget lines")), Tone.TITLE)]
    return [title, *grid(columns, rows, width)]


def review(view: View, words: Words, width: int) -> list[Line]:
    """Show what reviewers said, what was approved, and what was objected."""
    lines: list[Line] = [[Span(words.say(N_("Opinions")), Tone.TITLE)]]
    for each in view.reviews:
        lines += _opinion(each, words, width)
    if not view.reviews:
        lines += nothing(words, N_("Nobody has reviewed it yet."))
    lines += [[], [Span(words.say(N_("Decisions")), Tone.TITLE)]]
    for approval in view.approvals:
        text = words.say(
            N_("approved {amount} by {who}, on notice until {day}"),
            amount=yuan(approval.approved_fen),
            who=words.person(approval.approver),
            day=approval.notice_until,
        )
        lines += fact(str(approval.on), text, width, Tone.GOOD)
    for amended in view.amendments:
        kind = N_("Supplement") if amended.change_fen > 0 else N_("Cut")
        said = f"{words.say(kind)} {yuan(amended.change_fen)} · {amended.reason}"
        lines += fact(str(amended.on), f"#{amended.line} {said}", width)
    if not view.approvals:
        lines += nothing(words, N_("Nothing is approved yet."))
    for objection in view.objections:
        lines += _objection(objection, words, width)
    return lines


def _opinion(each: "Review", words: Words, width: int) -> list[Line]:
    agrees, opposes = words.say(N_("agrees")), words.say(N_("opposes"))
    verdict = f"✓ {agrees}" if each.agrees else f"✗ {opposes}"
    head = f"{words.call(each.stage)} · {words.person(each.reviewer)} · {verdict}"
    if each.recommended_fen is not None:
        recommends = words.say(N_("recommends"))
        head += f" · {recommends} {yuan(each.recommended_fen)}"
    tone = Tone.GOOD if each.agrees else Tone.BAD
    return [*fact(str(each.on), head, width, tone), *fact("", each.opinion, width)]


def _objection(each: "Objection", words: Words, width: int) -> list[Line]:
    answer = words.answer(each.answer)
    when = f" {each.answered_on}" if each.answered_on else ""
    objection = words.say(N_("Objection"))
    parts = [objection, each.raised_by, answer + when]
    said = " · ".join(part for part in parts if part)
    head = fact(str(each.on), said, width, Tone.WARN)
    return [[], *head, *fact("", each.reason, width)]


def log(view: View, words: Words, width: int) -> list[Line]:
    """Show every step: when, who, what, from where to where, why."""
    lines: list[Line] = []
    for each in view.steps:
        who = f"{words.person(each.actor)} ({words.call(Role(each.role))})"
        head = f"{words.call(Action(each.action))} · {who}"
        if each.to_state and each.from_state != each.to_state:
            head += f" → {words.call(state_after(each, each.to_state))}"
        lines += fact(str(each.on), head, width)
        if each.reason:
            lines += fact("", each.reason, width, Tone.DIM)
    return lines or nothing(words, N_("Nothing has happened yet."))


def state_after(step: "Step", to_state: str) -> StrEnum:
    """Give the state a step led to, of whatever it is a step of."""
    if step.disbursement_no is not None:
        return DisbursementState(to_state)
    if step.claim_no is not None:
        return ClaimState(to_state)
    if step.recovery_no is not None:
        return RecoveryState(to_state)
    return ProjectState(to_state)


def nothing(words: Words, text: str) -> list[Line]:
    """Say that there is nothing to show."""
    return [[Span(words.say(text), Tone.DIM)]]
