"""Where there is no ledger yet: open one, create one, or look at the demo first."""

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.widget import Widget

from fundledger.errors import N_, FundledgerError, InputError
from fundledger.reports.report import Report
from fundledger.store.addresses import is_settings, is_url
from fundledger.tui.kit.columns import Column, inset, paragraph
from fundledger.tui.kit.painting import Banner, Page
from fundledger.tui.kit.table import Table, TableRow
from fundledger.tui.kit.text import Line, Span, Tone
from fundledger.tui.shell import frame
from fundledger.tui.shell.actions import ScreenKind, bindings
from fundledger.tui.shell.ask_dialog import AskDialog
from fundledger.tui.shell.beginning import Beginning, Founded, SetUp
from fundledger.tui.shell.routes import Open
from fundledger.tui.shell.screen import FundScreen
from fundledger.tui.shell.words import Words
from fundledger.tui.shell.workers import Run
from fundledger.writers.values import spoken

TEMPLATE: Final = "fund.xlsx"
STEP: Final = 50
"""Deeds between two signs of progress."""


@dataclass(eq=False)
class NoSuchFileError(InputError):
    """What is to be opened is not there."""

    path: str
    message = N_("There is no file at {path}.")
    hint = N_("Give the whole path of a ledger or workbook that is there.")


@dataclass(eq=False)
class NotXlsxError(InputError):
    """A workbook to be filled in is to be something else than a spreadsheet."""

    path: str
    message = N_("A workbook ends with .xlsx; {path} does not.")
    hint = N_("Name it like fund.xlsx.")


class Choice(StrEnum):
    """What one may begin with."""

    FOUND = "found"
    TEMPLATE = "template"
    SET_UP = "set_up"
    OPEN = "open"
    DEMO = "demo"


CHOICES: Final = {
    Choice.FOUND: (
        N_("Create a fund"),
        N_("its name and the two people who begin it; the rest follows in the ledger"),
    ),
    Choice.TEMPLATE: (
        N_("Write a workbook to fill in"),
        N_("people, roles, places, accounts in one spreadsheet, with instructions"),
    ),
    Choice.SET_UP: (
        N_("Create a fund from a workbook"),
        N_("tried as a whole first: every fault is told with its cell"),
    ),
    Choice.OPEN: (
        N_("Open a ledger that is there"),
        N_("a file, or the address of a database"),
    ),
    Choice.DEMO: (
        N_("Look at the demo fund"),
        N_("90 invented projects to try everything on; nobody's books"),
    ),
}
"""What each is called, and what it comes to."""


