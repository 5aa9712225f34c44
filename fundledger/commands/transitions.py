"""Moving a project through its life. Not deeds by themselves: what they all do.

That the project's state takes the deed was decided before (`domain.readiness`).
"""

from fundledger.commands.lookup import require
from fundledger.commands.steps import record_step
from fundledger.domain import projects as rules
from fundledger.domain.actions import Action
from fundledger.domain.ids import ProjectNo, VoucherNo
from fundledger.domain.projects import ProjectState
from fundledger.queries import projects
from fundledger.queries.projects import Project
from fundledger.store import tables as t
from fundledger.store.writing import Writing


def find_project(write: Writing, project_no: ProjectNo) -> Project:
    """Find the project. Raises NotFoundError."""
    return require(projects.project(write, project_no), "project", project_no)


def apply_transition(
    write: Writing,
    project: Project,
    action: Action,
    *,
    toward: ProjectState | None = None,
    reason: str = "",
    voucher_no: VoucherNo | None = None,
) -> ProjectState:
    """Bring the project to its next state and note the step."""
    to = rules.decide_move(project.state, action, toward)
    write.change(t.project, project.no, state=to)
    _step(write, project, action, to, reason, voucher_no)
    return to


def is_last_signature(write: Writing, project: Project, action: Action) -> bool:
    """Tell whether the actor's signature is the last one that the move needs."""
    assert write.role is not None
    signed = projects.signed(write, project.no, action)
    return rules.is_last_signature(project.state, action, write.role, signed)


def sign_only(
    write: Writing, project: Project, action: Action, reason: str = ""
) -> ProjectState:
    """Note a signature that is not the last: the project stays where it is."""
    _step(write, project, action, project.state, reason, None)
    return project.state


def _step(
    write: Writing,
    project: Project,
    action: Action,
    to: ProjectState,
    reason: str,
    voucher_no: VoucherNo | None,
) -> None:
    record_step(
        write,
        action,
        project.no,
        from_state=project.state,
        to_state=to,
        reason=reason,
        voucher_no=voucher_no,
    )
