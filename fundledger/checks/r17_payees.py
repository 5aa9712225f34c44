"""R17 Money went to the payee that the community had registered, once it was verified.

A payee of another community, or one that nobody had verified by the day of the payment,
means that the money may lie with somebody else. Whether the bank paid that very account
is asked of its statements, which the books do not have yet.
"""

from datetime import date
from typing import Final, NamedTuple

from fundledger.domain.ids import DisbursementNo, PayeeNo
from fundledger.errors import N_
from fundledger.queries import paid_payees
from fundledger.queries.paid_payees import PaidPayee, RegisteredPayee
from fundledger.store.reading import Books

TITLE: Final = N_("Money went to the payee that was registered and verified")


class PayeeApart(NamedTuple):
    """A payment whose payee was not the community's own, or not verified in time."""

    project: str
    disbursement_no: DisbursementNo
    payee_no: PayeeNo
    on: date
    problem: str


def offences(books: Books, as_of: date | None = None) -> list[PayeeApart]:
    """List payments to somebody who was not to have them."""
    known = {each.no: each for each in paid_payees.registered_payees(books)}
    return [
        PayeeApart(each.project, each.disbursement_no, each.payee_no, each.on, problem)
        for each in paid_payees.paid_payees(books, as_of)
        if (problem := _problem(each, known.get(each.payee_no)))
    ]


def _problem(paid: PaidPayee, payee: RegisteredPayee | None) -> str:
    """Name what is wrong with a payment's payee; empty where nothing is."""
    if payee is None:
        return "unknown_payee"
    if payee.community != paid.community:
        return "other_payee"
    late = payee.verified_on is None or payee.verified_on > paid.on
    return "payee_unverified" if late else ""
