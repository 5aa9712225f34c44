"""Columns of reports that tell of evidence: papers, receipts, and what they lack."""

from typing import Final

from fundledger.errors import N_
from fundledger.reports.report import Column, Kind

CODE, COUNT, DAY, MONEY = Kind.CODE, Kind.COUNT, Kind.DAY, Kind.MONEY

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
    Column("evidence_no", N_("Attachment no."), COUNT),
    Column("place_of_paper", N_("Where the paper is kept")),
    Column("original_number", N_("Number of the original"), CODE),
    Column("host_no", N_("Attached to voucher no."), COUNT),
    Column("withdrawn_on", N_("Withdrawn on"), DAY),
    Column("withdrawn_reason", N_("Why withdrawn")),
    Column("suspicion_no", N_("Suspicion no."), COUNT),
    Column("invoice_code", N_("Code of the 发票"), CODE),
    Column("face_fen", N_("发票 is over"), MONEY),
    Column("over_fen", N_("Amount of the 发票"), MONEY),
    Column("used_fen", N_("Used of it"), MONEY),
)
