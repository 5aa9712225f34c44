"""Where there is no ledger: the workbench begins one, as the command line does."""

import shutil
import stat
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from fundledger.cli.beginning import beginning
from fundledger.cli.options import Format, Options
from fundledger.cli.session import session_of
from fundledger.domain.ids import Login
from fundledger.i18n import Language
from fundledger.tui.app import FundApp
from fundledger.tui.screens.start.start import CHOICES, Choice, StartScreen
from fundledger.tui.shell.reading import Door
from tests.tui import stage
from tests.tui.shell.acting import host, keys

ROOT = Path(__file__).parents[3]
GOOD = ROOT / "data" / "example-fund"
FAULTY = ROOT / "docs" / "example-fund-faulty"


@pytest.fixture
def options(tmp_path: Path) -> Options:
    """Give the options of somebody who named nothing and has nothing yet."""
    session = session_of(Language.ZH, {"XDG_DATA_HOME": str(tmp_path / "data")})
    return Options(
        db=str(session.ledger),
        named=False,
        fund=None,
        as_of=None,
        at=None,
        lang=Language.ZH,
        format=Format.TEXT,
        actor=Login("admin"),
        actor_named=False,
        actor_given=False,
        session=session,
    )


@asynccontextmanager
async def begun(options: Options) -> AsyncGenerator[Pilot[None]]:
    """Sit down where there is no ledger."""
    shown = FundApp(Door(options.db, None), Language.ZH, options.actor)
    shown.beginning = beginning(options)
    async with shown.run_test(size=stage.SMALL) as pilot:
        await stage.until(pilot, lambda: isinstance(shown.screen, StartScreen))
        await stage.still(pilot)
        yield pilot


async def choose(pilot: Pilot[None], choice: Choice, typed: str | None = None) -> None:
    """Choose what to begin with, and type what is asked."""
    stage.table(pilot.app).cursor = list(CHOICES).index(choice)
    await keys(pilot, "enter")
    if typed is not None:
        pilot.app.screen.query_one(Input).value = typed
        await keys(pilot, "enter")


async def test_a_fund_is_created_and_one_goes_on_in_it_as_its_first_founder(
    options: Options,
) -> None:
    async with begun(options) as pilot:
        await choose(pilot, Choice.FOUND)
        await stage.until(pilot, stage.saying(pilot.app, "第二位发起人"))
        await keys(pilot, "text:dong", "tab", "text:Dong", "tab", "text:li", "f6")
        assert stage.shows(pilot.app, "有 3 栏需要改正")
        assert not Path(options.db).exists()  # noqa: ASYNC240 - a look
        await keys(pilot, "tab", "text:Li", "tab", "text:wang", "tab", "text:Wang")
        await keys(pilot, "f6")
        await stage.opened(pilot)
        opened, who = host(pilot).opened, host(pilot).who
        assert opened is not None
        assert who is not None
        assert (opened.code, who.login, opened.replay) == ("dong", "li", None)
        await stage.still(pilot)
        assert stage.shows(pilot.app, "没有等待您办理的事项", "Ctrl+N")
    assert stat.S_IMODE(Path(options.db).stat().st_mode) == 0o600  # noqa: ASYNC240 - all is over


async def test_a_workbook_is_written_its_faults_are_shown_and_a_good_one_begins(
    options: Options, tmp_path: Path
) -> None:
    template = tmp_path / "fund.xlsx"
    async with begun(options) as pilot:
        await choose(pilot, Choice.TEMPLATE, str(template))
        await stage.until(pilot, template.exists)
        await choose(pilot, Choice.SET_UP, str(FAULTY))
        await stage.until(pilot, stage.saying(pilot.app, "payees D2"))
        assert stage.shows(pilot.app, "尚未办理任何事项")
        assert not Path(options.db).exists()  # noqa: ASYNC240 - a look
        await choose(pilot, Choice.SET_UP, str(GOOD))
        await stage.opened(pilot)
        who = host(pilot).who
        assert who is not None
        assert who.login != options.actor or who.roles


async def test_a_ledger_that_is_there_is_opened_and_a_wrong_path_is_said(
    options: Options, demo_path: Path
) -> None:
    demo = options.session.demo
    demo.parent.mkdir(parents=True)
    shutil.copyfile(demo_path, demo)
    async with begun(options) as pilot:
        await choose(pilot, Choice.OPEN, "/nowhere/east.db")
        assert stage.shows(pilot.app, "/nowhere/east.db 处没有文件")
        await keys(pilot, "escape")
        await choose(pilot, Choice.DEMO)
        await stage.opened(pilot)
        opened = host(pilot).opened
        assert opened is not None
        assert opened.demo
