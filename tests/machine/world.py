"""The fund a machine plays with: two communities, everybody a case needs, and more.

`STRAYS` hold roles that go badly together, or none: what they try is mostly refused.
"""

from datetime import date
from typing import Final

from fundledger.commands import (
    accounts,
    adoptions,
    funding,
    funds,
    people,
    periods,
    places,
    rounds,
)
from fundledger.commands.accounts import NewBankAccount
from fundledger.commands.deed import CreationDesk, Desk
from fundledger.commands.people import NewPerson
from fundledger.domain.editions import RULES_EDITION
from fundledger.domain.ids import CommunityKey, Login, RoundKey, SubdistrictKey
from fundledger.domain.money import from_fen
from fundledger.domain.people import Role, ScopeKind
from fundledger.domain.periods import months_of
from fundledger.queries.funds import AccountCode
from fundledger.readers.charts import read_chart
from fundledger.store.books import Fund, Ledger
from tests.grants import NewGrant

START: Final = date(2024, 11, 4)
"""A machine begins in November, so that a year's end is in reach."""

FIRST_GIFT: Final = 900_000
"""What is in the bank from the start, unrestricted, in 分."""

ROUND: Final = RoundKey("2024-1")
BANKS: Final = ("main", "grant")
SUBDISTRICT: Final = SubdistrictKey("jia")
HOMES: Final = (CommunityKey("jia1"), CommunityKey("jia2"))
ADMINS: Final = (Login("admin1"), Login("admin2"))

_COMMUNITY, _SUB = ScopeKind.COMMUNITY, ScopeKind.SUBDISTRICT
GRANTS: Final = (
    *(NewGrant(Login(f"preparer.{h}"), Role.PREPARER, _COMMUNITY, h) for h in HOMES),
    *(NewGrant(Login(f"head.{h}"), Role.HEAD, _COMMUNITY, h) for h in HOMES),
    NewGrant(Login("jia.reviewer"), Role.SUBDISTRICT_REVIEWER, _SUB, SUBDISTRICT),
    NewGrant(Login("reviewer1"), Role.DISTRICT_REVIEWER),
    NewGrant(Login("reviewer2"), Role.DISTRICT_REVIEWER),
    NewGrant(Login("approver"), Role.DISTRICT_APPROVER),
    NewGrant(Login("accountant"), Role.ACCOUNTANT),
    NewGrant(Login("accountant2"), Role.ACCOUNTANT),
    NewGrant(Login("cashier"), Role.CASHIER),
    NewGrant(Login("supervisor"), Role.SUPERVISOR),
)
STRAYS: Final = (
    NewGrant(Login("auditor"), Role.AUDITOR),
    NewGrant(Login("many"), Role.DISTRICT_REVIEWER),
    NewGrant(Login("many"), Role.DISTRICT_APPROVER),
    NewGrant(Login("many"), Role.ACCOUNTANT),
    NewGrant(Login("many"), Role.CASHIER),
    NewGrant(Login("many"), Role.SUPERVISOR),
    NewGrant(Login("both"), Role.PREPARER, _COMMUNITY, HOMES[0]),
    NewGrant(Login("both"), Role.HEAD, _COMMUNITY, HOMES[0]),
    NewGrant(Login("both"), Role.ACCOUNTANT),
)
EVERYBODY: Final = (
    *dict.fromkeys(grant.login for grant in (*GRANTS, *STRAYS)),
    *ADMINS,
)


def create(ledger: Ledger, user: str | None, code: str) -> Fund:
    """Found the fund; on PostgreSQL everybody is the one user who is connected."""
    fund = funds.create_fund(
        CreationDesk(ledger=ledger, actor=ADMINS[0], on=START),
        code=code,
        name="社区基金",
        founders=(
            NewPerson(ADMINS[0], "管理员一", user),
            NewPerson(ADMINS[1], "管理员二", user),
        ),
        year=2024,
        edition="2004",
        codes=[
            AccountCode(row.key, row.code, row.name_zh, row.name_en)
            for row in read_chart("2004")
        ],
        settings={
            "advance_waits_until_cleared": "false",
            "approver_agrees_above": "120",
            "supplement_notice_above": "200",
            "line_tolerance_percent": "10",
        },
        bank_accounts=[
            NewBankAccount(key, f"{key}专户", "示例银行", f"000{place}")
            for place, key in enumerate(BANKS, start=1)
        ],
    )
    _settle(fund, user)
    return fund


def _settle(fund: Fund, user: str | None) -> None:
    """Add people, places, payees, a round, and money to begin with."""
    admin = Desk(fund=fund, actor=ADMINS[0], on=START)
    supervisor = Desk(fund=fund, actor=Login("supervisor"), on=START)
    accountant = Desk(fund=fund, actor=Login("accountant"), on=START)
    places.add_subdistrict(admin, key=SUBDISTRICT, name="甲街道")
    for home in HOMES:
        name = f"{home}社区"
        places.add_community(admin, key=home, name=name, subdistrict=SUBDISTRICT)
    for login in EVERYBODY:
        if login not in ADMINS:
            people.add_person(admin, login=login, name=login, database_user=user)
    for grant in (*GRANTS, *STRAYS):
        people.grant_role(admin, **grant._asdict())
    rounds.open_round(
        admin,
        key=ROUND,
        name="第一批",
        opens_on=START,
        closes_on=date(2026, 12, 31),
        cap=from_fen(300_000),
    )
    accounts.open_year(supervisor, year=2025, edition="2004")
    for month in months_of(2024)[: START.month - 1]:
        periods.close_month(supervisor, month)
    for number, home in enumerate(HOMES, start=1):
        payee_no = people.add_payee(
            admin,
            community_key=home,
            name=f"{home}居委会",
            bank="示例银行",
            number=f"100{number}",
        )
        people.verify_payee(accountant, payee_no)
    for desk in (accountant, supervisor):
        adoptions.adopt_rules(desk, rules_edition=RULES_EDITION)
    funding.receive_donation(
        accountant, from_fen(FIRST_GIFT), party="示例企业", bank=BANKS[0]
    )
