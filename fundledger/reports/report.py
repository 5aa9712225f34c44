"""What a report is: tables of typed columns, and what they were computed from.

A column says what it holds, so that every writer and every screen shows it in its own
way. A report speaks no language: its texts are marked with `N_`, its facts are values.
Nothing here asks the books.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from fundledger.domain.editions import Replay
from fundledger.domain.fen import format_fen
from fundledger.errors import N_, in_english
from fundledger.i18n.languages import Language

FORMAT: Final = 1
"""The version of the written forms; a report of one version has the same bytes."""


IN_YUAN: Final = N_("Amounts in yuan")
"""What a printed page with amounts says of them."""


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    CODE = "code"
    """A name made of digits or letters: a text in every file, like 1002 or 0091."""
    ACCOUNT = "account"
    """An account's key; people read its name."""
    DAY = "day"
    MONEY = "money"
    """Whole 分."""
    COUNT = "count"
    SHARE = "share"
    """A part of a whole, in whole percent."""
    MEASURE = "measure"
    """A `Measure`: each in the unit of its own row."""
    SIGN = "sign"
    """A verdict: one of few words."""


NUMBERS: Final = frozenset({Kind.MONEY, Kind.COUNT, Kind.SHARE, Kind.MEASURE})
"""Kinds that stand on the right of their column."""


class Audience(StrEnum):
    """Who is shown a column."""

    EVERYBODY = "everybody"
    PEOPLE = "people"
    """It says for people what programs read in other columns."""
    PROGRAMS = "programs"
    """People read the same in another column."""
    FILES = "files"
    """Programs, and people in a spreadsheet; a screen has no room for it."""


class Column(NamedTuple):
    """A column: its name for programs, its heading (`N_`), and what it holds."""

    name: str
    heading: str
    kind: Kind = Kind.TEXT
    lang: Language | None = None
    """The language of those who read it; None for everybody."""
    audience: Audience = Audience.EVERYBODY
    longest: int = 0
    """So many characters are read on a screen, 0 for all; files have it whole."""

    def is_read_in(self, lang: Language, *, in_file: bool = False) -> bool:
        """Tell whether people who read a language see it, on a screen or in a file."""
        hidden = {Audience.PROGRAMS} if in_file else {Audience.PROGRAMS, Audience.FILES}
        return self.audience not in hidden and self.lang in (None, lang)

    @property
    def is_for_programs(self) -> bool:
        """Whether programs read it."""
        return self.audience is not Audience.PEOPLE

    @property
    def in_yuan(self) -> str:
        """The name of the same amount written in 元."""
        return f"{self.name.removesuffix('_fen')}_yuan"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text of ours (`N_`) with the facts that fill it; faces translate both.

    As a `str` it is English, which is what programs are given.
    """

    text: str
    facts: Mapping[str, Any] = field(default_factory=dict[str, Any])

    def __str__(self) -> str:
        """Fill the English text."""
        facts = {name: in_english(fact) for name, fact in self.facts.items()}
        return self.text.format(**facts) if facts else self.text


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence in every language; as a `str` it is English."""

    texts: Mapping[Language, str]

    @classmethod
    def of(cls, say: Callable[[Language], str]) -> "Wording":
        """Have a sentence said in each language."""
        return cls(MappingProxyType({lang: say(lang) for lang in Language}))

    def __str__(self) -> str:
        """Give the English sentence."""
        return self.texts[Language.EN]


@dataclass(frozen=True, slots=True)
class Dual:
    """A value that programs read as it is stored, and people in another way."""

    stored: Any
    shown: Any


class Measure(NamedTuple):
    """A number in a unit of its own: 分, or a plain count."""

    number: int
    is_money: bool

    def __str__(self) -> str:
        """Write it for people: 分 as 元."""
        return format_fen(self.number) if self.is_money else str(self.number)


class Stream:
    """Rows that are read anew each time one goes through them: nothing holds them."""

    def __init__(self, read: Callable[[], Iterable[Sequence[Any]]]) -> None:
        """Take what begins to read them."""
        self.read = read

    def __iter__(self) -> Iterator[Sequence[Any]]:
        """Begin to read."""
        return iter(self.read())


class Where(NamedTuple):
    """Rows that have one of some values in a column."""

    column: str
    values: Collection[object]


