"""Money at the border: what is read, what is refused, what is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from moneyed import Money

from fundledger.domain.fen import format_fen
from fundledger.domain.money import (
    CNY,
    MAX_FEN,
    AmountError,
    ForeignMoneyError,
    HugeAmountError,
    NoDigitsError,
    SplitError,
    SubFenError,
    UnreadableAmountError,
    format_wan,
    format_yuan,
    from_fen,
    in_words,
    parse_money,
    split_fen,
    to_fen,
    total_fen,
)

FEN = st.integers(-MAX_FEN, MAX_FEN)


@given(FEN)
def test_fen_survive_the_way_out_and_back(fen: int) -> None:
    assert to_fen(from_fen(fen)) == fen


@given(FEN)
def test_what_is_written_is_read_back(fen: int) -> None:
    amount = from_fen(fen)
    assert parse_money(format_yuan(amount)) == amount
    assert parse_money(format_wan(amount) + "万元") == amount


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("145000", 14_500_000),
        ("145,000.00", 14_500_000),
        ("14.5万", 14_500_000),
        ("14.5 万元", 14_500_000),
        ("0.000001万", 1),
        ("¥1,234.5", 123_450),
        ("￥1，234．50元", 123_450),
        ("１２。５", 1_250),
        ("\u300012.30\u3000", 1_230),
        ("-3.10", -310),
        ("－３", -300),
        ("-¥3", -300),
        ("¥ 3", 300),
        ("−3", -300),  # a minus sign, as some keyboards write it
        ("0", 0),
        ("0.50", 50),
        ("12。5", 1_250),  # never 125: the point is not dropped
        ("１2.5", 1_250),
        ("1,234,567万", 1_234_567_000_000),
        ("10000000000000", MAX_FEN),
    ],
)
def test_people_write_amounts_in_many_ways(text: str, fen: int) -> None:
    assert to_fen(parse_money(text)) == fen


@pytest.mark.parametrize(
    ("text", "position", "character"),
    [
        ("12a", 3, "a"),
        ("12，5", 3, "，"),
        ("12,34", 3, ","),
        ("1,2345", 2, ","),
        ("1 234", 3, "2"),
        ("12。5。3", 5, "。"),
        ("12.", 3, "."),
        ("1、234", 2, "、"),
        ("--5", 2, "-"),
        ("5-", 2, "-"),
        ("5元5", 3, "5"),
        ("3亿", 2, "亿"),
        ("十二", 1, "十"),
        ("\u200b12", 1, "\u200b"),
        ("٣", 1, "٣"),
        ("1e5", 2, "e"),
        ("$5", 1, "$"),
        (".5", 1, "."),
        ("-.5", 2, "."),
        ("0,123", 2, ","),  # 123, 0.123 or a slip: nobody knows
        ("0,123.00", 2, ","),
        ("01,234", 1, "0"),
        ("007", 1, "0"),
        ("00.5", 1, "0"),
        ("1,23.00", 2, ","),
        ("1,00,000.00", 2, ","),
        ("1,234,56", 6, ","),
        ("1,2345万", 2, ","),
        ("1,4.5万", 2, ","),
        ("1.234,56", 6, ","),
        ("1,500，00", 6, "，"),
        ("6.22E+18", 5, "E"),
        ('="001"', 1, "="),
        ("+5", 1, "+"),
        ("- 5", 3, "5"),
        ("¥-5", 2, "-"),
        ("(123.45)", 1, "("),
        ("1\xa0234.50", 2, "\xa0"),
        ("1'234.50", 2, "'"),
        ("5\n", 2, "\n"),
        ("5\t", 2, "\t"),
        ("100元整", 5, "整"),
        ("12.50 CNY", 7, "C"),
        ("1万5千", 3, "5"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_position(
    text: str, position: int, character: str
) -> None:
    with pytest.raises(UnreadableAmountError) as refused:
        parse_money(text)
    assert (refused.value.position, refused.value.character) == (position, character)
    assert str(position) in str(refused.value)


@pytest.mark.parametrize("text", ["", "  ", "-", "¥", "元"])
def test_an_amount_has_digits(text: str) -> None:
    with pytest.raises(NoDigitsError):
        parse_money(text)


@given(FEN, st.integers(0, 24), st.sampled_from(",，.。 -0"))
def test_a_slip_of_the_finger_is_refused_or_changes_nothing_unseen(
    fen: int, place: int, slip: str
) -> None:
    text = format_fen(fen)
    typed = text[:place] + slip + text[place:]
    try:
        amount = parse_money(typed)
    except AmountError:
        return
    clean = typed.translate(str.maketrans("，。", ",.")).strip()
    clean = clean if to_fen(amount) else clean.removeprefix("-")
    assert format_yuan(amount).replace(",", "") == clean.replace(",", "")


@pytest.mark.parametrize("text", ["1.005", "1.230", "0.0000001万", "12。345"])
def test_a_third_decimal_is_refused_and_never_rounded(text: str) -> None:
    with pytest.raises(SubFenError):
        parse_money(text)


@pytest.mark.parametrize("text", ["10000000000000.01", "1000000001万", "9" * 9_000])
def test_an_amount_beyond_the_books_is_refused(text: str) -> None:
    with pytest.raises(HugeAmountError):
        parse_money(text)


@given(st.text())
def test_any_text_is_an_amount_or_an_amount_error(text: str) -> None:
    try:
        amount = parse_money(text)
    except AmountError:
        return
    assert abs(to_fen(amount)) <= MAX_FEN


def test_a_sum_beyond_the_books_is_refused() -> None:
    assert total_fen([MAX_FEN - 1, 1]) == MAX_FEN
    with pytest.raises(HugeAmountError):
        total_fen([MAX_FEN, 1])


@pytest.mark.parametrize("amount", ["0.001", "1.005", "0.01" + "0" * 40 + "1"])
def test_money_finer_than_a_fen_is_not_counted(amount: str) -> None:
    with pytest.raises(SubFenError):
        to_fen(Money(amount, CNY))


def test_money_in_another_currency_is_not_counted() -> None:
    with pytest.raises(ForeignMoneyError):
        to_fen(Money("1.00", "USD"))


@pytest.mark.parametrize("amount", ["1E+30", "-1E+30", "1E+999999"])
def test_huge_money_is_not_counted(amount: str) -> None:
    with pytest.raises(HugeAmountError):
        to_fen(Money(amount, CNY))


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "sNaN"])
def test_money_that_is_no_number_is_not_counted(amount: str) -> None:
    with pytest.raises(NoDigitsError):
        to_fen(Money(amount, CNY))


@pytest.mark.parametrize(
    ("fen", "yuan", "wan"),
    [
        (14_500_000, "145,000.00", "14.5"),
        (0, "0.00", "0"),
        (-1, "-0.01", "-0.000001"),
        (123_456_789, "1,234,567.89", "123.456789"),
        (10_000_000_000, "100,000,000.00", "10,000"),
    ],
)
def test_yuan_and_wan_are_written_exactly(fen: int, yuan: str, wan: str) -> None:
    assert format_fen(fen) == yuan
    assert format_yuan(from_fen(fen)) == yuan
    assert format_wan(from_fen(fen)) == wan


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (14_500_000, "壹拾肆万伍仟元整"),
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角整"),
        (1_000, "壹拾元整"),
        (140_950, "壹仟肆佰零玖元伍角整"),
        (600_714, "陆仟零柒元壹角肆分"),
        (168_032, "壹仟陆佰捌拾元叁角贰分"),
        (10_700_053, "壹拾万柒仟元伍角叁分"),
        (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
        (32_504, "叁佰贰拾伍元零肆分"),
        (100_000_100, "壹佰万零壹元整"),
        (10_000_000_000, "壹亿元整"),
        (10_000_000_100, "壹亿零壹元整"),
        (10_000_000_000_000, "壹仟亿元整"),
        (MAX_FEN, "壹拾万亿元整"),
        (-10_005, "负壹佰元零伍分"),
    ],
)
def test_amounts_in_words_follow_the_standard(fen: int, words: str) -> None:
    assert in_words(from_fen(fen)) == words


@given(FEN, FEN)
def test_no_two_amounts_share_their_words(one: int, other: int) -> None:
    same = in_words(from_fen(one)) == in_words(from_fen(other))
    assert same == (one == other)


@given(
    st.integers(0, MAX_FEN),
    st.lists(st.integers(0, 10**6), min_size=1).filter(
        lambda weights: sum(weights) > 0
    ),
)
def test_a_split_sums_to_its_total_and_is_fair_to_a_fen(
    total: int, weights: list[int]
) -> None:
    shares = split_fen(total, weights)
    assert sum(shares) == total
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share * sum(weights) - total * weight) < sum(weights)


def test_the_odd_fen_goes_to_the_first_of_equals() -> None:
    assert split_fen(100, [1, 1, 1]) == [34, 33, 33]


@pytest.mark.parametrize("weights", [[], [0], [1, -1], [3, -1]])
def test_a_split_needs_weights(weights: list[int]) -> None:
    with pytest.raises(SplitError):
        split_fen(100, weights)
