"""A screen that is one page of lines, painted anew for each width."""

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from textual.widget import Widget

from fundledger.i18n import describe
from fundledger.tui.kit.actions import Act
from fundledger.tui.kit.columns import inset, paragraph
from fundledger.tui.kit.painting import OneLine, Page
from fundledger.tui.kit.text import Line, Span, Tone
from fundledger.tui.shell.acting import NOTHING_HERE, ActingScreen
from fundledger.tui.shell.deeds_menu import possible_line
from fundledger.tui.shell.faults import NotThereError
from fundledger.tui.shell.gestures import Gesture, is_of
from fundledger.tui.shell.possible import Possible
from fundledger.tui.shell.screen import READING
from fundledger.tui.shell.words import Words

Shown = TypeVar("Shown")


class PageScreen(ActingScreen):
    """One page; a subclass asks, and paints what came of it."""

    def body(self) -> Iterable[Widget]:
        """Give the page."""
        yield Page(self.painted, id="page")

    @property
    def page(self) -> Page:
        """The page."""
        return self.query_one("#page", Page)

    def show(self) -> None:
        """Paint the page."""
        self.page.repaint()

    @abstractmethod
    def painted(self, width: int) -> list[Line]:
        """Paint the page for a width in cells."""

    def still_reading(self, width: int) -> list[Line]:
        """Paint what stands there before the books have answered."""
        text = self.say(READING)
        return [[], *inset(paragraph(text, width - 2, Tone.DIM))]


class ObjectScreen(PageScreen, Generic[Shown]):
    """The page of one object, which may not be there; a subclass asks for it."""

    view: Shown | None = None
    possible: Sequence[Possible] | None = None
    """What can be done to it; None where it is not known, or nobody acts."""

    def body(self) -> Iterable[Widget]:
        """Give the page, and below it what can be done here."""
        yield from super().body()
        yield OneLine(self._paint_possible, id="possible")

    def ask_possible_here(self) -> None:
        """Ask what the one who acts may do to it."""
        who, case = self.host.who, self.case()
        if who is None or case is None:
            return
        desk, on = self.host.desk, self.host.business_date
        self.work(
            "here", lambda _run: desk.possible(who.login, on, case), self._can_be_done
        )

    def _can_be_done(self, possible: Sequence[Possible]) -> None:
        self.possible = possible
        self.speak()

    def show(self) -> None:
        """Paint the page, and what can be done here."""
        super().show()
        row = self.query_one("#possible", OneLine)
        row.display = self.possible is not None
        row.repaint()

    def _paint_possible(self, width: int) -> list[Line]:
        words = Words(self.lang)
        line = possible_line(self.possible or (), words, width - 1)
        return [[Span(" "), *line]]

    def why_not(self, act: Act) -> str | None:
        """Say of a key of deeds why none of its kind can be done."""
        if self.possible is None or not act.name.startswith("gesture"):
            return super().why_not(act)
        key = Gesture(act.keys)
        fitting = [each for each in self.possible if is_of(each.gesture, key)]
        if any(each.refusal is None for each in fitting):
            return None
        first = next((each.refusal for each in fitting if each.refusal), None)
        if first is None:
            return self.say(NOTHING_HERE)
        return None if key is Gesture.DO else " ".join(describe(first, self.lang))

    def answered(self, view: Shown | None) -> None:
        """Show what the books gave, or say that there is no such thing."""
        self.view = view
        if view is None:
            self.failed("books", NotThereError())
            return
        self.recovered()
        self.speak()
        self.page.focus()
