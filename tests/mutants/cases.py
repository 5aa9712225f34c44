"""Every cell of the tables of people and of lives that could be wrong."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import combinations, product
from types import ModuleType
from typing import Final, TypeVar

from fundledger.domain import (
    claims,
    cosigning,
    disbursements,
    evidence,
    handovers,
    inbox,
    openings,
    people,
    projects,
    returns,
    signatures,
)
from fundledger.domain.actions import Action
from fundledger.domain.evidence import Document
from fundledger.domain.people import PERMITS, Role, ScopeKind
from fundledger.domain.projects import Guard, Move, ProjectState
from fundledger.domain.signatures import SignaturePart
from tests.mutants import cells
from tests.mutants.changing import Mutant

ROLES: Final = tuple(Role)
S = TypeVar("S", bound=StrEnum)


def permits() -> Iterator[Mutant]:
    """Let each role do each deed that it may not, and keep it from those it may."""
    yield from cells.dropped(PERMITS)
    yield from cells.toggled_rows(PERMITS, ROLES)


def incompatible() -> Iterator[Mutant]:
    """Allow each excluded pair of roles, and exclude each other one."""
    pairs = [frozenset(pair) for pair in combinations(Role, 2)]
    for cell, value in cells.toggled(people.INCOMPATIBLE, pairs):
        yield Mutant(cell, value)


def signature_parts() -> Iterator[Mutant]:
    """Sign each part by another deed, or after more or fewer parts; drop each."""
    table = signatures.PARTS
    yield from cells.dropped(table)
    for part, rule in table.items():
        others = [
            *cells.other_fields(
                rule,
                action=[each.action for each in table.values()],
                deeds=[each.deeds for each in table.values()],
            ),
            *(
                (f"after {words}", rule._replace(after=tuple(sorted(after))))
                for words, after in cells.toggled(frozenset(rule.after), SignaturePart)
            ),
        ]
        yield from cells.replaced(table, part, others)


def signed_together() -> Iterator[Mutant]:
    """Let one person sign each two parts, or forbid it."""
    pairs = [frozenset(pair) for pair in combinations(SignaturePart, 2)]
    for cell, value in cells.toggled(signatures.TOGETHER, pairs):
        yield Mutant(cell, value)


def cosigned() -> Iterator[Mutant]:
    """Let one more or one fewer sign each deed, drop each, and add every other."""
    table = cosigning.COSIGNED
    yield from cells.dropped(table)
    yield from cells.toggled_rows(table, ROLES)
    for action in Action:
        if action not in table:
            yield from cells.replaced(table, action, [("added", PERMITS[action])])


def alone() -> Iterator[Mutant]:
    """Let another role do each of two people's deeds alone, or nobody, or somebody."""
    table = cosigning.ALONE
    yield from cells.dropped(table)
    for action in cosigning.COSIGNED:
        others = [(f"by {role}", role) for role in ROLES if role != table.get(action)]
        yield from cells.replaced(table, action, others)


def scopes() -> Iterator[Mutant]:
    """Grant each role for one kind of scope more or less."""
    yield from cells.toggled_rows(people.ROLE_SCOPES, tuple(ScopeKind))


def papers() -> Iterator[Mutant]:
    """Let each rule need one kind of paper more or less, and drop each."""
    yield from cells.dropped(evidence.NEEDED)
    yield from cells.toggled_rows(evidence.NEEDED, tuple(Document))


def group(
    module: ModuleType, table: str, members: Iterable[str]
) -> Callable[[], Iterator[Mutant]]:
    """Let a set have one member more or less."""

    def mutants() -> Iterator[Mutant]:
        for cell, value in cells.toggled(getattr(module, table), members):
            yield Mutant(cell, value)

    return mutants


