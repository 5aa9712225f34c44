"""Columns of reports that tell of evidence: papers, receipts, and what they lack."""

from typing import Final

from fundledger.errors import N_
from fundledger.reports.report import Column, Kind

CODE, COUNT, DAY, MONEY, SIGN = Kind.CODE, Kind.COUNT, Kind.DAY, Kind.MONEY, Kind.SIGN

EVIDENCE: Final = (
    Column("obstacle", N_("Before it can be closed")),
    Column("missing", N_("Attachments missing"), COUNT),
    Column("document", N_("Kind of document")),
    Column("original", N_("Original")),
    Column("fault", N_("What is wrong")),
    Column("sheets", N_("Sheets"), COUNT),
    Column("declared", N_("Sheets there should be"), COUNT),
    Column("earlier_no", N_("Looks like receipt"), COUNT),
    Column("likeness", N_("Alike in")),
    Column("over_fen", N_("Amount of the 发票"), MONEY),
    Column("used_fen", N_("Used of it"), MONEY),
    Column("admitted", N_("Claim admitted"), SIGN),
    Column("invoice_code", N_("Code of the 发票"), CODE),
    Column("face_fen", N_("Amount of the whole 发票"), MONEY),
    Column("evidence_no", N_("Attachment in place"), COUNT),
    Column("place_of_paper", N_("Where the paper is kept")),
    Column("original_number", N_("Number of the original"), CODE),
    Column("host_no", N_("Voucher that has the original"), COUNT),
    Column("withdrawn_on", N_("Withdrawn on"), DAY),
    Column("withdrawn_reason", N_("Withdrawn because")),
    Column("suspicion_no", N_("Suspicion no."), COUNT),
)
