"""What somebody may do to a case now, and what forbids the rest."""

from datetime import date
from typing import Any, Final, NamedTuple

from fundledger.commands.deed import Described
from fundledger.commands.lookup import require
from fundledger.commands.registry import DEEDS
from fundledger.commands.rights import Who
from fundledger.commands.signers import signature_counts
from fundledger.domain import texts
from fundledger.domain.cosigning import (
    CosignatureMoveError,
    CosignatureState,
    CosignedAlreadyError,
    SignerLapsedError,
)
from fundledger.domain.ids import CosignatureNo, Login
from fundledger.domain.inbox import CaseKind
from fundledger.domain.people import PERMITS
from fundledger.domain.rights import NoRoleError, holds_on, in_order
from fundledger.domain.stages import is_of_stage
from fundledger.domain.values import check_choice, check_day
from fundledger.errors import RefusedError
from fundledger.queries import cosignatures, inbox, people
from fundledger.store.reading import Books

NOUNS: Final = tuple(sorted({of.noun for deed in DEEDS.values() for of in deed.case}))
"""What a case may be named by."""


class Permission(NamedTuple):
    """One deed on a case: None where nothing known forbids it, or the refusal."""

    deed: str
    refusal: RefusedError | None


def may(
    books: Books, actor: Login, on: date, noun: str, key: object
) -> list[Permission]:
    """Tell for each deed that begins from such a case whether the actor may do it.

    `noun` is "project", "claim", "voucher" and the like, `key` its number or key. A
    refusal is the one that would come. A deed that is free of one can still be refused
    for what is not known yet: amounts, and whatever else a form asks. Raises
    InputError, UnknownPersonError, NotFoundError.
    """
    texts.check_login("actor", actor)
    check_day("on", on)
    check_choice("noun", noun, NOUNS)
    return [
        Permission(name, refusal_of(books, deed, actor, on, key))
        for name, deed in DEEDS.items()
        if deed.case and deed.case[0].noun == noun
    ]


def of_other_stages(books: Books, noun: str, key: object) -> frozenset[str]:
    """Name the deeds on a case that belong to other stages of it, whoever does them."""
    if noun not in set(CaseKind) or not isinstance(key, int):
        return frozenset()
    place = (CaseKind(noun), key)
    described = inbox.describe(books, (place,)).get(place)
    if described is None:
        return frozenset()
    return frozenset(
        name
        for name, deed in DEEDS.items()
        if deed.case
        and deed.case[0].noun == noun
        and not is_of_stage(place[0], described.state, deed.action)
    )


BEGINNINGS: Final = frozenset({"community"})
"""Nouns whose deeds bring something new: a place has them, not a case."""


def may_begin(books: Books, actor: Login, on: date) -> list[Permission]:
    """Tell for each deed that needs no case to begin from whether the actor may.

    Where the place is not known yet, it is enough to hold a fitting role somewhere.
    Raises InputError, UnknownPersonError.
    """
    texts.check_login("actor", actor)
    check_day("on", on)
    return [
        Permission(name, _refusal_to_begin(books, deed, actor, on))
        for name, deed in DEEDS.items()
        if name != "create_fund" and _begins(deed)
    ]


def _begins(deed: Described[..., Any]) -> bool:
    optional = all(each.parameter in deed.shape.defaults for each in deed.case)
    return optional or deed.case[0].noun in BEGINNINGS


def _refusal_to_begin(
    books: Books, deed: Described[..., Any], actor: Login, on: date
) -> RefusedError | None:
    if not deed.case:
        return refusal_of(books, deed, actor, on, None)
    permitted = PERMITS[deed.action]
    grants = people.grants(books, actor)
    if any(each.role in permitted and holds_on(each, on) for each in grants):
        return None
    return NoRoleError(actor, deed.action, in_order(permitted))


def refusal_of(
    books: Books, deed: Described[..., Any], actor: Login, on: date, key: object
) -> RefusedError | None:
    """Tell which refusal a deed on this case would meet, before its reason is known."""
    arguments: dict[str, Any] = {each.parameter: key for each in deed.case[:1]}
    if "reason" in deed.shape.converters:
        arguments["reason"] = None
    try:
        deed.decide(books, Who(actor, deed.action, on), arguments)
    except RefusedError as refusal:
        return refusal
    return None


def refusal_to_cosign(
    books: Books, actor: Login, on: date, no: CosignatureNo
) -> RefusedError | None:
    """Tell what would refuse somebody who signs beside the first of two.

    Raises NotFoundError.
    """
    row = require(cosignatures.cosignature(books, no), "cosignature", no)
    deed = DEEDS[row.deed]
    if row.state is not CosignatureState.WAITING:
        return CosignatureMoveError(no, row.state, deed.action)
    if not signature_counts(books, row, on):
        return SignerLapsedError(no, row.login, row.role)
    if row.login == actor:
        return CosignedAlreadyError(actor, row.role, (row.other,))
    grants = people.grants(books, actor)
    if not any(each.role is row.other and holds_on(each, on) for each in grants):
        return NoRoleError(actor, deed.action, (row.other,))
    key = row.asked_for[deed.case[0].parameter] if deed.case else None
    return refusal_of(books, deed, actor, on, key)
