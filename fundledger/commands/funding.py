"""Money that comes to the fund, and what running it costs: deeds of no project."""

from datetime import date
from typing import Final

from fundledger.commands.banks import bank_of
from fundledger.commands.cases import WHOLE_FUND
from fundledger.commands.deed import deed
from fundledger.commands.lookup import require
from fundledger.commands.posting import post
from fundledger.domain.actions import Action
from fundledger.domain.chart import ADMIN_COST, DONATIONS, GRANTS, restricted_leaf
from fundledger.domain.funding import (
    FundingKind,
    decide_identified,
    decide_return,
)
from fundledger.domain.ids import AccountKey, FundingNo, VoucherNo
from fundledger.domain.journal import PostingRule, Slot
from fundledger.domain.labels import (
    NO_PARTY,
    NO_PURPOSE,
    BankKey,
    Party,
    Purpose,
    Reason,
    Summary,
)
from fundledger.domain.money import Money, to_fen
from fundledger.domain.summaries import Occasion
from fundledger.queries import funding as queries
from fundledger.queries.settings import settings
from fundledger.store import tables as t
from fundledger.store.writing import Writing

INTEREST_SUMMARY: Final[Summary] = Occasion.INTEREST.value
FEE_SUMMARY: Final[Summary] = Occasion.FEE.value


@deed(Action.DONATION_RECEIVE, case=WHOLE_FUND)
def receive_donation(
    write: Writing,
    amount: Money,
    *,
    party: Party,
    bank: BankKey,
    restricted: bool = False,
    purpose: Purpose = NO_PURPOSE,
    voucher_on: date | None = None,
) -> FundingNo:
    """Book a donation received, restricted to a purpose or not.

    Raises what posting refuses, NotFoundError for an unknown bank account.
    """
    leaf = bank_of(write, bank)
    voucher_no = post(
        write,
        PostingRule.DONATION_RECEIVED,
        to_fen(amount),
        summary=Occasion.DONATION_RECEIVED.about(party=party),
        accounts={
            Slot.BANK: leaf,
            Slot.DONATIONS: restricted_leaf(DONATIONS, restricted=restricted),
        },
        on=voucher_on,
    )
    return _received(
        write,
        kind=FundingKind.DONATION,
        party=party,
        restricted=restricted,
        purpose=purpose,
        fen=to_fen(amount),
        bank=leaf,
        on_date=voucher_on or write.on,
        voucher_no=voucher_no,
    )


@deed(Action.GRANT_RECEIVE, case=WHOLE_FUND)
def receive_grant(
    write: Writing,
    amount: Money,
    *,
    party: Party,
    bank: BankKey,
    restricted: bool = True,
    purpose: Purpose = NO_PURPOSE,
    voucher_on: date | None = None,
) -> FundingNo:
    """Book a government grant received.

    Raises what posting refuses, NotFoundError for an unknown bank account.
    """
    leaf = bank_of(write, bank)
    voucher_no = post(
        write,
        PostingRule.GRANT_RECEIVED,
        to_fen(amount),
        summary=Occasion.GRANT_RECEIVED.about(party=party),
        accounts={
            Slot.BANK: leaf,
            Slot.GRANTS: restricted_leaf(GRANTS, restricted=restricted),
        },
        on=voucher_on,
    )
    return _received(
        write,
        kind=FundingKind.GRANT,
        party=party,
        restricted=restricted,
        purpose=purpose,
        fen=to_fen(amount),
        bank=leaf,
        on_date=voucher_on or write.on,
        voucher_no=voucher_no,
    )


@deed(Action.RECEIPT_UNIDENTIFIED, case=WHOLE_FUND)
def receive_unidentified(
    write: Writing,
    amount: Money,
    *,
    bank: BankKey,
    party: Party = NO_PARTY,
    voucher_on: date | None = None,
) -> FundingNo:
    """Book money that nobody can name yet 暂收; nothing of it can be approved.

    Raises what posting refuses, NotFoundError for an unknown bank account.
    """
    leaf = bank_of(write, bank)
    voucher_no = post(
        write,
        PostingRule.UNIDENTIFIED_RECEIVED,
        to_fen(amount),
        summary=Occasion.UNIDENTIFIED_RECEIVED.about(party=party),
        accounts={Slot.BANK: leaf},
        on=voucher_on,
    )
    return _received(
        write,
        kind=FundingKind.UNIDENTIFIED,
        party=party,
        restricted=False,
        purpose="",
        fen=to_fen(amount),
        bank=leaf,
        on_date=voucher_on or write.on,
        voucher_no=voucher_no,
    )


def _received(write: Writing, **row: object) -> FundingNo:
    """Write what was received, and give its number."""
    no = FundingNo(write.next_no(t.funding))
    write.insert(t.funding, no=no, returned_fen=0, **row)
    return no


