"""A run loads what it needs: start-up is most of what a short verb takes."""

import subprocess
import sys
from pathlib import Path

import pytest

LOADED = """
import sys
before = {*sys.modules}
from fundledger.cli.app import run
code = run(sys.argv[1:])
print(*sys.modules.keys() - before, sep="\\n", file=sys.stderr)
sys.exit(code)
"""


def loaded_by(*arguments: str) -> set[str]:
    """Run the program, and tell which modules it has loaded."""
    command = [sys.executable, "-c", LOADED, *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(ran.stderr.splitlines())


def is_among(name: str, loaded: set[str]) -> bool:
    """Tell whether a package, or anything in it, is loaded."""
    return any(each == name or each.startswith(f"{name}.") for each in loaded)


@pytest.mark.parametrize(
    "unneeded",
    [
        "alembic",
        "fundledger.commands",
        "fundledger.cli.demo_books",
        "fundledger.store.postgresql",
        "fundledger.store.rebuilding",
        "fundledger.store.tables.cases",
        "fundledger.store.tables.money",
        "fundledger.store.tables.people",
        "fundledger.tui",
        "psycopg",
        "pydantic",
        "sqlalchemy.dialects.postgresql",
        "sqlalchemy.orm",
        "textual",
        "xlsxwriter",
    ],
)
def test_a_report_of_a_file_loads_no_other_database_and_no_other_room(
    unneeded: str, balance_modules: set[str]
) -> None:
    assert "sqlalchemy.dialects.sqlite" in balance_modules
    assert not is_among(unneeded, balance_modules)


@pytest.fixture(scope="module")
def balance_modules(demo_template: Path) -> set[str]:
    """Print balances of the demo fund, and tell what was loaded for it."""
    return loaded_by("balance", "--db", str(demo_template))


@pytest.mark.parametrize(
    "unneeded", ["sqlalchemy", "sqlite3", "moneyed", "babel", "decimal", "pydantic"]
)
def test_the_version_is_told_without_any_database_or_money(
    unneeded: str, version_modules: set[str]
) -> None:
    assert "fundledger.cli.app" in version_modules
    assert not is_among(unneeded, version_modules)


@pytest.fixture(scope="module")
def version_modules() -> set[str]:
    """Ask for the version, and tell what was loaded for it."""
    return loaded_by("--version")
