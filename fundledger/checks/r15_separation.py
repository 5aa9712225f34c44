"""R15 Nobody did two jobs that one person must not do in one case.

Recomputed from the audit chain alone: who held which role where when a record was
written, who had acted in the case before, who had an interest in it, who prepared a
voucher or recorded a payee. The tables of today are not asked, so that a right or a
step slipped in later excuses nobody. Sources: 《会计法》 art. 25 (2024; separation of
duties), 《慈善法》 (回避).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from fundledger.checks.agreement import Agreement
from fundledger.domain.actions import Action
from fundledger.domain.ids import (
    CommunityKey,
    Login,
    ProjectNo,
    Seq,
    SubdistrictKey,
    VoucherNo,
)
from fundledger.domain.people import (
    Acted,
    Grant,
    Interest,
    Place,
    Role,
    Scope,
    ScopeKind,
)
from fundledger.domain.reviews import TooFewReviewersError
from fundledger.domain.rights import (
    RightError,
    SelfGrantError,
    decide_conflict,
    decide_right,
    decide_separation,
)
from fundledger.domain.signatures import (
    PARTS,
    OtherPartError,
    OwnVoucherError,
    PartTooEarlyError,
    SignaturePart,
    decide_apart,
)
from fundledger.errors import N_
from fundledger.queries.records import history
from fundledger.store.audit import ACCEPTED, Record
from fundledger.store.parsing import RecordFormatError
from fundledger.store.problems import problem
from fundledger.store.reading import Books

TITLE: Final = N_("Nobody passed their own work")

StoredValues = Mapping[str, Any]


class SeparationOffence(NamedTuple):
    """A record whose actor should not have done this; `problem` is the rule's code."""

    seq: Seq
    on: date
    actor: Login
    action: str
    project_no: ProjectNo | None
    role: str
    problem: str


class _Facts:
    """What the chain has said so far."""

    def __init__(self) -> None:
        self.grants: dict[int, Grant] = {}
        self.interests: list[Interest] = []
        self.subdistricts: dict[CommunityKey, SubdistrictKey] = {}
        self.communities: dict[ProjectNo, CommunityKey] = {}
        self.acted: dict[ProjectNo, list[Acted]] = defaultdict(list)
        self.signed: dict[VoucherNo, dict[SignaturePart, Login]] = defaultdict(dict)
        self.makers: dict[VoucherNo, tuple[Seq, Login]] = {}
        self.payees: dict[int, Login] = {}
        self.agreement = Agreement()

    def place(self, project_no: ProjectNo) -> Place:
        """Tell where a project is at home."""
        community = self.communities.get(project_no)
        if community is None:
            return Place()
        return Place(self.subdistricts.get(community), community)


def offences(books: Books, as_of: date | None = None) -> list[SeparationOffence]:
    """Walk the chain and list what one person should have left to another."""
    facts = _Facts()
    offences_so_far: list[SeparationOffence] = []
    for record in history(books):
        try:
            if record.outcome == ACCEPTED:
                offences_so_far += _judge(record, facts)
        except (LookupError, ValueError) as error:  # a role, an action, a grant
            unknown = problem("unknown_name")
            raise RecordFormatError(record.seq, unknown) from error
    declared = [e for e in facts.interests if as_of is None or e.on <= as_of]
    for each in facts.agreement.below(declared, facts.communities):
        where = (each.project_no, Role.DISTRICT_APPROVER, TooFewReviewersError.code)
        offences_so_far.append(SeparationOffence(*each[:4], *where))
    return [row for row in offences_so_far if as_of is None or row.on <= as_of]


def _judge(record: Record, facts: _Facts) -> Iterator[SeparationOffence]:
    """Judge one record by what was known before it, then learn from it."""
    put = dict(_rows_put(record))
    _learn_places(put, facts)
    facts.agreement.learn(record, put)
    steps = [row for row in put.get("step", []) if not _is_past(record, row)]
    for row in steps:
        yield from _judge_step(record, row, facts)
    for row in put.get("voucher", []):
        facts.makers[row["no"]] = (record.seq, record.actor)
    yield from _judge_signatures(record, put.get("signature", []), facts)
    yield from _judge_grants(record, put.get("role_grant", []))
    yield from _judge_payees(record, facts)
    _learn_people(put, record, facts)
    for row in steps:
        facts.acted[row["project_no"]].append(Acted(row["actor"], Role(row["role"])))


def _is_past(record: Record, row: StoredValues) -> bool:
    """Tell whether a step was taken before these books: two signed that it was."""
    return bool(row["opening"]) and record.action == Action.BOOKS_OPEN


