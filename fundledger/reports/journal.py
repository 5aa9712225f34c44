"""The journal 序时账, and an account's register 明细账: lines as they were booked.

Rows are read from the books as they are written: the books must still be open then.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Final

from fundledger.domain.chart import Book, account
from fundledger.domain.ids import AccountKey
from fundledger.domain.vouchers import CountedVouchers, voucher_name
from fundledger.errors import N_
from fundledger.queries import register
from fundledger.queries.register import MONEY, WHOLE, JournalLine, Part
from fundledger.reports.accounts import AccountNames
from fundledger.reports.columns import (
    ACCOUNT,
    column,
    columns,
    fact,
    facts,
    for_programs,
    in_files,
)
from fundledger.reports.counting import notes_on
from fundledger.reports.report import (
    Audience,
    Basis,
    Fact,
    Measure,
    Phrase,
    Report,
    Stream,
    Table,
    Totals,
    one_side,
)
from fundledger.store.reading import Books

LINE: Final = (
    *for_programs("series", "month", "number"),
    column("voucher", audience=Audience.PEOPLE),
    *columns("date", "kind", "summary"),
    *for_programs("book"),
    *ACCOUNT,
    *for_programs("project_no"),
    column("project", audience=Audience.PEOPLE),
    *in_files("source", "restricted"),
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
    known = AccountNames(books)

    def read() -> Iterator[tuple[Any, ...]]:
        lines = register.whole_journal(books, basis.as_of, part)
        return (_line(line, known) for line in islice(lines, limit))

    table = Table("lines", "", LINE, Stream(read), TOTALS)
    about = facts([*_narrowed(part), ("limit", limit)])
    return _report(basis, table, _notes(books, basis, part), about)


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
    known = AccountNames(books)

    def read() -> Iterator[tuple[Any, ...]]:
        rows = register.whole_register(books, account, basis.as_of, part)
        return (
            (*_line(row.line, known), row.balance_fen) for row in islice(rows, limit)
        )

    table = Table("lines", "", REGISTER_LINE, Stream(read), TOTALS)
    named = known.spoken(account, known.year_of(basis.as_of))
    about = facts([("account", named), *_narrowed(part), ("limit", limit)])
    if part.since is not None or part.after is not None:
        opening = register.opening(books, account, part, basis.as_of)
        about = (*about, fact("opening_fen", Measure(opening, is_money=True)))
    notes = notes_on(
        books,
        basis.as_of,
        part.counted,
        accounts=[account],
        project_no=part.project_no,
    )
    return _report(basis, table, notes, about)


def _narrowed(part: Part) -> list[tuple[str, object]]:
    """Say which part of the journal it is."""
    after = part.after and voucher_name(*part.after)
    return [
        ("book", part.series),
        ("project_no", part.project_no),
        ("from_on", part.since),
        ("after_voucher", after),
        ("counted", None if part.counted is CountedVouchers.ALL else part.counted),
    ]


def _notes(books: Books, basis: Basis, part: Part) -> list[Phrase]:
    """Say how many vouchers of the part are not reviewed; budget needs no review."""
    if part.series is Book.BUDGET:
        return []
    return notes_on(
        books,
        basis.as_of,
        part.counted,
        since=part.since,
        project_no=part.project_no,
    )


def _report(
    basis: Basis, table: Table, notes: Sequence[Phrase], about: tuple[Fact, ...]
) -> Report:
    return Report("journal", N_("Journal"), basis, [table], notes, about)


def _line(line: JournalLine, known: AccountNames) -> tuple[Any, ...]:
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
        *known.cells(at.account, line.on.year),
        line.project_no,
        known.project(line.project_no),
        line.source,
        account(at.account).restricted,
        one_side(line.debit_fen),
        one_side(line.credit_fen),
        line.seq,
    )
