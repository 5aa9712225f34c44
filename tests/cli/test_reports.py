"""Every verb that reports, in every format, on a real fund."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import pytest

from fundledger.store.audit import canonical
from fundledger.store.books import Ledger
from tests import lived, small
from tests.cli.conftest import Program
from tests.databases import File

REPORTS = {
    "balance": ["balance"],
    "turnover": ["balance", "--turnover"],
    "check": ["check"],
    "some checks": ["check", "r7", "R13"],
    "verify": ["verify"],
    "reconcile": ["reconcile", "--projects"],
    "projects": ["projects"],
    "journal": ["journal"],
    "register": ["journal", "--account", "bank.main"],
    "audit": ["audit"],
    "record": ["audit", "--record", "3"],
    "migrate": ["migrate"],
}
WITH_DAY = sorted(REPORTS.keys() - {"verify", "migrate"})
WITH_SOURCE = sorted(REPORTS.keys() - {"migrate"})

pytestmark = pytest.mark.usefixtures("lived_fund")


def head_of(path: Path) -> str:
    with closing(Ledger(str(path))) as ledger, ledger.fund().reading() as books:
        return str(books.head)


@pytest.mark.parametrize("name", WITH_SOURCE)
def test_text_says_what_it_was_computed_from(
    program: Program, lived_fund: Path, name: str
) -> None:
    result = program(*REPORTS[name])
    assert (result.code, result.err) == (0, "")
    assert head_of(lived_fund) in result.out
    assert "社区基金 (small)" in result.out.splitlines()[0]


@pytest.mark.parametrize("name", REPORTS)
def test_json_is_canonical_and_speaks_no_language(program: Program, name: str) -> None:
    result = program(*REPORTS[name], "--format", "json")
    content = json.loads(result.out)
    options = {"ensure_ascii": False, "sort_keys": True, "separators": (",", ":")}
    assert result.code == 0
    assert result.out == json.dumps(content, **options) + "\n"  # type: ignore[arg-type]
    assert program(*REPORTS[name], "--format=json", "--lang=zh").out == result.out


@pytest.mark.parametrize("name", WITH_SOURCE)
def test_csv_says_what_it_was_computed_from_and_has_a_header(
    program: Program, lived_fund: Path, name: str
) -> None:
    result = program(*REPORTS[name], "--format", "csv")
    first, *rest = result.out.splitlines()
    assert first.startswith("# report: ")
    assert f"# head: {head_of(lived_fund)}" in rest
    tables = [line for line in rest if not line.startswith("#")]
    whole = "\n".join(tables).split("\n\n")
    for table in whole:
        header, *rows = csv.reader(io.StringIO(table))
        assert all(len(row) == len(header) for row in rows)
        assert "" not in header
    assert program(*REPORTS[name], "--format=csv", "--lang=zh").out == result.out


@pytest.mark.parametrize("name", WITH_DAY)
def test_a_report_can_be_asked_for_at_an_earlier_day_and_record(
    program: Program, name: str
) -> None:
    words = [*REPORTS[name], "--as-of", "2024-04-30", "--at", "12"]
    result = program(*words)
    again = program(*words)
    assert result.code == 0 or "check" in name, result.err
    assert result.out == again.out
    assert "12:" in result.out
    if name != "record":
        assert "2024-04-30" in result.out


def test_balances_are_those_of_the_day(program: Program) -> None:
    rows = json.loads(
        program("balance", "--book=both", "--format=json", "--as-of=2024-03-31").out
    )
    balance_of = {row["account"]: row["balance_fen"] for row in rows["accounts"]}
    assert balance_of["bank.main"] == small.GIVEN_FEN
    assert balance_of["b_committed"] == 63_000


def test_a_text_table_is_aligned_by_cells(program: Program) -> None:
    from fundledger.writers.text import cells

    lines = program("journal", "--lang", "zh").out.splitlines()
    header = next(line for line in lines if line.startswith("凭证"))
    rule = lines[lines.index(header) + 1]
    starts = [0, *(n + 2 for n in range(len(rule)) if rule[n : n + 2] == "  ")]
    row = lines[lines.index(header) + 2]
    for heading in ("日期", "摘要", "科目"):
        before = cells(header[: header.index(heading)])
        assert before in starts
        assert cells(row) > before


def test_a_table_in_chinese_has_chinese_headings_and_names(program: Program) -> None:
    result = program("balance", "--lang", "zh").out
    assert "银行存款" in result
    assert "余额" in result
    assert "Balance" not in result


def test_projects_can_be_narrowed(program: Program) -> None:
    def count(*words: str) -> int:
        result = program("projects", "--format=json", *words)
        return len(json.loads(result.out)["projects"])

    assert count() == 1
    assert count("--state=active") == 1
    assert count("--state=closed") == 0
    assert count("--find=没有的") == 0
    assert count("--community=c1") == 1
    assert count("--limit=1") == 1


def test_the_journal_can_be_narrowed_to_a_project_and_a_number(
    program: Program,
) -> None:
    result = program("journal", "--format=json", "--project=1", "--limit=3")
    lines = json.loads(result.out)["lines"]
    assert len(lines) == 3
    assert {line["project_no"] for line in lines} == {1}


def test_lists_go_from_a_day_or_a_month_and_on_after_what_was_seen(
    program: Program,
) -> None:
    def rows(*words: str) -> list[dict[str, Any]]:
        result = program(*words, "--format=json")
        assert result.err == ""
        written: dict[str, Any] = json.loads(result.out)
        (name,) = (key for key, value in written.items() if type(value) is list)
        return cast("list[dict[str, Any]]", written[name])

    lines = rows("journal")
    march = [each for each in lines if each["month"] == "2024-03"]
    assert rows("journal", "--month=2024-03") == march != []
    later = [each for each in lines if each["date"] >= "2024-05-06"]
    assert rows("journal", "--since=2024-05-06") == later != []
    last = f"--after={lines[0]['month']}/{lines[0]['number']}"
    rest = [each for each in lines if each["number"] > 1 or each["month"] > "2024-03"]
    assert rows("journal", last) == rest != []
    days = {each["on"][:7] for each in rows("audit", "--month=2024-05")}
    assert days == {"2024-05"}
    assert rows("projects", "--after=1") == []
    turnover = rows("balance", "--month=2024-03")
    assert turnover == rows(
        "balance", "--turnover", "--since=2024-03-01", "--as-of=2024-03-31"
    )
    for beside in ("--since=2024-03-01", "--as-of=2024-03-31"):
        assert program("journal", "--month=2024-03", beside).code == 2
    assert program("journal", "--after=2024-03").code == 2
    assert program("journal", "--month=2024-3").code == 2


def test_the_log_can_be_narrowed_and_paged(program: Program) -> None:
    def seqs(*words: str) -> list[int]:
        result = program("audit", "--format=json", *words)
        return [row["seq"] for row in json.loads(result.out)["records"]]

    newest = seqs("--limit=2")
    assert newest == sorted(newest, reverse=True)
    assert seqs("--limit=1", f"--before={newest[1]}") == [newest[1] - 1]
    assert seqs("--by=admin") == [1]
    assert seqs("--action=fund.create") == [1]
    assert seqs("--refused") == []


def test_the_log_says_what_a_record_is_about(program: Program) -> None:
    rows = json.loads(program("audit", "--format=json").out)["records"]
    given = [row for row in rows if row["action"] == "donation.receive"]
    assert {(row["about"], row["fen"]) for row in given} == {
        ("2024-03 记-0001", 100_000)
    }
    shown = program("audit", "--lang=zh").out
    assert "事由" in shown
    assert "1,000.00" in shown


def test_a_record_as_json_is_its_stored_bytes(program: Program) -> None:
    out = program("audit", "--record=1", "--format=json").out
    stored = json.loads(out)
    assert stored["body"]["action"] == "fund.create"
    assert stored["stamp"]["algorithm"] == "sha256"
    assert canonical(stored) == out.strip()
    texts = stored["prev_sha256"], canonical(stored["stamp"]), canonical(stored["body"])
    lines = "".join(f"{text}\n" for text in texts)
    assert hashlib.sha256(lines.encode()).hexdigest() == stored["sha256"]


def test_a_program_is_given_the_whole_log(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fundledger.cli.audit.SHOWN", 2)
    whole = json.loads(program("audit", "--format=json").out)["records"]
    assert [row["seq"] for row in whole] == [*range(whole[0]["seq"], 0, -1)]
    shown = program("audit").out
    assert f"--before {whole[1]['seq']}." in shown
    assert "--before" not in program("audit", "--limit=1000").out


def test_a_record_is_read_before_and_after(program: Program, demo_path: Path) -> None:
    """In whole 分 by a program; by people in 元, too, and without what stays empty."""
    db = f"--db={demo_path}"
    newest = program("audit", db, "--format=json", "--action=claim.admit").out
    admitted = [
        each for each in json.loads(newest)["records"] if each["outcome"] == "accepted"
    ]
    seq = admitted[0]["seq"]
    text = program("audit", db, f"--record={seq}").out
    assert re.search(r"^claim +\d+ +state +submitted +admitted$", text, re.MULTILINE)
    assert re.search(r"admitted_fen +— +(\d+) \((\d+\.\d\d)\)$", text, re.MULTILINE)
    lines = program("audit", db, f"--record={seq}", "--format=csv").out.splitlines()
    begins = lines.index("table,key,column,before,after")
    assert any(
        line.endswith(",state,submitted,admitted") for line in lines[begins + 1 :]
    )


def test_a_record_beyond_the_head_is_not_there(program: Program) -> None:
    result = program("audit", "--record", "999")
    assert (result.code, result.out) == (4, "")
    assert result.err.startswith("The chain has no record 999")


@pytest.fixture
def own_fund(
    sqlite_file: File, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., None]:
    """Publish figures in a lived fund of one test."""
    assert home.exists()
    database = sqlite_file.database(tmp_path)
    monkeypatch.setenv("FUNDLEDGER_DB", database.address)
    with closing(database.ledger()) as ledger:
        lived.live(small.create(ledger, None))

    def publish(figure: str, value: str, unit: str) -> None:
        with closing(database.ledger()) as ledger:
            lived.publish(ledger.fund(), figure, value, unit)

    return publish


def test_a_figure_that_is_met_is_no_offence(
    program: Program, own_fund: Callable[..., None]
) -> None:
    own_fund("communities", "0", "个")
    result = program("reconcile")
    assert result.code == 0, result.out
    assert "communities" in result.out


def test_a_figure_that_is_not_met_shows_the_difference_to_the_fen(
    program: Program, own_fund: Callable[..., None]
) -> None:
    own_fund("paid", "14.5", "万元")
    result = program("reconcile")
    paid = json.loads(program("reconcile", "--format=json").out)
    booked = paid["totals"][0]["paid_fen"]
    assert result.code == 1
    assert paid["figures"][0]["difference"] == booked - 14_500_000
    assert f"{(14_500_000 - booked) / 100:,.2f}" in result.out
    assert paid["behind"][0]["project"]


def test_check_ends_with_1_on_any_offence(
    program: Program, own_fund: Callable[..., None]
) -> None:
    own_fund("paid", "14.5", "万元")
    assert program("check", "R13").code == 1
    assert program("check", "R7").code == 0
    result = program("check", "--format=json", "R13")
    assert json.loads(result.out)["R13"]


def test_an_unknown_check_is_a_usage_error(program: Program) -> None:
    result = program("check", "R99")
    assert (result.code, result.out) == (2, "")
    assert "There is no check R99" in result.err


def test_verify_compares_with_an_outside_head(
    program: Program, lived_fund: Path
) -> None:
    head = head_of(lived_fund)
    assert program("verify", "--head", head).code == 0
    forged = head.partition(":")[0] + ":" + "0" * 64
    result = program("verify", "--head", forged)
    assert result.code == 1
    assert "offences" in result.out
    assert program("verify", "--head", "12").code == 2
