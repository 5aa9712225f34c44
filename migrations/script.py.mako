"""${message}"""

from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Say what changes and why; remember the upcast of older records."""
    ${upgrades if upgrades else "op.execute('')"}
