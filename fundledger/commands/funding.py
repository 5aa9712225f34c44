"""Money that comes to the fund: donations, grants, interest, what nobody can name."""

from datetime import date
from typing import Final

from fundledger.commands.banks import bank_of
from fundledger.commands.cases import WHOLE_FUND, of_project
from fundledger.commands.deed import deed
from fundledger.commands.lookup import require
from fundledger.commands.posting import book, entries_of, find_terms, parts_of, post
from fundledger.commands.steps import record_step
from fundledger.commands.transitions import find_project
from fundledger.domain.actions import Action
from fundledger.domain.chart import ADVANCE, DONATIONS, GRANTS
from fundledger.domain.disbursements import DisbursementState
from fundledger.domain.funding import (
    FundingKind,
    decide_identified,
    decide_sent_back,
)
from fundledger.domain.ids import FundingNo, ProjectNo, SourceKey, VoucherNo
from fundledger.domain.journal import InsufficientError, Posting, PostingRule, Slot
from fundledger.domain.labels import (
    NO_PARTY,
    NO_PURPOSE,
    BankKey,
    Party,
    Purpose,
    Reason,
    Summary,
)
from fundledger.domain.money import Money, from_fen, to_fen
from fundledger.domain.readiness import ready_project
from fundledger.domain.sources import GENERAL, Share, decide_bank
from fundledger.domain.summaries import Occasion
from fundledger.domain.treatments import treatment
from fundledger.queries import disbursements, funds, sources
from fundledger.queries import funding as queries
from fundledger.queries.settings import settings
from fundledger.store import tables as t
from fundledger.store.writing import Writing

INTEREST_SUMMARY: Final[Summary] = Occasion.INTEREST.value

_RULES: Final = {
    FundingKind.DONATION: PostingRule.DONATION_RECEIVED,
    FundingKind.GRANT: PostingRule.GRANT_RECEIVED,
}
_ACCOUNTS: Final = {FundingKind.DONATION: DONATIONS, FundingKind.GRANT: GRANTS}
_SLOTS: Final = {FundingKind.DONATION: Slot.DONATIONS, FundingKind.GRANT: Slot.GRANTS}
_RECEIVED: Final = {
    FundingKind.DONATION: Occasion.DONATION_RECEIVED,
    FundingKind.GRANT: Occasion.GRANT_RECEIVED,
}
_IDENTIFIED: Final = {
    FundingKind.DONATION: Occasion.IDENTIFIED_AS_DONATION,
    FundingKind.GRANT: Occasion.IDENTIFIED_AS_GRANT,
}


@deed(Action.DONATION_RECEIVE, case=WHOLE_FUND)
def receive_donation(
    write: Writing,
    amount: Money,
    *,
    party: Party,
    bank: BankKey,
    source: SourceKey = GENERAL,
    purpose: Purpose = NO_PURPOSE,
    voucher_on: date | None = None,
) -> FundingNo:
    """Book a donation received, of one source of funds.

    Raises what posting refuses, SourceBankError, NotFoundError for an unknown source
    or bank account.
    """
    kind = FundingKind.DONATION
    return _receive(write, kind, amount, party, bank, source, purpose, voucher_on)


@deed(Action.GRANT_RECEIVE, case=WHOLE_FUND)
def receive_grant(
    write: Writing,
    amount: Money,
    *,
    party: Party,
    bank: BankKey,
    source: SourceKey = GENERAL,
    purpose: Purpose = NO_PURPOSE,
    voucher_on: date | None = None,
) -> FundingNo:
    """Book a government grant received, of one source of funds.

    Raises what posting refuses, SourceBankError, NotFoundError for an unknown source
    or bank account.
    """
    kind = FundingKind.GRANT
    return _receive(write, kind, amount, party, bank, source, purpose, voucher_on)


