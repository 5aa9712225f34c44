"""An amount is shown whole, or as ####: never a part of it, which is another amount."""

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundledger.i18n import Language
from fundledger.tui.kit.columns import (
    Column,
    fen_column,
    grid,
    in_columns,
    needs,
    share_out,
)
from fundledger.tui.kit.figures import amount, yuan
from fundledger.tui.kit.text import Span, fit_line, fit_span, line_len
from tests.tui import stage

LARGEST = 999_999_999_999_999
"""9,999,999,999,999.99 元, in 分."""
fens = st.integers(-LARGEST, LARGEST)


def columns() -> list[Column]:
    return [
        Column("代码", 10),
        Column("名称"),
        Column("阶段", 14, wide_from=1),
        fen_column("已核定"),
        fen_column("已支出", wide_from=78),
    ]


def cells(one: int, other: int) -> list[Span]:
    name = Span("独居老人助餐服务（第1期）")
    return [Span("2024-1-01"), name, Span("区级评审"), amount(one), amount(other)]


def shown(line: list[Span]) -> list[str]:
    return [span.text.strip() for span in line if span.whole]


@given(fens, fens, st.integers(10, 130))
def test_an_amount_in_a_table_is_whole_or_hidden(
    one: int, other: int, width: int
) -> None:
    row = cells(one, other)
    widths = share_out(columns(), width, needs(columns(), [row]))
    line = in_columns(columns(), widths, row)
    for text in shown(line):
        assert text in {yuan(one), yuan(other)} or set(text) == {"#"}


@given(fens, fens, st.integers(30, 130))
def test_a_table_is_as_wide_as_its_screen_whatever_its_amounts(
    one: int, other: int, width: int
) -> None:
    row = cells(one, other)
    widths = share_out(columns(), width, needs(columns(), [row]))
    assert line_len(in_columns(columns(), widths, row)) == width


def test_a_column_goes_before_an_amount_is_hidden() -> None:
    wide, narrow, least = (
        grid(columns(), [cells(LARGEST, LARGEST)], width)[1] for width in (90, 60, 24)
    )
    assert shown([*wide]) == [yuan(LARGEST)] * 2
    assert shown([*narrow]) == [yuan(LARGEST)]
    (hidden,) = shown([*least])
    assert set(hidden) == {"#"}


def test_a_line_that_is_too_long_hides_an_amount_and_cuts_a_text() -> None:
    line = [Span("甲街道 "), amount(LARGEST)]
    assert fit_line(line, 20)[1].text == "#" * 13
    assert fit_line([Span("甲街道甲一社区")], 8)[0].text == "甲街道… "


def test_an_amount_that_fits_stands_at_the_right() -> None:
    assert fit_span(amount(100), 6, right=True).text == "  1.00"


@pytest.fixture(scope="module")
def huge_path(ledger_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a fund whose every amount is as large as the books can hold, or near."""
    path = tmp_path_factory.mktemp("huge") / "huge.db"
    shutil.copy(ledger_path, path)
    with closing(sqlite3.connect(path)) as database:
        statement = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for (name,) in database.execute(statement).fetchall():
            database.execute(f"DROP TRIGGER {name}")
        for table, column in (
            ("posting", "fen"),
            ("balance", "fen"),
            ("budget_line", "requested_fen"),
            ("application", "requested_fen"),
            ("review", "recommended_fen"),
        ):
            database.execute(f"UPDATE {table} SET {column} = {column} * 9999999999")
        database.commit()
    return path


AMOUNT = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d\d")
BROKEN = re.compile(r"\d[,.][\d,.]*…|…\d*[,.]\d")
"""A part of an amount beside the mark of a cut."""


@pytest.mark.parametrize(
    ("size", "lang"),
    [((60, 24), Language.EN), ((80, 24), Language.ZH), ((120, 40), Language.EN)],
    ids=str,
)
async def test_no_screen_shows_a_part_of_an_amount(
    huge_path: Path, size: tuple[int, int], lang: Language
) -> None:
    app = stage.app(huge_path, lang)
    wide: set[str] = set()
    async with app.run_test(size=size) as pilot:
        await stage.opened(pilot)
        for keys in ("0", "2", "enter", "]", "]", "]", "end", "7", "enter"):
            await pilot.press(keys)
            await stage.still(pilot)
            lines = stage.text(app)[3:-1]
            broken = [line for line in lines if BROKEN.search(line)]
            assert broken == [], "\n".join(lines)
            wide |= {text for line in lines for text in AMOUNT.findall(line)}
    assert max(map(len, wide)) >= len("1,000,000,000,000.00")
