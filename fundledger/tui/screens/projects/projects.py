"""Screen 2: all projects, filtered as one types, sorted, opened."""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from textual.binding import BindingType

from fundledger.domain.ids import ProjectNo
from fundledger.domain.projects import ProjectState
from fundledger.errors import N_
from fundledger.i18n import Language, label, translate
from fundledger.reports.columns import COLUMNS
from fundledger.tui.kit.columns import (
    Column,
    fen_column,
    inset,
    paragraph,
    with_order,
)
from fundledger.tui.kit.figures import amount_if_any
from fundledger.tui.kit.near import near
from fundledger.tui.kit.table import Table, TableRow
from fundledger.tui.kit.text import Line, Span, Tone, folded
from fundledger.tui.screens.projects.beside import SHORT_TABS, look
from fundledger.tui.screens.projects.states import ORDER, TONES
from fundledger.tui.shell.actions import ScreenKind, bindings
from fundledger.tui.shell.completing import VALUES, FilterField
from fundledger.tui.shell.detail import Detail, DetailedListScreen
from fundledger.tui.shell.export import Exported
from fundledger.tui.shell.filtering import Row, Term, finished, fits, terms
from fundledger.tui.shell.list_screen import PAGE, RowsPage
from fundledger.tui.shell.possible import Case
from fundledger.tui.shell.routes import Open
from fundledger.tui.shell.screen import READING
from fundledger.tui.shell.words import Words
from fundledger.tui.shell.workers import Run

if TYPE_CHECKING:
    from fundledger.queries.measures import ProjectFunds
    from fundledger.queries.projects import Project
    from fundledger.store.reading import Books


class Listed(NamedTuple):
    """A project of the list, with its amounts in 分."""

    project: "Project"
    funds: "ProjectFunds"

    @property
    def decided(self) -> int:
        """What the approver granted, established by now or still on notice."""
        return self.funds.approved + self.funds.reserved

    @property
    def spent(self) -> int:
        """What was admitted as cost."""
        return self.funds.admitted


class Sort(Enum):
    """What the list can be sorted by, and what it is called."""

    NUMBER = N_("by number")
    STATE = N_("by state")
    PLACE = N_("by community")
    APPROVED = N_("by amount approved")
    SPENT = N_("by amount spent")


class Order(NamedTuple):
    """What the list is sorted by, and whether the other way round."""

    sort: Sort
    turned: bool = False


LARGEST_FIRST: Final = frozenset({Sort.APPROVED, Sort.SPENT})
_KEYS: Final[Mapping[Sort, Callable[[Listed], tuple[str | int, ...]]]] = (
    MappingProxyType(
        {
            Sort.NUMBER: lambda each: (each.project.no,),
            Sort.STATE: lambda each: (ORDER[each.project.state],),
            Sort.PLACE: lambda each: (
                each.project.subdistrict_key,
                each.project.community_key,
            ),
            Sort.APPROVED: lambda each: (-each.decided,),
            Sort.SPENT: lambda each: (-each.spent,),
        }
    )
)


FIELDS: Final = (
    "code",
    "title",
    "community",
    "subdistrict",
    "round",
    "category",
    "state",
    "decided_fen",
    "spent_fen",
)
"""What a filter's conditions are put on."""


def names() -> dict[str, str]:
    """Give the fields by what they are called in any language."""
    called = {
        folded(translate(COLUMNS[name].heading, lang)): name
        for lang in Language
        for name in FIELDS
    }
    return called | {name: name for name in FIELDS}


def filtered(row: Listed) -> Row:
    """Give what a project is filtered by."""
    project = row.project
    states = " ".join(label(project.state, lang) for lang in Language)
    texts = {
        "code": project.code,
        "title": project.title,
        "community": project.community,
        "subdistrict": project.subdistrict,
        "round": project.round_key,
        "category": project.category,
        "state": f"{project.state} {states}",
    }
    return Row(texts, {"decided_fen": row.decided, "spent_fen": row.spent})