class StartScreen(FundScreen):
    """A few things to begin with; each leads into the workbench."""

    KIND: ClassVar[ScreenKind] = ScreenKind.START
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ScreenKind.START)]

    faults: Report | None = None
    """What is to be mended in the workbook that was read last."""

    @property
    def beginning(self) -> Beginning:
        """What there is to begin with."""
        beginning = self.host.beginning
        assert beginning is not None, "this screen opens only where there is one"
        return beginning

    def body(self) -> Iterable[Widget]:
        """Give what this is, and the choices."""
        yield Banner(self._paint_about, id="about")
        yield Table(id="list")
        yield Page(self._paint_faults, id="faults")

    def on_mount(self) -> None:
        """Go to the choices."""
        super().on_mount()
        self.query_one("#list").focus()

    def heading(self) -> tuple[Line, Line]:
        """Say where one is."""
        return [Span(self.say(N_("There is no ledger here yet")))], ()

    def help_text(self) -> str:
        """Say what the choices come to."""
        return self.say(
            N_(
                "A ledger is one file that only you may read; it is created with the"
                " fund. The workbook holds what a fund needs to work, and can be read"
                " again: then only what is new is done. The demo is another file."
            )
        )

    def _paint_modes(self, width: int) -> list[Line]:
        return frame.program(Words(self.lang), width)

    def load(self) -> None:
        """Ask nothing: there are no books."""

    def show(self) -> None:
        """Fill the choices."""
        self.query_one("#about", Banner).repaint()
        rows = [
            TableRow(
                each, [Span(self.say(name), Tone.KEY), Span(self.say(what), Tone.DIM)]
            )
            for each, (name, what) in CHOICES.items()
        ]
        table = self.query_one(Table)
        table.fill([Column("", 30), Column("")], rows)
        table.styles.height = len(rows) + 1
        page = self.query_one("#faults", Page)
        page.display = self.faults is not None
        page.repaint()

    def _paint_about(self, width: int) -> list[Line]:
        if self.host.beginning is None:  # one has begun, and this screen goes
            return []
        text = self.say(
            N_(
                "Your ledger will lie at {ledger}. Two people begin a fund together:"
                " nobody grants themselves a role."
            ),
            ledger=self.beginning.ledger,
        )
        return [[], *inset(paragraph(text, width - 2)), []]

    # --- Doing ------------------------------------------------------------------------

    def on_table_opened(self, message: Table.Opened) -> None:
        """Begin with what was chosen."""
        choice = Choice(str(message.key))
        if choice is Choice.FOUND:
            self.host.open(Open(ScreenKind.FOUND))
        elif choice is Choice.DEMO:
            self.tell(self.say(N_("Creating the demo fund …")), Tone.DIM)
            self.work("begin", self._make_demo, self._begun)
        elif choice is Choice.OPEN:
            title = self.say(N_("Open which ledger?"))
            self._ask(title, "", _there, self._open)
        elif choice is Choice.TEMPLATE:
            path = str(Path.cwd() / TEMPLATE)
            self._ask(self.say(N_("Write it where?")), path, _xlsx, self._template)
        else:
            title = self.say(N_("Which workbook?"))
            self._ask(title, str(Path.cwd() / TEMPLATE), _a_file, self._set_up)

    def _ask(
        self,
        title: str,
        value: str,
        read: Callable[[str], str],
        then: Callable[[str], None],
    ) -> None:
        hint = self.say(N_("The whole path; Enter goes on, Esc goes back."))
        dialog = AskDialog(self, title, hint, value, read)
        _ = self.host.push_screen(dialog, lambda text: then(text) if text else None)

    def _make_demo(self, run: Run) -> Founded:
        def progress(done: int, of: int) -> None:
            if done % STEP == 0:
                text = N_("Creating the demo fund … {percent} %")
                percent = done * 100 // of
                run.tell(lambda: self.tell(self.say(text, percent=percent), Tone.DIM))

        return self.beginning.make_demo(progress)

    def _begun(self, founded: Founded) -> None:
        self.host.begin_in(founded)

    def _open(self, address: str) -> None:
        self.host.begin_in(Founded(address, None))

    def _template(self, path: str) -> None:
        write, lang = self.beginning.write_template, self.lang
        task = partial(write, Path(path), lang)
        self.work("begin", lambda _run: task(), lambda _none: self._wrote(path))

    def _wrote(self, path: str) -> None:
        text = N_("✓ {path} is written: fill it in, and create the fund from it.")
        self.tell(self.say(text, path=path), Tone.GOOD)

    def _set_up(self, path: str) -> None:
        self.faults = None
        self.tell(self.say(N_("Reading it, and trying all of it …")), Tone.DIM)
        self.work(
            "begin", lambda _run: self.beginning.set_up(Path(path)), self._set_up_done
        )

    def _set_up_done(self, outcome: SetUp) -> None:
        if outcome.founded is not None:
            self._begun(outcome.founded)
            return
        self.faults = outcome.faults
        self.tell(self.say(N_("Nothing was done: mend these cells, read it again.")))
        self.speak()

    def _paint_faults(self, width: int) -> list[Line]:
        """Say each fault with its cell, and how it is mended."""
        if self.faults is None:
            return []
        (table, *_rest) = self.faults.tables
        lines: list[Line] = [[]]
        for row in table.rows:
            places = map(table.place, ("sheet", "cell", "problem", "hint"))
            sheet, cell, problem, hint = (
                spoken(row[at], self.lang, table.columns[at].kind) for at in places
            )
            place = " ".join(filter(None, (sheet, cell)))
            text = f"✗ {place}: {problem}" if place else f"✗ {problem}"
            lines += inset(paragraph(text, width - 2, Tone.BAD))
            lines += inset(paragraph(hint, width - 4, Tone.DIM), "   ")
        return lines

    def failed(self, topic: str, error: FundledgerError) -> None:
        """Say in the status row what could not be begun."""
        del topic
        self.tell_error(error, Tone.BAD)


def _there(typed: str) -> str:
    """Take the address of a database, or the path of a file that is there."""
    text = typed.strip()
    return text if is_url(text) or is_settings(text) else _a_file(text)


def _a_file(typed: str) -> str:
    """Take the path of what is there. Raises NoSuchFileError."""
    with contextlib.suppress(RuntimeError, OSError):  # nobody's home; a path too long
        path = Path(typed.strip()).expanduser()
        if typed.strip() and path.exists():
            return str(path)
    raise NoSuchFileError(typed.strip())


def _xlsx(typed: str) -> str:
    """Take the path of a spreadsheet. Raises NotXlsxError."""
    with contextlib.suppress(RuntimeError):
        path = Path(typed.strip()).expanduser()
        if path.suffix.lower() == ".xlsx":
            return str(path)
    raise NotXlsxError(typed.strip())
