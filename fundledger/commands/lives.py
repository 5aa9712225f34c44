"""Moving a project through its life. Not deeds by themselves: what they all do."""

from fundledger.commands.finding import demand
from fundledger.commands.steps import take_step
from fundledger.domain.actions import Action
from fundledger.domain.ids import ProjectNo, VoucherNo
from fundledger.domain.projects import (
    ProjectState,
    decide_move,
    decide_mover,
    decide_reason,
    decide_signature,
)
from fundledger.queries import projects
from fundledger.queries.projects import Project
from fundledger.store import tables as t
from fundledger.store.writing import Writing


def take_up(
    write: Writing, action: Action, project_no: ProjectNo, reason: str = ""
) -> Project:
    """Find the project and ask whether its state takes this, of this role.

    Raises MoveError, MoverError, ReasonNeededError, NotFoundError.
    """
    assert write.role is not None
    found = demand(projects.project(write, project_no), "project", project_no)
    decide_mover(found.state, action, write.role)
    decide_reason(found.state, action, reason)
    return found


def move_on(
    write: Writing,
    found: Project,
    action: Action,
    *,
    toward: ProjectState | None = None,
    reason: str = "",
    voucher_no: VoucherNo | None = None,
) -> ProjectState:
    """Bring the project to its next state and note the step. Raises MoveError."""
    to = decide_move(found.state, action, toward)
    write.change(t.project, found.no, state=to)
    _step(write, found, action, to, reason, voucher_no)
    return to


def is_last_signature(write: Writing, found: Project, action: Action) -> bool:
    """Tell whether the actor's signature is the last one that the move needs.

    Raises SignedAlreadyError.
    """
    assert write.role is not None
    signed = projects.signed(write, found.no, action)
    return decide_signature(found.state, action, write.role, signed)


def sign_only(write: Writing, found: Project, action: Action, reason: str = "") -> str:
    """Note a signature that is not the last: the project stays where it is."""
    _step(write, found, action, found.state, reason, None)
    return str(found.state)


def _step(
    write: Writing,
    found: Project,
    action: Action,
    to: ProjectState,
    reason: str,
    voucher_no: VoucherNo | None,
) -> None:
    take_step(
        write,
        action,
        found.no,
        from_state=found.state,
        to_state=to,
        reason=reason,
        voucher_no=voucher_no,
    )
