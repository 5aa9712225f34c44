"""Amounts and counts as screens show them: 元 with two decimals, from 分."""

from collections.abc import Sequence

from fundledger.domain.fen import format_fen
from fundledger.tui.kit.text import Span, Tone

UNKNOWN = "—"
"""Stands where there is no amount."""


def yuan(fen: int) -> str:
    """Write an amount in 分 as 元: 145,000.00."""
    return format_fen(fen)


def yuan_or_none(fen: int | None) -> str:
    """Write an amount that may not be known yet."""
    return UNKNOWN if fen is None else yuan(fen)


def amount(fen: int | None, tone: Tone = Tone.PLAIN) -> Span:
    """Give an amount in 分 as a cell that is never cut; `—` where there is none."""
    return Span(yuan_or_none(fen), tone, whole=True)


def amount_if_any(fen: int, tone: Tone = Tone.PLAIN) -> Span:
    """Give an amount as a cell, nothing at all as `—`."""
    return amount(fen, tone)._replace(text=yuan(fen) if fen else UNKNOWN)


def side(fen: int, tone: Tone = Tone.PLAIN) -> Span:
    """Give a debit or a credit as a cell; the other side stays empty."""
    return amount(fen, tone)._replace(text=yuan(fen) if fen else "")


def count(number: int, tone: Tone = Tone.PLAIN) -> Span:
    """Give a count as a cell that is never cut."""
    return Span(f"{number:,}", tone, whole=True)


def shares(parts: Sequence[int]) -> list[str]:
    """Write the shares of a whole in whole percent, which add up to 100 %.

    The largest remainders are rounded up. Parts below zero have no shares.
    """
    if not parts or min(parts) < 0 or not sum(parts):
        return [""] * len(parts)

    from fundledger.domain.money import split_fen  # noqa: PLC0415 - slow to load

    return [f"{share}%" for share in split_fen(100, parts)]
