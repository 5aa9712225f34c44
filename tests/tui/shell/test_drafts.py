"""Drafts on disk, whatever lies there: one's own are listed, all others passed over."""

import os
from pathlib import Path
from typing import Any, Final

import pytest
from textual.pilot import Pilot

from fundledger.inputs.faults import FaultsError
from fundledger.inputs.forms import form_of
from fundledger.inputs.reading import read
from fundledger.tui.shell import drafts
from fundledger.tui.shell.desk import opened
from tests.tui import stage
from tests.tui.shell.acting import at_work, box, host, keys, open_form

DRAFTED: Final = "jia-1.preparer"
HOSTILE: Final = {
    "deep": "[" * 100_000,
    "cut": '{"of": ["',
    "other": '{"of": 5, "on": 3, "key": null, "values": []}',
    "numbers": '{"of": [1, 2, 3, 4, 5], "on": "2024-09-01", "key": "", "values": {}}',
}


def draft_of(pilot: Pilot[None], deed: str, given: dict[str, Any]) -> drafts.DraftOf:
    ledger, who = host(pilot).opened, host(pilot).who
    assert ledger is not None
    assert who is not None
    return drafts.draft_of(ledger.ledger, ledger.code, who.login, deed, given)


async def test_a_draft_of_what_there_is_no_more_opens_with_what_is_left(
    demo_path: Path,
) -> None:
    given = {"no_more": [1], "project_no": 1}
    values: dict[str, Any] = {"receipts": ["x", 5, {"seller": {}}], "no_more": 1}
    folder = drafts.drafts_folder()
    assert folder is not None
    async with at_work(demo_path, DRAFTED) as pilot:
        for deed in ("draft_claim", "no_such_deed"):
            of = draft_of(pilot, deed, given)
            drafts.keep(drafts.Draft(of, "2024-99-99", "k", values))
        modes = [each.stat().st_mode & 0o777 for each in (folder, *folder.iterdir())]
        assert modes == [0o700, 0o600, 0o600]
        for name, text in HOSTILE.items():
            (folder / f"{name}.json").write_text(text)
        os.mkfifo(folder / "pipe.json")
        (folder / "endless.json").symlink_to("/dev/zero")
        (folder / "gone.json").symlink_to(folder / "nowhere")
        await open_form(pilot, "draft_claim", **given)
        assert box(pilot, "receipts").value() == [{"seller": {}}]
        await keys(pilot, "f4", "escape", "1")
        assert stage.shows(pilot.app, "起草报账")
        assert not stage.shows(pilot.app, "no_such_deed")


@pytest.mark.parametrize("name", ["pipe", "/dev/zero", ".", "nul\0", "~nobody/x"])
def test_a_form_reads_files_that_have_an_end(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    path = name if name.startswith(("/", "~")) else str(tmp_path / name)
    values = {"content": {"file": path}, "media_type": "application/pdf"}
    with pytest.raises(FaultsError) as error:
        read(form_of("store_attachment"), values, None, opened)
    assert error.value.faults[0].problem.code == "file_unreadable"
