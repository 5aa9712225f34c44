"""Fixtures of the store's tests."""

from collections.abc import Generator
from contextlib import closing

import pytest

from fundledger.store.books import Fund
from tests.databases import Database, Prompt
from tests.store.attack import Attacker
from tests.store.tamper import Tamperer


@pytest.fixture
def attacker(database: Database, small_fund: Fund, bare: Prompt) -> Attacker:
    """Sit down at a prompt of the small fund, as the app's role."""
    assert small_fund.id == 1
    return Attacker(database, bare)


@pytest.fixture
def owner(database: Database, small_fund: Fund) -> Generator[Attacker]:
    """Sit down at a prompt as the database's owner; on SQLite all are owners."""
    assert small_fund.id == 1
    with closing(database.bare_owner()) as prompt:
        yield Attacker(database, prompt)


@pytest.fixture
def tamperer(database: Database, small_fund: Fund) -> Generator[Tamperer]:
    """Sit down where no guard holds."""
    assert small_fund.id == 1
    tamperer = Tamperer(database)
    with closing(tamperer.prompt):
        yield tamperer
