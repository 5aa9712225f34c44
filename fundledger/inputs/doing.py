"""Doing deeds from inputs: the one place beside the deeds themselves with a desk.

An order says which deed, with what, by whom, on which day, under which key. What is
wrong with it is told at once, before anything is locked; then it is done, or previewed.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Final, NamedTuple, cast

from fundledger.commands.deed import CreationDesk, Deed, Desk
from fundledger.commands.funds import create_fund
from fundledger.commands.registry import DEEDS
from fundledger.domain import texts
from fundledger.domain.chart import Book, Side
from fundledger.domain.ids import AccountKey, Login, Seq
from fundledger.domain.values import check_day
from fundledger.domain.vouchers import voucher_name
from fundledger.errors import N_, InputError
from fundledger.i18n.nouns import Noun
from fundledger.inputs.charts import with_shipped
from fundledger.inputs.forms import form_of
from fundledger.inputs.parsing import Opener, parse_day
from fundledger.inputs.reading import Reading, require_faultless
from fundledger.queries import balances
from fundledger.store.books import Fund, Ledger
from fundledger.store.previews import Preview, rows_of
from fundledger.store.reading import Books
from fundledger.store.recording import Request

FOUNDING: Final = create_fund.name


@dataclass(eq=False)
class FoundingError(InputError):
    """The deed that creates a fund is to be done in one that is there."""

    message = N_("create_fund founds a fund: there is none yet that it is done in.")
    hint = N_(
        "Create a fund with: fundledger init. A whole past is done again with:"
        " fundledger do --file FILE --db NEW"
    )


class Order(NamedTuple):
    """A deed to be done: its input, who does it, on which business date, its key."""

    deed: str
    input: Mapping[str, Any]
    actor: str
    on: date | str
    key: str | None = None


class Outcome(NamedTuple):
    """How an accepted deed ended."""

    seq: Seq
    vouchers: tuple[str, ...]
    """Numbers as accountants write them: 2024-05 记-0012."""
    result: Any
    """As the record keeps it: numbers, texts, {"fen": …}."""
    again: bool
    """Whether its key had done it before: nothing was written."""


class Standing(NamedTuple):
    """An account's balance before a deed and after it, in 分 on its own side."""

    account: AccountKey
    before_fen: int
    after_fen: int


class Foreseen(NamedTuple):
    """What a deed would do: its rows or its refusal, and the balances it moves."""

    shown: Preview
    standing: tuple[Standing, ...]


class Ready(NamedTuple):
    """An order that was read: nothing is wrong with it but what rules may say."""

    desk: Desk
    deed: Deed[..., Any]
    arguments: dict[str, Any]


def do(
    fund: Fund,
    name: str,
    /,
    *,
    actor: str,
    on: date | str,
    idempotency_key: str | None = None,
    **fields: Any,  # noqa: ANN401 - a deed's own
) -> Outcome:
    """Do a deed by its name: typed values, or as people write them.

    The same idempotency key does its work once. Raises UnknownDeedError, FaultsError
    with everything that is wrong, StoreError, RefusedError.
    """
    return perform(fund, Order(name, fields, actor, on, idempotency_key))


def perform(fund: Fund, order: Order, opener: Opener | None = None) -> Outcome:
    """Do what is ordered. Raises what `do` raises."""
    return _acknowledged(prepared(fund, order, opener))


def _acknowledged(ready: Ready) -> Outcome:
    done = ready.deed.acknowledged(ready.desk, **ready.arguments)
    vouchers = tuple(
        voucher_name(row["month"], Book(row["series"]), row["number"])
        for row in rows_of(done.changes, "voucher")
    )
    return Outcome(done.seq, vouchers, done.result, done.again)


def preview(fund: Fund, order: Order, opener: Opener | None = None) -> Foreseen:
    """Tell what would be done now, and leave everything as it is; nothing is chained.

    Raises UnknownDeedError, FaultsError, StoreError.
    """
    ready = prepared(fund, order, opener)
    shown = ready.deed.preview(ready.desk, **ready.arguments)
    with fund.reading() as books:
        return Foreseen(shown, tuple(_standing(books, shown)))


