"""Initials of Chinese, typed with the input method off: lrzc for 老人助餐."""

from functools import cache, lru_cache
from typing import Final

from fundledger.tui.kit.text import folded

KEPT: Final = 32_768
"""Texts that stay folded between two keystrokes: those of one long list."""

_plain = lru_cache(KEPT)(folded)


@lru_cache(KEPT)
def initials(text: str) -> str:
    """Give the first letter of each character's usual reading; others stay."""
    return "".join(_initial(char) for char in folded(text))


def is_meant(typed: str, text: str) -> bool:
    """Tell whether every word that was typed is in a text, or in its initials."""
    plain = _plain(text)
    return all(
        word in plain or (_are_letters(word) and word in initials(plain))
        for word in folded(typed).split()
    )


def _are_letters(word: str) -> bool:
    return len(word) > 1 and word.isascii() and word.isalpha()


@cache
def _initial(char: str) -> str:
    if char < "\u3400":
        return char
    from pypinyin import Style, pinyin  # noqa: PLC0415 - a table of 40,000 readings

    return pinyin(char, style=Style.FIRST_LETTER)[0][0]
