"""Screen 8: the chain of records, newest first; each opens on what it changed."""

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import BindingType

from fundledger.domain.actions import Action
from fundledger.domain.ids import Login
from fundledger.errors import N_
from fundledger.i18n import Language
from fundledger.reports.moments import china_time
from fundledger.tui.kit.columns import (
    Column,
    count_column,
    fen_column,
    inset,
    paragraph,
)
from fundledger.tui.kit.figures import amount, count
from fundledger.tui.kit.near import near
from fundledger.tui.kit.table import Table, TableRow
from fundledger.tui.kit.text import Line, Span, Tone, folded
from fundledger.tui.screens.audit.about import about
from fundledger.tui.shell.actions import ScreenKind, bindings
from fundledger.tui.shell.export import Exported
from fundledger.tui.shell.list_screen import PAGE, ListScreen, RowsPage
from fundledger.tui.shell.routes import Open
from fundledger.tui.shell.screen import READING
from fundledger.tui.shell.words import Words
from fundledger.tui.shell.workers import Run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fundledger.domain.ids import Seq
    from fundledger.queries.record_search import Word
    from fundledger.queries.records import RecordRow
    from fundledger.queries.subjects import Subject
    from fundledger.store.reading import Books

REFUSED = "refused"


def called(action: str, words: Words) -> str:
    """Name a deed; one that this version does not know keeps its own name."""
    return words.call(Action(action)) if action in set(Action) else action


class AuditRow(NamedTuple):
    """A record of the list, and what it is about."""

    record: "RecordRow"
    subject: "Subject"


class Looking(NamedTuple):
    """What is looked for: a text, perhaps among refusals only."""

    typed: str
    lang: Language
    refused: bool
    before: "Seq | None"

    def find(self, books: "Books", _run: Run) -> "Answer":
        """Find a page of records that fit, going back along the chain."""
        names = names_in(books)
        words = Words(self.lang, names)
        fitting = self.page(books, words, PAGE + 1)
        none = not fitting and self.before is None
        alike = self.alike(words) if none else ()
        page = RowsPage(
            self.described(books, fitting[:PAGE]), len(fitting) > PAGE, alike
        )
        return Answer(page, names)

    def alike(self, words: Words) -> list[str]:
        """Give names of people and deeds that are like what fits nothing."""
        people = (*words.names.values(), *words.names)
        names = [*people, *map(words.call, Action), *Action]
        known = " ".join(map(folded, names))
        unknown = [each for each in self.typed.split() if folded(each) not in known]
        return [*dict.fromkeys(name for each in unknown for name in near(each, names))]

    def page(self, books: "Books", words: Words, limit: int) -> "list[RecordRow]":
        """List so many records that fit, the newest first."""
        from fundledger.queries import records  # noqa: PLC0415 - SQL

        only = records.RecordFilter(
            outcome=REFUSED if self.refused else None,
            words=tuple(self._word(each, words) for each in self.typed.split()),
        )
        return records.records(books, only=only, before=self.before, limit=limit)

    @staticmethod
    def described(books: "Books", page: "list[RecordRow]") -> list[AuditRow]:
        """Say of each record of a page what it is about."""
        from fundledger.queries import subjects  # noqa: PLC0415 - SQL

        subject_of = subjects.subjects(books, [each.seq for each in page])
        return [AuditRow(each, subject_of[each.seq]) for each in page]

    def everything(
        self, books: "Books", words: Words, run: Run
    ) -> "Iterator[AuditRow]":
        """Go through all records that fit, until nobody waits for them any more."""
        looking = self
        while not run.given_up and (page := looking.page(books, words, PAGE)):
            yield from looking.described(books, page)
            looking = looking._replace(before=page[-1].seq)

    @staticmethod
    def _word(typed: str, words: Words) -> "Word":
        """Tell which people and deeds a word names, in the language of the moment."""
        from fundledger.queries.record_search import Word  # noqa: PLC0415 - SQL

        plain = folded(typed)
        actors = [
            Login(login)
            for login, name in words.names.items()
            if plain in folded(f"{login} {name}")
        ]
        actions = [
            action
            for action in Action
            if plain in folded(f"{words.call(action)} {action}")
        ]
        return Word(typed, plain, frozenset(actors), frozenset(actions))


def names_in(books: "Books") -> dict[str, str]:
    """Give the names of people by login."""
    from fundledger.queries import people  # noqa: PLC0415 - SQL

    return {str(each.login): each.name for each in people.people(books)}


class Answer(NamedTuple):
    """A page of records, and what people are called."""

    page: RowsPage[AuditRow]
    names: dict[str, str]


