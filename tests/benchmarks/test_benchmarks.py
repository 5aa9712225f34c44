"""The benchmarks run, and their table reads as the README's. No test asks how long."""

from functools import partial
from pathlib import Path

import pytest

from benchmarks.__main__ import LONG, RUNS, TITLES, main
from benchmarks.measure import Compared, Result, Took


@pytest.mark.parametrize("name", RUNS)
def test_each_benchmark_runs(
    name: str, demo_template: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--quick", "--demo", str(demo_template), "--only", name])
    output = capsys.readouterr()
    head, rule, *rows = output.out.splitlines()
    assert head.count("|") == rule.count("|") == len(TITLES) + 1
    if output.err:
        assert "hledger is not installed" in output.err
    else:
        (row,) = rows
        assert row.count("|") == len(TITLES) + 1


def test_hledger_that_is_absent_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    main(["--quick", "--only", "hledger"])
    output = capsys.readouterr()
    assert len(output.out.splitlines()) == 2
    assert output.err.startswith("hledger is not installed")


def test_a_row_shows_what_is_known() -> None:
    alone = Result(work="w", unit="a thing", ours=0.0000125, cpu=0.00001)
    row = "| w | 12.5 µs a thing | 10.0 µs | – | – | – | – | – | – |"
    assert alone.row() == row
    compared = Compared(Took(0.5, 0.4), Took(0.2, 0.1), Took(2.5, 4))
    beside = Result.compared("w", "a go", compared, beside="x", bound=3, units=2)
    assert beside.row() == (
        "| w | 250 ms a go | 200 ms | x | 100 ms a go | 50 ms | 2.50× | 4.00× | ≤ 3× |"
    )


def test_what_takes_minutes_runs_where_it_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ran: list[str] = []

    def note(name: str, *_: object) -> str:
        ran.append(name)
        return "-"

    noting = {name: partial(note, name) for name in RUNS}
    monkeypatch.setattr("benchmarks.__main__.RUNS", noting)
    main(["--quick"])
    assert set(ran) == RUNS.keys() - LONG
    main(["--quick", "--long"])
    assert set(ran) == RUNS.keys()
