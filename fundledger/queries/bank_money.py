"""The money in each bank account: what moved it, and whose it is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import case, cast, func, or_, select

from fundledger.domain.chart import (
    B_COMMITTED,
    B_FREE,
    B_PAYMENT,
    B_RESERVED,
    B_UNCOVERED,
    BANK,
    TO_RETURN,
    TRANSIT,
    UNIDENTIFIED,
    Side,
)
from fundledger.domain.chart import account as account_of
from fundledger.domain.ids import AccountKey, SourceKey, VoucherNo
from fundledger.domain.journal import PostingRule
from fundledger.queries import funding, lines, transfers
from fundledger.queries.balances import balances, moves
from fundledger.queries.corrections import replaced_vouchers
from fundledger.queries.lines import line, total
from fundledger.store import tables as t
from fundledger.store.reading import Books
from fundledger.store.types import Whole


class BankFlow(NamedTuple):
    """What came into a bank account and left it since the fund began, in 分.

    `closing_fen` is the balance that is kept, not what the others add up to.
    """

    bank: AccountKey
    opening_fen: int
    in_fen: int
    out_fen: int
    closing_fen: int


CASH: Final = (B_FREE, B_RESERVED, B_COMMITTED, B_PAYMENT, TO_RETURN)
"""What of a source is in the bank: not paid yet, or to be given back."""


NOTHING: Final = (0, 0, 0)


def bank_flows(books: Books, as_of: date | None = None) -> list[BankFlow]:
    """Tell what moved each bank account, 在途 included, now or up to a day.

    One that nothing moved is left out.
    """
    at_first = lines.rule == PostingRule.OPENING
    debit, credit = line.c.debit_fen, line.c.credit_fen
    statement = lines.lines(
        books,
        line.c.account_key,
        total(case((at_first, debit - credit), else_=0)),
        total(case((at_first, 0), else_=debit)),
        total(case((at_first, 0), else_=credit)),
        as_of=as_of,
    ).where(lines.under([BANK]))
    rows = books.rows(statement.group_by(line.c.account_key))
    moved = {key: (opening, came, left) for key, opening, came, left in rows}
    closing = balances(books, as_of)
    flows = [
        BankFlow(key, *moved.get(key, NOTHING), closing.get(key, 0))
        for key in bank_leaves(books)
    ]
    return [flow for flow in flows if any(flow[1:])]


def bank_leaves(books: Books) -> Sequence[AccountKey]:
    """List the accounts of bank accounts, with 在途, by key."""
    c = t.account.c
    own = (books.own(t.account), c.control == BANK)
    return books.values(select(c.key).where(*own).order_by(c.key))


def cash_of_sources(
    books: Books, as_of: date | None = None
) -> dict[SourceKey | None, int]:
    """Tell what each source has in the bank, wherever it lies, in 分."""
    moved = moves(books, *([] if as_of is None else [t.voucher.c.on_date <= as_of]))
    c = moved.c
    own = case((c.key == B_UNCOVERED, -c.fen), else_=c.fen)
    summed = cast(func.sum(own), Whole[int]())
    statement = select(c.source, summed).where(c.key.in_([*CASH, B_UNCOVERED]))
    return dict(books.pairs(statement.group_by(c.source)))


def under_way(books: Books, as_of: date | None = None) -> Counter[AccountKey]:
    """Tell what is in transit 在途 to each bank account, in 分."""
    towards: dict[VoucherNo, AccountKey] = {}
    for each in transfers.transfers(books):
        towards[each.voucher_no] = each.to_bank
        if each.arrived_voucher_no is not None:
            towards[each.arrived_voucher_no] = each.to_bank
    return _by_bank(books, TRANSIT, _with_replaced(books, towards), as_of)


def unidentified(books: Books, as_of: date | None = None) -> Counter[AccountKey]:
    """Tell what of 待查款项 lies in the bank account that it came to, in 分."""
    came_to = {
        each.identified_voucher_no: each.bank
        for each in funding.fundings(books)
        if each.identified_voucher_no is not None
    }
    return _by_bank(books, UNIDENTIFIED, _with_replaced(books, came_to), as_of)


def _with_replaced(
    books: Books, banks: Mapping[VoucherNo, AccountKey]
) -> dict[VoucherNo, AccountKey]:
    """Say the same of the vouchers in whose place those that are named stand."""
    replaced, named = replaced_vouchers(books), dict(banks)
    for no, bank in banks.items():
        before = replaced.get(no)
        while before is not None:
            named[before] = bank
            before = replaced.get(before)
    return named


def _by_bank(
    books: Books,
    account: AccountKey,
    banks: Mapping[VoucherNo, AccountKey],
    as_of: date | None,
) -> Counter[AccountKey]:
    """Sum an account by the bank account that its vouchers are about, in 分.

    That is what `banks` says of a voucher, or of the one that it annuls; else the bank
    account on the posting's other side. What is about none is left out.
    """
    p, v = t.posting.c, t.voucher.c
    written = (v.fund_id == p.fund_id) & (v.no == p.voucher_no)
    statement = (
        select(v.no, v.annuls_no, p.debit, p.credit, p.fen)
        .select_from(t.posting)
        .join(t.voucher, written)
        .where(books.own(t.posting), or_(p.debit == account, p.credit == account))
    )
    if as_of is not None:
        statement = statement.where(v.on_date <= as_of)
    on_debit = account_of(account).side is Side.DEBIT
    fen_of: Counter[AccountKey] = Counter()
    for no, annuls, debit, credit, fen in books.rows(statement):
        at_debit = debit == account
        other = credit if at_debit else debit
        bank = banks.get(annuls or no)
        if bank is None and other.startswith(f"{BANK}."):
            bank = other
        if bank is not None:
            fen_of[bank] += fen if at_debit == on_debit else -fen
    return fen_of
