"""An account's register 明细账, or the journal of a bank account 银行存款日记账."""

from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import BindingType

from fundledger.domain.chart import Side
from fundledger.domain.standing import Standing, standing
from fundledger.domain.vouchers import CountedVouchers, in_series
from fundledger.errors import N_
from fundledger.tui.kit.columns import Column, fen_column, inset, paragraph, word_column
from fundledger.tui.kit.figures import amount, side
from fundledger.tui.kit.table import Table, TableRow
from fundledger.tui.kit.text import Line, Span, Tone, cell_width
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
    from collections.abc import Callable, Mapping, Sequence

    from fundledger.domain.ids import AccountKey, Month
    from fundledger.queries.account_pages import (
        AccountPage,
        Carried,
        PageRow,
    )
    from fundledger.queries.account_pages import Span as SpanOf
    from fundledger.queries.funds import AccountCode
    from fundledger.store.reading import Books


class AccountOf(NamedTuple):
    """What a register shows: an account from a month on, day by day for a bank."""

    account: str
    month: "Month | None"
    by_day: bool = False
    counted: CountedVouchers = CountedVouchers.ALL


class Answer(NamedTuple):
    """The first page, and what is said of the account."""

    page: "AccountPage"
    month: "Month"
    months: "Sequence[Month]"
    side: Side
    accounts: "Mapping[AccountKey, AccountCode]"


def find(of: AccountOf, wanted: "Month", books: "Books") -> Answer:
    """Find an account's first page from a month on."""
    from fundledger.domain.ids import AccountKey  # noqa: PLC0415
    from fundledger.domain.periods import year_of  # noqa: PLC0415
    from fundledger.queries import balances, funds, trial  # noqa: PLC0415 - SQL
    from fundledger.queries.account_pages import account_page  # noqa: PLC0415 - SQL

    months = [each.key for each in funds.periods(books)]
    month = nearest(months, wanted)
    page = account_page(books, AccountKey(of.account), month, _span(of))
    side = balances.accounts(books)[AccountKey(of.account)].side
    return Answer(page, month, months, side, trial.labels(books, year_of(month)))


def find_more(
    of: AccountOf, month: "Month", carried: "Carried", books: "Books"
) -> "AccountPage":
    """Find the next page."""
    from fundledger.domain.ids import AccountKey  # noqa: PLC0415
    from fundledger.queries.account_pages import account_page  # noqa: PLC0415 - SQL

    key = AccountKey(of.account)
    return account_page(books, key, month, _span(of), after=carried)


def _span(of: AccountOf) -> "SpanOf":
    from fundledger.queries.account_pages import Order  # noqa: PLC0415 - SQL
    from fundledger.queries.account_pages import Span as SpanOf  # noqa: PLC0415 - SQL

    order = Order.DAY if of.by_day else Order.NUMBER
    return SpanOf(order, counted=of.counted)


