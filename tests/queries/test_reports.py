"""What reports say of a small life, known by hand; on both databases."""

from datetime import date

import pytest

from fundledger.commands import posting
from fundledger.domain.chart import ADMIN_COST, Book
from fundledger.domain.ids import Seq
from fundledger.domain.journal import Posting, PostingRule, Slot
from fundledger.domain.sources import GENERAL, Source
from fundledger.queries import control, glance, measures, published, trial
from fundledger.queries.balances import balances
from fundledger.store.books import Fund
from tests import lived, small

ADMITTED = 30_000 + 9_000


@pytest.fixture
def fund(small_fund: Fund) -> Fund:
    """Give a fund with a life, its project approved."""
    lived.live(small_fund)
    lived.step(small_fund, "project.approve", small.CLERK, "district_approver")
    return small_fund


def test_a_project_is_measured_as_its_life_went(fund: Fund) -> None:
    with fund.reading() as books:
        funds = measures.project_funds(books, small.PROJECT)
        everybody = measures.all_project_funds(books)
    assert funds._asdict() == {
        "established": 60_000,
        "supplements": 5_000,
        "cuts": 2_000,
        "lapsed": 7_000,
        "reserved": 0,
        "committed": 7_000,
        "payment": 5_000,
        "disbursed": 44_000 - 5_500,
        "gross_paid": 84_000,
        "bounced": 40_000,
        "refunded": 2_500,
        "recovered": 3_000,
        "cost": ADMITTED,
        "prior_year": 0,
        "payable": 5_000,
        "advance": 1_500,
        "recoverable": 2_000,
        "written_off": 1_000,
        "borne": 0,
        "brought_budget": 0,
        "brought_out": 0,
        "brought_disbursed": 0,
    }
    assert (funds.approved, funds.paid, funds.returned) == (63_000, 44_000, 5_500)
    assert everybody == {small.PROJECT: funds}


def test_what_another_source_bore_is_measured_apart(fund: Fund) -> None:
    own, other = Source(small.AID, restricted=True), Source(GENERAL, restricted=False)
    rule, loss = PostingRule.WRITTEN_OFF_BORNE, {Slot.LOSS: ADMIN_COST}
    part = Posting(rule, 300, own, loss, small.PROJECT, other)
    with fund.reading() as books:
        before = measures.project_funds(books, small.PROJECT)
    fund.write(
        small.ask("recovery.write_off", on=lived.LAST_DAY),
        lambda write: posting.book(
            write, rule, posting.entries_of(write, [part]), summary="核销"
        ),
    )
    with fund.reading() as books:
        after = measures.project_funds(books, small.PROJECT)
    assert after == before._replace(
        written_off=before.written_off + 300,
        borne=300,
        recoverable=before.recoverable - 300,
        disbursed=before.disbursed - 300,
    )


def test_a_project_without_money_measures_nothing(small_fund: Fund) -> None:
    with small_fund.reading() as books:
        assert measures.project_funds(books, small.PROJECT) == measures.NOTHING


def test_closing_the_year_leaves_what_was_spent(fund: Fund) -> None:
    lived.close_year(fund)
    with fund.reading() as books:
        funds = measures.project_funds(books, small.PROJECT)
        assert (funds.admitted, glance.spent(books)) == (ADMITTED, ADMITTED)


def test_the_glance_adds_up(fund: Fund) -> None:
    with fund.reading() as books:
        whole = glance.glance(books)
    assert whole.spent == ADMITTED
    assert whole.bank == small.GIVEN_FEN - 44_000 + 5_500 - 400
    assert (whole.committed, whole.payment, whole.overhead) == (7_000, 5_000, 400)
    stages = whole.free + whole.reserved + whole.committed + whole.payment
    assert whole.total + whole.uncovered == stages + whole.disbursed + whole.overhead


def test_the_glance_looks_back(fund: Fund) -> None:
    with fund.reading() as books:
        whole = glance.glance(books, date(2024, 4, 4))
    assert (whole.bank, whole.advance, whole.spent) == (60_000, 40_000, 0)


