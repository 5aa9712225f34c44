"""Text as cells: made safe to show, measured, cut, wrapped. Never markup.

Everything a screen shows is a list of lines, a line is a list of spans, and a span is
plain text with a tone. Nothing here knows a widget or a colour.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from rich.cells import cell_len

REPLACEMENT: Final = "�"
"""Stands for a character that would move the cursor or turn the text around."""

HIDDEN: Final = "#"
"""Fills the place of an amount that has no room: part of one would be another one."""

FLAG_A: Final = "\N{REGIONAL INDICATOR SYMBOL LETTER A}"
FLAG_Z: Final = "\N{REGIONAL INDICATOR SYMBOL LETTER Z}"
"""Two of these make a flag, in some terminals; shown as the letters they are."""

_UNSEEN: Final = frozenset(
    [
        *"\u200b\u200c\u200d\u2060\ufeff",
        *map(chr, range(0xFE00, 0xFE10)),
        *map(chr, range(0x1F3FB, 0x1F400)),
        *map(chr, range(0xE0000, 0xE0200)),
    ]
)
"""Joiners, selectors, skin tones, tags: terminals disagree on how wide they are."""

_CLOSING: Final = frozenset("，。；：！？、）」』】》〉”’…,.;:!?)]}%")
_OPENING: Final = frozenset("（「『【《〈“‘([{")
"""Never the first of a line, and never the last (GB/T 15834 标点符号用法, 附录)."""


_MARKS: Final = str.maketrans("。、", ".,")
"""Marks that have no half-width twin of their own."""


class Tone(StrEnum):
    """What a span means; a theme gives it a colour, its words say the same."""

    PLAIN = "plain"
    STRONG = "strong"
    DIM = "dim"
    TITLE = "title"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    KEY = "key"
    BAR = "bar"
    HERE = "here"
    BAND = "band"


REVERSED: Final = frozenset({Tone.HERE, Tone.BAND})
"""Tones whose blanks are seen."""


class Span(NamedTuple):
    """A piece of a line; `action` is run when it is clicked."""

    text: str
    tone: Tone = Tone.PLAIN
    action: str | None = None
    whole: bool = False
    """Whether it is an amount: shown whole, or as `####`, never cut."""


Line = Sequence[Span]

BLANK: Final[Line] = ()
"""An empty line."""


def tidy(text: str) -> str:
    """Give the text as one line that moves no cursor and is as wide as it says.

    Line breaks and tabs become spaces, joiners and selectors go, flags become letters,
    other control and direction marks become `�`.
    """
    return "".join(map(_tidy, text)) if not _is_plain(text) else text


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable()


def _tidy(char: str) -> str:
    if char in "\n\r\t\v\f\u2028\u2029\x85":
        return " "
    if char in _UNSEEN:
        return ""
    if FLAG_A <= char <= FLAG_Z:
        return chr(ord(char) - ord(FLAG_A) + ord("A"))
    if unicodedata.category(char) in {"Cc", "Cf", "Co", "Cs", "Cn"}:
        return REPLACEMENT
    return char


def folded(text: str) -> str:
    """Give a text as filters compare it: half-width, marks as on a Western keyboard.

    A Chinese input method writes １２, ， and 。 where 12, comma and point are meant.
    """
    return unicodedata.normalize("NFKC", text).translate(_MARKS).casefold()


def fit(text: str, width: int, *, right: bool = False) -> str:
    """Cut or pad the text to exactly so many cells; a cut shows as `…`."""
    text = tidy(text)
    missing = width - cell_len(text)
    if missing < 0:
        text = _cut(text, width - 1) + "…" if width > 0 else ""
        missing = width - cell_len(text)
    return " " * missing + text if right else text + " " * missing


def fit_span(span: Span, width: int, *, right: bool = False) -> Span:
    """Fit a span to exactly so many cells: an amount whole or as `####`, text cut."""
    if span.whole and cell_width(span.text) > width:
        return span._replace(text=HIDDEN * width)
    return span._replace(text=fit(span.text, width, right=right))


def shortened(text: str, width: int) -> str:
    """Give the text in at most so many cells; a cut at its end shows as `…`."""
    text = tidy(text)
    return text if cell_len(text) <= width else fit(text, width).rstrip()


def shortened_in_front(text: str, width: int) -> str:
    """Give the text in at most so many cells, cut in front: a path tells by its end."""
    text = tidy(text)
    if cell_len(text) <= width:
        return text
    return f"…{_cut(text[::-1], width - 1)[::-1]}" if width > 0 else ""


def _cut(text: str, width: int) -> str:
    """Take as many characters from the front as fit."""
    taken = 0
    for index, char in enumerate(text):
        taken += cell_len(char)
        if taken > width:
            return text[:index]
    return text


def line_len(line: Line) -> int:
    """Count the cells of a line."""
    return sum(cell_len(span.text) for span in line)


def fit_line(line: Line, width: int) -> list[Span]:
    """Cut or pad a line to exactly so many cells."""
    fitted: list[Span] = []
    left = width
    for span in line:
        span = span._replace(text=tidy(span.text))  # noqa: PLW2901 - the same span
        wide = cell_len(span.text)
        if wide > left:
            fitted.append(fit_span(span, left))
            return fitted
        fitted.append(span)
        left -= wide
    return [*fitted, Span(" " * left)]


def merged(line: Line) -> list[Span]:
    """Join spans that look alike, for painting: each one costs a terminal 40 bytes.

    A blank looks the same in every tone that does not turn its colours round.
    """
    joined: list[Span] = []
    for span in line:
        before = joined[-1] if joined else None
        if before is not None and _looks_alike(before, span):
            joined[-1] = Span(before.text + span.text, before.tone)
        else:
            joined.append(Span(span.text, span.tone))
    return joined


def _looks_alike(before: Span, span: Span) -> bool:
    """Tell whether a span can be painted in the tone of the one before it."""
    if before.tone is span.tone:
        return True
    return not span.text.strip(" ") and not {before.tone, span.tone} & REVERSED


def beside(left: Line, right: Line, width: int) -> list[Span]:
    """Put one line at the left edge and one at the right, which yields first."""
    gap = width - line_len(left) - line_len(right)
    if gap < 1:
        return fit_line(left, width)
    return [*left, Span(" " * gap), *right]


def wrap(text: str, width: int) -> list[str]:
    """Break the text into lines of at most so many cells.

    Chinese breaks between any two characters but never before closing punctuation;
    words of letters stay whole where they fit. Line breaks of the text are kept.
    """
    width = max(width, 4)
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        lines.extend(_wrap(tidy(paragraph), width))
    return lines


def _wrap(text: str, width: int) -> list[str]:
    lines: list[str] = []
    while cell_len(text) > width:
        at = _break(text, width)
        lines.append(text[:at].rstrip())
        text = text[at:].lstrip()
    return [*lines, text]


def _break(text: str, width: int) -> int:
    """Find where a text that is too long is best broken."""
    most = max(len(_cut(text, width)), 1)
    at = most
    while at > 1 and not _may_break(text, at):
        at -= 1
    return at if at > 1 else most


def _may_break(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if after in _CLOSING or before in _OPENING:
        return False
    return before == " " or after == " " or cell_len(before + after) > len("ab")


def bar(part: int, whole: int, width: int) -> str:
    """Draw a share as full and eighth blocks; anything above nothing is seen."""
    if part <= 0 or whole <= 0:
        return ""
    eighths = max(1, min(part, whole) * width * 8 // whole)
    return "█" * (eighths // 8) + " ▏▎▍▌▋▊▉"[eighths % 8].strip()


def joined(spans: Iterable[Line], by: str = "  ") -> list[Span]:
    """Join several pieces into one line."""
    line: list[Span] = []
    for piece in spans:
        if line:
            line.append(Span(by))
        line.extend(piece)
    return line


def cell_width(text: str) -> int:
    """Count the cells a text takes once it is made safe to show."""
    return cell_len(tidy(text))
