"""Bars of one block have one scale, and shares and sums add up."""

import re
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundledger.commands.deed import Desk
from fundledger.commands.running_costs import pay_bank_fee
from fundledger.domain.ids import Login
from fundledger.domain.money import from_fen
from fundledger.i18n import Language
from fundledger.queries import glance, trial
from fundledger.store.opening import open_ledger
from fundledger.tui.kit.figures import shares
from fundledger.tui.screens.home.glance import GlanceScreen
from tests.tui import stage
from tests.tui.shell.acting import at_work, keys

ROW = re.compile(r"(█*[▏▎▍▌▋▊▉]?) +(?:(\d+)% +)?(-?[\d,]+\.\d\d)$")


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=40).filter(any))
def test_shares_add_up_to_a_hundred(parts: list[int]) -> None:
    percents = [int(each.removesuffix("%")) for each in shares(parts)]
    assert sum(percents) == 100
    whole = sum(parts)
    for part, percent in zip(parts, percents, strict=True):
        assert abs(percent - part * 100 / whole) < 1


@pytest.mark.parametrize("parts", [[], [0, 0], [5, -1]])
def test_what_has_no_whole_has_no_shares(parts: list[int]) -> None:
    assert shares(parts) == [""] * len(parts)


def blocks(lines: list[str]) -> list[tuple[int, list[tuple[str, int, int]]]]:
    """Read the screen's one column: each block's sum, and its bars with their 分."""
    read: list[tuple[int, list[tuple[str, int, int]]]] = []
    for line in lines:
        if (row := ROW.search(line.rstrip(" ▁▂▃▄▅▆▇█"))) is None:
            continue
        fen = int(row[3].replace(",", "").replace(".", ""))
        if line.strip().startswith(TITLES) and row[2] is None and not row[1]:
            read.append((fen, []))
        elif read:
            read[-1][1].append((row[1], int(row[2] or 0), fen))
    return read


TITLES = ("额度 ", "资金 ", "各资金来源", "按月已支出 ", "各社区已支出 ")


async def test_each_block_of_the_demo_adds_up(demo_path: Path) -> None:
    shown = stage.app(demo_path, Language.ZH)
    async with shown.run_test(size=(70, 70)) as pilot:
        await stage.opened(pilot)
        screen = stage.screen(shown)
        assert isinstance(screen, GlanceScreen)
        read = blocks(stage.text(shown))
    assert len(read) == 5
    for whole, bars in read:
        assert sum(fen for _, _, fen in bars) == whole
        percents = [share for _, share, _ in bars]
        assert sum(percents) in {0, 100}
        longest = max(bars, key=lambda each: each[2])
        assert all(len(drawn) <= len(longest[0]) for drawn, _, _ in bars)


def overdraw(path: Path) -> None:
    """Have a bank take 5.00 元 more than unrestricted sources have free."""
    with closing(open_ledger(str(path))) as ledger:
        with ledger.fund().reading() as books:
            free = glance.free_by_source(books)
            assert glance.overdrawn(free) == 0
            loose = sum(each.fen for each in free if not each.restricted)
            on = trial.last_day(books)
        assert on is not None
        desk = Desk(fund=ledger.fund(), actor=Login("accountant"), on=on)
        _ = pay_bank_fee(desk, from_fen(loose + 500), bank="main")


async def test_overdrawn_unrestricted_money_is_red_and_says_by_how_much(
    demo_path: Path,
) -> None:
    overdraw(demo_path)
    async with at_work(demo_path, "supervisor", stage.SMALL) as pilot:
        await stage.until(pilot, lambda: stage.shows(pilot.app, "专款被占用"))
        assert stage.shows(pilot.app, "非限定资金合计透支 ¥5.00")
        await keys(pilot, "right_square_bracket", "right_square_bracket")
        await keys(pilot, "home", "enter")
        assert stage.shows(pilot.app, "可立项额度     额度缺口"), (
            "its row opens the sources"
        )
        await keys(pilot, "0")
        assert stage.shows(pilot.app, "✗ 专款被占用", "限定·区级平安建设补助")
