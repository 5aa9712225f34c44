"""The READMEs do what they say: each example is run, each link leads somewhere.

In expected output `...` stands for any lines, `…` for any text within a line.
"""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from fundledger.cli.app import run

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Example(NamedTuple):
    """A command of a README, and what it prints."""

    readme: str
    command: str
    printed: str


def blocks(readme: str, kind: str) -> list[str]:
    text = (ROOT / readme).read_text(encoding="utf-8")
    return [body for language, body in FENCE.findall(text) if language == kind]


def examples(readme: str) -> Iterator[Example]:
    for block in blocks(readme, "console"):
        for example in block.split("$ ")[1:]:
            command, _, printed = example.partition("\n")
            yield Example(readme, command, printed)


def pattern(printed: str) -> re.Pattern[str]:
    """Turn expected output into a pattern."""
    lines = [
        "(?:.*\n)*?" if line == "..." else row(line) for line in printed.split("\n")
    ]
    return re.compile("".join(lines) + r"\s*")


def row(line: str) -> str:
    return ".*".join(map(re.escape, line.split("…"))) + "\n?"


ALL = [each for readme in READMES for each in examples(readme)]


@pytest.mark.parametrize("example", ALL, ids=lambda each: each.command)
def test_an_example_prints_what_the_readme_says(
    example: Example,
    demo_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    program, *arguments = shlex.split(example.command)
    assert program == "fundledger"
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("FUNDLEDGER_DB", str(demo_path))
    assert run(arguments) == 0
    printed = capfd.readouterr().out
    assert pattern(example.printed).fullmatch(printed), printed


@pytest.mark.parametrize("readme", READMES)
def test_the_python_examples_print_what_the_readme_says(
    readme: str, demo_path: Path
) -> None:
    pairs = zip(blocks(readme, "python"), blocks(readme, "text"), strict=True)
    for code, printed in pairs:
        assert printed_by(code, demo_path) == printed


def printed_by(code: str, demo_path: Path) -> str:
    """Run Python beside the demo's ledger."""
    ran = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        encoding="utf-8",
        check=True,
        cwd=demo_path.parent,
    )
    return ran.stdout


@pytest.mark.parametrize("readme", READMES)
def test_every_link_leads_somewhere(readme: str) -> None:
    assert links_to_nowhere(readme) == []


def links_to_nowhere(page: str) -> list[str]:
    """Follow the links of a page, from where it lies."""
    path = ROOT / page
    links = re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8"))
    return [link for link in links if not (path.parent / link).exists()]
