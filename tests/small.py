"""The smallest useful fund, written through the door but without any command.

Two people with a role each, the chart, the months of 2024, one community with one
project, and a donation of 1,000.00 元 in the bank.
"""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from fundledger.domain.adoptions import rules_text
from fundledger.domain.chart import (
    ACCOUNTS,
    B_FREE,
    B_TOTAL,
    Account,
    Book,
    account,
    bank_account,
)
from fundledger.domain.editions import RULES_EDITION, Replay
from fundledger.domain.ids import (
    AccountKey,
    Login,
    Month,
    ProjectNo,
    SourceKey,
    VoucherNo,
)
from fundledger.domain.journal import Entry, PostingRule, VoucherKind
from fundledger.domain.sources import GENERAL
from fundledger.domain.vouchers import by_series
from fundledger.queries.journal import last_numbers
from fundledger.store import tables as t
from fundledger.store.audit import to_canonical
from fundledger.store.books import Fund, Ledger, Request
from fundledger.store.writing import Writing

ADMIN = Login("admin")
CLERK = Login("clerk")
DAY = date(2024, 3, 1)
BANK = AccountKey("bank.main")
DONATIONS = AccountKey("donations.restricted")
PROJECT = ProjectNo(1)
AID = SourceKey("aid")
"""The restricted source; the other one is `general`."""
GIVEN_FEN = 100_000
PEOPLE = {ADMIN: ("admin", CLERK), CLERK: ("accountant", ADMIN)}
DEEDS = 3
"""Records of the fund: its genesis, the project, the donation."""
MONTHS = tuple(f"2024-{month:02}" for month in range(1, 13))


def ask(
    action: str = "setting.change",
    *,
    actor: Login = CLERK,
    on: date = DAY,
    key: str | None = None,
    **given: object,
) -> Request:
    """Ask for a deed, by the clerk if nobody else is named."""
    return Request(action, actor, on, key, to_canonical(given), deed=name_of(action))


def name_of(action: str) -> str:
    """Name a deed by the action that it asks for: verb and noun."""
    return "_".join(reversed(action.split(".")))


def create(
    ledger: Ledger, database_user: str | None, code: str = "small", given: int = 1
) -> Fund:
    """Found the fund; `given` donations come in."""
    request = ask("fund.create", actor=ADMIN, code=code, name="社区基金")
    run = partial(genesis, code=code, database_user=database_user)
    fund = ledger.create(request, run)
    fund.write(ask("project.draft"), _project)
    for _ in range(given):
        donate(fund)
    return fund


def donate(
    fund: Fund, fen: int = GIVEN_FEN, *, key: str | None = None, on: date = DAY
) -> int:
    """Receive a donation, in 分; gives the number of its 记 in the month."""
    request = ask("donation.receive", key=key, on=on, fen=fen)
    entries = (entry(BANK, DONATIONS, fen), entry(B_TOTAL, B_FREE, fen))

    def run(write: Writing) -> int:
        month = Month(f"{write.on:%Y-%m}")
        last = last_numbers(write, month)[Book.MONEY]
        book(write, entries)
        return last + 1

    return int(fund.write(request, run))


def entry(
    debit: AccountKey, credit: AccountKey, fen: int, project_no: ProjectNo | None = None
) -> Entry:
    """Make one debit and credit, each of the fund's source of that kind of money."""
    return Entry(
        debit,
        credit,
        fen,
        project_no,
        debit_source=source_of(debit),
        credit_source=source_of(credit),
    )


def source_of(key: AccountKey) -> SourceKey | None:
    """Name the source of an account's money: the restricted one where it may be."""
    known = account(key)
    if not known.by_source:
        return None
    return GENERAL if known.restricted is False else AID


def book(write: Writing, entries: Iterable[Entry], **given: object) -> VoucherNo:
    """Write one voucher of each book with its postings; gives the first one's no."""
    month = Month(f"{write.on:%Y-%m}")
    last = write.before(("numbers", month), partial(last_numbers, write, month))
    written: list[VoucherNo] = []
    for series, half in by_series(entries).items():
        no = VoucherNo(write.next_no(t.voucher))
        row: dict[str, object] = {
            "no": no,
            "month": month,
            "series": series,
            "number": write.next_in(
                f"{month} {series}", partial(last.__getitem__, series)
            ),
            "on_date": write.on,
            "summary": "收到捐赠",
            "kind": VoucherKind.NORMAL,
            "rule": PostingRule.DONATION_RECEIVED,
            "attachments": 0,
            "pair_no": next(iter(written), None),
        }
        write.insert(t.voucher, **row | given)
        postings = [
            {"no": write.next_no(t.posting), "voucher_no": no, **each._asdict()}
            for each in half
        ]
        write.insert_many(t.posting, postings)
        written.append(no)
    return written[0]


def genesis(
    write: Writing,
    *,
    database_user: str | None,
    code: str = "small",
    replay: Replay | None = None,
) -> None:
    """Put in the fund, the people, their roles, the months of a year, and the chart."""
    write.begin_fund(code, "社区基金", replay)
    own = {"database_user": database_user, "active": True}
    people = [{"login": login, "name": login.title(), **own} for login in PEOPLE]
    write.insert_many(t.person, people)
    _calendar(write)
    for no, (login, (role, granter)) in enumerate(PEOPLE.items(), start=1):
        grant = {"no": no, "login": login, "role": role, "granted_by": granter}
        write.insert(t.role_grant, **grant, scope_kind="district", from_on=DAY)
    write.insert(t.fund_year, year=2024, edition="2004", closed=False)
    months = [{"key": month, "year": 2024, "closed": False} for month in MONTHS]
    write.insert_many(t.period, months)
    _adopt(write)
    accounts = [*ACCOUNTS.values(), bank_account(BANK)]
    write.insert_many(t.account, map(_account, accounts))
    plain = {"purpose": "", "giver": "", "returnable": False, "overhead_percent": 0}
    sources = [
        {"key": GENERAL, "name": "非限定资金", "restricted": False},
        {"key": AID, "name": "救助专项", "restricted": True},
    ]
    write.insert_many(t.funding_source, [each | plain for each in sources])


def _adopt(write: Writing) -> None:
    """Let the two adopt the rules, so that deeds may book by them as well."""
    write.insert(
        t.adoption,
        edition=RULES_EDITION,
        rules=rules_text(),
        accountant=CLERK,
        accountant_on=DAY,
        supervisor=ADMIN,
        supervisor_on=DAY,
    )


def _account(account: Account) -> dict[str, Any]:
    return {
        "key": account.key,
        "book": account.book,
        "side": account.side,
        "floor": account.floor,
        "by_project": account.by_project,
        "by_source": account.by_source,
        "control": account.control,
        "restricted": account.restricted,
    }


def _calendar(write: Writing) -> None:
    for year in (2024, 2025):
        write.insert(t.calendar_year, year=year, paper="国办发明电")


def _project(write: Writing) -> None:
    write.insert(t.subdistrict, key="s1", name="一街道")
    write.insert(t.community, key="c1", name="一社区", subdistrict_key="s1")
    spring = {"key": "2024-1", "name": "第一批", "cap_fen": 2_000_000}
    write.insert(
        t.funding_round,
        **spring,
        opens_on=DAY,
        closes_on=date(2024, 6, 30),
        first_day="next",
    )
    where = {"community_key": "c1", "round_key": "2024-1", "category": "社区服务"}
    case = {"no": PROJECT, "code": "2024-001", "title": "邻里节"}
    write.insert(t.project, **case, **where, version=1, state="active")
