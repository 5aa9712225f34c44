from datetime import date

import pytest

from fundledger.domain.ids import Seq
from fundledger.errors import RefusedError
from fundledger.queries.records import RecordFilter, history, record, records
from fundledger.store.books import Fund
from fundledger.store.writing import Writing
from tests import small

LATER = date(2024, 3, 2)


@pytest.fixture
def fund(small_fund: Fund) -> Fund:
    """Add a keyed donation and a refusal to the small fund's chain."""
    small.donate(small_fund, 5_00, key="form-1", on=LATER)
    with pytest.raises(RefusedError):
        small_fund.write(small.ask("claim.admit"), refuse)
    return small_fund


def refuse(_write: Writing) -> None:
    raise RefusedError


def test_records_are_listed_from_the_newest(fund: Fund) -> None:
    with fund.reading() as books:
        rows = records(books)
        head = books.head
    assert [row.action for row in rows] == [
        "claim.admit",
        "donation.receive",
        "donation.receive",
        "project.draft",
        "fund.create",
    ]
    assert (rows[0].seq, rows[0].sha256) == head
    assert [row.outcome for row in rows[:2]] == ["refused", "accepted"]
    assert [(row.key, row.changes) for row in rows[:2]] == [(None, 0), ("form-1", 4)]


def test_pages_go_on_before_the_last_record(fund: Fund) -> None:
    with fund.reading() as books:
        first = records(books, limit=2)
        second = records(books, before=first[-1].seq, limit=2)
        assert [row.seq for row in first + second] == [5, 4, 3, 2]


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        (RecordFilter(actor=small.ADMIN), [1]),
        (RecordFilter(action="donation.receive"), [4, 3]),
        (RecordFilter(outcome="refused"), [5]),
        (RecordFilter(actor=small.CLERK, outcome="refused"), [5]),
    ],
)
def test_a_filter_narrows(fund: Fund, only: RecordFilter, expected: list[int]) -> None:
    with fund.reading() as books:
        assert [row.seq for row in records(books, only=only)] == expected


def test_later_deeds_are_left_out(fund: Fund) -> None:
    with fund.reading() as books:
        assert [row.seq for row in records(books, small.DAY)] == [5, 3, 2, 1]


def test_one_record_is_given_whole(fund: Fund) -> None:
    with fund.reading() as books:
        row = record(books, Seq(4))
        before = record(books, Seq(3))
        assert record(books, Seq(99)) is None
    assert row is not None
    assert before is not None
    assert row.prev_sha256 == before.sha256
    assert row.record.input == {"fen": 500}
    assert row.body.startswith('{"action":"donation.receive"')
    assert row.stamp.startswith('{"algorithm":"sha256","database_user":')


def test_history_walks_the_chain(fund: Fund) -> None:
    with fund.reading() as books:
        assert [each.seq for each in history(books)] == [1, 2, 3, 4, 5]
