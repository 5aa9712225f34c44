"""A cold `fundledger balance`, beside a Python that only imports SQLAlchemy."""

import os
import subprocess
import sys
from pathlib import Path

from benchmarks.measure import ROUNDS, Result, Took, compare, timed


def cold_balance(database: Path, rounds: int = ROUNDS) -> Result:
    """Start the program, print the balances of the demo fund, and end."""
    balance = [sys.executable, "-m", "fundledger", "balance", "--db", str(database)]
    bare = [sys.executable, "-c", "import sqlalchemy"]
    result = compare(lambda: _run(balance), lambda: _run(bare), rounds)
    return Result.compared(
        "`fundledger balance`, cold, demo fund",
        "a start",
        result,
        beside='`python -c "import sqlalchemy"`',
        bound=2,
    )


def _run(command: list[str]) -> Took:
    """Run a program as one that is installed: its modules are compiled once."""
    around = {n: v for n, v in os.environ.items() if n != "PYTHONDONTWRITEBYTECODE"}
    return timed(
        lambda: subprocess.run(command, check=True, capture_output=True, env=around)
    )
