"""The manual does what it says: the examples of a page are run one after another."""

import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from tests.test_readme import ROOT, examples, pattern

PAGES = sorted(
    each.relative_to(ROOT).as_posix() for each in ROOT.glob("docs/manual/*/setup.md")
)


@pytest.mark.parametrize("page", PAGES)
def test_the_examples_of_a_page_print_what_it_says(
    program: Program, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("FUNDLEDGER_LANG", Path(page).parent.name)
    for example in examples(page):
        name, *words = shlex.split(example.command)
        assert name == "fundledger"
        ended = program(*words)
        assert pattern(example.printed).fullmatch(ended.out), ended
