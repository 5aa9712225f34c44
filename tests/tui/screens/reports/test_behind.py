"""A figure opens what it counts, and is called by one word wherever it stands."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from fundledger.checks.reconciliation import FigureRow
from fundledger.domain.money import parse_money, to_fen
from fundledger.domain.publishing import Figure, Unit
from fundledger.i18n import Language, label, translate
from fundledger.queries.control import Level, control_totals
from fundledger.reports.columns import COLUMNS
from fundledger.store.books import Ledger
from fundledger.tui.screens.reports import totals
from fundledger.tui.screens.reports.reconciliation import find
from fundledger.tui.shell.words import Words
from tests.tui import stage

ZH = Words(Language.ZH)
OF_ROW = {
    Figure.COMMUNITIES: "communities",
    Figure.PROJECTS_REVIEWED: "projects",
    Figure.APPROVED: "approved_fen",
    Figure.SPENT: "spent_fen",
    Figure.PAID: "paid_fen",
}
"""What a figure is in the control totals of the fund."""


def figure(name: Figure, day: date) -> FigureRow:
    return FigureRow(name, day, "1", Unit.YUAN, 100, 0, met=True, publication="简报")


@pytest.mark.parametrize("day", [date(2024, 8, 15), date(2024, 5, 31)])
@pytest.mark.parametrize("name", Figure)
def test_the_list_that_opens_is_the_number(
    demo_path: Path, name: Figure, day: date
) -> None:
    with closing(Ledger(str(demo_path))) as ledger, ledger.fund().reading() as books:
        at_day = control_totals(books, day)
    sheet = totals.behind(at_day, figure(name, day), "1:x", ZH)
    number = getattr(at_day.fund, OF_ROW[name])
    if name in {Figure.COMMUNITIES, Figure.PROJECTS_REVIEWED}:
        assert len(sheet.rows) == number
    else:
        at = [column.title for column in sheet.columns].index(label(name, Language.ZH))
        amounts = [to_fen(parse_money(row.cells[at].text)) for row in sheet.rows]
        assert sum(amounts) == number
        assert all(amounts)
    level = Level.COMMUNITY if name is Figure.COMMUNITIES else Level.PROJECT
    assert all(str(level) in str(row.key) for row in sheet.rows)


def test_what_the_demo_published_opens_what_it_counts(demo_path: Path) -> None:
    with closing(Ledger(str(demo_path))) as ledger, ledger.fund().reading() as books:
        answer = find(books)
    counted = 0
    for each in answer.reconciled.figures:
        sheet = totals.behind(answer.totals_at[each.as_of], each, "1:x", ZH)
        if each.unit == Unit.COUNT:
            counted += 1
            assert len(sheet.rows) == each.booked
    assert counted == 2


async def test_communities_open_communities(demo_path: Path) -> None:
    shown = stage.app(demo_path, Language.EN)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("7")
        await stage.until(pilot, stage.exportable(shown))
        keys = [row.key for row in stage.table(shown).rows]
        at = next(at for at, key in enumerate(keys) if "communities" in str(key))
        for _ in range(at):
            await pilot.press("down")
        await pilot.press("enter")
        await stage.until(pilot, stage.saying(shown, "Behind the figure"))
        assert len(stage.table(shown).rows) == 28


@pytest.mark.parametrize("lang", Language)
def test_a_figure_is_called_as_its_column_is(lang: Language) -> None:
    for name, column in (
        (Figure.APPROVED, "approved_fen"),
        (Figure.SPENT, "spent_fen"),
        (Figure.PAID, "paid_fen"),
        (Figure.COMMUNITIES, "communities"),
    ):
        assert label(name, lang) == translate(COLUMNS[column].heading, lang)


def test_a_published_number_has_its_unit_in_words() -> None:
    english = Words(Language.EN)
    assert totals.in_words("14.5", Unit.WAN, english) == "14.5 ten thousand yuan"
    assert totals.in_words("28", Unit.COUNT, english) == "28"
    assert totals.in_words("14.5", Unit.WAN, ZH) == "14.5 万元"
    assert totals.in_words("28", Unit.COUNT, ZH) == "28 个"
