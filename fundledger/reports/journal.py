"""The journal 序时账, and an account's register 明细账: lines as they were booked.

Rows are read from the books as they are written: the books must still be open then.
"""

from collections.abc import Iterator
from functools import cache, partial
from itertools import islice
from typing import Any, Final

from fundledger.domain.ids import AccountKey, VoucherNo
from fundledger.domain.vouchers import voucher_name
from fundledger.errors import N_
from fundledger.queries import balances, register, trial
from fundledger.queries.register import MONEY, WHOLE, JournalLine, Part
from fundledger.reports.columns import (
    column,
    columns,
    fact,
    facts,
    for_programs,
    in_files,
)
from fundledger.reports.labels import account_label
from fundledger.reports.report import (
    Audience,
    Basis,
    Fact,
    Measure,
    Report,
    Stream,
    Table,
    Totals,
)
from fundledger.store.reading import Books

LINE: Final = (
    *for_programs("series", "month", "number"),
    column("voucher", audience=Audience.PEOPLE),
    *columns("date", "kind", "summary"),
    *for_programs("book", "account"),
    *columns("code", "name_zh", "name_en", "project_no"),
    *in_files("source"),
    *columns("debit_fen", "credit_fen", "seq"),
)
REGISTER_LINE: Final = (*LINE, column("balance_fen"))
TOTALS: Final = Totals(("debit_fen", "credit_fen"))


def journal(
    books: Books,
    basis: Basis,
    part: Part = MONEY,
    limit: int | None = None,
) -> Report:
    """Give the lines of vouchers in order of their numbers; red ones below zero.

    Those of the money book, unless the part says otherwise.
    """
    known = _Accounts(books)

    def read() -> Iterator[tuple[Any, ...]]:
        lines = register.whole_journal(books, basis.as_of, part)
        return (_line(line, known) for line in islice(lines, limit))

    table = Table("lines", "", LINE, Stream(read), TOTALS)
    return _report(basis, table, facts([*_narrowed(part), ("limit", limit)]))


def voucher(books: Books, basis: Basis, no: VoucherNo) -> Report:
    """Give the lines of one voucher, as they were booked."""
    known = _Accounts(books)
    rows = [_line(line, known) for line in register.lines_of(books, None, [no])]
    return Report("voucher", N_("Voucher"), basis, [Table("lines", "", LINE, rows)])


def register_of(
    books: Books,
    basis: Basis,
    account: AccountKey,
    part: Part = WHOLE,
    limit: int | None = None,
) -> Report:
    """Give an account's lines, each with the balance after it, on its own side.

    Where lines before are left out, it says what they come to.
    """
    known = _Accounts(books)

    def read() -> Iterator[tuple[Any, ...]]:
        rows = register.whole_register(books, account, basis.as_of, part)
        return (
            (*_line(row.line, known), row.balance_fen) for row in islice(rows, limit)
        )

    table = Table("lines", "", REGISTER_LINE, Stream(read), TOTALS)
    about = facts([("account", account), *_narrowed(part), ("limit", limit)])
    if part.since is not None or part.after is not None:
        opening = register.opening(books, account, part, basis.as_of)
        about = (*about, fact("opening_fen", Measure(opening, is_money=True)))
    return _report(basis, table, about)


def _narrowed(part: Part) -> list[tuple[str, object]]:
    """Say which part of the journal it is."""
    after = part.after and voucher_name(*part.after)
    return [
        ("book", part.series),
        ("project_no", part.project_no),
        ("from_on", part.since),
        ("after_voucher", after),
    ]


def _report(basis: Basis, table: Table, about: tuple[Fact, ...]) -> Report:
    return Report("journal", N_("Journal"), basis, [table], about=about)


class _Accounts:
    """The books of accounts, and what an account is called in the chart of a year."""

    def __init__(self, books: Books) -> None:
        accounts = balances.accounts(books)
        self.books = {key: account.book for key, account in accounts.items()}
        self._labels_of = cache(partial(trial.labels, books))

    def label(self, key: AccountKey, year: int) -> tuple[str, str, str]:
        """Give the code and names that the year's chart has for an account."""
        return account_label(key, self._labels_of(year))


def _line(line: JournalLine, known: _Accounts) -> tuple[Any, ...]:
    at = line.at
    return (
        at.series,
        at.month,
        at.number,
        at.voucher,
        line.on,
        line.kind,
        line.summary,
        known.books[at.account],
        at.account,
        *known.label(at.account, line.on.year),
        line.project_no,
        line.source,
        line.debit_fen,
        line.credit_fen,
        line.seq,
    )
