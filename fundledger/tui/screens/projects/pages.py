"""What the tabs of a project show: pure painting of what was found."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from fundledger.domain.actions import Action
from fundledger.domain.people import Role
from fundledger.errors import N_
from fundledger.reports.project_file import ProjectFile, state_after
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
    from fundledger.queries.projects import Project


class Tab(StrEnum):
    """The tabs of a project, in order; on its page the overview has the budget, too."""

    OVERVIEW = "overview"
    REVIEW = "review"
    BUDGET = "budget"
    MONEY = "money"
    VOUCHERS = "vouchers"
    LOG = "log"


TABS: Final[Mapping[str, str]] = MappingProxyType(
    {
        Tab.OVERVIEW: N_("Overview"),
        Tab.REVIEW: N_("Review"),
        Tab.MONEY: N_("Money"),
        Tab.VOUCHERS: N_("Vouchers"),
        Tab.LOG: N_("Log"),
    }
)


def overview(view: ProjectFile, words: Words, width: int) -> list[Line]:
    """Show the application as it stands, and its budget line by line."""
    title = [Span(words.say(N_("Budget lines")), Tone.TITLE)]
    lines = [*application(view, words, width), BLANK, title]
    return [*lines, *budget(view, words, width)]


def application(view: ProjectFile, words: Words, width: int) -> list[Line]:
    """Show the application as it stands."""
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
    return lines


def _state(project: "Project", words: Words) -> str:
    called = words.call(project.state)
    if project.due_on is None or project.state != "returned":
        return called
    due = words.say(N_("to be mended by {day}"), day=project.due_on)
    return f"{called} ({due})"


def budget(view: ProjectFile, words: Words, width: int) -> list[Line]:
    """Show the budget line by line."""
    columns = [
        count_column(words.heading("line"), 4),
        Column(words.heading("kind"), 12, wide_from=1),
        Column(words.heading("description")),
        fen_column(words.heading("requested_fen")),
        fen_column(words.heading("approved_fen")),
        fen_column(words.heading("spent_fen"), wide_from=90),
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
        for each in view.approved or view.requested
    ]
    return grid(columns, rows, width)


def log(view: ProjectFile, words: Words, width: int) -> list[Line]:
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


def nothing(words: Words, text: str) -> list[Line]:
    """Say that there is nothing to show."""
    return [[Span(words.say(text), Tone.DIM)]]
