"""China time 北京时间, by which the books have their days."""

from datetime import date, datetime, timedelta, timezone
from typing import Final

CHINA: Final = timezone(timedelta(hours=8))
"""The zone of the books, whatever the machine's is."""


def day_in_china(moment: datetime) -> date:
    """Tell which day it is in China at a moment that knows its zone."""
    return moment.astimezone(CHINA).date()
