"""Views of evidence: what is attached to what, and receipts that look like others."""

from typing import Final

from fundledger.errors import N_
from fundledger.store.views.base import FUND, View, day, of_fund, text, whole

VIEWS: Final = (
    View(
        "v_evidence",
        N_("What is attached to vouchers and other things, and where originals are."),
        (
            *FUND,
            whole("evidence_no", "e.no"),
            whole("voucher_no", "e.voucher_no"),
            whole("project_no", "e.project_no"),
            whole("claim_no", "e.claim_no"),
            whole("disbursement_no", "e.disbursement_no"),
            whole("recovery_no", "e.recovery_no"),
            whole("payee_no", "e.payee_no"),
            whole("funding_no", "e.funding_no"),
            whole("return_no", "e.return_no"),
            whole("running_cost_no", "e.running_cost_no"),
            whole("transfer_no", "e.transfer_no"),
            text("source", "e.source"),
            text("bank", "e.bank"),
            text("document", "e.document"),
            text("original", "e.original"),
            whole("sheets", "e.sheets"),
            text("attachment_sha256", "e.sha256"),
            text("place_of_paper", "e.place"),
            text("original_number", "e.number"),
            whole("host_no", "e.host_no"),
            text("reason", "e.reason"),
            text("login", "e.attached_by"),
            day("on_date", "e.on_date"),
            day("withdrawn_on", "e.withdrawn_on"),
            text("withdrawn_reason", "e.withdrawn_reason"),
            whole("seq", "e.seq"),
        ),
        f"evidence e\n{of_fund('e')}",
    ),
    View(
        "v_suspicion",
        N_("Receipts that look like others, and why somebody says they are not."),
        (
            *FUND,
            whole("suspicion_no", "s.no"),
            whole("claim_no", "s.claim_no"),
            whole("receipt_no", "s.receipt_no"),
            whole("earlier_no", "s.earlier_no"),
            text("likeness", "s.ground"),
            text("login", "s.dismissed_by"),
            day("on_date", "s.dismissed_on"),
            text("reason", "s.reason"),
            whole("seq", "s.seq"),
        ),
        f"suspicion s\n{of_fund('s')}",
    ),
)
