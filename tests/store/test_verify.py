"""Verify names what was altered, whoever did it, with every guard out of the way."""

import pytest

from fundledger.domain.ids import Seq, Sha256
from fundledger.store.audit import Head
from fundledger.store.books import Fund
from fundledger.store.findings import Finding, Kind, Status, Verification
from fundledger.store.verify import verify
from tests import small
from tests.databases import Database
from tests.store.tamper import TABLES, Tamperer, keys_of


def of_kind(verified: Verification, kind: Kind) -> list[Finding]:
    return [each for each in verified.findings if each.kind is kind]


def head_of(fund: Fund) -> Head:
    with fund.reading() as books:
        return books.head


def test_every_table_of_the_filled_fund_has_rows(
    filled_fund: Fund, tamperer: Tamperer
) -> None:
    assert filled_fund.id == 1
    empty = [name for name in TABLES if not tamperer.run(f"SELECT 1 FROM {name}")]
    assert empty == []


def test_sound_books_verify(small_fund: Fund) -> None:
    verified = verify(small_fund)
    assert (verified.status, verified.findings) == (Status.OK, ())
    assert verified.records == small.DEEDS
    assert verified.head == head_of(small_fund)
    assert verify(small_fund, head=verified.head).status is Status.OK


def test_books_with_a_row_in_every_table_are_what_the_chain_says(
    filled_fund: Fund,
) -> None:
    verified = verify(filled_fund)
    assert (_of_rows(verified), verified.complete) == ([], True)


def test_a_finding_says_what_is_there_and_what_the_chain_says(
    small_fund: Fund, tamperer: Tamperer
) -> None:
    tamperer.drop_guards()
    tamperer.run("UPDATE posting SET fen = 500 WHERE no = 1")
    (altered_row,) = of_kind(verify(small_fund), Kind.VALUE_ALTERED)
    assert str(altered_row) == "posting 1: fen is 500, the chain says 100000"


@pytest.mark.parametrize("seq", [1, 2, 3])
def test_a_deleted_record_is_named(
    small_fund: Fund, tamperer: Tamperer, seq: int
) -> None:
    tamperer.drop_guards()
    tamperer.run("DELETE FROM record WHERE seq = ?", seq)
    verified = verify(small_fund)
    assert verified.status is Status.OFFENCES
    last = verified.head.seq == seq - 1
    gaps = [finding.key for finding in of_kind(verified, Kind.RECORD_MISSING)]
    assert last or gaps == [str(seq)]
    # What only that record wrote is in the books and no longer in the chain.
    assert not last or of_kind(verified, Kind.ROW_ADDED)


@pytest.mark.parametrize("table", ["posting", "voucher", "account", "period"])
@pytest.mark.parametrize("place", ["MIN", "MAX"])
def test_a_deleted_row_is_named(
    filled_fund: Fund, tamperer: Tamperer, table: str, place: str
) -> None:
    key = keys_of(TABLES[table])[-1]
    ((gone,),) = tamperer.run(f"SELECT {place}({key}) FROM {table}")
    tamperer.run(f"DELETE FROM {table} WHERE {key} = ?", gone)
    (missing,) = of_kind(verify(filled_fund), Kind.ROW_MISSING)
    assert (missing.table, missing.key) == (table, str(gone))


def test_a_row_deleted_in_the_middle_is_named(
    filled_fund: Fund, tamperer: Tamperer
) -> None:
    tamperer.run("DELETE FROM posting WHERE no = 2")
    (missing,) = of_kind(verify(filled_fund), Kind.ROW_MISSING)
    assert (missing.table, missing.key) == ("posting", "2")


def test_swapped_rows_are_both_named(filled_fund: Fund, tamperer: Tamperer) -> None:
    for no, other in ((1, -1), (2, 1), (-1, 2)):
        tamperer.run("UPDATE posting SET no = ? WHERE no = ?", other, no)
    keys = {finding.key for finding in of_kind(verify(filled_fund), Kind.VALUE_ALTERED)}
    assert keys == {"1", "2"}


def test_swapped_records_are_both_named(filled_fund: Fund, tamperer: Tamperer) -> None:
    for no, other in ((2, -1), (3, 2), (-1, 3)):
        tamperer.run("UPDATE record SET seq = ? WHERE seq = ?", other, no)
    verified = verify(filled_fund)
    keys = {finding.key for finding in of_kind(verified, Kind.LINK_BROKEN)}
    assert {"2", "3"} <= keys


def test_rows_added_by_hand_are_named(filled_fund: Fund, tamperer: Tamperer) -> None:
    tamperer.run("INSERT INTO subdistrict VALUES (1, 2, 'added', 'x')")
    tamperer.run("INSERT INTO subdistrict VALUES (7, 2, 'stray', 'x')")
    verified = verify(filled_fund)
    (added,) = of_kind(verified, Kind.ROW_ADDED)
    (stray,) = of_kind(verified, Kind.ROW_OF_NO_FUND)
    assert (added.table, added.key) == ("subdistrict", "added")
    assert (stray.table, stray.key) == ("subdistrict", "7/stray")


