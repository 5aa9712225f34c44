"""The page of any one thing: its fields, what belongs to it, and where that leads."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.binding import BindingType

from fundledger.errors import N_
from fundledger.i18n.nouns import Noun
from fundledger.reports.report import NUMBERS, Kind, Report, Table
from fundledger.tui.kit.columns import Column, fact, fen_column, grid, inset
from fundledger.tui.kit.text import BLANK, Line, Span, Tone
from fundledger.tui.shell.actions import ScreenKind, bindings
from fundledger.tui.shell.export import Exported
from fundledger.tui.shell.page_screen import ObjectScreen
from fundledger.tui.shell.picker import Pick, Picker
from fundledger.tui.shell.possible import Case
from fundledger.tui.shell.routes import ObjectKey, page_of
from fundledger.tui.shell.sheet_screen import cell_of
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from fundledger.reports.report import Basis
    from fundledger.reports.report import Column as ReportColumn
    from fundledger.store.reading import Books

LINKS: Final = {
    "project_no": Noun.PROJECT,
    "claim_no": Noun.CLAIM,
    "disbursement_no": Noun.DISBURSEMENT,
    "recovery_no": Noun.RECOVERY,
    "receipt_no": Noun.RECEIPT,
    "voucher_no": Noun.VOUCHER,
    "payee_no": Noun.PAYEE,
    "funding_no": Noun.FUNDING,
    "community_key": Noun.COMMUNITY,
    "login": Noun.PERSON,
    "seq": Noun.RECORD,
}
"""Which column names which kind of thing that has a page."""


def find(thing: ObjectKey, basis: "Basis", books: "Books") -> Report | None:
    """Find a thing whole."""
    from fundledger.queries import nouns  # noqa: PLC0415 - SQL
    from fundledger.reports.nouns import whole  # noqa: PLC0415 - SQL

    rest = basis._replace(head=str(books.head), at=books.head.seq)
    return whole(books, rest, nouns.listed(thing.noun), thing.key)


class ThingScreen(ObjectScreen[Report]):
    """One thing; Enter offers what it leads to."""

    KIND: ClassVar[ScreenKind] = ScreenKind.OBJECT
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ScreenKind.OBJECT)]

    def __init__(self, thing: ObjectKey) -> None:
        """Show one thing."""
        super().__init__()
        self.thing = thing

    def heading(self) -> tuple[Line, Line]:
        """Name the thing."""
        called = Words(self.lang).call(self.thing.noun)
        return [Span(f"{called} › {self.thing.key}")], ()

    def help_text(self) -> str:
        """Say what the page shows."""
        return self.say(
            N_(
                "One thing whole: its own fields, then what belongs to it. Enter offers"
                " all that it leads to: project, vouchers, payee, records."
            )
        )

    def load(self) -> None:
        """Ask for the thing, and for what may be done to it."""
        basis = self.basis("0:")
        self.ask("thing", partial(find, self.thing, basis), self.answered)
        self.ask_possible_here()

    def case(self) -> Case:
        """Give the thing."""
        return Case(self.thing.noun, self.thing.key)

    def exported(self) -> Exported | None:
        """Give all tables of the page."""
        return None if self.view is None else Exported(self.view, self.lang)

    # --- Painting ---------------------------------------------------------------------

    def painted(self, width: int) -> list[Line]:
        """Paint the fields of the thing, then each table of what belongs to it."""
        if self.view is None:
            return self.still_reading(width)
        own, *others = self.view.tables
        lines = [*self._facts(own, width - 2)]
        for each in others:
            title = [Span(self.say(str(each.title)), Tone.TITLE)]
            lines += [BLANK, title, *self._grid(each, width - 2)]
        return inset(lines)

    def _facts(self, table: Table, width: int) -> Iterator[Line]:
        words = Words(self.lang)
        (row,) = table.rows
        for each, value in zip(table.columns, row, strict=True):
            if each.is_read_in(self.lang, in_file=True) and value not in (None, ""):
                shown = cell_of(value, each.kind, words).text
                yield from fact(words.heading(each.name), shown, width)

    def _grid(self, table: Table, width: int) -> list[Line]:
        words = Words(self.lang)
        columns = [e for e in table.columns if e.is_read_in(self.lang)]
        places = [table.place(each.name) for each in columns]
        shown = [self._column(each, at) for at, each in enumerate(columns)]
        rows = [
            [
                cell_of(row[place], each.kind, words)
                for place, each in zip(places, columns, strict=True)
            ]
            for row in table.rows
        ]
        return grid(shown, rows, width)

    def _column(self, each: "ReportColumn", at: int) -> Column:
        title = Words(self.lang).heading(each.name)
        wide_from = 0 if at == 0 else 20 + 12 * at
        if each.kind is Kind.MONEY:
            return fen_column(title, wide_from=wide_from)
        small = each.kind in NUMBERS or each.kind in (Kind.SIGN, Kind.DAY)
        return Column(title, 10 if small else 0, wide_from=wide_from)

    # --- Where it leads ---------------------------------------------------------------

    def links(self) -> list[ObjectKey]:
        """List the things that the page names, each once, in order."""
        if self.view is None:
            return []
        named: dict[ObjectKey, None] = {}
        for table in self.view.tables:
            for row in table.rows:
                named.update(dict.fromkeys(_named(table, row)))
        _ = named.pop(self.thing, None)
        return list(named)

    def action_open(self) -> None:
        """Offer what the page leads to."""
        links = self.links()
        words = Words(self.lang)
        picks = [
            Pick(str(at), (words.call(each.noun), str(each.key)))
            for at, each in enumerate(links)
        ]
        columns = [Column(words.heading("what"), 14), Column(words.heading("key"))]
        picker = Picker(self, self.say(N_("Leads to")), picks, columns)
        _ = self.host.push_screen(
            picker,
            lambda at: self._follow(links[int(at)]) if at else None,
        )

    def _follow(self, thing: ObjectKey) -> None:
        self.host.open(page_of(thing.noun, thing.key))


def _named(table: Table, row: Sequence[Any]) -> Iterator[ObjectKey]:
    for column, value in zip(table.columns, row, strict=True):
        noun = LINKS.get(column.name)
        if noun is not None and isinstance(value, int | str) and value != "":
            yield ObjectKey(noun, value)
