"""What each tab of a project gives away: all that it shows, as tables."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from fundledger.domain.actions import Action
from fundledger.domain.claims import ReceiptKind
from fundledger.domain.people import Role
from fundledger.errors import N_
from fundledger.reports.report import Kind
from fundledger.tui.screens.projects import vouchers
from fundledger.tui.screens.projects.money import measures
from fundledger.tui.screens.projects.pages import Tab, View, state_after
from fundledger.tui.screens.projects.review import BACK, steps_by_version
from fundledger.tui.shell.export import Exported, Field, Part
from fundledger.tui.shell.words import Words

FEN, COUNT = Kind.MONEY, Kind.COUNT


def _fields(words: Words, *titles: str | tuple[str, Kind]) -> list[Field]:
    """Name columns; one without a kind holds words."""
    pairs = [(each, Kind.TEXT) if isinstance(each, str) else each for each in titles]
    return [Field(words.say(title), kind) for title, kind in pairs]


def _facts(view: View, words: Words) -> Part:
    project = view.project
    version = view.versions[-1] if view.versions else None
    facts = [
        (N_("Code"), project.code),
        (N_("Title"), project.title),
        (N_("Community"), f"{project.subdistrict} {project.community}"),
        (N_("Round"), project.round_key),
        (N_("Category"), project.category),
        (N_("State"), words.call(project.state)),
    ]
    if version is not None:
        facts += [
            (N_("Period"), f"{version.starts_on} – {version.ends_on}"),
            (N_("Version"), str(version.version)),
            (N_("Purpose"), version.purpose),
        ]
    rows = [(words.say(name), value) for name, value in facts]
    return Part(_fields(words, N_("What"), N_("Value")), rows)


def _budget(view: View, words: Words) -> Part:
    granted = {each.line: each.approved_fen for each in view.approved}
    spent = {each.line: each.spent_fen for each in view.approved}
    fields = _fields(
        words,
        ("#", COUNT),
        N_("Kind"),
        N_("Budget line"),
        (N_("Requested"), FEN),
        (N_("Approved"), FEN),
        (N_("Spent"), FEN),
    )
    rows = [
        (
            each.line,
            words.call(each.kind),
            each.description,
            each.requested_fen,
            granted.get(each.line),
            spent.get(each.line),
        )
        for each in view.approved or view.asked
    ]
    return Part(fields, rows)


def _opinions(view: View, words: Words) -> Part:
    fields = _fields(
        words,
        N_("Day"),
        N_("Stage"),
        N_("Who"),
        N_("Verdict"),
        (N_("Recommended"), FEN),
        N_("Opinion"),
    )
    rows = [
        (
            str(each.on),
            words.call(each.stage),
            words.person(each.reviewer),
            words.say(N_("agrees") if each.agrees else N_("opposes")),
            each.recommended_fen,
            each.opinion,
        )
        for each in view.reviews
    ]
    return Part(fields, rows)


def _sent_back(view: View, words: Words) -> Part:
    fields = _fields(
        words,
        (N_("Version"), COUNT),
        N_("Day"),
        N_("What"),
        N_("Who"),
        N_("Role"),
        N_("Until"),
        N_("Why"),
    )
    rows = [
        (
            version,
            str(each.on),
            words.call(Action(each.action)),
            words.person(each.actor),
            words.call(Role(each.role)),
            words.day(view.due_days.get(each.seq)),
            each.reason,
        )
        for version, steps in steps_by_version(view)
        for each in steps
        if each.action in BACK
    ]
    return Part(fields, rows)


def _decisions(view: View, words: Words) -> Part:
    fields = _fields(
        words,
        N_("Day"),
        N_("Who"),
        (N_("Approved"), FEN),
        N_("On notice until"),
    )
    rows = [
        (
            str(each.on),
            words.person(each.approver),
            each.approved_fen,
            str(each.notice_until),
        )
        for each in view.approvals
    ]
    return Part(fields, rows)


def _amendments(view: View, words: Words) -> Part:
    fields = _fields(
        words, N_("Day"), (N_("Budget line"), COUNT), (N_("Change"), FEN), N_("Why")
    )
    rows = [
        (str(each.on), each.line, each.change_fen, each.reason)
        for each in view.amendments
    ]
    return Part(fields, rows)


def _objections(view: View, words: Words) -> Part:
    fields = _fields(
        words,
        N_("Day"),
        N_("Objection"),
        N_("Who"),
        N_("Answer"),
        N_("Answered on"),
    )
    rows = [
        (
            str(each.on),
            each.reason,
            each.raised_by,
            words.answer(each.answer),
            words.day(each.answered_on),
        )
        for each in view.objections
    ]
    return Part(fields, rows)


def _measures(view: View, words: Words) -> Part:
    fields = _fields(words, N_("Part"), N_("Measure"), (N_("Amount"), FEN))
    rows = [(words.say(of), words.say(text), fen) for of, text, fen in measures(view)]
    return Part(fields, rows)


def _disbursements(view: View, words: Words) -> Part:
    fields = _fields(
        words,
        (N_("Disbursement"), COUNT),
        N_("Kind"),
        N_("State"),
        (N_("Amount"), FEN),
    )
    kinds = {True: N_("Reimbursement"), False: N_("Advance")}
    rows = [
        (each.no, words.say(kinds[each.reimburses]), words.call(each.state), each.fen)
        for each in view.disbursements
    ]
    return Part(fields, rows)


def _receipts(view: View, words: Words) -> Part:
    fields = _fields(
        words,
        (N_("Claim"), COUNT),
        N_("State"),
        N_("Date"),
        N_("Receipt"),
        N_("Number"),
        N_("Seller"),
        (N_("Claimed"), FEN),
        (N_("Admitted"), FEN),
        N_("Why"),
    )
    rows = [
        (
            claim.no,
            words.call(claim.state),
            str(each.issued_on),
            words.call(ReceiptKind(each.kind)),
            each.number,
            each.seller,
            each.claimed_fen,
            each.admitted_fen,
            each.reason,
        )
        for claim, receipts in view.claims
        for each in receipts
    ]
    return Part(fields, rows)


def _log(view: View, words: Words) -> Part:
    fields = _fields(
        words, N_("Day"), N_("What"), N_("Who"), N_("Role"), N_("State"), N_("Why")
    )
    rows = [
        (
            str(each.on),
            words.call(Action(each.action)),
            words.person(each.actor),
            words.call(Role(each.role)),
            words.call(state_after(each, each.to_state)) if each.to_state else "",
            each.reason,
        )
        for each in view.steps
    ]
    return Part(fields, rows)


Table = Callable[[View, Words], Part]
_TABLES: Final[Mapping[Tab, Sequence[Table]]] = MappingProxyType(
    {
        Tab.OVERVIEW: (_facts, _budget),
        Tab.REVIEW: (_opinions, _sent_back, _decisions, _amendments, _objections),
        Tab.MONEY: (_measures, _disbursements, _receipts),
        Tab.VOUCHERS: (vouchers.part,),
        Tab.LOG: (_log,),
    }
)


def exported(view: View, words: Words, tab: Tab) -> Exported:
    """Give all that a tab shows."""
    parts = [table(view, words) for table in _TABLES[tab]]
    return Exported(f"{view.project.code}-{tab}", parts, view.head)
