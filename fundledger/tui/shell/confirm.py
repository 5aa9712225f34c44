"""The one confirmation: what would be done is seen to its end, then done by its key.

It is as strong as the deed is grave: what cannot be taken back asks for the last digits
of its code, a large payment for its amount and the end of the payee's account, a small
one for the key twice. Enter never confirms, and nothing is pasted.
"""

from collections.abc import Iterable
from functools import partial
from typing import ClassVar, Final, NamedTuple

from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from fundledger.domain.money import AmountError, format_fen, parse_money, to_fen
from fundledger.errors import N_, FundledgerError
from fundledger.tui.kit.actions import Act
from fundledger.tui.kit.columns import inset
from fundledger.tui.kit.fields import SealedLine
from fundledger.tui.kit.painting import OneLine, Page
from fundledger.tui.kit.text import Line, Span, Tone, folded
from fundledger.tui.shell import drafts
from fundledger.tui.shell.actions import ScreenKind, bindings
from fundledger.tui.shell.desk import Acknowledged
from fundledger.tui.shell.foreseen import foreseen
from fundledger.tui.shell.gestures import Gesture, gesture_of, with_own_key
from fundledger.tui.shell.page_screen import PageScreen
from fundledger.tui.shell.seen import Confirming, Facts, Seen
from fundledger.tui.shell.words import Words

LAST: Final = 4
"""So many of the last digits are asked for."""
YUAN: Final = 100


class Answer(NamedTuple):
    """One thing that is typed to confirm: what is asked, and what is right."""

    text: str
    """To translate, with `facts`."""
    right: frozenset[str]
    facts: dict[str, str]


def answers(facts: Facts) -> list[Answer]:
    """Say what must be typed before a deed is done."""
    wanted: list[Answer] = []
    if facts.grave and facts.paid_fen is not None:
        text = N_("Amount in whole yuan")
        if facts.paid_fen < YUAN:
            text = N_("Amount in fen")
        wanted.append(Answer(text, amounts(facts.paid_fen), {}))
        if facts.account:
            end = _digits(facts.account)[-LAST:]
            text = N_("Last {count} digits of the account")
            wanted.append(Answer(text, frozenset({end}), {"count": str(len(end))}))
    if facts.code:
        end = _digits(facts.code)[-LAST:]
        named = {"count": str(len(end)), "code": facts.code}
        text = N_("Last {count} digits of {code}")
        wanted.append(Answer(text, frozenset({end}), named))
    return wanted


def amounts(fen: int) -> frozenset[str]:
    """Give what an amount may be typed as: whole 元; below one, its 分."""
    whole = fen // YUAN
    return frozenset({str(whole)} if whole else {str(fen)})


def _digits(text: str) -> str:
    return "".join(each for each in folded(text) if each.isdecimal())


def is_right(answer: Answer, typed: str) -> bool:
    """Tell whether what was typed is what was asked; separators do not matter."""
    if _digits(typed) in answer.right and not set(folded(typed)) - set("0123456789 ,-"):
        return True
    try:
        return format_fen(to_fen(parse_money(typed))) in {
            f"{int(each):,}.00" for each in answer.right if each.isdecimal()
        }
    except AmountError:
        return False


class ConfirmScreen(PageScreen):
    """Shows what a deed would do, and does it."""

    KIND: ClassVar[ScreenKind] = ScreenKind.CONFIRM
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ScreenKind.CONFIRM)]
    DEFAULT_CSS: ClassVar[str] = """
    ConfirmScreen .asked { height: 1; color: $warning; }
    ConfirmScreen SealedLine, ConfirmScreen SealedLine:focus {
        height: 1; border: none; padding: 0 1; background: $primary 30%;
    }
    """

    def __init__(self, of: Confirming) -> None:
        """Show one deed that is to be confirmed."""
        super().__init__()
        self.of = of
        self.answers = answers(of.seen.facts)
        self.lines = [SealedLine(select_on_focus=False) for _ in self.answers]
        self.pressed = 0
        self.doing = False

    @property
    def deed(self) -> str:
        """The deed's name."""
        return self.of.draft.of.deed

    @property
    def gesture(self) -> Gesture:
        """The key that confirms."""
        return gesture_of(self.deed)

    @property
    def presses(self) -> int:
        """How often the key is pressed: twice where a small sum is paid."""
        facts = self.of.seen.facts
        return 2 if facts.paid_fen is not None and not self.answers else 1

    @property
    def is_refused(self) -> bool:
        """Whether the rules refuse it as it stands."""
        return self.of.seen.foreseen.shown.refusal is not None

    def body(self) -> Iterable[Widget]:
        """Give the page, and below it what is to be typed."""
        yield from super().body()
        for answer, line in zip(self.answers, self.lines, strict=True):
            yield OneLine(partial(self._paint_answer, answer), classes="asked")
            yield line

    def on_mount(self) -> None:
        """Begin in the field that confirms, or on the page."""
        super().on_mount()
        _ = (self.lines[0] if self.lines and not self.is_refused else self.page).focus()

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
        for each in self.query("OneLine.asked"):
            assert isinstance(each, Page)
            each.repaint()
        if not self.message:
            self._invite()

    def _invite(self) -> None:
        if self.is_refused:
            text = N_("It would be refused. Esc goes back to the form.")
            self.tell(self.say(text), Tone.BAD)
        elif self.answers:
            text = N_("Type what is asked, then press {key}.")
            self.tell(self.say(text, key=self.gesture.shown), Tone.STRONG)
        else:
            text = (
                N_("{key} does it.") if self.presses == 1 else N_("{key} twice pays.")
            )
            self.tell(self.say(text, key=self.gesture.shown), Tone.STRONG)

    def _paint_answer(self, answer: Answer, _width: int) -> list[Line]:
        return [[Span(" " + self.say(answer.text, **answer.facts), Tone.WARN)]]

    def acts(self) -> list[Act]:
        """Name of the function keys only the deed's own."""
        return with_own_key(super().acts(), self.gesture, N_("Do it"))

    # --- Confirming -------------------------------------------------------------------

    def on_sealed_line_entered(self) -> None:
        """Go on to the next thing to type; at the last, say what confirms."""
        focused = self.focused
        if focused in self.lines[:-1]:
            _ = self.focus_next()
            return
        text = N_("Enter does not confirm: press {key}.")
        self.tell(self.say(text, key=self.gesture.shown), Tone.WARN)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Forget what was wrong."""
        event.stop()
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
            self.page.action_page_down()
            return self.say(N_("Read on to the end first: the page goes on."))
        for answer, line in zip(self.answers, self.lines, strict=True):
            if not is_right(answer, line.value):
                _ = line.focus()
                wanted = self.say(answer.text, **answer.facts)
                return self.say(N_("Not right yet: {asked}."), asked=wanted)
        return ""

    def _was_read(self) -> bool:
        page = self.page
        return page.scroll_offset.y >= page.max_scroll_y

    # --- What came of it --------------------------------------------------------------

    def _came_of_it(self, came: Acknowledged | Seen) -> None:
        """Tell of it on the screen that it began from; or show what has changed."""
        self.doing = False
        if isinstance(came, Seen):
            self.of = self.of._replace(seen=came)
            self.pressed = 0
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
