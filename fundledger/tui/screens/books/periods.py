"""The months of the books: open or closed, and what keeps one from being closed."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple

from textual.binding import BindingType
from textual.widget import Widget

from fundledger.domain.ids import Month
from fundledger.domain.periods import month_end, year_of
from fundledger.errors import N_, FundledgerError
from fundledger.i18n import describe
from fundledger.tui.kit.columns import (
    Column,
    count_column,
    inset,
    paragraph,
    word_column,
)
from fundledger.tui.kit.figures import count
from fundledger.tui.kit.painting import Banner
from fundledger.tui.kit.table import Table, TableRow
from fundledger.tui.kit.text import Line, Span, Tone
from fundledger.tui.shell.acting import ActingScreen
from fundledger.tui.shell.actions import ScreenKind, bindings
from fundledger.tui.shell.closing import Condition, checklist
from fundledger.tui.shell.export import Exported
from fundledger.tui.shell.gestures import Gesture
from fundledger.tui.shell.possible import Possible
from fundledger.tui.shell.routes import Open
from fundledger.tui.shell.screen import READING
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from fundledger.queries.vouchers import MonthState
    from fundledger.store.reading import Books


class Answer(NamedTuple):
    """The months, and the head (SEQ:HASH) that they were read at."""

    states: "Sequence[MonthState]"
    head: str


def find(books: "Books") -> Answer:
    """Find the months with their state."""
    from fundledger.queries import vouchers  # noqa: PLC0415 - SQL

    return Answer(vouchers.months(books), str(books.head))


def _of_month(month: Month) -> dict[str, Any]:
    return {"month": month}


def _until(month: Month) -> dict[str, Any]:
    return {"until": month_end(month).isoformat()}


DEEDS: Final[Mapping[str, Callable[[Month], dict[str, Any]]]] = MappingProxyType(
    {
        "close_month": _of_month,
        "reopen_month": _of_month,
        **dict.fromkeys(
            (
                *("prepare_vouchers", "countersign_vouchers", "review_vouchers"),
                *("post_vouchers", "endorse_vouchers"),
            ),
            _until,
        ),
        "close_year": lambda month: {"year": year_of(month)},
        "open_year": lambda month: {"year": year_of(month) + 1},
    }
)
"""What is done to months, and what a form begins with."""


NEVER: Final = {True: "close_month", False: "reopen_month"}
"""What is not done to a month that is closed, or open."""


class OfPeriods(ActingScreen):
    """A screen from which months are closed and reopened."""

    answer: Answer | None = None

    @abstractmethod
    def month_here(self) -> Month | None:
        """Give the month that deeds begin from."""

    def load(self) -> None:
        """Ask for the months."""
        self.ask("months", find, self._answered)

    def _answered(self, answer: Answer) -> None:
        self.answer = answer
        self.recovered()
        self.speak()

    def action_gesture(self, key: str) -> None:
        """Offer what can be done to the month: its form begins with it."""
        month = self.month_here()
        if month is not None:
            then = partial(self._offer_of_month, Gesture(key), month)
            self._ask_possible(None, then)

    def _offer_of_month(
        self, key: Gesture, month: Month, possible: Sequence[Possible]
    ) -> None:
        state = self.state_of(month)
        if state is None:
            return
        by_name = {each.deed: each for each in possible}
        of_month = [
            self._begun(by_name[deed], state)
            for deed in DEEDS
            if deed in by_name and deed != NEVER[state.closed]
        ]
        self._offer_deeds(key, sorted(of_month, key=lambda e: e.refusal is not None))

    def _begun(self, possible: Possible, state: "MonthState") -> Possible:
        """Let a deed begin with the month; closing it says what is in the way."""
        refusal = possible.refusal
        if possible.deed == "close_month":
            refusal = refusal or next(iter(self.obstacles(state)), None)
        given = DEEDS[possible.deed](state.key)
        return possible._replace(given=given, refusal=refusal)

    def state_of(self, month: Month) -> "MonthState | None":
        """Give a month as it was read."""
        states = self.answer.states if self.answer else ()
        return next((each for each in states if each.key == month), None)

    def obstacles(self, state: "MonthState") -> Sequence[FundledgerError]:
        """List what keeps a month from being closed."""
        return [e.obstacle for e in self.checklist(state) if e.obstacle is not None]

    def checklist(self, state: "MonthState") -> Sequence[Condition]:
        """Give the conditions of closing a month."""
        states = self.answer.states if self.answer else ()
        opened = [each.key for each in states if not each.closed]
        return checklist(state, opened, self.host.business_date)

    def exported(self) -> Exported | None:
        """Give the months."""
        if self.answer is None:
            return None
        from fundledger.reports import vouchers  # noqa: PLC0415 - SQL

        basis = self.basis(self.answer.head)
        return Exported(vouchers.months(self.answer.states, basis), self.lang)


class PeriodsScreen(OfPeriods):
    """The months of the books; it begins at the one that is to be closed next."""

    KIND: ClassVar[ScreenKind] = ScreenKind.PERIODS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ScreenKind.PERIODS)]

    def body(self) -> Iterable[Widget]:
        """Give the table."""
        yield Table(id="list")

    def on_mount(self) -> None:
        """Begin in the table."""
        super().on_mount()
        self.query_one("#list").focus()

    def heading(self) -> tuple[Line, Line]:
        """Name the list, and how many months are open."""
        opened = [each for each in self._states() if not each.closed]
        text = self.say(N_("{count} open"), count=len(opened))
        return [Span(self.say(N_("Periods")))], [Span(text, Tone.DIM)]

    def help_text(self) -> str:
        """Say what is listed."""
        return self.say(
            N_(
                "The months of the books, and what keeps each from being closed. Enter"
                " shows all of it, u the vouchers that wait for review; F4 closes and"
                " reopens months, and reviews all vouchers up to a month's end."
            )
        )

    def _states(self) -> "Sequence[MonthState]":
        return self.answer.states if self.answer else ()

    def show(self) -> None:
        """Fill the table."""
        table, states = self.query_one(Table), self._states()
        first = not table.rows
        table.fill(self._columns(), [self._row(each) for each in states])
        if first and states:
            # Begin with the month that is to be closed next.
            opened = [at for at, each in enumerate(states) if not each.closed]
            table.cursor = opened[0] if opened else len(states) - 1

    def _columns(self) -> list[Column]:
        heading = Words(self.lang).heading
        return [
            word_column(heading("month"), 8),
            word_column(heading("state"), 8),
            count_column(heading("vouchers"), 8),
            word_column(heading("unsigned"), 12)._replace(right=True),
            Column(heading("obstacle")),
        ]

    def _row(self, state: "MonthState") -> TableRow:
        text = N_("● closed") if state.closed else N_("○ open")
        first = "" if state.closed else self.say(N_("It can be closed."))
        if not state.closed and (obstacles := self.obstacles(state)):
            first = describe(obstacles[0], self.lang)[0]
        tone = Tone.WARN if state.unsigned else Tone.DIM
        cells = [
            Span(state.key),
            Span(self.say(text), Tone.DIM if state.closed else Tone.GOOD),
            count(state.vouchers),
            count(state.unsigned, tone),
            Span(first, Tone.DIM),
        ]
        return TableRow(state.key, cells)

    def month_here(self) -> Month | None:
        """Give the month under the cursor."""
        key = self.query_one(Table).current
        return None if key is None else Month(str(key))

    def on_table_opened(self, message: Table.Opened) -> None:
        """Open a month on what keeps it from being closed."""
        self.host.open(Open(ScreenKind.PERIOD, message.key))

    def action_queue(self) -> None:
        """Open the vouchers of the month that wait for a signature."""
        month = self.month_here()
        if month is not None:
            self.host.open(Open(ScreenKind.VOUCHERS, month))


class PeriodScreen(OfPeriods):
    """What is to be done before one month is closed, as a list to go through."""

    KIND: ClassVar[ScreenKind] = ScreenKind.PERIOD
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ScreenKind.PERIOD)]

    def __init__(self, month: Month) -> None:
        """Show one month."""
        super().__init__()
        self.of_month = month

    def body(self) -> Iterable[Widget]:
        """Give what the month is, and the list."""
        yield Banner(self._paint_state, id="about")
        yield Table(id="list")

    def on_mount(self) -> None:
        """Begin in the list."""
        super().on_mount()
        self.query_one("#list").focus()

    def heading(self) -> tuple[Line, Line]:
        """Name the month."""
        return [
            Span(self.say(N_("Periods"))),
            Span(f" › {self.of_month}", Tone.STRONG),
        ], ()

    def help_text(self) -> str:
        """Say what the list holds."""
        return self.say(
            N_(
                "All that is to be done before this month is closed. Enter opens what"
                " is in the way: vouchers to sign, an earlier month. F4 closes the"
                " month, or reopens it."
            )
        )

    def month_here(self) -> Month | None:
        """Give the month."""
        return self.of_month

    @property
    def state(self) -> "MonthState | None":
        """The month as it was read."""
        return self.state_of(self.of_month)

    def show(self) -> None:
        """Fill the list."""
        self.query_one("#about", Banner).repaint()
        heading = Words(self.lang).heading
        columns = [
            Column("", 1),
            Column(heading("obstacle")),
            Column(heading("hint"), wide_from=100),
        ]
        self.query_one(Table).fill(columns, self._rows())

    def _paint_state(self, width: int) -> list[Line]:
        state = self.state
        if state is None:
            text = READING
        elif state.year_closed:
            text = N_("Its year has been closed: nothing is booked in it any more.")
        elif state.closed:
            text = N_("This month is closed. F4 reopens it, if it was closed last.")
        elif self.obstacles(state):
            text = N_("This month is open. Enter opens what is in the way.")
        else:
            text = N_("Nothing is in the way: F4 closes this month.")
        return [*inset(paragraph(self.say(text), width - 2, Tone.DIM)), []]

    def _rows(self) -> list[TableRow]:
        """Give each condition: in the way, or met."""
        state = self.state
        if state is None or state.closed:
            return []
        return [self._row(each) for each in self.checklist(state)]

    def _row(self, each: Condition) -> TableRow:
        if each.obstacle is None:
            cells = [Span("✓", Tone.GOOD), Span(self.say(each.met), Tone.DIM), Span("")]
            return TableRow(each.code, cells)
        message, hint = describe(each.obstacle, self.lang)
        return TableRow(each.code, [Span("✗", Tone.BAD), Span(message), Span(hint)])

    def on_table_opened(self, message: Table.Opened) -> None:
        """Open what is in the way."""
        listed = self.checklist(self.state) if self.state else ()
        place = next((each.place for each in listed if each.code == message.key), None)
        if place is not None:
            self.host.open(place)
