"""`do` does a deed and answers with one line of JSON; what is wrong is told at once."""

import hashlib
import json
from pathlib import Path

import pytest

from tests import papers
from tests.cli.conftest import Program
from tests.cli.deeds import BY, FEE, ON, answers, digest, head, line, written
from tests.commands.scene import JIA1


def test_a_deed_is_answered_with_its_record_and_vouchers(
    program: Program, db: Path
) -> None:
    before = head(db)
    ended = program("do", *FEE, BY, ON)
    assert (ended.code, ended.err) == (0, "")
    (answer,) = answers(ended)
    assert answer == {
        "deed": "pay_bank_fee",
        "key": None,
        "outcome": "accepted",
        "record": before + 1,
        "vouchers": ["2024-01 记-0002", "2024-01 备-0002"],
        "result": 3,
        "again": False,
    }


def test_the_same_key_does_it_once(program: Program, db: Path) -> None:
    words = ("do", *FEE, BY, ON, "--key=fee-1")
    first, again = answers(program(*words)), answers(program(*words))
    assert first[0] | {"again": True} == again[0]
    conflict = program(
        "do", "pay_bank_fee", "amount=11", "bank=main", BY, ON, words[-1]
    )
    assert conflict.code == 4
    assert answers(conflict)[0]["code"] == "key_conflict"
    assert db.exists()


def test_a_refusal_is_told_as_json_with_a_code_of_its_own(
    program: Program, db: Path
) -> None:
    before = head(db)
    ended = program("do", *FEE, "--as=cashier", ON)
    assert ended.code == 3
    (answer,) = answers(ended)
    assert (answer["outcome"], answer["code"]) == ("refused", "no_role")
    assert answer["message"]
    assert answer["hint"]
    assert head(db) == before + 1  # chained


def test_all_faults_are_told_at_once(program: Program, db: Path) -> None:
    ended = program("do", "pay_bank_fee", "amout=1", "bank=mian", BY, ON, "--lang=zh")
    assert ended.code == 2
    (answer,) = answers(ended)
    codes = [(each["field"], each["code"]) for each in answer["faults"]]
    assert codes == [
        ("amout", "close_field"),
        ("amount", "field_missing"),
        ("bank", "close_reference"),
    ]
    assert "是否指 main" in answer["faults"][2]["hint"]
    assert db.exists()


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("do",), "Nothing says which deed"),
        (("do", "pay_bank_fe"), "Did you mean pay_bank_fee?"),
        (("do", "pay_bank_fee", "amount"), "'amount' is no field"),
        (("do", "pay_bank_fee", "bank=a", "bank=b"), "bank is given twice"),
        (("do", "pay_bank_fee", "--file=x.jsonl"), "means nothing beside --file"),
        (("do", "--file=x.jsonl", "--key=a"), "--key means nothing beside --file"),
        (("do", "--file=x.jsonl"), "cannot be opened"),
        (("do", "--file=x.csv"), "Name the deed with --deed"),
        (("do", "--file=x.jsonl", "--deed=pay_bank_fee"), "belongs to a sheet"),
        (("do", "submit_final_report", "text=@no.txt"), "cannot be opened"),
    ],
)
def test_what_cannot_be_understood_is_said(
    program: Program, db: Path, words: tuple[str, ...], text: str
) -> None:
    ended = program(*words)
    assert (ended.code, ended.out) == (2, "")
    assert text in ended.err
    assert db.exists()


def test_nested_values_are_json_and_files_are_named(
    program: Program, db: Path, tmp_path: Path
) -> None:
    purpose = tmp_path / "purpose.txt"
    purpose.write_text("第一行\n第二行\n", encoding="utf-8")
    lines = [{"kind": "materials", "description": "食材", "requested": "1,200"}]
    words = [
        f"community_key={JIA1}",
        "round_key=2024-1",
        "category=邻里互助",
        "content.title=饺子宴",
        f"content.purpose=@{purpose}",
        "content.starts_on=2024-03-01",
        "content.ends_on=2024-06-30",
        f"content.lines={json.dumps(lines)}",
    ]
    drafted = program("do", "draft_project", *words, "--as=jia-1.preparer", ON)
    assert answers(drafted)[0]["result"] == 1
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(papers.pdf())
    stored = program(
        "do",
        "store_attachment",
        f"content=@{scan}",
        "media_type=application/pdf",
        "community_key=jia-1",
        "--as=jia-1.preparer",
        ON,
    )
    assert answers(stored)[0]["result"] == hashlib.sha256(papers.pdf()).hexdigest()
    assert db.exists()


@pytest.mark.parametrize("many", [False, True], ids=["words", "file"])
def test_a_dry_run_changes_no_byte(
    program: Program, db: Path, tmp_path: Path, *, many: bool
) -> None:
    file = written(tmp_path / "deeds.jsonl", line(), line(actor="cashier"))
    before = digest(db)
    words = (f"--file={file}",) if many else (*FEE, BY, ON)
    ended = program("do", *words, "--dry-run")
    answer = answers(ended)[0]
    assert answer["outcome"] == ("accepted" if many else "possible")
    assert answer["dry_run"] is True
    if many:
        assert ended.code == 3
        assert answers(ended)[1]["code"] == "no_role"
    else:
        vouchers = answer["vouchers"]
        assert [[e["fen"] for e in each["postings"]] for each in vouchers] == [
            [1000],
            [1000],
        ]
        after = {each["account"]: each["after_fen"] for each in answer["balances"]}
        assert after["bank.main"] == 1_999_000
    assert digest(db) == before
    refused = program("do", *FEE, "--as=cashier", ON, "--dry-run")
    assert refused.code == 3
    assert digest(db) == before


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_person_who_is_unknown_is_named(
    program: Program, db: Path, lang: str
) -> None:
    ended = program("do", *FEE, "--as=acountant", ON, "--lang", lang)
    assert ended.code == 4
    assert "accountant" in ended.err
    assert db.exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("pay_bank_fee", "bank=\udcff"), "'\\udcff' is not UTF-8"),
        (("draft_project", "content.title=a", "content={}"), "content is given twice"),
        (("pay_bank_fee", "bank=@/dev/zero"), "zero has more than"),
        (("store_attachment", "content=@."), "cannot be opened"),
    ],
)
def test_a_word_is_a_text_a_file_with_an_end_and_given_once(
    program: Program, db: Path, words: tuple[str, ...], sentence: str
) -> None:
    ended = program("do", *words, BY, ON)
    assert (ended.code, ended.out) == (2, "")
    assert sentence in ended.err
    assert db.exists()
