"""The settings of a fund, and the text they are read from."""

from dataclasses import fields

import pytest

from fundledger.domain.chart import account, leaf_for
from fundledger.domain.money import AmountError, from_fen
from fundledger.domain.posting_rules import PostingRule
from fundledger.domain.settings import (
    SETTINGS,
    Setting,
    SettingError,
    Settings,
    SettingUnit,
    UnknownSettingError,
    canonical,
    parse_setting,
    parse_settings,
)

every_setting = pytest.mark.parametrize("row", SETTINGS.values(), ids=SETTINGS)


@every_setting
def test_every_setting_says_what_it_is_and_reads_its_own_default(row: Setting) -> None:
    assert row.description.endswith(".")
    assert parse_setting(row.key, row.default) == row.default


def test_the_table_describes_every_setting_and_no_other() -> None:
    assert list(SETTINGS) == [field.name for field in fields(Settings)]


def test_a_fund_without_settings_has_the_defaults() -> None:
    assert parse_settings({}) == Settings()


@pytest.mark.parametrize(
    ("key", "text", "stored"),
    [
        ("approver_agrees_above", "2,500", "2500.00"),
        ("approver_agrees_above", "0.25万", "2500.00"),
        ("approver_agrees_above", "２５００．００", "2500.00"),
        ("approver_agrees_above", "0", "0.00"),
        ("reviewers_needed", " 3 ", "3"),
        ("subdistrict_stage", "false", "false"),
        ("interest", " by_edition", "by_edition"),
        ("interest", "interest_against_cost", "interest_against_cost"),
        ("release_monthly", "true", "true"),
    ],
)
def test_text_is_kept_in_one_form(key: str, text: str, stored: str) -> None:
    assert parse_setting(key, text) == stored
    assert parse_setting(key, stored) == stored


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("reviewers_needed", "0"),
        ("reviewers_needed", "two"),
        ("reviewers_needed", "1.5"),
        ("reviewers_needed", ""),
        ("notice_working_days", "-1"),
        ("line_tolerance_percent", "51"),
        ("subdistrict_stage", "perhaps"),
        ("subdistrict_stage", "off"),
        ("notice_working_days", "99999"),
        ("notice_working_days", "５"),
        ("interest", "other_income"),
        ("interest", "bank_fee"),
        ("bank_fee_account", "admin_cost.restricted"),
        ("approver_agrees_above", "-1"),
    ],
)
def test_what_a_setting_cannot_be_is_refused_by_its_key(key: str, text: str) -> None:
    with pytest.raises(SettingError) as refused:
        parse_setting(key, text)
    assert refused.value.facts == {
        "key": key,
        "text": text,
        "unit": SETTINGS[key].unit,
    }


@pytest.mark.parametrize("text", ["12a", "1.005", ""])
def test_an_amount_says_itself_what_is_wrong_with_it(text: str) -> None:
    with pytest.raises(AmountError):
        parse_setting("approver_agrees_above", text)


def test_an_unknown_setting_is_refused() -> None:
    with pytest.raises(UnknownSettingError):
        parse_setting("colour", "red")


def test_settings_are_read_together() -> None:
    read = parse_settings({"reviewers_needed": "3", "application_cap": "6000"})
    assert read.reviewers_needed == 3
    assert read.application_cap == from_fen(600_000)
    assert read.subdistrict_stage


@pytest.mark.parametrize(
    "rule", [PostingRule.INTEREST, PostingRule.INTEREST_AGAINST_COST]
)
def test_interest_is_booked_by_a_rule_that_the_fund_names(rule: PostingRule) -> None:
    assert parse_settings({"interest": rule.value}).interest is rule


def test_interest_is_booked_by_the_edition_where_the_fund_names_no_rule() -> None:
    assert parse_settings({}).interest is None
    assert parse_settings({"interest": "by_edition"}).interest is None
    assert canonical(None) == SETTINGS["interest"].default == "by_edition"


@pytest.mark.parametrize("key", ["fundraising_cost", "admin_cost"])
def test_fees_are_booked_to_an_account_of_the_chart(key: str) -> None:
    settings = parse_settings({"bank_fee_account": key})
    fee = settings.bank_fee_account
    assert account(leaf_for(fee, restricted=False)).postable


def test_amounts_are_kept_in_yuan() -> None:
    assert SETTINGS["application_cap"].unit is SettingUnit.YUAN
    assert canonical(from_fen(123_456_789)) == "1234567.89"
