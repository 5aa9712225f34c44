"""What running the fund costs 运行费: bank fees, administration, fundraising."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Final, NamedTuple

from fundledger.commands.banks import bank_of
from fundledger.commands.cases import WHOLE_FUND
from fundledger.commands.cosigning import Signers, cosigned_above, limit
from fundledger.commands.deed import deed
from fundledger.commands.lookup import require
from fundledger.commands.posting import find_terms, post
from fundledger.domain.actions import Action
from fundledger.domain.chart import ADMIN_COST
from fundledger.domain.funding import decide_bounced_cost
from fundledger.domain.ids import AccountKey, RunningCostNo, SourceKey, VoucherNo
from fundledger.domain.journal import PostingRule, Slot
from fundledger.domain.labels import BankKey, Reason, Summary
from fundledger.domain.money import Money, to_fen
from fundledger.domain.people import Role
from fundledger.domain.sources import (
    GENERAL,
    Share,
    decide_bank,
    decide_not_overdrawn,
    decide_overhead,
    decide_runs,
    decide_unrestricted,
)
from fundledger.domain.summaries import Occasion
from fundledger.queries import running_costs as queries
from fundledger.queries import sources
from fundledger.queries.settings import settings
from fundledger.store import tables as t
from fundledger.store.writing import Writing

FEE_SUMMARY: Final[Summary] = Occasion.FEE.value


@deed(Action.FEE_PAY, case=WHOLE_FUND)
def pay_bank_fee(
    write: Writing,
    amount: Money,
    *,
    bank: BankKey,
    source: SourceKey = GENERAL,
    summary: Summary = FEE_SUMMARY,
    voucher_on: date | None = None,
) -> VoucherNo | None:
    """Book a bank fee, on the account that the fund's setting names.

    A fee has been taken already: it may overdraw an unrestricted source. Above the
    setting two_sign_above the accountant and the supervisor sign; gives the voucher
    once both have. Raises RestrictedSourceError, AloneError, CosignedAlreadyError, what
    posting refuses, NotFoundError for an unknown source or bank account.
    """
    decide_unrestricted(find_terms(write, source).terms)
    slots: dict[Slot, AccountKey] = {
        Slot.BANK: bank_of(write, bank),
        Slot.OVERHEAD: settings(write).bank_fee_account,
    }
    share = Share(source, to_fen(amount))
    cost = _Cost(PostingRule.BANK_FEE, share, slots, summary, voucher_on)
    pay = partial(_pay, write, cost)
    return cosigned_above(write, Action.FEE_PAY, _of_day(write, cost), pay)


class _Cost(NamedTuple):
    """What running the fund costs: how it is booked, of which source, and when."""

    rule: PostingRule
    share: Share
    slots: Mapping[Slot, AccountKey]
    summary: str
    on: date | None


def _of_day(write: Writing, cost: _Cost) -> int:
    """Tell by what amount a running cost is judged that may take two signatures, in 分.

    All of a day that one person paid count together: nobody divides what two must sign.
    """
    on = cost.on or write.on
    return cost.share.fen + queries.paid_on(write, on, limit(write))


def _pay(write: Writing, cost: _Cost, signed: Signers) -> VoucherNo:
    """Book what one person pays, or what two have signed."""
    return post(
        write,
        cost.rule,
        [cost.share],
        summary=cost.summary,
        accounts=cost.slots,
        on=cost.on,
        reviewed_by=signed.get(Role.SUPERVISOR),
    )


@deed(Action.ADMIN_COST_PAY, case=WHOLE_FUND)
def pay_admin_cost(
    write: Writing,
    amount: Money,
    *,
    bank: BankKey,
    summary: Summary,
    account: AccountKey = ADMIN_COST,
    source: SourceKey = GENERAL,
    voucher_on: date | None = None,
) -> VoucherNo | None:
    """Pay what running the fund costs: administration, or fundraising.

    Of unrestricted money, or within the share that a source allows 管理费比例. Above
    the setting two_sign_above the accountant and the supervisor sign; gives the voucher
    once both have. Raises OverheadShareError, OverdrawnError, SourceDatesError,
    SourceBankError, AloneError, CosignedAlreadyError, SlotError for an account of
    another kind, NotFoundError, what posting refuses.
    """
    leaf, terms = bank_of(write, bank), find_terms(write, source).terms
    decide_runs(terms, voucher_on or write.on)
    decide_bank(terms, leaf)
    free, gaps = sources.free(write), sources.gaps(write)
    loose = [each.key for each in sources.sources(write) if not each.restricted]
    decide_not_overdrawn(sum(free.get(k, 0) - gaps.get(k, 0) for k in loose))
    decide_overhead(
        terms,
        to_fen(amount),
        received_fen=sources.received(write, source),
        spent_fen=queries.spent(write, source),
    )
    share = Share(source, to_fen(amount))
    slots: dict[Slot, AccountKey] = {Slot.BANK: leaf, Slot.OVERHEAD: account}
    cost = _Cost(PostingRule.ADMIN_COST, share, slots, summary, voucher_on)
    pay = partial(_pay_and_write, write, cost)
    return cosigned_above(write, Action.ADMIN_COST_PAY, _of_day(write, cost), pay)


def _pay_and_write(write: Writing, cost: _Cost, signed: Signers) -> VoucherNo:
    """Book a cost, and write it down: it may come back."""
    voucher_no = _pay(write, cost, signed)
    write.insert(
        t.running_cost,
        no=write.next_no(t.running_cost),
        source=cost.share.source,
        account=cost.slots[Slot.OVERHEAD],
        bank=cost.slots[Slot.BANK],
        fen=cost.share.fen,
        voucher_no=voucher_no,
    )
    return voucher_no


@deed(Action.ADMIN_COST_BOUNCE, case=WHOLE_FUND)
def bounce_admin_cost(
    write: Writing,
    running_cost_no: RunningCostNo,
    *,
    reason: Reason,
    voucher_on: date | None = None,
) -> VoucherNo:
    """Book that the bank sent back what was paid for running the fund 退汇.

    The cost of an earlier year is taken back through 以前年度净资产调整. Raises
    BouncedCostError, ReasonNeededError, NotFoundError.
    """
    cost = require(
        queries.running_cost(write, running_cost_no), "running_cost", running_cost_no
    )
    decide_bounced_cost(
        running_cost_no, bounced=cost.bounced_voucher_no is not None, reason=reason
    )
    closed = cost.on.year < (voucher_on or write.on).year
    voucher_no = post(
        write,
        PostingRule.ADMIN_COST_BOUNCED_CLOSED_YEAR
        if closed
        else PostingRule.ADMIN_COST_BOUNCED,
        [Share(cost.source, cost.fen)],
        summary=Occasion.COST_BOUNCED.about(title=cost.summary),
        accounts={Slot.BANK: cost.bank, Slot.OVERHEAD: cost.account},
        on=voucher_on,
    )
    write.change(t.running_cost, running_cost_no, bounced_voucher_no=voucher_no)
    return voucher_no
