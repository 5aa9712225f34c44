"""A deed runs on what its record keeps; wrong arguments stop before anything."""

# What is wrong in type is what these tests are about.
# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

import json
from collections.abc import Callable
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from moneyed import Money

from fundledger.commands import applications, claims, funding, funds, people, reviews
from fundledger.commands.arguments import (
    ArgumentMissingError,
    ArgumentUnknownError,
    Contents,
    converter,
)
from fundledger.commands.claims import Verdict
from fundledger.commands.deed import Desk
from fundledger.commands.receipts import NewReceipt
from fundledger.commands.registry import DEEDS
from fundledger.domain.claims import ReceiptKind
from fundledger.domain.ids import LineNo, Login, ProjectNo, ReceiptNo
from fundledger.domain.money import from_fen
from fundledger.domain.people import Role
from fundledger.domain.sources import GENERAL
from fundledger.domain.texts import CharacterError
from fundledger.domain.values import ChoiceError, WrongTypeError
from fundledger.errors import InputError
from fundledger.store import tables as t
from fundledger.store.parsing import parse
from tests import papers
from tests.commands.scene import ACCOUNTANT, ADMIN, JIA1, PREPARER, Scene, yuan


def last_input(scene: Scene) -> object:
    with scene.fund.reading() as books:
        c = t.record.c
        [row] = books.rows(
            t.record.select()
            .with_only_columns(c.seq, c.stamp, c.body)
            .where(books.own(t.record), c.seq == books.head.seq)
        )
    return parse(*row).input


def test_a_record_keeps_what_was_given_and_not_what_was_left_at_its_default(
    scene: Scene,
) -> None:
    funding.receive_donation(
        scene.desk(ACCOUNTANT), yuan(320), party="某公司", bank="main", source=GENERAL
    )
    assert last_input(scene) == {
        "amount": {"fen": 32_000},
        "party": "某公司",
        "bank": "main",
    }


def test_a_text_of_spaces_is_recorded_as_none_given(scene: Scene) -> None:
    no = scene.submitted()
    applications.withdraw_application(scene.desk(PREPARER), no, "  ")
    assert last_input(scene) == {"project_no": no}


def test_content_is_named_by_its_hash(scene: Scene) -> None:
    sha256 = funds.store_attachment(
        scene.desk(PREPARER), papers.png(), "image/png", community_key=JIA1
    )
    assert last_input(scene) == {
        "content": {"sha256": sha256},
        "media_type": "image/png",
        "community_key": "jia-1",
    }


def test_lines_are_kept_in_their_order_whatever_the_caller_s(scene: Scene) -> None:
    no = scene.reviewed()
    lines = {LineNo(2): yuan(800), LineNo(1): yuan(1200)}
    approver = scene.desk(Login("approver"))
    reviews.approve_project(approver, no, lines)
    body = last_input(scene)
    assert json.dumps(body) == json.dumps(
        {"lines": {"1": {"fen": 120_000}, "2": {"fen": 80_000}}, "project_no": no}
    )


def test_text_is_taken_where_a_choice_is_meant(scene: Scene) -> None:
    desk = scene.desk(ADMIN)
    people.add_person(desk, login=Login("new"), name="新人")
    role: Role = "cashier"  # type: ignore[assignment]
    people.grant_role(desk, login=Login("new"), role=role)
    with scene.fund.reading() as books:
        from fundledger.queries.people import grants

        assert [each.role for each in grants(books, Login("new"))] == [Role.CASHIER]


def test_a_mistyped_choice_names_what_is_near(scene: Scene) -> None:
    role: Role = "acountant"  # type: ignore[assignment]
    with pytest.raises(ChoiceError) as wrong:
        people.grant_role(scene.desk(ADMIN), login=PREPARER, role=role)
    assert (wrong.value.argument, wrong.value.choices) == ("role", ("accountant",))


def test_a_fault_inside_a_list_says_where(scene: Scene) -> None:
    no = scene.active()
    good = NewReceipt(
        LineNo(1), ReceiptKind.INVOICE, "1", "某店", date(2024, 3, 1), yuan(5)
    )
    wrong = good._replace(amount=5)  # type: ignore[arg-type]
    with pytest.raises(WrongTypeError) as refused:
        claims.draft_claim(scene.desk(PREPARER), no, receipts=[good, wrong])
    assert refused.value.argument == "receipts[1].amount"


