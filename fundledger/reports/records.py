"""The audit log, and one record of it whole: who, when, what, and every row changed."""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final, NamedTuple

from fundledger.domain.actions import Action
from fundledger.domain.fen import format_fen
from fundledger.domain.ids import Seq
from fundledger.errors import N_
from fundledger.i18n import Language
from fundledger.i18n.refusals import describe_refusal
from fundledger.queries import records as queried
from fundledger.queries import subjects
from fundledger.queries.records import EVERYTHING, FullRecord, RecordFilter, RecordRow
from fundledger.queries.subjects import Subject
from fundledger.reports.columns import COLUMNS, column, columns, facts, in_files
from fundledger.reports.moments import recorded
from fundledger.reports.report import (
    Basis,
    Dual,
    Phrase,
    Report,
    Stream,
    Table,
    Wording,
)
from fundledger.store.audit import Record
from fundledger.store.reading import Books

LONGEST: Final = 80
RECORDS: Final = (
    *columns("seq", "on", "actor", "action"),
    column("about", longest=LONGEST),
    *columns("fen", "outcome", "changes"),
    *in_files("key"),
    *columns("recorded_at"),
    *in_files("sha256"),
)
LOG: Final = columns(
    "seq",
    "on",
    "actor",
    "action",
    "about",
    "fen",
    "outcome",
    "changes",
    "key",
    "recorded_at",
    "sha256",
)
Names = Mapping[str, str]
"""People's names by login."""
FIELDS: Final = (column("field"), column("value", longest=LONGEST))
CHANGES: Final = (
    *columns("table", "key", "column"),
    column("before", longest=LONGEST),
    column("after", longest=LONGEST),
)
ACCEPTED, REFUSED = N_("accepted"), N_("refused")
AT_ONCE: Final = 20
"""Of so many records at a time it is asked what they are about."""
NAMING: Final = (
    "login",
    "role",
    "community_key",
    "round_key",
    "month",
    "year",
    "setting",
    "figure",
    "value",
    "name",
)
"""What the input of a deed names, where no row says what it was about."""
NOTHING: Final = Dual(None, "—")
FIELD_NAMES: Final = {
    "database_user": N_("Database user"),
    "deed": N_("Name of the deed"),
    "why": N_("Why"),
    "schema": N_("Schema"),
    "prev_sha256": N_("Hash before"),
}
"""What people call fields of a record that are no column of the log."""


class Cell(NamedTuple):
    """A column of a changed row: its value before and after, as JSON holds it."""

    table: str
    key: str
    column: str
    before: Any
    after: Any


def records(
    books: Books,
    basis: Basis,
    *,
    only: RecordFilter = EVERYTHING,
    before: Seq | None = None,
    limit: int | None = None,
) -> Report:
    """Give the records wanted, the newest first."""

    def read() -> Iterator[tuple[Any, ...]]:
        rows = queried.walk(books, basis.as_of, only=only, before=before)
        wanted = islice(rows, limit)
        while page := list(islice(wanted, AT_ONCE)):
            subject_of = subjects.subjects(books, [each.seq for each in page])
            for row in page:
                subject = subject_of[row.seq]
                seq, on, actor, action, *rest = row_of(row)
                yield seq, on, actor, action, about_of(subject), subject.fen, *rest

    about = [
        ("actor", only.actor),
        ("action", only.action and deed(only.action)),
        ("outcome", only.outcome and outcome(only.outcome)),
        ("from_on", only.since),
        ("earlier_than", before),
        ("limit", limit),
    ]
    table = Table("records", "", RECORDS, Stream(read))
    return Report("audit", N_("Audit log"), basis, [table], about=facts(about))


def about_of(subject: Subject) -> str:
    """Say what a record is about in no language: project, party, voucher, or keys."""
    named = [str(subject.input[name]) for name in NAMING if name in subject.input]
    parts = [subject.project or " · ".join(named), subject.party]
    parts.append(subject.voucher)
    return " · ".join(dict.fromkeys(filter(None, parts)))


def row_of(row: RecordRow) -> tuple[Any, ...]:
    """Give a record of the log as a row."""
    return (
        row.seq,
        row.on,
        row.actor,
        deed(row.action),
        outcome(row.outcome),
        row.changes,
        row.key,
        recorded(row.recorded_at),
        row.sha256,
    )


def log(
    rows: Iterable[tuple[RecordRow, str, int | None]], basis: Basis, names: Names
) -> Report:
    """Give records with what each is about, and its amount in 分, if it has one."""
    table = Table("records", "", LOG, [_logged(*each, names) for each in rows])
    return Report("audit", N_("Audit log"), basis, [table])


