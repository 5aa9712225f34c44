"""What every deed declares of itself: a name for ever, cases, readiness, types."""

import ast
import inspect
from pathlib import Path
from typing import Final, cast

import pytest

import fundledger.commands
import fundledger.domain.readiness
from fundledger.commands.arguments import Converter, converter
from fundledger.commands.deed import CreationDeed, Deed, Desk
from fundledger.commands.facts import loader_of
from fundledger.commands.registry import DEEDS
from fundledger.domain.actions import Action
from fundledger.domain.projects import MOVES
from tests.in_turn import in_turn

COMMANDS: Final = Path(fundledger.commands.__file__).parent
GOLDEN: Final = Path(__file__).parents[1] / "fixtures" / "deeds.txt"
"""Every name a deed ever had; `- name` is used no more."""

OF_THE_FUND: Final = {
    "add_calendar_year",
    "add_bank_account",
    "add_community",
    "add_holiday",
    "add_person",
    "add_source",
    "add_subdistrict",
    "bounce_admin_cost",
    "bounce_money_return",
    "change_bank_account",
    "adopt_rules",
    "arrange_handover",
    "change_setting",
    "change_source",
    "close_month",
    "close_round",
    "close_year",
    "countersign_vouchers",
    "create_fund",
    "decide_money_return",
    "endorse_vouchers",
    "grant_role",
    "identify_money",
    "import_journal",
    "open_books",
    "open_round",
    "open_year",
    "pay_admin_cost",
    "pay_bank_fee",
    "pay_money_return",
    "post_vouchers",
    "prepare_vouchers",
    "propose_handover",
    "receive_donation",
    "receive_grant",
    "receive_interest",
    "receive_transfer",
    "receive_unidentified",
    "reclassify_source",
    "record_published_figure",
    "release_net_assets",
    "reopen_month",
    "retire_person",
    "review_vouchers",
    "revoke_role",
    "send_back_unidentified",
    "supersede_published_figure",
    "transfer_money",
}
"""The deeds that touch no case: whoever adds one here says so."""

UNCONDITIONAL: Final = {
    "add_payee",
    "declare_interest",
    "draft_project",
    "file_document",
    "store_attachment",
}
"""Deeds on a case that any state of it takes."""


def test_every_deed_has_a_name_of_its_own_and_no_old_one_comes_back() -> None:
    lines = GOLDEN.read_text("utf-8").splitlines()
    retired = {line.removeprefix("- ") for line in lines if line.startswith("- ")}
    assert sorted(DEEDS) == [line for line in lines if not line.startswith("- ")]
    assert retired.isdisjoint(DEEDS)


def test_the_registry_begins_with_the_deed_that_creates_the_fund() -> None:
    assert next(iter(DEEDS)) == "create_fund"
    assert isinstance(DEEDS["create_fund"], CreationDeed)
    assert all(isinstance(d, Deed) for d in DEEDS.values() if d.name != "create_fund")


def test_every_deed_of_the_package_is_in_the_registry() -> None:
    """A module that the registry forgot would hold deeds that nobody could find."""
    written = {
        node.name
        for path in COMMANDS.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
        for by in node.decorator_list
        if ast.unparse(by).startswith(("deed(", "creation_deed"))
    }
    assert written == set(DEEDS)


@in_turn("name", DEEDS)
def test_a_deed_names_its_case_or_is_listed_as_the_whole_fund_s(name: str) -> None:
    assert (DEEDS[name].case == ()) == (name in OF_THE_FUND)


@in_turn("name", sorted(set(DEEDS) - OF_THE_FUND))
def test_a_deed_on_a_case_asks_whether_the_case_is_ready(name: str) -> None:
    deed = DEEDS[name]
    assert (deed.ready is None) == (name in UNCONDITIONAL)
    if deed.ready is not None:
        assert callable(loader_of(deed.case[0].noun, deed.ready))
    for of in deed.case:
        assert of.parameter in deed.shape.converters, of


@in_turn("name", DEEDS)
def test_a_deed_takes_domain_types_and_gives_one(name: str) -> None:
    deed = DEEDS[name]
    parameters = inspect.signature(deed.body).parameters
    assert ["write", *deed.shape.converters] == list(parameters)
    assert isinstance(deed.returns, Converter)


@pytest.mark.parametrize("bare", [str, int, float, dict[str, str], list[int], object])
def test_no_deed_may_take_a_bare_type(bare: type) -> None:
    with pytest.raises(TypeError, match="no domain type"):
        converter(bare)


@in_turn("name", [name for name in DEEDS if name != "create_fund"])
def test_callers_see_a_desk_first(name: str) -> None:
    signature = inspect.signature(cast("Deed[..., object]", DEEDS[name]))
    first, *others = signature.parameters.values()
    assert (first.name, first.annotation) == ("desk", Desk)
    assert [each.name for each in others] == list(DEEDS[name].shape.converters)


def test_every_action_has_a_deed() -> None:
    assert {deed.action for deed in DEEDS.values()} == set(Action)


def test_what_needs_a_reason_can_be_given_one() -> None:
    needing = {action for (_, action), move in MOVES.items() if move.needs_reason}
    without = [
        name
        for name, deed in DEEDS.items()
        if deed.action in needing and "reason" not in deed.shape.converters
    ]
    assert without == []


ASKED_ONCE: Final = {
    "decide_mover",
    "decide_reason",
    "decide_signature",
    "decide_claim_move",
    "decide_disbursement_move",
    "decide_recovery_move",
    "decide_approved",
    "decide_correctable",
    "decide_voucher_part",
    "decide_activation",
    "decide_notice_over",
    "decide_verdict",
    "decide_review_round",
    "decide_settled",
    "decide_finished",
    "decide_overdue",
}
"""What `domain.readiness` decides before a body runs."""

LATER: Final = {
    ("amendments.py", "decide_notice_over"),
    ("signatures.py", "decide_voucher_part"),
}
"""What bodies ask: a supplement's own notice, and each of many vouchers at once."""


def test_no_body_asks_again_what_readiness_decided() -> None:
    again = {
        (path.name, node.func.id)
        for path in COMMANDS.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ASKED_ONCE
    }
    assert again == LATER


def test_readiness_is_pure() -> None:
    source = Path(fundledger.domain.readiness.__file__).read_text("utf-8")
    assert "fundledger.store" not in source
    assert "fundledger.queries" not in source
