"""One project, in tabs: overview, review, money, vouchers, log."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import BindingType
from textual.widget import Widget

from fundledger.errors import N_
from fundledger.i18n.nouns import Noun
from fundledger.reports import project as reports
from fundledger.reports.project_file import BACK, ProjectFile
from fundledger.reports.report import Basis, Report
from fundledger.tui.kit.columns import Column, inset
from fundledger.tui.kit.figures import yuan
from fundledger.tui.kit.painting import OneLine
from fundledger.tui.kit.text import Line, Span
from fundledger.tui.screens.projects import (
    money,
    pages,
    review,
    vouchers,
)
from fundledger.tui.screens.projects.pages import TABS, Tab
from fundledger.tui.shell.actions import ScreenKind, bindings
from fundledger.tui.shell.detail import tab_line
from fundledger.tui.shell.export import Exported
from fundledger.tui.shell.page_screen import ObjectScreen
from fundledger.tui.shell.picker import Pick, Picker
from fundledger.tui.shell.possible import Case
from fundledger.tui.shell.routes import page_of
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from fundledger.domain.ids import AccountKey, ProjectNo, ReceiptNo, VoucherNo
    from fundledger.queries.claims import Claim, ClaimReceipt
    from fundledger.queries.funds import AccountCode
    from fundledger.queries.journal import Voucher
    from fundledger.queries.register import JournalLine
    from fundledger.queries.source_uses import ProjectSourceUses
    from fundledger.store.reading import Books

Painter = Callable[[ProjectFile, Words, int], list[Line]]
Reporter = Callable[[ProjectFile, Basis], Report]

PAINTERS: Final[Mapping[Tab, Painter]] = MappingProxyType(
    {
        Tab.OVERVIEW: pages.overview,
        Tab.REVIEW: review.review,
        Tab.MONEY: money.money,
        Tab.VOUCHERS: vouchers.vouchers,
        Tab.LOG: pages.log,
    }
)


REPORTS: Final[Mapping[Tab, Reporter]] = MappingProxyType(
    {
        Tab.OVERVIEW: reports.overview,
        Tab.REVIEW: reports.review,
        Tab.MONEY: reports.money,
        Tab.VOUCHERS: reports.vouchers,
        Tab.LOG: reports.log,
    }
)


def _nos(
    claimed: "Iterable[tuple[Claim, Sequence[ClaimReceipt]]]",
) -> "list[ReceiptNo]":
    """Give the numbers of all receipts of some claims."""
    return [each.no for _, receipts in claimed for each in receipts]


def find(no: "ProjectNo", books: "Books") -> ProjectFile | None:
    """Find everything about one project, in one snapshot."""
    from fundledger.queries import (  # noqa: PLC0415 - SQL
        applications,
        budgets,
        cases,
        claims,
        disbursements,
        measures,
        notices,
        people,
        projects,
        recoveries,
        reviews,
        trial,
    )

    project = projects.project(books, no)
    if project is None:
        return None
    last_day, booked = trial.last_day(books), _with_lines(books, no)
    claimed = [(e, claims.receipts(books, e.no)) for e in claims.claims(books, no)]
    steps = cases.steps(books, no)
    return ProjectFile(
        project=project,
        versions=applications.versions(books, no),
        requested=applications.budget_lines(books, no, project.version),
        approved=budgets.approved_lines(books, no),
        approvals=applications.approvals(books, no),
        amendments=applications.amendments(books, no),
        notices=notices.notices(books, no),
        reviews=reviews.reviews(books, no),
        objections=reviews.objections(books, no),
        funds=measures.project_funds(books, no),
        disbursements=disbursements.disbursements(books, no),
        claims=claimed,
        recoveries=recoveries.recoveries(books, no),
        disallowed=recoveries.disallowed_in_all(books, _nos(claimed)),
        steps=steps,
        due_days=reviews.due_days(books, {e.seq for e in steps if e.action in BACK}),
        needed=reviews.needed(books, no),
        vouchers=booked,
        others=_named(books, [voucher for voucher, _ in booked]),
        accounts=trial.labels(books, last_day.year) if last_day else {},
        names={str(each.login): each.name for each in people.people(books)},
        head=str(books.head),
        charts=_charts(books, booked),
        by_source=_by_source(books, no),
    )


def _by_source(
    books: "Books", no: "ProjectNo"
) -> "list[tuple[str, ProjectSourceUses]]":
    """Tell what a project has of each source, by name, as they are used up."""
    from fundledger.queries import sources  # noqa: PLC0415 - SQL
    from fundledger.queries.source_uses import (  # noqa: PLC0415 - SQL
        project_source_uses,
    )

    order = sources.order(books, no)
    names = {each.key: each.name for each in sources.sources(books)}
    uses = {each.source: each for each in project_source_uses(books, no)}
    used = (key for key in dict.fromkeys([*order, *uses]) if key in uses)
    return [(names[key], uses[key]) for key in used]


def _charts(
    books: "Books", booked: "Sequence[tuple[Voucher, Sequence[JournalLine]]]"
) -> "dict[int, dict[AccountKey, AccountCode]]":
    """Give the codes and names of accounts by the years of vouchers."""
    from fundledger.queries import trial  # noqa: PLC0415 - SQL

    years = {voucher.on.year for voucher, _ in booked}
    return {year: trial.labels(books, year) for year in years}


def _with_lines(
    books: "Books", no: "ProjectNo"
) -> "list[tuple[Voucher, list[JournalLine]]]":
    """Find the vouchers that book something of a project, each with all its lines."""
    from fundledger.queries import journal, register  # noqa: PLC0415 - SQL

    booked = register.voucher_lines(books, project_no=no)
    by_no = {each.no: each for each in journal.vouchers(books, project_no=no)}
    by_voucher = groupby(booked, attrgetter("voucher_no"))
    return [(by_no[each], [*lines]) for each, lines in by_voucher]


def _named(books: "Books", booked: "Sequence[Voucher]") -> "dict[VoucherNo, Voucher]":
    """Find the vouchers that some annul, or are annulled by."""
    from fundledger.queries import journal  # noqa: PLC0415 - SQL

    named = {no for each in booked for no in (each.annuls_no, each.annulled_by)}
    vouchers_named = [journal.voucher(books, no) for no in named if no is not None]
    return {each.no: each for each in vouchers_named if each is not None}


def _links(view: ProjectFile) -> Iterator[tuple[Noun, int | str, str]]:
    """Give what a project leads to: its kind, key, and a few words."""
    for each in view.disbursements:
        yield Noun.DISBURSEMENT, each.no, f"{each.no}  {yuan(each.fen)}"
    for claim, _ in view.claims:
        yield Noun.CLAIM, claim.no, f"{claim.no}  {yuan(claim.claimed_fen)}"
    for recovery in view.recoveries:
        yield Noun.RECOVERY, recovery.no, f"{recovery.no}  {yuan(recovery.fen)}"
    for voucher, _ in view.vouchers:
        yield Noun.VOUCHER, voucher.no, f"{voucher.name} {voucher.summary}"
    yield Noun.COMMUNITY, view.project.community_key, view.project.community


class ProjectScreen(ObjectScreen[ProjectFile]):
    """A project's tabs."""

    KIND: ClassVar[ScreenKind] = ScreenKind.PROJECT
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ScreenKind.PROJECT)]

    def __init__(self, no: "ProjectNo") -> None:
        """Show one project."""
        super().__init__()
        self.no = no
        self.tab = Tab.OVERVIEW

    def body(self) -> Iterable[Widget]:
        """Give the row of tabs and the page."""
        yield OneLine(self._paint_tabs, id="tabs")
        yield from super().body()

    def heading(self) -> tuple[Line, Line]:
        """Name the project."""
        if self.view is None:
            return [Span(self.say(N_("Projects")))], ()
        project, projects = self.view.project, self.say(N_("Projects"))
        return [Span(f"{projects} › {project.code} {project.title}")], ()

    def help_text(self) -> str:
        """Say what the tabs hold."""
        return self.say(
            N_(
                "One project: its application and budget, what reviewers and the"
                " approver said, its money, the vouchers that booked it, and every step"
                " that anybody took. [ and ] change the tab."
            )
        )

    def load(self) -> None:
        """Ask for the project."""
        self.ask("project", partial(find, self.no), self.answered)
        self.ask_possible_here()

    def case(self) -> Case:
        """Give the project: deeds begin from it on every tab."""
        return Case("project", self.no)

    def action_open(self) -> None:
        """Offer the things that belong to the project."""
        if self.view is None:
            return
        words = Words(self.lang)
        links = [*_links(self.view)]
        picks = [
            Pick(str(at), (words.call(noun), text))
            for at, (noun, _, text) in enumerate(links)
        ]
        columns = [
            Column(words.heading("what"), 14),
            Column(words.heading("name")),
        ]
        picker = Picker(self, self.say(N_("Leads to")), picks, columns)
        _ = self.host.push_screen(
            picker,
            lambda at: self.host.open(page_of(*links[int(at)][:2])) if at else None,
        )

    def exported(self) -> Exported | None:
        """Give the table of the tab."""
        if self.view is None:
            return None
        report = REPORTS[self.tab](self.view, self.basis(self.view.head))
        named = report._replace(name=f"{report.name}-{self.tab}")
        return Exported(named, self.lang)

    def action_tab(self, by: int) -> None:
        """Go some tabs to the right."""
        tabs = list(TABS)
        self._to_tab(Tab(tabs[(tabs.index(self.tab) + by) % len(tabs)]))

    def action_to_tab(self, tab: str) -> None:
        """Go to the tab that was clicked."""
        self._to_tab(Tab(tab))

    def _to_tab(self, tab: Tab) -> None:
        self.tab = tab
        self.page.action_first()
        self.speak()

    @property
    def words(self) -> Words:
        """Words, with the fund's people."""
        if self.view is None:
            return Words(self.lang)
        return Words(self.lang, self.view.names, self.view.accounts)

    def _paint_tabs(self, width: int) -> list[Line]:
        return [tab_line(TABS, self.tab, Words(self.lang), width)]

    def painted(self, width: int) -> list[Line]:
        """Paint the tab."""
        if self.view is None:
            return self.still_reading(width)
        return inset(PAINTERS[self.tab](self.view, self.words, width - 2))
