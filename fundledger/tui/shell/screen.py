"""The frame of every screen: modes above, status and keys below, the trouble page."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final, Protocol, TypeVar, runtime_checkable

from textual.app import ComposeResult
from textual.containers import Container
from textual.widget import Widget

from fundledger.errors import N_, FundledgerError, StoreError
from fundledger.i18n import Language, describe, translate
from fundledger.store.addresses import hide_secrets
from fundledger.tui.kit.actions import MODES, Act, Place, acts_at, command
from fundledger.tui.kit.columns import inset, paragraph
from fundledger.tui.kit.painting import Banner, Page, Row
from fundledger.tui.kit.table import Table
from fundledger.tui.kit.text import (
    Line,
    Span,
    Tone,
    beside,
    cell_width,
    joined,
    line_len,
    shortened,
    shortened_in_front,
    wrap,
)
from fundledger.tui.shell.export import Exported, Saved, save, working_folder
from fundledger.tui.shell.reading import Opened
from fundledger.tui.shell.workers import AskingScreen, FaultError, GivenUp, Run

if TYPE_CHECKING:
    from fundledger.store.reading import Books
    from fundledger.tui.app import FundApp

T = TypeVar("T")
PLACE_LEAST: Final = 24
"""Cells of a ledger's place, before the name of its fund is cut."""
MOST_LINES: Final = 3
"""Lines that a message below the body may take."""
Export = Callable[[Run], Exported]
"""What makes an export; it runs in a thread."""


@runtime_checkable
class Speaks(Protocol):
    """A screen or a dialog: what shows itself anew in another language."""

    def speak(self) -> None:
        """Show everything anew."""
        ...


def _write(export: Export, opened: Opened, run: Run) -> Saved:
    """Write an export, whole: one that was given up on the way is not written."""
    exported = export(run)
    if run.given_up:
        raise GivenUp
    return save(working_folder(), exported, opened)


