"""Control totals at a cut-off: by subdistrict, community and project, and in all.

The bulletin counts communities and projects that passed district review, and says what
was spent without saying how that was measured. So three measures stand side by side:
approved (established, with supplements and cuts), spent (admitted cost, by the date of
the voucher), and paid, gross and net of what bounced.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import select

from fundledger.domain.actions import Action
from fundledger.domain.ids import CommunityKey, ProjectNo, Seq, SubdistrictKey
from fundledger.queries.measures import (
    NOTHING,
    ProjectFunds,
    all_project_funds,
    summed,
)
from fundledger.store import tables as t
from fundledger.store.reading import Books, check_books


class Level(StrEnum):
    """What a row of control totals sums."""

    FUND = "fund"
    SUBDISTRICT = "subdistrict"
    COMMUNITY = "community"
    PROJECT = "project"


class ControlRow(NamedTuple):
    """Counts and amounts of one place or project; amounts in 分.

    `key` is the subdistrict's, the community's, or the project's code, empty for the
    fund. `projects` passed district review; `communities` have such a project.
    """

    level: Level
    key: str
    name: str
    communities: int
    projects: int
    approved_fen: int
    spent_fen: int
    gross_paid_fen: int
    paid_fen: int


class ControlTotals(NamedTuple):
    """The totals of the fund, and the rows behind them, each level in order of key."""

    fund: ControlRow
    subdistricts: list[ControlRow]
    communities: list[ControlRow]
    projects: list[ControlRow]


class ProjectPlace(NamedTuple):
    """A project and where it is at home."""

    no: ProjectNo
    code: str
    title: str
    community_key: CommunityKey
    community_name: str
    subdistrict_key: SubdistrictKey
    subdistrict_name: str


class _Counted(NamedTuple):
    """A project with its measures, and whether it passed district review."""

    place: ProjectPlace
    passed: bool
    funds: ProjectFunds


def passed_review(
    books: Books, as_of: date | None = None, known_at: Seq | None = None
) -> set[ProjectNo]:
    """Find the projects that ever passed district review: approved by the approver.

    What became of them later does not matter. `known_at` leaves out what the books
    learnt after that record.
    """
    c = t.step.c
    statement = select(c.project_no).where(
        books.own(t.step), c.action == Action.PROJECT_APPROVE
    )
    if as_of is not None:
        statement = statement.where(c.on_date <= as_of)
    if known_at is not None:
        statement = statement.where(c.seq <= known_at)
    return set(books.values(statement.distinct()))


def learnt_since(
    books: Books, project_no: ProjectNo, since: Seq, as_of: date | None = None
) -> list[Seq]:
    """List the records after one that booked something of a project, up to a day.

    That it was approved counts as well.
    """
    p, v, c = t.posting.c, t.voucher.c, t.step.c
    own = (v.fund_id == p.fund_id) & (v.no == p.voucher_no)
    booked = (
        select(p.seq)
        .join_from(t.posting, t.voucher, own)
        .where(books.own(t.posting), p.project_no == project_no)
        .where(p.seq > since)
    )
    approved = select(c.seq).where(
        books.own(t.step),
        c.project_no == project_no,
        c.action == Action.PROJECT_APPROVE,
        c.seq > since,
    )
    if as_of is not None:
        booked = booked.where(v.on_date <= as_of)
        approved = approved.where(c.on_date <= as_of)
    seqs = {*books.values(booked.distinct()), *books.values(approved)}
    return sorted(map(Seq, seqs))


def project_places(books: Books) -> list[ProjectPlace]:
    """List all projects by subdistrict, community and code."""
    p, c, s = t.project.c, t.community.c, t.subdistrict.c
    home = (s.fund_id == c.fund_id) & (s.key == c.subdistrict_key)
    own = (c.fund_id == p.fund_id) & (c.key == p.community_key)
    statement = (
        select(p.no, p.code, p.title, c.key, c.name, s.key, s.name)
        .select_from(t.project)
        .join(t.community, own)
        .join(t.subdistrict, home)
        .where(books.own(t.project))
        .order_by(s.key, c.key, p.code)
    )
    return [ProjectPlace(*row) for row in books.rows(statement)]


def control_totals(books: Books, as_of: date | None = None) -> ControlTotals:
    """Sum up what was approved, spent and paid, now or at the end of a day.

    Projects that neither passed nor moved money are left out of the rows. Raises
    WrongTypeError.
    """
    check_books(books, as_of=as_of)
    passed = passed_review(books, as_of)
    funds = all_project_funds(books, as_of)
    counted = [
        _Counted(place, place.no in passed, funds.get(place.no, NOTHING))
        for place in project_places(books)
        if place.no in passed or place.no in funds
    ]
    return ControlTotals(
        fund=_row(Level.FUND, ("", ""), counted),
        subdistricts=_rows(Level.SUBDISTRICT, counted),
        communities=_rows(Level.COMMUNITY, counted),
        projects=_rows(Level.PROJECT, counted),
    )


def _name(level: Level, place: ProjectPlace) -> tuple[str, str]:
    if level is Level.SUBDISTRICT:
        return place.subdistrict_key, place.subdistrict_name
    if level is Level.COMMUNITY:
        return place.community_key, place.community_name
    return place.code, place.title


def _rows(level: Level, counted: Iterable[_Counted]) -> list[ControlRow]:
    groups: dict[tuple[str, str], list[_Counted]] = defaultdict(list)
    for each in counted:
        groups[_name(level, each.place)].append(each)
    return [_row(level, name, groups[name]) for name in groups]


def _row(level: Level, name: tuple[str, str], counted: list[_Counted]) -> ControlRow:
    whole = summed(each.funds for each in counted)
    passed = [each.place for each in counted if each.passed]
    return ControlRow(
        level,
        *name,
        communities=len({place.community_key for place in passed}),
        projects=len(passed),
        approved_fen=whole.approved,
        spent_fen=whole.admitted,
        gross_paid_fen=whole.gross_paid,
        paid_fen=whole.paid,
    )
