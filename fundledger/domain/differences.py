"""Differences 差额调整: where only amounts were wrong, what is right and by how much.

《会计基础工作规范》 §51: where only an amount was wrong, the difference is booked.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from fundledger.domain.chart import Book, account
from fundledger.domain.journal import Entry, NothingToPostError
from fundledger.domain.money import from_fen
from fundledger.domain.worth import apart
from fundledger.errors import N_, RefusedError


@dataclass(eq=False)
class UnevenError(RefusedError):
    """Money and budget would not be corrected by the same amount."""

    code = "uneven_voucher"
    message = N_("Money and budget must be corrected by the same amount.")
    hint = N_("Give the same difference for money and for budget.")


@dataclass(eq=False)
class AmountsCountError(RefusedError):
    """A difference says the right amount of each posting."""

    postings: int
    amounts: int
    code = "amounts_count"
    message = N_("The voucher has {postings} postings; {amounts} amounts were given.")
    hint = N_("Give the right amount of each: those of the 记, then those of its 备.")


def adjusted(booked: Sequence[Entry], amounts_fen: Sequence[int]) -> list[Entry]:
    """Give postings their right amounts, in 分, in their order.

    Raises AmountsCountError unless each has one, NothingToPostError for less than
    nothing or nothing at all, UnevenError where money and budget of a source moved
    together and would not any more.
    """
    if len(amounts_fen) != len(booked):
        raise AmountsCountError(len(booked), len(amounts_fen))
    right = [
        entry._replace(fen=fen) for entry, fen in zip(booked, amounts_fen, strict=True)
    ]
    decide_amounts(right)
    if apart(booked) != apart(right):
        raise UnevenError
    return right


def money_fen(entries: Sequence[Entry]) -> int:
    """Sum postings: of money, or of budget where no money is; in 分.

    Of a difference, what one posting loses and another gets counts twice.
    """
    money = [e.fen for e in entries if account(e.debit).book is Book.MONEY]
    return sum(money or [entry.fen for entry in entries])


def weight_fen(
    booked: Sequence[Entry], right: Sequence[Entry], *, whole: bool, opens_gap: bool
) -> int | None:
    """Tell by what amount a difference is judged that may take two signatures, in 分.

    All differences of the voucher count, from what was `booked` first: nobody comes by
    steps to what two must sign. Where the deed itself has its limit, the `whole` right
    amount counts too. None is beyond any limit: budget that is not there.
    """
    if opens_gap:
        return None
    changed = [
        new._replace(fen=abs(new.fen - old.fen))
        for old, new in zip(booked, right, strict=True)
    ]
    return max(money_fen(changed), money_fen(right) if whole else 0)


def as_adjusted(booked: Sequence[Entry], since: Sequence[Entry]) -> list[Entry]:
    """Give postings the amounts that later differences 差额调整 left them, in order.

    One that a difference took away altogether keeps its place, at 0.
    """
    changed = {_where(old): 0 for old in booked}
    for each in since:
        raised, lowered = _where(each), _where(_turned(each))
        if raised in changed:
            changed[raised] += each.fen
        elif lowered in changed:
            changed[lowered] -= each.fen
    return [old._replace(fen=old.fen + changed[_where(old)]) for old in booked]


def _where(entry: Entry) -> tuple[object, ...]:
    """Tell between which accounts, projects and sources a posting moves."""
    return (
        entry.debit,
        entry.credit,
        entry.project_no,
        entry.debit_source,
        entry.credit_source,
    )


def _turned(entry: Entry) -> Entry:
    return entry._replace(
        debit=entry.credit,
        credit=entry.debit,
        debit_source=entry.credit_source,
        credit_source=entry.debit_source,
    )


def decide_amounts(entries: Sequence[Entry]) -> None:
    """Demand amounts of 0 or more, and more in all. Raises NothingToPostError."""
    least = min(entry.fen for entry in entries)
    if least < 0 or not any(entry.fen for entry in entries):
        raise NothingToPostError(from_fen(least))
