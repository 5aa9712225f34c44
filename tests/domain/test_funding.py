"""What may be given back of money received, and what may still be identified."""

import pytest

from fundledger.domain.funding import (
    FundingKind,
    IdentifiedAlreadyError,
    NoKindError,
    NotADonationError,
    OverReturnError,
    decide_identified,
    decide_received,
    decide_return,
)
from fundledger.domain.money import from_fen

K = FundingKind


@pytest.mark.parametrize(("fen", "returned"), [(1, 31), (70, 100)])
def test_a_donation_is_given_back_in_parts_up_to_all_of_it(
    fen: int, returned: int
) -> None:
    assert decide_return(K.DONATION, 100, 30, fen) == returned


def test_no_more_is_given_back_than_is_left() -> None:
    with pytest.raises(OverReturnError) as refused:
        decide_return(K.DONATION, 100, 30, 71)
    assert refused.value.left == from_fen(70)


@pytest.mark.parametrize("kind", [K.GRANT, K.UNIDENTIFIED])
def test_only_a_donation_is_given_back(kind: FundingKind) -> None:
    with pytest.raises(NotADonationError) as refused:
        decide_return(kind, 100, 0, 1)
    assert refused.value.kind is kind


def test_no_less_was_received_than_was_given_back() -> None:
    decide_received(30, 30)
    with pytest.raises(OverReturnError) as refused:
        decide_received(29, 30)
    assert refused.value.left == from_fen(29)


@pytest.mark.parametrize("kind", [K.DONATION, K.GRANT])
def test_what_is_unidentified_turns_out_to_be_one_of_the_others_once(
    kind: FundingKind,
) -> None:
    decide_identified(K.UNIDENTIFIED, kind)
    for already in (K.DONATION, K.GRANT):
        with pytest.raises(IdentifiedAlreadyError):
            decide_identified(already, kind)


def test_nothing_is_identified_as_unidentified() -> None:
    with pytest.raises(NoKindError):
        decide_identified(K.UNIDENTIFIED, K.UNIDENTIFIED)
