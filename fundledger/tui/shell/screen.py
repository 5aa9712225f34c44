"""The screen of a fund in its frame: what all have in common, and what each gives."""

import unicodedata
from abc import abstractmethod
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.widget import Widget

from fundledger.errors import N_, FundledgerError, StoreError
from fundledger.i18n import describe
from fundledger.tui.kit.actions import Act
from fundledger.tui.kit.painting import Banner, OneLine, Page
from fundledger.tui.kit.table import Table
from fundledger.tui.kit.text import Line, Span, Tone
from fundledger.tui.shell import frame
from fundledger.tui.shell.actions import acts_at
from fundledger.tui.shell.words import Words
from fundledger.tui.shell.workers import AskingScreen, GivenUp, Run

if TYPE_CHECKING:
    from fundledger.reports.report import Basis
    from fundledger.tui.shell.export import Exported, Saved

READING: Final = N_("Reading the books …")
"""What a screen says before it has anything to show."""
Export = Callable[[Run], "Exported"]
"""What makes an export; it runs in a thread."""


def _write(export: Export, form: str, run: Run) -> "Saved":
    """Write an export, whole: one that was given up on the way is not written."""
    from fundledger.tui.shell.export import (  # noqa: PLC0415 - rarely needed
        Form,
        save,
        working_folder,
    )

    exported = export(run)
    if run.given_up:
        raise GivenUp
    return save(working_folder(), exported, Form(form))


