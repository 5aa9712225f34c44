"""The vouchers of a month that wait for a signature, marked and signed in bulk."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from textual.binding import BindingType

from fundledger.domain.journal import VoucherKind
from fundledger.domain.signatures import (
    PARTS,
    SignaturePart,
    decide_voucher_part,
)
from fundledger.domain.vouchers import in_series
from fundledger.errors import N_, RefusedError
from fundledger.tui.kit.columns import Column, fen_column, inset, paragraph, word_column
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
from fundledger.tui.shell.queues import QUEUES, own_first
from fundledger.tui.shell.routes import Open
from fundledger.tui.shell.screen import READING
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
    of_others: bool = False
    """Whether others must give the signature that it waits for."""


class Answer(NamedTuple):
    """A page of vouchers, and what people are called."""

    page: RowsPage[ListedVoucher]
    month: "Month"
    months: "Sequence[Month]"
    names: Mapping[str, str]
    part: SignaturePart | None
    """The part that they wait for: what was asked for, or what was found to wait."""


class Looking(NamedTuple):
    """What is looked for: vouchers of a month that fit a text, and wait for a part."""

    wanted: "Month"
    typed: str
    part: SignaturePart | None
    """The part that they wait for; None for all of the month."""
    actor: str | None
    after: "VoucherNo | None" = None
    oldest: bool = False
    """Whether no month was gone to: what has waited longest is shown first."""
    parts: "Sequence[SignaturePart]" = ()
    """Where no part is chosen yet: the first of these for which something waits."""

    def find(self, books: "Books") -> Answer:
        """Find a page; what waits for the actor comes before what is for others."""
        from fundledger.queries import funds  # noqa: PLC0415 - SQL

        months = [each.key for each in funds.periods(books)]
        month = nearest(months, self.wanted)
        if self.parts:
            of = None if self.oldest else month
            waits = (part for part in self.parts if _waits(books, part, of))
            part = next(waits, self.parts[0])
            return self._replace(part=part, parts=()).find(books)
        if self.oldest:
            month = _longest_waiting(books, self.part) or month
        page = self._page(books, month)
        others = self._of_others(books, page[:PAGE])
        rows = [
            each._replace(of_others=each.voucher.no in others)
            for each in _with_totals(books, page[:PAGE])
        ]
        rows.sort(key=lambda each: each.of_others)
        listed = RowsPage(rows, len(page) > PAGE)
        return Answer(listed, month, months, names_in(books), self.part)

    def _of_others(self, books: "Books", page: "Sequence[Voucher]") -> "set[VoucherNo]":
        """Tell which vouchers of a page the actor may not sign, by what was signed."""
        from fundledger.domain.ids import Login, VoucherNo  # noqa: PLC0415 - SQL
        from fundledger.queries import signatures  # noqa: PLC0415

        if self.part is None or self.actor is None or not page:
            return set()
        first, last = page[0], page[-1]
        waiting = signatures.waiting(
            books,
            self.part,
            month=first.month,
            after=VoucherNo(first.no - 1),
            limit=last.no - first.no + 1,
        )
        others: set[VoucherNo] = set()
        for each in waiting:
            try:
                decide_voucher_part(self.part, Login(self.actor), each.signing)
            except RefusedError:
                others.add(each.no)
        return others

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
            part=self.part,
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


def _waits(books: "Books", part: SignaturePart, month: "Month | None") -> bool:
    """Tell whether a voucher waits for a part, of a month or of all."""
    from fundledger.queries import signatures  # noqa: PLC0415 - SQL

    return bool(signatures.waiting(books, part, month=month, limit=1))


def _longest_waiting(books: "Books", part: SignaturePart | None) -> "Month | None":
    """Tell the first month with vouchers that wait; closed months have none."""
    from fundledger.queries import funds  # noqa: PLC0415 - SQL

    if part is None:
        return None
    opened = (each.key for each in funds.periods(books) if not each.closed)
    return next((each for each in opened if _waits(books, part, each)), None)


def names_in(books: "Books") -> dict[str, str]:
    """Give the names of people by login."""
    from fundledger.queries import people  # noqa: PLC0415 - SQL

    return {str(each.login): each.name for each in people.people(books)}


SIGNERS: Final[Mapping[SignaturePart, int]] = MappingProxyType(
    {
        SignaturePart.PREPARED: 0,
        SignaturePart.CASHIER: 110,
        SignaturePart.REVIEWED: 76,
        SignaturePart.POSTED: 110,
        SignaturePart.CHIEF: 110,
    }
)
"""The parts whose signers are listed, and from which width of the screen on."""


class VouchersScreen(OfMonth, MarkedListScreen[ListedVoucher]):
    """Vouchers of a month that wait for a signature, or all of them."""

    KIND: ClassVar[ScreenKind] = ScreenKind.VOUCHERS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ScreenKind.VOUCHERS)]

    def __init__(
        self, month: "Month | None", part: SignaturePart | None = None
    ) -> None:
        """Begin with the vouchers of a month that wait for a part.

        Without a month, with the one that has waited longest; without a part, with
        one for which something waits, and that one's own role signs where there is.
        """
        super().__init__()
        self.chosen = month
        self.oldest = month is None
        self.part = part
        self.undecided = part is None
        self.names: Mapping[str, str] = {}
        self.last: VoucherNo | None = None

    def heading(self) -> tuple[Line, Line]:
        """Name the month, and how many there are."""
        called = self.say(N_("Vouchers"))
        if not self.undecided:
            called += f" › {self._queue()}"
        month = f" ‹ {self.shown_month} ›" if self.shown_month else ""
        return self.titled(called, Span(month, Tone.STRONG))

    def help_text(self) -> str:
        """Say what is listed, and how it is signed."""
        return self.say(
            N_(
                "The vouchers of a month that wait for a signature: prepared, cashier,"
                " reviewed, posted, head of finance; m goes from one queue to the next,"
                " and to all vouchers. Those that others must sign are dim, and come"
                " last. Space marks, * marks all; F6 signs what is marked, one by one."
                " ← and → go to another month. Type / and a number, a summary or a"
                " name."
            )
        )

    def filter_hint(self) -> str:
        """Say what can be typed."""
        return self.say(N_("number (记91), summary or name"))

    # --- Asking -----------------------------------------------------------------------

    def _looking(self, after: "VoucherNo | None") -> Looking:
        who = self.host.who
        roles = {role for role, _ in who.roles} if who else ()
        parts = own_first(roles) if self.undecided else ()
        oldest = self.oldest and (self.undecided or self.part is not None)
        return Looking(
            self.wanted_month,
            self.typed,
            self.part,
            who.login if who else None,
            after,
            oldest,
            parts,
        )

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
        self.names, self.part, self.undecided = answer.names, answer.part, False
        self.speak()
        self.show_first(answer.page)

    def _next(self, answer: Answer) -> None:
        self.show_next(answer.page)

    def everything(self) -> "Callable[[Books, Run], Exported]":
        """Give the question for every voucher that fits."""
        looking = self._looking(None)._replace(wanted=self.shown_month, oldest=False)
        lang, basis = self.lang, self.basis_at()
        narrowed = " / ".join(filter(None, (self._queue(), self.typed.strip())))

        def question(books: "Books", run: Run) -> Exported:
            from fundledger.reports import vouchers  # noqa: PLC0415 - SQL

            rows = [*looking.everything(books, run)]
            totals = {each.voucher.no: each.fen for each in rows}
            every = [each.voucher for each in rows]
            of_head, names = basis(str(books.head)), names_in(books)
            report = vouchers.listed(every, totals, of_head, looking.wanted, names)
            return Exported(report, lang, narrowed)

        return question

    def _queue(self) -> str:
        """Say what the vouchers wait for."""
        return self.say(N_("All vouchers") if self.part is None else QUEUES[self.part])

    def deed_of(self, key: Gesture) -> str | None:
        """Sign, by the deed of the part that is waited for."""
        signs = key is Gesture.APPROVE and self.part is not None
        return PARTS[self.part].deeds[0] if signs and self.part else None

    def action_queue(self) -> None:
        """List the next queue; after the last one, all vouchers."""
        if self.undecided:
            return
        order = [*PARTS, None]
        self.part = order[(order.index(self.part) + 1) % len(order)]
        self.load()

    # --- Showing ----------------------------------------------------------------------

    def columns(self) -> list[Column]:
        """Give the columns."""
        words = Words(self.lang)
        heading = words.heading
        return [
            MARK_COLUMN,
            word_column(self.say(N_("Voucher")), 7),
            Column(heading("date"), 10),
            Column(heading("summary")),
            fen_column(heading("fen")),
            *(
                word_column(words.call(part), 8, wide_from=wide)
                for part, wide in SIGNERS.items()
            ),
        ]

    def key_of(self, row: ListedVoucher) -> Hashable:
        """Give a voucher's number in the fund."""
        return row.voucher.no

    def cells_of(self, row: ListedVoucher) -> Sequence[Span]:
        """Show a voucher; one that somebody else must sign is dim."""
        voucher, words = row.voucher, Words(self.lang, self.names)
        red = voucher.kind is VoucherKind.RED
        tone = Tone.BAD if red else Tone.DIM if row.of_others else Tone.PLAIN
        signers = map(voucher.signed.get, SIGNERS)
        return [
            Span(in_series(voucher.series, voucher.number), tone),
            Span(str(voucher.on), tone),
            Span(voucher.summary, tone),
            amount(row.fen, tone),
            *(Span(words.person(each) if each else "—", Tone.DIM) for each in signers),
        ]

    def empty(self, width: int) -> list[Line]:
        """Say that nothing waits for this, or that nothing fits."""
        if self.rows is None:
            text = READING
        elif self.typed:
            text = N_("No voucher fits “{typed}”. Esc takes the filter away.")
            return [[], *inset(self.nothing_fits(text, width - 2))]
        elif self.part is None:
            text = N_("No voucher is booked in this month.")
        else:
            text = N_(
                "No voucher of this month waits for this. m goes to another queue."
            )
        return [[], *inset(paragraph(self.say(text), width - 2, Tone.DIM))]

    # --- Going on ---------------------------------------------------------------------

    def case(self) -> Case | None:
        """Give the voucher under the cursor."""
        no = self.query_one(Table).current if self.rows else None
        return None if no is None else Case("voucher", no)

    def item_of(self, row: ListedVoucher) -> BulkItem:
        """Give a voucher as something to sign."""
        label = f"{row.voucher.name} {row.voucher.summary}"
        return BulkItem(label, {"voucher_no": row.voucher.no}, row.fen)

    def on_table_opened(self, message: Table.Opened) -> None:
        """Open a voucher."""
        self.host.open(Open(ScreenKind.VOUCHER, message.key))
