"""`fundledger workbench` shows a ledger on a terminal, and says where it cannot."""

import subprocess
import sys
from pathlib import Path

from fundledger.cli.exits import Exit


def test_without_a_terminal_it_says_so(demo_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "fundledger", "workbench", "--db", demo_path],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == Exit.USAGE
    assert len(ran.stderr.splitlines()) == 2
