"""`fundledger journal`: lines of vouchers, in the order of the books."""

from collections.abc import Mapping
from dataclasses import dataclass

from fundledger.cli import lookups
from fundledger.cli.opening import basis_of, opened_books
from fundledger.cli.options import CODE, KEY, LIMIT, Format, Options, common
from fundledger.cli.reports import put
from fundledger.cli.verbs import option, verb
from fundledger.errors import N_, InputError


@dataclass(eq=False)
class PartOfVouchersError(InputError):
    """A journal for hledger would hold parts of vouchers, which do not balance."""

    option: str
    message = N_("hledger takes whole vouchers; {option} leaves parts of them out.")
    hint = N_("Leave the option out, or choose another format.")


@verb(
    N_(
        "List the journal 序时账: each posting's debit and credit lines, in the order"
        " of voucher numbers; red ones are negative. With --account, its register"
        " 明细账 with the running balance. --format hledger writes it for hledger."
    )
)
@option("--account", type=KEY, help=N_("Only this account, like bank.main."))
@option("--project", type=CODE, help=N_("Only this project, by code or number."))
@option("--limit", type=LIMIT, help=N_("At most so many lines."))
@common(formats=(Format.HLEDGER,))
def command(
    options: Options, *, account: str | None, project: str | None, limit: int | None
) -> None:
    """Print the journal, or an account's register. Raises PartOfVouchersError."""
    from fundledger.reports import journal

    if options.format is Format.HLEDGER:
        _require_whole({"--account": account, "--project": project, "--limit": limit})
    with opened_books(options) as (fund, books):
        which = None if project is None else lookups.project_no(books, project)
        basis = basis_of(options, fund, books)
        if account is None:
            report = journal.journal(books, basis, project_no=which, limit=limit)
        else:
            key = lookups.account_key(books, account)
            report = journal.register_of(
                books, basis, key, project_no=which, limit=limit
            )
        put(report, options)


def _require_whole(narrowing: Mapping[str, object]) -> None:
    for name, value in narrowing.items():
        if value is not None:
            raise PartOfVouchersError(name)
