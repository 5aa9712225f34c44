"""Sources and uses of funds 资金来源收支表 as a sheet; Enter opens the source."""

from collections.abc import Hashable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from fundledger.errors import N_
from fundledger.i18n.nouns import Noun
from fundledger.reports.report import Basis, Report
from fundledger.tui.kit.columns import Column, fen_column
from fundledger.tui.kit.figures import amount
from fundledger.tui.kit.table import TableRow
from fundledger.tui.kit.text import Span, Tone
from fundledger.tui.shell.export import Exported
from fundledger.tui.shell.routes import Open, page_of
from fundledger.tui.shell.sheet_screen import Sheet, SheetScreen
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fundledger.queries.source_uses import SourceUses
    from fundledger.store.reading import Books

AMOUNTS: Final = (
    ("brought", 70),
    ("received", 0),
    ("interest", 110),
    ("given_back", 60),
    ("spent", 0),
    ("running", 100),
    ("lost", 120),
    ("free", 0),
    ("committed", 62),
    ("advance", 104),
    ("gap", 130),
    ("worth", 48),
)
"""The amounts of a source, and the width from which each is shown."""


class SourcesAnswer(NamedTuple):
    """What the books say, and the same as a report."""

    uses: "Sequence[SourceUses]"
    report: Report
    head: str
    """The head of the snapshot, as SEQ:HASH."""


def find(basis: Basis, books: "Books") -> SourcesAnswer:
    """Ask for what became of each source, and where it stands."""
    from fundledger.queries.source_uses import source_uses  # noqa: PLC0415 - SQL
    from fundledger.reports.sources import sources_and_uses  # noqa: PLC0415 - SQL

    head = str(books.head)
    rest = basis._replace(head=head, at=books.head.seq)
    return SourcesAnswer(source_uses(books), sources_and_uses(books, rest), head)


class SourcesSheetScreen(SheetScreen):
    """What each source received, spent and has left."""

    def __init__(self, answer: SourcesAnswer) -> None:
        """Show what was found."""
        super().__init__(partial(sheet, answer))
        self.report = answer.report

    def exported(self) -> Exported:
        """Give the whole report: flows, and where they stand."""
        return Exported(self.report, self.lang)


def sheet(answer: SourcesAnswer, words: Words) -> Sheet:
    """Lay the sources out, and their sums."""
    uses, report, head = answer
    rows = [TableRow(each.source, [*_cells(each, words)]) for each in uses]
    rows.append(TableRow("", [*_sums(uses, words)]))
    about = N_(
        "What each source of funds received, what became of it, and what is left."
        " Enter opens a source with its terms and projects; e exports the statement"
        " whole."
    )
    title = words.say(str(report.title))
    columns = [
        Column(words.heading("source_name")),
        Column(words.heading("restricted"), 6, wide_from=56),
        *(
            fen_column(words.heading(f"{name}_fen"), 12, wide_from=wide_from)
            for name, wide_from in AMOUNTS
        ),
    ]
    (table, *_) = report.tables
    leads: dict[Hashable, Open] = {
        each.source: page_of(Noun.SOURCE, each.source) for each in uses
    }
    about_it = words.say(about)
    return Sheet("sources", title, about_it, columns, rows, table, head, leads)


def _cells(uses: "SourceUses", words: Words) -> Iterator[Span]:
    yield Span(uses.name)
    yield Span(words.say(N_("restricted")) if uses.restricted else "", Tone.WARN)
    for name, _ in AMOUNTS:
        tone = Tone.BAD if name == "gap" and uses.gap else Tone.PLAIN
        yield amount(getattr(uses, name), tone)


def _sums(uses: "Sequence[SourceUses]", words: Words) -> Iterator[Span]:
    yield Span(words.say(N_("In all")), Tone.STRONG)
    yield Span("")
    for name, _ in AMOUNTS:
        yield amount(sum(getattr(each, name) for each in uses), Tone.STRONG)
