"""A district with everybody a case needs, on both databases."""

import pytest

from fundledger.store.books import Ledger
from tests.commands import scene as scenes
from tests.commands.scene import Scene
from tests.databases import Database


@pytest.fixture
def scene(ledger: Ledger, database: Database) -> Scene:
    """Found the district, and open the books on the round's first day."""
    return scenes.create(ledger, database.clerk)
