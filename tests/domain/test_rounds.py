"""A round is open for some days, and gives something."""

from datetime import date

import pytest

from fundledger.domain.ids import RoundKey
from fundledger.domain.money import MAX_FEN, from_fen
from fundledger.domain.rounds import RoundCapError, RoundDatesError, decide_round

KEY, FIRST, LAST = RoundKey("2024-1"), date(2024, 1, 8), date(2024, 1, 31)


@pytest.mark.parametrize("last", [FIRST, LAST])
@pytest.mark.parametrize("fen", [1, 600_000, MAX_FEN])
def test_a_round_is_opened_with_its_cap(last: date, fen: int) -> None:
    assert decide_round(KEY, FIRST, last, from_fen(fen)) == fen


@pytest.mark.parametrize("fen", [0, -1, -600_000])
def test_a_round_that_gives_nothing_is_refused(fen: int) -> None:
    with pytest.raises(RoundCapError) as refused:
        decide_round(KEY, FIRST, LAST, from_fen(fen))
    assert refused.value.facts == {"round_key": KEY, "cap": from_fen(fen)}


def test_a_round_does_not_close_before_it_opens() -> None:
    with pytest.raises(RoundDatesError):
        decide_round(KEY, LAST, FIRST, from_fen(1))
