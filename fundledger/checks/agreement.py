"""Approvals that fewer reviewers agree to than were asked for, as the chain says.

Who has an interest in a case, or declares one later, does not count 回避. How many must
agree is what the fund asked for when the application was handed in.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from fundledger.domain.actions import Action
from fundledger.domain.ids import CommunityKey, Login, ProjectNo, Seq
from fundledger.domain.people import Interest
from fundledger.domain.projects import ProjectState
from fundledger.store.audit import Record


class Approval(NamedTuple):
    """An approval: which record, whose, how many were asked for, and who agreed."""

    seq: Seq
    on: date
    actor: Login
    action: str
    project_no: ProjectNo
    needed: int
    agreed: frozenset[Login]


class Agreement:
    """What the chain has said so far of verdicts and approvals."""

    def __init__(self) -> None:
        """Begin before the first record."""
        self._needed: dict[ProjectNo, int] = {}
        self._agreed: dict[tuple[ProjectNo, int], dict[int, set[Login]]] = defaultdict(
            lambda: defaultdict(set)
        )
        self._approvals: list[Approval] = []

    def learn(self, record: Record, put: Mapping[str, list[Mapping[str, Any]]]) -> None:
        """Take in what a record says of applications, verdicts and approvals."""
        for change in record.changes:
            if change["table"] == "project" and "after" in change:
                needed = change["after"].get("reviewers_needed")
                if needed is not None:
                    self._needed[change["key"][0]] = needed
        for row in put.get("review", []):
            if row["stage"] == ProjectState.DISTRICT_REVIEW and row["agrees"]:
                of = self._agreed[row["project_no"], row["version"]]
                of[row["cycle"]].add(row["reviewer"])
        if record.action == Action.BOOKS_OPEN:
            return  # approved before these books: two signed that it was
        for row in put.get("approval", []):
            self._approved(record, row["project_no"], row["version"])

    def _approved(self, record: Record, no: ProjectNo, version: int) -> None:
        cycles = self._agreed[no, version]
        agreed = cycles[max(cycles)] if cycles else set[Login]()
        who = (record.seq, record.on, record.actor, record.action)
        needed = self._needed.get(no, 1)
        self._approvals.append(Approval(*who, no, needed, frozenset(agreed)))

    def below(
        self, interests: Iterable[Interest], homes: Mapping[ProjectNo, CommunityKey]
    ) -> Iterator[Approval]:
        """List approvals that too few agree to who have no interest."""
        declared = [*interests]
        for each in self._approvals:
            home = homes.get(each.project_no)
            out = {
                interest.login
                for interest in declared
                if interest.project_no == each.project_no
                or (home is not None and interest.community == home)
            }
            if len(each.agreed - out) < each.needed:
                yield each
