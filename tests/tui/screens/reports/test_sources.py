"""Sources and uses of funds at the workbench: the statement, each source, a project."""

from pathlib import Path

from fundledger.i18n.nouns import Noun
from fundledger.tui.kit.table import Table
from fundledger.tui.screens.reports.reconciliation import SOURCES
from fundledger.tui.screens.reports.sources import SourcesSheetScreen
from fundledger.tui.screens.things.thing import ThingScreen
from tests.tui import stage
from tests.tui.shell.acting import at_work, host, keys


async def test_the_statement_opens_from_the_reports_and_leads_to_each_source(
    demo_path: Path,
) -> None:
    async with at_work(demo_path, "auditor", stage.SMALL) as pilot:
        await keys(pilot, "7")
        lights = pilot.app.screen.query_one(Table)
        while lights.current != SOURCES:
            lights.action_down()
        await keys(pilot, "enter")
        sheet = host(pilot).screen
        assert isinstance(sheet, SourcesSheetScreen)
        assert stage.shows(pilot.app, "非限定资金", "净资产")
        assert [table.name for table in sheet.exported().report.tables] == [
            "sources",
            "standing",
        ]
        rows = len(sheet.sheet.rows)
        await keys(pilot, *["j"] * rows, "enter")
        assert host(pilot).screen is sheet, "the sum is no source"
        await keys(pilot, "k", "enter")
        page = host(pilot).screen
        assert isinstance(page, ThingScreen)
        assert page.thing.noun is Noun.SOURCE


async def test_a_project_shows_what_it_has_of_each_source(demo_path: Path) -> None:
    async with at_work(demo_path, "accountant", stage.LARGE) as pilot:
        await keys(pilot, "2", "enter", "right_square_bracket", "right_square_bracket")
        assert stage.shows(pilot.app, "按资金来源")
