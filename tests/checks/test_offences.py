"""Each check finds what it is for: real books, rebuilt without guards and altered."""

from collections.abc import Iterator

import pytest

from fundledger.checks import (
    r01_balanced,
    r04_by_project,
    r05_projects,
    r06_commitments,
    r07_budget,
    r08_net_assets,
    r09_position,
    r11_numbers,
    r23_floors,
)
from fundledger.domain.chart import (
    ADVANCE,
    B_COMMITTED,
    B_FREE,
    NET_RESTRICTED,
    PAYABLE,
)
from fundledger.queries.control import Level
from fundledger.store.books import Fund, Ledger
from tests import lived, small
from tests.databases import Database


@pytest.fixture
def fund(sqlite_database: Database) -> Iterator[Fund]:
    """Give a fund with a life, in SQLite: its copies are SQLite on either database."""
    ledger: Ledger = sqlite_database.ledger()
    yield lived.live(small.create(ledger, None))
    ledger.close()


def posting(rule: str, column: str) -> str:
    """Say which posting of a rule's first voucher touches an account."""
    return (
        "UPDATE posting SET {} WHERE no = (SELECT min(p.no) FROM posting p JOIN voucher"
        f" v ON v.no = p.voucher_no WHERE v.rule = '{rule}' AND {column})"
    )


PAID = posting("advance_paid", "p.debit = 'advance'")
FEE = posting("bank_fee", "p.debit = 'admin_cost.restricted'")


class TestBalanced:
    def test_a_posting_across_the_books_is_found_at_every_level(
        self, fund: Fund
    ) -> None:
        with lived.tampered(fund, FEE.format("credit = 'b_free'")) as books:
            offences = r01_balanced.offences(books)
        assert [(row.scope, row.key, row.book) for row in offences] == [
            ("voucher", "2024-07/money/1", "budget"),
            ("voucher", "2024-07/money/1", "money"),
            ("month", "2024-07", "budget"),
            ("month", "2024-07", "money"),
            ("fund", "", "budget"),
            ("fund", "", "money"),
        ]

    def test_a_bent_line_view_is_found(self, fund: Fund) -> None:
        bent = (
            "CREATE VIEW line AS SELECT fund_id, voucher_no, no AS posting_no, seq,"
            " debit AS account_key, project_no, fen AS debit_fen, 0 AS credit_fen"
            " FROM posting"
        )
        with lived.tampered(fund, "DROP VIEW line", bent) as books:
            assert r01_balanced.offences(books)

    def test_a_posting_without_a_voucher_is_found(self, fund: Fund) -> None:
        with lived.tampered(fund, FEE.format("voucher_no = 999")) as books:
            offences = r01_balanced.offences(books)
        assert offences == [r01_balanced.Unbalanced("voucher", "#999", "", 500, 500)]


class TestByProject:
    def test_an_advance_without_its_project_is_found(self, fund: Fund) -> None:
        lost = (
            "UPDATE project_balance SET fen = fen - 1 WHERE account_key = 'advance'",
        )
        with lived.tampered(fund, *lost) as books:
            (row,) = r04_by_project.offences(books)
        assert (row.account, row.held_fen - row.expected_fen) == (ADVANCE, 1)

    def test_it_is_found_on_an_earlier_day_as_well(self, fund: Fund) -> None:
        with lived.tampered(fund, PAID.format("project_no = NULL")) as books:
            (row,) = r04_by_project.offences(books, lived.LAST_DAY)
        assert (row.account, row.held_fen - row.expected_fen) == (ADVANCE, 40_000)

    def test_a_payable_above_its_approval_is_found(self, fund: Fund) -> None:
        approved = posting("reimbursement_admitted", "p.credit = 'b_payment'")
        with lived.tampered(fund, approved.format("fen = 8999")) as books:
            offences = r04_by_project.offences(books)
        assert (PAYABLE, small.PROJECT, 5_000, 4_999) in offences

    def test_a_payable_of_a_source_is_not_covered_by_another(self, fund: Fund) -> None:
        """The project has enough approved in all, of money that is not this one."""
        other = posting("reimbursement_admitted", "p.credit = 'b_payment'")
        with lived.tampered(fund, other.format("credit_source = 'general'")) as books:
            offences = r04_by_project.offences(books)
        assert offences == [(PAYABLE, small.PROJECT, 5_000, -4_000)]


class TestProjects:
    def test_a_payment_booked_by_another_rule_is_found(self, fund: Fund) -> None:
        other = "UPDATE voucher SET rule = 'refund' WHERE rule = 'reimbursement_paid'"
        with lived.tampered(fund, other) as books:
            offences = r05_projects.offences(books)
        assert [(row.level, row.key, row.identity) for row in offences] == [
            (Level.PROJECT, "2024-001", "granted"),
            (Level.COMMUNITY, "c1", "granted"),
            (Level.SUBDISTRICT, "s1", "granted"),
        ]
        assert offences[0].left_fen - offences[0].right_fen == 4_000

    def test_cost_without_an_advance_is_found(self, fund: Fund) -> None:
        spent = posting("claim_admitted", "p.credit = 'advance'")
        with lived.tampered(fund, spent.format("credit = 'bank.main'")) as books:
            offences = r05_projects.offences(books)
        assert {row.identity for row in offences} == {"paid"}
        assert offences[0].left_fen - offences[0].right_fen == -30_000

    def test_money_of_an_unknown_project_is_found(self, fund: Fund) -> None:
        with lived.tampered(fund, PAID.format("project_no = 77")) as books:
            offences = r05_projects.offences(books)
        assert ("#77", "unknown") in {(row.key, row.identity) for row in offences}


