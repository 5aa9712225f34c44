"""The audit log, and verify."""

import asyncio
import threading
from pathlib import Path

import pytest

from fundledger.i18n import Language
from fundledger.tui.screens.audit.record import RecordScreen
from fundledger.tui.screens.audit.records import AuditScreen
from fundledger.tui.screens.audit.verify import VerifyScreen
from tests.tui import stage


async def test_refused_attempts_are_marked_and_can_be_seen_alone(
    ledger_path: Path,
) -> None:
    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("8")
        await stage.until(pilot, lambda: bool(stage.listed(shown).rows))
        await pilot.press("r")
        await stage.until(pilot, lambda: len(stage.listed(shown).rows or ()) == 1)
        await pilot.press("enter")
        await stage.until(pilot, stage.saying(shown, "没有写入任何行"))
        assert isinstance(shown.screen, RecordScreen)
        assert stage.shows(shown, "被拒绝：审批项目")
        assert stage.shows(shown, "[/]")
        await pilot.press("escape", "r")
        await stage.until(pilot, lambda: len(stage.listed(shown).rows or ()) > 1)


async def test_the_log_is_searched_by_what_people_call_things(
    ledger_path: Path,
) -> None:
    shown = stage.app(ledger_path, Language.EN)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("8")
        await stage.until(pilot, lambda: bool(stage.listed(shown).rows))
        await pilot.press("slash")
        await pilot.press(*"admin 2024-03")
        await stage.until(pilot, lambda: len(stage.listed(shown).rows or ()) == 1)
        await pilot.press("down", "enter")
        await stage.until(pilot, stage.saying(shown, "+ Person"))


async def test_the_chain_is_verified_and_says_so(ledger_path: Path) -> None:
    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("8", "v")
        await stage.until(pilot, lambda: isinstance(shown.screen, VerifyScreen))
        await stage.until(pilot, stage.saying(shown, "账簿"))
        screen = shown.screen
        assert isinstance(screen, VerifyScreen)
        assert not screen.running
        await pilot.press("c")
        assert stage.shows(shown, "没有正在进行的校验")
        await pilot.press("v")
        await stage.until(pilot, lambda: not screen.running)
        await pilot.press("escape")
        assert isinstance(shown.screen, AuditScreen)


async def test_verifying_can_be_cancelled_and_that_is_no_pass(
    ledger_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    teller = VerifyScreen.teller

    def slow(self: VerifyScreen, run: object) -> object:
        tell = teller(self, run)  # type: ignore[arg-type]

        def tell_slowly(*progress: object) -> None:
            begun.set()
            go_on.wait(stage.DEADLINE)
            tell(*progress)  # type: ignore[arg-type]

        return tell_slowly

    monkeypatch.setattr(VerifyScreen, "teller", slow)
    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("8", "v")
        await asyncio.to_thread(begun.wait, stage.DEADLINE)
        await pilot.press("v")
        assert stage.shows(shown, "正在校验")
        await pilot.press("c")
        assert stage.shows(shown, "没有得出结论")
        go_on.set()
        await stage.until(pilot, stage.saying(shown, "没有得出结论"))
