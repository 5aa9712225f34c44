"""What an opening brought into one fund is not in the fund beside it."""

from fundledger.queries import openings, source_uses
from fundledger.store.books import Ledger
from tests import small
from tests.commands.opened import opened
from tests.databases import Database


def test_what_was_brought_into_one_fund_is_in_no_other(
    ledger: Ledger, database: Database
) -> None:
    one = opened(ledger, database.clerk).fund
    other = small.create(ledger, database.clerk)
    with one.reading() as books:
        assert openings.is_open(books)
        assert [each.no for each in openings.openings(books)] == [1]
        assert len(openings.brought_in(books)) == 1
        assert source_uses.spent_before(books)
    with other.reading() as books:
        assert not openings.is_open(books)
        assert [*openings.openings(books), *openings.brought_in(books)] == []
        assert not source_uses.spent_before(books)