def find(
    text: str, order: Order, after: "Project | None", books: "Books"
) -> RowsPage[Listed]:
    """Find a page of projects; all, where their order has no pages: amounts, turned.

    Conditions on fields are asked of all of them, too. Raises UnknownFieldError,
    NotAmountError.
    """
    from fundledger.queries import project_pages, projects  # noqa: PLC0415 - SQL

    if order.sort in LARGEST_FIRST or order.turned or conditions(text):
        rows = listed(text, order, books)
        return RowsPage(rows, more=False, alike=() if rows else alike(text, books))
    page = project_pages.page(
        books,
        projects.ProjectFilter(text=spelled(text, books)),
        order=project_pages.Order[order.sort.name],
        after=after,
        limit=PAGE + 1,
    )
    rows = [Listed(*each) for each in project_pages.measured(books, page)]
    none = not rows and after is None
    return RowsPage(rows[:PAGE], len(rows) > PAGE, alike(text, books) if none else ())


def spelled(text: str, books: "Books") -> str:
    """Give the text as somebody's project has it: as typed, or else half-width."""
    from fundledger.queries import projects  # noqa: PLC0415 - SQL

    typed = text.strip()
    half = folded(typed)
    for spelling in dict.fromkeys((typed, half)):
        if projects.projects(books, projects.ProjectFilter(text=spelling), limit=1):
            return spelling
    return typed


def alike(text: str, books: "Books") -> list[str]:
    """Give names of projects and places that are like what fits nothing."""
    from fundledger.queries import control  # noqa: PLC0415 - SQL

    names: dict[str, None] = {}
    for place in control.project_places(books):
        known = (place.subdistrict_name, place.community_name, place.code, place.title)
        names.update(dict.fromkeys(known))
    return near(text, names)


def listed(text: str, order: Order, books: "Books") -> list[Listed]:
    """Find all projects that fit, in order."""
    from fundledger.queries import measures, projects  # noqa: PLC0415 - SQL

    narrowed = conditions(text)
    text = "" if narrowed else text
    wanted = projects.ProjectFilter(text=spelled(text, books))
    funds = measures.all_project_funds(books)
    rows = [
        Listed(each, funds.get(each.no, measures.NOTHING))
        for each in projects.projects(books, wanted)
    ]
    fitting = [each for each in rows if fits(filtered(each), narrowed)]
    return sorted(fitting, key=_KEYS[order.sort], reverse=order.turned)


def values_in(field: str, books: "Books") -> list[str]:
    """List what a field of the projects holds."""
    from fundledger.queries import nouns  # noqa: PLC0415 - SQL

    column = {"code": "project", "title": "project_title"}.get(field, field)
    return nouns.values(books, nouns.listed("project"), column, VALUES)


def conditions(text: str) -> list[Term]:
    """Read a filter that has conditions; one of words alone has none."""
    wanted = terms(text, names())
    return wanted if any(each.field for each in wanted) else []


