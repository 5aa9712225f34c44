"""Screen 1: the fund at a glance."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from textual.binding import BindingType

from fundledger.errors import N_
from fundledger.i18n import describe
from fundledger.reports.glance import FREE, MONEY, STAGES, Parts, glance
from fundledger.tui.kit.columns import inset, paragraph, side_by_side
from fundledger.tui.kit.figures import yuan
from fundledger.tui.kit.text import BLANK, Line, Span, Tone
from fundledger.tui.screens.home.bars import LABEL_LEAST, Bars, amount_width
from fundledger.tui.screens.home.today import OVERDRAWN
from fundledger.tui.shell.actions import ScreenKind, bindings
from fundledger.tui.shell.export import Exported
from fundledger.tui.shell.page_screen import PageScreen
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from fundledger.checks.registry import CheckResult
    from fundledger.queries.glance import CommunitySpending
    from fundledger.store.reading import Books

TWO_COLUMNS_FROM: Final = 72


class GlanceView(NamedTuple):
    """What the books say, at one snapshot; amounts in 分."""

    parts: Parts
    overdrawn_fen: int
    """What of restricted money is being used for unrestricted sources."""
    last_day: date | None
    """The date of the last voucher: how far these figures go."""
    head: str
    """The head of the snapshot, as SEQ:HASH."""

    @property
    def amounts(self) -> Iterator[int]:
        """Go through every amount that is shown."""
        stages, months, communities, free = self.parts
        yield stages.total + stages.uncovered
        yield stages.spent
        yield sum(each.fen for each in communities)
        for field in (*STAGES, *MONEY):
            yield -getattr(stages, field)
        yield from (each.fen for each in months)
        yield from (each.fen for each in communities)
        yield from (each.fen for each in free)


def find(books: "Books") -> GlanceView:
    """Ask for everything of the screen but the checks."""
    from fundledger.queries import glance as queried  # noqa: PLC0415 - SQL
    from fundledger.queries import trial  # noqa: PLC0415 - SQL

    free = queried.free_by_source(books)
    parts = Parts(
        queried.glance(books),
        queried.spending_by_month(books),
        queried.spending_by_community(books),
        free,
    )
    return GlanceView(
        parts,
        queried.overdrawn(free),
        trial.last_day(books),
        str(books.head),
    )


def run_all(books: "Books") -> "Sequence[CheckResult]":
    """Run every check that looks at open books."""
    from fundledger.checks.registry import run_checks  # noqa: PLC0415 - SQL

    return run_checks(books)


class GlanceScreen(PageScreen):
    """Budget by stage, money, spending by month and community, and alerts."""

    KIND: ClassVar[ScreenKind] = ScreenKind.GLANCE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ScreenKind.GLANCE)]

    def __init__(self) -> None:
        """Begin without figures."""
        super().__init__()
        self.view: GlanceView | None = None
        self.results: Sequence[CheckResult] | None = None

    def heading(self) -> tuple[Line, Line]:
        """Name the screen and the unit."""
        opened = self.host.opened
        left = [Span(self.say(N_("Fund at a glance")))]
        if opened is not None:
            left.append(Span(f" · {opened.name}"))
        right = self.say(N_("Unit: yuan"))
        if self.view is not None and self.view.last_day is not None:
            until = self.say(N_("up to {day}"), day=self.view.last_day)
            right = f"{until} · {right}"
        return left, [Span(right, Tone.DIM)]

    def help_text(self) -> str:
        """Say what the bars are."""
        return self.say(
            N_(
                "Where the budget stands, what money is at hand, and what was admitted"
                " as spent, by month and by community. Alerts come from the checks:"
                " screen 7 names what is behind them."
            )
        )

    def load(self) -> None:
        """Ask for the figures."""
        self.ask("glance", find, self._answered)

        self.results = None
        self.ask("alerts", run_all, self._checked)

    def _checked(self, results: "Sequence[CheckResult]") -> None:
        self.results = results
        self.show()

    def _answered(self, view: GlanceView) -> None:
        self.view = view
        self.recovered()
        self.speak()

    def exported(self) -> Exported | None:
        """Give every bar with its amount."""
        if self.view is None:
            return None
        report = glance(self.view.parts, self.basis(self.view.head))
        return Exported(report, self.lang)

    # --- Painting ---------------------------------------------------------------

    def painted(self, width: int) -> list[Line]:
        """Paint the figures."""
        if self.view is None:
            return self.still_reading(width)
        inner = width - 2
        half = self._half(inner)
        left = self._budget(half)
        right = [*self._alerts(half), BLANK, *self._sources(half)]
        right += [BLANK, *self._months(half)]
        stacked = [*left, BLANK, *right]
        top = side_by_side(left, right, half) if half < inner else stacked
        lines = [*top, BLANK, *self._communities(inner)]
        return inset(lines)

    @property
    def _bars(self) -> Bars:
        """How the blocks are painted."""
        assert self.view is not None
        return Bars(Words(self.lang), amount_width(self.view.amounts))

    def _budget(self, width: int) -> list[Line]:
        assert self.view is not None
        bars, standing = self._bars, self.view.parts.stages._asdict()
        return [*bars.budget(standing, width), [], *bars.money(standing, width)]

    def _alerts(self, width: int) -> list[Line]:
        title: Line = [Span(self.say(N_("Alerts")), Tone.TITLE)]
        lines = [title, *self._overdrawn(width)]
        if self.results is None:
            return [*lines, [Span(self.say(N_("? checking …")), Tone.DIM)]]
        for each in self.results:
            lines += self._alert(each, width)
        return [*lines, self._passed(self.results)]

    def _overdrawn(self, width: int) -> list[Line]:
        """Say by how much restricted money is being used for something else."""
        assert self.view is not None
        if not self.view.overdrawn_fen:
            return []
        text = self.say(OVERDRAWN, amount=f"¥{yuan(self.view.overdrawn_fen)}")
        return paragraph(f"✗ {text}", width, Tone.BAD)

    def _sources(self, width: int) -> list[Line]:
        """Show what each source has free: below zero where it is overdrawn."""
        assert self.view is not None
        restricted = self.say(N_("restricted"))
        parts = [
            (f"{restricted}·{each.name}" if each.restricted else each.name, each.fen)
            for each in self.view.parts.sources
        ]
        return self._bars.block(FREE, parts, width, shared=False)

    def _passed(self, results: "Sequence[CheckResult]") -> Line:
        """Count what passed; it is a verdict only where every check was run."""
        passed = sum(each.light == "pass" for each in results)
        if passed == len(results):
            text = self.say(N_("✓ all {count} checks pass"), count=passed)
            return [Span(text, Tone.GOOD)]
        text = N_("{count} of {all} checks pass")
        return [Span(self.say(text, count=passed, all=len(results)))]

    def _alert(self, result: "CheckResult", width: int) -> list[Line]:
        """Say what a check objects to, or that it was not run; a pass is silent."""
        number = result.number
        if result.problem is not None:
            why = describe(result.problem, self.lang).message
            text = self.say(N_("? {number} was not run: {why}"), number=number, why=why)
            return paragraph(text, width, Tone.WARN)
        if result.light == "not_run":
            text = self.say(N_("? {number}: screen 7 runs it"), number=number)
            return paragraph(text, width, Tone.DIM)
        if not result.offences:
            return []
        objects, waits = (
            N_("✗ {number} {title}: found {count}"),
            result.light == "amber",
        )
        text = self.say(
            N_("! {number} {title}: {count} to be done") if waits else objects,
            number=number,
            title=self.say(result.title),
            count=len(result.offences),
        )
        return paragraph(text, width, Tone.WARN if waits else Tone.BAD)

    def _months(self, width: int) -> list[Line]:
        assert self.view is not None
        months = [(each.month, each.fen) for each in self.view.parts.months]
        lines = self._bars.block(N_("Spent by month"), months, width)
        if not months:
            lines.append([Span(self.say(N_("Nothing spent yet.")), Tone.DIM)])
        return lines

    def _communities(self, width: int) -> list[Line]:
        assert self.view is not None
        communities = self.view.parts.communities
        half = self._half(width)
        parts = [(_place(each), each.fen) for each in communities]
        title, *bars = self._bars.block(N_("Spent by community"), parts, half)
        if half < width:
            title = self._bars.title(N_("Spent by community"), self._spent, width)
        lines = [title]
        if not communities:
            text = N_("No communities yet. An admin registers them first.")
            return [*lines, [Span(self.say(text), Tone.DIM)]]
        if half == width:
            return [*lines, *bars]
        rows = (len(bars) + 1) // 2
        return [*lines, *side_by_side(bars[:rows], bars[rows:], half)]

    def _half(self, width: int) -> int:
        """Give half of a width, or all of it where half is too little."""
        half = (width - 3) // 2
        fits = half >= LABEL_LEAST + 1 + self._bars.amount_width
        return half if fits and width >= TWO_COLUMNS_FROM else width

    @property
    def _spent(self) -> int:
        assert self.view is not None
        return sum(each.fen for each in self.view.parts.communities)


def _place(each: "CommunitySpending") -> str:
    return f"{each.subdistrict_name} {each.community_name}"
