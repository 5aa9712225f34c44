"""A project's life: its states, and one table of every move between them.

The table also holds what may be done to a project that stays where it is: a verdict, a
payment. What it does not hold is refused. Guards are decided where their facts live.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from fundledger.domain.actions import Action
from fundledger.domain.people import PERMITS, REVIEWERS, Role
from fundledger.domain.rights import RightError, in_order
from fundledger.errors import N_, RefusedError


class ProjectState(StrEnum):
    """Where a project stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SUBDISTRICT_REVIEW = "subdistrict_review"
    DISTRICT_REVIEW = "district_review"
    RETURNED = "returned"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    ON_NOTICE = "on_notice"
    ESTABLISHED = "established"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    CLOSING = "closing"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Guard(StrEnum):
    """What a move also demands, and where that is decided."""

    COMPLETE = "complete"
    """applications.decide_submission: fields, sums, cap, round, no duplicate."""
    OVERDUE = "overdue"
    """applications.decide_overdue: a reviewer withdraws only what is past its date."""
    RECOMMENDED = "recommended"
    """reviews.decide_recommendation: no more than requested."""
    APPROVED = "approved"
    """reviews.decide_review_round and decide_approval: k reviewers agree; each line
    is within the request, and the whole within the free budget."""
    NOTICE_OVER = "notice_over"
    """notices.decide_notice_over: started, its working days over, no open objection."""
    AGREED = "agreed"
    """reviews.decide_activation: agreement recorded, payee verified."""
    SETTLED = "settled"
    """budgets.decide_settled: nothing to pay, to clear, to recover or owed."""
    FINISHED = "finished"
    """budgets.decide_finished: final report, no open claim, and settled."""


class Move(NamedTuple):
    """One row of the table: where to, by whom, and what it demands.

    With several states in `to`, the case itself tells which. Where `signed_by` is not
    empty, each of these roles signs, and the last signature executes the move.
    """

    to: tuple[ProjectState, ...]
    who: frozenset[Role]
    guard: Guard | None = None
    needs_reason: bool = False
    signed_by: frozenset[Role] = frozenset()


_S = ProjectState
_A = Action
_PREPARER: Final = frozenset({Role.PREPARER})
_APPROVER: Final = frozenset({Role.DISTRICT_APPROVER})
_SUBDISTRICT: Final = frozenset({Role.SUBDISTRICT_REVIEWER})
_DISTRICT: Final = frozenset({Role.DISTRICT_REVIEWER})
_BOTH: Final = frozenset({Role.DISTRICT_APPROVER, Role.SUPERVISOR})
_ALL_THREE: Final = _BOTH | {Role.ACCOUNTANT}

FIRST_STATE: Final = ProjectState.DRAFT
"""Where `project.draft` begins."""
FINAL: Final = frozenset({_S.REJECTED, _S.WITHDRAWN, _S.CANCELLED})
"""The states without a way out. A closed project can still be reopened."""
UNDER_REVIEW: Final = frozenset({_S.SUBDISTRICT_REVIEW, _S.DISTRICT_REVIEW})
UNDER_WAY: Final = frozenset({_S.ACTIVE, _S.SUSPENDED, _S.CLOSING})
"""Money is out: claims, refunds and recoveries go on, even while payments stop."""

_Rows = Mapping[tuple[ProjectState, Action], Move]


def _move(
    action: Action,
    *to: ProjectState,
    who: frozenset[Role] | None = None,
    guard: Guard | None = None,
    needs_reason: bool = False,
    signed_by: frozenset[Role] = frozenset(),
) -> Move:
    """Make a row; unless it is narrower here, everybody permitted may make the move."""
    return Move(to, who or PERMITS[action], guard, needs_reason, signed_by)


