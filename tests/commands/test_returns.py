"""Money that goes back to whoever gave it: decided by two, paid, bounced."""

from datetime import date

import pytest

from fundledger.commands import (
    accounts,
    funding,
    journal,
    returns,
    running_costs,
)
from fundledger.commands.inbox import inbox
from fundledger.commands.sources import SourceShare
from fundledger.domain.corrections import CaseVoucherError
from fundledger.domain.cosigning import CosignedAlreadyError
from fundledger.domain.funding import NotReturnedError, OverReturnError
from fundledger.domain.ids import FundingNo, Login, ReturnNo
from fundledger.domain.journal import InsufficientError, NothingToPostError
from fundledger.domain.projects import ReasonNeededError
from fundledger.domain.returns import (
    MistakenYearError,
    OverFreeError,
    ReturnGround,
    ReturnMoveError,
    ReturnState,
)
from fundledger.domain.rights import NoRoleError
from fundledger.domain.signatures import SignaturePart
from fundledger.domain.sources import GENERAL, SourceBankError
from fundledger.queries import funding as received
from fundledger.queries import journal as voucher_queries
from fundledger.queries import returns as queries
from tests.commands.money import (
    booked,
    decided,
    left,
    red_checks,
    returned,
    sourced,
    vouchers,
)
from tests.commands.scene import (
    ACCOUNTANT,
    AID,
    APPROVER,
    CASHIER,
    SUPERVISOR,
    Scene,
    yuan,
)
from tests.commands.test_journal import SECOND as SECOND_BANK
from tests.commands.test_journal import correct, two_banks
from tests.commands.test_sources import to

FIRST, SECOND = FundingNo(1), FundingNo(2)
"""The donation that the scene begins with, of 20,000.00 元; what comes after it."""
G = ReturnGround
S = ReturnState


def row(scene: Scene, no: ReturnNo) -> queries.MoneyReturn:
    with scene.fund.reading() as books:
        row = queries.money_return(books, no)
    assert row is not None
    return row


def ask(
    scene: Scene,
    who: Login,
    amount: int,
    ground: ReturnGround = G.UNSPENT,
    reason: str = "协议解除",
) -> ReturnNo | None:
    """Sign that something of the first donation goes back, in 元."""
    return returns.decide_money_return(
        scene.desk(who), FIRST, yuan(amount), ground=ground, reason=reason
    )


def test_what_goes_back_is_owed_once_it_is_decided_and_gone_once_it_is_paid(
    scene: Scene,
) -> None:
    no = decided(scene, FIRST, 400)
    assert booked(scene) == [
        ("admin_cost.unrestricted", "other_payable.to_return", 400),
        ("b_free", "b_total", 400),
    ]
    assert (row(scene, no).state, left(scene, "bank.main")) == (S.DECIDED, 20000)
    voucher = returns.pay_money_return(scene.desk(CASHIER), no, bank="main")
    assert sourced(scene) == [("other_payable.to_return", "bank.main", 400, GENERAL)]
    assert (row(scene, no).state, row(scene, no).paid_voucher_no) == (S.PAID, voucher)
    assert left(scene, "other_payable.to_return") == 0
    assert red_checks(scene) == {}


def test_what_two_decided_to_return_waits_for_the_cashier(scene: Scene) -> None:
    no = decided(scene, FIRST, 400)

    def to_pay(login: Login) -> list[tuple[object, ...]]:
        with scene.fund.reading() as books:
            queues = inbox(books, login, scene.today).queues
        return [(e.key, e.deeds, e.amount) for e in queues if e.noun == "return"]

    assert to_pay(CASHIER) == [(no, ("pay_money_return",), yuan(400))]
    assert to_pay(SUPERVISOR) == []
    returns.pay_money_return(scene.desk(CASHIER), no, bank="main")
    assert to_pay(CASHIER) == []
    returns.bounce_money_return(scene.desk(CASHIER), no, reason="账号有误")
    assert to_pay(CASHIER) == [(no, ("pay_money_return",), yuan(400))]


def test_what_the_bank_sent_back_is_owed_again(scene: Scene) -> None:
    no = returned(scene, FIRST, 400)
    desk = scene.desk(CASHIER)
    with pytest.raises(ReasonNeededError):
        returns.bounce_money_return(desk, no, reason=" ")
    returns.bounce_money_return(desk, no, reason="账号有误")
    assert booked(scene) == [("bank.main", "other_payable.to_return", 400)]
    assert row(scene, no).state is S.DECIDED
    returns.pay_money_return(desk, no, bank="main")
    assert left(scene, "bank.main") == 19600
    assert left(scene, "b_free") == 19600
    assert red_checks(scene) == {}


