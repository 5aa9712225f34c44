"""Audit records: their canonical bytes, their hash, and reading them back.

A record's body is canonical JSON (UTF-8, keys sorted, no spaces, whole numbers only),
made once and never made again: the hash is taken over the previous hash and the very
bytes that are stored.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any, Final, NamedTuple, cast

from moneyed import Money

from fundledger.domain.ids import Login, Seq, Sha256
from fundledger.domain.money import to_fen
from fundledger.errors import N_, StoreError

FORMAT: Final = 1
ALGORITHM: Final = "sha256"
SCHEMA: Final = "0001"
"""The schema revision that records written now speak of."""

ACCEPTED: Final = "accepted"
REFUSED: Final = "refused"

Json = Any
Canonical = dict[str, Json]


@dataclass(eq=False)
class RecordFormatError(StoreError):
    """A record's body is not one this version can read."""

    seq: int
    problem: str
    message = N_("Audit record {seq} cannot be read: {problem}.")
    hint = N_("Run verify: it says where the chain is broken.")


class Head(NamedTuple):
    """Where a chain stands: the sequence and hash of its last record."""

    seq: Seq
    sha256: Sha256

    def __str__(self) -> str:
        """Give the form that `--head` takes: SEQ:HASH."""
        return f"{self.seq}:{self.sha256}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """One record, read back from its body."""

    seq: Seq
    fund: str
    outcome: str
    action: str
    actor: Login
    on: date
    recorded_at: str
    database_user: str | None
    key: str | None
    schema: str
    input: Json
    result: Json
    refusal: Json
    changes: Sequence[Canonical]


def canonical(content: Json) -> str:
    """Write the content as canonical JSON."""
    return _ENCODER.encode(content)


_ENCODER: Final = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":")
)


class Written(str):
    """A change of very many rows, written as canonical JSON beforehand."""

    __slots__ = ()


def body_of(content: Canonical, changes: Sequence[Canonical | Written]) -> str:
    """Write a record's body: its content, and the changes among it."""
    if not any(isinstance(each, Written) for each in changes):
        return canonical(content | {"changes": changes})
    before = canonical({name: content[name] for name in content if name < "changes"})
    after = canonical({name: content[name] for name in content if name > "changes"})
    written = ",".join(
        each if isinstance(each, Written) else canonical(each) for each in changes
    )
    return f'{before[:-1]},"changes":[{written}],{after[1:]}'


def chain_hash(prev: str, body: str) -> Sha256:
    """Hash a body onto the hash before it: the bytes as they are, even if damaged."""
    content = hashlib.sha256(prev.encode(errors="surrogateescape"))
    content.update(body.encode(errors="surrogateescape"))
    return Sha256(content.hexdigest())


def parse(seq: int, body: str) -> Record:
    """Read a body. Raises RecordFormatError when it is not one of ours."""
    try:
        content = json.loads(body)
        if content["format"] != FORMAT or content["algorithm"] != ALGORITHM:
            raise RecordFormatError(seq, f"format {content['format']}")
        return _record(content)
    except (ValueError, KeyError, TypeError) as error:
        raise RecordFormatError(seq, type(error).__name__) from error


def _record(content: Canonical) -> Record:
    return Record(
        seq=content["seq"],
        fund=content["fund"],
        outcome=content["outcome"],
        action=content["action"],
        actor=content["actor"],
        on=date.fromisoformat(content["on"]),
        recorded_at=content["recorded_at"],
        database_user=content["database_user"],
        key=content["key"],
        schema=content["schema"],
        input=content["input"],
        result=content["result"],
        refusal=content["refusal"],
        changes=content["changes"],
    )


def to_canonical(value: Any) -> Json:
    """Give any value of a deed as canonical JSON: money in 分, days as ISO text.

    Bytes become their SHA-256: the chain names an attachment, it does not hold it.
    """
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Money):
        return to_fen(value)
    if isinstance(value, bytes):
        return "sha256:" + hashlib.sha256(value).hexdigest()
    return _canonical_group(value)


def _canonical_group(value: Any) -> Json:
    if is_dataclass(value):
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
