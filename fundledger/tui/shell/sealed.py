"""What is typed again to confirm a deed: never pasted, and Enter confirms nothing."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import ClassVar, Final, NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from fundledger.domain.fen import format_fen
from fundledger.domain.money import AmountError, parse_money, to_fen
from fundledger.tui.kit.fields import SealedLine
from fundledger.tui.kit.painting import OneLine
from fundledger.tui.kit.text import Line, Span, Tone, folded
from fundledger.tui.shell.words import Words

YUAN: Final = 100
LAST: Final = 4
"""So many of the last digits are asked for."""


class Answer(NamedTuple):
    """One thing that is typed to confirm: what is asked, and what is right."""

    text: str
    """To translate, with `facts`."""
    right: frozenset[str]
    facts: dict[str, str]
    whole: str = ""
    """The digits whose end is asked for: more of them is right as well."""


def amounts(fen: int) -> frozenset[str]:
    """Give what an amount may be typed as: whole 元; below one, its 分."""
    whole = fen // YUAN
    return frozenset({str(whole)} if whole else {str(fen)})


def digits(text: str) -> str:
    """Give the digits of a text, full-width ones as plain ones."""
    return "".join(each for each in folded(text) if each.isdecimal())


def is_right(answer: Answer, typed: str) -> bool:
    """Tell whether what was typed is what was asked; separators do not matter."""
    typed_digits = digits(typed)
    ends = len(typed_digits) > LAST and answer.whole.endswith(typed_digits)
    plain = not set(folded(typed)) - set("0123456789 ,-")
    if plain and (ends or typed_digits in answer.right):
        return True
    try:
        return format_fen(to_fen(parse_money(typed))) in {
            f"{int(each):,}.00" for each in answer.right if each.isdecimal()
        }
    except AmountError:
        return False


class SealedAnswers(Vertical):
    """What is asked, line by line, and where it is typed."""

    DEFAULT_CSS: ClassVar[str] = """
    SealedAnswers { height: auto; }
    SealedAnswers OneLine { color: $warning; }
    SealedAnswers SealedLine, SealedAnswers SealedLine:focus {
        height: 1; border: none; padding: 0 1; background: $primary 30%;
    }
    """

    class Entered(Message):
        """Enter was pressed on the last of them."""

    class Typed(Message):
        """Something was typed."""

    def __init__(self, answers: Sequence[Answer], words: Words) -> None:
        """Ask for these."""
        super().__init__()
        self.answers = answers
        self.words = words
        self.lines = [SealedLine(select_on_focus=False) for _ in answers]

    def compose(self) -> ComposeResult:
        """Lay them out."""
        for answer, line in zip(self.answers, self.lines, strict=True):
            yield OneLine(partial(self._paint, answer))
            yield line

    def begin(self) -> bool:
        """Go to the first; tell whether there is any."""
        if self.lines:
            _ = self.lines[0].focus()
        return bool(self.lines)

    def speak(self, words: Words) -> None:
        """Ask in the language of the moment."""
        self.words = words
        for each in self.query(OneLine):
            each.repaint()

    def wrong(self) -> str:
        """Go to the first that is not right, and give what it asks; else nothing."""
        for answer, line in self._wrong():
            _ = line.focus()
            return self._asked_for(answer)
        return ""

    def _wrong(self) -> Iterator[tuple[Answer, SealedLine]]:
        for answer, line in zip(self.answers, self.lines, strict=True):
            if not is_right(answer, line.value):
                yield answer, line

    def _asked_for(self, answer: Answer) -> str:
        return self.words.say(answer.text, **answer.facts)

    def _paint(self, answer: Answer, _width: int) -> list[Line]:
        return [[Span(f" {self._asked_for(answer)}", Tone.WARN)]]

    def on_sealed_line_entered(self, message: SealedLine.Entered) -> None:
        """Go on to the next; at the last, say so."""
        message.stop()
        if self.screen.focused in self.lines[:-1]:
            _ = self.screen.focus_next()
        else:
            self.post_message(self.Entered())

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep to oneself what is typed, but that something is."""
        event.stop()
        self.post_message(self.Typed())
