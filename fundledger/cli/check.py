"""`fundledger check`: the named checks, as lights, with their offences."""

from typing import TYPE_CHECKING

import click

from fundledger.cli.exits import Exit
from fundledger.cli.opening import basis_of, opened_books
from fundledger.cli.options import Options, common
from fundledger.cli.reports import put
from fundledger.cli.verbs import verb
from fundledger.errors import N_

if TYPE_CHECKING:
    from fundledger.checks.registry import CheckResult


@verb(
    N_(
        "Run the named checks, or those whose numbers are given, like R7 R13. Zero"
        " offences is a pass; any offence, or a check that could not run, is exit 1."
        " What only waits to be done is amber, and no offence."
    )
)
@click.argument("numbers", nargs=-1, metavar="[R1 R4 …]")
@common()
def command(options: Options, *, numbers: tuple[str, ...]) -> Exit:
    """Print the lights, then the offences of each check."""
    from fundledger.checks.registry import run_checks
    from fundledger.reports.checks import checks

    with opened_books(options) as (fund, books):
        whole = fund if options.at is None else None
        results = run_checks(books, options.as_of, numbers or None, whole)
        basis = basis_of(options, fund, books)
    put(checks(results, basis), options)
    named = bool(numbers)
    fine = all(_is_fine(each, options, named=named) for each in results)
    return Exit.OK if fine else Exit.OFFENCES


def _is_fine(result: "CheckResult", options: Options, *, named: bool) -> bool:
    """Tell whether a check passed, or was left out because of --at and not named.

    What is not built yet is named among the others, and fails when asked for by its
    number. Amber passes: it waits to be done. What else did not run is no pass.
    """
    from fundledger.checks.registry import Light

    if result.light is Light.NOT_BUILT:
        return not named
    if result.light is Light.NOT_RUN:
        return options.at is not None and result.problem is None and not named
    return result.light in (Light.PASS, Light.AMBER)
