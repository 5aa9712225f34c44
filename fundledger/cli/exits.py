"""What the program's exit code says: one table, printed by --help."""

from collections.abc import Mapping
from enum import IntEnum
from types import MappingProxyType
from typing import Final

from fundledger.errors import N_, FundledgerError, InputError, RefusedError, StoreError


class Exit(IntEnum):
    """Every exit code there is."""

    OK = 0
    OFFENCES = 1
    USAGE = 2
    REFUSED = 3
    UNAVAILABLE = 4
    FAULT = 5
    INTERRUPTED = 130
    PIPE = 141


MEANINGS: Final[Mapping[Exit, str]] = MappingProxyType(
    {
        Exit.OK: N_("done; nothing is wrong"),
        Exit.OFFENCES: N_(
            "something in the books is wrong, or a part of them could not be checked"
        ),
        Exit.USAGE: N_("an option or other input cannot be understood"),
        Exit.REFUSED: N_("a right or a rule refuses it"),
        Exit.UNAVAILABLE: N_(
            "the ledger, what was asked for in it, or room for the output is not there"
        ),
        Exit.FAULT: N_("a fault of the program; its log says where"),
        Exit.INTERRUPTED: N_("interrupted from the keyboard"),
        Exit.PIPE: N_("whoever read the output stopped reading"),
    }
)

_BY_ERROR: Final = (
    (InputError, Exit.USAGE),
    (RefusedError, Exit.REFUSED),
    (StoreError, Exit.UNAVAILABLE),
)


def exit_of(error: FundledgerError) -> Exit:
    """Give the exit code of an error, by its kind."""
    return next(
        (code for kind, code in _BY_ERROR if isinstance(error, kind)), Exit.FAULT
    )
