"""A page costs its page: SQLite works as hard for it in a fund ten times as large."""

from collections.abc import Callable, Generator, Mapping
from contextlib import closing, contextmanager
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Any, Final

import pytest

from fundledger.domain.actions import Action
from fundledger.domain.chart import B_FREE, B_RESERVED
from fundledger.domain.ids import Month, ProjectNo, Seq, SubdistrictKey, VoucherNo
from fundledger.domain.people import Role
from fundledger.domain.projects import ProjectState
from fundledger.queries import (
    balances,
    journal,
    measures,
    project_pages,
    projects,
    records,
    register,
    subjects,
    trial,
)
from fundledger.queries.project_pages import Order
from fundledger.store import tables as t
from fundledger.store.books import Fund
from fundledger.store.reading import Books
from fundledger.store.writing import Writing
from tests import small
from tests.databases import Database, File

FEW, MANY = 40, 400
PAGE: Final = 8
STATES: Final = (ProjectState.ACTIVE, ProjectState.DRAFT, ProjectState.CLOSED)
PLACES: Final = ("c1", "c2", "c0")


@contextmanager
def counted(fund: Fund) -> Generator[tuple[Books, list[int]]]:
    """Read, and count what SQLite does: the instructions of its virtual machine."""
    with fund.reading() as books:
        done = [0]

        def count() -> int:
            done[0] += 1
            return 0

        driver = fund.ledger.dialect.driver(books.connection)
        driver.set_progress_handler(count, 1)
        try:
            yield books, done
        finally:
            driver.set_progress_handler(None, 1)


def _project(write: Writing, no: int) -> None:
    """Draft a project and reserve 0.02 元 for it, by a voucher."""
    number = ProjectNo(no)
    write.insert(
        t.project,
        no=number,
        code=f"2024-{no:03}",
        title=f"邻里节（第{no}期）",
        community_key=PLACES[no % 3],
        round_key="2024-1",
        category="社区服务",
        version=1,
        state=STATES[no % 3],
    )
    write.insert(
        t.application,
        no=no,
        project_no=number,
        version=1,
        title=f"邻里节（第{no}期）",
        purpose="邻里相识",
        starts_on=write.on,
        ends_on=write.on,
        requested_fen=2,
    )
    write.insert(
        t.step,
        opening=False,
        no=no,
        project_no=number,
        action=Action.PROJECT_DRAFT,
        to_state=ProjectState.DRAFT,
        actor=small.CLERK,
        role=Role.PREPARER,
        on_date=write.on,
        reason="",
    )
    small.book(write, [small.entry(B_FREE, B_RESERVED, 2, number)])


def _places(write: Writing) -> None:
    write.insert(t.subdistrict, key="s0", name="零街道")
    write.insert(t.community, key="c0", name="零社区", subdistrict_key="s0")
    write.insert(t.community, key="c2", name="二社区", subdistrict_key="s1")


