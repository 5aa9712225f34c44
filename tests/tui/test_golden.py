"""The screens as they were last looked at, cell by cell."""

from pathlib import Path

import pytest

from fundledger.i18n import Language
from tests.tui import golden, stage

SCREENS = {
    "glance": (),
    "projects": ("2",),
    "project": ("2", "enter"),
    "project-review": ("2", "enter", "]"),
    "project-money": ("2", "enter", "]", "]"),
    "project-vouchers": ("2", "enter", "]", "]", "]"),
    "reconciliation": ("6",),
    "audit": ("8",),
    "record": ("8", "enter"),
    "help": ("8", "?"),
    "palette": ("ctrl+p",),
}


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("lang", Language)
@pytest.mark.parametrize("size", [stage.SMALL, stage.LARGE], ids=["small", "large"])
async def test_a_screen_looks_as_it_was_kept(
    ledger_path: Path, name: str, lang: Language, size: tuple[int, int]
) -> None:
    shown = stage.app(ledger_path, lang)
    async with shown.run_test(size=size) as pilot:
        await stage.opened(pilot)
        for key in SCREENS[name]:
            await pilot.press(key)
            await stage.still(pilot)
        columns, rows = size
        golden.hold(f"{name}-{lang}-{columns}x{rows}", stage.text(shown))


def test_a_wide_character_takes_two_cells() -> None:
    assert golden.cells("a社b") == ["a", "社", "", "b"]


def test_the_first_other_cell_is_named() -> None:
    first = golden.difference(["社区", "ok"], ["社会", "ok"])
    assert first is not None
    assert first.startswith("row 0, cell 2: '区' was there, '会' is now")
    assert golden.difference(["same"], ["same"]) is None