class FundScreen(AskingScreen):
    """A screen in its frame. A subclass gives its body, asks, and shows."""

    def __init__(self) -> None:
        """Begin without anything to show."""
        super().__init__()
        self.trouble: FundledgerError | None = None
        self.detailed = False
        self.message: Line = ()

    # --- What a subclass gives ------------------------------------------------

    @abstractmethod
    def body(self) -> Iterable[Widget]:
        """Give the widgets of the body."""

    @abstractmethod
    def heading(self) -> tuple[Line, Line]:
        """Give what stands above the body, at the left and at the right."""

    @abstractmethod
    def show(self) -> None:
        """Show what was found, in the language of the moment."""

    def exported(self) -> "Exported | None":
        """Give what the screen shows as tables; None while there is nothing."""
        return None

    def acts(self) -> list[Act]:
        """Give the actions that the row of keys may name."""
        return [*acts_at(self.KIND)]

    def to_export(self) -> Export | None:
        """Give what makes the export, in a thread; None before there is any."""
        exported = self.exported()
        return None if exported is None else lambda _run: exported

    def basis_at(self) -> "Callable[[str], Basis]":
        """Give what tells a thread on what a head (SEQ:HASH) of these books rests."""
        assert self.host.opened is not None, "nothing is shown of books before"
        return self.host.opened.basis

    def basis(self, head: str) -> "Basis":
        """Say what rests on a head (SEQ:HASH) of the books that are open."""
        return self.basis_at()(head)

    # --- The frame ----------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Frame the body."""
        yield OneLine(self._paint_modes, id="modes")
        yield OneLine(self._paint_whose, id="whose")
        yield OneLine(self._paint_heading, id="heading")
        with Container(id="body"):
            yield from self.body()
        yield Page(self._paint_trouble, id="trouble")
        yield Banner(self._paint_status, id="status")
        yield OneLine(self._paint_keys, id="keys")

    def _paint_modes(self, width: int) -> list[Line]:
        host, words = self.host, Words(self.lang)
        reads = host.opened is not None and host.who is None
        return frame.modes(host.current_mode, words, width, reads=reads)

    def _paint_whose(self, width: int) -> list[Line]:
        host, words = self.host, Words(self.lang)
        day, place = host.session_day, host.door.place
        return frame.whose(host.opened, place, host.who, words, width, day=day)

    def _paint_heading(self, width: int) -> list[Line]:
        return frame.heading(*self.heading(), width)

    def _paint_status(self, width: int) -> list[Line]:
        host, words = self.host, Words(self.lang)
        return frame.status(self.message, host.opened, host.now, words, width)

    def _paint_keys(self, width: int) -> list[Line]:
        return frame.keys(self.acts(), self.why_not, Words(self.lang), width)

    def _paint_trouble(self, width: int) -> list[Line]:
        if self.trouble is None:
            return []
        words, detailed = Words(self.lang), self.detailed
        return frame.trouble(self.trouble, words, width, detailed=detailed)

    # --- Its life -----------------------------------------------------------

    def on_mount(self) -> None:
        """Ask at once where the fund is open already."""
        self.query_one("#trouble").display = False
        if self.host.opened is not None:
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
        for row in self.query(OneLine):
            row.repaint()
        self.query_one("#trouble", Page).repaint()
        self.query_one("#status", Banner).repaint()

    def tell(self, text: str, tone: Tone = Tone.PLAIN) -> None:
        """Say something in the status row."""
        self.message = [Span(text, tone)] if text else ()
        self.query_one("#status", Banner).repaint()

    def tell_error(self, error: FundledgerError, tone: Tone = Tone.WARN) -> None:
        """Say an error in the status row."""
        self.tell(" ".join(describe(error, self.lang)), tone)

    def failed(self, topic: str, error: FundledgerError) -> None:
        """Show an error in the place of the body; a failed export in the status row."""
        if topic == "export":
            self.tell_error(error, Tone.BAD)
            return
        self.trouble = error
        self.speak()
        self.query_one("#trouble").focus()
        if isinstance(error, StoreError):
            # Is it this question alone, or is the ledger gone for all screens?
            self.host.peek()

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

    # --- An input method that is on -------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """Do what a full-width key's half-width twin does; say where a key is lost."""
        typed = event.character
        if not event.is_printable or typed is None or typed.isascii():
            return
        if self.focused is not None and self.focused.check_consume_key(
            event.key, typed
        ):
            return
        event.stop()
        twin = self.active_bindings.get(unicodedata.normalize("NFKC", typed))
        if twin is not None:
            _ = await self.host.run_action(twin.binding.action, twin.node)
        else:
            self.typed_nowhere(typed)

    def typed_nowhere(self, typed: str) -> None:
        """Say that an input method is on: what it typed goes nowhere."""
        text = N_("An input method is on: “{typed}” is no key here; F1 names the keys.")
        self.tell(self.say(text, typed=typed), Tone.WARN)

    # --- Actions of any screen ------------------------------------------------

    def action_refresh(self) -> None:
        """Look at the books as they are now."""
        anew = self.trouble is not None
        self.trouble = None
        self.speak()
        self.host.look(anew=anew)

    def action_details(self) -> None:
        """Show or hide where an error came from."""
        self.detailed = not self.detailed
        self.query_one("#trouble", Page).repaint()

    def action_help(self) -> None:
        """Open help for where one is."""
        from fundledger.tui.shell.dialogs import Help  # noqa: PLC0415 - as it is opened

        _ = self.host.push_screen(Help(self))

    def action_palette(self) -> None:
        """Open the palette of every action."""
        from fundledger.tui.shell.dialogs import Palette  # noqa: PLC0415 - as above

        _ = self.host.push_screen(Palette(self), self._chosen)

    def _chosen(self, name: str | None) -> None:
        if name is not None:
            self.host.run_worker(self.host.action_act(name))

    def action_export(self, form: str) -> None:
        """Write what the screen shows, all of it, to a new file; say where it is."""
        export = None if self.host.opened is None else self.to_export()
        if export is None:
            self.tell(self.say(N_("There is nothing to export yet.")), Tone.WARN)
            return
        self.tell(self.say(N_("exporting …")), Tone.DIM)
        self.work("export", partial(_write, export, form), self._saved)

    def _saved(self, saved: "Saved") -> None:
        text = N_("✓ {count} rows exported to {path}")
        self.tell(self.say(text, count=f"{saved.rows:,}", path=saved.path), Tone.GOOD)

    def action_open(self) -> None:
        """Open what is under the cursor of the list that has the focus."""
        if isinstance(self.focused, Table):
            self.focused.action_open()

    def action_copy(self) -> None:
        """Copy the row under the cursor to the terminal's clipboard (OSC 52)."""
        table = self.focused
        if isinstance(table, Table) and table.rows:
            cells = table.rows[table.cursor].cells
            self.host.copy_to_clipboard("\t".join(cell.text for cell in cells))
            self.tell(self.say(N_("Copied; the terminal may have to allow it.")))

    def action_back(self) -> None:
        """Go back to the screen below."""
        if len(self.host.screen_stack) > 1:
            _ = self.host.pop_screen()
