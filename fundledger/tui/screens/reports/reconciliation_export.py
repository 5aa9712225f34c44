"""What the reconciliation gives away: figures in their units, and lights."""

from typing import TYPE_CHECKING

from fundledger.errors import N_
from fundledger.reports.report import Kind
from fundledger.tui.screens.reports import lights, totals
from fundledger.tui.shell.export import Field, Part, of_table
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fundledger.checks.reconciliation import FigureRow, Reconciliation
    from fundledger.checks.registry import CheckResult
    from fundledger.tui.screens.reports.lights import Asked


def figures(rows: "Iterable[FigureRow]", words: Words) -> Part:
    """Give published figures; amounts and counts have columns of their own."""
    fields = [
        Field(words.say(N_("Light"))),
        Field(words.say(N_("Figure"))),
        Field(words.say(N_("Day"))),
        Field(words.say(N_("Published"))),
        Field(words.say(N_("Unit"))),
        Field(words.say(N_("In the books (yuan)")), Kind.MONEY),
        Field(words.say(N_("Difference (yuan)")), Kind.MONEY),
        Field(words.say(N_("In the books (count)")), Kind.COUNT),
        Field(words.say(N_("Difference (count)")), Kind.COUNT),
        Field(words.say(N_("Source"))),
    ]
    return Part(fields, [_figure(each, words) for each in rows])


def _figure(row: "FigureRow", words: Words) -> tuple[str | int | None, ...]:
    counted = row.unit == totals.COUNT
    pair, none = (row.booked, row.difference), (None, None)
    return (
        words.say(lights.of_figure(row).word),
        totals.figure_name(row.figure, words),
        str(row.as_of),
        row.published,
        row.unit,
        *(none if counted else pair),
        *(pair if counted else none),
        row.source,
    )


def totals_of(reconciled: "Reconciliation", words: Words) -> Part:
    """Give the totals by subdistrict and community."""
    sheet = totals.sheet(reconciled, words)
    return of_table(sheet.columns, sheet.rows)


def lights_of(
    checks: "Iterable[Asked]", results: "Mapping[str, CheckResult]", words: Words
) -> Part:
    """Give each check with its light and how many offences it has."""
    fields = [
        Field(words.say(N_("Light"))),
        Field(words.say(N_("Number"))),
        Field(words.say(N_("What is held against the books"))),
        Field(words.say(N_("Offences")), Kind.COUNT),
    ]
    rows = [_light(each, results.get(each.number), words) for each in checks]
    return Part(fields, rows)


def _light(
    check: "Asked", result: "CheckResult | None", words: Words
) -> tuple[str | int | None, ...]:
    light = words.say(lights.of_check(result).word)
    not_run = result is None or result.light == "not_run"
    count = None if result is None or not_run else len(result.offences)
    return light, check.number, words.say(check.title), count
