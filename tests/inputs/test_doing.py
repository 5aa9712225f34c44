"""A deed by its name: done once for each key, told with its record and vouchers."""

import ast
from pathlib import Path

import pytest

import fundledger
from fundledger.domain.money import from_fen
from fundledger.errors import RefusedError
from fundledger.inputs.doing import FoundingError, Keys, Order, do, perform
from fundledger.store.recording import KeyConflictError
from tests.commands.scene import ACCOUNTANT, OPENS, PREPARER, Scene

ROOM = Path(__file__).parents[2] / "fundledger" / "inputs"
FEE = {"amount": "10.00", "bank": "main"}


def test_a_deed_tells_its_record_and_its_vouchers(scene: Scene) -> None:
    with scene.fund.reading() as books:
        head = books.head
    outcome = do(
        scene.fund,
        "receive_donation",
        actor=ACCOUNTANT,
        on="2024-01-08",
        amount=from_fen(32000),
        party="某公司",
        bank="main",
    )
    assert outcome.seq == head.seq + 1
    assert outcome.vouchers == ("2024-01 记-0002", "2024-01 备-0002")
    assert outcome.result == 2
    assert not outcome.again


def test_the_same_key_does_it_once(scene: Scene) -> None:
    order = Order("pay_bank_fee", FEE, ACCOUNTANT, OPENS, "form-1")
    first, second = perform(scene.fund, order), perform(scene.fund, order)
    assert (first.again, second.again) == (False, True)
    assert first[:3] == second[:3]
    with pytest.raises(KeyConflictError):
        perform(scene.fund, order._replace(input={**FEE, "amount": "11"}))


def test_fields_may_be_called_name_and_key(scene: Scene) -> None:
    do(
        scene.fund,
        "add_subdistrict",
        actor="admin",
        on=OPENS,
        key="bing",
        name="丙街道",
    )


def test_a_refusal_is_the_deeds_own(scene: Scene) -> None:
    with pytest.raises(RefusedError) as refused:
        fundledger.do(
            scene.fund,
            "pay_bank_fee",
            actor=PREPARER,
            on=OPENS,
            amount="1",
            bank="main",
        )
    assert scene.refusals() == [refused.value.code]


def test_no_fund_is_founded_in_a_fund(scene: Scene) -> None:
    with pytest.raises(FoundingError):
        perform(scene.fund, Order("create_fund", {}, "admin", OPENS))


def test_lines_of_a_file_have_the_same_keys_each_time() -> None:
    order = Order("pay_bank_fee", FEE, ACCOUNTANT, "2024-01-08")
    other = order._replace(actor="another")
    named = order._replace(key="own")
    orders = [order, other, order, named]
    keys = [[keys.keyed(each).key for each in orders] for keys in (Keys(), Keys())]
    assert keys[0] == keys[1]
    assert len(set(keys[0])) == len(orders)
    assert keys[0][-1] == "own"


def test_only_doing_knows_a_desk() -> None:
    users = {
        path.name
        for path in ROOM.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.alias) and node.name in {"Desk", "CreationDesk"}
    }
    assert users == {"doing.py"}
