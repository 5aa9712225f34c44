"""A list beside the detail of its row, where the screen is wide enough for both.

The cursor fills the other side once it rests: a question of its own, which is given up
when the cursor moves on. Keys and deeds go by the row under the cursor, never by what
still stands beside it.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple, TypeVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from fundledger.errors import N_, FundledgerError
from fundledger.i18n import Language, describe
from fundledger.tui.kit.actions import Act
from fundledger.tui.kit.columns import inset, paragraph
from fundledger.tui.kit.painting import OneLine, Page
from fundledger.tui.kit.table import Table
from fundledger.tui.kit.text import Line, Span, Tone, joined, line_len
from fundledger.tui.shell.deeds_menu import possible_line
from fundledger.tui.shell.list_screen import ListScreen, RowsPage
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from textual.timer import Timer

    from fundledger.store.reading import Books
    from fundledger.tui.shell.possible import Possible
    from fundledger.tui.shell.workers import Run

DetailRow = TypeVar("DetailRow")
BESIDE_FROM: Final = 110
"""Columns of screen from which the detail stands beside the list."""
REST: Final = 0.15
"""Seconds that the cursor rests before its row is asked for."""
NO_TABS: Final[Mapping[str, str]] = MappingProxyType({})


class Detail(ABC):
    """A thing as it stands beside its list: plain values, and how they are painted."""

    @abstractmethod
    def title(self, words: Words) -> Line:
        """Name the thing."""

    @abstractmethod
    def painted(self, tab: str, words: Words, width: int) -> list[Line]:
        """Paint a tab of it for a width in cells."""


class Resting(NamedTuple):
    """What the books gave of the row on which the cursor rests."""

    detail: Detail | None
    """None where it is not in the books any more."""
    possible: "Sequence[Possible] | None"
    """What can be done to it; None where nobody acts."""


NOTHING: Final = Resting(None, None)


class DetailPane(Vertical):
    """The right side: title, tabs if there are any, the page, and what can be done."""

    def __init__(self, tabs: Mapping[str, str]) -> None:
        """Stand empty beside a list."""
        super().__init__()
        self.tabs = tabs
        self.tab = next(iter(tabs), "")
        self.resting = NOTHING
        self.trouble: FundledgerError | None = None
        self.lang = Language.EN

    def compose(self) -> ComposeResult:
        """Lay the side out."""
        yield OneLine(self._paint_title, id="detail-title")
        yield OneLine(self._paint_tabs, id="detail-tabs")
        yield Page(self._paint, id="detail")
        yield OneLine(self._paint_possible, id="detail-possible")

    def on_mount(self) -> None:
        """Leave no room for tabs that there are none of."""
        self.query_one("#detail-tabs").display = bool(self.tabs)

    def fill(
        self, resting: Resting, lang: Language, trouble: FundledgerError | None = None
    ) -> None:
        """Show what the books gave, from its top; or why they gave nothing."""
        self.resting, self.trouble = resting, trouble
        self.query_one("#detail", Page).action_first()
        self.speak(lang)

    def speak(self, lang: Language) -> None:
        """Show it in a language."""
        self.lang = lang
        for each in self.query(Page):
            each.repaint()

    def turn(self, tab: str) -> None:
        """Show another tab."""
        self.tab = tab
        self.fill(self.resting, self.lang, self.trouble)

    def step(self, by: int) -> None:
        """Go some tabs to the right."""
        tabs = list(self.tabs)
        self.turn(tabs[(tabs.index(self.tab) + by) % len(tabs)])

    def _paint_title(self, _width: int) -> list[Line]:
        detail = self.resting.detail
        return [[Span(" "), *detail.title(Words(self.lang))] if detail else []]

    def _paint_tabs(self, width: int) -> list[Line]:
        return [tab_line(self.tabs, self.tab, Words(self.lang), width)]

    def _paint(self, width: int) -> list[Line]:
        if self.trouble is not None:
            text = " ".join(describe(self.trouble, self.lang))
            return inset(paragraph(f"✗ {text}", width - 2, Tone.WARN))
        detail = self.resting.detail
        if detail is None:
            return []
        return inset(detail.painted(self.tab, Words(self.lang), width - 2))

    def _paint_possible(self, width: int) -> list[Line]:
        if self.resting.possible is None:
            return []
        words = Words(self.lang)
        return [[Span(" "), *possible_line(self.resting.possible, words, width - 1)]]


def tab_line(tabs: Mapping[str, str], here: str, words: Words, width: int) -> Line:
    """Name the tabs in a row, closer where there is little room."""
    line = [Span(" "), *joined(_tabs(tabs, here, words, " "), " ")]
    if line_len(line) <= width:
        return line
    return [Span(" "), *joined(_tabs(tabs, here, words, ""), " ")]


def _tabs(
    tabs: Mapping[str, str], here: str, words: Words, around: str
) -> Iterator[list[Span]]:
    for tab, name in tabs.items():
        called, action = words.say(name), f"screen.to_tab('{tab}')"
        if tab == here:
            yield [Span(f"[{called}]", Tone.HERE, action)]
        else:
            yield [Span(f"{around}{called}{around}", Tone.PLAIN, action)]


class DetailedListScreen(ListScreen[DetailRow]):
    """A list with the detail of its row beside it; a subclass gives the question."""

    TABS: ClassVar[Mapping[str, str]] = NO_TABS
    """What the detail's tabs are called, to translate."""
    _rest: "Timer | None" = None

    @abstractmethod
    def detail_of(self, key: object) -> "Callable[[Books], Detail | None]":
        """Give the question for the detail of a row."""

    def body(self) -> Iterable[Widget]:
        """Give the list, and the side that its detail stands on."""
        yield Horizontal(
            Vertical(*self.parts(), id="left"), DetailPane(self.TABS), id="beside"
        )

    @property
    def pane(self) -> DetailPane | None:
        """The right side, where the screen is wide enough for it."""
        return self.query_one(DetailPane) if self.size.width >= BESIDE_FROM else None

    # --- Asking -----------------------------------------------------------------------

    def show_first(self, page: RowsPage[DetailRow]) -> None:
        """Show the first page, and the detail of its row as the books are now."""
        super().show_first(page)
        self._ask_detail()

    def on_table_moved(self) -> None:
        """Give up what was asked beside; ask anew once the cursor rests."""
        if self.pane is not None:
            self._forget_detail()
            self._rest = self.set_timer(REST, self._ask_detail)

    def on_resize(self) -> None:
        """Open or close the right side."""
        shown = self.pane is not None
        side = self.query_one(DetailPane)
        if side.display != shown or side.resting is NOTHING:
            side.display = shown
            self._ask_detail()

    def _forget_detail(self) -> None:
        self.forget("detail")
        if self._rest is not None:
            self._rest.stop()

    def _ask_detail(self) -> None:
        """Ask for the row under the cursor, where it can be shown."""
        self._forget_detail()
        pane, key = self.pane, self.query_one(Table).current
        if pane is None or self.host.opened is None:
            return
        if not self.rows or key is None:
            pane.fill(NOTHING, self.lang)
            return
        question, who, case = self.detail_of(key), self.host.who, self.case()
        desk, on, door_ask = self.host.desk, self.host.business_date, self.door_ask

        def look(run: "Run") -> Resting:
            detail = door_ask(question)
            if detail is None or who is None or case is None or run.given_up:
                return Resting(detail, None)
            return Resting(detail, desk.possible(who.login, on, case))

        self.work("detail", look, partial(self._fill, pane))

    def _fill(self, pane: DetailPane, resting: Resting) -> None:
        pane.fill(resting, self.lang)

    def failed(self, topic: str, error: FundledgerError) -> None:
        """Say beside the list what could not be asked there: the list stays."""
        pane = self.pane
        if topic == "detail" and pane is not None:
            pane.fill(NOTHING, self.lang, error)
            return
        super().failed(topic, error)

    # --- Showing ----------------------------------------------------------------------

    def show(self) -> None:
        """Fill the table; the detail speaks the language of the moment."""
        super().show()
        if self.pane is not None:
            self.pane.speak(self.lang)

    def acts(self) -> list[Act]:
        """Name the keys of tabs only where there are any in sight."""
        shown = self.pane is not None
        return [e for e in super().acts() if shown or not e.name.startswith("tab(")]

    def why_not(self, act: Act) -> str | None:
        """Say that tabs stand beside the list, where it is wide enough."""
        if act.name.startswith("tab(") and self.pane is None:
            text = N_("The detail stands beside the list from {columns} columns on.")
            return self.say(text, columns=BESIDE_FROM)
        return super().why_not(act)

    def action_tab(self, by: int) -> None:
        """Go some tabs to the right."""
        if self.pane is not None and self.TABS:
            self.pane.step(by)

    def action_to_tab(self, tab: str) -> None:
        """Go to the tab that was clicked."""
        if self.pane is not None:
            self.pane.turn(tab)

    def action_open(self) -> None:
        """Open the row under the cursor, from either side."""
        if self.rows:
            self.query_one(Table).action_open()
