"""The screens as they were last looked at, cell by cell."""

from pathlib import Path

import pytest

from fundledger.i18n import Language
from tests.tui import golden, stage

WALK = {
    "glance": (),
    "projects": ("2",),
    "project": ("enter",),
    "project-review": ("]",),
    "project-money": ("]",),
    "project-vouchers": ("]",),
    "trial-balance": ("escape", "5"),
    "voucher": (*["left"] * 5, "enter", "down", "enter"),
    "reconciliation": ("escape", "escape", "7"),
    "audit": ("8",),
    "record": ("enter",),
    "help": ("escape", "?"),
    "palette": ("escape", "1", "ctrl+p"),
}
"""The keys that lead from each screen to the next."""


@pytest.mark.parametrize("lang", Language)
@pytest.mark.parametrize("size", [stage.SMALL, stage.LARGE], ids=["small", "large"])
async def test_every_screen_looks_as_it_was_kept(
    ledger_path: Path, lang: Language, size: tuple[int, int]
) -> None:
    shown = stage.app(ledger_path, lang)
    other: list[str] = []
    async with shown.run_test(size=size) as pilot:
        await stage.opened(pilot)
        for name, keys in WALK.items():
            for key in keys:
                await pilot.press(key)
                await stage.still(pilot)
            columns, rows = size
            grid = f"{name}-{lang}-{columns}x{rows}"
            other += golden.otherwise(grid, stage.text(shown))
    assert other == []


def test_a_wide_character_takes_two_cells() -> None:
    assert golden.cells("a社b") == ["a", "社", "", "b"]


def test_the_first_other_cell_is_named() -> None:
    first = golden.difference(["社区", "ok"], ["社会", "ok"])
    assert first is not None
    assert first.startswith("row 0, cell 2: '区' was there, '会' is now")
    assert golden.difference(["same"], ["same"]) is None
