"""Text from people and files is never markup and never steers the terminal."""

import shutil
import sqlite3
import unicodedata
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from fundledger.i18n import Language
from fundledger.tui.app import FundApp
from fundledger.tui.shell.reading import Door
from tests.tui import stage

HOSTILE: Final = (
    "[red]x[/] [@click=app.quit]点[/] \x1b[31m\x9b2J\x07\x08\u202e反\u2066向"
    "\u200d\u200b\ufeff\u0085\u2028\x00 $x {y}"
)
"""Markup, escapes, bells, bidi overrides, joiners, line ends: all in one text."""
STEERING: Final = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
COLUMNS: Final = (
    "person.name",
    "fund.name",
    "community.name",
    "subdistrict.name",
    "project.title",
    "project.category",
    "project.round_key",
    "application.purpose",
    "budget_line.description",
    "review.opinion",
    "step.reason",
    "voucher.summary",
    "published.publication",
    "record.action",
    "account_code.name_zh",
    "account_code.name_en",
)
"""Every free text that a screen shows."""


@pytest.fixture(scope="module")
def hostile_path(ledger_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a fund with hostile text everywhere, in a file with a hostile name."""
    name = "fund\x1b[31m\u202ebd [red].db"
    path = Path(shutil.copy(ledger_path, tmp_path_factory.mktemp("hostile") / name))
    with closing(sqlite3.connect(path)) as database:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for (trigger,) in database.execute(query).fetchall():
            database.execute(f"DROP TRIGGER {trigger}")
        database.execute("PRAGMA ignore_check_constraints = ON")
        for column in COLUMNS:
            table, _, text = column.partition(".")
            statement = f"UPDATE {table} SET {text} = ? || {text}"
            database.execute(statement, (HOSTILE,))
        database.commit()
    return path


def steering(shown: object) -> set[str]:
    """Give the characters of a screen that would steer a terminal."""
    segments = [each for strip in stage.strips(shown) for each in strip]
    assert all(each.control is None for each in segments)
    return {
        char
        for each in segments
        for char in each.text
        if unicodedata.category(char) in STEERING
    }


WALK: Final = (
    ("0",),
    ("2",),
    ("enter",),
    ("right_square_bracket",),
    ("right_square_bracket",),
    ("right_square_bracket",),
    ("right_square_bracket",),
    ("e",),
    ("?",),
    ("escape", "5"),
    ("enter",),
    ("escape", "7"),
    ("enter",),
    ("escape", "j", "j", "enter"),
    ("8",),
    ("slash", *"[red]", "enter"),
    ("down", "enter"),
    ("escape", "escape", "v"),
    ("ctrl+p",),
)
"""Every screen, one after the other."""


@pytest.mark.parametrize(
    ("size", "lang"),
    [(stage.SMALL, Language.ZH), ((300, 60), Language.EN)],
    ids=["small", "huge"],
)
async def test_no_text_of_anybody_steers_the_terminal_or_is_markup(
    hostile_path: Path,
    size: tuple[int, int],
    lang: Language,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = FundApp(Door(str(hostile_path), None), lang, f"root{HOSTILE}")
    literally = 0
    async with shown.run_test(size=size) as pilot:
        await stage.opened(pilot)
        for keys in WALK:
            await pilot.press(*keys)
            await stage.still(pilot)
            assert steering(shown) == set(), keys
            assert stage.screen_below(shown).trouble is None, keys
            literally += stage.shows(shown, "[red]x[/]")
    assert literally > len(WALK) // 2
    assert not shown.stumbled


async def test_an_error_about_a_hostile_file_steers_no_terminal(
    tmp_path: Path,
) -> None:
    shown = stage.app(tmp_path / "none\x1b[31m\u202e[red].db", Language.EN)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.until(pilot, stage.saying(shown, "Not shown"))
        assert stage.shows(shown, "[red].db")
        assert steering(shown) == set()
