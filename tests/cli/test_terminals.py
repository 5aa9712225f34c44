"""Every terminal: no home, unknown users, odd encodings, closed and full outputs."""

import io
import json
import os
import pty
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing, redirect_stdout, suppress
from pathlib import Path

import pytest

from fundledger.cli.app import run
from fundledger.cli.exits import Exit
from tests.cli.conftest import Program

PROGRAM = (sys.executable, "-m", "fundledger")
STEERING = "\x1b[2J\x07\x9b31m\u202e\u2066\u200b\ufeff\x7f\u2028\x85\r\t\n"
UNSEEN = "\x1b\x07\x9b\u202e\u2066\u200b\ufeff\x7f\u2028\x85\t"
FULL = Path("/dev/full")
VERBS = (
    ["--version"],
    ["balance", "--help"],
    ["completion", "bash"],
    ["balance"],
    ["journal", "--format=csv"],
    ["audit", "--record=1", "--format=json"],
)
needs_full = pytest.mark.skipif(not FULL.exists(), reason="a device of Linux")


def with_db(words: list[str], path: Path) -> list[str]:
    """Name the ledger to a verb that opens one."""
    plain = "--version" in words or "--help" in words or words[0] == "completion"
    return words if plain else [*words, "--db", str(path)]


@pytest.fixture
def evil(lived_file: Path, tmp_path: Path) -> Path:
    """Give a ledger whose texts steer a terminal, put in by its file's owner."""
    path = Path(shutil.copy(lived_file, tmp_path / "evil.db"))
    with closing(sqlite3.connect(path)) as raw, raw:
        names = "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
        for (name,) in raw.execute(names).fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute("PRAGMA ignore_check_constraints = ON")
        for table, column in (
            ("fund", "name"),
            ("project", "title"),
            ("voucher", "summary"),
            ("community", "name"),
            ("account_code", "name_zh"),
            ("record", "action"),
        ):
            raw.execute(f"UPDATE {table} SET {column} = ?", (f"文{STEERING}",))
    return path


def on_terminal(*words: str) -> tuple[int, str]:
    """Run the program with a terminal as its output."""
    ours, theirs = pty.openpty()
    parts: list[bytes] = []
    reader = threading.Thread(target=_read, args=(ours, parts))
    reader.start()
    try:
        with os.fdopen(theirs, "w", encoding="utf-8") as out, redirect_stdout(out):
            code = run(words)
    finally:
        reader.join(60)
        os.close(ours)
    return code, b"".join(parts).decode("utf-8")


def _read(terminal: int, parts: list[bytes]) -> None:
    """Read until the other side is closed; then a terminal gives an error."""
    with suppress(OSError):
        while part := os.read(terminal, 65536):
            parts.append(part)


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("form", ["text", "csv", "json"])
@pytest.mark.parametrize(
    "verb",
    [
        ["balance", "--turnover"],
        ["projects"],
        ["journal"],
        ["audit"],
        ["audit", "--record=2"],
        ["reconcile"],
        ["verify"],
        ["check"],
    ],
    ids=" ".join,
)
def test_nothing_in_the_books_steers_a_terminal(
    evil: Path, verb: list[str], form: str
) -> None:
    code, shown = on_terminal(*verb, "--format", form, "--db", str(evil))
    assert code in (Exit.OK, Exit.OFFENCES)
    assert [char for char in shown.replace("\r\n", "\n") if char in UNSEEN + "\r"] == []
    assert len(shown) > 100


def test_a_file_gets_the_text_as_it_is(program: Program, evil: Path) -> None:
    whole = json.loads(program("projects", "--format=json", "--db", evil).out)
    assert whole["projects"][0]["title"] == f"文{STEERING}"
    assert f'"文{STEERING}"' in _raw("projects", "--format=csv", "--db", str(evil))