def _application_rows() -> _Rows:
    """Lead from draft to review and on public notice."""
    resubmit = _move(_A.PROJECT_RESUBMIT, *sorted(UNDER_REVIEW), guard=Guard.COMPLETE)
    returned = _move(_A.PROJECT_RETURN, _S.RETURNED, needs_reason=True)
    sign = _move(_A.PROJECT_SIGN, _S.SUBDISTRICT_REVIEW, _S.DISTRICT_REVIEW)
    return {
        (_S.DRAFT, _A.PROJECT_REVISE): _move(_A.PROJECT_REVISE, _S.DRAFT),
        (_S.DRAFT, _A.PROJECT_SUBMIT): _move(
            _A.PROJECT_SUBMIT, _S.SUBMITTED, guard=Guard.COMPLETE
        ),
        (_S.SUBMITTED, _A.PROJECT_SIGN): sign,
        (_S.SUBDISTRICT_REVIEW, _A.PROJECT_RECOMMEND): _move(
            _A.PROJECT_RECOMMEND, _S.DISTRICT_REVIEW, guard=Guard.RECOMMENDED
        ),
        (_S.SUBDISTRICT_REVIEW, _A.PROJECT_RETURN): returned._replace(who=_SUBDISTRICT),
        (_S.DISTRICT_REVIEW, _A.PROJECT_RETURN): returned._replace(who=_DISTRICT),
        (_S.RETURNED, _A.PROJECT_REVISE): _move(_A.PROJECT_REVISE, _S.RETURNED),
        (_S.RETURNED, _A.PROJECT_RESUBMIT): resubmit,
        (_S.DISTRICT_REVIEW, _A.PROJECT_APPROVE): _move(
            _A.PROJECT_APPROVE, _S.ON_NOTICE, guard=Guard.APPROVED
        ),
    }


def _ending_rows() -> _Rows:
    """End an application before it is decided."""
    reject = _move(_A.PROJECT_REJECT, _S.REJECTED, needs_reason=True)
    withdraw = _move(_A.PROJECT_WITHDRAW, _S.WITHDRAWN, who=_PREPARER)
    undecided = (_S.DRAFT, _S.SUBMITTED, _S.SUBDISTRICT_REVIEW, _S.DISTRICT_REVIEW)
    return {
        (_S.SUBDISTRICT_REVIEW, _A.PROJECT_REJECT): reject._replace(who=_SUBDISTRICT),
        (_S.DISTRICT_REVIEW, _A.PROJECT_REJECT): reject._replace(
            who=_DISTRICT | _APPROVER
        ),
        **{(state, _A.PROJECT_WITHDRAW): withdraw for state in undecided},
        (_S.RETURNED, _A.PROJECT_WITHDRAW): withdraw._replace(
            who=_PREPARER | REVIEWERS, guard=Guard.OVERDUE
        ),
        (_S.ON_NOTICE, _A.PROJECT_WITHDRAW): withdraw._replace(
            who=_PREPARER | _APPROVER, signed_by=_PREPARER | _APPROVER
        ),
    }


def _notice_rows() -> _Rows:
    """Lead from public notice 公示 to established 立项 and active.

    What is approved waits for its notice in the same state: its money is reserved.
    """
    return {
        (_S.ON_NOTICE, _A.NOTICE_UPHOLD): _move(
            _A.NOTICE_UPHOLD, _S.DISTRICT_REVIEW, needs_reason=True
        ),
        (_S.ON_NOTICE, _A.PROJECT_ESTABLISH): _move(
            _A.PROJECT_ESTABLISH, _S.ESTABLISHED, guard=Guard.NOTICE_OVER
        ),
        (_S.ESTABLISHED, _A.PROJECT_ACTIVATE): _move(
            _A.PROJECT_ACTIVATE, _S.ACTIVE, guard=Guard.AGREED
        ),
    }


def _running_rows() -> _Rows:
    """Lead from active to closed, with the ways aside and back."""
    cancel = _move(
        _A.PROJECT_CANCEL,
        _S.CANCELLED,
        guard=Guard.SETTLED,
        needs_reason=True,
        signed_by=_BOTH,
    )
    begin = _move(_A.PROJECT_BEGIN_CLOSING, _S.CLOSING)
    reopen = _move(_A.PROJECT_REOPEN, _S.ACTIVE, needs_reason=True, signed_by=_BOTH)
    return {
        (_S.ACTIVE, _A.PROJECT_SUSPEND): _move(
            _A.PROJECT_SUSPEND, _S.SUSPENDED, needs_reason=True
        ),
        (_S.SUSPENDED, _A.PROJECT_RESUME): _move(
            _A.PROJECT_RESUME, _S.ACTIVE, needs_reason=True
        ),
        **{
            (state, _A.PROJECT_CANCEL): cancel
            for state in (_S.ESTABLISHED, _S.ACTIVE, _S.SUSPENDED)
        },
        (_S.ACTIVE, _A.PROJECT_BEGIN_CLOSING): begin._replace(
            who=frozenset({Role.HEAD})
        ),
        (_S.SUSPENDED, _A.PROJECT_BEGIN_CLOSING): begin._replace(
            who=_APPROVER, needs_reason=True
        ),
        (_S.CLOSING, _A.PROJECT_REFUSE_REPORT): _move(
            _A.PROJECT_REFUSE_REPORT, _S.ACTIVE, needs_reason=True
        ),
        (_S.CLOSING, _A.PROJECT_CLOSE): _move(
            _A.PROJECT_CLOSE, _S.CLOSED, guard=Guard.FINISHED, signed_by=_ALL_THREE
        ),
        (_S.CLOSED, _A.PROJECT_REOPEN): reopen,
    }


