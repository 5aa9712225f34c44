"""What may be given back of money received, and what may still be identified."""

import pytest

from fundledger.domain.funding import (
    BouncedCostError,
    FundingKind,
    IdentifiedAlreadyError,
    NoKindError,
    NotReturnedError,
    OverReturnError,
    SentBackError,
    decide_bounced_cost,
    decide_identified,
    decide_received,
    decide_return,
    decide_sent_back,
)
from fundledger.domain.ids import RunningCostNo
from fundledger.domain.money import from_fen
from fundledger.domain.projects import ReasonNeededError

K = FundingKind
NAMED = [K.DONATION, K.GRANT]
COST = RunningCostNo(3)

blank = pytest.mark.parametrize("reason", ["", " ", "\u3000"])


@pytest.mark.parametrize("kind", NAMED)
@pytest.mark.parametrize(("fen", "returned"), [(1, 31), (70, 100)])
def test_what_was_given_goes_back_in_parts_up_to_all_of_it(
    kind: FundingKind, fen: int, returned: int
) -> None:
    assert decide_return(kind, 100, 30, fen, reason="项目未实施") == returned


@pytest.mark.parametrize("kind", NAMED)
def test_no_more_is_given_back_than_is_left(kind: FundingKind) -> None:
    with pytest.raises(OverReturnError) as refused:
        decide_return(kind, 100, 30, 71, reason="项目未实施")
    assert refused.value.left == from_fen(70)


def test_what_nobody_can_name_is_no_return() -> None:
    with pytest.raises(NotReturnedError) as refused:
        decide_return(K.UNIDENTIFIED, 100, 0, 1, reason="误汇")
    assert refused.value.kind is K.UNIDENTIFIED


@blank
def test_nothing_goes_back_without_a_reason(reason: str) -> None:
    with pytest.raises(ReasonNeededError):
        decide_return(K.DONATION, 100, 0, 1, reason=reason)
    with pytest.raises(ReasonNeededError):
        decide_sent_back(K.UNIDENTIFIED, returned_fen=0, reason=reason)
    with pytest.raises(ReasonNeededError):
        decide_bounced_cost(COST, bounced=False, reason=reason)


def test_no_less_was_received_than_was_given_back() -> None:
    decide_received(30, 30)
    with pytest.raises(OverReturnError) as refused:
        decide_received(29, 30)
    assert refused.value.left == from_fen(29)


@pytest.mark.parametrize("kind", NAMED)
def test_what_is_unidentified_turns_out_to_be_one_of_the_others_once(
    kind: FundingKind,
) -> None:
    decide_identified(K.UNIDENTIFIED, kind, returned_fen=0)
    for already in NAMED:
        with pytest.raises(IdentifiedAlreadyError):
            decide_identified(already, kind, returned_fen=0)


def test_nothing_is_identified_as_unidentified() -> None:
    with pytest.raises(NoKindError):
        decide_identified(K.UNIDENTIFIED, K.UNIDENTIFIED, returned_fen=0)


def test_what_was_sent_back_is_neither_identified_nor_sent_back_again() -> None:
    decide_sent_back(K.UNIDENTIFIED, returned_fen=0, reason="误汇")
    with pytest.raises(SentBackError):
        decide_sent_back(K.UNIDENTIFIED, returned_fen=100, reason="误汇")
    with pytest.raises(SentBackError):
        decide_identified(K.UNIDENTIFIED, K.GRANT, returned_fen=100)


@pytest.mark.parametrize("kind", NAMED)
def test_what_was_identified_is_returned_and_not_sent_back(kind: FundingKind) -> None:
    with pytest.raises(IdentifiedAlreadyError) as refused:
        decide_sent_back(kind, returned_fen=0, reason="误汇")
    assert refused.value.kind is kind


def test_a_running_cost_comes_back_once() -> None:
    decide_bounced_cost(COST, bounced=False, reason="账号有误")
    with pytest.raises(BouncedCostError) as refused:
        decide_bounced_cost(COST, bounced=True, reason="账号有误")
    assert refused.value.running_cost_no == COST
