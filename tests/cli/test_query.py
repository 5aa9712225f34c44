"""`fundledger query`: SQL that reads, from a word, a file or a pipe, in any format."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from fundledger.store import views
from tests import small
from tests.cli.conftest import Program
from tests.databases import Database

SUMS = "SELECT kind, SUM(debit_fen) AS debit_fen, MAX(on_date) AS on_date FROM v_line"

WRONG: dict[str, tuple[list[str], str]] = {
    "no text": (["SELECT \udcff"], "is not UTF-8"),
    "no query": ([], "There is no query."),
    "a query and a file": (
        ["SELECT 1", "--file", "x.sql"],
        "a query and a file of one",
    ),
    "no file": (["--file", "nowhere.sql"], "nowhere.sql"),
    "a value without a name": (["SELECT 1", "--param", "x"], "'x' is no name with its"),
    "a value twice": (["SELECT 1", "--param=x=1", "--param=x=2"], "'x=2' is no name"),
    "a value nobody asks for": (["SELECT 1 AS y", "--param=x=1"], "not ask for :x"),
    "a fund nobody asks for": (["SELECT 1 AS y", "--fund=small"], "not ask for :fund"),
    "no time": (["SELECT 1", "--timeout", "0"], "--timeout"),
    "too much time": (["SELECT 1", "--timeout", "9999"], "9999 seconds are no time"),
    "a day": (["SELECT 1", "--as-of", "2024-01-01"], "--as-of means nothing to query"),
    "a deed": (["DELETE FROM fund"], "A query only reads; DELETE stands at line 1"),
    "no column": (["SELECT nme FROM v_fund"], "There is no nme for this query to read"),
}


@pytest.mark.usefixtures("lived_fund")
def test_amounts_and_days_are_known_by_their_columns(
    program: Program, tmp_path: Path
) -> None:
    statement = f"{SUMS} WHERE fund = :fund GROUP BY kind ORDER BY kind"
    shown = program("query", statement)
    assert (shown.code, shown.err) == (0, "")
    assert "red        -10.00  2024-07-02" in shown.out
    rows = json.loads(program("query", statement, "--format=json").out)
    assert rows["rows"][0] == {
        "kind": "blue",
        "debit_fen": 800,
        "debit_yuan": "8.00",
        "on_date": "2024-07-02",
    }
    plain = program("query", statement, "--format=csv", "--no-comments")
    assert plain.out.splitlines()[:2] == [
        "kind,debit_fen,on_date",
        "blue,800,2024-07-02",
    ]
    file = tmp_path / "sums.xlsx"
    assert program("query", statement, "--output", file).code == 0
    assert file.read_bytes().startswith(b"PK")


@pytest.mark.usefixtures("lived_fund")
def test_a_query_comes_from_a_file_or_a_pipe(
    program: Program, process: Program, tmp_path: Path
) -> None:
    text = (
        "-- of one account\nSELECT COUNT(*) AS n FROM v_line WHERE account = :account;"
    )
    file = tmp_path / "lines.sql"
    file.write_text(text, encoding="utf-8-sig")
    param = ("--param", "account=bank.main", "--format", "json")
    from_file = program("query", "--file", file, *param)
    assert json.loads(from_file.out)["rows"][0]["n"] > 0
    assert process("query", "-", *param, stdin=text).out == from_file.out
    file.write_bytes(text.encode() + b"\xff")
    assert "lines.sql is not UTF-8: row 2" in program("query", "--file", file).err


@pytest.mark.usefixtures("lived_fund")
@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_that_an_answer_was_cut_is_said(program: Program, form: str) -> None:
    ended = program("query", "SELECT seq FROM v_line", "--limit=2", "--format", form)
    said_in = ended.out if form == "text" else ended.err
    assert "Only the first 2 rows are given; there are more." in said_in
    assert ended.code == 0


@pytest.mark.usefixtures("lived_fund")
def test_what_is_wrong_with_a_query_is_said_with_a_way_out(program: Program) -> None:
    wrong: list[str] = []
    for name, (words, message) in WRONG.items():
        ended = program("query", *words)
        lines = ended.err.splitlines()
        if message not in ended.err or ended.code not in (2, 4) or len(lines) != 2:
            wrong.append(f"{name}: {ended}")
    assert wrong == []


def test_the_views_are_listed_without_any_ledger(program: Program) -> None:
    listed = json.loads(program("query", "--views", "--format=json").out)
    assert {row["column"] for row in listed["v_line"]} == {
        each.name
        for view in views.VIEWS
        if view.name == "v_line"
        for each in view.columns
    }
    assert "记账凭证" in program("query", "--views", "--lang=zh").out
    one = program("query", "--views", "--table=v_bank", "--format=csv").out
    assert "v_bank,balance_fen,whole" in one


def test_among_several_funds_the_query_says_which(
    program: Program, database: Database
) -> None:
    with closing(database.ledger()) as ledger:
        small.create(ledger, database.clerk, "one", 1)
        small.create(ledger, database.clerk, "other", 2)
    where = ("--db", database.address, "--format", "json")
    sums = "SELECT SUM(debit_fen) AS debit_fen FROM v_line"
    own = f"{sums} WHERE fund = :fund"
    alone = [
        json.loads(program("query", own, *where, "--fund", code).out)
        for code in ("one", "other")
    ]
    both = json.loads(program("query", sums, *where).out)
    assert [each["fund"] for each in alone] == ["one", "other"]
    assert "fund" not in both
    parts = [each["rows"][0]["debit_fen"] for each in alone]
    assert both["rows"][0]["debit_fen"] == sum(parts) > max(parts) > 0
    unnamed = program("query", own, *where)
    assert "Say which with --fund: one, other" in unnamed.err
