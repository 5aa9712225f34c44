"""The cost of an earlier year corrected in the present one, by two people."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from fundledger.commands.bearing import of_bearers
from fundledger.commands.cases import of_voucher
from fundledger.commands.cosigning import Signers, cosigned
from fundledger.commands.deed import deed
from fundledger.commands.lookup import require
from fundledger.commands.posting import book, entries_of, parts_of
from fundledger.domain.actions import Action
from fundledger.domain.chart import ADVANCE
from fundledger.domain.corrections import closed_year_cost
from fundledger.domain.ids import VoucherNo
from fundledger.domain.journal import (
    Entry,
    InsufficientError,
    Posting,
    PostingRule,
    Slot,
    VoucherKind,
)
from fundledger.domain.labels import Reason
from fundledger.domain.money import Money, from_fen, to_fen
from fundledger.domain.people import Role
from fundledger.domain.permitted import voucher_rule
from fundledger.domain.readiness import ready_to_correct
from fundledger.domain.sources import Share, give_back, total
from fundledger.domain.summaries import Occasion
from fundledger.queries import journal as queries
from fundledger.store.writing import Writing


@deed(Action.VOUCHER_CORRECT_CLOSED_YEAR, case=of_voucher, ready=ready_to_correct)
def correct_closed_year(
    write: Writing,
    voucher_no: VoucherNo,
    amount: Money,
    *,
    reason: Reason,
    too_low: bool = False,
    voucher_on: date | None = None,
) -> VoucherNo | None:
    """Correct the cost of an earlier year, in blue, through 以前年度净资产调整.

    Too high a cost is owed or advanced again; with `too_low`, more is charged. The
    accountant and the supervisor sign; gives the voucher once both have. Raises
    SameYearError, NoCostError, CorrectionKindError, ReasonNeededError,
    CosignedAlreadyError, and InsufficientError beyond what the voucher costs.
    """
    old = require(queries.voucher(write, voucher_no), "voucher", voucher_no)
    booked = [each.entry for each in queries.postings(write, old.no)]
    on = voucher_on or write.on
    costs = closed_year_cost(old.name, booked, old.on.year, on.year)
    rule = (
        PostingRule.CORRECTION_CLOSED_YEAR_CHARGED
        if too_low
        else PostingRule.CORRECTION_CLOSED_YEAR
    )
    shares = _corrected_shares(write, costs, to_fen(amount), too_low=too_low)
    parts = parts_of(
        write,
        rule,
        shares,
        accounts={Slot.CORRECTED: costs[0].credit},
        project_no=costs[0].project_no,
    )
    wording = Occasion.CLOSED_YEAR_CORRECTED.about(
        year=old.on.year,
        voucher=old.cited,
        reason=reason,
    )
    charge = partial(_correct_closed_year, write, parts, wording, on)
    return cosigned(write, Action.VOUCHER_CORRECT_CLOSED_YEAR, charge)


def _correct_closed_year(
    write: Writing, parts: Sequence[Posting], wording: str, on: date, signed: Signers
) -> VoucherNo:
    """Book in blue what two have signed."""
    return book(
        write,
        voucher_rule(parts),
        entries_of(write, parts),
        summary=wording,
        on=on,
        kind=VoucherKind.BLUE,
        reviewed_by=signed.get(Role.SUPERVISOR),
    )


def _corrected_shares(
    write: Writing, costs: Sequence[Entry], fen: int, *, too_low: bool
) -> Sequence[Share]:
    """Say of which sources a cost is corrected, in 分.

    More is charged to the first that paid. Too high a cost goes back to the last one
    first; of an advance, to those that bear it now. Raises InsufficientError where the
    voucher's cost is less.
    """
    spent = [
        Share(each.debit_source, each.fen)
        for each in costs
        if each.debit_source is not None
    ]
    if too_low:
        return [Share(spent[0].source, fen)]
    cost, shares = costs[0], give_back(fen, spent)
    assert cost.project_no is not None, "programme cost is of a project"
    if total(shares) < fen:
        at = (cost.debit, cost.project_no, None)
        raise InsufficientError(*at, from_fen(total(shares)), from_fen(fen))
    if cost.credit != ADVANCE:
        return shares
    return of_bearers(write, cost.debit, cost.project_no, shares)
