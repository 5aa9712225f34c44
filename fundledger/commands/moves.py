"""Going on with a project: what every deed on a case asks of its table of moves."""

from typing import NamedTuple

from sqlalchemy import select

from fundledger.commands.finding import demand
from fundledger.domain.actions import Action
from fundledger.domain.ids import AccountKey, CommunityKey, ProjectNo
from fundledger.domain.projects import (
    ProjectState,
    decide_move,
    decide_mover,
    decide_reason,
)
from fundledger.queries.funding import bank_leaf
from fundledger.store import tables as t
from fundledger.store.reading import Books
from fundledger.store.writing import Writing


class Subject(NamedTuple):
    """The project a deed goes on with, as far as money needs it."""

    no: ProjectNo
    code: str
    community_key: CommunityKey
    restricted: bool
    state: ProjectState


def go_on(
    write: Writing, action: Action, project_no: ProjectNo, reason: str = ""
) -> Subject:
    """Demand that the project's state takes this, from this role, with a reason.

    Raises MoveError, MoverError, ReasonNeededError, NotFoundError.
    """
    found = subject(write, project_no)
    assert write.role is not None
    decide_move(found.state, action)
    decide_mover(found.state, action, write.role)
    decide_reason(found.state, action, reason)
    return found


def subject(books: Books, project_no: ProjectNo) -> Subject:
    """Find a project. Raises NotFoundError."""
    c = t.project.c
    asked = select(c.no, c.code, c.community_key, c.restricted, c.state)
    row = books.first(asked.where(books.own(t.project), c.no == project_no))
    found = demand(row, "project", project_no)
    return Subject(*found[:4], ProjectState(found.state))


def bank_of(books: Books, bank: str) -> AccountKey:
    """Give the account of one of the fund's bank accounts. Raises NotFoundError."""
    return demand(bank_leaf(books, bank), "bank account", bank)
