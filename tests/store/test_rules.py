"""What the databases refuse has a code, alike on both, and it is all a record keeps."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

import fundledger.store.guards
from fundledger.domain.chart import B_FREE
from fundledger.errors import in_english
from fundledger.i18n import Language, describe
from fundledger.store import tables as t
from fundledger.store.books import Fund, GuardError
from fundledger.store.rules import SENTENCES, Rule, rule_of_guard
from fundledger.store.writing import Writing
from tests import small
from tests.databases import Prompt

GUARDS: Final = Path(fundledger.store.guards.__file__).parent
GOLDEN: Final = Path(__file__).parents[1] / "fixtures" / "rule_codes.txt"
"""Every code a rule of the databases ever had; `- code` is used no more."""

RAISED: Final = re.compile(r"RAISE(?:\(ABORT,| EXCEPTION)\s*'([^']*)'")


def raised() -> list[tuple[str, str]]:
    """Give every text that a guard raises, with its file."""
    return [
        (path.name, text)
        for path in sorted(GUARDS.rglob("*.sql"))
        for text in RAISED.findall(path.read_text("utf-8"))
    ]


def test_every_guard_says_a_code_that_is_known() -> None:
    texts = raised()
    assert len(texts) > 50
    assert [each for each in texts if rule_of_guard(each[1]) not in SENTENCES] == []


def test_no_guard_raises_otherwise() -> None:
    words = sum(
        path.read_text("utf-8").count("RAISE") for path in GUARDS.rglob("*.sql")
    )
    assert words == len(raised())


def test_the_codes_are_those_on_the_list_and_none_comes_back() -> None:
    lines = GOLDEN.read_text("utf-8").splitlines()
    retired = {line.removeprefix("- ") for line in lines if line.startswith("- ")}
    in_use = [line for line in lines if not line.startswith("- ")]
    assert sorted(SENTENCES) == in_use
    assert retired.isdisjoint(in_use)


def overdraw(write: Writing) -> None:
    entry = small.entry(small.DONATIONS, small.BANK, small.GIVEN_FEN + 1)
    small.book(write, [entry])


def write_nothing_posted(write: Writing) -> None:
    small.book(write, [small.entry(small.BANK, small.DONATIONS, 0)])


def add_the_same_subdistrict(write: Writing) -> None:
    write.insert(t.subdistrict, key="s1", name="又一街道")


def add_a_community_of_nowhere(write: Writing) -> None:
    write.insert(t.community, key="c9", name="无街道社区", subdistrict_key="s9")


def by_sql(statement: str) -> Callable[[Writing], None]:
    """Write past the checks of the program, as a fault in it would."""

    def run(write: Writing) -> None:
        write.driver.execute(statement.format(seq=write.seq))

    return run


WITHOUT_A_NAME: Final = by_sql(
    "INSERT INTO community (fund_id, seq, key, subdistrict_key)"
    " VALUES (1, {seq}, 'c9', 's1')"
)
WITH_A_WORD_FOR_A_NUMBER: Final = by_sql(
    "INSERT INTO round (fund_id, seq, key, name, opens_on, closes_on, cap_fen)"
    " VALUES (1, {seq}, 'r9', 'x', '2024-03-01', '2024-03-01', 'much')"
)


def cross_books(write: Writing) -> None:
    small.book(write, [small.entry(small.BANK, B_FREE, 5)])


REFUSED: Final[list[tuple[Callable[[Writing], Any], str]]] = [
    (overdraw, "floor"),
    (cross_books, "book"),
    (write_nothing_posted, "ck_posting_fen"),
    (add_the_same_subdistrict, "exists"),
    (add_a_community_of_nowhere, "reference"),
    (WITHOUT_A_NAME, "not_null"),
    (WITH_A_WORD_FOR_A_NUMBER, "datatype"),
]


@pytest.mark.parametrize(("run", "rule"), REFUSED)
def test_a_refusal_is_named_alike_on_both_databases(
    small_fund: Fund, run: Callable[[Writing], Any], rule: str
) -> None:
    with pytest.raises(GuardError) as refused:
        small_fund.write(small.ask(), run)
    assert refused.value.rule == rule
    assert refused.value.code == "guard"


@pytest.mark.parametrize(("run", "rule"), REFUSED)
def test_no_word_of_a_driver_enters_a_record(
    small_fund: Fund, bare: Prompt, run: Callable[[Writing], Any], rule: str
) -> None:
    with pytest.raises(GuardError):
        small_fund.write(small.ask(), run)
    [(body,)] = bare.run("SELECT body FROM record ORDER BY seq DESC LIMIT 1")
    assert json.loads(body)["refusal"]["facts"] == {"rule": rule}
    for word in (
        "CHECK",
        "constraint",
        "failed",
        "fundledger:",
        "violates",
        "null value",
    ):
        assert word not in body


def test_the_faces_say_what_a_rule_demands() -> None:
    error = GuardError(Rule("floor"))
    assert str(error) == (
        "The database refuses this: floor."
        " Nothing was written. Look at the audit log for what led here."
    )
    assert in_english(error) == str(error)
    assert describe(error, Language.EN).message == (
        "The database refuses this: an account or a project would fall below its floor."
    )
    assert describe(error, Language.ZH).message == (
        "数据库拒绝此操作：科目或项目的余额会低于下限。"
    )


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("fundledger:floor: an account would fall", "floor"),
        ("fundledger:never_deleted: rows of x are never deleted", "never_deleted"),
        ("somebody else's trigger", None),
        ("fundledger: nothing", None),
    ],
)
def test_a_guard_is_known_by_its_prefix(text: str, rule: str | None) -> None:
    assert rule_of_guard(text) == rule
