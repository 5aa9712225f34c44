"""What vouchers say 摘要."""

import re
from itertools import product
from pathlib import Path
from string import Formatter

import pytest

import fundledger
from fundledger.domain import summaries
from fundledger.domain.posting_rules import PostingRule
from fundledger.domain.summaries import LONGEST, Occasion, year_end_summary

NAMES: dict[str, tuple[str, ...]] = {
    "party": (
        "张三",
        "区级财政补助",
        "慈善一日捐",
        "上街区民政局（慈善一日捐专户）转来的定向捐赠",
        "郑州市上街区示例社会组织发展服务中心有限责任公司。",
        "The Very Long Name of a Foundation, Inc.",
    ),
    "payee": (
        "一社",
        "己一社区居民委员会",
        "郑州市上街区示例路街道朝阳社区居民委员会",
        "上街区某某社会工作服务中心",
    ),
    "community": ("一社", "己一社区", "示例路街道朝阳西路第二社区（筹）"),
    "code": ("2024-1-01", "24-1", "2024-spring-community-001"),
    "title": (
        "花",
        "家电义务维修日",
        "“邻里守望”第三期 高龄独居老人助餐及探访服务项目。",
    ),
    "voucher": ("3月5日记-0001号", "12月31日记-9999号"),
    "year": ("2024",),
}
"""What the facts of a case may be: usual, long, and odd."""
DOUBLED = re.compile(r"([^\W\d_]{2,})\s?\1")
COMMANDS = Path(fundledger.__file__).parent / "commands"


def places(occasion: Occasion) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(occasion.value) if name}


def test_every_occasion_is_one_that_some_deed_books() -> None:
    code = "".join(path.read_text("utf-8") for path in COMMANDS.glob("*.py"))
    named = set(re.findall(r"Occasion\.([A-Z_]+)", code))
    closing = {each.name for each in Occasion if each.name.startswith("YEAR_END")}
    assert named | closing == {each.name for each in Occasion}


def test_no_deed_writes_a_summary_of_its_own() -> None:
    for path in COMMANDS.glob("*.py"):
        assert not re.search(r"summary=f?\"", path.read_text("utf-8")), path.name


@pytest.mark.parametrize("occasion", Occasion)
def test_a_text_is_filled_with_facts_and_misses_none(occasion: Occasion) -> None:
    facts = {name: NAMES[name][0] for name in places(occasion)}
    text = occasion.about(**facts)
    assert all(fact in text for fact in facts.values()), text
    assert occasion.about(**facts, reason="别的") == text
    if facts:
        with pytest.raises(KeyError):
            occasion.about()


@pytest.mark.parametrize("occasion", Occasion)
def test_no_text_is_long_has_a_full_stop_or_says_a_word_twice(
    occasion: Occasion,
) -> None:
    """Whatever people and places are called, and however a round numbers projects."""
    of = sorted(places(occasion))
    for facts in product(*(NAMES[name] for name in of)):
        text = occasion.about(**dict(zip(of, facts, strict=True)))
        assert 0 < len(text) <= LONGEST, text
        assert not re.search(r"[。．]|\.$|^\s|\s$|\s\s", text), text
        assert not DOUBLED.search(text), text


@pytest.mark.parametrize("occasion", Occasion)
def test_a_payer_or_payee_and_the_project_are_named(occasion: Occasion) -> None:
    money_moves = occasion.name in MOVES_MONEY
    named = places(occasion) & {"party", "payee", "community"}
    assert not money_moves or named, "somebody pays or is paid"
    assert not money_moves or "code" in places(occasion) or "party" in named
    for facts in product(*(NAMES[name] for name in sorted(places(occasion)))):
        given = dict(zip(sorted(places(occasion)), facts, strict=True))
        text = occasion.about(**given)
        for name in named:
            assert given[name].strip("。")[:1] in text, text
        if "code" in given:
            assert given["code"][-3:] in text, "what tells projects apart stays"


def test_endings_of_names_are_shortened_as_people_shorten_them() -> None:
    known = {
        "社区居民委员会": "社区",
        "居民委员会": "居委会",
        "村民委员会": "村委会",
        "街道办事处": "街道",
        "人民政府": "政府",
        "股份有限公司": "公司",
        "有限责任公司": "公司",
        "有限公司": "公司",
        "社会工作服务中心": "社工中心",
    }
    for ending, short in known.items():
        first = "甲乙丙丁戊"[: 8 - len(short)]
        text = Occasion.ADVANCE_PAID.about(payee=first + ending, code="2024-1-01")
        assert text == f"拨付{first}{short} 2024-1-01"
        whole = f"退还甲{ending}款项"
        assert Occasion.RETURN_PAID.about(party=f"甲{ending}") == whole


def test_names_give_way_before_codes_do() -> None:
    assert summaries.SHORTENED == ("title", "party", "payee", "community", "code")
    long = "一二三四五六七八九十甲乙丙丁戊己"
    code = "2024-1-01"
    established = Occasion.ESTABLISHED.about(code=code, title=long)
    assert established == "立项 2024-1-01 一二三四五六…"
    assert Occasion.ADVANCE_PAID.about(payee=long, code=code).endswith(code)


MOVES_MONEY = {
    "DONATION_RECEIVED",
    "GRANT_RECEIVED",
    "UNIDENTIFIED_RECEIVED",
    "IDENTIFIED_AS_DONATION",
    "IDENTIFIED_AS_GRANT",
    "UNIDENTIFIED_SENT_BACK",
    "RETURN_DECIDED",
    "RETURN_PAID",
    "RETURN_BOUNCED",
    "PROJECT_INTEREST",
    "ADVANCE_PAID",
    "REIMBURSEMENT_PAID",
    "BOUNCED",
    "CLAIM_ADMITTED",
    "DISALLOWED",
    "RECOVERED",
    "WRITTEN_OFF",
    "REFUND",
}


def test_what_is_said_of_known_names_is_what_accountants_write() -> None:
    about = {
        Occasion.GRANT_RECEIVED.about(party="区级财政补助"): "收到区级财政补助",
        Occasion.DONATION_RECEIVED.about(party="慈善一日捐"): "收到慈善一日捐赠",
        Occasion.DONATION_RECEIVED.about(party="到家公司"): "收到到家公司捐赠",
        Occasion.UNIDENTIFIED_RECEIVED.about(party=""): "收到待查款项",
        Occasion.ADVANCE_PAID.about(
            payee="己一社区居民委员会", code="2024-1-01"
        ): "拨付己一社区 2024-1-01",
        Occasion.CLAIM_ADMITTED.about(
            community="己一社区", code="2024-1-01"
        ): "核准己一社区支出 2024-1-01",
        Occasion.PROJECT_INTEREST.about(
            community="甲二社区", code="2025-1-100"
        ): "甲二社区交回利息 2025-1-100",
        Occasion.COST_BOUNCED.about(title="年度审计费"): "年度审计费退汇",
        Occasion.ANNULLED.about(voucher="3月5日记-0001号"): "注销3月5日记-0001号凭证",
    }
    assert {text: text for text in about} == {text: text for text in about.values()}


def test_every_closing_rule_has_its_words() -> None:
    closing = [rule for rule in PostingRule if rule.name.startswith("YEAR_END")]
    assert len({year_end_summary(rule, 2024) for rule in closing}) == len(closing) == 4
    assert all(year_end_summary(rule, 2024).startswith("2024年") for rule in closing)
