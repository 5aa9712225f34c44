"""What screens stand in: the open fund, the language, and the way to other screens.

The host looks at the ledger in threads and tells its screens what came of it. It knows
a screen only as `Hosted`; `app` says which screens there are.
"""

import os
from abc import abstractmethod
from datetime import date
from functools import partial
from typing import (
    TYPE_CHECKING,
    ClassVar,
    Final,
    Protocol,
    runtime_checkable,
)

from textual.binding import BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.screen import ModalScreen, Screen

from fundledger.errors import N_, FundledgerError
from fundledger.i18n import Language, choose_language, translate
from fundledger.tui.kit.actions import Act
from fundledger.tui.kit.text import Tone
from fundledger.tui.shell import style
from fundledger.tui.shell.acknowledging import acknowledgement
from fundledger.tui.shell.actions import (
    BY_NAME,
    FORMS,
    ScreenKind,
    bindings,
)
from fundledger.tui.shell.curtain import Curtain, CurtainedApp
from fundledger.tui.shell.desk import Acknowledged, Now, Who, WriteDesk
from fundledger.tui.shell.faults import fault, note
from fundledger.tui.shell.originals import Originals
from fundledger.tui.shell.reading import Door, FundChoice, Opened
from fundledger.tui.shell.routes import Open
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from fundledger.tui.shell.beginning import Beginning, Founded
    from fundledger.tui.shell.lights import Checked

PEEK_SECONDS: Final = 3
"""So often the workbench sees whether somebody has written, or the ledger is gone."""
NEW_RECORDS: Final = N_("{count} new records meanwhile; F5 shows them")


@runtime_checkable
class Speaks(Protocol):
    """A screen or a dialog: what shows itself anew in another language."""

    def speak(self) -> None:
        """Show everything anew."""
        ...


class Hosted(Screen[None]):
    """A screen as the host knows it, and as dialogs above it do."""

    KIND: ClassVar[ScreenKind]

    @property
    def host(self) -> "Host":
        """The app, as what a screen may ask of it."""
        app = self.app  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] - Textual's
        assert isinstance(app, Host)
        return app

    @property
    def lang(self) -> Language:
        """The language of the moment."""
        return self.host.lang

    def say(self, text: str, **facts: object) -> str:
        """Give a text in the language of the moment, filled with facts."""
        translated = translate(text, self.lang)
        return translated.format(**facts) if facts else translated

    @abstractmethod
    def load(self) -> None:
        """Ask the books for what the screen shows."""

    @abstractmethod
    def speak(self) -> None:
        """Show everything anew: another language, another answer."""

    @abstractmethod
    def tell(self, text: str, tone: Tone = Tone.PLAIN) -> None:
        """Say something in the status row."""

    @abstractmethod
    def failed(self, topic: str, error: FundledgerError) -> None:
        """Show an error."""

    @abstractmethod
    def help_text(self) -> str:
        """Say in a few sentences what the screen shows."""

    def own_acts(self) -> list[Act]:
        """Give the actions that the palette offers beside those of the table."""
        return []

    def why_not(self, _act: Act) -> str | None:
        """Say why an action cannot be done just now, None when it can."""
        return None


