"""A screen of a book, which counts all vouchers or those that are reviewed 已复核."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from fundledger.domain.vouchers import CountedVouchers
from fundledger.errors import N_
from fundledger.tui.kit.text import Span, Tone
from fundledger.tui.shell.screen import FundScreen

SHOWN: Final[Mapping[CountedVouchers, str]] = MappingProxyType(
    {
        CountedVouchers.ALL: N_("all vouchers"),
        CountedVouchers.REVIEWED: N_("reviewed vouchers"),
    }
)


class OfCounted(FundScreen):
    """Knows which vouchers count; a subclass asks for them in `load`."""

    counted = CountedVouchers.ALL

    def counted_span(self) -> Span:
        """Say in the heading which vouchers count."""
        tone = Tone.DIM if self.counted is CountedVouchers.ALL else Tone.WARN
        return Span(f" {self.say(SHOWN[self.counted])}", tone)

    def action_counted(self) -> None:
        """Count the others: what is shown, exported and opened from here follows."""
        is_all = self.counted is CountedVouchers.ALL
        self.counted = CountedVouchers.REVIEWED if is_all else CountedVouchers.ALL
        self.load()
