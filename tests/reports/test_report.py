"""What holds for every report: totals, phrases, rows that are read again."""

from datetime import date

import pytest

from fundledger.checks.reconciliation import reconcile
from fundledger.checks.registry import run_checks
from fundledger.domain.chart import Book
from fundledger.domain.ids import AccountKey, Seq
from fundledger.i18n import Language
from fundledger.queries.projects import ProjectFilter
from fundledger.queries.records import EVERYTHING
from fundledger.queries.records import record as full_record
from fundledger.reports import (
    balances,
    checks,
    journal,
    projects,
    reconciliation,
    records,
)
from fundledger.reports.basis import basis_of
from fundledger.reports.columns import columns
from fundledger.reports.report import (
    Basis,
    Dual,
    Measure,
    Phrase,
    Report,
    Table,
    Totals,
    Wording,
    with_totals,
)
from fundledger.store.books import Fund
from fundledger.store.reading import Books
from fundledger.writers.values import stored
from tests import lived

DAY = date(2024, 5, 6)
PLAIN = (bool, int, str, date, Measure, Dual, Phrase, Wording)


def every_report(books: Books, basis: Basis) -> list[Report]:
    full = full_record(books, Seq(3))
    assert full is not None
    return [
        balances.standing(books, basis),
        balances.turnover(books, basis),
        journal.journal(books, basis),
        journal.register_of(books, basis, AccountKey("bank.main")),
        projects.projects(books, basis, ProjectFilter()),
        records.records(books, basis, only=EVERYTHING),
        records.record(full, basis),
        checks.checks(run_checks(books, basis.as_of), basis),
        reconciliation.reconciliation(
            reconcile(books, basis.as_of), basis, projects=True
        ),
    ]


@pytest.mark.parametrize("as_of", [None, DAY])
def test_every_row_has_a_value_of_a_known_type_for_every_column(
    small_fund: Fund, as_of: date | None
) -> None:
    fund = lived.live(small_fund)
    with fund.reading() as books:
        basis = basis_of(fund, books.head, as_of=as_of)
        for report in every_report(books, basis):
            assert report.basis == basis
            for table in report.tables:
                for row in table.rows:
                    assert len(row) == len(table.columns), report.name
                    odd = [each for each in row if not isinstance(each, PLAIN)]
                    assert {*odd} <= {None}


def test_rows_are_read_again_each_time(small_fund: Fund) -> None:
    fund = lived.live(small_fund)
    with fund.reading() as books:
        basis = basis_of(fund, books.head)
        (table,) = journal.journal(books, basis).tables
        assert [*table.rows] == [*table.rows] != []


def test_the_sums_of_the_trial_balance_meet_in_each_book(small_fund: Fund) -> None:
    fund = lived.live(small_fund)
    with fund.reading() as books:
        basis = basis_of(fund, books.head)
        (table,) = balances.turnover(books, basis, book=None).tables
    sums = [row for is_sum, row in with_totals(table) if is_sum]
    assert [row[table.place("book")] for row in sums] == [Book.MONEY, Book.BUDGET]
    for what in ("opening", "period", "year", "closing"):
        debit, credit = (
            table.place(f"{what}_{side}_fen") for side in ("debit", "credit")
        )
        assert all(row[debit] == row[credit] for row in sums), what
        assert what == "opening" or all(row[debit] > 0 for row in sums), what


def test_a_run_is_summed_up_where_it_ends() -> None:
    heads = columns("book", "code", "debit_fen")
    rows = [("a", "1", 5), ("a", "2", None), ("b", "3", 7)]
    table = Table("t", "", heads, rows, Totals(["debit_fen"], by="book"))
    assert [*with_totals(table)] == [
        (False, ("a", "1", 5)),
        (False, ("a", "2", None)),
        (True, ["a", None, 5]),
        (False, ("b", "3", 7)),
        (True, ["b", None, 7]),
    ]
    whole = table._replace(totals=Totals(["debit_fen"]))
    assert [row for is_sum, row in with_totals(whole) if is_sum] == [[None, None, 12]]
    nothing = table._replace(rows=[])
    assert [*with_totals(nothing)] == []


def test_what_a_report_was_narrowed_to_is_told(small_fund: Fund) -> None:
    fund = lived.live(small_fund)
    with fund.reading() as books:
        basis = basis_of(fund, books.head)
        report = journal.register_of(books, basis, AccountKey("bank.main"), limit=3)
    assert [(fact.name, stored(fact.value)) for fact in report.about] == [
        ("account", "bank.main"),
        ("limit", 3),
    ]


def test_a_phrase_and_a_wording_are_english_to_a_program() -> None:
    phrase = Phrase("{day}: {inner}", {"day": DAY, "inner": Phrase("accepted")})
    assert str(phrase) == "2024-05-06: accepted"
    assert str(Wording.of(lambda lang: f"in {lang.value}")) == f"in {Language.EN.value}"
