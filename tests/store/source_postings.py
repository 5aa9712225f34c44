"""Postings by source of funds, as somebody types them at a bare prompt.

The small fund has two sources, `general` and the restricted one, `aid`. A posting names
the source that its accounts are for, unless a test says otherwise.
"""

from fundledger.domain.chart import ACCOUNTS, Account, Book, ByProject
from fundledger.domain.ids import AccountKey
from tests import small
from tests.store.attack import SIDES, Attacker

Row = dict[str, object]


def posting(debit: str, credit: str, fen: object = 100, **changed: object) -> Row:
    """Say what a posting is; of the first project if either account is by project."""
    by_project = any(
        account_of(key).by_project is ByProject.YES for key in (debit, credit)
    )
    row: Row = {"debit": debit, "credit": credit, "fen": fen}
    return row | {"project_no": 1 if by_project else None} | changed


def account_of(key: str) -> Account:
    return ACCOUNTS[AccountKey("bank" if key == small.BANK else key)]


def write(attacker: Attacker, seq: int, *postings: Row, kind: str = "normal") -> None:
    """Insert a voucher of each book that the postings are of."""
    pair: Row = {}
    for series in Book:
        half = [each for each in postings if book_of(each) is series]
        if half:
            no = attacker.voucher(seq, series=series, kind=kind, **pair)
            pair = {"pair_no": no}
            for each in half:
                attacker.posting(seq, no, **each)


def book_of(row: Row) -> Book:
    return account_of(str(row["debit"])).book


def seal(attacker: Attacker, *postings: Row, kind: str = "normal") -> None:
    """Write the postings as one deed, up to its seal."""
    write(attacker, attacker.take_number(), *postings, kind=kind)
    attacker.seal()


def book(attacker: Attacker, *postings: Row, kind: str = "normal") -> None:
    """Write the postings as one deed."""
    seal(attacker, *postings, kind=kind)
    attacker.run("COMMIT")


def standing(
    attacker: Attacker, *, by_project: bool = False
) -> dict[tuple[str, str], int]:
    """Read what stands on each account of each source."""
    table = "project_balance" if by_project else "balance"
    rows = attacker.run(
        f"SELECT source, account_key, fen FROM {table} WHERE fund_id = 1 AND fen <> 0"
    )
    return {(source, key): fen for source, key, fen in rows}


def of(source: str | None) -> Row:
    """Say of which source both sides of a posting are."""
    return {f"{side}_source": source for side in SIDES}
