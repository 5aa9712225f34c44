"""Papers for everything that lacks some: what a month needs before it is closed."""

from collections.abc import Callable

from fundledger.commands.deed import Desk
from fundledger.commands.evidence import attach_original
from fundledger.queries.evidence import missing
from fundledger.store.books import Fund

KEPT_AT = "凭证柜"


def prove_all(fund: Fund, desk: Callable[[], Desk]) -> None:
    """Attach to each voucher of the fund the papers that it needs."""
    with fund.reading() as books:
        lacking = missing(books)
    for each in lacking:
        attach_original(
            desk(),
            each.voucher_no,
            each.missing.document,
            KEPT_AT,
            sheets=each.missing.declared - each.missing.sheets,
        )
