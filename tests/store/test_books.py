"""Deeds and readings: one writer, one snapshot, one effect for one key."""

import hashlib
import json
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table

from fundledger.domain.ids import Login
from fundledger.errors import RefusedError
from fundledger.store import audit, schema
from fundledger.store import tables as t
from fundledger.store.audit import REFUSED, canonical, chain_hash
from fundledger.store.books import (
    Fund,
    FundExistsError,
    Ledger,
    SeqUnknownError,
    UnknownFundError,
)
from fundledger.store.failures import NoLedgerError
from fundledger.store.parsing import parse
from fundledger.store.reading import Books
from fundledger.store.recording import GuardError, KeyConflictError, Request
from fundledger.store.shapes import UnknownColumnError
from fundledger.store.types import InexactValueError
from fundledger.store.writing import RowMissingError, Writing
from tests import small
from tests.databases import Database
from tests.store import filled


def rows_of(books: Books) -> dict[str, list[Any]]:
    """Read every row of a fund, in the order of keys, attachments' bytes included."""
    return {table.name: _rows(books, table) for table in t.metadata.sorted_tables}


def _rows(books: Books, table: Table[Any]) -> list[Any]:
    if table is t.fund:
        return []
    keys = [table.c[name] for name in schema.keys(table)]
    statement = table.select().where(books.own(table)).order_by(*keys)
    return [tuple(row) for row in books.rows(statement)]


def seq_of(fund: Fund) -> int:
    with fund.reading() as books:
        return books.head.seq


def refuse(write: Writing) -> None:
    write.insert(t.subdistrict, key="gone", name="x")
    raise RefusedError


# --- Readings ------------------------------------------------------------------


def test_a_deed_moves_the_head_by_one(small_fund: Fund) -> None:
    before = seq_of(small_fund)
    small.donate(small_fund)
    assert seq_of(small_fund) == before + 1


def test_an_earlier_reading_equals_what_was_read_then(small_fund: Fund) -> None:
    """Both routes give the same bytes: tables at the head, rebuilt ones later."""
    filled.fill(small_fund)
    then = seq_of(small_fund)
    with small_fund.reading() as books:
        read = rows_of(books)
    small.donate(small_fund, 77)
    with small_fund.reading(at=then) as books:
        assert books.head.seq == then
        assert rows_of(books) == read
    with small_fund.reading(at=then) as again:
        assert rows_of(again) == read


def test_every_sequence_can_be_read_again(small_fund: Fund) -> None:
    totals: list[int] = []
    for at in range(1, small.DEEDS + 1):
        with small_fund.reading(at=at) as books:
            totals.append(len(books.rows(t.posting.select())))
    assert totals == [0, 0, 2]


@pytest.mark.parametrize("at", [0, -1, 99])
def test_the_chain_reaches_no_further(small_fund: Fund, at: int) -> None:
    with pytest.raises(SeqUnknownError), small_fund.reading(at=at):
        pass


def test_readings_of_two_moments_can_be_open_at_once(small_fund: Fund) -> None:
    with small_fund.reading(at=1) as one, small_fund.reading(at=2) as other:
        assert (one.head.seq, other.head.seq) == (1, 2)


def test_a_reading_is_one_snapshot(small_fund: Fund) -> None:
    with small_fund.reading() as books:
        before = rows_of(books)
        small.donate(small_fund)
        assert rows_of(books) == before


# --- Keys ----------------------------------------------------------------------


def test_a_repeated_key_gives_the_stored_result_and_writes_nothing(
    small_fund: Fund,
) -> None:
    first = small.donate(small_fund, 5, key="k")
    head = seq_of(small_fund)
    assert small.donate(small_fund, 5, key="k") == first
    assert seq_of(small_fund) == head


@pytest.mark.parametrize(
    ("field", "other"),
    [
        ("input.fen", small.ask("donation.receive", key="k", fen=6)),
        ("input.more", small.ask("donation.receive", key="k", fen=5, more=1)),
        ("deed", small.ask("fee.pay", key="k", fen=5)),
        ("on", small.ask("donation.receive", key="k", on=date(2024, 3, 2), fen=5)),
        ("actor", small.ask("donation.receive", key="k", actor=small.ADMIN, fen=5)),
    ],
)
def test_a_conflict_names_the_field(
    small_fund: Fund, field: str, other: Request
) -> None:
    small.donate(small_fund, 5, key="k")
    with pytest.raises(KeyConflictError) as caught:
        small_fund.write(other, refuse)
    assert caught.value.field == field


def test_a_refusal_does_not_use_up_its_key(small_fund: Fund) -> None:
    with pytest.raises(RefusedError):
        small_fund.write(small.ask("donation.receive", key="k", fen=5), refuse)
    assert small.donate(small_fund, 5, key="k") == 2


# --- Refusals ------------------------------------------------------------------


def test_a_refusal_is_chained_and_leaves_no_row(small_fund: Fund) -> None:
    with pytest.raises(RefusedError):
        small_fund.write(small.ask(), refuse)
    with small_fund.reading() as books:
        assert books.head.seq == small.DEEDS + 1
        last = t.record.select().where(t.record.c.seq == books.head.seq)
        stored = books.rows(last)[0]
        assert stored.outcome == REFUSED
        record = parse(stored.seq, stored.stamp, stored.body)
        assert record.refusal == {"code": "refused", "facts": {}}
        assert record.changes == []
        gone = t.subdistrict.select().where(t.subdistrict.c.key == "gone")
        assert books.rows(gone) == []


