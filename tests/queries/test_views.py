"""The views for scripts and auditors say what reports say, of each of two funds."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from typing import Any, Final

import pytest

from fundledger.domain.chart import ADVANCE
from fundledger.domain.ids import AccountKey
from fundledger.i18n import Language
from fundledger.queries import (
    balances,
    budgets,
    claims,
    disbursements,
    funding,
    measures,
    people,
    projects,
    records,
    recoveries,
    register,
)
from fundledger.queries.records import RecordFilter
from fundledger.store import scratch, views
from fundledger.store.books import Fund, Ledger
from fundledger.store.reading import Books
from tests import full
from tests.databases import AUDITOR, CLERK, Database, File, Server, frozen
from tests.fixtures.make import VIEWS_GOLDEN, VIEWS_PAGES, golden_views, views_page

Rows = list[Any]
Fens = dict[AccountKey, int]
OTHERWISE_RECORDED: Final = {"database_user", "sha256", "head_sha256"}
"""What a record of SQLite and one of PostgreSQL never share."""


def two_lives(ledger: Ledger, user: str | None) -> None:
    """Let two funds live in one ledger."""
    for other in (False, True):
        list(full.live(full.create(ledger, user, other=other)))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def two_funds(request: pytest.FixtureRequest) -> Iterator[Ledger]:
    """Open the ledger of two funds that have lived; nobody here writes to it."""
    if request.param == "sqlite":
        file: File = request.getfixturevalue("sqlite_file")
        address = str(file.founded("two_lives", two_lives))
    else:
        server: Server = request.getfixturevalue("server")
        address = server.address(CLERK, server.founded("two_lives", two_lives))
    with Ledger(address, frozen) as ledger:
        yield ledger


@pytest.fixture(params=["full", "other"])
def fund(request: pytest.FixtureRequest, two_funds: Ledger) -> Fund:
    """Give each of two funds of one ledger."""
    return two_funds.fund(request.param)


def of(books: Books, columns: str, view: str, rest: str = "") -> Rows:
    """Ask a view for columns of the fund that is open."""
    own = f"(SELECT code FROM fund WHERE id = {books.fund_id})"
    statement = f"SELECT {columns} FROM {view} WHERE fund = {own} {rest}"
    return list(map(tuple, books.connection.exec_driver_sql(statement)))


def test_lines_and_vouchers_add_up_to_the_journal_and_the_balances(fund: Fund) -> None:
    with fund.reading() as books:
        journal = [
            (
                *(line.at.month, line.at.number, line.at.account, line.on.isoformat()),
                *(line.project_no, line.debit_fen, line.credit_fen, line.seq),
            )
            for line in register.whole_journal(books)
        ]
        columns = "month, number, account, on_date, project_no, debit_fen, credit_fen"
        lines = of(books, f"{columns}, seq", "v_line")
        totals = (sum(row[-3] for row in journal), sum(row[-2] for row in journal))
        sums = "SUM(debit_fen), SUM(credit_fen), COUNT(*), MAX(voucher_no)"
        ((debit, credit, count, last),) = of(books, sums, "v_voucher")
        stand: Fens = dict(of(books, "account, balance_fen", "v_account"))
        banks: Fens = dict(of(books, "account, balance_fen", "v_bank"))
        fen_of = balances.balances(books)
    assert sorted(lines, key=str) == sorted(journal, key=str)
    assert (debit, credit, count) == (*totals, last)
    assert {key: fen for key, fen in stand.items() if key in fen_of} == fen_of
    assert banks == {key: fen_of.get(key, 0) for key in banks}


def test_projects_are_measured_as_in_reports(fund: Fund) -> None:
    names = "approved_fen, paid_fen, spent_fen, returned_fen, advance_fen"
    places = "project_no, project, community, subdistrict, state, version"
    more = "payable_fen, recoverable_fen"
    with fund.reading() as books:
        funds = measures.all_project_funds(books)
        rows = of(books, f"{places}, {names}, {more}", "v_project", "ORDER BY 1")
        listed = projects.projects(books)
        by_account = of(books, "project_no, account, balance_fen", "v_project_balance")
        stand_at = balances.project_balances(books)
        ((owed,),) = of(books, "SUM(advance_fen)", "v_advance")
        stands = balances.balances(books)[ADVANCE]
    assert [row[:6] for row in rows] == [
        (each.no, each.code, each.community, each.subdistrict, each.state, each.version)
        for each in listed
    ]
    for no, *_, approved, paid, spent, returned, advance, payable, owes in rows:
        own = funds.get(no, measures.NOTHING)
        assert (approved, paid, spent) == (own.approved, own.paid, own.admitted)
        assert (returned, advance, payable) == (own.returned, own.advance, own.payable)
        assert owes == own.recoverable
    by_source = Counter[tuple[int, str]]()
    for no, key, fen in by_account:
        by_source[no, key] += fen
    assert by_source == stand_at
    assert owed == stands


def test_budgets_claims_and_receipts_are_those_of_the_cases(fund: Fund) -> None:
    with fund.reading() as books:
        whole = claims.claims(books)
        receipts = [r for claim in whole for r in claims.receipts(books, claim.no)]
        columns = "claim_no, claimed_fen, admitted_fen, state, reimburses"
        own = of(books, columns, "v_claim", "ORDER BY claim_no")
        columns = "claim_no, SUM(claimed_fen), SUM(receipts)"
        lines = of(books, columns, "v_claim_line", "GROUP BY claim_no ORDER BY 1")
        columns = "receipt_no, line, receipt_number, claimed_fen, admitted_fen"
        shown = of(books, columns, "v_receipt", "AND is_present = 1 ORDER BY 1")
        columns = "project_no, line, requested_fen, granted_fen"
        granted = of(books, columns, "v_budget_line", "AND granted_fen IS NOT NULL")
        lines_of = {
            (each.no, line.line, line.requested_fen, line.approved_fen)
            for each in projects.projects(books)
            for line in budgets.approved_lines(books, each.no)
        }
    assert own == [
        (c.no, c.claimed_fen, c.admitted_fen, c.state, c.reimburses) for c in whole
    ]
    assert lines == [
        (claim.no, claim.claimed_fen, sum(r.claim_no == claim.no for r in receipts))
        for claim in whole
        if claim.no in {r.claim_no for r in receipts}
    ]
    assert shown == sorted(
        (r.no, r.line, r.number, r.claimed_fen, r.admitted_fen) for r in receipts
    )
    assert set(granted) == lines_of


def test_money_in_and_out_is_that_of_the_cases(fund: Fund) -> None:
    with fund.reading() as books:
        paid = [(d.no, d.fen, d.state) for d in disbursements.disbursements(books)]
        given = [(f.no, f.fen, f.returned_fen) for f in funding.fundings(books)]
        back = [(r.project_no, r.fen) for r in recoveries.refunds(books)]
        owed = [(r.no, r.fen, r.recovered_fen) for r in recoveries.recoveries(books)]
        columns = "disbursement_no, amount_fen, state"
        assert of(books, columns, "v_disbursement", "ORDER BY 1") == paid
        columns = "funding_no, amount_fen, returned_fen"
        assert of(books, columns, "v_funding", "ORDER BY 1") == given
        columns = "project_no, amount_fen"
        assert sorted(of(books, columns, "v_refund")) == sorted(back)
        columns = "recovery_no, amount_fen, recovered_fen"
        assert of(books, columns, "v_recovery", "ORDER BY 1") == owed
    assert paid
    assert given
    assert back
    assert owed


def test_records_refusals_and_roles_are_those_of_the_chain(fund: Fund) -> None:
    with fund.reading() as books:
        refused = RecordFilter(outcome="refused")
        seqs = [row.seq for row in records.records(books, only=refused, limit=1000)]
        codes = {
            seq: (full.record.refusal or {})["code"]
            for seq in seqs
            if (full := records.record(books, seq))
        }
        granted = [
            (g.login, g.role, g.from_on.isoformat()) for g in people.grants(books)
        ]
        assert dict(of(books, "seq, refusal_code", "v_refusal")) == codes
        assert of(books, "MAX(seq), COUNT(*)", "v_record") == [
            (books.head.seq, books.head.seq)
        ]
        columns = "login, role, from_on"
        assert sorted(of(books, columns, "v_person_role")) == sorted(granted)
    assert codes


def rows_of(cursor: Any, view: views.View) -> Rows:  # noqa: ANN401 - of either driver
    columns = ", ".join(
        each.name for each in view.columns if each.name not in OTHERWISE_RECORDED
    )
    rows = cursor.execute(f"SELECT {columns} FROM {view.name}").fetchall()
    return sorted(map(tuple, rows), key=repr)


def test_every_view_has_the_same_rows_on_both_databases(two_funds: Ledger) -> None:
    """Types included. A copy of a PostgreSQL's fund into a file has the same rows."""
    empty: list[str] = []
    ledger, code = two_funds, "full"
    with (
        ledger.fund(code).reading() as books,
        scratch.copied(ledger.dialect, ledger.engine, books.fund_id) as path,
        closing(sqlite3.connect(path)) as copy,
    ):
        for view in views.VIEWS:
            own = [row for row in rows_of(books.driver, view) if row[0] == code]
            there = [row for row in rows_of(copy, view) if row[0] == code]
            assert own == there, view.name
            assert {type(cell) for cell in chain(*own)} <= {int, str, type(None)}
            empty += [] if own else [view.name]
    assert empty == [], "a view without rows would not show a difference"


