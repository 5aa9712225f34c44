"""`fundledger audit`: who did what, from the chain; or one record whole."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from fundledger.cli import lookups
from fundledger.cli.opening import opened_books, source_of
from fundledger.cli.options import LIMIT, LOGIN, SEQ, Asked, Format, common, one_of
from fundledger.cli.reports import put, put_json
from fundledger.cli.verbs import Taken, option, verb
from fundledger.domain.actions import Action
from fundledger.domain.ids import Seq
from fundledger.domain.money import format_fen
from fundledger.errors import N_, InputError
from fundledger.i18n import label
from fundledger.writers.report import Column, Kind, Report, Sheet, Source, Walked

if TYPE_CHECKING:
    from fundledger.queries.records import RecordRow

RECORDS: Final = (
    Column("seq", N_("Record"), Kind.COUNT),
    Column("on", N_("Date")),
    Column("actor", N_("Actor")),
    Column("action", ""),
    Column("", N_("Deed")),
    Column("outcome", ""),
    Column("", N_("Outcome")),
    Column("changes", N_("Rows"), Kind.COUNT),
    Column("key", ""),
    Column("recorded_at", N_("Recorded at")),
    Column("sha256", ""),
)
FIELDS: Final = (
    Column("field", ""),
    Column("", N_("Field")),
    Column("value", N_("Value")),
)
CHANGES: Final = (
    Column("table", N_("Table")),
    Column("key", N_("Key")),
    Column("column", N_("Column")),
    Column("before", N_("Before")),
    Column("after", N_("After")),
)
NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "seq": N_("Record"),
        "on": N_("Date"),
        "recorded_at": N_("Recorded at"),
        "actor": N_("Actor"),
        "database_user": N_("Database user"),
        "action": N_("Deed"),
        "deed": N_("Name of the deed"),
        "outcome": N_("Outcome"),
        "why": N_("Why"),
        "schema": N_("Schema"),
        "prev_sha256": N_("Hash before"),
        "sha256": N_("Hash"),
    }
)
"""What people read for a field; what was asked keeps the names of the deed."""
Cell = tuple[str, str, str, Any, Any]
"""A column of a row: table, key, column, the value before and after."""
ACCEPTED, REFUSED = N_("accepted"), N_("refused")
SHOWN: Final = 100
"""So many records are read on a screen; a program is given all it did not limit."""
LONGEST: Final = 80
"""A value longer than this is cut on a screen; CSV and JSON have it whole."""

DEED: Final = Taken("DEED", one_of(*Action), tuple(Action))


@dataclass(eq=False)
class BesideRecordError(InputError):
    """An option narrows the list, and one record is to be shown whole."""

    option: str
    message = N_("{option} means nothing beside --record, which shows one record.")
    hint = N_("Leave one of the two out.")


@verb(
    N_(
        "List records of the audit chain, the newest first; or, with --record, one"
        " whole: who, when, what was asked, and every row before and after."
    )
)
@option("--record", type=SEQ, help=N_("Show this record whole."))
@option("--by", type=LOGIN, help=N_("Only what this person did."))
@option("--action", type=DEED, help=N_("Only this deed, like claim.admit."))
@option("--refused", is_flag=True, help=N_("Only what was refused."))
@option("--before", type=SEQ, help=N_("Only records before this."))
@option(
    "--limit",
    type=LIMIT,
    help=N_("At most so many. Default: 100 in text, all in csv and json."),
)
@common()
def command(asked: Asked, *, record: int | None, **narrow: Any) -> None:  # noqa: ANN401 - read by `_records`
    """Print the log, or a record. Raises BesideRecordError."""
    if record is not None:
        _require_alone(narrow)
        _one(asked, record)
        return
    limit: int | None = narrow["limit"]
    if limit is None and asked.format is Format.TEXT:
        limit = narrow["limit"] = SHOWN
    with opened_books(asked) as (fund, books):
        sheet = _records(books, asked, **narrow)
        source = source_of(asked, fund, books)
        notes: list[str] = []
        if asked.format is Format.TEXT and limit is not None:
            rows = [*sheet.rows]
            sheet = sheet._replace(rows=rows)
            notes = _earlier(rows, limit, asked)
        put(Report("audit", N_("Audit log"), source, [sheet], notes), asked)


def _earlier(rows: Sequence[Sequence[Any]], limit: int, asked: Asked) -> list[str]:
    """Say how to go on, where the page is full and there is more of the chain."""
    if len(rows) < limit or rows[-1][0] <= 1:
        return []
    note = asked.session.say(N_("Earlier ones may follow: --before {seq}."))
    return [note.format(seq=rows[-1][0])]


def _require_alone(narrow: Mapping[str, Any]) -> None:
    """Have nothing narrow a list that is not printed."""
    for name, value in narrow.items():
        if value:
            raise BesideRecordError("--" + name)


def _records(
    books: Any,  # noqa: ANN401 - imported only when it runs
    asked: Asked,
    *,
    by: str | None,
    action: str | None,
    refused: bool,
    before: int | None,
    limit: int | None,
) -> Sheet:
    from fundledger.queries import records

    only = records.RecordFilter(
        actor=lookups.login(books, by) if by else None,
        action=action,
        outcome="refused" if refused else None,
    )
    until = None if before is None else lookups.seq_before(books, before)

    def walk() -> Iterator[tuple[Any, ...]]:
        rows = records.walk(books, asked.as_of, only=only, before=until)
        return (_row(each, asked) for each in islice(rows, limit))

    return Sheet("records", "", RECORDS, Walked(walk))


def _row(row: "RecordRow", asked: Asked) -> tuple[Any, ...]:
    return (
        row.seq,
        row.on,
        row.actor,
        row.action,
        deed_name(row.action, asked),
        row.outcome,
        outcome_name(row.outcome, asked),
        row.changes,
        row.key,
        row.recorded_at,
        row.sha256,
    )


def _one(asked: Asked, seq: int) -> None:
    """Print one record; as JSON, its stored bytes as they are."""
    from fundledger.queries import records
    from fundledger.store.books import SeqUnknownError

    with opened_books(asked) as (fund, books):
        found = records.record(books, Seq(seq))
        if found is None:
            raise SeqUnknownError(seq, books.head.seq)
        source = source_of(asked, fund, books)
    if asked.format is Format.JSON:
        put_json([_as_json(found)])
        return
    put(_whole(found, source, asked), asked)


def _as_json(found: Any) -> str:  # noqa: ANN401 - imported only when it runs
    """Give a record as it is kept, byte for byte, with the hashes beside it."""
    hashes = f'"prev_sha256":"{found.prev_sha256}","sha256":"{found.sha256}"'
    return f'{{"body":{found.body},{hashes},"stamp":{found.stamp}}}'


def _whole(found: Any, source: Source, asked: Asked) -> Report:  # noqa: ANN401 - imported only when it runs
    said = found.record
    fields: list[tuple[str, Any]] = [
        ("seq", str(said.seq)),
        ("on", said.on),
        ("recorded_at", said.recorded_at),
        ("actor", said.actor),
        ("database_user", said.database_user),
        ("action", _deed(said.action, asked)),
        ("deed", said.deed),
        ("outcome", _outcome(said.outcome, asked)),
        ("key", said.key),
        ("schema", said.schema),
        ("prev_sha256", found.prev_sha256),
        ("sha256", found.sha256),
        *((f"input.{n}", _given(value, asked)) for n, value in _pairs(said.input)),
        ("result", _json(said.result)),
        *_why(said.refusal, asked),
        *((f"refusal.{name}", _json(value)) for name, value in _pairs(said.refusal)),
    ]
    people = asked.format is Format.TEXT
    rows = [
        (name, asked.session.say(NAMES[name]) if name in NAMES else name, value)
        for name, value in fields
        if value is not None or not people
    ]
    sheets = [Sheet("record", "", FIELDS, rows)]
    cells = [cell for change in said.changes for cell in _cells(change)]
    cells = [
        _readable(cell) if people else (*cell[:3], *map(_whole_value, cell[3:]))
        for cell in cells
        if cell[3:] != (None, None) or not people
    ]
    sheets.append(Sheet("changes", N_("What changed"), CHANGES, cells))
    return Report("record", N_("Audit record"), source, sheets)


def _cells(change: Mapping[str, Any]) -> Iterator[Cell]:
    """List what one change put in or altered, a column a row."""
    table = str(change["table"])
    if "rows" not in change:
        key = " ".join(_plain(part) or "" for part in change["key"])
        for name, after in change["after"].items():
            yield table, key, name, change["before"][name], after
        return
    for row in change["rows"]:
        for name, value in zip(change["columns"], row, strict=True):
            yield table, _plain(row[0]) or "", name, None, value


def _readable(cell: Cell) -> Cell:
    """Write the values of a cell for people: 分 as 元, nothing as a dash."""
    table, key, name, before, after = cell
    return table, key, name, _value(name, before), _value(name, after)


def _value(name: str, value: Any) -> str:  # noqa: ANN401 - JSON of a record
    if name.endswith("fen") and type(value) is int:
        return f"{value} ({format_fen(value)})"
    said = _plain(value) or "—"
    return said if len(said) <= LONGEST else f"{said[:LONGEST]}…"


def _whole_value(value: Any) -> Any:  # noqa: ANN401 - JSON of a record
    return _json(value) if isinstance(value, dict | list) else value


def _plain(value: Any) -> str | None:  # noqa: ANN401 - JSON of a record
    """Write a value as it is; what is no text, as JSON."""
    return value if value is None or isinstance(value, str) else _json(value)


def _outcome(outcome: str, asked: Asked) -> str:
    return outcome_name(outcome, asked) if asked.format is Format.TEXT else outcome


def _deed(action: str, asked: Asked) -> str:
    """Give a deed as programs know it, for people with its name."""
    if asked.format is not Format.TEXT:
        return action
    return f"{deed_name(action, asked)} ({action})"


def _why(refusal: dict[str, Any] | None, asked: Asked) -> Iterator[tuple[str, str]]:
    """Tell people why a deed was refused; programs read its code and facts."""
    if refusal is None or asked.format is not Format.TEXT:
        return
    from fundledger.i18n.refusals import describe_refusal

    told = describe_refusal(refusal["code"], refusal["facts"], asked.session.lang)
    if told is not None:
        yield "why", told.message


def _pairs(value: dict[str, Any] | None) -> list[tuple[str, Any]]:
    """List the members of what was asked, or of a refusal, if there was one."""
    return sorted((value or {}).items())


def _given(value: Any, asked: Asked) -> str:  # noqa: ANN401 - JSON of a record
    """Write an argument as JSON; to people, an amount in 元 as well."""
    match value:
        case {"fen": int(fen)} if len(value) == 1 and asked.format is Format.TEXT:
            return f"{fen} ({format_fen(fen)})"
        case _:
            return _json(value)


def _json(value: Any) -> str:  # noqa: ANN401 - JSON of a record
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def deed_name(action: str, asked: Asked) -> str:
    """Name a deed in the face's language; one this version does not know stays."""
    return label(Action(action), asked.lang) if action in list(Action) else action


def outcome_name(outcome: str, asked: Asked) -> str:
    """Say how a deed ended."""
    return asked.session.say(ACCEPTED if outcome == "accepted" else REFUSED)
