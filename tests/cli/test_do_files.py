"""`do --file` does lines and rows in order, stops or goes on, and doubles nothing."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from tests import papers
from tests.cli.conftest import Program
from tests.cli.deeds import BY, FEE, ON, answers, head, line, written
from tests.commands import scene as scenes
from tests.commands.scene import JIA1
from tests.databases import Database
from tests.sheets import workbook


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
    "null for a deed": json.dumps(line() | {"deed": None}),
    "half a character": json.dumps(line(key="\ud800")),
    "nested without end": '{"deed": "a", "input": {"a": '
    + "[" * 900
    + "]" * 900
    + "}}",
    "digits without end": '{"deed": "a", "input": {"a": ' + "9" * 5_000 + "}}",
    "no number": '{"deed": "a", "input": {"a": NaN}}',
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


def test_a_file_may_be_a_pipe(program: Program, db: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(
        ["tee", pipe], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    ) as writer:
        assert writer.stdin is not None
        with writer.stdin as typed:
            typed.write(json.dumps(line()) + "\n")
        ended = program("do", "--file", pipe)
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


def test_a_file_of_deeds_names_files_beside_it_and_no_others(
    program: Program, db: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "deeds"
    folder.mkdir()
    (folder / "scan.pdf").write_bytes(papers.pdf())
    (tmp_path / "secret.pdf").write_bytes(b"%PDF-secret")
    (folder / "link.pdf").symlink_to(tmp_path / "secret.pdf")
    os.mkfifo(folder / "pipe")
    (folder / "circle").symlink_to("circle")
    outside = ("../secret.pdf", str(tmp_path / "secret.pdf"), "link.pdf")
    no_file = ("none.pdf", "pipe", "circle", "nul\0", ".")
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
        for name in ("scan.pdf", *outside, *no_file)
    ]
    file = written(folder / "deeds.jsonl", *lines)
    ended = program("do", "--file", file, "--keep-going")
    first, *others = answers(ended)
    assert first["outcome"] == "accepted"
    codes = [each["faults"][0]["code"] for each in others]
    assert codes == ["outside"] * len(outside) + ["file_missing"] * len(no_file)
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
    assert answers(possible)[0]["result"] == answers(done)[0]["result"] == 3
    ended = program("do", "--file", file, *where)
    assert [each["outcome"] for each in answers(ended)] == outcomes
    assert answers(ended)[0]["vouchers"] == ["2024-01 记-0003", "2024-01 备-0003"]
