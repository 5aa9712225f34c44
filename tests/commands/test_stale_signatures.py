"""A first signature counts for what was signed, while who signed may sign it, once."""

from datetime import date

from fundledger.commands import (
    journal,
    people,
    returns,
    running_costs,
)
from fundledger.commands.permission import refusal_to_cosign
from fundledger.domain.cosigning import (
    CosignatureState,
    SignerLapsedError,
)
from fundledger.domain.ids import (
    FundingNo,
    GrantNo,
    Login,
    VoucherNo,
)
from fundledger.domain.returns import ReturnGround
from fundledger.domain.sources import GENERAL
from fundledger.inputs.cosigning import lapsed
from fundledger.queries import cosignatures as queries
from fundledger.queries import people as of_people
from fundledger.queries.cosignatures import Cosignature
from fundledger.queries.funding import funding
from tests.commands.money import (
    corrected_voucher,
    limit_changed,
)
from tests.commands.scene import (
    ACCOUNTANT,
    ADMIN,
    AID,
    APPROVER,
    SUPERVISOR,
    Scene,
    yuan,
)
from tests.commands.test_cosigning import FIRST, SECOND, ask, row


def revoke(scene: Scene, login: Login, until_on: date) -> None:
    """End the first role of somebody."""
    with scene.fund.reading() as books:
        no = next(
            GrantNo(n)
            for n in range(1, 100)
            if (each := of_people.grant(books, n)) and each.login == login
        )
    people.revoke_role(scene.desk(ADMIN), no, until_on)


def pay(scene: Scene, who: Login, amount: int) -> VoucherNo | None:
    return running_costs.pay_admin_cost(
        scene.desk(who), yuan(amount), bank="main", summary="租金"
    )


def two_sign_above(scene: Scene, amount: int) -> None:
    limit_changed(scene, "two_sign_above", amount)


def waiting(scene: Scene) -> list[Cosignature]:
    with scene.fund.reading() as books:
        return list(queries.waiting(books))


def test_a_signature_lapses_with_the_role_of_who_gave_it(scene: Scene) -> None:
    ask(scene, APPROVER)
    revoke(scene, APPROVER, scene.today)
    with scene.fund.reading() as books:
        assert refusal_to_cosign(books, SUPERVISOR, scene.today, FIRST) is None
    scene.wait(1)
    with scene.fund.reading() as books:
        refusal = refusal_to_cosign(books, SUPERVISOR, scene.today, FIRST)
        assert isinstance(refusal, SignerLapsedError)
        assert isinstance(lapsed(books, row(scene), scene.today), SignerLapsedError)
    assert ask(scene, SUPERVISOR) is None, "nobody has signed beside them"
    assert [each.login for each in waiting(scene)] == [APPROVER, SUPERVISOR]


def test_a_signature_lapses_when_who_gave_it_is_retired(scene: Scene) -> None:
    ask(scene, APPROVER)
    people.retire_person(scene.desk(ADMIN), APPROVER)
    assert ask(scene, SUPERVISOR) is None
    assert row(scene, SECOND).state is CosignatureState.WAITING


def test_what_is_signed_for_money_of_one_source_is_not_done_to_another(
    scene: Scene,
) -> None:
    scene.source(AID)
    aid = scene.grant(AID, 6000)
    with scene.fund.reading() as books:
        given = funding(books, aid)
    assert given is not None

    def decide(who: Login) -> object:
        return returns.decide_money_return(
            scene.desk(who),
            FundingNo(aid),
            yuan(5000),
            ground=ReturnGround.UNSPENT,
            reason="收回",
        )

    assert decide(APPROVER) is None
    corrected_voucher(scene, given.voucher_no, reason="错记", to_source=GENERAL)
    assert decide(SUPERVISOR) is None, "this is another return than was signed"
    assert decide(APPROVER) is not None


def test_what_one_did_alone_meanwhile_uses_up_the_signature(scene: Scene) -> None:
    two_sign_above(scene, 1000)
    assert pay(scene, ACCOUNTANT, 5000) is None
    two_sign_above(scene, 10_000)
    assert pay(scene, SUPERVISOR, 5000) is not None
    assert waiting(scene) == []
    two_sign_above(scene, 1000)
    assert pay(scene, SUPERVISOR, 5000) is None, "each payment has two signatures"


def test_nobody_comes_by_parts_to_a_difference_that_two_sign(scene: Scene) -> None:
    two_sign_above(scene, 1000)
    voucher = pay(scene, SUPERVISOR, 800)
    assert voucher is not None

    def adjust(who: Login, amount: int) -> object:
        return journal.adjust_voucher(
            scene.desk(who), voucher, amounts=[yuan(amount)] * 2, reason="少记"
        )

    assert adjust(ACCOUNTANT, 900) is not None
    assert adjust(ACCOUNTANT, 1000) is not None
    assert adjust(ACCOUNTANT, 1001) is None, "as a cost of 1,001 it takes two"
    assert adjust(SUPERVISOR, 1001) is not None


def test_nobody_divides_a_running_cost_that_two_sign(scene: Scene) -> None:
    two_sign_above(scene, 1000)
    assert pay(scene, SUPERVISOR, 600) is not None
    assert pay(scene, SUPERVISOR, 400) is not None
    assert pay(scene, SUPERVISOR, 1) is None
    assert pay(scene, ACCOUNTANT, 5000) is None
    assert pay(scene, SUPERVISOR, 5000) is not None, "what two signed counts no more"
    scene.wait(1)
    assert pay(scene, SUPERVISOR, 1000) is not None


def test_a_difference_beyond_what_is_free_takes_two(scene: Scene) -> None:
    scene.source(AID, 5000)
    two_sign_above(scene, 1000)
    first = pay(scene, SUPERVISOR, 900)
    assert first is not None
    for who in (ACCOUNTANT, SUPERVISOR):
        running_costs.pay_bank_fee(scene.desk(who), yuan(19_100), bank="main")
    amounts = [yuan(901)] * 2
    desk = scene.desk(ACCOUNTANT)
    assert journal.adjust_voucher(desk, first, amounts=amounts, reason="少记") is None
