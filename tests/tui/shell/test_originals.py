"""Originals of receipts: seen from a claim's page and its form, and left nowhere."""

import os
import stat
from pathlib import Path

import pytest

from fundledger.i18n.nouns import Noun
from fundledger.tui.shell.originals import Viewer, file_name, viewer
from fundledger.tui.shell.routes import page_of
from tests.tui import stage
from tests.tui.shell.acting import at_work, host, keys, open_form

CLAIM = 24
"""A claim of the demo two of whose receipts have an original."""


@pytest.fixture
def opener(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put an opener of the system's name first, which copies what it is to show."""
    seen = tmp_path / "seen"
    folder = tmp_path / "bin"
    folder.mkdir()
    script = folder / "xdg-open"
    script.write_text(
        f'#!/bin/sh\nstat -c "%a %n" "$1" > "{seen}.new"\nmv "{seen}.new" "{seen}"\n',
        encoding="utf-8",
    )
    script.chmod(0o700)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("DISPLAY", ":0")
    return seen


def private(opener: Path) -> Path:
    """Give what the opener was to show, which nobody else can read."""
    mode, path = opener.read_text(encoding="utf-8").split()
    assert mode == "600"
    assert stat.S_IMODE(Path(path).parent.stat().st_mode) == 0o700
    assert Path(path).read_bytes().startswith(b"%PDF")
    return Path(path)


async def test_an_original_is_opened_from_the_claims_page_and_gone_at_the_end(
    demo_path: Path, opener: Path
) -> None:
    async with at_work(demo_path, "accountant") as pilot:
        host(pilot).open(page_of(Noun.CLAIM, CLAIM))
        await stage.still(pilot)
        await keys(pilot, "end")
        assert stage.shows(pilot.app, "张有原件")
        assert stage.shows(pilot.app, "application/pdf")
        await keys(pilot, "ctrl+g", "enter")
        await stage.until(pilot, opener.exists)
        path = private(opener)
    assert not path.parent.exists()


async def test_a_form_names_originals_and_says_where_one_lies_that_nobody_sees(
    demo_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.chdir(tmp_path)
    async with at_work(demo_path, "accountant") as pilot:
        _ = await open_form(pilot, "admit_claim", claim_no=CLAIM)
        assert stage.shows(pilot.app, "张有原件")
        await keys(pilot, "ctrl+g", "down", "enter")
        await stage.until(pilot, stage.saying(pilot.app, "没有可用的查看程序"))
    path = next(iter(tmp_path.glob("QS-01-001-*.png")))  # noqa: ASYNC240 - all is over
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_bytes().startswith(b"\x89PNG")


def test_a_viewer_is_there_only_where_somebody_sees_it() -> None:
    assert viewer({}, "darwin") == Viewer(("open",))
    assert viewer({"SSH_CONNECTION": "1"}, "darwin") is None
    assert viewer({"PATH": "/nowhere", "DISPLAY": ":0"}, "linux") is None
    unseen = {**os.environ, "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    assert viewer(unseen, "linux") is None


def test_an_original_is_named_by_its_receipt_and_by_no_path_or_program() -> None:
    sha256 = "0123456789" * 6
    assert file_name("FP-1", sha256, "application/pdf") == "FP-1-01234567.pdf"
    assert file_name("../../a b", sha256, "image/png") == "a_b-01234567.png"
    assert file_name("，", sha256, "text/html") == "receipt-01234567.bin"
