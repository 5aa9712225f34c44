"""hledger as an oracle: it adds our lines up by itself, and comes to our balances."""

import csv
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from fundledger.domain.chart import Side
from fundledger.domain.fen import in_yuan
from fundledger.queries.balances import accounts, balances
from fundledger.queries.register import WHOLE
from fundledger.reports.journal import journal
from fundledger.reports.report import Basis
from fundledger.store.books import Fund
from fundledger.store.reading import Books
from fundledger.writers.hledger import account_name, to_hledger
from tests import lived

HLEDGER = shutil.which("hledger")
needs_hledger = pytest.mark.skipif(
    HLEDGER is None,
    reason="hledger is not installed: its balances are not compared with ours",
)


def exported(books: Books, as_of: date | None = None) -> str:
    basis = Basis("small", "社区基金", str(books.head), as_of, None)
    return "".join(to_hledger(journal(books, basis, WHOLE)))


def hledger_balances(journal: str, folder: Path) -> dict[str, str]:
    """Ask hledger for each account's balance as a debit, in 元."""
    file = folder / "books.journal"
    file.write_text(journal, encoding="utf-8")
    assert HLEDGER is not None
    command = [HLEDGER, "-f", str(file), "balance", "-N", "--flat", "-E", "-O", "csv"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    rows = list(csv.reader(done.stdout.splitlines()))[1:]
    return {name: amount.removesuffix(" CNY") for name, amount in rows}


def our_balances(books: Books, as_of: date | None = None) -> dict[str, str]:
    rows = accounts(books)
    return {
        account_name(key, rows[key].book): in_yuan(
            fen if rows[key].side is Side.DEBIT else -fen
        )
        for key, fen in balances(books, as_of).items()
    }


@needs_hledger
@pytest.mark.parametrize("as_of", [None, date(2024, 5, 10)])
def test_hledger_comes_to_the_same_balances(
    small_fund: Fund, tmp_path: Path, as_of: date | None
) -> None:
    with lived.live(small_fund).reading() as books:
        theirs = hledger_balances(exported(books, as_of), tmp_path)
        ours = our_balances(books, as_of)
    zero = {"0", "0.00"}
    assert {name: fen for name, fen in theirs.items() if fen not in zero} == {
        name: fen for name, fen in ours.items() if fen not in zero
    }


def test_a_voucher_is_a_transaction_with_its_number(small_fund: Fund) -> None:
    with small_fund.reading() as books:
        written = exported(books)
    assert written.splitlines()[-8:] == [
        "",
        "2024-03-01 (2024-03-记-0001) 收到捐赠",
        "    money:bank:main  1000.00 CNY  ; name:银行存款—main",
        (
            "    money:donations:restricted  -1000.00 CNY"
            "  ; name:捐赠收入—限定性, source:aid, restricted:yes"
        ),
        "",
        "2024-03-01 (2024-03-备-0001) 收到捐赠",
        "    budget:b_total  1000.00 CNY  ; name:总额度, source:aid",
        "    budget:b_free  -1000.00 CNY  ; name:可立项额度, source:aid",
    ]


def test_a_summary_cannot_break_out_of_its_line(small_fund: Fund) -> None:
    with small_fund.reading() as books:
        report = journal(books, Basis("small", "社区\n基金", "1:ab", None, None))
        (table,) = report.tables
        at = table.place("summary")
        bent = [[*row[:at], "a;b|c\n    x  1", *row[at + 1 :]] for row in table.rows]
    written = "".join(to_hledger(report._replace(tables=[table._replace(rows=bent)])))
    assert "2024-03-01 (2024-03-记-0001) a；b｜c     x  1\n" in written
    assert "; name: 社区 基金\n" in written