def past_steps(table: str) -> Callable[[], Iterator[Mutant]]:
    """Leave each step of each state out, or do it to another state."""

    def mutants() -> Iterator[Mutant]:
        steps_of: Mapping[str, tuple[openings.PastStep, ...]]
        steps_of = getattr(openings, table)
        yield from cells.dropped(steps_of)
        for state, steps in steps_of.items():
            others = [
                (f"without {step.action}", steps[:at] + steps[at + 1 :])
                for at, step in enumerate(steps)
            ]
            others += [
                (f"{step.action} astray", (*steps[:at], step._replace(to="?"), *rest))
                for at, (step, rest) in enumerate(
                    (step, steps[n + 1 :]) for n, step in enumerate(steps)
                )
            ]
            yield from cells.replaced(steps_of, state, others)

    return mutants


def moves() -> Iterator[Mutant]:
    """Change each field of each move, drop each, and add every other."""
    table = projects.MOVES
    yield from cells.dropped(table)
    for pair, move in table.items():
        yield from cells.replaced(table, pair, _other_moves(move))
    for state, action in product(ProjectState, Action):
        if (state, action) not in table:
            row = Move((state,), PERMITS[action])
            yield from cells.replaced(table, (state, action), [("added", row)])


def _other_moves(move: Move) -> Iterator[tuple[str, Move]]:
    """Change one field of a move: one state, role, guard or flag."""
    for cell, to in cells.toggled(frozenset(move.to), ProjectState):
        yield f"to {cell}", move._replace(to=tuple(sorted(to)))
    for cell, who in cells.toggled(move.who, ROLES):
        yield f"by {cell}", move._replace(who=who)
    for cell, signed_by in cells.toggled(move.signed_by, ROLES):
        yield f"signed by {cell}", move._replace(signed_by=signed_by)
    guards, flags = (None, *Guard), (True, False)
    yield from cells.other_fields(move, guard=guards, needs_reason=flags)


def payments() -> Iterator[Mutant]:
    """Lead each move of a disbursement elsewhere, drop each, add every other."""
    yield from _life(disbursements.DISBURSEMENT_MOVES, disbursements.DisbursementState)


def claim_moves() -> Iterator[Mutant]:
    """Lead each move of a claim elsewhere, drop each, add every other."""
    yield from _life(claims.CLAIM_MOVES, claims.ClaimState)


def return_moves() -> Iterator[Mutant]:
    """Lead each move of a return elsewhere, drop each, add every other."""
    yield from _life(returns.RETURN_MOVES, returns.ReturnState)


def handover_moves() -> Iterator[Mutant]:
    """Lead each move of a handover elsewhere, drop each, add every other."""
    yield from _life(handovers.HANDOVER_MOVES, handovers.HandoverState)


def cosignature_moves() -> Iterator[Mutant]:
    """End each signature otherwise, drop each way, add every other."""
    yield from _life(cosigning.COSIGNATURE_MOVES, cosigning.CosignatureState)


def open_to() -> Iterator[Mutant]:
    """Drop each kind of what is open, and list it for each other role."""
    yield from cells.dropped(handovers.OPEN_TO)
    yield from cells.toggled_rows(handovers.OPEN_TO, ROLES)


def _life(table: Mapping[tuple[S, Action], S], states: type[S]) -> Iterator[Mutant]:
    yield from cells.dropped(table)
    for state, action in product(states, Action):
        at = table.get((state, action))
        others = [(f"to {to}", to) for to in states if to is not at]
        rows = others if at is not None else others[:1]
        yield from cells.replaced(table, (state, action), rows)


def recoveries() -> Iterator[Mutant]:
    """Change each move of disallowed money, drop each, add every other."""
    table, states = claims.RECOVERY_MOVES, claims.RecoveryState
    yield from cells.dropped(table)
    yield from cells.toggled_rows(table, tuple(states))
    for state, action in product(states, Action):
        if (state, action) not in table:
            rows = [("added", frozenset({state}))]
            yield from cells.replaced(table, (state, action), rows)


def waits() -> Iterator[Mutant]:
    """Drop each row of what waits, and ask one condition more or less."""
    yield from cells.dropped(inbox.WAITS)
    yield from cells.toggled_rows(inbox.WAITS, tuple(inbox.Condition))
