"""Review and approval: who agrees, and to how much.

A verdict is one reviewer's on one version of the application; k of them must agree
before the approver decides, line by line.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from fundledger.domain.ids import LineNo, Login
from fundledger.domain.money import Money, from_fen
from fundledger.errors import N_, RefusedError


class Verdict(NamedTuple):
    """What one reviewer said of one version."""

    reviewer: Login
    agrees: bool


@dataclass(eq=False)
class OverRequestError(RefusedError):
    """More is recommended or approved than was requested."""

    line: LineNo | None
    requested: Money
    given: Money
    code = "over_request"
    message = N_("{requested} was requested; {given} is more than that.")
    hint = N_("Give {requested} or less on this line.")


@dataclass(eq=False)
class OtherLinesError(RefusedError):
    """The approval does not answer for exactly the lines of the application."""

    missing: tuple[LineNo, ...]
    unknown: tuple[LineNo, ...]
    code = "other_lines"
    message = N_("Every budget line is decided: {missing} not yet, {unknown} unasked.")
    hint = N_("Decide each line of this application, and no other.")


@dataclass(eq=False)
class NothingApprovedError(RefusedError):
    """Nothing is approved, or less than nothing."""

    code = "nothing_approved"
    message = N_("An approval gives something.")
    hint = N_("Reject the application, or return it.")


@dataclass(eq=False)
class ReviewedAlreadyError(RefusedError):
    """A reviewer gives one verdict on a version."""

    reviewer: Login
    code = "reviewed_already"
    message = N_("{reviewer} has given a verdict on this version already.")
    hint = N_("Leave the review to another reviewer.")


@dataclass(eq=False)
class TooFewReviewersError(RefusedError):
    """Not enough reviewers agree."""

    agree: int
    needed: int
    code = "too_few_reviewers"
    message = N_("{agree} reviewers agree; {needed} are needed.")
    hint = N_("Have more reviewers give their verdict first.")


@dataclass(eq=False)
class NoAgreementError(RefusedError):
    """No agreement with the community has been recorded."""

    code = "no_agreement"
    message = N_("The agreement with the community has not been recorded.")
    hint = N_("Record the number of the signed agreement first.")


@dataclass(eq=False)
class CutTooDeepError(RefusedError):
    """A line is cut below what was spent on it."""

    line: LineNo
    approved: Money
    spent: Money
    by: Money
    code = "cut_too_deep"
    message = N_(
        "Line {line} has {approved} approved and {spent} spent: {by} cannot be cut."
    )
    hint = N_("Cut no more than what is not spent yet.")


def decide_recommendation(requested_fen: int, recommended_fen: int) -> None:
    """Decide a subdistrict's recommendation, in 分.

    Raises NothingApprovedError, OverRequestError.
    """
    if recommended_fen <= 0:
        raise NothingApprovedError
    if recommended_fen > requested_fen:
        raise OverRequestError(None, from_fen(requested_fen), from_fen(recommended_fen))


def decide_verdict(reviewer: Login, given: Iterable[Verdict]) -> None:
    """Decide whether a reviewer may give a verdict. Raises ReviewedAlreadyError."""
    if any(verdict.reviewer == reviewer for verdict in given):
        raise ReviewedAlreadyError(reviewer)


def decide_review_round(verdicts: Iterable[Verdict], needed: int) -> None:
    """Demand that k different reviewers agree. Raises TooFewReviewersError."""
    agree = len({verdict.reviewer for verdict in verdicts if verdict.agrees})
    if agree < needed:
        raise TooFewReviewersError(agree, needed)


def decide_approval(
    requested: Mapping[LineNo, int], approved: Mapping[LineNo, int]
) -> int:
    """Decide an approval line by line and return its total in 分.

    Each line is between 0 and what was requested (部分批准). Raises OtherLinesError,
    OverRequestError, NothingApprovedError.
    """
    missing = tuple(line for line in requested if line not in approved)
    unknown = tuple(line for line in approved if line not in requested)
    if missing or unknown:
        raise OtherLinesError(missing, unknown)
    for line, fen in approved.items():
        if not 0 <= fen <= requested[line]:
            raise OverRequestError(line, from_fen(requested[line]), from_fen(fen))
    total_fen = sum(approved.values())
    if total_fen == 0:
        raise NothingApprovedError
    return total_fen


def decide_cut(line: LineNo, *, approved_fen: int, spent_fen: int, by_fen: int) -> None:
    """Decide a cut of one line, which keeps what was spent. Raises CutTooDeepError."""
    if by_fen > approved_fen - spent_fen:
        raise CutTooDeepError(
            line, from_fen(approved_fen), from_fen(spent_fen), from_fen(by_fen)
        )


def decide_activation(*, agreement_recorded: bool) -> None:
    """Demand an agreement before money flows. Raises NoAgreementError.

    That the payee is verified is asked by `disbursements.decide_payee`.
    """
    if not agreement_recorded:
        raise NoAgreementError
