"""Names that filters take: each is known to the books, or what is like it is named.

A filter by a name that nothing bears would list nothing, and nobody could tell that
from a list that is empty.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fundledger.domain.chart import ACCOUNTS
from fundledger.domain.ids import (
    AccountKey,
    CommunityKey,
    Login,
    ProjectNo,
    Seq,
    SubdistrictKey,
)
from fundledger.errors import N_, StoreError
from fundledger.i18n import Language, account_name
from fundledger.i18n.nouns import Noun

if TYPE_CHECKING:
    from fundledger.store.reading import Books

MOST: Final = 5
"""So many names are offered instead at most."""


@dataclass(eq=False)
class UnknownNameError(StoreError):
    """The fund's books know nothing by that name."""

    what: Noun
    name: str
    listing: str
    message = N_("The fund has no {what} {name}.")
    hint = N_("They are listed by: {listing}")


@dataclass(eq=False)
class CloseNameError(UnknownNameError):
    """The fund's books know nothing by that name, but something like it."""

    close: tuple[str, ...]
    hint = N_("Did you mean {close}? They are listed by: {listing}")


def unknown(
    what: Noun, name: str, known: Mapping[str, Iterable[str]], listing: str
) -> UnknownNameError:
    """Make the error of a name; `known` gives for each key what else it is called."""
    close = likest(name, known)
    if close:
        return CloseNameError(what, name, listing, close)
    return UnknownNameError(what, name, listing)


def account_key(books: "Books", name: str) -> AccountKey:
    """Look up an account by key, code or name, control accounts included.

    Codes and names are those of the last year. Raises UnknownNameError.
    """
    from fundledger.queries import balances, trial

    keys = dict.fromkeys((*balances.accounts(books), *ACCOUNTS))
    if name in keys:
        return AccountKey(name)
    last = trial.last_day(books)
    labels = trial.labels(books, last.year) if last else {}
    known: dict[str, list[str]] = {}
    for key in keys:
        names = [account_name(key, language) for language in Language]
        label = labels.get(key)
        known[key] = [*names, *((label.code, label.name_zh) if label else ())]
    called = [key for key, others in known.items() if name in others]
    if len(called) == 1:
        return AccountKey(called[0])
    raise unknown(Noun.ACCOUNT, name, known, "fundledger balance")


def community_key(books: "Books", name: str) -> CommunityKey:
    """Look up a community. Raises UnknownNameError."""
    from fundledger.queries import places

    known = {str(each.key): [each.name] for each in places.communities(books)}
    if name not in known:
        raise unknown(Noun.COMMUNITY, name, known, "fundledger reconcile")
    return CommunityKey(name)


def subdistrict_key(books: "Books", name: str) -> SubdistrictKey:
    """Look up a subdistrict. Raises UnknownNameError."""
    from fundledger.queries import places

    known = {str(each.key): [each.name] for each in places.subdistricts(books)}
    if name not in known:
        raise unknown(Noun.SUBDISTRICT, name, known, "fundledger reconcile")
    return SubdistrictKey(name)


def project_no(books: "Books", name: str) -> ProjectNo:
    """Look up a project by its number or its code. Raises UnknownNameError."""
    from fundledger.queries.projects import projects

    rows = projects(books)
    by_name = {each.code: each.no for each in rows if each.code}
    by_name |= {str(each.no): each.no for each in rows}
    if name not in by_name:
        known = {each.code or str(each.no): [each.title] for each in rows}
        raise unknown(Noun.PROJECT, name, known, "fundledger projects")
    return by_name[name]


def login(books: "Books", name: str) -> Login:
    """Look up a person, or whoever else a record names. Raises UnknownNameError."""
    from fundledger.queries import people
    from fundledger.queries.records import RecordFilter, records

    known = {str(each.login): [each.name] for each in people.people(books)}
    if name not in known and not records(
        books, only=RecordFilter(actor=Login(name)), limit=1
    ):
        raise unknown(Noun.PERSON, name, known, "fundledger list person")
    return Login(name)


def seq_before(books: "Books", seq: int) -> Seq:
    """Take a record to list those before it. Raises SeqUnknownError beyond the head."""
    from fundledger.store.books import SeqUnknownError

    if not 1 <= seq <= books.head.seq + 1:
        raise SeqUnknownError(seq, books.head.seq)
    return Seq(seq)


def likest(name: str, known: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Name the key that is called so, or those that are like it, the likest first."""
    from difflib import get_close_matches

    keys = {key: key for key in known}
    keys |= {other: key for key, others in known.items() for other in others if other}
    if name in keys:
        return (keys[name],)
    near = [keys[each] for each in get_close_matches(name, keys, MOST)]
    near += [key for other, key in keys.items() if name and name in other]
    return tuple(dict.fromkeys(near))[:MOST]