_GOES_ON: Final[Mapping[Action, frozenset[ProjectState]]] = MappingProxyType(
    {
        _A.PROJECT_REVIEW: frozenset({_S.DISTRICT_REVIEW}),
        _A.NOTICE_START: frozenset({_S.ON_NOTICE}),
        _A.NOTICE_OBJECT: frozenset({_S.ON_NOTICE}),
        _A.NOTICE_DISMISS: frozenset({_S.ON_NOTICE}),
        _A.AGREEMENT_RECORD: frozenset({_S.ESTABLISHED}),
        _A.PROJECT_SUPPLEMENT: frozenset({_S.ESTABLISHED, _S.ACTIVE}),
        _A.NOTICE_START_SUPPLEMENT: frozenset({_S.ESTABLISHED, _S.ACTIVE}),
        _A.PROJECT_CUT: frozenset({_S.ESTABLISHED, _S.ACTIVE, _S.SUSPENDED}),
        _A.PROJECT_RE_SOURCE: UNDER_WAY | {_S.ESTABLISHED, _S.CLOSED},
        _A.PROJECT_REPORT: frozenset({_S.ACTIVE, _S.CLOSING}),
        _A.DISBURSEMENT_REQUEST: frozenset({_S.ACTIVE}),
        _A.DISBURSEMENT_CHECK: frozenset({_S.ACTIVE, _S.CLOSING}),
        _A.DISBURSEMENT_APPROVE: frozenset({_S.ACTIVE, _S.CLOSING}),
        _A.DISBURSEMENT_AGREE: frozenset({_S.ACTIVE, _S.CLOSING}),
        _A.DISBURSEMENT_REDIRECT: frozenset({_S.ACTIVE, _S.CLOSING}),
        _A.DISBURSEMENT_PAY: frozenset({_S.ACTIVE, _S.CLOSING}),
        _A.DISBURSEMENT_RETURN: UNDER_WAY,
        _A.DISBURSEMENT_DECLINE: UNDER_WAY,
        _A.DISBURSEMENT_BOUNCE: UNDER_WAY,
        _A.DISBURSEMENT_ACKNOWLEDGE: UNDER_WAY,
        _A.CLAIM_DRAFT: UNDER_WAY,
        _A.CLAIM_SUBMIT: UNDER_WAY,
        _A.CLAIM_RETURN: UNDER_WAY,
        _A.CLAIM_RESUBMIT: UNDER_WAY,
        _A.CLAIM_DISMISS_SUSPICIONS: UNDER_WAY,
        _A.CLAIM_ADMIT: UNDER_WAY,
        _A.CLAIM_REJECT: UNDER_WAY,
        _A.CLAIM_DISALLOW: UNDER_WAY,
        _A.REFUND_RECEIVE: UNDER_WAY,
        _A.PROJECT_INTEREST_RECEIVE: UNDER_WAY,
        _A.RECOVERY_RECEIVE: UNDER_WAY,
        _A.RECOVERY_WRITE_OFF: UNDER_WAY,
    }
)
"""What goes on while a project stays in a state. Nothing is paid while suspended."""
_WITH_REASON: Final = frozenset(
    {
        _A.NOTICE_OBJECT,
        _A.NOTICE_DISMISS,
        _A.PROJECT_SUPPLEMENT,
        _A.PROJECT_CUT,
        _A.PROJECT_RE_SOURCE,
        _A.DISBURSEMENT_RETURN,
        _A.DISBURSEMENT_DECLINE,
        _A.DISBURSEMENT_BOUNCE,
        _A.CLAIM_RETURN,
        _A.CLAIM_DISMISS_SUSPICIONS,
        _A.CLAIM_REJECT,
        _A.CLAIM_DISALLOW,
        _A.RECOVERY_WRITE_OFF,
    }
)


