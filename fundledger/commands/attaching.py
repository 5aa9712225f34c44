"""Attaching: how a deed writes that a paper is there. Not a deed by itself."""

from collections.abc import Mapping
from typing import Any

from fundledger.domain.evidence import Document, Original
from fundledger.domain.ids import EvidenceNo, ReceiptNo, VoucherNo
from fundledger.queries.claims import ClaimReceipt
from fundledger.store import tables as t
from fundledger.store.writing import Writing


def attach(
    write: Writing,
    document: Document,
    original: Original,
    *,
    sheets: int = 0,
    **about: Any,  # noqa: ANN401 - columns of the table
) -> EvidenceNo:
    """Write what is attached, to what, and where the original is."""
    no = EvidenceNo(write.next_no(t.evidence))
    write.insert(
        t.evidence,
        no=no,
        document=document,
        original=original,
        sheets=sheets,
        attached_by=write.actor,
        on_date=write.on,
        **about,
    )
    return no


def attach_receipts(
    write: Writing, voucher_no: VoucherNo, receipts: Mapping[ReceiptNo, ClaimReceipt]
) -> None:
    """Attach the files of admitted receipts to the voucher that books them."""
    for each in receipts.values():
        if each.attachment_sha256 is not None:
            attach(
                write,
                Document.RECEIPTS,
                Original.FILE,
                voucher_no=voucher_no,
                sheets=each.sheets,
                sha256=each.attachment_sha256,
            )