class AuditScreen(ListScreen[AuditRow]):
    """The audit log."""

    KIND: ClassVar[ScreenKind] = ScreenKind.AUDIT
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ScreenKind.AUDIT)]

    def __init__(self) -> None:
        """Begin with every record."""
        super().__init__()
        self.only_refused = False
        self.names: dict[str, str] = {}

    def heading(self) -> tuple[Line, Line]:
        """Name the log, what it is narrowed to, and the count."""
        only = " › " + self.say(N_("Only refused")) if self.only_refused else ""
        return self.titled(self.say(N_("Audit log")), Span(only, Tone.WARN))

    def help_text(self) -> str:
        """Say what a record is."""
        return self.say(
            N_(
                "Every deed that was done, and every one that was refused (✗), newest"
                " first: when, who, what, and what it was about. Enter opens a record"
                " on what it changed. v verifies the whole chain. Type / and a project,"
                " a voucher (记91), a payee, an amount, a name, a day or a deed."
            )
        )

    def filter_hint(self) -> str:
        """Say what can be typed."""
        return self.say(
            N_("project, voucher 记91, payee, amount 3690, name, day, deed")
        )

    def ask_rows(self, topic: str, after: AuditRow | None) -> None:
        """Ask for a page; an older look gives up."""
        before = after.record.seq if after else None
        looking = Looking(self.typed, self.lang, self.only_refused, before)
        then = self._first if topic == "rows" else self._next
        self.ask_long(topic, looking.find, then)

    def _first(self, answer: Answer) -> None:
        self.names = answer.names
        self.show_first(answer.page)

    def _next(self, answer: Answer) -> None:
        self.show_next(answer.page)

    def everything(self) -> "Callable[[Books, Run], Exported]":
        """Give the question for every record that fits."""
        looking = Looking(self.typed, self.lang, self.only_refused, None)
        narrowed, basis = self.filter_words(), self.basis_at()

        def question(books: "Books", run: Run) -> Exported:
            from fundledger.reports import records  # noqa: PLC0415 - SQL

            words = Words(looking.lang, names_in(books))
            rows = (
                (record, about(subject, words), subject.fen)
                for record, subject in looking.everything(books, words, run)
            )
            report = records.log(rows, basis(str(books.head)), words.names)
            return Exported(report, looking.lang, narrowed)

        return question

    def filter_words(self) -> str:
        """Say which records these are."""
        parts = [self.say(N_("Only refused"))] if self.only_refused else []
        if words := self.typed.split():
            contains = N_("who, what, when or about what fits “{typed}”")
            parts.append(self.say(contains, typed=" ".join(words)))
        return " · ".join(parts) or self.say(N_("all records"))

    def action_refused(self) -> None:
        """Show refused attempts only, or everything again."""
        self.only_refused = not self.only_refused
        self.load()

    def action_verify(self) -> None:
        """Verify the whole chain."""
        self.host.open(Open(ScreenKind.VERIFY))

    def columns(self) -> list[Column]:
        """Give the columns; who, the outcome's word and hashes need a wider screen."""
        heading = Words(self.lang).heading
        return [
            count_column(heading("seq"), 6),
            Column("", 1),  # the sign of the outcome
            Column(heading("on"), 10),
            Column(heading("actor"), 10, wide_from=72),
            Column(heading("action"), 14),
            Column(heading("about")),
            fen_column(heading("fen"), 11, wide_from=1),
            Column(heading("outcome"), 9, wide_from=100),
            count_column(heading("changes"), 8, wide_from=170),
            Column(heading("recorded_at"), 19, wide_from=130),
            Column(heading("sha256"), 13, wide_from=190),
        ]

    def table_row(self, row: AuditRow) -> TableRow:
        """Show a record."""
        return _row(row, Words(self.lang, self.names))

    def empty(self, width: int) -> list[Line]:
        """Say that nothing fits."""
        text = READING
        if self.rows is not None and self.typed:
            fits = N_("No record fits “{typed}”. Esc takes the filter away.")
            return [[], *inset(self.nothing_fits(fits, width - 2))]
        if self.rows is not None:
            text = N_("No deed was refused. r shows all outcomes.")
        return [[], *inset(paragraph(self.say(text), width - 2, Tone.DIM))]

    def on_table_opened(self, message: Table.Opened) -> None:
        """Open a record."""
        for row in self.rows or ():
            if row.record.seq == message.key:
                self.host.open(Open(ScreenKind.RECORD, row.record.seq))


def _row(row: AuditRow, words: Words) -> TableRow:
    """Show a record; a refusal has a sign and a word, not only a colour."""
    record, subject = row
    refused = record.outcome == REFUSED
    outcome = words.say(N_("✗ refused")) if refused else words.say(N_("✓ done"))
    tone = Tone.BAD if refused else Tone.GOOD
    cells = [
        Span(str(record.seq), whole=True),
        Span(outcome[:1], tone),
        Span(str(record.on)),
        Span(words.person(record.actor)),
        Span(called(record.action, words), Tone.BAD if refused else Tone.PLAIN),
        Span(about(subject, words)),
        amount(subject.fen),
        Span(outcome, tone),
        count(record.changes),
        Span(china_time(record.recorded_at), Tone.DIM),
        Span(record.sha256, Tone.DIM),
    ]
    return TableRow(record.seq, cells)
