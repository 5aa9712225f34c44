"""`fundledger journal`: lines of vouchers, in the order of the books."""

from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from fundledger.cli import lookups
from fundledger.cli.opening import opened_books, source_of
from fundledger.cli.options import CODE, KEY, LIMIT, Asked, common
from fundledger.cli.reports import put
from fundledger.cli.verbs import option, verb
from fundledger.domain.ids import ProjectNo
from fundledger.errors import N_
from fundledger.i18n import Language, account_name
from fundledger.writers.report import Column, Kind, Report, Sheet, Walked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fundledger.queries.register import JournalLine
    from fundledger.store.reading import Books

LINE: Final = (
    Column("month", ""),
    Column("number", ""),
    Column("", N_("Voucher")),
    Column("date", N_("Date")),
    Column("kind", N_("Kind")),
    Column("summary", N_("Summary")),
    Column("account", ""),
    Column("name_zh", N_("Account"), lang=Language.ZH),
    Column("name_en", N_("Account"), lang=Language.EN),
    Column("project_no", N_("Project no."), Kind.COUNT),
    Column("debit_fen", N_("Debit"), Kind.FEN),
    Column("credit_fen", N_("Credit"), Kind.FEN),
    Column("seq", N_("Record"), Kind.COUNT),
)
BALANCE: Final = Column("balance_fen", N_("Balance"), Kind.FEN)


@verb(
    N_(
        "List the journal 序时账: each posting's debit and credit lines, in the order"
        " of voucher numbers; red ones are negative. With --account, its register"
        " 明细账 with the running balance."
    )
)
@option("--account", type=KEY, help=N_("Only this account, like bank.main."))
@option("--project", type=CODE, help=N_("Only this project, by code or number."))
@option("--limit", type=LIMIT, help=N_("At most so many lines."))
@common()
def command(
    asked: Asked, *, account: str | None, project: str | None, limit: int | None
) -> None:
    """Print the journal, or an account's register."""
    with opened_books(asked) as (fund, books):
        which = None if project is None else lookups.project_no(books, project)
        if account is None:
            sheet = _journal(books, asked, which, limit)
        else:
            sheet = _register(books, asked, account, which, limit)
        source = source_of(asked, fund, books)
        put(Report("journal", N_("Journal"), source, [sheet]), asked)


def _journal(
    books: "Books", asked: Asked, project_no: ProjectNo | None, limit: int | None
) -> Sheet:
    from fundledger.queries import register

    def walk() -> "Iterator[tuple[Any, ...]]":
        lines = register.whole_journal(books, asked.as_of, project_no=project_no)
        return map(_line, islice(lines, limit))

    return Sheet("lines", "", LINE, Walked(walk))


def _register(
    books: "Books",
    asked: Asked,
    key: str,
    project_no: ProjectNo | None,
    limit: int | None,
) -> Sheet:
    from fundledger.queries import register

    account = lookups.account_key(books, key)

    def walk() -> "Iterator[tuple[Any, ...]]":
        lines = register.whole_register(
            books, account, asked.as_of, project_no=project_no
        )
        return ((*_line(row.line), row.balance_fen) for row in islice(lines, limit))

    return Sheet("lines", "", (*LINE, BALANCE), Walked(walk))


def _line(line: "JournalLine") -> tuple[Any, ...]:
    at = line.at
    return (
        at.month,
        at.number,
        f"{at.month} 记-{at.number:04}",
        line.on,
        line.kind,
        line.summary,
        at.account,
        account_name(at.account, Language.ZH),
        account_name(at.account, Language.EN),
        line.project_no,
        line.debit_fen,
        line.credit_fen,
        line.seq,
    )
