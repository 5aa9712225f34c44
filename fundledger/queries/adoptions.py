"""Adoptions of rules editions 采用记账规则版本: what each says, and who signed it."""

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import select

from fundledger.domain.ids import Login
from fundledger.domain.people import Role
from fundledger.queries import cosignatures
from fundledger.queries.cosignatures import Signed
from fundledger.store import tables as t
from fundledger.store.audit import canonical
from fundledger.store.prepared import Prepared, owned
from fundledger.store.reading import Books

DEED: Final = "adopt_rules"
"""The deed that both sign."""
_a = t.adoption.c
_SIGNED: Final = Prepared(
    select(_a.edition, _a.accountant_on, _a.supervisor_on).where(owned(t.adoption))
)


class Adoption(NamedTuple):
    """A rules edition that a fund adopted: what it says, as text, and who signed."""

    edition: int
    rules: str
    signed: Mapping[Role, Signed]


def adopted_on(books: Books) -> Mapping[int, date]:
    """Give the rules editions that two people have adopted, with the day of each."""
    return {edition: max(days) for edition, *days in books.rows(_SIGNED)}


def waiting(books: Books, rules_edition: int) -> Mapping[Role, Signed]:
    """Tell who has signed the adoption of a rules edition that waits for another."""
    deed_input = canonical({"rules_edition": rules_edition})
    named = cosignatures.named_by(DEED, deed_input)
    return {each.role: each.signed for each in cosignatures.waiting_for(books, named)}


def adoption(books: Books, rules_edition: int) -> Adoption | None:
    """Find what a fund keeps of a rules edition; None before it is adopted."""
    statement = select(
        _a.rules, _a.accountant, _a.accountant_on, _a.supervisor, _a.supervisor_on
    ).where(books.own(t.adoption), _a.edition == rules_edition)
    row = books.first(statement)
    if row is None:
        return None
    signed = {
        Role.ACCOUNTANT: Signed(Login(row.accountant), row.accountant_on),
        Role.SUPERVISOR: Signed(Login(row.supervisor), row.supervisor_on),
    }
    return Adoption(rules_edition, row.rules, signed)
