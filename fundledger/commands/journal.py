"""Vouchers corrected: in red and blue, by a difference, or in a later year."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import partial

from fundledger.commands.bearing import of_bearers
from fundledger.commands.cases import of_project, of_voucher
from fundledger.commands.correction_limits import (
    require_bearable,
    require_movable,
    require_own_banks,
    require_unbounced,
    require_undecided,
)
from fundledger.commands.cosigning import Signers, cosigned, cosigned_above
from fundledger.commands.deed import deed
from fundledger.commands.lookup import require
from fundledger.commands.posting import (
    book,
    entries_of,
    find_source,
    parts_of,
    require_floors,
    standing,
)
from fundledger.commands.relinking import adjust_rows, correct_rows, rows_behind
from fundledger.domain.actions import Action
from fundledger.domain.chart import ADVANCE, B_FREE, B_UNCOVERED, Book
from fundledger.domain.corrections import (
    Replacements,
    closed_year_cost,
    corrected,
    corrected_rule,
    decide_same_year,
    together,
    without_unchanged_budget,
)
from fundledger.domain.differences import adjusted, adjusted_fen, as_adjusted
from fundledger.domain.ids import AccountKey, ProjectNo, SourceKey, VoucherNo
from fundledger.domain.journal import (
    Entry,
    InsufficientError,
    Posting,
    PostingRule,
    Slot,
    VoucherKind,
    entries,
    left_after,
    require_cover,
    sides,
)
from fundledger.domain.labels import Reason
from fundledger.domain.money import Money, from_fen, to_fen
from fundledger.domain.people import Role
from fundledger.domain.permitted import voucher_rule
from fundledger.domain.readiness import ready_to_correct
from fundledger.domain.red import level_gap, red_copy, red_difference
from fundledger.domain.sources import Share, give_back, total
from fundledger.domain.summaries import Occasion
from fundledger.domain.vouchers import in_series
from fundledger.queries import corrections
from fundledger.queries import journal as queries
from fundledger.queries.journal import Voucher
from fundledger.store.writing import Writing


@deed(
    Action.VOUCHER_CORRECT,
    case=(of_voucher, of_project("to_project_no")),
    ready=ready_to_correct,
)
def correct_voucher(
    write: Writing,
    voucher_no: VoucherNo,
    *,
    reason: Reason,
    accounts: Mapping[AccountKey, AccountKey] | None = None,
    to_project_no: ProjectNo | None = None,
    to_source: SourceKey | None = None,
    voucher_on: date | None = None,
) -> VoucherNo:
    """Annul a voucher in red and book it again in blue: with what is right.

    A correction of money accounts alone leaves the 备, which then belongs to the blue
    记; any other takes both along. Gives the blue 记. Raises AnnulledError,
    CorrectionKindError, ClosedYearError, ReplacementError, CaseVoucherError,
    ReturnedSinceError, NothingCorrectedError, ReasonNeededError, SourceBankError,
    InsufficientError, PayableUncoveredError, and SourceDatesError,
    RestrictedSourceError or OverheadShareError for a running cost.
    """
    old, budget_no, every = _correctable(write, voucher_no, voucher_on)
    booked = [entry for entry in every if entry.fen]
    source = None if to_source is None else find_source(write, to_source)
    by = Replacements(accounts or {}, to_project_no, source)
    require_movable(write, old, booked, by)
    behind = rows_behind(write, old)
    rule = corrected_rule(old.rule, booked, by)
    booked, right = without_unchanged_budget(booked, corrected(booked, by))
    right = together(right)
    require_own_banks(write, old, booked, right)
    gap = _annul(write, old, budget_no, booked, right, voucher_on)
    blue_no = book(
        write,
        rule,
        right,
        summary=Occasion.CORRECTED.about(voucher=_named(old), reason=reason),
        on=voucher_on,
        kind=VoucherKind.BLUE,
        beside=gap,
    )
    _book_gaps(write, gap, voucher_on)
    correct_rows(write, behind, blue_no, right, by)
    return blue_no


def _annul(
    write: Writing,
    old: Voucher,
    budget_no: VoucherNo | None,
    booked: Sequence[Entry],
    right: Sequence[Entry],
    on: date | None,
) -> list[Entry]:
    """Book a voucher's red copy, once floors hold with what is right beside it.

    Gives what covers a gap by what is free again; a correction opens none.
    """
    red = red_copy(booked)
    levelled = _gaps(write, [*red, *right])
    gap = [entry for entry in levelled if entry.credit == B_UNCOVERED]
    require_floors(write, [*red, *right, *gap])
    require_cover([*red, *right], standing(write))
    book(
        write,
        old.rule,
        red,
        summary=Occasion.ANNULLED.about(voucher=_named(old)),
        on=on,
        kind=VoucherKind.RED,
        annuls=_annulled(old, budget_no),
        beside=[*right, *gap],
    )
    return gap


@deed(Action.VOUCHER_ADJUST, case=of_voucher, ready=ready_to_correct)
def adjust_voucher(
    write: Writing,
    voucher_no: VoucherNo,
    *,
    amounts: Sequence[Money],
    reason: Reason,
    voucher_on: date | None = None,
) -> VoucherNo | None:
    """Book the difference 差额调整 where only amounts were wrong.

    `amounts` are the right ones, in the order of the postings, those of the 记 before
    those of its 备. Above the setting two_sign_above the accountant and the supervisor
    sign; gives the 记 of the difference, once both have. Raises AnnulledError,
    CorrectionKindError, ClosedYearError, OtherAccountsError, UnevenError,
    NothingToPostError, CaseVoucherError, ReturnedSinceError, ReasonNeededError,
    InsufficientError, OverheadShareError, AloneError, CosignedAlreadyError.
    """
    old, _, booked = _correctable(write, voucher_no, voucher_on)
    require_undecided(write, old)
    require_unbounced(write, old)
    right = adjusted(booked, [to_fen(amount) for amount in amounts])
    require_bearable(write, old, right, None)
    difference = red_difference(booked, right)
    wording = Occasion.ADJUSTED.about(voucher=_named(old), reason=reason)
    adjust = partial(_adjust, write, old, right, difference, wording, voucher_on)
    fen = adjusted_fen(difference)
    return cosigned_above(write, Action.VOUCHER_ADJUST, fen, adjust)


def _adjust(
    write: Writing,
    old: Voucher,
    right: Sequence[Entry],
    difference: Sequence[Entry],
    wording: str,
    on: date | None,
    signed: Signers,
) -> VoucherNo:
    """Book a difference, and let the rows behind the voucher follow."""
    behind = rows_behind(write, old)
    gap = _gaps(write, difference)
    require_floors(write, [*difference, *gap])
    require_cover(difference, standing(write))
    less = any(entry.debit_red or entry.credit_red for entry in difference)
    no = book(
        write,
        old.rule,
        difference,
        summary=wording,
        on=on,
        kind=VoucherKind.RED if less else VoucherKind.BLUE,
        beside=gap,
        reviewed_by=signed.get(Role.SUPERVISOR),
    )
    _book_gaps(write, gap, on)
    adjust_rows(write, behind, right)
    return no


def _book_gaps(write: Writing, gap: Sequence[Entry], on: date | None) -> None:
    """Book what levels free budget and gap, of sources that were short or are."""
    for rule, opens in (
        (PostingRule.GAP_OPENED, True),
        (PostingRule.GAP_COVERED, False),
    ):
        part = [entry for entry in gap if (entry.debit == B_UNCOVERED) is opens]
        if part:
            book(write, rule, part, summary=Occasion.GAP_LEVELLED.about(), on=on)


def _gaps(write: Writing, difference: Sequence[Entry]) -> list[Entry]:
    """Level free budget and its gap after a correction, which gives back as of then."""
    touched = {
        source
        for entry in difference
        for _, (key, _, source) in sides(entry)
        if key in (B_FREE, B_UNCOVERED) and source is not None
    }
    levelled: list[Entry] = []
    for key in sorted(touched):
        left = left_after(standing(write), [*difference, *levelled])
        source = find_source(write, key)
        level = level_gap(source, left)
        if level is not None:
            levelled += entries(Posting(*level, source), left)
    return levelled


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
        year=old.on.year, voucher=_named(old), reason=reason
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


def _correctable(
    write: Writing, no: VoucherNo, on: date | None
) -> tuple[Voucher, VoucherNo | None, list[Entry]]:
    """Find a voucher of this year that may be corrected, its 备, and their postings.

    They have the amounts that earlier differences left them; those of the 备 count
    from before the 记 was corrected by itself.
    """
    old = require(queries.voucher(write, no), "voucher", no)
    decide_same_year(old.on.year, (on or write.on).year)
    budget_no = corrections.budget_voucher(write, old.no)
    booked = _as_adjusted(write, old.no, [old.no])
    if budget_no is not None:
        since = corrections.vouchers_since(write, old.no, budget_no)
        booked += _as_adjusted(write, budget_no, since)
    return old, budget_no, booked


def _as_adjusted(
    write: Writing, no: VoucherNo, by: Collection[VoucherNo]
) -> list[Entry]:
    """Give a voucher's postings the amounts that differences of some left them."""
    booked = [each.entry for each in queries.postings(write, no)]
    since = [e.entry for each in by for e in corrections.differences(write, each)]
    return as_adjusted(booked, since)


def _annulled(old: Voucher, budget_no: VoucherNo | None) -> dict[Book, VoucherNo]:
    """Say what a red voucher of either book annuls."""
    annulled = {old.series: old.no}
    return annulled if budget_no is None else {**annulled, Book.BUDGET: budget_no}


def _named(old: Voucher) -> str:
    """Name a voucher as corrections do: 某月某日某号."""
    named = in_series(old.series, old.number)
    return f"{old.on.month}月{old.on.day}日{named}号"
