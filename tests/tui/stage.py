"""A stage for the workbench: a fund worth looking at, and how to look at the screen."""

import asyncio
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from rich.cells import cell_len
from textual.pilot import Pilot
from textual.strip import Strip

from fundledger.errors import N_, RefusedError
from fundledger.i18n import Language
from fundledger.store import migrate
from fundledger.store import tables as t
from fundledger.store.books import Fund, Ledger
from fundledger.store.writing import Writing
from fundledger.tui.app import FundApp
from fundledger.tui.kit.table import Table
from fundledger.tui.screens.home.glance import GlanceScreen
from fundledger.tui.screens.projects.pages import Tab
from fundledger.tui.screens.projects.project import ProjectScreen
from fundledger.tui.screens.reports.reconciliation import ReconciliationScreen
from fundledger.tui.shell.actions import ScreenKind
from fundledger.tui.shell.list_screen import ListScreen
from fundledger.tui.shell.reading import Door
from fundledger.tui.shell.screen import FundScreen
from tests import lived, small
from tests.databases import frozen

SMALL = (80, 24)
LARGE = (120, 40)
DEADLINE = 20.0
"""Seconds; a test that waits longer has failed."""

TITLES = (
    "[/]",
    "[red]x",
    "[bold]粗[/bold] [@click=app.quit]点我[/]",
    "👨‍👩‍👧‍👦 家庭 🇨🇳 ❤️ 支持",
    "长" * 120,
    "line\nbreak\tand \x1b[31mescape \u202etnirp",
    "Rainy-day 应急包",
)
"""What people may type as the title of a project."""

Settled = Callable[[], bool]


class BootError(RefusedError):
    """A rule refused, for a test."""

    message = N_("This is refused.")


def build(path: Path, projects: int = 0) -> Fund:
    """Found a fund with titles of all kinds, a year's life, and a refused attempt."""
    ledger = Ledger(str(path), frozen)
    migrate.migrate(ledger)
    fund = small.create(ledger, None)
    lived.live(fund)
    fund.write(small.ask("project.draft", on=lived.LAST_DAY), _cases)
    if projects:
        many = partial(_many, count=projects)
        fund.write(small.ask("project.draft", on=lived.LAST_DAY), many)
    refuse(fund)
    return fund


def _cases(write: Writing) -> None:
    """Draft projects of all titles; hand in and decide the first of all."""
    where = {"community_key": "c1", "round_key": "2024-1", "category": "社区服务"}
    case = {"version": 1, "state": "district_review"}
    rows = [
        {"no": no, "code": f"2024-{no:03}", "title": title, **where, **case}
        for no, title in enumerate(TITLES, start=2)
    ]
    write.insert_many(t.project, rows)
    days = {"starts_on": date(2024, 4, 1), "ends_on": date(2024, 9, 30)}
    write.insert(
        t.application,
        no=1,
        project_no=small.PROJECT,
        version=1,
        title="邻里节",
        purpose="一年一度的邻里节，请大家一起吃饭、下棋、修鞋。",
        requested_fen=80_000,
        **days,
    )
    for line, kind in enumerate(("materials", "activity"), start=1):
        write.insert(
            t.budget_line,
            application_no=1,
            line=line,
            kind=kind,
            description="桌椅、餐具" if line == 1 else "场次 [red]演出",
            requested_fen=40_000,
        )
    _decided(write)


def _decided(write: Writing) -> None:
    """Decide on the first project of all; publish what the books should say."""
    write.insert(
        t.review,
        no=1,
        project_no=small.PROJECT,
        version=1,
        stage="district_review",
        cycle=1,
        reviewer="admin",
        agrees=True,
        recommended_fen=60_000,
        opinion="[/] 材料齐全，预算合理。",
        on_date=small.DAY,
    )
    write.insert(
        t.step,
        opening=False,
        no=1,
        project_no=small.PROJECT,
        action="project.review",
        from_state="district_review",
        to_state="on_notice",
        actor="admin",
        role="district_reviewer",
        on_date=small.DAY,
        reason="[red]同意",
    )
    figures = (("projects_reviewed", "3", "个"), ("spent", "0.04", "万元"))
    for no, (figure, value, unit) in enumerate(figures, start=1):
        write.insert(
            t.published,
            no=no,
            figure=figure,
            as_of=date(2024, 6, 30),
            value=value,
            unit=unit,
            edition=1,
            publication="简报",
            reason="",
        )


