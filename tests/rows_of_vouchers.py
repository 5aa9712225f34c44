"""What rows say of vouchers, held against what the vouchers say.

Money received, refunds, payments, returns, running costs and transfers name the
voucher that stands, its bank account, source, project and amount. `untrue` tells
which rows the books do not bear out.
"""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import select

from fundledger.domain.actions import Action
from fundledger.domain.chart import (
    ADVANCE,
    BANK,
    DONATIONS,
    GRANTS,
    TO_RETURN,
    TRANSIT,
    UNIDENTIFIED,
    account,
    leaf_for,
)
from fundledger.domain.disbursements import DisbursementState
from fundledger.domain.funding import FundingKind
from fundledger.domain.ids import AccountKey, ProjectNo, VoucherNo
from fundledger.queries import (
    cases,
    corrections,
    disbursements,
    funding,
    journal,
    recoveries,
    returns,
    running_costs,
    sources,
    transfers,
)
from fundledger.queries.disbursements import Disbursement
from fundledger.queries.funding import Funding
from fundledger.store import tables as t
from fundledger.store.reading import Books

Moved = Counter[tuple[str, ...]]
"""What a voucher moved, in 分: by account, by account and source, or project."""

PAID = (DisbursementState.PAID, DisbursementState.ACKNOWLEDGED)
KINDS = {FundingKind.DONATION: DONATIONS, FundingKind.GRANT: GRANTS}


def untrue(books: Books) -> list[str]:
    """Name the rows that say something else than their vouchers."""
    return [
        *_untrue_transfers(books),
        *_untrue_returns(books),
        *_untrue_costs(books),
        *_untrue_funding(books),
        *_untrue_refunds(books),
        *_untrue_payments(books),
    ]


def moved(books: Books, no: VoucherNo) -> Moved:
    """Tell what a voucher moved, with its differences; nothing where it is annulled."""
    sums: Moved = Counter()
    voucher = journal.voucher(books, no)
    assert voucher is not None
    if voucher.annulled_by is not None:
        return sums
    for each in (*journal.postings(books, no), *corrections.differences(books, no)):
        entry = each.entry
        for key, source, sign in (
            (entry.debit, entry.debit_source, 1),
            (entry.credit, entry.credit_source, -1),
        ):
            fen = sign * entry.fen
            sums[key,] += fen
            if source is not None:
                sums[key, source] += fen
            if entry.project_no is not None:
                sums[key, str(entry.project_no)] += fen
    return sums


def _untrue_transfers(books: Books) -> Iterator[str]:
    for row in transfers.transfers(books):
        sent = moved(books, row.voucher_no)
        true = sent[row.from_bank,] == -row.fen
        if row.arrived_voucher_no == row.voucher_no:
            true &= sent[row.to_bank,] == row.fen
        else:
            true &= sent[TRANSIT,] == row.fen
        if row.arrived_voucher_no not in (None, row.voucher_no):
            arrived = moved(books, row.arrived_voucher_no)
            true &= arrived[row.to_bank,] == row.fen == -arrived[TRANSIT,]
        if not true:
            yield f"transfer {row.no}"


def _untrue_returns(books: Books) -> Iterator[str]:
    for row in returns.money_returns(books):
        true = moved(books, row.voucher_no)[TO_RETURN, row.source] == -row.fen
        if row.paid_voucher_no is not None and row.bank is not None:
            paid = moved(books, row.paid_voucher_no)
            true &= paid[row.bank,] == -row.fen == -paid[TO_RETURN, row.source]
        if not true:
            yield f"return {row.no}"


def _untrue_costs(books: Books) -> Iterator[str]:
    for row in running_costs.running_costs(books):
        paid = moved(books, row.voucher_no)
        source = sources.source(books, row.source)
        assert source is not None
        leaf = leaf_for(row.account, restricted=source.restricted)
        true = paid[row.bank,] == -row.fen == -paid[leaf, row.source]
        if row.bounced_voucher_no is not None:
            back = moved(books, row.bounced_voucher_no)
            true &= _banked(back) == row.fen
            whose = [fen for place, fen in back.items() if place[1:] == (row.source,)]
            true &= sum(whose) == -row.fen
        if not true:
            yield f"cost {row.no}"


def _untrue_funding(books: Books) -> Iterator[str]:
    for row in funding.fundings(books):
        received = moved(books, row.voucher_no)
        refund = recoveries.refund_of_voucher(books, row.voucher_no)
        own = received[row.bank,] - (refund.fen if refund else 0)
        true = own == row.fen and _came_as(books, row)
        if refund is not None:
            true &= _project_of(books, row) == refund.project_no
        if not true:
            yield f"funding {row.no}"


def _project_of(books: Books, row: Funding) -> ProjectNo | None:
    c = t.funding.c
    return books.value(select(c.project_no).where(books.own(t.funding), c.no == row.no))


def _came_as(books: Books, row: Funding) -> bool:
    """Tell whether money received is booked as what it is said to be."""
    received = moved(books, row.voucher_no)
    named = row.identified_voucher_no
    if row.source is None:
        if named is not None:
            assert row.returned_fen == row.fen, "sent back as a whole"
            return _banked(moved(books, named)) == -row.fen
        return received[UNIDENTIFIED,] == -row.fen
    source = sources.source(books, row.source)
    assert source is not None
    income = leaf_for(KINDS[FundingKind(row.kind)], restricted=source.restricted)
    if named is not None:
        received = moved(books, named)
    return received[income, row.source] == -row.fen


def _untrue_refunds(books: Books) -> Iterator[str]:
    for row in recoveries.refunds(books):
        came = moved(books, row.voucher_no)
        true = came[ADVANCE, str(row.project_no)] == -row.fen
        if not true or came[row.bank,] < row.fen:
            yield f"refund {row.no}"


def _untrue_payments(books: Books) -> Iterator[str]:
    for row in disbursements.disbursements(books, states=PAID):
        paid = moved(books, _paid_by(books, row))
        banks: Counter[AccountKey] = Counter()
        of = disbursements.banks(books, row.no)
        for share in disbursements.shares(books, row.no):
            banks[of[share.source]] += share.fen
        if any(paid[bank,] != -fen for bank, fen in banks.items()):
            yield f"disbursement {row.no}"
        elif row.bank not in banks:
            yield f"disbursement {row.no}: another account"


def _paid_by(books: Books, row: Disbursement) -> VoucherNo:
    """Name the voucher that stands for the last payment of a disbursement."""
    last = [
        each.voucher_no
        for each in cases.steps(books, row.project_no)
        if each.disbursement_no == row.no and each.action == Action.DISBURSEMENT_PAY
    ][-1]
    assert last is not None
    return corrections.standing_voucher(books, last)


def _banked(sums: Moved) -> int:
    """Tell what came into bank accounts, in 分."""
    return sum(
        fen
        for place, fen in sums.items()
        if len(place) == 1 and account(AccountKey(place[0])).control == BANK
    )