def _rows_put(record: Record) -> Iterator[tuple[str, list[StoredValues]]]:
    """Give the rows a record put in, by table."""
    tables: dict[str, list[StoredValues]] = defaultdict(list)
    for change in record.changes:
        for row in change.get("rows", ()):
            put = dict(zip(change["columns"], row, strict=True))
            tables[change["table"]].append(put)
    yield from tables.items()


def _judge_step(
    record: Record, row: StoredValues, facts: _Facts
) -> Iterator[SeparationOffence]:
    """Judge a step as the deed should have judged it."""
    role, no = Role(row["role"]), ProjectNo(row["project_no"])
    action, actor = Action(row["action"]), record.actor
    place, grants = facts.place(no), list(facts.grants.values())
    problem = None
    try:
        roles = decide_right(actor, action, place, grants, record.on)
        if role not in roles or row["actor"] != actor:
            problem = "role_not_held"
        decide_separation(actor, action, [role], facts.acted[no])
        decide_conflict(actor, action, role, place, no, facts.interests, grants)
    except RightError as error:
        problem = error.code
    if problem is not None:
        yield _offence(record, problem, no, role)


def _judge_signatures(
    record: Record, signatures: list[StoredValues], facts: _Facts
) -> Iterator[SeparationOffence]:
    """Hold the parts of a voucher apart, each signed by who may, in its turn.

    Two sign a write-off: by that the supervisor has reviewed its voucher.
    """
    for row in signatures:
        no, part, login = row["voucher_no"], SignaturePart(row["part"]), row["login"]
        (seq, maker), signed = facts.makers.get(no, (None, None)), facts.signed[no]
        by_two = part is SignaturePart.REVIEWED and seq == record.seq
        try:
            if not by_two:
                decide_right(
                    login, PARTS[part].action, Place(), facts.grants.values(), record.on
                )
            decide_apart(part, login, signed)
        except (RightError, OtherPartError) as error:
            yield _offence(record, error.code)
        if not by_two:
            yield from _judge_turn(record, part, login, signed, maker)
        signed[part] = login


def _judge_turn(
    record: Record,
    part: SignaturePart,
    login: Login,
    signed: Mapping[SignaturePart, Login],
    maker: Login | None,
) -> Iterator[SeparationOffence]:
    """Find who signed for somebody else, too early, or reviewed their own deed."""
    if login != record.actor:
        yield _offence(record, "signed_for_another")
    if not signed.keys() >= set(PARTS[part].after):
        yield _offence(record, PartTooEarlyError.code)
    reviews = part is SignaturePart.REVIEWED
    if reviews and login == maker:
        yield _offence(record, OwnVoucherError.code)


def _judge_grants(
    record: Record, grants: list[StoredValues]
) -> Iterator[SeparationOffence]:
    """Find who granted themselves a role."""
    for row in grants:
        if row["granted_by"] == row["login"]:
            role = Role(row["role"])
            yield _offence(record, SelfGrantError.code, role=role)


def _judge_payees(record: Record, facts: _Facts) -> Iterator[SeparationOffence]:
    """Find who verified the payee they recorded themselves."""
    for change in record.changes:
        if change["table"] != "payee" or "rows" in change:
            continue
        by = change["after"].get("verified_by")
        if by is not None and by == facts.payees.get(change["key"][0]):
            yield _offence(record, "own_payee")


def _offence(
    record: Record, problem: str, no: ProjectNo | None = None, role: str = ""
) -> SeparationOffence:
    return SeparationOffence(
        record.seq, record.on, record.actor, record.action, no, role, problem
    )


def _learn_places(put: Mapping[str, list[StoredValues]], facts: _Facts) -> None:
    for row in put.get("community", []):
        facts.subdistricts[row["key"]] = row["subdistrict_key"]
    for row in put.get("project", []):
        facts.communities[row["no"]] = row["community_key"]


def _learn_people(
    put: Mapping[str, list[StoredValues]], record: Record, facts: _Facts
) -> None:
    for row in put.get("role_grant", []):
        facts.grants[row["no"]] = _grant(row)
    for row in put.get("interest", []):
        who = (row["login"], row["community_key"], row["project_no"])
        facts.interests.append(Interest(*who, date.fromisoformat(row["on_date"])))
    for row in put.get("payee", []):
        facts.payees[row["no"]] = row["recorded_by"]
    for change in record.changes:
        if change["table"] == "role_grant" and "after" in change:
            no, until = change["key"][0], _day(change["after"].get("until_on"))
            facts.grants[no] = facts.grants[no]._replace(until_on=until)


def _grant(row: StoredValues) -> Grant:
    return Grant(
        row["login"],
        Role(row["role"]),
        Scope(ScopeKind(row["scope_kind"]), row["scope_key"]),
        date.fromisoformat(row["from_on"]),
        _day(row["until_on"]),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
