"""Money that goes back to whoever gave it 退还、结余上缴: decided, paid, bounced."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from fundledger.commands.banks import bank_of
from fundledger.commands.cases import WHOLE_FUND
from fundledger.commands.cosigning import Signers, cosigned
from fundledger.commands.deed import deed
from fundledger.commands.lookup import require
from fundledger.commands.posting import find_terms, post
from fundledger.domain.actions import Action
from fundledger.domain.chart import B_FREE, DONATIONS, GRANTS
from fundledger.domain.funding import FundingKind, decide_return
from fundledger.domain.ids import FundingNo, ReturnNo, VoucherNo
from fundledger.domain.journal import PostingRule, Slot
from fundledger.domain.labels import BankKey, Reason
from fundledger.domain.money import Money, to_fen
from fundledger.domain.people import Role
from fundledger.domain.returns import (
    RETURN_RULES,
    ReturnGround,
    ReturnState,
    decide_free_to_return,
    decide_mistaken,
    decide_return_move,
)
from fundledger.domain.sources import Share, decide_bank
from fundledger.domain.summaries import Occasion
from fundledger.queries import balances, funding
from fundledger.queries import returns as queries
from fundledger.queries.funding import Funding
from fundledger.store import tables as t
from fundledger.store.writing import Writing


@deed(Action.RETURN_DECIDE, case=WHOLE_FUND)
def decide_money_return(
    write: Writing,
    funding_no: FundingNo,
    amount: Money,
    *,
    ground: ReturnGround,
    reason: Reason,
    voucher_on: date | None = None,
) -> ReturnNo | None:
    """Decide that money received goes back, in whole or in part; it is owed from now.

    The approver and the supervisor sign; gives the number once both have.

    What goes back is free to be approved before; only what somebody may demand of
    unrestricted money leaves a gap 额度缺口. Raises OverReturnError, OverFreeError,
    MistakenYearError, NotReturnedError, CosignedAlreadyError, ReasonNeededError,
    NotFoundError.
    """
    given = require(funding.funding(write, funding_no), "funding", funding_no)
    fen, on = to_fen(amount), voucher_on or write.on
    returned = decide_return(
        given.kind, given.fen, given.returned_fen, fen, reason=reason
    )
    assert given.source is not None, "what is identified has its source"
    decide_mistaken(ground, given.on.year, on.year)
    decide_free_to_return(
        ground,
        restricted=find_terms(write, given.source).restricted,
        free_fen=balances.left(write, B_FREE, None, given.source),
        asked_fen=fen,
    )
    terms = {"fen": fen, "reason": reason, "ground": ground}
    decide = partial(_decide, write, given, terms, voucher_on)
    return_no = cosigned(write, Action.RETURN_DECIDE, decide, about=given.source)
    if return_no is not None:
        write.change(t.funding, funding_no, returned_fen=returned)
    return return_no


def _decide(
    write: Writing,
    given: Funding,
    terms: Mapping[str, Any],
    on: date | None,
    signed: Signers,
) -> ReturnNo:
    """Book what two have decided to return, and write it down."""
    assert given.source is not None, "what is identified has its source"
    income = DONATIONS if given.kind is FundingKind.DONATION else GRANTS
    voucher_no = post(
        write,
        RETURN_RULES[terms["ground"]],
        [Share(given.source, terms["fen"])],
        summary=Occasion.RETURN_DECIDED.about(party=given.party),
        accounts={Slot.INCOME: income},
        on=on,
        reviewed_by=signed.get(Role.SUPERVISOR),
    )
    return _write_return(write, given, voucher_no=voucher_no, **terms)


def _write_return(write: Writing, given: Funding, **terms: object) -> ReturnNo:
    """Write what is decided, and give its number."""
    no = ReturnNo(write.next_no(t.money_return))
    write.insert(
        t.money_return,
        no=no,
        source=given.source,
        funding_no=given.no,
        party=given.party,
        state=ReturnState.DECIDED,
        **terms,
    )
    return no


@deed(Action.RETURN_PAY, case=WHOLE_FUND)
def pay_money_return(
    write: Writing,
    return_no: ReturnNo,
    *,
    bank: BankKey,
    voucher_on: date | None = None,
) -> VoucherNo:
    """Pay back what was decided. Raises ReturnMoveError, SourceBankError."""
    decided = require(queries.money_return(write, return_no), "return", return_no)
    to = decide_return_move(decided.state, Action.RETURN_PAY)
    leaf = bank_of(write, bank)
    decide_bank(find_terms(write, decided.source).terms, leaf)
    voucher_no = post(
        write,
        PostingRule.RETURN_PAID,
        [Share(decided.source, decided.fen)],
        summary=Occasion.RETURN_PAID.about(party=decided.party),
        accounts={Slot.BANK: leaf},
        on=voucher_on,
    )
    write.change(
        t.money_return, return_no, state=to, bank=leaf, paid_voucher_no=voucher_no
    )
    return voucher_no


@deed(Action.RETURN_BOUNCE, case=WHOLE_FUND)
def bounce_money_return(
    write: Writing,
    return_no: ReturnNo,
    *,
    reason: Reason,
    voucher_on: date | None = None,
) -> VoucherNo:
    """Book that the bank sent a return back 退汇: it is owed again.

    Raises ReturnMoveError, ReasonNeededError.
    """
    paid = require(queries.money_return(write, return_no), "return", return_no)
    to = decide_return_move(paid.state, Action.RETURN_BOUNCE, reason=reason)
    assert paid.bank is not None, "what was paid was paid from a bank account"
    voucher_no = post(
        write,
        PostingRule.RETURN_BOUNCED,
        [Share(paid.source, paid.fen)],
        summary=Occasion.RETURN_BOUNCED.about(party=paid.party),
        accounts={Slot.BANK: paid.bank},
        on=voucher_on,
    )
    write.change(t.money_return, return_no, state=to)
    return voucher_no