class Totals(NamedTuple):
    """Which columns are summed up, and by which column: a sum for each of its runs."""

    columns: Sequence[str]
    by: str = ""
    where: Where | None = None
    """Only such rows are summed up; None for all."""
    label: "Phrase | None" = None
    """What a row of sums is called, where that is more than it is."""


class Table(NamedTuple):
    """One table of a report; `title` is a text of ours.

    Rows were read already, or are read as they are written: a table of any size then
    takes no more memory than a small one. A row's values are None, bool, int, str,
    date, members of enums, an error, `Phrase`, `Wording`, `Measure` or `Dual`.
    """

    name: str
    title: str | Phrase
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]] | Stream
    totals: Totals | None = None
    strong: Where | None = None
    """Rows that sum others up: they stand out."""
    page_ends: Where | None = None
    """Rows that a printed page ends with; None lets paper decide."""

    def place(self, name: str) -> int:
        """Tell where a column stands. Raises LookupError."""
        return [column.name for column in self.columns].index(name)


class Basis(NamedTuple):
    """What a report was computed from: enough to compute it again."""

    fund: str
    name: str
    head: str
    as_of: date | None
    at: int | None
    replay: Replay | None = None
    """Whether the fund's past was done again; None for a fund kept in earnest."""
    ledger: str = ""
    """The ledger's address as people may read it: for people only, since the same
    books give the same bytes wherever they lie."""

    @property
    def facts(self) -> dict[str, Any]:
        """What programs are told, in order."""
        named = self._asdict()
        del named["ledger"]
        return named


class Fact(NamedTuple):
    """Something to know of a report: a name for programs, a heading, a value."""

    name: str
    heading: str
    value: Any


class Block(NamedTuple):
    """A printed form: its title, what stands above its table, and what below.

    Each line above and below is made of cells, which are spread over the width.
    """

    title: str | Phrase
    above: Sequence[Sequence[Any]]
    table: Table
    below: Sequence[Sequence[Any]]


class Report(NamedTuple):
    """A report: its tables and what they were computed from."""

    name: str
    title: str
    basis: Basis | None
    tables: Sequence[Table]
    notes: Sequence[Phrase] = ()
    """Sentences for people."""
    about: Sequence[Fact] = ()
    """What it was narrowed to, and what else is to be known of it."""
    blocks: Sequence[Block] = ()
    """Printed forms, which people read instead of the tables: each fits on a page."""


def with_totals(table: Table) -> Iterator[tuple[bool, Sequence[Any]]]:
    """Go through the rows, each run followed by its sums: (whether it is one, row).

    The cells of a row of sums that sum up nothing are None.
    """
    if table.totals is None:
        yield from ((False, row) for row in table.rows)
        return
    places = [table.place(name) for name in table.totals.columns]
    by = table.place(table.totals.by) if table.totals.by else None
    is_summed = meets(table, table.totals.where, without=True)
    sums: dict[int, int] = {}
    run: Any = None
    for row in table.rows:
        if by is not None and sums and row[by] != run:
            yield True, _sum_row(table, sums, by, run)
            sums = {}
        run = None if by is None else row[by]
        if is_summed(row):
            for place in places:
                sums[place] = sums.get(place, 0) + _number(row[place])
        yield False, row
    if sums:
        yield True, _sum_row(table, sums, by, run)


def _number(value: Any) -> int:  # noqa: ANN401 - any cell of a column of numbers
    number: int = (value.stored if isinstance(value, Dual) else value) or 0
    return number


def one_side(fen: int) -> int | Dual:
    """Give a debit or a credit: people see nothing where it is on the other side."""
    return fen or Dual(0, None)


def meets(
    table: Table, where: Where | None, *, without: bool = False
) -> Callable[[Sequence[Any]], bool]:
    """Tell which rows are meant; `without` is what holds of all where nothing is."""
    if where is None:
        return lambda _: without
    place, values = table.place(where.column), where.values
    return lambda row: row[place] in values


def _sum_row(
    table: Table, sums: Mapping[int, int], by: int | None, run: object
) -> list[Any]:
    """Make the row of sums of a run."""
    row = [sums.get(place) for place in range(len(table.columns))]
    return row if by is None else [*row[:by], run, *row[by + 1 :]]
