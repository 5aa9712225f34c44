"""The first schema: tables, line view, guards, and PostgreSQL's grants.

The statements are frozen beside this file, one dialect each, as the schema stood then.
"""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None

MARK = "\n-- next\n"


def upgrade() -> None:
    """Run the frozen statements of this dialect."""
    connection = op.get_bind()
    dialect = connection.dialect.name
    frozen = Path(__file__).with_name(f"revision_0001.{dialect}.sql")
    driver = connection.connection.driver_connection
    assert driver is not None
    for statement in frozen.read_text(encoding="utf-8").split(MARK):
        driver.execute(statement)
    if dialect == "postgresql":
        for role in ("fundledger_app", "fundledger_reader"):
            driver.execute(f"GRANT SELECT ON alembic_version TO {role}")
