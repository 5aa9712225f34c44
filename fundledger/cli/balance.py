"""`fundledger balance`: what accounts stand at."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from fundledger.cli.opening import opened_books, source_of
from fundledger.cli.options import DAY, Asked, common
from fundledger.cli.reports import put
from fundledger.cli.verbs import option, verb
from fundledger.errors import N_, InputError
from fundledger.i18n import Language, account_name
from fundledger.writers.report import Column, Kind, Report, Sheet

if TYPE_CHECKING:
    from fundledger.store.reading import Books

FEN: Final = Kind.FEN

ACCOUNT: Final = (
    Column("code", N_("Code")),
    Column("account", ""),
    Column("name_zh", N_("Account"), lang=Language.ZH),
    Column("name_en", N_("Account"), lang=Language.EN),
    Column("side", N_("Side")),
)
STANDING: Final = (*ACCOUNT, Column("balance_fen", N_("Balance"), FEN))
TURNOVER: Final = (
    *ACCOUNT,
    Column("opening_fen", N_("Opening"), FEN),
    Column("debit_fen", N_("Debit"), FEN),
    Column("credit_fen", N_("Credit"), FEN),
    Column("closing_fen", N_("Closing"), FEN),
)


@dataclass(eq=False)
class SinceError(InputError):
    """Turnover would begin after it ends."""

    since: date
    as_of: date
    message = N_("--since {since} lies after --as-of {as_of}.")
    hint = N_("Write the earlier day behind --since.")


@verb(
    N_(
        "What accounts stand at, in both books, by code. With --turnover, the trial"
        " balance 科目余额表: opening, turnover and closing."
    )
)
@option("--turnover", is_flag=True, help=N_("Opening, turnover and closing, too."))
@option("--since", type=DAY, help=N_("Where turnover begins. Default: 1 January."))
@common()
def command(asked: Asked, *, turnover: bool, since: date | None) -> None:
    """Print balances. Raises SinceError."""
    if since and asked.as_of and since > asked.as_of:
        raise SinceError(since, asked.as_of)
    with opened_books(asked) as (fund, books):
        if turnover or since:
            sheet = _turnover(books, asked, since)
        else:
            sheet = _standing(books, asked)
        report = Report(
            "balance", N_("Balances"), source_of(asked, fund, books), [sheet]
        )
    put(report, asked)


def _standing(books: "Books", asked: Asked) -> Sheet:
    from fundledger.queries import balances, trial

    last = asked.as_of or trial.last_day(books)
    named = trial.labels(books, last.year) if last else {}
    kept = balances.accounts(books)
    rows: list[tuple[str | int, ...]] = []
    for key, fen in balances.balances(books, asked.as_of).items():
        names = [account_name(key, lang) for lang in (Language.ZH, Language.EN)]
        code = ""
        if key in named:
            _, code, *names = named[key]
        rows.append((code, key, *names, kept[key].side, fen))
    return Sheet("accounts", "", STANDING, sorted(rows))


def _turnover(books: "Books", asked: Asked, since: date | None) -> Sheet:
    from fundledger.queries.trial import trial_balance

    rows = [
        (
            row.code,
            row.key,
            row.name_zh,
            row.name_en,
            row.side,
            row.opening_fen,
            row.debit_fen,
            row.credit_fen,
            row.closing_fen,
        )
        for row in trial_balance(books, asked.as_of, since)
    ]
    return Sheet("accounts", "", TURNOVER, rows)
