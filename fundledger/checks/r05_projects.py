"""R5 Every project's money adds up: what it was granted, and what it was paid.

Granted: established + supplements − cuts = committed + in payment + paid + lapsed.
Paid: paid = admitted − payable + returned + advance + recoverable + written off.
A difference means that budget and money went apart, or that something was booked by a
rule that is not its own. What differs in a project shows in its community and
subdistrict as well.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from fundledger.domain.ids import ProjectNo
from fundledger.errors import N_
from fundledger.queries.control import Level, ProjectPlace, project_places
from fundledger.queries.measures import (
    NOTHING,
    ProjectFunds,
    all_project_funds,
    summed,
)
from fundledger.store.reading import Books

TITLE: Final = N_("Every project's grant and payments add up")


class ProjectApart(NamedTuple):
    """A project or place where one identity does not hold; in 分."""

    level: Level
    key: str
    identity: str
    left_fen: int
    right_fen: int


def granted(f: ProjectFunds) -> tuple[int, int]:
    """Give both sides of what became of the grant."""
    return f.approved, f.committed + f.payment + f.paid + f.lapsed


def paid(f: ProjectFunds) -> tuple[int, int]:
    """Give both sides of what became of the money paid."""
    out = f.returned + f.advance + f.recoverable + f.written_off
    return f.paid, f.admitted - f.payable + out


IDENTITIES: Final = (("granted", granted), ("paid", paid))


def offences(books: Books, as_of: date | None = None) -> list[ProjectApart]:
    """List projects whose identities fail, then their communities and subdistricts."""
    funds = all_project_funds(books, as_of)
    places = [place for place in project_places(books) if place.no in funds]
    levels = (Level.PROJECT, Level.COMMUNITY, Level.SUBDISTRICT)
    return [
        offence
        for level in levels
        for key, nos in _groups(level, places).items()
        for offence in _apart(level, key, summed(funds[no] for no in nos))
    ] + _homeless(funds, places)


def _groups(level: Level, places: list[ProjectPlace]) -> dict[str, list[ProjectNo]]:
    groups: dict[str, list[ProjectNo]] = {}
    for place in places:
        groups.setdefault(_key(level, place), []).append(place.no)
    return groups


def _key(level: Level, place: ProjectPlace) -> str:
    if level is Level.PROJECT:
        return place.code
    if level is Level.COMMUNITY:
        return place.community_key
    return place.subdistrict_key


def _apart(level: Level, key: str, funds: ProjectFunds) -> Iterator[ProjectApart]:
    for name, sides in IDENTITIES:
        left, right = sides(funds)
        if left != right:
            yield ProjectApart(level, key, name, left, right)


def _homeless(
    funds: dict[ProjectNo, ProjectFunds], places: list[ProjectPlace]
) -> list[ProjectApart]:
    """Find money of projects that are not there."""
    known = {place.no for place in places}
    return [
        ProjectApart(Level.PROJECT, f"#{no}", "unknown", funds[no].paid, 0)
        for no in sorted(funds.keys() - known)
        if funds[no] != NOTHING
    ]
