"""Vouchers corrected: in red and blue, or by a difference."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from fundledger.commands.cases import of_project, of_voucher
from fundledger.commands.correction_limits import (
    refund_elsewhere,
    require_bearable,
    require_movable,
    require_own_banks,
    require_unbounced,
    require_undecided,
)
from fundledger.commands.cosigning import (
    Signers,
    cosigned,
    cosigned_above,
    cosigned_if,
    limit,
)
from fundledger.commands.deed import deed
from fundledger.commands.lookup import require
from fundledger.commands.posting import book, find_source, require_floors, standing
from fundledger.commands.relinking import adjust_rows, correct_rows, rows_behind
from fundledger.domain.actions import Action
from fundledger.domain.chart import B_FREE, B_UNCOVERED, Book, account
from fundledger.domain.correction_signers import RUNNING_COSTS, corrected_by_two
from fundledger.domain.corrections import (
    Replacements,
    corrected,
    corrected_rule,
    decide_same_year,
    together,
    without_unchanged_budget,
)
from fundledger.domain.differences import adjusted, as_adjusted, weight_fen
from fundledger.domain.ids import AccountKey, Login, ProjectNo, SourceKey, VoucherNo
from fundledger.domain.journal import (
    Entry,
    Posting,
    PostingRule,
    VoucherKind,
    entries,
    left_after,
    require_cover,
    sides,
)
from fundledger.domain.labels import Reason
from fundledger.domain.money import Money, to_fen
from fundledger.domain.people import Role
from fundledger.domain.readiness import ready_to_correct
from fundledger.domain.red import level_gap, opens_gap, red_copy, red_difference
from fundledger.domain.summaries import Occasion
from fundledger.queries import balances, corrections
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
) -> VoucherNo | None:
    """Annul a voucher in red and book it again in blue: with what is right.

    A correction of money accounts alone leaves the 备, which then belongs to the blue
    记; any other takes both along. What moves money to another source or bank account,
    or corrects what two signed, the accountant and the supervisor sign; gives the blue
    记, once both have. Raises AnnulledError, CorrectionKindError, ClosedYearError,
    ReplacementError, CaseVoucherError, ReturnedSinceError, NothingCorrectedError,
    ReasonNeededError, SourceBankError, InsufficientError, PayableUncoveredError,
    AloneKindError, CosignedAlreadyError, NotFoundError, and SourceDatesError,
    RestrictedSourceError or OverheadShareError for a running cost.
    """
    old, budget_no, every = _correctable(write, voucher_no, voucher_on)
    booked = [entry for entry in every if entry.fen]
    source = None if to_source is None else find_source(write, to_source)
    by = Replacements(_known(write, accounts or {}), to_project_no, source)
    require_movable(write, old, booked, by)
    rule = corrected_rule(old.rule, booked, by)
    elsewhere = refund_elsewhere(write, old, booked, by)
    if elsewhere is None:
        right = corrected(booked, by)
        two = corrected_by_two(old.rule, booked, right, above_fen=limit(write))
        booked, right = without_unchanged_budget(booked, right)
    else:
        right, two = elsewhere, bool(by.accounts)
    right = together(right)
    require_own_banks(write, old, booked, right)
    wording = Occasion.CORRECTED.about(voucher=old.cited, reason=reason)
    blue = _Blue(rule, right, by, wording, voucher_on)
    correct = partial(_correct, write, old, budget_no, booked, blue)
    return cosigned_if(write, Action.VOUCHER_CORRECT, correct, two=two)


def _known(
    write: Writing, accounts: Mapping[AccountKey, AccountKey]
) -> Mapping[AccountKey, AccountKey]:
    """Demand accounts of this fund. Raises UnknownAccountError, NotFoundError."""
    there = balances.accounts(write)
    for key in (account(key).key for pair in accounts.items() for key in pair):
        require(there.get(key), "account", key)
    return accounts


class _Blue(NamedTuple):
    """What is right: how it is booked in the place of what was wrong."""

    rule: PostingRule
    entries: Sequence[Entry]
    by: Replacements
    summary: str
    on: date | None


def _correct(
    write: Writing,
    old: Voucher,
    budget_no: VoucherNo | None,
    booked: Sequence[Entry],
    blue: _Blue,
    signed: Signers,
) -> VoucherNo:
    """Book in red and blue, and let the rows behind the voucher follow.

    What follows a decision on a case is reviewed by another than who may have made it.
    """
    behind = rows_behind(write, old)
    reviewer = None if behind.step else signed.get(Role.SUPERVISOR)
    gap = _annul(write, old, budget_no, booked, blue, reviewer)
    blue_no = book(
        write,
        blue.rule,
        blue.entries,
        summary=blue.summary,
        on=blue.on,
        kind=VoucherKind.BLUE,
        beside=gap,
        reviewed_by=reviewer,
    )
    _book_gaps(write, gap, blue.on)
    correct_rows(write, behind, blue_no, blue.entries, blue.by)
    return blue_no


def _annul(
    write: Writing,
    old: Voucher,
    budget_no: VoucherNo | None,
    booked: Sequence[Entry],
    blue: _Blue,
    reviewer: Login | None,
) -> list[Entry]:
    """Book a voucher's red copy, once floors hold with what is right beside it.

    Gives what covers a gap by what is free again; a correction opens none.
    """
    red, right = red_copy(booked), blue.entries
    levelled = _gaps(write, [*red, *right])
    gap = [entry for entry in levelled if entry.credit == B_UNCOVERED]
    require_floors(write, [*red, *right, *gap])
    require_cover([*red, *right], standing(write))
    book(
        write,
        old.rule,
        red,
        summary=Occasion.ANNULLED.about(voucher=old.cited),
        on=blue.on,
        kind=VoucherKind.RED,
        annuls=_annulled(old, budget_no),
        beside=[*right, *gap],
        reviewed_by=reviewer,
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
    those of its 备. Above the setting two_sign_above, all differences of the voucher
    together, and where budget is overdrawn, the accountant and the supervisor sign;
    gives the 记 of the difference, once both have. Raises AnnulledError,
    CorrectionKindError, ClosedYearError, OtherAccountsError, UnevenError,
    NothingToPostError, CaseVoucherError, ReturnedSinceError, ReasonNeededError,
    InsufficientError, OverheadShareError, AloneError, CosignedAlreadyError.
    """
    old, budget_no, booked = _correctable(write, voucher_no, voucher_on)
    require_undecided(write, old)
    require_unbounced(write, old)
    right = adjusted(booked, [to_fen(amount) for amount in amounts])
    require_bearable(write, old, right, None)
    difference = red_difference(booked, right)
    wording = Occasion.ADJUSTED.about(voucher=old.cited, reason=reason)
    adjust = partial(_adjust, write, old, right, difference, wording, voucher_on)
    fen = weight_fen(
        _booked_first(write, old, budget_no),
        right,
        whole=old.rule in RUNNING_COSTS,
        opens_gap=opens_gap(_gaps(write, difference)),
    )
    if fen is None:
        return cosigned(write, Action.VOUCHER_ADJUST, adjust)
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


def _booked_first(
    write: Writing, old: Voucher, budget_no: VoucherNo | None
) -> list[Entry]:
    """List the postings of a voucher and its 备 as they were before any difference."""
    nos = [old.no] if budget_no is None else [old.no, budget_no]
    return [each.entry for no in nos for each in queries.postings(write, no)]


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
