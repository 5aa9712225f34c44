"""Signatures of deeds of the fund that two people sign. Not deeds by themselves."""

import hashlib
from collections.abc import Mapping

from fundledger.domain.actions import Action
from fundledger.domain.cosigning import (
    CosignatureState,
    decide_cosigned,
    other_role,
)
from fundledger.domain.ids import Login, Sha256
from fundledger.domain.people import Role
from fundledger.queries import cosignatures as queries
from fundledger.store import tables as t
from fundledger.store.audit import canonical
from fundledger.store.writing import Writing


def cosigned(write: Writing, action: Action) -> Mapping[Role, Login] | None:
    """Take a signature of this very deed; give all once everybody has signed.

    Until then nothing else is to be done. Raises CosignedAlreadyError.
    """
    assert write.role is not None
    deed_input = canonical(write.deed_input)
    named = f"{write.deed}\n{deed_input}"
    sha256 = Sha256(hashlib.sha256(named.encode()).hexdigest())
    waiting = queries.waiting_for(write, sha256)
    signed = {each.role: each.login for each in waiting}
    last = decide_cosigned(action, write.actor, write.role, signed)
    if last:
        for each in waiting:
            write.change(t.cosignature, each.no, state=CosignatureState.DONE)
    write.insert(
        t.cosignature,
        no=write.next_no(t.cosignature),
        deed=write.deed,
        input=deed_input,
        input_sha256=sha256,
        role=write.role,
        other_role=other_role(action, write.role),
        login=write.actor,
        on_date=write.on,
        state=CosignatureState.DONE if last else CosignatureState.WAITING,
        end_reason=None,
    )
    return signed | {write.role: write.actor} if last else None
