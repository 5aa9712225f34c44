"""What waits for somebody 待办: queues first, then cases, the most urgent on top.

Rows are read from the books as they are written: the books must still be open then.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from itertools import chain, islice
from types import MappingProxyType
from typing import Any, Final

from fundledger.commands.awaited import Awaited
from fundledger.commands.awaited import awaited as awaiting
from fundledger.commands.inbox import Item
from fundledger.commands.inbox import inbox as waiting
from fundledger.commands.registry import DEEDS
from fundledger.domain.claims import ClaimState, RecoveryState
from fundledger.domain.cosigning import CosignatureState
from fundledger.domain.disbursements import DisbursementState
from fundledger.domain.ids import Login
from fundledger.domain.inbox import CaseKind
from fundledger.domain.money import to_fen
from fundledger.domain.projects import ProjectState
from fundledger.errors import N_
from fundledger.i18n.nouns import Noun
from fundledger.reports.columns import columns, facts
from fundledger.reports.report import Basis, Dual, Report, Stream, Table
from fundledger.store.reading import Books

ITEMS: Final = columns(
    "due_on",
    "days_left",
    "noun",
    "key",
    "code",
    "title",
    "whose",
    "cosigner",
    "fen",
    "state",
    "end_reason",
    "deeds",
    "waits_since",
    "how_many",
)
AWAITED: Final = columns(
    "noun",
    "key",
    "code",
    "title",
    "whose",
    "fen",
    "state",
    "waits_for",
    "deeds",
    "waits_since",
)
_STATES: Final[Mapping[str, type[StrEnum]]] = MappingProxyType(
    {
        CaseKind.PROJECT: ProjectState,
        CaseKind.DISBURSEMENT: DisbursementState,
        CaseKind.CLAIM: ClaimState,
        CaseKind.RECOVERY: RecoveryState,
        "cosignature": CosignatureState,
    }
)


def inbox(
    books: Books, basis: Basis, login: Login, on: date, limit: int | None = None
) -> Report:
    """List what somebody may bring on, on a day; amounts in 分.

    Raises UnknownPersonError.
    """
    first = waiting(books, login, on, limit=1)
    del first  # who is unknown is refused before anything is written

    def read() -> Iterator[tuple[Any, ...]]:
        return (_row(item, on) for item in islice(_items(books, login, on), limit))

    about = facts([("login", login), ("on", on), ("limit", limit)])
    table = Table("items", "", ITEMS, Stream(read))
    return Report("inbox", N_("To be done"), basis, [table], about=about)


def awaited(
    books: Books, basis: Basis, login: Login, on: date, limit: int | None = None
) -> Report:
    """List what somebody brought on last and now waits for others; amounts in 分.

    Raises UnknownPersonError.
    """
    rows = [_awaited_row(each) for each in awaiting(books, login, on)[:limit]]
    about = facts([("login", login), ("on", on), ("limit", limit)])
    table = Table("items", "", AWAITED, rows)
    return Report("awaited", N_("What I wait for"), basis, [table], about=about)


def _awaited_row(each: Awaited) -> tuple[Any, ...]:
    states = _STATES.get(each.noun)
    return (
        Noun(each.noun),
        str(each.key),
        each.code,
        each.title,
        each.whose,
        None if each.amount is None else to_fen(each.amount),
        states(each.state) if states else None,
        Dual(" ".join(each.roles), each.roles),
        _deeds(each.deeds),
        each.since,
    )


def _deeds(names: Iterable[str]) -> Dual:
    """Give deeds by name for programs, by what they are called for people."""
    actions = dict.fromkeys(DEEDS[name].action for name in names)
    return Dual(" ".join(names), tuple(actions))


def _items(books: Books, login: Login, on: date) -> Iterator[Item]:
    """Go through everything that waits, page by page."""
    page = waiting(books, login, on)
    yield from chain(page.queues, page.items)
    while page.after is not None:
        page = waiting(books, login, on, after=page.after)
        yield from page.items


def _row(item: Item, on: date) -> tuple[Any, ...]:
    states = _STATES.get(item.noun)
    return (
        item.due_on,
        item.days_left(on),
        Noun(item.noun),
        None if item.key is None else str(item.key),
        item.code,
        item.title,
        item.whose,
        item.signer,
        None if item.amount is None else to_fen(item.amount),
        states(item.state) if states and item.state else None,
        item.note,
        _deeds(item.deeds),
        item.since,
        item.size,
    )
