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


def data_dir(environ: Mapping[str, str], platform: str, home: Path) -> Path:
    """Say where a person's ledgers lie."""
    xdg = _Custom("XDG_DATA_HOME", (".local", "share"))
    return _place(_DATA.get(platform, xdg), environ, home)


def log_path(environ: Mapping[str, str], platform: str, home: Path) -> Path:
    """Say where faults of the program are logged."""
    xdg = _Custom("XDG_STATE_HOME", (".local", "state"))
    return _place(_STATE.get(platform, xdg), environ, home) / f"{APP}.log"


def demo_path(data: Path) -> Path:
    """Say where the demo fund lies."""
    return data / "demo.db"


def ledger_path(data: Path) -> Path:
    """Say where a ledger lies that nobody named: one's own, or else the demo's."""
    own = data / "ledger.db"
    demo = demo_path(data)
    return demo if demo.exists() and not own.exists() else own


def _place(custom: _Custom, environ: Mapping[str, str], home: Path) -> Path:
    """Follow a custom; a relative path in a variable is none (XDG base directories)."""
    named = Path(environ.get(custom.variable, ""))
    base = named if named.is_absolute() else home.joinpath(*custom.otherwise)
    return base / APP