class RegisterScreen(OfCounted, OfMonth, ListScreen["PageRow"]):
    """The lines of an account from a month on, with the balance after each."""

    KIND: ClassVar[ScreenKind] = ScreenKind.REGISTER
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ScreenKind.REGISTER)]

    def __init__(self, of: AccountOf) -> None:
        """Show one account."""
        super().__init__()
        self.about = of
        self.chosen, self.counted = of.month, of.counted
        self.accounts: Mapping[AccountKey, AccountCode] = {}
        self.side = Side.DEBIT
        self.carried: Carried | None = None

    @property
    def of(self) -> AccountOf:
        """Give what is shown now: vouchers are counted as the screen says."""
        return self.about._replace(counted=self.counted)

    def heading(self) -> tuple[Line, Line]:
        """Name the account and the month it is shown from."""
        title = N_("Bank journal") if self.of.by_day else N_("Account register")
        words = Words(self.lang, accounts=self.accounts)
        left = [Span(self.say(title)), Span(f" › {self._named(words)}", Tone.STRONG)]
        if self.shown_month:
            since = self.say(N_("from {month}"), month=self.shown_month)
            left.append(Span(f" ‹ {since} ›", Tone.DIM))
        left.append(self.counted_span())
        return left, [Span(self.count(), Tone.DIM)]

    def _named(self, words: Words) -> str:
        from fundledger.domain.ids import AccountKey  # noqa: PLC0415

        return words.account(AccountKey(self.of.account)) if self.accounts else ""

    def help_text(self) -> str:
        """Say what is listed."""
        return self.say(
            N_(
                "The lines of one account from a month on, each with the balance after"
                " it and, on a wide screen, its counter-account; the totals of the"
                " month and since January where they fall; of a bank account, also of"
                " each day. ← and → begin with another month. Enter opens the voucher,"
                " z the account's year month by month. v counts reviewed vouchers only."
            )
        )

    def filter_hint(self) -> str:
        """Say nothing: there is no filter here."""
        return ""

    # --- Asking -----------------------------------------------------------------------

    def ask_rows(self, topic: str, after: "PageRow | None") -> None:
        """Ask for a page."""
        if after is None or self.carried is None:
            self.ask(topic, partial(find, self.of, self.wanted_month), self._answered)
        else:
            question = partial(find_more, self.of, self.shown_month, self.carried)
            self.ask(topic, question, self._more)

    def _answered(self, answer: Answer) -> None:
        self.shown(answer.month, answer.months)
        self.accounts, self.side = answer.accounts, answer.side
        self.carried = answer.page.carried
        more = self.carried is not None
        self.show_first(RowsPage(answer.page.rows, more=more))
        if len(answer.page.rows) == 1:
            text = N_("Nothing is booked on it from this month on; ← goes back.")
            self.tell(self.say(text), Tone.DIM)

    def _more(self, page: "AccountPage") -> None:
        self.carried = page.carried
        self.show_next(RowsPage(page.rows, more=page.carried is not None))

    def everything(self) -> "Callable[[Books, Run], Exported]":
        """Give the question for all lines from the month on."""
        of, lang, basis = self.of, self.lang, self.basis_at()
        month = self.shown_month

        def question(books: "Books", run: Run) -> Exported:
            from fundledger.domain.ids import AccountKey  # noqa: PLC0415
            from fundledger.queries.account_pages import (  # noqa: PLC0415 - SQL
                whole_account,
            )
            from fundledger.reports import account_pages  # noqa: PLC0415 - SQL

            key, span = AccountKey(of.account), _span(of)
            rows = whole_account(books, key, month, span)
            shown = (row for row in rows if not run.given_up)
            report = account_pages.paged(
                books, basis(str(books.head)), key, month, span, rows=shown
            )
            return Exported(report, lang, month)

        return question

    # --- Showing ----------------------------------------------------------------------

    def columns(self) -> list[Column]:
        """Give the columns."""
        words = Words(self.lang)
        heading = words.heading
        stands = [heading("standing"), *map(words.call, Standing)]
        return [
            Column(heading("date"), 10),
            word_column(self.say(N_("Voucher")), 8),
            Column(heading("summary")),
            Column(heading("counter"), 24, wide_from=110),
            fen_column(heading("debit_fen"), 11),
            fen_column(heading("credit_fen"), 11),
            Column(heading("standing"), max(map(cell_width, stands))),
            fen_column(heading("balance_fen"), 11),
        ]

    def _stands(self, fen: int, tone: Tone = Tone.PLAIN) -> list[Span]:
        """Show a balance with the side it stands on."""
        at = Words(self.lang).call(standing(self.side, fen))
        return [Span(at, Tone.DIM), amount(abs(fen), tone)]

    def table_row(self, row: "PageRow") -> TableRow:
        """Show a line, or a sum."""
        line = row.line
        if line is None:
            return self._sum_row(row)
        red = row.turnover.debit_fen + row.turnover.credit_fen < 0
        tone = Tone.BAD if red else Tone.PLAIN
        cells = [
            Span(str(row.on)),
            Span(in_series(line.at.series, line.at.number)),
            Span(line.summary, tone),
            Span(self._counter(row), Tone.DIM),
            side(row.turnover.debit_fen, tone),
            side(row.turnover.credit_fen, tone),
            *self._stands(row.balance_fen),
        ]
        return TableRow((line.at, line.voucher_no), cells)

    def _counter(self, row: "PageRow") -> str:
        """Name the account on the other side."""
        if row.counter is None:
            return ""
        return Words(self.lang, accounts=self.accounts).account(row.counter)

    def _sum_row(self, row: "PageRow") -> TableRow:
        brought = row.kind in {"brought", "new_year"}
        tone = Tone.DIM if brought else Tone.STRONG
        fens = [Span("", whole=True)] * 2
        if not brought:
            fens = [amount(each, tone) for each in row.turnover]
        cells = [
            Span(str(row.on)),
            Span("", whole=True),
            Span(Words(self.lang).call(row.kind), tone),
            Span(""),
            *fens,
            *self._stands(row.balance_fen, tone),
        ]
        return TableRow((row.kind.value, row.on), cells)

    def action_ledger(self) -> None:
        """Open the account's year, month by month."""
        of = AccountOf(self.of.account, self.shown_month, counted=self.counted)
        self.host.open(Open(ScreenKind.LEDGER, of))

    def empty(self, width: int) -> list[Line]:
        """Say that the account is being read: it has what was brought forward."""
        return [[], *inset(paragraph(self.say(READING), width - 2, Tone.DIM))]

    def on_table_opened(self, message: Table.Opened) -> None:
        """Open the voucher of a line."""
        for row in self.rows or ():
            if row.line and (row.line.at, row.line.voucher_no) == message.key:
                self.host.open(Open(ScreenKind.VOUCHER, row.line.voucher_no))
                return