def test_rows_may_come_as_mappings(scene: Scene) -> None:
    no = scene.active()
    row = {
        "line": 1,
        "kind": "invoice",
        "number": "1",
        "seller": "某店",
        "issued_on": date(2024, 3, 1),
        "amount": yuan(5),
    }
    receipts: list[NewReceipt] = [row]  # type: ignore[list-item]
    assert claims.draft_claim(scene.desk(PREPARER), no, receipts=receipts) == 1


DOLLARS = Money(5, "USD")
Call = Callable[[Scene], object]


@pytest.mark.parametrize(
    ("argument", "error", "call"),
    [
        ("party", ArgumentMissingError, lambda s: _give(s, yuan(1), bank="main")),
        (
            "memo",
            ArgumentUnknownError,
            lambda s: _give(s, yuan(1), bank="main", party="A", memo="x"),
        ),
        ("amount", WrongTypeError, lambda s: _give(s, 5, bank="main", party="A")),
        ("amount", WrongTypeError, lambda s: _give(s, "5", bank="main", party="A")),
        (
            "amount",
            InputError,
            lambda s: _give(s, DOLLARS, bank="main", party="A"),
        ),
        (
            "party",
            CharacterError,
            lambda s: _give(s, yuan(1), bank="main", party="A\x1b[31m"),
        ),
        (
            "on",
            WrongTypeError,
            lambda s: _give(_on(s, datetime(2024, 1, 8, 9)), yuan(1)),  # noqa: DTZ001
        ),
        ("on", WrongTypeError, lambda s: _give(_on(s, "2024-01-08"), yuan(1))),
        ("actor", WrongTypeError, lambda s: _give(_by(s, None), yuan(1))),
    ],
)
def test_a_wrong_argument_is_named_and_nothing_is_chained(
    scene: Scene, argument: str, error: type[InputError], call: Call
) -> None:
    with scene.fund.reading() as books:
        before = books.head
    with pytest.raises(error) as wrong:
        call(scene)
    assert argument in wrong.value.facts.values()
    assert wrong.value.hint
    with scene.fund.reading() as books:
        assert books.head == before


def _desk(scene: Scene | Desk) -> Desk:
    return scene if isinstance(scene, Desk) else scene.desk(ACCOUNTANT)


def _on(scene: Scene, on: object) -> Desk:
    return Desk(fund=scene.fund, actor=ACCOUNTANT, on=on)  # type: ignore[arg-type]


def _by(scene: Scene, actor: object) -> Desk:
    return Desk(fund=scene.fund, actor=actor, on=scene.today)  # type: ignore[arg-type]


def _give(scene: Scene | Desk, amount: object, **more: object) -> object:
    return funding.receive_donation(_desk(scene), amount, **more)  # type: ignore[arg-type]


def test_without_a_desk_nothing_is_done(scene: Scene) -> None:
    with pytest.raises(WrongTypeError) as wrong:
        applications.submit_application(scene.fund, ProjectNo(1))  # type: ignore[arg-type]
    assert wrong.value.argument == "desk"


@given(st.integers(-(10**15), 10**15))
def test_money_comes_back_as_it_went(fen: int) -> None:
    contents: Contents = {}
    plain, typed = converter(Money)
    written = plain("amount", from_fen(fen), contents)
    assert written == {"fen": fen}
    assert typed(written, contents) == from_fen(fen)


def test_every_row_type_comes_back_as_it_went() -> None:
    contents: Contents = {}
    verdict = Verdict(ReceiptNo(3), yuan(5), "票面不清")
    plain, typed = converter(Verdict)
    written = plain("admitted", verdict, contents)
    assert written == {"receipt_no": 3, "amount": {"fen": 500}, "reason": "票面不清"}
    assert typed(written, contents) == verdict


def test_the_shapes_of_all_deeds_are_made_without_a_database() -> None:
    assert sum(len(deed.shape.converters) for deed in DEEDS.values()) > len(DEEDS)
