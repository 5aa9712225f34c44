"""What two people sign, at the command line: asked for, found, signed, taken back."""

import json
from contextlib import closing
from typing import Any

import pytest

from fundledger.cli.exits import Exit
from fundledger.store.books import Ledger
from tests.cli.conftest import Program
from tests.commands import scene as scenes
from tests.databases import Database

ON = "--on=2024-01-09"
ASKED = ("funding_no=1", "amount=100.00", "ground=unspent", "reason=协议解除")


@pytest.fixture
def db(database: Database, program: Program) -> str:
    """Give the address of a fund with a donation."""
    del program
    with closing(Ledger(database.address)) as ledger:
        scenes.create(ledger, database.clerk)
    return database.address


def do(program: Program, db: str, login: str, *words: str) -> dict[str, Any]:
    ended = program("do", *words, f"--as={login}", ON, "--db", db)
    answer: dict[str, Any] = json.loads(ended.out)
    return answer


def first(program: Program, db: str) -> dict[str, Any]:
    """Have the approver sign first."""
    return do(program, db, "approver", "decide_money_return", *ASKED)


def waits(program: Program, db: str, login: str, *words: str) -> list[dict[str, Any]]:
    ended = program("inbox", *words, f"--as={login}", ON, "--format=json", "--db", db)
    assert ended.code == 0, ended.err
    items = json.loads(ended.out)["items"]
    return [each for each in items if each["noun"] == "cosignature"]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_other_finds_it_in_the_inbox_and_signs_by_its_number(
    program: Program, db: str
) -> None:
    answer = first(program, db)
    assert (answer["vouchers"], answer["waits_for"]) == ([], ["supervisor"])
    (item,) = waits(program, db, "supervisor")
    assert (item["key"], item["deeds"]) == ("3", "decide_money_return")
    assert (item["fen_yuan"], item["cosigner"]) == ("100.00", "approver")
    assert item["whose"] == ""
    (own,) = waits(program, db, "approver", "--awaited")
    assert (own["key"], own["waits_for"]) == ("3", "supervisor")
    shown = do(program, db, "supervisor", "--cosign=3", "--dry-run")
    assert shown["outcome"] == "possible"
    assert shown["vouchers"]
    assert shown["signed_by"]["login"] == "approver"
    fields = {
        each["field"]: (each["value"], each["called"]) for each in shown["fields"]
    }
    assert fields["amount"] == ("¥100.00", "")
    assert fields["ground"] == ("unspent", "")
    assert fields["funding_no"][1].startswith("2024-01-02")
    done = do(program, db, "supervisor", "--cosign=3")
    assert (done["outcome"], done["result"]) == ("accepted", 1)
    assert done["vouchers"]
    assert "waits_for" not in done
    assert waits(program, db, "supervisor") == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_it_is_returned_with_a_reason_that_the_list_shows(
    program: Program, db: str
) -> None:
    first(program, db)
    words = ("return_cosignature", "cosignature_no=3", "reason=金额有误")
    assert do(program, db, "supervisor", *words)["outcome"] == "accepted"
    ended = program(
        "list", "cosignature", "--filter=state=returned", "--lang=zh", "--db", db
    )
    assert "金额有误" in ended.out
    assert "决定退还款项" in ended.out
    ended = program("do", "--cosign=3", "--as=supervisor", ON, "--db", db, "--lang=zh")
    answer = json.loads(ended.out)
    assert (ended.code, answer["outcome"]) == (Exit.REFUSED, "refused")
    assert answer["deed"] == "decide_money_return"
    assert "会签 3 已退回" in answer["message"]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_who_signed_first_is_told_of_a_return_until_it_is_signed_anew_or_given_up(
    program: Program, db: str
) -> None:
    for end in ("anew", "given up"):
        signed = first(program, db)
        no = waits(program, db, "supervisor")[0]["key"]
        assert signed["outcome"] == "accepted"
        words = (f"cosignature_no={no}", "reason=金额有误")
        do(program, db, "supervisor", "return_cosignature", *words)
        (item,) = waits(program, db, "approver")
        assert (item["state"], item["end_reason"]) == ("returned", "金额有误")
        assert item["cosigner"] == "supervisor"
        assert item["deeds"] == "decide_money_return withdraw_cosignature"
        if end == "anew":
            first(program, db)
        else:
            do(program, db, "approver", "withdraw_cosignature", *words)
        assert waits(program, db, "approver") == []
        if end == "anew":
            own = str(int(no) + 1)
            words = (f"cosignature_no={own}", "reason=先不办")
            do(program, db, "approver", "withdraw_cosignature", *words)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_is_signed_is_shown_as_the_form_of_its_deed_would(
    program: Program, db: str
) -> None:
    first(program, db)
    shown = program("show", "cosignature", "3", "--lang=zh", "--db", db)
    for words in ("决定退还款项", "¥100.00", "协议解除", "结余上缴", "待会签"):
        assert words in shown.out


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_signature_says_everything_itself(program: Program, db: str) -> None:
    first(program, db)
    wrong = (
        ("--cosign=97", "97"),
        ("--cosign=3 amount=5", "amount=5"),
        ("--cosign=3 --key=k", "--key"),
        ("--cosign=3 --file=x.jsonl", "--file"),
    )
    for words, named in wrong:
        ended = program("do", *words.split(), "--as=supervisor", ON, "--db", db)
        assert ended.code != 0
        assert named in ended.err + ended.out
    refused = do(program, db, "approver", "--cosign=3")
    assert (refused["outcome"], refused["code"]) == ("refused", "cosigned_already")
