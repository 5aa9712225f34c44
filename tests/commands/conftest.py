"""The scene of these tests, on each database."""

import pytest

from fundledger.store.books import Ledger
from tests.commands import scene as scenes
from tests.commands.scene import Scene
from tests.databases import Database


@pytest.fixture
def scene(database: Database, ledger: Ledger) -> Scene:
    """Found the district, and open the books on the round's first day."""
    return scenes.create(ledger, database.clerk)
