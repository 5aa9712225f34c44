"""Sources and uses of funds 资金来源收支表: what each source received, and where it is.

Two tables of one row a source end with the same figure, its net assets with what is
unclosed: what came in less what went out, and the places where that stands.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from fundledger.domain.ids import ProjectNo, SourceKey
from fundledger.errors import N_
from fundledger.queries import projects, sources
from fundledger.queries.nouns import listed
from fundledger.queries.source_uses import (
    ProjectSourceUses,
    SourceUses,
    project_source_uses,
    source_uses,
)
from fundledger.reports import nouns
from fundledger.reports.columns import columns, facts, for_programs, in_files
from fundledger.reports.report import Basis, Column, Fact, Report, Table, Totals
from fundledger.store.reading import Books

_SOURCE: Final = columns("source", "source_name")
_FLOWS: Final = (
    *("brought", "received", "interest", "given_back", "spent", "running", "lost"),
    *("moved_in", "moved_out", "worth"),
)
_STANDS: Final = (
    *("free", "reserved", "committed", "payment", "advance", "recoverable"),
    *("payable", "gap", "worth"),
)
_BUDGET: Final = (
    *("approved", "reserved", "committed", "payment", "paid", "returned", "disbursed"),
    *("lapsed",),
)
_RARE: Final = ("brought", "borne")
_USED: Final = (
    *("spent", "lost", "moved_in", "moved_out", "advance", "recoverable", "payable"),
)


def _amounts(names: Iterable[str]) -> tuple[Column, ...]:
    return columns(*(f"{name}_fen" for name in names))


FLOWS: Final = (*_SOURCE, *columns("restricted"), *_amounts(_FLOWS))
SINCE: Final = (*_SOURCE, *columns("restricted"), *_amounts(("opening", *_FLOWS)))
STANDS: Final = (*_SOURCE, *_amounts(_STANDS))
PROJECTS: Final = (
    *for_programs("project_no"),
    *columns("project"),
    *_SOURCE,
    *_amounts(_BUDGET),
    *in_files(*(f"{name}_fen" for name in _RARE)),
    *_amounts(_USED),
)
_OF_ONE: Final = (
    *("approved", "committed", "disbursed", "spent", "payment", "advance"),
    *("recoverable", "payable"),
)
ONE: Final = (
    *for_programs("project_no"),
    *columns("project"),
    *_amounts(_OF_ONE),
)
TITLE: Final = N_("Sources and uses of funds")
BECAME: Final = N_("What became of them")
STAND: Final = N_("Where they stand")
BY_SOURCE: Final = N_("Projects by source of funds")


def sources_and_uses(books: Books, basis: Basis, since: date | None = None) -> Report:
    """Give what became of each source, and where it stands; both with their sums.

    From a day on, each begins with its worth at the end of the day before.
    """
    uses = source_uses(books, basis.as_of)
    stands = [(each.source, each.name, *_fen(each, _STANDS)) for each in uses]
    tables = [
        _flows(uses) if since is None else _flows_since(books, uses, since),
        Table("standing", STAND, STANDS, stands, _totals(_STANDS)),
    ]
    return Report("sources", TITLE, basis, tables, about=facts([("from_on", since)]))


def _flows(uses: Sequence[SourceUses]) -> Table:
    rows = [
        (each.source, each.name, each.restricted, *_fen(each, _FLOWS)) for each in uses
    ]
    return Table("sources", BECAME, FLOWS, rows, _totals(_FLOWS))


def _flows_since(books: Books, uses: Sequence[SourceUses], since: date) -> Table:
    """Give what moved each source from a day on; its worth then, and at the end."""
    earlier = since - timedelta(days=1)
    before = {each.source: each for each in source_uses(books, earlier)}
    *moved, worth = _FLOWS
    rows = [
        (
            *(each.source, each.name, each.restricted),
            before[each.source].worth if each.source in before else 0,
            *_moved(each, before.get(each.source), moved),
            getattr(each, worth),
        )
        for each in uses
    ]
    return Table("sources", BECAME, SINCE, rows, _totals(("opening", *_FLOWS)))


def _moved(
    now: SourceUses, then: SourceUses | None, names: Iterable[str]
) -> Iterator[int]:
    """Give what was added to each figure between two days, in 分."""
    for name in names:
        yield getattr(now, name) - (0 if then is None else getattr(then, name))


def of_projects(
    books: Books, basis: Basis, project_no: ProjectNo | None = None
) -> Report:
    """Give what each project has of each source, or one project, with the sums."""
    uses = project_source_uses(books, project_no, basis.as_of)
    names = {each.key: each.name for each in sources.sources(books)}
    codes = _codes(books, {each.project_no for each in uses})
    about = facts([("project_no", project_no)])
    return _report_of_projects(uses, basis, names, codes, about)


def one_source(books: Books, basis: Basis, key: object) -> Report | None:
    """Give one source whole: its terms, its sources and uses, and its projects."""
    own = nouns.whole(books, basis, listed("source"), key)
    if own is None:
        return None
    source = SourceKey(str(key))
    terms, *parts = own.tables
    uses = [e for e in source_uses(books, basis.as_of) if e.source == source]
    shared = project_source_uses(books, None, basis.as_of, source=source)
    codes = _codes(books, {each.project_no for each in shared})
    rows = [
        (each.project_no, codes[each.project_no], *_fen(each, _OF_ONE))
        for each in shared
    ]
    tables = [
        terms,
        Table("flows", BECAME, _amounts(_FLOWS), [(*_fen(e, _FLOWS),) for e in uses]),
        Table(
            "standing", STAND, _amounts(_STANDS), [(*_fen(e, _STANDS),) for e in uses]
        ),
        Table("projects", N_("Its projects"), ONE, rows, _totals(_OF_ONE)),
    ]
    return own._replace(tables=[*tables, *parts])


def _report_of_projects(
    uses: Iterable[ProjectSourceUses],
    basis: Basis,
    names: Mapping[SourceKey, str],
    codes: Mapping[ProjectNo, str],
    about: Sequence[Fact],
) -> Report:
    shown = (*_BUDGET, *_RARE, *_USED)
    rows = [
        (
            each.project_no,
            codes[each.project_no],
            each.source,
            names[each.source],
            *_fen(each, shown),
        )
        for each in uses
    ]
    table = Table("projects", BY_SOURCE, PROJECTS, rows, _totals(shown))
    return Report("sources", TITLE, basis, [table], about=about)


def _codes(books: Books, nos: set[ProjectNo]) -> dict[ProjectNo, str]:
    """Name projects by their codes; one without a code by its number."""
    return {
        each.no: each.code or str(each.no)
        for each in projects.walk(books)
        if each.no in nos
    }


def _fen(row: SourceUses | ProjectSourceUses, names: Iterable[str]) -> Iterable[Any]:
    return (getattr(row, name) for name in names)


def _totals(names: Iterable[str]) -> Totals:
    return Totals([f"{name}_fen" for name in names])
