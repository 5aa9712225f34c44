"""Budget decided on, and which sources of funds pay for it."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from fundledger.commands import amendments, notices, re_sourcing, reviews
from fundledger.commands.sources import SourceShare
from fundledger.domain.actions import Action
from fundledger.domain.ids import LineNo, SourceKey
from fundledger.domain.money import from_fen, to_fen
from fundledger.domain.re_sourcing import ReSourced
from fundledger.queries import applications as queries
from fundledger.queries import notices as notice_queries
from fundledger.queries.budgets import approved_lines
from fundledger.queries.projects import Project
from tests.machine import re_sources
from tests.machine.effects import Moved
from tests.machine.lots import Part, taken
from tests.machine.player import Player
from tests.machine.world import ENDS, SOURCES


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


def supplement(player: Player, project: Project) -> None:
    """Add to a line; above 200.00 元 it goes on notice before any money moves."""
    fen = player.fen(30_000)
    named = _named(player, fen) if player.pick((False, True)) else []
    given = {"line": _line(player, project), "amount": from_fen(fen)}
    _supplement(player, project, amendments.supplement_project, given, fen, named)


def _line(player: Player, project: Project) -> LineNo:
    """Pick a line that was approved, mostly."""
    with player.game.fund.reading() as books:
        known = [each.line for each in approved_lines(books, project.no)]
    return LineNo(3) if player.odd(12) or not known else player.pick(known)


def start_notice(player: Player, project: Project) -> None:
    """Start the notice of what was approved; now and then with another amount."""
    with player.game.fund.reading() as books:
        approvals = queries.approvals(books, project.no)
        started = notice_queries.notices(books, project.no)
    if not approvals:
        return
    approved = approvals[-1]
    again = any(each.approval_no == approved.no for each in started)
    given = _list_says(player, approved.approved_fen, again=again)
    action = Action.NOTICE_START
    player.deed(action, notices.start_notice, _of(project, given), project=project)


def start_supplement_notice(player: Player, project: Project) -> None:
    """Start the notice of a supplement, mostly of one that waits for it."""
    with player.game.fund.reading() as books:
        known = queries.amendments(books, project.no)
        started = {e.amendment_no for e in notice_queries.notices(books, project.no)}
    waiting = [each for each in known if each.voucher_no is None]
    if not known:
        return
    one = player.pick(waiting or known)
    given = _list_says(player, one.change_fen, again=one.no in started)
    player.deed(
        Action.NOTICE_START_SUPPLEMENT,
        notices.start_supplement_notice,
        _of(project, {"amendment_no": one.no, **given}),
        project=project,
    )


def _of(project: Project, given: dict[str, Any]) -> dict[str, Any]:
    return {"project_no": project.no, **given}


def _list_says(player: Player, fen: int, *, again: bool) -> dict[str, Any]:
    """Say what a published list says, now and then too much, or of another day."""
    published = player.game.today
    if player.odd(12):
        published += timedelta(days=player.pick((-9, 1)))
    given: dict[str, Any] = {
        "amount": from_fen(fen + player.odd(12)),
        "published_on": published,
        "publication": "政务网",
        "reason": player.reason() if again else "",
    }
    if player.odd(4):
        given["starts_on"] = published + timedelta(days=player.pick((2, -1)))
    return given


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
            "line": _line(player, project),
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
    stands = [s for s in SOURCES if _taken_from(player, no, s, of) > 0]
    own = player.source(stands or SOURCES)
    other = player.source([each for each in SOURCES if each != own])
    has = _taken_from(player, no, own, of)
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


def _taken_from(player: Player, no: int, source: str, of: ReSourced) -> int:
    """Tell how much of a source could be taken over."""
    if of is ReSourced.SPENT:
        return player.game.oracle.count("admitted", no, source)
    stage = "b_committed" if of is ReSourced.COMMITTED else "advance"
    return player.game.oracle.of(stage, no, source)
