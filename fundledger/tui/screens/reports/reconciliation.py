"""Screen 7: published figures beside the books, and every check as a light."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from textual.binding import BindingType
from textual.containers import Container
from textual.widget import Widget

from fundledger.domain.publishing import Figure
from fundledger.errors import N_
from fundledger.tui.kit.columns import Column, inset, paragraph
from fundledger.tui.kit.painting import Banner, Page
from fundledger.tui.kit.table import Table, TableRow
from fundledger.tui.kit.text import Line, Span, Tone
from fundledger.tui.screens.reports import offences, sources, totals
from fundledger.tui.shell import lights
from fundledger.tui.shell.actions import ScreenKind, bindings
from fundledger.tui.shell.checking import CheckingScreen
from fundledger.tui.shell.export import Exported
from fundledger.tui.shell.lights import ShownCheck
from fundledger.tui.shell.screen import READING
from fundledger.tui.shell.sheet_screen import Sheet, SheetScreen
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from datetime import date

    from fundledger.checks.reconciliation import FigureRow, Reconciliation
    from fundledger.queries.control import ControlTotals
    from fundledger.store.reading import Books

WIDE: Final = 136
"""From here on the totals stand beside the lights."""
TALL: Final = 14
"""With so many rows left, they stand below."""
TOTALS: Final = "totals"
SOURCES: Final = "sources"


class Answer(NamedTuple):
    """The reconciliation, and the totals at the day of each figure."""

    reconciled: "Reconciliation"
    totals_at: "Mapping[date, ControlTotals]"


def find(books: "Books") -> Answer:
    """Reconcile at the newest published figure's day, or with all that is booked."""
    from fundledger.checks.reconciliation import reconcile  # noqa: PLC0415 - SQL
    from fundledger.queries.control import control_totals  # noqa: PLC0415 - SQL
    from fundledger.queries.published import published  # noqa: PLC0415 - SQL

    days = [figure.as_of for figure in published(books)]
    reconciled = reconcile(books, max(days, default=None))
    return Answer(reconciled, {day: control_totals(books, day) for day in {*days}})


