"""Which cases a deed touches: named by the deed, never guessed from a parameter.

A case is a place, and a project where there is one. A deed may touch several: the actor
needs the right in each, and is separate and without an interest in each.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from fundledger.commands.lookup import require
from fundledger.domain.ids import (
    CommunityKey,
    CosignatureNo,
    EvidenceNo,
    HandoverNo,
    PayeeNo,
    ProjectNo,
    VoucherNo,
)
from fundledger.domain.people import Place
from fundledger.queries import (
    cases,
    corrections,
    cosignatures,
    evidence,
    handovers,
    journal,
    people,
    places,
)
from fundledger.store.reading import Books


class Case(NamedTuple):
    """Where something is at home, and the project it belongs to."""

    place: Place
    project_no: ProjectNo | None = None


Lookup = Callable[[Books, Any], list[Case]]


@dataclass(frozen=True, slots=True)
class CaseOf:
    """How a deed's cases follow from one of its arguments."""

    noun: str
    parameter: str
    lookup: Lookup

    def __call__(self, parameter: str) -> "CaseOf":
        """Take the same noun from another parameter."""
        return replace(self, parameter=parameter)

    def cases(self, books: Books, arguments: Mapping[str, Any]) -> list[Case]:
        """Give the cases, none where the argument is left out. Raises NotFoundError."""
        key = arguments.get(self.parameter)
        return [] if key is None else self.lookup(books, key)


def _of(books: Books, noun: str, key: object, project_no: ProjectNo | None) -> Case:
    no = require(project_no, noun, key)
    place = require(people.place_of_project(books, no), noun, key)
    return Case(place, no)


def _through(noun: str, project_of: Callable[[Books, Any], ProjectNo | None]) -> CaseOf:
    """Find the case of something that belongs to a project."""

    def lookup(books: Books, no: object) -> list[Case]:
        return [_of(books, noun, no, project_of(books, no))]

    return CaseOf(noun, f"{noun}_no", lookup)


def _project(_books: Books, no: ProjectNo) -> ProjectNo:
    return no


def _community(books: Books, key: CommunityKey) -> list[Case]:
    return [Case(require(people.place_of_community(books, key), "community", key))]


def _payee(books: Books, no: PayeeNo) -> list[Case]:
    community = places.community_of_payee(books, no)
    return _community(books, require(community, "payee", no))


def _voucher(books: Books, no: VoucherNo) -> list[Case]:
    """Find every project that a voucher names; none makes it the whole fund's.

    A 记 and its 备 are one case, whichever is named.
    """
    require(journal.voucher(books, no), "voucher", no)
    booked = corrections.whole(books, corrections.leading_voucher(books, no))
    named = {each.project_no for each in booked} - {None}
    return [_of(books, "project", each, each) for each in sorted(filter(None, named))]


def _handover(books: Books, no: HandoverNo) -> list[Case]:
    """Find a handover; it is at home nowhere: it is the whole fund's."""
    require(handovers.handover(books, no), "handover", no)
    return []


def _cosignature(books: Books, no: CosignatureNo) -> list[Case]:
    """Find a signature; it is at home nowhere: it is the whole fund's."""
    require(cosignatures.cosignature(books, no), "cosignature", no)
    return []


def _evidence(books: Books, no: EvidenceNo) -> list[Case]:
    """Find the case of that which a paper is attached to, or the whole fund's."""
    attached = require(evidence.evidence(books, no), "evidence", no)
    for case in (of_voucher, of_project, of_claim, of_disbursement, of_recovery):
        if case.parameter == attached.object:
            return case.lookup(books, int(attached.key))
    return []


of_project: Final = _through("project", _project)
of_disbursement: Final = _through("disbursement", cases.project_of_disbursement)
of_claim: Final = _through("claim", cases.project_of_claim)
of_receipt: Final = _through("receipt", cases.project_of_receipt)
of_recovery: Final = _through("recovery", cases.project_of_recovery)
of_voucher: Final = CaseOf("voucher", "voucher_no", _voucher)
of_evidence: Final = CaseOf("evidence", "evidence_no", _evidence)
of_community: Final = CaseOf("community", "community_key", _community)
of_payee: Final = CaseOf("payee", "payee_no", _payee)
of_cosignature: Final = CaseOf("cosignature", "cosignature_no", _cosignature)
of_handover: Final = CaseOf("handover", "handover_no", _handover)

WHOLE_FUND: Final[tuple[CaseOf, ...]] = ()
"""A deed that touches no case: only a role of the district may do it."""

EVERYWHERE: Final = Case(Place())


def cases_of(
    books: Books, case: tuple[CaseOf, ...], arguments: Mapping[str, Any]
) -> list[Case]:
    """Give every case that a deed touches, the whole fund where it names none.

    Raises NotFoundError.
    """
    named = list(_each(books, case, arguments))
    return list(dict.fromkeys(named)) or [EVERYWHERE]


def _each(
    books: Books, case: tuple[CaseOf, ...], arguments: Mapping[str, Any]
) -> Iterator[Case]:
    for each in case:
        yield from each.cases(books, arguments)
