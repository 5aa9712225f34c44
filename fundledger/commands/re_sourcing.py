"""Another source takes over: for a project, or by the giver's letter."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from fundledger.commands.bearing import borne
from fundledger.commands.cases import WHOLE_FUND, of_project
from fundledger.commands.cosigning import Signers, cosigned
from fundledger.commands.deed import deed
from fundledger.commands.posting import book, entries_of, find_terms
from fundledger.commands.sources import put_in_order
from fundledger.commands.steps import record_step
from fundledger.commands.transitions import find_project
from fundledger.domain.actions import Action
from fundledger.domain.chart import ADVANCE, B_COMMITTED, B_FREE, kindless
from fundledger.domain.ids import AccountKey, ProjectNo, SourceKey, VoucherNo
from fundledger.domain.journal import Posting, PostingRule, Slot
from fundledger.domain.labels import Reason
from fundledger.domain.money import Money, to_fen
from fundledger.domain.people import Role
from fundledger.domain.permitted import voucher_rule
from fundledger.domain.re_sourcing import (
    ReSourced,
    cost_parts,
    decide_income,
    decide_re_sourced,
    decide_reclassified,
    reclassified_parts,
)
from fundledger.domain.readiness import ready_project
from fundledger.domain.sources import Share, Source, decide_runs
from fundledger.domain.summaries import Occasion
from fundledger.queries import balances, sources
from fundledger.queries import re_sourcing as queries
from fundledger.queries.projects import Project
from fundledger.queries.sources import FundingSource
from fundledger.store.writing import Writing


@deed(Action.PROJECT_RE_SOURCE, case=of_project, ready=ready_project)
def re_source_project(
    write: Writing,
    project_no: ProjectNo,
    amount: Money,
    *,
    from_source: SourceKey,
    to_source: SourceKey,
    of: ReSourced,
    reason: Reason,
    voucher_on: date | None = None,
) -> VoucherNo | None:
    """Let another source pay for what one has promised, advanced or spent.

    It serves a tranche that comes after another source bridged. The approver and the
    accountant sign; gives the voucher once both have. Raises OverStandingError,
    SourceShortError, SourceDatesError, SameSourceError, RestrictedSourceError,
    CosignedAlreadyError, MoveError, ReasonNeededError, NotFoundError.
    """
    project, fen = find_project(write, project_no), to_fen(amount)
    own, other = find_terms(write, from_source), find_terms(write, to_source)
    on = voucher_on or write.on
    decide_runs(other.terms, on)
    parts = _parts(write, project_no, of, fen, (own.source, other.source), on)
    decide_re_sourced(
        own.source,
        other.source,
        asked_fen=fen,
        standing_fen=sum(part.fen for part in parts),
        free_fen=sources.free(write).get(to_source, 0),
    )
    take_over = partial(
        _take_over, write, project, Share(to_source, fen), parts, voucher_on
    )
    voucher_no = cosigned(write, Action.PROJECT_RE_SOURCE, take_over)
    action = Action.PROJECT_RE_SOURCE
    record_step(write, action, project_no, reason=reason, voucher_no=voucher_no)
    return voucher_no


def _take_over(
    write: Writing,
    project: Project,
    share: Share,
    parts: Sequence[Posting],
    on: date | None,
    signed: Signers,
) -> VoucherNo:
    """Book what another source takes over; it is used up after those before it."""
    del signed
    put_in_order(write, project.no, [share], first=False)
    return book(
        write,
        voucher_rule(parts),
        entries_of(write, parts),
        summary=Occasion.RE_SOURCED.about(code=project.code),
        on=on,
    )


def _parts(
    write: Writing,
    project_no: ProjectNo,
    of: ReSourced,
    fen: int,
    between: tuple[Source, Source],
    on: date,
) -> list[Posting]:
    """Say how what one source paid is taken over, as far as it reaches.

    Of what was spent, only what it has paid and bears: nothing is taken over twice.
    """
    own, other = between
    if of is not ReSourced.SPENT:
        key, rule = _STAGES[of]
        has = balances.left(write, key, project_no, own.key)
        part_fen = min(fen, has)
        return [Posting(rule, part_fen, own, {}, project_no, other)] if part_fen else []
    fen = min(fen, max(borne(write, project_no).get(own.key, 0), 0))
    now = queries.cost_of_year(write, project_no, own.key, on.year)
    parts = [
        Posting(
            PostingRule.RE_SOURCED_COST,
            part.fen,
            own,
            {Slot.COST: kindless(part.account)},
            project_no,
            other,
        )
        for part in cost_parts(fen, now)
    ]
    rest = fen - sum(part.fen for part in parts)
    earlier = queries.cost_before(write, project_no, own.key, on.year)
    part_fen = min(rest, earlier)
    if part_fen:
        account, income = queries.largest_income(write, other.key, on.year)
        decide_income(own, income_fen=income, asked_fen=part_fen)
        rule = PostingRule.RE_SOURCED_CLOSED_YEAR
        slots = {Slot.INCOME: account}
        parts.append(Posting(rule, part_fen, own, slots, project_no, other))
    return parts


_STAGES: dict[ReSourced, tuple[AccountKey, PostingRule]] = {
    ReSourced.COMMITTED: (B_COMMITTED, PostingRule.RE_SOURCED_COMMITTED),
    ReSourced.ADVANCED: (ADVANCE, PostingRule.RE_SOURCED_ADVANCED),
}


@deed(Action.SOURCE_RECLASSIFY, case=WHOLE_FUND)
def reclassify_source(
    write: Writing,
    amount: Money,
    *,
    from_source: SourceKey,
    to_source: SourceKey,
    reason: Reason,
    voucher_on: date | None = None,
) -> VoucherNo | None:
    """Lift a restriction, or make one, on the giver's letter: at most what is free.

    The approver and the supervisor sign; gives the voucher once both have. Raises
    OverFreeError, NotNetYetError, SameKindError, SameSourceError,
    CosignedAlreadyError, ReasonNeededError, NotFoundError.
    """
    own, other = find_terms(write, from_source), find_terms(write, to_source)
    fen = to_fen(amount)
    decide_reclassified(
        own.source,
        other.source,
        asked_fen=fen,
        free_fen=balances.left(write, B_FREE, None, from_source),
        reason=reason,
    )
    reclassify = partial(_reclassify, write, fen, (own, other), voucher_on)
    return cosigned(write, Action.SOURCE_RECLASSIFY, reclassify)


def _reclassify(
    write: Writing,
    fen: int,
    between: tuple[FundingSource, FundingSource],
    on: date | None,
    signed: Signers,
) -> VoucherNo:
    """Book that money of one kind becomes money of the other."""
    own, other = between
    standing = sources.standing(write, own.key)
    parts = reclassified_parts(fen, own.source, other.source, standing)
    return book(
        write,
        voucher_rule(parts),
        entries_of(write, parts),
        summary=Occasion.RECLASSIFIED.about(party=own.giver or other.giver),
        on=on,
        reviewed_by=signed.get(Role.SUPERVISOR),
    )
