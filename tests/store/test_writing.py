"""Very many rows go in by another way than few: the record must not show which."""

import json
from datetime import timedelta
from functools import partial

import pytest

from fundledger.store import audit
from fundledger.store import tables as t
from fundledger.store.books import Fund
from fundledger.store.writing import MANY, Writing
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
    asked = small.ask("holiday.add", key="many")
    small_fund.write(asked, partial(put_in, count=count))
    record, holiday = t.record.c, t.holiday
    with small_fund.reading() as books:
        of_key = record.fund_id == books.fund_id, record.key == "many"
        body = books.value(
            t.record.select().with_only_columns(record.body).where(*of_key)
        )
        kept = books.rows(holiday.select().where(books.own(holiday)))
    said = json.loads(body or "")
    assert body == audit.canonical(said)
    assert sum(len(change["rows"]) for change in said["changes"]) == 3 * count + 1
    assert [row.works for row in kept] == [row.on_date.weekday() > 4 for row in kept]
    assert len(kept) == count
