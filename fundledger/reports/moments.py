"""Moments of the chain as people read them: in China's time."""

from datetime import datetime

from fundledger.domain.china_time import CHINA
from fundledger.reports.report import Dual


def china_time(moment: str) -> str:
    """Write a moment of the chain (UTC) in China's time; what is none as it is."""
    try:
        local = datetime.fromisoformat(moment).astimezone(CHINA)
    except (ValueError, OverflowError):  # the last hours of the year 9999
        return moment
    return local.replace(tzinfo=None).isoformat(" ", "seconds")


def recorded(moment: str) -> Dual:
    """Give a moment as it is stored, and as people read it."""
    return Dual(moment, china_time(moment))
