"""The workbench: an app of modes over one open fund. It paints first, then opens."""

import logging
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, Final

from textual.app import App
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.screen import ModalScreen, Screen

from fundledger.errors import N_
from fundledger.i18n import Language, choose_language, translate
from fundledger.tui.kit import themes
from fundledger.tui.kit.actions import ACTS, Place, bindings
from fundledger.tui.kit.text import Tone
from fundledger.tui.screens.home.glance import GlanceScreen
from fundledger.tui.shell.reading import Door, FundChoice, Opened
from fundledger.tui.shell.screen import FundScreen, Speaks
from fundledger.tui.shell.workers import fault, note

PEEK_SECONDS: Final = 3
"""So often the workbench sees whether somebody has written, or the ledger is gone."""
NEW_RECORDS: Final = N_("{count} new records meanwhile; F5 shows them")

BY_NAME: Final = {act.name: act for act in ACTS}


def _projects() -> FundScreen:
    from fundledger.tui.screens.projects.projects import ProjectsScreen  # noqa: PLC0415 - when first seen

    return ProjectsScreen()


def _reconciliation() -> FundScreen:
    from fundledger.tui.screens.reports.reconciliation import (  # noqa: PLC0415 - when first seen
        ReconciliationScreen,
    )

    return ReconciliationScreen()


def _audit() -> FundScreen:
    from fundledger.tui.screens.audit.records import AuditScreen  # noqa: PLC0415 - when first seen

    return AuditScreen()


