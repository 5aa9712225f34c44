"""The first schema: tables, line view, guards, and PostgreSQL's grants.

The statements are frozen beside this file, one dialect each, as the schema stood then.
"""

from importlib import import_module
from pathlib import Path

from alembic import op

_rebuilding = import_module("fundledger.migrations.rebuilding")

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Run the frozen statements of this dialect."""
    connection = op.get_bind()
    dialect = connection.dialect.name
    frozen = Path(__file__).with_name(f"revision_0001.{dialect}.sql")
    _rebuilding.run_frozen(connection, frozen)
    if dialect == "postgresql":
        for role in ("fundledger_app", "fundledger_reader"):
            connection.exec_driver_sql(f"GRANT SELECT ON alembic_version TO {role}")
