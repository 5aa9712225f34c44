"""What can be done here: the deeds that begin from a thing, and why others do not."""

from typing import TYPE_CHECKING, Final

from fundledger.errors import N_
from fundledger.i18n import describe
from fundledger.tui.kit.columns import Column
from fundledger.tui.kit.text import Line, Span, Tone, joined, line_len
from fundledger.tui.shell.picker import Pick, Picker
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fundledger.tui.shell.host import Hosted
    from fundledger.tui.shell.possible import Possible

KEY_CELLS: Final = 9
NAME_CELLS: Final = 26


def menu(below: "Hosted", title: str, possible: "Sequence[Possible]") -> Picker:
    """Offer deeds: what can be done now, what cannot and why, then other stages' ones.

    Those are folded behind one row; typing finds them as well.
    """
    picks = [
        Pick(
            each.deed,
            _cells(below, each),
            _why_not(below, each),
            folded=each.elsewhere and each.refusal is not None,
        )
        for each in possible
    ]
    heading = Words(below.lang).heading
    columns = [
        Column(heading("shortcut"), KEY_CELLS),
        Column(heading("action"), NAME_CELLS),
        Column(heading("why_not")),
    ]
    if all(each.refusal is None for each in possible):
        columns[1:] = [Column(heading("action"))]
    folded = N_("▸ Deeds of other stages: {count}")
    return Picker(below, title, picks, columns, folded=folded)


def _cells(below: "Hosted", each: "Possible") -> tuple[str, str]:
    key = each.gesture.shown if each.refusal is None else ""
    return key, below.say(each.title)


def _why_not(below: "Hosted", each: "Possible") -> str:
    if each.refusal is None:
        return ""
    return " ".join(describe(each.refusal, below.lang))


def possible_line(possible: "Sequence[Possible]", words: Words, width: int) -> Line:
    """Say on one line of a page what can be done here now; a click opens its form."""
    can = [each for each in possible if each.refusal is None]
    if not can:
        return [Span(words.say(N_("Nothing is for you to do here now.")), Tone.DIM)]
    pieces: list[Line] = []
    for each in can:
        run = f"screen.begin('{each.deed}')"
        piece = [Span(words.say(each.title), Tone.KEY, run)]
        if line_len(joined([*pieces, piece])) > width - 12:
            pieces.append([Span("…", Tone.DIM)])
            break
        pieces.append(piece)
    label = words.say(N_("For you: "))
    return [Span(label, Tone.DIM), *joined(pieces)]
