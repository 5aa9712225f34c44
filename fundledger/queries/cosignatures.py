"""Signatures of deeds of the fund that wait for a second one 会签."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import Row, bindparam, func, select

from fundledger.domain.cosigning import CosignatureState
from fundledger.domain.ids import CosignatureNo, Login, Seq, Sha256
from fundledger.domain.people import Role
from fundledger.queries import funding, funds, journal, projects, sources
from fundledger.store import tables as t
from fundledger.store.prepared import Prepared, owned
from fundledger.store.reading import Books


class Signed(NamedTuple):
    """Who signed, and on which day."""

    login: Login
    on: date


class Cosignature(NamedTuple):
    """Somebody has signed a deed, by its name and canonical input."""

    no: CosignatureNo
    deed: str
    input: str
    role: Role
    login: Login
    on: date
    other: Role
    """Who signs beside it."""
    state: CosignatureState
    end_reason: str | None
    seq: Seq
    """The record that wrote it last."""

    @property
    def asked_for(self) -> dict[str, Any]:
        """Give the deed's input, as its record keeps it."""
        return asked_for_in(self.input)

    @property
    def signed(self) -> Signed:
        """Who signed, and when."""
        return Signed(self.login, self.on)


def asked_for_in(text: str) -> dict[str, Any]:
    """Read a deed's input, as its record keeps it."""
    asked_for: dict[str, Any] = json.loads(text)
    return asked_for


class SignedSubject(NamedTuple):
    """What a signature is about, in the words of the books."""

    code: str
    """The project's code; empty where there is none."""
    title: str
    fen: int | None


def named_by(deed: str, deed_input: str, about: str = "") -> Sha256:
    """Name what two people ask for: a deed by its name, and its canonical input.

    `about` is what the books said of it, where that may change between the two.
    """
    asked_for = f"{deed}\n{deed_input}" + (f"\n{about}" if about else "")
    return Sha256(hashlib.sha256(asked_for.encode()).hexdigest())


_c = t.cosignature.c
_ALL: Final = select(
    _c.no,
    _c.deed,
    _c.input,
    _c.role,
    _c.login,
    _c.on_date,
    _c.other_role,
    _c.state,
    _c.end_reason,
    _c.seq,
).order_by(_c.no)
_OPEN: Final = Prepared(
    _ALL.where(
        owned(t.cosignature),
        _c.input_sha256 == bindparam("sha256"),
        _c.state == CosignatureState.WAITING,
    )
)


def waiting_for(books: Books, sha256: Sha256) -> Sequence[Cosignature]:
    """List the signatures of one deed that wait for another."""
    return list(map(_cosignature, books.rows(_OPEN, sha256=sha256)))


def returned(books: Books, login: Login) -> Sequence[Cosignature]:
    """List what came back to somebody who has not signed that deed again, by number.

    Whoever signs it anew, mended, has done what a return asks for.
    """
    own = (books.own(t.cosignature), _c.login == login)
    statement = _ALL.where(*own, _c.state == CosignatureState.RETURNED)
    listed = list(map(_cosignature, books.rows(statement)))
    if not listed:
        return []
    deeds = {each.deed for each in listed}
    signed = select(_c.deed, func.max(_c.no).label("last")).where(
        *own, _c.deed.in_(deeds)
    )
    last: dict[str, int] = {
        row.deed: row.last for row in books.rows(signed.group_by(_c.deed))
    }
    return [each for each in listed if last[each.deed] <= each.no]


def waiting(books: Books) -> Sequence[Cosignature]:
    """List the signatures that wait for another, oldest first."""
    statement = _ALL.where(
        books.own(t.cosignature), _c.state == CosignatureState.WAITING
    )
    return list(map(_cosignature, books.rows(statement)))


def cosignature(books: Books, no: CosignatureNo) -> Cosignature | None:
    """Find a signature by its number."""
    statement = _ALL.where(books.own(t.cosignature), _c.no == no)
    return next(map(_cosignature, books.rows(statement)), None)


def subject(books: Books, no: CosignatureNo) -> SignedSubject | None:
    """Tell what a signature is about: which project, between whom, how much."""
    row = cosignature(books, no)
    return None if row is None else subject_of(books, row.asked_for)


def subject_of(books: Books, asked_for: Mapping[str, Any]) -> SignedSubject:
    """Tell what the input of a deed that two people sign is about."""
    amount = asked_for.get("amount")
    number = asked_for.get("project_no")
    project = None if number is None else projects.project(books, number)
    named = [*_named(books, asked_for)]
    if project is not None and not named:
        named = [project.title]
    return SignedSubject(
        "" if project is None else project.code,
        " → ".join(named),
        None if amount is None else amount["fen"],
    )


def _named(books: Books, asked_for: Mapping[str, Any]) -> Iterator[str]:
    """Name whom or what a deed moves money between, or what it is about."""
    banks = {each.key: each.name for each in funds.bank_accounts(books)}
    for name, value in asked_for.items():
        if name in ("from_source", "to_source"):
            source = sources.source(books, value)
            yield value if source is None else source.name
        elif name in ("from_bank", "to_bank"):
            yield banks.get(value, str(value))
        elif name == "funding_no":
            given = funding.funding(books, value)
            yield "" if given is None else given.party or ""
        elif name == "voucher_no":
            of = journal.voucher(books, value)
            yield "" if of is None else of.name
        elif name in ("year", "rules_edition", "summary"):
            yield str(value)


def _cosignature(row: Row[*tuple[Any, ...]]) -> Cosignature:
    plain = Cosignature._make(row)
    return plain._replace(
        role=Role(plain.role),
        other=Role(plain.other),
        state=CosignatureState(plain.state),
    )