def _many(write: Writing, count: int) -> None:
    where = {"community_key": "c1", "round_key": "2024-1", "category": "社区服务"}
    case = {"version": 1, "state": "draft"}
    rows = [
        {"no": no, "code": f"M-{no:05}", "title": f"项目 {no}", **where, **case}
        for no in range(100, 100 + count)
    ]
    write.insert_many(t.project, rows)


def refuse(fund: Fund) -> None:
    """Have a deed refused."""

    def no(_write: Writing) -> None:
        raise BootError

    request = small.ask("project.approve", on=lived.LAST_DAY, note="[/]")
    try:
        fund.write(request, no)
    except BootError:
        return
    raise AssertionError


class Looking(FundApp):
    """The workbench of somebody who looks at the fund first."""

    FIRST = ScreenKind.GLANCE


def app(
    path: Path | str, lang: Language = Language.ZH, actor: str | None = None
) -> FundApp:
    """Make the workbench on a ledger; without an actor it only reads."""
    kind = Looking if actor is None else FundApp
    return kind(Door(str(path), None), lang, actor)


def screen(shown: FundApp) -> FundScreen:
    """Give the screen on top, as one of ours."""
    assert isinstance(shown.screen, FundScreen)
    return shown.screen


def screen_below(shown: FundApp) -> FundScreen:
    """Give the topmost screen of ours, below a dialog that may be open."""
    ours = [each for each in shown.screen_stack if isinstance(each, FundScreen)]
    return ours[-1]


def idle(shown: object) -> bool:
    """Tell whether no worker is at work."""
    assert isinstance(shown, FundApp)
    return all(worker.is_finished for worker in shown.workers)


async def until(pilot: Pilot[None], settled: Settled) -> None:
    """Wait for the workers, then until something is so; fail at the deadline."""
    loop = asyncio.get_running_loop()
    end = loop.time() + DEADLINE
    while loop.time() < end:
        await pilot.pause()
        if idle(pilot.app) and settled():
            return
        await asyncio.sleep(0.01)
    shown = "\n".join(text(pilot.app))
    msg = f"not so after {DEADLINE} seconds; the screen is\n{shown}"
    raise AssertionError(msg)


async def still(pilot: Pilot[None]) -> None:
    """Wait until nothing is asked any more and two looks are the same."""
    before: list[str] = []

    def same() -> bool:
        nonlocal before
        was, before = before, text(pilot.app)
        return was == before

    await until(pilot, same)


async def opened(pilot: Pilot[None]) -> None:
    """Wait until the books are open and the first screen is full."""

    def full() -> bool:
        assert isinstance(pilot.app, FundApp)
        first = next(iter(pilot.app.fund_screens()), None)
        if isinstance(first, GlanceScreen):
            return first.view is not None and first.results is not None
        return pilot.app.opened is not None and listed(pilot.app).rows is not None

    await until(pilot, full)
    await still(pilot)


def strips(shown: object) -> list[Strip]:
    """Give the cells of the screen as they are sent to a terminal."""
    assert isinstance(shown, FundApp)
    return shown.screen._compositor.render_strips()  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - no public way


def text(shown: object) -> list[str]:
    """Read the screen, line by line, as a terminal would show it."""
    lines = [strip.text for strip in strips(shown)]
    assert isinstance(shown, FundApp)
    for line in lines:
        assert cell_len(line) == shown.size.width, line
    return [line.rstrip() for line in lines]


def saying(shown: object, *any_of: str) -> Settled:
    """Wait for one of these texts."""
    return lambda: shows(shown, *any_of)


def shows(shown: object, *any_of: str) -> bool:
    """Tell whether the screen shows one of these texts."""
    whole = "\n".join(text(shown))
    return any(each in whole for each in any_of)


def exportable(shown: object) -> Settled:
    """Wait until the screen on top has something to export."""
    assert isinstance(shown, FundApp)
    return lambda: screen(shown).to_export() is not None


def listed(shown: object) -> ListScreen[object]:
    """Give the screen on top, as a list."""
    assert isinstance(shown, FundApp)
    assert isinstance(shown.screen, ListScreen)
    return shown.screen


def table(shown: object) -> Table:
    """Give the table of the screen on top."""
    assert isinstance(shown, FundApp)
    return shown.screen.query_one(Table)


def reconciliation(shown: object) -> ReconciliationScreen:
    """Give the screen on top, as screen 6."""
    assert isinstance(shown, FundApp)
    assert isinstance(shown.screen, ReconciliationScreen)
    return shown.screen


def tab(shown: object) -> Tab:
    """Tell which tab of a project is open."""
    assert isinstance(shown, FundApp)
    assert isinstance(shown.screen, ProjectScreen)
    return shown.screen.tab
