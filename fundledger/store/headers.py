"""Hold the header of a record to its bytes, and to what this version knows."""

from collections.abc import Iterator
from typing import Final

from fundledger.domain.actions import Action
from fundledger.domain.editions import RULES_EDITION
from fundledger.store import audit
from fundledger.store.audit import Record
from fundledger.store.findings import Value
from fundledger.store.rebuilding import StoredRecord

REPEATED: Final = (
    "seq",
    "outcome",
    "deed",
    "deed_edition",
    "action",
    "actor",
    "recorded_at",
    "database_user",
    "key",
)
"""Columns of a record that repeat, under the same name, its stamp or its body."""

_ACTIONS: Final = frozenset(map(str, Action))


def differences(
    stored: StoredRecord, record: Record, fund_code: str
) -> Iterator[tuple[str, Value, Value]]:
    """Give each column that its bytes contradict, with what they say and what it holds.

    The code of the fund that the record lies in is held to its stamp, too.
    """
    in_record: dict[str, Value] = {name: getattr(record, name) for name in REPEATED}
    in_record["on_date"] = record.on.isoformat()
    in_record["fund"] = record.fund
    in_record["changed_rows"] = sum(map(audit.rows_in, record.changes))
    in_record["question_sha256"] = _question_of(record)
    in_columns = stored._asdict() | {"fund": fund_code}
    for name, value in in_record.items():
        if in_columns[name] != value:
            yield name, value, in_columns[name]


def unknown(record: Record) -> Iterator[tuple[str, Value]]:
    """Give each field of a header that no deed of this version could have."""
    if record.action not in _ACTIONS:
        yield "action", record.action
    if record.rules_edition > RULES_EDITION:
        yield "rules_edition", record.rules_edition


def _question_of(record: Record) -> str | None:
    if record.refusal is None:
        return None
    code = str(record.refusal["code"])
    return audit.question_hash(record.actor, record.deed, record.input, code)
