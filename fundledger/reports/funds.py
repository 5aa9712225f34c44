"""What was founded or migrated: a fund, a ledger's schema."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from fundledger.domain.ids import Login
from fundledger.errors import N_
from fundledger.queries import funds
from fundledger.reports.columns import columns
from fundledger.reports.report import Basis, Report, Table
from fundledger.store.reading import Books

FOUNDED: Final = columns("fund", "name", "on", "year", "edition", "founders", "ledger")
MIGRATED: Final = columns("before", "after")


def founded(books: Books, basis: Basis, on: date, founders: Sequence[Login]) -> Report:
    """Tell what was founded, and by whom, from the books."""
    (year, *_) = funds.years(books)
    row = (
        basis.fund,
        basis.name,
        on,
        str(year.year),
        year.edition,
        ", ".join(founders),
        basis.ledger,
    )
    table = Table("founded", "", FOUNDED, [row])
    return Report("init", N_("Fund founded"), basis, [table])


def migrated(before: str | None, after: str) -> Report:
    """Tell from which schema to which a ledger was brought."""
    table = Table("schema", "", MIGRATED, [(before, after)])
    return Report("migrate", N_("Schema"), None, [table])
