"""The general ledger 总账 of a year: an account month by month, or all general ones."""

from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import BindingType

from fundledger.domain.chart import Book
from fundledger.domain.standing import Standing, standing
from fundledger.domain.vouchers import CountedVouchers
from fundledger.errors import N_
from fundledger.i18n import Language
from fundledger.tui.kit.columns import Column, fen_column, inset, paragraph, word_column
from fundledger.tui.kit.figures import amount
from fundledger.tui.kit.table import Table, TableRow
from fundledger.tui.kit.text import Line, Span, Tone, cell_width
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
    from collections.abc import Callable, Iterator, Sequence

    from fundledger.domain.ids import Month
    from fundledger.queries.account_pages import RowKind
    from fundledger.queries.general_ledger import LedgerAccount
    from fundledger.queries.turnover import Turnover
    from fundledger.store.reading import Books


class LedgerRow(NamedTuple):
    """A row of the ledger: what an account opened with, or a sum of a month."""

    account: "LedgerAccount"
    kind: "RowKind"
    month: "Month"
    sums: "Turnover | None"
    balance_fen: int


class Answer(NamedTuple):
    """A year's ledger, and the Januaries of the books."""

    first: "Month"
    years: "Sequence[Month]"
    rows: "Sequence[LedgerRow]"


def find(
    account: str,
    wanted: "Month",
    books: "Books",
    counted: CountedVouchers = CountedVouchers.ALL,
) -> Answer:
    """Find the ledger of a year: of one account, or of all general ones."""
    from fundledger.domain.ids import Month  # noqa: PLC0415
    from fundledger.queries import funds  # noqa: PLC0415 - SQL
    from fundledger.queries.general_ledger import general_ledger  # noqa: PLC0415 - SQL

    years = [Month(f"{each.year:04d}-01") for each in funds.years(books)]
    first = nearest(years, Month(f"{wanted[:4]}-01"))
    ledger = general_ledger(books, first, level=None if account else 1, counted=counted)
    rows = [
        row
        for each in ledger
        if account in ("", each.label.key)
        for row in _rows(each, first)
    ]
    return Answer(first, years, rows)


def _rows(of: "LedgerAccount", first: "Month") -> "Iterator[LedgerRow]":
    from fundledger.queries.account_pages import RowKind  # noqa: PLC0415 - SQL

    yield LedgerRow(of, of.opening, first, None, of.opening_fen)
    for each in of.months:
        fen = each.balance_fen
        yield LedgerRow(of, RowKind.MONTH, each.month, each.of_month, fen)
        yield LedgerRow(of, RowKind.YEAR, each.month, each.of_year, fen)


def _key(row: LedgerRow) -> tuple[str, str, str]:
    """Tell a row from the others."""
    return row.account.label.key, row.month, row.kind.value


class LedgerScreen(OfCounted, OfMonth, ListScreen["LedgerRow"]):
    """The general ledger of a year."""

    KIND: ClassVar[ScreenKind] = ScreenKind.LEDGER
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ScreenKind.LEDGER)]

    def __init__(self, of: AccountOf) -> None:
        """Show one account, or all general ones where none is named."""
        super().__init__()
        self.of = of
        self.chosen, self.counted = of.month, of.counted

    def heading(self) -> tuple[Line, Line]:
        """Name the year."""
        year = f" ‹ {self.shown_month[:4]} ›" if self.shown_month else ""
        title = self.say(N_("General ledger"))
        return self.titled(title, Span(year, Tone.STRONG), self.counted_span())

    def help_text(self) -> str:
        """Say what is listed."""
        return self.say(
            N_(
                "Accounts of a year month by month: what each opened with, the sums of"
                " the month and since January, and the balance with the side it stands"
                " on. ← and → go to another year. Enter opens the account's register"
                " from that month on. v counts reviewed vouchers only."
            )
        )

    def filter_hint(self) -> str:
        """Say nothing: there is no filter here."""
        return ""

    # --- Asking -----------------------------------------------------------------------

    def ask_rows(self, topic: str, after: "LedgerRow | None") -> None:
        """Ask for the year."""
        del after
        account, month = self.of.account, self.wanted_month
        question = partial(find, account, month, counted=self.counted)
        self.ask(topic, question, self._answered)

    def _answered(self, answer: Answer) -> None:
        self.shown(answer.first, answer.years)
        self.show_first(RowsPage(answer.rows, more=False))

    def everything(self) -> "Callable[[Books, Run], Exported]":
        """Give the question for the ledger that is shown."""
        account, lang, basis = self.of.account, self.lang, self.basis_at()
        first, counted = self.shown_month, self.counted

        def question(books: "Books", _run: Run) -> Exported:
            from fundledger.domain.ids import AccountKey  # noqa: PLC0415
            from fundledger.reports import general_ledger  # noqa: PLC0415 - SQL

            report = general_ledger.ledger(
                books,
                basis(str(books.head)),
                first,
                book=None,
                account=AccountKey(account) if account else None,
                counted=counted,
            )
            return Exported(report, lang, first[:4])

        return question

    # --- Showing ----------------------------------------------------------------------

    def columns(self) -> list[Column]:
        """Give the columns."""
        words = Words(self.lang)
        heading = words.heading
        stands = [heading("standing"), *map(words.call, Standing)]
        return [
            word_column(heading("account_code"), 9),
            Column(heading("name_zh")),
            word_column(heading("month"), 7),
            Column(heading("summary"), 16 if self.lang is Language.EN else 8),
            fen_column(heading("debit_fen"), 11),
            fen_column(heading("credit_fen"), 11),
            Column(heading("standing"), max(map(cell_width, stands))),
            fen_column(heading("balance_fen"), 11),
        ]

    def table_row(self, row: "LedgerRow") -> TableRow:
        """Show an opening, or a sum; an account is named where it begins."""
        words, of = Words(self.lang), row.account
        begins = row.sums is None
        tone = Tone.DIM if row.kind == "year" else Tone.PLAIN
        name = of.label.name_zh if self.lang is Language.ZH else of.label.name_en
        named = Tone.TITLE if of.book is Book.MONEY else Tone.STRONG
        fens = [amount(fen, tone) for fen in row.sums or ()]
        cells = [
            Span(of.label.code if begins else "", named),
            Span(name if begins else "", named, whole=not begins),
            Span(row.month, tone),
            Span(words.call(row.kind), tone),
            *(fens or [Span("", whole=True)] * 2),
            Span(words.call(standing(of.side, row.balance_fen)), Tone.DIM),
            amount(abs(row.balance_fen), tone),
        ]
        return TableRow(_key(row), cells)

    def empty(self, width: int) -> list[Line]:
        """Say that nothing was booked."""
        text = N_("Nothing is booked up to this year.")
        if self.rows is None:
            text = READING
        return [[], *inset(paragraph(self.say(text), width - 2, Tone.DIM))]

    def on_table_opened(self, message: Table.Opened) -> None:
        """Open an account's register from a month on."""
        for row in self.rows or ():
            if _key(row) == message.key:
                of = AccountOf(
                    str(row.account.label.key), row.month, counted=self.counted
                )
                self.host.open(Open(ScreenKind.REGISTER, of))
