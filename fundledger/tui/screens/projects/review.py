"""The review tab: each version's history, who said what, why, and until when."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from fundledger.domain.actions import Action
from fundledger.domain.people import Role
from fundledger.domain.projects import ProjectState
from fundledger.errors import N_
from fundledger.reports.project_file import BACK, ProjectFile, steps_by_version
from fundledger.tui.kit.columns import fact
from fundledger.tui.kit.figures import yuan
from fundledger.tui.kit.text import BLANK, Line, Span, Tone
from fundledger.tui.screens.projects.pages import nothing
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from fundledger.queries.applications import Amendment, Approval, Version
    from fundledger.queries.cases import Step
    from fundledger.queries.notices import Notice
    from fundledger.queries.reviews import Objection, Review

HANDED_IN: Final = frozenset({Action.PROJECT_SUBMIT, Action.PROJECT_RESUBMIT})


class Event(NamedTuple):
    """Something that happened to a version: when, a line, and what was said."""

    on: date
    head: str
    tone: Tone = Tone.PLAIN
    remark: str = ""


def review(view: ProjectFile, words: Words, width: int) -> list[Line]:
    """Show each version with its steps and opinions, then decision and notice."""
    steps = dict(steps_by_version(view))
    lines: list[Line] = []
    for version in view.versions:
        title = words.say(
            N_("Version {no}: {amount} requested"),
            no=version.version,
            amount=yuan(version.requested_fen),
        )
        lines.append([Span(title, Tone.TITLE)])
        events = _events(view, version, steps.get(version.version, []), words)
        for each in sorted(events, key=lambda event: event.on):
            lines += _event(each, width)
        lines += [*_verdicts(view, version.version, words), BLANK]
    lines += [[Span(words.say(N_("Decision and public notice")), Tone.TITLE)]]
    decisions = [*_decisions(view, words)]
    for each in sorted(decisions, key=lambda event: event.on):
        lines += _event(each, width)
    return (
        lines if decisions else lines + nothing(words, N_("Nothing is approved yet."))
    )


def _event(each: Event, width: int) -> list[Line]:
    lines = fact(str(each.on), each.head, width, each.tone)
    return lines + fact("", each.remark, width) if each.remark else lines


def _events(
    view: ProjectFile, version: "Version", steps: "list[Step]", words: Words
) -> Iterator[Event]:
    for step in steps:
        if step.action in BACK | HANDED_IN:
            yield _step(view, step, words)
    for each in view.reviews:
        if each.version == version.version:
            yield _opinion(each, words)


def _step(view: ProjectFile, step: "Step", words: Words) -> Event:
    """Say who handed it in, returned or rejected it; and until when it is awaited."""
    who = f"{words.person(step.actor)} ({words.call(Role(step.role))})"
    head = f"{words.call(Action(step.action))} · {who}"
    if step.action not in BACK:
        return Event(step.on, head)
    if (due := view.due_days.get(step.seq)) is not None:
        head += " · " + words.say(N_("to be mended by {day}"), day=due)
    why = words.say(N_("Why: {reason}"), reason=step.reason) if step.reason else ""
    return Event(step.on, f"✗ {head}", Tone.WARN, why)


def _opinion(each: "Review", words: Words) -> Event:
    agrees, opposes = words.say(N_("agrees")), words.say(N_("opposes"))
    verdict = f"✓ {agrees}" if each.agrees else f"✗ {opposes}"
    head = f"{words.call(each.stage)} · {words.person(each.reviewer)} · {verdict}"
    if each.recommended_fen is not None:
        recommends = words.say(N_("recommends"))
        head += f" · {recommends} {yuan(each.recommended_fen)}"
    return Event(each.on, head, Tone.GOOD if each.agrees else Tone.BAD, each.opinion)


def _verdicts(view: ProjectFile, version: int, words: Words) -> list[Line]:
    """Count the district's verdicts on a version, each time it was put to review."""
    district = [
        each
        for each in view.reviews
        if each.version == version and each.stage is ProjectState.DISTRICT_REVIEW
    ]
    lines: list[Line] = []
    for cycle in sorted({each.cycle for each in district}):
        verdicts = [each.agrees for each in district if each.cycle == cycle]
        text = words.say(
            N_("District review: {agree} of {all} agree, {needed} must agree"),
            agree=sum(verdicts),
            all=len(verdicts),
            needed=view.needed,
        )
        met = sum(verdicts) >= view.needed
        lines.append([Span(text, Tone.GOOD if met else Tone.WARN)])
    return lines


def _decisions(view: ProjectFile, words: Words) -> Iterator[Event]:
    for approval in view.approvals:
        yield _approval(approval, words)
    for amended in view.amendments:
        yield _amendment(amended, words)
    for notice in view.notices:
        yield _notice(notice, words)
    for each in view.objections:
        yield _objection(each, words)


def _approval(each: "Approval", words: Words) -> Event:
    text = words.say(
        N_("approved {amount} by {who}"),
        amount=yuan(each.approved_fen),
        who=words.person(each.approver),
    )
    about = words.say(N_("version {no}"), no=each.version)
    return Event(each.on, f"{text} ({about})", Tone.GOOD)


def _amendment(each: "Amendment", words: Words) -> Event:
    kind = N_("Supplement") if each.change_fen > 0 else N_("Cut")
    head = f"#{each.line} {words.say(kind)} {yuan(abs(each.change_fen))}"
    return Event(each.on, head, Tone.PLAIN, each.reason)


def _notice(each: "Notice", words: Words) -> Event:
    """Say from when until when what was on public notice, and where."""
    text = words.say(
        N_("on notice from {day} until {until}, {count} working days"),
        day=each.starts_on,
        until=each.ends_on,
        count=each.working_days,
    )
    head = f"{text} · {yuan(each.published_fen)} · {each.publication}"
    return Event(each.on, head, Tone.PLAIN, each.reason)


def _objection(each: "Objection", words: Words) -> Event:
    answer = words.answer(each.answer)
    when = f" {each.answered_on}" if each.answered_on else ""
    parts = [words.say(N_("Objection")), each.raised_by, answer + when]
    head = " · ".join(filter(None, parts))
    return Event(each.on, head, Tone.WARN, each.reason)
