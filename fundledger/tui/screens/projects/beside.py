"""A project as it stands beside the list: its tabs, in short."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from fundledger.errors import N_
from fundledger.reports.project_file import ProjectFile
from fundledger.tui.kit.columns import Column, fen_column, grid
from fundledger.tui.kit.figures import amount
from fundledger.tui.kit.text import Line, Span, Tone, joined
from fundledger.tui.screens.projects import money, pages, review
from fundledger.tui.screens.projects.pages import TABS, Tab, nothing
from fundledger.tui.screens.projects.project import find
from fundledger.tui.screens.projects.states import TONES
from fundledger.tui.shell.detail import Detail
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from fundledger.domain.ids import ProjectNo
    from fundledger.store.reading import Books

SHORT_TABS: Final[Mapping[str, str]] = MappingProxyType(
    {
        Tab.OVERVIEW: TABS[Tab.OVERVIEW],
        Tab.REVIEW: TABS[Tab.REVIEW],
        Tab.BUDGET: N_("Budgeted"),
        Tab.MONEY: TABS[Tab.MONEY],
        Tab.VOUCHERS: TABS[Tab.VOUCHERS],
        Tab.LOG: TABS[Tab.LOG],
    }
)


def vouchers(view: ProjectFile, words: Words, width: int) -> list[Line]:
    """List the vouchers that book something of the project, a line each."""
    columns = [
        Column(words.heading("voucher"), 15),
        Column(words.heading("summary")),
        fen_column(words.heading("fen")),
    ]
    rows = [
        [
            Span(voucher.name),
            Span(voucher.summary),
            amount(sum(each.debit_fen for each in lines)),
        ]
        for voucher, lines in view.vouchers
    ]
    if not rows:
        return nothing(words, N_("Nothing is booked yet."))
    return grid(columns, rows, width)


_Painter = Callable[[ProjectFile, Words, int], list[Line]]
_PAINTERS: Final[Mapping[str, _Painter]] = MappingProxyType(
    {
        Tab.OVERVIEW: pages.application,
        Tab.REVIEW: review.review,
        Tab.BUDGET: pages.budget,
        Tab.MONEY: money.money,
        Tab.VOUCHERS: vouchers,
        Tab.LOG: pages.log,
    }
)


@dataclass(frozen=True)
class ProjectDetail(Detail):
    """A project in short."""

    view: ProjectFile

    def title(self, words: Words) -> Line:
        """Name the project, and where it stands."""
        project = self.view.project
        state = Span(words.call(project.state), TONES[project.state])
        return joined([[Span(project.code, Tone.STRONG)], [state]])

    def painted(self, tab: str, words: Words, width: int) -> list[Line]:
        """Paint a tab."""
        named = Words(words.lang, self.view.names, self.view.accounts)
        return _PAINTERS[tab](self.view, named, width)


def look(no: "ProjectNo", books: "Books") -> ProjectDetail | None:
    """Find a project for the side of its list."""
    view = find(no, books)
    return None if view is None else ProjectDetail(view)
