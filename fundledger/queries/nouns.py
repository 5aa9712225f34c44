"""What there is of every kind, by the views for scripts: a page, or one thing whole.

The views say which columns a kind of thing has (`store/views`); here is only what each
is numbered by. A filter is judged by the database, so that a page costs a page.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnClause,
    ColumnElement,
    Select,
    Text,
    case,
    cast,
    column,
    func,
    or_,
    select,
    table,
)

from fundledger.errors import N_, InputError
from fundledger.store.reading import Books
from fundledger.store.views import VIEWS, View, ViewKind

PAGE: Final = 100
LARGEST: Final = 2**63 - 1
"""What a column of whole numbers holds at most."""
MOST_DIGITS: Final = 19
MOST_PARTS: Final = 1_000
"""So many rows of a kind are shown beside the thing they belong to."""


class Listed(NamedTuple):
    """How a kind of thing is listed: its view, and the column that numbers it."""

    noun: str
    view: View
    key: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of its rows, without the fund's."""
        return tuple(each.name for each in self.view.columns if each.name != "fund")

    @property
    def kinds(self) -> Mapping[str, ViewKind]:
        """What each column holds."""
        return {each.name: each.kind for each in self.view.columns}


_BY_NAME: Final = {view.name: view for view in VIEWS}
NOUNS: Final[Mapping[str, Listed]] = MappingProxyType(
    {
        noun: Listed(noun, _BY_NAME[f"v_{view}"], key)
        for noun, view, key in (
            ("person", "person", "login"),
            ("role_grant", "person_role", "grant_no"),
            ("interest", "interest", "interest_no"),
            ("handover", "handover", "handover_no"),
            ("adoption", "adoption", "rules_edition"),
            ("setting", "setting", "setting"),
            ("calendar_year", "calendar_year", "year"),
            ("holiday", "holiday", "on_date"),
            ("community", "community", "community_key"),
            ("payee", "payee", "payee_no"),
            ("round", "round", "round"),
            ("project", "project", "project_no"),
            ("application", "application", "application_no"),
            ("review", "review", "review_no"),
            ("approval", "approval", "approval_no"),
            ("notice", "notice", "notice_no"),
            ("objection", "objection", "objection_no"),
            ("amendment", "amendment", "amendment_no"),
            ("disbursement", "disbursement", "disbursement_no"),
            ("claim", "claim", "claim_no"),
            ("receipt", "receipt", "receipt_no"),
            ("recovery", "recovery", "recovery_no"),
            ("refund", "refund", "refund_no"),
            ("step", "step", "step_no"),
            ("funding", "funding", "funding_no"),
            ("source", "source", "source"),
            ("return", "return", "return_no"),
            ("running_cost", "running_cost", "running_cost_no"),
            ("transfer", "transfer", "transfer_no"),
            ("cosignature", "cosignature", "cosignature_no"),
            ("bank_account", "bank", "bank"),
            ("account", "account", "account"),
            ("voucher", "voucher", "voucher_no"),
            ("signature", "signature", "signature"),
            ("month", "period", "month"),
            ("published", "published", "seq"),
            ("attachment", "attachment", "attachment_sha256"),
            ("record", "record", "seq"),
            ("refusal", "refusal", "seq"),
        )
    }
)
"""Every kind that can be listed, by its noun."""

BY_CODE: Final = MappingProxyType({"account": "account_code"})
"""What people read in the order of its code, not of the key by which it is kept."""
SPOKEN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "people": "person",
        "role": "role_grant",
        "bank": "bank_account",
        "place": "community",
        "period": "month",
        "rules": "adoption",
    }
)
"""What people say for a noun."""

PARTS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "project": (
            "application",
            "budget_line",
            "review",
            "approval",
            "notice",
            "objection",
            "amendment",
            "disbursement",
            "claim",
            "receipt",
            "recovery",
            "refund",
            "project_source",
            "project_balance",
            "step",
        ),
        "claim": ("claim_line", "receipt", "disbursement", "step"),
        "disbursement": ("disbursement_share", "step"),
        "source": ("project_source", "funding", "return", "running_cost"),
        "recovery": ("step",),
        "voucher": ("line", "signature"),
        "payee": ("disbursement",),
        "handover": ("handover_item", "handover_signature"),
        "person": ("person_role", "interest"),
        "community": ("project", "payee"),
        "round": ("project",),
        "funding": (),
    }
)
"""Views whose rows belong to a thing: those that name it in the same column."""


