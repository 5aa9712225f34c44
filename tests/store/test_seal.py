"""The seal on SQLite looks at new rows only, however many the fund has."""

import re
import sqlite3
from pathlib import Path

from fundledger.store import migrate, schema
from fundledger.store.books import Ledger

WHOLE_FUND = re.compile(r"(SEARCH|SCAN) (voucher|posting)\b(?!.*(no[>=]\?|month=\?))")
TABLE_MADE = re.compile(r"MATERIALIZE|LIST SUBQUERY|DISTINCT|AUTOMATIC|BLOOM")
LAST_NUMBERS = 2
"""The last voucher's number and the last posting's are one step each."""


def statements() -> list[str]:
    """Split the seal; what it raises and whom it judges become plain values."""
    (seal,) = (
        each for each in schema.objects("sqlite") if "TRIGGER record_seal" in each
    )
    body = re.search(r"BEGIN\n(.*)END;", seal, re.DOTALL)
    assert body is not None
    text = re.sub(r"RAISE\(ABORT,\s*'[^']*'\)", "1", body[1])
    return [
        each for each in re.sub(r"NEW\.\w+", "1", text).split(";\n") if each.strip()
    ]


def test_the_seal_walks_no_old_row_and_makes_no_table(tmp_path: Path) -> None:
    ledger = Ledger(str(tmp_path / "empty.db"))
    migrate.migrate(ledger)
    ledger.close()
    prompt = sqlite3.connect(tmp_path / "empty.db")
    walked: list[str] = []
    tables_made: list[str] = []
    for statement in statements():
        plan = prompt.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
        walked += [step[3] for step in plan if WHOLE_FUND.search(step[3])]
        tables_made += [step[3] for step in plan if TABLE_MADE.search(step[3])]
    prompt.close()
    assert tables_made == []
    assert len(walked) == LAST_NUMBERS, walked
