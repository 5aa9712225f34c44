"""The deeds of the fund itself, as the diary tells them: each takes one row."""

from collections.abc import Sequence

from fundledger.commands import accounts, funding, funds, people, places, rounds
from fundledger.commands.deed import CreationDesk
from fundledger.commands.people import NewPerson
from fundledger.demo.telling import Telling
from fundledger.domain.editions import Replay
from fundledger.domain.funding import FundingKind
from fundledger.domain.ids import CommunityKey, RoundKey
from fundledger.queries.funds import AccountCode
from fundledger.readers.charts import read_chart
from fundledger.readers.demo import DeedRow, PayeeRow, PersonRow


def create_fund(telling: Telling, row: DeedRow) -> None:
    """Found the fund, with its year, its chart and its settings."""
    file = telling.story.fund
    one, other = (_person(telling, login) for login in file.founders)
    desk = CreationDesk(ledger=telling.ledger, actor=row.actor, on=row.date)
    telling.fund = funds.create_fund(
        desk,
        code=file.code,
        name=file.name_zh,
        founders=(one, other),
        year=file.year,
        edition=file.chart_edition,
        codes=[
            AccountCode(each.key, each.code, each.name_zh, each.name_en)
            for each in read_chart(file.chart_edition)
        ],
        settings=file.settings,
        replay=Replay.DEMO,
    )


def add_holidays(telling: Telling, row: DeedRow) -> None:
    """Add the days that differ from the week."""
    for each in telling.story.holidays:
        works = each.kind == "workday"
        funds.add_holiday(telling.desk(row), each.date, each.name, works=works)


def add_subdistricts(telling: Telling, row: DeedRow) -> None:
    """Add the subdistricts 街道 and towns 镇."""
    for each in telling.story.subdistricts:
        places.add_subdistrict(telling.desk(row), key=each.key, name=each.name)


def add_communities(telling: Telling, row: DeedRow) -> None:
    """Add the communities 社区."""
    for each in telling.story.communities:
        places.add_community(
            telling.desk(row),
            key=each.key,
            name=each.name,
            subdistrict=each.subdistrict,
        )


def add_payees(telling: Telling, row: DeedRow) -> None:
    """Record every community's first payee, or the one that the row names."""
    if row.ref:
        _add_payee(telling, row, telling.payees[_payee_key(row)])
        return
    for each in telling.story.payees:
        if each.version == 1:
            _add_payee(telling, row, each)


def _add_payee(telling: Telling, row: DeedRow, each: PayeeRow) -> None:
    telling.payee_no[each.community, each.version] = people.add_payee(
        telling.desk(row),
        community_key=each.community,
        name=each.name,
        bank=each.bank,
        number=each.number,
    )


def verify_payee(telling: Telling, row: DeedRow) -> None:
    """Confirm a payee's bank account."""
    people.verify_payee(telling.desk(row), payee_no=telling.payee_no[_payee_key(row)])


def add_people(telling: Telling, row: DeedRow) -> None:
    """Add everybody but the founders, who are there."""
    for each in _others(telling):
        login, name, user = _person(telling, each.login)
        people.add_person(telling.desk(row), login=login, name=name, database_user=user)


def grant_roles(telling: Telling, row: DeedRow) -> None:
    """Grant everybody their role, but the founders theirs."""
    for each in _others(telling):
        people.grant_role(
            telling.desk(row),
            login=each.login,
            role=each.role,
            scope_kind=each.scope,
            scope_key=each.scope_key,
        )


def add_bank_accounts(telling: Telling, row: DeedRow) -> None:
    """Add the fund's bank accounts."""
    for each in telling.story.bank_accounts:
        accounts.add_bank_account(
            telling.desk(row),
            key=each.key,
            name=each.name,
            bank=each.bank,
            number=each.number,
        )


def open_round(telling: Telling, row: DeedRow) -> None:
    """Open a round of applications 申报批次."""
    round_row = telling.rounds[RoundKey(row.ref)]
    rounds.open_round(
        telling.desk(row),
        key=round_row.key,
        name=round_row.name,
        opens_on=round_row.opens,
        closes_on=round_row.closes,
        cap=round_row.cap,
    )


def record_published(telling: Telling, row: DeedRow) -> None:
    """Record a published figure."""
    figure = telling.figures[row.ref]
    funds.record_published_figure(
        telling.desk(row),
        figure=figure.figure,
        as_of=figure.as_of,
        value=figure.value,
        unit=figure.unit,
        source=figure.source,
    )


def receive_donation(telling: Telling, row: DeedRow) -> None:
    """Receive a donation."""
    donation = telling.funding[row.ref]
    telling.funding_no[row.ref] = funding.receive_donation(
        telling.desk(row),
        donation.amount,
        party=donation.source,
        bank=donation.bank_account,
        restricted=donation.restricted,
        purpose=donation.purpose,
        voucher_on=row.voucher_date,
    )


def receive_grant(telling: Telling, row: DeedRow) -> None:
    """Receive a government grant."""
    grant = telling.funding[row.ref]
    telling.funding_no[row.ref] = funding.receive_grant(
        telling.desk(row),
        grant.amount,
        party=grant.source,
        bank=grant.bank_account,
        restricted=grant.restricted,
        purpose=grant.purpose,
        voucher_on=row.voucher_date,
    )


def receive_unidentified(telling: Telling, row: DeedRow) -> None:
    """Receive money that nobody can name yet."""
    money = telling.funding[row.ref]
    telling.funding_no[row.ref] = funding.receive_unidentified(
        telling.desk(row),
        money.amount,
        bank=money.bank_account,
        party=money.source,
        voucher_on=row.voucher_date,
    )


def identify_receipt(telling: Telling, row: DeedRow) -> None:
    """Say what an unidentified receipt was."""
    money = telling.funding[row.ref]
    funding.identify_money(
        telling.desk(row),
        telling.funding_no[str(money.refers_to)],
        kind=FundingKind.DONATION,
        party=money.source,
        restricted=money.restricted,
        purpose=money.purpose,
        voucher_on=row.voucher_date,
    )


def receive_interest(telling: Telling, row: DeedRow) -> None:
    """Receive interest on a bank account."""
    interest = telling.funding[row.ref]
    telling.voucher_no[row.ref] = funding.receive_interest(
        telling.desk(row),
        interest.amount,
        bank=interest.bank_account,
        summary=interest.source,
        voucher_on=row.voucher_date,
    )


def pay_fee(telling: Telling, row: DeedRow) -> None:
    """Pay a bank fee."""
    fee = telling.funding[row.ref]
    telling.voucher_no[row.ref] = funding.pay_bank_fee(
        telling.desk(row),
        fee.amount,
        bank=fee.bank_account,
        summary=fee.source,
        voucher_on=row.voucher_date,
    )


def _others(telling: Telling) -> Sequence[PersonRow]:
    founders = telling.story.fund.founders
    return [each for each in telling.story.people if each.login not in founders]


def _person(telling: Telling, login: str) -> NewPerson:
    person = next(each for each in telling.story.people if each.login == login)
    return NewPerson(person.login, person.name)


def _payee_key(row: DeedRow) -> tuple[CommunityKey, int]:
    community, version = row.ref.rsplit("/", 1)
    return CommunityKey(community), int(version)
