"""A record as it is stored, for the auditor: names of tables and columns, and 分."""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, cast

from fundledger.errors import N_
from fundledger.tui.kit.columns import fact
from fundledger.tui.kit.figures import yuan
from fundledger.tui.kit.text import Line, Span, Tone
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from fundledger.queries.records import FullRecord

ROWS_SHOWN: Final = 50
"""Of one table's new rows; the export and the CLI give all."""


def as_stored(full: "FullRecord", words: Words, width: int) -> list[Line]:
    """Paint what was asked and what was written, letter by letter, and the hashes."""
    record = full.record
    title = words.say(N_("As it is stored (amounts in fen, times in UTC)"))
    lines: list[Line] = [[Span(title, Tone.TITLE)]]
    lines += fact("action", f"{record.action} · {record.deed}", width)
    lines += fact("recorded_at", record.recorded_at, width)
    lines += fact("database_user", record.database_user, width)
    if record.key:
        lines += fact("key", record.key, width)
    lines += [[Span("input", Tone.DIM)], *values(record.input, width)]
    if record.result is not None:
        lines += fact("result", written("", record.result), width)
    if record.refusal is not None:
        lines += [[Span("refusal", Tone.DIM)], *values(record.refusal, width)]
    lines += changed(record.changes, words, width)
    lines += fact(words.say(N_("Hash before")), full.prev_sha256, width, Tone.DIM)
    return [*lines, *fact(words.say(N_("Hash")), full.sha256, width, Tone.DIM)]


def changed(
    changes: Sequence[Mapping[str, Any]], words: Words, width: int
) -> list[Line]:
    """Paint every row that was put in or changed, by the names of the tables."""
    lines: list[Line] = []
    for change in changes:
        lines += _new(change, words, width) if "rows" in change else _old(change, width)
    return lines


def _new(change: Mapping[str, Any], words: Words, width: int) -> list[Line]:
    rows = change["rows"]
    lines: list[Line] = []
    for row in rows[:ROWS_SHOWN]:
        pairs = zip(change["columns"], row, strict=True)
        text = " · ".join(f"{n}={written(n, v)}" for n, v in pairs if v is not None)
        lines += fact(f"+ {change['table']}", text, width, Tone.GOOD)
    if len(rows) > ROWS_SHOWN:
        more = words.say(N_("and {count} more rows"), count=len(rows) - ROWS_SHOWN)
        lines.append([Span(more, Tone.DIM)])
    return lines


def _old(change: Mapping[str, Any], width: int) -> list[Line]:
    key = " ".join(written("", each) for each in change["key"])
    lines: list[Line] = []
    for name, after in change["after"].items():
        before = written(name, change["before"][name])
        text = f"{key} · {name}: {before} → {written(name, after)}"
        lines += fact(f"~ {change['table']}", text, width, Tone.WARN)
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
