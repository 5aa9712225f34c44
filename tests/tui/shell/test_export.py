"""What is exported: all of it, as numbers, privately, and nothing runs or is lost."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest
from textual.pilot import Pilot

from fundledger.errors import FundledgerError
from fundledger.i18n import Language, describe
from fundledger.reports.report import Column, Kind, Report, Table
from fundledger.tui.shell.export import (
    Exported,
    FolderGoneError,
    Form,
    NotAllowedError,
    save,
    working_folder,
)
from fundledger.tui.shell.list_screen import PAGE
from fundledger.tui.shell.reading import Opened
from fundledger.tui.shell.workers import Run
from tests.tui import stage

OPENED = Opened("east", "东城基金", "sqlite", 9, "9:cd", "/books/e.db", replay=None)
HEADS = [
    Column("title", "名称"),
    Column("fen", "金额", Kind.MONEY),
    Column("count", "数", Kind.COUNT),
]
Cell = str | int | None


def given(
    *rows: tuple[Cell, ...], name: str = "list", opened: Opened = OPENED
) -> Exported:
    table = Table(name, "", HEADS, rows)
    report = Report(name, name, opened.basis("7:ab"), [table])
    return Exported(report, Language.ZH, "全部")


def lines(path: Path) -> list[str]:
    return path.read_bytes().decode("utf-8-sig").splitlines()


def table(path: Path) -> list[list[str]]:
    return [*csv.reader(line for line in lines(path) if line[:1] != "#")]


def head(path: Path) -> dict[str, str]:
    heads = (
        line.removeprefix("# ").partition(": ")
        for line in lines(path)
        if line[:1] == "#"
    )
    return {name: value for name, _, value in heads}


def test_amounts_are_written_so_that_a_program_reads_them(tmp_path: Path) -> None:
    rows = (("邻里节", 123_450, 28), ("红字", -1_200, 3), ("无", None, None))
    assert table(save(tmp_path, given(*rows), Form.CSV).path) == [
        ["名称", "金额", "数"],
        ["邻里节", "1234.50", "28"],
        ["红字", "-12.00", "3"],
        ["无", "", ""],
    ]


def test_text_that_looks_like_an_amount_stays_text(tmp_path: Path) -> None:
    """A project may be called 1,234.50: amounts are not guessed by look."""
    _, row = table(save(tmp_path, given(("1,234.50", 1, 1)), Form.CSV).path)
    assert row == ["1,234.50", "0.01", "1"]


def test_a_title_that_a_spreadsheet_would_run_is_only_text(tmp_path: Path) -> None:
    _, row = table(save(tmp_path, given(("=1+1", 100, 1)), Form.CSV).path)
    assert row[0] == "'=1+1"


def test_a_table_without_rows_has_its_headings(tmp_path: Path) -> None:
    assert table(save(tmp_path, given(), Form.CSV).path) == [["名称", "金额", "数"]]


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    first, second = (save(tmp_path, given(), Form.CSV).path for _ in range(2))
    assert (first.name, second.name) == ("east-list-7.csv", "east-list-7-2.csv")


def test_a_link_is_never_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (tmp_path / "east-list-7.csv").symlink_to(elsewhere)
    assert save(tmp_path, given(), Form.CSV).path.name == "east-list-7-2.csv"
    assert not elsewhere.exists()


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_only_its_owner_reads_the_file(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        path = save(tmp_path, given(), Form.CSV).path
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_file_lies_here_whatever_a_ledger_is_called(tmp_path: Path) -> None:
    opened = OPENED._replace(code="../../x/..\\东")
    path = save(tmp_path, given(name="list/..", opened=opened), Form.CSV).path
    assert (path.parent, path.name) == (tmp_path, "_x_东-list_-7.csv")


def test_a_long_name_is_shortened(tmp_path: Path) -> None:
    path = save(tmp_path, given(name="长" * 300), Form.CSV).path
    assert path.exists()
    assert len(path.name.encode()) < 255


def test_the_head_says_what_the_file_was_computed_from(tmp_path: Path) -> None:
    """The head is the one of the rows: the ledger may have gone on since."""
    path = save(tmp_path, given(("一", 1, 1), ("二", 2, 2)), Form.CSV).path
    assert head(path) | {"report": "list", "format": "1", "as_of": ""} == {
        "report": "list",
        "format": "1",
        "fund": "east",
        "name": "东城基金",
        "head": "7:ab",
        "as_of": "",
        "replay": "",
        "at": "7",
        "ledger": "/books/e.db",
        "filter": "全部",
        "count": "2",
    }


def test_a_folder_that_is_gone_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(FolderGoneError):
        working_folder()
    with pytest.raises(FolderGoneError) as raised:
        save(gone, given(), Form.CSV)
    assert sentence(raised.value).startswith("没有导出：文件夹")


def test_a_folder_that_takes_no_files_is_said_in_a_sentence() -> None:
    with pytest.raises(NotAllowedError) as raised:
        save(Path("/sys"), given(), Form.CSV)
    assert "/sys" in sentence(raised.value)


def sentence(error: FundledgerError) -> str:
    message = describe(error, Language.ZH)
    assert message.hint
    return message.message


FULL = """
import resource, sys
from pathlib import Path
from tests.tui.shell.test_export import Form, given, save
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    save(Path(sys.argv[1]), given(*[("长" * 50, 1, 1)] * 100), Form.CSV)
except Exception as error:
    print(type(error).__name__)
