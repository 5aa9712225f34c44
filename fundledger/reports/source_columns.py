"""Columns of reports that tell of sources of funds, and of what two people sign."""

from typing import Final

from fundledger.errors import N_
from fundledger.reports.report import Column, Kind

CODE, COUNT, MONEY, SIGN = Kind.CODE, Kind.COUNT, Kind.MONEY, Kind.SIGN

SOURCES: Final = (
    Column("source", N_("Source of funds"), CODE),
    Column("source_name", N_("Source of funds, by name")),
    Column("giver", N_("Money given by")),
    Column("returnable", N_("To be returned"), SIGN),
    Column("overhead_percent", N_("Running costs, up to %"), COUNT),
    Column("percent", N_("Allowed share, in %"), COUNT),
    Column("most_fen", N_("Most that may be spent"), MONEY),
    Column("days", N_("Days outstanding"), COUNT),
    Column("bearer", N_("Borne by"), CODE),
    Column("by_source", N_("By source"), SIGN),
    Column("free_fen", N_("Free to approve"), MONEY),
    Column("gap_fen", N_("Overdrawn"), MONEY),
    Column("brought_fen", N_("Brought in"), MONEY),
    Column("received_fen", N_("Received"), MONEY),
    Column("interest_fen", N_("Interest"), MONEY),
    Column("given_back_fen", N_("Given back"), MONEY),
    Column("running_fen", N_("Running costs"), MONEY),
    Column("lost_fen", N_("Losses"), MONEY),
    Column("moved_in_fen", N_("From other sources"), MONEY),
    Column("moved_out_fen", N_("To other sources"), MONEY),
    Column("worth_fen", N_("Net worth"), MONEY),
    Column("standing_fen", N_("Where they stand"), MONEY),
    Column("reserved_fen", N_("Reserved"), MONEY),
    Column("committed_fen", N_("Committed"), MONEY),
    Column("payment_fen", N_("To be paid"), MONEY),
    Column("disbursed_fen", N_("Paid, less what came back"), MONEY),
    Column("borne_fen", N_("Borne by another source"), MONEY),
    Column("released_fen", N_("Released"), MONEY),
    Column("moved_fen", N_("Released or reclassified"), MONEY),
    Column("return_no", N_("Return"), COUNT),
    Column("transfer_no", N_("Transfer"), COUNT),
    Column("from_bank", N_("From account"), CODE),
    Column("in_fen", N_("Came into the account"), MONEY),
    Column("out_fen", N_("Went out of the account"), MONEY),
    Column("transfer_fen", N_("To be transferred"), MONEY),
    Column("to_bank", N_("To account"), CODE),
    Column("to_bank_name", N_("To the account called")),
    Column("arrived_voucher_no", N_("Arrived by voucher"), COUNT),
    Column("cosignature_no", N_("Signature no."), COUNT),
    Column("input", N_("What was asked")),
    Column("other_role", N_("The other who signs")),
    Column("called", N_("What that is")),
    Column("cosigner", N_("The other signer")),
    Column("end_reason", N_("Withdrawn or returned because")),
    Column("ground", N_("Ground")),
    Column("paid_voucher_no", N_("Paid by voucher"), COUNT),
    Column("running_cost_no", N_("Running cost"), COUNT),
    Column("bounced_voucher_no", N_("Bounced by voucher"), COUNT),
    Column("place", N_("Place in the order"), COUNT),
    Column("debit_of", N_("Source of the debit")),
    Column("credit_of", N_("Source of the credit")),
    Column("beside", N_("May book as well")),
)
"""What is said of a source, of its flows, and of what two people sign or adopt."""
