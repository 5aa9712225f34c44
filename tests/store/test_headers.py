"""Each column of a record is held to the bytes that were hashed."""

import sqlite3
from typing import Any, Final

import pytest

from fundledger.errors import RefusedError
from fundledger.queries.records import records
from fundledger.store import tables as t
from fundledger.store.books import Fund
from fundledger.store.findings import Kind, Status
from fundledger.store.tables import record
from fundledger.store.types import NoDayError
from fundledger.store.verify import verify
from fundledger.store.writing import Writing
from tests import small
from tests.databases import Database, Prompt
from tests.store.tamper import Tamperer, altered

OWN_KIND: Final = {
    "seq": Kind.RECORD_MISSING,
    "prev_sha256": Kind.LINK_BROKEN,
    "sha256": Kind.HASH_WRONG,
    "stamp": Kind.HASH_WRONG,
    "body": Kind.HASH_WRONG,
}
"""What is said of columns that repeat nothing."""

ACCEPTED: Final = small.DEEDS + 1
REFUSED: Final = small.DEEDS + 2


@pytest.fixture
def fund(small_fund: Fund, tamperer: Tamperer) -> Fund:
    """Add a keyed donation and a refusal, then drop the guards."""
    small.donate(small_fund, 5, key="form-1")

    def refuse(_write: Writing) -> None:
        raise RefusedError

    with pytest.raises(RefusedError):
        small_fund.write(small.ask("fee.pay"), refuse)
    small.donate(small_fund)
    assert verify(small_fund).status is Status.OK
    tamperer.drop_guards()
    return small_fund


def columns() -> list[str]:
    return [column.name for column in record.c if column.name != "fund_id"]


def test_any_altered_column_is_named_with_its_record(
    fund: Fund, tamperer: Tamperer
) -> None:
    """For an accepted record and for a refused one."""
    missed: list[str] = []
    for seq in (ACCEPTED, REFUSED):
        for name in columns():
            missed += _missed(fund, tamperer, seq, name)
    assert missed == []


def _missed(fund: Fund, tamperer: Tamperer, seq: int, name: str) -> list[str]:
    statement = f"SELECT {name} FROM record WHERE seq = ?"
    ((old,),) = tamperer.run(statement, seq)
    new = altered(record.c[name], old, embedded=tamperer.embedded)
    change = f"UPDATE record SET {name} = ? WHERE seq = ?"
    tamperer.run(change, new, seq)
    findings = verify(fund).findings
    tamperer.run(change, old, new if name == "seq" else seq)
    kind = OWN_KIND.get(name, Kind.VALUE_ALTERED)
    named_rows = {(each.kind, each.key, each.column) for each in findings}
    column = "" if name == "seq" else name if kind is Kind.VALUE_ALTERED else None
    hashed = name if name == "prev_sha256" else "sha256"
    wanted = (kind, str(seq), hashed if column is None else column)
    return [] if wanted in named_rows else [f"{seq}.{name}: {named_rows}"]


@pytest.mark.parametrize(
    ("edit", "column", "recorded"),
    [
        (('"fund":"small"', '"fund":"other"'), "fund", "other"),
        (('"actor":"clerk"', '"actor":"admin"'), "actor", "admin"),
        (('"on":"2024-03-01"', '"on":"2024-03-02"'), "on_date", "2024-03-02"),
        (('"deed_edition":1', '"deed_edition":2'), "deed_edition", 2),
        (('2024-08-15T09:30:00Z"', '2024-08-15T09:30:01Z"'), "recorded_at", None),
        (('"database_user":"', '"database_user":"x'), "database_user", None),
    ],
)
def test_bytes_that_contradict_the_columns_are_named(
    fund: Fund,
    tamperer: Tamperer,
    edit: tuple[str, str],
    column: str,
    recorded: Any,  # noqa: ANN401 - any
) -> None:
    """Rewritten with every hash after it, so that the chain itself is whole."""
    tamperer.rechain([edit])
    named_rows = [
        each
        for each in verify(fund).findings
        if (each.kind, each.column) == (Kind.VALUE_ALTERED, column)
    ]
    assert str(ACCEPTED) in {each.key for each in named_rows}
    assert recorded is None or {each.recorded for each in named_rows} == {recorded}


def test_a_change_of_what_was_not_so_is_named(fund: Fund, tamperer: Tamperer) -> None:
    """A record says what a row was before; if it was not, nothing is done again."""
    fund.write(small.ask(), _rename)
    assert not _failed(fund)
    tamperer.rechain([('"before":{"title":"邻里节"}', '"before":{"title":"x"}')])
    (finding,) = _failed(fund)
    assert finding.actual == "before:project 1"
    assert "project 1 was not as the record says" in str(finding)


def _rename(write: Writing) -> None:
    write.change(t.project, small.PROJECT, title="新")


def _failed(fund: Fund) -> list[Any]:
    return [each for each in verify(fund).findings if each.kind is Kind.REBUILD_FAILED]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_record_whose_table_holds_anything_is_named_and_the_rest_is_verified(
    fund: Fund, tamperer: Tamperer, database: Database
) -> None:
    """A file's owner may make a table that is not STRICT, and put bytes in."""
    tamperer.run("PRAGMA writable_schema = ON")
    tamperer.run(
        "UPDATE sqlite_master SET sql = replace(replace(sql, ') STRICT', ')'),"
        " 'body TEXT', 'body BLOB') WHERE name = 'record'"
    )
    tamperer.prompt.close()
    fund.ledger.engine.dispose()
    prompt = Prompt(sqlite3.connect(database.address, isolation_level=None))
    prompt.run("UPDATE record SET body = x'00ff' WHERE seq = ?", REFUSED)
    prompt.close()
    verified = verify(fund)
    unread = [each for each in verified.findings if each.kind is Kind.BODY_UNREADABLE]
    assert [each.key for each in unread] == [str(REFUSED)]
    assert verified.records == REFUSED + 1


def test_a_day_that_is_none_is_named_and_is_an_error_to_readers(
    fund: Fund, tamperer: Tamperer
) -> None:
    day = "tomorrow" if tamperer.embedded else "infinity"
    tamperer.run("UPDATE record SET on_date = ? WHERE seq = ?", day, ACCEPTED)
    (finding,) = [each for each in verify(fund).findings if each.column == "on_date"]
    assert (finding.key, finding.actual) == (str(ACCEPTED), day)
    if tamperer.embedded:
        with pytest.raises(NoDayError), fund.reading() as books:
            records(books)
