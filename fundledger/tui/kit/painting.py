"""The one way to paint: lines of spans onto a scrolling view.

Every text on every screen goes through here as plain segments. There is no markup to
parse, so none of it can be mistaken for any.
"""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from fundledger.tui.kit.actions import Part, own_bindings
from fundledger.tui.kit.text import Line, Tone, fit_line, merged

Paint = Callable[[int], Sequence[Line]]
"""What gives the lines for a width in cells."""

TONES: Final = {f"tone--{tone}" for tone in Tone}


class Painted(ScrollView, can_focus=False, inherit_bindings=False):
    """A view of lines of spans; a span with an action can be clicked."""

    BINDINGS: ClassVar[list[BindingType]] = [*own_bindings(Part.LIST)]

    COMPONENT_CLASSES: ClassVar[set[str]] = TONES
    DEFAULT_CSS: ClassVar[str] = """
    Painted {
        height: 1fr; overflow-x: hidden;
        scrollbar-size-vertical: 1; scrollbar-gutter: stable;
    }
    Painted > .tone--strong { text-style: bold; }
    Painted > .tone--dim { color: $dim; }
    Painted > .tone--title { text-style: bold; color: $primary; }
    Painted > .tone--good { color: $success; }
    Painted > .tone--warn { color: $warning; }
    Painted > .tone--bad { color: $error; text-style: bold; }
    Painted > .tone--key { color: $accent; text-style: bold; }
    Painted > .tone--bar { color: $secondary; }
    Painted > .tone--here { text-style: bold reverse; }
    Painted > .tone--band { text-style: bold reverse; color: $warning; }
    """

    @abstractmethod
    def line(self, y: int) -> Line:
        """Give the line at a row of the view, from the top as scrolled."""

    def style_of(self, tone: Tone, _y: int) -> Style:
        """Give the style of a tone at a row of the view."""
        own = self.rich_style
        if tone is Tone.PLAIN:
            return own
        return own + self.get_component_rich_style(f"tone--{tone}", partial=True)

    def render_line(self, y: int) -> Strip:
        """Paint one row, exactly as wide as the view."""
        width = self.scrollable_content_region.width
        spans = merged(fit_line(self.line(y), width))
        segments = [Segment(each.text, self.style_of(each.tone, y)) for each in spans]
        return Strip(segments, width)

    def seen(self) -> list[Line]:
        """Give the lines in sight."""
        return [tuple(self.line(y)) for y in range(self.size.height)]

    def refresh_changed(self, before: Sequence[Line]) -> None:
        """Have those lines painted anew that are not what was seen before."""
        for y, lines in enumerate(zip(before, self.seen(), strict=True)):
            if lines[0] != lines[1]:
                self.refresh(Region(0, y, self.size.width, 1))

    def on_click(self, event: events.Click) -> None:
        """Do what was clicked."""
        action = self._action_at(event.x, event.y)
        if action is not None:
            event.stop()
            self.run_worker(self.screen.run_action(action), exclusive=False)

    def _action_at(self, x: int, y: int) -> str | None:
        for span in self.line(y):
            x -= cell_len(span.text)
            if x < 0:
                return span.action
        return None


class Page(Painted, can_focus=True):
    """A page of lines that are painted anew for each width, and scroll."""

    def __init__(
        self,
        paint: Paint,
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
    ) -> None:
        """Show what `paint` gives for the page's width."""
        super().__init__(id=id, classes=classes)
        self._paint = paint
        self._lines: Sequence[Line] = ()

    def line(self, y: int) -> Line:
        """Give a line as scrolled."""
        at = y + self.scroll_offset.y
        return self._lines[at] if at < len(self._lines) else ()

    def repaint(self, paint: Paint | None = None) -> None:
        """Paint anew, perhaps something else."""
        if paint is not None:
            self._paint = paint
        width = self.scrollable_content_region.width
        before = self.seen()
        self._lines = tuple(self._paint(width))
        self.virtual_size = Size(width, len(self._lines))
        self.refresh_changed(before)

    def on_resize(self) -> None:
        """Paint for the new width."""
        self.repaint()

    def action_up(self) -> None:
        """Scroll a line up."""
        self.scroll_up(animate=False)

    def action_down(self) -> None:
        """Scroll a line down."""
        self.scroll_down(animate=False)

    def action_page_up(self) -> None:
        """Scroll a page up."""
        self.scroll_page_up(animate=False)

    def action_page_down(self) -> None:
        """Scroll a page down."""
        self.scroll_page_down(animate=False)

    def page_on(self) -> None:
        """Scroll a page down at once: where it is now can be asked."""
        y = self.scroll_offset.y + self.scrollable_content_region.height
        self.scroll_to(y=y, animate=False, immediate=True)

    def action_first(self) -> None:
        """Scroll to the top."""
        self.scroll_home(animate=False)

    def action_last(self) -> None:
        """Scroll to the bottom."""
        self.scroll_end(animate=False)


class Banner(Page, can_focus=False):
    """A few lines above a list; the keys never stop there."""

    DEFAULT_CSS: ClassVar[str] = """
    Banner { overflow: hidden; scrollbar-gutter: auto; }
    """

    def repaint(self, paint: Paint | None = None) -> None:
        """Paint anew, exactly as high as its lines."""
        super().repaint(paint)
        self.styles.height = max(len(self._lines), 1)


class OneLine(Page, can_focus=False):
    """One row of a screen's frame: modes, tabs, status, keys."""

    DEFAULT_CSS: ClassVar[str] = """
    OneLine {
        height: 1; overflow: hidden;
        scrollbar-size: 0 0; scrollbar-gutter: auto;
    }
    """