@dataclass(eq=False)
class UnknownNounError(InputError):
    """There is nothing of that name to list."""

    name: str
    known: tuple[str, ...]
    message = N_("There is no {name} to list.")
    hint = N_("What can be listed: {known}.")


@dataclass(eq=False)
class FilterColumnError(InputError):
    """A filter names a column that the rows have not."""

    name: str
    known: tuple[str, ...]
    message = N_("There is no column {name}.")
    hint = N_("The columns are: {known}.")


@dataclass(eq=False)
class ComparedError(InputError):
    """A column of texts is compared with a number, or one of numbers with a text."""

    name: str
    value: str
    message = N_("{name} is not compared with {value}.")
    hint = N_(
        "Compare amounts with 元, days with YYYY-MM-DD; a text contains: NAME:PART."
    )


class Condition(NamedTuple):
    """What a row must be: a column, how it is compared, with what.

    `sign` is one of = (the same, or one of several), : (contains), > < >= <= (numbers
    and days); without a column any text must contain the value.
    """

    column: str
    sign: str
    value: str | int | tuple[str, ...]


class Rows(NamedTuple):
    """A page of rows, in the order of their keys."""

    listed: Listed
    rows: Sequence[Mapping[str, Any]]
    more: bool


def listed(noun: str) -> Listed:
    """Tell how a kind of thing is listed; one or many. Raises UnknownNounError."""
    word = noun.lower().replace("-", "_")
    for each in (word, f"{word.removesuffix('ies')}y", word.removesuffix("s")):
        name = SPOKEN.get(each, each)
        if name in NOUNS:
            return NOUNS[name]
    close = get_close_matches(word.removesuffix("s"), NOUNS)
    raise UnknownNounError(noun, tuple(close) or tuple(NOUNS))


def page(
    books: Books,
    of: Listed,
    conditions: Sequence[Condition] = (),
    *,
    after: int | str | None = None,
    limit: int = PAGE,
    newest_first: bool = False,
    by: str | None = None,
) -> Rows:
    """List a page of things after one. Raises FilterColumnError, ComparedError.

    They come by key, or by another column; `newest_first` turns that order around.
    Where that column is empty comes first, and what is the same in it by key.
    """
    statement = _selected(books, of.view, of.columns).where(
        *(_rule(of.view, each) for each in conditions)
    )
    keys = _order(of, by)
    if after is not None:
        statement = statement.where(_follows(books, of, keys, after, newest_first))
    order = [each.desc() if newest_first else each for each in keys]
    rows = _rows(books, statement.order_by(*order).limit(limit + 1))
    return Rows(of, rows[:limit], len(rows) > limit)


def _order(of: Listed, by: str | None) -> list[ColumnElement[Any]]:
    """Give what things are ordered by: a column that is never empty, then the key."""
    key, by = _column(of.view, of.key), by or BY_CODE.get(of.noun)
    if by is None or by == of.key:
        return [key]
    column = _column(of.view, by)
    empty = -LARGEST if isinstance(column.type, BigInteger) else ""
    return [func.coalesce(column, empty), key]


def _follows(
    books: Books,
    of: Listed,
    keys: Sequence[ColumnElement[Any]],
    after: int | str,
    newest_first: bool,  # noqa: FBT001 - as the page was asked for
) -> ColumnElement[bool]:
    """Hold to what comes after a thing in an order."""
    *before, key = keys
    place = _value(of, after)
    later = key < place if newest_first else key > place
    if not before:
        return later
    (first,) = before
    own = _column(of.view, "fund") == _code(books)
    source = table(of.view.name, *(_column(of.view, e.name) for e in of.view.columns))
    of_last = select(first).select_from(source).where(own, key == place).limit(1)
    last = of_last.scalar_subquery()
    beyond = first < last if newest_first else first > last
    return or_(beyond, (first == last) & later)


def walk(
    books: Books, of: Listed, conditions: Sequence[Condition] = ()
) -> Iterator[Mapping[str, Any]]:
    """Go through all things that fit, some at a time."""
    after: int | str | None = None
    while True:
        some = page(books, of, conditions, after=after, limit=1_000)
        yield from some.rows
        if not some.more:
            return
        after = some.rows[-1][of.key]


