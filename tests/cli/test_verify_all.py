"""`fundledger verify --all`: every fund of a ledger, and what belongs to none."""

import json
from contextlib import closing

import pytest

from tests import small
from tests.cli.conftest import Program
from tests.databases import Database, File


@pytest.fixture
def two_funds(sqlite_database: Database) -> str:
    """Found two funds in one file."""
    with closing(sqlite_database.ledger()) as ledger:
        small.create(ledger, None)
        small.create(ledger, None, code="second", given=2)
    return sqlite_database.address


def test_every_fund_is_named_with_its_verdict_and_head(
    two_funds: str, program: Program
) -> None:
    ran = program("verify", "--all", "--db", two_funds, "--format", "json")
    assert ran.code == 0
    content = json.loads(ran.out)
    verdicts = [(each["fund"], each["status"]) for each in content["funds"]]
    assert verdicts == [("second", "ok"), ("small", "ok")]
    assert [each["records"] for each in content["funds"]] == [4, 3]
    assert content["funds"][0]["head"].startswith("4:")
    assert content["ledger"] == [{"status": "ok", "findings": 0}]
    assert content["findings"] == []


def test_a_row_of_no_fund_keeps_the_ledger_from_passing(
    two_funds: str, sqlite_file: File, program: Program
) -> None:
    assert sqlite_file.path.exists()
    with closing(
        Database(kind="sqlite", address=two_funds, owner_address=two_funds).bare()
    ) as prompt:
        prompt.run("DROP TRIGGER subdistrict_insert")
        prompt.run("INSERT INTO subdistrict VALUES (7, 2, 'stray', 'x')")
    ran = program("verify", "--all", "--db", two_funds)
    assert ran.code == 1
    assert "subdistrict 7/stray belongs to no fund" in ran.out
    content = json.loads(
        program("verify", "--all", "--db", two_funds, "--format", "json").out
    )
    assert {each["status"] for each in content["funds"]} == {"ok"}
    assert content["ledger"][0]["status"] == "offences"
    assert {each["fund"] for each in content["findings"]} == {""}


def test_one_fund_beside_others_says_what_it_covers(
    two_funds: str, program: Program
) -> None:
    ran = program("verify", "--fund", "second", "--db", two_funds)
    assert ran.code == 0
    assert "--all verifies them too" in ran.out.replace("\n", " ")
    beside = program(
        "verify", "--fund", "second", "--db", two_funds, "--format", "json"
    )
    assert json.loads(beside.out)["summary"][0]["scope"] == "fund"


@pytest.mark.parametrize(
    "words", [("--fund", "small"), ("--head", f"3:{'0' * 64}")], ids=" ".join
)
def test_what_speaks_of_one_fund_means_nothing_beside_all(
    words: tuple[str, str], two_funds: str, program: Program
) -> None:
    ran = program("verify", "--all", *words, "--db", two_funds)
    assert ran.code == 2
    assert f"{words[0]} means nothing beside --all" in ran.err