def test_a_reader_reads_every_view_and_writes_none(database: Database) -> None:
    with closing(database.bare(AUDITOR)) as prompt:
        for view in views.VIEWS:
            assert prompt.run(f"SELECT * FROM {view.name}") == []


def test_postgresql_says_what_each_column_holds(postgres_database: Database) -> None:
    question = (
        "SELECT c.relname, a.attname, col_description(c.oid, a.attnum) FROM pg_class c"
        " JOIN pg_attribute a ON a.attrelid = c.oid WHERE c.relname LIKE 'v\\_%'"
    )
    with closing(postgres_database.bare()) as prompt:
        comments = prompt.run(question)
    assert sorted(comments) == sorted(
        (view.name, each.name, each.words)
        for view in views.VIEWS
        for each in view.columns
    )


def test_columns_of_views_are_added_to_and_never_taken_away() -> None:
    """Who writes queries relies on them: a name that goes is a break of the version."""
    assert golden_views() == VIEWS_GOLDEN.read_text(encoding="utf-8").splitlines()


def test_a_column_of_amounts_holds_whole_numbers_of_fen() -> None:
    named = [each for view in views.VIEWS for each in view.columns]
    assert all(
        each.kind is views.ViewKind.WHOLE for each in named if each.name.endswith("fen")
    )


@pytest.mark.parametrize("lang", VIEWS_PAGES)
def test_the_pages_of_the_views_say_what_there_is(lang: Language) -> None:
    assert VIEWS_PAGES[lang].read_text(encoding="utf-8") == views_page(lang)
