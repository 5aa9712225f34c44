"""Inboxes: the set-wise inbox, `may` case by case, and the table by hand.

What a person's inbox holds is found once more the slow way: every case there is, every
deed that the table of `tests/domain/tables/waits.txt` names for its state, and of these
what `may` lets through. That what it lets through happens is held by every attempt.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from fundledger.commands import facts
from fundledger.commands.facts import Subject
from fundledger.commands.inbox import Item, inbox
from fundledger.commands.permission import may
from fundledger.commands.registry import DEEDS
from fundledger.domain.actions import Action
from fundledger.domain.ids import Login
from fundledger.domain.people import Role
from fundledger.queries import (
    applications,
    claims,
    disbursements,
    notices,
    places,
    projects,
    recoveries,
    reviews,
)
from fundledger.store.reading import Books
from tests.domain.rule_tables import names, rows

Deeds = dict[tuple[str, object], set[str]]
"""The deeds that wait for somebody, by the kind and the number of the case."""


class Case(NamedTuple):
    """A case as the table speaks of it, on a day."""

    kind: str
    no: Any
    state: str
    on: date
    action: Action


def _revised(books: Books, case: Case) -> bool:
    return facts.returned_facts(books, Subject(case.no, case.action)).revised


def _too_few_agree(books: Books, case: Case) -> bool:
    facts_of = facts.review_facts(books, Subject(case.no, case.action))
    agree = [verdict for verdict in facts_of.verdicts if verdict.agrees]
    return len(agree) < facts_of.needed


def _overdue(books: Books, case: Case) -> bool:
    project = projects.project(books, case.no)
    assert project is not None
    return project.due_on is not None and project.due_on < case.on


def _supplement_due(books: Books, case: Case) -> bool:
    ends = _supplement_ends(books, case)
    return any(end is not None and end < case.on for end in ends)


def _supplement_ends(books: Books, case: Case) -> list[date | None]:
    """Tell when the notice ends of each supplement that is not in force."""
    own = notices.notices(books, case.no)
    ends = {each.amendment_no: each.ends_on for each in own}
    waiting = applications.amendments(books, case.no)
    return [ends.get(each.no) for each in waiting if each.voucher_no is None]


def _notice_waits(books: Books, case: Case) -> bool:
    return facts.notice_facts(books, Subject(case.no, case.action)).until is None


def _agreed(books: Books, case: Case) -> bool:
    return projects.last_step(books, case.no, Action.AGREEMENT_RECORD) is not None


def _reported(books: Books, case: Case) -> bool:
    return facts.end_facts(books, Subject(case.no, case.action)).final_report


def _cosigned(books: Books, case: Case) -> frozenset[Role]:
    if case.kind == "recovery":
        return frozenset(recoveries.write_off_signers(books, case.no))
    return projects.signed(books, case.no, case.action)


_HOLDS: Final[Mapping[str, Callable[[Books, Case], object]]] = MappingProxyType(
    {
        "unrevised": lambda books, case: not _revised(books, case),
        "too_few_agree": _too_few_agree,
        "overdue": _overdue,
        "objected": lambda books, case: reviews.open_objections(books, case.no),
        "notice_waits": _notice_waits,
        "supplement_waits": lambda books, case: None in _supplement_ends(books, case),
        "supplement_due": _supplement_due,
        "not_agreed": lambda books, case: not _agreed(books, case),
        "reported": _reported,
        "not_reported": lambda books, case: not _reported(books, case),
        "cosigned": _cosigned,
    }
)
"""What makes a case wait and is no question of readiness; `may` judges the others."""


def agreed(books: Books, login: Login, on: date) -> Deeds:
    """Hold somebody's inbox on a day to what each case says by itself, and give it."""
    items = inbox(books, login, on).items
    shown: Deeds = {(item.noun, item.key): set(item.deeds) for item in items}
    assert len(shown) == len(items)
    assert shown == _expected(books, login, on), login
    assert list(_by_pages(books, login, on)) == list(items)
    late = [item.due_on is not None and item.due_on < on for item in items]
    assert late == sorted(late, reverse=True)
    return shown


def _by_pages(books: Books, login: Login, on: date) -> Iterator[Item]:
    """Read the same inbox by pages of two."""
    page = inbox(books, login, on, limit=2)
    yield from page.items
    while page.after is not None:
        page = inbox(books, login, on, after=page.after, limit=2)
        assert not page.queues
        yield from page.items


def _expected(books: Books, login: Login, on: date) -> Deeds:
    waiting: Deeds = {}
    for kind, no, state in _cases(books):
        named = {
            row["deed"]: names(row["when"])
            for row in rows("waits")
            if row["of"] == kind and state in names(row["in"])
        }
        if not named:
            continue
        for permission in may(books, login, on, kind, no):
            if permission.refusal is None and permission.deed in named:
                action = DEEDS[permission.deed].action
                case = Case(kind, no, state, on, action)
                when = named[permission.deed]
                if all(_HOLDS[each](books, case) for each in when if each in _HOLDS):
                    waiting.setdefault((kind, no), set()).add(permission.deed)
    return waiting


def _cases(books: Books) -> Iterator[tuple[str, Any, str]]:
    """List every case there is, with its state."""
    for project in projects.projects(books):
        yield "project", project.no, project.state
        for claim in claims.claims(books, project.no):
            yield "claim", claim.no, claim.state
    for payment in disbursements.disbursements(books):
        yield "disbursement", payment.no, payment.state
    for recovery in recoveries.recoveries(books):
        yield "recovery", recovery.no, recovery.state
    for payee in places.payees(books):
        yield "payee", payee.no, "verified" if payee.verified_by else "unverified"
