"""Where the fund stands today: banks, the month that is to be closed, the checks."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from fundledger.domain.adoptions import RulesNotAdoptedError
from fundledger.domain.editions import RULES_EDITION
from fundledger.errors import N_
from fundledger.i18n import Language, describe
from fundledger.i18n.nouns import Noun
from fundledger.reports.report import Basis
from fundledger.tui.kit.columns import Column, fen_column, side_by_side
from fundledger.tui.kit.figures import amount, yuan
from fundledger.tui.kit.table import TableRow
from fundledger.tui.kit.text import BLANK, Line, Span, Tone
from fundledger.tui.screens.home.bars import Bars, amount_width
from fundledger.tui.shell import lights
from fundledger.tui.shell.actions import ScreenKind
from fundledger.tui.shell.closing import Condition, checklist
from fundledger.tui.shell.export import Exported
from fundledger.tui.shell.lights import Checked, Light, ShownCheck
from fundledger.tui.shell.routes import Open, page_of
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from fundledger.queries.bank_days import BankDay
    from fundledger.queries.vouchers import MonthState
    from fundledger.store.reading import Books

OVERDRAWN: Final = N_(
    "Restricted money is being used: unrestricted sources are overdrawn by {amount}"
)
BADLY: Final = (lights.RED, lights.INCOMPLETE, lights.WAITS)
"""Lights that are named one by one: something is to be seen to."""
ORDER: Final = (
    *(lights.RED, lights.INCOMPLETE, lights.WAITS),
    *(lights.UNBUILT, lights.GREY, lights.GREEN),
)


class Today(NamedTuple):
    """What the books say of a day, at one snapshot; amounts in 分."""

    on: date
    head: str
    """The head of the snapshot, as SEQ:HASH."""
    banks: "Sequence[BankDay]"
    month: "MonthState | None"
    """The earliest month that is open."""
    conditions: Sequence[Condition]
    standing: Mapping[str, int]
    rules: RulesNotAdoptedError | None = None
    """What keeps anything from being booked, while two people have not adopted it."""
    overdrawn_fen: int = 0
    """What of restricted money is being used for unrestricted sources."""

    @property
    def seq(self) -> int:
        """The last record of the snapshot."""
        return int(self.head.partition(":")[0])

    @property
    def bank_fen(self) -> int:
        """What all bank accounts have together."""
        return sum(each.closing_fen for each in self.banks)

    @property
    def in_the_way(self) -> int:
        """How many conditions keep the month from being closed."""
        return sum(each.obstacle is not None for each in self.conditions)


def find(on: date, books: "Books") -> Today:
    """Ask for everything but the checks."""
    from fundledger.queries import (  # noqa: PLC0415 - SQL
        adoptions,
        bank_days,
        glance,
        vouchers,
    )

    months = [each for each in vouchers.months(books) if not each.closed]
    month = months[0] if months else None
    opened = [each.key for each in months]
    conditions = checklist(month, opened, on) if month else ()
    adopted = RULES_EDITION in adoptions.adopted_on(books)
    return Today(
        on,
        str(books.head),
        bank_days.bank_days(books, on),
        month,
        conditions,
        glance.standing(books),
        None if adopted else RulesNotAdoptedError(RULES_EDITION),
        glance.overdrawn(glance.free_by_source(books)),
    )


class Lit(NamedTuple):
    """What is known of the checks: as they came out last, or how far they are."""

    checked: Checked | None
    running: str = ""
    """How many of how many are done; empty where they are not being run."""


class TodayRows(NamedTuple):
    """The rows of the table, in a language."""

    today: Today
    lit: Lit
    words: Words

    def columns(self) -> list[Column]:
        """Give the columns; what the day moved is shown where there is room."""
        return [
            Column("", 8),
            Column("", 1),
            Column(self.today.on.isoformat()),
            fen_column(self.words.heading("in_today_fen"), wide_from=96),
            fen_column(self.words.heading("out_today_fen"), wide_from=95),
            fen_column(self.words.heading("balance_fen")),
        ]

    def rows(self) -> list[TableRow]:
        """Give banks, conditions of closing, and lights: each row opens its place.

        Rules that are not adopted come first: nothing is booked until they are. Then
        comes restricted money that is being used for something else.
        """
        return [
            *self._rules(),
            *self._overdrawn(),
            *self._banks(),
            *self._closing(),
            *self._lights(),
        ]

    def place(self, key: object) -> Open | None:
        """Say what a row opens."""
        if not isinstance(key, tuple):
            return None
        kind, of = cast("tuple[str, str]", key)
        if kind == "close":
            return self._place_of_closing(of)
        places = {
            "rules": page_of(Noun.ADOPTION, RULES_EDITION),
            "sources": Open(ScreenKind.LIST, Noun.SOURCE),
            "bank": Open(ScreenKind.BANKS),
        }
        return places.get(kind) or Open(ScreenKind.RECONCILIATION)

    def _place_of_closing(self, of: str) -> Open:
        month, conditions = self.today.month, self.today.conditions
        if month is None:
            return Open(ScreenKind.PERIODS)
        place = next((each.place for each in conditions if each.code == of), None)
        return place or Open(ScreenKind.PERIOD, month.key)

    def _rules(self) -> Iterator[TableRow]:
        if self.today.rules is not None:
            text = describe(self.today.rules, self.words.lang).message
            cell = Span(text, Tone.BAD)
            yield self._row(("rules", ""), N_("Rules"), Span("✗", Tone.BAD), cell)

    def _overdrawn(self) -> Iterator[TableRow]:
        if self.today.overdrawn_fen:
            sign, cell = Span("✗", Tone.BAD), Span(self.overdrawn(), Tone.BAD)
            yield self._row(("sources", ""), N_("Sources"), sign, cell)

    def overdrawn(self) -> str:
        """Say how much of restricted money is being used for something else."""
        amount_of = f"¥{yuan(self.today.overdrawn_fen)}"
        return self.words.say(OVERDRAWN, amount=amount_of)

    def _banks(self) -> Iterator[TableRow]:
        label = self.words.say(N_("Banks"))
        for at, each in enumerate(self.today.banks):
            cells = [
                Span(label if at == 0 else "", Tone.TITLE),
                Span(""),
                Span(each.bank.name),
                amount(each.debit_fen, Tone.DIM),
                amount(each.credit_fen, Tone.DIM),
                amount(each.closing_fen, Tone.STRONG),
            ]
            yield TableRow(("bank", each.bank.key), cells)

    def _closing(self) -> Iterator[TableRow]:
        month = self.today.month
        if month is None:
            text = self.words.say(N_("No month is open."))
            yield self._row(
                ("close", ""), N_("Month end"), Span(""), Span(text, Tone.DIM)
            )
            return
        for at, each in enumerate(self.today.conditions):
            label = N_("Month end") if at == 0 else ""
            sign, cell = Span("✓", Tone.GOOD), Span(self.words.say(each.met), Tone.DIM)
            if each.obstacle is not None:
                text = describe(each.obstacle, self.words.lang).message
                sign, cell = Span("✗", Tone.BAD), Span(text)
            if at == 0:
                cell = cell._replace(text=f"{month.key}  {cell.text}")
            yield self._row(("close", each.code), label, sign, cell)

    def _lights(self) -> Iterator[TableRow]:
        sign, cell = self.summary()
        yield self._row(("lights", ""), N_("Checks"), sign, cell)
        checked = self.lit.checked
        if checked is None:
            return
        for each in checked.checks:
            if (light := checked.light(each)) in BADLY:
                yield self._row(("lights", each.number), "", *self._bad(each, light))

    def _bad(self, check: ShownCheck, light: Light) -> tuple[Span, Span]:
        text = f"{check.number} {self.words.say(check.title)}"
        return Span(light.sign, light.tone), Span(text, light.tone)

    def _row(
        self, key: tuple[str, str], label: str, sign: Span, cell: Span
    ) -> TableRow:
        called = self.words.say(label) if label else ""
        empty = Span("")
        cells = [Span(called, Tone.TITLE), sign, cell, empty, empty, empty]
        return TableRow(key, cells)

    def summary(self, *, short: bool = False) -> tuple[Span, Span]:
        """Say how the checks came out last, and what came into the books since.

        A line that is short names the worst light only, to have room for what is since.
        """
        say, lit = self.words.say, self.lit
        if lit.running:
            text = say(N_("checking {done} … c gives up"), done=lit.running)
            return Span("…", Tone.DIM), Span(text, Tone.DIM)
        if lit.checked is None:
            text = say(N_("not run in this session; v runs them"))
            return Span(lights.GREY.sign, Tone.DIM), Span(text, Tone.DIM)
        counted = lit.checked.counted()
        shown = [each for each in ORDER if counted.get(each)] or [lights.GREY]
        since = self.today.seq - lit.checked.seq
        if short and since > 0:
            shown = shown[:1]
        text = " · ".join(f"{e.sign} {say(e.word)} {counted.get(e, 0)}" for e in shown)
        text = text.partition(" ")[2]  # the first sign stands by itself
        if not short:
            text += " · " + say(N_("at record {seq}"), seq=lit.checked.seq)
        tone = shown[0].tone
        if since > 0:
            text += say(N_("; {count} records since not checked"), count=since)
            tone = Tone.WARN if shown[0] is lights.GREEN else tone
        return Span(shown[0].sign, tone), Span(text, tone)

    def line(self) -> Line:
        """Say all of it in one line, for a screen that has no room."""
        say, today = self.words.say, self.today
        if today.rules is not None:
            text = describe(today.rules, self.words.lang).message
            return [Span("✗ ", Tone.BAD), Span(text, Tone.BAD)]
        if today.overdrawn_fen:
            return [Span("✗ ", Tone.BAD), Span(self.overdrawn(), Tone.BAD)]
        banks = [Span(say(N_("Banks")) + " ", Tone.DIM), Span(yuan(today.bank_fen))]
        closing = [Span(" · " + say(N_("Month end")) + " ", Tone.DIM)]
        if today.month is None:
            closing.append(Span(say(N_("No month is open."))))
        elif today.in_the_way:
            text = say(N_("{month}: {count} in the way"))
            facts = {"month": today.month.key, "count": today.in_the_way}
            closing.append(Span(text.format(**facts), Tone.WARN))
        else:
            text = say(N_("{month} can be closed")).format(month=today.month.key)
            closing.append(Span(text, Tone.GOOD))
        sign, cell = self.summary(short=True)
        checks = Span(" · " + say(N_("Checks")) + " ", Tone.DIM)
        return [*banks, *closing, checks, sign, Span(" "), cell]


def exported(today: Today, basis: Callable[[str], Basis], lang: Language) -> Exported:
    """Give the bank accounts of the day."""
    from fundledger.reports.vouchers import banks_on  # noqa: PLC0415 - SQL

    return Exported(banks_on(today.banks, basis(today.head), today.on), lang)


def standing(today: Today, words: Words, width: int) -> list[Line]:
    """Paint budget and money beside each other."""
    bars = Bars(words, amount_width(today.standing.values()))
    half = (width - 3) // 2
    left, right = bars.budget(today.standing, half), bars.money(today.standing, half)
    return [BLANK, *side_by_side(left, right, half)]
