"""Signatures of deeds of the fund that two people sign. Not deeds by themselves."""

import hashlib
from collections.abc import Callable, Mapping
from typing import TypeVar

from fundledger.domain.actions import Action
from fundledger.domain.cosigning import decide_cosigned
from fundledger.domain.ids import Login, Sha256
from fundledger.domain.people import Role
from fundledger.queries import cosignatures as queries
from fundledger.store import tables as t
from fundledger.store.audit import canonical
from fundledger.store.writing import Writing

Signed = Mapping[Role, Login]
"""Who has signed, each in a role."""

T = TypeVar("T")


def cosigned(write: Writing, action: Action, do: Callable[[Signed], T]) -> T | None:
    """Take a signature of this very deed, and do it once everybody has signed.

    Until then it is only tried: what would be refused to the last one is refused to
    the first. Raises CosignedAlreadyError, and what the deed does.
    """
    signed, last = _sign(write, action)
    if last:
        return do(signed)
    with write.trial():
        do(signed)
    return None


def _sign(write: Writing, action: Action) -> tuple[Signed, bool]:
    """Keep a signature; give all there are, and tell whether it is the last one."""
    assert write.role is not None
    deed_input = canonical(write.deed_input)
    named = f"{write.deed}\n{deed_input}"
    sha256 = Sha256(hashlib.sha256(named.encode()).hexdigest())
    waiting = queries.waiting_for(write, sha256)
    signed = {each.role: each.login for each in waiting}
    last = decide_cosigned(action, write.actor, write.role, signed)
    if last:
        for each in waiting:
            write.change(t.cosignature, each.no, done=True)
    write.insert(
        t.cosignature,
        no=write.next_no(t.cosignature),
        deed=write.deed,
        input=deed_input,
        input_sha256=sha256,
        role=write.role,
        login=write.actor,
        on_date=write.on,
        done=last,
    )
    return signed | {write.role: write.actor}, last