def test_a_record_of_no_fund_is_named(filled_fund: Fund, tamperer: Tamperer) -> None:
    tamperer.run(
        "INSERT INTO record SELECT 7, seq, prev_sha256, sha256, outcome, deed,"
        " deed_edition, action, actor, on_date, recorded_at, database_user, key,"
        " changed_rows, question_sha256, stamp, body FROM record WHERE seq = 1"
    )
    (stray,) = of_kind(verify(filled_fund), Kind.ROW_OF_NO_FUND)
    assert (stray.table, stray.key) == ("record", "7/1")


def test_a_fund_without_a_chain_does_not_pass(
    small_fund: Fund, tamperer: Tamperer
) -> None:
    tamperer.drop_guards()
    tamperer.run("DELETE FROM record")
    assert of_kind(verify(small_fund), Kind.CHAIN_EMPTY)


def verify_afresh(database: Database) -> Verification:
    """Verify as somebody does who has seen nothing before."""
    with database.ledger() as ledger:
        return verify(ledger.fund())


def test_a_rewritten_chain_is_seen_with_an_outside_head_only(
    database: Database, small_fund: Fund, tamperer: Tamperer
) -> None:
    outside = head_of(small_fund)
    tamperer.drop_guards()
    tamperer.rechain([("100000", "900000")])
    tamperer.run("UPDATE posting SET fen = 900000")
    tamperer.run("UPDATE balance SET fen = 900000")
    assert not _of_rows(verify_afresh(database))
    assert of_kind(verify(small_fund), Kind.CHAIN_REWRITTEN), "it has seen the head"
    seen = verify(small_fund, head=outside)
    assert [each.key for each in of_kind(seen, Kind.CHAIN_REWRITTEN)] == ["3"]


def test_a_shortened_chain_is_seen_with_an_outside_head_only(
    database: Database, small_fund: Fund, tamperer: Tamperer
) -> None:
    outside = head_of(small_fund)
    tamperer.drop_guards()
    for table in ("signature", "posting", "voucher", "balance", "record"):
        tamperer.run(f"DELETE FROM {table} WHERE seq = ?", outside.seq)
    tamperer.rechain()
    tamperer.run("UPDATE fund SET last_voucher_no = 0, last_posting_no = 0")
    assert not _of_rows(verify_afresh(database))
    assert of_kind(verify(small_fund), Kind.CHAIN_SHORTENED), "it has seen the head"
    (shortened,) = of_kind(verify(small_fund, head=outside), Kind.CHAIN_SHORTENED)
    assert (shortened.recorded, shortened.actual) == (outside.seq, outside.seq - 1)


def test_an_outside_head_with_another_hash_is_no_pass(small_fund: Fund) -> None:
    other = Head(Seq(2), Sha256("0" * 64))
    seen = verify(small_fund, head=other)
    assert [each.key for each in of_kind(seen, Kind.CHAIN_REWRITTEN)] == ["2"]


def _of_rows(verified: Verification) -> list[Finding]:
    """Leave the dropped guards out: what an insider would put back in the end."""
    objects = {Kind.OBJECT_MISSING, Kind.OBJECT_ADDED, Kind.OBJECT_ALTERED}
    return [each for each in verified.findings if each.kind not in objects]


def test_a_body_that_cannot_be_read_makes_it_incomplete(
    small_fund: Fund, tamperer: Tamperer
) -> None:
    tamperer.drop_guards()
    tamperer.rechain([('"format":1', '"format":9')])
    verified = verify(small_fund)
    assert not verified.complete
    assert verified.status is not Status.OK
    assert of_kind(verified, Kind.BODY_UNREADABLE)


def test_a_record_that_says_what_was_not_done_is_named(
    small_fund: Fund, tamperer: Tamperer
) -> None:
    tamperer.drop_guards()
    tamperer.rechain([('"table":"project"', '"table":"nothing"')])
    (failed,) = of_kind(verify(small_fund), Kind.REBUILD_FAILED)
    assert failed.key == "2"


def test_a_record_without_its_rows_is_named(
    small_fund: Fund, tamperer: Tamperer
) -> None:
    """A deed typed at a prompt whose record tells of rows that it did not write."""
    tamperer.drop_guards()
    tamperer.run("DELETE FROM project")
    (missing,) = of_kind(verify(small_fund), Kind.ROW_MISSING)
    assert (missing.table, missing.key) == ("project", "1")


def test_progress_is_told_by_stages(small_fund: Fund) -> None:
    stages: list[tuple[str, int, int]] = []
    verify(
        small_fund,
        progress=lambda stage, done, total: stages.append((stage, done, total)),
    )
    assert ("chain", small.DEEDS, small.DEEDS) in stages
    assert stages[-1][0] == "rows"
    assert stages[-1][1] == stages[-1][2] > 0


