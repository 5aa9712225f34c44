"""The named checks as lights, and the offences behind each."""

from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import Any, Final

from fundledger.checks.r13_control import FigureApart
from fundledger.checks.r21_attachments import Fault
from fundledger.checks.registry import CheckResult, Light
from fundledger.domain.actions import Action
from fundledger.domain.evidence import Document
from fundledger.domain.people import Role
from fundledger.domain.receipts import Ground
from fundledger.errors import N_
from fundledger.reports.columns import COLUMNS, columns
from fundledger.reports.figures import behind
from fundledger.reports.report import (
    Audience,
    Basis,
    Column,
    Dual,
    Kind,
    Phrase,
    Report,
    Table,
)
from fundledger.reports.verification import stored_value

LIGHTS: Final = columns("check", "title", "light", "offences")
NOT_BUILT: Final = N_("Not built yet, and so no pass: {checks}.")
NOT_ASKED: Final = N_("Not run at an earlier record: {checks}.")
NOTICES: Final = N_("{count} to note")
NOWHERE: Final = N_("(no account has it)")
"""Where the money of a source is that no account holds: it was spent for others."""
LONGEST: Final = 80
_ENUMS: Final = MappingProxyType(
    {"document": Document, "fault": Fault, "likeness": Ground}
)


def checks(results: Sequence[CheckResult], basis: Basis) -> Report:
    """Give the lights, then the offences of each check that has some."""
    tables = [lights(results), *map(offences, results)]
    shown = [table for table in tables if table.rows]
    return Report("check", N_("Checks"), basis, shown, notes=list(_notes(results)))


def lights(results: Sequence[CheckResult]) -> Table:
    """Give each check with its light."""
    rows = [
        (each.number, Phrase(each.title), each.light, _counted(each))
        for each in results
    ]
    return Table("checks", N_("Checks"), LIGHTS, rows)


def _counted(result: CheckResult) -> int | Dual:
    """Count offences; what only waits to be done is no offence for people."""
    count = len(result.offences)
    if result.light is not Light.AMBER:
        return count
    return Dual(count, Phrase(NOTICES, {"count": count}))


def offences(result: CheckResult) -> Table:
    """Give the offences of a check, under the headings of their fields."""
    rows = result.offences
    title = Phrase(
        "{number} {title}", {"number": result.number, "title": Phrase(result.title)}
    )
    if rows and isinstance(rows[0], FigureApart):
        return behind(rows, result.number, title)
    heads = [_column(name, result.columns) for name in result.columns]
    cells = [
        [_value(name, value) for name, value in zip(result.columns, row, strict=True)]
        for row in rows
    ]
    return Table(result.number, title, heads, cells)


def _column(name: str, names: Sequence[str]) -> Column:
    """Give the column of a field; a key that has a name beside it is for programs."""
    column = offence_column(name)
    if f"{name}_name" not in names:
        return column
    return column._replace(audience=Audience.PROGRAMS)


def offence_column(name: str) -> Column:
    """Give the column of a field; one that is not known here is called by its name."""
    known = COLUMNS.get(name, Column(name, name))
    return known if known.kind is not Kind.TEXT else known._replace(longest=LONGEST)


def _value(name: str, value: Any) -> Any:  # noqa: ANN401 - any check's field
    """Give a deed or a role as what it is, so that people read what it is called."""
    if name == "action" and value in list(Action):
        return Action(value)
    if name == "role" and value in list(Role):
        return Role(value)
    if name == "bank_name" and not value:
        return Phrase(NOWHERE)
    if name in _ENUMS and value:
        return _ENUMS[name](value)
    return stored_value(value) if name in {"recorded", "actual"} else value


def _notes(results: Sequence[CheckResult]) -> Iterator[Phrase]:
    """Say which checks did not run, and why."""
    not_run = [each for each in results if each.light is Light.NOT_RUN]
    for each in not_run:
        if each.problem is not None:
            facts = {"number": each.number, "problem": each.problem}
            yield Phrase("{number}: {problem}", facts)
    unbuilt = [each.number for each in results if each.light is Light.NOT_BUILT]
    if unbuilt:
        yield Phrase(NOT_BUILT, {"checks": ", ".join(unbuilt)})
    unasked = [each.number for each in not_run if each.problem is None]
    if unasked:
        yield Phrase(NOT_ASKED, {"checks": ", ".join(unasked)})
