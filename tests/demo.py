"""The demo fund that tests copy: what `fundledger demo` made, and what it said."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


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
