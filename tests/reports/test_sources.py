"""Sources and uses of funds add up: to what each is worth, to where it stands, to R24.

What projects have of each source sums up to the measures of the projects.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from fundledger.checks.r24_sources import Standing, stands, worth
from fundledger.commands import re_sourcing
from fundledger.commands.sources import SourceShare
from fundledger.domain.chart import EQUITY, NET
from fundledger.domain.ids import ProjectNo, SourceKey
from fundledger.domain.posting_rules import RULES, PostingRule, Slot, places
from fundledger.domain.re_sourcing import ReSourced
from fundledger.domain.sources import GENERAL
from fundledger.queries import balances, register, sources
from fundledger.queries.lines import YEAR_END
from fundledger.queries.measures import all_project_funds
from fundledger.queries.register import JournalLine
from fundledger.queries.source_uses import (
    FLOWS,
    ProjectSourceUses,
    SourceUses,
    project_source_uses,
    source_uses,
)
from fundledger.reports.basis import basis_of
from fundledger.reports.report import Table, with_totals
from fundledger.reports.sources import of_projects, sources_and_uses
from fundledger.store.books import Fund, Ledger
from fundledger.store.reading import Books
from tests import full
from tests.commands.money import admitted, paid, receipt
from tests.commands.scene import ACCOUNTANT, AID, APPROVER, SUPERVISOR, Scene, yuan
from tests.databases import File
from tests.machine.beginnings import InFiles
from tests.machine.test_machine import play

MEASURED: Final = {
    "approved": "approved",
    "lapsed": "lapsed",
    "reserved": "reserved",
    "committed": "committed",
    "payment": "payment",
    "paid": "paid",
    "returned": "returned",
    "disbursed": "disbursed",
    "borne": "borne",
    "spent": "admitted",
    "lost": "written_off",
    "advance": "advance",
    "recoverable": "recoverable",
    "payable": "payable",
}
"""Figures by source, and the measures that they sum up to."""
OF_BOTH: Final = (
    *("spent", "lost", "reserved", "committed", "payment"),
    *("advance", "recoverable", "payable"),
)
"""Figures that a source has for projects alone."""
CARRIED: Final = YEAR_END | {PostingRule.RELEASE}
"""Rules that carry worth from account to account of one source."""


def everything_adds_up(books: Books, as_of: date | None = None) -> list[SourceUses]:
    """Hold every figure of every source to R24, and to the projects' own measures."""
    standings: dict[SourceKey, Standing] = defaultdict(lambda: defaultdict(int))
    for (account, _, source), fen in balances.places(books, as_of).items():
        if source is not None:
            standings[source][account] += fen
    uses = source_uses(books, as_of)
    known = [each.key for each in sources.sources(books)]
    moved = [key for key in known if key in standings]
    assert [each.source for each in uses] == (known if as_of is None else moved)
    for each in uses:
        came = each.brought + each.received + each.interest + each.moved_in
        went = each.given_back + each.spent + each.running + each.lost + each.moved_out
        waits = each.free + each.reserved + each.committed + each.payment
        is_owed = each.advance + each.recoverable - each.payable
        assert came - went == each.worth == worth(standings[each.source]), each
        stood = waits + is_owed - each.gap
        assert stood == each.worth == stands(standings[each.source]), each
    assert sum(each.moved_in - each.moved_out for each in uses) == 0
    _projects_add_up(books, as_of, uses)
    return uses


def _projects_add_up(books: Books, as_of: date | None, uses: list[SourceUses]) -> None:
    by_project: dict[ProjectNo, list[ProjectSourceUses]] = defaultdict(list)
    by_source: dict[SourceKey, list[ProjectSourceUses]] = defaultdict(list)
    for each in project_source_uses(books, as_of=as_of):
        by_project[each.project_no].append(each)
        by_source[each.source].append(each)
        gone = each.disbursed + each.returned + each.lapsed + each.borne
        planned = each.committed + each.payment
        assert each.approved + each.brought == planned + gone, each
    for no, funds in all_project_funds(books, as_of).items():
        of_it = by_project[no]
        for name, measure in MEASURED.items():
            total = sum(getattr(each, name) for each in of_it)
            assert total == getattr(funds, measure), (no, name)
        assert sum(each.moved_in - each.moved_out for each in of_it) == 0, no
    for use in uses:
        for name in OF_BOTH:
            total = sum(getattr(each, name) for each in by_source[use.source])
            assert total == getattr(use, name), (use.source, name)


