"""Steps: what every deed on a case leaves behind, and the order of their days."""

from dataclasses import dataclass
from datetime import date
from typing import Final, TypedDict, Unpack

from sqlalchemy import bindparam, func, select

from fundledger.domain.actions import Action
from fundledger.domain.ids import (
    ClaimNo,
    DisbursementNo,
    ProjectNo,
    RecoveryNo,
    VoucherNo,
)
from fundledger.errors import N_, RefusedError
from fundledger.store import tables as t
from fundledger.store.prepared import Prepared, owned
from fundledger.store.writing import Writing


@dataclass(eq=False)
class BackwardsError(RefusedError):
    """A step would be dated before one that was taken already."""

    project_no: ProjectNo
    on: date
    last: date
    code = "before_last_step"
    message = N_("Project {project_no} has a step of {last}; {on} lies before it.")
    hint = N_("Date the deed {last} or later.")


class About(TypedDict, total=False):
    """What a step is about, besides its project."""

    disbursement_no: DisbursementNo | None
    claim_no: ClaimNo | None
    recovery_no: RecoveryNo | None
    from_state: str | None
    to_state: str | None
    reason: str
    voucher_no: VoucherNo | None


_s = t.step.c
_LAST_DAY: Final = Prepared(
    select(func.max(_s.on_date, type_=_s.on_date.type)).where(
        owned(t.step), _s.project_no == bindparam("project_no")
    )
)


def record_step(
    write: Writing, action: Action, project_no: ProjectNo, **about: Unpack[About]
) -> None:
    """Note a step of a case, in the actor's role, on the desk's date.

    Raises BackwardsError when a later step is there already.
    """
    assert write.role is not None
    last = write.value(_LAST_DAY, project_no=project_no)
    if last is not None and write.on < last:
        raise BackwardsError(project_no, write.on, last)
    no = write.next_no(t.step)
    about.setdefault("reason", "")
    write.insert(
        t.step,
        no=no,
        project_no=project_no,
        action=action,
        actor=write.actor,
        role=write.role,
        on_date=write.on,
        opening=False,
        **about,
    )
