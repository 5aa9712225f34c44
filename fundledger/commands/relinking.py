"""What a correction does to the rows behind a voucher. Not deeds by themselves.

Money received, refunds and payments name their bank account, their kind and the
voucher that stands; a correction of the books corrects them too.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from fundledger.commands.posting import find_terms
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
from fundledger.domain.corrections import DECIDED, CaseVoucherError, Replacements
from fundledger.domain.funding import FundingKind, decide_received
from fundledger.domain.ids import (
    AccountKey,
    DisbursementNo,
    ProjectNo,
    SourceKey,
    VoucherNo,
)
from fundledger.domain.journal import Entry, PostingRule
from fundledger.domain.sources import decide_bank, decide_overhead, decide_unrestricted
from fundledger.domain.transfers import decide_transfer
from fundledger.queries import (
    cases,
    disbursements,
    recoveries,
    returns,
    running_costs,
    sources,
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


def require_movable(
    write: Writing, old: Voucher, booked: Sequence[Entry], by: Replacements
) -> None:
    """Refuse what another project or source may not take over.

    Raises CaseVoucherError, RestrictedSourceError, OverheadShareError.
    """
    if by.project_no is None and by.source is None:
        return
    require_undecided(write, old)
    require_bearable(write, old, booked, by.source.key if by.source else None)
    if by.source is not None:
        _require_unreturned(write, old)


def require_own_banks(
    write: Writing, old: Voucher, booked: Sequence[Entry], right: Sequence[Entry]
) -> None:
    """Refuse a payment that leaves another account than its source names.

    What stays as it was is not asked, nor a fee, which the bank takes where it wants.
    Raises SourceBankError.
    """
    if old.rule is PostingRule.BANK_FEE:
        return
    for entry in right:
        source = entry.debit_source
        if entry in booked or source is None or account(entry.credit).control != BANK:
            continue
        decide_bank(find_terms(write, source).terms, entry.credit)


def require_undecided(write: Writing, old: Voucher) -> None:
    """Refuse to give a voucher another project, source or amount than was decided.

    A refund follows no decision: it is what came. Raises CaseVoucherError.
    """
    if old.rule in DECIDED:
        raise CaseVoucherError(old.rule)
    step = cases.step_of_voucher(write, first_voucher(write, old.no))
    if step is not None and recoveries.refund_of_voucher(write, old.no) is None:
        raise CaseVoucherError(old.rule)


def _require_unreturned(write: Writing, old: Voucher) -> None:
    """Refuse another source for money of which something went back already.

    What went back was of the old source. Raises CaseVoucherError.
    """
    funding = funding_of_voucher(write, old.no)
    if funding is not None and funding.returned_fen:
        raise CaseVoucherError(old.rule)


def require_bearable(
    write: Writing, old: Voucher, right: Sequence[Entry], source: SourceKey | None
) -> None:
    """Hold what a running cost is corrected to, to what a source may pay of it.

    Raises RestrictedSourceError for a fee, OverheadShareError.
    """
    paid = [each for each in right if account(each.credit).control == BANK]
    if old.rule not in (PostingRule.BANK_FEE, PostingRule.ADMIN_COST) or not paid:
        return
    key = source or paid[0].debit_source
    assert key is not None, "a running cost is of a source"
    terms = find_terms(write, key).terms
    if old.rule is PostingRule.BANK_FEE:
        decide_unrestricted(terms)
        return
    cost = running_costs.cost_of_voucher(write, old.no)
    own = cost.fen if cost is not None and cost.source == key else 0
    decide_overhead(
        terms,
        sum(each.fen for each in paid),
        received_fen=sources.received(write, key),
        spent_fen=running_costs.spent(write, key) - own,
    )


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
    if step is not None and step.action == Action.DISBURSEMENT_PAY and bank is not None:
        _pay_from(write, step.disbursement_no, by.accounts)
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
    write: Writing,
    no: DisbursementNo | None,
    accounts: Mapping[AccountKey, AccountKey],
) -> None:
    """Let a payment have left the accounts that it is booked on now."""
    assert no is not None, "a payment has its number"
    paid = disbursements.disbursement(write, no)
    assert paid is not None, "a payment is never deleted"
    assert paid.bank is not None, "what was paid was paid from an account"
    write.change(t.disbursement, no, bank=accounts.get(paid.bank, paid.bank))
    for source, bank in disbursements.banks(write, no).items():
        key = (no, source)
        write.change(t.disbursement_share, key, bank=accounts.get(bank, bank))


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
    Raises OverReturnError for less than was given back.
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
        write.change(t.refund, refund.no, fen=advanced_fen)
        fen -= advanced_fen
    if funding is not None:
        decide_received(fen, funding.returned_fen)
        write.change(t.funding, funding.no, fen=fen)


def _bank(entries: Sequence[Entry]) -> AccountKey | None:
    """Name the bank account that the postings move."""
    keys = (key for entry in entries for key in entry[:2])
    return next((key for key in keys if account(key).control == BANK), None)
