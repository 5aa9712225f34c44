"""The page of any one thing: its fields, what belongs to it, and where that leads."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.binding import BindingType

from fundledger.errors import N_
from fundledger.i18n.nouns import Noun
from fundledger.reports.report import Report, Table
from fundledger.tui.kit.columns import Column, inset
from fundledger.tui.kit.text import Line, Span
from fundledger.tui.screens.things.painting import lines_of
from fundledger.tui.shell.actions import ScreenKind, bindings
from fundledger.tui.shell.evidence import EvidenceScreen
from fundledger.tui.shell.export import Exported
from fundledger.tui.shell.page_screen import ObjectScreen
from fundledger.tui.shell.picker import Pick, Picker
from fundledger.tui.shell.possible import Case
from fundledger.tui.shell.routes import ObjectKey, page_of
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from fundledger.reports.report import Basis
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
    "source": Noun.SOURCE,
    "bearer": Noun.SOURCE,
    "return_no": Noun.RETURN,
    "community_key": Noun.COMMUNITY,
    "login": Noun.PERSON,
    "seq": Noun.RECORD,
}
"""Which column names which kind of thing that has a page."""


def find(thing: ObjectKey, basis: "Basis", books: "Books") -> Report | None:
    """Find a thing whole."""
    from fundledger.inputs.things import whole  # noqa: PLC0415 - SQL
    from fundledger.queries import nouns  # noqa: PLC0415 - SQL

    rest = basis._replace(head=str(books.head), at=books.head.seq)
    return whole(books, rest, nouns.listed(thing.noun), thing.key)


class ThingScreen(EvidenceScreen, ObjectScreen[Report]):
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
        self.ask_originals({f"{self.thing.noun}_no": self.thing.key})

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
        lines = lines_of(self.view, Words(self.lang), width - 2)
        return inset([*lines, *self.original_lines(width - 2)])

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
