"""The one confirmation: what would be done is seen to its end, then done by its key.

It is as strong as the deed is grave: what cannot be taken back asks for the last digits
of its code, a large payment for its amount and the end of the payee's account, a small
one for the key twice. Enter never confirms, and nothing is pasted.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar, Final

from textual import events
from textual.binding import BindingType
from textual.widget import Widget

from fundledger.domain.fen import format_fen
from fundledger.errors import N_, FundledgerError
from fundledger.i18n import Language
from fundledger.tui.kit.actions import Act
from fundledger.tui.kit.columns import inset
from fundledger.tui.kit.fields import SealedLine
from fundledger.tui.kit.painting import Page
from fundledger.tui.kit.text import Line, Span, Tone
from fundledger.tui.shell import drafts
from fundledger.tui.shell.actions import ScreenKind, bindings
from fundledger.tui.shell.desk import Acknowledged
from fundledger.tui.shell.foreseen import foreseen
from fundledger.tui.shell.gestures import Gesture, key_of, with_own_key
from fundledger.tui.shell.page_screen import PageScreen
from fundledger.tui.shell.sealed import (
    LAST,
    YUAN,
    Answer,
    SealedAnswers,
    amounts,
    digits,
)
from fundledger.tui.shell.seen import Confirming, Facts, Seen
from fundledger.tui.shell.words import Words

PAGING: Final[Mapping[str, Callable[[Page], None]]] = {
    "pageup": Page.action_page_up,
    "pagedown": Page.action_page_down,
    "up": Page.action_up,
    "down": Page.action_down,
}
"""Keys that turn the page from a field below it."""


def answers(facts: Facts) -> list[Answer]:
    """Say what must be typed before a deed is done."""
    wanted: list[Answer] = []
    if facts.grave and facts.paid_fen is not None:
        text = N_("Amount in whole yuan")
        if facts.paid_fen < YUAN:
            text = N_("Amount in fen")
        wanted.append(Answer(text, amounts(facts.paid_fen), {}))
        if facts.account:
            text = N_("Last {count} digits of the account")
            wanted.append(_end_of(facts.account, text))
    if facts.code:
        text = N_("Last {count} digits of {code}, or all of it")
        wanted.append(_end_of(facts.code, text))
    return wanted


def _end_of(code: str, text: str) -> Answer:
    whole = digits(code)
    end = whole[-LAST:]
    named = {"count": str(len(end)), "code": code}
    return Answer(text, frozenset({end}), named, whole)


class ConfirmScreen(PageScreen):
    """Shows what a deed would do, and does it."""

    KIND: ClassVar[ScreenKind] = ScreenKind.CONFIRM
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ScreenKind.CONFIRM)]

    def __init__(self, of: Confirming) -> None:
        """Show one deed that is to be confirmed."""
        super().__init__()
        self.of = of
        self.sealed = SealedAnswers(answers(of.seen.facts), Words(Language.EN))
        self.pressed = 0
        self.doing = False
        self.read = False
        """Whether the end of the page was seen."""

    @property
    def deed(self) -> str:
        """The deed's name."""
        return self.of.draft.of.deed

    @property
    def gesture(self) -> Gesture:
        """The key that confirms."""
        return key_of(self.deed, cosigns=self.of.cosigns)

    @property
    def presses(self) -> int:
        """How often the key is pressed: twice where a small sum is paid."""
        facts = self.of.seen.facts
        return 2 if facts.paid_fen is not None and not self.sealed.answers else 1

    @property
    def is_refused(self) -> bool:
        """Whether the rules refuse it as it stands."""
        return self.of.seen.foreseen.shown.refusal is not None

    def body(self) -> Iterable[Widget]:
        """Give the page, and below it what is to be typed."""
        yield from super().body()
        yield self.sealed

    def on_mount(self) -> None:
        """Begin in the field that confirms, or on the page."""
        super().on_mount()
        self.watch(self.page, "scroll_y", self._read_on, init=False)
        if self.is_refused or not self.sealed.begin():
            _ = self.page.focus()

    def load(self) -> None:
        """Nothing is asked: what is shown is what was tried."""

    def heading(self) -> tuple[Line, Line]:
        """Name the deed, and who does it."""
        who = self.host.who
        title = self.say(N_("Confirm: {deed}"), deed=self.say(self.of.title))
        return [Span(title)], [Span(f"{who.name if who else ''} {self.of.draft.on}")]

    def help_text(self) -> str:
        """Say what is shown and how it is confirmed."""
        return self.say(
            N_(
                "What the deed would do if it were done now: it was tried and taken"
                " back. Read it to its end; {key} then does it. Esc goes back to the"
                " form, which stays as it was."
            ),
            key=self.gesture.shown,
        )

    def painted(self, width: int) -> list[Line]:
        """Paint the preview."""
        return inset(foreseen(self.of, Words(self.lang), width - 2))

    def show(self) -> None:
        """Paint anew, and say what is to be done."""
        super().show()
        self.sealed.speak(Words(self.lang))
        if not self.message:
            _ = self.call_after_refresh(self._invite)

    def _invite(self) -> None:
        if self.is_refused:
            text = N_("It would be refused. Esc goes back to the form.")
            self.tell(self.say(text), Tone.BAD)
        elif not self._was_read():
            text = N_("Read on with PgDn; at the end {key} does it.")
            self.tell(self.say(text, key=self.gesture.shown), Tone.STRONG)
        elif self.sealed.answers:
            text = N_("Type what is asked, then press {key}.")
            self.tell(self.say(text, key=self.gesture.shown), Tone.STRONG)
        else:
            text = (
                N_("{key} does it.") if self.presses == 1 else N_("{key} twice pays.")
            )
            self.tell(self.say(text, key=self.gesture.shown), Tone.STRONG)

    def acts(self) -> list[Act]:
        """Name of the function keys only the deed's own."""
        return with_own_key(super().acts(), self.gesture, N_("Do it"))

    async def on_key(self, event: events.Key) -> None:
        """Read on while something is being typed below."""
        if event.key in PAGING and isinstance(self.focused, SealedLine):
            event.stop()
            PAGING[event.key](self.page)

    # --- Confirming -------------------------------------------------------------------

    def on_sealed_answers_entered(self) -> None:
        """Say what confirms."""
        text = N_("Enter does not confirm: press {key}.")
        self.tell(self.say(text, key=self.gesture.shown), Tone.WARN)

    def on_sealed_answers_typed(self) -> None:
        """Begin to count presses anew."""
        self.pressed = 0

    def action_gesture(self, key: str) -> None:
        """Do it, when its own key is pressed and all that is asked is right."""
        why = self._why_not(key)
        if why:
            self.tell(why, Tone.WARN)
            return
        self.pressed += 1
        if self.pressed < self.presses:
            text = N_("Once more {key}: ¥{amount} is paid.")
            paid = format_fen(self.of.seen.facts.paid_fen or 0)
            self.tell(self.say(text, key=self.gesture.shown, amount=paid), Tone.WARN)
            return
        self.doing = True
        self.tell(self.say(N_("doing it …")), Tone.DIM)
        desk, of = self.host.desk, self.of
        who = self.host.who
        assert who is not None
        self.work(
            "do", lambda _run: desk.perform_as_seen(of, who.login), self._came_of_it
        )

    def _why_not(self, key: str) -> str:
        if self.doing:
            return self.say(N_("It is being done."))
        if self.is_refused:
            return self.say(N_("It would be refused. Esc goes back to the form."))
        if key != self.gesture:
            return self.say(N_("This is done with {key}."), key=self.gesture.shown)
        if not self._was_read():
            return self._read_first()
        wanted = self.sealed.wrong()
        return self.say(N_("Not right yet: {asked}."), asked=wanted) if wanted else ""

    def _read_first(self) -> str:
        """Turn the page, and say what its own key does next."""
        self.page.page_on()
        if not self._was_read():
            text = N_("Read on to the end first: {key} or PgDn goes on.")
        elif self.sealed.answers:
            text = N_("This is the end. Type what is asked, then press {key}.")
        elif self.presses > 1:
            text = N_("This is the end. {key} twice now pays.")
        else:
            text = N_("This is the end. {key} once more does it.")
        return self.say(text, key=self.gesture.shown)

    def _read_on(self) -> None:
        """Say how it is confirmed, once its end is in sight."""
        if not self.read and self._was_read():
            self._invite()

    def _was_read(self) -> bool:
        """Tell whether its end was seen; a longer message below takes nothing back."""
        page = self.page
        at_end = page.size.height > 0 and page.scroll_offset.y >= page.max_scroll_y
        self.read = self.read or at_end
        return self.read

    # --- What came of it --------------------------------------------------------------

    def _came_of_it(self, came: Acknowledged | Seen) -> None:
        """Tell of it on the screen that it began from; or show what has changed."""
        self.doing = False
        if isinstance(came, Seen):
            self.of = self.of._replace(seen=came)
            self.pressed = 0
            self.read = False
            text = N_("The books have moved meanwhile: look at it again.")
            self.page.action_first()
            self.speak()
            self.tell(self.say(text), Tone.WARN)
            return
        drafts.drop(self.of.draft.of)
        self.host.done(self.of.title, came)

    def failed(self, topic: str, error: FundledgerError) -> None:
        """Say why it was not done; the form is as it was."""
        if topic == "do":
            self.doing = False
            self.pressed = 0
            self.tell_error(error, Tone.BAD)
        else:
            super().failed(topic, error)
