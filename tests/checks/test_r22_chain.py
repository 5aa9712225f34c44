from contextlib import closing

from fundledger.checks.registry import Light, run_checks
from fundledger.store.books import Fund
from fundledger.store.parsing import RecordFormatError
from tests import lived
from tests.databases import Database


def test_books_that_their_chain_proves_pass(small_fund: Fund) -> None:
    with lived.live(small_fund).reading() as books:
        (result,) = run_checks(books, only=["R22"], fund=small_fund)
    assert (result.light, result.offences) == (Light.PASS, ())


def behind_the_guards(database: Database, table: str, statement: str) -> None:
    """Drop a table's triggers as its owner can, and do what they refuse."""
    with closing(database.bare_owner()) as owner:
        if database.kind == "sqlite":
            of_table = f"type = 'trigger' AND tbl_name = '{table}'"
            for (name,) in owner.run(
                f"SELECT name FROM sqlite_schema WHERE {of_table}"
            ):
                owner.run(f"DROP TRIGGER {name}")
        else:
            owner.run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        owner.run(statement)


def test_a_record_that_cannot_be_read_stops_no_other_check(
    small_fund: Fund, database: Database
) -> None:
    """R15 walks the chain: it says that it could not, and is no pass."""
    lived.live(small_fund)
    behind_the_guards(database, "record", "UPDATE record SET body = '{' WHERE seq = 5")
    with small_fund.reading() as books:
        results = {r.number: r for r in run_checks(books, fund=small_fund)}
    lights = {number: result.light for number, result in results.items()}
    assert lights.pop("R15") is Light.NOT_RUN
    assert lights.pop("R22") is Light.OFFENCES
    assert set(lights.values()) == {Light.PASS, Light.NOT_BUILT}
    problem = results["R15"].problem
    assert isinstance(problem, RecordFormatError)
    assert problem.seq == 5


def test_a_row_altered_behind_the_chain_is_found(
    small_fund: Fund, database: Database
) -> None:
    behind_the_guards(database, "voucher", "UPDATE voucher SET summary = '另一摘要'")
    with small_fund.reading() as books:
        (result,) = run_checks(books, only=["R22"], fund=small_fund)
    assert result.light is Light.OFFENCES
    assert ("voucher", "summary") in {
        (row.table, row.column) for row in result.offences
    }
    assert "table" in result.columns
