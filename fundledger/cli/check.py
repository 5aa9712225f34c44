"""`fundledger check`: the named checks, as lights, with their offences."""

from typing import TYPE_CHECKING, Any, Final

import click

from fundledger.cli.exits import Exit
from fundledger.cli.figures import behind
from fundledger.cli.headings import columns_of
from fundledger.cli.opening import opened_books, source_of
from fundledger.cli.options import Asked, Format, common
from fundledger.cli.reports import put
from fundledger.cli.verbs import verb
from fundledger.errors import N_
from fundledger.i18n import describe, translate
from fundledger.writers.report import Column, Kind, Report, Sheet

if TYPE_CHECKING:
    from fundledger.checks.registry import CheckResult

LIGHTS: Final = (
    Column("check", N_("Check")),
    Column("title", ""),
    Column("", N_("Title")),
    Column("light", N_("Light")),
    Column("offences", N_("Offences"), Kind.COUNT),
)

NOT_ASKED: Final = N_("Not run at an earlier record: {checks}.")
LONGEST: Final = 80
"""A value longer than this is cut on a screen; CSV and JSON have it whole."""


@verb(
    N_(
        "Run the named checks, or those whose numbers are given, like R7 R13. Zero"
        " offences is a pass; any offence, or a check that could not run, is exit 1."
    )
)
@click.argument("numbers", nargs=-1, metavar="[R1 R4 …]")
@common()
def command(asked: Asked, *, numbers: tuple[str, ...]) -> Exit:
    """Print the lights, then the offences of each check."""
    from fundledger.checks.registry import Light, run_checks

    with opened_books(asked) as (fund, books):
        whole = fund if asked.at is None else None
        results = run_checks(books, asked.as_of, numbers or None, whole)
        source = source_of(asked, fund, books)
    sheets = [_lights(results, asked), *(_offences(each, asked) for each in results)]
    shown = [sheet for sheet in sheets if sheet.rows]
    not_run = [each for each in results if each.light is Light.NOT_RUN]
    report = Report("check", N_("Checks"), source, shown, _notes(not_run, asked))
    put(report, asked)
    named = bool(numbers)
    fine = all(_is_fine(each, asked, named=named) for each in results)
    return Exit.OK if fine else Exit.OFFENCES


def _is_fine(result: "CheckResult", asked: Asked, *, named: bool) -> bool:
    """Tell whether a check passed, or was left out because of --at and not named.

    Anything else that did not run is no pass.
    """
    from fundledger.checks.registry import Light

    if result.light is Light.NOT_RUN:
        return asked.at is not None and result.problem is None and not named
    return result.light is Light.PASS


def _notes(not_run: "list[CheckResult]", asked: Asked) -> list[str]:
    """Say which checks did not run, and why."""
    notes = [
        f"{each.number}: {' '.join(describe(each.problem, asked.lang))}"
        for each in not_run
        if each.problem is not None
    ]
    unasked = [each.number for each in not_run if each.problem is None]
    if unasked:
        said = translate(NOT_ASKED, asked.lang)
        notes.append(said.format(checks=", ".join(unasked)))
    return notes


def _lights(results: "list[CheckResult]", asked: Asked) -> Sheet:
    rows: list[tuple[Any, ...]] = [
        (
            each.number,
            each.title,
            translate(each.title, asked.lang),
            each.light,
            len(each.offences),
        )
        for each in results
    ]
    return Sheet("checks", "", LIGHTS, rows)


def _offences(result: "CheckResult", asked: Asked) -> Sheet:
    from fundledger.checks.r13_control import FigureApart

    rows = result.offences
    title = f"{result.number} {translate(result.title, asked.lang)}"
    if rows and isinstance(rows[0], FigureApart):
        return behind(rows, result.number, title, asked.lang)
    columns = columns_of(rows, result.columns)
    if asked.format is not Format.TEXT:
        return Sheet(result.number, title, columns, rows)
    return Sheet(result.number, title, columns, [[*map(_cut, row)] for row in rows])


def _cut(value: object) -> object:
    if isinstance(value, str) and len(value) > LONGEST:
        return f"{value[:LONGEST]}…"
    return value
