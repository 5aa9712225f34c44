"""Languages are chosen, texts translated, facts written as people read them."""

from dataclasses import dataclass
from datetime import date

import pytest

from fundledger.domain.ids import AccountKey
from fundledger.domain.money import from_fen
from fundledger.domain.people import Role
from fundledger.domain.projects import ProjectState
from fundledger.errors import FundledgerError
from fundledger.i18n import (
    Language,
    UnknownLanguageError,
    account_name,
    choose_language,
    describe,
    label,
    printable,
    show,
    translate,
)

ZH, EN = Language.ZH, Language.EN


@pytest.mark.parametrize(
    ("explicit", "environ", "chosen"),
    [
        (None, {}, ZH),
        (None, {"LANG": ""}, ZH),
        (None, {"LANG": "zh_CN.UTF-8"}, ZH),
        (None, {"LANG": "zh_HK"}, ZH),
        (None, {"LANG": "en_GB.UTF-8"}, EN),
        (None, {"LANG": "C.UTF-8"}, EN),
        (None, {"LANG": "zh_CN.UTF-8", "LC_ALL": "de_DE.UTF-8"}, EN),
        (None, {"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN"}, ZH),
        (None, {"LANG": "zh_CN.UTF-8", "FUNDLEDGER_LANG": "en"}, EN),
        ("zh", {"LANG": "en_US.UTF-8", "FUNDLEDGER_LANG": "en"}, ZH),
        ("en-US", {}, EN),
        ("zh_CN.UTF-8", {"LANG": "en"}, ZH),
    ],
)
def test_what_was_asked_for_wins_then_the_locale_and_chinese_when_unset(
    explicit: str | None, environ: dict[str, str], chosen: Language
) -> None:
    assert choose_language(explicit, environ) is chosen


@pytest.mark.parametrize("language", ["fr", "english", "-"])
def test_a_language_without_a_catalogue_is_refused(language: str) -> None:
    with pytest.raises(UnknownLanguageError):
        choose_language(language, {})


def test_a_text_is_translated_and_an_unknown_one_stays() -> None:
    assert translate("This is refused.", ZH) == "此事被拒绝。"
    assert translate("This is refused.", EN) == "This is refused."
    assert translate("An unknown text.", ZH) == "An unknown text."
    assert translate("", ZH) == ""


def test_a_member_is_called_by_its_name() -> None:
    assert label(ProjectState.ON_NOTICE, ZH) == "公示中"
    assert label(Role.DISTRICT_APPROVER, EN) == "district approver"


def test_an_account_is_called_by_its_name_in_the_chart() -> None:
    assert account_name("advance", ZH) == "预付账款"
    assert account_name("bank.main", EN) == "Cash at bank: main"
    assert account_name("nowhere.at_all", ZH) == "nowhere.at_all"


@pytest.mark.parametrize(
    ("fact", "chinese", "english"),
    [
        (None, "—", "—"),
        (True, "是", "yes"),
        (7, "7", "7"),
        (from_fen(123_456), "1,234.56 元", "¥1,234.56"),
        (from_fen(-5), "-0.05 元", "¥-0.05"),
        (date(2024, 8, 15), "2024-08-15", "2024-08-15"),
        ("王芳[/]", "王芳[/]", "王芳[/]"),
        ((3, 5), "3、5", "3, 5"),
        ((), "—", "—"),
        (
            frozenset({Role.CASHIER, Role.ACCOUNTANT}),
            "会计、出纳",
            "accountant, cashier",
        ),
    ],
)
def test_facts_are_written_as_people_read_them(
    fact: object, chinese: str, english: str
) -> None:
    assert show(fact, ZH) == chinese
    assert show(fact, EN) == english


def test_text_cannot_steer_a_terminal() -> None:
    assert printable("a\x1b[2Jb") == "a\\x1b[2Jb"
    assert printable("right\u202eleft") == "right\\u202eleft"
    assert printable("第一行\n第二行") == "第一行\\n第二行"
    assert printable("社区 Ünïcode") == "社区 Ünïcode"


@dataclass(eq=False)
class ShortError(FundledgerError):
    """An account is short."""

    account: AccountKey
    left: object
    what: str
    inner: FundledgerError
    message = "{account} has {left}; {what}; {inner}"
    hint = "{left!r}"


def test_an_error_is_told_with_its_facts_and_the_errors_in_them() -> None:
    error = ShortError(AccountKey("advance"), from_fen(100), "claim", FundledgerError())
    text = describe(error, ZH)
    assert text.message == "预付账款 has 1.00 元; 报账; 出了差错。"
    assert text.hint == "'1.00 元'"
