"""Which money vouchers a book counts: --vouchers reviewed or all."""

from collections.abc import Callable
from typing import Final

from fundledger.cli.options import word_type
from fundledger.cli.verbs import Run, option
from fundledger.domain.vouchers import CountedVouchers
from fundledger.errors import N_

_COUNTED: Final = word_type(CountedVouchers)


def counting() -> Callable[[Run], Run]:
    """Give a verb the option --vouchers."""
    return option(
        "--vouchers",
        "counted",
        type=_COUNTED,
        default=CountedVouchers.ALL,
        help=N_(
            "All vouchers (without this), or only those that are reviewed 复核: for"
            " books that are printed to be kept. Budget vouchers need no review."
        ),
    )
