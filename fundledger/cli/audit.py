"""`fundledger audit`: who did what, from the chain; or one record whole."""

import json
from typing import Any, Final

import click

from fundledger.cli.opening import opened_books, source_of
from fundledger.cli.options import COUNT, Asked, Format, common
from fundledger.cli.reports import put
from fundledger.cli.verbs import option, verb
from fundledger.domain.actions import Action
from fundledger.domain.ids import Login, Seq
from fundledger.errors import N_
from fundledger.i18n import label
from fundledger.writers.report import Column, Kind, Report, Sheet, Source

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
FIELDS: Final = (Column("field", N_("Field")), Column("value", N_("Value")))
ACCEPTED, REFUSED = N_("accepted"), N_("refused")
SHOWN: Final = 100


@verb(
    N_(
        "List records of the audit chain, the newest first; or, with --record, one"
        " whole: who, when, what was asked, and every row before and after."
    )
)
@option("--record", type=COUNT, metavar="SEQ", help=N_("Show this record whole."))
@option("--by", metavar="LOGIN", help=N_("Only what this person did."))
@option("--action", metavar="DEED", help=N_("Only this deed, like claim.admit."))
@option("--refused", is_flag=True, help=N_("Only what was refused."))
@option("--before", type=COUNT, metavar="SEQ", help=N_("Only records before this."))
@option(
    "--limit", type=COUNT, default=SHOWN, help=N_("At most so many; 100 if unsaid.")
)
@common()
def command(asked: Asked, *, record: int | None, **narrow: Any) -> None:  # noqa: ANN401 - read by `_records`
    """Print the log, or a record."""
    if record is not None:
        _one(asked, record)
        return
    with opened_books(asked) as (fund, books):
        sheet = _records(books, asked, **narrow)
        source = source_of(asked, fund, books)
    put(Report("audit", N_("Audit log"), source, [sheet]), asked)


def _records(
    books: Any,  # noqa: ANN401 - imported only when it runs
    asked: Asked,
    *,
    by: str | None,
    action: str | None,
    refused: bool,
    before: int | None,
    limit: int,
) -> Sheet:
    from fundledger.queries.records import RecordFilter, records

    only = RecordFilter(
        actor=Login(by) if by else None,
        action=action,
        outcome="refused" if refused else None,
    )
    until = None if before is None else Seq(before)
    found = records(books, asked.as_of, only=only, before=until, limit=limit)
    rows: list[tuple[Any, ...]] = [
        (
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
        for row in found
    ]
    return Sheet("records", "", RECORDS, rows)


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
        click.echo(found.body)
        return
    put(_whole(found, source, asked), asked)


def _whole(found: Any, source: Source, asked: Asked) -> Report:  # noqa: ANN401 - imported only when it runs
    said = found.record
    rows: list[tuple[str, Any]] = [
        ("seq", str(said.seq)),
        ("on", said.on),
        ("recorded_at", said.recorded_at),
        ("actor", said.actor),
        ("database_user", said.database_user),
        ("action", _deed(said.action, asked)),
        ("outcome", said.outcome),
        ("key", said.key),
        ("schema", said.schema),
        ("prev_sha256", found.prev_sha256),
        ("sha256", found.sha256),
        *((f"input.{name}", _json(value)) for name, value in _pairs(said.input)),
        ("result", _json(said.result)),
        *((f"refusal.{name}", _json(value)) for name, value in _pairs(said.refusal)),
        *(
            (f"change.{n}.{change['table']}", _json(change))
            for n, change in enumerate(said.changes, 1)
        ),
    ]
    sheet = Sheet("record", "", FIELDS, rows)
    return Report("record", N_("Audit record"), source, [sheet])


def _deed(action: str, asked: Asked) -> str:
    """Give a deed as programs know it, for people with its name."""
    if asked.format is not Format.TEXT:
        return action
    return f"{deed_name(action, asked)} ({action})"


def _pairs(value: dict[str, Any] | None) -> list[tuple[str, Any]]:
    """List the members of what was asked, or of a refusal, if there was one."""
    return sorted((value or {}).items())


def _json(value: Any) -> str:  # noqa: ANN401 - JSON of a record
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def deed_name(action: str, asked: Asked) -> str:
    """Name a deed in the face's language; one this version does not know stays."""
    return label(Action(action), asked.lang) if action in list(Action) else action


def outcome_name(outcome: str, asked: Asked) -> str:
    """Say how a deed ended."""
    return asked.session.say(ACCEPTED if outcome == "accepted" else REFUSED)
