"""Handover 会计工作交接: proposed by who gives, accepted by who takes, witnessed."""

from fundledger.commands.cases import WHOLE_FUND, of_handover
from fundledger.commands.deed import deed
from fundledger.commands.lookup import require
from fundledger.domain.actions import Action
from fundledger.domain.handovers import (
    HandoverOpenError,
    HandoverPart,
    HandoverState,
    charge_on,
    decide_handover,
    decide_handover_move,
    items_of,
)
from fundledger.domain.ids import HandoverNo, Login
from fundledger.domain.labels import PersonName, Reason
from fundledger.domain.people import Role
from fundledger.domain.projects import ReasonNeededError
from fundledger.domain.readiness import ready_handover
from fundledger.queries import handovers, people
from fundledger.queries.open_work import open_work
from fundledger.store import tables as t
from fundledger.store.writing import Writing


@deed(Action.HANDOVER_PROPOSE, case=WHOLE_FUND)
def propose_handover(write: Writing, *, role: Role, to: Login) -> HandoverNo:
    """Hand over one's own work as accountant or cashier; give the handover's number.

    What is open now is listed and kept with it. Who takes over accepts it, then a
    supervisor witnesses it. Raises NotFoundError, RoleNotHandedOverError,
    SamePersonError, NotOfRoleError, HandoverOpenError.
    """
    no = _begin(write, write.actor, to, role)
    _sign(write, no, HandoverPart.GIVEN)
    return no


@deed(Action.HANDOVER_ARRANGE, case=WHOLE_FUND)
def arrange_handover(
    write: Writing,
    *,
    login: Login,
    role: Role,
    to: Login,
    reason: Reason,
    delegate: PersonName | None = None,
) -> HandoverNo:
    """Arrange the handover of somebody who cannot do it, for a reason; give its number.

    A delegate may bring it on in their place: they are named on the list. Raises
    NotFoundError, RoleNotHandedOverError, SamePersonError, NotOfRoleError,
    HandoverOpenError, ReasonNeededError.
    """
    if not reason.strip():
        raise ReasonNeededError(Action.HANDOVER_ARRANGE)
    return _begin(write, login, to, role, reason=reason, delegate=delegate)


@deed(Action.HANDOVER_ACCEPT, case=of_handover, ready=ready_handover)
def accept_handover(write: Writing, handover_no: HandoverNo) -> None:
    """Take the work over as the list says it stands.

    Raises NotFoundError, HandoverMoveError, OtherRecipientError.
    """
    _move(write, handover_no, Action.HANDOVER_ACCEPT)
    _sign(write, handover_no, HandoverPart.TAKEN)


@deed(Action.HANDOVER_WITNESS, case=of_handover, ready=ready_handover)
def witness_handover(write: Writing, handover_no: HandoverNo) -> None:
    """Witness 监交 a handover that was accepted: the last signature completes it.

    Raises NotFoundError, HandoverMoveError, OwnHandoverError.
    """
    _move(write, handover_no, Action.HANDOVER_WITNESS)
    _sign(write, handover_no, HandoverPart.WITNESSED)


@deed(Action.HANDOVER_CANCEL, case=of_handover, ready=ready_handover)
def cancel_handover(write: Writing, handover_no: HandoverNo, *, reason: Reason) -> None:
    """Call a handover off that is not complete, for a reason.

    Raises NotFoundError, HandoverMoveError, OwnHandoverError, ReasonNeededError.
    """
    _move(write, handover_no, Action.HANDOVER_CANCEL, cancel_reason=reason)


def _begin(
    write: Writing,
    giver: Login,
    to: Login,
    role: Role,
    *,
    reason: Reason | None = None,
    delegate: PersonName | None = None,
) -> HandoverNo:
    """Write a handover with what is open now."""
    for login in (giver, to):
        require(people.person(write, login), "person", login)
    decide_handover(giver, to, role, people.grants(write), write.on)
    for each in handovers.waiting(write):
        if (each.giver, each.role) == (giver, role):
            raise HandoverOpenError(each.no, giver, role)
    charge = charge_on(handovers.charges(write, giver), role, write.on)
    assert charge is not None, "the giver was found among those who had the role"
    listed = items_of(role, open_work(write))
    no = HandoverNo(write.next_no(t.handover))
    write.insert(
        t.handover,
        no=no,
        role=role,
        grant_no=charge.grant_no,
        from_login=giver,
        to_login=to,
        on_date=write.on,
        absent_reason=reason,
        delegate=delegate,
        state=HandoverState.PROPOSED,
    )
    rows = [
        {"handover_no": no, "item": item, **each._asdict()}
        for item, each in enumerate(listed, start=1)
    ]
    write.insert_many(t.handover_item, rows)
    return no


def _move(write: Writing, no: HandoverNo, action: Action, **changes: Reason) -> None:
    row = require(handovers.handover(write, no), "handover", no)
    to = decide_handover_move(no, row.state, action)
    write.change(t.handover, no, state=to, **changes)


def _sign(write: Writing, no: HandoverNo, part: HandoverPart) -> None:
    write.insert(
        t.handover_signature,
        handover_no=no,
        part=part,
        login=write.actor,
        on_date=write.on,
    )
