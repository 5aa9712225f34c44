"""What stands in the rows: their order, their amounts, before and after."""

from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from fundledger.commands.posting import post
from fundledger.domain.actions import Action
from fundledger.domain.ids import Seq
from fundledger.domain.journal import PostingRule
from fundledger.domain.projects import ProjectState
from fundledger.domain.sources import Share
from fundledger.i18n import Language
from fundledger.store import tables as t
from fundledger.store.books import Fund, Ledger
from fundledger.store.writing import Writing
from fundledger.tui.screens.audit.record import RecordScreen
from fundledger.tui.screens.projects.projects import (
    Listed,
    Order,
    Sort,
    find,
    listed,
)
from fundledger.writers.values import stored
from tests import small
from tests.tui import stage

SortKey = tuple[str | int, ...]
LIFE = [*ProjectState]
ORDERS: dict[Sort, Callable[[Listed], SortKey]] = {
    Sort.NUMBER: lambda row: (row.project.no,),
    Sort.STATE: lambda row: (LIFE.index(row.project.state),),
    Sort.PLACE: lambda row: (row.project.subdistrict_key, row.project.community_key),
    Sort.APPROVED: lambda row: (-row.decided,),
    Sort.SPENT: lambda row: (-row.spent,),
}


def test_every_sort_has_an_order() -> None:
    assert set(ORDERS) == set(Sort)


async def test_rows_stand_in_the_order_that_the_heading_names(demo_path: Path) -> None:
    shown = stage.app(demo_path, Language.EN)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        for key, sort in zip("2" + "s" * len(Sort), Sort, strict=False):
            await pilot.press(key)
            await stage.until(pilot, stage.saying(shown, f"{sort.value} · 99"))
            rows = projects(shown)
            order = [ORDERS[sort](row) for row in rows]
            assert order == sorted(order), sort
            assert len({*order}) > 3, sort
            keys = [row.key for row in stage.table(shown).rows]
            assert keys == [row.project.no for row in rows], sort


def projects(shown: object) -> Sequence[Listed]:
    rows = stage.listed(shown).rows or ()
    return [row for row in rows if isinstance(row, Listed)]


def test_what_is_reserved_on_public_notice_counts_as_approved(
    small_fund: Fund,
) -> None:
    """Approved is what the approver said, established by now or still on notice."""
    for rule, fen in (
        (PostingRule.APPROVED, 60_000),
        (PostingRule.ESTABLISHED, 20_000),
    ):
        _post(small_fund, rule, fen)
    with small_fund.reading() as books:
        (row,) = find("", Order(Sort.NUMBER), None, books).rows
    assert (row.decided, row.spent) == (60_000, 0)


def _post(fund: Fund, rule: PostingRule, fen: int) -> None:
    def run(write: Writing) -> int:
        return post(
            write,
            rule,
            [Share(small.AID, fen)],
            summary=rule.value,
            project_no=small.PROJECT,
        )

    fund.write(small.ask(rule, on=date(2024, 3, 20), fen=fen), run)


def handed_in(path: Path) -> tuple[Seq, str, str]:
    """Find the record that handed a project in; its states before and after."""
    c = t.step.c
    statement = select(c.seq, c.from_state, c.to_state)
    with closing(Ledger(str(path))) as ledger, ledger.fund().reading() as books:
        (row, *_) = books.rows(statement.where(c.action == Action.PROJECT_SUBMIT))
    return row.seq, row.from_state, row.to_state


async def test_a_record_says_what_was_before_and_what_after(demo_path: Path) -> None:
    seq, before, after = handed_in(demo_path)
    assert before != after
    shown = stage.app(demo_path, Language.EN)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        _ = shown.push_screen(RecordScreen(seq))
        await stage.until(pilot, stage.exportable(shown))
        assert stage.shows(shown, f"state: {before} → {after}")
        exported = stage.screen(shown).exported()
    assert exported is not None
    (_, changes) = exported.report.tables
    names = [column.name for column in changes.columns]
    cells = [dict(zip(names, map(stored, row), strict=True)) for row in changes.rows]
    (state,) = (each for each in cells if each["column"] == "state")
    assert (state["table"], state["before"], state["after"]) == (
        "project",
        before,
        after,
    )


@pytest.mark.parametrize("sort", [Sort.NUMBER, Sort.STATE, Sort.PLACE])
def test_pages_of_projects_join_to_the_whole_list_in_its_order(
    sort: Sort, demo_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fundledger.tui.screens.projects.projects.PAGE", 13)
    with closing(Ledger(str(demo_path))) as ledger, ledger.fund().reading() as books:
        page = find("", Order(sort), None, books)
        rows = [*page.rows]
        while page.more:
            page = find("", Order(sort), rows[-1].project, books)
            assert 0 < len(page.rows) <= 13
            rows += page.rows
        assert rows == listed("", Order(sort), books)
    assert len(rows) > 6 * 13
