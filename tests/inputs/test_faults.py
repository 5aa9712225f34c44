"""Every kind of fault: all at once, each with its field, its row, and a way out."""

from collections.abc import Mapping
from typing import Any, Final

import pytest

from fundledger.commands.registry import DEEDS
from fundledger.domain.money import from_fen
from fundledger.errors import RefusedError
from fundledger.i18n import Language, describe
from fundledger.i18n.nouns import Noun
from fundledger.inputs.choices import resolve
from fundledger.inputs.doing import Order, perform
from fundledger.inputs.faults import CloseReferenceError, FaultsError
from fundledger.inputs.forms import form_of
from fundledger.inputs.reading import read, unfolded
from fundledger.queries import journal
from tests.commands import money
from tests.commands.scene import ACCOUNTANT, OPENS, Scene

DONATION: Final = {"amount": "320.00", "party": "某公司", "bank": "main"}
RECEIPT: Final = {
    "line": "1",
    "kind": "invoice",
    "number": "A-1",
    "seller": "五金店",
    "issued_on": "2024-03-02",
    "amount": "320",
}

Where = tuple[str, str, str]
"""A fault's field, row, and the code of what is wrong."""


def faults(deed: str, values: Mapping[str, Any]) -> list[Where]:
    """Read an input without books; name its faults."""
    try:
        read(form_of(deed), values)
    except FaultsError as error:
        wrong = error
    else:
        return []
    assert wrong.total == len(wrong.faults)
    for fault in wrong.faults:
        for lang in Language:
            assert all(describe(fault.problem, lang))
    return [(each.field, each.row, each.problem.code) for each in wrong.faults]


def donation(**values: object) -> list[Where]:
    return faults("receive_donation", {**DONATION, **values})


def claim(**values: object) -> list[Where]:
    lines = [RECEIPT, {**RECEIPT, **values}]
    return faults("draft_claim", {"project_no": 1, "receipts": lines})


@pytest.mark.parametrize(
    "amount",
    [
        "320.00",
        "３２０．００",
        "¥320",
        "0.032万",
        "320元",
        {"fen": 32000},
        from_fen(32000),
    ],
)
def test_an_amount_is_text_in_yuan_or_fen_said_so(amount: object) -> None:
    values = {**DONATION, "amount": amount}
    arguments = read(form_of("receive_donation"), values)
    assert arguments["amount"] == from_fen(32000)


def test_a_bare_number_for_money_is_refused_with_both_readings() -> None:
    with pytest.raises(FaultsError) as wrong:
        read(form_of("receive_donation"), {**DONATION, "amount": 32000})
    (fault,) = wrong.value.faults
    text = describe(fault.problem, Language.EN)
    assert "32,000.00" in text.message
    assert "320.00" in text.message
    assert '{"fen": 32000}' in text.hint
    assert donation(amount=320.5) == [("amount", "", "bare_fraction")]
    assert donation(amount=-1) == [("amount", "", "bare_number")]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"amount": "0,123"}, "argument"),
        ({"amount": "1.001"}, "argument"),
        ({"amount": ""}, "argument"),
        ({"amount": None}, "wrong_type"),
        ({"amount": True}, "wrong_type"),
        ({"amount": {"fen": "32000"}}, "fen"),
        ({"amount": {"fen": 1.5}}, "fen"),
        ({"amount": {"fen": 1, "yuan": 1}}, "fen"),
        ({"amount": {"fen": 10**30}}, "argument"),
        ({"source": 1}, "wrong_type"),
        ({"source": "我 们"}, "key_character"),
        ({"voucher_on": "2024-02-30"}, "day_text"),
        ({"voucher_on": "24-2-3"}, "day_text"),
        ({"voucher_on": "2204-02-03"}, "day_range"),
        ({"party": 5}, "wrong_type"),
        ({"party": " "}, "blank_text"),
        ({"party": "a\x1b[2J"}, "character"),
        ({"party": "x" * 101}, "text_too_long"),
        ({"bank": "Main"}, "key_character"),
    ],
)
def test_a_value_that_is_wrong_is_named(values: dict[str, object], code: str) -> None:
    (field,) = values
    assert donation(**values) == [(field, "", code)]


@pytest.mark.parametrize(
    ("restricted", "code"), [("vielleicht", "flag_text"), (1, "wrong_type")]
)
def test_a_flag_is_yes_or_no(restricted: object, code: str) -> None:
    values = {"key": "aid", "name": "救助专项", "restricted": restricted}
    assert faults("add_source", values) == [("restricted", "", code)]


