"""Vouchers: reviewed 复核 by a second person, and corrected in red and blue."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from fundledger.commands.cases import WHOLE_FUND, of_project, of_voucher
from fundledger.commands.deed import deed
from fundledger.commands.lookup import require
from fundledger.commands.posting import (
    Part,
    book,
    entries_of,
    require_floors,
    standing,
)
from fundledger.commands.relinking import (
    adjust_rows,
    correct_rows,
    require_undecided,
    rows_behind,
)
from fundledger.commands.rights import refusal_of
from fundledger.domain.actions import Action
from fundledger.domain.chart import B_UNCOVERED
from fundledger.domain.corrections import (
    adjusted,
    as_adjusted,
    closed_year_entry,
    corrected,
    corrected_rule,
    decide_same_year,
)
from fundledger.domain.ids import AccountKey, Login, ProjectNo, VoucherNo
from fundledger.domain.journal import (
    Entry,
    PostingRule,
    VoucherKind,
    entries,
    left_after,
    level_gap,
    red_copy,
    red_difference,
    require_cover,
)
from fundledger.domain.labels import Reason, RefusalCode
from fundledger.domain.money import Money, to_fen
from fundledger.domain.readiness import ready_to_correct, ready_to_review_voucher
from fundledger.domain.rights import OwnVoucherError
from fundledger.domain.summaries import Occasion
from fundledger.queries import journal as queries
from fundledger.queries.journal import Voucher
from fundledger.store import tables as t
from fundledger.store.writing import Writing


class LeftOut(NamedTuple):
    """A voucher that somebody else must review, and the code of the refusal."""

    voucher_no: VoucherNo
    why: RefusalCode


class Reviewed(NamedTuple):
    """What a review of many vouchers signed, and what it left out."""

    signed: tuple[VoucherNo, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


@deed(Action.VOUCHER_REVIEW, case=of_voucher, ready=ready_to_review_voucher)
def review_voucher(write: Writing, voucher_no: VoucherNo) -> None:
    """Review one voucher 复核 that somebody else made.

    Raises OwnVoucherError, VoucherReviewedError, ConflictOfInterestError.
    """
    _sign(write, [voucher_no])


@deed(Action.VOUCHER_REVIEW, case=WHOLE_FUND)
def review_vouchers(
    write: Writing, *, until: date, prepared_by: Sequence[Login] | None = None
) -> Reviewed:
    """Review every voucher up to a day, each by the rule of a single review.

    With `prepared_by`, only what these people made. What the actor may not review is
    left to somebody else, and named with the reason.
    """
    assert write.role is not None
    waiting = [
        each
        for each in queries.unreviewed(write, until=until)
        if prepared_by is None or each.prepared_by in prepared_by
    ]
    cases = queries.unreviewed_projects(write)
    refusal = partial(refusal_of, write, Action.VOUCHER_REVIEW)
    refused = {no: refusal(no) for no in set[ProjectNo]().union(*cases.values())}
    left = [
        LeftOut(each.no, why)
        for each in waiting
        if (why := _why_not(write, each, cases.get(each.no, set()), refused))
    ]
    out = {each.voucher_no for each in left}
    chosen = [each.no for each in waiting if each.no not in out]
    _sign(write, chosen)
    return Reviewed(tuple(chosen), tuple(left))


def _why_not(
    write: Writing,
    voucher: Voucher,
    projects: Collection[ProjectNo],
    refused: Mapping[ProjectNo, str | None],
) -> str | None:
    """Tell what forbids the actor to review this voucher."""
    for no in sorted(projects):
        if code := refused[no]:
            return code
    own = voucher.prepared_by == write.actor
    return OwnVoucherError.code if own else None


def _sign(write: Writing, chosen: Sequence[VoucherNo]) -> None:
    """Sign as the reviewer of vouchers."""
    rows = [
        {
            "voucher_no": no,
            "part": "reviewed",
            "login": write.actor,
            "on_date": write.on,
        }
        for no in chosen
    ]
    write.insert_many(t.signature, rows)


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
    voucher_on: date | None = None,
) -> VoucherNo:
    """Annul a voucher in red and book it again in blue: other accounts, or project.

    Both books are corrected. Gives the blue voucher. Raises AnnulledError,
    CorrectionKindError, ClosedYearError, ReplacementError, CaseVoucherError,
    NothingCorrectedError, ReasonNeededError, InsufficientError, PayableUncoveredError.
    """
    old, every = _correctable(write, voucher_no, voucher_on)
    booked = [entry for entry in every if entry.fen]
    if to_project_no is not None:
        require_undecided(write, old)
    behind = rows_behind(write, old)
    replaced = accounts or {}
    rule = corrected_rule(old.rule, booked, replaced)
    right = corrected(booked, replaced, to_project_no)
    red = red_copy(booked)
    require_floors(write, [*red, *right])
    require_cover([*red, *right], standing(write))
    book(
        write,
        old.rule,
        red,
        summary=Occasion.ANNULLED.about(voucher=_named(old), reason=reason),
        on=voucher_on,
        kind=VoucherKind.RED,
        annuls=old.no,
        beside=right,
    )
    blue_no = book(
        write,
        rule,
        right,
        summary=Occasion.CORRECTED.about(voucher=_named(old), reason=reason),
        on=voucher_on,
        kind=VoucherKind.BLUE,
        attachments=old.attachments,
    )
    correct_rows(write, behind, blue_no, right, to_project_no)
    return blue_no


@deed(Action.VOUCHER_CORRECT, case=of_voucher, ready=ready_to_correct)
def adjust_voucher(
    write: Writing,
    voucher_no: VoucherNo,
    *,
    amounts: Sequence[Money],
    reason: Reason,
    voucher_on: date | None = None,
) -> VoucherNo:
    """Book the difference 差额调整 where only amounts were wrong.

    `amounts` are the right ones, in the order of the postings. Raises AnnulledError,
    CorrectionKindError, ClosedYearError, OtherAccountsError, UnevenError,
    NothingToPostError, CaseVoucherError, ReasonNeededError, InsufficientError.
    """
    old, booked = _correctable(write, voucher_no, voucher_on)
    require_undecided(write, old)
    behind = rows_behind(write, old)
    right = adjusted(booked, [to_fen(amount) for amount in amounts])
    difference = red_difference(booked, right)
    gap = _gap(write, difference)
    require_floors(write, [*difference, *gap])
    require_cover(difference, standing(write))
    less = any(entry.debit_red or entry.credit_red for entry in difference)
    no = book(
        write,
        old.rule,
        difference,
        summary=Occasion.ADJUSTED.about(voucher=_named(old), reason=reason),
        on=voucher_on,
        kind=VoucherKind.RED if less else VoucherKind.BLUE,
        beside=gap,
    )
    if gap:
        opens = gap[0].debit == B_UNCOVERED
        rule = PostingRule.GAP_OPENED if opens else PostingRule.GAP_COVERED
        book(write, rule, gap, summary=Occasion.GAP_LEVELLED.about(), on=voucher_on)
    adjust_rows(write, behind, right)
    return no


def _gap(write: Writing, difference: Sequence[Entry]) -> list[Entry]:
    """Level free budget and its gap after a difference, which gives back as of then."""
    left = left_after(standing(write), difference)
    level = level_gap(left)
    if level is None:
        return []
    rule, fen = level
    return entries(rule, fen, accounts={}, left=left)


@deed(Action.VOUCHER_CORRECT, case=of_voucher, ready=ready_to_correct)
def correct_closed_year(
    write: Writing,
    voucher_no: VoucherNo,
    amount: Money,
    *,
    reason: Reason,
    too_low: bool = False,
    voucher_on: date | None = None,
) -> VoucherNo:
    """Correct the cost of an earlier year, in blue, through 以前年度净资产调整.

    Too high a cost is owed or advanced again; with `too_low`, more is charged. Raises
    SameYearError, NoCostError, CorrectionKindError, ReasonNeededError.
    """
    old = require(queries.voucher(write, voucher_no), "voucher", voucher_no)
    booked = [each.entry for each in queries.postings(write, voucher_no)]
    on = voucher_on or write.on
    project_no, accounts = closed_year_entry(old.no, booked, old.on.year, on.year)
    rule = (
        PostingRule.CORRECTION_CLOSED_YEAR_CHARGED
        if too_low
        else PostingRule.CORRECTION_CLOSED_YEAR
    )
    parts = [Part(rule, to_fen(amount), accounts)]
    return book(
        write,
        rule,
        entries_of(write, parts, project_no),
        summary=Occasion.CLOSED_YEAR_CORRECTED.about(
            year=old.on.year, voucher=_named(old), reason=reason
        ),
        on=on,
        kind=VoucherKind.BLUE,
    )


def _correctable(
    write: Writing, no: VoucherNo, on: date | None
) -> tuple[Voucher, list[Entry]]:
    """Find a voucher of this year that may be corrected, with its postings.

    They have the amounts that earlier differences left them.
    """
    old = require(queries.voucher(write, no), "voucher", no)
    decide_same_year(old.on.year, (on or write.on).year)
    booked = [each.entry for each in queries.postings(write, no)]
    since = [each.entry for each in queries.differences(write, no)]
    return old, as_adjusted(booked, since)


def _named(old: Voucher) -> str:
    """Name a voucher as corrections do: 某月某日某号."""
    return f"{old.on.month}月{old.on.day}日记-{old.number:04d}号"
