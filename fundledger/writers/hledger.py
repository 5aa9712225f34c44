"""A journal as an hledger journal: another program can add the books up.

An account's key becomes a name under its book: `bank.main` is `money:bank:main`. What
people call it stands beside it, with the code of the voucher's year, as tags. hledger
knows no red postings: a red debit is written as what it moves, so that balances agree
and turnovers need not. The date is the voucher's, its number the code.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, Final, NamedTuple

from fundledger.domain.fen import in_yuan
from fundledger.reports.report import Report
from fundledger.writers.values import one_line, stored

COMMODITY: Final = "CNY"

_PLAIN: Final = str.maketrans({";": "；", "|": "｜"})
"""Marks that end a description in hledger's format, and what stands for them."""
_IN_TAGS: Final = str.maketrans({",": "，", ":": "："})
"""Marks that end the value of a tag, or its name."""

_YES_OR_NO: Final[dict[bool | None, str]] = {True: "yes", False: "no"}


class Line(NamedTuple):
    """What hledger is told of a line: the columns that a table of lines has."""

    voucher: str
    date: Any
    summary: str
    book: str
    account: str
    code: str
    name_zh: str
    project_no: int | None
    source: str | None
    restricted: bool | None
    debit_fen: int
    credit_fen: int

    @property
    def of_voucher(self) -> str:
        """The voucher's number, with its month: 2024-05-记-0012."""
        return self.voucher.replace(" ", "-")


def to_hledger(report: Report) -> Iterator[str]:
    """Write the lines of a report's first table, which come in order of vouchers.

    Raises LookupError for a table without the columns of a `Line`.
    """
    if report.basis:
        for name, value in report.basis.facts.items():
            yield f"; {name}: {'' if value is None else one_line(str(value))}\n"
    for fact in report.about:
        yield f"; {fact.name}: {one_line(str(stored(fact.value)))}\n"
    yield f"commodity 1000.00 {COMMODITY}\n"
    (table, *_) = report.tables
    places = [table.place(name) for name in Line._fields]
    lines = (Line._make(stored(row[place]) for place in places) for row in table.rows)
    for _, voucher in groupby(lines, attrgetter("of_voucher")):
        yield "\n"
        yield from _transaction(list(voucher))


def account_name(key: str, book: str) -> str:
    """Name an account as hledger does: `money:bank:main`."""
    return f"{book}:{key.replace('.', ':')}"


def _transaction(voucher: Sequence[Line]) -> Iterator[str]:
    first = voucher[0]
    summary = one_line(first.summary).translate(_PLAIN)
    yield f"{first.date.isoformat()} ({first.of_voucher}) {summary}\n"
    for line in voucher:
        name = account_name(line.account, line.book)
        amount = in_yuan(line.debit_fen - line.credit_fen)
        yield f"    {name}  {amount} {COMMODITY}{_tags(line)}\n"


def _tags(line: Line) -> str:
    """Say beside a line what its account is called, its project and its source."""
    tags = {
        "code": line.code,
        "name": line.name_zh,
        "project": line.project_no,
        "source": line.source,
        "restricted": _YES_OR_NO.get(line.restricted),
    }
    pairs = (
        f"{name}:{one_line(str(value)).translate(_IN_TAGS)}"
        for name, value in tags.items()
        if value
    )
    return f"  ; {', '.join(pairs)}"
