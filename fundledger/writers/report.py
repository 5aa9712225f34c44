"""What a report is before it is written: tables of columns, and where they come from.

A column says what it holds, so that every format writes it in its own way. Nothing
here asks the books: rows come from queries.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, Final, NamedTuple

from fundledger.domain.editions import Replay
from fundledger.i18n import Language

FORMAT: Final = 1
"""The version of the written forms; a report of one version has the same bytes."""


class Kind(StrEnum):
    """What a column holds."""

    WORD = "word"
    FEN = "fen"
    COUNT = "count"


class Column(NamedTuple):
    """A column: its name for programs, its heading (`N_`), what it holds.

    One without a heading is for programs only; one of a language is read in that one.
    """

    name: str
    heading: str
    kind: Kind = Kind.WORD
    lang: Language | None = None

    def is_read_in(self, lang: Language) -> bool:
        """Tell whether people who read a language see the column."""
        return bool(self.heading) and self.lang in (None, lang)

    @property
    def in_yuan(self) -> str:
        """The name of the same amount written in 元."""
        return f"{self.name.removesuffix('_fen')}_yuan"


class Walked:
    """Rows that are read anew each time one goes through them: nothing holds them."""

    def __init__(self, walk: Callable[[], Iterable[Sequence[Any]]]) -> None:
        """Take what begins to read them."""
        self.walk = walk

    def __iter__(self) -> Iterator[Sequence[Any]]:
        """Begin to read."""
        return iter(self.walk())


class Sheet(NamedTuple):
    """One table of a report; `title` is marked with `N_`.

    Rows that were read already, or that are read as they are written: a table of any
    size then takes no more memory than a small one.
    """

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]] | Walked


class Source(NamedTuple):
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


class Report(NamedTuple):
    """A report: its tables and what they were computed from."""

    name: str
    title: str
    source: Source | None
    sheets: Sequence[Sheet]
    notes: Sequence[str] = ()
    """Sentences for people, translated already."""
    about: Sequence[tuple[str, str]] = ()
    """Further facts for the head of a CSV file: a name for programs, and a text."""


def one_line(text: str) -> str:
    """Join the lines of a text, so that it cannot break out of its place."""
    return " ".join(text.splitlines())


def in_yuan(fen: int) -> str:
    """Write 分 as 元 for programs, without separators: 14500000 is '145000.00'."""
    yuan, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{yuan}.{rest:02d}"
