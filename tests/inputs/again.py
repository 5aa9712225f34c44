"""A chain done again through inputs: each record's input, as people would write it."""

import base64
import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, cast

from sqlalchemy import select

from fundledger.domain.fen import format_fen
from fundledger.domain.ids import Seq
from fundledger.inputs.doing import Order
from fundledger.queries.records import record
from fundledger.store import tables as t
from fundledger.store.books import Fund
from fundledger.store.reading import Books


class Past(NamedTuple):
    """One record of a chain: how to order it again, and what it says."""

    seq: int
    order: Order
    outcome: str
    body: str


def chain(fund: Fund, most: int | None = None) -> Iterator[Past]:
    """Go through a chain from its second record on: the first creates the fund."""
    with fund.reading() as books:
        last = min(books.head.seq, most or books.head.seq)
        for seq in range(1, last + 1):
            full = record(books, Seq(seq))
            assert full is not None
            each = full.record
            values = {name: _whole(books, value) for name, value in each.input.items()}
            order = Order(each.deed, values, each.actor, each.on, each.key)
            yield Past(seq, order, each.outcome, full.body)


def _whole(books: Books, value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Give what a record only names by its hash: a file's content, as JSON has it."""
    given: Any = value
    digest: object = given.get("sha256") if isinstance(value, dict) else None
    if digest is None:
        return given
    c = t.attachment.c
    statement = select(c.content).where(books.own(t.attachment), c.sha256 == digest)
    content = books.value(statement)
    assert content is not None
    return {"base64": base64.b64encode(content).decode()}


def in_words(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Write a record's input as people do: 元 as text, numbers as digits."""
    if isinstance(value, Mapping):
        fields = cast("Mapping[str, Any]", value)
        if set(fields) == {"fen"}:
            return format_fen(fields["fen"])
        return {name: in_words(each) for name, each in fields.items()}
    if isinstance(value, list):
        lines: list[Any] = [*value]
        return [in_words(each) for each in lines]
    if isinstance(value, bool):
        return "是" if value else "no"
    return str(value) if isinstance(value, int) else value


def words(order: Order) -> list[str]:
    """Write an input as words of a command line: nested values are JSON."""
    return [f"{name}={_word(in_words(each))}" for name, each in order.input.items()]


def _word(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
