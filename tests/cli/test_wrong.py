"""Wrong input, wrong places and broken outputs: a line, a way out, an exit code."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import BashComplete

import fundledger
from fundledger.cli import faults, places
from fundledger.cli.app import app
from fundledger.cli.exits import Exit
from fundledger.cli.options import read_count, read_day
from fundledger.cli.session import session_of
from fundledger.errors import InputError
from fundledger.i18n import Language
from tests.cli.conftest import Program

WRONG = {
    "an unknown verb": (["blance"], 2, "There is no blance."),
    "an unknown option": (["balance", "--fnd=x"], 2, "There is no --fnd."),
    "a stray word": (["balance", "now"], 2, "These words belong to no option: now."),
    "a missing value": (["balance", "--fund"], 2, "--fund needs a value."),
    "a missing argument": (["completion"], 2, "shell is missing."),
    "a day that is none": (
        ["balance", "--as-of=2024-02-30"],
        2,
        "--as-of: '2024-02-30' is not a date.",
    ),
    "a day in another form": (
        ["balance", "--as-of=20240230"],
        2,
        "--as-of: '20240230' is not a date.",
    ),
    "a record that is no number": (
        ["balance", "--at=1e3"],
        2,
        "--at: '1e3' is not a whole number.",
    ),
    "an unknown format": (["balance", "--format=xml"], 2, "--format: 'xml' is not"),
    "an unknown language": (["balance", "--lang=fr"], 2, "There are no texts in"),
    "a meaningless option": (["verify", "--at=3"], 2, "--at means nothing to verify."),
    "an unknown fund": (["balance", "--fund=x"], 4, "The ledger has no fund x."),
    "a record not there": (["balance", "--at=999"], 4, "The chain has no record 999"),
    "an unknown account": (["journal", "--account=x"], 4, "The fund has no account x."),
    "no ledger": (["balance", "--db=/nowhere/x.db"], 4, "There is no ledger at"),
    "another database": (["balance", "--db=mysql://h/d"], 4, "mysql://h/d is not a"),
    "a port that is none": (
        ["balance", "--db=postgresql://h:x/d"],
        4,
        "postgresql://*** cannot be understood",
    ),
    "an unset variable": (["balance", "--db="], 2, "--db: nothing stands behind it."),
    "a folder": (["balance", "--db=/"], 4, "/ cannot be opened as a ledger"),
}


@pytest.mark.usefixtures("lived_fund")
@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_in_one_line_with_a_hint(
    program: Program, case: str
) -> None:
    words, code, message = WRONG[case]
    result = program(*words)
    assert (result.code, result.out) == (code, "")
    first, *hints = result.err.splitlines()
    assert first.startswith(message)
    assert len(hints) <= 2
    assert "Traceback" not in result.err


@pytest.mark.usefixtures("lived_fund")
@pytest.mark.parametrize("case", sorted(WRONG.keys() - {"an unknown language"}))
def test_what_is_wrong_is_said_in_chinese(program: Program, case: str) -> None:
    words, code, message = WRONG[case]
    result = program(*words, "--lang", "zh")
    assert result.code == code
    assert message not in result.err
    assert any("\u4e00" <= char <= "\u9fff" for char in result.err.splitlines()[0])


def test_a_mistyped_verb_is_put_right(program: Program) -> None:
    assert "Did you mean balance?" in program("balence").err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("verb", ["balance", "journal"])
def test_output_that_finds_no_room_is_told(lived_file: Path, verb: str) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "fundledger", verb, "--db", str(lived_file)],
            env={**os.environ, "FUNDLEDGER_LANG": "en"},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == Exit.UNAVAILABLE
    assert done.stderr.startswith("The output cannot be written: No space")
    assert "Traceback" not in done.stderr


def test_a_closed_output_leaves_the_exit_code(lived_file: Path) -> None:
    command = f"{sys.executable} -m fundledger check R1 --db {lived_file} >&-"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (Exit.OK, b"")


@pytest.mark.usefixtures("lived_fund")
def test_a_fault_of_ours_is_logged_without_names_or_amounts(
    program: Program, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        msg = "王芳 145,000.00"
        raise ZeroDivisionError(msg)

    monkeypatch.setattr("fundledger.queries.balances.balances", fail)
    result = program("balance")
    log = home / "state" / "fundledger" / "fundledger.log"
    assert result.code == 5
    assert result.err.splitlines()[0] == "fundledger has a fault (ZeroDivisionError)."
    assert str(log) in result.err
    noted = log.read_text("utf-8")
    assert "builtins.ZeroDivisionError" in noted
    assert "balance.py:" in noted
    assert "王芳" not in noted
    assert "145,000.00" not in noted
    assert log.stat().st_mode & 0o077 == 0


@pytest.mark.usefixtures("lived_fund")
def test_a_traceback_is_shown_to_whoever_asks_for_it(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("fundledger.queries.balances.balances", fail)
    monkeypatch.setenv("FUNDLEDGER_DEBUG", "1")
    result = program("balance")
    assert result.code == 5
    assert "Traceback" in result.err


def test_a_log_that_grew_large_is_begun_anew(tmp_path: Path) -> None:
    log = tmp_path / "fundledger.log"
    log.write_bytes(b"x" * (faults.MOST_LOGGED + 1))
    faults.note(ZeroDivisionError(), log)
    assert log.stat().st_size < 1000


@pytest.mark.usefixtures("lived_fund")
def test_a_reader_that_stops_reading_is_no_fault() -> None:
    command = f"{sys.executable} -m fundledger journal --lang en | head -n 1"
    done = subprocess.run(
        ["bash", "-c", f"{command}; exit ${{PIPESTATUS[0]}}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode in (Exit.OK, Exit.PIPE)


def test_a_closed_pipe_ends_quietly(lived_file: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "fundledger", "journal", "--db", str(lived_file)],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (Exit.PIPE, b"")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("do receive_do", ["receive_donation"]),
        ("deeds verify_", ["verify_payee"]),
        ("do --deed grant_r", ["grant_role"]),
        ("do grant_role r", []),
        ("inb", ["inbox"]),
    ],
)
def test_a_shell_is_offered_verbs_and_deeds(
    home: Path, typed: str, offered: list[str]
) -> None:
    assert home.exists()
    *words, begun = typed.split()
    session = session_of(Language.EN)
    shell = BashComplete(app, {"obj": session}, "fundledger", "_X")
    items = [each.value for each in shell.get_completions(words, begun)]
    assert items == offered


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_completion_script(program: Program, shell: str) -> None:
    result = program("completion", shell)
    assert result.code == 0
    assert "_FUNDLEDGER_COMPLETE" in result.out


def test_a_shell_is_offered_verbs_options_and_words(process: Program) -> None:
    def offered(words: str, at: int) -> str:
        environment = {"COMP_WORDS": words, "COMP_CWORD": str(at)}
        environment["_FUNDLEDGER_COMPLETE"] = "bash_complete"
        return process(env=environment).out

    assert "plain,balance" in offered("fundledger bal", 1)
    assert "plain,--format" in offered("fundledger balance --fo", 2)
    assert "plain,json" in offered("fundledger balance --format j", 3)
    assert "file,bo" in offered("fundledger balance --db bo", 3)


def test_the_version_is_said(program: Program) -> None:
    assert program("--version").out == f"fundledger {fundledger.__version__}\n"


def test_both_ways_to_call_the_program_are_one(process: Program) -> None:
    result = process("--help", env={"FUNDLEDGER_LANG": "en"})
    assert result.out.startswith("Usage: fundledger ")
    assert app.name == "fundledger"


@pytest.mark.parametrize("text", ["", "２０２４-08-15", "2024-8-15", "2024-08-15T00"])
def test_a_day_is_written_in_one_way(text: str) -> None:
    with pytest.raises(InputError):
        read_day(text)


@pytest.mark.parametrize("text", ["", "-1", "１", "1.0", "9" * 30])
def test_a_count_is_digits_only(text: str) -> None:
    with pytest.raises(InputError):
        read_count(text)


@pytest.mark.parametrize(
    ("platform", "environ", "data", "log"),
    [
        ("linux", {}, "/h/.local/share", "/h/.local/state"),
        ("linux", {"XDG_DATA_HOME": "/d"}, "/d", "/h/.local/state"),
        ("linux", {"XDG_DATA_HOME": "rel"}, "/h/.local/share", "/h/.local/state"),
        ("linux", {"XDG_STATE_HOME": "/s"}, "/h/.local/share", "/s"),
        ("darwin", {}, "/h/Library/Application Support", "/h/Library/Logs"),
    ],
)
def test_places_follow_the_customs_of_the_system(
    platform: str, environ: dict[str, str], data: str, log: str
) -> None:
    home = Path("/h")
    assert places.data_dir(environ, platform, home) == Path(data) / "fundledger"
    noted = places.log_path(environ, platform, home)
    assert noted == Path(log) / "fundledger" / "fundledger.log"
