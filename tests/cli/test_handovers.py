"""Adoptions and handovers through the command line: done, listed, printed, queried."""

import json
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from fundledger.domain.handovers import OpenKind
from fundledger.store.books import Ledger
from tests.cli.conftest import Program
from tests.commands import scene as scenes
from tests.databases import Database

ON = "--on=2024-01-09"


@pytest.fixture
def db(database: Database, program: Program) -> str:
    """Give the address of a fund that has adopted nothing."""
    del program
    with closing(Ledger(database.address)) as ledger:
        scenes.create(ledger, database.clerk, adopted_on=None)
    return database.address


def do(program: Program, db: str, login: str, *words: str) -> tuple[int, str]:
    ended = program("do", *words, f"--as={login}", ON, "--db", db)
    return ended.code, ended.out + ended.err


def rows(program: Program, db: str, *words: str) -> dict[str, Any]:
    ended = program(*words, "--format", "json", "--db", db)
    assert ended.code == 0, ended.err
    report: dict[str, Any] = json.loads(ended.out)
    return report


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_rules_are_read_adopted_by_two_and_listed(program: Program, db: str) -> None:
    gift = ("receive_donation", "amount=100.00", "party=示例企业", "bank=main")
    code, answer = do(program, db, "accountant", *gift)
    assert code != 0
    assert "has not adopted rules edition 1" in answer
    assert "fundledger show adoption 1" in answer
    read = rows(program, db, "show", "adoption", "1")
    assert read["adoption"][0]["adopted"] is False
    first = {row["rule"]: row for row in reversed(read["rules"])}
    for rule, credit in (("interest", "other_income"), ("grant_received", "<grants>")):
        assert (first[rule]["debit"], first[rule]["credit"]) == ("<bank>", credit)
    assert (first["interest"]["debit_of"], first["interest"]["credit_of"]) == (
        None,
    ) * 2
    taken = first["re_sourced_advanced"]
    assert (taken["debit"], taken["debit_of"]) == ("advance", "other")
    assert (taken["credit"], taken["credit_of"]) == ("advance", "own")
    together = {row["rule"]: row["beside"] for row in read["beside"]}
    assert together["reclassified_net"] == "reclassified_income"
    for login in ("accountant", "supervisor"):
        code, answer = do(program, db, login, "adopt_rules", "rules_edition=1")
        assert code == 0, answer
        signed = rows(program, db, "show", "adoption", "1")["adoption"][0]
        assert signed[f"{login}_name"] == login
        assert signed["adopted"] is (login == "supervisor")
    (adopted,) = rows(program, db, "list", "adoptions")["adoption"]
    assert (adopted["accountant_name"], adopted["rules_edition"]) == ("accountant", 1)
    assert do(program, db, "accountant", *gift)[0] == 0
    assert rows(program, db, "show", "adoption", "1")["rules"] == read["rules"]
    assert program("show", "adoption", "7", "--db", db).code != 0


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_handover_is_printed_with_three_lines_to_sign(
    program: Program, db: str, tmp_path: Path
) -> None:
    for login in ("accountant", "supervisor"):
        do(program, db, login, "adopt_rules", "rules_edition=1")
    words = ("propose_handover", "role=会计", "to=accountant2")
    code, answer = do(program, db, "accountant", *words)
    assert code == 0, answer
    waits = rows(program, db, "inbox", "--as=accountant2", ON)["items"]
    assert ("handover", "1") in {(each["noun"], each["key"]) for each in waits}
    text = program("show", "handover", "1", "--db", db, "--lang", "zh").out
    assert text.startswith("移交清单")
    assert [part for part in ("移交人", "接管人", "监交人") if part not in text] == []
    book = tmp_path / "list.xlsx"
    ended = program("show", "handover", "1", "--db", db, "--output", book)
    assert ended.code == 0, ended.err
    with zipfile.ZipFile(book) as parts:
        texts = "".join(
            parts.read(name).decode() for name in parts.namelist() if "xml" in name
        )
    for answer in ("Handover list", "Signatures", "cash at bank"):
        assert answer in texts
    do(program, db, "accountant2", "accept_handover", "handover_no=1")
    code, answer = do(program, db, "supervisor", "witness_handover", "handover_no=1")
    assert code == 0, answer
    shown = rows(program, db, "show", "handover", "1")
    assert [each["part"] for each in shown["signatures"]] == [
        "given",
        "taken",
        "witnessed",
    ]
    assert {each["kind"] for each in shown["items"]} <= {*OpenKind}
    (listed,) = rows(program, db, "list", "handovers")["handover"]
    assert (listed["state"], listed["witness_name"]) == ("complete", "supervisor")
    counted = program(
        "query", "SELECT count(*) FROM v_handover_item", "--db", db, "--format", "csv"
    )
    assert counted.code == 0
    assert int(counted.out.splitlines()[-1]) == len(shown["items"])
