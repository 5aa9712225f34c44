"""Verdicts, partial approval, supplements and cuts."""

from datetime import date

import pytest

from fundledger.domain.ids import LineNo, Login
from fundledger.domain.reviews import (
    CutTooDeepError,
    NoAgreementError,
    NothingApprovedError,
    OtherLinesError,
    OverRequestError,
    ReviewedAlreadyError,
    TooFewReviewersError,
    Verdict,
    decide_activation,
    decide_approval,
    decide_cut,
    decide_recommendation,
    decide_review_round,
    decide_verdict,
)

WANG, LI, ZHAO = Login("wang"), Login("li"), Login("zhao")
L1, L2 = LineNo(1), LineNo(2)
REQUESTED = {L1: 100, L2: 50}
UNTIL = date(2024, 3, 8)


@pytest.mark.parametrize("fen", [1, 150])
def test_a_recommendation_is_within_the_request(fen: int) -> None:
    decide_recommendation(150, fen)


def test_no_more_is_recommended_than_requested_and_not_nothing() -> None:
    with pytest.raises(OverRequestError):
        decide_recommendation(150, 151)
    with pytest.raises(NothingApprovedError):
        decide_recommendation(150, 0)


@pytest.mark.parametrize(
    ("verdicts", "agree"),
    [
        ([], 0),
        ([Verdict(WANG, agrees=True)], 1),
        ([Verdict(WANG, agrees=True), Verdict(LI, agrees=False)], 1),
        ([Verdict(WANG, agrees=True), Verdict(WANG, agrees=True)], 1),
        ([Verdict(WANG, agrees=True), Verdict(LI, agrees=True)], 2),
        (
            [
                Verdict(WANG, agrees=True),
                Verdict(LI, agrees=False),
                Verdict(ZHAO, agrees=True),
            ],
            2,
        ),
    ],
)
def test_k_different_reviewers_must_agree(verdicts: list[Verdict], agree: int) -> None:
    decide_review_round(verdicts, agree)
    with pytest.raises(TooFewReviewersError) as refused:
        decide_review_round(verdicts, agree + 1)
    assert refused.value.agree == agree


def test_a_reviewer_gives_one_verdict_on_a_version() -> None:
    decide_verdict(WANG, [Verdict(LI, agrees=True)])
    with pytest.raises(ReviewedAlreadyError):
        decide_verdict(WANG, [Verdict(WANG, agrees=False)])


def test_an_approval_may_be_partial_line_by_line() -> None:
    assert decide_approval(REQUESTED, {L1: 100, L2: 0}) == 100


@pytest.mark.parametrize("approved", [{L1: 101, L2: 0}, {L1: -1, L2: 50}])
def test_no_line_is_approved_beyond_its_request(approved: dict[LineNo, int]) -> None:
    with pytest.raises(OverRequestError) as refused:
        decide_approval(REQUESTED, approved)
    assert refused.value.line == L1


@pytest.mark.parametrize(
    ("approved", "missing", "unknown"),
    [({L1: 1}, (L2,), ()), ({L1: 1, L2: 1, LineNo(3): 1}, (), (3,)), ({}, (1, 2), ())],
)
def test_every_line_is_decided_and_no_other(
    approved: dict[LineNo, int],
    missing: tuple[LineNo, ...],
    unknown: tuple[LineNo, ...],
) -> None:
    with pytest.raises(OtherLinesError) as refused:
        decide_approval(REQUESTED, approved)
    assert (refused.value.missing, refused.value.unknown) == (missing, unknown)


def test_an_approval_of_nothing_is_none() -> None:
    with pytest.raises(NothingApprovedError):
        decide_approval(REQUESTED, {L1: 0, L2: 0})


def test_a_cut_leaves_what_was_spent() -> None:
    decide_cut(L1, approved_fen=100, spent_fen=40, by_fen=60)
    with pytest.raises(CutTooDeepError):
        decide_cut(L1, approved_fen=100, spent_fen=40, by_fen=61)


def test_no_money_flows_without_an_agreement() -> None:
    decide_activation(agreement_recorded=True)
    with pytest.raises(NoAgreementError):
        decide_activation(agreement_recorded=False)
