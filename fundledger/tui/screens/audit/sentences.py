"""A record as one reads it: who did what to what, and each row before and after."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from fundledger.domain.actions import Action
from fundledger.errors import N_
from fundledger.i18n import show
from fundledger.i18n.refusals import describe_refusal
from fundledger.reports.moments import china_time
from fundledger.tui.kit.columns import fact
from fundledger.tui.kit.figures import yuan
from fundledger.tui.kit.text import BLANK, Line, Span, Tone
from fundledger.tui.screens.audit import fields
from fundledger.tui.screens.audit.about import about
from fundledger.tui.screens.audit.as_stored import ROWS_SHOWN, as_stored
from fundledger.tui.screens.audit.fields import Known, field, kind_of_step
from fundledger.tui.screens.audit.names import INTERNAL
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from fundledger.domain.people import Role
    from fundledger.queries.records import FullRecord
    from fundledger.queries.subjects import Subject


class RecordDescription(NamedTuple):
    """A record, and what is needed to say it in words."""

    full: "FullRecord"
    subject: "Subject"
    roles: "Sequence[Role]"
    """The roles that the actor took the steps in, or held on the day."""
    known: Known


def record_lines(
    description: RecordDescription, words: Words, width: int
) -> list[Line]:
    """Paint a record: in words first, and as it is stored below."""
    record = description.full.record
    lines = [
        *_sentence(description, words, width),
        *fact(words.say(N_("Day")), str(record.on), width),
        *fact(words.say(N_("Recorded at")), _recorded(description, words), width),
    ]
    if record.refusal is not None:
        lines += _refusal(record.refusal, words, width)
    lines += [BLANK, [Span(words.say(N_("What was asked")), Tone.TITLE)]]
    for name, stored in record.input.items():
        if stored not in (None, "", [], {}):
            text = fields.value(name, stored, _of_input(name), words, description.known)
            lines += fact(field(name, words), text, width)
    lines += [BLANK, *_changes(record.changes, description.known, words, width)]
    return [*lines, BLANK, *as_stored(description.full, words, width)]


def _sentence(description: RecordDescription, words: Words, width: int) -> list[Line]:
    """Say who did what to what, for how much, and how it ended."""
    record = description.full.record
    known = record.action in set(Action)
    deed = words.call(Action(record.action)) if known else record.action
    who = words.person(record.actor)
    if description.roles:
        who = f"{who} ({show(tuple(description.roles), words.lang)})"
    of = about(description.subject, words)
    if description.subject.fen is not None:
        amount = words.say(N_("{amount} yuan"), amount=yuan(description.subject.fen))
        of = f"{of} · {amount}" if of else amount
    refused = record.refusal is not None
    text = N_("✗ {who} was refused: {deed}") if refused else N_("✓ {who}: {deed}")
    head = words.say(text, who=who, deed=deed)
    lines = fact(
        words.say(N_("What")), head, width, Tone.BAD if refused else Tone.STRONG
    )
    return lines + (fact(words.say(N_("About")), of, width) if of else [])


def _recorded(description: RecordDescription, words: Words) -> str:
    moment = china_time(description.full.record.recorded_at)
    return words.say(N_("{moment} China time (UTC+8)"), moment=moment)


def _refusal(refusal: Mapping[str, Any], words: Words, width: int) -> list[Line]:
    code, facts = str(refusal["code"]), refusal["facts"]
    why = describe_refusal(code, facts, words.lang)
    message = f"{why.message} {why.hint}".strip() if why else code
    return fact(words.say(N_("Why")), message, width, Tone.BAD)


def _of_input(name: str) -> str:
    """Tell which table's codes an input speaks of."""
    tables = {"kind": "funding", "receipts": "receipt", "content": "budget_line"}
    return tables.get(name, "")


def _changes(
    changes: Sequence[Mapping[str, Any]], known: Known, words: Words, width: int
) -> list[Line]:
    lines: list[Line] = [[Span(words.say(N_("What changed")), Tone.TITLE)]]
    for change in changes:
        if "rows" in change:
            lines += _new(change, known, words, width)
        else:
            lines += _old(change, known, words, width)
    if not changes:
        lines.append([Span(words.say(N_("Nothing: no row was written.")), Tone.DIM)])
    return lines


def _new(
    change: Mapping[str, Any], known: Known, words: Words, width: int
) -> list[Line]:
    """Say what each new row holds; what is empty is left out."""
    table, rows = str(change["table"]), change["rows"]
    lines: list[Line] = []
    for row in rows[:ROWS_SHOWN]:
        named = dict(zip(change["columns"], row, strict=True))
        text = " · ".join(_cells(table, named, known, words))
        lines += fact(f"+ {fields.table_of(table, words)}", text, width, Tone.GOOD)
    if len(rows) > ROWS_SHOWN:
        more = words.say(N_("and {count} more rows"), count=len(rows) - ROWS_SHOWN)
        lines.append([Span(more, Tone.DIM)])
    return lines


def _cells(
    table: str, row: Mapping[str, Any], known: Known, words: Words
) -> Iterator[str]:
    of = kind_of_step(row) if table == "step" else table
    for name, stored in row.items():
        if name not in INTERNAL and stored not in (None, "", False):
            yield f"{field(name, words)} {fields.value(name, stored, of, words, known)}"


def _old(
    change: Mapping[str, Any], known: Known, words: Words, width: int
) -> list[Line]:
    """Say of a row that was there how each field was before, and is after."""
    table = str(change["table"])
    key = " ".join(map(str, change["key"]))
    if table == "project" and len(change["key"]) == 1:
        key = known.projects.get(change["key"][0], f"#{key}")
    lines = fact(f"~ {fields.table_of(table, words)}", key, width, Tone.WARN)
    for name, after in change["after"].items():
        if name not in INTERNAL:
            was = fields.value(name, change["before"][name], table, words, known)
            now = fields.value(name, after, table, words, known)
            lines += fact("", f"{field(name, words)}: {was} → {now}", width)
    return lines
