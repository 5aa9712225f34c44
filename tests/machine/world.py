"""The fund a machine plays with: two communities, everybody a case needs, and more.

`STRAYS` hold roles that go badly together, or none: what they try is mostly refused.
"""

from datetime import date
from functools import partial
from typing import Final, NamedTuple

from fundledger.commands import (
    accounts,
    adoptions,
    funding,
    funds,
    people,
    periods,
    places,
    rounds,
    sources,
)
from fundledger.commands.accounts import NewBankAccount
from fundledger.commands.deed import CreationDesk, Desk
from fundledger.commands.people import NewPerson
from fundledger.domain.editions import RULES_EDITION
from fundledger.domain.ids import (
    CommunityKey,
    Login,
    RoundKey,
    SourceKey,
    SubdistrictKey,
)
from fundledger.domain.money import from_fen
from fundledger.domain.people import Role, ScopeKind
from fundledger.domain.periods import months_of
from fundledger.queries.funds import AccountCode
from fundledger.readers.charts import read_chart
from fundledger.store.books import Fund, Ledger
from tests.grants import NewGrant

START: Final = date(2024, 11, 4)
"""A machine begins in November, so that a year's end is in reach."""


class Gift(NamedTuple):
    """What is in a bank account from the start, of a source, in 分."""

    source: str
    bank: str
    fen: int


FIRST_GIFTS: Final = (
    Gift("general", "main", 300_000),
    Gift("bridge", "grant", 150_000),
    Gift("aid", "aid", 300_000),
    Gift("care", "main", 250_000),
)
SOURCES: Final = tuple(gift.source for gift in FIRST_GIFTS)
"""Two unrestricted and two restricted ones; `aid` has a bank account of its own, `care`
allows a share for running costs, `bridge` ends."""

ENDS: Final = date(2025, 12, 31)
SHARE: Final = 10
NEW_CHART: Final = date(2026, 1, 1)
"""From then on the chart of 2026 is used."""

ROUND: Final = RoundKey("2024-1")
BANKS: Final = ("main", "grant", "aid")
INTEREST_OF: Final = {"main": "general", "grant": "care", "aid": "aid"}
"""To which source the interest of each bank account belongs."""
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
        codes=_codes("2004"),
        settings={
            "advance_waits_until_cleared": "false",
            "approver_agrees_above": "120",
            "supplement_notice_above": "200",
            "two_sign_above": "100",
            "admin_cost_cap_percent": "100",
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
        closes_on=date(2027, 12, 31),
        cap=from_fen(300_000),
    )
    accounts.open_year(supervisor, year=2025, edition="2004")
    accounts.open_year(supervisor, year=2026, edition="2026", codes=_codes("2026"))
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
    _fund(supervisor, accountant)


def _codes(edition: str) -> list[AccountCode]:
    return [
        AccountCode(row.key, row.code, row.name_zh, row.name_en)
        for row in read_chart(edition)
    ]


def _fund(supervisor: Desk, accountant: Desk) -> None:
    """Add sources of funds, and receive money of each."""
    add = partial(sources.add_source, supervisor)
    add(key=SourceKey("bridge"), name="过桥资金", restricted=False, until_on=ENDS)
    add(key=SourceKey("aid"), name="救助专项", restricted=True, bank="aid")
    add(
        key=SourceKey("care"),
        name="照护专项",
        restricted=True,
        returnable=True,
        overhead_percent=SHARE,
    )
    for bank, source in INTEREST_OF.items():
        if source != "general":
            accounts.change_bank_account(supervisor, bank, source=SourceKey(source))
    for gift in FIRST_GIFTS:
        funding.receive_donation(
            accountant,
            from_fen(gift.fen),
            party="示例企业",
            bank=gift.bank,
            source=SourceKey(gift.source),
        )
