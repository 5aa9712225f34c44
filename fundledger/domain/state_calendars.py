"""The State Council's calendars that every fund begins with, year by year.

Each row is what the General Office's notice 国务院办公厅关于部分节假日安排的通知 says:
days off in a row, weekends among them, and weekend days that are worked for them.
Years to come are added by the deed `add_calendar_year`, from their own notice.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

from fundledger.domain.working_days import DaysOff, WorkedDay, YearCalendar

_NEW_YEAR, _SPRING, _TOMBS, _LABOUR = "元旦", "春节", "清明节", "劳动节"
_DRAGON, _AUTUMN, _NATIONAL = "端午节", "中秋节", "国庆节"


def _year(
    year: int, paper: str, *feasts: tuple[str, str, str, Iterable[str]]
) -> YearCalendar:
    """Take a year's rows: a feast, its first and last day off, the days worked for it.

    Days are month and day, like 02-10.
    """

    def day(text: str) -> date:
        return date.fromisoformat(f"{year}-{text}")

    return YearCalendar(
        year,
        paper,
        tuple(DaysOff(name, day(first), day(last)) for name, first, last, _ in feasts),
        tuple(
            WorkedDay(name, day(worked))
            for name, _, _, made_up in feasts
            for worked in made_up
        ),
    )


SHIPPED: Final = (
    _year(
        2024,
        "国办发明电〔2023〕7号",
        (_NEW_YEAR, "01-01", "01-01", ()),
        (_SPRING, "02-10", "02-17", ("02-04", "02-18")),
        (_TOMBS, "04-04", "04-06", ("04-07",)),
        (_LABOUR, "05-01", "05-05", ("04-28", "05-11")),
        (_DRAGON, "06-10", "06-10", ()),
        (_AUTUMN, "09-15", "09-17", ("09-14",)),
        (_NATIONAL, "10-01", "10-07", ("09-29", "10-12")),
    ),
    _year(
        2025,
        "国办发明电〔2024〕12号",
        (_NEW_YEAR, "01-01", "01-01", ()),
        (_SPRING, "01-28", "02-04", ("01-26", "02-08")),
        (_TOMBS, "04-04", "04-06", ()),
        (_LABOUR, "05-01", "05-05", ("04-27",)),
        (_DRAGON, "05-31", "06-02", ()),
        (f"{_NATIONAL}、{_AUTUMN}", "10-01", "10-08", ("09-28", "10-11")),
    ),
    _year(
        2026,
        "国办发明电〔2025〕7号",
        (_NEW_YEAR, "01-01", "01-03", ("01-04",)),
        (_SPRING, "02-15", "02-23", ("02-14", "02-28")),
        (_TOMBS, "04-04", "04-06", ()),
        (_LABOUR, "05-01", "05-05", ("05-09",)),
        (_DRAGON, "06-19", "06-21", ()),
        (_AUTUMN, "09-25", "09-27", ()),
        (_NATIONAL, "10-01", "10-07", ("09-20", "10-10")),
    ),
)
"""What every new fund has."""
