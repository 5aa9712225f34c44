"""At 80×24 no amount is cut, and every screen says whose books these are."""

from pathlib import Path

from fundledger.i18n import Language
from fundledger.tui.kit.text import HIDDEN
from tests.tui import stage

WALK = {
    "glance": (),
    "projects": ("f9", "2"),
    "by amount": ("f9", "s", "s", "s"),
    "overview": ("f9", "enter"),
    "review": ("f9", "]"),
    "money": ("f9", "]"),
    "vouchers": ("f9", "]"),
    "log": ("f9", "]"),
    "trial balance": ("escape", "f9", "5"),
    "register": ("f9", "home", "down", "enter"),
    "voucher": ("f9", "home", "down", "enter"),
    "to review": ("escape", "escape", "f9", "u"),
    "periods": ("escape", "f9", "p"),
    "banks": ("escape", "f9", "6"),
    "bank journal": ("f9", "home", "enter"),
    "reconciliation": ("escape", "f9", "7"),
    "behind a figure": ("f9", "enter"),
    "audit": ("escape", "f9", "8"),
    "record": ("f9", "enter"),
    "help": ("escape", "f9", "?"),
    "palette": ("escape", "f9", "1", "ctrl+p"),
}
"""The keys that lead from each screen to the next, in the other language."""
BAND = {Language.ZH: "演示：不是真实账簿", Language.EN: "DEMO: nobody's books"}


async def test_no_amount_is_cut_and_the_demo_says_so(demo_path: Path) -> None:
    shown = stage.app(demo_path, Language.ZH)
    async with shown.run_test(size=stage.SMALL) as pilot:
        await stage.opened(pilot)
        for name, keys in WALK.items():
            for key in keys:
                await pilot.press(key)
                await stage.still(pilot)
            page: list[str] = []
            for _ in range(4):
                before, page = page, stage.text(shown)
                if page == before:
                    break
                whole = "\n".join(page)
                assert HIDDEN * 4 not in whole, name
                assert BAND[shown.lang] in whole, name
                assert "demo.db" in whole, name
                await pilot.press("pagedown")
                await stage.still(pilot)
