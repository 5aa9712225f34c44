"""Signatures of deeds of the fund that two people sign. Not deeds by themselves."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from fundledger.commands.signers import signature_counts
from fundledger.domain.actions import Action
from fundledger.domain.cosigning import (
    CosignatureState,
    decide_alone,
    decide_cosigned,
    decide_kind_alone,
    other_role,
)
from fundledger.domain.ids import Login
from fundledger.domain.money import to_fen
from fundledger.domain.people import Role
from fundledger.queries import cosignatures as queries
from fundledger.queries.cosignatures import Cosignature, Signed
from fundledger.queries.settings import settings
from fundledger.store import tables as t
from fundledger.store.audit import canonical
from fundledger.store.writing import Writing

Signers = Mapping[Role, Login]
"""Who has signed, each in a role."""

T = TypeVar("T")


def cosigned(
    write: Writing, action: Action, do: Callable[[Signers], T], *, about: str = ""
) -> T | None:
    """Take a signature of this very deed, and do it once everybody has signed.

    Until then it is only tried: what would be refused to the last one is refused to
    the first. `about` is what both sign without typing it. Raises
    CosignedAlreadyError, and what the deed does.
    """
    assert write.role is not None
    signed = signatures(write, action, about=about)
    if signed is not None:
        return do({role: each.login for role, each in signed.items()})
    with write.trial():
        do({write.role: write.actor})
    return None


def cosigned_above(
    write: Writing,
    action: Action,
    fen: int,
    do: Callable[[Signers], T],
    *,
    above_fen: int | None = None,
) -> T | None:
    """Do a deed at once, or take two signatures where its amount, in 分, asks for them.

    That is above `above_fen`, or the fund's setting two_sign_above. Raises AloneError,
    CosignedAlreadyError, and what the deed does.
    """
    assert write.role is not None
    above_fen = limit(write) if above_fen is None else above_fen
    if decide_alone(action, write.role, fen, above_fen):
        return _done_alone(write, do)
    return cosigned(write, action, do)


def cosigned_if(
    write: Writing, action: Action, do: Callable[[Signers], T], *, two: bool
) -> T | None:
    """Do a deed at once, or take two signatures where its kind asks for them.

    Raises AloneKindError, CosignedAlreadyError, and what the deed does.
    """
    assert write.role is not None
    if two:
        return cosigned(write, action, do)
    decide_kind_alone(action, write.role)
    return _done_alone(write, do)


def limit(write: Writing) -> int:
    """Tell above which amount two sign, in 分: the fund's setting two_sign_above."""
    return to_fen(settings(write).two_sign_above)


def _done_alone(write: Writing, do: Callable[[Signers], T]) -> T:
    """Do what one signs; a signature that waited for another waits no more."""
    _settle(write, _waiting(write))
    return do({})


def _waiting(write: Writing, about: str = "") -> list[Cosignature]:
    """List the signatures of this very deed whose signers still have their roles."""
    sha256 = queries.named_by(write.deed, canonical(write.deed_input), about)
    listed = queries.waiting_for(write, sha256)
    return [each for each in listed if signature_counts(write, each, write.on)]


def _settle(write: Writing, waiting: Iterable[Cosignature]) -> None:
    """Let signatures wait no more: the deed is done, and they count for no other."""
    for each in waiting:
        write.change(t.cosignature, each.no, state=CosignatureState.DONE)


def signatures(
    write: Writing, action: Action, *, about: str = ""
) -> Mapping[Role, Signed] | None:
    """Take a signature of this very deed; give all once everybody has signed.

    Raises CosignedAlreadyError.
    """
    assert write.role is not None
    deed_input = canonical(write.deed_input)
    waiting = _waiting(write, about)
    signed = {each.role: each.signed for each in waiting}
    logins = {role: each.login for role, each in signed.items()}
    last = decide_cosigned(action, write.actor, write.role, logins)
    if last:
        _settle(write, waiting)
    write.insert(
        t.cosignature,
        no=write.next_no(t.cosignature),
        deed=write.deed,
        input=deed_input,
        input_sha256=queries.named_by(write.deed, deed_input, about),
        role=write.role,
        other_role=other_role(action, write.role),
        login=write.actor,
        on_date=write.on,
        state=CosignatureState.DONE if last else CosignatureState.WAITING,
        end_reason=None,
    )
    return signed | {write.role: Signed(write.actor, write.on)} if last else None
