"""`fundledger list`: what there is of any kind, filtered, a page or all of it."""

import click

from fundledger.cli.conditions import NOUN, conditions, named
from fundledger.cli.opening import basis_of, opened_books
from fundledger.cli.options import LIMIT, TEXT, Options, common
from fundledger.cli.reports import put
from fundledger.cli.verbs import option, verb
from fundledger.errors import N_


@verb(
    N_(
        "List what there is of a kind: person, role_grant, interest, handover,"
        " adoption, setting, calendar_year, holiday, community, payee, round, project,"
        " application, review, approval, notice, objection, amendment, disbursement,"
        " claim, receipt, recovery, refund, step, source, funding, return,"
        " running_cost, transfer, cosignature, bank_account, account, voucher,"
        " signature, month, published, attachment, record, refusal. The rows"
        " are those of the views for scripts."
    )
)
@click.argument("noun", metavar="NOUN", type=NOUN)
@option(
    "--filter",
    "filters",
    type=TEXT,
    multiple=True,
    help=N_("COLUMN=VALUE, COLUMN:PART, COLUMN>5000 (元); may be given several times."),
)
@option("--find", type=TEXT, help=N_("Only those with these words in any text."))
@option("--limit", type=LIMIT, help=N_("At most so many."))
@common(without=("as_of",))
def command(
    options: Options,
    noun: str,
    filters: tuple[str, ...],
    find: str | None,
    limit: int | None,
) -> None:
    """Print the list. Raises UnknownNounError, FilterColumnError, ConditionError."""
    from fundledger.reports.nouns import listing

    of = named(noun)
    wanted = conditions(of, filters, find)
    with opened_books(options) as (fund, books):
        put(listing(books, basis_of(options, fund, books), of, wanted, limit), options)