def test_a_return_is_paid_once_and_bounces_once(scene: Scene) -> None:
    no, desk = decided(scene, FIRST, 400), scene.desk(CASHIER)
    with pytest.raises(ReturnMoveError):
        returns.bounce_money_return(desk, no, reason="账号有误")
    returns.pay_money_return(desk, no, bank="main")
    with pytest.raises(ReturnMoveError):
        returns.pay_money_return(desk, no, bank="main")
    returns.bounce_money_return(desk, no, reason="账号有误")
    with pytest.raises(ReturnMoveError):
        returns.bounce_money_return(desk, no, reason="账号有误")
    assert scene.refusals() == ["return_move"] * 3


def test_two_sign_for_the_same_return(scene: Scene) -> None:
    """Each signs once; another amount or reason is another return."""
    before = len(vouchers(scene))
    assert ask(scene, APPROVER, 400) is None
    with pytest.raises(CosignedAlreadyError) as refused:
        ask(scene, APPROVER, 400)
    assert refused.value.waits_for == ("supervisor",)
    assert ask(scene, SUPERVISOR, 401) is None
    assert ask(scene, SUPERVISOR, 400, reason="误捐") is None
    assert ask(scene, SUPERVISOR, 400, G.MISTAKEN) is None
    assert len(vouchers(scene)) == before
    assert ask(scene, SUPERVISOR, 400) == ReturnNo(1)
    assert ask(scene, APPROVER, 401) == ReturnNo(2)
    assert left(scene, "other_payable.to_return") == 801


def test_the_supervisor_who_decided_has_reviewed_the_voucher(scene: Scene) -> None:
    decided(scene, FIRST, 400)
    with scene.fund.reading() as books:
        voucher = voucher_queries.voucher(books, vouchers(scene)[-1].no)
    assert voucher is not None
    assert voucher.signed[SignaturePart.REVIEWED] == SUPERVISOR


@pytest.mark.parametrize("who", [ACCOUNTANT, CASHIER])
def test_neither_accountant_nor_cashier_decides_a_return(
    scene: Scene, who: Login
) -> None:
    with pytest.raises(NoRoleError):
        returns.decide_money_return(
            scene.desk(who), FIRST, yuan(1), ground=G.UNSPENT, reason="退"
        )


def test_what_came_by_mistake_this_year_is_taken_back_from_income(scene: Scene) -> None:
    decided(scene, FIRST, 400, G.MISTAKEN)
    assert booked(scene)[0] == (
        "donations.unrestricted",
        "other_payable.to_return",
        400,
    )
    with scene.fund.reading() as books:
        [money] = voucher_queries.postings(books, vouchers(scene)[-1].no)
    assert (money.debit_red, money.credit_red) == (True, False)
    assert red_checks(scene) == {}


def test_what_came_in_an_earlier_year_is_no_income_of_this_one(scene: Scene) -> None:
    accounts.open_year(scene.desk(SUPERVISOR), year=2025, edition="2004")
    scene.today = date(2025, 1, 6)
    with pytest.raises(MistakenYearError) as refused:
        ask(scene, APPROVER, 400, G.MISTAKEN)
    assert refused.value.year == 2024
    decided(scene, FIRST, 400)
    assert booked(scene)[0][0] == "admin_cost.unrestricted"


def test_no_more_goes_back_than_came(scene: Scene) -> None:
    decided(scene, FIRST, 400)
    with pytest.raises(OverReturnError) as refused:
        ask(scene, APPROVER, 19601)
    assert refused.value.left == yuan(19600)
    with scene.fund.reading() as books:
        money = received.funding(books, FIRST)
    assert money is not None
    assert money.returned_fen == 40_000


def test_no_restricted_money_goes_back_beyond_its_free_budget(scene: Scene) -> None:
    """Whoever demands it: what is committed is cut first."""
    scene.source(AID, 3000)
    scene.on_notice(of=[SourceShare(AID)])
    for ground in (G.UNSPENT, G.MISTAKEN, G.ORDERED):
        with pytest.raises(OverFreeError) as refused:
            decided(scene, SECOND, 1001, ground)
        assert refused.value.free == yuan(1000)
    decided(scene, SECOND, 1000, G.ORDERED)
    assert sourced(scene) == [
        ("admin_cost.restricted", "other_payable.to_return", 1000, AID),
        ("b_free", "b_total", 1000, AID),
    ]
    assert left(scene, "b_free") == 20000
    assert red_checks(scene) == {}


