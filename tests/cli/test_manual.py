"""The manual does what it says, is read in a terminal, and repeats no table by hand."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from fundledger.cli.app import VERBS
from fundledger.cli.pages import FOLDERS, ORDER, laid_out, pages
from fundledger.i18n import Language, translate
from fundledger.inputs.titles import TITLES
from fundledger.tui.kit.text import cell_width
from fundledger.tui.shell.actions import ACTS
from tests import manual
from tests.cli.conftest import Program
from tests.test_readme import (
    FENCE,
    ROOT,
    blocks,
    examples,
    links_to_nowhere,
    pattern,
    printed_by,
)

PAGES = {
    page.relative_to(ROOT).as_posix(): page.read_text(encoding="utf-8")
    for page in sorted(manual.MANUAL.glob("*/*.md"))
}
BEGINNING = "setup"
"""The page whose examples begin with no ledger; the others have the demo's."""
MODES = frozenset(str(number) for number in range(10))


def pages_with(kind: str) -> list[str]:
    """List the pages that have examples of a kind."""
    return [page for page in PAGES if blocks(page, kind)]


def language(page: str) -> Language:
    (lang,) = (each for each in Language if FOLDERS[each] == Path(page).parent.name)
    return lang


@pytest.mark.parametrize("page", pages_with("console"))
def test_the_examples_of_a_page_print_what_it_says(
    program: Program,
    page: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FUNDLEDGER_LANG", Path(page).parent.name)
    if Path(page).stem != BEGINNING:
        monkeypatch.setenv("FUNDLEDGER_DB", str(request.getfixturevalue("demo_path")))
    for example in examples(page):
        name, *words = shlex.split(example.command)
        assert name == "fundledger"
        ended = program(*words)
        assert pattern(example.printed).fullmatch(ended.out), ended


@pytest.mark.parametrize("page", pages_with("python"))
def test_the_python_of_a_page_prints_what_it_says(page: str, demo_path: Path) -> None:
    for code, printed in zip(blocks(page, "python"), blocks(page, "text"), strict=True):
        assert printed_by(code, demo_path) == printed


def test_what_tables_and_forms_say_is_written_from_them() -> None:
    texts = {page: page.read_text(encoding="utf-8") for page, _ in manual.made_pages()}
    assert texts == dict(manual.made_pages()), "python -m tests.fixtures.make manual"


@pytest.mark.parametrize("lang", Language)
def test_every_page_is_there_in_every_language_and_fits_a_terminal(
    lang: Language,
) -> None:
    known = pages(lang)
    assert tuple(known) == ORDER
    assert sorted(known) == sorted(page.stem for page in manual.MANUAL.glob("en/*.md"))
    for topic, page in known.items():
        assert page.text.startswith(f"# {page.title}\n")
        examples_of_it = {f"    {line}" for line in lines_of_examples(page.text)}
        for width in (60, 80):
            for line in laid_out(page.text, width):
                assert cell_width(line) <= width or line in examples_of_it, topic


def lines_of_examples(text: str) -> Iterator[str]:
    for _, body in FENCE.findall(text):
        yield from body.splitlines()


@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_keys_deeds_and_verbs_as_they_are(page: str) -> None:
    """Bold is what the workbench calls a key; code may be a key, a deed, a verb."""
    text, lang = PAGES[page], language(page)
    labels = {translate(act.label, lang) for act in ACTS}
    assert set(re.findall(r"\*\*(.+?)\*\*", text)) - labels == set()
    keys = {key for act in ACTS for key in act.shown.split()}
    named = set(re.findall(r"`(F\d+|Ctrl\+.|[A-Za-z0-9/?*])`", text))
    assert named - keys - MODES == set()
    for verb, topic in re.findall(r"fundledger ([a-z]+)(?: ([a-z_]+))?", text):
        assert verb in VERBS
        if verb == "help":
            assert topic in {"", *ORDER, *VERBS}
        if verb in {"do", "deeds"}:
            assert topic in {"", *TITLES}


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_leads_somewhere(page: str) -> None:
    assert links_to_nowhere(page) == []


def test_help_shows_a_page_by_its_topic_or_its_title(program: Program) -> None:
    listed = program("help", "--lang", "zh")
    for topic, page in pages(Language.ZH).items():
        assert re.search(rf"\n *{topic} +{re.escape(page.title)}\n", listed.out)
    by_topic = program("help", "exits", "--lang", "zh")
    assert by_topic.code == 0
    assert by_topic.out.startswith("退出码\n======\n")
    assert program("help", "退出码", "--lang", "zh").out == by_topic.out


def test_help_of_a_verb_is_what_the_verb_says(program: Program) -> None:
    assert program("help", "journal").out == program("journal", "--help").out


def test_an_unknown_topic_is_told_with_what_is_like_it(program: Program) -> None:
    typed = program("help", "keyz")
    assert (typed.code, typed.out) == (2, "")
    assert "Did you mean keys?" in typed.err
    assert "fundledger deeds verify_payee" in program("help", "verify_payee").err
    assert "fundledger help" in program("help", "xyzzy").err
