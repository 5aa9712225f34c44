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
from fundledger.domain.chart import Side
from fundledger.domain.ids import AccountKey, Login, Seq
from fundledger.domain.values import check_day
from fundledger.errors import N_, InputError
from fundledger.i18n.nouns import Noun
from fundledger.inputs.choices import require_there
from fundledger.inputs.forms import form_of
from fundledger.inputs.parsing import Opener, parse_day
from fundledger.inputs.reading import Reading, require_faultless
from fundledger.queries import balances
from fundledger.reports.labels import voucher_label
from fundledger.store.books import Fund, Ledger
from fundledger.store.previews import Preview, rows_of
from fundledger.store.reading import Books

FOUNDING: Final = create_fund.name


@dataclass(eq=False)
class FoundingError(InputError):
    """The deed that creates a fund is to be done in one that is there."""

    message = N_("create_fund founds a fund: there is none yet that it is done in.")
    hint = N_("Create a fund with: fundledger init")


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
    ready = prepared(fund, order, opener)
    done = ready.deed.acknowledged(ready.desk, **ready.arguments)
    vouchers = tuple(
        voucher_label(row["month"], row["number"])
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


def create(ledger: Ledger, values: Mapping[str, Any], *, actor: str, on: date) -> Fund:
    """Create a fund. Raises FaultsError, RefusedError, FundExistsError."""
    reading = Reading(None)
    fields = tuple(form_of(FOUNDING).fields.values())
    arguments = reading.fields("", fields, values, ())
    require_faultless(FOUNDING, reading.faults)
    desk = CreationDesk(ledger=ledger, actor=Login(actor), on=on)
    return create_fund(desk, **arguments)


def prepared(fund: Fund, order: Order, opener: Opener | None = None) -> Ready:
    """Read an order against the books as they stand.

    Raises UnknownDeedError, FoundingError, FaultsError.
    """
    form = form_of(order.deed)
    if order.deed == FOUNDING:
        raise FoundingError
    with fund.reading() as books:
        reading = Reading(books, opener)
        actor, on = _actor(reading, books, order.actor), _day(reading, order.on)
        fields = tuple(form.fields.values())
        arguments = reading.fields("", fields, order.input, ())
        require_faultless(order.deed, reading.faults)
    desk = Desk(fund, actor, on, order.key)
    return Ready(desk, cast("Deed[..., Any]", DEEDS[order.deed]), arguments)


def _actor(reading: Reading, books: Books, actor: str) -> Login:
    try:
        login = texts.check_login("actor", actor)
        require_there(books, Noun.PERSON, "actor", login, {})
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
