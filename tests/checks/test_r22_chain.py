from contextlib import closing

from fundledger.checks.registry import Light, run_checks
from fundledger.store.books import Fund
from tests import lived
from tests.databases import Database


def test_books_that_their_chain_proves_pass(small_fund: Fund) -> None:
    with lived.live(small_fund).reading() as books:
        (result,) = run_checks(books, only=["R22"], fund=small_fund)
    assert (result.light, result.offences) == (Light.PASS, ())


def test_a_row_altered_behind_the_chain_is_found(
    small_fund: Fund, database: Database
) -> None:
    with closing(database.bare_owner()) as owner:
        if database.kind == "sqlite":
            held = "type = 'trigger' AND tbl_name = 'voucher'"
            for (name,) in owner.run(f"SELECT name FROM sqlite_schema WHERE {held}"):
                owner.run(f"DROP TRIGGER {name}")
        else:
            owner.run("ALTER TABLE voucher DISABLE TRIGGER USER")
        owner.run("UPDATE voucher SET summary = '另一摘要'")
    with small_fund.reading() as books:
        (result,) = run_checks(books, only=["R22"], fund=small_fund)
    assert result.light is Light.OFFENCES
    assert ("voucher", "summary") in {
        (row.table, row.column) for row in result.offences
    }
    assert "table" in result.columns
