"""One search over everything that has a page: by code, number, name, or amount.

Each kind gives a few hits; what has a number is looked up by it. An amount is looked
for among disbursements, receipts, and money received.
"""

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Select, func, or_, select

from fundledger.domain.money import AmountError, parse_money, to_fen
from fundledger.domain.vouchers import parse_voucher_name, voucher_name
from fundledger.queries.vouchers import numbered
from fundledger.store import tables as t
from fundledger.store.reading import Books

MOST: Final = 8
"""So many hits of a kind are given."""
LEAST: Final = 2
HANDOVER_WORDS: Final = ("会计工作交接", "handover")
"""What people type who look for handovers, whoever's they are; a part does."""
_RECORD: Final = re.compile(r"#\s*(\d{1,12})")


class Hit(NamedTuple):
    """One thing that fits; amounts in 分."""

    kind: str
    """Its noun."""
    key: int | str
    text: str
    project_no: int | None = None
    fen: int | None = None


def search(books: Books, typed: str) -> list[Hit]:
    """List what fits a typed text, a few of each kind."""
    text = typed.strip()
    if not text:
        return []
    return [
        *_numbered(books, text),
        *_named(books, text.casefold()),
        *_paid(books, text),
    ]


def titles(books: Books) -> list[Hit]:
    """List every project by code and title, for a search that is not by its letters."""
    c = t.project.c
    statement = select(c.no, c.code, c.title).where(books.own(t.project)).order_by(c.no)
    return [
        Hit("project", no, f"{code} {title}", no)
        for no, code, title in books.rows(statement)
    ]


def _numbered(books: Books, text: str) -> Iterator[Hit]:
    """Look up a voucher 记91, with or without its month, or a record #5120."""
    named = parse_voucher_name(text)
    if named is not None and named.is_marked:
        v = t.voucher.c
        vouchers = select(v.no, v.month, v.summary).where(numbered(books, named))
        for no, month, summary in _rows(books, vouchers, v.month.desc()):
            name = voucher_name(month, named.series, named.number)
            yield Hit("voucher", no, f"{name} {summary}")
    if match := _RECORD.fullmatch(text):
        r = t.record.c
        statement = select(r.seq, r.action).where(
            books.own(t.record), r.seq == int(match[1])
        )
        for seq, action in books.rows(statement):
            yield Hit("record", seq, f"#{seq} {action}")


def _named(books: Books, text: str) -> Iterator[Hit]:
    """Find by a part of a code, title, name or number."""
    p, m = t.project.c, t.community.c
    at_home = t.project.join(
        t.community, (m.fund_id == p.fund_id) & (m.key == p.community_key)
    )
    projects = (
        select(p.no, p.code, p.title)
        .select_from(at_home)
        .where(books.own(t.project), _part(text, p.code, p.title, m.name))
    )
    for no, code, title in _rows(books, projects, p.no):
        yield Hit("project", no, f"{code} {title}", no)
    y = t.payee.c
    payees = select(y.no, y.name, y.bank, y.number).where(
        books.own(t.payee), _part(text, y.name, y.number)
    )
    for no, name, bank, number in _rows(books, payees, y.no):
        yield Hit("payee", no, f"{name} {bank} {number}")
    e = t.person.c
    people = select(e.login, e.name).where(
        books.own(t.person), _part(text, e.login, e.name)
    )
    for login, name in _rows(books, people, e.login):
        yield Hit("person", login, f"{name} {login}")
    f = t.funding_source.c
    sources = select(f.key, f.name).where(
        books.own(t.funding_source), _part(text, f.key, f.name)
    )
    for key, name in _rows(books, sources, f.key):
        yield Hit("source", key, f"{name} {key}")
    yield from _receipts(books, _part(text, t.receipt.c.number, t.receipt.c.seller))
    yield from _handovers(books, text)


def _handovers(books: Books, text: str) -> Iterator[Hit]:
    """Find handovers by whoever hands over or takes over, or all by what they are."""
    h, giver, taker = t.handover.c, t.person.alias(), t.person.alias()
    both = t.handover.join(
        giver, (giver.c.fund_id == h.fund_id) & (giver.c.login == h.from_login)
    ).join(taker, (taker.c.fund_id == h.fund_id) & (taker.c.login == h.to_login))
    people = (giver.c.login, giver.c.name, taker.c.login, taker.c.name)
    statement = (
        select(h.no, h.on_date, giver.c.name, taker.c.name)
        .select_from(both)
        .where(books.own(t.handover))
    )
    if len(text) < LEAST or not any(text in word for word in HANDOVER_WORDS):
        statement = statement.where(_part(text, *people))
    for no, on, whose, whom in _rows(books, statement, h.no.desc()):
        yield Hit("handover", no, f"{no} {whose} → {whom} {on}")


def _receipts(books: Books, which: ColumnElement[bool]) -> Iterator[Hit]:
    r, c = t.receipt.c, t.claim.c
    claimed = t.receipt.join(t.claim, (c.fund_id == r.fund_id) & (c.no == r.claim_no))
    statement = (
        select(r.no, r.number, r.seller, r.claimed_fen, c.project_no)
        .select_from(claimed)
        .where(books.own(t.receipt), which)
    )
    for no, number, seller, fen, project_no in _rows(books, statement, r.no):
        yield Hit("receipt", no, f"{number} {seller}", project_no, fen)


def _paid(books: Books, text: str) -> Iterator[Hit]:
    """Find by an amount in 元, which came, was paid, claimed, or goes back."""
    try:
        fen = to_fen(parse_money(text))
    except AmountError:
        return
    d, f = t.disbursement.c, t.funding.c
    paid = select(d.no, d.fen, d.project_no).where(
        books.own(t.disbursement), d.fen == fen
    )
    for no, amount, project_no in _rows(books, paid, d.no):
        yield Hit("disbursement", no, f"{no}", project_no, amount)
    came = select(f.no, f.fen, f.party).where(books.own(t.funding), f.fen == fen)
    for no, amount, party in _rows(books, came, f.no):
        yield Hit("funding", no, f"{no} {party or ''}", None, amount)
    yield from _receipts(books, t.receipt.c.claimed_fen == fen)
    m = t.money_return.c
    back = select(m.no, m.party).where(books.own(t.money_return), m.fen == fen)
    for no, party in _rows(books, back, m.no):
        yield Hit("return", no, f"{no} {party}", None, fen)


def _part(text: str, *columns: ColumnElement[Any]) -> ColumnElement[bool]:
    return or_(*(func.lower(each).contains(text, autoescape=True) for each in columns))


def _rows(
    books: Books, statement: Select[*tuple[Any, ...]], by: ColumnElement[Any]
) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in books.rows(statement.order_by(by).limit(MOST))]
