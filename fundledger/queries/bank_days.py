"""The bank accounts on one day 银行存款: before it, in, out, and after it."""

from datetime import date
from typing import NamedTuple

from fundledger.domain.chart import Side
from fundledger.queries import funds
from fundledger.queries.balances import balances
from fundledger.queries.funds import BankAccount
from fundledger.queries.turnover import NOTHING, movements_after, turnovers_on
from fundledger.store.reading import Books


class BankDay(NamedTuple):
    """A bank account on a day, in 分; red postings lower what came in or went out."""

    bank: BankAccount
    opening_fen: int
    debit_fen: int
    credit_fen: int
    closing_fen: int


def bank_days(books: Books, on: date) -> list[BankDay]:
    """List the bank accounts with what a day moved on them.

    What was booked after the day is taken off the balances: it costs what is after.
    """
    now = balances(books)
    moved_on, later = turnovers_on(books, on), movements_after(books, on)
    listed: list[BankDay] = []
    for each in funds.bank_accounts(books):
        moved = moved_on.get(each.account, NOTHING)
        since = later.get(each.account, NOTHING).own_fen(Side.DEBIT)
        closing = now.get(each.account, 0) - since
        opening = closing - moved.own_fen(Side.DEBIT)
        listed.append(BankDay(each, opening, *moved, closing))
    return listed
