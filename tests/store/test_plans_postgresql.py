"""PostgreSQL finds a deed's rows by key too: it reads no more of a larger fund."""

from contextlib import closing

import pytest
from sqlalchemy import Connection

from fundledger.store.postgresql import SETTINGS
from tests import small
from tests.databases import Database

READ = """
    SELECT SUM(COALESCE(seq_tup_read, 0) + COALESCE(idx_tup_fetch, 0))::bigint
    FROM pg_stat_user_tables WHERE relname IN ('voucher', 'posting', 'record')
"""
DEEDS = 10
FEW, MANY = 100, 600


def _value(connection: Connection, statement: str) -> object:
    return connection.exec_driver_sql(statement).scalar_one()


def _rows_read_by_a_deed(database: Database) -> float:
    """Give deeds over one connection, and count the rows that each has read."""
    with closing(database.bare_owner()) as owner:
        owner.run("ANALYZE")
        before = owner.value(READ)
        with closing(database.ledger()) as ledger:
            fund = ledger.fund()
            for _ in range(DEEDS):
                small.donate(fund)
            with ledger.engine.connect() as connection:
                connection.exec_driver_sql("SELECT pg_stat_force_next_flush()")
        owner.run("SELECT pg_stat_clear_snapshot()")
        return int(owner.value(READ) - before) / DEEDS


def test_a_deed_reads_as_few_rows_of_a_large_fund_as_of_a_small_one(
    postgres_database: Database,
) -> None:
    with closing(postgres_database.ledger()) as ledger:
        small.create(ledger, postgres_database.clerk, given=FEW)
    few = _rows_read_by_a_deed(postgres_database)
    with closing(postgres_database.ledger()) as ledger:
        fund = ledger.fund()
        for _ in range(MANY - FEW):
            small.donate(fund)
    many = _rows_read_by_a_deed(postgres_database)
    assert few > 0
    assert many <= few * 1.2


@pytest.mark.parametrize(
    ("setting", "deed", "reading"),
    [("plan_cache_mode", "force_generic_plan", "auto"), ("jit", "off", "off")],
)
def test_deeds_use_plans_made_once_and_readings_plan_anew(
    postgres_database: Database, setting: str, deed: str, reading: str
) -> None:
    with closing(postgres_database.ledger()) as ledger:
        statement = f"SHOW {setting}"
        with ledger.dialect.writer(ledger.engine) as connection:
            assert _value(connection, statement) == deed == SETTINGS[setting]
        with ledger.dialect.snapshot(ledger.engine) as connection:
            assert _value(connection, statement) == reading
        with ledger.dialect.writer(ledger.engine) as connection:
            assert _value(connection, statement) == deed
