"""Columns of reports that tell of evidence: papers, receipts, and what they lack."""

from typing import Final

from fundledger.errors import N_
from fundledger.reports.report import Column, Kind

COUNT, MONEY, SIGN = Kind.COUNT, Kind.MONEY, Kind.SIGN

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
)
