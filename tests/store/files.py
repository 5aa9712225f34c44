"""What tests of a ledger's files do to one that is open."""

from fundledger.store.books import Fund

DEEDS = 20
"""Deeds since the older copy was taken."""


def head(fund: Fund) -> int:
    """Read where the chain stands."""
    with fund.reading() as books:
        return books.head.seq


def checkpoint(fund: Fund) -> None:
    """Move all that is in the log into the file, as SQLite does by and by."""
    with fund.ledger.engine.connect() as connection:
        done = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
    assert done[0] == 0