# --- The schema ----------------------------------------------------------------

EVERYWHERE = [
    ("DROP VIEW v_line", Kind.OBJECT_MISSING, "view v_line"),
    (
        "CREATE VIEW other AS SELECT 1 AS one",
        Kind.OBJECT_ADDED,
        "view other",
    ),
    ("CREATE TABLE other (one INTEGER)", Kind.OBJECT_ADDED, "table other"),
    (
        "DROP INDEX ix_posting_fund_id_voucher_no",
        Kind.OBJECT_MISSING,
        "index ix_posting_fund_id_voucher_no",
    ),
    ("UPDATE alembic_version SET version_num = 'x'", Kind.REVISION_WRONG, ""),
    ("DELETE FROM alembic_version", Kind.REVISION_WRONG, ""),
    ("DROP TABLE alembic_version", Kind.NOT_READ, ""),
]
ON_SQLITE = [
    ("DROP TRIGGER posting_insert", Kind.OBJECT_MISSING, "trigger posting_insert"),
    (
        "CREATE TRIGGER own AFTER INSERT ON posting BEGIN SELECT 1; END",
        Kind.OBJECT_ADDED,
        "trigger own",
    ),
    (
        "UPDATE sqlite_master SET sql = replace(sql, 'fen BETWEEN 1', 'fen BETWEEN 0')",
        Kind.OBJECT_ALTERED,
        "table posting",
    ),
    (
        "UPDATE sqlite_master SET sql = replace(sql, 'd.book <> c.book', '0')",
        Kind.OBJECT_ALTERED,
        "trigger record_seal",
    ),
]
ON_POSTGRESQL = [
    (
        "DROP TRIGGER posting_insert ON posting",
        Kind.OBJECT_MISSING,
        "trigger posting.posting_insert",
    ),
    (
        "ALTER TABLE posting DISABLE TRIGGER posting_insert",
        Kind.OBJECT_ALTERED,
        "trigger posting.posting_insert",
    ),
    (
        "ALTER TABLE amendment DISABLE TRIGGER ALL",
        Kind.OBJECT_ADDED,
        "keys of amendment",
    ),
    (
        "ALTER TABLE posting DROP CONSTRAINT ck_posting_fen",
        Kind.OBJECT_MISSING,
        "constraint posting.ck_posting_fen",
    ),
    (
        "ALTER TABLE posting ALTER fen DROP NOT NULL",
        Kind.OBJECT_ALTERED,
        "column posting.fen",
    ),
    (
        "ALTER FUNCTION fundledger_row_insert() RESET search_path",
        Kind.OBJECT_ALTERED,
        "function fundledger_row_insert()",
    ),
    (
        "GRANT UPDATE ON posting TO fundledger_app",
        Kind.OBJECT_ADDED,
        "grant posting fundledger_app UPDATE",
    ),
    (
        "GRANT UPDATE (fen) ON posting TO fundledger_app",
        Kind.OBJECT_ADDED,
        "grant posting.fen fundledger_app UPDATE",
    ),
    (
        "REVOKE SELECT ON project FROM fundledger_app",
        Kind.OBJECT_MISSING,
        "grant project fundledger_app SELECT",
    ),
    (
        "CREATE RULE own AS ON INSERT TO posting DO INSTEAD NOTHING",
        Kind.OBJECT_ADDED,
        "rule posting.own",
    ),
    (
        "ALTER TABLE posting ENABLE ROW LEVEL SECURITY",
        Kind.OBJECT_ALTERED,
        "table posting",
    ),
]


def _cases(kind: str) -> list[tuple[str, str, Kind, str]]:
    own = ON_SQLITE if kind == "sqlite" else ON_POSTGRESQL
    return [(kind, *case) for case in (*EVERYWHERE, *own)]


@pytest.mark.parametrize(
    ("database", "statement", "kind", "key"),
    [*_cases("sqlite"), *_cases("postgresql")],
    indirect=["database"],
)
def test_what_is_changed_in_the_schema_is_named(
    small_fund: Fund, tamperer: Tamperer, statement: str, kind: Kind, key: str
) -> None:
    if tamperer.embedded:
        tamperer.run("PRAGMA writable_schema = ON")
    tamperer.run(statement)
    verified = verify(small_fund)
    assert key in [each.key for each in of_kind(verified, kind)]
    assert verified.status is not Status.OK


def test_a_table_that_cannot_be_read_makes_it_incomplete(
    small_fund: Fund, tamperer: Tamperer
) -> None:
    with_views = "" if tamperer.embedded else " CASCADE"
    tamperer.run(f"DROP TABLE admission{with_views}")
    verified = verify(small_fund)
    assert not verified.complete
    assert "admission" in {each.table for each in of_kind(verified, Kind.NOT_READ)}