"""


@pytest.mark.parametrize("form", Form)
def test_a_file_that_has_no_room_leaves_no_part_of_itself(
    tmp_path: Path, form: Form
) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path), form],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == "NoRoomError"
    assert [*tmp_path.iterdir()] == []


async def export(pilot: Pilot[None], folder: Path) -> Path:
    """Press E and wait for the file."""
    await pilot.press("E")
    await stage.until(pilot, lambda: len(files(folder)) == 1)
    return files(folder)[0]


def files(folder: Path) -> list[Path]:
    return [*folder.glob("*.csv")]


async def test_all_pages_of_a_list_are_exported_and_the_count_is_said(
    many_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = stage.app(many_path)
    async with shown.run_test(size=(160, 24)) as pilot:
        await stage.opened(pilot)
        await pilot.press("2")
        await stage.until(pilot, lambda: len(stage.listed(shown).rows or ()) == PAGE)
        path = await export(pilot, tmp_path)
        await stage.until(pilot, stage.saying(shown, "已导出 1,208 行"))
    assert len(table(path)) == 1 + 1208
    assert head(path)["count"] == "1208"
    assert head(path)["filter"] == "全部项目，按编号"
    assert head(path)["ledger"] == str(many_path)


@pytest.mark.parametrize(
    ("keys", "typed", "count", "words"),
    [
        (("2",), "项目 11", 110, "名称、代码、社区或街道含“项目 11”，按编号"),
        (("2", "s"), "项目 110", 11, "名称、代码、社区或街道含“项目 110”，按阶段"),
        (("8", "r"), "", 1, "只看被拒绝的"),
        (("8",), "voucher.correct", 1, "人、事、日期或事由与“voucher.correct”相符"),
    ],
)
async def test_an_export_is_what_the_filter_means_and_says_so(
    many_path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    keys: tuple[str, ...],
    typed: str,
    count: int,
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = stage.app(many_path)
    async with shown.run_test(size=(120, 24)) as pilot:
        await stage.opened(pilot)
        for key in keys:
            await pilot.press(key)
            await stage.until(pilot, lambda: bool(stage.listed(shown).rows))
        if typed:
            await pilot.press("slash", *typed, "enter")
        await stage.until(pilot, lambda: len(stage.listed(shown).rows or ()) == count)
        path = await export(pilot, tmp_path)
    assert len(table(path)) == 1 + count
    assert head(path)["filter"] == words


async def test_an_audit_export_has_every_record_and_the_whole_hash(
    ledger_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = stage.app(ledger_path, Language.EN)
    async with shown.run_test(size=stage.SMALL) as pilot:
        await stage.opened(pilot)
        await pilot.press("8")
        await stage.until(pilot, lambda: bool(stage.listed(shown).rows))
        path = await export(pilot, tmp_path)
    headings, *rows = table(path)
    hashes = [dict(zip(headings, row, strict=True))["Hash"] for row in rows]
    assert len(rows) == int(head(path)["at"])
    assert f"{head(path)['at']}:{hashes[0]}" == head(path)["head"]


@pytest.mark.parametrize("number", "28")
async def test_an_export_stays_in_the_language_it_was_begun_in(
    number: str, ledger_path: Path
) -> None:
    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press(number)
        await stage.until(pilot, stage.exportable(shown))
        begun = stage.screen(shown).to_export()
        assert begun is not None
        in_chinese = begun(Run(stage.screen(shown), "export", 0))
        await pilot.press("f9")
        assert begun(Run(stage.screen(shown), "export", 0)) == in_chinese
    assert in_chinese.lang is Language.ZH