def values(books: Books, of: Listed, column: str, limit: int = PAGE) -> list[str]:
    """List what a column of texts holds, each once. Raises FilterColumnError."""
    texts = _column(of.view, column)
    statement = _selected(books, of.view, [column]).where(texts.is_not(None))
    rows = books.rows(statement.distinct().order_by(texts).limit(limit))
    return [str(value) for (value,) in rows]


def one(books: Books, of: Listed, key: object) -> Mapping[str, Any] | None:
    """Give one thing; None where there is none of that key."""
    wanted = _value(of, key)
    statement = _selected(books, of.view, of.columns)
    rows = _rows(books, statement.where(_column(of.view, of.key) == wanted).limit(1))
    return rows[0] if rows else None


def _value(of: Listed, key: object) -> int | str:
    """Give a key as its column holds it; what is no number is the key of nothing."""
    text = str(key)
    if of.kinds[of.key] is not ViewKind.WHOLE:
        return text
    return within(int(text)) if text.isdecimal() and len(text) <= MOST_DIGITS else -1


def parts(
    books: Books, of: Listed, key: object, limit: int = MOST_PARTS
) -> Iterator[tuple[View, Sequence[Mapping[str, Any]], bool]]:
    """Give what belongs to a thing: the rows of each view that names it, if any.

    They stand in the order of their columns; beside them, whether there are more.
    """
    key = _value(of, key)
    for name in PARTS.get(of.noun, ()):
        view = _BY_NAME[f"v_{name}"]
        names = [each.name for each in view.columns[1:]]
        statement = _selected(books, view, names).where(_column(view, of.key) == key)
        by = [*_first_by(view), *(_column(view, each) for each in names)]
        rows = _rows(books, statement.order_by(*by).limit(limit + 1))
        if rows:
            yield view, rows[:limit], len(rows) > limit


def _first_by(view: View) -> Iterator[ColumnElement[int]]:
    """Let the debits of a voucher's lines stand before the credits."""
    if view.name == "v_line":
        yield case((_column(view, "credit_fen") != 0, 1), else_=0)


def within(number: int) -> int:
    """Take a number as near as a column can hold it: no row has a larger one."""
    return max(-LARGEST, min(number, LARGEST))


def _selected(
    books: Books, view: View, names: Sequence[str]
) -> Select[*tuple[Any, ...]]:
    source = table(view.name, *(_column(view, each.name) for each in view.columns))
    columns = [_column(view, name) for name in names]
    fund = _column(view, "fund")
    return select(*columns).select_from(source).where(fund == _code(books))


def _code(books: Books) -> ColumnElement[Any]:
    fund = table("fund", column("id"), column("code"))
    return select(fund.c.code).where(fund.c.id == books.fund_id).scalar_subquery()


def _column(view: View, name: str) -> ColumnClause[Any]:
    """Give a column of a view. Raises FilterColumnError."""
    for each in view.columns:
        if each.name == name:
            whole = each.kind in (ViewKind.WHOLE, ViewKind.FLAG)
            return column(name, BigInteger() if whole else Text())
    known = tuple(each.name for each in view.columns)
    close = tuple(get_close_matches(name, known))
    raise FilterColumnError(name, close or known)


def _rule(view: View, wanted: Condition) -> ColumnElement[bool]:
    name, sign, value = wanted
    if not name:
        texts = [e.name for e in view.columns if e.kind is ViewKind.TEXT]
        return or_(*(_contains(_column(view, e), value) for e in texts[1:]))
    of = _column(view, name)
    if isinstance(value, tuple):
        return of.in_(value)
    if sign == ":":
        return _contains(of, value)
    whole = isinstance(of.type, BigInteger)
    if isinstance(value, int) is not whole:
        raise ComparedError(name, str(value))
    if isinstance(value, int):
        value = within(value)
    signs = {
        "=": of == value,
        ">": of > value,
        "<": of < value,
        ">=": of >= value,
        "<=": of <= value,
    }
    return signs[sign]


def _contains(of: ColumnElement[Any], value: object) -> ColumnElement[bool]:
    text = func.lower(cast(of, Text()))
    return text.contains(str(value).lower(), autoescape=True)


def _rows(books: Books, statement: Select[*tuple[Any, ...]]) -> list[Mapping[str, Any]]:
    names = [str(each.key) for each in statement.selected_columns]
    return [dict(zip(names, row, strict=True)) for row in books.rows(statement)]
