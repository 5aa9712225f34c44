"""What is loaded before somebody sees the first words: as little as they need."""

import os
import pty
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.test_start import is_among

SEEN = """
import gc, sys
from pathlib import Path
from fundledger.cli.app import run
from fundledger.tui import app

class Seen(app.FundApp):
    async def begin(self):
        Path(sys.argv[1]).write_text("\\n".join(sys.modules))
        await super().begin()

    def look(self):
        assert gc.isenabled(), "a day in the workbench makes garbage"
        self.exit()

gc.disable()
app.FundApp = Seen
sys.exit(run(sys.argv[2:]))
"""


@pytest.fixture(scope="module")
def first_modules(
    demo_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> set[str]:
    """Open the workbench at a terminal; tell what is loaded once it has painted."""
    loaded = tmp_path_factory.mktemp("first") / "modules.txt"
    ours, theirs = pty.openpty()
    words = [loaded, "workbench", "--db", demo_template]
    command = [sys.executable, "-c", SEEN, *map(str, words)]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs) as ran:
        os.close(theirs)
        with suppress(OSError):  # its end of the terminal is closed
            while os.read(ours, 1 << 16):
                pass
    os.close(ours)
    assert ran.returncode == 0
    return set(loaded.read_text().splitlines())


@pytest.mark.parametrize(
    "unneeded",
    [
        "alembic",
        "babel",
        "csv",
        "fundledger.commands",
        "fundledger.domain.money",
        "fundledger.inputs",
        "fundledger.queries",
        "fundledger.reports",
        "fundledger.store.books",
        "fundledger.tui.kit.fields",
        "fundledger.tui.kit.table",
        "fundledger.tui.screens",
        "fundledger.tui.shell.screen",
        "fundledger.writers",
        "moneyed",
        "pydantic",
        "sqlalchemy",
        "sqlite3",
        "textual.widgets._text_area",
    ],
)
def test_the_frame_is_painted_before_books_and_screens_are_loaded(
    unneeded: str, first_modules: set[str]
) -> None:
    assert "fundledger.tui.shell.curtain" in first_modules
    assert not is_among(unneeded, first_modules)
