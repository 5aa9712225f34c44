"""What a check found, as a sheet: its offences as the report of checks has them."""

from typing import TYPE_CHECKING

from fundledger.errors import N_
from fundledger.i18n import describe
from fundledger.tui.shell.sheet_screen import Sheet, columns_of, rows_of
from fundledger.tui.shell.words import Words
from fundledger.writers.values import spoken

if TYPE_CHECKING:
    from fundledger.checks.registry import CheckResult


def offences(result: "CheckResult", head: str, words: Words) -> Sheet:
    """Give a check's offences as a sheet; none is a pass."""
    from fundledger.reports.checks import offences as table_of  # noqa: PLC0415 - SQL

    table = table_of(result)
    return Sheet(
        result.number.lower(),
        spoken(table.title, words.lang),
        _about(result, words),
        columns_of(table, words),
        rows_of(table, words),
        table,
        head,
    )


def _about(result: "CheckResult", words: Words) -> str:
    """Say what the sheet holds; why a check was not run, where that is known."""
    if result.light != "not_run":
        text = N_("What the check objects to.")
        return words.say(text if result.offences else N_("Nothing to object."))
    shown = words.say(N_("This check was not run: that is no pass."))
    problem = result.problem and describe(result.problem, words.lang).message
    return f"{shown} {problem}" if problem else shown
