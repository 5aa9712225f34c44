"""The benchmarks run, and their table reads as the README's. No test asks how long."""

import pytest

from benchmarks.__main__ import RUNS, TITLES, main
from benchmarks.measure import Result


@pytest.mark.parametrize("name", RUNS)
def test_each_benchmark_runs(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--quick", "--only", name])
    said = capsys.readouterr()
    head, rule, *rows = said.out.splitlines()
    assert head.count("|") == rule.count("|") == len(TITLES) + 1
    if said.err:
        assert "hledger is not installed" in said.err
    else:
        (row,) = rows
        assert row.count("|") == len(TITLES) + 1


def test_hledger_that_is_absent_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    main(["--quick", "--only", "hledger"])
    said = capsys.readouterr()
    assert len(said.out.splitlines()) == 2
    assert said.err.startswith("hledger is not installed")


def test_a_row_shows_what_is_known() -> None:
    alone = Result(work="w", unit="a thing", ours=0.0000125)
    assert alone.row() == "| w | 12.5 µs a thing | – | – | – | – |"
    beside = Result(
        work="w", unit="a go", ours=0.25, theirs=0.1, ratio=2.5, beside="x", bound=3
    )
    assert beside.row() == "| w | 250 ms a go | x | 100 ms a go | 2.50× | ≤ 3× |"
