"""A chain as lines of a file of deeds: what was ordered, by whom, and how it ended.

A record names files and batches of vouchers by their SHA-256 only. A file's content
lies beside the lines; a batch is written whole, from the rows that its record put in.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from fundledger.domain.batches import Batch
from fundledger.domain.ids import Seq, Sha256
from fundledger.inputs.forms import form_of
from fundledger.inputs.kinds import InputKind
from fundledger.inputs.lines import DeedLine, Stamped
from fundledger.queries import records
from fundledger.store.audit import Record
from fundledger.store.previews import noted, rows_of
from fundledger.store.reading import Books

_VOUCHER: Final = ("summary", "rule", "attachments")
_POSTING: Final = (
    "debit",
    "credit",
    "project_no",
    "debit_red",
    "credit_red",
    "debit_source",
    "credit_source",
)


def lines(books: Books, until: Seq | None = None) -> Iterator[DeedLine]:
    """Go through a chain, or its beginning up to a record. Raises RecordFormatError."""
    for record in records.history(books, until):
        yield line_of(record)


def line_of(record: Record) -> DeedLine:
    """Give the line that a record is done again from."""
    moment = datetime.fromisoformat(record.recorded_at)
    stamped = Stamped(record.deed_edition, moment, record.database_user, record.refusal)
    given = _whole(record)
    on = record.on.isoformat()
    return DeedLine(
        record.seq, record.deed, given, record.actor, on, record.key, stamped
    )


def files_of(line: DeedLine) -> Iterator[Sha256]:
    """Name the files that a line's input has beside it."""
    for name, form in form_of(line.deed).fields.items():
        if form.kind is InputKind.FILE and line.input.get(name) is not None:
            yield Sha256(str(line.input[name]["sha256"]))


def _whole(record: Record) -> Mapping[str, Any]:
    """Give what was ordered, with the batch that the record names by its hash.

    What only one had signed by then brought no rows: its fingerprint stands for it.
    """
    if record.refusal is not None:
        return record.input
    batches = {
        name: _batch(record)
        for name, form in form_of(record.deed).fields.items()
        if form.annotation is Batch and name in record.input
    }
    if not any(batches.values()):
        return record.input  # signed by one: named by its fingerprint

    return {**record.input, **batches}


def _batch(record: Record) -> list[dict[str, Any]]:
    """Write a batch's vouchers as people give them, from the rows of its record."""
    changes = [noted(each) for each in record.changes]
    by_no: dict[int, dict[str, Any]] = {}
    for row in rows_of(changes, "voucher"):
        if row["pair_no"] is not None:
            by_no[row["no"]] = by_no[row["pair_no"]]
            continue
        named = {name: row[name] for name in _VOUCHER}
        by_no[row["no"]] = {"date": row["on_date"], **named, "postings": []}
    for row in rows_of(changes, "posting"):
        named = {name: row[name] for name in _POSTING if row[name]}
        posting = named | {"amount": {"fen": row["fen"]}}
        by_no[row["voucher_no"]]["postings"].append(posting)
    return list({id(each): each for each in by_no.values()}.values())
