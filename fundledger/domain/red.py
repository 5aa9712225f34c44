"""Postings annulled in red 红字冲销, corrected by differences 差额调整, read as lines.

A red debit prints as a negative credit of its account, a red credit as a negative
debit. Balances do not see the colour, turnovers do. Source: 《会计基础工作规范》 §51.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from fundledger.domain.chart import B_FREE, B_UNCOVERED
from fundledger.domain.ids import AccountKey, ProjectNo, SourceKey
from fundledger.domain.journal import (
    Entry,
    InsufficientError,
    Left,
    NothingToPostError,
    PostingRule,
)
from fundledger.domain.money import from_fen
from fundledger.domain.sources import Source
from fundledger.errors import N_, RefusedError


class LineView(NamedTuple):
    """A posting seen from one of its accounts: its 借方 or 贷方 amount in 分."""

    account: AccountKey
    project_no: ProjectNo | None
    debit_fen: int
    credit_fen: int
    source: SourceKey | None = None


@dataclass(eq=False)
class OtherAccountsError(RefusedError):
    """A difference voucher may only change amounts."""

    code = "other_accounts"
    message = N_("A difference voucher corrects amounts, not accounts or projects.")
    hint = N_("Correct it by a red and a blue voucher.")


def red_copy(booked: Iterable[Entry]) -> list[Entry]:
    """Annul postings in red 红字冲销: accounts swapped, each mark turned over.

    Balances and turnovers are then as if the postings had never been made. The deed
    also asks `require_cover`, and posts what `level_gap` tells.
    """
    return [
        Entry(
            debit=entry.credit,
            credit=entry.debit,
            fen=entry.fen,
            project_no=entry.project_no,
            debit_red=not entry.credit_red,
            credit_red=not entry.debit_red,
            debit_source=entry.credit_source,
            credit_source=entry.debit_source,
        )
        for entry in booked
    ]


def level_gap(source: Source, left: Left) -> tuple[PostingRule, int] | None:
    """Tell the rule and the 分 by which free budget and gap are levelled, if any.

    A red copy gives back what the voucher took then, though since then the gap may
    have been covered, or the free budget used. `left` is what is left after the copy.
    Afterwards one of the two is zero and neither is below. Raises InsufficientError
    for restricted money, which never has a gap.
    """
    free = left(B_FREE, None, source.key)
    gap = left(B_UNCOVERED, None, source.key)
    missing = max(free - gap, 0) - free
    if missing > 0 and source.restricted:
        raise InsufficientError(
            B_FREE, None, source.key, from_fen(free + missing), from_fen(missing)
        )
    if missing > 0:
        return PostingRule.GAP_OPENED, missing
    return (PostingRule.GAP_COVERED, -missing) if missing else None


def red_difference(booked: Sequence[Entry], right: Sequence[Entry]) -> list[Entry]:
    """Correct amounts by their differences 差额调整: too high in red, too low in blue.

    《会计基础工作规范》 §51 allows it when only amounts are wrong: raises
    OtherAccountsError when an account, project or mark differs, NothingToPostError
    when no amount does.
    """
    if [entry._replace(fen=0) for entry in booked] != [
        entry._replace(fen=0) for entry in right
    ]:
        raise OtherAccountsError
    differences = list(_differences(booked, right))
    if not differences:
        raise NothingToPostError(from_fen(0))
    return differences


def _differences(booked: Sequence[Entry], right: Sequence[Entry]) -> Iterator[Entry]:
    for old, new in zip(booked, right, strict=True):
        if new.fen > old.fen:
            yield old._replace(fen=new.fen - old.fen)
        elif new.fen < old.fen:
            yield from red_copy([old._replace(fen=old.fen - new.fen)])


def lines(entry: Entry) -> tuple[LineView, LineView]:
    """See a posting from its two accounts, red amounts as negatives on the own side.

    A red debit was a credit once, so it prints in the credit column, below zero.
    """
    fen, project_no = entry.fen, entry.project_no
    debit = (0, -fen) if entry.debit_red else (fen, 0)
    credit = (-fen, 0) if entry.credit_red else (0, fen)
    return (
        LineView(entry.debit, project_no, *debit, entry.debit_source),
        LineView(entry.credit, project_no, *credit, entry.credit_source),
    )


def opens_gap(level: Iterable[Entry]) -> bool:
    """Tell whether levelling opens a gap 额度缺口: budget is used that is not there."""
    return any(entry.debit == B_UNCOVERED for entry in level)
