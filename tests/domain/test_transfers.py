"""Money between the fund's own accounts: it goes somewhere, and arrives once."""

import pytest

from fundledger.domain.ids import AccountKey, TransferNo
from fundledger.domain.transfers import (
    ArrivedError,
    SameAccountError,
    decide_arrival,
    decide_transfer,
)

MAIN, SECOND = AccountKey("bank.main"), AccountKey("bank.second")


def test_a_transfer_goes_to_another_account() -> None:
    decide_transfer(MAIN, SECOND)
    with pytest.raises(SameAccountError) as refused:
        decide_transfer(MAIN, MAIN)
    assert refused.value.account == MAIN


def test_what_is_in_transit_arrives_once() -> None:
    decide_arrival(TransferNo(2), arrived=False)
    with pytest.raises(ArrivedError) as refused:
        decide_arrival(TransferNo(2), arrived=True)
    assert refused.value.transfer_no == 2
