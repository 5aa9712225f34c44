"""Money that comes to the fund: each deed books its row, and names its source."""

from datetime import date
from typing import Final

import pytest

from fundledger.checks import r02_banks
from fundledger.commands import accounts, funding, funds
from fundledger.commands.lookup import NotFoundError
from fundledger.domain.funding import (
    FundingKind,
    IdentifiedAlreadyError,
    NoKindError,
    SentBackError,
)
from fundledger.domain.ids import FundingNo
from fundledger.domain.journal import NothingToPostError
from fundledger.domain.projects import ReasonNeededError
from fundledger.domain.rights import NoRoleError
from fundledger.domain.sources import GENERAL, SourceBankError
from fundledger.queries import funding as queries
from fundledger.queries import journal, queues
from tests.charts import codes
from tests.commands.money import booked, left, vouchers
from tests.commands.scene import (
    ACCOUNTANT,
    ADMIN,
    AID,
    CASHIER,
    SUPERVISOR,
    Scene,
    yuan,
)
from tests.commands.test_journal import two_banks

COST: Final = "fundraising_cost.unrestricted"

FIRST = FundingNo(1)
"""The donation that the scene begins with, of 20,000.00 元."""


def row(scene: Scene, no: FundingNo) -> queries.Funding:
    with scene.fund.reading() as books:
        funding = queries.funding(books, no)
    assert funding is not None
    return funding


def unidentified(scene: Scene) -> FundingNo:
    desk = scene.desk(ACCOUNTANT)
    return funding.receive_unidentified(desk, yuan(300), bank="main")


def test_a_donation_is_money_and_permission_to_spend_it(scene: Scene) -> None:
    no = funding.receive_donation(
        scene.desk(ACCOUNTANT),
        yuan(500),
        party="居民",
        bank="main",
        source=scene.source(AID),
        purpose="助老",
    )
    assert booked(scene) == [
        ("bank.main", "donations.restricted", 500),
        ("b_total", "b_free", 500),
    ]
    assert row(scene, no)[1:7] == ("donation", "居民", AID, "助老", 50000, 0)
    assert (left(scene, "b_free", of=AID), left(scene, "b_free")) == (500, 20500)


def test_a_grant_is_of_the_unrestricted_source_unless_it_names_another(
    scene: Scene,
) -> None:
    desk = scene.desk(ACCOUNTANT)
    no = funding.receive_grant(desk, yuan(500), party="区财政", bank="main")
    assert booked(scene) == [
        ("bank.main", "grants.unrestricted", 500),
        ("b_total", "b_free", 500),
    ]
    assert row(scene, no).source == GENERAL
    scene.source(AID, 70)
    assert booked(scene)[0] == ("bank.main", "grants.restricted", 70)


def test_money_of_a_source_comes_to_the_account_that_it_names(scene: Scene) -> None:
    two_banks(scene)
    scene.source(AID, bank="second")
    desk = scene.desk(ACCOUNTANT)
    for receive in (funding.receive_grant, funding.receive_donation):
        with pytest.raises(SourceBankError) as refused:
            receive(desk, yuan(500), party="区财政", bank="main", source=AID)
        assert refused.value.named == "bank.second"
    scene.grant(AID, 500, bank="second")
    assert left(scene, "bank.second") == 500


def test_what_came_to_another_account_is_identified_and_then_transferred(
    scene: Scene,
) -> None:
    two_banks(scene)
    scene.source(AID, bank="second")
    no, kind = unidentified(scene), FundingKind.GRANT
    desk = scene.desk(ACCOUNTANT)
    funding.identify_money(desk, no, kind=kind, party="区财政", source=AID)
    assert row(scene, no).source == AID
    with scene.fund.reading() as books:
        apart = r02_banks.offences(books)
    assert [(e.bank, e.to_bank, e.transfer_fen) for e in apart] == [
        ("bank.main", "bank.second", 30000)
    ]


def test_what_nobody_can_name_is_not_free_until_it_is_identified(scene: Scene) -> None:
    no = unidentified(scene)
    assert booked(scene) == [("bank.main", "other_payable.unidentified", 300)]
    assert left(scene, "b_free") == 20000
    funding.identify_money(
        scene.desk(ACCOUNTANT), no, kind=FundingKind.GRANT, party="区财政"
    )
    assert booked(scene) == [
        ("other_payable.unidentified", "grants.unrestricted", 300),
        ("b_total", "b_free", 300),
    ]
    assert row(scene, no).kind is FundingKind.GRANT