class ProjectsScreen(DetailedListScreen[Listed]):
    """The list of projects."""

    KIND: ClassVar[ScreenKind] = ScreenKind.PROJECTS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ScreenKind.PROJECTS)]
    TABS = SHORT_TABS

    def __init__(self) -> None:
        """Begin by number."""
        super().__init__()
        self.order = Order(Sort.NUMBER)

    def heading(self) -> tuple[Line, Line]:
        """Name the list, the order and the count."""
        left = [Span(self.say(N_("Projects")))]
        if self.typed:
            left.append(Span(f" / {self.typed}", Tone.WARN))
        return left, [Span(f"{self._order()} · {self.count()}", Tone.DIM)]

    def _order(self) -> str:
        """Say by what the list is sorted."""
        called = self.say(self.order.sort.value)
        return (
            self.say(N_("{order}, turned"), order=called)
            if self.order.turned
            else called
        )

    def help_text(self) -> str:
        """Say what is listed, and how to find something."""
        return self.say(
            N_(
                "Every project with its state, what was approved and what was admitted"
                " as spent, in yuan. Type / and any part of a title, a code, or the"
                " name of a community or subdistrict."
            )
        )

    def filter_hint(self) -> str:
        """Say what can be typed."""
        return self.say(N_("a title, code or place; 阶段:执行中 核定含公示>5000"))

    def filter_fields(self) -> list[FilterField]:
        """Give the fields of a filter by their headings."""
        heading = Words(self.lang).heading
        return [
            FilterField(name, heading(name), name.endswith("_fen")) for name in FIELDS
        ]

    def values_of(self, field: str) -> "Callable[[Books], Sequence[str]] | None":
        """Give the question for places, rounds, categories and states."""
        if field == "state":
            states = [label(each, self.lang) for each in ProjectState]
            return lambda _books: states
        return None if field.endswith("_fen") else partial(values_in, field)

    def ask_rows(self, topic: str, after: Listed | None) -> None:
        """Ask for a page, or say what is wrong with the filter."""
        if self.understood(lambda: conditions(self.typed)) is None:
            return
        last = after.project if after else None
        then = self.show_first if topic == "rows" else self.show_next
        typed = finished(self.typed, names())
        self.ask(topic, partial(find, typed, self.order, last), then)

    def everything(self) -> "Callable[[Books, Run], Exported]":
        """Give the question for all projects that fit, in the order of the screen."""
        typed, order, lang = finished(self.typed, names()), self.order, self.lang
        words, basis = self.filter_words(), self.basis_at()

        def question(books: "Books", _run: Run) -> Exported:
            from fundledger.reports import projects  # noqa: PLC0415 - SQL

            rows = [(each.project, each.funds) for each in listed(typed, order, books)]
            report = projects.listed(rows, basis(str(books.head)))
            return Exported(report, lang, words)

        return question

    def filter_words(self) -> str:
        """Say which projects these are, and in which order."""
        order = self._order()
        if not self.typed.strip():
            return self.say(N_("all projects, {order}"), order=order)
        return self.say(
            N_("title, code, community or subdistrict contains “{typed}”, {order}"),
            typed=self.typed.strip(),
            order=order,
        )

    def action_sort(self) -> None:
        """Sort by the next thing there is."""
        sorts = list(Sort)
        after = (sorts.index(self.order.sort) + 1) % len(sorts)
        self.order = Order(sorts[after])
        self.load()

    def sort_by(self, column: str) -> None:
        """Sort by a column; the other way round where it is sorted by already."""
        sort = Sort[column]
        same = sort is self.order.sort
        self.order = Order(sort, turned=same and not self.order.turned)
        self.load()

    def detail_of(self, key: object) -> "Callable[[Books], Detail | None]":
        """Give the question for a project in short."""
        assert isinstance(key, int)
        return partial(look, ProjectNo(key))

    def columns(self) -> list[Column]:
        """Give the columns; places and spending need a wider screen."""
        heading = Words(self.lang).heading
        columns = [
            Column(heading("code"), 10, sort=Sort.NUMBER.name),
            Column(heading("title")),
            Column(heading("community"), 16, wide_from=90, sort=Sort.PLACE.name),
            Column(heading("state"), 14, wide_from=1, sort=Sort.STATE.name),
            fen_column(heading("decided_fen"))._replace(sort=Sort.APPROVED.name),
            fen_column(heading("spent_fen"), wide_from=78)._replace(
                sort=Sort.SPENT.name
            ),
        ]
        falls = self.order.sort in LARGEST_FIRST
        return with_order(columns, self.order.sort.name, falls ^ self.order.turned)

    def table_row(self, row: Listed) -> TableRow:
        """Show a project."""
        return _row(row, self.lang)

    def empty(self, width: int) -> list[Line]:
        """Say what to do first, or that nothing fits."""
        if self.rows is None:
            text = READING
        elif self.typed:
            text = N_("No project fits “{typed}”. Esc takes the filter away.")
            return [[], *inset(self.nothing_fits(text, width - 2))]
        else:
            text = N_(
                "No projects yet. First an admin opens a round; then a community's"
                " preparer drafts an application."
            )
        return [[], *inset(paragraph(self.say(text), width - 2, Tone.DIM))]

    def case(self) -> Case | None:
        """Give the project under the cursor."""
        no = self.query_one(Table).current
        return None if no is None else Case("project", no)

    def on_table_opened(self, message: Table.Opened) -> None:
        """Open a project."""
        for row in self.rows or ():
            if row.project.no == message.key:
                self.host.open(Open(ScreenKind.PROJECT, row.project.no))


def _row(row: Listed, lang: Language) -> TableRow:
    """Show a project."""
    project = row.project
    cells = [
        Span(project.code),
        Span(project.title),
        Span(f"{project.subdistrict} {project.community}", Tone.DIM),
        Span(label(project.state, lang), TONES[project.state]),
        amount_if_any(row.decided),
        amount_if_any(row.spent),
    ]
    return TableRow(project.no, cells)
