"""What opens above a screen: help for where one is, and the palette of all actions."""

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from fundledger.errors import N_
from fundledger.i18n import Language, translate
from fundledger.tui.kit.actions import Act, Part, own_bindings
from fundledger.tui.kit.columns import Column, paragraph
from fundledger.tui.kit.fields import Prompt
from fundledger.tui.kit.painting import Banner, Page
from fundledger.tui.kit.pinyin import is_meant
from fundledger.tui.kit.table import Table, TableRow
from fundledger.tui.kit.text import Line, Span, Tone, fit, wrap
from fundledger.tui.shell.actions import acts_at

if TYPE_CHECKING:
    from fundledger.tui.shell.host import Hosted

KEY_WIDTH = 12


class Dialog(ModalScreen[str | None]):
    """A box above the screen it belongs to; Esc closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [*own_bindings(Part.DIALOG)]

    def __init__(self, below: "Hosted") -> None:
        """Belong to a screen."""
        super().__init__()
        self.below = below

    def say(self, text: str) -> str:
        """Give a text in the language of the moment."""
        return translate(text, self.below.lang)

    def speak(self) -> None:
        """Show everything anew."""


class Help(Dialog):
    """What the screen shows, and every key of it."""

    def compose(self) -> ComposeResult:
        """Lay the box out."""
        with Vertical(id="box"):
            yield Page(self._paint)

    def speak(self) -> None:
        """Paint in the language of the moment."""
        self.query_one(Page).repaint()

    def _paint(self, width: int) -> list[Line]:
        below = self.below
        lines: list[Line] = [[Span(self.say(N_("Help")), Tone.TITLE)], []]
        lines += [[Span(each)] for each in wrap(below.help_text(), width)]
        promise = N_(
            "Nothing is booked before it was shown and confirmed. Every deed, and every"
            " refusal, becomes a record that nobody can change."
        )
        lines += [
            [],
            *([Span(each, Tone.DIM)] for each in wrap(self.say(promise), width)),
        ]
        lines += [[], [Span(self.say(N_("Keys here")), Tone.TITLE)]]
        lines += [self._line(act) for act in acts_at(below.KIND)]
        lines += [[], [Span(self.say(N_("In lists and pages")), Tone.TITLE)]]
        lines += [self._line(act) for act in acts_at(Part.LIST)]
        lines += [[], [Span(self.say(N_("While typing a filter")), Tone.TITLE)]]
        lines += [self._line(act) for act in acts_at(Part.FILTER)]
        lines += [[], [Span(self.say(N_("In a form")), Tone.TITLE)]]
        lines += [self._line(act) for act in acts_at(Part.FIELD)]
        return lines + [self._line(act) for act in acts_at(Part.LINES)]

    def _line(self, act: Act) -> Line:
        twins = [key for key in act.keys.split(",") if len(key) == 1 and key > "\x7f"]
        keys = " ".join([act.shown, *twins])
        why = self.below.why_not(act)
        label = self.say(act.label) + (f" — {why}" if why else "")
        return [Span(fit(keys, KEY_WIDTH), Tone.KEY), Span(label)]


class Choice(NamedTuple):
    """An action the palette offers, and why it cannot be done, if it cannot."""

    act: Act
    label: str
    why_not: str | None


class Palette(Dialog):
    """Every action of the screen, found by typing; gives the name of the one chosen."""

    def compose(self) -> ComposeResult:
        """Lay the box out."""
        with Vertical(id="box"):
            hint = self.say(N_("Type to find a command"))
            yield Prompt(id="filter", placeholder=hint)
            yield Banner(self._paint_none, id="none")
            yield Table()

    def on_mount(self) -> None:
        """Offer everything."""
        self._offer("")

    def speak(self) -> None:
        """Offer in the language of the moment."""
        prompt = self.query_one(Input)
        prompt.placeholder = self.say(N_("Type to find a command"))
        self._offer(prompt.value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offer what fits the text."""
        self._offer(event.value)

    def on_input_submitted(self) -> None:
        """Choose what is under the cursor."""
        self.query_one(Table).action_open()

    def on_key(self, event: events.Key) -> None:
        """Move in the list while typing above it."""
        if event.key in {"up", "down"} and self.query_one(Input).has_focus:
            event.stop()
            self.query_one(Table).move(1 if event.key == "down" else -1)

    def on_table_opened(self, message: Table.Opened) -> None:
        """Give the chosen action back."""
        _ = self.dismiss(str(message.key))

    def _offer(self, typed: str) -> None:
        rows = [
            self._row(choice)
            for choice in self._choices()
            if is_meant(typed, self._names(choice.act))
        ]
        none = self.query_one("#none", Banner)
        none.display = not rows
        none.repaint()
        columns = [
            Column(self.say(N_("Key")), KEY_WIDTH),
            Column(self.say(N_("Command"))),
        ]
        self.query_one(Table).fill(columns, rows, keep=False)

    def _paint_none(self, width: int) -> list[Line]:
        typed = self.query_one(Prompt).value
        text = self.say(N_("No command is called “{typed}”.")).format(typed=typed)
        return paragraph(text, width, Tone.WARN)

    def _names(self, act: Act) -> str:
        """Give what an action is called in every language."""
        return " ".join(translate(act.label, lang) for lang in Language)

    def _choices(self) -> list[Choice]:
        return [
            Choice(act, self.say(act.label), self.below.why_not(act))
            for act in (*acts_at(self.below.KIND), *self.below.own_acts())
            if act.name != "palette"
        ]

    def _row(self, choice: Choice) -> TableRow:
        act, label, why = choice
        tone = Tone.DIM if why else Tone.PLAIN
        text = f"{label} — {why}" if why else label
        return TableRow(act.name, [Span(act.shown, Tone.KEY), Span(text, tone)])
