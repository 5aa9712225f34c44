"""Adoptions of rules editions 采用记账规则版本: what each says, and who signed it."""

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import bindparam, func, select

from fundledger.domain.adoptions import SIGNERS, is_adopted
from fundledger.domain.ids import Login
from fundledger.domain.people import Role
from fundledger.store import tables as t
from fundledger.store.prepared import Prepared, owned
from fundledger.store.reading import Books
from fundledger.store.types import Whole

_a, _s = t.adoption.c, t.adoption_signature.c
_SIGNED: Final = Prepared(
    select(_s.edition, func.max(_s.on_date, type_=_s.on_date.type))
    .where(owned(t.adoption_signature))
    .group_by(_s.edition)
    .having(func.count() == len(SIGNERS))
)
_SIGNERS: Final = Prepared(
    select(_s.role, _s.login, _s.on_date)
    .where(
        owned(t.adoption_signature),
        _s.edition == bindparam("edition", type_=Whole[int]()),
    )
    .order_by(_s.role)
)


class AdoptionSignature(NamedTuple):
    """Who signed an adoption, and on which day."""

    login: Login
    on: date


class Adoption(NamedTuple):
    """A rules edition that was put to a fund: what it says, as text, and who signed."""

    edition: int
    rules: str
    signed: Mapping[Role, AdoptionSignature]

    @property
    def is_adopted(self) -> bool:
        """Whether both have signed."""
        return is_adopted(self.signed)


def adopted_on(books: Books) -> Mapping[int, date]:
    """Give the rules editions that two people have adopted, with the day of each."""
    return dict(books.pairs(_SIGNED))


def signers(books: Books, rules_edition: int) -> Mapping[Role, AdoptionSignature]:
    """Tell who has signed the adoption of a rules edition so far."""
    rows = books.rows(_SIGNERS, edition=rules_edition)
    return {Role(role): AdoptionSignature(login, on) for role, login, on in rows}


def adoption(books: Books, rules_edition: int) -> Adoption | None:
    """Find what a fund keeps of a rules edition; None before anybody signed it."""
    statement = select(_a.rules).where(
        books.own(t.adoption), _a.edition == rules_edition
    )
    row = books.first(statement)
    if row is None:
        return None
    return Adoption(rules_edition, row.rules, signers(books, rules_edition))
