"""Queries that people write: one statement that reads, bounded in time, rows and size.

It runs in a snapshot of the whole ledger, as somebody who may only read.
"""

from collections.abc import Mapping

from fundledger.domain.ids import Seq
from fundledger.store.books import Fund, Ledger, SeqUnknownError
from fundledger.store.querying.answer import Answer, Bounds
from fundledger.store.querying.query import FUND, Query, read_query, require_parameters
from fundledger.store.sqlite import SqliteDialect

__all__ = ["FUND", "Answer", "Bounds", "Query", "ask", "ask_at", "read_query"]


def ask(
    ledger: Ledger, query: Query, values: Mapping[str, str], bounds: Bounds
) -> Answer:
    """Run a query with the values of its parameters.

    Raises ParameterMissingError, ParameterUnusedError, QueryError of several kinds,
    QueryValueError, QueryTimeError, QuerySizeError, SameNameError, ReaderRightError.
    """
    require_parameters(query, values)
    dialect = ledger.dialect
    with ledger.translating_errors():
        if isinstance(dialect, SqliteDialect):
            from fundledger.store.querying.in_sqlite import ask_sqlite  # noqa: PLC0415

            return ask_sqlite(dialect, query, values, bounds)
        from fundledger.store.postgresql import PostgresDialect  # noqa: PLC0415 - slow
        from fundledger.store.querying.in_postgresql import (  # noqa: PLC0415 - slow
            ask_postgresql,
        )

        assert isinstance(dialect, PostgresDialect)
        return ask_postgresql(dialect, ledger.engine, query, values, bounds)


def ask_at(
    fund: Fund, at: int, query: Query, values: Mapping[str, str], bounds: Bounds
) -> Answer:
    """Run a query on a fund's books as they stood at a record of its chain.

    They are rebuilt from the chain in a database of their own, whatever the ledger's
    is. Raises SeqUnknownError, and what `ask` raises.
    """
    from fundledger.store.querying.in_sqlite import ask_opened  # noqa: PLC0415
    from fundledger.store.rebuilding import rebuilt_alone  # noqa: PLC0415 - rarely used

    require_parameters(query, values)
    with fund.reading() as books:
        if not 1 <= at <= books.head.seq:
            raise SeqUnknownError(at, books.head.seq)
        with rebuilt_alone(books.connection, fund.id, Seq(at)) as driver:
            return ask_opened(driver, query, values, bounds)