def _receive(
    write: Writing,
    kind: FundingKind,
    amount: Money,
    party: str,
    bank: str,
    source: SourceKey,
    purpose: str,
    on: date | None,
) -> FundingNo:
    """Book money that came from somebody for something."""
    leaf, terms = bank_of(write, bank), find_terms(write, source)
    decide_bank(terms.terms, leaf)
    voucher_no = post(
        write,
        _RULES[kind],
        [Share(source, to_fen(amount))],
        summary=_RECEIVED[kind].about(party=party),
        accounts={Slot.BANK: leaf, _SLOTS[kind]: _ACCOUNTS[kind]},
        on=on,
    )
    return write_funding(
        write,
        kind=kind,
        party=party,
        source=source,
        purpose=purpose,
        fen=to_fen(amount),
        bank=leaf,
        on_date=on or write.on,
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
    """Book money that nobody can name yet 待查款项; nothing of it can be approved.

    Raises what posting refuses, NotFoundError for an unknown bank account.
    """
    leaf = bank_of(write, bank)
    rule, fen = PostingRule.UNIDENTIFIED_RECEIVED, to_fen(amount)
    voucher_no = book(
        write,
        rule,
        entries_of(write, [Posting(rule, fen, accounts={Slot.BANK: leaf})]),
        summary=Occasion.UNIDENTIFIED_RECEIVED.about(party=party),
        on=voucher_on,
    )
    return write_funding(
        write,
        kind=FundingKind.UNIDENTIFIED,
        party=party,
        source=None,
        purpose="",
        fen=fen,
        bank=leaf,
        on_date=voucher_on or write.on,
        voucher_no=voucher_no,
    )


def write_funding(write: Writing, **row: object) -> FundingNo:
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
    source: SourceKey = GENERAL,
    purpose: Purpose = NO_PURPOSE,
    voucher_on: date | None = None,
) -> VoucherNo:
    """Say what an unidentified receipt was: a donation, or a grant, of one source.

    It lies where it came to: if the source names another account, it is transferred.
    Raises IdentifiedAlreadyError, NoKindError, NotFoundError for an unknown source.
    """
    unidentified = require(queries.funding(write, funding_no), "funding", funding_no)
    decide_identified(unidentified.kind, kind, returned_fen=unidentified.returned_fen)
    voucher_no = post(
        write,
        PostingRule.UNIDENTIFIED_IDENTIFIED,
        [Share(source, unidentified.fen)],
        summary=_IDENTIFIED[kind].about(party=party),
        accounts={Slot.INCOME: _ACCOUNTS[kind]},
        on=voucher_on,
    )
    write.change(
        t.funding,
        funding_no,
        kind=kind,
        party=party,
        source=source,
        purpose=purpose,
        identified_voucher_no=voucher_no,
    )
    return voucher_no


@deed(Action.RECEIPT_SEND_BACK, case=WHOLE_FUND)
def send_back_unidentified(
    write: Writing,
    funding_no: FundingNo,
    *,
    reason: Reason,
    voucher_on: date | None = None,
) -> VoucherNo:
    """Send money back that nobody can name, all of it, from the account it came to.

    Raises IdentifiedAlreadyError, SentBackError, ReasonNeededError, NotFoundError.
    """
    unidentified = require(queries.funding(write, funding_no), "funding", funding_no)
    decide_sent_back(
        unidentified.kind, returned_fen=unidentified.returned_fen, reason=reason
    )
    rule, fen = PostingRule.UNIDENTIFIED_SENT_BACK, unidentified.fen
    voucher_no = book(
        write,
        rule,
        entries_of(
            write, [Posting(rule, fen, accounts={Slot.BANK: unidentified.bank})]
        ),
        summary=Occasion.UNIDENTIFIED_SENT_BACK.about(party=unidentified.party),
        on=voucher_on,
    )
    write.change(
        t.funding, funding_no, returned_fen=fen, identified_voucher_no=voucher_no
    )
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
    """Book interest, as the year's edition of the 制度 treats it.

    It belongs to the source that the bank account names. Raises what posting refuses,
    NotFoundError for an unknown bank account.
    """
    leaf = bank_of(write, bank)
    source = require(queries.interest_source(write, bank), "bank_account", bank)
    year = (voucher_on or write.on).year
    rule = (
        settings(write).interest
        or treatment(funds.edition_of(write, year), year).interest
    )
    return post(
        write,
        rule,
        [Share(source, to_fen(amount))],
        summary=summary,
        accounts={Slot.BANK: leaf},
        on=voucher_on,
    )


@deed(Action.PROJECT_INTEREST_RECEIVE, case=of_project, ready=ready_project)
def receive_project_interest(
    write: Writing,
    project_no: ProjectNo,
    amount: Money,
    *,
    bank: BankKey,
    voucher_on: date | None = None,
) -> VoucherNo:
    """Book interest that a community earned on an advance, and hands over.

    It is income of the source of the advance, apart from any refund. Raises
    InsufficientError where nothing was advanced, what posting refuses, MoveError.
    """
    project, leaf = find_project(write, project_no), bank_of(write, bank)
    source = _advanced_of(write, project_no, amount)
    voucher_no = book(
        write,
        PostingRule.PROJECT_INTEREST,
        entries_of(
            write,
            parts_of(
                write,
                PostingRule.PROJECT_INTEREST,
                [Share(source, to_fen(amount))],
                accounts={Slot.BANK: leaf},
            ),
        ),
        summary=Occasion.PROJECT_INTEREST.about(
            code=project.code, community=project.community
        ),
        on=voucher_on,
    )
    record_step(
        write, Action.PROJECT_INTEREST_RECEIVE, project_no, voucher_no=voucher_no
    )
    return voucher_no


def _advanced_of(write: Writing, project_no: ProjectNo, amount: Money) -> SourceKey:
    """Name the source of the oldest advance of a project, or of the last one cleared.

    Raises InsufficientError.
    """
    lots = sources.advance_lots(write, project_no)
    if lots:
        return lots[0].source
    paid = disbursements.disbursements(write, project_no, _PAID)
    advances = [each for each in paid if not each.reimburses]
    if not advances:
        raise InsufficientError(ADVANCE, project_no, None, from_fen(0), amount)
    return disbursements.shares(write, advances[-1].no)[0].source


_PAID: Final = (DisbursementState.PAID, DisbursementState.ACKNOWLEDGED)