class Host(CurtainedApp, inherit_bindings=False):
    """An app over one open fund. It paints first, then opens."""

    CSS = style.CSS
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ScreenKind.EVERYWHERE)]

    lang: reactive[Language] = reactive(Language.ZH, init=False)

    class Looked(Message):
        """The ledger was opened, or looked at again."""

        def __init__(self, opened: Opened, now: Now, who: Who | None) -> None:
            """Say what is open, which day it is there, and who acts."""
            super().__init__()
            self.opened = opened
            self.now = now
            self.who = who

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
        self.desk = WriteDesk(door)
        self.beginning: Beginning | None = None
        """What there is to begin with, where there is no ledger yet."""
        self.actor = self.begun_as = actor
        self.session_day: date | None = None
        """The business date that was chosen for now, where a past is done again."""
        self.who: Who | None = None
        """Who acts; None where the books may only be read."""
        self.now = Now(date.min, None)
        self.opened: Opened | None = None
        self.checked: Checked | None = None
        """How the checks came out last."""
        self.originals = Originals()
        """Where originals lie while they are looked at."""
        self.choices: list[FundChoice] = []
        """The funds of a ledger that has several, where none was named."""
        self.lost = False
        """Whether the ledger could not be reached when it was looked at last."""
        self.peeking = False
        self.stumbled = False
        self.set_reactive(Host.lang, lang or choose_language(None, os.environ))

    def on_mount(self) -> None:
        """Load the first screen, and open the fund, once something can be seen."""
        self.call_after_refresh(self.begin)
        self.set_interval(PEEK_SECONDS, self.peek)

    def get_default_screen(self) -> Curtain:
        """Give what is seen while the first screen is loaded."""
        return Curtain(Words(self.lang), self.FIRST, self.door.place)

    def on_unmount(self) -> None:
        """Give the connections back, and leave no original behind."""
        self.originals.clear()
        self.door.close()

    # --- The ledger, in threads -----------------------------------------------------

    def look(self, *, anew: bool = False) -> None:
        """Open the fund, or see where its chain stands now, in a thread.

        `anew` opens the ledger again: what lies there now may be another.
        """
        if self.beginning is not None:
            if len(self.screen_stack) == 1:
                self.open(Open(ScreenKind.START))
            return
        job = partial(self._look, anew or self.lost, self.session_day)
        self.run_worker(job, group="look", thread=True, exit_on_error=False)

    def _look(self, anew: bool, session_day: date | None) -> None:  # noqa: FBT001 - a worker's
        try:
            if anew:
                self.door.close()
            if self.door.code is None and len(funds := self.door.funds()) > 1:
                self.post_message(self.Several(funds))
                return
            opened, now = self.door.open(), self.desk.now_open()
            now = now._replace(today=session_day or now.today)
            who = self.desk.somebody(self.actor, now.today)
        except Exception as error:  # noqa: BLE001 - the edge: shown and logged
            self.post_message(self.Shut(error))
        else:
            self.post_message(self.Looked(opened, now, who))

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

    # --- What came of it --------------------------------------------------------------

    def on_host_looked(self, message: Looked) -> None:
        """Have every screen ask for what it shows."""
        self.opened, self.lost = message.opened, False
        self.now, self.who = message.now, message.who
        for screen in self.fund_screens():
            screen.load()
            screen.speak()

    def on_host_several(self, message: Several) -> None:
        """Have one of the funds chosen."""
        self.choices = message.funds
        screen = self.top
        if not isinstance(screen, Hosted) or screen.KIND is not ScreenKind.FUNDS:
            self.open(Open(ScreenKind.FUNDS))

    def on_host_peeked(self, message: Peeked) -> None:
        """Say how many records are new; what is on the screen stays as it is."""
        screen = self.top
        if self.opened is None or not isinstance(screen, Hosted):
            return
        if (new := message.seq - self.opened.seq) > 0:
            screen.tell(screen.say(NEW_RECORDS, count=new), Tone.WARN)

    def on_host_shut(self, message: Shut) -> None:
        """Say on every screen why there are no books: no figure stays as if current."""
        self.lost = True
        note(message.error)
        if isinstance(self.top, ModalScreen):
            # What opens above a screen would hide it.
            _ = self.pop_screen()
        for screen in self.fund_screens():
            screen.failed("open", fault(message.error))

    # --- Screens --------------------------------------------------------------

    @property
    def business_date(self) -> date:
        """The business date that a form begins with."""
        return self.now.today

    def done(self, title: str, outcome: Acknowledged) -> None:
        """Leave form and confirmation, and acknowledge the deed where it began."""
        while isinstance(self.top, Hosted) and self.top.KIND in FORMS:
            _ = self.pop_screen()
        if self.opened is not None:  # one's own record is none of somebody else's
            self.opened = self.opened._replace(seq=max(self.opened.seq, outcome.seq))
        self.look()
        screen = self.top
        if isinstance(screen, Hosted):
            text = acknowledgement(title, outcome, Words(self.lang))
            screen.tell(text, Tone.GOOD)

    def act_as(self, login: str | None) -> None:
        """Go on as another person, in a fund that is nobody's."""
        if login is not None:
            self.actor = login
            self.look()

    def begin_in(self, founded: "Founded") -> None:
        """Go on in a ledger that was created, or that is there."""
        self.beginning = None
        self.door.close()
        self.door = Door(founded.address, None)
        self.desk = WriteDesk(self.door)
        self.actor = self.begun_as = founded.actor or self.actor
        while len(self.screen_stack) > 1:
            _ = self.pop_screen()
        self.look()

    def work_on(self, day: str | None) -> None:
        """Go on with another business date, in a past that is done again."""
        if day is not None:
            self.session_day = date.fromisoformat(day) if day else None
            self.look()

    def choose(self, code: str) -> None:
        """Open the fund that was chosen.

        Nothing of the fund before goes along: no screen of it, no person whose part was
        played in it, no business date.
        """
        if self.opened is not None and self.opened.code == code:
            _ = self.pop_screen()
            return
        self.door.code = code
        self.opened, self.who = None, None
        self.actor, self.session_day = self.begun_as, None
        self.checked = None
        self.run_worker(self._other_fund(), group="look", exit_on_error=False)

    async def _other_fund(self) -> None:
        await self.begin_anew()
        self.look(anew=True)

    def fund_screens(self) -> list[Hosted]:
        """Give the screens of all modes."""
        return [each for each in self.every_screen() if isinstance(each, Hosted)]

    def watch_lang(self) -> None:
        """Speak the other language, everywhere, at once."""
        for screen in self.every_screen():
            if isinstance(screen, Speaks):
                screen.speak()

    # --- Actions ------------------------------------------------------------------

    async def action_act(self, name: str) -> None:
        """Do an action of the table, or say why it cannot be done."""
        screen = self.screen
        if isinstance(screen, Hosted):
            act = BY_NAME.get(name)
            why = None if act is None else screen.why_not(act)
            screen.tell(why or "", Tone.WARN)
            if why is not None:
                return
        method = f"action_{name.partition('(')[0]}"
        target = screen if hasattr(screen, method) else self
        try:
            await self.run_action(name, default_namespace=target)
        except Exception as error:
            if not isinstance(screen, Hosted):
                raise
            note(error)
            screen.failed(name, fault(error))

    def action_mode(self, place: str) -> None:
        """Go to another screen, as it was left."""
        self.open(Open(ScreenKind(place)))

    def action_language(self) -> None:
        """Change between Chinese and English."""
        self.lang = Language.EN if self.lang is Language.ZH else Language.ZH

    # --- The edge -------------------------------------------------------------------

    def _fatal_error(self) -> None:
        """End without a traceback: it would print names and amounts."""
        self.stumbled = True
        if self._exception is not None:
            note(self._exception)
        self._close_messages_no_wait()
