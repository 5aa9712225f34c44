"""`fundledger list` and `show`: every kind of thing, by one description."""

import json
from pathlib import Path
from typing import Any

import pytest

from fundledger.cli.conditions import NOUNS as OFFERED
from fundledger.queries.nouns import NOUNS
from fundledger.store.books import Fund
from tests import lived
from tests.cli.conftest import Program

FULL = {
    "list claim --filter state＝submitted": "claim_no",
    "list disbursement --filter amount_fen>2000 --limit 3": "disbursement_no",
    "list project --find 轮椅": "project_no",
    "list role_grant --filter role=cashier": "login",
    "list holiday --filter works=yes": "holiday",
}


@pytest.fixture
def demo(demo_path: Path) -> tuple[str, ...]:
    return ("--db", str(demo_path), "--format", "json")


def rows(program: Program, demo: tuple[str, ...], words: str) -> list[dict[str, Any]]:
    ended = program(*words.split(), *demo)
    assert ended.code == 0, ended.err
    report: dict[str, Any] = json.loads(ended.out)
    listed: list[dict[str, Any]] = report[words.split()[1]]
    return listed


def test_what_a_shell_offers_is_what_there_is() -> None:
    assert [*OFFERED] == sorted(NOUNS)


def test_every_kind_is_listed_by_the_names_of_its_view(
    program: Program, demo: tuple[str, ...]
) -> None:
    for noun, of in NOUNS.items():
        listed = rows(program, demo, f"list {noun} --limit 2")
        for row in listed:
            assert {*of.columns} <= row.keys(), noun


def test_lists_are_narrowed_by_columns_amounts_and_words(
    program: Program, demo: tuple[str, ...]
) -> None:
    for words, column in FULL.items():
        listed = rows(program, demo, words)
        assert listed, words
        assert all(row[column] for row in listed), words
    large = rows(program, demo, "list disbursement --filter amount_fen>2000")
    assert large == rows(program, demo, "list disbursement --filter amount_fen＞2000")
    assert min(row["amount_fen"] for row in large) > 200_000


def test_lists_and_queries_at_a_record_say_what_they_said_then(
    program: Program, small_fund: Fund, address: str
) -> None:
    demo = ("--db", address, "--format", "json")
    lists = [f"list {noun}" for noun in ("project", "voucher", "setting", "record")]
    then = {words: rows(program, demo, words) for words in lists}
    count = ("query", "SELECT COUNT(*) AS n, SUM(debit_fen) AS fen FROM v_line")
    counted = json.loads(program(*count, *demo).out)["rows"]
    with small_fund.reading() as books:
        at = ("--at", str(books.head.seq))
    lived.live(small_fund)
    earlier = (*demo, *at, "--fund", small_fund.code)
    assert {words: rows(program, earlier, words) for words in lists} == then
    answer = json.loads(program(*count, *earlier).out)
    assert (answer["rows"], str(answer["at"])) == (counted, at[1])
    assert json.loads(program(*count, *demo).out)["rows"] != counted
    assert "record 9" in program("show", "project", "1", *demo, "--at", "9999").err


def test_one_thing_is_shown_with_all_that_belongs_to_it(
    program: Program, demo: tuple[str, ...]
) -> None:
    by_code = json.loads(program("show", "project", "2024-1-28", *demo).out)
    by_number = json.loads(program("show", "project", "28", *demo).out)
    assert by_code == by_number
    parts = {"application", "budget_line", "review", "disbursement", "claim", "step"}
    assert parts <= by_code.keys()
    spent = by_code["project"][0]["spent_fen"]
    assert spent == sum(each["admitted_fen"] or 0 for each in by_code["claim"])


def test_a_kind_and_a_thing_go_by_what_people_call_them(
    program: Program, demo: tuple[str, ...]
) -> None:
    for spoken, noun in (
        ("people", "person"),
        ("roles", "role_grant"),
        ("communities", "community"),
        ("Bank-accounts", "bank_account"),
        ("凭证", "voucher"),
    ):
        answers = [program("list", e, "--limit", "2", *demo) for e in (spoken, noun)]
        assert answers[0].out == answers[1].out, answers[0].err
    by_label = program("show", "voucher", "2024-08 记-0012", *demo)
    voucher = json.loads(by_label.out)["voucher"][0]
    assert (voucher["month"], voucher["number"]) == ("2024-08", 12)


@pytest.mark.parametrize("huge", ["9223372036854775808", "9" * 5_000])
def test_numbers_larger_than_any_are_those_of_nothing(
    program: Program, address: str, huge: str
) -> None:
    here = ("--db", address, "--format", "json")
    assert program("show", "voucher", huge, *here).code == 2
    ended = program("list", "voucher", "--limit", "9" * 19, *here)
    assert json.loads(ended.out)["voucher"], ended.err
    for condition in (f"voucher_no={huge[:30]}", f"voucher_no>{huge[:30]}"):
        ended = program("list", "voucher", "--filter", condition, *here)
        assert (ended.code, json.loads(ended.out)["voucher"]) == (0, [])


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("list persn", "person"),
        ("list claim --filter stat=x", "There is no column stat"),
        ("list claim --filter amount", "'amount' is no condition"),
        ("list claim --filter claimed_fen>much", "is no condition"),
        ("list holiday --filter works=maybe", "The column holds yes or no"),
        ("list holiday --find \udcff", "--find: '\\udcff' is not UTF-8"),
        ("show person \udcff", "is not UTF-8"),
        ("list person --as \udcff", "is not UTF-8"),
        ("show claim 9999", "There is no claim 9999"),
        ("show claim x", "There is no claim x"),
        ("list claim --as-of 2024-01-01", "--as-of means nothing to list"),
    ],
)
def test_what_is_not_there_or_no_text_is_told(
    program: Program, demo: tuple[str, ...], words: str, sentence: str
) -> None:
    ended = program(*words.split(), "--lang", "en", *demo)
    assert ended.code == 2, ended.out
    assert sentence in ended.err


def test_a_list_is_narrowed_by_the_headings_and_words_that_it_prints(
    program: Program, demo: tuple[str, ...]
) -> None:
    named = rows(program, demo, "list project --filter 阶段=结项中")
    keyed = rows(program, demo, "list project --filter state=closing")
    assert named == keyed
    assert named


def test_accounts_come_in_the_order_of_their_codes(
    program: Program, demo: tuple[str, ...]
) -> None:
    codes = [each["account_code"] or "" for each in rows(program, demo, "list account")]
    assert codes == sorted(codes)
