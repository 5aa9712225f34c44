"""The books that the benchmarks write into: real funds, founded by the real deeds."""

from datetime import date
from pathlib import Path
from typing import Final

from fundledger.commands.accounts import NewBankAccount
from fundledger.commands.deed import Desk, FoundingDesk
from fundledger.commands.funds import create_fund
from fundledger.commands.people import NewPerson, add_person, grant_role
from fundledger.domain.batches import Batch, BatchVoucher
from fundledger.domain.chart import (
    B_FREE,
    B_TOTAL,
    DONATIONS,
    restricted_leaf,
)
from fundledger.domain.ids import AccountKey, Login
from fundledger.domain.journal import Entry
from fundledger.domain.people import Role
from fundledger.domain.posting_rules import PostingRule
from fundledger.queries.funds import AccountCode
from fundledger.readers.charts import read_chart
from fundledger.store import migrate
from fundledger.store.books import Ledger

DAY: Final = date(2024, 1, 5)
CLERK: Final = Login("clerk")
BANK: Final = AccountKey("bank.main")


def clerks_desk(address: str, database_user: str | None = None) -> Desk:
    """Found a fund in an empty database, and sit down as its accountant."""
    ledger = Ledger(address)
    migrate.migrate(ledger)
    one, two = (NewPerson(Login(name), name, database_user) for name in ("one", "two"))
    fund = create_fund(
        FoundingDesk(ledger=ledger, actor=one.login, on=DAY),
        code="bench",
        name="bench",
        founders=(one, two),
        year=DAY.year,
        edition="2004",
        codes=[
            AccountCode(row.key, row.code, row.name_zh, row.name_en)
            for row in read_chart("2004")
        ],
        bank_accounts=[NewBankAccount("main", "基本户", "示例银行", "0001")],
    )
    admin = Desk(fund=fund, actor=one.login, on=DAY)
    add_person(admin, login=CLERK, name="会计", database_user=database_user)
    grant_role(admin, login=CLERK, role=Role.ACCOUNTANT)
    return Desk(fund=fund, actor=CLERK, on=DAY)


def again(path: Path, *, durable: bool = True) -> Desk:
    """Sit down again at a fund in a file."""
    fund = Ledger(str(path), durable=durable).fund()
    return Desk(fund=fund, actor=CLERK, on=DAY)


def vouchers(count: int) -> Batch:
    """Make donations: a voucher each, one posting in either book."""
    income = restricted_leaf(DONATIONS, restricted=False)
    return Batch([_donation(fen, income) for fen in range(1, count + 1)])


def _donation(fen: int, income: AccountKey) -> BatchVoucher:
    money = Entry(BANK, income, fen, None)
    budget = Entry(B_TOTAL, B_FREE, fen, None)
    rule = PostingRule.DONATION_RECEIVED
    return BatchVoucher(DAY, f"收到捐赠款 {fen}", (money, budget), rule)
