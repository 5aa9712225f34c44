"""Fixtures of the store's tests."""

import shutil
from collections.abc import Generator
from contextlib import closing
from pathlib import Path

import pytest

from fundledger.domain.sources import GENERAL
from fundledger.store.books import Fund
from tests import small
from tests.databases import Database, Prompt
from tests.store import source_postings
from tests.store.attack import Attacker
from tests.store.files import DEEDS, checkpoint
from tests.store.tamper import Tamperer


@pytest.fixture
def attacker(database: Database, small_fund: Fund, bare: Prompt) -> Attacker:
    """Sit down at a prompt of the small fund, as the app's role."""
    assert small_fund.id == 1
    return Attacker(database, bare)


@pytest.fixture
def funded(attacker: Attacker) -> Attacker:
    """Give the other source as much as the restricted one has, budget included."""
    given = source_postings.posting(
        "bank.main", "donations.unrestricted", small.GIVEN_FEN
    )
    budget = source_postings.posting(
        "b_total", "b_free", small.GIVEN_FEN, **source_postings.of(GENERAL)
    )
    source_postings.book(attacker, given, budget)
    return attacker


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


@pytest.fixture
def path(sqlite_database: Database) -> Path:
    """Give the place of the ledger of `fund`."""
    return Path(sqlite_database.address)


@pytest.fixture
def fund(sqlite_database: Database) -> Generator[Fund]:
    """Give a fund that is open, with its newest deeds still in the log."""
    with sqlite_database.ledger() as ledger:
        yield small.create(ledger, None)


@pytest.fixture
def older(fund: Fund, path: Path, tmp_path: Path) -> Path:
    """Give a whole copy of the ledger as it stood before the fund's newest deeds."""
    checkpoint(fund)
    copy = Path(shutil.copy(path, tmp_path / "older.db"))
    for _ in range(DEEDS):
        small.donate(fund, 1)
    return copy


@pytest.fixture
def filled_fund(small_fund: Fund, tamperer: Tamperer) -> Fund:
    """Open the small fund with rows in every table, and drop the guards."""
    tamperer.drop_guards()
    return small_fund
