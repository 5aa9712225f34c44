"""What one of two people has signed: it waits for the other, or it is taken back."""

from collections.abc import Callable

import pytest

from fundledger.commands import cosignatures, periods, re_sourcing, returns, transfers
from fundledger.commands.awaited import Awaited, awaited
from fundledger.commands.going_on import next_cosigner
from fundledger.commands.inbox import Item, inbox
from fundledger.commands.permission import may
from fundledger.domain.cosigning import (
    CosignatureMoveError,
    CosignatureState,
    OtherCosignerError,
    OtherSignerError,
)
from fundledger.domain.ids import (
    CosignatureNo,
    FundingNo,
    Login,
    Month,
    ReturnNo,
    SourceKey,
)
from fundledger.domain.money import to_fen
from fundledger.domain.people import Role
from fundledger.domain.projects import ReasonNeededError
from fundledger.domain.re_sourcing import ReSourced
from fundledger.domain.returns import ReturnGround
from fundledger.domain.sources import GENERAL
from fundledger.inputs import doing
from fundledger.inputs.cosigning import as_typed, order_of, signed
from fundledger.queries import cosignatures as queries
from fundledger.queries.cosignatures import Cosignature
from tests.commands.scene import (
    ACCOUNTANT,
    APPROVER,
    CASHIER,
    REVIEWER1,
    SUPERVISOR,
    Scene,
    yuan,
)
from tests.commands.test_journal import two_banks

FIRST = CosignatureNo(3)
"""Two have signed the adoption of the rules before."""
SECOND = CosignatureNo(4)


def ask(scene: Scene, who: Login, amount: int = 400) -> ReturnNo | None:
    """Sign that something of the first donation goes back, in 元."""
    return returns.decide_money_return(
        scene.desk(who),
        FundingNo(1),
        yuan(amount),
        ground=ReturnGround.UNSPENT,
        reason="协议解除",
    )


def row(scene: Scene, no: CosignatureNo = FIRST) -> Cosignature:
    with scene.fund.reading() as books:
        row = queries.cosignature(books, no)
    assert row is not None
    return row


def to_sign(scene: Scene, login: Login) -> list[Item]:
    with scene.fund.reading() as books:
        queues = inbox(books, login, scene.today).queues
    return [each for each in queues if each.noun == "cosignature"]


def waits_for(scene: Scene, login: Login) -> list[Awaited]:
    with scene.fund.reading() as books:
        listed = awaited(books, login, scene.today)
    return [each for each in listed if each.noun == "cosignature"]


def test_what_one_signed_waits_for_the_other_and_for_nobody_else(scene: Scene) -> None:
    ask(scene, APPROVER)
    (item,) = to_sign(scene, SUPERVISOR)
    assert (item.key, item.deeds) == (FIRST, ("decide_money_return",))
    assert (item.signer, item.since) == ("approver", scene.today)
    assert item.title
    assert item.amount == yuan(400)
    (own,) = waits_for(scene, APPROVER)
    assert (own.key, own.roles) == (FIRST, (Role.SUPERVISOR,))
    assert own.deeds == ("decide_money_return",)
    for login in (APPROVER, ACCOUNTANT, CASHIER, REVIEWER1):
        assert to_sign(scene, login) == []
    assert waits_for(scene, SUPERVISOR) == []
    with scene.fund.reading() as books:
        assert next_cosigner(books, item.deeds[0], books.head.seq).roles == (
            Role.SUPERVISOR,
        )
    assert ask(scene, SUPERVISOR) == ReturnNo(1)
    assert to_sign(scene, SUPERVISOR) == []
    assert waits_for(scene, APPROVER) == []
    assert row(scene).state is CosignatureState.DONE


def test_the_other_signs_what_is_kept_without_typing_it_again(scene: Scene) -> None:
    ask(scene, SUPERVISOR)
    with scene.fund.reading() as books:
        asked_for = signed(books, FIRST)
        order = order_of(asked_for.row, APPROVER, scene.today)
    assert asked_for.name == "supervisor"
    assert as_typed(asked_for.row.asked_for)["amount"] == "400.00"
    assert doing.perform(scene.fund, order).result == 1
    again = doing.perform(scene.fund, order)
    assert (again.result, again.again) == (1, True)
    with scene.fund.reading() as books, pytest.raises(CosignatureMoveError):
        signed(books, FIRST)
    assert row(scene, SECOND).state is CosignatureState.DONE


def _transfer(scene: Scene) -> object:
    two_banks(scene)
    return transfers.transfer_money(
        scene.desk(CASHIER), yuan(50), from_bank="main", to_bank="second"
    )


def _re_source(scene: Scene) -> object:
    no = scene.established()
    other = scene.source(SourceKey("other"))
    scene.grant(other, 5000)
    return re_sourcing.re_source_project(
        scene.desk(APPROVER),
        no,
        yuan(10),
        from_source=GENERAL,
        to_source=SourceKey("other"),
        of=ReSourced.COMMITTED,
        reason="后到的一笔补上",
    )


