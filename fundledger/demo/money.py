"""The deeds of disbursements, claims and what comes back, as the diary tells them."""

from fundledger.commands import claims, disbursements, refunds
from fundledger.commands import recoveries as commands
from fundledger.commands.claims import Verdict
from fundledger.commands.disallowances import disallow_receipt
from fundledger.commands.receipts import NewReceipt
from fundledger.demo.telling import Numbered, Telling, amount_of, case_of, project_of
from fundledger.domain.ids import ReceiptNo
from fundledger.queries.claims import receipts
from fundledger.queries.disbursements import disbursement_of_claim
from fundledger.queries.recoveries import recoveries
from fundledger.readers.demo import DeedRow, ReceiptRow


def request(telling: Telling, row: DeedRow) -> None:
    """Ask for an instalment."""
    telling.disbursement_no[case_of(row)] = disbursements.request_disbursement(
        telling.desk(row), project_of(row), amount_of(row)
    )


def check(telling: Telling, row: DeedRow) -> None:
    """Check a request."""
    no = telling.disbursement_no[case_of(row)]
    disbursements.check_disbursement(telling.desk(row), no)


def return_(telling: Telling, row: DeedRow) -> None:
    """Hand a request back."""
    no = telling.disbursement_no[case_of(row)]
    disbursements.return_disbursement(telling.desk(row), no, reason=row.note)


def approve(telling: Telling, row: DeedRow) -> None:
    """Approve a payment."""
    no = telling.disbursement_no[case_of(row)]
    disbursements.approve_disbursement(telling.desk(row), no)


def agree(telling: Telling, row: DeedRow) -> None:
    """Agree to a payment above the limit."""
    no = telling.disbursement_no[case_of(row)]
    disbursements.agree_to_disbursement(telling.desk(row), no)


def pay(telling: Telling, row: DeedRow) -> None:
    """Pay a disbursement, from the bank account of its row."""
    disbursements.pay_disbursement(
        telling.desk(row),
        telling.disbursement_no[case_of(row)],
        bank=telling.disbursements[case_of(row)].bank_account,
    )


def acknowledge(telling: Telling, row: DeedRow) -> None:
    """Say that the money arrived."""
    no = telling.disbursement_no[case_of(row)]
    disbursements.acknowledge_disbursement(telling.desk(row), no)


def decline(telling: Telling, row: DeedRow) -> None:
    """Decline a payment."""
    no = telling.disbursement_no[case_of(row)]
    disbursements.decline_disbursement(telling.desk(row), no, reason=row.note)


def bounce(telling: Telling, row: DeedRow) -> None:
    """Book that the bank sent a payment back."""
    no = telling.disbursement_no[case_of(row)]
    disbursements.bounce_disbursement(telling.desk(row), no, reason=row.note)


def draft_claim(telling: Telling, row: DeedRow) -> None:
    """Begin a claim with its receipts."""
    case = case_of(row)
    telling.claim_no[case] = claims.draft_claim(
        telling.desk(row),
        project_of(row),
        receipts=_handed_in(telling, case, 1),
        reimburses=case in telling.reimbursed,
    )


def submit_claim(telling: Telling, row: DeedRow) -> None:
    """Hand a claim in."""
    claims.submit_claim(telling.desk(row), telling.claim_no[case_of(row)])


def resubmit_claim(telling: Telling, row: DeedRow) -> None:
    """Hand a returned claim in again, with the receipts of its next version."""
    case = case_of(row)
    claims.resubmit_claim(
        telling.desk(row),
        telling.claim_no[case],
        receipts=_handed_in(telling, case, telling.claim_version[case] + 1),
    )


def return_claim(telling: Telling, row: DeedRow) -> None:
    """Hand a claim back."""
    no = telling.claim_no[case_of(row)]
    claims.return_claim(telling.desk(row), no, reason=row.note)


def reject_claim(telling: Telling, row: DeedRow) -> None:
    """Reject a claim."""
    no = telling.claim_no[case_of(row)]
    claims.reject_claim(telling.desk(row), no, reason=row.note)


def admit_claim(telling: Telling, row: DeedRow) -> None:
    """Admit a claim, receipt by receipt."""
    case = case_of(row)
    numbers = _receipt_numbers(telling, case)
    admitted = [
        Verdict(numbers[each.receipt - 1], each.admitted, each.reason)
        for each in _receipts(telling, case)
        if each.admitted is not None
    ]
    no = telling.claim_no[case]
    claims.admit_claim(telling.desk(row), no, admitted=admitted, reason=row.note)
    if case in telling.reimbursed:
        with telling.fund.reading() as books:
            owed = disbursement_of_claim(books, no)
        assert owed is not None, "an admitted reimbursement is on its way"
        telling.disbursement_no[telling.reimbursed[case]] = owed.no


def disallow(telling: Telling, row: DeedRow) -> None:
    """Disallow a receipt, in whole or in part."""
    recovery = telling.recoveries[row.ref]
    numbers = _receipt_numbers(telling, (recovery.project, recovery.claim))
    disallow_receipt(
        telling.desk(row),
        numbers[recovery.receipt - 1],
        recovery.amount,
        reason=row.note,
        before_booking=recovery.kind == "before_booking",
    )
    with telling.fund.reading() as books:
        telling.recovery_no[row.ref] = recoveries(books, recovery.project)[-1].no


def receive_refund(telling: Telling, row: DeedRow) -> None:
    """Book unspent money that came back, to the bank account that the row names."""
    refunds.receive_refund(
        telling.desk(row),
        project_of(row),
        amount_of(row),
        bank=row.ref,
        reason=row.note,
    )


def receive_recovery(telling: Telling, row: DeedRow) -> None:
    """Book disallowed money that came back."""
    commands.receive_recovery(
        telling.desk(row),
        telling.recovery_no[row.ref],
        amount_of(row),
        bank=telling.recoveries[row.ref].bank_account,
    )


def _handed_in(telling: Telling, case: Numbered, version: int) -> list[NewReceipt]:
    """Give the receipts of a version, and remember that it is the newest."""
    telling.claim_version[case] = version
    return [
        NewReceipt(
            each.line,
            each.kind,
            each.number,
            each.seller,
            each.date,
            each.claimed,
        )
        for each in _receipts(telling, case)
    ]


def _receipts(telling: Telling, case: Numbered) -> list[ReceiptRow]:
    return telling.receipts[*case, telling.claim_version[case]]


def _receipt_numbers(telling: Telling, case: Numbered) -> list[ReceiptNo]:
    """Give the numbers of a claim's receipts, in the order of its rows."""
    with telling.fund.reading() as books:
        return [each.no for each in receipts(books, telling.claim_no[case])]
