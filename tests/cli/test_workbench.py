"""`fundledger workbench` shows a ledger on a terminal, and says where it cannot."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

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


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["--as=nobody"], 4, "The fund has no person nobody."),
        (["--db=none.db", "--as=li"], 4, "There is no ledger at"),
    ],
    ids=str,
)
def test_on_a_terminal_it_says_what_is_missing_before_it_takes_the_screen(
    home: Path, demo_path: Path, words: list[str], code: int, message: str
) -> None:
    ours, theirs = pty.openpty()
    if words == ["--as=nobody"]:
        words = [*words, f"--db={demo_path}"]
    ran = subprocess.run(
        [sys.executable, "-m", "fundledger", "workbench", *words],
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        cwd=home,
        check=False,
        timeout=60,
    )
    os.close(theirs)
    os.close(ours)
    assert ran.returncode == code
    assert message in ran.stderr.splitlines()[0]
    assert len(ran.stderr.splitlines()) == 2
