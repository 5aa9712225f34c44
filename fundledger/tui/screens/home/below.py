"""What stands below home's lists: today as blocks, as one line, or alone."""

from collections.abc import Iterable
from functools import partial
from typing import Final

from textual.widget import Widget

from fundledger.errors import N_
from fundledger.tui.kit.actions import Act
from fundledger.tui.kit.columns import inset
from fundledger.tui.kit.painting import Banner, OneLine
from fundledger.tui.kit.table import Table
from fundledger.tui.kit.text import Line, Span
from fundledger.tui.screens.home import today
from fundledger.tui.screens.home.today import Lit, Today, TodayRows
from fundledger.tui.shell.checking import CheckingScreen
from fundledger.tui.shell.words import Words

WIDE: Final = 100
TALL: Final = 36
"""On a screen at least so large, today stands below the list."""
AROUND: Final = 15
"""Rows that the frame and the blocks of budget and money take."""
MOST: Final = 9
"""Rows that today takes below the list; more are scrolled."""


class TodayScreen(CheckingScreen):
    """Shows today below what else it shows, and runs the checks when told to."""

    today: Today | None = None

    def __init__(self) -> None:
        """Begin with no check run."""
        super().__init__()
        self.results = {}

    def below(self) -> Iterable[Widget]:
        """Give the line, and the blocks that take its place on a large screen."""
        yield OneLine(self._paint_line, id="line")
        yield Table(id="today")
        yield Banner(self._paint_standing, id="standing")

    def ask_today(self) -> None:
        """Ask for today."""
        self.ask("today", partial(today.find, self.host.business_date), self._of_today)

    def _of_today(self, answer: Today) -> None:
        self.today = answer
        self.speak()

    def on_resize(self) -> None:
        """Show today below, or in one line."""
        self.speak()

    def show_today(self, *, alone: bool) -> None:
        """Show today: alone, below where there is room, else in one line."""
        known = self.today is not None
        large = self.size.width >= WIDE and self.size.height >= TALL
        shown = known and (alone or large)
        line = self.query_one("#line", OneLine)
        line.display = known and not shown
        line.repaint()
        table = self.query_one("#today", Table)
        standing = self.query_one("#standing", Banner)
        table.display = standing.display = shown
        if shown:
            rows = self._rows()
            table.fill(rows.columns(), listed := rows.rows())
            height = len(listed) + 1
            most = max(self.size.height - AROUND, MOST) if alone else MOST
            table.styles.height = min(height, most)
            standing.repaint()

    def _rows(self) -> TodayRows:
        assert self.today is not None
        done = f"{len(self.results)}/{len(self.checks)}" if self.running else ""
        return TodayRows(self.today, Lit(self.host.checked, done), Words(self.lang))

    def _paint_line(self, _width: int) -> list[Line]:
        return [[Span(" "), *self._rows().line()]] if self.today else []

    def _paint_standing(self, width: int) -> list[Line]:
        if self.today is None:
            return []
        return inset(today.standing(self.today, Words(self.lang), width - 2))

    def open_today(self, key: object) -> None:
        """Open the place of a row."""
        place = self._rows().place(key)
        if place is not None:
            self.host.open(place)

    # --- Checks -----------------------------------------------------------------------

    def action_run_checks(self) -> None:
        """Run the checks; meanwhile one goes on."""
        self.run_checks()
        self.speak()

    def action_cancel(self) -> None:
        """Give the checks up."""
        self.give_checks_up()

    def why_not(self, act: Act) -> str | None:
        """Say of the key that gives up that there is nothing to give up."""
        if act.name == "cancel" and not self.running:
            return self.say(N_("The checks are not being run."))
        return super().why_not(act)
