"""An export is written as it is read: it takes no more memory of a larger ledger."""

import gc
import json
import tracemalloc
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from fundledger.cli.app import run
from fundledger.domain.chart import B_FREE, B_RESERVED
from fundledger.domain.ids import ProjectNo
from fundledger.queries import measures, project_pages, projects, records, register
from fundledger.store import tables as t
from fundledger.store.writing import Writing
from tests import small
from tests.cli.conftest import Program
from tests.databases import File

FEW, MANY = 60, 600
SPARE = 400 * 1024
"""Bytes that a larger ledger may take more: garbage waits to be collected. Its rows
would take a million."""

EXPORTS = (
    ("journal", "--format", "csv"),
    ("journal", "--account", "b_reserved", "--format", "csv"),
    ("projects", "--format", "csv"),
    ("projects", "--state", "active", "--format", "csv"),
    ("audit", "--format", "csv"),
    ("projects", "--format", "json"),
    ("projects", "--format", "text"),
)
"""Every verb that streams, and every writer: neither knows the other."""


def _project(write: Writing, no: int) -> None:
    write.insert(
        t.project,
        no=ProjectNo(no),
        code=f"2024-{no:03}",
        title=f"邻里节（第{no}期）",
        community_key="c1",
        round_key="2024-1",
        category="社区服务",
        version=1,
        state="active",
    )
    small.book(write, [small.entry(B_FREE, B_RESERVED, 2, ProjectNo(no))])


def _projects(write: Writing, first: int) -> None:
    for no in range(first, first + 10):
        _project(write, no)


@pytest.fixture(scope="module")
def ledgers(
    sqlite_file: File, tmp_path_factory: pytest.TempPathFactory
) -> dict[int, str]:
    """Give a small ledger and a large one: a record, voucher and project for each."""
    addresses: dict[int, str] = {}
    for count in (FEW, MANY):
        database = sqlite_file.database(tmp_path_factory.mktemp(f"ledger{count}"))
        with closing(database.ledger()) as ledger:
            fund = small.create(ledger, None)

            for first in range(2, count, 10):
                ask = small.ask("project.draft")
                fund.write(ask, partial(_projects, first=first))
            for no in range(count):
                small.donate(fund, no + 1)
        addresses[count] = database.address
    return addresses


@pytest.fixture(autouse=True)
def few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read twenty rows at a time, so that a small ledger is large."""
    for module in (projects, records, register):
        monkeypatch.setattr(module, "WALKED", 20)
    for module in (measures, project_pages):
        monkeypatch.setattr(module, "TOGETHER", 20)


def peak_of(work: Callable[[], object]) -> int:
    """Tell how much memory a work takes at its most, in bytes."""
    gc.collect()
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        work()
        return tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()


@pytest.fixture
def export(home: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Run a verb; its output goes where pytest keeps it, in a file."""
    assert home.exists()
    monkeypatch.setattr("fundledger.cli.reports.AT_ONCE", 20)
    return lambda *words: int(run([*words]))


@pytest.mark.parametrize("verb", EXPORTS, ids=" ".join)
def test_an_export_takes_as_much_memory_of_a_large_ledger_as_of_a_small_one(
    verb: tuple[str, ...], ledgers: dict[int, str], export: Callable[..., int]
) -> None:
    small_one, large_one = (
        partial(export, *verb, "--db", at) for at in ledgers.values()
    )
    small_one()  # what is imported and compiled once
    few, many = peak_of(small_one), peak_of(large_one)
    assert many <= few + SPARE, (few, many)


def test_every_row_is_there(ledgers: dict[int, str], program: Program) -> None:
    address = ledgers[FEW]

    def rows(name: str, *words: str) -> list[dict[str, object]]:
        ran = program(*words, "--format", "json", "--db", address)
        assert ran.code == 0
        written: list[dict[str, object]] = json.loads(ran.out)[name]
        return written

    count = len(rows("projects", "projects"))
    assert count == 61
    donations = FEW + 1
    assert len(rows("lines", "journal")) == 2 * donations
    both = 4 * donations + 2 * (count - 1)
    assert len(rows("lines", "journal", "--book", "both")) == both
    register = rows("lines", "journal", "--account", "b_reserved")
    assert [line["balance_fen"] for line in register] == list(range(2, 2 * count, 2))
    chain = [row["seq"] for row in rows("records", "audit")]
    assert chain == list(range(small.DEEDS + 6 + FEW, 0, -1))
    assert len(rows("records", "audit", "--limit", "7")) == 7
    assert rows("lines", "journal", "--limit", "3") == rows("lines", "journal")[:3]