def _logged(
    row: RecordRow, about: str, fen: int | None, names: Names
) -> tuple[Any, ...]:
    seq, on, actor, *rest = row_of(row)
    action, ended, changes, key, moment, sha256 = rest
    who = Dual(actor, names.get(actor, actor))
    return seq, on, who, action, about, fen, ended, changes, key, moment, sha256


def deed(action: str) -> Action | str:
    """Give the right that a deed asks, so that it has a name in every language."""
    return Action(action) if action in list(Action) else action


def outcome(ended: str) -> Phrase:
    """Say how a deed ended."""
    return Phrase(ACCEPTED if ended == ACCEPTED else REFUSED)


def record(full: FullRecord, basis: Basis) -> Report:
    """Give one record: its fields, and every column of every row that it changed."""
    fields = [
        (Dual(name, _field_name(name)), value)
        for name, value in _fields(full)
        if value is not None
    ]
    changes = [
        (*cell[:3], *(_value(cell.column, value) for value in cell[3:]))
        for change in full.record.changes
        for cell in _cells(change)
        if cell[3:] != (None, None)
    ]
    tables = [
        Table("record", "", FIELDS, fields),
        Table("changes", N_("What changed"), CHANGES, changes),
    ]
    return Report("record", N_("Audit record"), basis, tables)


def as_json(full: FullRecord) -> str:
    """Give a record as it is kept, byte for byte, with the hashes beside it."""
    hashes = f'"prev_sha256":"{full.prev_sha256}","sha256":"{full.sha256}"'
    return f'{{"body":{full.body},{hashes},"stamp":{full.stamp}}}'


def _fields(full: FullRecord) -> Iterator[tuple[str, Any]]:
    record = full.record
    yield "seq", str(record.seq)
    yield "on", record.on
    yield "recorded_at", recorded(record.recorded_at)
    yield "actor", record.actor
    yield "database_user", record.database_user
    yield "action", _deed_with_code(record.action)
    yield "deed", record.deed
    yield "outcome", outcome(record.outcome)
    yield "key", record.key
    yield "schema", record.schema
    yield "prev_sha256", full.prev_sha256
    yield "sha256", full.sha256
    for name, value in _members(record.input):
        yield f"input.{name}", _argument(value)
    yield "result", None if record.result is None else _json(record.result)
    yield "why", _why(record)
    for name, value in _members(record.refusal):
        yield f"refusal.{name}", _json(value)


def _field_name(name: str) -> Phrase | str:
    known = COLUMNS[name].heading if name in COLUMNS else FIELD_NAMES.get(name)
    return name if known is None else Phrase(known)


def _deed_with_code(action: str) -> Dual:
    named = {"deed": deed(action), "code": action}
    return Dual(action, Phrase("{deed} ({code})", named))


def _why(record: Record) -> Wording | None:
    """Say why a deed was refused, if this version knows the code."""
    refusal = record.refusal
    if refusal is None:
        return None
    facts_read = {
        lang: describe_refusal(refusal["code"], refusal["facts"], lang)
        for lang in Language
    }
    texts = {
        lang: each.message for lang, each in facts_read.items() if each is not None
    }
    return Wording(texts) if len(texts) == len(facts_read) else None


def _members(value: Mapping[str, Any] | None) -> list[tuple[str, Any]]:
    """List the members of what was asked, or of a refusal, if there was one."""
    return sorted((value or {}).items())


def _argument(value: Any) -> Any:  # noqa: ANN401 - JSON of a record
    """Write an argument as JSON; to people, an amount in 元 as well."""
    match value:
        case {"fen": int(fen)} if len(value) == 1:
            return Dual(_json(value), _both(fen))
        case _:
            return _json(value)


def _cells(change: Mapping[str, Any]) -> Iterator[Cell]:
    """List what one change put in or altered, a column a row."""
    table = str(change["table"])
    if "rows" not in change:
        key = " ".join(_plain(part) or "" for part in change["key"])
        for name, after in change["after"].items():
            yield Cell(table, key, name, change["before"][name], after)
        return
    for row in change["rows"]:
        for name, value in zip(change["columns"], row, strict=True):
            yield Cell(table, _plain(row[0]) or "", name, None, value)


def _value(name: str, value: Any) -> Any:  # noqa: ANN401 - JSON of a record
    """Write a value: for people 分 as 元, too, and nothing as a dash."""
    if value is None:
        return NOTHING
    if name.endswith("fen") and type(value) is int:
        return Dual(value, _both(value))
    stored = _json(value) if isinstance(value, dict | list) else value
    return Dual(stored, _plain(value))


def _both(fen: int) -> str:
    return f"{fen} ({format_fen(fen)})"


def _plain(value: Any) -> str | None:  # noqa: ANN401 - JSON of a record
    """Write a value as it is; what is no text, as JSON."""
    return value if value is None or isinstance(value, str) else _json(value)


def _json(value: Any) -> str:  # noqa: ANN401 - JSON of a record
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
