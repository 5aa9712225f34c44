"""Vouchers and their corrections: what stands in a voucher's place, what goes with it.

A red copy and its blue voucher are written by one deed, so they share a record and a
series; at most the red 备 stands between them. The 备 that a deed made is the voucher
after its 记.
"""

from typing import Final

from sqlalchemy import and_, select

from fundledger.domain.actions import Action
from fundledger.domain.ids import VoucherNo
from fundledger.domain.journal import VoucherKind
from fundledger.queries.journal import Posting, postings
from fundledger.store import audit
from fundledger.store import tables as t
from fundledger.store.parsing import parse
from fundledger.store.reading import Books

_red: Final = t.voucher.alias("red")
_blue: Final = t.voucher.alias("blue")
_together: Final = and_(
    _blue.c.fund_id == _red.c.fund_id,
    _blue.c.no.between(_red.c.no, _red.c.no + 2),
    _blue.c.seq == _red.c.seq,
    _blue.c.series == _red.c.series,
    _blue.c.kind == VoucherKind.BLUE,
)


def standing_voucher(books: Books, no: VoucherNo) -> VoucherNo:
    """Follow corrections from a voucher to the one that stands in its place."""
    stands = no
    while (blue_no := _blue_of(books, stands)) is not None:
        stands = blue_no
    return stands


def corrected_vouchers(books: Books, no: VoucherNo) -> list[VoucherNo]:
    """Go back from a blue voucher through those that were corrected, itself first."""
    going_back = [no]
    while (old_no := _corrected_by(books, going_back[-1])) is not None:
        going_back.append(old_no)
    return going_back


def replaced_vouchers(books: Books) -> dict[VoucherNo, VoucherNo | None]:
    """Tell of every blue voucher which one it stands in the place of."""
    statement = select(_blue.c.no, _red.c.annuls_no).select_from(_red)
    own = (_red.c.fund_id == books.fund_id, _red.c.annuls_no.is_not(None))
    return dict(books.pairs(statement.join(_blue, _together).where(*own)))


def first_voucher(books: Books, no: VoucherNo) -> VoucherNo:
    """Go back from a blue voucher to the one that was corrected first."""
    return corrected_vouchers(books, no)[-1]


def leading_voucher(books: Books, no: VoucherNo) -> VoucherNo:
    """Name the 记 that a 备 belongs to now; any other voucher leads by itself.

    People name the 记. A correction of money accounts alone leaves the 备 to its blue
    记; one that took the 备 along leaves the old ones to each other.
    """
    c = t.voucher.c
    leads = books.value(select(c.pair_no).where(books.own(t.voucher), c.no == no))
    if leads is None:
        return no
    while (blue_no := _blue_of(books, leads)) is not None:
        if _beside(books, blue_no) is not None:
            break
        leads = blue_no
    return leads


def budget_voucher(books: Books, no: VoucherNo) -> VoucherNo | None:
    """Name the 备 that belongs to a 记: of its deed, or of the one that it corrects."""
    budgets = (_beside(books, each) for each in corrected_vouchers(books, no))
    return next((each for each in budgets if each is not None), None)


def vouchers_since(
    books: Books, no: VoucherNo, budget_no: VoucherNo
) -> list[VoucherNo]:
    """List a 记 and those before it, back to the one whose deed made its 备."""
    since: list[VoucherNo] = []
    for each in corrected_vouchers(books, no):
        since.append(each)
        if _beside(books, each) == budget_no:
            break
    return since


def whole(books: Books, no: VoucherNo) -> list[Posting]:
    """List the postings of a voucher, and of the 备 that its deed made beside it."""
    booked, budget_no = [*postings(books, no)], _beside(books, no)
    return booked if budget_no is None else [*booked, *postings(books, budget_no)]


def differences(books: Books, no: VoucherNo) -> list[Posting]:
    """List what later deeds booked as differences 差额调整 of a voucher, in order.

    That a voucher is another's difference is known to the chain alone. Those of the
    budget voucher beside it are among them; what one of two signed booked nothing.
    """
    c = t.record.c
    statement = select(c.seq, c.stamp, c.body).where(
        c.fund_id == books.fund_id,
        c.action == Action.VOUCHER_ADJUST,
        c.outcome == audit.ACCEPTED,
    )
    corrections = [parse(*row) for row in books.rows(statement.order_by(c.seq))]
    booked = [
        VoucherNo(each.result)
        for each in corrections
        if each.result is not None and each.input["voucher_no"] == no
    ]
    return [posting for each in booked for posting in whole(books, each)]


def _beside(books: Books, no: VoucherNo) -> VoucherNo | None:
    """Name the 备 that the deed of a 记 made: the voucher after it."""
    c = t.voucher.c
    pair = (c.no == no + 1, c.pair_no == no)
    return books.value(select(c.no).where(books.own(t.voucher), *pair))


def _blue_of(books: Books, no: VoucherNo) -> VoucherNo | None:
    """Name the blue voucher that took a voucher's place."""
    statement = select(_blue.c.no).select_from(_red).join(_blue, _together)
    own = (_red.c.fund_id == books.fund_id, _red.c.annuls_no == no)
    return books.value(statement.where(*own))


def _corrected_by(books: Books, no: VoucherNo) -> VoucherNo | None:
    """Name the voucher whose place a blue one took."""
    statement = select(_red.c.annuls_no).select_from(_red).join(_blue, _together)
    annuls = (_blue.c.no == no, _red.c.annuls_no.is_not(None))
    return books.value(statement.where(_red.c.fund_id == books.fund_id, *annuls))
