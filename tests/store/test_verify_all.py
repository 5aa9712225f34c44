"""Many funds in one ledger: each is proved by itself, and the ledger's file once."""

from collections.abc import Generator
from contextlib import contextmanager

import pytest

from fundledger.domain.ids import Sha256
from fundledger.store import verify as verifying
from fundledger.store.audit import Head
from fundledger.store.books import Fund, Ledger
from fundledger.store.findings import Kind, Scope, Status
from fundledger.store.verify import verify, verify_all
from fundledger.store.whole_file import FileJudge
from tests import small
from tests.databases import Database
from tests.store.tamper import Tamperer

STRAY = "INSERT INTO subdistrict VALUES (7, 2, 'stray', 'x')"


@contextmanager
def counted(ledger: Ledger) -> Generator[list[int]]:
    """Count the instructions that SQLite's virtual machine does."""
    done = [0]

    def count() -> int:
        done[0] += 1
        return 0

    with ledger.dialect.snapshot(ledger.engine) as connection:
        driver = ledger.dialect.driver(connection)
    driver.set_progress_handler(count, 1)
    try:
        yield done
    finally:
        driver.set_progress_handler(None, 1)


def test_the_only_fund_is_verified_with_its_whole_file(small_fund: Fund) -> None:
    assert verify(small_fund).scope is Scope.FILE


def test_a_fund_beside_others_is_verified_by_itself(
    small_fund: Fund, ledger: Ledger, database: Database
) -> None:
    small.create(ledger, database.clerk, code="second")
    verified = verify(small_fund)
    assert (verified.status, verified.scope) == (Status.OK, Scope.FUND)


def test_every_fund_is_verified_and_what_belongs_to_none(
    small_fund: Fund, ledger: Ledger, database: Database, tamperer: Tamperer
) -> None:
    second = small.create(ledger, database.clerk, code="second")
    whole = verify_all(ledger)
    assert whole.status is Status.OK
    assert [each.fund for each in whole.funds] == ["second", "small"]
    with second.reading() as books:
        assert whole.funds[0].head == books.head
    tamperer.drop_guards()
    tamperer.run(STRAY)
    tamperer.run("UPDATE project SET title = 'x' WHERE fund_id = ?", second.id)
    whole = verify_all(ledger)
    assert whole.status is Status.OFFENCES
    assert [each.status for each in whole.funds] == [Status.OFFENCES, Status.OK]
    (altered,) = whole.funds[0].findings
    assert (altered.kind, altered.column) == (Kind.VALUE_ALTERED, "title")
    strays = [each for each in whole.findings if each.kind is Kind.ROW_OF_NO_FUND]
    assert [(each.table, each.key) for each in strays] == [("subdistrict", "7/stray")]
    # The guards that are gone belong to the ledger, and are named once.
    assert {each.kind for each in whole.findings} >= {Kind.OBJECT_MISSING}
    assert verify(small_fund).scope is Scope.FUND


def test_a_stray_alone_keeps_a_ledger_from_passing(
    small_fund: Fund, ledger: Ledger, database: Database, tamperer: Tamperer
) -> None:
    small.create(ledger, database.clerk, code="second")
    tamperer.run("DROP TRIGGER subdistrict_insert" if tamperer.embedded else "SELECT 1")
    tamperer.run(STRAY)
    whole = verify_all(ledger)
    assert {each.status for each in whole.funds} == {Status.OK}
    assert whole.status is Status.OFFENCES
    assert small_fund.code == "small"


def test_outside_heads_are_held_to_their_own_funds(
    small_fund: Fund, ledger: Ledger, database: Database
) -> None:
    second = small.create(ledger, database.clerk, code="second")
    with second.reading() as books:
        head = books.head
    forged = Head(head.seq, Sha256("0" * 64))
    whole = verify_all(ledger, heads={"second": forged})
    assert [each.status for each in whole.funds] == [Status.OFFENCES, Status.OK]
    assert whole.funds[0].findings[0].kind is Kind.CHAIN_REWRITTEN
    assert verify_all(ledger, heads={"second": head}).status is Status.OK
    assert small_fund.code == "small"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_fund_costs_no_more_beside_many_than_beside_one(
    small_fund: Fund, ledger: Ledger
) -> None:
    work: list[int] = []
    for others in (["other"], [f"other{no}" for no in range(12)]):
        for code in others:
            small.create(ledger, None, code=code, given=5)
        with counted(ledger) as done:
            verify(small_fund)
        work.append(done[0])
    beside_one, beside_many = work
    assert beside_one > 0
    assert beside_many <= beside_one * 1.1, work


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_file_is_judged_once_for_all_funds(
    small_fund: Fund, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    for code in ("a", "b", "c"):
        small.create(ledger, None, code=code)
    judged: list[str] = []

    class Counting(FileJudge):
        def judge_schema(self) -> None:
            judged.append("schema")
            super().judge_schema()

        def judge_rows(self) -> None:
            judged.append("rows")
            super().judge_rows()

        def judge_pages(self) -> None:
            judged.append("pages")
            super().judge_pages()

    monkeypatch.setattr(verifying, "FileJudge", Counting)
    assert len(verify_all(ledger).funds) == 4
    assert judged == ["schema", "rows", "pages"]
    assert small_fund.code == "small"