def grown(database: Database, count: int) -> Fund:
    """Found a fund with so many projects, and a record and a voucher for each."""
    fund = small.create(database.ledger(), database.clerk)
    fund.write(small.ask("community.add"), _places)
    for no in range(2, count + 1):
        day = date(2024, 1 + no * 11 // count, 15)
        fund.write(small.ask("project.draft", on=day), partial(_project, no=no))
    return fund


@pytest.fixture(scope="module")
def funds(
    sqlite_file: File, tmp_path_factory: pytest.TempPathFactory
) -> Generator[tuple[Fund, Fund]]:
    """Give a small fund, and one ten times as large."""

    def filled_fund(count: int) -> Fund:
        folder = tmp_path_factory.mktemp(f"projects{count}")
        return grown(sqlite_file.database(folder), count)

    few, many = filled_fund(FEW), filled_fund(MANY)
    with closing(few.ledger), closing(many.ledger):
        yield few, many


def _project_page(order: Order) -> Callable[[Books], object]:
    return lambda books: project_pages.page(books, order=order, limit=PAGE)


def _at(books: Books, no: VoucherNo) -> register.LinePosition:
    voucher = journal.voucher(books, no)
    assert voucher is not None
    posting = journal.postings(books, no)[0]
    return register.LinePosition(
        *(voucher.month, voucher.series, voucher.number),
        is_credit=True,
        posting_no=posting.no,
        account=posting.credit,
    )


PAGES: Final[Mapping[str, Callable[[Books], object]]] = MappingProxyType(
    {
        **{f"projects by {order}": _project_page(order) for order in Order},
        "measures of a page": lambda books: measures.funds_of(
            books, [ProjectNo(no) for no in range(5, 5 + PAGE)]
        ),
        "measures of a project": lambda books: measures.project_funds(
            books, ProjectNo(5)
        ),
        "a project as it stood": lambda books: projects.project(
            books, ProjectNo(5), date(2024, 12, 31)
        ),
        "the journal": lambda books: register.journal(books, limit=PAGE),
        "the journal, later": lambda books: register.journal(
            books, after=_at(books, VoucherNo(20)), limit=PAGE
        ),
        "vouchers": lambda books: journal.vouchers(books, limit=PAGE),
        "records": lambda books: records.records(books, limit=PAGE),
        "earlier records": lambda books: records.records(
            books, before=Seq(20), limit=PAGE
        ),
        "what a page of records is about": lambda books: subjects.subjects(
            books, [each.seq for each in records.records(books, limit=PAGE)]
        ),
        "what earlier records are about": lambda books: subjects.subjects(
            books, [Seq(no) for no in range(12, 12 + PAGE)]
        ),
        "balances": balances.balances,
        "balances of a page": lambda books: balances.balances_of(
            books, {ProjectNo(no) for no in range(5, 5 + PAGE)}
        ),
        "the last day": trial.last_day,
        "what later months moved": lambda books: journal.pairs_after(
            books, Month("2024-12")
        ),
    }
)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_costs_the_same_in_a_fund_ten_times_as_large(
    page: str, funds: tuple[Fund, Fund]
) -> None:
    work: list[int] = []
    for fund in funds:
        with counted(fund) as (books, done):
            PAGES[page](books)
        work.append(done[0])
    few, many = work
    assert few > 0
    assert many <= few * 1.25, (few, many)


@pytest.mark.parametrize("order", Order)
def test_pages_of_projects_give_each_once_in_order(
    order: Order, funds: tuple[Fund, Fund]
) -> None:
    few, _ = funds
    with few.reading() as books:
        paged: list[projects.Project] = []
        page = project_pages.page(books, order=order, limit=PAGE)
        while page:
            paged += page
            page = project_pages.page(books, order=order, after=page[-1], limit=PAGE)
        everything = projects.projects(books)
    states = [*ProjectState]
    keys: Mapping[Order, Callable[[projects.Project], tuple[Any, ...]]] = {
        Order.NUMBER: lambda each: (each.no,),
        Order.STATE: lambda each: (states.index(each.state), each.no),
        Order.PLACE: lambda each: (each.subdistrict_key, each.community_key, each.no),
    }
    assert paged == sorted(everything, key=keys[order])
    assert len(paged) == FEW


def test_a_filter_holds_on_every_page(funds: tuple[Fund, Fund]) -> None:
    few, _ = funds
    wanted = projects.ProjectFilter(subdistrict=SubdistrictKey("s1"), text="第3")
    with few.reading() as books:
        by_place = project_pages.page(
            books, wanted, order=Order.PLACE, limit=2, after=None
        )
        rest = project_pages.page(
            books, wanted, order=Order.PLACE, limit=50, after=by_place[-1]
        )
        fitting = projects.projects(books, wanted)
    assert len(by_place) == 2
    assert sorted(each.no for each in [*by_place, *rest]) == [p.no for p in fitting]
    assert {each.subdistrict_key for each in fitting} == {"s1"}


def test_walking_gives_every_project_now_and_as_it_stood(
    monkeypatch: pytest.MonkeyPatch, funds: tuple[Fund, Fund]
) -> None:
    few, _ = funds
    monkeypatch.setattr(projects, "WALKED", 7)
    with few.reading() as books:
        assert [*projects.walk(books)] == projects.projects(books)
        drafts = projects.ProjectFilter(states=frozenset({ProjectState.DRAFT}))
        assert [*projects.walk(books, drafts)] == projects.projects(books, drafts)
        day = date(2024, 6, 30)
        stood = [*projects.walk(books, as_of=day)]
        assert stood == projects.projects(books, as_of=day)
        assert [each.no for each in stood] == list(range(2, len(stood) + 2))
        assert 10 < len(stood) < FEW - 1
        assert projects.projects(books, drafts, as_of=day, limit=9) == stood[:9]
        assert projects.project(books, stood[3].no, day) == stood[3]


def test_the_measures_of_a_page_are_those_of_the_whole_fund(
    funds: tuple[Fund, Fund],
) -> None:
    few, _ = funds
    with few.reading() as books:
        everything = measures.all_project_funds(books)
        some = [ProjectNo(1), ProjectNo(3), ProjectNo(4)]
        assert measures.funds_of(books, some) == {
            no: everything.get(no, measures.NOTHING) for no in some
        }
        until = date(2024, 2, 1)
        then = measures.all_project_funds(books, until)
        assert measures.funds_of(books, [*everything], until) == {
            no: then.get(no, measures.NOTHING) for no in everything
        }
