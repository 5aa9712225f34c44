"""Audit records: their canonical bytes and their hash.

A record is a *stamp* (which fund and number, when, by which database user) and a *body*
(which deed, asked by whom and how, how it ended, and every row it changed). Both are
canonical JSON: UTF-8, keys sorted, no spaces, whole numbers only, each on one line.
They are made once and never made again. The hash is taken over three lines, each with
its line feed: the hash of the record before, the stamp, the body. No canonical JSON
holds a line feed, so that nothing can be moved from one line to the next.
`fundledger.store.parsing` reads records back.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from importlib import import_module
from typing import Any, Final, NamedTuple, cast

from moneyed import Money

from fundledger.domain.ids import Login, Seq, Sha256
from fundledger.domain.money import to_fen
from fundledger.errors import FundledgerError

FORMAT: Final = 1
ALGORITHM: Final = "sha256"
SCHEMA: Final[str] = import_module("fundledger.migrations.upcasts").REVISIONS[-1]
"""The schema revision that records written now speak of: the newest there is."""

MOMENT: Final = "%Y-%m-%dT%H:%M:%SZ"
"""How the time of recording is written: UTC, to the second."""

ACCEPTED: Final = "accepted"
REFUSED: Final = "refused"

Json = Any
Canonical = dict[str, Json]


class Head(NamedTuple):
    """Where a chain stands: the sequence and hash of its last record."""

    seq: Seq
    sha256: Sha256

    def __str__(self) -> str:
        """Give the form that `--head` takes: SEQ:HASH."""
        return f"{self.seq}:{self.sha256}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """One record, read back from its stamp and its body."""

    seq: Seq
    fund: str
    recorded_at: str
    database_user: str
    schema: str
    deed: str
    deed_edition: int
    rules_edition: int
    action: str
    actor: Login
    on: date
    key: str | None
    input: Canonical
    outcome: str
    result: Json
    refusal: Canonical | None
    changes: Sequence[Canonical]


def canonical(content: Json) -> str:
    """Write the content as canonical JSON."""
    return _ENCODER.encode(content)


_ENCODER: Final = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":")
)


class Written(NamedTuple):
    """A change of very many rows, written as canonical JSON beforehand."""

    text: str
    rows: int


def rows_in(change: Canonical | Written) -> int:
    """Count the rows of one change: those put in, or the one that changed."""
    if isinstance(change, Written):
        return change.rows
    return len(change["rows"]) if "rows" in change else 1


def stamp_of(*, fund: str, seq: int, recorded_at: str, database_user: str) -> str:
    """Write a record's stamp: what whoever holds the write lock knows of it."""
    return canonical(
        {
            "algorithm": ALGORITHM,
            "database_user": database_user,
            "format": FORMAT,
            "fund": fund,
            "recorded_at": recorded_at,
            "schema": SCHEMA,
            "seq": seq,
        }
    )


def body_of(content: Canonical, changes: Sequence[Canonical | Written]) -> str:
    """Write a record's body: its content, and the changes among it."""
    if not any(isinstance(each, Written) for each in changes):
        return canonical(content | {"changes": changes})
    before = canonical({name: content[name] for name in content if name < "changes"})
    after = canonical({name: content[name] for name in content if name > "changes"})
    written = ",".join(
        each.text if isinstance(each, Written) else canonical(each) for each in changes
    )
    return f'{before[:-1]},"changes":[{written}],{after[1:]}'


def chain_hash(prev: str, stamp: str, body: str) -> Sha256:
    """Hash a record onto the hash before it: the bytes as they are, even if damaged."""
    content = hashlib.sha256(f"{prev}\n{stamp}\n".encode(errors="surrogateescape"))
    content.update(body.encode(errors="surrogateescape"))
    content.update(b"\n")
    return Sha256(content.hexdigest())


def question_hash(actor: str, deed: str, given: Json, code: str) -> Sha256:
    """Hash what a refusal answered: the same question is chained once."""
    question = {"actor": actor, "code": code, "deed": deed, "input": given}
    return Sha256(hashlib.sha256(canonical(question).encode()).hexdigest())


def to_canonical(value: Any) -> Json:
    """Give any value of a deed as canonical JSON; days as ISO text.

    Money becomes `{"fen": 32000}`, so that nobody takes it for another number. Bytes
    become `{"sha256": …}`: the chain names an attachment, it does not hold it.
    """
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Money):
        return {"fen": to_fen(value)}
    if isinstance(value, bytes):
        return {"sha256": hashlib.sha256(value).hexdigest()}
    return _canonical_group(value)


def _canonical_group(value: Any) -> Json:
    if isinstance(value, FundledgerError):
        value = {"code": value.code, "facts": value.facts}
    elif is_dataclass(value):
        value = {f.name: getattr(value, f.name) for f in fields(value)}
    elif hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, Mapping):
        pairs = cast("Iterable[tuple[Any, Any]]", value.items())
        return {str(key): to_canonical(each) for key, each in pairs}
    if isinstance(value, frozenset | set):
        return sorted(map(to_canonical, cast("Iterable[Any]", value)))
    if isinstance(value, Sequence):
        return list(map(to_canonical, cast("Iterable[Any]", value)))
    msg = f"{type(value).__name__} has no canonical form"
    raise TypeError(msg)
