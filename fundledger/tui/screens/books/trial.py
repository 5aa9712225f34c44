"""Screen 5: the trial balance 科目余额表 of a month, the two books apart."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import BindingType
from textual.widgets import Input

from fundledger.domain.chart import Book
from fundledger.domain.standing import BySide, Standing, standing
from fundledger.domain.vouchers import CountedVouchers
from fundledger.errors import N_
from fundledger.i18n import Language
from fundledger.tui.kit.columns import Column, fen_column, inset, paragraph, word_column
from fundledger.tui.kit.figures import amount, amount_if_any
from fundledger.tui.kit.table import Table, TableRow
from fundledger.tui.kit.text import Line, Span, Tone, cell_width, folded
from fundledger.tui.screens.books.register import AccountOf
from fundledger.tui.shell.actions import ScreenKind, bindings
from fundledger.tui.shell.counting import OfCounted
from fundledger.tui.shell.export import Exported
from fundledger.tui.shell.list_screen import ListScreen, RowsPage
from fundledger.tui.shell.months import OfMonth, nearest
from fundledger.tui.shell.routes import Open
from fundledger.tui.shell.screen import READING
from fundledger.tui.shell.words import Words
from fundledger.tui.shell.workers import Run

if TYPE_CHECKING:
    from fundledger.domain.ids import Month
    from fundledger.queries.trial import TrialRow
    from fundledger.store.reading import Books


INDENT = "  "
"""What a level moves a name to the right."""


class BooksTotal(NamedTuple):
    """The sums of a book, in 分: debits and credits of each pair of columns."""

    book: Book
    opening: BySide
    period: BySide
    year: BySide
    closing: BySide

    @property
    def is_even(self) -> bool:
        """Whether debits are credits, and so are the balances."""
        return all(debit == credit for debit, credit in self[1:])


class Answer(NamedTuple):
    """A month's accounts with those above them, and which months there are."""

    month: "Month"
    months: "Sequence[Month]"
    rows: "Sequence[TrialRow]"


def find(
    wanted: "Month", books: "Books", counted: CountedVouchers = CountedVouchers.ALL
) -> Answer:
    """Find the month's accounts, or those of the month that is next to it."""
    from fundledger.domain.periods import year_of  # noqa: PLC0415
    from fundledger.queries import balances, funds, trial  # noqa: PLC0415 - SQL

    months = [each.key for each in funds.periods(books)]
    month = nearest(months, wanted)
    rows = trial.month_balances(books, month, counted)
    named = trial.labels(books, year_of(month))
    known = balances.accounts(books)
    return Answer(month, months, trial.with_levels(rows, known, named))


def narrowed(
    rows: "Iterable[TrialRow]", typed: str, *, at_rest: bool, level: int | None = None
) -> "list[TrialRow]":
    """Leave out accounts without an amount, below a level, or that a filter lacks."""
    words = folded(typed).split()
    return [
        row
        for row in rows
        if (at_rest or row.has_moved)
        and (level is None or row.level <= level)
        and all(
            any(each in folded(name) for name in (row.code, row.name_zh, row.name_en))
            for each in words
        )
    ]


def total(rows: "Iterable[TrialRow]", book: Book) -> BooksTotal:
    """Sum a book up: its accounts of the first level have what lies under them."""
    of = [row for row in rows if row.book is book and row.level == 1]
    return BooksTotal(
        book,
        _sum(row.opening for row in of),
        _sum(BySide(row.debit_fen, row.credit_fen) for row in of),
        _sum(BySide(row.year_debit_fen, row.year_credit_fen) for row in of),
        _sum(row.closing for row in of),
    )


def _sum(sides: Iterable[BySide]) -> BySide:
    debit = credit = 0
    for each in sides:
        debit += each.debit_fen
        credit += each.credit_fen
    return BySide(debit, credit)