@deed(Action.RECEIPT_IDENTIFY, case=WHOLE_FUND)
def identify_money(
    write: Writing,
    funding_no: FundingNo,
    *,
    kind: FundingKind,
    party: Party,
    restricted: bool = False,
    purpose: Purpose = NO_PURPOSE,
    voucher_on: date | None = None,
) -> VoucherNo:
    """Say what an unidentified receipt was: a donation, or a grant.

    Raises IdentifiedAlreadyError, NoKindError, NotFoundError.
    """
    unidentified = require(queries.funding(write, funding_no), "funding", funding_no)
    decide_identified(unidentified.kind, kind)
    control = DONATIONS if kind is FundingKind.DONATION else GRANTS
    voucher_no = post(
        write,
        PostingRule.UNIDENTIFIED_IDENTIFIED,
        unidentified.fen,
        summary=_IDENTIFIED[kind].about(party=party),
        accounts={Slot.INCOME: restricted_leaf(control, restricted=restricted)},
        on=voucher_on,
    )
    write.change(
        t.funding,
        funding_no,
        kind=kind,
        party=party,
        restricted=restricted,
        purpose=purpose,
        identified_voucher_no=voucher_no,
    )
    return voucher_no


_IDENTIFIED: Final = {
    FundingKind.DONATION: Occasion.IDENTIFIED_AS_DONATION,
    FundingKind.GRANT: Occasion.IDENTIFIED_AS_GRANT,
}


@deed(Action.DONATION_RETURN, case=WHOLE_FUND)
def return_donation(
    write: Writing,
    funding_no: FundingNo,
    amount: Money,
    *,
    reason: Reason,
    bank: BankKey | None = None,
    voucher_on: date | None = None,
) -> VoucherNo:
    """Give a donation back, in whole or in part, from the account it came to.

    What is not free to be approved any more leaves a gap 额度缺口. Raises
    NotADonationError, OverReturnError, NotFoundError.
    """
    donation = require(queries.funding(write, funding_no), "funding", funding_no)
    fen = to_fen(amount)
    returned = decide_return(donation.kind, donation.fen, donation.returned_fen, fen)
    voucher_no = post(
        write,
        PostingRule.DONATION_RETURNED,
        fen,
        summary=Occasion.DONATION_RETURNED.about(party=donation.party, reason=reason),
        accounts={
            Slot.BANK: donation.bank if bank is None else bank_of(write, bank),
            Slot.DONATIONS: restricted_leaf(DONATIONS, restricted=donation.restricted),
        },
        on=voucher_on,
    )
    write.change(t.funding, funding_no, returned_fen=returned)
    return voucher_no


@deed(Action.INTEREST_RECEIVE, case=WHOLE_FUND)
def receive_interest(
    write: Writing,
    amount: Money,
    *,
    bank: BankKey,
    summary: Summary = INTEREST_SUMMARY,
    voucher_on: date | None = None,
) -> VoucherNo:
    """Book interest, on the account that the fund's setting names.

    Under the 2004 edition it lowers fundraising cost 筹资费用. Raises what posting
    refuses, NotFoundError for an unknown bank account.
    """
    accounts = {
        Slot.BANK: bank_of(write, bank),
        Slot.INTEREST: settings(write).interest_account,
    }
    fen = to_fen(amount)
    return post(
        write,
        PostingRule.INTEREST,
        fen,
        summary=summary,
        accounts=accounts,
        on=voucher_on,
    )


@deed(Action.FEE_PAY, case=WHOLE_FUND)
def pay_bank_fee(
    write: Writing,
    amount: Money,
    *,
    bank: BankKey,
    summary: Summary = FEE_SUMMARY,
    voucher_on: date | None = None,
) -> VoucherNo:
    """Book a bank fee, on the account that the fund's setting names.

    Raises what posting refuses, NotFoundError for an unknown bank account.
    """
    accounts = {
        Slot.BANK: bank_of(write, bank),
        Slot.OVERHEAD: settings(write).bank_fee_account,
    }
    fen = to_fen(amount)
    return post(
        write,
        PostingRule.BANK_FEE,
        fen,
        summary=summary,
        accounts=accounts,
        on=voucher_on,
    )


@deed(Action.ADMIN_COST_PAY, case=WHOLE_FUND)
def pay_admin_cost(
    write: Writing,
    amount: Money,
    *,
    bank: BankKey,
    summary: Summary,
    account: AccountKey = ADMIN_COST,
    voucher_on: date | None = None,
) -> VoucherNo:
    """Pay what running the fund costs: administration, or fundraising.

    Raises what posting refuses, SlotError for an account of another kind,
    NotFoundError for an unknown bank account.
    """
    accounts = {Slot.BANK: bank_of(write, bank), Slot.OVERHEAD: account}
    fen = to_fen(amount)
    return post(
        write,
        PostingRule.ADMIN_COST,
        fen,
        summary=summary,
        accounts=accounts,
        on=voucher_on,
    )
