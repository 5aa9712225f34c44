"""What a list says of a thing beside its view: what SQL alone cannot read.

A signature keeps what was asked as the text of a record; what that is about is read
here, so that nobody signs a bare number. Such columns are shown, and not filtered by.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from fundledger.queries import cosignatures
from fundledger.queries.nouns import Listed
from fundledger.store.reading import Books, Remembering

DERIVED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"cosignature": ("code", "title", "fen")}
)
"""By noun, the columns that its rows get."""


def names_of(of: Listed) -> tuple[str, ...]:
    """Give the columns of a kind of thing, with what is derived after the first two."""
    derived = DERIVED.get(of.noun, ())
    return (*of.columns[:2], *derived, *of.columns[2:]) if derived else of.columns


def with_derived(
    books: Books, of: Listed, rows: Iterable[Mapping[str, Any]]
) -> Iterator[Mapping[str, Any]]:
    """Give rows with what is derived of each; amounts in 分."""
    if of.noun not in DERIVED:
        yield from rows
        return
    remembering = Remembering(books.connection, books.fund_id, books.head)
    for row in rows:
        asked_for = cosignatures.asked_for_in(row["input"])
        about = cosignatures.subject_of(remembering, asked_for)
        yield {**row, **about._asdict()}
