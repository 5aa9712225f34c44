"""分 written as 元: texts of whole numbers, for whoever needs no `Money`.

`Money` and its reading stand in `domain.money`, whose library is slow to load.
"""

from typing import Final

FEN_PER_YUAN: Final = 100


def format_fen(fen: int) -> str:
    """Write 分 as 元 with separators: 14500000 is '145,000.00'."""
    yuan, rest = divmod(abs(fen), FEN_PER_YUAN)
    return f"{'-' if fen < 0 else ''}{yuan:,}.{rest:02d}"


def in_yuan(fen: int) -> str:
    """Write 分 as 元 for programs, without separators: 14500000 is '145000.00'."""
    yuan, rest = divmod(abs(fen), FEN_PER_YUAN)
    return f"{'-' if fen < 0 else ''}{yuan}.{rest:02d}"
