"""Vouchers: reviewed 复核 by a second person, and corrected in red and blue."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from fundledger.commands.concerns import demand_no_concern, is_concerned
from fundledger.commands.deed import deed
from fundledger.commands.finding import demand
from fundledger.commands.posting import (
    Part,
    book,
    demand_floors,
    entries_of,
    standing,
)
from fundledger.commands.relinking import adjust_rows, correct_rows, demand_undecided
from fundledger.domain.actions import Action
from fundledger.domain.chart import B_UNCOVERED
from fundledger.domain.corrections import (
    VoucherReviewedError,
    adjusted,
    as_adjusted,
    closed_year_entry,
    corrected,
    corrected_rule,
    decide_correctable,
    decide_same_year,
)
from fundledger.domain.ids import AccountKey, Login, ProjectNo, VoucherNo
from fundledger.domain.journal import (
    Entry,
    PostingRule,
    VoucherKind,
    demand_cover,
    entries,
    left_after,
    level_gap,
    red_copy,
    red_difference,
)
from fundledger.domain.money import Money, to_fen
from fundledger.domain.projects import ReasonNeededError
from fundledger.domain.rights import decide_voucher_review
from fundledger.queries import journal as queries
from fundledger.queries.journal import Voucher
from fundledger.store import tables as t
from fundledger.store.writing import Writing


@deed(Action.VOUCHER_REVIEW)
def review_voucher(write: Writing, voucher_no: VoucherNo) -> None:
    """Review one voucher 复核 that somebody else made.

    Raises OwnVoucherError, VoucherReviewedError, ConflictOfInterestError.
    """
    found = _found(write, voucher_no, Action.VOUCHER_REVIEW)
    if found.reviewed_by is not None:
        raise VoucherReviewedError(voucher_no, found.reviewed_by)
    _review(write, [found])


@deed(Action.VOUCHER_REVIEW)
def review_vouchers(
    write: Writing, *, until: date, prepared_by: Collection[Login] | None = None
) -> int:
    """Review what others made, dated up to a day, and count it.

    With `prepared_by`, only what these people made; without, all but the actor's own.
    Vouchers of cases in which the actor has an interest are left to somebody else.
    Raises OwnVoucherError when the actor is among the makers.
    """
    waiting = _unconcerned(write, queries.unreviewed(write, until=until))
    if prepared_by is None:
        chosen = [each for each in waiting if each.prepared_by != write.actor]
    else:
        chosen = [each for each in waiting if each.prepared_by in prepared_by]
    _review(write, chosen)
    return len(chosen)


def _unconcerned(write: Writing, waiting: Sequence[Voucher]) -> list[Voucher]:
    """Leave out the vouchers of cases in which the actor has an interest."""
    cases = queries.unreviewed_projects(write)
    concerned = {
        no
        for no in set[ProjectNo]().union(*cases.values())
        if is_concerned(write, Action.VOUCHER_REVIEW, [no])
    }
    return [each for each in waiting if not concerned & cases.get(each.no, set())]


def _review(write: Writing, chosen: Sequence[Voucher]) -> None:
    """Sign as the reviewer of vouchers, none of them the actor's own."""
    decide_voucher_review(
        write.actor, {each.prepared_by for each in chosen if each.prepared_by}
    )
    rows = [
        {
            "voucher_no": each.no,
            "part": "reviewed",
            "login": write.actor,
            "on_date": write.on,
        }
        for each in chosen
    ]
    write.insert_many(t.signature, rows)


@deed(Action.VOUCHER_CORRECT)
def correct_voucher(
    write: Writing,
    voucher_no: VoucherNo,
    *,
    reason: str,
    accounts: Mapping[AccountKey, AccountKey] | None = None,
    to_project_no: ProjectNo | None = None,
    voucher_on: date | None = None,
) -> VoucherNo:
    """Annul a voucher in red and book it again in blue: other accounts, or project.

    Both books are corrected. Gives the blue voucher. Raises AnnulledError,
    CorrectionKindError, ClosedYearError, ReplacementError, CaseVoucherError,
    NothingCorrectedError, ReasonNeededError, InsufficientError, PayableUncoveredError.
    """
    old, every = _correctable(write, voucher_no, reason, voucher_on)
    booked = [entry for entry in every if entry.fen]
    if to_project_no is not None:
        demand_undecided(write, old)
        demand_no_concern(write, Action.VOUCHER_CORRECT, [to_project_no])
    replaced = accounts or {}
    rule = corrected_rule(old.rule, booked, replaced)
    right = corrected(booked, replaced, to_project_no)
    red = red_copy(booked)
    demand_floors(write, [*red, *right])
    demand_cover([*red, *right], standing(write))
    book(
        write,
        old.rule,
        red,
        summary=f"注销{_named(old)}凭证：{reason}",
        on=voucher_on,
        kind=VoucherKind.RED,
        annuls=old.no,
        beside=right,
    )
    blue_no = book(
        write,
        rule,
        right,
        summary=f"订正{_named(old)}凭证：{reason}",
        on=voucher_on,
        kind=VoucherKind.BLUE,
        attachments=old.attachments,
    )
    correct_rows(write, old, blue_no, right, to_project_no)
    return blue_no