def _raw(*words: str) -> str:
    """Run the program; give its output without a translation of line ends."""
    done = subprocess.run([*PROGRAM, *words], capture_output=True, check=True)
    return done.stdout.decode("utf-8")


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("encoding", ["ascii", "gbk", "latin-1", "utf-16", "cp437"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_report_ends_whole_in_every_encoding(
    lived_file: Path, encoding: str, lang: str
) -> None:
    def shown(encoding: str) -> str:
        written = io.BytesIO()
        with redirect_stdout(io.TextIOWrapper(written, encoding)):
            assert run(["balance", "--db", str(lived_file), "--lang", lang]) == 0
            return written.getvalue().decode(encoding)

    text, whole = shown(encoding), shown("utf-8")
    assert len(text.splitlines()) == len(whole.splitlines())
    if encoding in ("gbk", "utf-16"):
        assert text == whole
    else:
        assert "\\u793e\\u533a\\u57fa\\u91d1 (small)" in text
        *_, rule, row = (line for line in text.splitlines() if "  " in line)
        assert len(rule.rstrip()) == len(row)


@pytest.mark.parametrize(
    ("env", "form"),
    [
        ({"PYTHONIOENCODING": "gbk"}, "csv"),
        ({"PYTHONIOENCODING": "ascii:strict"}, "json"),
        (
            {"LANG": "C", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
            "csv",
        ),
    ],
    ids=str,
)
def test_output_for_programs_is_utf_8_everywhere(
    lived_file: Path, env: dict[str, str], form: str
) -> None:
    words = ["balance", "--db", str(lived_file), "--format", form]
    done = subprocess.run(
        [*PROGRAM, *words],
        env={**os.environ, **env},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "银行存款" in done.stdout.decode("utf-8")


def test_an_error_is_told_in_every_encoding(process: Program) -> None:
    for lang in ("zh", "en"):
        ended = process("nothing", "--lang", lang, env={"PYTHONIOENCODING": "ascii"})
        assert ended.code == 2
        assert "Traceback" not in ended.err
        assert "nothing" in ended.err


STRANGER = ("unshare", "--user", "--map-user=54321", "--map-group=54321")
"""Runs a program as a user whom the system does not know."""


def can_be_a_stranger() -> bool:
    if shutil.which(STRANGER[0]) is None:
        return False
    return subprocess.run([*STRANGER, "true"], check=False).returncode == 0


@pytest.mark.skipif(not can_be_a_stranger(), reason="Linux with user namespaces")
def test_a_user_whom_the_system_does_not_know_reads_a_named_ledger(
    lived_file: Path,
) -> None:
    def call(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*STRANGER, *PROGRAM, *words],
            env={"PATH": os.environ["PATH"], "FUNDLEDGER_LANG": "en"},
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
        )

    assert call("--version").returncode == 0
    assert call("balance", "--help").returncode == 0
    read = call("balance", "--db", str(lived_file))
    assert (read.returncode, read.stderr) == (0, "")
    for verb in ("balance", "demo"):
        ended = call(verb)
        assert ended.returncode == Exit.UNAVAILABLE
        assert ended.stderr.splitlines() == [
            "There is no home folder, so no place for a ledger of one's own.",
            "Name the ledger with --db or FUNDLEDGER_DB, or set HOME.",
        ]


@needs_full
@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_a_full_disk_is_told_in_one_sentence(lived_file: Path, verb: list[str]) -> None:
    with FULL.open("w") as full:
        done = subprocess.run(
            [*PROGRAM, *with_db(verb, lived_file)],
            env={**os.environ, "FUNDLEDGER_LANG": "en"},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == Exit.UNAVAILABLE
    assert done.stderr.splitlines() == [
        "The output cannot be written: No space left on device.",
        "Make room, or send it elsewhere.",
    ]


@needs_full
@pytest.mark.parametrize("where", ["2>/dev/full", "2>&-"])
def test_an_error_that_nobody_can_read_leaves_its_exit_code(
    lived_file: Path, where: str
) -> None:
    for words, code in (
        ("balance --db /nowhere/x.db", Exit.UNAVAILABLE),
        ("blance", Exit.USAGE),
        (f"verify --db {lived_file} >/dev/null", Exit.OK),
        (f"balance --db {lived_file} >/dev/full", Exit.UNAVAILABLE),
    ):
        command = f"{sys.executable} -m fundledger {words} {where}"
        done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (code, b""), words


@pytest.mark.parametrize("verb", ["init", "workbench", "demo"])
def test_a_closed_input_asks_nobody(home: Path, demo_path: Path, verb: str) -> None:
    db = demo_path if verb != "init" else home / "new.db"
    command = f"{sys.executable} -m fundledger {verb} --db {db} <&-"
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, check=False
    )
    assert done.returncode == (Exit.OK if verb == "demo" else Exit.USAGE)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("verb", VERBS[2:], ids=" ".join)
def test_a_reader_that_is_gone_ends_the_run_quietly(
    lived_file: Path, verb: list[str]
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*PROGRAM, *with_db(verb, lived_file)],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (Exit.PIPE, b"")


@pytest.mark.skipif(not can_be_a_stranger(), reason="Linux with namespaces")
@pytest.mark.parametrize("verb", ["init", "demo"])
def test_a_full_disk_leaves_no_half_of_a_ledger(tmp_path: Path, verb: str) -> None:
    """On a file system of 64 kB, mounted for this process alone."""
    words = {
        "init": "--fund abc --name 基金 --on 2024-01-02 --founder a=A --founder b=B",
        "demo": "</dev/null",
    }
    script = (
        f"mount -t tmpfs -o size=64k tmpfs {tmp_path} || exit 99\n"
        f"{sys.executable} -m fundledger {verb} --db {tmp_path}/n.db {words[verb]}\n"
        f"code=$?; ls -A {tmp_path}; exit $code"
    )
    done = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "bash", "-c", script],
        env={**os.environ, "FUNDLEDGER_LANG": "en"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (Exit.UNAVAILABLE, ""), done.stderr
    assert "Traceback" not in done.stderr
    assert "full" in done.stderr or "No space" in done.stderr
