"""The lines of a printed voucher 记账凭证: debits first, lines that are alike as one.

Of a voucher in the books they come from its journal lines; of one that is only
foreseen, from its postings, as the line view sees them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from fundledger.domain.ids import AccountKey, ProjectNo, SourceKey
from fundledger.domain.signatures import SignaturePart

SIGNATURES: Final = (
    SignaturePart.CHIEF,
    SignaturePart.POSTED,
    SignaturePart.REVIEWED,
    SignaturePart.CASHIER,
    SignaturePart.PREPARED,
)
"""The line of signatures below a voucher, from left to right."""


class PrintedLine(NamedTuple):
    """What a voucher books on one side of one account; amounts in 分, red below 0."""

    account: AccountKey
    project_no: ProjectNo | None
    debit_fen: int
    credit_fen: int
    source: SourceKey | None = None

    @property
    def is_credit(self) -> bool:
        """Whether it stands on the credit side."""
        return self.credit_fen != 0

    @property
    def fen(self) -> int:
        """Its amount, red below 0."""
        return self.debit_fen + self.credit_fen


def printed_by(line: PrintedLine) -> tuple[object, ...]:
    """Give what lines of one voucher share where they are printed as one.

    A voucher has one 摘要, so that is the same for all of them.
    """
    return line.is_credit, line.fen < 0, line.account, line.source, line.project_no


def printed_lines(lines: Iterable[PrintedLine]) -> list[PrintedLine]:
    """Sum up lines that are alike; debits come before credits, as a voucher is read."""
    alike: dict[tuple[object, ...], PrintedLine] = {}
    for line in lines:
        key = printed_by(line)
        first = alike.get(key)
        alike[key] = line if first is None else _together(first, line)
    return sorted(alike.values(), key=lambda line: line.is_credit)


def _together(one: PrintedLine, other: PrintedLine) -> PrintedLine:
    return one._replace(
        debit_fen=one.debit_fen + other.debit_fen,
        credit_fen=one.credit_fen + other.credit_fen,
    )


def foreseen_lines(postings: Iterable[Mapping[str, Any]]) -> list[PrintedLine]:
    """Give the printed lines of postings that are only foreseen."""
    return printed_lines(line for each in postings for line in _both_sides(each))


def _both_sides(posting: Mapping[str, Any]) -> Iterator[PrintedLine]:
    """See a posting from either account; what is red is below zero across."""
    for side in ("debit", "credit"):
        red = posting[f"{side}_red"]
        own = -posting["fen"] if red else posting["fen"]
        on_debit = (side == "debit") is not red
        yield PrintedLine(
            posting[side],
            posting["project_no"],
            own if on_debit else 0,
            0 if on_debit else own,
            posting[f"{side}_source"],
        )


def totals(lines: Sequence[PrintedLine]) -> tuple[int, int]:
    """Sum up both sides in 分."""
    return sum(each.debit_fen for each in lines), sum(each.credit_fen for each in lines)