class FundScreen(AskingScreen):
    """A screen in its frame. A subclass gives its body, asks, and shows."""

    PLACE: ClassVar[Place]

    def __init__(self) -> None:
        """Begin without anything to show."""
        super().__init__()
        self.trouble: FundledgerError | None = None
        self.detailed = False
        self.message: Line = ()

    # --- The frame ----------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Frame the body."""
        yield Row(self._paint_modes, id="modes")
        yield Row(self._paint_whose, id="whose")
        yield Row(self._paint_heading, id="heading")
        with Container(id="body"):
            yield from self.body()
        yield Page(self._paint_trouble, id="trouble")
        yield Banner(self._paint_status, id="status")
        yield Row(self._paint_keys, id="keys")

    def body(self) -> Iterable[Widget]:
        """Give the widgets of the body."""
        raise NotImplementedError

    def heading(self) -> tuple[Line, Line]:
        """Give what stands above the body, at the left and at the right."""
        raise NotImplementedError

    def load(self) -> None:
        """Ask the books for what the screen shows."""
        raise NotImplementedError

    def show(self) -> None:
        """Show what was found, in the language of the moment."""
        raise NotImplementedError

    def help_text(self) -> str:
        """Say in a few sentences what the screen shows."""
        raise NotImplementedError

    def exported(self) -> Exported | None:
        """Give what the screen shows as tables; None before there is any."""
        raise NotImplementedError

    def to_export(self) -> Export | None:
        """Give what makes the export, in a thread; None before there is any."""
        exported = self.exported()
        return None if exported is None else lambda _run: exported

    def why_not(self, _act: Act) -> str | None:
        """Say why an action cannot be done just now, None when it can."""
        return None

    # --- Words and facts ----------------------------------------------------

    @property
    def fund_app(self) -> "FundApp":
        """The app, as the type it is."""
        from fundledger.tui.app import FundApp  # noqa: PLC0415 - the app knows us

        found = self.app  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] - Textual's
        assert isinstance(found, FundApp)
        return found

    @property
    def lang(self) -> Language:
        """The language of the moment."""
        return self.fund_app.lang

    def say(self, text: str, **facts: object) -> str:
        """Give a text in the language of the moment, filled with facts."""
        said = translate(text, self.lang)
        return said.format(**facts) if facts else said

    def door_ask(self, question: "Callable[[Books], T]") -> T:
        """Ask the fund's books."""
        return self.fund_app.door.ask(question)

    # --- Its life -----------------------------------------------------------

    def on_mount(self) -> None:
        """Ask at once where the fund is open already."""
        self.query_one("#trouble").display = False
        if self.fund_app.opened is not None:
            self.load()

    def on_screen_resume(self) -> None:
        """Tell the present language, head and mode."""
        self.speak()

    def speak(self) -> None:
        """Show everything anew: another language, another answer."""
        if not self.is_mounted:
            return
        self.query_one("#trouble").display = self.trouble is not None
        self.query_one("#body").display = self.trouble is None
        if self.trouble is None:
            self.show()
        for row in self.query(Row):
            row.repaint()
        self.query_one("#trouble", Page).repaint()
        self.query_one("#status", Banner).repaint()

    def tell(self, text: str, tone: Tone = Tone.PLAIN) -> None:
        """Say something in the status row."""
        self.message = [Span(text, tone)] if text else ()
        self.query_one("#status", Banner).repaint()

    def failed(self, topic: str, error: FundledgerError) -> None:
        """Show an error in the place of the body; a failed export in the status row."""
        if topic == "export":
            self.tell(" ".join(describe(error, self.lang)), Tone.BAD)
            return
        self.trouble = error
        self.speak()
        self.query_one("#trouble").focus()
        if isinstance(error, StoreError):
            # Is it this question alone, or is the ledger gone for all screens?
            self.fund_app.peek()

    def recovered(self) -> None:
        """Show the body again."""
        if self.trouble is not None:
            self.trouble = None
            self.detailed = False
            self.speak()
            for widget in self.query("#body Table, #body Page"):
                if widget.focusable:
                    widget.focus()
                    break

    # --- Actions of any screen ------------------------------------------------

    def action_refresh(self) -> None:
        """Look at the books as they are now."""
        anew = self.trouble is not None
        self.trouble = None
        self.speak()
        self.fund_app.look(anew=anew)

    def action_details(self) -> None:
        """Show or hide where an error came from."""
        self.detailed = not self.detailed
        self.query_one("#trouble", Page).repaint()

    def action_export(self) -> None:
        """Write what the screen shows, all of it, to a new file; say where it is."""
        opened, export = self.fund_app.opened, self.to_export()
        if opened is None or export is None:
            self.tell(self.say(N_("There is nothing to export yet.")), Tone.WARN)
            return
        self.tell(self.say(N_("exporting …")), Tone.DIM)
        self.work("export", partial(_write, export, opened), self._saved)

    def _saved(self, saved: Saved) -> None:
        text = N_("✓ {count} rows exported to {path}")
        self.tell(self.say(text, count=f"{saved.rows:,}", path=saved.path), Tone.GOOD)

    def action_open(self) -> None:
        """Open what is under the cursor of the list that has the focus."""
        if isinstance(self.focused, Table):
            self.focused.action_open()

    def action_back(self) -> None:
        """Go back to the screen below."""
        if len(self.fund_app.screen_stack) > 1:
            _ = self.fund_app.pop_screen()

    # --- Painting ---------------------------------------------------------------

    def _paint_modes(self, width: int) -> list[Line]:
        name = self.say(N_("Fund ledger"))
        left = [Span(f" {name} ", Tone.TITLE), Span("│ ")]
        here = self.fund_app.current_mode
        for place, number, name in MODES:
            label = f"{number} {self.say(name)}"
            shown = f"[{label}]" if place == here else f" {label} "
            tone = Tone.HERE if place == here else Tone.PLAIN
            left.append(Span(shown, tone, f"app.act(\"mode('{place}')\")"))
        return [beside(left, [Span(self.say(N_("read only")) + " ", Tone.DIM)], width)]

    def _paint_whose(self, width: int) -> list[Line]:
        """Say whose books these are and where they lie; what is left out is marked.

        The fund comes before the place: two funds of one ledger differ in it alone.
        """
        app, left = self.fund_app, [Span(" ")]
        place = app.door.place
        actor = f" · {app.actor}" if app.actor else ""
        if app.opened is not None:
            if app.opened.demo:
                band = self.say(N_("DEMO: nobody's books"))
                left += [Span(f" {band} ", Tone.BAND), Span(" ")]
            fund = f"{app.opened.name} ({app.opened.code})"
            room = width - line_len(left) - min(cell_width(place), PLACE_LEAST) - 4
            most = max(room - cell_width(actor), width // 4)
            left += [Span(shortened(fund, most), Tone.STRONG), Span(" · ")]
        room = width - line_len(left) - cell_width(actor) - 1
        return [[*left, Span(shortened_in_front(place, room)), Span(actor)]]

    def _paint_heading(self, width: int) -> list[Line]:
        left, right = self.heading()
        return [beside([Span(" "), *left], [*right, Span(" ")], width)]

    def _paint_status(self, width: int) -> list[Line]:
        opened = self.fund_app.opened
        right: Line = ()
        if opened is not None:
            head = self.say(N_("record {seq}"), seq=opened.seq)
            right = [Span(f"{head} · {opened.database} ", Tone.DIM)]
        line = [Span(" "), *self.message]
        if line_len(line) + line_len(right) < width:
            return [beside(line, right, width)]
        message = "".join(span.text for span in self.message)
        tone = self.message[0].tone if self.message else Tone.PLAIN
        lines = inset(paragraph(message, width - 2, tone))[:MOST_LINES]
        return [*lines, beside([], right, width)]

    def _paint_keys(self, width: int) -> list[Line]:
        acts = [act for act in acts_at(self.PLACE) if act.rank]
        line = self._keys(acts)
        while line_len(line) > width and len(acts) > 1:
            last = max(range(len(acts)), key=lambda at: (acts[at].rank, at))
            del acts[last]
            line = self._keys(acts)
        return [line]

    def _keys(self, acts: list[Act]) -> list[Span]:
        pieces: list[Line] = []
        for act in acts:
            tone = Tone.DIM if self.why_not(act) else Tone.PLAIN
            run = command(act)
            key = Span(act.shown, Tone.DIM if tone is Tone.DIM else Tone.KEY, run)
            pieces.append([key, Span(f" {self.say(act.label)}", tone, run)])
        return [Span(" "), *joined(pieces)]

    def _paint_trouble(self, width: int) -> list[Line]:
        if self.trouble is None:
            return []
        message, hint = map(hide_secrets, describe(self.trouble, self.lang))
        lines: list[Line] = [[], [Span("  ✗ " + self.say(N_("Not shown")), Tone.BAD)]]
        lines.append([])
        lines += [[Span("  " + each)] for each in wrap(message, width - 4)]
        lines += [[Span("  " + each, Tone.STRONG)] for each in wrap(hint, width - 4)]
        if self.detailed:
            where = self.trouble.where if isinstance(self.trouble, FaultError) else ""
            text = f"{type(self.trouble).__name__}\n{where}"
            lines.append([])
            lines += [[Span("  " + each, Tone.DIM)] for each in wrap(text, width - 4)]
        return lines
