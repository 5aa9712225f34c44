"""What a list of things asks of the books: a page that fits, one of them whole."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fundledger.i18n import Language, label
from fundledger.tui.kit.text import folded
from fundledger.tui.screens.things.painting import ThingDetail
from fundledger.tui.screens.things.thing import find as find_thing
from fundledger.tui.shell.completing import VALUES
from fundledger.tui.shell.filtering import Term
from fundledger.tui.shell.list_screen import RowsPage
from fundledger.tui.shell.routes import ObjectKey

if TYPE_CHECKING:
    from fundledger.queries.nouns import Condition, Listed
    from fundledger.reports.report import Basis
    from fundledger.store.reading import Books

AT_ONCE: Final = 200
YES: Final = frozenset({"是", "yes", "y", "1"})
Row = Mapping[str, Any]


class Wanted(NamedTuple):
    """What a list shows: of which kind, what fits, in which order."""

    noun: str
    terms: Sequence[Term]
    order: "Order"


class Order(NamedTuple):
    """By which column a list comes, and whether what is largest is first."""

    by: str = ""
    """A column's name; empty for the key."""
    falls: bool = False


def find(
    wanted: Wanted, after: int | str | None, books: "Books"
) -> tuple[RowsPage[Row], "Listed"]:
    """Find a page of things."""
    from fundledger.queries import nouns  # noqa: PLC0415 - SQL
    from fundledger.queries.derived import with_derived  # noqa: PLC0415 - SQL

    of = nouns.listed(wanted.noun)
    page = nouns.page(
        books,
        of,
        conditions(of, wanted.terms),
        after=after,
        limit=AT_ONCE,
        newest_first=wanted.order.falls,
        by=wanted.order.by or None,
    )
    return RowsPage([*with_derived(books, of, page.rows)], page.more), of


def look(thing: ObjectKey, basis: "Basis", books: "Books") -> ThingDetail | None:
    """Find a thing for the side of its list."""
    report = find_thing(thing, basis, books)
    return None if report is None else ThingDetail(thing.noun, thing.key, report)


def values_in(
    of: "Listed", field: str, lang: Language, books: "Books"
) -> Sequence[str]:
    """List what a column holds, as people call it; of amounts nothing."""
    from fundledger.queries import nouns  # noqa: PLC0415 - SQL
    from fundledger.reports.nouns import words_of  # noqa: PLC0415 - SQL
    from fundledger.store.views import ViewKind  # noqa: PLC0415 - many texts

    if of.kinds[field] is ViewKind.FLAG:
        return ("是", "否") if lang is Language.ZH else ("yes", "no")
    words = words_of(of.view, field)
    if words is not None:
        return [label(each, lang) for each in words]
    return nouns.values(books, of, field, VALUES)


def conditions(of: "Listed", wanted: Sequence[Term]) -> "list[Condition]":
    """Give a filter as conditions on columns: what people call a word becomes it."""
    from fundledger.queries.nouns import Condition  # noqa: PLC0415 - SQL

    listed: list[Condition] = []
    for term in wanted:
        if term.sign in ("", ":"):
            listed.append(_contains(of, term))
        else:
            listed.append(Condition(term.field, term.sign, term.fen))
    return listed


def _contains(of: "Listed", term: Term) -> "Condition":
    from fundledger.queries.nouns import Condition  # noqa: PLC0415 - SQL
    from fundledger.reports.nouns import words_of  # noqa: PLC0415 - SQL
    from fundledger.store.views import ViewKind  # noqa: PLC0415 - many texts

    if of.kinds.get(term.field) is ViewKind.FLAG:
        return Condition(term.field, "=", int(term.value in YES))
    words = words_of(of.view, term.field) if term.field else None
    if words is None:
        return Condition(term.field, ":", term.value)
    called = tuple(
        str(each)
        for each in words
        if any(term.value in folded(label(each, lang)) for lang in Language)
        or term.value in each
    )
    return Condition(term.field, "=", called)
