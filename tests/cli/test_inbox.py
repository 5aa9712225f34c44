"""What waits for somebody, asked from the command line."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ended, Program

ON = "2026-04-07"


@pytest.fixture
def demo(program: Program, demo_path: Path) -> Program:
    """Ask for an inbox in the demo fund."""

    def call(*words: object) -> Ended:
        return program("inbox", "--db", demo_path, "--on", ON, *words)

    return call


def rows(ended: Ended) -> list[dict[str, Any]]:
    assert ended.code == 0, ended.err
    items: list[dict[str, Any]] = json.loads(ended.out)["items"]
    return items


def test_queues_come_first_then_cases_the_overdue_on_top(demo: Program) -> None:
    items = rows(demo("--as", "accountant2", "--format", "json"))
    nouns = [each["noun"] for each in items]
    queued = nouns.index("funding") + 1
    assert set(nouns[: queued - 1]) == {"voucher", "evidence"}
    assert all(each["key"] for each in items[queued:])
    claim = next(each for each in items if each["code"] == "2026-1-104")
    assert claim["deeds"] == "admit_claim"
    assert claim["fen_yuan"] == "600.00"
    late = rows(demo("--as", "ji-1.preparer", "--format", "json"))
    days = [each["days_left"] for each in late if each["days_left"] is not None]
    assert days
    assert days[0] < 0


def test_every_format_says_the_same_and_a_limit_ends_it(demo: Program) -> None:
    whose = ("--as", "accountant")
    items = rows(demo(*whose, "--format", "json"))
    table = csv.DictReader(
        io.StringIO(demo(*whose, "--format", "csv", "--no-comments").out)
    )
    assert [each["key"] for each in table] == [each["key"] or "" for each in items]
    text = demo(*whose, "--lang", "zh").out
    assert "核准报账" in text
    assert "admit_claim" not in text
    assert len(rows(demo(*whose, "--limit", 3, "--format", "json"))) == 3


def test_who_is_unknown_is_told_so_and_who_has_nothing_sees_nothing(
    demo: Program,
) -> None:
    ended = demo("--as", "acountant")
    assert ended.code == 4
    assert "accountant" in ended.err
    assert rows(demo("--as", "auditor", "--format", "json")) == []
    ended = demo("--as-of", ON)
    assert (ended.code, "--as-of" in ended.err) == (2, True)
