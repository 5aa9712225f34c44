"""`do` does a deed, or a file of deeds, and answers each with one line of JSON."""

import csv
import hashlib
import io
import json
import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import pytest

from fundledger.store.books import Ledger
from tests.cli.conftest import Ended, Program
from tests.commands import scene as scenes
from tests.commands.scene import JIA1
from tests.databases import Database
from tests.sheets import workbook

FEE: Final = ("pay_bank_fee", "amount=10.00", "bank=main")
ON: Final = "--on=2024-01-09"
BY: Final = "--as=accountant"
Json = dict[str, Any]


@pytest.fixture
def db(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch, home: Path) -> Path:
    """Found a district, and leave its ledger closed."""
    assert home.exists()
    with closing(sqlite_database.ledger()) as ledger:
        scenes.create(ledger, None)
    monkeypatch.setenv("FUNDLEDGER_DB", sqlite_database.address)
    return Path(sqlite_database.address)


def answers(ended: Ended) -> list[Json]:
    return [json.loads(line) for line in ended.out.splitlines()]


def line(deed: str = "pay_bank_fee", **changes: object) -> Json:
    fee = {"amount": "10.00", "bank": "main"}
    return {"deed": deed, "actor": "accountant", "on": "2024-01-09", "input": fee} | (
        changes
    )


def written(path: Path, *lines: Json | str) -> Path:
    texts = (each if isinstance(each, str) else json.dumps(each) for each in lines)
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def head(db: Path) -> int:
    with closing(Ledger(str(db))) as ledger, ledger.fund().reading() as books:
        return books.head.seq


def digest(db: Path) -> str:
    return hashlib.sha256(db.read_bytes()).hexdigest()


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
        "vouchers": ["2024-01 记-0002"],
        "result": 2,
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
    scan.write_bytes(b"%PDF-")
    stored = program(
        "do",
        "store_attachment",
        f"content=@{scan}",
        "media_type=application/pdf",
        "community_key=jia-1",
        "--as=jia-1.preparer",
        ON,
    )
    assert answers(stored)[0]["result"] == hashlib.sha256(b"%PDF-").hexdigest()
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
        (voucher,) = answer["vouchers"]
        assert [each["fen"] for each in voucher["postings"]] == [1000, 1000]
        after = {each["account"]: each["after_fen"] for each in answer["balances"]}
        assert after["bank.main"] == 1_999_000
    assert digest(db) == before
    refused = program("do", *FEE, "--as=cashier", ON, "--dry-run")
    assert refused.code == 3
    assert digest(db) == before


def test_a_file_stops_at_the_first_that_is_not_done(
    program: Program, db: Path, tmp_path: Path
) -> None:
    file = written(
        tmp_path / "deeds.jsonl",
        line(),
        "",
        line(actor="cashier"),
        line(input={"amount": 10, "bank": "main"}),
        line(actor="nobody"),
        line(deed="pay_fee"),
        line(),
    )
    ended = program("do", "--file", file)
    assert ended.code == 3
    assert [each["line"] for each in answers(ended)] == [1, 3]
    assert "Stopped at line 3; 4 after it" in ended.err
    ended = program("do", "--file", file, "--keep-going")
    assert ended.code == 3
    outcomes = [(each["line"], each["outcome"]) for each in answers(ended)]
    assert outcomes == [
        (1, "accepted"),
        (3, "refused"),
        (4, "faulty"),
        (5, "faulty"),
        (6, "faulty"),
        (7, "accepted"),
    ]
    assert [each.get("again") for each in answers(ended)] == (
        [True, None, None, None, None, False]
    )
    assert db.exists()


WRONG_LINES: Final = {
    "no JSON": "{",
    "a list": "[]",
    "a name twice": '{"deed": "a", "deed": "b"}',
    "no deed": '{"input": {}}',
    "a stranger": json.dumps(line(fields={})),
    "a number for an actor": json.dumps(line(actor=5)),
    "a text for an input": json.dumps(line(input="x")),
}


@pytest.mark.parametrize("wrong", WRONG_LINES)
def test_nothing_is_done_of_a_file_that_cannot_be_read(
    program: Program, db: Path, tmp_path: Path, wrong: str
) -> None:
    before = head(db)
    file = written(tmp_path / "deeds.jsonl", line(), WRONG_LINES[wrong])
    ended = program("do", "--file", file)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("deeds.jsonl, line 2: ")
    assert head(db) == before


def test_a_file_says_its_days(program: Program, db: Path, tmp_path: Path) -> None:
    without = {name: each for name, each in line().items() if name != "on"}
    file = written(tmp_path / "deeds.jsonl", without)
    ended = program("do", "--file", file)
    assert ended.code == 2
    assert "line 1: it has no business date" in ended.err
    assert program("do", "--file", file, ON).code == 0
    assert answers(program("do", "--file", file, ON))[0]["again"] is True
    assert db.exists()


def test_a_file_comes_from_standard_input(process: Program, db: Path) -> None:
    ended = process("do", "--file", "-", stdin=json.dumps(line()) + "\n")
    assert answers(ended)[0]["outcome"] == "accepted"
    assert db.exists()


