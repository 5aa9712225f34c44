"""What `verify` finds, as facts: which row, what it holds, what the chain says."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from fundledger.errors import N_
from fundledger.store.audit import Head
from fundledger.store.problems import sentence

Value = str | int | float | bytes | None
"""A raw stored value."""

MOST: Final = 1000
"""So many findings are kept; what comes after is only counted."""


class Kind(StrEnum):
    """What is wrong."""

    RECORD_MISSING = "record_missing"
    LINK_BROKEN = "link_broken"
    HASH_WRONG = "hash_wrong"
    BODY_UNREADABLE = "body_unreadable"
    REBUILD_FAILED = "rebuild_failed"
    REFUSAL_WITH_ROWS = "refusal_with_rows"
    HEADER_UNKNOWN = "header_unknown"
    CHAIN_EMPTY = "chain_empty"
    CHAIN_SHORTENED = "chain_shortened"
    CHAIN_REWRITTEN = "chain_rewritten"
    VALUE_ALTERED = "value_altered"
    ROW_MISSING = "row_missing"
    ROW_ADDED = "row_added"
    ROW_OF_NO_FUND = "row_of_no_fund"
    FILE_ALTERED = "file_altered"
    OBJECT_MISSING = "object_missing"
    OBJECT_ALTERED = "object_altered"
    OBJECT_ADDED = "object_added"
    REVISION_WRONG = "revision_wrong"
    DATABASE_DAMAGED = "database_damaged"
    NOT_READ = "not_read"


UNREAD: Final = frozenset({Kind.NOT_READ, Kind.BODY_UNREADABLE})
"""What could not be judged: a pass is out of the question, whatever else holds."""

BY_CODE: Final = frozenset({Kind.BODY_UNREADABLE, Kind.REBUILD_FAILED})
"""Kinds of which `found` is a problem: a code with its subject."""

TEMPLATES: Final = MappingProxyType(
    {
        Kind.RECORD_MISSING: N_("record {key} is missing from the chain"),
        Kind.LINK_BROKEN: N_(
            "record {key} follows {actual}; the record before it has {recorded}"
        ),
        Kind.HASH_WRONG: N_("record {key}: its hash is {recorded}, it holds {actual}"),
        Kind.BODY_UNREADABLE: N_("record {key} cannot be read: {actual}"),
        Kind.REBUILD_FAILED: N_("record {key} cannot be done again: {actual}"),
        Kind.REFUSAL_WITH_ROWS: N_(
            "record {key} was refused, and yet it tells of {actual} changed rows"
        ),
        Kind.HEADER_UNKNOWN: N_("record {key}: {column} {actual} is not known here"),
        Kind.CHAIN_EMPTY: N_("fund {key} has no chain at all"),
        Kind.CHAIN_SHORTENED: N_(
            "the chain ends at record {actual}; the outside copy knows {recorded}"
        ),
        Kind.CHAIN_REWRITTEN: N_(
            "record {key} has hash {actual}; the outside copy says {recorded}"
        ),
        Kind.VALUE_ALTERED: N_(
            "{table} {key}: {column} is {actual}, the chain says {recorded}"
        ),
        Kind.ROW_MISSING: N_("{table} {key} is missing, the chain has it"),
        Kind.ROW_ADDED: N_("{table} {key} is not in the chain"),
        Kind.ROW_OF_NO_FUND: N_("{table} {key} belongs to no fund"),
        Kind.FILE_ALTERED: N_("{table} {key}: the file's hash is {actual}"),
        Kind.OBJECT_MISSING: N_("the database lacks {key}"),
        Kind.OBJECT_ALTERED: N_("{key} is not as declared: {actual}"),
        Kind.OBJECT_ADDED: N_("{key} does not belong in the database: {actual}"),
        Kind.REVISION_WRONG: N_("the schema is {actual}, this version's is {recorded}"),
        Kind.DATABASE_DAMAGED: N_("the database itself reports: {actual}"),
        Kind.NOT_READ: N_("{table} could not be read: {actual}"),
    }
)
"""How each kind is said, for the faces to translate."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing found wrong: where, what the chain says, and what is there."""

    kind: Kind
    table: str = ""
    key: str = ""
    column: str = ""
    recorded: Value = None
    actual: Value = None

    @property
    def facts(self) -> dict[str, str]:
        """The fields as text, for the kind's template."""
        names = ("table", "key", "column", "recorded", "actual")
        return {name: _shown(getattr(self, name)) for name in names}

    def __str__(self) -> str:
        """Fill the English template."""
        return self.described(str)

    def described(
        self,
        translated: Callable[[str], str],
        shown: Callable[[str], str] = str,
    ) -> str:
        """Fill the template of a language; `shown` makes each fact fit to be shown."""
        facts = {name: shown(fact) for name, fact in self.facts.items()}
        if self.kind in BY_CODE:
            template, subject = sentence(str(self.actual))
            facts["actual"] = translated(template).format(subject=shown(subject))
        return translated(TEMPLATES[self.kind]).format(**facts)