class FundApp(App[None], inherit_bindings=False):
    """Reads one fund, on four screens."""

    CSS = themes.CSS
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.EVERYWHERE)]
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {
        Place.GLANCE: GlanceScreen,
        Place.PROJECTS: _projects,
        Place.RECONCILIATION: _reconciliation,
        Place.AUDIT: _audit,
    }
    DEFAULT_MODE = Place.GLANCE

    lang: reactive[Language] = reactive(Language.ZH, init=False)

    class Looked(Message):
        """The ledger was opened, or looked at again."""

        def __init__(self, opened: Opened) -> None:
            """Say what was found."""
            super().__init__()
            self.opened = opened

    class Several(Message):
        """The ledger has several funds, and none was named."""

        def __init__(self, funds: list[FundChoice]) -> None:
            """Say which."""
            super().__init__()
            self.funds = funds

    class Peeked(Message):
        """The chain was looked at, meanwhile."""

        def __init__(self, seq: int) -> None:
            """Say where it stands."""
            super().__init__()
            self.seq = seq

    class Shut(Message):
        """The ledger cannot be opened."""

        def __init__(self, error: Exception) -> None:
            """Say why."""
            super().__init__()
            self.error = error

    def __init__(
        self, door: Door, lang: Language | None = None, actor: str | None = None
    ) -> None:
        """Stand before a door; it is opened after the first paint."""
        super().__init__()
        self.door = door
        self.actor = actor
        self.opened: Opened | None = None
        self.lost = False
        """Whether the ledger could not be reached when it was looked at last."""
        self.peeking = False
        self.stumbled = False
        self.set_reactive(FundApp.lang, lang or choose_language(None, os.environ))
        for theme in (themes.DARK, themes.LIGHT):
            self.register_theme(theme)
        self.theme = themes.DARK.name

    def on_mount(self) -> None:
        """Open the fund once something can be seen."""
        self.call_after_refresh(self.look)
        self.set_interval(PEEK_SECONDS, self.peek)

    def on_unmount(self) -> None:
        """Give the connections back."""
        self.door.close()

    def look(self, *, anew: bool = False) -> None:
        """Open the fund, or see where its chain stands now, in a thread.

        `anew` opens the ledger again: what lies there now may be another.
        """
        job = partial(self._look, anew or self.lost)
        self.run_worker(job, group="look", thread=True, exit_on_error=False)

    def _look(self, anew: bool) -> None:  # noqa: FBT001 - a worker's only argument
        try:
            if anew:
                self.door.close()
            if self.door.code is None and len(funds := self.door.funds()) > 1:
                self.post_message(self.Several(funds))
                return
            opened = self.door.open()
        except Exception as error:  # noqa: BLE001 - the edge: shown and logged
            self.post_message(self.Shut(error))
        else:
            self.post_message(self.Looked(opened))

    def on_fund_app_looked(self, message: Looked) -> None:
        """Have every screen ask for what it shows."""
        self.opened, self.lost = message.opened, False
        for screen in self.fund_screens():
            screen.load()
            screen.speak()

    def on_fund_app_several(self, message: Several) -> None:
        """Have one of the funds chosen."""
        from fundledger.tui.screens.start.funds import FundsScreen  # noqa: PLC0415 - seldom seen

        if not isinstance(self.screen, FundsScreen):
            _ = self.push_screen(FundsScreen(message.funds))

    def choose(self, code: str) -> None:
        """Open the fund that was chosen."""
        self.door.code = code
        _ = self.pop_screen()
        self.look()

    def peek(self) -> None:
        """See in a thread whether somebody has written, or the ledger is gone."""
        if self.opened is not None and not self.lost and not self.peeking:
            self.peeking = True
            self.run_worker(self._peek, group="peek", thread=True, exit_on_error=False)

    def _peek(self) -> None:
        try:
            seq = self.door.ask(lambda books: books.head.seq)
        except Exception as error:  # noqa: BLE001 - the edge: shown and logged
            self.post_message(self.Shut(error))
        else:
            self.post_message(self.Peeked(seq))
        finally:
            self.peeking = False

    def on_fund_app_peeked(self, message: Peeked) -> None:
        """Say how many records are new; what is on the screen stays as it is."""
        screen = self.screen
        if self.opened is None or not isinstance(screen, FundScreen):
            return
        if (new := message.seq - self.opened.seq) > 0:
            screen.tell(screen.say(NEW_RECORDS, count=new), Tone.WARN)

    def on_fund_app_shut(self, message: Shut) -> None:
        """Say on every screen why there are no books: no figure stays as if current."""
        self.lost = True
        note(message.error)
        if isinstance(self.screen, ModalScreen):
            # What opens above a screen would hide it.
            _ = self.pop_screen()
        for screen in self.fund_screens():
            screen.failed("open", fault(message.error))

    def fund_screens(self) -> list[FundScreen]:
        """Give the screens of all modes."""
        stacks = self._screen_stacks.values()
        return [
            each for stack in stacks for each in stack if isinstance(each, FundScreen)
        ]

    def watch_lang(self) -> None:
        """Speak the other language, everywhere, at once."""
        for stack in self._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, Speaks):
                    screen.speak()

    # --- Actions ------------------------------------------------------------------

    async def action_act(self, name: str) -> None:
        """Do an action of the table, or say why it cannot be done."""
        screen = self.screen
        if isinstance(screen, FundScreen):
            why = screen.why_not(BY_NAME[name])
            screen.tell(why or "", Tone.WARN)
            if why is not None:
                return
        method = f"action_{name.partition('(')[0]}"
        target = screen if hasattr(screen, method) else self
        try:
            await self.run_action(name, default_namespace=target)
        except Exception as error:
            if not isinstance(screen, FundScreen):
                raise
            note(error)
            screen.failed(name, fault(error))

    def action_mode(self, place: str) -> None:
        """Go to another screen, as it was left."""
        _ = self.switch_mode(place)

    def action_help(self) -> None:
        """Open help for where one is."""
        from fundledger.tui.shell.dialogs import Help  # noqa: PLC0415 - when first seen

        if isinstance(self.screen, FundScreen):
            _ = self.push_screen(Help(self.screen))

    def action_palette(self) -> None:
        """Open the palette of every action."""
        from fundledger.tui.shell.dialogs import Palette  # noqa: PLC0415 - when first seen

        if isinstance(self.screen, FundScreen):
            _ = self.push_screen(Palette(self.screen), self._chosen)

    def _chosen(self, name: str | None) -> None:
        if name is not None:
            self.run_worker(self.action_act(name))

    def action_language(self) -> None:
        """Change between Chinese and English."""
        self.lang = Language.EN if self.lang is Language.ZH else Language.ZH

    def action_theme(self) -> None:
        """Change between light and dark."""
        dark = self.theme == themes.DARK.name
        self.theme = themes.LIGHT.name if dark else themes.DARK.name

    # --- The edge -------------------------------------------------------------------

    def _fatal_error(self) -> None:
        """End without a traceback: it would print names and amounts."""
        self.stumbled = True
        if self._exception is not None:
            note(self._exception)
        self._close_messages_no_wait()


def run(
    address: str, fund_code: str | None, lang: Language | None, actor: str | None
) -> int:
    """Open the workbench on a ledger; returns the exit code when it is left."""
    _log_to_file()
    app = FundApp(Door(address, fund_code), lang, actor)
    app.run()
    if app.stumbled:
        sys.stderr.write(translate(SORRY, app.lang) + "\n")
    return app.return_code or 0


SORRY: Final = N_(
    "The workbench had to stop. Its log says where; the books were only read."
)


def _log_to_file() -> None:
    """Log faults, and nothing personal, to a file that only its owner reads.

    Without a folder one may write, faults are shown and not logged.
    """
    logger = logging.getLogger("fundledger.tui")
    logger.propagate = False
    try:
        state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
        folder = Path(state) / "fundledger"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except (OSError, RuntimeError):  # a user without a home has no place for a log
        logger.addHandler(logging.NullHandler())
        return
    path = folder / "workbench.log"
    handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(handler)
