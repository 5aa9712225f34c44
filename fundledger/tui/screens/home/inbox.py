"""Screen 1: what waits for the one who acts 待办, and what they left as drafts."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from textual.binding import BindingType

from fundledger.domain.ids import Login
from fundledger.errors import N_
from fundledger.i18n import describe, show
from fundledger.i18n.nouns import Noun
from fundledger.tui.kit.columns import (
    Column,
    fen_column,
    inset,
    paragraph,
)
from fundledger.tui.kit.figures import amount
from fundledger.tui.kit.table import Table, TableRow
from fundledger.tui.kit.text import Line, Span, Tone, folded
from fundledger.tui.shell import drafts
from fundledger.tui.shell.actions import ScreenKind, bindings
from fundledger.tui.shell.deeds_menu import menu
from fundledger.tui.shell.desk import NotHereError
from fundledger.tui.shell.drafts import Draft
from fundledger.tui.shell.list_screen import ListScreen, RowsPage
from fundledger.tui.shell.possible import Case, Place, Possible, Waiting
from fundledger.tui.shell.routes import Open, Task, page_of
from fundledger.tui.shell.screen import READING
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from fundledger.store.reading import Books
    from fundledger.tui.shell.export import Exported
    from fundledger.tui.shell.workers import Run

SOON: Final = 3
"""Days that are left are shown with a warning from here on."""


class Entry(NamedTuple):
    """A row: something that waits, or a draft that was left."""

    waiting: Waiting | None
    draft: Draft | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from other rows."""
        if self.draft is not None:
            return ("draft", *self.draft.of)
        assert self.waiting is not None
        return (self.waiting.noun, self.waiting.key, self.waiting.deeds)


