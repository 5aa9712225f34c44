"""Agreements of the chain: the audit log, one record whole, and what verify says."""

import json
from collections.abc import Iterator
from typing import Any, Final

from fundledger.domain.ids import Seq
from fundledger.inputs import chain as exporting
from fundledger.queries import records as queried
from fundledger.reports import exported, records, verification
from fundledger.reports.exported import Counted
from fundledger.store.verify import verify, verify_all
from tests.independent import chain
from tests.independent.comparing import Cells, Moment, Pair, agrees, cells
from tests.independent.raw import Row

NEWEST: Final = 200
"""So many records are looked at as of a past day: what each is about is costly."""
_LOG: Final = "seq on actor outcome changes key sha256"


def _log_rows(moment: Moment) -> Cells:
    """Read the log from the bodies of the records alone, the newest first."""
    rows: Cells = []
    for row in sorted(moment.rows("record"), key=lambda e: -e["seq"]):
        body = json.loads(row["body"])
        changes = sum(len(each.get("rows", [0])) for each in body["changes"])
        if moment.day is None or body["on"] <= moment.day:
            reported = (
                body["on"],
                body["actor"],
                body["outcome"],
                changes,
                body["key"],
            )
            rows.append((row["seq"], *reported, row["sha256"]))
    return rows


@agrees("records.records", takes_a_day=True)
def _records(moment: Moment) -> Iterator[Pair]:
    limit = None if moment.day is None else NEWEST
    report = records.records(moment.books, moment.basis, limit=limit)
    rows = _log_rows(moment)[:limit]
    yield Pair("all", cells(report, "records", _LOG), rows)


@agrees("records.log")
def _log(moment: Moment) -> Iterator[Pair]:
    some = [(each, "", None) for each in queried.walk(moment.books)]
    report = records.log(some, moment.basis, {})
    yield Pair("all", cells(report, "records", _LOG), _log_rows(moment))


@agrees("records.record")
def _record(moment: Moment) -> Iterator[Pair]:
    stored = sorted(moment.rows("record"), key=lambda row: row["seq"])
    for row in stored[:: -max(1, len(stored) // 10)]:
        full = queried.record(moment.books, Seq(row["seq"]))
        assert full is not None
        report = records.record(full, moment.basis)
        reported = cells(report, "changes", "table column")
        yield Pair(f"{row['seq']}", reported, [*_cells(row)])


def _cells(row: Row) -> Iterator[tuple[Any, ...]]:
    """List the columns that a record put something into, or changed."""
    for change in json.loads(row["body"])["changes"]:
        if "rows" not in change:
            yield from ((change["table"], name) for name in change["after"])
        for values in change.get("rows", []):
            named = zip(change["columns"], values, strict=True)
            yield from ((change["table"], name) for name, e in named if e is not None)


@agrees("exported.exported")
def _exported(moment: Moment) -> Iterator[Pair]:
    outcomes = [row["outcome"] for row in moment.rows("record")]
    some = [*exporting.lines(moment.books)]
    refused = sum(bool(each.stamped and each.stamped.refusal) for each in some)
    report = exported.exported(moment.basis, "", Counted(len(some), refused))
    expected = [(len(outcomes), outcomes.count("refused"))]
    yield Pair("all", cells(report, "deeds", "records refusals"), expected)


@agrees("verification.of_fund", "verification.of_ledger")
def _verified(moment: Moment) -> Iterator[Pair]:
    """Verify the stored books, whatever record they are read at."""
    if moment.fund.look().last != moment.books.head:
        return
    assert chain.broken(moment.tables) == []
    yield Pair("rows", chain.differing(moment.tables), [])
    one = verification.of_fund(verify(moment.fund), moment.basis)
    whole = verification.of_ledger(verify_all(moment.fund.ledger))
    expected = [("ok", len(moment.rows("record")))]
    yield Pair("fund", cells(one, "summary", "status records"), expected)
    yield Pair("ledger", cells(whole, "funds", "status records"), expected)
