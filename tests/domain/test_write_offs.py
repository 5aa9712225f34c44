"""What cannot be recovered 核销: who may bear it, and what it does to the budget."""

import pytest

from fundledger.domain.chart import B_DISBURSED
from fundledger.domain.ids import SourceKey
from fundledger.domain.posting_rules import RULES, PostingRule
from fundledger.domain.sources import RestrictedSourceError, Source
from fundledger.domain.write_offs import (
    BearerApartError,
    ConsentApartError,
    ConsentNeededError,
    SignedFor,
    decide_bearer,
    write_off_rule,
)

GENERAL = Source(SourceKey("general"), restricted=False)
MEMBERS = Source(SourceKey("members"), restricted=False)
AID = Source(SourceKey("aid"), restricted=True)
BOOKS = Source(SourceKey("books"), restricted=True)
LETTER = "捐赠人同意函 2024-7"


@pytest.mark.parametrize("own", [GENERAL, AID])
@pytest.mark.parametrize("bearer", [GENERAL, MEMBERS])
def test_unrestricted_money_bears_any_loss(own: Source, bearer: Source) -> None:
    decide_bearer(own, bearer, signed_for=None, consent="")


@pytest.mark.parametrize("consent", ["", " ", "\u3000"])
def test_restricted_money_bears_its_own_loss_with_its_givers_letter(
    consent: str,
) -> None:
    decide_bearer(AID, AID, signed_for=None, consent=LETTER)
    with pytest.raises(ConsentNeededError) as refused:
        decide_bearer(AID, AID, signed_for=None, consent=consent)
    assert refused.value.source == AID.key


@pytest.mark.parametrize("own", [GENERAL, AID])
def test_restricted_money_bears_no_loss_of_another_source(own: Source) -> None:
    with pytest.raises(RestrictedSourceError) as refused:
        decide_bearer(own, BOOKS, signed_for=None, consent=LETTER)
    assert refused.value.source == BOOKS.key


def test_both_sign_for_the_same_bearer() -> None:
    decide_bearer(AID, GENERAL, signed_for=SignedFor(GENERAL.key, ""), consent="")
    with pytest.raises(BearerApartError) as refused:
        decide_bearer(AID, GENERAL, signed_for=SignedFor(MEMBERS.key, ""), consent="")
    assert (refused.value.signed_for, refused.value.named) == (MEMBERS.key, GENERAL.key)


def test_both_sign_on_the_same_letter_of_the_giver() -> None:
    first = SignedFor(AID.key, LETTER)
    assert decide_bearer(AID, AID, signed_for=first, consent=LETTER) == LETTER
    with pytest.raises(ConsentApartError):
        decide_bearer(AID, AID, signed_for=first, consent="另一来函")
    with pytest.raises(ConsentNeededError):
        decide_bearer(AID, AID, signed_for=first, consent="")


def test_its_own_loss_leaves_the_budget_and_one_that_is_borne_fills_it_up() -> None:
    own, borne = write_off_rule(AID, AID), write_off_rule(AID, GENERAL)
    assert (own, borne) == (PostingRule.WRITTEN_OFF, PostingRule.WRITTEN_OFF_BORNE)
    freed = [
        any(leg.debit == B_DISBURSED for leg in RULES[rule]) for rule in (own, borne)
    ]
    assert freed == [False, True]
    assert write_off_rule(GENERAL, MEMBERS) is PostingRule.WRITTEN_OFF_BORNE