class InboxScreen(ListScreen[Entry]):
    """What may be done now, overdue and oldest first; Enter opens the form."""

    KIND: ClassVar[ScreenKind] = ScreenKind.INBOX
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ScreenKind.INBOX)]

    def heading(self) -> tuple[Line, Line]:
        """Name the list, whose it is, and how long."""
        who, left = self.host.who, [Span(self.say(N_("To do")))]
        if who is not None:
            left.append(Span(f" · {who.name}", Tone.DIM))
        if self.typed:
            left.append(Span(f" / {self.typed}", Tone.WARN))
        day = self.host.business_date.isoformat() if self.host.opened else ""
        return left, [Span(f"{day} · {self.count()}", Tone.DIM)]

    def help_text(self) -> str:
        """Say what is listed."""
        return self.say(
            N_(
                "What waits for you: cases that you may bring on today, overdue ones"
                " and those that have waited longest first; work of the whole fund,"
                " counted; and drafts that you left. Enter opens the form; with several"
                " deeds, it asks which."
            )
        )

    def filter_hint(self) -> str:
        """Say what can be typed."""
        return self.say(N_("part of a code, title, payee, community, deed or amount"))

    # --- Asking -----------------------------------------------------------------------

    def load(self) -> None:
        """Ask for the first page, where somebody acts."""
        if self.host.who is None:
            self.ask("rows", _nothing, self.show_first)
            return
        super().load()

    def on_screen_resume(self) -> None:
        """Look again: a form that was left may have left a draft."""
        super().on_screen_resume()
        if self.rows is not None:
            self.load()

    def ask_rows(self, topic: str, after: Entry | None) -> None:
        """Ask for a page; the filter narrows what is asked for so far."""
        who, host = self.host.who, self.host
        if who is None:
            return
        desk, on, place = host.desk, host.business_date, self._place if after else None
        then = self.show_first if topic == "rows" else self.show_next
        self.work(
            topic,
            lambda _run: (desk.waiting(who.login, on, place), self._drafts(after)),
            partial(self._paged, then),
        )

    _place: Place | None = None
    """Where the last page ended."""

    def _drafts(self, after: Entry | None) -> list[Draft]:
        opened, who = self.host.opened, self.host.who
        if after is not None or opened is None or who is None:
            return []
        left = drafts.all_drafts(opened.ledger, opened.code, who.login)
        return [each for each in left if self.host.desk.knows(each.of.deed)]

    def _paged(
        self,
        then: Callable[[RowsPage[Entry]], None],
        answer: tuple[tuple[list[Waiting], Place | None], list[Draft]],
    ) -> None:
        (waiting, self._place), left = answer
        rows = [Entry(None, each) for each in left]
        rows += [Entry(each) for each in waiting]
        fitting = [each for each in rows if self._fits(each)]
        then(RowsPage(fitting, self._place is not None))

    def _fits(self, entry: Entry) -> bool:
        cells = " ".join(span.text for span in self.table_row(entry).cells)
        return all(word in folded(cells) for word in folded(self.typed).split())

    def everything(self) -> "Callable[[Books, Run], Exported]":
        """Give the question for all that waits."""
        who, on, lang = self.host.who, self.host.business_date, self.lang
        basis = self.basis_at()

        def question(books: "Books", _run: "Run") -> "Exported":
            from fundledger.reports.inbox import inbox  # noqa: PLC0415 - SQL
            from fundledger.tui.shell.export import Exported  # noqa: PLC0415

            assert who is not None
            login = Login(who.login)
            report = inbox(books, basis(str(books.head)), login, on)
            return Exported(report, lang)

        return question

    # --- Showing ----------------------------------------------------------------------

    def columns(self) -> list[Column]:
        """Give the columns."""
        words = Words(self.lang)
        return [
            Column(words.heading("due_on"), 11),
            Column(words.heading("code"), 10),
            Column(words.heading("title")),
            Column(words.heading("whose"), 14, wide_from=100),
            fen_column(words.heading("fen")),
            Column(words.heading("deeds"), 20),
            Column(words.heading("waits_since"), 10, wide_from=90),
        ]

    def table_row(self, row: Entry) -> TableRow:
        """Show what waits, or a draft."""
        if row.waiting is None:
            return self._draft_row(row)
        each = row.waiting
        done = show(tuple(map(self.say, each.titles)), self.lang)
        cells = [
            self._due(each.days_left),
            Span(each.code),
            Span(each.title or self._queue(each)),
            Span(each.whose, Tone.DIM),
            amount(each.fen),
            Span(done, Tone.KEY),
            Span(each.since.isoformat(), Tone.DIM),
        ]
        return TableRow(row.key, cells)

    def _queue(self, each: Waiting) -> str:
        what = Words(self.lang).call(each.what)
        if each.key is not None:
            return f"{what} {each.key}"
        return self.say(N_("{what}: {count}"), what=what, count=f"{each.size:,}")

    def _due(self, days: int | None) -> Span:
        if days is None:
            return Span("")
        if days < 0:
            text = N_("⚠ {days} d late")
            return Span(self.say(text, days=-days), Tone.BAD)
        text = N_("{days} days") if days else N_("today")
        tone = Tone.WARN if days <= SOON else Tone.PLAIN
        return Span(self.say(text, days=days), tone)

    def _draft_row(self, row: Entry) -> TableRow:
        draft = row.draft
        assert draft is not None
        title = self.say(self.host.desk.title(draft.of.deed))
        cells = [
            Span(self.say(N_("draft")), Tone.WARN),
            Span(""),
            Span(self.say(N_("left as a draft"))),
            Span(""),
            Span(""),
            Span(title, Tone.KEY),
            Span(draft.on, Tone.DIM),
        ]
        return TableRow(row.key, cells)

    def empty(self, width: int) -> list[Line]:
        """Say that nothing waits, or what to do first."""
        return [[], *inset(paragraph(self._why_empty(), width - 2, Tone.DIM))]

    def _why_empty(self) -> str:
        if self.host.opened is None or self.rows is None:
            return self.say(READING)
        if self.host.who is None:
            error = describe(NotHereError(self.host.actor or "?"), self.lang)
            text = N_("{error} The fund at a glance is on 0, projects on 2.")
            return self.say(text, error=error.message)
        if self.typed:
            text = N_("Nothing that waits fits “{typed}”. Esc takes the filter away.")
            return self.say(text, typed=self.typed.strip())
        text = N_("Nothing waits for you. Ctrl+N begins something new.")
        return self.say(text)

    # --- Doing ------------------------------------------------------------------------

    def _entry(self, key: object) -> Entry | None:
        return next((each for each in self.rows or () if each.key == key), None)

    def case(self) -> Case | None:
        """Give the case under the cursor, where it is one."""
        entry = self._entry(self.query_one(Table).current)
        if entry is None or entry.waiting is None or entry.waiting.key is None:
            return None
        return Case(entry.waiting.noun, entry.waiting.key)

    def action_look(self) -> None:
        """Open the page of what waits under the cursor."""
        case = self.case()
        if case is None:
            self.tell(self.say(N_("This row is no single thing.")), Tone.WARN)
        else:
            self.host.open(page_of(Noun(case.noun), case.key))

    def on_table_opened(self, message: Table.Opened) -> None:
        """Open the very form; of several deeds, ask which."""
        entry = self._entry(message.key)
        if entry is None:
            return
        if entry.draft is not None:
            of = entry.draft.of
            self.host.open(Open(ScreenKind.FORM, Task(of.deed, of.fields)))
            return
        assert entry.waiting is not None
        if entry.waiting.what is Noun.VOUCHER and entry.waiting.key is None:
            self.host.open(Open(ScreenKind.VOUCHERS))
            return
        tasks = entry.waiting.tasks
        if len(tasks) == 1:
            self._begin_task(tasks[0])
            return
        possible = [Possible(each.deed, each.title, each.given, None) for each in tasks]
        by_name = {each.deed: each for each in possible}
        picker = menu(self, self.say(N_("To be done")), possible)
        _ = self.host.push_screen(
            picker, lambda name: self._begin_task(by_name[name]) if name else None
        )

    def _begin_task(self, each: Possible) -> None:
        self.host.open(Open(ScreenKind.FORM, Task(each.deed, each.given)))


def _nothing(_books: "Books") -> RowsPage[Entry]:
    """Give no rows: nobody acts. That the books are there is asked all the same."""
    return RowsPage([], more=False)
