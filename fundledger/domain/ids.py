"""The names of things: one type an identity, so that none stands for another."""

from typing import NewType

FundId = NewType("FundId", int)
Seq = NewType("Seq", int)
Sha256 = NewType("Sha256", str)
Login = NewType("Login", str)
AccountKey = NewType("AccountKey", str)
Month = NewType("Month", str)
SubdistrictKey = NewType("SubdistrictKey", str)
CommunityKey = NewType("CommunityKey", str)
RoundKey = NewType("RoundKey", str)
ProjectNo = NewType("ProjectNo", int)
ApplicationNo = NewType("ApplicationNo", int)
LineNo = NewType("LineNo", int)
VoucherNo = NewType("VoucherNo", int)
PostingNo = NewType("PostingNo", int)
FundingNo = NewType("FundingNo", int)
DisbursementNo = NewType("DisbursementNo", int)
ClaimNo = NewType("ClaimNo", int)
ReceiptNo = NewType("ReceiptNo", int)
RecoveryNo = NewType("RecoveryNo", int)