def _standing(books: Books, shown: Preview) -> Iterator[Standing]:
    """Say how each account that would be posted to stands now, and would stand then."""
    moved: Counter[str] = Counter()
    accounts = balances.accounts(books)
    for row in shown.rows("posting"):
        for key, side in ((row["debit"], Side.DEBIT), (row["credit"], Side.CREDIT)):
            moved[key] += row["fen"] if accounts[key].side is side else -row["fen"]
    now = balances.balances(books) if moved else {}
    for key in map(AccountKey, moved):
        before = now.get(key, 0)
        yield Standing(key, before, before + moved[key])


def create(
    ledger: Ledger,
    values: Mapping[str, Any],
    *,
    actor: str,
    on: date | str,
    key: str | None = None,
) -> Fund:
    """Create a fund. Raises FaultsError, RefusedError, FundExistsError."""
    order = Order(FOUNDING, values, actor, on, key)
    login, day, arguments = _read(Reading(None), order)
    desk = CreationDesk(ledger=ledger, actor=login, on=day, key=key)
    return create_fund(desk, **arguments)


def repeat(fund: Fund, order: Order, opener: Opener | None = None) -> Outcome:
    """Do what a chain says was ordered: nothing is looked up before the deed does.

    Raises FoundingError, and what `do` raises.
    """
    if order.deed == FOUNDING:
        raise FoundingError
    actor, on, arguments = _read(Reading(None, opener), order)
    desk = Desk(fund, actor, on, order.key)
    return _acknowledged(Ready(desk, _deed(order), arguments))


def retell(fund: Fund, order: Order, refusal: Mapping[str, Any]) -> None:
    """Record a refusal as a past has it: what it was about is kept nowhere.

    Raises FaultsError for who and when.
    """
    reading, described = Reading(None), DEEDS[order.deed]
    actor, on = _actor(reading, order.actor), _day(reading, order.on)
    require_faultless(order.deed, reading.faults)
    request = Request(
        described.action,
        actor,
        on,
        order.key,
        order.input,
        order.deed,
        described.deed_edition,
    )
    fund.retell(request, refusal)


def canonical(order: Order, opener: Opener | None = None) -> dict[str, Any]:
    """Write an order's input as its record keeps it. Raises FaultsError."""
    _actor, _on, arguments = _read(Reading(None, opener), order)
    return DEEDS[order.deed].shape.plain(arguments, {})


def prepared(fund: Fund, order: Order, opener: Opener | None = None) -> Ready:
    """Read an order against the books as they stand.

    Raises UnknownDeedError, FoundingError, FaultsError.
    """
    if order.deed == FOUNDING:
        raise FoundingError
    with fund.reading() as books:
        actor, on, arguments = _read(Reading(books, opener), order)
        arguments = with_shipped(books, order.deed, arguments)
    return Ready(Desk(fund, actor, on, order.key), _deed(order), arguments)


def _deed(order: Order) -> Deed[..., Any]:
    return cast("Deed[..., Any]", DEEDS[order.deed])


def _read(reading: Reading, order: Order) -> tuple[Login, date, dict[str, Any]]:
    """Read who, when and with what, all faults at once. Raises FaultsError."""
    fields = tuple(form_of(order.deed).fields.values())
    actor, on = _actor(reading, order.actor), _day(reading, order.on)
    arguments = reading.fields("", fields, order.input, ())
    require_faultless(order.deed, reading.faults)
    return actor, on, arguments


def _actor(reading: Reading, actor: str) -> Login:
    try:
        login = texts.check_login("actor", actor)
        if reading.lookups is not None:
            reading.lookups.require_there(Noun.PERSON, "actor", login, {})
    except InputError as error:
        reading.fault("actor", (), actor, error)
        return Login("")
    return login


def _day(reading: Reading, on: date | str) -> date:
    try:
        return check_day("on", parse_day("on", on))
    except InputError as error:
        reading.fault("on", (), on, error)
        return date.min


class Keys:
    """Gives orders of a file their keys: from what they say, and how often it was said.

    The same file has the same keys each time, so that it goes on where it stopped.
    """

    def __init__(self) -> None:
        """Begin a file."""
        self._seen: Counter[str] = Counter()

    def keyed(self, order: Order) -> Order:
        """Give an order without a key its own."""
        if order.key is not None:
            return order
        facts = (order.deed, order.actor, str(order.on), order.input)
        text = json.dumps(facts, ensure_ascii=False, sort_keys=True, default=repr)
        digest = sha256(text.encode()).hexdigest()
        self._seen[digest] += 1
        return order._replace(key=f"{digest[:40]}-{self._seen[digest]}")
