"""Opening 期初建账: balances and cases in flight, brought in at once by two people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from fundledger.commands.banks import bank_of
from fundledger.commands.cases import WHOLE_FUND
from fundledger.commands.cosigning import Signers, cosigned
from fundledger.commands.deed import deed
from fundledger.commands.imports import write_opening
from fundledger.commands.lookup import require
from fundledger.commands.opening_rows import Writer
from fundledger.commands.posting import book, find_terms
from fundledger.domain.actions import Action
from fundledger.domain.cosigning import COSIGNED
from fundledger.domain.ids import ProjectNo, VoucherNo
from fundledger.domain.journal import PostingRule, VoucherKind
from fundledger.domain.labels import Count
from fundledger.domain.opening_plan import booked, decide_opening
from fundledger.domain.openings import (
    Opening,
    OpeningBalance,
    OpeningKind,
    OpeningLine,
    OpeningPayment,
    OpeningProject,
    OpeningReceipt,
    OpeningRecovery,
    OpeningShare,
    OpeningUnidentified,
    require_unsealed,
)
from fundledger.domain.people import Role
from fundledger.domain.summaries import Occasion
from fundledger.errors import N_, RefusedError
from fundledger.queries import balances as balance_queries
from fundledger.queries import funds, openings, places
from fundledger.store import tables as t
from fundledger.store.writing import Writing


@dataclass(eq=False)
class OpeningLaterError(RefusedError):
    """An opening is of a day that is over, or of today."""

    opening: date
    on: date
    code = "opening_later"
    message = N_("The opening is of {opening}, which lies after {on}.")
    hint = N_("Give the day whose closing balances are brought in.")


@deed(Action.BOOKS_OPEN, case=WHOLE_FUND)
def open_books(  # noqa: PLR0913 - each is a sheet of what is brought in
    write: Writing,
    as_of: date,
    balances: Sequence[OpeningBalance],
    *,
    projects: Sequence[OpeningProject] = (),
    lines: Sequence[OpeningLine] = (),
    shares: Sequence[OpeningShare] = (),
    payments: Sequence[OpeningPayment] = (),
    receipts: Sequence[OpeningReceipt] = (),
    recoveries: Sequence[OpeningRecovery] = (),
    unidentified: Sequence[OpeningUnidentified] = (),
) -> Count:
    """Open the books 期初建账 with balances and cases in flight, and count those.

    An accountant and a supervisor sign the same opening, before these books have a
    voucher of their own; once both have, nothing more is brought in. Balances are those
    of the money book at the end of a day; the budget book follows from the cases.
    Raises OpeningSealedError, OpeningLaterError, NotFoundError, CosignedAlreadyError,
    and OpeningUnfitError with everything that does not fit.
    """
    require_unsealed(openings.brought_in(write), openings.last_voucher(write))
    opening = Opening(
        balances,
        projects,
        lines,
        shares,
        payments,
        receipts,
        recoveries,
        unidentified,
    )
    if as_of > write.on:
        raise OpeningLaterError(as_of, write.on)
    _require_named(write, opening)
    do, about = partial(_open, write, opening, as_of), str(openings.last_voucher(write))
    return cosigned(write, Action.BOOKS_OPEN, do, about=about) or 0


def _require_named(write: Writing, opening: Opening) -> None:
    """Demand what the opening names. Raises NotFoundError."""
    accounts = balance_queries.accounts(write)
    for each in opening.balances:
        require(accounts.get(each.account), "account", each.account)
    sources = [each.source for each in opening.balances]
    sources += [each.source for each in opening.shares]
    for source in {key: None for key in sources if key is not None}:
        find_terms(write, source)
    communities = {each.key for each in places.communities(write)}
    for project in opening.projects:
        key = project.community_key
        require(key if key in communities else None, "community", key)
        round_key = project.round_key
        require(funds.funding_round(write, round_key), "round", round_key)
    banks = {each.bank for each in opening.payments}
    banks |= {each.bank for each in opening.unidentified}
    for bank in sorted(bank for bank in banks if bank is not None):
        bank_of(write, bank)


def _open(write: Writing, opening: Opening, as_of: date, signed: Signers) -> Count:
    """Book the opening, and write its cases down."""
    known, ledger = openings.known(write, as_of), openings.ledger(write)
    plan = decide_opening(opening, known, ledger)
    nos = {
        each.project: ProjectNo(write.next_no(t.project)) for each in opening.projects
    }
    writer = Writer(write, opening, plan, as_of, nos)
    writer.write_projects()
    writer.voucher_no = book(
        write,
        PostingRule.OPENING,
        booked(opening, plan, ledger, nos),
        summary=Occasion.OPENED.about(),
        on=as_of,
        kind=VoucherKind.OPENING,
        reviewed_by=signed.get(Role.SUPERVISOR),
    )
    if len(signed) < len(COSIGNED[Action.BOOKS_OPEN]):
        return len(nos)  # tried for whoever signs first: nothing is written
    writer.write_cases()
    last_no = VoucherNo(write.next_no(t.voucher) - 1)
    write_opening(write, OpeningKind.BOOKS, signed, last_no)
    return len(nos)
