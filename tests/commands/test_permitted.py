"""Whatever happens to a fund, its vouchers hold what their rules permit."""

from contextlib import closing
from pathlib import Path

import pytest

from fundledger.store.opening import open_ledger
from tests import full
from tests.databases import Database
from tests.permitted import unpermitted_in


def test_every_voucher_of_the_demo_is_permitted_by_its_rule(demo_path: Path) -> None:
    with (
        closing(open_ledger(str(demo_path))) as ledger,
        ledger.fund().reading() as books,
    ):
        assert unpermitted_in(books) == []


@pytest.mark.parametrize("other", [False, True])
def test_every_voucher_of_a_full_life_is_permitted_by_its_rule(
    sqlite_database: Database, *, other: bool
) -> None:
    with closing(sqlite_database.ledger()) as ledger:
        life = full.create(ledger, sqlite_database.clerk, other=other)
        for _ in full.live(life):
            pass
        with life.scene.fund.reading() as books:
            assert unpermitted_in(books) == []
