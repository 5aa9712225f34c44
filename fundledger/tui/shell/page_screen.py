"""A screen that is one page of lines, painted anew for each width."""

from abc import abstractmethod
from collections.abc import Iterable
from typing import Generic, TypeVar

from textual.widget import Widget

from fundledger.tui.kit.columns import inset, paragraph
from fundledger.tui.kit.painting import Page
from fundledger.tui.kit.text import Line, Tone
from fundledger.tui.shell.faults import NotThereError
from fundledger.tui.shell.screen import READING, FundScreen

Shown = TypeVar("Shown")


class PageScreen(FundScreen):
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

    def answered(self, view: Shown | None) -> None:
        """Show what the books gave, or say that there is no such thing."""
        self.view = view
        if view is None:
            self.failed("books", NotThereError())
            return
        self.recovered()
        self.speak()
        self.page.focus()
