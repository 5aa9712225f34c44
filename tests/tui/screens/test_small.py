"""At 80×24 no amount is cut, and every screen says whose books these are."""

from itertools import cycle
from pathlib import Path

import pytest

from fundledger.i18n import Language
from fundledger.tui.kit.text import HIDDEN
from tests.tui import stage

WAYS = {
    "glance": (),
    "projects": ("2",),
    "by amount": ("2", "s", "s", "s"),
    "overview": ("2", "enter"),
    "review": ("2", "enter", "]"),
    "money": ("2", "enter", "]", "]"),
    "vouchers": ("2", "enter", "]", "]", "]"),
    "log": ("2", "enter", "["),
    "reconciliation": ("6",),
    "behind a figure": ("6", "enter"),
    "audit": ("8",),
    "record": ("8", "enter"),
    "help": ("?",),
    "palette": ("ctrl+p",),
}
BAND = {Language.ZH: "演示：不是真实账簿", Language.EN: "DEMO: nobody's books"}


@pytest.mark.parametrize(("way", "lang"), [*zip(WAYS, cycle(Language), strict=False)])
async def test_no_amount_is_cut_and_the_demo_says_so(
    demo_path: Path, way: str, lang: Language
) -> None:
    shown = stage.app(demo_path, lang)
    async with shown.run_test(size=stage.SMALL) as pilot:
        await stage.opened(pilot)
        for key in WAYS[way]:
            await pilot.press(key)
            await stage.still(pilot)
        for _ in range(4):
            assert not stage.shows(shown, HIDDEN * 4)
            assert stage.shows(shown, BAND[lang])
            assert stage.shows(shown, "demo.db")
            await pilot.press("pagedown")
            await stage.still(pilot)