class ReconciliationScreen(CheckingScreen):
    """Figures and checks, each a light that opens on what is behind it."""

    KIND: ClassVar[ScreenKind] = ScreenKind.RECONCILIATION
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ScreenKind.RECONCILIATION)]

    def __init__(self) -> None:
        """Begin with every light out."""
        super().__init__()
        self.reconciliation: Reconciliation | None = None
        self.totals_at: Mapping[date, ControlTotals] = {}
        self.results = {}

    def body(self) -> Iterable[Widget]:
        """Give the day, the lights, and the totals where there is room."""
        yield Banner(self._paint_source, id="source")
        with Container(id="split"):
            yield Table(id="list")
            yield Page(self._paint_totals, id="totals")

    def heading(self) -> tuple[Line, Line]:
        """Name the screen and the verdict."""
        right: Line = ()
        if self.reconciliation is not None:
            right = self._verdict()
        return [Span(self.say(N_("Reconciliation")))], right

    def _verdict(self) -> Line:
        shown = [lights.of_check(each) for each in self.results.values()]
        bad = [light for light in shown if light is lights.RED]
        if bad:
            text = self.say(N_("✗ {count} checks object"), count=len(bad))
            return [Span(text, Tone.BAD)]
        if self.checking:
            done = f"{len(self.results)}/{len(self.checks)}"
            return [Span(self.say(N_("checking {done} …"), done=done), Tone.DIM)]
        waiting = shown.count(lights.WAITS)
        unbuilt = shown.count(lights.UNBUILT)
        known = (lights.GREEN, lights.WAITS, lights.UNBUILT)
        if any(light not in known for light in shown):
            return [Span(self.say(N_("? not every check was run")), Tone.WARN)]
        if waiting:
            text = self.say(N_("! no check objects, {count} to be done"), count=waiting)
            return [Span(text, Tone.WARN)]
        if unbuilt:
            text = self.say(N_("✓ what is built passes, – {count} not"), count=unbuilt)
            return [Span(text)]
        return [Span(self.say(N_("✓ all checks pass")), Tone.GOOD)]

    def help_text(self) -> str:
        """Say how figures are compared."""
        return self.say(
            N_(
                "Published figures beside what the books say at the same day, and"
                " every check as a light: ✓ green passes, ! amber is within the"
                " published unit but not the same, or waits to be done, ✗ red objects,"
                " ? grey was not run."
                " Enter opens what is behind a light. Spent is admitted cost; the"
                " bulletin does not say which measure it used, so approved and net paid"
                " stand beside it."
            )
        )

    # --- Asking -------------------------------------------------------------------

    def load(self) -> None:
        """Ask for the figures first, then run the checks one by one."""
        self.ask("figures", find, self._answered)
        self.run_checks()

    def _answered(self, answer: Answer) -> None:
        first, self.reconciliation = self.reconciliation is None, answer.reconciled
        self.totals_at = answer.totals_at
        self.recovered()
        self.speak()
        if first:
            self.query_one(Table).action_first()

    # --- Showing --------------------------------------------------------------------

    def show(self) -> None:
        """Fill the lights; totals stand beside or below them where there is room."""
        rows = self._rows()
        wide = self.size.width >= WIDE
        tall = self.size.height - len(rows) >= TALL
        self.query_one("#source", Banner).repaint()
        self.query_one("#split").set_class(wide, "wide")
        table = self.query_one(Table)
        table.styles.height = "1fr" if wide or not tall else len(rows) + 1
        table.fill(self._columns(), rows)
        totals_page = self.query_one("#totals", Page)
        totals_page.display = (wide or tall) and self.reconciliation is not None
        totals_page.repaint()

    def on_resize(self) -> None:
        """Show or hide the totals."""
        self.speak()

    def _columns(self) -> list[Column]:
        heading = Words(self.lang).heading
        return [
            Column(heading("light"), 10),
            Column("", 4),
            Column(heading("title")),
            Column(heading("published"), 12, right=True, wide_from=2),
            Column(heading("booked"), 12, right=True, wide_from=1),
            Column(heading("difference"), 11, right=True, wide_from=72),
        ]

    def _rows(self) -> list[TableRow]:
        rows: list[TableRow] = []
        if self.reconciliation is not None:
            rows += [self._figure(each) for each in self.reconciliation.figures]
            rows += [
                self._report(TOTALS, N_("Totals by subdistrict and community")),
                self._report(SOURCES, N_("Sources and uses of funds")),
            ]
        return rows + [self._light(each) for each in self.checks]

    def _report(self, key: str, title: str) -> TableRow:
        label = Span(self.say(title), Tone.KEY)
        return TableRow(key, [Span(" ≡"), Span(""), label, *[Span("")] * 3])

    def _figure(self, each: "FigureRow") -> TableRow:
        words = Words(self.lang)
        light = lights.of_figure(each)
        cells = [
            self._sign(light),
            Span("R13"),
            Span(f"{each.as_of} {totals.figure_name(each.figure, words)}"),
            Span(totals.in_words(each.published, each.unit, words), whole=True),
            totals.in_unit(each.booked, each.unit),
            totals.in_unit(each.difference, each.unit, light.tone),
        ]
        return TableRow(("figure", each.figure, each.as_of), cells)

    def _light(self, check: ShownCheck) -> TableRow:
        result = self.results.get(check.number)
        light = lights.of_check(result)
        count = len(result.offences) if result else 0
        count_text = self.say(N_("found {count}"), count=count) if count else ""
        cells = [
            self._sign(light),
            Span(check.number),
            Span(self.say(check.title)),
            Span(""),
            Span(count_text, light.tone),
            Span(""),
        ]
        return TableRow(("check", check.number), cells)

    def _sign(self, light: lights.Light) -> Span:
        return Span(f"{light.sign} {self.say(light.word)}", light.tone)

    def exported(self) -> Exported | None:
        """Give the figures and the lights, once every check has its own."""
        if self.reconciliation is None or self.checking:
            return None
        from fundledger.reports.reconciliation import with_checks  # noqa: PLC0415 - SQL

        results = [*self.results.values()]
        report = with_checks(self.reconciliation, results, self.basis(self.checked_at))
        return Exported(report, self.lang)

    @property
    def checking(self) -> bool:
        """Whether some check has not come out yet."""
        return not self.checks or len(self.results) < len(self.checks)

    def _paint_source(self, width: int) -> list[Line]:
        if self.reconciliation is None:
            text = self.say(READING)
            return inset(paragraph(text, width - 2, Tone.DIM))
        reconciliation = self.reconciliation
        if not reconciliation.figures:
            text = N_(
                "No figure is published yet. An admin records one with its day, unit"
                " and source; then it is held against the books here."
            )
            return inset(paragraph(self.say(text), width - 2, Tone.DIM))
        text = self.say(
            N_("Figures as at {day}, checks as of now; record {seq}, head {head}"),
            day=reconciliation.as_of,
            seq=reconciliation.head.seq,
            head=reconciliation.head.sha256[:16],
        )
        return inset(paragraph(text, width - 2, Tone.DIM))

    def _paint_totals(self, width: int) -> list[Line]:
        if self.reconciliation is None:
            return []
        return totals.page(self.reconciliation.totals, Words(self.lang), width)

    # --- Opening ----------------------------------------------------------------------

    def on_table_opened(self, message: Table.Opened) -> None:
        """Open what is behind a light."""
        key = message.key
        if self.reconciliation is None:
            return
        if key == TOTALS:
            self._open(partial(totals.sheet, self.reconciliation))
        elif key == SOURCES:
            question = partial(sources.find, self.basis("0:"))
            self.ask("sources", question, self._open_sources)
        elif isinstance(key, tuple) and key[0] == "check" and key[1] in self.results:
            result = self.results[key[1]]
            self._open(partial(offences.offences, result, self.checked_at))
        else:
            self._open_figure(self.reconciliation, message.key)

    def _open_sources(self, answer: sources.SourcesAnswer) -> None:
        _ = self.host.push_screen(sources.SourcesSheetScreen(answer))

    def _open_figure(self, reconciliation: "Reconciliation", key: Hashable) -> None:
        """Open what a figure counts; one that nobody knows counts nothing."""
        for each in reconciliation.figures:
            shown = ("figure", each.figure, each.as_of) == key
            if shown and each.figure in list(Figure):
                of_day = self.totals_at[each.as_of]
                self._open(
                    partial(totals.behind, of_day, each, str(reconciliation.head))
                )

    def _open(self, make: Callable[[Words], Sheet]) -> None:
        _ = self.host.push_screen(SheetScreen(make))
