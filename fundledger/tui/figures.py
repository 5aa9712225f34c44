"""Amounts as screens show them: 元 with two decimals, from 分."""

from fundledger.domain.money import format_yuan, from_fen


def yuan(fen: int) -> str:
    """Write an amount in 分 as 元: 145,000.00."""
    return format_yuan(from_fen(fen))


def yuan_or_none(fen: int | None) -> str:
    """Write an amount that may not be known yet."""
    return "—" if fen is None else yuan(fen)


def share(part: int, whole: int) -> str:
    """Write a share in whole percent, rounded down; it is for the eye only."""
    return f"{part * 100 // whole}%" if whole > 0 else ""
