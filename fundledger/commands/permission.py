"""What somebody may do to a case now, and what forbids the rest."""

from datetime import date
from typing import Any, Final, NamedTuple

from fundledger.commands.deed import Described
from fundledger.commands.registry import DEEDS
from fundledger.commands.rights import Who
from fundledger.domain import texts
from fundledger.domain.ids import Login
from fundledger.domain.values import check_choice, check_day
from fundledger.errors import RefusedError
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


def refusal_of(
    books: Books, deed: Described[..., Any], actor: Login, on: date, key: object
) -> RefusedError | None:
    """Tell which refusal a deed on this case would meet, before its reason is known."""
    arguments: dict[str, Any] = {deed.case[0].parameter: key}
    if "reason" in deed.shape.converters:
        arguments["reason"] = None
    try:
        deed.decide(books, Who(actor, deed.action, on), arguments)
    except RefusedError as refusal:
        return refusal
    return None
