"""The fund: founded by two, its settings, years, accounts, rounds, figures, files."""

import hashlib
from datetime import date

import pytest

from fundledger.commands import accounts, funds, places, rounds
from fundledger.commands.accounts import EditionError, NextYearError
from fundledger.commands.deed import CreationDesk
from fundledger.commands.funds import FileSizeError
from fundledger.commands.lookup import ExistsError, NotFoundError
from fundledger.commands.people import NewPerson
from fundledger.domain.chart import ACCOUNTS, BankKeyError
from fundledger.domain.ids import CommunityKey, RoundKey, SubdistrictKey
from fundledger.domain.money import from_fen
from fundledger.domain.people import Role
from fundledger.domain.rights import FoundersError, NoRoleError, OutOfScopeError
from fundledger.domain.rounds import RoundDatesError
from fundledger.domain.settings import SettingError, UnknownSettingError
from fundledger.queries import balances, people, settings
from fundledger.queries import funds as queries
from fundledger.queries import places as where
from fundledger.store.books import FundExistsError, Ledger
from tests import papers
from tests.charts import codes
from tests.commands.scene import (
    ACCOUNTANT,
    ADMIN,
    ADMIN2,
    APPROVER,
    JIA1,
    PREPARER,
    ROUND,
    START,
    SUPERVISOR,
    YI1,
    Scene,
    yuan,
)


def test_a_fund_begins_with_two_admins_who_granted_each_other(scene: Scene) -> None:
    with scene.fund.reading() as books:
        one, other = people.grants(books)[:2]
    assert {one.login, other.login} == {ADMIN, ADMIN2}
    assert {one.role, other.role} == {Role.ADMIN}


def test_a_fund_begins_with_its_year_chart_and_bank_account(scene: Scene) -> None:
    with scene.fund.reading() as books:
        (year,) = queries.years(books)
        months = queries.periods(books)
        accounts = balances.accounts(books)
        named = queries.codes(books, "2004")
    assert (year.year, year.edition, year.closed) == (2024, "2004", False)
    assert [month.key for month in months][::11] == ["2024-01", "2024-12"]
    assert accounts.keys() == named.keys() == {*ACCOUNTS, "bank.main"}
    leaf = next(each for key, each in named.items() if key == "bank.main")
    assert (leaf.code, leaf.name_zh) == ("100201", "银行存款—专户")


def test_one_person_founds_no_fund(ledger: Ledger) -> None:
    one = NewPerson(ADMIN, "管理员一")
    with pytest.raises(FoundersError):
        funds.create_fund(
            CreationDesk(ledger=ledger, actor=ADMIN, on=START),
            code="x",
            name="独",
            founders=(one, one),
            year=2024,
            edition="2004",
            codes=codes("2004"),
        )
    assert ledger.funds() == []


def test_a_fund_is_founded_with_the_whole_chart_or_not_at_all(ledger: Ledger) -> None:
    with pytest.raises(EditionError) as refused:
        funds.create_fund(
            CreationDesk(ledger=ledger, actor=ADMIN, on=START),
            code="x",
            name="缺",
            founders=(NewPerson(ADMIN, "甲"), NewPerson(ADMIN2, "乙")),
            year=2024,
            edition="2004",
            codes=codes("2004")[1:],
        )
    assert refused.value.missing == ("bank",)
    assert ledger.funds() == []


def test_a_code_names_one_fund(scene: Scene) -> None:
    with pytest.raises(FundExistsError):
        funds.create_fund(
            CreationDesk(ledger=scene.fund.ledger, actor=ADMIN, on=START),
            code="scene",
            name="又一个",
            founders=(NewPerson(ADMIN, "甲"), NewPerson(ADMIN2, "乙")),
            year=2024,
            edition="2004",
            codes=codes("2004"),
        )


def test_a_setting_is_changed_as_it_is_typed(scene: Scene) -> None:
    desk = scene.desk(ADMIN)
    funds.change_setting(desk, "supplement_notice_above", "1,500")
    funds.change_setting(desk, "supplement_notice_above", "1600.5")
    with scene.fund.reading() as books:
        by = settings.settings(books)
        texts = settings.setting_texts(books)
    assert by.supplement_notice_above == from_fen(160_050)
    assert texts["supplement_notice_above"] == "1600.50"
    assert set(texts) == {"supplement_notice_above", "two_sign_above"}


def test_a_setting_that_is_none_or_says_nothing_is_not_chained(scene: Scene) -> None:
    with pytest.raises(UnknownSettingError):
        funds.change_setting(scene.desk(ADMIN), "colour", "red")
    with pytest.raises(SettingError):
        funds.change_setting(scene.desk(ADMIN), "reviewers_needed", "many")
    with pytest.raises(NoRoleError):
        funds.change_setting(scene.desk(APPROVER), "reviewers_needed", "1")
    assert scene.refusals() == ["no_role"]


def test_the_next_year_is_opened_in_its_edition(scene: Scene) -> None:
    accounts.open_year(scene.desk(SUPERVISOR), year=2025, edition="2004")
    with pytest.raises(EditionError):
        accounts.open_year(scene.desk(SUPERVISOR), year=2026, edition="2026")
    accounts.open_year(
        scene.desk(SUPERVISOR), year=2026, edition="2026", codes=codes("2026")
    )
    with scene.fund.reading() as books:
        years = [(year.year, year.edition) for year in queries.years(books)]
        months = queries.periods(books)
        named = queries.codes(books, "2026")
    assert years == [(2024, "2004"), (2025, "2004"), (2026, "2026")]
    assert len(months) == 36
    assert named.keys() == {*ACCOUNTS, "bank.main"}


