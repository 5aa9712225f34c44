"""What a book says of vouchers that are not reviewed yet 未复核凭证."""

from collections.abc import Collection
from datetime import date
from typing import Final

from fundledger.domain.ids import AccountKey, ProjectNo
from fundledger.domain.vouchers import CountedVouchers
from fundledger.errors import N_
from fundledger.queries.counting import count_unreviewed
from fundledger.reports.report import Phrase
from fundledger.store.reading import Books

WITH_UNREVIEWED: Final = N_("Vouchers not reviewed yet that are counted here: {count}.")
WITHOUT: Final = N_("Vouchers not reviewed yet that are left out here: {count}.")


def notes_on(
    books: Books,
    as_of: date | None,
    counted: CountedVouchers,
    *,
    since: date | None = None,
    accounts: Collection[AccountKey] = (),
    project_no: ProjectNo | None = None,
) -> list[Phrase]:
    """Say how many money vouchers without 复核 a report counts, or leaves out."""
    count = count_unreviewed(
        books, as_of, since=since, accounts=accounts, project_no=project_no
    )
    if not count:
        return []
    text = WITH_UNREVIEWED if counted is CountedVouchers.ALL else WITHOUT
    return [Phrase(text, {"count": count})]
