"""Where a person's ledgers and logs lie, by the customs of their system."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

APP: Final = "fundledger"


class _Custom(NamedTuple):
    """A kind of place: the variable that names it, and where it is without."""

    variable: str
    otherwise: tuple[str, ...]


_DATA: Final = {
    "darwin": _Custom("", ("Library", "Application Support")),
    "win32": _Custom("LOCALAPPDATA", ("AppData", "Local")),
}
_STATE: Final = {
    "darwin": _Custom("", ("Library", "Logs")),
    "win32": _Custom("LOCALAPPDATA", ("AppData", "Local")),
}


def data_dir(
    environ: Mapping[str, str], platform: str, home: Path | None
) -> Path | None:
    """Say where a person's ledgers lie; None where nothing names a place."""
    xdg = _Custom("XDG_DATA_HOME", (".local", "share"))
    return _place(_DATA.get(platform, xdg), environ, home)


def log_path(
    environ: Mapping[str, str], platform: str, home: Path | None
) -> Path | None:
    """Say where faults of the program are logged; None where nothing names a place."""
    xdg = _Custom("XDG_STATE_HOME", (".local", "state"))
    place = _place(_STATE.get(platform, xdg), environ, home)
    return None if place is None else place / f"{APP}.log"


def home_dir(environ: Mapping[str, str]) -> Path | None:
    """Say where a person's home is; None for a user whom the system does not know."""
    if environ.get("HOME"):
        return Path(environ["HOME"])
    try:
        return Path.home()
    except (KeyError, RuntimeError):
        return None


def demo_path(data: Path) -> Path:
    """Say where the demo fund lies."""
    return data / "demo.db"


def ledger_path(data: Path) -> Path:
    """Say where a ledger lies that nobody named: one's own, never the demo's."""
    return data / "ledger.db"


def _place(
    custom: _Custom, environ: Mapping[str, str], home: Path | None
) -> Path | None:
    """Follow a custom; a relative path in a variable is none (XDG base directories)."""
    named = Path(environ.get(custom.variable, ""))
    if named.is_absolute():
        return named / APP
    return None if home is None else home.joinpath(*custom.otherwise, APP)
