"""Where a report goes: a file of its owner's alone, whole or not at all."""

import csv
import io
import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from fundledger.cli.options import BY_SUFFIX, Format
from tests.cli.conftest import Program

pytestmark = pytest.mark.usefixtures("lived_fund")

VERBS = {
    "balance": ["balance"],
    "turnover": ["balance", "--turnover"],
    "check": ["check"],
    "verify": ["verify"],
    "reconcile": ["reconcile", "--projects"],
    "projects": ["projects"],
    "journal": ["journal"],
    "register": ["journal", "--account", "bank.main"],
    "audit": ["audit"],
    "record": ["audit", "--record", "3"],
    "inbox": ["inbox", "--as", "clerk", "--on", "2024-12-31"],
    "migrate": ["migrate"],
}


def sheets(path: Path) -> dict[str, Any]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    return {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
    }


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_report_is_written_as_a_spreadsheet(
    program: Program, tmp_path: Path, verb: str, lang: str
) -> None:
    paths = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    for path in paths:
        words = [*VERBS[verb], "--format=xlsx", "--lang", lang, "--output", path]
        ended = program(*words)
        assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert stat.S_IMODE(paths[0].stat().st_mode) == 0o600
    content: dict[str, object] = json.loads(program(*VERBS[verb], "--format=json").out)
    tables = sum(isinstance(value, list) for value in content.values())
    assert verb == "record" or len(sheets(paths[0])) >= tables


@pytest.mark.parametrize("kind", ["text", "csv", "json"])
def test_a_file_holds_what_standard_output_is_given(
    program: Program, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "out"
    for verb in VERBS.values():
        content = program(*verb, "--format", kind).out
        assert (
            program(*verb, "--format", kind, "--output", path, "--overwrite").out == ""
        )
        assert path.read_text("utf-8") == content


def test_the_name_of_a_file_tells_its_format(program: Program, tmp_path: Path) -> None:
    for suffix, kind in BY_SUFFIX.items():
        path = tmp_path / f"out{suffix}"
        assert program("journal", "--output", path).code == 0
        if kind is not Format.XLSX:
            content = program("journal", "--format", kind).out
            assert path.read_text("utf-8") == content
    assert sheets(tmp_path / "out.xlsx")


def test_a_file_that_is_there_is_written_over_only_where_that_was_said(
    program: Program, tmp_path: Path
) -> None:
    path = tmp_path / "out.csv"
    path.write_text("mine")
    path.chmod(0o644)
    ended = program("balance", "--output", path)
    assert (ended.code, ended.out, path.read_text()) == (4, "", "mine")
    assert ended.err.startswith(f"{path} is there already")
    assert program("balance", "--output", path, "--overwrite").code == 0
    assert path.read_text("utf-8").startswith("# report: balance")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [*tmp_path.glob("*"), *tmp_path.glob(".*")].count(path) == 1


def test_no_device_and_no_link_is_written_over(
    program: Program, tmp_path: Path
) -> None:
    target = tmp_path / "target"
    target.write_text("mine")
    link = tmp_path / "link.csv"
    link.symlink_to(target)
    for path in (link, Path(os.devnull)):
        ended = program("balance", "--output", path, "--overwrite")
        assert (ended.code, target.read_text()) == (4, "mine")
        assert "is no plain file" in ended.err
        assert program("balance", "--output", path).code == 4


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_folder_that_is_missing_is_told(
    program: Program, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "nowhere" / f"out.{kind}"
    ended = program("balance", "--format", kind, "--output", path)
    assert (ended.code, ended.out) == (4, "")
    assert ended.err.startswith(f"{path} cannot be used: No such file")


@pytest.mark.parametrize("kind", ["text", "csv", "json", "xlsx"])
@pytest.mark.parametrize("overwrite", [True, False])
def test_nothing_is_left_of_a_file_that_finds_no_room(
    program: Program,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    *,
    overwrite: bool,
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    for name in ("text.to_text", "csv.csv_lines", "json.json_parts"):
        monkeypatch.setattr(f"fundledger.writers.{name}", full)
    monkeypatch.setattr("fundledger.writers.xlsx.write_report", full)
    path = tmp_path / "out"
    if overwrite:
        path.write_text("mine")
    more = ["--overwrite"] if overwrite else []
    ended = program("balance", "--format", kind, "--output", path, *more)
    assert ended.code == 4
    assert ended.err.startswith("The output cannot be written: No space")
    assert [each.read_text() for each in tmp_path.glob("*out*")] == (
        ["mine"] if overwrite else []
    )


def test_a_spreadsheet_needs_a_file(program: Program) -> None:
    ended = program("balance", "--format=xlsx")
    assert (ended.code, ended.out) == (2, "")
    assert "--output FILE" in ended.err
    assert program("balance", "--format=xlsx", "--output", "-").code == 2


def test_one_table_is_written_by_its_name(program: Program) -> None:
    words = ["reconcile", "--format=csv", "--table=totals"]
    lines = program(*words).out.splitlines()
    assert "" not in lines
    header = next(line for line in lines if line[:1] != "#")
    assert header.startswith("level,key,name")
    content = json.loads(program("reconcile", "--format=json", "--table=totals").out)
    assert "totals" in content
    assert "figures" not in content
    ended = program("reconcile", "--table=x")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.splitlines()[1] == "Its tables are: figures, totals"


def test_a_folder_takes_a_file_for_each_table(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    words = ["reconcile", "--no-comments", "--format=csv", "--output", folder]
    assert program(*words).code == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        "reconcile-figures.csv",
        "reconcile-totals.csv",
    ]
    lines = (folder / "reconcile-totals.csv").read_text("utf-8").splitlines()
    assert next(csv.DictReader(lines))["level"] == "fund"
    assert program("reconcile", "--format=xlsx", "--output", folder).code == 0
    assert (folder / "reconcile.xlsx").exists()
    assert program(*words).code == 4


def test_a_csv_without_comments_is_a_plain_table(program: Program) -> None:
    out = program("balance", "--format=csv", "--no-comments").out
    assert (
        out.splitlines()[0]
        == "code,account,name_zh,name_en,restricted,side,balance_fen"
    )
    assert [*csv.reader(io.StringIO(out))][1:]
    ended = program("balance", "--no-comments")
    assert ended.code == 2
    assert ended.err.startswith("--no-comments means nothing to the format text.")


def test_the_journal_goes_out_for_hledger_as_whole_vouchers(program: Program) -> None:
    ended = program("journal", "--format=hledger", "--as-of=2024-04-30")
    assert ended.code == 0
    assert "; as_of: 2024-04-30\n" in ended.out
    assert "\n2024-03-01 (2024-03-记-0001) " in ended.out
    assert "commodity 1000.00 CNY" in ended.out
    for words in (["--account=bank.main"], ["--project=1"], ["--limit=1"]):
        narrowed = program("journal", "--format=hledger", *words)
        assert (narrowed.code, narrowed.out) == (2, "")
        assert narrowed.err.startswith("hledger takes whole vouchers")
    assert program("balance", "--format=hledger").code == 2


def test_a_report_says_what_it_was_narrowed_to(program: Program) -> None:
    words = ["projects", "--state=active", "--limit=1"]
    assert "# state: active\n# limit: 1\n" in program(*words, "--format=csv").out
    assert "At most: 1" in program(*words).out.splitlines()[2]


def test_the_workbench_takes_no_output(program: Program, tmp_path: Path) -> None:
    ended = program("workbench", "--output", tmp_path / "x")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("--output means nothing to workbench.")
