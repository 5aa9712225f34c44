"""Where one 分 is not what it was, the recomputation says so: it can fail."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from fundledger.store.books import Fund
from fundledger.store.opening import open_ledger
from tests.independent import chain, raw
from tests.independent.agreements import AGREEMENTS, Moment, differing
from tests.independent.raw import Tables

AMOUNTS: Final = (
    ("posting", "fen"),
    ("application", "requested_fen"),
    ("approval", "approved_fen"),
    ("approval_line", "approved_fen"),
    ("amendment", "change_fen"),
    ("disbursement", "fen"),
    ("claim", "admitted_fen"),
    ("receipt", "claimed_fen"),
    ("admission", "admitted_fen"),
    ("refund", "fen"),
    ("recovery", "recovered_fen"),
    ("funding", "fen"),
    ("disbursement_share", "fen"),
)
"""The columns in which a row is made one 分 larger."""
NO_POSTING: Final = frozenset(
    {
        "adoptions.rules_edition",
        "exported.exported",
        "handovers.handover_list",
        "project.log",
        "project.overview",
        "project.review",
        "records.log",
        "records.record",
        "records.records",
        "vouchers.months",
    }
)
"""Agreements whose rows come from other tables than that of postings."""


def one_more(path: Path, update: str) -> Tables:
    """Change one row of a file, with every guard out of the way; read it again."""
    with closing(sqlite3.connect(path, isolation_level=None)) as prompt:
        names = prompt.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in names.fetchall():
            prompt.execute(f"DROP TRIGGER {name}")
        prompt.execute("PRAGMA ignore_check_constraints = ON")
        assert prompt.execute(update).rowcount == 1
    return raw.of_file(path)


@pytest.fixture
def demo(demo_path: Path) -> Iterator[tuple[Fund, Tables]]:
    """Open the demo, and read its file beside the program."""
    with closing(open_ledger(str(demo_path))) as ledger:
        yield ledger.fund(), raw.of_file(demo_path)


def test_one_fen_of_a_posting_in_the_file_is_told_by_the_chain(
    demo_path: Path,
) -> None:
    tables = one_more(demo_path, "UPDATE posting SET fen = fen + 1 WHERE no = 500")
    assert chain.differing(tables) == ["posting (500,)"]
    assert chain.broken(tables) == []


def test_one_fen_of_a_balance_in_the_file_is_told_by_the_reports(
    demo_path: Path,
) -> None:
    update = "UPDATE balance SET fen = fen + 1 WHERE account_key = 'bank.main'"
    tables = one_more(demo_path, update)
    with closing(open_ledger(str(demo_path))) as ledger:
        whole = ledger.fund()
        with whole.reading() as opened:
            apart, _ = differing(Moment(whole, opened, tables, None))
    assert any(each.startswith("balances.standing") for each in apart)


def test_one_fen_in_any_table_is_told_by_the_chain(demo_path: Path) -> None:
    tables = raw.of_file(demo_path)
    whole = chain.rebuilt(tables["record"])
    for table, column in AMOUNTS:
        first, *others = [e for e in tables[table] if e[column] is not None]
        more = [{**first, column: first[column] + 1}, *others]
        rest = [e for e in tables[table] if e[column] is None]
        apart = chain.differing({**tables, table: [*more, *rest]}, whole)
        assert [each.partition(" ")[0] for each in apart] == [table]


def test_a_byte_of_a_record_is_noticed_by_its_hash(demo_path: Path) -> None:
    tables = raw.of_file(demo_path)
    row = tables["record"][300]
    row["body"] = row["body"].replace("2024-01", "2024-02", 1)
    assert "hash" in {each.why for each in chain.broken(tables)}
    assert {each.seq for each in chain.broken(tables)} == {row["seq"]}


def test_a_record_that_was_taken_out_is_noticed_by_the_next(demo_path: Path) -> None:
    tables = raw.of_file(demo_path)
    del tables["record"][300]
    assert "link" in {each.why for each in chain.broken(tables)}


def test_every_report_with_money_sees_one_fen_of_a_posting(
    demo: tuple[Fund, Tables],
) -> None:
    """Each posting is one 分 larger in the raw rows alone: no report agrees."""
    whole, tables = demo
    more = [{**row, "fen": row["fen"] + 1} for row in tables["posting"]]
    with whole.reading() as opened:
        moment = Moment(whole, opened, {**tables, "posting": more}, None)
        blind = {
            name
            for name, (agreement, _) in AGREEMENTS.items()
            if all(pair.reported == pair.computed for pair in agreement(moment))
        }
    assert blind == NO_POSTING
