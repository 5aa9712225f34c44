"""Interests 回避 in the cases behind a deed on vouchers, which names no case itself."""

from collections.abc import Iterable

from fundledger.commands.finding import demand
from fundledger.domain.actions import Action
from fundledger.domain.ids import ProjectNo
from fundledger.domain.rights import ConflictOfInterestError, decide_conflict
from fundledger.queries import people
from fundledger.store.writing import Writing


def demand_no_concern(
    write: Writing, action: Action, projects: Iterable[ProjectNo]
) -> None:
    """Refuse an actor with an interest in one of these projects.

    Raises ConflictOfInterestError, NotFoundError.
    """
    assert write.role is not None
    interests = people.interests(write, write.actor)
    held = people.grants(write, write.actor)
    for no in sorted(set(projects)):
        place = demand(people.place_of_project(write, no), "project", no)
        decide_conflict(write.actor, action, write.role, place, no, interests, held)


def is_concerned(write: Writing, action: Action, projects: Iterable[ProjectNo]) -> bool:
    """Tell whether the actor has an interest in one of these projects."""
    try:
        demand_no_concern(write, action, projects)
    except ConflictOfInterestError:
        return True
    return False
