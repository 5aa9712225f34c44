"""The books as they are printed: they say what the journal says, and they balance."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fundledger.domain.chart import Book
from fundledger.domain.ids import AccountKey, Month
from fundledger.domain.signatures import SignaturePart
from fundledger.domain.vouchers import CountedVouchers
from fundledger.i18n import Language
from fundledger.queries import balances as account_queries
from fundledger.queries import journal as journal_queries
from fundledger.queries import trial
from fundledger.queries.account_pages import Order, RowKind, Span
from fundledger.queries.counting import count_unreviewed
from fundledger.queries.register import Part, whole_journal
from fundledger.queries.vouchers import to_print
from fundledger.reports import (
    account_pages,
    balances,
    general_ledger,
    journal,
    voucher_forms,
)
from fundledger.reports.report import Basis, Report, Table, with_totals
from fundledger.store.books import Ledger
from fundledger.store.reading import Books
from fundledger.writers.text import to_text
from fundledger.writers.values import stored

ALL, REVIEWED = CountedVouchers.ALL, CountedVouchers.REVIEWED
JANUARY, JULY, AUGUST = Month("2024-01"), Month("2024-07"), Month("2024-08")
OF_2026, MONTHS = Month("2026-01"), 27
"""The last year of the demo; and in how many months its main account moved."""
JULY_31 = date(2024, 7, 31)
MAIN, ADVANCE = AccountKey("bank.main"), AccountKey("advance")


@pytest.fixture
def books(demo_path: Path) -> Iterator[Books]:
    with (
        closing(Ledger(str(demo_path))) as ledger,
        ledger.fund().reading() as reading,
    ):
        yield reading


@pytest.fixture
def basis(books: Books) -> Basis:
    return Basis("shangjie", "基金", str(books.head), None, None)


def rows_of(report: Report | Table, table: int = 0) -> list[dict[str, Any]]:
    of = report.tables[table] if isinstance(report, Report) else report
    names = [column.name for column in of.columns]
    return [dict(zip(names, map(stored, row), strict=True)) for row in of.rows]


def noted(report: Report) -> str:
    return " ".join(map(str, report.notes))


# --- The trial balance ----------------------------------------------------------------


def test_every_level_of_the_trial_balance_sums_up_to_the_same_and_is_even(
    books: Books, basis: Basis
) -> None:
    sums: list[dict[str, int]] = []
    for level in (1, 2, None):
        report = balances.turnover(books, basis, None, None, level)
        (table,) = report.tables
        for is_sum, row in with_totals(table):
            if is_sum:
                places = {name: row[table.place(name)] for name in balances.SIDES}
                sums.append(places)
    assert sums[0:2] == sums[2:4] == sums[4:6]
    for of_book in sums:
        for what in ("opening", "period", "year", "closing"):
            assert of_book[f"{what}_debit_fen"] == of_book[f"{what}_credit_fen"]


def test_an_account_above_has_what_its_leaves_have(books: Books, basis: Basis) -> None:
    rows = rows_of(balances.turnover(books, basis))
    known = {row["code"]: row for row in rows}
    for name in ("debit_fen", "credit_fen", "opening_fen", "closing_fen"):
        leaves = (row for row in rows if row["code"].startswith("1002"))
        assert known["1002"][name] == sum(
            r[name] for r in leaves if r["code"] != "1002"
        )
    assert {known["1002"]["account_level"], known["100201"]["account_level"]} == {1, 2}
    first = balances.turnover(books, basis, level=1)
    assert {row["account_level"] for row in rows_of(first)} == {1}


def test_restriction_is_a_column_of_its_own_and_a_turned_balance_stands_across(
    books: Books, basis: Basis
) -> None:
    of_july = basis._replace(as_of=JULY_31)
    known = {row["account"]: row for row in rows_of(balances.turnover(books, of_july))}
    assert known["donations.restricted"]["restricted"] is True
    assert known["donations.unrestricted"]["restricted"] is False
    assert known["bank.main"]["restricted"] is None
    turned = known["fundraising_cost"]
    assert turned["closing_fen"] < 0
    assert turned["closing_debit_fen"] == 0
    assert turned["closing_credit_fen"] == -turned["closing_fen"]


def test_the_year_goes_on_where_the_period_is_a_month(
    books: Books, basis: Basis
) -> None:
    of_july = basis._replace(as_of=JULY_31)
    month = rows_of(balances.turnover(books, of_july, date(2024, 7, 1)))
    year = {row["account"]: row for row in rows_of(balances.turnover(books, of_july))}
    assert all(
        row["year_debit_fen"] == year[row["account"]]["debit_fen"] for row in month
    )
    assert any(row["year_debit_fen"] > row["debit_fen"] for row in month)


# --- Ledgers --------------------------------------------------------------------------


@pytest.mark.parametrize("order", Order)
def test_an_account_runs_to_its_balance_and_names_its_counter_accounts(
    books: Books, basis: Basis, order: Order
) -> None:
    rows = rows_of(account_pages.paged(books, basis, MAIN, JANUARY, Span(order)))
    kinds = Counter(row["row"] for row in rows)
    assert kinds[RowKind.BROUGHT] == 1
    assert kinds[RowKind.MONTH] == kinds[RowKind.YEAR] == MONTHS
    assert (kinds[RowKind.DAY] > 0) is (order is Order.DAY)
    assert rows[-1]["balance_fen"] == account_queries.balances(books)[MAIN]
    later = rows_of(account_pages.paged(books, basis, MAIN, OF_2026, Span(order)))
    assert later[0]["row"] == RowKind.NEW_YEAR, "上年结转, where there was a year"
    lines = [row for row in rows if row["row"] == RowKind.LINE]
    assert all(row["counter"] != MAIN and row["counter_code"] for row in lines)
    paid = next(row for row in lines if row["counter"] == ADVANCE)
    assert (paid["counter_code"], paid["counter_zh"]) == ("1141", "预付账款")
    of_year = [row for row in lines if row["date"] >= date(2026, 1, 1)]
    assert sum(row["debit_fen"] for row in of_year) == rows[-1]["debit_fen"]


def test_pages_end_with_what_the_next_one_begins_with(
    books: Books, basis: Basis
) -> None:
    whole = rows_of(account_pages.paged(books, basis, MAIN, JANUARY))
    rows = rows_of(account_pages.paged(books, basis, MAIN, JANUARY, page=10))
    carried = (RowKind.TO_PAGE, RowKind.FROM_PAGE)
    assert [row for row in rows if row["row"] not in carried] == whole
    ends = [at for at, row in enumerate(rows) if row["row"] == RowKind.TO_PAGE]
    assert [at % 10 for at in ends] == [9] * len(ends)
    assert len(ends) > 5
    month = (0, 0)
    for at, row in enumerate(rows):
        sums = (row["debit_fen"], row["credit_fen"])
        if row["row"] == RowKind.LINE:
            month = (month[0] + sums[0], month[1] + sums[1])
        elif row["row"] == RowKind.TO_PAGE:
            after = rows[at + 1]
            assert sums == month == (after["debit_fen"], after["credit_fen"])
            assert row["balance_fen"] == after["balance_fen"]
            assert row["balance_fen"] == rows[at - 1]["balance_fen"]
            assert after["row"] == RowKind.FROM_PAGE
        elif row["row"] == RowKind.MONTH:
            assert sums == month
        elif row["row"] == RowKind.YEAR:
            month = (0, 0)


def test_the_general_ledger_says_what_the_trial_balance_of_each_month_says(
    books: Books, basis: Basis
) -> None:
    rows = rows_of(general_ledger.ledger(books, basis, JANUARY, book=None))
    assert {row["account"] for row in rows} >= {"bank", "programme_cost", "b_free"}
    for month, last in ((JULY, JULY_31), (AUGUST, date(2024, 8, 31))):
        first = date.fromisoformat(f"{month}-01")
        of_month = basis._replace(as_of=last)
        known = {
            row["account"]: row
            for row in rows_of(balances.turnover(books, of_month, first, None, 1))
        }
        of = [row for row in rows if row["month"] == month]
        assert len(of) > 10
        for row in of:
            wanted = known[row["account"]]
            name = {RowKind.MONTH: "", RowKind.YEAR: "year_"}.get(row["row"])
            assert row["balance_fen"] == wanted["closing_fen"]
            if name is not None:
                assert row["debit_fen"] == wanted[f"{name}debit_fen"]
                assert row["credit_fen"] == wanted[f"{name}credit_fen"]


def test_a_ledger_that_begins_later_opens_with_what_came_before(
    books: Books, basis: Basis
) -> None:
    whole = general_ledger.ledger(books, basis, JANUARY, account=MAIN)
    later = general_ledger.ledger(books, basis, AUGUST, account=MAIN)
    july = [row for row in rows_of(whole) if row["month"] == JULY][-1]
    opening, *rest = rows_of(later)
    assert opening["balance_fen"] == july["balance_fen"]
    assert rest == [row for row in rows_of(whole) if row["month"] >= AUGUST]
    assert {row["month"] for row in rest} >= {AUGUST, Month("2024-12")}


# --- Reviewed or all ------------------------------------------------------------------


def test_reviewed_books_count_what_is_reviewed_and_nothing_else(
    books: Books, basis: Basis
) -> None:
    unreviewed = {
        each.no
        for each in journal_queries.vouchers(books, series=Book.MONEY)
        if SignaturePart.REVIEWED not in each.signed
    }
    assert len(unreviewed) == count_unreviewed(books) > 0
    left_out: Counter[str] = Counter()
    side = {key: row.side for key, row in account_queries.accounts(books).items()}
    for line in whole_journal(books):
        if line.voucher_no in unreviewed:
            fen = line.debit_fen - line.credit_fen
            left_out[line.at.account] += (
                fen if side[line.at.account] == "debit" else -fen
            )
    every = account_queries.balances(books)
    standing = rows_of(balances.standing(books, basis, None, REVIEWED))
    stood = {row["account"]: row["balance_fen"] for row in standing}
    assert {key: fen for key, fen in stood.items() if fen} == {
        key: fen - left_out[key] for key, fen in every.items() if fen - left_out[key]
    }
    closing_of = rows_of(balances.turnover(books, basis, counted=REVIEWED))
    assert all(
        stood[row["account"]] == row["closing_fen"]
        for row in closing_of
        if row["account"] in stood
    )
    for order in Order:
        span = Span(order, counted=REVIEWED)
        for first in (JANUARY, AUGUST):
            rows = rows_of(account_pages.paged(books, basis, MAIN, first, span))
            assert rows[-1]["balance_fen"] == stood[MAIN]
            assert rows[-1]["debit_fen"] == next(
                row["year_debit_fen"] for row in closing_of if row["account"] == MAIN
            )
    ledger = general_ledger.ledger(
        books, basis, OF_2026, account=MAIN, counted=REVIEWED
    )
    assert rows_of(ledger)[-1]["balance_fen"] == stood[MAIN]
    lines = rows_of(journal.journal(books, basis, Part(counted=REVIEWED)))
    printed = to_print(books, counted=REVIEWED)
    numbers = {row["voucher"] for row in lines}
    assert numbers == {each.name for each in printed}
    assert {each.no for each in printed} == {
        each.no for each in journal_queries.vouchers(books)
    } - unreviewed


def test_books_say_how_many_vouchers_are_not_reviewed(
    books: Books, basis: Basis
) -> None:
    count = count_unreviewed(books)
    span = Span(counted=REVIEWED)
    for report in (
        balances.standing(books, basis),
        balances.turnover(books, basis),
        journal.journal(books, basis),
        general_ledger.ledger(books, basis, OF_2026),
        voucher_forms.forms(books, basis, to_print(books)),
    ):
        assert f"counted here: {count}." in noted(report)
    of_account = noted(account_pages.paged(books, basis, MAIN, JANUARY, span))
    assert "left out here: " in of_account
    assert f": {count}." not in of_account, "of this account only"
    july = basis._replace(as_of=JULY_31)
    assert journal.journal(books, july).notes == [], "a closed month has none"


# --- Vouchers -------------------------------------------------------------------------


def test_every_voucher_is_a_form_that_books_what_the_journal_books(
    books: Books, basis: Basis
) -> None:
    vouchers = to_print(books)
    report = voucher_forms.forms(books, basis, vouchers)
    booked: Counter[tuple[str, str]] = Counter()
    for line in whole_journal(books):
        booked[line.at.voucher, "debit"] += line.debit_fen
        booked[line.at.voucher, "credit"] += line.credit_fen
    assert len(report.blocks) == len(vouchers) == len(rows_of(report))
    for voucher, block in zip(vouchers, report.blocks, strict=True):
        *_, (is_sum, sums) = with_totals(block.table)
        assert is_sum
        assert sums[-2] == sums[-1] == booked[voucher.name, "debit"]
        sides = [row["credit_amount_fen"] is not None for row in rows_of(block.table)]
        assert sides == sorted(sides), "debits come first"
    of_lines = Counter[tuple[str, str]]()
    for row in rows_of(report, 1):
        of_lines[row["voucher"], "debit"] += row["debit_fen"]
        of_lines[row["voucher"], "credit"] += row["credit_fen"]
    assert of_lines == booked


def test_a_form_reads_as_a_printed_voucher(books: Books, basis: Basis) -> None:
    no = journal_queries.voucher_no(books, Month("2024-05"), Book.MONEY, 3)
    assert no is not None
    report = voucher_forms.forms(books, basis, to_print(books, no=no))
    page = "\n".join(to_text(report, Language.ZH))
    assert "单位：基金" in page
    assert "记字第 3 号" in page
    assert "附件 4 张" in page
    assert "摘要" in page
    assert page.index("科目编号") < page.index("总账科目") < page.index("明细科目")
    assert "合计（大写）：叁仟零肆拾肆元贰角叁分" in page
    signatures = ["会计主管：", "记账：", "复核：", "出纳：", "制单："]
    places = [page.rindex(each) for each in signatures]
    assert places == sorted(places)
    (first, *_) = rows_of(report.blocks[0].table)
    assert (first["code"], first["general_zh"]) == ("510111", "业务活动成本")
    assert first["detail_zh"] == "物资（非限定性） 2024-1-11"


def test_a_budget_voucher_names_who_did_its_deed_and_no_signature(
    books: Books, basis: Basis
) -> None:
    no = journal_queries.voucher_no(books, Month("2024-03"), Book.BUDGET, 65)
    assert no is not None
    report = voucher_forms.forms(books, basis, to_print(books, no=no))
    page = "\n".join(to_text(report, Language.ZH))
    assert "备字第 65 号" in page
    assert "经办：" in page
    assert "制单" not in page
    assert "大写" not in page


def test_the_code_is_that_of_the_vouchers_year(books: Books, basis: Basis) -> None:
    codes = trial.labels(books, 2024)
    for row in rows_of(journal.journal(books, basis, Part(), 200)):
        assert row["code"] == codes[row["account"]].code
        assert row["name_zh"] == codes[row["account"]].name_zh
