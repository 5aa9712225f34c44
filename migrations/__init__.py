"""The schema's history, by Alembic; ships as fundledger.migrations."""
