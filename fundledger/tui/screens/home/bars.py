"""Blocks of bars: labelled amounts on one scale, with their shares and their sum."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from fundledger.errors import N_
from fundledger.reports.glance import MONEY, STAGES
from fundledger.tui.kit.figures import amount, shares, yuan
from fundledger.tui.kit.text import Line, Span, Tone, bar, fit, fit_span
from fundledger.tui.shell.words import Words

NO_STAGE: Final = "uncovered"
"""A gap is no stage of the budget: it is a part of what the stages sum up to."""
OWED: Final = frozenset({"payable", "unidentified"})
"""What is taken off what is at hand: shown below zero, so that the block sums up."""
AMOUNT_WIDTH: Final = 13
LABEL_LEAST: Final = 8
SHARE_WIDTH: Final = 5


class Bar(NamedTuple):
    """A labelled amount in 分, drawn beside the most there is, and its share."""

    label: str
    fen: int
    most: int
    share: str = ""


class Bars(NamedTuple):
    """How blocks of one page are painted: amounts of all have one width."""

    words: Words
    amount_width: int

    def block(
        self,
        title: str,
        parts: Sequence[tuple[str, int]],
        width: int,
        *,
        sum_fen: int | None = None,
        shared: bool = True,
    ) -> list[Line]:
        """Paint bars of one scale below the sum of them all."""
        fens = [fen for _, fen in parts]
        whole = sum(fens) if sum_fen is None else sum_fen
        most = max(map(abs, fens), default=0)
        of_all = shares(fens) if shared else [""] * len(fens)
        bars = [
            self.bar(Bar(label, fen, most, share), width)
            for (label, fen), share in zip(parts, of_all, strict=True)
        ]
        return [self.title(title, whole, width), *bars]

    def title(self, text: str, fen: int | None, width: int) -> Line:
        """Paint what a block is called, and its sum."""
        shown = Span("") if fen is None else amount(fen, Tone.STRONG)
        called = fit(self.words.say(text), width - self.amount_width - 1)
        right = fit_span(shown, self.amount_width, right=True)
        return [Span(called, Tone.TITLE), Span(" "), right]

    def bar(self, each: Bar, width: int) -> Line:
        """Paint a bar: where there is little room its drawing goes, then its share."""
        room = width - self.amount_width - 2
        of_share = SHARE_WIDTH if room >= LABEL_LEAST + SHARE_WIDTH else 0
        label_width = min(max(width * 2 // 5, LABEL_LEAST), 24, room - of_share)
        left = room - label_width - of_share
        drawn = bar(abs(each.fen), each.most, left)
        return [
            Span(fit(each.label, label_width)),
            Span(" "),
            Span(fit(drawn, left), Tone.BAR),
            Span(fit(each.share, of_share, right=True), Tone.DIM),
            Span(" "),
            fit_span(amount(each.fen), self.amount_width, right=True),
        ]

    def budget(self, standing: Mapping[str, int], width: int) -> list[Line]:
        """Paint the stages of budget money."""
        whole = standing["total"] + standing[NO_STAGE]
        parts = [
            (self.words.say(name), standing[field])
            for field, name in STAGES.items()
            if field != NO_STAGE
        ]
        lines = self.block(N_("Budget"), parts, width, sum_fen=whole)
        if standing[NO_STAGE]:
            gap = self.words.say(N_("of it not covered"))
            lines.append(self.bar(Bar(gap, standing[NO_STAGE], whole), width))
        return lines

    def money(self, standing: Mapping[str, int], width: int) -> list[Line]:
        """Paint what is at hand, less what is owed."""
        signs = {field: -1 if field in OWED else 1 for field in MONEY}
        parts = [
            (self.words.say(name), signs[field] * standing[field])
            for field, name in MONEY.items()
        ]
        return self.block(N_("Money"), parts, width, shared=False)


def amount_width(fens: Iterable[int]) -> int:
    """Tell the cells of the widest amount, so that none is cut."""
    return max(AMOUNT_WIDTH, *(len(yuan(fen)) for fen in fens))
