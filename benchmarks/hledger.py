"""The same balances by hledger, on our exported lines: an oracle, and a comparison."""

import csv
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.books import again
from benchmarks.measure import ROUNDS, Result, compare, timed
from fundledger.domain.chart import Side
from fundledger.domain.fen import in_yuan
from fundledger.queries.balances import accounts, balances
from fundledger.reports import journal
from fundledger.reports.report import Basis
from fundledger.store.reading import Books
from fundledger.writers.hledger import account_name, to_hledger


class DifferenceError(AssertionError):
    """hledger comes to other balances than ours."""


def program() -> str | None:
    """Find hledger on this machine."""
    return shutil.which("hledger")


def balances_by_hledger(
    program: str, path: Path, room: Path, rounds: int = ROUNDS
) -> Result:
    """Print all balances of a fund, by both programs from a cold start.

    Raises DifferenceError unless they agree to the 分.
    """
    fund = again(path).fund
    exported = room / "books.journal"
    with fund.reading() as books:
        _export(books, fund.code, exported)
        expected = _ours(books)
    fund.ledger.close()
    options = ["balance", "-N", "--flat", "-E", "-O", "csv"]
    theirs = [program, "-f", str(exported), *options]
    if _read(_run(theirs)) != expected:
        raise DifferenceError(program)
    ours = [sys.executable, "-m", "fundledger", "balance", "--db", str(path)]
    compared = compare(
        lambda: timed(lambda: _run(ours)), lambda: timed(lambda: _run(theirs)), rounds
    )
    return Result.compared(
        "all balances of these books, cold",
        "a start",
        compared,
        beside="`hledger balance`: the same to the 分",
    )


def _run(command: list[str]) -> str:
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return done.stdout


def _export(books: Books, code: str, path: Path) -> None:
    basis = Basis(code, code, str(books.head), None, None)
    with path.open("w", encoding="utf-8") as file:
        file.writelines(to_hledger(journal.journal(books, basis)))


def _ours(books: Books) -> dict[str, str]:
    fen_of = accounts(books)
    return {
        account_name(key, fen_of[key].book): in_yuan(
            fen if fen_of[key].side is Side.DEBIT else -fen
        )
        for key, fen in balances(books).items()
    }


def _read(printed: str) -> dict[str, str]:
    rows = list(csv.reader(printed.splitlines()))[1:]
    return {name: amount.removesuffix(" CNY") for name, amount in rows}
