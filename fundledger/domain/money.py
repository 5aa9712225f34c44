"""The border between money as people write it and the 分 that the books count.

Text, 元, 万元 and 大写 come in and go out here; everything inside is an integer of
分 or a `Money` in CNY. No other module touches a decimal.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from moneyed import CNY, Money

from fundledger.domain.fen import FEN_PER_YUAN, format_fen
from fundledger.errors import N_, InputError

__all__ = [
    "CNY",
    "MAX_FEN",
    "AmountError",
    "ForeignMoneyError",
    "HugeAmountError",
    "Money",
    "NoDigitsError",
    "SplitError",
    "SubFenError",
    "UnreadableAmountError",
    "format_wan",
    "format_yuan",
    "from_fen",
    "in_words",
    "parse_money",
    "split_fen",
    "to_fen",
    "total_fen",
]

MAX_FEN: Final = 10**15
"""Ten trillion 元. A BIGINT holds nine thousand such amounts, so no sum overflows."""

_MAX_YUAN: Final = MAX_FEN // FEN_PER_YUAN
_YUAN_PLACES: Final = 2
_WAN_PLACES: Final = 6
_MAX_DIGITS: Final = len(str(MAX_FEN))

# A Chinese input method writes these without being asked. Each maps to one character,
# so that a position in the translated text is a position in what was typed.
_TYPED: Final = str.maketrans(
    "０１２３４５６７８９。．，－−￥\u3000",
    "0123456789..,--¥ ",
)

# An amount that begins with 0 is less than 1: "0,123" and "007" are something else, and
# nobody knows what. Nothing stands between digits but separators in groups of three.
_AMOUNT: Final = re.compile(
    r" *(?P<sign>-?)(?:¥ *)?"
    r"(?:(?P<whole>[1-9][0-9]{0,2}(?:,[0-9]{3})+(?![0-9])|0(?![0-9])|[1-9][0-9]*)"
    r"(?:\.(?P<part>[0-9]+))?)?"
    r" *(?P<unit>万元|万|元)? *"
)


@dataclass(eq=False)
class AmountError(InputError):
    """The root of what can be wrong with an amount."""

    message = N_("This is not an amount of money.")
    hint = N_("Write it like 1,234.50 or 14.5万.")


@dataclass(eq=False)
class UnreadableAmountError(AmountError):
    """The text stops being an amount at a known position."""

    text: str
    position: int
    character: str
    message = N_("'{text}' is not an amount: position {position} holds '{character}'.")
    hint = N_("Write it like 1,234.50 or 14.5万; separators stand before three digits.")


@dataclass(eq=False)
class NoDigitsError(AmountError):
    """There is no number in the text."""

    text: str
    message = N_("There is no number in '{text}'.")
    hint = N_("Write it like 1,234.50 or 14.5万.")


@dataclass(eq=False)
class SubFenError(AmountError):
    """The amount is finer than one 分."""

    amount: str
    message = N_("{amount} is finer than one 分; nothing is rounded here.")
    hint = N_("Give the amount with two decimals.")


@dataclass(eq=False)
class HugeAmountError(AmountError):
    """The amount is beyond what the books hold."""

    amount: str
    message = N_("{amount} is larger than the books can hold.")
    hint = N_("Check the unit: 元 or 万元.")


@dataclass(eq=False)
class ForeignMoneyError(AmountError):
    """The amount is not in CNY."""

    currency: str
    message = N_("The books are kept in CNY; this amount is in {currency}.")
    hint = N_("Give the amount in 元, as it was exchanged by the bank.")


@dataclass(eq=False)
class SplitError(AmountError):
    """An amount cannot be shared out by these weights."""

    total_fen: int
    message = N_("{total_fen} 分 cannot be shared out by these weights.")
    hint = N_("Weights are whole numbers from 0 up, and not all of them 0.")


def from_fen(fen: int) -> Money:
    """Make a Money of 分."""
    sign = "-" if fen < 0 else ""
    yuan, rest = divmod(abs(fen), FEN_PER_YUAN)
    return Money(f"{sign}{yuan}.{rest:02d}", CNY)


def to_fen(amount: Money) -> int:
    """Count the amount in 分.

    Raises SubFenError on a third decimal (nothing is rounded), HugeAmountError beyond
    MAX_FEN and ForeignMoneyError for anything but CNY.
    """
    if amount.currency is not CNY and amount.currency != CNY:
        raise ForeignMoneyError(str(amount.currency))
    yuan = amount.amount
    if not yuan.is_finite():
        raise NoDigitsError(str(yuan))
    if abs(yuan) > _MAX_YUAN:
        raise HugeAmountError(str(yuan))
    # As a ratio, because decimal arithmetic rounds to its context before we could see.
    numerator, denominator = yuan.as_integer_ratio()
    fen, rest = divmod(numerator * FEN_PER_YUAN, denominator)
    if rest:
        raise SubFenError(str(yuan))
    return fen


def total_fen(amounts: Iterable[int]) -> int:
    """Add amounts up, in 分. Raises HugeAmountError beyond what one row can hold."""
    total = sum(amounts)
    if total > MAX_FEN:
        raise HugeAmountError(format_fen(total))
    return total


def parse_money(text: str) -> Money:
    """Read an amount in 元 or 万元, in half or full width, with or without separators.

    `。` and `．` are read as a decimal point, `，` as a thousands separator, which
    stands between groups of three digits. Raises an AmountError; what cannot be read
    is named with its position.
    """
    typed = text.translate(_TYPED)
    match = _AMOUNT.match(typed)
    assert match is not None, "every part of the pattern is optional"
    end = match.end()
    if end < len(text):
        raise UnreadableAmountError(text, end + 1, text[end])
    if match["whole"] is None:
        raise NoDigitsError(text)
    places = _WAN_PLACES if (match["unit"] or "").startswith("万") else _YUAN_PLACES
    part = match["part"] or ""
    if len(part) > places:
        raise SubFenError(text.strip())
    digits = match["whole"].replace(",", "") + part.ljust(places, "0")
    fen = _counted(digits.lstrip("0") or "0")
    return from_fen(-fen if match["sign"] else fen)


def _counted(digits: str) -> int:
    """Count digits already scaled to 分; int() never sees a text of any length."""
    if len(digits) > _MAX_DIGITS or int(digits) > MAX_FEN:
        raise HugeAmountError(digits[:-2][: 2 * _MAX_DIGITS])
    return int(digits)


def format_yuan(amount: Money) -> str:
    """Write an amount in 元 with separators and two decimals: '145,000.00'."""
    return format_fen(to_fen(amount))


def format_wan(amount: Money) -> str:
    """Write an amount in 万元, exactly, without needless zeros: '14.5'."""
    fen = to_fen(amount)
    wan, rest = divmod(abs(fen), 10**_WAN_PLACES)
    part = f"{rest:06d}".rstrip("0")
    return f"{'-' if fen < 0 else ''}{wan:,}{'.' if part else ''}{part}"


_DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"
_SIZES: Final = ((10**8, "亿"), (10**4, "万"), (1000, "仟"), (100, "佰"), (10, "拾"))


def in_words(amount: Money) -> str:
    """Write an amount in 大写: '壹拾肆万伍仟元整'.

    Follows 《会计基础工作规范》 §52: 整 after 元 or 角, none after 分; one 零 for a
    run of zeros; 零 between 元 and 分 when there is no 角. A form without 人民币
    printed on it puts that in front.
    """
    fen = to_fen(amount)
    yuan, rest = divmod(abs(fen), FEN_PER_YUAN)
    sign = "负" if fen < 0 else ""
    whole = f"{_whole_in_words(yuan)}元" if yuan or not rest else ""
    return f"{sign}{whole}{_part_in_words(rest, after_yuan=bool(yuan))}"


def _whole_in_words(number: int) -> str:
    """Write a whole number; a gap of zeros inside it is one 零."""
    for size, name in _SIZES:
        if number >= size:
            high, low = divmod(number, size)
            gap = "零" if 0 < low < size // 10 else ""
            tail = _whole_in_words(low) if low else ""
            return f"{_whole_in_words(high)}{name}{gap}{tail}"
    return _DIGITS[number]


def _part_in_words(rest: int, *, after_yuan: bool) -> str:
    """Write 角 and 分, or 整 where there is nothing finer."""
    jiao, fen = divmod(rest, 10)
    gap = "零" if after_yuan and fen and not jiao else ""
    jiao_text = f"{_DIGITS[jiao]}角" if jiao else ""
    return f"{gap}{jiao_text}{_DIGITS[fen]}分" if fen else f"{jiao_text}整"


def split_fen(total_fen: int, weights: Sequence[int]) -> list[int]:
    """Share 分 out by weight, to the last 分, by largest remainder.

    The shares sum to the total; an odd 分 goes to the largest remainder, the earlier
    one on a tie. Raises SplitError for negative weights, or weights that are all 0.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0 or total_fen < 0:
        raise SplitError(total_fen)
    shares = [total_fen * weight // whole for weight in weights]
    remainders = [total_fen * weight % whole for weight in weights]
    odd = total_fen - sum(shares)
    by_remainder = sorted(range(len(weights)), key=lambda i: -remainders[i])
    for index in by_remainder[:odd]:
        shares[index] += 1
    return shares
