"""Two places: one's own ledger, which verbs open, and the demo's, which none does."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from fundledger.cli import places
from fundledger.store.books import Ledger
from tests.cli.conftest import Program

OWN = ("--name=社区基金", "--on=2024-01-02", "--founder=li=李会计", "--founder=wang=王")
READING = ("balance", "check", "verify", "reconcile", "projects", "journal", "audit")


@pytest.fixture
def demo(home: Path, demo_template: Path) -> Path:
    """Put the demo fund where it lies by default."""
    path = home / "data" / "fundledger" / "demo.db"
    path.parent.mkdir(parents=True)
    return Path(shutil.copy(demo_template, path))


def funds_in(path: Path) -> list[str]:
    with closing(Ledger(str(path))) as ledger:
        return [fund.code for fund in ledger.funds()]


@pytest.mark.parametrize("verb", [*READING, "migrate"])
def test_a_verb_never_shows_the_demo_unasked(
    program: Program, home: Path, demo: Path, verb: str
) -> None:
    ended = program(verb)
    own = home / "data" / "fundledger" / "ledger.db"
    assert (ended.code, ended.out) == (4, "")
    first, hint = ended.err.splitlines()
    assert first == f"There is no ledger at {own}, and none was named."
    assert "fundledger init" in hint
    assert f"--db {demo}" in hint
    assert not own.exists()


def test_a_verb_opens_ones_own_ledger_beside_the_demo(
    program: Program, demo: Path
) -> None:
    assert program("init", "--fund=abc", *OWN).code == 0
    ended = program("balance")
    assert ended.code == 0
    head = ended.out.splitlines()
    assert head[0] == "Balances  社区基金 (abc)"
    assert head[1] == f"Ledger: {demo.with_name('ledger.db')}"
    assert funds_in(demo) == ["shangjie"]


@pytest.mark.parametrize("named", ["path", "variable", "link", "copy"])
def test_no_real_fund_is_founded_in_the_demos_ledger(
    program: Program,
    demo: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    named: str,
) -> None:
    words = ["--fund=abc", *OWN]
    link = tmp_path / "link.db"
    link.symlink_to(demo)
    if named == "copy":
        words += ["--db", str(shutil.copy(demo, tmp_path / "copy.db"))]
    elif named == "variable":
        monkeypatch.setenv("FUNDLEDGER_DB", str(demo))
    else:
        words += ["--db", str(demo if named == "path" else link)]
    ended = program("init", *words)
    assert (ended.code, ended.out) == (3, "")
    assert "is the demo's 演示" in ended.err
    assert funds_in(demo) == ["shangjie"]


@pytest.mark.parametrize("form", ["text", "csv", "json"])
@pytest.mark.parametrize("verb", READING)
def test_every_report_of_the_demo_says_so(
    program: Program, demo: Path, verb: str, form: str
) -> None:
    out = program(verb, "--db", demo, "--format", form).out
    mark = {"csv": "# replay: demo\n", "json": '"replay":"demo"'}
    assert mark.get(form, "This is the demo fund 演示") in out
    if form == "text":
        assert f"Ledger: {demo}" in out


def test_demo_shows_no_fund_that_is_kept_in_earnest(
    program: Program, tmp_path: Path
) -> None:
    own = tmp_path / "own.db"
    assert program("init", "--db", own, "--fund=abc", *OWN).code == 0
    before = own.read_bytes()
    ended = program("demo", "--db", own)
    assert (ended.code, ended.out) == (2, "")
    assert "is not the demo's 演示" in ended.err
    assert own.read_bytes() == before


def test_demo_makes_no_folder_that_somebody_mistyped(
    program: Program, tmp_path: Path
) -> None:
    folder = tmp_path / "mistyped"
    ended = program("demo", "--db", folder / "demo.db")
    assert (ended.code, ended.out, folder.exists()) == (4, "", False)
    assert f"{folder} cannot be used" in ended.err


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_help_names_the_places_it_speaks_of(
    program: Program, home: Path, lang: str
) -> None:
    data = home / "data" / "fundledger"

    def sentence_of(verb: str) -> str:
        return "".join(program(verb, "--help", "--lang", lang).out.split())

    for verb in (*READING, "init", "workbench"):
        assert str(data / "ledger.db") in sentence_of(verb)
    assert str(data / "demo.db") in sentence_of("demo")


def test_without_a_home_there_is_no_place() -> None:
    assert places.data_dir({}, "linux", None) is None
    assert places.log_path({}, "linux", None) is None
    named = {"XDG_DATA_HOME": "/d", "XDG_STATE_HOME": "/s"}
    assert places.data_dir(named, "linux", None) == Path("/d/fundledger")
    assert places.log_path(named, "linux", None) == Path("/s/fundledger/fundledger.log")


def test_the_demos_place_is_never_ones_own(tmp_path: Path) -> None:
    places.demo_path(tmp_path).touch()
    assert places.ledger_path(tmp_path) == tmp_path / "ledger.db"


@pytest.mark.parametrize("missing", ["same founder", "full"])
def test_no_half_of_a_ledger_stays_behind(
    program: Program, tmp_path: Path, missing: str
) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    twice = ("--founder=li=李", "--founder=li=王")
    words = ["--name=基金", "--on=2024-01-02", *twice]
    if missing == "full":
        words = ["--name=基金", "--on=2024-01-02", *OWN[2:], "--edition=2015"]
    assert program("init", "--db", folder / "n.db", "--fund=abc", *words).code in (2, 3)
    assert list(folder.iterdir()) == []
