"""A list of any kind of thing: its columns and filters are those of its view."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import BindingType

from fundledger.errors import N_
from fundledger.i18n import Language, translate
from fundledger.i18n.nouns import Noun
from fundledger.reports.columns import COLUMNS
from fundledger.reports.report import NUMBERS, Kind
from fundledger.tui.kit.columns import (
    Column,
    count_column,
    fen_column,
    inset,
    paragraph,
    with_order,
)
from fundledger.tui.kit.table import Table
from fundledger.tui.kit.text import Line, Span, Tone, folded
from fundledger.tui.screens.things.asking import (
    Order,
    Row,
    Wanted,
    conditions,
    find,
    look,
    values_in,
)
from fundledger.tui.shell.actions import ScreenKind, bindings
from fundledger.tui.shell.bulk import Bulk, BulkItem
from fundledger.tui.shell.completing import FilterField
from fundledger.tui.shell.deeds_menu import menu
from fundledger.tui.shell.detail import DetailedListScreen
from fundledger.tui.shell.export import Exported
from fundledger.tui.shell.filtering import terms
from fundledger.tui.shell.gestures import Gesture, is_of
from fundledger.tui.shell.list_screen import RowsPage
from fundledger.tui.shell.marked_list import MARK_COLUMN, MarkedListScreen
from fundledger.tui.shell.possible import Case, Possible
from fundledger.tui.shell.routes import ObjectKey, Open, page_of
from fundledger.tui.shell.screen import READING
from fundledger.tui.shell.sheet_screen import cell_of
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from fundledger.queries.nouns import Listed
    from fundledger.reports.report import Column as ReportColumn
    from fundledger.store.reading import Books
    from fundledger.tui.shell.detail import Detail
    from fundledger.tui.shell.workers import Run

NEWEST_FIRST: Final = frozenset(
    {"disbursement", "claim", "receipt", "voucher", "record", "refusal", "step"}
)
"""Lists that grow: what came last is looked for first."""
ROOM: Final = 14
"""Cells of screen that each column takes which is not shown on a narrow one."""
TELLING: Final = frozenset(
    {
        "actor_name",
        "community",
        "deed",
        "figure",
        "holiday",
        "login",
        "on_date",
        "party",
        "payee",
        "person_name",
        "project",
        "project_title",
        "restricted",
        "role",
        "scope_name",
        "seller",
        "setting",
        "source_name",
        "state",
        "title",
        "until_on",
        "value",
    }
)
"""Columns that tell what a thing is: they go last."""


class ListingScreen(MarkedListScreen[Row], DetailedListScreen[Row]):
    """All things of a kind; Enter opens one."""

    KIND: ClassVar[ScreenKind] = ScreenKind.LIST
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ScreenKind.LIST)]

    def __init__(self, noun: str) -> None:
        """List a kind of thing."""
        super().__init__()
        self.noun = noun
        self.order = Order(falls=noun in NEWEST_FIRST)
        self.of: Listed | None = None

    def heading(self) -> tuple[Line, Line]:
        """Name the list, and count it."""
        return self.titled(Words(self.lang).call(Noun(self.noun)))

    def help_text(self) -> str:
        """Say what is listed and how it is filtered."""
        return self.say(
            N_(
                "Everything of one kind. A filter is words, or conditions on columns:"
                " 阶段:已核准 金额>5000; English names of columns do as well."
            )
        )

    def filter_hint(self) -> str:
        """Say what can be typed."""
        return self.say(
            N_("words, or {column}:part, or {amount}>5000"), **self._hints()
        )

    def filter_fields(self) -> list[FilterField]:
        """Give the columns that are shown, by their headings."""
        heading = Words(self.lang).heading
        return [
            FilterField(each.name, heading(each.name), each.kind is Kind.MONEY)
            for each in self._of_view()
            if each.kind is Kind.MONEY or each.kind not in NUMBERS
        ]

    def values_of(self, field: str) -> "Callable[[Books], Sequence[str]] | None":
        """Give the question for what a column holds, as people call it."""
        assert self.of is not None
        of_amount = any(e.name == field and e.of_amount for e in self.filter_fields())
        return None if of_amount else partial(values_in, self.of, field, self.lang)

    def listed_name(self) -> str:
        """Name the kind of thing: its list stands at several places."""
        return self.noun

    def _hints(self) -> dict[str, str]:
        named = self._of_view()
        texts = [e for e in named if e.kind not in NUMBERS]
        amounts = [e for e in named if e.kind is Kind.MONEY]
        heading = Words(self.lang).heading
        return {
            "column": heading(texts[-1].name) if texts else "column",
            "amount": heading(amounts[0].name) if amounts else "amount",
        }

    # --- Asking -----------------------------------------------------------------------

    def ask_rows(self, topic: str, after: Row | None) -> None:
        """Ask for a page, or say what is wrong with the filter."""
        wanted = self.understood(lambda: terms(self.typed, self._names()))
        if wanted is None:
            return
        last = after[self.of.key] if after and self.of else None
        then = self.show_first if topic == "rows" else self.show_next
        question = partial(find, Wanted(self.noun, wanted, self.order), last)
        self.ask(topic, question, partial(self._page, then))

    def _names(self) -> dict[str, str]:
        """Give the columns by what they are called, in any language."""
        if self.of is None:
            return {}
        names: dict[str, str] = {}
        for name in self.of.columns:
            for lang in Language:
                _ = names.setdefault(
                    folded(translate(COLUMNS[name].heading, lang)), name
                )
            names[name] = name
        return names

    def _page(
        self,
        then: Callable[[RowsPage[Row]], None],
        answer: tuple[RowsPage[Row], "Listed"],
    ) -> None:
        page, self.of = answer
        then(page)

    def everything(self) -> "Callable[[Books, Run], Exported]":
        """Give the question for all that fit."""
        noun, wanted, lang = self.noun, terms(self.typed, self._names()), self.lang
        basis, typed = self.basis_at(), self.typed

        def question(books: "Books", _run: "Run") -> Exported:
            from fundledger.queries import nouns  # noqa: PLC0415 - SQL
            from fundledger.reports.nouns import listing  # noqa: PLC0415 - SQL

            of = nouns.listed(noun)
            rest = basis(str(books.head))
            report = listing(books, rest, of, conditions(of, wanted))
            tables = [each._replace(rows=[*each.rows]) for each in report.tables]
            return Exported(report._replace(tables=tables), lang, typed)

        return question

    def action_sort(self) -> None:
        """Sort by the next thing there is: the key either way, then each amount."""
        amounts = [e.name for e in self._of_view() if e.kind is Kind.MONEY]
        first = self.noun in NEWEST_FIRST
        orders = [Order(falls=first), Order(falls=not first)]
        orders += [Order(each, falls=True) for each in amounts]
        at = orders.index(self.order) if self.order in orders else -1
        self.order = orders[(at + 1) % len(orders)]
        self.load()

    def sort_by(self, column: str) -> None:
        """Sort by a column, amounts from the largest; turn it around when it is."""
        assert self.of is not None
        if column not in self.of.columns:  # derived of what SQL does not read
            return
        by = "" if column == self.of.key else column
        of_amount = any(e.name == by and e.kind is Kind.MONEY for e in self._shown())
        falls = not self.order.falls if by == self.order.by else of_amount
        self.order = Order(by, falls)
        self.load()

    def detail_of(self, key: object) -> "Callable[[Books], Detail | None]":
        """Give the question for a thing whole."""
        assert isinstance(key, int | str)
        return partial(look, ObjectKey(Noun(self.noun), key), self.basis("0:"))

    # --- Showing ----------------------------------------------------------------------

    def _shown(self) -> "list[ReportColumn]":
        if self.of is None:
            return []
        from fundledger.queries.derived import names_of  # noqa: PLC0415 - SQL
        from fundledger.reports.nouns import columns_of  # noqa: PLC0415 - SQL

        own = columns_of(names_of(self.of), self.of.view)
        return [each for each in own if each.is_read_in(self.lang)]

    def _of_view(self) -> "list[ReportColumn]":
        """Give what is shown and can be filtered and sorted by."""
        assert self.of is not None or not self._shown()
        return [e for e in self._shown() if self.of and e.name in self.of.columns]

    def columns(self) -> list[Column]:
        """Give the columns of the kind; those that tell most stay longest."""
        heading = Words(self.lang).heading
        columns = [
            _column(each, heading(each.name), at)
            for at, each in enumerate(self._shown())
        ]
        by = self.order.by or (self.of.key if self.of else "")
        return [MARK_COLUMN, *with_order(columns, by, self.order.falls)]

    def key_of(self, row: Row) -> int | str:
        """Give a thing's number or key."""
        assert self.of is not None
        key: int | str = row[self.of.key]
        return key

    def cells_of(self, row: Row) -> list[Span]:
        """Show a thing."""
        assert self.of is not None
        from fundledger.reports.nouns import cells  # noqa: PLC0415 - SQL

        shown, words = self._shown(), Words(self.lang)
        values = cells(self.of.view, [each.name for each in shown], row)
        return [
            self._ended(each.name, value) or cell_of(value, each.kind, words)
            for value, each in zip(values, shown, strict=True)
        ]

    def _ended(self, name: str, value: object) -> Span | None:
        """Mark the day after which nothing is approved from a source any more."""
        if self.noun != Noun.SOURCE or name != "until_on":
            return None
        ended = isinstance(value, date) and value < self.host.business_date
        return Span(f"⚠{value}", Tone.WARN) if ended else None

    def empty(self, width: int) -> list[Line]:
        """Say that there is nothing, and what to do first."""
        if self.rows is None:
            text = self.say(READING)
        elif self.typed:
            text = N_("Nothing fits “{typed}”. Esc takes the filter away.")
            text = self.say(text, typed=self.typed.strip())
        else:
            text = self.say(N_("There is none yet. Ctrl+N shows what can be begun."))
        return [[], *inset(paragraph(text, width - 2, Tone.DIM))]

    # --- Doing ------------------------------------------------------------------------

    def case(self) -> Case | None:
        """Give the thing under the cursor."""
        key = self.query_one(Table).current
        return None if key is None else Case(self.noun, key)

    def item_of(self, row: Row) -> BulkItem:
        """Give a thing as an item of a bulk."""
        fens = [row[e.name] for e in self._shown() if e.kind is Kind.MONEY]
        fen = next((each for each in fens if each is not None), None)
        words = [cell.text for cell in self.cells_of(row)[:3]]
        return BulkItem(" ".join(words), {}, fen)

    def action_gesture(self, key: str) -> None:
        """Do a deed to all marked things, where the first of them takes it."""
        rows, actor = self.marked(), self._actor()
        if not rows or actor is None:
            super().action_gesture(key)
            return
        desk, on = self.host.desk, self.host.business_date
        case = Case(self.noun, self.key_of(rows[0]))
        self.work(
            "possible",
            lambda _run: desk.alike(actor, on, case),
            partial(self._offer_bulk, Gesture(key), rows),
        )

    def _offer_bulk(
        self, key: Gesture, rows: Sequence[Row], possible: Sequence[Possible]
    ) -> None:
        """Offer deeds that ask for nothing but the thing, and a choice for all."""
        fitting = [each for each in possible if is_of(each.gesture, key)]
        if not fitting:
            text = N_("Nothing is done to all of these by this key: open them singly.")
            self.tell(self.say(text), Tone.WARN)
            return
        by_name = {each.deed: each for each in fitting}

        def begin(name: str | None) -> None:
            if name is not None:
                (field,) = by_name[name].given
                items = [
                    self.item_of(row)._replace(given={field: self.key_of(row)})
                    for row in rows
                ]
                bulk = Bulk(name, tuple(items), by_name[name].common)
                self.host.open(Open(ScreenKind.BULK, bulk))

        if key is not Gesture.DO and len(fitting) == 1:
            begin(fitting[0].deed)
            return
        title = self.say(N_("To all {count} marked"), count=len(rows))
        _ = self.host.push_screen(menu(self, title, fitting), begin)

    def on_table_opened(self, message: Table.Opened) -> None:
        """Open a thing's page."""
        key = message.key
        assert isinstance(key, int | str)
        self.host.open(page_of(Noun(self.noun), key))


def _column(each: "ReportColumn", title: str, at: int) -> Column:
    """Give a column of a list: how wide it is, and from which width it is shown."""
    tells = at == 0 or each.name in TELLING or each.kind is Kind.MONEY
    wide_from = (1 + at) if tells else 70 + ROOM * at
    wide_from = 0 if at == 0 else wide_from
    if each.kind is Kind.MONEY:
        column = fen_column(title, wide_from=wide_from)
    elif each.kind in NUMBERS:
        column = count_column(title, 6, wide_from=wide_from)
    else:
        narrow = each.kind in (Kind.SIGN, Kind.DAY, Kind.CODE)
        column = Column(title, 11 if narrow else 0, wide_from=wide_from)
    return column._replace(sort=each.name)


class DisbursementsScreen(ListingScreen):
    """Screen 3: the cashier's list of disbursements."""

    KIND: ClassVar[ScreenKind] = ScreenKind.DISBURSEMENTS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ScreenKind.DISBURSEMENTS)]


class ClaimsScreen(ListingScreen):
    """Screen 4: the accountant's list of claims."""

    KIND: ClassVar[ScreenKind] = ScreenKind.CLAIMS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ScreenKind.CLAIMS)]
