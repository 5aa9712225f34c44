"""The demo fund: the bulletin's three figures, told by deeds, the same every time."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import pytest

from fundledger import demo
from fundledger.checks.registry import CHECKS, Light, run_checks
from fundledger.demo import DemoExistsError, create_demo, load_demo
from fundledger.demo.diary import DEEDS
from fundledger.demo.telling import Telling
from fundledger.domain.actions import Action
from fundledger.domain.projects import ProjectState
from fundledger.errors import RefusedError
from fundledger.queries.control import ControlRow, control_totals
from fundledger.queries.journal import unreviewed, vouchers
from fundledger.queries.projects import projects
from fundledger.readers.demo import DeedRow, read_story
from fundledger.store.audit import Head
from fundledger.store.books import Fund, FundExistsError, Ledger
from fundledger.store.verify import verify
from tests.databases import Database, Prompt

CUT_OFF = date(2024, 8, 15)
ROWS_TOLD = 2347
"""Rows of the diary."""
DEEDS_TOLD = 2590
VOUCHERS = 648


@pytest.fixture
def fund(demo_path: Path) -> Iterator[Fund]:
    """Open the demo fund."""
    with closing(Ledger(str(demo_path))) as ledger:
        yield ledger.fund("shangjie")


class Created(NamedTuple):
    """A second demo, and what was seen of its making."""

    path: Path
    stages: list[tuple[int, int]]
    beside: list[str]


@pytest.fixture(scope="module")
def created(tmp_path_factory: pytest.TempPathFactory) -> Created:
    """Create the demo once more."""
    path = tmp_path_factory.mktemp("created") / "again.db"
    stages: list[tuple[int, int]] = []
    create_demo(path, lambda done, total: stages.append((done, total)))
    return Created(path, stages, [each.name for each in path.parent.iterdir()])


def totals(fund: Fund, as_of: date | None = None) -> ControlRow:
    with fund.reading() as books:
        return control_totals(books, as_of).fund


def test_the_three_figures_of_the_bulletin_come_out_exactly(fund: Fund) -> None:
    row = totals(fund, CUT_OFF)
    assert (row.communities, row.projects) == (28, 90)
    assert row.spent_fen == 14_500_000


def test_what_the_readme_says_beside_them_is_so(fund: Fund) -> None:
    then, now = totals(fund, CUT_OFF), totals(fund)
    assert (then.paid_fen, then.approved_fen) == (16_371_076, 18_338_000)
    assert (now.spent_fen, now.paid_fen) == (15_241_528, 16_674_121)
    assert now.approved_fen == 19_046_500


def test_every_check_passes_at_the_cut_off_and_at_the_end(fund: Fund) -> None:
    with fund.reading() as books:
        for as_of in (CUT_OFF, None):
            lights = {r.number: r.light for r in run_checks(books, as_of, fund=fund)}
            assert lights == {check.number: Light.PASS for check in CHECKS}


def test_every_row_of_the_diary_is_done_and_no_deed_was_refused(fund: Fund) -> None:
    rows = read_story().deeds
    with closing(Prompt(sqlite3.connect(fund.ledger.address))) as bare:
        recorded = bare.run("SELECT action, actor, on_date, outcome FROM record")
    assert (len(rows), len(recorded)) == (ROWS_TOLD, DEEDS_TOLD)
    diary = [(r.action.value, r.actor, r.date.isoformat(), "accepted") for r in rows]
    # A row may stand for many deeds alike: everybody added, every day off.
    assert [deed for deed, _ in groupby(recorded)] == [
        deed for deed, _ in groupby(diary)
    ]


def test_it_has_the_vouchers_it_was_told_with(fund: Fund) -> None:
    with fund.reading() as books:
        assert len(vouchers(books)) == VOUCHERS
        assert unreviewed(books, until=date(2024, 7, 31)) == []


def test_ninety_nine_applications_stand_where_the_readme_says(fund: Fund) -> None:
    with fund.reading() as books:
        states = Counter(each.state for each in projects(books))
    assert sum(states.values()) == 99
    assert states[ProjectState.RETURNED] == 2
    assert states[ProjectState.REJECTED] == 2
    assert states[ProjectState.CANCELLED] == 1
    assert states[ProjectState.WITHDRAWN] == 2
    assert states[ProjectState.DRAFT] == 1
    assert states[ProjectState.SUBMITTED] == 1


def test_it_verifies_against_its_own_chain(fund: Fund) -> None:
    verified = verify(fund)
    assert (verified.complete, verified.findings) == (True, ())


def test_two_loads_have_the_same_head(demo_path: Path, created: Created) -> None:
    heads: list[tuple[object, ...]] = []
    for path in (demo_path, created.path):
        with closing(Prompt(sqlite3.connect(path))) as bare:
            heads += bare.run("SELECT head_seq, head_sha256 FROM fund")
    assert heads[0] == heads[1]
    assert heads[0][0] == DEEDS_TOLD


def test_records_are_dated_by_the_diary_and_time_only_passes(demo_path: Path) -> None:
    with closing(Prompt(sqlite3.connect(demo_path))) as bare:
        moments = bare.run("SELECT on_date, recorded_at FROM record ORDER BY seq")
    assert moments[0] == ("2024-01-02", "2024-01-02T09:00:00Z")
    assert all(at.startswith(on) for on, at in moments)
    assert [at for _, at in moments] == sorted({at for _, at in moments})


def test_progress_tells_every_row(created: Created) -> None:
    assert created.stages == [(done, ROWS_TOLD) for done in range(1, ROWS_TOLD + 1)]


def test_only_its_owner_reads_the_file(created: Created) -> None:
    assert created.path.stat().st_mode & 0o077 == 0


def test_nothing_is_left_beside_the_file(created: Created) -> None:
    assert created.beside == [created.path.name]


class PulledPlugError(Exception):
    """Something goes wrong in the middle."""


@pytest.mark.parametrize("end", [PulledPlugError, KeyboardInterrupt])
def test_a_failure_in_the_middle_leaves_nothing(
    tmp_path: Path, end: type[BaseException]
) -> None:
    def stop(done: int, _total: int) -> None:
        if done == 100:
            raise end

    with pytest.raises(end):
        create_demo(tmp_path / "demo.db", stop)
    assert list(tmp_path.iterdir()) == []


def test_a_deed_that_is_refused_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_telling: Telling, _row: DeedRow) -> None:
        raise RefusedError

    monkeypatch.setattr(demo, "DEEDS", {**DEEDS, Action.PROJECT_DRAFT: refused})
    with pytest.raises(RefusedError):
        create_demo(str(tmp_path / "demo.db"))
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "demo.db").write_text("mine", encoding="utf-8")
    with pytest.raises(DemoExistsError):
        create_demo(tmp_path / "demo.db")
    assert (tmp_path / "demo.db").read_text(encoding="utf-8") == "mine"


def test_a_file_that_appears_meanwhile_is_not_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = read_story()
    short = replace(story, deeds=story.deeds[:8])
    monkeypatch.setattr(demo, "read_story", lambda: short)

    def appear(done: int, total: int) -> None:
        if done == total:
            (tmp_path / "demo.db").write_text("mine", encoding="utf-8")

    with pytest.raises(DemoExistsError):
        create_demo(tmp_path / "demo.db", appear)
    assert (tmp_path / "demo.db").read_text(encoding="utf-8") == "mine"
    assert [each.name for each in tmp_path.iterdir()] == ["demo.db"]


def test_a_ledger_has_the_demo_only_once(demo_path: Path) -> None:
    with closing(Ledger(str(demo_path))) as ledger, pytest.raises(FundExistsError):
        load_demo(ledger)


def test_postgresql_tells_the_same_story_to_the_same_head(
    postgres_database: Database, demo_path: Path
) -> None:
    with closing(postgres_database.ledger()) as ledger:
        fund = load_demo(ledger)
        assert totals(fund, CUT_OFF) == _on_sqlite(demo_path)
        with fund.reading() as books:
            assert books.head == _head(demo_path)
            lights = {result.light for result in run_checks(books, fund=fund)}
            assert lights == {Light.PASS}


def _head(path: Path) -> Head:
    with closing(Ledger(str(path))) as ledger, ledger.fund().reading() as books:
        return books.head


def _on_sqlite(path: Path) -> ControlRow:
    with closing(Ledger(str(path))) as ledger:
        return totals(ledger.fund(), CUT_OFF)


def test_the_diary_uses_every_action_that_can_be_told() -> None:
    assert {row.action for row in read_story().deeds} == set(DEEDS)