def test_unrestricted_money_goes_back_beyond_its_free_budget_only_if_ordered(
    scene: Scene,
) -> None:
    scene.on_notice()
    for ground in (G.UNSPENT, G.MISTAKEN):
        with pytest.raises(OverFreeError):
            ask(scene, APPROVER, 18001, ground)
    decided(scene, FIRST, 19000, G.ORDERED)
    assert booked(scene)[1:] == [
        ("b_free", "b_total", 18000),
        ("b_uncovered", "b_total", 1000),
    ]
    [apart] = red_checks(scene).pop("R24")
    assert apart == (None, -100_000, 0)
    desk = scene.desk(ACCOUNTANT)
    funding.receive_donation(desk, yuan(1500), party="企业", bank="main")
    assert booked(scene)[1:] == [
        ("b_total", "b_uncovered", 1000),
        ("b_total", "b_free", 500),
    ]
    assert red_checks(scene) == {}


def test_what_is_free_may_be_used_between_the_two_signatures(scene: Scene) -> None:
    """The second signature does the deed: it is judged as things stand then."""
    ask(scene, APPROVER, 19000)
    desk = scene.desk(SUPERVISOR)
    running_costs.pay_admin_cost(desk, yuan(1001), bank="main", summary="房租")
    with pytest.raises(OverFreeError):
        ask(scene, SUPERVISOR, 19000)
    assert left(scene, "other_payable.to_return") == 0


def test_what_nobody_can_name_is_not_returned_but_sent_back(scene: Scene) -> None:
    no = funding.receive_unidentified(scene.desk(ACCOUNTANT), yuan(30), bank="main")
    with pytest.raises(NotReturnedError):
        decided(scene, no, 30)


def test_a_return_is_above_zero_and_has_a_reason(scene: Scene) -> None:
    with pytest.raises(ReasonNeededError):
        ask(scene, APPROVER, 1, reason=" ")
    for amount in (0, -1):
        with pytest.raises(NothingToPostError):
            ask(scene, APPROVER, amount)


def test_a_return_leaves_the_account_that_its_money_lies_in(scene: Scene) -> None:
    two_banks(scene)
    scene.source(AID, 3000, bank="second")
    no, desk = decided(scene, SECOND, 500), scene.desk(CASHIER)
    with pytest.raises(SourceBankError):
        returns.pay_money_return(desk, no, bank="main")
    returns.pay_money_return(desk, no, bank="second")
    assert left(scene, "bank.second") == 2500


def test_the_bank_account_must_hold_what_goes_back(scene: Scene) -> None:
    two_banks(scene)
    no = decided(scene, FIRST, 500)
    with pytest.raises(InsufficientError):
        returns.pay_money_return(scene.desk(CASHIER), no, bank="second")


# --- corrections ---


def test_a_return_bounces_to_the_account_that_it_is_booked_on_now(scene: Scene) -> None:
    two_banks(scene)
    scene.grant(GENERAL, 900, bank="second")
    no = returned(scene, FIRST, 400)
    paid = vouchers(scene)[-1].no
    blue = correct(scene, paid, bank__main=SECOND_BANK)
    assert (row(scene, no).bank, row(scene, no).paid_voucher_no) == (SECOND_BANK, blue)
    returns.bounce_money_return(scene.desk(CASHIER), no, reason="账号有误")
    assert booked(scene) == [(SECOND_BANK, "other_payable.to_return", 400)]
    assert left(scene, "bank.second") == 900


def test_what_two_decided_to_return_keeps_its_source_and_amount(scene: Scene) -> None:
    scene.source(AID, 400)
    no = returned(scene, FIRST, 400, G.MISTAKEN)
    returns.bounce_money_return(scene.desk(CASHIER), no, reason="账号有误")
    desk = scene.desk(ACCOUNTANT)
    for voucher in vouchers(scene)[-3:]:
        with pytest.raises(CaseVoucherError):
            to(scene, voucher.no, AID)
        amounts = [yuan(300)] * len(booked(scene, voucher.no))
        with pytest.raises(CaseVoucherError):
            journal.adjust_voucher(desk, voucher.no, amounts=amounts, reason="误")