def test_a_file_that_was_killed_goes_on_and_doubles_nothing(
    program: Program, db: Path, tmp_path: Path
) -> None:
    count, before = 60, head(db)
    file = written(tmp_path / "deeds.jsonl", *[line()] * count)
    words = [sys.executable, "-m", "fundledger", "do", "--file", str(file)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, env={**os.environ}) as run:
        assert run.stdout is not None
        for _number in range(10):
            run.stdout.readline()
        run.send_signal(signal.SIGKILL)
    done = head(db) - before
    assert 10 <= done <= count
    ended = program("do", "--file", file)
    assert ended.code == 0
    assert sum(each["again"] for each in answers(ended)) == done
    assert head(db) == before + count


HEADER: Final = ("amount", "From whom", "银行账户", "voucher_on", "actor", "on")
ROWS: Final = (
    ("320.00", "某公司", "main", "", "accountant", "2024-01-09"),
    ("14.5万", "另一公司", "main", "2024-01-10", "accountant", "2024-01-09"),
)


def sheet(path: Path, *rows: tuple[object, ...]) -> Path:
    if path.suffix == ".csv":
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        path.write_text(text.getvalue(), encoding="utf-8-sig")
        return path
    return workbook(path, *rows)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_sheet_holds_rows_of_one_deed(
    program: Program, db: Path, tmp_path: Path, suffix: str
) -> None:
    file = sheet(tmp_path / f"donations.{suffix}", HEADER, *ROWS)
    ended = program("do", "--file", file, "--deed=receive_donation")
    assert ended.code == 0, ended.out
    assert [each["line"] for each in answers(ended)] == [2, 3]
    again = program("do", "--file", file, "--deed=receive_donation")
    assert all(each["again"] for each in answers(again))
    assert db.exists()


def test_numbers_of_a_spreadsheet_are_what_they_show(
    program: Program, db: Path, tmp_path: Path
) -> None:
    rows = [("amount", "bank"), (10, "main"), (10.5, "main"), (0.125, "main")]
    file = sheet(tmp_path / "fees.xlsx", *rows)
    ended = program("do", "--file", file, "--deed=pay_bank_fee", BY, ON)
    assert [each["outcome"] for each in answers(ended)] == (
        ["accepted", "accepted", "faulty"]
    )
    assert answers(ended)[2]["faults"][0]["code"] == "sub_fen"
    assert db.exists()


def test_a_heading_that_names_no_field_is_said(
    program: Program, db: Path, tmp_path: Path
) -> None:
    before = head(db)
    file = sheet(tmp_path / "fees.csv", ("amount", "bnk", "amount"), ("1", "main", "2"))
    ended = program("do", "--file", file, "--deed=pay_bank_fee", BY, ON)
    assert (ended.code, ended.out) == (2, "")
    assert "Did you mean bank?" in ended.err
    assert "amount is given twice" in ended.err
    assert head(db) == before


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_person_who_is_unknown_is_named(
    program: Program, db: Path, lang: str
) -> None:
    ended = program("do", *FEE, "--as=acountant", ON, "--lang", lang)
    assert ended.code == 4
    assert "accountant" in ended.err
    assert db.exists()


def test_a_file_of_deeds_names_files_beside_it_and_no_others(
    program: Program, db: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "deeds"
    folder.mkdir()
    (folder / "scan.pdf").write_bytes(b"%PDF-")
    (tmp_path / "secret.pdf").write_bytes(b"%PDF-secret")
    (folder / "link.pdf").symlink_to(tmp_path / "secret.pdf")
    names = ("scan.pdf", "../secret.pdf", str(tmp_path / "secret.pdf"), "link.pdf")
    lines = [
        line(
            "store_attachment",
            actor="jia-1.preparer",
            input={
                "content": {"file": name},
                "media_type": "application/pdf",
                "community_key": JIA1,
            },
        )
        for name in (*names, "none.pdf")
    ]
    file = written(folder / "deeds.jsonl", *lines)
    ended = program("do", "--file", file, "--keep-going")
    first, *others = answers(ended)
    assert first["outcome"] == "accepted"
    codes = [each["faults"][0]["code"] for each in others]
    assert codes == ["outside", "outside", "outside", "file_missing"]
    assert db.exists()


def test_both_databases_take_deeds_and_files(
    program: Program, database: Database, tmp_path: Path
) -> None:
    with closing(database.ledger()) as ledger:
        scenes.create(ledger, database.clerk)
    where = ("--db", database.address)
    file = written(tmp_path / "deeds.jsonl", line(), line(), line(actor="cashier"))
    tried = program("do", "--file", file, "--dry-run", *where)
    outcomes = ["accepted", "accepted", "refused"]
    assert [each["outcome"] for each in answers(tried)] == outcomes
    possible = program("do", *FEE, BY, ON, "--dry-run", *where)
    done = program("do", *FEE, BY, ON, *where)
    assert answers(possible)[0]["result"] == answers(done)[0]["result"] == 2
    ended = program("do", "--file", file, *where)
    assert [each["outcome"] for each in answers(ended)] == outcomes
    assert answers(ended)[0]["vouchers"] == ["2024-01 记-0003"]
