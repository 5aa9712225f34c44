"""Screen 6: the bank accounts with a month's turnover, each open on its journal."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from textual.binding import BindingType
from textual.widget import Widget

from fundledger.errors import N_
from fundledger.tui.kit.columns import Column, fen_column, inset, paragraph
from fundledger.tui.kit.figures import amount
from fundledger.tui.kit.painting import Page
from fundledger.tui.kit.table import Table, TableRow
from fundledger.tui.kit.text import Line, Span, Tone
from fundledger.tui.screens.books.register import AccountOf
from fundledger.tui.shell.acting import ActingScreen
from fundledger.tui.shell.actions import ScreenKind, bindings
from fundledger.tui.shell.export import Exported
from fundledger.tui.shell.months import OfMonth, nearest
from fundledger.tui.shell.routes import Open
from fundledger.tui.shell.screen import READING
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from fundledger.domain.ids import Month
    from fundledger.queries.funds import BankAccount
    from fundledger.queries.trial import TrialRow
    from fundledger.store.reading import Books


TOTAL: Final = "total"
"""The row of sums opens nothing."""


class Answer(NamedTuple):
    """The bank accounts with their month, and the head (SEQ:HASH) they were read at."""

    accounts: "Sequence[tuple[BankAccount, TrialRow]]"
    month: "Month"
    months: "Sequence[Month]"
    head: str


def find(wanted: "Month", books: "Books") -> Answer:
    """Find the bank accounts with what a month moved on them."""
    from fundledger.queries import funds, trial  # noqa: PLC0415 - SQL

    months = [each.key for each in funds.periods(books)]
    month = nearest(months, wanted)
    row_of = {each.key: each for each in trial.month_balances(books, month)}
    accounts = [(e, row_of[e.account]) for e in funds.bank_accounts(books)]
    return Answer(accounts, month, months, str(books.head))


class BanksScreen(OfMonth, ActingScreen):
    """The bank accounts."""

    KIND: ClassVar[ScreenKind] = ScreenKind.BANKS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ScreenKind.BANKS)]
    answer: Answer | None = None

    def body(self) -> Iterable[Widget]:
        """Give the table, and the empty page."""
        yield Table(id="list")
        yield Page(self._paint_empty, id="empty")

    def on_mount(self) -> None:
        """Begin in the table."""
        super().on_mount()
        self.query_one("#list").focus()

    def heading(self) -> tuple[Line, Line]:
        """Name the month, and how many accounts there are."""
        left = [Span(self.say(N_("Bank accounts")))]
        if self.answer is None:
            return left, ()
        left.append(Span(f" ‹ {self.answer.month} ›", Tone.STRONG))
        return left, [Span(str(len(self.answer.accounts)), Tone.DIM)]

    def help_text(self) -> str:
        """Say what is listed."""
        return self.say(
            N_(
                "The fund's bank accounts: what each opened a month with, what came"
                " in and went out, and what it had then. ← and → go to another month;"
                " Enter opens the bank journal, day by day."
            )
        )

    def load(self) -> None:
        """Ask for the accounts."""
        self.ask("banks", partial(find, self.wanted_month), self._answered)

    def _answered(self, answer: Answer) -> None:
        self.answer = answer
        self.shown(answer.month, answer.months)
        self.recovered()
        self.speak()

    def show(self) -> None:
        """Fill the table, its sums last."""
        accounts = self.answer.accounts if self.answer else ()
        self.query_one("#list").display = bool(accounts)
        self.query_one("#empty").display = not accounts
        self.query_one("#empty", Page).repaint()
        rows = [self._row(*each) for each in accounts]
        if len(rows) > 1:
            rows.append(self._total([row for _, row in accounts]))
        self.query_one(Table).fill(self._columns(), rows)

    def _columns(self) -> list[Column]:
        heading = Words(self.lang).heading
        return [
            Column(heading("name")),
            Column(heading("deposit_bank"), 16, wide_from=110),
            Column(heading("bank_number"), 20, wide_from=96),
            fen_column(heading("opening_fen"), wide_from=78),
            fen_column(heading("debit_fen")),
            fen_column(heading("credit_fen")),
            fen_column(heading("closing_fen")),
        ]

    def _row(self, bank: "BankAccount", row: "TrialRow") -> TableRow:
        sums = (row.opening_fen, row.debit_fen, row.credit_fen, row.closing_fen)
        cells = [
            Span(bank.name),
            Span(bank.bank, Tone.DIM),
            Span(bank.number, Tone.DIM),
            *map(amount, sums),
        ]
        return TableRow(str(row.key), cells)

    def _total(self, rows: "Sequence[TrialRow]") -> TableRow:
        sums = (
            sum(each.opening_fen for each in rows),
            sum(each.debit_fen for each in rows),
            sum(each.credit_fen for each in rows),
            sum(each.closing_fen for each in rows),
        )
        named = Span(self.say(N_("In all")), Tone.STRONG)
        cells = [named, Span(""), Span(""), *(amount(e, Tone.STRONG) for e in sums)]
        return TableRow(TOTAL, cells)

    def _paint_empty(self, width: int) -> list[Line]:
        text = READING
        if self.answer is not None:
            text = N_("The fund has no bank account yet; an admin adds one.")
        return [[], *inset(paragraph(self.say(text), width - 2, Tone.DIM))]

    def exported(self) -> Exported | None:
        """Give the accounts."""
        if self.answer is None:
            return None
        from fundledger.reports import vouchers  # noqa: PLC0415 - SQL

        accounts, month, _, head = self.answer
        return Exported(vouchers.banks(accounts, self.basis(head), month), self.lang)

    def on_table_opened(self, message: Table.Opened) -> None:
        """Open the journal of an account, from this month on."""
        if message.key != TOTAL and self.answer is not None:
            of = AccountOf(str(message.key), self.answer.month, by_day=True)
            self.host.open(Open(ScreenKind.REGISTER, of))