class TestCommitments:
    def test_a_commitment_out_of_nowhere_is_found(self, fund: Fund) -> None:
        other = "UPDATE voucher SET rule = 'approved' WHERE rule = 'supplement'"
        with lived.tampered(fund, other) as books:
            (row,) = r06_commitments.offences(books)
        assert (row.year, row.closing_fen - row.expected_fen) == (2024, 5_000)

    def test_the_next_year_opens_with_what_is_left(self, fund: Fund) -> None:
        year = "INSERT INTO fund_year VALUES (1, 1, 2025, '2004', 0)"
        later = "UPDATE voucher SET on_date = '2025-01-02' WHERE rule = 'lapsed'"
        with lived.tampered(fund, year, later) as books:
            assert r06_commitments.offences(books) == []
        lost = "UPDATE voucher SET rule = 'approved' WHERE rule = 'lapsed'"
        with lived.tampered(fund, year, later, lost) as books:
            (row,) = r06_commitments.offences(books)
        assert (row.year, row.opening_fen) == (2025, 19_000)


class TestBudget:
    def test_free_budget_out_of_nowhere_is_found(self, fund: Fund) -> None:
        more = f"UPDATE balance SET fen = fen + 7 WHERE account_key = '{B_FREE}'"
        with lived.tampered(fund, more) as books:
            offences = r07_budget.offences(books)
        assert [row.identity for row in offences] == ["total", "bank"]

    def test_disbursed_budget_without_money_is_found(self, fund: Fund) -> None:
        from_free = posting("refund", "p.debit = 'b_disbursed'")
        with lived.tampered(fund, from_free.format("fen = 2400")) as books:
            offences = r07_budget.offences(books, lived.LAST_DAY)
        assert ("disbursed", small.PROJECT) in {row[:2] for row in offences}


class TestNetAssets:
    def test_income_straight_to_net_assets_is_found(self, fund: Fund) -> None:
        given = posting("donation_received", "p.debit = 'bank.main'")
        straight = given.format(f"credit = '{NET_RESTRICTED}'")
        with lived.tampered(fund, straight) as books:
            (row,) = r08_net_assets.offences(books)
        assert (row.year, row.restricted, row.income_fen) == (2024, True, 0)
        assert row.closing_fen - row.expected_fen == small.GIVEN_FEN

    def test_closing_to_the_wrong_kind_is_found(self, fund: Fund) -> None:
        lived.close_year(fund)
        with lived.tampered(fund) as books:
            assert r08_net_assets.offences(books) == []
        wrong = "UPDATE posting SET credit = 'net_unrestricted' WHERE credit = '{}'"
        with lived.tampered(fund, wrong.format(NET_RESTRICTED)) as books:
            offences = r08_net_assets.offences(books)
        assert [(row.restricted, row.year) for row in offences] == [
            (True, 2024),
            (False, 2024),
        ]


class TestPosition:
    def test_a_posting_across_the_books_is_found(self, fund: Fund) -> None:
        with lived.tampered(fund, FEE.format("credit = 'b_free'")) as books:
            (row,) = r09_position.offences(books, lived.LAST_DAY)
        assert row.assets_less_debts_fen - row.net_assets_fen == 500


MARCH = (
    "UPDATE voucher SET number = {} WHERE month = '2024-03' AND series = 'budget'"
    " AND number = {}"
)
"""Give a 备 of March another number."""


class TestNumbers:
    def test_a_gap_is_found(self, fund: Fund) -> None:
        gone = MARCH.format(9, 2)
        with lived.tampered(fund, gone) as books:
            offences = r11_numbers.offences(books)
        assert [row.number for row in offences if not row.vouchers] == [2, 6, 7, 8]

    def test_a_duplicate_is_found_where_the_table_was_rebuilt(self, fund: Fund) -> None:
        rebuilt = (
            "CREATE TABLE kept AS SELECT * FROM voucher",
            "DROP TABLE voucher",
            "ALTER TABLE kept RENAME TO voucher",
            MARCH.format(1, 2),
        )
        with lived.tampered(fund, *rebuilt) as books:
            offences = r11_numbers.offences(books)
        assert offences == [("2024-03", "budget", 1, 2), ("2024-03", "budget", 2, 0)]

    def test_a_number_below_one_is_found(self, fund: Fund) -> None:
        low = MARCH.format(0, 1)
        with lived.tampered(fund, low) as books:
            offences = r11_numbers.offences(books)
        assert offences == [("2024-03", "budget", 0, 1), ("2024-03", "budget", 1, 0)]

    def test_months_after_the_day_are_not_judged(self, fund: Fund) -> None:
        low = MARCH.format(9, 1).replace("2024-03", "2024-07")
        with lived.tampered(fund, low) as books:
            assert r11_numbers.offences(books, lived.LAST_DAY.replace(month=6)) == []


class TestFloors:
    def test_money_spent_before_it_came_is_found(self, fund: Fund) -> None:
        back = "UPDATE voucher SET month = '2024-02' WHERE rule = 'advance_paid'"
        with lived.tampered(fund, back) as books:
            offences = r23_floors.offences(books)
        assert {(row.account, row.project_no, row.month) for row in offences} >= {
            (small.BANK, None, "2024-02"),
            ("b_payment", None, "2024-02"),
            ("b_payment", small.PROJECT, "2024-02"),
        }

    def test_a_month_that_is_not_over_is_not_judged(self, fund: Fund) -> None:
        spent = f"UPDATE posting SET fen = 900000 WHERE debit = '{B_COMMITTED}'"
        with lived.tampered(fund, spent) as books:
            assert r23_floors.offences(books, lived.LAST_DAY.replace(month=3)) == []
            assert r23_floors.offences(books)