def test_what_is_identified_names_its_source(scene: Scene) -> None:
    no, kind = unidentified(scene), FundingKind.DONATION
    desk, aid = scene.desk(ACCOUNTANT), scene.source(AID)
    funding.identify_money(desk, no, kind=kind, party="企业", source=aid)
    assert booked(scene)[0] == (
        "other_payable.unidentified",
        "donations.restricted",
        300,
    )
    assert (row(scene, no).source, left(scene, "b_free", of=AID)) == (AID, 300)


def test_what_nobody_can_name_is_sent_back_whole_and_once(scene: Scene) -> None:
    no, cashier = unidentified(scene), scene.desk(CASHIER)
    kind = FundingKind.GRANT
    with pytest.raises(ReasonNeededError):
        funding.send_back_unidentified(cashier, no, reason=" ")
    voucher = funding.send_back_unidentified(cashier, no, reason="付错账户")
    assert booked(scene) == [("other_payable.unidentified", "bank.main", 300)]
    assert row(scene, no).returned_fen == 30_000
    assert row(scene, no).identified_voucher_no == voucher
    with pytest.raises(SentBackError):
        funding.send_back_unidentified(cashier, no, reason="付错账户")
    with pytest.raises(SentBackError):
        funding.identify_money(scene.desk(ACCOUNTANT), no, kind=kind, party="企业")
    with pytest.raises(IdentifiedAlreadyError):
        funding.send_back_unidentified(cashier, FIRST, reason="误")
    assert left(scene, "other_payable.unidentified") == 0
    still = unidentified(scene)
    with scene.fund.reading() as books:
        waiting = queues.unidentified(books)
    assert [each.fen for each in waiting] == [row(scene, still).fen]


def test_money_is_identified_once_and_as_something(scene: Scene) -> None:
    no = unidentified(scene)
    for kind, error in (
        (FundingKind.UNIDENTIFIED, NoKindError),
        (FundingKind.DONATION, None),
        (FundingKind.GRANT, IdentifiedAlreadyError),
    ):
        desk = scene.desk(ACCOUNTANT)
        if error is None:
            funding.identify_money(desk, no, kind=kind, party="商户")
            continue
        with pytest.raises(error):
            funding.identify_money(desk, no, kind=kind, party="商户")
    assert scene.refusals() == ["no_kind", "identified_already"]


@pytest.mark.parametrize(
    ("setting", "account"),
    [
        ("by_edition", COST),
        ("interest", "other_income.unrestricted"),
        ("interest_against_cost", COST),
    ],
)
def test_interest_is_booked_as_the_edition_does_unless_a_setting_says(
    scene: Scene, setting: str, account: str
) -> None:
    """Under the edition of 2004 it lowers 筹资费用, in red."""
    funds.change_setting(scene.desk(ADMIN), "interest", setting)
    funding.receive_interest(scene.desk(ACCOUNTANT), yuan(9), bank="main")
    assert booked(scene) == [("bank.main", account, 9), ("b_total", "b_free", 9)]
    with scene.fund.reading() as books:
        [money] = journal.postings(books, vouchers(scene)[-1].no)
    assert money.credit_red is (account == COST)


def test_interest_belongs_to_the_source_that_the_account_names(scene: Scene) -> None:
    scene.source(AID)
    accounts.change_bank_account(scene.desk(ADMIN), "main", source=AID)
    funding.receive_interest(scene.desk(ACCOUNTANT), yuan(9), bank="main")
    assert booked(scene)[0] == ("bank.main", "fundraising_cost.restricted", 9)
    assert left(scene, "b_free", of=AID) == 9


def test_under_the_edition_of_2026_interest_is_other_income(scene: Scene) -> None:
    for year, edition in ((2025, "2004"), (2026, "2026")):
        new = [] if edition == "2004" else codes(edition)
        accounts.open_year(
            scene.desk(SUPERVISOR), year=year, edition=edition, codes=new
        )
    scene.today = date(2026, 3, 2)
    funding.receive_interest(scene.desk(ACCOUNTANT), yuan(9), bank="main")
    assert booked(scene)[0] == ("bank.main", "other_income.unrestricted", 9)


def test_nothing_is_not_received(scene: Scene) -> None:
    desk = scene.desk(ACCOUNTANT)
    with pytest.raises(NothingToPostError):
        funding.receive_donation(desk, yuan(0), party="企业", bank="main")


def test_money_comes_through_a_bank_account_of_the_fund(scene: Scene) -> None:
    desk = scene.desk(ACCOUNTANT)
    with pytest.raises(NotFoundError):
        funding.receive_donation(desk, yuan(1), party="企业", bank="other")


def test_the_cashier_books_no_donation(scene: Scene) -> None:
    with pytest.raises(NoRoleError):
        funding.receive_donation(
            scene.desk(CASHIER), yuan(1), party="企业", bank="main"
        )
    assert scene.refusals() == ["no_role"]
