"""Vouchers signed 签章: 制单, 出纳, 复核, 记账, 会计主管; one, or all up to a day."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from fundledger.commands.cases import WHOLE_FUND, of_voucher
from fundledger.commands.deed import deed
from fundledger.commands.rights import refusal_of
from fundledger.domain.actions import Action
from fundledger.domain.ids import Login, ProjectNo, VoucherNo
from fundledger.domain.labels import RefusalCode
from fundledger.domain.readiness import ready_to_sign_voucher
from fundledger.domain.signatures import (
    PARTS,
    SignaturePart,
    Signing,
    decide_voucher_part,
)
from fundledger.errors import RefusedError
from fundledger.queries import signatures
from fundledger.store import tables as t
from fundledger.store.writing import Writing


class LeftOut(NamedTuple):
    """A voucher that somebody else must sign, and the code of the refusal."""

    voucher_no: VoucherNo
    why: RefusalCode


class Signed(NamedTuple):
    """What was signed of many vouchers, and what was left out."""

    signed: tuple[VoucherNo, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


@deed(Action.VOUCHER_PREPARE, case=of_voucher, ready=ready_to_sign_voucher)
def prepare_voucher(write: Writing, voucher_no: VoucherNo) -> None:
    """Sign as the accountant who prepares 制单 what another person's deed booked.

    Raises BudgetVoucherError, PartSignedError, OtherPartError.
    """
    _sign(write, SignaturePart.PREPARED, [voucher_no])


@deed(Action.VOUCHER_COUNTERSIGN, case=of_voucher, ready=ready_to_sign_voucher)
def countersign_voucher(write: Writing, voucher_no: VoucherNo) -> None:
    """Sign as the cashier 出纳 for what a voucher moves on a bank account.

    Raises BudgetVoucherError, PartNotNeededError, PartSignedError, OtherPartError.
    """
    _sign(write, SignaturePart.CASHIER, [voucher_no])


@deed(Action.VOUCHER_REVIEW, case=of_voucher, ready=ready_to_sign_voucher)
def review_voucher(write: Writing, voucher_no: VoucherNo) -> None:
    """Review 复核 one voucher that others made, approved and prepared.

    Raises BudgetVoucherError, PartTooEarlyError, PartSignedError, OtherPartError,
    OwnVoucherError, ConflictOfInterestError.
    """
    _sign(write, SignaturePart.REVIEWED, [voucher_no])


@deed(Action.VOUCHER_POST, case=of_voucher, ready=ready_to_sign_voucher)
def post_voucher(write: Writing, voucher_no: VoucherNo) -> None:
    """Sign that a reviewed voucher stands in the ledger 记账.

    Raises BudgetVoucherError, PartTooEarlyError, PartSignedError, OtherPartError.
    """
    _sign(write, SignaturePart.POSTED, [voucher_no])


@deed(Action.VOUCHER_ENDORSE, case=of_voucher, ready=ready_to_sign_voucher)
def endorse_voucher(write: Writing, voucher_no: VoucherNo) -> None:
    """Sign a reviewed voucher as the head of finance 会计主管.

    Raises BudgetVoucherError, PartTooEarlyError, PartSignedError, OtherPartError.
    """
    _sign(write, SignaturePart.CHIEF, [voucher_no])


@deed(Action.VOUCHER_PREPARE, case=WHOLE_FUND)
def prepare_vouchers(write: Writing, *, until: date) -> Signed:
    """Prepare 制单 every voucher up to a day that waits for it."""
    return _sign_all(write, SignaturePart.PREPARED, until)


@deed(Action.VOUCHER_COUNTERSIGN, case=WHOLE_FUND)
def countersign_vouchers(write: Writing, *, until: date) -> Signed:
    """Sign as the cashier every voucher up to a day that waits for it."""
    return _sign_all(write, SignaturePart.CASHIER, until)


@deed(Action.VOUCHER_REVIEW, case=WHOLE_FUND)
def review_vouchers(
    write: Writing, *, until: date, prepared_by: Sequence[Login] | None = None
) -> Signed:
    """Review 复核 every voucher up to a day, each by the rule of a single review.

    With `prepared_by`, only what these people prepared. What the actor may not review
    is left to somebody else, and named with the reason.
    """
    return _sign_all(write, SignaturePart.REVIEWED, until, prepared_by)


@deed(Action.VOUCHER_POST, case=WHOLE_FUND)
def post_vouchers(write: Writing, *, until: date) -> Signed:
    """Sign as posted 记账 every reviewed voucher up to a day."""
    return _sign_all(write, SignaturePart.POSTED, until)


@deed(Action.VOUCHER_ENDORSE, case=WHOLE_FUND)
def endorse_vouchers(write: Writing, *, until: date) -> Signed:
    """Sign as the head of finance every reviewed voucher up to a day."""
    return _sign_all(write, SignaturePart.CHIEF, until)


def _sign_all(
    write: Writing,
    part: SignaturePart,
    until: date,
    prepared_by: Sequence[Login] | None = None,
) -> Signed:
    """Sign what waits for a part, each voucher judged by itself."""
    waiting = [
        each
        for each in signatures.waiting(write, part, until=until)
        if prepared_by is None or each.prepared_by in prepared_by
    ]
    projects = signatures.projects_of(write, [each.no for each in waiting])
    refused = {
        no: refusal_of(write, PARTS[part].action, no)
        for no in set[ProjectNo]().union(*projects.values())
    }
    left = [
        LeftOut(each.no, why)
        for each in waiting
        if (why := _why_not(write, part, each.signing, projects, refused))
    ]
    out = {each.voucher_no for each in left}
    chosen = [each.no for each in waiting if each.no not in out]
    _sign(write, part, chosen)
    return Signed(tuple(chosen), tuple(left))


def _why_not(
    write: Writing,
    part: SignaturePart,
    signing: Signing,
    projects: Mapping[VoucherNo, set[ProjectNo]],
    refused: Mapping[ProjectNo, str | None],
) -> str | None:
    """Tell what forbids the actor to sign a part of this voucher."""
    for no in sorted(projects.get(signing.no, ())):
        if code := refused[no]:
            return code
    try:
        decide_voucher_part(part, write.actor, signing)
    except RefusedError as error:
        return error.code
    return None


def _sign(write: Writing, part: SignaturePart, chosen: Sequence[VoucherNo]) -> None:
    rows = [
        {"voucher_no": no, "part": part, "login": write.actor, "on_date": write.on}
        for no in chosen
    ]
    write.insert_many(t.signature, rows)
