"""The demo's files as they are read: whole, or with the cell that is wrong."""

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from fundledger.domain.claims import ReceiptKind
from fundledger.readers.demo import RECEIPT_KINDS, read_story
from fundledger.readers.problems import CellError, TableError, WordError


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Copy the files that ship, to be spoilt."""
    shipped = Path(str(files("fundledger.data")))
    return Path(shutil.copytree(shipped, tmp_path / "data"))


def spoil(file: Path, was: str, now: str) -> None:
    text = file.read_text("utf-8")
    assert was in text
    file.write_text(text.replace(was, now, 1), encoding="utf-8")


def test_the_files_that_ship_are_read_whole() -> None:
    story = read_story()
    assert (len(story.communities), len(story.subdistricts)) == (28, 6)
    assert len(story.projects) == 99
    assert story.fund.settings["approver_agrees_above"] == "2500.00"
    assert story.fund.settings["subdistrict_stage"] == "true"


def test_the_diary_never_goes_back_in_time() -> None:
    days = [row.date for row in read_story().deeds]
    assert days == sorted(days)


def test_every_kind_of_receipt_has_a_name() -> None:
    assert set(RECEIPT_KINDS.values()) == set(ReceiptKind)


def test_another_folder_of_the_same_shape_can_be_read(data: Path) -> None:
    assert read_story(data) == read_story()


def test_an_unknown_action_is_named_with_its_row(data: Path) -> None:
    spoil(data / "demo" / "deeds" / "2024-01.csv", "fund.create", "fund.invent")
    with pytest.raises(CellError) as raised:
        read_story(data)
    refusal = raised.value
    assert (refusal.file, refusal.row, refusal.column) == ("2024-01.csv", 2, "action")
    assert isinstance(refusal.problem, WordError)


def test_an_unknown_kind_of_receipt_is_named(data: Path) -> None:
    spoil(data / "demo" / "receipts.csv", "发票", "白条")
    with pytest.raises(CellError, match=r"白条.*发票, 收据"):
        read_story(data)


def test_all_wrong_cells_of_a_file_are_told(data: Path) -> None:
    for amount in ("50000.00", "24000.00"):
        spoil(data / "demo" / "funding.csv", amount, "much")
    with pytest.raises(TableError) as raised:
        read_story(data)
    assert [each.row for each in raised.value.problems] == [2, 3]
