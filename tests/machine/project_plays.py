"""A project's life, from draft to its end: one play for each deed."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final

from fundledger.commands import (
    applications,
    notices,
    people,
    projects,
    reviews,
)
from fundledger.commands.applications import Content, NewLine
from fundledger.domain.actions import Action
from fundledger.domain.chart import SpendingKind
from fundledger.domain.money import from_fen
from fundledger.domain.projects import ProjectState
from fundledger.queries import applications as applications_of
from fundledger.queries import notices as notices_of
from fundledger.queries import reviews as review_queries
from fundledger.queries.projects import Project
from tests.machine import budget_plays
from tests.machine.effects import Moved
from tests.machine.player import Player
from tests.machine.world import HOMES, ROUND

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
        Action.PROJECT_APPROVE: (budget_plays.approve,),
        Action.NOTICE_START: (budget_plays.start_notice,),
        Action.NOTICE_START_SUPPLEMENT: (budget_plays.start_supplement_notice,),
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
        Action.PROJECT_SUPPLEMENT: (
            budget_plays.supplement,
            budget_plays.establish_supplement,
        ),
        Action.PROJECT_CUT: (budget_plays.cut,),
        Action.PROJECT_RE_SOURCE: (budget_plays.re_source,),
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
        ProjectState.CLOSING: Action.PROJECT_CLOSE,
    }
)
"""The usual next deed, where there is only one."""


def onward(player: Player, project: Project) -> Action | None:
    """Tell the usual next deed of a project that is not under way yet."""
    if project.state in ONWARD:
        return ONWARD[project.state]
    with player.game.fund.reading() as books:
        if project.state is ProjectState.ON_NOTICE:
            approved = applications_of.approvals(books, project.no)[-1].no
            started = notices_of.of_approval(books, project.no, approved)
            return Action.PROJECT_ESTABLISH if started else Action.NOTICE_START
        if project.state is ProjectState.DISTRICT_REVIEW:
            given = review_queries.verdicts(books, project.no, project.version, 1)
            agree = sum(each.agrees for each in given)
            return Action.PROJECT_REVIEW if agree < 2 else Action.PROJECT_APPROVE
        if project.state is ProjectState.ESTABLISHED:
            from fundledger.queries import projects as queries

            agreed = queries.last_step(books, project.no, Action.AGREEMENT_RECORD)
            return Action.PROJECT_ACTIVATE if agreed else Action.AGREEMENT_RECORD
    return None
