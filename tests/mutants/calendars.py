"""Every cell of the State Council's calendars that could be wrong."""

from collections.abc import Iterator
from datetime import date, timedelta

from fundledger.domain import state_calendars
from fundledger.domain.working_days import DaysOff, YearCalendar
from tests.mutants.changing import Mutant

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


def shipped() -> Iterator[Mutant]:
    """Drop each year, give it another paper, and other days off and worked."""
    table = state_calendars.SHIPPED
    for place, year in enumerate(table):
        head, tail = table[:place], table[place + 1 :]
        yield Mutant(f"{year.year} dropped", (*head, *tail))
        others = [*_other_days_off(year), *_other_worked(year)]
        for words, other in [("paper", year._replace(paper="x")), *others]:
            yield Mutant(f"{year.year} {words}", (*head, other, *tail))


def _other_days_off(year: YearCalendar) -> Iterator[tuple[str, YearCalendar]]:
    for place, feast in enumerate(year.days_off):
        head, tail = year.days_off[:place], year.days_off[place + 1 :]
        yield f"-{feast.name}", year._replace(days_off=(*head, *tail))
        for words, other in _other_feasts(feast):
            changed = year._replace(days_off=(*head, other, *tail))
            yield f"{feast.name} {words}", changed


def _other_feasts(feast: DaysOff) -> Iterator[tuple[str, DaysOff]]:
    """Let it begin or end a day earlier or later; a weekend is free without it."""
    first, last = feast.from_on, feast.until_on
    if _in_week(first - DAY):
        yield "a day earlier", feast._replace(from_on=first - DAY)
    if _in_week(last + DAY):
        yield "a day longer", feast._replace(until_on=last + DAY)
    if first < last and _in_week(first):
        yield "a day later", feast._replace(from_on=first + DAY)
    if first < last and _in_week(last):
        yield "a day shorter", feast._replace(until_on=last - DAY)


def _in_week(day: date) -> bool:
    return day.isoweekday() < 6


def _other_worked(year: YearCalendar) -> Iterator[tuple[str, YearCalendar]]:
    for place, each in enumerate(year.worked):
        head, tail = year.worked[:place], year.worked[place + 1 :]
        yield f"-{each.on_date}", year._replace(worked=(*head, *tail))
        moved = each._replace(on_date=each.on_date + WEEK)
        words = f"{each.on_date} a week later"
        yield words, year._replace(worked=(*head, moved, *tail))
