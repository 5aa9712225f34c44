"""Funds that many tests begin with: founded once a run, and copied with their database.

A test's database has the fund in it if the test, or a fixture of it, takes the fixture
of that name; any other test gets a migrated database without a fund.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import pytest

from fundledger.store.books import Ledger
from tests import small

Found = Callable[[Ledger, str | None], object]
"""What founds a fund in a ledger, its people being a user of the database."""


def _scene(ledger: Ledger, user: str | None) -> object:
    from tests.commands import scene

    return scene.create(ledger, user)


def _unopened(ledger: Ledger, user: str | None) -> object:
    from tests.commands import scene

    return scene.create(ledger, user, donated=0)


def _filled(ledger: Ledger, user: str | None) -> object:
    from tests.store import filled

    fund = small.create(ledger, user)
    filled.fill(fund)
    return fund


WORLDS: Final[Mapping[str, Found]] = MappingProxyType(
    {
        "scene": _scene,
        "unopened": _unopened,
        "filled_fund": _filled,
        "small_fund": small.create,
    }
)
"""What founds the fund of each fixture of that name."""


def world_of(request: pytest.FixtureRequest) -> str | None:
    """Name the world that a test takes; None if it takes none."""
    return next((name for name in WORLDS if name in request.fixturenames), None)
