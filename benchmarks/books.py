"""The books that the benchmarks write into: real funds, founded by the real deeds."""

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from fundledger.commands.accounts import NewBankAccount
from fundledger.commands.adoptions import adopt_rules
from fundledger.commands.deed import CreationDesk, Desk
from fundledger.commands.funds import create_fund
from fundledger.commands.imports import import_journal
from fundledger.commands.people import NewPerson, add_person, grant_role
from fundledger.domain.batches import Batch, BatchVoucher
from fundledger.domain.chart import (
    ADVANCE,
    B_COMMITTED,
    B_DISBURSED,
    B_FREE,
    B_PAYMENT,
    B_RESERVED,
    B_TOTAL,
    DONATIONS,
    account,
    restricted_leaf,
)
from fundledger.domain.editions import RULES_EDITION
from fundledger.domain.ids import AccountKey, Login, ProjectNo
from fundledger.domain.journal import Entry
from fundledger.domain.people import Role
from fundledger.domain.posting_rules import PostingRule
from fundledger.domain.sources import GENERAL
from fundledger.queries.funds import AccountCode
from fundledger.readers.charts import read_chart
from fundledger.store import migrate
from fundledger.store import tables as t
from fundledger.store.books import Ledger, Request
from fundledger.store.writing import Writing

DAY: Final = date(2024, 1, 5)
CLERK: Final = Login("clerk")
CHIEF: Final = Login("chief")
BANK: Final = AccountKey("bank.main")
PROJECTS: Final = 500


def clerks_desk(address: str, database_user: str | None = None) -> Desk:
    """Found a fund in an empty database, and sit down as its accountant."""
    ledger = Ledger(address)
    migrate.migrate(ledger)
    one, two = (NewPerson(Login(name), name, database_user) for name in ("one", "two"))
    fund = create_fund(
        CreationDesk(ledger=ledger, actor=one.login, on=DAY),
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
    add_person(admin, login=CHIEF, name="财务主管", database_user=database_user)
    grant_role(admin, login=CHIEF, role=Role.SUPERVISOR)
    for signer in (CLERK, CHIEF):
        desk = Desk(fund=fund, actor=signer, on=DAY)
        adopt_rules(desk, rules_edition=RULES_EDITION)
    return Desk(fund=fund, actor=CLERK, on=DAY)


def again(path: Path, *, durable: bool = True) -> Desk:
    """Sit down again at a fund in a file."""
    fund = Ledger(str(path), durable=durable).fund()
    return Desk(fund=fund, actor=CLERK, on=DAY)


def vouchers(count: int) -> Batch:
    """Make donations: a voucher each, one posting in either book."""
    income = _income()
    return Batch([_donation(fen, income) for fen in range(1, count + 1)])


def payers_desk(address: str, count: int) -> Desk:
    """Found a fund with projects, each of them granted what `payments` pays it."""
    desk = clerks_desk(address)
    desk.fund.write(
        Request("project.draft", CLERK, DAY, None, {}, "draft_project"), _projects
    )
    granted = count // PROJECTS + 1
    total = granted * PROJECTS
    money = BatchVoucher(
        DAY,
        "收到捐赠款",
        (_entry(BANK, _income(), total), _entry(B_TOTAL, B_FREE, total)),
        PostingRule.DONATION_RECEIVED,
    )
    before = Batch([money, *map(partial(_grant, granted), _nos())])
    import_journal(signed(desk, before), before)
    return desk


def signed(desk: Desk, batch: Batch) -> Desk:
    """Have the chief sign a batch: whoever sits at the desk brings it in."""
    import_journal(replace(desk, actor=CHIEF), batch)
    return desk


def payments(count: int) -> Batch:
    """Pay projects in turn 0.01 元: two postings each, both of them by project."""
    return Batch([_payment(no % PROJECTS + 1) for no in range(count)])


def _nos() -> range:
    return range(1, PROJECTS + 1)


def _grant(fen: int, no: int) -> BatchVoucher:
    """Take a project's money from free budget to approved for payment."""
    project = ProjectNo(no)
    steps = ((B_FREE, B_RESERVED), (B_RESERVED, B_COMMITTED), (B_COMMITTED, B_PAYMENT))
    entries = [_entry(*pair, fen, project) for pair in steps]
    return BatchVoucher(DAY, f"批准拨付 {no}", entries, PostingRule.OPENING)


def _payment(no: int) -> BatchVoucher:
    project = ProjectNo(no)
    paid = _entry(ADVANCE, BANK, 1, project)
    spent = _entry(B_PAYMENT, B_DISBURSED, 1, project)
    return BatchVoucher(DAY, f"拨付 {no}", (paid, spent), PostingRule.ADVANCE_PAID)


def _projects(write: Writing) -> None:
    write.insert(t.subdistrict, key="s1", name="一街道")
    write.insert(t.community, key="c1", name="一社区", subdistrict_key="s1")
    spring = {"key": "2024-1", "name": "第一批", "cap_fen": 1, "first_day": "next"}
    write.insert(t.funding_round, **spring, opens_on=DAY, closes_on=DAY)
    where = {"community_key": "c1", "round_key": "2024-1", "category": "社区服务"}
    case = {"version": 1, "state": "active", **where}
    nothing = {"returned_from": None, "due_on": None}
    rows = [
        {"no": no, "code": f"2024-{no:04}", "title": f"项目 {no}", **case, **nothing}
        for no in _nos()
    ]
    write.insert_many(t.project, rows)


def _entry(
    debit: AccountKey, credit: AccountKey, fen: int, project: ProjectNo | None = None
) -> Entry:
    """Make a posting of the fund's own source, where its accounts are by source."""
    of = {key: GENERAL if account(key).by_source else None for key in (debit, credit)}
    return Entry(
        debit,
        credit,
        fen,
        project,
        debit_source=of[debit],
        credit_source=of[credit],
    )


def _income() -> AccountKey:
    return restricted_leaf(DONATIONS, restricted=False)


def _donation(fen: int, income: AccountKey) -> BatchVoucher:
    money = _entry(BANK, income, fen)
    budget = _entry(B_TOTAL, B_FREE, fen)
    rule = PostingRule.DONATION_RECEIVED
    return BatchVoucher(DAY, f"收到捐赠款 {fen}", (money, budget), rule)