@pytest.mark.parametrize("year", [2023, 2024, 2026])
def test_years_follow_one_another(scene: Scene, year: int) -> None:
    with pytest.raises(NextYearError):
        accounts.open_year(scene.desk(SUPERVISOR), year=year, edition="2004")


def test_a_bank_account_is_a_leaf_of_its_own(scene: Scene) -> None:
    leaf = accounts.add_bank_account(
        scene.desk(ADMIN), key="grant", name="财政户", bank="示例银行", number="0002"
    )
    with scene.fund.reading() as books:
        bank_account = queries.bank_accounts(books)[-1]
        code = queries.codes(books, "2004")[bank_account.account].code
    assert (leaf, bank_account.account, code) == ("bank.grant", "bank.grant", "100202")


@pytest.mark.parametrize(("key", "number"), [("main", "0009"), ("other", "0001")])
def test_a_bank_account_is_added_once(scene: Scene, key: str, number: str) -> None:
    desk = scene.desk(SUPERVISOR)
    with pytest.raises(ExistsError):
        accounts.add_bank_account(
            desk, key=key, name="户", bank="示例银行", number=number
        )


def test_a_bank_account_has_a_plain_key(scene: Scene) -> None:
    with pytest.raises(BankKeyError):
        accounts.add_bank_account(
            scene.desk(ADMIN), key="主户", name="户", bank="示例银行", number="0009"
        )


def test_a_round_opens_with_a_cap_and_may_close_early(scene: Scene) -> None:
    key = RoundKey("2024-2")
    opens, closes = date(2024, 1, 8), date(2024, 4, 26)
    desk = scene.desk(APPROVER)
    rounds.open_round(desk, key=key, name="第二批", opens_on=opens, closes_on=closes)
    scene.wait(5)
    rounds.close_round(scene.desk(ADMIN), key)
    with scene.fund.reading() as books:
        by = queries.funding_round(books, key)
    assert by is not None
    assert (by.closes_on, by.cap_fen) == (scene.today, 1_000_000)


def test_a_round_has_days_that_can_be(scene: Scene) -> None:
    desk = scene.desk(ADMIN)
    day = date(2024, 4, 8)
    with pytest.raises(RoundDatesError):
        rounds.open_round(
            desk, key=RoundKey("x"), name="x", opens_on=day, closes_on=START
        )
    with pytest.raises(ExistsError):
        rounds.open_round(desk, key=ROUND, name="x", opens_on=day, closes_on=day)
    with pytest.raises(NotFoundError):
        rounds.close_round(desk, RoundKey("x"))
    with pytest.raises(RoundDatesError):
        rounds.close_round(scene.desk(ADMIN, date(2024, 3, 1)), ROUND)


def test_places_are_added_once_and_in_a_subdistrict(scene: Scene) -> None:
    desk = scene.desk(ADMIN)
    bing, bing1 = SubdistrictKey("bing"), CommunityKey("bing-1")
    places.add_subdistrict(desk, key=bing, name="丙镇")
    places.add_community(desk, key=bing1, name="丙一社区", subdistrict=bing)
    with pytest.raises(ExistsError):
        places.add_subdistrict(desk, key=bing, name="丙镇")
    with pytest.raises(ExistsError):
        places.add_community(desk, key=bing1, name="丙一社区", subdistrict=bing)
    with pytest.raises(NotFoundError):
        places.add_community(
            desk,
            key=CommunityKey("ding-1"),
            name="丁一社区",
            subdistrict=SubdistrictKey("ding"),
        )
    with scene.fund.reading() as books:
        assert where.communities(books)[0] == (bing1, "丙一社区", bing)


def test_a_file_is_kept_once_by_its_content(scene: Scene) -> None:
    content = papers.pdf()
    sha256 = hashlib.sha256(content).hexdigest()
    kind = "application/pdf"
    desk = scene.desk(ACCOUNTANT)
    assert funds.store_attachment(desk, content, kind) == sha256
    assert funds.store_attachment(desk, content, kind) == sha256
    from_there = scene.desk(PREPARER)
    assert funds.store_attachment(from_there, papers.pdf("other"), kind, JIA1) != sha256


def test_a_file_comes_from_a_place_the_actor_has(scene: Scene) -> None:
    for community in (None, YI1):
        with pytest.raises(OutOfScopeError):
            funds.store_attachment(scene.desk(PREPARER), b"x", "text/plain", community)


@pytest.mark.parametrize("size", [0, funds.MAX_FILE + 1])
def test_a_file_is_neither_empty_nor_huge(scene: Scene, size: int) -> None:
    with pytest.raises(FileSizeError):
        funds.store_attachment(scene.desk(ACCOUNTANT), bytes(size), "text/plain")
    assert scene.refusals() == []


def test_a_round_without_a_cap_of_its_own_takes_the_funds(scene: Scene) -> None:
    funds.change_setting(scene.desk(ADMIN), "application_cap", "3000")
    key, day = RoundKey("2024-3"), date(2024, 7, 8)
    desk = scene.desk(ADMIN)
    rounds.open_round(desk, key=key, name="第三批", opens_on=day, closes_on=day)
    with scene.fund.reading() as books:
        by = queries.funding_round(books, key)
    assert by is not None
    assert from_fen(by.cap_fen) == yuan(3000)
