"""One record of the chain: who, when, what, before → after, why; refusals marked."""

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, cast

from textual.binding import BindingType

from fundledger.domain.actions import Action
from fundledger.errors import N_
from fundledger.i18n.refusals import describe_refusal
from fundledger.tui.kit.columns import fact, inset
from fundledger.tui.kit.figures import yuan
from fundledger.tui.kit.text import Line, Span, Tone
from fundledger.tui.shell.actions import Place, bindings
from fundledger.tui.shell.export import Exported
from fundledger.tui.shell.faults import NotThereError
from fundledger.tui.shell.page_screen import PageScreen
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from fundledger.domain.ids import Seq
    from fundledger.queries.records import FullRecord
    from fundledger.store.reading import Books

ROWS_SHOWN = 50
"""Of one table's new rows; the export and the CLI give all."""


class View(NamedTuple):
    """A record, and what people are called."""

    full: "FullRecord"
    names: Mapping[str, str]
    head: str
    """The head of the snapshot, as SEQ:HASH."""


def find(seq: "Seq", books: "Books") -> View | None:
    """Find one record."""
    from fundledger.queries import people, records  # noqa: PLC0415 - SQL

    full = records.record(books, seq)
    if full is None:
        return None
    names = {str(each.login): each.name for each in people.people(books)}
    return View(full, names, str(books.head))


class RecordScreen(PageScreen):
    """One record."""

    PLACE: ClassVar[Place] = Place.RECORD
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.RECORD)]

    def __init__(self, seq: "Seq") -> None:
        """Show one record."""
        super().__init__()
        self.seq = seq
        self.view: View | None = None

    def heading(self) -> tuple[Line, Line]:
        """Name the record."""
        record = self.say(N_("record {seq}"), seq=self.seq)
        return [Span(self.say(N_("Audit log")) + f" › {record}")], ()

    def help_text(self) -> str:
        """Say what a record holds."""
        return self.say(
            N_(
                "One record of the chain: who did what on which day, what was asked,"
                " and every row it put in or changed, before → after. Its hash covers"
                " the hash before it."
            )
        )

    def load(self) -> None:
        """Ask for the record."""
        self.ask("record", partial(find, self.seq), self._found)

    def _found(self, view: View | None) -> None:
        self.view = view
        if view is None:
            self.failed("books", NotThereError())
            return
        self.recovered()
        self.speak()
        self.page.focus()

    def exported(self) -> Exported | None:
        """Give the record whole, and every row that was put in or changed."""
        if self.view is None:
            return None
        from fundledger.reports import records  # noqa: PLC0415 - SQL

        report = records.record(self.view.full, self.basis(self.view.head))
        return Exported(report._replace(name=f"record-{self.seq}"), self.lang)

    def painted(self, width: int) -> list[Line]:
        """Paint the record."""
        if self.view is None:
            return self.still_reading(width)
        words = Words(self.lang, self.view.names)
        return inset(record_lines(self.view.full, words, width - 2))


def record_lines(full: "FullRecord", words: Words, width: int) -> list[Line]:
    """Paint a record."""
    record = full.record
    action = record.action
    if action in set(Action):
        action = f"{words.call(Action(action))} ({action})"
    refused = record.refusal is not None
    outcome = words.say(N_("✗ refused")) if refused else words.say(N_("✓ done"))
    who = f"{words.person(record.actor)} ({record.actor})"
    if record.database_user:
        who += f" · {record.database_user}"
    lines = [
        *fact(words.say(N_("What")), action, width, Tone.STRONG),
        *fact(
            words.say(N_("Outcome")), outcome, width, Tone.BAD if refused else Tone.GOOD
        ),
        *fact(words.say(N_("Who")), who, width),
        *fact(words.say(N_("Day")), str(record.on), width),
        *fact(words.say(N_("Recorded at")), record.recorded_at, width),
    ]
    if record.key:
        lines += fact(words.say(N_("Key")), record.key, width)
    if record.refusal is not None:
        lines += _refusal(record.refusal, words, width)
    lines += [[], [Span(words.say(N_("What was asked (amounts in fen)")), Tone.TITLE)]]
    lines += values(record.input, width)
    if record.result is not None:
        lines += fact(words.say(N_("Result")), written("", record.result), width)
    lines += _changes(record.changes, words, width)
    lines += [[], [Span(words.say(N_("In the chain")), Tone.TITLE)]]
    lines += fact(words.say(N_("Hash before")), full.prev_sha256, width, Tone.DIM)
    return [*lines, *fact(words.say(N_("Hash")), full.sha256, width, Tone.DIM)]


def _refusal(refusal: Mapping[str, Any], words: Words, width: int) -> list[Line]:
    code, facts = str(refusal["code"]), refusal["facts"]
    told = describe_refusal(code, facts, words.lang)
    message = f"{told.message} ({code})" if told else code
    lines = fact(words.say(N_("Why")), message, width, Tone.BAD)
    return [*lines, *values(facts, width)]


def _changes(
    changes: Sequence[Mapping[str, Any]], words: Words, width: int
) -> list[Line]:
    lines: list[Line] = [[], [Span(words.say(N_("What changed")), Tone.TITLE)]]
    for change in changes:
        lines += _new(change, words, width) if "rows" in change else _old(change, width)
    if not changes:
        lines.append([Span(words.say(N_("Nothing: no row was written.")), Tone.DIM)])
    return lines


def _new(change: Mapping[str, Any], words: Words, width: int) -> list[Line]:
    rows = change["rows"]
    lines: list[Line] = []
    for row in rows[:ROWS_SHOWN]:
        pairs = zip(change["columns"], row, strict=True)
        said = " · ".join(f"{n}={written(n, v)}" for n, v in pairs if v is not None)
        lines += fact(f"+ {change['table']}", said, width, Tone.GOOD)
    if len(rows) > ROWS_SHOWN:
        more = words.say(N_("and {count} more rows"), count=len(rows) - ROWS_SHOWN)
        lines.append([Span(more, Tone.DIM)])
    return lines


def _old(change: Mapping[str, Any], width: int) -> list[Line]:
    key = " ".join(written("", each) for each in change["key"])
    lines: list[Line] = []
    for name, after in change["after"].items():
        before = written(name, change["before"][name])
        said = f"{key} · {name}: {before} → {written(name, after)}"
        lines += fact(f"~ {change['table']}", said, width, Tone.WARN)
    return lines


def values(given: Any, width: int) -> list[Line]:  # noqa: ANN401 - canonical JSON
    """Paint the fields of a canonical value, one a line."""
    if not isinstance(given, Mapping):
        return fact("", written("", given), width)
    lines: list[Line] = []
    for name, value in cast("Mapping[str, Any]", given).items():
        lines += fact(name, written(name, value), width)
    return lines


def written(name: str, value: Any) -> str:  # noqa: ANN401 - canonical JSON
    """Write a canonical value; what is named as 分 is shown in 元, too."""
    if value is None:
        return "—"
    if isinstance(value, int) and name.endswith("fen") and not isinstance(value, bool):
        return f"{value} ({yuan(value)})"
    if isinstance(value, str):
        return value
    if isinstance(value, dict) and list(cast("Mapping[str, Any]", value)) == ["fen"]:
        return written("fen", value["fen"])
    return json.dumps(value, ensure_ascii=False)
