"""Signatures of deeds of the fund that wait for a second one 会签."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import Row, bindparam, false, select

from fundledger.domain.ids import CosignatureNo, Login, Sha256
from fundledger.domain.people import Role
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
    done: bool

    @property
    def signed(self) -> Signed:
        """Who signed, and when."""
        return Signed(self.login, self.on)


def named_by(deed: str, deed_input: str) -> Sha256:
    """Name what two people ask for: a deed by its name, and its canonical input."""
    return Sha256(hashlib.sha256(f"{deed}\n{deed_input}".encode()).hexdigest())


_c = t.cosignature.c
_ALL: Final = select(
    _c.no, _c.deed, _c.input, _c.role, _c.login, _c.on_date, _c.done
).order_by(_c.no)
_OPEN: Final = Prepared(
    _ALL.where(
        owned(t.cosignature),
        _c.input_sha256 == bindparam("sha256"),
        _c.done.is_(false()),
    )
)


def waiting_for(books: Books, sha256: Sha256) -> Sequence[Cosignature]:
    """List the signatures of one deed that wait for another."""
    return list(map(_cosignature, books.rows(_OPEN, sha256=sha256)))


def waiting(books: Books) -> Sequence[Cosignature]:
    """List the signatures that wait for another, oldest first."""
    statement = _ALL.where(books.own(t.cosignature), _c.done.is_(false()))
    return list(map(_cosignature, books.rows(statement)))


def cosignature(books: Books, no: CosignatureNo) -> Cosignature | None:
    """Find a signature by its number."""
    statement = _ALL.where(books.own(t.cosignature), _c.no == no)
    return next(map(_cosignature, books.rows(statement)), None)


def _cosignature(row: Row[*tuple[Any, ...]]) -> Cosignature:
    plain = Cosignature._make(row)
    return plain._replace(role=Role(plain.role), done=bool(plain.done))