class BooksScreen(OfCounted, OfMonth, ListScreen["TrialRow"]):
    """The trial balance of a month."""

    KIND: ClassVar[ScreenKind] = ScreenKind.BOOKS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ScreenKind.BOOKS)]

    def __init__(self) -> None:
        """Begin with the month of the business date, without accounts at rest."""
        super().__init__()
        self.answer: Answer | None = None
        self.at_rest = False
        self.level: int | None = None
        """The lowest level of accounts that is shown; None for all."""

    def heading(self) -> tuple[Line, Line]:
        """Name the month, and how many accounts are listed."""
        month = f" ‹ {self.answer.month} ›" if self.answer else ""
        title = self.say(N_("Trial balance"))
        if self.level is not None:
            shown = self.say(N_("level {level} and above"), level=self.level)
            month = f"{month} {shown}"
        return self.titled(title, Span(month, Tone.STRONG), self.counted_span())

    def help_text(self) -> str:
        """Say what is listed."""
        return self.say(
            N_(
                "Every account of a month: what it opened with, its debit and credit"
                " turnover, that of the year on a wide screen, and what it closed with"
                " on which side; general accounts above those under them, money and"
                " budget apart. l shows fewer levels, v counts reviewed vouchers only."
                " ← and → go to another month."
                " Enter opens the account's register, z its year month by month, u the"
                " vouchers to review, p the periods. Type / and a code or a name."
            )
        )

    def filter_hint(self) -> str:
        """Say what can be typed."""
        return self.say(N_("code or name of an account"))

    # --- Asking -----------------------------------------------------------------------

    def ask_rows(self, topic: str, after: "TrialRow | None") -> None:
        """Ask for the month."""
        del after
        question = partial(find, self.wanted_month, counted=self.counted)
        self.ask(topic, question, self._answered)

    def _answered(self, answer: Answer) -> None:
        self.answer = answer
        self.shown(answer.month, answer.months)
        self._narrow()

    def _narrow(self) -> None:
        if self.answer is not None:
            rows = narrowed(
                self.answer.rows, self.typed, at_rest=self.at_rest, level=self.level
            )
            self.show_first(RowsPage(rows, more=False))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow what is there: all accounts are known."""
        if event.value != self.typed:
            self.typed = event.value
            self._narrow()

    def action_unmoved(self) -> None:
        """Show accounts without an amount, too, or hide them again."""
        self.at_rest = not self.at_rest
        self._narrow()

    def action_levels(self) -> None:
        """Show accounts of the first level, of two, or of all."""
        most = (
            max((row.level for row in self.answer.rows), default=1)
            if self.answer
            else 1
        )
        level = 1 if self.level is None else self.level + 1
        self.level = level if level < most else None
        self._narrow()
        self.speak()

    # --- Showing ----------------------------------------------------------------------

    def columns(self) -> list[Column]:
        """Give the columns; the opening and the year need a wider screen."""
        words = Words(self.lang)
        heading = words.heading
        stands = [heading("standing"), *map(words.call, Standing)]
        side = max(map(cell_width, stands))
        return [
            word_column(heading("account_code"), 9),
            Column(heading("name_zh")),
            Column(heading("standing"), side, wide_from=96),
            fen_column(heading("opening_fen"), wide_from=96),
            fen_column(heading("debit_fen")),
            fen_column(heading("credit_fen")),
            fen_column(heading("year_debit_fen"), wide_from=132),
            fen_column(heading("year_credit_fen"), wide_from=132),
            Column(heading("standing"), side),
            fen_column(heading("closing_fen")),
        ]

    def table_row(self, row: "TrialRow") -> TableRow:
        """Show an account."""
        name = row.name_zh if self.lang is Language.ZH else row.name_en
        call, tone = Words(self.lang).call, Tone.PLAIN
        if row.closing_fen < 0:
            tone = Tone.BAD
        elif row.level == 1:
            tone = Tone.STRONG
        cells = [
            Span(row.code, tone),
            Span(f"{INDENT * (row.level - 1)}{name}", tone),
            Span(call(standing(row.side, row.opening_fen)), Tone.DIM),
            amount_if_any(abs(row.opening_fen)),
            amount_if_any(row.debit_fen),
            amount_if_any(row.credit_fen),
            amount_if_any(row.year_debit_fen),
            amount_if_any(row.year_credit_fen),
            Span(call(standing(row.side, row.closing_fen)), Tone.DIM),
            amount_if_any(abs(row.closing_fen), tone),
        ]
        return TableRow(row.key, cells)

    def show(self) -> None:
        """Fill the table, each book under its name and above its sums."""
        super().show()
        if self.rows:
            # Filled a second time: the cursor is on an account, not on a book's name.
            self.query_one(Table).fill(self.columns(), [*self._by_book(self.rows)])

    def _by_book(self, rows: "Sequence[TrialRow]") -> Iterable[TableRow]:
        for book in Book:
            of_book = [row for row in rows if row.book is book]
            if not of_book:
                continue
            title = Span(Words(self.lang).call(book), Tone.TITLE)
            yield TableRow(("book", book), [title, *[Span("")] * 9])
            yield from map(self.table_row, of_book)
            if not self.typed:
                yield self._total_row(total(rows, book))

    def _total_row(self, sums: BooksTotal) -> TableRow:
        tone = Tone.STRONG if sums.is_even else Tone.BAD
        text = N_("In all") if sums.is_even else N_("In all: not even")
        even = Span("=" if sums.is_even else "≠", tone)
        cells = [
            Span(""),
            Span(self.say(text), tone),
            even,
            amount(sums.opening.debit_fen, tone),
            *(amount(fen, tone) for fen in (*sums.period, *sums.year)),
            even,
            amount(sums.closing.debit_fen, tone),
        ]
        return TableRow(("total", sums.book), cells)

    def empty(self, width: int) -> list[Line]:
        """Say that nothing was booked, or that nothing fits."""
        if self.rows is None:
            text = READING
        elif self.typed:
            text = N_("No account fits “{typed}”. Esc takes the filter away.")
            return [[], *inset(self.nothing_fits(text, width - 2))]
        else:
            text = N_("Nothing is booked up to this month. m shows the whole chart.")
        return [[], *inset(paragraph(self.say(text), width - 2, Tone.DIM))]

    def everything(self) -> "Callable[[Books, Run], Exported]":
        """Give the question for the accounts that are listed."""
        typed, at_rest, lang = self.typed, self.at_rest, self.lang
        counted = self.counted
        basis, wanted, level = self.basis_at(), self.shown_month, self.level

        def question(books: "Books", _run: Run) -> Exported:
            from fundledger.reports import balances  # noqa: PLC0415 - SQL

            answer = find(wanted, books, counted)
            rows = narrowed(answer.rows, typed, at_rest=at_rest, level=level)
            of_head = basis(str(books.head))
            report = balances.of_month(books, rows, of_head, answer.month, counted)
            return Exported(report, lang, typed.strip())

        return question

    # --- Going on ---------------------------------------------------------------------

    def on_table_opened(self, message: Table.Opened) -> None:
        """Open an account's register from this month on."""
        if self.answer is None or isinstance(message.key, tuple):
            return
        of = AccountOf(str(message.key), self.answer.month, counted=self.counted)
        self.host.open(Open(ScreenKind.REGISTER, of))

    def action_ledger(self) -> None:
        """Open the year of the account under the cursor, month by month."""
        key = self.query_one(Table).current
        account = key if isinstance(key, str) else None
        of = AccountOf(account or "", self.shown_month, counted=self.counted)
        self.host.open(Open(ScreenKind.LEDGER, of))

    def action_queue(self) -> None:
        """Open the vouchers of the month that wait for review."""
        self.host.open(Open(ScreenKind.VOUCHERS, self.shown_month))

    def action_periods(self) -> None:
        """Open the months and years."""
        self.host.open(Open(ScreenKind.PERIODS))
