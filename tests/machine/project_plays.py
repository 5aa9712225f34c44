"""A project's life, from draft to its end: one play for each deed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final

from fundledger.commands import (
    amendments,
    applications,
    notices,
    people,
    projects,
    re_sourcing,
    reviews,
)
from fundledger.commands.applications import Content, NewLine
from fundledger.commands.sources import SourceShare
from fundledger.domain.actions import Action
from fundledger.domain.chart import SpendingKind
from fundledger.domain.ids import LineNo, SourceKey
from fundledger.domain.money import from_fen, to_fen
from fundledger.domain.projects import ProjectState
from fundledger.domain.re_sourcing import ReSourced
from fundledger.queries import applications as queries
from fundledger.queries import reviews as review_queries
from fundledger.queries.projects import Project
from tests.machine import re_sources
from tests.machine.effects import Moved
from tests.machine.lots import Part, taken
from tests.machine.player import Player
from tests.machine.world import ENDS, HOMES, ROUND, SOURCES

KINDS = (SpendingKind.MATERIALS, SpendingKind.VENUE, SpendingKind.LABOUR)
Play = Callable[[Player, Project], None]


def draft(player: Player) -> None:
    """Draft an application."""
    home = player.pick(HOMES)
    who = f"preparer.{home}"
    player.deed(
        Action.PROJECT_DRAFT,
        applications.draft_project,
        {
            "community_key": home,
            "round_key": ROUND,
            "category": "社区服务",
            "content": _content(player),
        },
        who=who if not player.odd() else None,
    )


def _content(player: Player) -> Content:
    """Say what is applied for; now and then it does not add up or says too little."""
    amounts = [player.fen(40_000, 5_000) for _ in range(player.pick((1, 2, 3)))]
    lines = [
        NewLine(KINDS[at], f"第{at + 1}项", from_fen(fen))
        for at, fen in enumerate(amounts)
    ]
    wrong = from_fen(sum(amounts) + 1) if player.odd(20) else None
    begins, ends = date(2024, 11, 1), date(2025, 6, 30)
    number = player.game.counts["application"][0]
    title = "" if player.odd(20) else f"邻里节{number if not player.odd() else ''}"
    return Content(title, "请邻里一起过节。", begins, ends, lines, wrong)


def _plain(
    action: Action, command: Callable[..., Any], *, says: str | None = None
) -> Play:
    """Make the play of a deed that moves no money: `says` names its text."""

    def play(player: Player, project: Project) -> None:
        given: dict[str, Any] = {"project_no": project.no}
        if says is not None:
            given[says] = player.reason()
        player.deed(action, command, given, project=project)

    return play


def revise(player: Player, project: Project) -> None:
    """Write the next version."""
    given = {"project_no": project.no, "content": _content(player)}
    action = Action.PROJECT_REVISE
    player.deed(action, applications.revise_application, given, project=project)


def recommend(player: Player, project: Project) -> None:
    """Recommend what is asked for, or less."""
    given: dict[str, Any] = {"project_no": project.no, "opinion": "同意"}
    if player.odd(3):
        given["recommended"] = player.money(30_000)
    action = Action.PROJECT_RECOMMEND
    player.deed(action, reviews.recommend_application, given, project=project)


def return_(player: Player, project: Project) -> None:
    """Return to be mended until a day."""
    due_on = player.game.today + timedelta(days=player.pick((3, 10, 0)))
    given = {"project_no": project.no, "reason": player.reason(), "due_on": due_on}
    action = Action.PROJECT_RETURN
    player.deed(action, reviews.return_application, given, project=project)


def review(player: Player, project: Project) -> None:
    """Give a verdict; an honest player's reviewers take turns and agree."""
    agrees = not player.odd(12)
    given = {"project_no": project.no, "agrees": agrees, "opinion": "看过了"}
    with player.game.fund.reading() as books:
        spoken = {each.reviewer for each in review_queries.reviews(books, project.no)}
    silent = [who for who in ("reviewer1", "reviewer2") if who not in spoken]
    who = silent[0] if silent and not player.odd() else None
    action = Action.PROJECT_REVIEW
    player.deed(action, reviews.review_application, given, project=project, who=who)


