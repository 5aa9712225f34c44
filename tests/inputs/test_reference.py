"""The reference says of each deed who may, with what, and what it books."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from fundledger.commands.registry import DEEDS
from fundledger.domain.cosigning import ALONE
from fundledger.domain.posting_rules import BESIDE
from fundledger.domain.settings import LIMITS
from fundledger.i18n import Language
from fundledger.inputs.postings import POSTS
from fundledger.inputs.reference import all_deeds, one_deed, roles_of
from fundledger.inputs.schema import input_schema, line_schema
from fundledger.queries.records import history
from fundledger.store.books import Fund, Ledger
from fundledger.writers.text import to_text
from tests.databases import File, frozen
from tests.inputs.again import Past, chain
from tests.inputs.test_again import LIVES

jsonschema: Any = import_module("jsonschema")  # it brings no types

CORRECTIONS = {"correct_voucher", "adjust_voucher"}
"""They copy what was booked, by whatever rule that was."""


@pytest.fixture(scope="module")
def past(sqlite_file: File, tmp_path_factory: pytest.TempPathFactory) -> list[Past]:
    """Live every life, and give all of it."""
    records: list[Past] = []
    for number, live in enumerate(LIVES.values()):
        path = tmp_path_factory.mktemp("lives") / f"{number}.db"
        path.write_bytes(sqlite_file.path.read_bytes())
        with closing(Ledger(str(path), frozen, durable=False)) as ledger:
            fund = live(ledger)
            records += chain(fund)
            note(fund)
    return records


BOOKED: dict[str, set[str]] = defaultdict(set)


def note(fund: Fund) -> None:
    """Note by which rules each deed booked."""
    with fund.reading() as books:
        for each in history(books):
            BOOKED[each.deed] |= set(rules(each.changes))


def rules(changes: Any) -> Iterator[str]:  # noqa: ANN401 - changes of a record
    for change in changes:
        if change.get("table") == "voucher" and "rows" in change:
            place = change["columns"].index("rule")
            yield from (row[place] for row in change["rows"])


def test_what_deeds_book_is_what_the_reference_says(
    past: list[Past], demo_path: Path
) -> None:
    assert past
    with closing(Ledger(str(demo_path))) as ledger:
        note(ledger.fund())
    assert set(POSTS) <= set(DEEDS)
    for deed, booked in BOOKED.items():
        if deed not in CORRECTIONS:
            assert booked <= set(map(str, POSTS.get(deed, ()))), deed
    silent = {deed for deed in POSTS if not BOOKED[deed]}
    assert silent <= {"import_journal", "open_books", "write_off_recovery"}, (
        "nothing shows it"
    )


@pytest.mark.parametrize("lang", Language)
def test_every_deed_has_its_page(lang: Language) -> None:
    overview = "\n".join(to_text(all_deeds(), lang))
    for name in DEEDS:
        assert name in overview
        page = "\n".join(to_text(one_deed(name), lang))
        assert f"fundledger do {name}" in page
        assert roles_of(name)


def test_a_deed_that_one_may_do_alone_says_when_two_sign() -> None:
    """By an amount and the setting it is held to, or by what it changes."""
    by_amount = {
        name: setting
        for name, deed in DEEDS.items()
        if deed.action in ALONE
        for setting in sorted(LIMITS)
        if f"Up to the setting {setting}," in page_of(name)
    }
    assert by_amount == {
        "adjust_voucher": "two_sign_above",
        "pay_admin_cost": "two_sign_above",
        "pay_bank_fee": "two_sign_above",
        "redirect_disbursement": "approver_agrees_above",
    }
    for name in ("correct_voucher", "change_source", "change_setting"):
        assert "two people" in page_of(name)
        assert "Up to the setting" not in page_of(name)


def page_of(name: str) -> str:
    return "\n".join(to_text(one_deed(name), Language.EN))


def test_the_schema_of_a_line_is_one(past: list[Past]) -> None:
    schema = line_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    judge = jsonschema.Draft202012Validator(schema)
    for name in DEEDS:
        jsonschema.Draft202012Validator.check_schema(input_schema(name))
    for each in past:
        order = each.order
        line = {"deed": order.deed, "actor": order.actor, "on": str(order.on)}
        judge.validate(line | {"input": dict(order.input)})
    wrong = {"deed": "pay_bank_fee", "input": {"amount": 320, "bank": "main"}}
    assert [each.json_path for each in judge.iter_errors(wrong)] == ["$.input.amount"]
    assert list(judge.iter_errors({"deed": "no_deed"}))
    assert list(judge.iter_errors({"deed": "verify_payee", "input": {"payee": 1}}))


def test_a_deed_outside_of_projects_keeps_nobody_apart() -> None:
    for name in ("pay_bank_fee", "add_payee", "verify_payee", "grant_role"):
        assert "excluded" not in [table.name for table in one_deed(name).tables]
    for name in ("admit_claim", "declare_interest", "review_voucher"):
        assert "excluded" in [table.name for table in one_deed(name).tables]


def test_a_deed_posts_what_may_stand_beside_its_rules() -> None:
    for deed, posted in POSTS.items():
        assert {other for rule in posted for other in BESIDE.get(rule, ())} <= {
            *posted
        }, deed


def test_a_deed_between_two_sources_says_whose_each_side_is() -> None:
    page = "\n".join(to_text(one_deed("re_source_project"), Language.ZH))
    assert "预付账款    接替（承担）来源  预付账款              原来源" in page
    page = "\n".join(to_text(one_deed("reclassify_source"), Language.EN))
    assert "net assets" in page
    assert "the one taking over or bearing" in page
    for name, between in (("re_source_project", True), ("receive_donation", False)):
        (table,) = [each for each in one_deed(name).tables if each.name == "postings"]
        columns = {column.name for column in table.columns}
        assert ({"debit_of", "credit_of"} <= columns) is between