def test_a_field_that_is_unknown_or_missing_is_named() -> None:
    wrong = {"amont": "320", "party": "某公司", "xyz": 1}
    assert faults("receive_donation", wrong) == [
        ("amont", "", "close_field"),
        ("xyz", "", "field_unknown"),
        ("amount", "", "field_missing"),
        ("bank", "", "field_missing"),
    ]


def test_a_fault_in_a_line_names_its_row() -> None:
    assert claim() == []
    assert claim(kind="invoce", line="eins", total="1") == [
        ("receipts.total", "2", "field_unknown"),
        ("receipts.line", "2", "number_text"),
        ("receipts.kind", "2", "choice"),
    ]
    assert claim(amount=320) == [("receipts.amount", "2", "bare_number")]
    wrong: dict[str, Any] = {"project_no": 1, "receipts": ["x", {}]}
    codes = [(row, code) for _field, row, code in faults("draft_claim", wrong)]
    assert codes[0] == ("1", "wrong_type")
    assert set(codes[1:]) == {("2", "field_missing")}


def test_a_fault_in_a_line_of_a_line_names_both_rows() -> None:
    posting = {"debit": "bank.main", "credit": "donations.unrestricted"}
    voucher = {"date": "2024-01-09", "summary": "期初", "postings": [posting]}
    assert faults("import_journal", {"batch": [voucher]}) == [
        ("batch.postings.amount", "1.1", "field_missing")
    ]


def test_pairs_name_the_key() -> None:
    values = {"project_no": 1, "lines": {"1": "1,200", "x": "1", "2": 800}}
    assert faults("approve_project", values) == [
        ("lines.x", "", "number_text"),
        ("lines.2", "", "bare_number"),
    ]
    assert faults("approve_project", {"project_no": 1, "lines": [1]}) == [
        ("lines", "", "wrong_type")
    ]


@pytest.mark.parametrize("text", ["{", "[1,]"])
def test_nested_text_is_json(text: str) -> None:
    values = {"project_no": 1, "lines": text}
    assert faults("approve_project", values) == [("lines", "", "json_text")]


@pytest.mark.parametrize(
    "text",
    [
        '{"1": "5", "1": "6"}',
        '{"1": NaN}',
        '{"1": "\\ud800"}',
        '{"1": ' + "9" * 5_000 + "}",
        "[" * 100_000,
        "[" * 50 + "]" * 50,
    ],
    ids=["twice", "nan", "half", "digits", "deep", "nested"],
)
def test_nested_json_is_what_an_input_could_say(text: str) -> None:
    values = {"project_no": 1, "lines": text}
    assert faults("approve_project", values) == [("lines", "", "unsound_text")]


def test_a_file_is_a_file() -> None:
    for content in ("x", {"file": "x"}, {"base64": "ä"}, {"base64": "x", "b": 1}):
        values = {"content": content, "media_type": "application/pdf"}
        assert faults("store_attachment", values) == [("content", "", "file_value")]


def test_choices_are_known_by_word_and_by_name() -> None:
    form = form_of("grant_role")
    for word in ("accountant", "会计"):
        values = {"login": "li", "role": word}
        assert read(form, values)["role"] == "accountant"


@pytest.mark.parametrize(
    "text", ["2024-3-1", "2024/03/01", "2024年3月1日", "２０２４.３.１"]
)
def test_days_are_written_with_the_year_first(text: str) -> None:
    arguments = read(form_of("review_vouchers"), {"until": text})
    assert str(arguments["until"]) == "2024-03-01"


def test_dotted_names_go_into_their_groups() -> None:
    flat: dict[str, Any] = {"project_no": 1, "content.title": "x", "content.lines": []}
    assert unfolded(flat) == {"project_no": 1, "content": {"title": "x", "lines": []}}


def test_what_a_field_names_is_looked_up_and_what_is_like_it_offered(
    scene: Scene,
) -> None:
    values = {**DONATION, "bank": "mian", "amount": 5}
    with pytest.raises(FaultsError) as wrong:
        perform(scene.fund, Order("receive_donation", values, "acountant", "1.1.24"))
    codes = [(each.field, each.problem.code) for each in wrong.value.faults]
    assert codes == [
        ("actor", "close_reference"),
        ("on", "day_text"),
        ("amount", "bare_number"),
        ("bank", "close_reference"),
    ]
    for lang in Language:
        text = describe(wrong.value, lang)
        assert "accountant" in text.message
        assert "main" in text.message
    assert scene.refusals() == []