def approve(player: Player, project: Project) -> None:
    """Approve line by line, wholly or in part."""
    with player.game.fund.reading() as books:
        lines = queries.budget_lines(books, project.no, project.version)
    granted = {line.line: player.fen(line.requested_fen) for line in lines}
    if player.odd(20):
        granted[LineNo(9)] = 1
    total, no = sum(granted.values()), int(project.no)
    named = _named(player, total)
    parts = _divided(player, total, named)
    moved = Moved()
    for source, fen in parts:
        moved.add("free", -fen, source).add("b_reserved", fen, source, no)
    tried = player.deed(
        Action.PROJECT_APPROVE,
        reviews.approve_project,
        {
            "project_no": project.no,
            "lines": {line: from_fen(fen) for line, fen in granted.items()},
            "sources": named,
            **player.booked_on(),
        },
        effect=moved.effect(),
        project=project,
    )
    if tried.accepted:
        order = [source for source, _ in parts]
        player.game.oracle.put_in_order(no, order, first=True)


def _named(player: Player, total: int) -> list[SourceShare]:
    """Name the sources that pay: one, or several in an order, some with an amount.

    Mostly those that have something free. Now and then one is named twice, or none.
    """
    free = player.game.oracle.of
    over = "" if player.game.today <= ENDS or player.odd() else "bridge"
    rich = [s for s in SOURCES if free("free", None, s) > 0 and s != over]
    rich = rich or [*SOURCES]
    chosen = player.dice.sample(rich, min(len(rich), player.pick((1, 2, 2, 3))))
    if player.odd(12):
        chosen = player.pick(([], [*chosen, *chosen], [*SOURCES]))
    if player.honest:
        chosen = [*chosen, *(each for each in rich if each not in chosen)]
    named = [SourceShare(SourceKey(source)) for source in chosen]
    if len(named) > 1 and player.pick((False, True)) and total > 1:
        at = player.dice.randrange(len(named))
        fen = max(min(free("free", None, chosen[at]), total) // player.pick((1, 2)), 1)
        named[at] = named[at]._replace(amount=from_fen(fen))
    return named


def _divided(player: Player, total: int, named: Sequence[SourceShare]) -> list[Part]:
    """Divide an amount: those without an amount give what they have, one by one."""
    free = player.game.oracle.of
    fixed = sum(to_fen(each.amount) for each in named if each.amount is not None)
    open_to = [Part(s, free("free", None, s)) for s, fen in named if fen is None]
    taken_of = dict(taken(total - fixed, open_to))
    parts = [
        Part(s, taken_of.get(s, 0) if fen is None else to_fen(fen)) for s, fen in named
    ]
    return [each for each in parts if each.fen]


def withdraw(player: Player, project: Project) -> None:
    """Withdraw; on public notice the last signature frees what was reserved."""
    no = int(project.no)
    reserved = player.game.oracle.standing("b_reserved", no)
    tried = player.deed(
        Action.PROJECT_WITHDRAW,
        applications.withdraw_application,
        {"project_no": project.no, "reason": player.reason()},
        effect=None,
        project=project,
    )
    moved = Moved().shift("b_reserved", "free", reserved, no)
    player.game.settle(tried, moved.effect())


def _answer(action: Action, command: Callable[..., Any], *, upholds: bool) -> Play:
    def play(player: Player, project: Project) -> None:
        no = int(project.no)
        with player.game.fund.reading() as books:
            known = [each.no for each in review_queries.objections(books, project.no)]
        reserved = player.game.oracle.standing("b_reserved", no)
        tried = player.deed(
            action,
            command,
            {
                "project_no": project.no,
                "objection_no": player.pick(known or [1]),
                "reason": player.reason(),
                **(player.booked_on() if upholds else {}),
            },
            effect=None,
            project=project,
        )
        moved = Moved().shift("b_reserved", "free", reserved, no)
        player.game.settle(tried, moved.effect())

    return play


def establish(player: Player, project: Project) -> None:
    """Establish; an honest player waits until the notice is over."""
    if not player.odd(3):
        player.game.today += timedelta(days=10)
    no = int(project.no)
    reserved = player.game.oracle.standing("b_reserved", no)
    moved = Moved().shift("b_reserved", "b_committed", reserved, no)
    moved.counted("established", reserved, no)
    player.deed(
        Action.PROJECT_ESTABLISH,
        notices.establish_project,
        {"project_no": project.no, **player.booked_on()},
        effect=moved.effect(),
        project=project,
    )


def supplement(player: Player, project: Project) -> None:
    """Add to a line; above 200.00 元 it goes on notice before any money moves."""
    fen = player.fen(30_000)
    named = _named(player, fen) if player.pick((False, True)) else []
    given = {
        "line": LineNo(player.pick((1, 2, 3))),
        "amount": from_fen(fen),
    }
    _supplement(player, project, amendments.supplement_project, given, fen, named)


def establish_supplement(player: Player, project: Project) -> None:
    """Put a large supplement in force."""
    with player.game.fund.reading() as books:
        known = queries.amendments(books, project.no)
    waiting = [each for each in known if each.voucher_no is None]
    if not known:
        return
    one = player.pick(waiting or known)
    if not player.odd(3):
        player.game.today += timedelta(days=10)
    fen = one.change_fen
    named = _named(player, fen) if player.pick((False, True)) else []
    given = {"amendment_no": one.no}
    _supplement(player, project, amendments.establish_supplement, given, fen, named)


def _supplement(
    player: Player,
    project: Project,
    command: Callable[..., Any],
    given: dict[str, Any],
    fen: int,
    named: list[SourceShare],
) -> None:
    """Supplement out of the sources named, or of those that the project has."""
    no, oracle = int(project.no), player.game.oracle
    own = [SourceShare(SourceKey(each)) for each in oracle.order[no]]
    parts = _divided(player, fen, named or own)
    tried = player.deed(
        Action.PROJECT_SUPPLEMENT,
        command,
        {
            "project_no": project.no,
            "reason": player.reason(),
            "sources": named,
            **given,
            **player.booked_on(),
        },
        effect=None,
        project=project,
    )
    moved = Moved().shift("free", "b_committed", parts, no)
    if tried.vouchers:
        oracle.put_in_order(no, [source for source, _ in parts], first=False)
    player.game.settle(tried, moved.counted("supplements", parts, no).effect())


def cut(player: Player, project: Project) -> None:
    """Cut a line: it goes back to the last source first."""
    no, fen = int(project.no), player.fen(10_000)
    parts = player.game.oracle.in_reverse("b_committed", no, fen)
    moved = Moved().shift("b_committed", "free", parts, no)
    player.deed(
        Action.PROJECT_CUT,
        amendments.cut_project,
        {
            "project_no": project.no,
            "line": LineNo(player.pick((1, 2, 3))),
            "amount": from_fen(fen),
            "reason": player.reason(),
            **player.booked_on(),
        },
        effect=moved.counted("cuts", parts, no).effect(),
        project=project,
    )


def re_source(player: Player, project: Project) -> None:
    """Let another source take over what was promised, advanced or spent."""
    no, of = int(project.no), player.pick(list(ReSourced))
    own = player.source(player.game.oracle.order[no] or SOURCES)
    other = player.source([each for each in SOURCES if each != own])
    has = player.game.oracle.of(_STAGE_OF[of], no, own)
    if of is ReSourced.SPENT:
        has = player.game.oracle.count("admitted", no, own)
    fen = player.fen(max(has, 1))

    player.cosigned(
        Action.PROJECT_RE_SOURCE,
        re_sourcing.re_source_project,
        {
            "project_no": project.no,
            "amount": from_fen(fen),
            "from_source": own,
            "to_source": other,
            "of": of,
            "reason": player.reason(),
            **player.booked_on(),
        },
        ("approver", player.pick(("accountant", "accountant2"))),
        lambda on: re_sources.effect(player.game.oracle, no, (own, other), of, fen, on),
        project=project,
    )


_STAGE_OF: Final = {
    ReSourced.COMMITTED: "b_committed",
    ReSourced.ADVANCED: "advance",
    ReSourced.SPENT: "b_disbursed",
}


def _end(action: Action, command: Callable[..., Any]) -> Play:
    """Make the play of an end: the last signature lets the rest lapse."""

    def play(player: Player, project: Project) -> None:
        no = int(project.no)
        rest = player.game.oracle.standing("b_committed", no)
        given = {
            "project_no": project.no,
            "reason": player.reason(),
            **player.booked_on(),
        }
        tried = player.deed(action, command, given, effect=None, project=project)
        moved = Moved().shift("b_committed", "free", rest, no)
        player.game.settle(tried, moved.counted("lapsed", rest, no).effect())

    return play


def declare_interest(player: Player, project: Project) -> None:
    """Declare an interest 回避, as somebody whom another can stand in for."""
    where: dict[str, Any] = {"project_no": project.no}
    if player.odd(10):
        where = {"community_key": project.community_key}
    player.deed(
        Action.INTEREST_DECLARE,
        people.declare_interest,
        {"reason": "亲属", **where},
        project=project,
        who=player.pick(("accountant2", "many", "both")),
    )


PLAYS: Final[Mapping[Action, tuple[Play, ...]]] = MappingProxyType(
    {
        Action.PROJECT_REVISE: (revise,),
        Action.PROJECT_SUBMIT: (
            _plain(Action.PROJECT_SUBMIT, applications.submit_application),
        ),
        Action.PROJECT_SIGN: (
            _plain(Action.PROJECT_SIGN, applications.sign_application),
        ),
        Action.PROJECT_RECOMMEND: (recommend,),
        Action.PROJECT_RETURN: (return_,),
        Action.PROJECT_RESUBMIT: (
            _plain(Action.PROJECT_RESUBMIT, applications.resubmit_application),
        ),
        Action.PROJECT_REJECT: (
            _plain(Action.PROJECT_REJECT, reviews.reject_application, says="reason"),
        ),
        Action.PROJECT_WITHDRAW: (withdraw,),
        Action.PROJECT_REVIEW: (review,),
        Action.PROJECT_APPROVE: (approve,),
        Action.NOTICE_OBJECT: (
            _plain(Action.NOTICE_OBJECT, notices.raise_objection, says="reason"),
        ),
        Action.NOTICE_UPHOLD: (
            _answer(Action.NOTICE_UPHOLD, notices.uphold_objection, upholds=True),
        ),
        Action.NOTICE_DISMISS: (
            _answer(Action.NOTICE_DISMISS, notices.dismiss_objection, upholds=False),
        ),
        Action.PROJECT_ESTABLISH: (establish,),
        Action.AGREEMENT_RECORD: (
            _plain(Action.AGREEMENT_RECORD, projects.record_agreement, says="number"),
        ),
        Action.PROJECT_ACTIVATE: (
            _plain(Action.PROJECT_ACTIVATE, projects.activate_project),
        ),
        Action.PROJECT_SUPPLEMENT: (supplement, establish_supplement),
        Action.PROJECT_CUT: (cut,),
        Action.PROJECT_RE_SOURCE: (re_source,),
        Action.PROJECT_SUSPEND: (
            _plain(Action.PROJECT_SUSPEND, projects.suspend_project, says="reason"),
        ),
        Action.PROJECT_RESUME: (
            _plain(Action.PROJECT_RESUME, projects.resume_project, says="reason"),
        ),
        Action.PROJECT_CANCEL: (_end(Action.PROJECT_CANCEL, projects.cancel_project),),
        Action.PROJECT_BEGIN_CLOSING: (
            _plain(
                Action.PROJECT_BEGIN_CLOSING,
                projects.begin_project_closing,
                says="reason",
            ),
        ),
        Action.PROJECT_REPORT: (
            _plain(Action.PROJECT_REPORT, projects.submit_final_report, says="text"),
        ),
        Action.PROJECT_REFUSE_REPORT: (
            _plain(
                Action.PROJECT_REFUSE_REPORT,
                projects.refuse_final_report,
                says="reason",
            ),
        ),
        Action.PROJECT_CLOSE: (_end(Action.PROJECT_CLOSE, projects.close_project),),
        Action.PROJECT_REOPEN: (
            _plain(Action.PROJECT_REOPEN, projects.reopen_project, says="reason"),
        ),
    }
)
"""How each deed of a project's life is played."""

ONWARD: Final[Mapping[ProjectState, Action]] = MappingProxyType(
    {
        ProjectState.DRAFT: Action.PROJECT_SUBMIT,
        ProjectState.SUBMITTED: Action.PROJECT_SIGN,
        ProjectState.SUBDISTRICT_REVIEW: Action.PROJECT_RECOMMEND,
        ProjectState.RETURNED: Action.PROJECT_RESUBMIT,
        ProjectState.ON_NOTICE: Action.PROJECT_ESTABLISH,
        ProjectState.CLOSING: Action.PROJECT_CLOSE,
    }
)
"""The usual next deed, where there is only one."""


def onward(player: Player, project: Project) -> Action | None:
    """Tell the usual next deed of a project that is not under way yet."""
    if project.state in ONWARD:
        return ONWARD[project.state]
    with player.game.fund.reading() as books:
        if project.state is ProjectState.DISTRICT_REVIEW:
            given = review_queries.verdicts(books, project.no, project.version, 1)
            agree = sum(each.agrees for each in given)
            return Action.PROJECT_REVIEW if agree < 2 else Action.PROJECT_APPROVE
        if project.state is ProjectState.ESTABLISHED:
            from fundledger.queries import projects as queries

            agreed = queries.last_step(books, project.no, Action.AGREEMENT_RECORD)
            return Action.PROJECT_ACTIVATE if agreed else Action.AGREEMENT_RECORD
    return None