def _staying_rows() -> _Rows:
    """List what is done to a project that stays where it is."""
    return {
        (state, action): _move(
            action,
            state,
            needs_reason=action in _WITH_REASON,
            signed_by=_BOTH if action is _A.RECOVERY_WRITE_OFF else frozenset(),
        )
        for action, states in _GOES_ON.items()
        for state in sorted(states)
    }


MOVES: Final[_Rows] = MappingProxyType(
    {
        **_application_rows(),
        **_ending_rows(),
        **_notice_rows(),
        **_running_rows(),
        **_staying_rows(),
    }
)
"""Everything that may be done to a project, by the state it is in."""


@dataclass(eq=False)
class MoveError(RefusedError):
    """The project's state does not allow this."""

    state: ProjectState
    action: Action
    possible: tuple[Action, ...]
    code = "project_move"
    message = N_("A project in the state {state} does not take {action}.")
    hint = N_("From here: {possible}.")


@dataclass(eq=False)
class MoverError(RightError):
    """The role may do this, but not to a project in this state."""

    state: ProjectState
    action: Action
    role: Role
    roles: tuple[Role, ...]
    code = "project_mover"
    message = N_("In the state {state}, {action} is not for {role} but for {roles}.")
    hint = N_("Have it done by somebody in one of these roles.")


@dataclass(eq=False)
class ReasonNeededError(RefusedError):
    """The deed changes somebody's expectations: it says why."""

    action: Action
    code = "reason_needed"
    message = N_("{action} needs a reason.")
    hint = N_("Write the reason: it stays in the record.")


@dataclass(eq=False)
class SignedAlreadyError(RefusedError):
    """The role has signed this move before."""

    action: Action
    role: Role
    code = "signed_already"
    message = N_("{role} has already signed {action}.")
    hint = N_("It waits for the other signatures.")


def possible(state: ProjectState) -> tuple[Action, ...]:
    """List what may be done to a project in this state."""
    return tuple(action for action in Action if (state, action) in MOVES)


def find_move(state: ProjectState, action: Action) -> Move:
    """Find the row for an action in a state. Raises MoveError."""
    move = MOVES.get((state, action))
    if move is None:
        raise MoveError(state, action, possible(state))
    return move


def first_review(*, subdistrict_stage: bool) -> ProjectState:
    """Tell which review comes first: the subdistrict stage can be switched off."""
    return _S.SUBDISTRICT_REVIEW if subdistrict_stage else _S.DISTRICT_REVIEW


def decide_move(
    state: ProjectState, action: Action, toward: ProjectState | None = None
) -> ProjectState:
    """Tell where a transition of the table leads. Raises MoveError.

    `toward` is needed only where the case tells which way: `first_review` on signing,
    and on resubmitting the stage that returned it.
    """
    to = find_move(state, action).to
    if len(to) == 1:
        return to[0]
    if toward is None or toward not in to:
        raise MoveError(state, action, possible(state))
    return toward


def decide_mover(state: ProjectState, action: Action, role: Role) -> None:
    """Refuse a role that the row does not name. Raises MoveError, MoverError."""
    who = find_move(state, action).who
    if role not in who:
        raise MoverError(state, action, role, in_order(who))


def decide_reason(state: ProjectState, action: Action, reason: str) -> None:
    """Demand a reason where the row does. Raises MoveError, ReasonNeededError."""
    if find_move(state, action).needs_reason and not reason.strip():
        raise ReasonNeededError(action)


def decide_signature(
    state: ProjectState, action: Action, role: Role, signed: Collection[Role]
) -> bool:
    """Tell whether this signature is the last one, so that the move happens.

    `signed` are the roles that signed this move since the project came to its state.
    Raises MoveError, MoverError, SignedAlreadyError.
    """
    decide_mover(state, action, role)
    needed = find_move(state, action).signed_by
    if role in signed and needed:
        raise SignedAlreadyError(action, role)
    return needed <= {*signed, role}


def is_last_signature(
    state: ProjectState, action: Action, role: Role, signed: Collection[Role]
) -> bool:
    """Tell whether this signature completes those that the move needs."""
    return MOVES[state, action].signed_by <= {*signed, role}