def _shown(value: Value) -> str:
    if value is None:
        return "NULL"
    return value.hex() if isinstance(value, bytes) else str(value)


class Status(StrEnum):
    """How a verification ended."""

    OK = "ok"
    OFFENCES = "offences"
    INCOMPLETE = "incomplete"


class Scope(StrEnum):
    """What a verification looked at."""

    FUND = "fund"
    """The fund's chain and rows, and the schema."""
    FILE = "file"
    """That, and the rest of the ledger: strays, pages and indexes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Verification:
    """What was verified: up to which head, how much was read, and what was found."""

    fund: str
    head: Head
    records: int
    rows: int
    findings: tuple[Finding, ...]
    more: int
    scope: Scope = Scope.FUND

    @property
    def complete(self) -> bool:
        """Whether everything was read."""
        return _is_complete(self.findings)

    @property
    def status(self) -> Status:
        """OK only if everything was read and nothing was found."""
        return _status(self.findings)

    def beside(self, others: "Findings", scope: Scope) -> "Verification":
        """Put what was found of the ledger before what was found of the fund."""
        joined = Findings()
        for each in (*others.listed, *self.findings):
            joined.keep(each)
        joined.more += others.more + self.more
        return replace(
            self, findings=tuple(joined.listed), more=joined.more, scope=scope
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class LedgerVerification:
    """What was verified of a whole ledger: each fund, and what belongs to none."""

    funds: tuple[Verification, ...]
    findings: tuple[Finding, ...]
    more: int

    @property
    def status(self) -> Status:
        """OK only if every fund is, and everything was read and nothing found."""
        verdicts = {each.status for each in self.funds} | {_status(self.findings)}
        for worst in (Status.OFFENCES, Status.INCOMPLETE):
            if worst in verdicts:
                return worst
        return Status.OK


def _is_complete(findings: Iterable[Finding]) -> bool:
    return not any(each.kind in UNREAD for each in findings)


def _status(findings: Sequence[Finding]) -> Status:
    if any(each.kind not in UNREAD for each in findings):
        return Status.OFFENCES
    return Status.OK if _is_complete(findings) else Status.INCOMPLETE


class Findings:
    """Collects findings; after the first thousand it only counts."""

    def __init__(self) -> None:
        """Start with nothing found."""
        self.listed: list[Finding] = []
        self.more = 0

    def add(self, kind: Kind, **facts: Value) -> None:
        """Note one thing found wrong, or not read."""
        self.keep(Finding(kind=kind, **facts))  # type: ignore[arg-type]

    def keep(self, finding: Finding) -> None:
        """Keep a finding, or count it."""
        if len(self.listed) < MOST or (finding.kind in UNREAD and not self.more):
            self.listed.append(finding)
        else:
            self.more += 1
