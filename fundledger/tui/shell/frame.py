"""How the rows around every screen are painted: from facts, without any widget."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from fundledger.errors import N_, FundledgerError
from fundledger.i18n import describe, show
from fundledger.store.addresses import hide_secrets
from fundledger.tui.kit.actions import Act
from fundledger.tui.kit.columns import inset, paragraph
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
from fundledger.tui.shell.actions import MODES, command
from fundledger.tui.shell.desk import Now, Who
from fundledger.tui.shell.faults import FaultError
from fundledger.tui.shell.reading import Opened
from fundledger.tui.shell.words import Words

PROGRAM: Final = N_("Fund ledger")
PLACE_LEAST: Final = 24
"""Cells of a ledger's place, before the name of its fund is cut."""
MOST_LINES: Final = 3
"""Lines that a message below the body may take."""


def modes(here: str, words: Words, width: int, *, reads: bool) -> list[Line]:
    """Paint the screens that number keys switch to; `here` is the one shown.

    Where nobody of the fund acts, it says that this workbench only reads.
    """
    title = [Span(f" {words.say(PROGRAM)} ", Tone.TITLE), Span("│ ")]
    left = [*title, *_modes(here, words, named=True)]
    if line_len(left) > width:
        left = _modes(here, words, named=True)
    if line_len(left) > width:
        left = [*title, *_modes(here, words, named=False)]
    right = [Span(words.say(N_("read only")) + " ", Tone.DIM)] if reads else []
    return [beside(left, right, width)]


def program(words: Words, width: int) -> list[Line]:
    """Paint the program's name alone, where there are no books to go to."""
    return [beside([Span(f" {words.say(PROGRAM)} ", Tone.TITLE)], [], width)]


def _modes(here: str, words: Words, *, named: bool) -> list[Span]:
    """Paint the numbers with their names; where there is no room, of one alone."""
    line: list[Span] = []
    for place, number, name in MODES:
        of_here = place == here
        label = f"{number} {words.say(name)}" if named or of_here else number
        shown = f"[{label}]" if of_here else f" {label} "
        tone = Tone.HERE if of_here else Tone.PLAIN
        line.append(Span(shown, tone, f"app.act(\"mode('{place}')\")"))
    return line


def whose(
    opened: Opened | None,
    place: str,
    who: Who | None,
    words: Words,
    width: int,
    *,
    day: date | None = None,
) -> list[Line]:
    """Say whose books these are and where they lie; what is left out is marked.

    The fund comes before the place: two funds of one ledger differ in it alone. A
    business date of the session, which only a past done again has, stands out.
    """
    left = [Span(" ")]
    actor = f" · {acting(who, words)}" if who else ""
    if opened is not None:
        if opened.demo:
            band = words.say(N_("DEMO: nobody's books"))
            left += [Span(f" {band} ", Tone.BAND), Span(" ")]
        if day is not None:
            left += [Span(f" {day.isoformat()} ", Tone.BAND), Span(" ")]
        fund = f"{opened.name} ({opened.code})"
        room = width - line_len(left) - min(cell_width(place), PLACE_LEAST) - 4
        most = max(room - cell_width(actor), width // 4)
        left += [Span(shortened(fund, most), Tone.STRONG), Span(" · ")]
    room = width - line_len(left) - cell_width(actor) - 1
    return [[*left, Span(shortened_in_front(place, room)), Span(actor)]]


def acting(who: Who, words: Words) -> str:
    """Say who acts, and in which roles."""
    roles = tuple(dict.fromkeys(role for role, _ in who.roles))
    return f"{who.name} {show(roles, words.lang)}" if roles else who.name


def heading(left: Line, right: Line, width: int) -> list[Line]:
    """Paint what stands above the body, at the left and at the right."""
    return [beside([Span(" "), *left], [*right, Span(" ")], width)]


def status(
    message: Line, opened: Opened | None, now: Now, words: Words, width: int
) -> list[Line]:
    """Paint a message, in as many lines as it needs, and where the books stand."""
    right: Line = ()
    if opened is not None:
        head = words.say(N_("record {seq}"), seq=opened.seq)
        right = [Span(f"{_when(now, words)}{head} · {opened.database} ", Tone.DIM)]
    line = [Span(" "), *message]
    if line_len(line) + line_len(right) < width:
        return [beside(line, right, width)]
    text = "".join(span.text for span in message)
    tone = message[0].tone if message else Tone.PLAIN
    lines = inset(paragraph(text, width - 2, tone))[:MOST_LINES]
    return [*lines, beside([], right, width)]


def _when(now: Now, words: Words) -> str:
    """Say which month is open, and which day it is."""
    month = words.say(N_("{month} open"), month=now.month) if now.month else ""
    return "".join(f"{each} · " for each in (month, now.today.isoformat()) if each)


def keys(
    acts: Sequence[Act],
    why_not: Callable[[Act], str | None],
    words: Words,
    width: int,
) -> list[Line]:
    """Paint as many keys as have room; what cannot be done is dim."""
    shown = [act for act in acts if act.rank]
    line = _keys(shown, why_not, words)
    while line_len(line) > width and len(shown) > 1:
        last = max(range(len(shown)), key=lambda at: (shown[at].rank, at))
        del shown[last]
        line = _keys(shown, why_not, words)
    return [line]


def _keys(
    acts: Sequence[Act], why_not: Callable[[Act], str | None], words: Words
) -> list[Span]:
    pieces: list[Line] = []
    for act in acts:
        dim, run = bool(why_not(act)), command(act)
        key = Span(act.shown, Tone.DIM if dim else Tone.KEY, run)
        label = Span(f" {words.say(act.label)}", Tone.DIM if dim else Tone.PLAIN, run)
        pieces.append([key, label])
    return [Span(" "), *joined(pieces)]


def trouble(
    error: FundledgerError, words: Words, width: int, *, detailed: bool
) -> list[Line]:
    """Paint an error in the place of the body; detailed, also where it came from."""
    message, hint = map(hide_secrets, describe(error, words.lang))
    lines: list[Line] = [[], [Span("  ✗ " + words.say(N_("Not shown")), Tone.BAD)]]
    lines.append([])
    lines += [[Span("  " + each)] for each in wrap(message, width - 4)]
    lines += [[Span("  " + each, Tone.STRONG)] for each in wrap(hint, width - 4)]
    if detailed:
        where = error.where if isinstance(error, FaultError) else ""
        text = f"{type(error).__name__}\n{where}"
        lines.append([])
        lines += [[Span("  " + each, Tone.DIM)] for each in wrap(text, width - 4)]
    return lines
