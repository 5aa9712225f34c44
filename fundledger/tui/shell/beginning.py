"""What can be begun where there is no ledger yet; whoever starts the program says how.

The workbench knows no ledger but the one it has open: creating one is done by functions
that are handed in. They run in a worker's thread.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from fundledger.i18n import Language
from fundledger.reports.report import Report

Progress = Callable[[int, int], None]
"""Called with the deeds done so far and how many there are."""


class Founded(NamedTuple):
    """A ledger that one may go on in."""

    address: str
    actor: str | None
    """Who acts in it; None for whoever was named."""


class Founding(NamedTuple):
    """What a fund is created with."""

    code: str
    name: str
    founders: Sequence[tuple[str, str]]
    """Login and name of two people."""


class SetUp(NamedTuple):
    """What became of a workbook: a fund, or the report of its faults."""

    founded: Founded | None
    faults: Report | None


class Beginning(NamedTuple):
    """What there is to begin with."""

    ledger: str
    """Where a new ledger will lie."""
    demo: str
    """Where the demo lies, or will."""
    create: Callable[[Founding], Founded]
    """Creates a fund. Raises InputError, RefusedError, StoreError."""
    write_template: Callable[[Path, Language], None]
    """Writes a workbook to be filled in. Raises FileThereError, OSError."""
    set_up: Callable[[Path], SetUp]
    """Does what a workbook says. Raises UnreadableError, StoreError."""
    make_demo: Callable[[Progress], Founded]
    """Creates the demo where it is missing."""
