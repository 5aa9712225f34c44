"""What one of two people has signed 会签, as the order by which the other does it.

Nobody types it again: the order is what the first one's record keeps, to the letter.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple, cast

from fundledger.commands.registry import DEEDS
from fundledger.commands.signers import signature_counts
from fundledger.domain.batches import Batch
from fundledger.domain.cosigning import (
    CosignatureMoveError,
    CosignatureState,
    GivenAgainError,
    SignerLapsedError,
)
from fundledger.domain.fen import format_fen
from fundledger.domain.ids import CosignatureNo, Login
from fundledger.domain.rights import holds_on
from fundledger.i18n.nouns import Noun
from fundledger.inputs.choices import require_there
from fundledger.inputs.doing import Order
from fundledger.inputs.forms import form_of
from fundledger.queries import cosignatures, people
from fundledger.queries.cosignatures import Cosignature
from fundledger.store.reading import Books


class Signed(NamedTuple):
    """A signature that waits for another, with the name of who gave it."""

    row: Cosignature
    name: str


def signed(books: Books, no: CosignatureNo) -> Signed:
    """Find what waits for a second signature.

    Raises UnknownReferenceError, CosignatureMoveError where it waits no more,
    GivenAgainError.
    """
    first = first_signed(books, no)
    refusal = waits(first.row)
    if refusal is not None:
        raise refusal
    return first


def waits(row: Cosignature) -> CosignatureMoveError | GivenAgainError | None:
    """Give why a signature cannot be followed by its number; None where it can."""
    if row.state is not CosignatureState.WAITING:
        return CosignatureMoveError(row.no, row.state, DEEDS[row.deed].action)
    if any(each.annotation is Batch for each in form_of(row.deed).fields.values()):
        return GivenAgainError(row.no, row.deed)
    return None


def first_signed(books: Books, no: CosignatureNo) -> Signed:
    """Find a signature, however it stands. Raises UnknownReferenceError."""
    require_there(books, Noun.COSIGNATURE, "cosignature_no", no, {})
    row = cosignatures.cosignature(books, no)
    assert row is not None, "it was found to be there"
    person = people.person(books, row.login)
    return Signed(row, row.login if person is None else person.name)


def lapsed(books: Books, row: Cosignature, on: date) -> SignerLapsedError | None:
    """Give why a signature does not count on a day; None while it does."""
    if signature_counts(books, row, on):
        return None
    return SignerLapsedError(row.no, row.login, row.role)


def order_of(row: Cosignature, actor: str, on: date) -> Order:
    """Give the order by which somebody signs beside the first.

    Its key is the signature's: whoever repeats it does not begin another one.
    """
    return Order(row.deed, given_in(row.asked_for), actor, on, key_of(row.no))


def key_of(no: CosignatureNo) -> str:
    """Give the key under which a signature is followed by the other, once."""
    return f"cosignature-{no}"


def given_in(asked_for: Mapping[str, Any]) -> dict[str, Any]:
    """Give what an input says, as its record keeps it, without what it leaves out."""
    return {name: each for name, each in asked_for.items() if each is not None}


def as_typed(asked_for: Mapping[str, Any]) -> dict[str, Any]:
    """Give an input that a record keeps as people would type it into the form."""
    return {name: _typed(each) for name, each in given_in(asked_for).items()}


def _typed(value: Any) -> Any:  # noqa: ANN401 - any JSON
    match value:
        case {"fen": int(fen)}:
            return format_fen(fen)
        case bool() | dict() | list():
            return cast("object", value)
        case _:
            return str(value)


def cosigners(books: Books, row: Cosignature, on: date) -> list[Login]:
    """List who could sign beside the first on a day, as far as roles say."""
    active = {each.login for each in people.people(books) if each.active}
    return [
        each.login
        for each in people.grants(books)
        if each.role is row.other
        and holds_on(each, on)
        and each.login in active - {row.login}
    ]
