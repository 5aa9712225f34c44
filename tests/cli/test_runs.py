"""How a run begins and ends: languages, exit codes, errors in one line, no trace."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import fundledger
from fundledger.cli.app import VERBS
from fundledger.cli.exits import MEANINGS, Exit
from fundledger.cli.options import COMMON, IN_FILES
from tests.cli.conftest import Program

TREE = Path(__file__).parents[2]
HEAVY = ("sqlalchemy", "alembic", "textual", "psycopg", "pydantic", "babel")


def imported_by(*runs: list[str], env: dict[str, str] | None = None) -> list[set[str]]:
    """Run the program, time after time in one process; list the heavy things so far."""
    code = (
        "import sys\nfrom fundledger.cli.app import run\n"
        f"for words in {runs!r}:\n"
        "    assert run(words) == 0\n"
        f"    print(*(n for n in {HEAVY!r} if n in sys.modules), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        check=True,
    )
    return [set(line.split()) for line in done.stderr.splitlines()]


def test_help_and_completion_import_nothing_heavy() -> None:
    runs = [["completion", "zsh"], ["--help"], *([verb, "--help"] for verb in VERBS)]
    for words, heavy in zip(runs, imported_by(*runs), strict=True):
        assert heavy <= {"babel"}, words  # py-moneyed's own


def test_a_report_imports_the_store_and_no_more(lived_file: Path) -> None:
    runs = [[verb] for verb in ("balance", "journal", "projects", "reconcile")]
    seen = imported_by(*runs, env={"FUNDLEDGER_DB": str(lived_file)})
    for words, heavy in zip(runs, seen, strict=True):
        assert heavy <= {"sqlalchemy", "babel"}, words


def test_importing_the_package_imports_nothing_heavy() -> None:
    code = f"import sys, fundledger; print(*({HEAVY!r} & sys.modules.keys()))"
    code = code.replace(repr(HEAVY), repr(set(HEAVY)))
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


def test_every_public_name_is_there() -> None:
    for name in fundledger.__all__:
        assert getattr(fundledger, name) is not None
        assert name in dir(fundledger)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = fundledger.nothing


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_lists_every_verb_option_and_exit_code(
    program: Program, lang: str
) -> None:
    result = program("--help", "--lang", lang)
    assert result.code == 0
    for verb in VERBS:
        assert f"\n  {verb} " in result.out
    for code in Exit:
        assert f"\n  {int(code)} " in result.out
    assert set(MEANINGS) == set(Exit)


@pytest.mark.parametrize("verb", sorted(VERBS.keys() - {"completion"}))
def test_every_verb_explains_the_common_options(program: Program, verb: str) -> None:
    result = program(verb, "--help")
    without = {"migrate": {"fund", "as_of", "at", "actor"}, "verify": {"as_of", "at"}}
    without["init"] = {"as_of", "at", "actor"}
    without["setup"] = {"as_of", "at"}
    without["export"] = {"as_of", "actor", "output", "table"}
    without["do"] = {"as_of", "at", "format", *IN_FILES}
    without["list"] = without["show"] = {"as_of"}
    without["inbox"] = {"as_of"}
    without["query"] = {"as_of", "actor"}
    without["help"] = {*COMMON} - {"lang"}
    without["deeds"] = {"db", "fund", "as_of", "at", "actor"}
    without["workbench"] = {"as_of", "at", "format", *IN_FILES}
    assert result.code == 0
    for name, option in COMMON.items():
        shown = f"  {option.opts[0]} " in result.out
        assert shown is (name not in without.get(verb, set())), name


def test_help_is_in_chinese_when_asked(program: Program) -> None:
    result = program("balance", "--help", "--lang", "zh")
    assert result.out.startswith("用法：")
    assert "Usage" not in result.out
    assert "Show this text" not in result.out


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_in_both_readmes(verb: str) -> None:
    for name in ("README.md", "README.zh-CN.md"):
        assert f"fundledger {verb}" in (TREE / name).read_text("utf-8"), name
