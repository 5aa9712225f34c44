"""Rules to be adopted and work that changes hands, at the workbench."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

import fundledger
from fundledger.i18n.nouns import Noun
from fundledger.store.books import Ledger
from fundledger.store.opening import open_ledger
from fundledger.tui.screens.things.thing import ThingScreen
from fundledger.tui.shell.routes import page_of
from fundledger.tui.shell.search import Search
from tests.commands import scene as scenes
from tests.databases import Database
from tests.tui import stage
from tests.tui.shell.acting import (
    at_work,
    confirmation,
    form,
    go_on,
    host,
    keys,
    last_record,
)

DAY = date(2024, 8, 30)


def propose(path: Path) -> None:
    """Let the first accountant of the demo hand over to the second."""
    with closing(open_ledger(str(path))) as ledger:
        done = fundledger.do(
            ledger.fund(),
            "propose_handover",
            actor="accountant",
            on=DAY,
            role="accountant",
            to="accountant2",
        )
        assert done.result == 1


async def test_who_takes_over_finds_it_at_home_reads_the_list_and_accepts(
    demo_path: Path,
) -> None:
    propose(demo_path)
    async with at_work(demo_path, "accountant2") as pilot:
        await keys(pilot, "slash", "text:会计工作交接", "enter")
        assert stage.shows(pilot.app, "会计工作交接 1")
        await keys(pilot, "enter")
        assert form(pilot).begun.deed == "accept_handover"
        for text in ("移交人", "会计一", "接管人", "会计二", "2024-08-30"):
            assert stage.shows(pilot.app, text)
        await go_on(pilot)
        assert not confirmation(pilot).is_refused
        await keys(pilot, "end", "f6")
    assert last_record(demo_path).deed == "accept_handover"


async def test_the_page_of_a_handover_is_the_list_with_three_signatures(
    demo_path: Path,
) -> None:
    propose(demo_path)
    async with at_work(demo_path, "supervisor", stage.LARGE) as pilot:
        host(pilot).open(page_of(Noun.HANDOVER, 1))
        await stage.until(pilot, stage.saying(pilot.app, "移交时的未了事项"))
        page = pilot.app.screen
        assert isinstance(page, ThingScreen)
        assert page.view is not None
        assert page.view.name == "handover"
        for text in ("待接收", "待复核凭证", "银行存款余额"):
            assert stage.shows(pilot.app, text)


async def test_the_rules_are_read_where_they_are_adopted(demo_path: Path) -> None:
    async with at_work(demo_path, "accountant", stage.LARGE) as pilot:
        host(pilot).open(page_of(Noun.ADOPTION, 1))
        await stage.until(pilot, stage.saying(pilot.app, "收到捐赠"))
        assert stage.shows(pilot.app, "9101 可立项额度")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("size", [stage.SMALL, stage.LARGE])
async def test_home_says_that_nothing_is_booked_before_the_rules_are_adopted(
    database: Database, size: tuple[int, int]
) -> None:
    with closing(Ledger(database.address)) as ledger:
        scenes.create(ledger, database.clerk, adopted_on=None)
    async with at_work(Path(database.address), "accountant", size) as pilot:
        await stage.until(pilot, stage.saying(pilot.app, "采用记账规则版本"))
        assert stage.shows(pilot.app, "本基金尚未采用记账规则第 1 版，不能记账。")


@pytest.mark.parametrize("typed", ["交接", "会计二"])
async def test_a_handover_is_found_by_what_it_is_and_by_whose(
    demo_path: Path, typed: str
) -> None:
    propose(demo_path)
    async with at_work(demo_path, "supervisor", stage.SMALL) as pilot:
        await keys(pilot, "ctrl+k", f"text:{typed}")
        await stage.until(pilot, lambda: stage.shows(pilot.app, "会计一 → 会计二"))
        search = host(pilot).screen
        assert isinstance(search, Search)
        kinds = [each.kind for each in search.hits]
        await keys(pilot, *["down"] * kinds.index("handover"), "enter")
        page = host(pilot).screen
        assert isinstance(page, ThingScreen)
        assert page.thing.noun is Noun.HANDOVER
