"""Money moved between the fund's own bank accounts, on one day or over several."""

from datetime import date
from functools import partial

from fundledger.commands.banks import bank_of
from fundledger.commands.cases import WHOLE_FUND
from fundledger.commands.cosigning import Signers, cosigned
from fundledger.commands.deed import deed
from fundledger.commands.lookup import require
from fundledger.commands.posting import book, entries_of
from fundledger.domain.actions import Action
from fundledger.domain.ids import AccountKey, TransferNo, VoucherNo
from fundledger.domain.journal import Posting, PostingRule, Slot
from fundledger.domain.labels import BankKey
from fundledger.domain.money import Money, to_fen
from fundledger.domain.people import Role
from fundledger.domain.summaries import Occasion
from fundledger.domain.transfers import decide_arrival, decide_transfer
from fundledger.queries import transfers as queries
from fundledger.store import tables as t
from fundledger.store.writing import Writing


@deed(Action.TRANSFER_SEND, case=WHOLE_FUND)
def transfer_money(
    write: Writing,
    amount: Money,
    *,
    from_bank: BankKey,
    to_bank: BankKey,
    in_transit: bool = False,
    voucher_on: date | None = None,
) -> TransferNo | None:
    """Move money between the fund's own accounts; the cashier and the supervisor sign.

    With `in_transit` it arrives on another day, and waits on 在途 until then. Gives the
    number once both have signed. Raises SameAccountError, CosignedAlreadyError,
    NotFoundError, InsufficientError.
    """
    leaf, to = bank_of(write, from_bank), bank_of(write, to_bank)
    decide_transfer(leaf, to)
    rule = PostingRule.TRANSFER_SENT if in_transit else PostingRule.TRANSFER
    accounts: dict[Slot, AccountKey] = {Slot.BANK: leaf, Slot.TO_BANK: to}
    posting = Posting(rule, to_fen(amount), accounts=accounts)
    move = partial(_move, write, posting, voucher_on)
    return cosigned(write, Action.TRANSFER_SEND, move)


def _move(
    write: Writing, posting: Posting, on: date | None, signed: Signers
) -> TransferNo:
    """Book what two have signed, and write it down."""
    voucher_no = book(
        write,
        posting.rule,
        entries_of(write, [posting]),
        summary=Occasion.TRANSFERRED.about(),
        on=on,
        reviewed_by=signed.get(Role.SUPERVISOR),
    )
    no = TransferNo(write.next_no(t.transfer))
    in_transit = posting.rule is PostingRule.TRANSFER_SENT
    write.insert(
        t.transfer,
        no=no,
        from_bank=posting.accounts[Slot.BANK],
        to_bank=posting.accounts[Slot.TO_BANK],
        fen=posting.fen,
        voucher_no=voucher_no,
        arrived_voucher_no=None if in_transit else voucher_no,
    )
    return no


@deed(Action.TRANSFER_ARRIVE, case=WHOLE_FUND)
def receive_transfer(
    write: Writing, transfer_no: TransferNo, *, voucher_on: date | None = None
) -> VoucherNo:
    """Book that money in transit has arrived. Raises ArrivedError, NotFoundError."""
    sent = require(queries.transfer(write, transfer_no), "transfer", transfer_no)
    decide_arrival(transfer_no, arrived=sent.arrived_voucher_no is not None)
    rule = PostingRule.TRANSFER_ARRIVED
    posting = Posting(rule, sent.fen, accounts={Slot.TO_BANK: sent.to_bank})
    voucher_no = book(
        write,
        rule,
        entries_of(write, [posting]),
        summary=Occasion.TRANSFER_ARRIVED.about(),
        on=voucher_on,
    )
    write.change(t.transfer, transfer_no, arrived_voucher_no=voucher_no)
    return voucher_no
