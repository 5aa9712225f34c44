"""Opening 期初建账: what came from before these books, and what past claims cost."""

from datetime import date

from sqlalchemy import CheckConstraint, Column, Named

from fundledger.domain.chart import SpendingKind
from fundledger.domain.ids import ClaimNo, Login, SourceKey, VoucherNo
from fundledger.domain.openings import OpeningKind
from fundledger.store.tables.base import (
    Day,
    FundRow,
    KeyText,
    Whole,
    fen,
    fund_table,
    one_of,
    refers,
)


class OpeningColumns(FundRow):
    """What an accountant and a supervisor brought in from before these books.

    Its vouchers are those after the one before, up to `last_voucher_no`.
    """

    no: Named[int] = Column(Whole[int](), primary_key=True)
    kind: Named[OpeningKind] = Column(KeyText[OpeningKind]())
    accountant: Named[Login] = Column(KeyText[Login]())
    supervisor: Named[Login] = Column(KeyText[Login]())
    on_date: Named[date] = Column(Day())
    last_voucher_no: Named[VoucherNo] = Column(Whole[VoucherNo]())


opening = fund_table(
    "opening",
    OpeningColumns,
    one_of("kind", OpeningKind),
    CheckConstraint("accountant <> supervisor", name="two_people"),
    refers("accountant", to="person", key=("login",)),
    refers("supervisor", to="person", key=("login",)),
    refers("last_voucher_no", to="voucher"),
)


class OpeningCostColumns(FundRow):
    """What a claim cost that was admitted before these books, in 分.

    By kind of spending and source; `year` is the one whose cost it was.
    """

    claim_no: Named[ClaimNo] = Column(Whole[ClaimNo](), primary_key=True)
    kind: Named[SpendingKind] = Column(KeyText[SpendingKind](), primary_key=True)
    source: Named[SourceKey] = Column(KeyText[SourceKey](), primary_key=True)
    year: Named[int] = Column(Whole[int]())
    fen: Named[int] = Column(Whole[int]())


opening_cost = fund_table(
    "opening_cost",
    OpeningCostColumns,
    one_of("kind", SpendingKind),
    fen("fen", least=1),
    refers("claim_no", to="claim"),
    refers("source", to="funding_source", key=("key",)),
)
