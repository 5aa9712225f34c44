"""Screen 1: what waits for the one who acts 待办, what they wait for, and today."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from fundledger.domain.ids import Login
from fundledger.errors import N_
from fundledger.i18n import describe
from fundledger.i18n.nouns import Noun
from fundledger.tui.kit.columns import Column, inset, paragraph
from fundledger.tui.kit.table import Table, TableRow
from fundledger.tui.kit.text import Line, Span, Tone, folded, joined
from fundledger.tui.screens.home import today
from fundledger.tui.screens.home.below import TodayScreen
from fundledger.tui.screens.home.entries import TABS, Entries, Entry, HomeTab
from fundledger.tui.shell import drafts
from fundledger.tui.shell.actions import ScreenKind, bindings
from fundledger.tui.shell.deeds_menu import menu
from fundledger.tui.shell.desk import NotHereError
from fundledger.tui.shell.drafts import Draft
from fundledger.tui.shell.list_screen import ListScreen, RowsPage
from fundledger.tui.shell.possible import Awaiting, Case, Place, Possible, Waiting
from fundledger.tui.shell.queues import queue_of
from fundledger.tui.shell.routes import Open, Task, page_of
from fundledger.tui.shell.screen import READING, Export
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from fundledger.store.reading import Books
    from fundledger.tui.shell.export import Exported
    from fundledger.tui.shell.workers import Run


class InboxScreen(TodayScreen, ListScreen[Entry]):
    """What may be done now, overdue and oldest first; Enter opens the form."""

    KIND: ClassVar[ScreenKind] = ScreenKind.INBOX
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ScreenKind.INBOX)]

    def __init__(self) -> None:
        """Begin with what is to be done."""
        super().__init__()
        self.tab = HomeTab.TO_DO

    def body(self) -> Iterable[Widget]:
        """Give the list, and today below it: as blocks, or in one line."""
        yield from super().body()
        yield from self.below()

    def heading(self) -> tuple[Line, Line]:
        """Name the lists, whose they are, and how long the one that is shown is."""
        who, left = self.host.who, self._tabs()
        if who is not None:
            left.append(Span(f" · {who.name}", Tone.DIM))
        if self.typed:
            left.append(Span(f" / {self.typed}", Tone.WARN))
        day = self.host.business_date.isoformat() if self.host.opened else ""
        count = "" if self.tab is HomeTab.TODAY else f" · {self.count()}"
        return left, [Span(f"{day}{count}", Tone.DIM)]

    def _tabs(self) -> list[Span]:
        tabs = [
            [
                Span(
                    f"[{self.say(name)}]" if tab is self.tab else f" {self.say(name)} ",
                    Tone.HERE if tab is self.tab else Tone.PLAIN,
                    f"screen.to_tab('{tab}')",
                )
            ]
            for tab, name in TABS.items()
        ]
        return joined(tabs, "")

    def help_text(self) -> str:
        """Say what is listed."""
        return self.say(
            N_(
                "What waits for you: cases that you may bring on today, overdue ones"
                " and those that have waited longest first; work of the whole fund,"
                " counted; and drafts that you left. Enter opens the form; with several"
                " deeds, it asks which. [ and ] go to what you brought on last and now"
                " waits for others, and to today: the banks, what keeps the month from"
                " being closed, the checks as they came out last. v runs the checks."
            )
        )

    def filter_hint(self) -> str:
        """Say what can be typed."""
        return self.say(N_("part of a code, title, payee, community, deed or amount"))

    # --- Asking -----------------------------------------------------------------------

    def load(self) -> None:
        """Ask for today, and for the first page where somebody acts."""
        self.ask_today()
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
        if self.tab is HomeTab.AWAITED:
            self.work(topic, lambda _run: desk.awaiting(who.login, on), self._awaited)
            return
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
        rows = [Entry(draft=each) for each in left]
        rows += [Entry(each) for each in waiting]
        then(RowsPage(self._fitting(rows), self._place is not None))

    def _awaited(self, listed: list[Awaiting]) -> None:
        rows = [Entry(awaiting=each) for each in listed]
        self.show_first(RowsPage(self._fitting(rows), more=False))

    def _fitting(self, rows: list[Entry]) -> list[Entry]:
        return [each for each in rows if self._fits(each)]

    def _fits(self, entry: Entry) -> bool:
        cells = " ".join(span.text for span in self.table_row(entry).cells)
        return all(word in folded(cells) for word in folded(self.typed).split())

    def to_export(self) -> Export | None:
        """Give what makes the export of the list, or of today's banks."""
        if self.tab is not HomeTab.TODAY:
            return super().to_export()
        if self.today is None:
            return None
        exported = today.exported(self.today, self.basis_at(), self.lang)
        return lambda _run: exported

    def everything(self) -> "Callable[[Books, Run], Exported]":
        """Give the question for all that the list holds."""
        who, on, lang = self.host.who, self.host.business_date, self.lang
        basis, tab = self.basis_at(), self.tab

        def question(books: "Books", _run: "Run") -> "Exported":
            from fundledger.reports import inbox  # noqa: PLC0415 - SQL
            from fundledger.tui.shell.export import Exported  # noqa: PLC0415

            assert who is not None
            listed = inbox.awaited if tab is HomeTab.AWAITED else inbox.inbox
            report = listed(books, basis(str(books.head)), Login(who.login), on)
            return Exported(report, lang)

        return question

    # --- Showing ----------------------------------------------------------------------

    def show(self) -> None:
        """Show the list and what stands below it, or today alone."""
        super().show()
        alone = self.tab is HomeTab.TODAY
        if alone:
            for hidden in ("#list", "#empty", "#filter"):
                self.query_one(hidden).display = False
        self.show_today(alone=alone)

    def columns(self) -> list[Column]:
        """Give the columns."""
        return Entries(Words(self.lang)).columns(self.tab)

    def table_row(self, row: Entry) -> TableRow:
        """Show what waits, or a draft."""
        draft, desk = row.draft, self.host.desk
        title = desk.title(draft.of.deed) if draft is not None else ""
        return Entries(Words(self.lang)).row(row, title)

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
        if self.tab is HomeTab.AWAITED:
            return self.say(N_("Nothing that you brought on waits for others."))
        text = N_("Nothing waits for you. Ctrl+N begins something new.")
        return self.say(text)

    # --- Tabs -------------------------------------------------------------------------

    def action_tab(self, by: int) -> None:
        """Go some tabs to the right."""
        tabs = list(TABS)
        self.action_to_tab(tabs[(tabs.index(self.tab) + by) % len(tabs)])

    def action_to_tab(self, tab: str) -> None:
        """Go to a tab."""
        self.tab, self.rows = HomeTab(tab), None
        self.speak()
        _ = self.query_one("#today" if self.tab is HomeTab.TODAY else "#list").focus()
        self.load()

    # --- Doing ------------------------------------------------------------------------

    def _entry(self, key: object) -> Entry | None:
        return next((each for each in self.rows or () if each.key == key), None)

    def case(self) -> Case | None:
        """Give the case under the cursor, where it is one."""
        table = self.query_one("#list", Table)
        entry = self._entry(table.current) if table.display else None
        return None if entry is None else entry.case

    def action_look(self) -> None:
        """Open the page of what waits under the cursor."""
        case = self.case()
        if case is None:
            self.tell(self.say(N_("This row is no single thing.")), Tone.WARN)
        else:
            self.host.open(page_of(Noun(case.noun), case.key))

    def on_table_near_end(self, message: Table.NearEnd) -> None:
        """Ask for the next page of the list."""
        if message.table.id == "list":
            super().on_table_near_end(message)

    def on_table_opened(self, message: Table.Opened) -> None:
        """Open the very form; of several deeds, ask which."""
        if message.table.id == "today":
            self.open_today(message.key)
            return
        entry = self._entry(message.key)
        if entry is None:
            return
        if entry.draft is not None:
            of = entry.draft.of
            self.host.open(Open(ScreenKind.FORM, Task(of.deed, of.fields)))
        elif entry.awaiting is not None and entry.awaiting.task is not None:
            self._begin_task(entry.awaiting.task)
        elif entry.awaiting is not None:
            self.host.open(page_of(entry.awaiting.noun, entry.awaiting.key))
        elif entry.waiting is not None:
            self._open_waiting(entry.waiting)

    def _open_waiting(self, waiting: Waiting) -> None:
        part = queue_of(waiting.deeds) if waiting.key is None else None
        if part is not None:
            self.host.open(Open(ScreenKind.VOUCHERS, part))
            return
        tasks = waiting.tasks
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
        self.host.open(Open(ScreenKind.FORM, Task(each.deed, each.given, each.cosigns)))


def _nothing(_books: "Books") -> RowsPage[Entry]:
    """Give no rows: nobody acts. That the books are there is asked all the same."""
    return RowsPage([], more=False)