LIFTED = {"general": 50_000, "zhulao": -50_000}
"""What the giver lifted the restriction of, in 分."""


@pytest.mark.parametrize(
    "as_of",
    [
        None,
        *(date(2024, month, 15) for month in (1, 2, 3, 5, 8)),
        *(date(2024, 12, 31), date(2025, 2, 14), date(2025, 7, 8)),
        *(date(2025, 12, 31), date(2026, 2, 27)),
    ],
    ids=str,
)
def test_every_source_of_the_demo_adds_up_on_any_day(
    demo_path: Path, as_of: date | None
) -> None:
    with closing(Ledger(str(demo_path))) as ledger, ledger.fund().reading() as books:
        uses = everything_adds_up(books, as_of)
        if as_of is None:
            keys = [each.source for each in uses]
            assert keys == ["general", "pingan", "yiri", "zhulao"]
            for each in uses:
                left = each.received - each.given_back + LIFTED.get(each.source, 0)
                assert left == sources.received(books, each.source), "as its receipts"


def test_every_source_of_a_full_life_adds_up(sqlite_file: File, tmp_path: Path) -> None:
    database = sqlite_file.database(tmp_path)
    with closing(database.ledger()) as ledger:
        one = full.create(ledger, database.clerk, other=True)
        for day in full.live(one):
            with one.scene.fund.reading() as books:
                everything_adds_up(books, day)
        with one.scene.fund.reading() as books:
            by_key = {each.source: each for each in everything_adds_up(books)}
    assert by_key[GENERAL].lost > 0
    assert by_key[GENERAL].running > 0


def _adds_up(fund: Fund) -> None:
    with fund.reading() as books:
        everything_adds_up(books)


def test_every_source_of_random_lives_adds_up(
    sqlite_file: File, tmp_path: Path
) -> None:
    play(InFiles(sqlite_file, tmp_path), 20240815, 4, 40, _adds_up)


def _take_over(
    scene: Scene, no: ProjectNo, amount: int, of: ReSourced, to_source: SourceKey
) -> None:
    """Let a source take over what `general` pays, in 元; both sign."""
    for login in (APPROVER, ACCOUNTANT):
        re_sourcing.re_source_project(
            scene.desk(login),
            no,
            yuan(amount),
            from_source=GENERAL,
            to_source=to_source,
            of=of,
            reason="上级补助到账",
        )


def test_what_another_source_took_over_is_told_on_both_sides(scene: Scene) -> None:
    aid = scene.source(AID, 5_000)
    no = scene.active(1200, 800, of=[SourceShare(GENERAL)])
    paid(scene, no, 1000)
    admitted(scene, no, receipt(600))
    _take_over(scene, no, 300, ReSourced.COMMITTED, aid)
    _take_over(scene, no, 200, ReSourced.ADVANCED, aid)
    _take_over(scene, no, 250, ReSourced.SPENT, aid)
    with scene.fund.reading() as books:
        by_key = {each.source: each for each in everything_adds_up(books)}
        of_it = {each.source: each for each in project_source_uses(books, no)}
    assert by_key[GENERAL].moved_in == by_key[aid].moved_out == 250_00
    assert (by_key[GENERAL].moved_out, by_key[aid].moved_in) == (0, 0)
    assert (by_key[GENERAL].spent, by_key[aid].spent) == (600_00, 0)
    assert of_it[aid].approved == 750_00
    assert of_it[GENERAL].approved == 1250_00
    assert (of_it[aid].advance, of_it[aid].committed) == (200_00, 300_00)
    assert (of_it[GENERAL].moved_in, of_it[aid].moved_out) == (250_00, 250_00)


def test_pages_have_both_lines_of_a_posting_from_one_source_to_another(
    scene: Scene,
) -> None:
    """Both are of one account, and stand on the same side where one is red."""
    other = scene.source(AID, 5_000, restricted=False)
    no = scene.active(1200, 800, of=[SourceShare(GENERAL)])
    paid(scene, no, 1000)
    admitted(scene, no, receipt(600))
    _take_over(scene, no, 200, ReSourced.ADVANCED, other)
    _take_over(scene, no, 250, ReSourced.SPENT, other)
    with scene.fund.reading() as books:
        of_it = register.journal(books, project_no=no)
        pages = [*_one_by_one(books, no)]
    assert pages == of_it
    moved = Counter((each.at.posting_no, each.at.account) for each in of_it)
    assert sorted(at for (_, at), count in moved.items() if count == 2) == [
        "advance",
        "programme_cost.materials.unrestricted",
    ]


