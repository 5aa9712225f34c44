"""Screen 8: the chain of records, newest first; each opens on what it changed."""

from itertools import islice
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import BindingType

from fundledger.domain.actions import Action
from fundledger.errors import N_
from fundledger.i18n import Language
from fundledger.tui.kit.columns import Column, count_column, inset, paragraph
from fundledger.tui.kit.figures import count
from fundledger.tui.kit.near import near
from fundledger.tui.kit.table import Table, TableRow
from fundledger.tui.kit.text import Line, Span, Tone, folded
from fundledger.tui.shell.actions import Place, bindings
from fundledger.tui.shell.export import Exported, of_table
from fundledger.tui.shell.list_screen import PAGE, Found, ListScreen
from fundledger.tui.shell.routes import Open
from fundledger.tui.shell.screen import READING
from fundledger.tui.shell.words import Words
from fundledger.tui.shell.workers import Run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fundledger.domain.ids import Seq
    from fundledger.queries.records import RecordRow
    from fundledger.store.reading import Books

REFUSED = "refused"


def called(action: str, words: Words) -> str:
    """Name a deed; one that this version does not know keeps its own name."""
    return words.call(Action(action)) if action in set(Action) else action


class Looking(NamedTuple):
    """What is looked for: a text, perhaps among refusals only."""

    typed: str
    lang: Language
    refused: bool
    before: "Seq | None"

    def find(self, books: "Books", run: Run) -> "Answer":
        """Find a page of records that fit, going back along the chain."""
        names = names_in(books)
        words = Words(self.lang, names)
        fitting = [*islice(self.fitting(books, words, run), PAGE + 1)]
        none = not fitting and self.before is None
        alike = self.alike(words) if none else ()
        return Answer(Found(fitting[:PAGE], len(fitting) > PAGE, alike), names)

    def alike(self, words: Words) -> list[str]:
        """Give names of people and deeds that are like what fits nothing."""
        people = (*words.names.values(), *words.names)
        names = [*people, *map(words.call, Action), *Action]
        known = " ".join(map(folded, names))
        unknown = [each for each in self.typed.split() if folded(each) not in known]
        return [*dict.fromkeys(name for each in unknown for name in near(each, names))]

    def fitting(self, books: "Books", words: Words, run: Run) -> "Iterator[RecordRow]":
        """Go through all records that fit, until nobody waits for them any more."""
        from fundledger.queries import records  # noqa: PLC0415 - SQL

        only = records.RecordFilter(outcome=REFUSED if self.refused else None)
        before, more = self.before, True
        while more and not run.given_up:
            page = records.records(books, only=only, before=before, limit=PAGE)
            yield from (each for each in page if self._fits(each, words))
            more = len(page) == PAGE
            before = page[-1].seq if page else None

    def _fits(self, row: "RecordRow", words: Words) -> bool:
        action = called(row.action, words)
        texts = (str(row.seq), str(row.on), row.actor, words.person(row.actor), action)
        said = folded(" ".join((*texts, row.action)))
        return all(word in said for word in folded(self.typed).split())


def names_in(books: "Books") -> dict[str, str]:
    """Give the names of people by login."""
    from fundledger.queries import people  # noqa: PLC0415 - SQL

    return {str(each.login): each.name for each in people.people(books)}


class Answer(NamedTuple):
    """A page of records, and what people are called."""

    page: "Found[RecordRow]"
    names: dict[str, str]


class AuditScreen(ListScreen["RecordRow"]):
    """The audit log."""

    PLACE: ClassVar[Place] = Place.AUDIT
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.AUDIT)]

    def __init__(self) -> None:
        """Begin with every record."""
        super().__init__()
        self.only_refused = False
        self.names: dict[str, str] = {}

    def heading(self) -> tuple[Line, Line]:
        """Name the log, what it is narrowed to, and the count."""
        left = [Span(self.say(N_("Audit log")))]
        if self.only_refused:
            left.append(Span(" › " + self.say(N_("Only refused")), Tone.WARN))
        if self.typed:
            left.append(Span(f" / {self.typed}", Tone.WARN))
        return left, [Span(self.count(), Tone.DIM)]

    def help_text(self) -> str:
        """Say what a record is."""
        return self.say(
            N_(
                "Every deed that was done, and every one that was refused (✗), newest"
                " first: who, when, what. Enter opens a record on what it changed. v"
                " verifies the whole chain. Type / and a name, a day, a deed or a"
                " number."
            )
        )

    def filter_hint(self) -> str:
        """Say what can be typed."""
        return self.say(N_("a name, a day, a deed, a number"))

    def ask_rows(self, topic: str, after: "RecordRow | None") -> None:
        """Ask for a page; an older look gives up."""
        before = after.seq if after else None
        looking = Looking(self.typed, self.lang, self.only_refused, before)
        then = self._first if topic == "rows" else self._next
        self.ask_long(topic, looking.find, then)

    def _first(self, answer: Answer) -> None:
        self.names = answer.names
        self.found(answer.page)

    def _next(self, answer: Answer) -> None:
        self.found_more(answer.page)

    def everything(self) -> "Callable[[Books, Run], Exported]":
        """Give the question for every record that fits."""
        looking = Looking(self.typed, self.lang, self.only_refused, None)
        columns, said = self.columns(), self.filter_words()

        def question(books: "Books", run: Run) -> Exported:
            words = Words(looking.lang, names_in(books))
            fitting = looking.fitting(books, words, run)
            part = of_table(columns, [_row(each, words) for each in fitting])
            return Exported(self.PLACE, [part], str(books.head), said)

        return question

    def filter_words(self) -> str:
        """Say which records these are."""
        parts = [self.say(N_("Only refused"))] if self.only_refused else []
        if words := self.typed.split():
            contains = N_("number, day, person or deed contains “{typed}”")
            parts.append(self.say(contains, typed=" ".join(words)))
        return " · ".join(parts) or self.say(N_("all records"))

    def action_refused(self) -> None:
        """Show refused attempts only, or everything again."""
        self.only_refused = not self.only_refused
        self.load()

    def action_verify(self) -> None:
        """Verify the whole chain."""
        self.host.open(Open(Place.VERIFY))

    def columns(self) -> list[Column]:
        """Give the columns; hashes need a wider screen."""
        return [
            count_column(self.say(N_("Record")), 7),
            Column(self.say(N_("Day")), 10),
            Column(self.say(N_("Who")), 14),
            Column(self.say(N_("What"))),
            Column(self.say(N_("Outcome")), 10),
            count_column(self.say(N_("Rows")), 6, wide_from=90),
            Column(self.say(N_("Recorded at")), 19, wide_from=110),
            Column(self.say(N_("Hash")), 13, wide_from=100),
        ]

    def table_row(self, row: "RecordRow") -> TableRow:
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
            if row.seq == message.key:
                self.host.open(Open(Place.RECORD, row.seq))


def _row(row: "RecordRow", words: Words) -> TableRow:
    """Show a record; a refusal has a sign and a word, not only a colour."""
    refused = row.outcome == REFUSED
    outcome = words.say(N_("✗ refused")) if refused else words.say(N_("✓ done"))
    cells = [
        Span(str(row.seq), whole=True, value=row.seq),
        Span(str(row.on)),
        Span(words.person(row.actor)),
        Span(called(row.action, words)),
        Span(outcome, Tone.BAD if refused else Tone.GOOD),
        count(row.changes),
        Span(row.recorded_at[:19].replace("T", " "), Tone.DIM),
        Span(row.sha256, Tone.DIM),
    ]
    return TableRow(row.seq, cells)
