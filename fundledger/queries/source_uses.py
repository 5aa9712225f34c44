"""What each source of funds received, what became of it, and where it stands 收支表.

What moves a source's worth, its net assets with what is unclosed, moves by the rules
named here; a red copy counts under the rule of what it annuls. So the figures of a
source add up to its worth, and so do the places where it stands: `checks.r24_sources`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, case

from fundledger.domain.chart import (
    ADVANCE,
    B_COMMITTED,
    B_DISBURSED,
    B_FREE,
    B_PAYMENT,
    B_RESERVED,
    B_UNCOVERED,
    PAYABLE,
    PRIOR_YEAR,
    PROGRAMME_COST,
    RECOVERABLE,
)
from fundledger.domain.ids import AccountKey, ProjectNo, SourceKey
from fundledger.domain.journal import PostingRule
from fundledger.queries import lines, sources
from fundledger.queries.lines import line, total
from fundledger.store import tables as t
from fundledger.store.reading import Books

_R = PostingRule


class SourceUses(NamedTuple):
    """One source of funds: what it received, what became of it, where it is; in 分.

    `worth` is `brought` to `moved_in`, less `moved_out`, what was spent, lost and given
    back; and it is `free` to `recoverable`, less `payable` and `gap`. `moved_in` is
    worth that came from other sources, by taking a cost over or by reclassification.
    """

    source: SourceKey
    name: str
    restricted: bool
    brought: int
    received: int
    interest: int
    given_back: int
    spent: int
    running: int
    lost: int
    moved_in: int
    moved_out: int
    worth: int
    free: int
    reserved: int
    committed: int
    payment: int
    advance: int
    recoverable: int
    payable: int
    gap: int


class ProjectSourceUses(NamedTuple):
    """What a project has of one source of funds, in 分.

    `approved` is what the source pays for, with what it took over from another. With
    what was `brought` in from before the books it is `committed`, `payment` and
    `disbursed`, with what was `returned`, lapsed, and written off for another to bear.
    """

    project_no: ProjectNo
    source: SourceKey
    approved: int
    brought: int
    lapsed: int
    reserved: int
    committed: int
    payment: int
    paid: int
    returned: int
    borne: int
    disbursed: int
    spent: int
    lost: int
    moved_in: int
    moved_out: int
    advance: int
    recoverable: int
    payable: int


def _named(**rules_of: tuple[PostingRule, ...]) -> Mapping[PostingRule, str]:
    return MappingProxyType(
        {rule: name for name, rules in rules_of.items() for rule in rules}
    )


_TAKEN_OVER: Final = (_R.RE_SOURCED_COST, _R.RE_SOURCED_CLOSED_YEAR)

FLOWS: Final = _named(
    brought=(_R.OPENING,),
    received=(_R.DONATION_RECEIVED, _R.GRANT_RECEIVED, _R.UNIDENTIFIED_IDENTIFIED),
    interest=(_R.INTEREST, _R.INTEREST_AGAINST_COST, _R.PROJECT_INTEREST),
    given_back=(_R.RETURN_DECIDED, _R.RETURN_MISTAKEN),
    spent=(
        _R.CLAIM_ADMITTED,
        _R.REIMBURSEMENT_ADMITTED,
        _R.REIMBURSEMENT_DECLINED,
        _R.DISALLOWED_UNPAID,
        _R.DISALLOWED_UNPAID_CLOSED_YEAR,
        _R.DISALLOWED_SAME_YEAR,
        _R.DISALLOWED_CLOSED_YEAR,
        _R.CORRECTION_CLOSED_YEAR,
        _R.CORRECTION_CLOSED_YEAR_CHARGED,
    ),
    running=(
        _R.BANK_FEE,
        _R.ADMIN_COST,
        _R.ADMIN_COST_BOUNCED,
        _R.ADMIN_COST_BOUNCED_CLOSED_YEAR,
    ),
    lost=(_R.WRITTEN_OFF, _R.WRITTEN_OFF_BORNE),
    moved=(*_TAKEN_OVER, _R.RECLASSIFIED_NET, _R.RECLASSIFIED_INCOME),
)
"""Which figure a movement of worth counts in. Other rules move none of it."""

USED: Final = frozenset({"given_back", "spent", "running", "lost"})
"""The figures that are worth less: what they count is told above zero."""

STANDS: Final[Mapping[AccountKey, str]] = MappingProxyType(
    {
        B_FREE: "free",
        B_RESERVED: "reserved",
        B_COMMITTED: "committed",
        B_PAYMENT: "payment",
        ADVANCE: "advance",
        RECOVERABLE: "recoverable",
        PAYABLE: "payable",
        B_UNCOVERED: "gap",
    }
)
"""Which figure an account is, as it stands."""

_PAID: Final = (
    *(_R.ADVANCE_PAID, _R.ADVANCE_BOUNCED),
    *(_R.REIMBURSEMENT_PAID, _R.REIMBURSEMENT_BOUNCED),
)
_OF_COMMITTED: Final = _named(
    approved=(_R.ESTABLISHED, _R.SUPPLEMENT, _R.CUT, _R.RE_SOURCED_COMMITTED),
    brought=(_R.OPENING,),
    lapsed=(_R.LAPSED,),
)
_OF_DISBURSED: Final = _named(
    approved=(_R.RE_SOURCED_ADVANCED, *_TAKEN_OVER),
    brought=(_R.OPENING,),
    paid=_PAID,
    returned=(_R.REFUND, _R.RECOVERED),
    borne=(_R.WRITTEN_OFF_BORNE,),
)
STAGES: Final[Mapping[AccountKey, Mapping[PostingRule, str]]] = MappingProxyType(
    {
        B_COMMITTED: _OF_COMMITTED,
        B_PAYMENT: _named(brought=(_R.OPENING,)),
        B_DISBURSED: _OF_DISBURSED,
    }
)
"""Which figure of a project a movement of its budget counts in, by account and rule."""

LEFT: Final = frozenset({"lapsed", "returned", "borne"})
"""What leaves a project's budget: told above zero."""