def _one_by_one(books: Books, no: ProjectNo) -> Iterator[JournalLine]:
    """Go through a project's lines, one a page."""
    page = register.journal(books, project_no=no, limit=1)
    while page:
        yield from page
        page = register.journal(books, project_no=no, after=page[0].at, limit=1)


def test_a_lifted_restriction_is_told_on_both_sides(scene: Scene) -> None:
    aid = scene.source(AID, 5_000)
    for login in (APPROVER, SUPERVISOR):
        re_sourcing.reclassify_source(
            scene.desk(login),
            yuan(700),
            from_source=aid,
            to_source=GENERAL,
            reason="捐赠人来函解除限定",
        )
    with scene.fund.reading() as books:
        by_key = {each.source: each for each in everything_adds_up(books)}
    assert by_key[aid].moved_out == by_key[GENERAL].moved_in == 700_00
    assert by_key[aid].worth == 4_300_00


def test_every_rule_that_moves_what_a_source_is_worth_counts_in_one_figure() -> None:
    slots = {Slot.DONATIONS, Slot.GRANTS, Slot.INCOME, Slot.COST, Slot.OVERHEAD}
    released = {Slot.RESTRICTED_INCOME, Slot.UNRESTRICTED_INCOME}
    closing = {Slot.LOSS, Slot.RESULT, Slot.NET, *released}
    worth_moves = {*EQUITY, NET, *slots, *closing}
    moving = {
        rule
        for rule, legs in RULES.items()
        for leg in legs
        for side in (leg.debit, leg.credit)
        if not worth_moves.isdisjoint(places(side))
    }
    assert moving - CARRIED == FLOWS.keys() - {PostingRule.OPENING}


def test_both_tables_end_with_the_same_figure_and_so_do_their_sums(
    demo_path: Path,
) -> None:
    with closing(Ledger(str(demo_path))) as ledger:
        fund = ledger.fund()
        with fund.reading() as books:
            report = sources_and_uses(books, basis_of(fund, books.head))
            since = sources_and_uses(
                books, basis_of(fund, books.head), date(2024, 7, 1)
            )
    _adds_up_since(since.tables[0])
    ends = [
        [(is_sum, row[-1]) for is_sum, row in with_totals(table)]
        for table in report.tables
    ]
    assert ends[0] == ends[1]
    assert [is_sum for is_sum, _ in ends[0]] == [False] * 4 + [True]
    assert ends[0][-1][1] == sum(fen for _, fen in ends[0][:-1])


def _adds_up_since(table: Table) -> None:
    """Hold each source's worth at the end to that before and what moved it since."""
    less = {f"{name}_fen" for name in ("given_back", "spent", "running", "lost")}
    less.add("moved_out_fen")
    names = [each.name for each in table.columns if each.name.endswith("_fen")]
    for _, row in with_totals(table):
        *moved, worth = (row[table.place(name)] for name in names)
        signed = zip(names, moved, strict=False)
        assert sum(-fen if name in less else fen for name, fen in signed) == worth
        assert moved[0] > 0, "it began with something"


def test_a_project_of_two_sources_has_a_row_for_each(scene: Scene) -> None:
    aid = scene.source(AID, 1_500)
    no = scene.active(1200, 800, of=[SourceShare(aid), SourceShare(GENERAL)])
    with scene.fund.reading() as books:
        basis = basis_of(scene.fund, books.head)
        (table,) = of_projects(books, basis, no).tables
        rows = [*with_totals(table)]
        at = table.place("approved_fen")
        code, key = table.place("project"), table.place("source")
        own = [(row[code], row[key], row[at]) for is_sum, row in rows if not is_sum]
        assert [of_projects(books, basis).tables] == [[table]], "it is the only one"
    ((project, *_), _) = own
    assert own == [(project, aid, 1500_00), (project, GENERAL, 500_00)]
    assert rows[-1][1][at] == 2000_00
