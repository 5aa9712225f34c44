"""What closing a month demands 结账: its conditions, and where each is met."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from fundledger.domain.ids import Month
from fundledger.domain.periods import obstacles_to_close
from fundledger.errors import N_, FundledgerError
from fundledger.tui.shell.actions import ScreenKind
from fundledger.tui.shell.routes import Open

if TYPE_CHECKING:
    from fundledger.queries.vouchers import MonthState

QUEUE: Final = "unsigned_vouchers"
MISSING: Final = "missing_attachments"
EARLIER: Final = "earlier_month_open"
CONDITIONS: Final = (
    (EARLIER, N_("All earlier months are closed.")),
    ("month_not_over", N_("The month is over.")),
    (QUEUE, N_("All its vouchers are signed by everybody.")),
    (MISSING, N_("No attachment is missing.")),
)
"""What closing demands, by the code of the refusal, and what is said when it is met."""


class Condition(NamedTuple):
    """One condition of closing a month."""

    code: str
    met: str
    """To translate: what is said when nothing is in the way."""
    obstacle: FundledgerError | None
    place: Open | None
    """Where what is in the way is done; None where there is nothing to be done."""


def checklist(
    state: "MonthState", opened: Collection[Month], on: date
) -> Sequence[Condition]:
    """Give the conditions of closing a month; `opened` are the months still open."""
    obstacles = {
        str(getattr(each, "code", "")): each
        for each in obstacles_to_close(
            state.key,
            opened=opened,
            unsigned=state.unsigned,
            on=on,
            missing=state.missing,
        )
    }
    return [
        Condition(code, met, obstacles.get(code), _place(code, state, opened))
        for code, met in CONDITIONS
    ]


def _place(code: str, state: "MonthState", opened: Collection[Month]) -> Open | None:
    """Say where one condition is seen to."""
    if code in {QUEUE, MISSING}:
        return Open(ScreenKind.VOUCHERS, state.key)
    if code == EARLIER and opened and min(opened) < state.key:
        return Open(ScreenKind.PERIOD, min(opened))
    return None