def test_the_same_refusal_is_chained_once_since_the_last_accepted_deed(
    small_fund: Fund,
) -> None:
    def heads_after(*deeds: str) -> list[int]:
        heads: list[int] = []
        for action in deeds:
            with pytest.raises(RefusedError):
                small_fund.write(small.ask(action), refuse)
            heads.append(seq_of(small_fund) - small.DEEDS)
        return heads

    assert heads_after("a", "a", "b", "a") == [1, 1, 2, 2]
    small.donate(small_fund)
    assert heads_after("a", "a") == [4, 4]


def test_what_a_guard_refuses_is_chained_as_well(small_fund: Fund) -> None:
    overdrawn = small.entry(small.DONATIONS, small.BANK, small.GIVEN_FEN + 1)
    with pytest.raises(GuardError, match="refuses this: floor"):
        small_fund.write(small.ask(), lambda write: small.book(write, [overdrawn]))
    assert seq_of(small_fund) == small.DEEDS + 1


def test_a_mistake_in_the_code_writes_nothing(small_fund: Fund) -> None:
    def broken(write: Writing) -> None:
        write.insert(t.subdistrict, key="gone", name="x")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        small_fund.write(small.ask(), broken)
    assert seq_of(small_fund) == small.DEEDS
    small.donate(small_fund)


# --- Rows ----------------------------------------------------------------------

INEXACT: list[tuple[str, object]] = [
    ("size", 1.5),
    ("size", "12"),
    ("size", True),
    ("size", 2**63),
    ("media_type", b"text"),
    ("media_type", 5),
    ("media_type", None),
    ("media_type", "a\x00b"),
    ("content", "text"),
]


@pytest.mark.parametrize("way", ["row", "column"])
@pytest.mark.parametrize(("column", "value"), INEXACT)
def test_nothing_is_bent_to_fit_a_column(
    small_fund: Fund, column: str, value: object, way: str
) -> None:
    row: dict[str, object] = {"sha256": "x", "media_type": "a/b", "size": 1}
    row |= {"content": b"x", column: value}

    def run(write: Writing) -> None:
        if way == "row":
            write.insert(t.attachment, **row)
        else:
            columns = {name: [value] for name, value in row.items()}
            write.insert_columns(t.attachment, columns)

    with pytest.raises(InexactValueError) as caught:
        small_fund.write(small.ask(), run)
    assert caught.value.column == f"attachment.{column}"


@pytest.mark.parametrize("day", ["2024-01-01", datetime(2024, 1, 1)])  # noqa: DTZ001
def test_a_day_is_a_date_and_nothing_else(small_fund: Fund, day: object) -> None:
    def run(write: Writing) -> None:
        write.insert(t.holiday, on_date=day, works=True, name="x")

    with pytest.raises(InexactValueError):
        small_fund.write(small.ask(), run)


def test_a_change_of_an_unknown_column_or_row_is_refused(small_fund: Fund) -> None:
    with pytest.raises(UnknownColumnError):
        small_fund.write(
            small.ask(), lambda write: write.change(t.project, small.PROJECT, code="x")
        )
    with pytest.raises(RowMissingError):
        small_fund.write(
            small.ask(), lambda write: write.change(t.project, 99, title="x")
        )


def test_a_change_notes_what_was_and_what_is(small_fund: Fund) -> None:
    small_fund.write(
        small.ask(),
        lambda write: write.change(t.project, small.PROJECT, title="新", version=1),
    )
    with small_fund.reading() as books:
        stored = books.rows(t.record.select().where(t.record.c.seq == books.head.seq))
        (change,) = parse(stored[0].seq, stored[0].stamp, stored[0].body).changes
    assert change == {
        "table": "project",
        "key": [1],
        "before": {"title": "邻里节"},
        "after": {"title": "新"},
    }


# --- Records -------------------------------------------------------------------


def test_a_record_is_canonical_json_and_its_hash_is_over_three_lines(
    small_fund: Fund,
) -> None:
    with small_fund.reading() as books:
        prev = t.NO_HASH
        for row in books.rows(t.record.select().order_by(t.record.c.seq)):
            for text in (row.stamp, row.body):
                assert canonical(json.loads(text)) == text
            lines = "".join(f"{each}\n" for each in (prev, row.stamp, row.body))
            assert row.sha256 == hashlib.sha256(lines.encode()).hexdigest()
            assert row.sha256 == chain_hash(prev, row.stamp, row.body)
            prev = row.sha256
    assert canonical({"b": [1, None], "a": "中"}) == '{"a":"中","b":[1,null]}'


def test_what_has_no_canonical_form_is_refused() -> None:
    with pytest.raises(TypeError):
        audit.to_canonical({"ratio": 0.5})


# --- Ledgers and funds -----------------------------------------------------------


def test_funds_keep_apart(small_fund: Fund, database: Database) -> None:
    ledger = small_fund.ledger
    other = small.create(ledger, database.clerk, "other", given=2)
    assert (seq_of(small_fund), seq_of(other)) == (small.DEEDS, small.DEEDS + 1)
    assert [each.code for each in ledger.funds()] == ["other", "small"]
    with pytest.raises(UnknownFundError):
        ledger.fund()
    with pytest.raises(FundExistsError):
        small.create(ledger, database.clerk)


def test_a_fund_is_founded_whole_or_not_at_all(ledger: Ledger) -> None:
    request = small.ask("fund.create", actor=Login("x"), code="f", name="F")
    with pytest.raises(RefusedError):
        ledger.create(request, refuse)
    assert ledger.funds() == []


def test_where_there_is_no_ledger_it_is_said(tmp_path: Path) -> None:
    ledger = Ledger(str(tmp_path / "none.db"))
    with closing(ledger), pytest.raises(NoLedgerError):
        ledger.funds()
