"""`fundledger audit`: who did what, from the chain; or one record whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from fundledger.cli import lookups
from fundledger.cli.opening import basis_of, opened_books
from fundledger.cli.options import LIMIT, LOGIN, SEQ, Format, Options, common, one_of
from fundledger.cli.reports import put, put_json
from fundledger.cli.spans import span_of, spanning
from fundledger.cli.verbs import Taken, option, verb
from fundledger.domain.actions import Action
from fundledger.domain.ids import Seq
from fundledger.errors import N_, InputError

if TYPE_CHECKING:
    from fundledger.queries.records import RecordFilter
    from fundledger.reports.report import Phrase, Report
    from fundledger.store.books import Fund
    from fundledger.store.reading import Books

EARLIER: Final = N_("Earlier ones may follow: --before {seq}.")
SHOWN: Final = 100
"""So many records are read on a screen; a program is given all it did not limit."""

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
@spanning(N_("Only what is dated this day or later."))
@option("--before", type=SEQ, help=N_("Only records before this."))
@option(
    "--limit",
    type=LIMIT,
    help=N_("At most so many. Default: 100 in text, else all."),
)
@common()
def command(options: Options, *, record: int | None, **narrow: Any) -> None:  # noqa: ANN401 - read by `_records`
    """Print the log, or a record. Raises BesideRecordError."""
    if record is not None:
        _require_alone(narrow)
        _one(options, record)
        return
    since, month = narrow.pop("since"), narrow.pop("month")
    options, since = span_of(options, since, month)
    with opened_books(options) as (fund, books):
        only = _only(books, since, **narrow)
        put(_records(books, fund, options, only, **narrow), options)


def _require_alone(narrow: Mapping[str, Any]) -> None:
    """Have nothing narrow a list that is not printed."""
    for name, value in narrow.items():
        if value:
            raise BesideRecordError("--" + name)


def _only(
    books: "Books",
    since: date | None,
    *,
    by: str | None,
    action: str | None,
    refused: bool,
    **_paging: object,
) -> "RecordFilter":
    """Say which records are wanted. Raises UnknownNameError."""
    from fundledger.queries.records import RecordFilter
    from fundledger.reports.records import REFUSED

    return RecordFilter(
        actor=lookups.login(books, by) if by else None,
        action=action,
        outcome=REFUSED if refused else None,
        since=since,
    )


def _records(
    books: "Books",
    fund: "Fund",
    options: Options,
    only: "RecordFilter",
    *,
    before: int | None,
    limit: int | None,
    **_narrow: object,
) -> "Report":
    """List records; on a screen a page of them, which says how to go on."""
    from fundledger.reports.records import records

    until = None if before is None else lookups.seq_before(books, before)
    on_screen = options.format is Format.TEXT
    shown = SHOWN if on_screen and limit is None else limit
    basis = basis_of(options, fund, books)
    report = records(books, basis, only=only, before=until, limit=shown)
    return _with_way_on(report, shown) if on_screen and shown else report


def _with_way_on(report: "Report", limit: int) -> "Report":
    """Say how to go on, where the page is full and there is more of the chain."""
    (table,) = report.tables
    rows = [*table.rows]
    notes = _earlier(rows, limit)
    return report._replace(tables=[table._replace(rows=rows)], notes=notes)


def _earlier(rows: Sequence[Sequence[Any]], limit: int) -> "list[Phrase]":
    from fundledger.reports.report import Phrase

    if len(rows) < limit or rows[-1][0] <= 1:
        return []
    return [Phrase(EARLIER, {"seq": rows[-1][0]})]


def _one(options: Options, seq: int) -> None:
    """Print one record; as JSON, its stored bytes as they are."""
    from fundledger.queries import records as queried
    from fundledger.reports import records
    from fundledger.store.books import SeqUnknownError

    with opened_books(options) as (fund, books):
        full = queried.record(books, Seq(seq))
        if full is None:
            raise SeqUnknownError(seq, books.head.seq)
        basis = basis_of(options, fund, books)
    if options.format is Format.JSON:
        put_json([records.as_json(full)], options)
        return
    put(records.record(full, basis), options)
