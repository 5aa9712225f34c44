"""Release of restricted net assets 限定性净资产重分类, up to a day."""

from collections.abc import Sequence
from datetime import date

from fundledger.commands.cases import WHOLE_FUND
from fundledger.commands.deed import deed
from fundledger.commands.posting import book
from fundledger.domain.actions import Action
from fundledger.domain.ids import Login, Month, VoucherNo
from fundledger.domain.journal import (
    Entry,
    NothingToPostError,
    PostingRule,
    VoucherKind,
)
from fundledger.domain.money import from_fen
from fundledger.domain.periods import MonthNotOverError, month_end
from fundledger.domain.summaries import Occasion
from fundledger.queries import releases as queries
from fundledger.store.writing import Writing


@deed(Action.RELEASE_BOOK, case=WHOLE_FUND)
def release_net_assets(write: Writing, month: Month) -> VoucherNo:
    """Release what restricted money was spent, for the year up to the end of a month.

    What the year released before is counted; too much is taken back. Raises
    MonthNotOverError, NothingToPostError, MonthNotOpenError.
    """
    on = month_end(month)
    if write.on < on:
        raise MonthNotOverError(month, write.on)
    released = queries.due(write, on)
    if not released:
        raise NothingToPostError(from_fen(0))
    return book_release(write, released, on)


def book_release(
    write: Writing,
    released: Sequence[Entry],
    on: date,
    *,
    reviewed_by: Login | None = None,
) -> VoucherNo:
    """Book a release as a voucher of its own kind."""
    return book(
        write,
        PostingRule.RELEASE,
        released,
        summary=Occasion.RELEASED.about(),
        on=on,
        kind=VoucherKind.RELEASE,
        reviewed_by=reviewed_by,
    )
