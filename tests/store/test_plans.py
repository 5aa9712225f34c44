"""SQLite finds rows by the longest key that fits, at every size of the books."""

import sqlite3

import pytest

from fundledger.store import migrate
from fundledger.store.books import Ledger

PLANS = {
    "SELECT * FROM posting WHERE fund_id = 1 AND project_no = 5": "project_no=?",
    "SELECT * FROM posting WHERE fund_id = 1 AND voucher_no = 5": "voucher_no=?",
    "SELECT * FROM posting WHERE fund_id = 1 AND no > 5": "PRIMARY KEY (fund_id=? AND",
    "SELECT * FROM step WHERE fund_id = 1 AND project_no = 5": "project_no=?",
    "SELECT * FROM claim WHERE fund_id = 1 AND project_no = 5": "project_no=?",
    "SELECT * FROM receipt WHERE fund_id = 1 AND claim_no = 5": "claim_no=?",
    "SELECT MAX(number) FROM voucher WHERE fund_id = 1 AND month = '1'": "month=?",
    "SELECT * FROM voucher WHERE fund_id = 1": "PRIMARY KEY (fund_id=?)",
}


@pytest.fixture(scope="module")
def prompt(tmp_path_factory: pytest.TempPathFactory) -> sqlite3.Connection:
    path = tmp_path_factory.mktemp("plans") / "empty.db"
    ledger = Ledger(str(path))
    migrate.migrate(ledger)
    ledger.close()
    return sqlite3.connect(path)


@pytest.mark.parametrize("query", PLANS)
def test_rows_are_found_by_the_longest_key(
    query: str, prompt: sqlite3.Connection
) -> None:
    (plan,) = prompt.execute(f"EXPLAIN QUERY PLAN {query}").fetchall()
    assert PLANS[query] in plan[3]
