"""What was not run, or cannot be read, is never shown as a pass."""

import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from fundledger.checks.r22_chain import ChainOffence
from fundledger.checks.reconciliation import FigureRow
from fundledger.checks.registry import CHECKS, CheckResult
from fundledger.checks.registry import Light as Came
from fundledger.i18n import Language
from fundledger.store import migrate
from fundledger.store.audit import canonical, chain_hash
from fundledger.store.books import Ledger
from fundledger.store.findings import Kind
from fundledger.tui.screens.audit.verify import VerifyScreen
from fundledger.tui.shell import lights
from tests import lived, small
from tests.databases import frozen
from tests.tui import stage


@pytest.fixture
def unread(tmp_path: Path) -> Path:
    """Give a sound fund whose last record, a refusal, is of a version not known here.

    Its hash is right and it changed no row: nothing is wrong but that it is not read.
    """
    path = tmp_path / "newer.db"
    with closing(Ledger(str(path), frozen)) as ledger:
        migrate.migrate(ledger)
        fund = lived.live(small.create(ledger, None))
        stage.refuse(fund)
    with closing(sqlite3.connect(path)) as database:
        guards = database.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in guards:
            database.execute(f"DROP TRIGGER {name}")
        make_newer(database)
        for _, sql in guards:
            database.execute(sql)
        database.commit()
    return path


def make_newer(database: sqlite3.Connection) -> None:
    """Write the last record as a later version might, and put it into the chain."""
    seq, prev, stamp, body = database.execute(
        "SELECT seq, prev_sha256, stamp, body FROM record ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    newer = canonical(json.loads(stamp) | {"format": 99})
    sha256 = chain_hash(prev, newer, body)
    database.execute(
        "UPDATE record SET stamp = ?, sha256 = ? WHERE seq = ?", (newer, sha256, seq)
    )
    database.execute("UPDATE fund SET head_sha256 = ?", (sha256,))


async def test_no_verdict_is_green_where_a_record_cannot_be_read(unread: Path) -> None:
    shown, every = stage.app(unread), len(CHECKS)
    built = sum(each.is_built for each in CHECKS)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        assert stage.shows(shown, "? R15 没有进行：")
        assert stage.shows(shown, f"{every} 项检查中 {built - 2} 项通过")
        assert not stage.shows(shown, "✓")
        await pilot.press("7")
        await stage.until(pilot, stage.exportable(shown))
        assert stage.shows(shown, "? 有检查未能进行")
        assert not stage.shows(shown, "✗")
        by_number = {row.split()[2]: row.split()[:2] for row in rows(shown)}
        assert by_number["R15"] == ["?", "未查"]
        assert by_number["R22"] == ["?", "不完整"]
        assert by_number["R1"] == ["✓", "相符"]


def rows(shown: object) -> list[str]:
    """Give the rows of the checks, without the cursor's mark."""
    return [line[1:] for line in stage.text(shown) if " R" in line[:16]]


async def test_what_was_not_run_opens_on_why(unread: Path) -> None:
    shown = stage.app(unread, Language.EN)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("7")
        await stage.until(pilot, stage.exportable(shown))
        table = stage.table(shown)
        at = next(i for i, row in enumerate(table.rows) if row.key == ("check", "R15"))
        await pilot.press(*["j"] * at, "enter")
        await stage.until(pilot, stage.saying(shown, "that is no pass"))
        assert stage.shows(shown, "cannot be read")


async def test_an_incomplete_verification_is_no_pass(unread: Path) -> None:
    shown = stage.app(unread, Language.EN)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("8", "v")
        await stage.until(pilot, stage.saying(shown, "no pass"))
        assert isinstance(shown.screen, VerifyScreen)
        assert not stage.shows(shown, "✓", "The books hold", "do not hold")


async def test_a_record_that_cannot_be_read_does_not_hide_the_others(
    unread: Path,
) -> None:
    shown = stage.app(unread, Language.EN)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("8")
        await stage.until(pilot, lambda: bool(stage.listed(shown).rows))
        assert "✗ refused" in stage.text(shown)[4]
        assert "✓ done" in stage.text(shown)[5]
        await pilot.press("enter")
        await stage.until(pilot, stage.saying(shown, "cannot be read"))


def result(light: Came, *offences: object) -> CheckResult:
    return CheckResult(number="R22", title="", light=light, offences=offences)


def unread_offence(kind: Kind) -> ChainOffence:
    return ChainOffence(kind, "record", "1", "", None, "format 99")


def test_a_check_is_green_only_where_it_was_run_to_its_end() -> None:
    unreadable = unread_offence(Kind.BODY_UNREADABLE)
    wrong = unread_offence(Kind.HASH_WRONG)
    assert lights.of_check(result(Came.PASS)) is lights.GREEN
    assert lights.of_check(None) is lights.GREY
    assert lights.of_check(result(Came.NOT_RUN)) is lights.GREY
    assert lights.of_check(result(Came.OFFENCES, unreadable)) is lights.INCOMPLETE
    assert lights.of_check(result(Came.OFFENCES, unreadable, wrong)) is lights.RED


def figure(difference: int | None, *, met: bool) -> FigureRow:
    day = date(2024, 6, 30)
    return FigureRow("spent", day, "0.04", "万元", 39_000, difference, met, "简报")


def test_a_figure_is_green_only_where_it_is_the_same() -> None:
    assert lights.of_figure(figure(0, met=True)) is lights.GREEN
    assert lights.of_figure(figure(-1_000, met=True)) is lights.AMBER
    assert lights.of_figure(figure(-1_000, met=False)) is lights.RED
    assert lights.of_figure(figure(None, met=False)) is lights.GREY


async def test_before_the_checks_have_begun_there_is_no_verdict(
    ledger_path: Path,
) -> None:
    shown = stage.app(ledger_path, Language.EN)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("7")
        await stage.until(pilot, stage.exportable(shown))
        screen = stage.reconciliation(shown)
        screen.checks, screen.results = (), {}
        screen.speak()
        await pilot.pause()
        assert stage.shows(shown, "checking 0/0")
        assert not stage.shows(shown, "all checks pass")
