"""The vouchers of a month that wait for review 待复核, marked and reviewed in bulk."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import BindingType

from fundledger.domain.journal import VoucherKind
from fundledger.errors import N_
from fundledger.tui.kit.columns import Column, fen_column, inset, paragraph
from fundledger.tui.kit.figures import amount
from fundledger.tui.kit.table import Table
from fundledger.tui.kit.text import Line, Span, Tone, folded
from fundledger.tui.shell.actions import ScreenKind, bindings
from fundledger.tui.shell.bulk import BulkItem
from fundledger.tui.shell.export import Exported
from fundledger.tui.shell.gestures import Gesture
from fundledger.tui.shell.list_screen import PAGE, RowsPage
from fundledger.tui.shell.marked_list import MARK_COLUMN, MarkedListScreen
from fundledger.tui.shell.months import OfMonth, nearest
from fundledger.tui.shell.possible import Case
from fundledger.tui.shell.routes import Open
from fundledger.tui.shell.screen import READING
from fundledger.tui.shell.voucher_sheet import number
from fundledger.tui.shell.words import Words
from fundledger.tui.shell.workers import Run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fundledger.domain.ids import Month, VoucherNo
    from fundledger.queries.journal import Voucher
    from fundledger.queries.record_search import Word
    from fundledger.store.reading import Books


class ListedVoucher(NamedTuple):
    """A voucher of the list, with its total in 分."""

    voucher: "Voucher"
    fen: int


class Answer(NamedTuple):
    """A page of vouchers, and what people are called."""

    page: RowsPage[ListedVoucher]
    month: "Month"
    months: "Sequence[Month]"
    names: Mapping[str, str]


class Looking(NamedTuple):
    """What is looked for: vouchers of a month that fit a text, reviewed or not."""

    wanted: "Month"
    typed: str
    reviewed: bool
    """Whether reviewed ones are listed, too."""
    actor: str | None
    after: "VoucherNo | None" = None
    oldest: bool = False
    """Whether no month was gone to: what has waited longest is shown first."""

    def find(self, books: "Books") -> Answer:
        """Find a page; what somebody else prepared comes first."""
        from fundledger.queries import funds  # noqa: PLC0415 - SQL

        months = [each.key for each in funds.periods(books)]
        month = nearest(months, self.wanted)
        if self.oldest:
            month = _longest_waiting(books) or month
        names, page = names_in(books), self._page(books, month)
        rows = _with_totals(books, page[:PAGE])
        rows.sort(key=lambda each: each.voucher.prepared_by == self.actor)
        return Answer(RowsPage(rows, len(page) > PAGE), month, months, names)

    def everything(self, books: "Books", run: Run) -> "Iterator[ListedVoucher]":
        """Go through all vouchers that fit."""
        looking = self
        while not run.given_up and (page := looking._page(books, self.wanted)):
            yield from _with_totals(books, page)
            looking = looking._replace(after=page[-1].no)

    def _page(self, books: "Books", month: "Month") -> "Sequence[Voucher]":
        from fundledger.queries import voucher_words  # noqa: PLC0415 - SQL

        return voucher_words.page(
            books,
            month,
            self._words(books),
            is_reviewed=None if self.reviewed else False,
            after=self.after,
            limit=PAGE + 1,
        )

    def _words(self, books: "Books") -> "list[Word]":
        """Say what each typed word may mean: people by a part of login or name."""
        from fundledger.domain.ids import Login  # noqa: PLC0415 - with the queries
        from fundledger.queries.record_search import Word  # noqa: PLC0415 - SQL

        names = names_in(books)
        called = {Login(each): folded(f"{each} {names[each]}") for each in names}
        words: list[Word] = []
        for typed in self.typed.split():
            plain = folded(typed)
            actors = frozenset(e for e, text in called.items() if plain in text)
            words.append(Word(typed, plain, actors))
        return words


def _with_totals(books: "Books", page: "Sequence[Voucher]") -> list[ListedVoucher]:
    from fundledger.queries import vouchers  # noqa: PLC0415 - SQL

    totals = vouchers.totals(books, [each.no for each in page])
    return [ListedVoucher(each, totals[each.no]) for each in page]


def _longest_waiting(books: "Books") -> "Month | None":
    """Tell the first month that has vouchers to review; closed months have none."""
    from fundledger.queries import funds, queues  # noqa: PLC0415 - SQL

    opened = (each.key for each in funds.periods(books) if not each.closed)
    return next((each for each in opened if queues.count_unreviewed(books, each)), None)


def names_in(books: "Books") -> dict[str, str]:
    """Give the names of people by login."""
    from fundledger.queries import people  # noqa: PLC0415 - SQL

    return {str(each.login): each.name for each in people.people(books)}


class VouchersScreen(OfMonth, MarkedListScreen[ListedVoucher]):
    """Vouchers of a month that wait for review, or all of them."""

    KIND: ClassVar[ScreenKind] = ScreenKind.VOUCHERS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ScreenKind.VOUCHERS)]
    DEEDS: ClassVar[Mapping[Gesture, str]] = {Gesture.APPROVE: "review_voucher"}

    def __init__(self, month: "Month | None") -> None:
        """Begin with the vouchers of a month that nobody has reviewed."""
        super().__init__()
        self.chosen = month
        self.oldest = month is None
        self.reviewed = False
        self.names: Mapping[str, str] = {}
        self.last: VoucherNo | None = None

    def heading(self) -> tuple[Line, Line]:
        """Name the month, and how many there are."""
        title = N_("All vouchers") if self.reviewed else N_("To review")
        called = self.say(N_("Vouchers")) + " › " + self.say(title)
        month = f" ‹ {self.shown_month} ›" if self.shown_month else ""
        return self.titled(called, Span(month, Tone.STRONG))

    def help_text(self) -> str:
        """Say what is listed, and how it is reviewed."""
        return self.say(
            N_(
                "The vouchers of a month that nobody has reviewed, those of others"
                " first: one's own somebody else reviews. Space marks, * marks all;"
                " F6 reviews what is marked, one by one. m lists reviewed ones, too;"
                " ← and → go to another month. Type / and a number, a summary or a"
                " name."
            )
        )

    def filter_hint(self) -> str:
        """Say what can be typed."""
        return self.say(N_("number (记91), summary or name"))

    # --- Asking -----------------------------------------------------------------------

    def _looking(self, after: "VoucherNo | None") -> Looking:
        actor = self.host.who.login if self.host.who else None
        wanted, oldest = self.wanted_month, self.oldest and not self.reviewed
        return Looking(wanted, self.typed, self.reviewed, actor, after, oldest)

    def ask_rows(self, topic: str, after: ListedVoucher | None) -> None:
        """Ask for a page."""
        last = max(each.voucher.no for each in self.rows or ()) if after else None
        then = self._first if topic == "rows" else self._next
        self.ask(topic, self._looking(last).find, then)

    def _go_to(self, month: "Month | None") -> None:
        """Go to a month that is meant: from now on none is looked for."""
        self.oldest = False
        super()._go_to(month)

    def _first(self, answer: Answer) -> None:
        self.shown(answer.month, answer.months)
        self.names = answer.names
        self.show_first(answer.page)

    def _next(self, answer: Answer) -> None:
        self.show_next(answer.page)

    def everything(self) -> "Callable[[Books, Run], Exported]":
        """Give the question for every voucher that fits."""
        looking = self._looking(None)._replace(wanted=self.shown_month, oldest=False)
        lang, basis = self.lang, self.basis_at()
        title = self.say(N_("All vouchers") if self.reviewed else N_("To review"))
        narrowed = " / ".join(filter(None, (title, self.typed.strip())))

        def question(books: "Books", run: Run) -> Exported:
            from fundledger.reports import vouchers  # noqa: PLC0415 - SQL

            rows = [*looking.everything(books, run)]
            totals = {each.voucher.no: each.fen for each in rows}
            every = [each.voucher for each in rows]
            of_head, names = basis(str(books.head)), names_in(books)
            report = vouchers.listed(every, totals, of_head, looking.wanted, names)
            return Exported(report, lang, narrowed)

        return question

    def action_reviewed(self) -> None:
        """List reviewed vouchers, too, or hide them again."""
        self.reviewed = not self.reviewed
        self.load()

    # --- Showing ----------------------------------------------------------------------

    def columns(self) -> list[Column]:
        """Give the columns."""
        heading = Words(self.lang).heading
        return [
            MARK_COLUMN,
            Column(heading("voucher"), 7),
            Column(heading("date"), 10),
            Column(heading("summary")),
            fen_column(heading("fen")),
            Column(heading("prepared_by"), 8),
            Column(heading("reviewed_by"), 8, wide_from=76),
        ]

    def key_of(self, row: ListedVoucher) -> Hashable:
        """Give a voucher's number in the fund."""
        return row.voucher.no

    def cells_of(self, row: ListedVoucher) -> Sequence[Span]:
        """Show a voucher; one that somebody else must review is dim."""
        voucher, words = row.voucher, Words(self.lang, self.names)
        who = self.host.who
        own = who is not None and voucher.prepared_by == who.login
        red = voucher.kind is VoucherKind.RED
        tone = Tone.BAD if red else Tone.DIM if own else Tone.PLAIN
        signers = (voucher.prepared_by, voucher.reviewed_by)
        return [
            Span(f"记-{voucher.number:04d}", tone),
            Span(str(voucher.on), tone),
            Span(voucher.summary, tone),
            amount(row.fen, tone),
            *(Span(words.person(each) if each else "—", Tone.DIM) for each in signers),
        ]

    def empty(self, width: int) -> list[Line]:
        """Say that all is reviewed, or that nothing fits."""
        if self.rows is None:
            text = READING
        elif self.typed:
            text = N_("No voucher fits “{typed}”. Esc takes the filter away.")
            return [[], *inset(self.nothing_fits(text, width - 2))]
        elif self.reviewed:
            text = N_("No voucher is booked in this month.")
        else:
            text = N_("No voucher of this month waits for review. m lists all of them.")
        return [[], *inset(paragraph(self.say(text), width - 2, Tone.DIM))]

    # --- Going on ---------------------------------------------------------------------

    def case(self) -> Case | None:
        """Give the voucher under the cursor."""
        no = self.query_one(Table).current if self.rows else None
        return None if no is None else Case("voucher", no)

    def item_of(self, row: ListedVoucher) -> BulkItem:
        """Give a voucher as something to review."""
        label = f"{number(row.voucher)} {row.voucher.summary}"
        return BulkItem(label, {"voucher_no": row.voucher.no}, row.fen)

    def on_table_opened(self, message: Table.Opened) -> None:
        """Open a voucher."""
        self.host.open(Open(ScreenKind.VOUCHER, message.key))
