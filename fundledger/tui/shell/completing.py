"""What completes a filter while it is typed: names of fields, then what they hold."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from fundledger.tui.kit.pinyin import is_meant
from fundledger.tui.kit.text import Line, Span, Tone, folded, joined, line_len
from fundledger.tui.shell.filtering import words_in

MOST: Final = 40
"""So many are offered: who looks for another types a part of it."""

VALUES: Final = 500
"""So many values of a field are looked through."""


class FilterField(NamedTuple):
    """A field that a list is filtered by."""

    name: str
    called: str
    """Its heading in the language of the moment."""
    of_amount: bool = False


class Typed(NamedTuple):
    """A filter as typed: what is complete, and the word that is not."""

    before: str
    word: str
    field: FilterField | None
    """Whose value the word begins; None while it may begin a field's name."""
    part: str

    def completed(self, offer: str) -> str:
        """Give the filter with its last word completed."""
        if self.field is None:
            return self.before + offer
        value = f'"{offer}"' if " " in offer else offer
        return f"{self.before}{self.word[: len(self.word) - len(self.part)]}{value}"


def reading(typed: str, fields: Sequence[FilterField]) -> Typed:
    """Find what is being typed at the end of a filter."""
    words = words_in(typed)
    word = words[-1] if words and not typed[-1:].isspace() else ""
    before = typed[: len(typed) - len(word)]
    name, sign, part = word.replace("：", ":").partition(":")
    if not sign:
        return Typed(before, word, None, word)
    known = (e for e in fields if name.casefold() in (e.called.casefold(), e.name))
    field = next(known, None)
    if field is None:
        return Typed(before, word, None, word)
    return Typed(before, word, field, part)


def field_offers(typed: Typed, fields: Iterable[FilterField]) -> list[str]:
    """Give the names of fields that the last word may begin, with their sign."""
    fitting = (e for e in fields if is_meant(typed.part, f"{e.called} {e.name}"))
    return [f"{e.called}{'>' if e.of_amount else ':'}" for e in fitting][:MOST]


def value_offers(typed: Typed, values: Iterable[str]) -> list[str]:
    """Give the values that the last word may mean; none once it is one of them."""
    part = typed.part.strip('"“”')
    fitting = [each for each in values if each and is_meant(part, each)]
    fitting.sort(key=lambda each: not folded(each).startswith(folded(part)))
    return [] if fitting == [part] else fitting[:MOST]


def offers_line(offers: Sequence[str], at: int | None, width: int) -> Line:
    """Show what is offered, from the one that was taken on; a click takes one."""
    begin = at or 0
    pieces: list[Line] = []
    for place, offer in enumerate(offers[begin:], start=begin):
        tone = Tone.HERE if place == at else Tone.KEY
        piece = [Span(offer, tone, f"screen.take({place})")]
        if line_len(joined([*pieces, piece])) > width - 8:
            pieces.append([Span("…", Tone.DIM)])
            break
        pieces.append(piece)
    return [Span(" Tab ", Tone.DIM), *joined(pieces)]
