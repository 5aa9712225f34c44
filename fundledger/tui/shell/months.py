"""A screen that shows a month of the books, from which one goes to another month."""

from collections.abc import Sequence

from fundledger.domain.ids import Month
from fundledger.domain.periods import month_of
from fundledger.errors import N_
from fundledger.tui.kit.text import Tone
from fundledger.tui.shell.screen import FundScreen


class OfMonth(FundScreen):
    """Knows which month is shown; a subclass asks for it in `load`."""

    chosen: Month | None = None
    """The month that was gone to; None for the month of the business date."""
    shown_month = Month("")
    """The month of the last answer."""
    months: Sequence[Month] = ()
    """The months of the books, as the last answer had them."""

    @property
    def wanted_month(self) -> Month:
        """Give the month to ask for."""
        return self.chosen or month_of(self.host.business_date)

    def shown(self, month: Month, months: Sequence[Month]) -> None:
        """Remember which month the answer is of, and which ones there are."""
        self.shown_month, self.months = month, months

    def action_month(self, by: int) -> None:
        """Go some months on."""
        if self.shown_month not in self.months:
            return
        at = self.months.index(self.shown_month) + by
        if 0 <= at < len(self.months):
            self._go_to(self.months[at])
        else:
            text = N_("The books have no month before or after this one.")
            self.tell(self.say(text), Tone.WARN)

    def action_today(self) -> None:
        """Go to the month of the business date."""
        self._go_to(None)

    def _go_to(self, month: Month | None) -> None:
        self.chosen = month
        self.load()


def nearest(months: Sequence[Month], wanted: Month) -> Month:
    """Give the month that is wanted, or the last one before it, or the first."""
    before = [each for each in months if each <= wanted]
    return before[-1] if before else months[0]
