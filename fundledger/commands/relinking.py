"""What a correction does to the rows behind a voucher. Not deeds by themselves.

Money received, refunds and payments name their bank account, their kind and the
voucher that stands; a correction of the books corrects them too.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from fundledger.domain.actions import Action
from fundledger.domain.chart import (
    ADVANCE,
    BANK,
    DONATIONS,
    GRANTS,
    TRANSIT,
    account,
    kindless,
)
from fundledger.domain.corrections import CaseVoucherError, Replacements
from fundledger.domain.funding import FundingKind, decide_received
from fundledger.domain.ids import (
    AccountKey,
    ProjectNo,
    VoucherNo,
)
from fundledger.domain.journal import Entry, NothingToPostError
from fundledger.domain.money import from_fen
from fundledger.domain.transfers import decide_transfer
from fundledger.queries import (
    cases,
    disbursements,
    recoveries,
    returns,
    running_costs,
    transfers,
)
from fundledger.queries.cases import Step
from fundledger.queries.corrections import first_voucher
from fundledger.queries.funding import Funding, funding_of_voucher
from fundledger.queries.journal import Voucher
from fundledger.queries.recoveries import Refund
from fundledger.queries.returns import MoneyReturn
from fundledger.queries.running_costs import RunningCost
from fundledger.queries.transfers import Transfer
from fundledger.store import tables as t
from fundledger.store.writing import Writing


class Behind(NamedTuple):
    """The rows behind a voucher: what a correction of it corrects as well."""

    voucher: Voucher
    refund: Refund | None
    step: Step | None
    funding: Funding | None
    cost: RunningCost | None
    bounced: RunningCost | None
    returned: MoneyReturn | None
    transfer: Transfer | None


def rows_behind(write: Writing, old: Voucher) -> Behind:
    """Find the rows behind a voucher, before it is corrected."""
    return Behind(
        old,
        recoveries.refund_of_voucher(write, old.no),
        cases.step_of_voucher(write, first_voucher(write, old.no)),
        funding_of_voucher(write, old.no),
        running_costs.cost_of_voucher(write, old.no),
        running_costs.cost_of_bounce(write, old.no),
        returns.return_of_voucher(write, old.no),
        transfers.transfer_of_voucher(write, old.no),
    )


def correct_rows(
    write: Writing,
    behind: Behind,
    blue_no: VoucherNo,
    right: Sequence[Entry],
    by: Replacements,
) -> None:
    """Let the rows behind a voucher follow its blue one."""
    bank, refund, step = _bank(right), behind.refund, behind.step
    project_no = by.project_no
    if refund is not None and bank is not None:
        write.change(
            t.refund,
            refund.no,
            voucher_no=blue_no,
            bank=bank,
            project_no=refund.project_no if project_no is None else project_no,
        )
    if step is not None and step.action == Action.DISBURSEMENT_PAY:
        _pay_from(write, step, by.accounts)
    if behind.returned is not None:
        _correct_return(write, behind.voucher.no, behind.returned, blue_no, bank)
    if behind.cost is not None:
        _correct_cost(write, behind.cost, blue_no, right)
    if behind.bounced is not None:
        write.change(t.running_cost, behind.bounced.no, bounced_voucher_no=blue_no)
    if behind.transfer is not None:
        _correct_transfer(write, behind.voucher.no, behind.transfer, blue_no, right)
    if behind.funding is not None:
        _correct_funding(write, behind, behind.funding, blue_no, right, project_no)


def _pay_from(
    write: Writing, step: Step, accounts: Mapping[AccountKey, AccountKey]
) -> None:
    """Let a payment have left the accounts that it is booked on now.

    What bounced and was paid again has left those of the last time.
    """
    no = step.disbursement_no
    assert no is not None, "a payment has its number"
    if step.no != _last_payment(write, step):
        return
    paid = disbursements.disbursement(write, no)
    assert paid is not None, "a payment is never deleted"
    assert paid.bank is not None, "what was paid was paid from an account"
    write.change(t.disbursement, no, bank=accounts.get(paid.bank, paid.bank))
    for source, bank in disbursements.banks(write, no).items():
        key = (no, source)
        write.change(t.disbursement_share, key, bank=accounts.get(bank, bank))


def _last_payment(write: Writing, step: Step) -> int:
    """Give the step by which a disbursement was paid last."""
    return max(
        each.no
        for each in cases.steps(write, step.project_no)
        if each.disbursement_no == step.disbursement_no and each.action == step.action
    )


def _correct_cost(
    write: Writing, cost: RunningCost, blue_no: VoucherNo, right: Sequence[Entry]
) -> None:
    """Let a running cost follow the accounts and the source it is booked on now."""
    (paid,) = (each for each in right if account(each.credit).control == BANK)
    write.change(
        t.running_cost,
        cost.no,
        account=kindless(paid.debit),
        source=paid.debit_source,
        bank=paid.credit,
        voucher_no=blue_no,
    )


def _correct_return(
    write: Writing,
    old_no: VoucherNo,
    returned: MoneyReturn,
    blue_no: VoucherNo,
    bank: AccountKey | None,
) -> None:
    """Let a return follow the voucher that decides it now, or the one that pays it."""
    if returned.voucher_no == old_no:
        write.change(t.money_return, returned.no, voucher_no=blue_no)
        return
    assert bank is not None, "what was paid left a bank account"
    write.change(t.money_return, returned.no, bank=bank, paid_voucher_no=blue_no)


def _correct_transfer(
    write: Writing,
    old_no: VoucherNo,
    transfer: Transfer,
    blue_no: VoucherNo,
    right: Sequence[Entry],
) -> None:
    """Let a transfer have left and reached the accounts that it is booked on now.

    Raises SameAccountError.
    """
    (moved,) = right
    from_bank = transfer.from_bank if moved.credit == TRANSIT else moved.credit
    to_bank = transfer.to_bank if moved.debit == TRANSIT else moved.debit
    decide_transfer(from_bank, to_bank)
    vouchers: dict[str, VoucherNo] = {
        name: blue_no
        for name in ("voucher_no", "arrived_voucher_no")
        if getattr(transfer, name) == old_no
    }
    write.change(
        t.transfer, transfer.no, from_bank=from_bank, to_bank=to_bank, **vouchers
    )


def _correct_funding(
    write: Writing,
    behind: Behind,
    funding: Funding,
    blue_no: VoucherNo,
    right: Sequence[Entry],
    project_no: ProjectNo | None,
) -> None:
    """Let money received follow the accounts that it is booked on now.

    What a refund brought beyond its advance came from the refund's project.
    """
    if funding.voucher_no == behind.voucher.no:
        bank = _bank(right)
        assert bank is not None, "money comes through a bank account"
        write.change(t.funding, funding.no, voucher_no=blue_no, bank=bank)
        if behind.refund is not None and project_no is not None:
            write.change(t.funding, funding.no, project_no=project_no)
    else:
        write.change(t.funding, funding.no, identified_voucher_no=blue_no)
    for entry in right:
        income = account(entry.credit)
        kind = _KINDS.get(income.control or income.key)
        if kind is not None:
            write.change(t.funding, funding.no, kind=kind, source=entry.credit_source)


_KINDS: Final = {DONATIONS: FundingKind.DONATION, GRANTS: FundingKind.GRANT}


def adjust_rows(write: Writing, behind: Behind, right: Sequence[Entry]) -> None:
    """Let money received or refunded have its right amount.

    Raises CaseVoucherError for what was identified since: two vouchers hold it.
    Raises OverReturnError for less than was given back, NothingToPostError for a
    refund of nothing that was advanced.
    """
    funding, refund, cost = behind.funding, behind.refund, behind.cost
    if funding is not None and funding.identified_voucher_no is not None:
        raise CaseVoucherError(behind.voucher.rule)
    fen = sum(e.fen for e in right if account(e.debit).control == BANK)
    if cost is not None:
        paid_fen = sum(e.fen for e in right if account(e.credit).control == BANK)
        write.change(t.running_cost, cost.no, fen=paid_fen)
    if refund is not None:
        advanced_fen = sum(e.fen for e in right if e.credit == ADVANCE)
        if not advanced_fen:
            raise NothingToPostError(from_fen(advanced_fen))
        write.change(t.refund, refund.no, fen=advanced_fen)
        fen -= advanced_fen
    if funding is not None:
        decide_received(fen, funding.returned_fen)
        write.change(t.funding, funding.no, fen=fen)


def _bank(entries: Sequence[Entry]) -> AccountKey | None:
    """Name the bank account that the postings move."""
    keys = (key for entry in entries for key in entry[:2])
    return next((key for key in keys if account(key).control == BANK), None)
