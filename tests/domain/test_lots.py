"""Lots of an advance: the oldest is cleared first, the newest comes back first."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundledger.domain.ids import SourceKey
from fundledger.domain.lots import FROM_NEWEST, LotLine, lots
from fundledger.domain.posting_rules import PostingRule
from fundledger.domain.sources import Share

A, B = SourceKey("a"), SourceKey("b")
R = PostingRule


def paid(source: SourceKey, fen: int) -> LotLine:
    return LotLine(source, R.ADVANCE_PAID, fen, 0)


def cleared(
    source: SourceKey, fen: int, rule: PostingRule = R.CLAIM_ADMITTED
) -> LotLine:
    return LotLine(source, rule, 0, fen)


def annulled(line: LotLine) -> LotLine:
    """Give the line of a red copy: a red debit is a credit below zero."""
    return line._replace(up_fen=-line.up_fen, down_fen=-line.down_fen)


def shares(*of: tuple[SourceKey, int]) -> list[Share]:
    return [Share(*each) for each in of]


TWO = [paid(A, 100), paid(B, 50), paid(A, 30)]
"""Paid twice of one source, and between them of another."""


def test_each_payment_is_a_lot_of_its_source() -> None:
    assert lots([]) == []
    assert lots(TWO) == shares((A, 100), (B, 50), (A, 30))


@pytest.mark.parametrize("rule", sorted(set(PostingRule) - FROM_NEWEST))
def test_what_is_used_up_is_taken_from_the_oldest(rule: PostingRule) -> None:
    assert lots([*TWO, cleared(A, 110, rule)]) == shares((B, 50), (A, 20))


@pytest.mark.parametrize("rule", sorted(FROM_NEWEST))
def test_what_goes_back_is_taken_from_the_newest(rule: PostingRule) -> None:
    assert lots([*TWO, cleared(A, 40, rule)]) == shares((A, 90), (B, 50))


def test_a_bounce_takes_back_the_payment_that_bounced() -> None:
    """The newest payment is the one that comes back; earlier lots stay whole."""
    bounced = cleared(A, 30, R.ADVANCE_BOUNCED)
    assert lots([*TWO, bounced]) == shares((A, 100), (B, 50))
    assert lots([*TWO, bounced, paid(A, 30)]) == lots(TWO)


def test_a_claim_that_is_annulled_gives_back_what_it_cleared() -> None:
    claim = cleared(A, 110)
    assert lots([*TWO, claim, annulled(claim)]) == lots(TWO)
    first = cleared(A, 40)
    assert lots([*TWO, first, claim._replace(down_fen=70), annulled(first)]) == shares(
        (A, 30), (B, 50), (A, 30)
    )


def test_a_refund_that_is_annulled_gives_back_what_it_took() -> None:
    refund = cleared(A, 110, R.REFUND)
    assert lots([*TWO, refund]) == shares((A, 20), (B, 50))
    assert lots([*TWO, refund, annulled(refund)]) == lots(TWO)


def test_a_payment_that_is_annulled_is_no_lot_any_more() -> None:
    last = TWO[-1]
    assert lots([*TWO, annulled(last)]) == lots(TWO[:-1])


def test_a_payment_booked_again_keeps_its_place() -> None:
    """Its bank account was wrong; it is the oldest all the same, used up or not."""
    first = TWO[0]
    assert lots([*TWO, annulled(first), first]) == lots(TWO)
    used = [*TWO, cleared(A, 110)]
    assert lots([*used, annulled(first), first]) == lots(used)


def test_a_claim_booked_again_leaves_what_a_refund_took() -> None:
    claim, refund = cleared(A, 40), cleared(A, 20, R.REFUND)
    before = [*TWO, claim, refund]
    assert lots(before) == shares((A, 60), (B, 50), (A, 10))
    assert lots([*before, annulled(claim), claim]) == lots(before)


def test_a_payment_whose_amount_was_lowered_has_less() -> None:
    lowered = LotLine(A, R.ADVANCE_PAID, -10, 0)
    assert lots([*TWO, lowered]) == shares((A, 100), (B, 50), (A, 20))


def test_one_source_clears_nothing_of_another() -> None:
    assert lots([*TWO, cleared(B, 50)]) == shares((A, 100), (A, 30))


def test_what_another_source_takes_over_is_a_lot_of_that_source() -> None:
    over = [
        LotLine(A, R.RE_SOURCED_ADVANCED, 0, 60),
        LotLine(B, R.RE_SOURCED_ADVANCED, 60, 0),
    ]
    assert lots([*TWO, *over]) == shares((A, 40), (B, 50), (A, 30), (B, 60))


# --- whatever happens ---

RULES = st.sampled_from([R.CLAIM_ADMITTED, R.REFUND, R.ADVANCE_BOUNCED])


@st.composite
def histories(draw: st.DrawFn) -> list[LotLine]:
    """Pay, clear and give back, never more than there is; annul now and then."""
    lines: list[LotLine] = []
    left = Counter[SourceKey]()
    for _ in range(draw(st.integers(0, 12))):
        source = draw(st.sampled_from([A, B]))
        line = paid(source, draw(st.integers(1, 90)))
        if left[source] and draw(st.booleans()):
            line = cleared(source, draw(st.integers(1, left[source])), draw(RULES))
        lines.append(line)
        if line.down_fen and draw(st.booleans()):
            lines.append(annulled(line))
        else:
            left[source] += line.up_fen - line.down_fen
    return lines


def balance(lines: list[LotLine]) -> Counter[SourceKey]:
    fen_of = Counter[SourceKey]()
    for line in lines:
        fen_of[line.source] += line.up_fen - line.down_fen
    return fen_of


@given(histories())
def test_the_lots_of_a_source_are_its_balance(lines: list[LotLine]) -> None:
    fen_of = Counter[SourceKey]()
    for source, fen in lots(lines):
        assert fen > 0
        fen_of[source] += fen
    assert fen_of == +balance(lines)


@given(histories(), RULES, RULES)
def test_the_order_of_taking_changes_lots_and_never_sums(
    lines: list[LotLine], one: PostingRule, other: PostingRule
) -> None:
    """Two people who give back and clear in another order leave the same sums."""
    for source, fen in balance(lines).items():
        first, then = cleared(source, fen // 2, one), cleared(source, fen // 3, other)
        there, back = lots([*lines, first, then]), lots([*lines, then, first])
        assert sum(each.fen for each in there) == sum(each.fen for each in back)
        assert balance([*lines, first, then]) == balance([*lines, then, first])


@given(histories())
def test_each_source_keeps_its_lots_whatever_the_others_do(
    lines: list[LotLine],
) -> None:
    for source in (A, B):
        alone = [line for line in lines if line.source == source]
        assert lots(alone) == [lot for lot in lots(lines) if lot.source == source]


@given(histories())
def test_clearing_all_that_is_left_leaves_no_lot(lines: list[LotLine]) -> None:
    last = [cleared(source, fen) for source, fen in (+balance(lines)).items()]
    assert lots([*lines, *last]) == []