_BY_PROJECT: Final = frozenset({PROGRAMME_COST, PRIOR_YEAR})
"""Accounts of what projects spent, where a project is named."""

worth_fen: Final = line.c.credit_fen - line.c.debit_fen
"""What a line adds to a source's worth, in 分: net assets stand at credit."""


def source_uses(books: Books, as_of: date | None = None) -> list[SourceUses]:
    """Tell what became of each source, by key, now or at the end of a day.

    At the end of a day, sources that had not moved by then are left out.
    """
    figures: dict[SourceKey, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for each in _worth_moved(books, as_of):
        figures[each.source][each.figure] += each.fen
        figures[each.source]["worth"] += each.worth_fen
    for account, _, source, fen in _standing(books, as_of):
        figures[source][STANDS[account]] += fen
    names = SourceUses._fields[3:]
    return [
        SourceUses(
            *(each.key, each.name, each.restricted),
            *(figures[each.key][name] for name in names),
        )
        for each in sources.sources(books)
        if as_of is None or each.key in figures
    ]


def project_source_uses(
    books: Books,
    project_no: ProjectNo | None = None,
    as_of: date | None = None,
    *,
    source: SourceKey | None = None,
) -> list[ProjectSourceUses]:
    """Tell what each project has of each source, by number and key.

    Of one project, or of one source, where it is named.
    """
    figures: dict[tuple[ProjectNo, SourceKey], dict[str, int]]
    figures = defaultdict(lambda: defaultdict(int))
    which = line.c.project_no
    only = which.is_not(None) if project_no is None else which == project_no
    if source is not None:
        only &= line.c.source == source
    for each in _worth_moved(books, as_of, only):
        if each.project_no is not None and each.figure in {"spent", "lost"}:
            figures[each.project_no, each.source][each.figure] += each.fen
    for no, key, figure, fen in _budget_moved(books, as_of, only):
        figures[no, key][figure] += fen
    for account, whose, key, fen in _standing(books, as_of, only):
        if whose is not None:
            figures[whose, key][STANDS[account]] += fen
    for place, fen in spent_before(books, project_no, as_of, source=source).items():
        figures[place]["spent"] += fen
    names = ProjectSourceUses._fields[2:]
    return [
        ProjectSourceUses(no, key, *(figures[no, key][name] for name in names))
        for no, key in sorted(figures)
    ]


def spent_before(
    books: Books,
    project_no: ProjectNo | None = None,
    as_of: date | None = None,
    *,
    source: SourceKey | None = None,
) -> dict[tuple[ProjectNo, SourceKey], int]:
    """Tell what projects spent in years that were closed before these books, in 分.

    It is what an opening brought in as disbursed, and that neither is out any more nor
    is cost of its own year. Of one project, or of one source, where it is named.
    """
    which = line.c.project_no
    only = which.is_not(None) if project_no is None else which == project_no
    by = (line.c.project_no, line.c.source, lines.control_or_key)
    statement = lines.lines(books, *by, total(lines.own_fen), as_of=as_of)
    statement = statement.where(
        lines.rule == _R.OPENING,
        lines.under([*_SIGNS]),
        line.c.source.is_not(None) if source is None else line.c.source == source,
        only,
    )
    before: Counter[tuple[ProjectNo, SourceKey]] = Counter()
    for no, key, account, fen in books.rows(statement.group_by(*by)):
        before[no, key] += _SIGNS[account] * fen
    return dict(before)


_SIGNS: Final[Mapping[AccountKey, int]] = MappingProxyType(
    {
        **dict.fromkeys((B_DISBURSED, PAYABLE, PRIOR_YEAR), 1),
        **dict.fromkeys((ADVANCE, RECOVERABLE, PROGRAMME_COST), -1),
    }
)
"""How what an opening brought in tells what was spent in closed years."""


class _WorthMoved(NamedTuple):
    """How the worth of a source moved, and the figure it counts in; in 分."""

    source: SourceKey
    project_no: ProjectNo | None
    figure: str
    fen: int
    worth_fen: int


def _worth_moved(
    books: Books, as_of: date | None, *only: ColumnElement[bool]
) -> Iterator[_WorthMoved]:
    """Read what moved the worth of sources; closing and release move none of it."""
    # A red copy gives back what was moved to another source: it counts where that did.
    annuls = t.voucher.c.annuls_no.is_not(None)
    gains = case((annuls, -worth_fen), else_=worth_fen) > 0
    by = (line.c.source, line.c.project_no, lines.control_or_key, lines.rule, gains)
    statement = lines.lines(books, *by, total(worth_fen), as_of=as_of)
    statement = statement.where(
        t.account.c.restricted.is_not(None),
        line.c.source.is_not(None),
        lines.rule.in_(sorted(FLOWS)),
        *only,
    )
    for source, no, account, rule, more, fen in books.rows(statement.group_by(*by)):
        figure = FLOWS[PostingRule(rule)]
        if figure == "moved":
            figure = "moved_in" if more else "moved_out"
        elif figure == "brought" and no is not None and account in _BY_PROJECT:
            figure = "spent"
        used = figure in USED or figure == "moved_out"
        yield _WorthMoved(source, no, figure, -fen if used else fen, fen)


def _budget_moved(
    books: Books, as_of: date | None, only: ColumnElement[bool]
) -> Iterator[tuple[ProjectNo, SourceKey, str, int]]:
    """Read what moved the budget of projects, by the figure it counts in; in 分."""
    moved = lines.own_fen
    annuls = t.voucher.c.annuls_no.is_not(None)
    bears = case((annuls, -moved), else_=moved) > 0
    by = (line.c.project_no, line.c.source, line.c.account_key, lines.rule, bears)
    statement = lines.lines(books, *by, total(moved), as_of=as_of)
    statement = statement.where(only, line.c.account_key.in_(sorted(STAGES)))
    for no, source, account, rule, takes, fen in books.rows(statement.group_by(*by)):
        figure = STAGES[account].get(PostingRule(rule))
        if figure is not None:
            yield no, source, figure, -fen if figure in LEFT else fen
        if account == B_DISBURSED:
            yield no, source, "disbursed", fen
        if account == B_DISBURSED and rule in _TAKEN_OVER:
            figure = "moved_out" if takes else "moved_in"
            yield no, source, figure, fen if takes else -fen


def _standing(
    books: Books, as_of: date | None, *only: ColumnElement[bool]
) -> Iterator[tuple[AccountKey, ProjectNo | None, SourceKey, int]]:
    """Read where sources stand, by account and project; in 分 on the own side."""
    by = (line.c.account_key, line.c.project_no, line.c.source)
    statement = lines.lines(books, *by, total(lines.own_fen), as_of=as_of)
    statement = statement.where(
        line.c.account_key.in_(sorted(STANDS)), line.c.source.is_not(None), *only
    )
    yield from books.rows(statement.group_by(*by))