REFERENCES: Final[Mapping[str, tuple[str, dict[str, Any]]]] = {
    "claim": ("submit_claim", {"claim_no": 9}),
    "disbursement": ("check_disbursement", {"disbursement_no": 9}),
    "funding": ("identify_money", {"funding_no": 9, "kind": "donation", "party": "x"}),
    "grant": ("revoke_role", {"grant_no": 999, "last_day": "2024-02-01"}),
    "month": ("close_month", {"month": "2031-01"}),
    "objection": (
        "dismiss_objection",
        {"project_no": 1, "objection_no": 9, "reason": "x"},
    ),
    "payee": ("verify_payee", {"payee_no": 9}),
    "receipt": ("disallow_receipt", {"receipt_no": 9, "amount": "1", "reason": "x"}),
    "recovery": ("write_off_recovery", {"recovery_no": 9, "reason": "x"}),
    "round": ("close_round", {"round_key": "2024-9"}),
    "scope": (
        "grant_role",
        {"login": "admin", "role": "head", "scope_kind": "community", "scope_key": "x"},
    ),
    "setting": ("change_setting", {"setting": "notice_day", "value": "5"}),
    "voucher": ("review_voucher", {"voucher_no": 999}),
}


@pytest.mark.parametrize("noun", REFERENCES)
def test_nothing_is_done_to_what_is_not_there(noun: str, scene: Scene) -> None:
    if noun == "objection":
        scene.drafted()
    deed, values = REFERENCES[noun]
    with pytest.raises(FaultsError) as wrong:
        perform(scene.fund, Order(deed, values, ACCOUNTANT, OPENS))
    (fault,) = wrong.value.faults
    assert fault.problem.code in {"unknown_reference", "close_reference"}


def test_a_project_is_named_by_its_code_too(scene: Scene) -> None:
    scene.drafted()
    order = Order("submit_application", {"project_no": "2024-1-01"}, ACCOUNTANT, OPENS)
    with pytest.raises(RefusedError):  # it was found, and the accountant may not
        perform(scene.fund, order)


def test_a_voucher_and_a_receipt_are_named_as_people_name_them(scene: Scene) -> None:
    """By month and number, and by the number on the receipt."""
    money.submitted(scene, scene.active(), money.receipt(60, number="FP-77"))
    with scene.fund.reading() as books:
        first, beside = journal.vouchers(books)[:2]
        for text in ("2024-01/1", "2024-01 记-0001", "2024-01记字第1号"):
            assert resolve(books, Noun.VOUCHER, text) == first.no
        for text in ("2024-01/备1", "2024-01 备-0001"):
            assert resolve(books, Noun.VOUCHER, text) == beside.no
        assert resolve(books, Noun.VOUCHER, "2031-01/1") == "2031-01/1"
        assert resolve(books, Noun.RECEIPT, "fp-77") == 1
        assert resolve(books, Noun.RECEIPT, "FP-78") == "FP-78"


@pytest.mark.parametrize(
    ("noun", "named", "sentence"),
    [
        ("project", "没有这样的项目", "there is no project 没有这样的项目"),
        ("voucher", "2026-10/8", "there is no voucher 2026-10 记-0008"),
        ("voucher", "记1", "记1 does not say of which month"),
        ("voucher", "那张", "there is no voucher 那张"),
    ],
)
def test_a_name_that_is_not_there_is_no_bad_number(
    noun: str, named: str, sentence: str, scene: Scene
) -> None:
    deed = {"project": "submit_application", "voucher": "review_voucher"}[noun]
    with pytest.raises(FaultsError) as wrong:
        perform(scene.fund, Order(deed, {f"{noun}_no": named}, ACCOUNTANT, OPENS))
    (fault,) = wrong.value.faults
    assert sentence in describe(fault.problem, Language.EN).message.casefold()
    assert "digits" not in describe(fault.problem, Language.EN).hint


def test_of_a_few_things_all_are_named_and_of_many_those_like_it(scene: Scene) -> None:
    money.submitted(scene, scene.active(), money.receipt(60))

    def close(deed: str, values: Mapping[str, Any]) -> tuple[str, ...]:
        with pytest.raises(FaultsError) as wrong:
            perform(scene.fund, Order(deed, values, ACCOUNTANT, OPENS))
        problem = wrong.value.faults[0].problem
        assert isinstance(problem, CloseReferenceError)
        return problem.close

    amount = {"amount": "1", "reason": "x"}
    assert close("disallow_receipt", {"receipt_no": 9, **amount}) == ("1",)
    grants = close("revoke_role", {"grant_no": 111, "last_day": "2024-02-01"})
    assert grants[0] == "11"


def test_no_deed_takes_an_input_of_nothing_but_strangers() -> None:
    for name in DEEDS:
        assert ("strange", "", "field_unknown") in faults(name, {"strange": 1})
