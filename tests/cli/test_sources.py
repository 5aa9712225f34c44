"""`fundledger sources`: what each source received, and where it is, in any format."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from fundledger.domain.fen import format_fen
from tests.cli.conftest import Ended, Program

OF_THE_DEMO = ["general", "pingan", "yiri", "zhulao"]


@pytest.fixture
def sources(program: Program, demo_path: Path) -> Program:
    """Ask for the sources of the demo fund."""

    def call(*words: object) -> Ended:
        return program("sources", "--db", demo_path, *words)

    return call


def report(ended: Ended) -> dict[str, Any]:
    assert ended.code == 0, ended.err
    content: dict[str, Any] = json.loads(ended.out)
    return content


def test_both_tables_have_every_source_and_the_same_worth(sources: Program) -> None:
    content = report(sources("--format=json"))
    flows, stands = content["sources"], content["standing"]
    assert [row["source"] for row in flows] == OF_THE_DEMO
    worths = [row["worth_fen"] for row in flows]
    assert worths == [row["worth_fen"] for row in stands]
    assert all(worth > 0 for worth in worths)
    text = sources("--lang=en").out
    total = format_fen(sum(worths))
    sums = [line for line in text.splitlines() if line.startswith("In all ")]
    assert [line.split()[-1] for line in sums] == [total] * 2


def test_an_earlier_day_has_what_was_there_then(sources: Program) -> None:
    then = report(sources("--format=json", "--as-of=2024-02-01"))
    assert [row["spent_fen"] for row in then["sources"]] == [0] * 4
    assert then["as_of"] == "2024-02-01"


def test_a_project_has_a_row_for_each_source_that_pays_for_it(
    sources: Program,
) -> None:
    words = ("--project=2025-1-101", "--format=csv", "--no-comments")
    rows = [*csv.DictReader(io.StringIO(sources(*words).out))]
    assert [(row["source"], row["approved_fen"]) for row in rows] == [
        ("general", "30000"),
        ("zhulao", "180000"),
    ]
    assert sources("--project=101", *words[1:]).out == sources(*words).out
    all_rows = report(sources("--by-project", "--format=json"))["projects"]
    of_it = [row for row in all_rows if row["project"] == "2025-1-101"]
    assert [str(row["spent_fen"]) for row in of_it] == [r["spent_fen"] for r in rows]
    assert len({row["project_no"] for row in all_rows}) > 90


def test_one_project_and_all_of_them_are_not_asked_for_at_once(
    sources: Program,
) -> None:
    ended = sources("--project=1", "--by-project")
    assert (ended.code, ended.out) == (2, "")
    assert "--by-project lists every project, not only 1." in ended.err
    assert sources("--project=2024-1-999").code == 4


def test_a_spreadsheet_has_both_tables(sources: Program, tmp_path: Path) -> None:
    assert sources("--output", tmp_path / "sources.xlsx").code == 0
    assert (tmp_path / "sources.xlsx").stat().st_size > 4_000
    folder = tmp_path / "csv"
    folder.mkdir()
    assert sources("--format=csv", "--output", folder).code == 0
    assert sorted(each.name for each in folder.iterdir()) == [
        "sources-sources.csv",
        "sources-standing.csv",
    ]


def test_a_source_lists_the_projects_that_it_pays_for(
    program: Program, demo_path: Path
) -> None:
    given = ("show", "source", "pingan", "--format", "json", "--db", demo_path)
    shown = json.loads(program(*given).out)
    rows = shown["project_source"]
    assert (rows[0]["project"], rows[0]["place"]) == ("2024-1-03", 1)
    assert {row["place"] for row in rows} <= {1, 2, 3}
