"""The demo fund that tests copy: what `fundledger demo` made, and what it said."""

import io
import os
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from fundledger.cli.demo_books import DEEDS, story
from fundledger.inputs.again import do_again
from fundledger.inputs.lines import DeedLine
from fundledger.readers.deed_lines import read_lines, read_past
from fundledger.store.books import Ledger
from fundledger.store.migrate import migrate


@dataclass(frozen=True)
class DemoRun:
    """How the program ended that made the demo fund, and where it put it."""

    code: int
    out: str
    err: str
    path: Path


def the_demo(home: Path) -> DemoRun:
    """Have the demo fund made in this home, unless it has been; tell how that ended."""
    out, err = home / "out", home / "err"
    if not home.exists():
        home.mkdir()
        _make(home, out, err)
    data = home / "data" / "fundledger"
    code = int((home / "code").read_text())
    printed, complaint = out.read_text("utf-8"), err.read_text("utf-8")
    return DemoRun(code, printed, complaint, data / "demo.db")


def _make(home: Path, out: Path, err: Path) -> None:
    env = {k: v for k, v in os.environ.items() if not k.startswith("FUNDLEDGER_")}
    own = {
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "FUNDLEDGER_LANG": "en",
    }
    with out.open("w") as written, err.open("w") as complaint:
        done = subprocess.run(
            [sys.executable, "-m", "fundledger", "demo", "--format", "json"],
            env=env | own,
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=complaint,
            check=False,
        )
    (home / "code").write_text(str(done.returncode))


def the_demo_until(path: Path, last_day: str) -> Path:
    """Make the demo fund as it stood on a day, unless it has been; give its path."""
    if path.exists():
        return path
    folder = story()
    with (folder / DEEDS).open("rb") as file:
        raw = file.read()
    lines = raw.splitlines(keepends=True)
    read = read_lines(DEEDS, io.BytesIO(raw))
    past = [text for text, line in zip(lines, read, strict=True) if _by(line, last_day)]
    with closing(Ledger(str(path), durable=False)) as ledger:
        migrate(ledger)
        steps = do_again(
            ledger,
            read_past(DEEDS, io.BytesIO(b"".join(past))),
            lambda name: (folder / name).read_bytes(),
        )
        for _repeated in steps:
            pass
    return path


def _by(line: DeedLine, last_day: str) -> bool:
    return str(line.on) <= last_day
