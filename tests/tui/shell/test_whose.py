"""Whose books these are, and where they lie, is always in sight."""

from pathlib import Path

import pytest

from fundledger.i18n import Language
from fundledger.store.books import Fund, Ledger
from fundledger.tui.kit.text import shortened, shortened_in_front
from fundledger.tui.shell.reading import place_of
from tests import lived, small
from tests.databases import Database
from tests.tui import stage

OF_EVERY_KIND = (("2",), ("enter",), ("7",), ("8", "v"), ("?",))
"""A list, a page, a sheet, a dialog over one, help. Over each the same two rows stand:
`screens/test_small.py` looks at them on every screen.
"""


def whose(shown: object) -> str:
    return stage.text(shown)[1]


async def test_every_screen_names_the_fund_and_where_its_ledger_lies(
    ledger_path: Path,
) -> None:
    shown = stage.app(ledger_path)
    async with shown.run_test(size=(200, 40)) as pilot:
        await stage.opened(pilot)
        for keys in OF_EVERY_KIND:
            await pilot.press(*keys)
            await stage.still(pilot)
            assert f"社区基金 (small) · {ledger_path}" in whose(shown)
            assert "演示" not in whose(shown)


async def test_in_a_narrow_terminal_the_demo_says_that_it_is_the_demo(
    demo_path: Path,
) -> None:
    shown = stage.app(demo_path, Language.EN)
    async with shown.run_test(size=(60, 24)) as pilot:
        await stage.opened(pilot)
        for keys in OF_EVERY_KIND:
            await pilot.press(*keys)
            await stage.still(pilot)
            assert whose(shown).startswith("  DEMO"), whose(shown)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("/books/east.db", "/books/east.db"),
        (
            "postgresql://clerk:geheim@db:5432/east",
            "postgresql://clerk:***@db:5432/east",
        ),
    ],
)
def test_a_place_is_shown_without_its_secrets(address: str, place: str) -> None:
    assert place_of(address) == place


def test_a_secret_is_nowhere_in_a_place() -> None:
    for address in (
        "postgresql://clerk:geheim@db/east",
        "postgresql://db/east?user=clerk&password=geheim",
        "postgresql://clerk:geheim@@db/east",
        "host=db user=clerk password=geheim",
    ):
        assert "geheim" not in place_of(address)


def test_a_relative_path_is_shown_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    assert place_of("east.db") == "/east.db"


def test_a_path_is_cut_in_front_and_a_name_behind() -> None:
    assert shortened_in_front("/var/lib/books/east.db", 12) == "…oks/east.db"
    assert shortened_in_front("/账簿/东城.db", 10) == "…/东城.db"
    assert shortened("社区慈善治理基金", 7) == "社区慈…"
    assert shortened("社区", 7) == "社区"


async def test_an_address_that_cannot_be_opened_keeps_its_secret() -> None:
    address = "postgresql://clerk:geheim@127.0.0.1:1/east?connect_timeout=2"
    shown = stage.app(address, Language.EN)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.until(pilot, stage.saying(shown, "Not shown"))
        await pilot.press("d")
        assert stage.shows(shown, "clerk:***@127.0.0.1:1/east")
        assert not stage.shows(shown, "geheim")


async def test_the_same_process_writes_after_a_verification_in_the_workbench(
    small_fund: Fund, ledger: Ledger, database: Database
) -> None:
    lived.live(small_fund)
    shown = stage.app(database.address, Language.EN)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("8", "v")
        await stage.until(pilot, stage.saying(shown, "The books hold"))
        small.donate(shown.door.fund, 123_456, on=lived.LAST_DAY)
        small.donate(ledger.fund(), 123_456, on=lived.LAST_DAY)
        shown.peek()
        await stage.until(pilot, stage.saying(shown, "2 new records"))
