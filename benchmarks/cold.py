"""A cold `fundledger balance`, beside a Python that only imports SQLAlchemy."""

import subprocess
import sys
from pathlib import Path

from benchmarks.measure import ROUNDS, Result, compare, timed


def cold_balance(database: Path, rounds: int = ROUNDS) -> Result:
    """Start the program, print the balances of the demo fund, and end."""
    balance = [sys.executable, "-m", "fundledger", "balance", "--db", str(database)]
    bare = [sys.executable, "-c", "import sqlalchemy"]
    found = compare(lambda: _run(balance), lambda: _run(bare), rounds)
    return Result(
        work="`fundledger balance`, cold, demo fund",
        unit="a start",
        ours=found.ours,
        theirs=found.theirs,
        ratio=found.ratio,
        beside='`python -c "import sqlalchemy"`',
        bound=2,
    )


def _run(command: list[str]) -> float:
    return timed(lambda: subprocess.run(command, check=True, capture_output=True))