@deed(Action.VOUCHER_CORRECT)
def adjust_voucher(
    write: Writing,
    voucher_no: VoucherNo,
    *,
    amounts: Sequence[Money],
    reason: str,
    voucher_on: date | None = None,
) -> VoucherNo:
    """Book the difference 差额调整 where only amounts were wrong.

    `amounts` are the right ones, in the order of the postings. Raises AnnulledError,
    CorrectionKindError, ClosedYearError, OtherAccountsError, UnevenError,
    NothingToPostError, CaseVoucherError, ReasonNeededError, InsufficientError.
    """
    old, booked = _correctable(write, voucher_no, reason, voucher_on)
    demand_undecided(write, old)
    right = adjusted(booked, [to_fen(amount) for amount in amounts])
    difference = red_difference(booked, right)
    gap = _gap(write, difference)
    demand_floors(write, [*difference, *gap])
    demand_cover(difference, standing(write))
    less = any(entry.debit_red or entry.credit_red for entry in difference)
    no = book(
        write,
        old.rule,
        difference,
        summary=f"调整{_named(old)}凭证金额：{reason}",
        on=voucher_on,
        kind=VoucherKind.RED if less else VoucherKind.BLUE,
        beside=gap,
    )
    if gap:
        opens = gap[0].debit == B_UNCOVERED
        rule = PostingRule.GAP_OPENED if opens else PostingRule.GAP_COVERED
        book(write, rule, gap, summary="调整额度缺口", on=voucher_on)
    adjust_rows(write, old, right)
    return no


def _gap(write: Writing, difference: Sequence[Entry]) -> list[Entry]:
    """Level free budget and its gap after a difference, which gives back as of then."""
    left = left_after(standing(write), difference)
    level = level_gap(left)
    if level is None:
        return []
    rule, fen = level
    return entries(rule, fen, accounts={}, left=left)


@deed(Action.VOUCHER_CORRECT)
def correct_closed_year(
    write: Writing,
    voucher_no: VoucherNo,
    amount: Money,
    *,
    reason: str,
    too_low: bool = False,
    voucher_on: date | None = None,
) -> VoucherNo:
    """Correct the cost of an earlier year, in blue, through 以前年度净资产调整.

    Too high a cost is owed or advanced again; with `too_low`, more is charged. Raises
    SameYearError, NoCostError, CorrectionKindError, ReasonNeededError.
    """
    _demand_reason(reason)
    old = _found(write, voucher_no, Action.VOUCHER_CORRECT)
    _demand_correctable(write, old)
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
        summary=f"调整{old.on.year}年{_named(old)}凭证：{reason}",
        on=on,
        kind=VoucherKind.BLUE,
    )


def _correctable(
    write: Writing, no: VoucherNo, reason: str, on: date | None
) -> tuple[Voucher, list[Entry]]:
    """Find a voucher of this year that may be corrected, with its postings.

    They have the amounts that earlier differences left them.
    """
    _demand_reason(reason)
    old = _found(write, no, Action.VOUCHER_CORRECT)
    _demand_correctable(write, old)
    decide_same_year(old.on.year, (on or write.on).year)
    booked = [each.entry for each in queries.postings(write, no)]
    since = [each.entry for each in queries.differences(write, no)]
    return old, as_adjusted(booked, since)


def _demand_correctable(write: Writing, old: Voucher) -> None:
    """Refuse an annulled, red or closing voucher, and a difference."""
    decide_correctable(
        old.no,
        old.kind,
        annulled=old.annulled_by is not None,
        replaces=queries.first_voucher(write, old.no) != old.no,
    )


def _demand_reason(reason: str) -> None:
    if not reason.strip():
        raise ReasonNeededError(Action.VOUCHER_CORRECT)


def _found(write: Writing, no: VoucherNo, action: Action) -> Voucher:
    """Find a voucher; refuse an actor with an interest in a case it belongs to."""
    found = demand(queries.voucher(write, no), "voucher", no)
    booked = queries.postings(write, no)
    named = {each.project_no for each in booked if each.project_no is not None}
    demand_no_concern(write, action, named)
    return found


def _named(old: Voucher) -> str:
    """Name a voucher as corrections do: 某月某日某号."""
    return f"{old.on.month}月{old.on.day}日记-{old.number:04d}号"
