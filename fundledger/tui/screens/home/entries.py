"""The rows of home's lists: what waits for somebody, drafts, what waits for others."""

from enum import StrEnum
from typing import Final, NamedTuple

from fundledger.domain.inbox import COUNTED
from fundledger.errors import N_
from fundledger.i18n import show
from fundledger.i18n.nouns import Noun
from fundledger.tui.kit.columns import Column, fen_column
from fundledger.tui.kit.figures import amount
from fundledger.tui.kit.table import TableRow
from fundledger.tui.kit.text import Span, Tone
from fundledger.tui.shell.drafts import Draft
from fundledger.tui.shell.possible import Awaiting, Case, Waiting
from fundledger.tui.shell.queues import QUEUES, queue_of
from fundledger.tui.shell.words import Words

SOON: Final = 3
"""Days that are left are shown with a warning from here on."""


class HomeTab(StrEnum):
    """A part of home."""

    TO_DO = "to_do"
    AWAITED = "awaited"
    TODAY = "today"


TABS: Final = {
    HomeTab.TO_DO: N_("To do"),
    HomeTab.AWAITED: N_("I wait for"),
    HomeTab.TODAY: N_("Today"),
}


class Entry(NamedTuple):
    """A row: something that waits, a draft that was left, or what others have now."""

    waiting: Waiting | None = None
    draft: Draft | None = None
    awaiting: Awaiting | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from other rows."""
        if self.draft is not None:
            return ("draft", *self.draft.of)
        if self.awaiting is not None:
            return ("awaiting", self.awaiting.noun, self.awaiting.key)
        assert self.waiting is not None
        return (self.waiting.noun, self.waiting.key, self.waiting.deeds)

    @property
    def case(self) -> Case | None:
        """The case that it is about; a queue or a draft is about none."""
        of = self.waiting or self.awaiting
        return None if of is None or of.key is None else Case(of.noun, of.key)


class Entries(NamedTuple):
    """How the rows are painted, in a language."""

    words: Words

    def columns(self, tab: HomeTab) -> list[Column]:
        """Give the columns of a list."""
        heading = self.words.heading
        case = [
            Column(heading("code"), 10),
            Column(heading("title")),
            Column(heading("whose"), 14, wide_from=100),
            fen_column(heading("fen")),
        ]
        deeds, since = Column(heading("deeds"), 20), heading("waits_since")
        if tab is HomeTab.AWAITED:
            whom = Column(heading("waits_for"), 18)
            deeds = deeds._replace(wide_from=90)
            return [*case, whom, deeds, Column(since, 10, wide_from=80)]
        due = Column(heading("due_on"), 11)
        return [due, *case, deeds, Column(since, 10, wide_from=90)]

    def row(self, entry: Entry, deed_title: str = "") -> TableRow:
        """Show a row; `deed_title` is what the deed of a draft is called."""
        if entry.draft is not None:
            return TableRow(entry.key, self._draft(entry.draft, deed_title))
        if entry.awaiting is not None:
            return TableRow(entry.key, self._awaiting(entry.awaiting))
        assert entry.waiting is not None
        return TableRow(entry.key, self._waiting(entry.waiting))

    def _waiting(self, each: Waiting) -> list[Span]:
        titles = each.titles
        if each.key is None and queue_of(each.deeds):
            titles = titles[:1]  # its list is opened, where many are signed as well
        done = show(tuple(map(self.words.say, titles)), self.words.lang)
        if each.came_back:
            done = self.words.say(N_("anew: {deed}"), deed=self.words.say(titles[0]))
        elif each.noun == Noun.COSIGNATURE:
            done = self.words.say(N_("sign: {deed}"), deed=done)
        return [
            self._due(each.days_left),
            Span(each.code),
            self._title(each),
            Span(each.whose, Tone.DIM),
            amount(each.fen),
            Span(done, Tone.KEY),
            Span(each.since.isoformat(), Tone.DIM),
        ]

    def _awaiting(self, each: Awaiting) -> list[Span]:
        deeds = show(tuple(map(self.words.say, each.titles)), self.words.lang)
        return [
            Span(each.code),
            Span(each.title),
            Span(each.whose, Tone.DIM),
            amount(each.fen),
            Span(show(each.roles, self.words.lang), Tone.KEY),
            Span(deeds),
            Span(each.since.isoformat(), Tone.DIM),
        ]

    def _draft(self, draft: Draft, title: str) -> list[Span]:
        say, empty = self.words.say, Span("")
        return [
            Span(say(N_("draft")), Tone.WARN),
            empty,
            Span(say(N_("left as a draft"))),
            empty,
            empty,
            Span(say(title), Tone.KEY),
            Span(draft.on, Tone.DIM),
        ]

    def _title(self, each: Waiting) -> Span:
        """Say what waits; of what two people sign, who has signed or gave it back."""
        title = each.title or self._queue(each)
        if each.came_back:
            text = N_("✗ returned by {name}: {reason} · {title}")
            facts = {"name": each.signer, "reason": each.note, "title": title}
            return Span(self.words.say(text, **facts), Tone.WARN)
        if each.signer:
            text = N_("{title} · {name} has signed")
            return Span(self.words.say(text, name=each.signer, title=title))
        return Span(title)

    def _queue(self, each: Waiting) -> str:
        what = self.words.call(each.what)
        if each.key is not None:
            return f"{what} {each.key}"
        part = queue_of(each.deeds)
        if part is not None:
            text, queue = N_("{queue}: {count} vouchers"), self.words.say(QUEUES[part])
            return self.words.say(text, queue=queue, count=_count(each.size))
        return self.words.say(N_("{what}: {count}"), what=what, count=_count(each.size))

    def _due(self, days: int | None) -> Span:
        if days is None:
            return Span("")
        if days < 0:
            text = N_("⚠ {days} d late")
            return Span(self.words.say(text, days=-days), Tone.BAD)
        text = N_("{days} days") if days else N_("today")
        tone = Tone.WARN if days <= SOON else Tone.PLAIN
        return Span(self.words.say(text, days=days), tone)


def _count(size: int) -> str:
    """Write how many wait; a queue is counted up to a bound."""
    return f"{size:,}+" if size >= COUNTED else f"{size:,}"
