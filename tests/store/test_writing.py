"""Very many rows go in by another way than few: the record must not show which."""

import json
from datetime import timedelta
from functools import partial

import pytest

from fundledger.domain.actions import Action
from fundledger.domain.chart import Book
from fundledger.domain.ids import Month
from fundledger.domain.projects import ReasonNeededError
from fundledger.queries.journal import last_numbers
from fundledger.store import audit
from fundledger.store import tables as t
from fundledger.store.books import Fund
from fundledger.store.writing import MANY, ReadAfterWriteError, Writing
from tests import small

ODD = '"引号" \\ \n\t\u2028😀'


def put_in(write: Writing, count: int) -> None:
    """Put a row in, then many: text, days, flags, and numbers with gaps."""
    write.insert(t.subdistrict, key="before", name=ODD)
    names = [{"key": f"s-{n}", "name": ODD} for n in range(count)]
    write.insert_many(t.subdistrict, names)
    days = [small.DAY + timedelta(days=n) for n in range(count)]
    write.insert_columns(
        t.holiday,
        {
            "on_date": days,
            "works": [day.weekday() > 4 for day in days],
            "name": [day.strftime("%A") for day in days],
        },
    )
    write.insert_columns(
        t.interest,
        {
            "no": range(1, count + 1),
            "login": [small.CLERK] * count,
            "project_no": [small.PROJECT if n % 3 else None for n in range(count)],
            "community_key": [None if n % 3 else "c1" for n in range(count)],
            "reason": ["亲属"] * count,
            "on_date": days,
        },
    )


@pytest.mark.parametrize("count", [1, 49, 50, 51, MANY - 1, MANY, MANY + 51])
def test_a_record_reads_alike_however_many_rows_it_has(
    small_fund: Fund, count: int
) -> None:
    request = small.ask("holiday.add", key="many")
    small_fund.write(request, partial(put_in, count=count))
    record, holiday = t.record.c, t.holiday
    with small_fund.reading() as books:
        of_key = record.fund_id == books.fund_id, record.key == "many"
        body = books.value(
            t.record.select().with_only_columns(record.body).where(*of_key)
        )
        rows = books.rows(holiday.select().where(books.own(holiday)))
    body_read = json.loads(body or "")
    assert body == audit.canonical(body_read)
    assert sum(len(change["rows"]) for change in body_read["changes"]) == 3 * count + 1
    assert [row.works for row in rows] == [row.on_date.weekday() > 4 for row in rows]
    assert len(rows) == count


def test_a_row_changed_twice_is_changed_once(small_fund: Fund) -> None:
    def change(write: Writing) -> None:
        write.change(t.project, small.PROJECT, title="一")
        write.change(t.project, small.PROJECT, title="二", version=2)
        write.change(t.project, small.PROJECT, version=1)

    small_fund.write(small.ask("test.twice"), change)
    [noted] = changes(small_fund)
    assert noted == {
        "table": "project",
        "key": [1],
        "before": {"title": "邻里节"},
        "after": {"title": "二"},
    }


def test_a_row_changed_to_what_it_was_is_not_changed(small_fund: Fund) -> None:
    def change(write: Writing) -> None:
        write.change(t.project, small.PROJECT, title="一")
        write.change(t.project, small.PROJECT, title="邻里节")

    small_fund.write(small.ask("test.back"), change)
    assert changes(small_fund) == []


def test_a_deed_reads_no_table_that_it_wrote(small_fund: Fund) -> None:
    def read(write: Writing) -> None:
        write.insert(t.subdistrict, key="s2", name="二街道")
        write.values(t.community.select().with_only_columns(t.community.c.key))
        with pytest.raises(ReadAfterWriteError, match="subdistrict"):
            write.values(t.subdistrict.select().with_only_columns(t.subdistrict.c.key))

    small_fund.write(small.ask("test.reads"), read)
    assert len(changes(small_fund)) == 1


def test_what_was_known_before_a_deed_wrote_stays_known(small_fund: Fund) -> None:
    def number(write: Writing) -> list[int]:
        last = last_numbers(write, Month("2024-03"))
        return [write.next_in("2024-03", lambda: last[Book.MONEY]) for _ in range(3)]

    assert small_fund.write(small.ask("test.numbers"), number) == [2, 3, 4]


def test_a_refused_deed_has_sent_nothing(small_fund: Fund) -> None:
    """Its refusal stands at the very head it was decided on, in one transaction."""
    seen: list[int] = []

    def refuse(write: Writing) -> None:
        write.insert(t.subdistrict, key="s2", name="二街道")
        seen.append(write.head.seq)
        raise ReasonNeededError(Action.MONTH_REOPEN)

    with pytest.raises(ReasonNeededError):
        small_fund.write(small.ask("test.refused"), refuse)
    with small_fund.reading() as books:
        keys = books.values(
            t.subdistrict.select()
            .with_only_columns(t.subdistrict.c.key)
            .where(books.own(t.subdistrict))
        )
        assert (list(keys), books.head.seq) == (["s1"], seen[0] + 1)


def changes(fund: Fund) -> list[object]:
    """Give the row changes of the newest record."""
    with fund.reading() as books:
        c = t.record.c
        body = books.value(
            t.record.select()
            .with_only_columns(c.body)
            .where(books.own(t.record), c.seq == books.head.seq)
        )
    noted: list[object] = json.loads(body or "")["changes"]
    return noted
