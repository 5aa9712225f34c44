"""What a case waits for: the deeds that bring it on, of all that its state takes.

Much may be done to a case at any time: a project can be cut, suspended, cancelled. It
waits only for what its usual way asks next, and for the other signature where somebody
has signed already. Who may do it stands in the tables of permits and moves.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from fundledger.domain.actions import Action
from fundledger.domain.claims import ClaimState, RecoveryState
from fundledger.domain.cosigning import ALONE
from fundledger.domain.disbursements import DisbursementState
from fundledger.domain.people import PERMITS, Role
from fundledger.domain.projects import MOVES, ProjectState

COUNTED: Final = 200
"""A queue is counted up to here: beyond, "more" is as good."""


class CaseKind(StrEnum):
    """What can wait for somebody, by the noun that deeds call it."""

    PROJECT = "project"
    DISBURSEMENT = "disbursement"
    CLAIM = "claim"
    RECOVERY = "recovery"
    PAYEE = "payee"


class Condition(StrEnum):
    """What must also be so before a case waits for a deed."""

    REVISED = "revised"
    """The version that was returned has been revised since."""
    UNREVISED = "unrevised"
    OVERDUE = "overdue"
    """It was returned, and its day has passed."""
    NOT_VOTED = "not_voted"
    """The actor has given no verdict on this version."""
    TOO_FEW_AGREE = "too_few_agree"
    """Fewer reviewers agree than the fund asks for."""
    ENOUGH_AGREE = "enough_agree"
    NOTICE_WAITS = "notice_waits"
    """It was approved, and its notice has not started."""
    NOTICE_OVER = "notice_over"
    """Its days have passed, and no objection is open."""
    OBJECTED = "objected"
    """An objection is open."""
    SUPPLEMENT_WAITS = "supplement_waits"
    """A supplement takes a notice of its own, which has not started."""
    SUPPLEMENT_DUE = "supplement_due"
    """A supplement's own notice is over, and the supplement not in force yet."""
    AGREED = "agreed"
    """The agreement with the community is recorded."""
    NOT_AGREED = "not_agreed"
    PAYEE_VERIFIED = "payee_verified"
    PAYEE_APPROVED = "payee_approved"
    """The payment was approved to the payee that is registered now."""
    PAYEE_CHANGED = "payee_changed"
    """The payment was approved to another payee, or account, than there is now."""
    REPORTED = "reported"
    """The final report came in, and nothing has overtaken it."""
    NOT_REPORTED = "not_reported"
    COSIGNED = "cosigned"
    """Somebody has signed this move already."""
    UNSIGNED = "unsigned"
    """Nobody has signed it in this role."""
    ABOVE_THRESHOLD = "above_threshold"
    """The amount needs the approver's agreement as well."""
    NOT_RECORDED = "not_recorded"
    """Somebody else has put it in the books."""


_P, _D = ProjectState, DisbursementState
_A, _C = Action, Condition
_Rows = Mapping[tuple[CaseKind, str, Action], frozenset[Condition]]

NO_STATE: Final = "unverified"
"""Where a payee stands that waits: it has no states of its own."""


def _of(
    kind: CaseKind, *rows: tuple[StrEnum | str, Action, tuple[Condition, ...]]
) -> _Rows:
    return {
        (kind, state, action): frozenset(conditions)
        for state, action, conditions in rows
    }


