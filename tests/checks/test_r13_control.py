from datetime import date

import pytest

from fundledger.checks import r13_control, reconciliation
from fundledger.domain.ids import Login
from fundledger.store.books import Fund
from fundledger.store.recording import GuardError
from tests import lived, small

APPROVER = Login("approver")
SPENT = 30_000 + 9_000  # What was admitted of the claim and the reimbursement.


def lived_and_approved(fund: Fund) -> Fund:
    lived.live(fund)
    lived.step(fund, "project.approve", small.CLERK, "district_approver")
    return fund


def test_figures_within_their_unit_pass(small_fund: Fund) -> None:
    fund = lived_and_approved(small_fund)
    lived.publish(fund, "communities", "1", "个")
    lived.publish(fund, "projects_reviewed", "1", "个")
    lived.publish(fund, "spent", "0.04", "万元")
    lived.publish(fund, "approved", "630.00", "元")
    lived.publish(fund, "paid", "440.00", "元")
    with fund.reading() as books:
        assert r13_control.offences(books) == []
        shown = reconciliation.reconcile(books)
    assert shown.met
    assert [row.difference for row in shown.figures] == [0, 0, -1_000, 0, 0]


def test_a_wrong_total_shows_its_difference_and_the_project_behind_it(
    small_fund: Fund,
) -> None:
    fund = lived_and_approved(small_fund)
    lived.publish(fund, "spent", "390.01", "元")
    with fund.reading() as books:
        (row,) = r13_control.offences(books)
        shown = reconciliation.reconcile(books)
    assert (row.booked, row.difference) == (SPENT, -1)
    assert (row.project, row.amount, row.since) == ("2024-001", SPENT, 0)
    assert not shown.met
    assert shown.behind == (row,)


def test_what_was_booked_after_publishing_is_named(small_fund: Fund) -> None:
    lived.publish(small_fund, "spent", "0.00", "元")
    with lived.live(small_fund).reading() as books:
        (row,) = r13_control.offences(books)
    assert (row.amount, row.since) == (SPENT, SPENT)


def test_what_was_booked_for_a_later_day_does_not_count(small_fund: Fund) -> None:
    lived.publish(small_fund, "spent", "300.00", "元", date(2024, 5, 31))
    with lived.live(small_fund).reading() as books:
        rows = r13_control.offences(books)
    assert {(row.difference, row.met) for row in rows} == {(0, True)}


def test_a_figure_is_not_judged_before_its_day(small_fund: Fund) -> None:
    lived.publish(small_fund, "spent", "1.00", "元", lived.LAST_DAY)
    with small_fund.reading() as books:
        assert r13_control.offences(books, date(2024, 6, 30)) == []
        assert r13_control.offences(books, lived.LAST_DAY)


def test_a_figure_that_nothing_can_be_held_against_is_no_pass(
    small_fund: Fund,
) -> None:
    lived.publish(small_fund, "spent", "about 14.5", "万元")
    with small_fund.reading() as books:
        rows = r13_control.offences(books)
    assert [(row.figure, row.booked) for row in rows] == [("spent", None)]
    with pytest.raises(GuardError):
        lived.publish(small_fund, "happiness", "100", "个")


def test_a_missing_project_is_counted_and_named_as_none(small_fund: Fund) -> None:
    lived.publish(small_fund, "projects_reviewed", "1", "个")
    with small_fund.reading() as books:
        (row,) = r13_control.offences(books)
    assert (row.booked, row.difference, row.project) == (0, -1, "")


def test_the_same_books_give_the_same_reconciliation(small_fund: Fund) -> None:
    fund = lived_and_approved(small_fund)
    lived.publish(fund, "spent", "0.04", "万元")
    with fund.reading() as books:
        first, at = reconciliation.reconcile(books, lived.LAST_DAY), books.head.seq
    small.donate(fund)
    with fund.reading(at=at) as books:
        assert reconciliation.reconcile(books, lived.LAST_DAY) == first


def test_a_figure_that_is_met_but_changed_since_is_amber_and_names_the_records(
    small_fund: Fund,
) -> None:
    fund = lived_and_approved(small_fund)
    lived.publish(fund, "spent", "0.04", "万元")
    with fund.reading() as books:
        assert r13_control.offences(books) == []
    with lived.tampered(fund, "UPDATE published SET seq = 3") as books:
        rows = r13_control.offences(books)
    assert rows
    assert all(map(r13_control.amber, rows))
    assert all(row.since and row.records for row in rows)