def test_spending_is_told_by_month_and_community(fund: Fund) -> None:
    with fund.reading() as books:
        months = glance.spending_by_month(books)
        places = glance.spending_by_community(books, date(2024, 5, 31))
    assert months == [("2024-05", 30_000), ("2024-06", 9_000)]
    assert places == [("s1", "一街道", "c1", "一社区", 30_000)]


def test_a_community_without_spending_is_listed(small_fund: Fund) -> None:
    with small_fund.reading() as books:
        places = glance.spending_by_community(books)
    assert places == [("s1", "一街道", "c1", "一社区", 0)]


def test_the_trial_balance_balances_in_each_book(fund: Fund) -> None:
    with fund.reading() as books:
        rows = trial.trial_balance(books)
        fen_of = balances(books)
    for book in Book:
        mine = [row for row in rows if row.book is book]
        assert sum(row.debit_fen for row in mine) == sum(row.credit_fen for row in mine)
    assert {row.key: row.closing_fen for row in rows} == fen_of


def test_red_postings_lower_turnover_on_their_own_side(fund: Fund) -> None:
    with fund.reading() as books:
        rows = {row.key: row for row in trial.trial_balance(books)}
    fee, lost = 400, 1_000
    cost = rows[lived.FEES]
    assert (cost.debit_fen, cost.credit_fen) == (fee + lost, 0)
    assert cost.closing_fen == fee + lost


def test_what_came_before_a_day_is_opening(fund: Fund) -> None:
    with fund.reading() as books:
        rows = trial.trial_balance(books, date(2024, 5, 31), date(2024, 5, 1))
    bank = next(row for row in rows if row.key == small.BANK)
    assert bank[6:10] == (60_000, 3_000, 0, 63_000)


def test_books_without_a_voucher_have_no_trial_balance(fund: Fund) -> None:
    with fund.reading(at=2) as books:
        assert trial.trial_balance(books) == []


def test_a_year_without_its_edition_keeps_the_one_before(fund: Fund) -> None:
    with fund.reading() as books:
        assert trial.edition(books, 2030) == "2004"
        assert trial.edition(books, 1999) is None


def test_control_totals_count_and_sum_at_each_level(fund: Fund) -> None:
    with fund.reading() as books:
        totals = control.control_totals(books)
    amounts = (1, 1, 63_000, ADMITTED, 84_000, 44_000)
    assert totals.fund == ("fund", "", "", *amounts)
    assert totals.subdistricts == [("subdistrict", "s1", "一街道", *amounts)]
    assert totals.communities == [("community", "c1", "一社区", *amounts)]
    assert totals.projects == [("project", "2024-001", "邻里节", *amounts)]


def test_who_passed_later_does_not_count_yet(fund: Fund) -> None:
    with fund.reading() as books:
        before = control.control_totals(books, date(2024, 3, 3))
        known = control.passed_review(books, known_at=books.head.seq)
        then = control.passed_review(books, known_at=Seq(books.head.seq - 1))
    assert (before.fund.projects, before.projects) == (0, [])
    assert (known, then) == ({small.PROJECT}, set())


def test_published_figures_are_listed_up_to_a_day(fund: Fund) -> None:
    lived.publish(fund, "spent", "0.04", "万元")
    with fund.reading() as books:
        (row,) = published.published(books)
        assert published.published(books, date(2024, 6, 30)) == []
    of_day = (1, "spent", lived.LAST_DAY, "0.04", "万元", "简报", books.head.seq)
    assert row[:-2] == of_day


def test_every_report_is_the_same_by_replay(fund: Fund) -> None:
    with fund.reading() as books:
        head = books.head.seq
        day = lived.LAST_DAY
        now = [report(books, day) for report in REPORTS]
    small.donate(fund)
    with fund.reading(at=head) as books:
        assert [report(books, day) for report in REPORTS] == now


REPORTS = (
    trial.trial_balance,
    glance.glance,
    glance.spending_by_month,
    glance.spending_by_community,
    measures.all_project_funds,
    control.control_totals,
)