_APPLICATIONS: Final = _of(
    CaseKind.PROJECT,
    (_P.DRAFT, _A.PROJECT_SUBMIT, ()),
    (_P.SUBMITTED, _A.PROJECT_SIGN, ()),
    (_P.SUBDISTRICT_REVIEW, _A.PROJECT_RECOMMEND, ()),
    (_P.DISTRICT_REVIEW, _A.PROJECT_REVIEW, (_C.NOT_VOTED, _C.TOO_FEW_AGREE)),
    (_P.DISTRICT_REVIEW, _A.PROJECT_APPROVE, (_C.ENOUGH_AGREE,)),
    (_P.RETURNED, _A.PROJECT_REVISE, (_C.UNREVISED,)),
    (_P.RETURNED, _A.PROJECT_RESUBMIT, (_C.REVISED,)),
    (_P.RETURNED, _A.PROJECT_WITHDRAW, (_C.OVERDUE,)),
    (_P.ON_NOTICE, _A.PROJECT_WITHDRAW, (_C.COSIGNED, _C.UNSIGNED)),
    (_P.ON_NOTICE, _A.NOTICE_UPHOLD, (_C.OBJECTED,)),
    (_P.ON_NOTICE, _A.NOTICE_DISMISS, (_C.OBJECTED,)),
    (_P.ON_NOTICE, _A.NOTICE_START, (_C.NOTICE_WAITS,)),
    (_P.ON_NOTICE, _A.PROJECT_ESTABLISH, (_C.NOTICE_OVER,)),
)
_RUNNING: Final = _of(
    CaseKind.PROJECT,
    (_P.ESTABLISHED, _A.AGREEMENT_RECORD, (_C.NOT_AGREED,)),
    (_P.ESTABLISHED, _A.PROJECT_ACTIVATE, (_C.AGREED, _C.PAYEE_VERIFIED)),
    *(
        (state, action, (condition,))
        for state in (_P.ESTABLISHED, _P.ACTIVE)
        for action, condition in (
            (_A.NOTICE_START_SUPPLEMENT, _C.SUPPLEMENT_WAITS),
            (_A.PROJECT_SUPPLEMENT, _C.SUPPLEMENT_DUE),
        )
    ),
    *(
        (state, _A.PROJECT_CANCEL, (_C.COSIGNED, _C.UNSIGNED))
        for state in (_P.ESTABLISHED, _P.ACTIVE, _P.SUSPENDED)
    ),
    (_P.CLOSING, _A.PROJECT_REPORT, (_C.NOT_REPORTED,)),
    (_P.CLOSING, _A.PROJECT_CLOSE, (_C.REPORTED, _C.UNSIGNED)),
    (_P.CLOSED, _A.PROJECT_REOPEN, (_C.COSIGNED, _C.UNSIGNED)),
)
_PAYMENTS: Final = _of(
    CaseKind.DISBURSEMENT,
    (_D.REQUESTED, _A.DISBURSEMENT_CHECK, ()),
    (_D.CHECKED, _A.DISBURSEMENT_APPROVE, (_C.UNSIGNED,)),
    (_D.CHECKED, _A.DISBURSEMENT_AGREE, (_C.UNSIGNED, _C.ABOVE_THRESHOLD)),
    (_D.APPROVED, _A.DISBURSEMENT_REDIRECT, (_C.PAYEE_VERIFIED, _C.PAYEE_CHANGED)),
    (_D.BOUNCED, _A.DISBURSEMENT_REDIRECT, (_C.PAYEE_VERIFIED, _C.PAYEE_CHANGED)),
    (_D.APPROVED, _A.DISBURSEMENT_PAY, (_C.PAYEE_VERIFIED, _C.PAYEE_APPROVED)),
    (_D.BOUNCED, _A.DISBURSEMENT_PAY, (_C.PAYEE_VERIFIED, _C.PAYEE_APPROVED)),
    (_D.PAID, _A.DISBURSEMENT_ACKNOWLEDGE, ()),
)
_CLAIMS: Final = _of(
    CaseKind.CLAIM,
    (ClaimState.DRAFT, _A.CLAIM_SUBMIT, ()),
    (ClaimState.SUBMITTED, _A.CLAIM_ADMIT, ()),
    (ClaimState.RETURNED, _A.CLAIM_RESUBMIT, ()),
)
_REST: Final = {
    **_of(
        CaseKind.RECOVERY,
        (RecoveryState.OPEN, _A.RECOVERY_RECEIVE, ()),
        (RecoveryState.OPEN, _A.RECOVERY_WRITE_OFF, (_C.COSIGNED, _C.UNSIGNED)),
    ),
    **_of(CaseKind.PAYEE, (NO_STATE, _A.PAYEE_VERIFY, (_C.NOT_RECORDED,))),
}

WAITS: Final[_Rows] = MappingProxyType(
    {**_APPLICATIONS, **_RUNNING, **_PAYMENTS, **_CLAIMS, **_REST}
)
"""For which deeds a case in a state waits, and what must also be so."""


class Lane(NamedTuple):
    """Cases in one state that wait for one deed by somebody in one role."""

    kind: CaseKind
    state: str
    action: Action
    role: Role
    project_states: frozenset[ProjectState]
    """Where the project of a case must stand; empty where it has none."""
    conditions: frozenset[Condition]


def lanes(role: Role) -> tuple[Lane, ...]:
    """List what can wait for a role, by the tables of permits and of moves."""
    return tuple(_lanes(role))


SELDOM: Final = frozenset(
    {
        Condition.COSIGNED,
        Condition.OBJECTED,
        Condition.PAYEE_CHANGED,
        Condition.OVERDUE,
        Condition.SUPPLEMENT_WAITS,
        Condition.SUPPLEMENT_DUE,
    }
)
"""Met by few cases: what waits under them is not how a case usually goes on."""


def next_roles(kind: CaseKind, state: str) -> tuple[Role, ...]:
    """Tell which roles usually bring on a case that stands in a state."""
    usual = (e for e in lanes_at(kind, state) if not e.conditions & SELDOM)
    return tuple(dict.fromkeys(lane.role for lane in usual))


def lanes_at(kind: CaseKind, state: str) -> tuple[Lane, ...]:
    """List what a case that stands in a state can wait for, in the order of roles."""
    return tuple(
        lane
        for role in Role
        for lane in lanes(role)
        if lane.kind is kind and lane.state == state
    )


def _lanes(role: Role) -> Iterator[Lane]:
    for (kind, state, action), conditions in WAITS.items():
        if role not in PERMITS[action] or ALONE.get(action, role) is not role:
            continue  # What two sign above an amount waits for who may do it alone.
        at = frozenset(
            project_state
            for (project_state, of), move in MOVES.items()
            if of is action and role in move.who
        )
        if kind is CaseKind.PROJECT:
            at &= {ProjectState(state)}
        if at or kind is CaseKind.PAYEE:
            yield Lane(kind, state, action, role, at, conditions)