@pytest.mark.parametrize(
    ("begin", "other", "amount"),
    [(_transfer, SUPERVISOR, 50), (_re_source, ACCOUNTANT, 10)],
)
def test_every_kind_is_named_and_signed_by_the_order_that_is_kept(
    scene: Scene, begin: Callable[[Scene], object], other: Login, amount: int
) -> None:
    assert begin(scene) is None
    (item,) = to_sign(scene, other)
    assert " → " in item.title
    assert item.amount is not None
    assert to_fen(item.amount) == amount * 100
    with scene.fund.reading() as books:
        order = order_of(signed(books, FIRST).row, other, scene.today)
    assert doing.perform(scene.fund, order).result is not None
    assert row(scene).state is CosignatureState.DONE


def test_who_signed_withdraws_it_and_may_then_ask_anew(scene: Scene) -> None:
    ask(scene, APPROVER)
    withdraw, give_back = (
        cosignatures.withdraw_cosignature,
        cosignatures.return_cosignature,
    )
    with pytest.raises(OtherSignerError):
        withdraw(scene.desk(SUPERVISOR), FIRST, reason="金额有误")
    with pytest.raises(OtherCosignerError):
        give_back(scene.desk(APPROVER), FIRST, reason="金额有误")
    with pytest.raises(ReasonNeededError):
        withdraw(scene.desk(APPROVER), FIRST, reason=" ")
    withdraw(scene.desk(APPROVER), FIRST, reason="金额有误")
    assert row(scene).state is CosignatureState.WITHDRAWN
    assert row(scene).end_reason == "金额有误"
    assert to_sign(scene, SUPERVISOR) == []
    with pytest.raises(CosignatureMoveError):
        give_back(scene.desk(SUPERVISOR), FIRST, reason="不同意")
    assert ask(scene, SUPERVISOR) is None, "the other begins a new one"
    assert ask(scene, APPROVER) == ReturnNo(1)
    assert row(scene).state is CosignatureState.WITHDRAWN


def test_the_other_returns_it_and_nobody_else_does(scene: Scene) -> None:
    ask(scene, APPROVER)
    for login in (ACCOUNTANT, CASHIER):
        with pytest.raises(OtherCosignerError):
            cosignatures.return_cosignature(scene.desk(login), FIRST, reason="不同意")
    with scene.fund.reading() as books:
        able = {
            login: [
                each.deed
                for each in may(books, login, scene.today, "cosignature", FIRST)
                if each.refusal is None
            ]
            for login in (APPROVER, SUPERVISOR, ACCOUNTANT)
        }
    assert able == {
        APPROVER: ["withdraw_cosignature"],
        SUPERVISOR: ["return_cosignature"],
        ACCOUNTANT: [],
    }
    cosignatures.return_cosignature(scene.desk(SUPERVISOR), FIRST, reason="不同意")
    assert row(scene).state is CosignatureState.RETURNED
    assert waits_for(scene, APPROVER) == []


def test_what_is_undoable_meanwhile_is_refused_and_can_be_withdrawn(
    scene: Scene,
) -> None:
    ask(scene, APPROVER, 15000)
    ask(scene, APPROVER, 10000)
    assert ask(scene, SUPERVISOR, 15000) == ReturnNo(1)
    (item,) = to_sign(scene, SUPERVISOR)
    assert item.key == SECOND
    with scene.fund.reading() as books:
        order = order_of(signed(books, SECOND).row, SUPERVISOR, scene.today)
    foreseen = doing.preview(scene.fund, order)
    assert foreseen.shown.refusal is not None
    assert foreseen.shown.refusal.code == "over_return"
    no = SECOND
    cosignatures.withdraw_cosignature(scene.desk(APPROVER), no, reason="已退回其他款")
    assert to_sign(scene, SUPERVISOR) == []


def test_a_year_that_one_has_signed_waits_once_and_for_the_other(scene: Scene) -> None:
    scene.wait(400)
    for month in range(1, 12):
        scene.sign_all()
        periods.close_month(scene.desk(SUPERVISOR), Month(f"2024-{month:02d}"))
    scene.sign_all()
    periods.close_year(scene.desk(ACCOUNTANT), 2024)
    with scene.fund.reading() as books:
        nouns = {
            login: [e.noun for e in inbox(books, login, scene.today).queues]
            for login in (ACCOUNTANT, SUPERVISOR)
        }
    assert "year" not in [*nouns[ACCOUNTANT], *nouns[SUPERVISOR]]
    assert nouns[SUPERVISOR].count("cosignature") == 1
    (item,) = to_sign(scene, SUPERVISOR)
    assert item.title == "2024"
