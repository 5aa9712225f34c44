"""R22 The audit chain is whole, and the books are what it says was done.

`fundledger verify` walks the chain, does every record again and compares each row; this
check asks it and lists what it found, what could not be read included. It needs the
fund rather than one snapshot of its books, and takes longer than all other checks.
"""

from typing import TYPE_CHECKING, Final, NamedTuple

from fundledger.errors import N_
from fundledger.store.books import Fund

if TYPE_CHECKING:
    from fundledger.store.findings import Kind, Value

TITLE: Final = N_("The chain is whole and gives these books")


class ChainOffence(NamedTuple):
    """One thing that verifying found: where, what the chain says, what is there."""

    kind: "Kind"
    table: str
    key: str
    column: str
    recorded: "Value"
    actual: "Value"


def offences(fund: Fund) -> list[ChainOffence]:
    """List what verifying the fund found."""
    from fundledger.store.verify import verify  # noqa: PLC0415 - rarely asked, slow

    return [
        ChainOffence(f.kind, f.table, f.key, f.column, f.recorded, f.actual)
        for f in verify(fund).findings
    ]
