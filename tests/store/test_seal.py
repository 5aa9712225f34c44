"""The seal on SQLite looks at new rows only, however many the fund has."""

import re
import sqlite3
from pathlib import Path

from fundledger.store import migrate, schema
from fundledger.store.books import Ledger

NEW_OR_NAMED = {
    "voucher": re.compile(r"no[>=]\?|month=\?"),
    "posting": re.compile(r"no[>=]\?"),
    "balance": re.compile(r"source=\?"),
    "project_balance": re.compile(r"project_no=\? AND account_key=\?"),
}
"""How the plan of each large table says that it is not walked whole."""
TABLE_OF = re.compile(r"\b(?:FROM|JOIN)\s+([a-z_]+)(?:\s+([a-z]+))?\b")
STEP = re.compile(r"(?:SEARCH|SCAN) (\w+)\b(.*)")
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


def walks_whole(step: str, statement: str) -> bool:
    """Tell whether a step of a plan reads all of a large table, by whichever name."""
    table_of = {alias or table: table for table, alias in TABLE_OF.findall(statement)}
    reads = STEP.match(step)
    if reads is None:
        return False
    demanded = NEW_OR_NAMED.get(table_of.get(reads[1], ""))
    return demanded is not None and not demanded.search(reads[2])


def test_the_seal_walks_no_old_row_and_makes_no_table(tmp_path: Path) -> None:
    ledger = Ledger(str(tmp_path / "empty.db"))
    migrate.migrate(ledger)
    ledger.close()
    prompt = sqlite3.connect(tmp_path / "empty.db")
    walked: list[str] = []
    tables_made: list[str] = []
    for statement in statements():
        plan = prompt.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
        walked += [step[3] for step in plan if walks_whole(step[3], statement)]
        tables_made += [step[3] for step in plan if TABLE_MADE.search(step[3])]
        if not statement.lstrip().startswith("INSERT"):
            code = prompt.execute(f"EXPLAIN {statement}").fetchall()
            tables_made += [statement for step in code if step[1] == "OpenEphemeral"]
    prompt.close()
    assert tables_made == []
    assert len(walked) == LAST_NUMBERS, walked


def test_a_walk_is_seen_by_whichever_name() -> None:
    """Were it not, the test above would pass whatever the seal does."""
    named = "SELECT 1 FROM posting p LEFT JOIN balance g ON g.source = p.debit_source"
    assert walks_whole("SEARCH p USING PRIMARY KEY (fund_id=?)", named)
    assert walks_whole("SCAN g LEFT-JOIN", named)
    assert walks_whole("SEARCH posting USING PRIMARY KEY (fund_id=?)", "FROM posting")
    assert not walks_whole("SEARCH p USING PRIMARY KEY (fund_id=? AND no>?)", named)
    assert not walks_whole("SCAN p", "SELECT 1 FROM (SELECT 1) p")
