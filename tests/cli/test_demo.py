"""`demo` makes its fund once, shows it, and the published figures come out exactly."""

import json
import os
import pty
import select
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from tests.demo import DemoRun


@pytest.fixture(scope="module")
def demo(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the demo fund once for all who only read it."""
    return Path(shutil.copy(demo_template, tmp_path_factory.mktemp("demo")))


def test_without_a_terminal_it_is_made_and_its_reconciliation_printed(
    demo_run: DemoRun,
) -> None:
    assert demo_run.code == 0, demo_run.err
    assert str(demo_run.path) in demo_run.err
    content = json.loads(demo_run.out)
    (fund, *_) = content["totals"]
    assert content["as_of"] == "2024-08-15"
    assert (fund["communities"], fund["projects"]) == (28, 90)
    assert fund["spent_fen"] == 14_500_000
    assert all(figure["met"] for figure in content["figures"])


def test_it_is_made_once_and_no_verb_opens_it_unasked(
    process: Program, home: Path, demo_run: DemoRun
) -> None:
    path = home / "data" / "fundledger" / "demo.db"
    path.parent.mkdir(parents=True)
    shutil.copy(demo_run.path, path)
    again = process("demo", "--format", "json")
    assert again.code == 0
    assert again.out.replace(str(path), str(demo_run.path)) == demo_run.out
    assert process("balance", "--db", path).code == 0
    assert process("balance").code == 4


def test_a_demo_that_is_there_is_opened_as_it_is(process: Program, demo: Path) -> None:
    before = demo.read_bytes()
    result = process("demo", "--db", demo, "--lang", "zh")
    assert result.code == 0
    assert "145,000.00" in result.out
    assert "差额" in result.out
    assert demo.read_bytes() == before


def test_a_named_ledger_is_never_taken_for_the_demo(
    process: Program, home: Path, demo: Path
) -> None:
    own = home / "own.db"
    (home / "data" / "fundledger").mkdir(parents=True)
    (home / "data" / "fundledger" / "demo.db").symlink_to(demo)
    result = process("demo", env={"FUNDLEDGER_DB": str(own)})
    assert result.code == 0
    assert not own.exists()


def test_the_demo_lies_in_a_file(program: Program) -> None:
    result = program("demo", "--db", "postgresql://h/d")
    assert result.code == 2
    assert result.err.startswith("The demo fund 演示 lies in a file")


def test_every_check_passes_and_the_chain_verifies(
    program: Program, demo: Path
) -> None:
    assert program("check", "--db", demo).code == 0
    assert program("verify", "--db", demo).code == 0


def test_on_a_terminal_the_workbench_opens(home: Path, demo: Path) -> None:
    assert home.exists()
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "xterm-256color"
        words = [sys.executable, "-m", "fundledger", "demo", "--db", str(demo)]
        os.execv(sys.executable, words)  # noqa: S606 - the program itself
    try:
        output = read_until(terminal, b"\x1b[?1049h")
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(terminal)
    assert b"\x1b[?1049h" in output


def read_until(terminal: int, mark: bytes, patience: float = 20) -> bytes:
    """Read what a terminal shows until a mark is in it, or patience ends."""
    output = b""
    deadline = time.monotonic() + patience
    while mark not in output and time.monotonic() < deadline:
        ready, _, _ = select.select([terminal], [], [], 0.1)
        if ready:
            output += os.read(terminal, 65536)
    return output
