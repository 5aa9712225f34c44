"""Views of money in and out: funding, disbursements, claims, receipts, recoveries."""

from typing import Final

from fundledger.domain.actions import Action
from fundledger.errors import N_
from fundledger.store.views.base import (
    FUND,
    PROJECT,
    View,
    day,
    flag,
    join,
    of_fund,
    text,
    total,
    whole,
)
from fundledger.store.views.cases import of_project

_PAYS: Final = f"'{Action.DISBURSEMENT_PAY}'"


def _line(line: str, project: str) -> str:
    """Join the budget line of a receipt: that of the project's approved version."""
    return f"""LEFT JOIN approval e ON e.fund_id = {project}.fund_id
  AND e.no = (SELECT MAX(z.no) FROM approval z
    WHERE z.fund_id = {project}.fund_id AND z.project_no = {project}.no)
LEFT JOIN application a ON a.fund_id = e.fund_id AND a.project_no = e.project_no
  AND a.version = e.version
LEFT JOIN budget_line i ON i.fund_id = a.fund_id AND i.application_no = a.no
  AND i.line = {line}"""


_BANK: Final = (text("bank", "k.key"), text("bank_name", "k.name"))


def _bank(of: str) -> str:
    return join("bank_account", "k", "account_key", of, outer=True)


VIEWS: Final = (
    View(
        "v_funding",
        N_("Money received: donations, grants, and receipts not yet identified."),
        (
            *FUND,
            whole("funding_no", "n.no"),
            whole("project_no", "n.project_no"),
            text("kind", "n.kind"),
            text("party", "n.party"),
            text("source", "o.key"),
            text("source_name", "o.name"),
            text("purpose", "n.purpose"),
            whole("amount_fen", "n.fen"),
            whole("returned_fen", "n.returned_fen"),
            *_BANK,
            day("on_date", "n.on_date"),
            whole("voucher_no", "n.voucher_no"),
            whole("identified_voucher_no", "n.identified_voucher_no"),
            whole("seq", "n.seq"),
        ),
        f"""funding n
{of_fund("n")}
{join("funding_source", "o", "key", "n.source", outer=True)}
{_bank("n.bank")}""",
    ),
    View(
        "v_disbursement",
        N_("Disbursements 拨付: advances and reimbursements, and whom they go to."),
        (
            *FUND,
            whole("disbursement_no", "d.no"),
            *PROJECT,
            whole("claim_no", "d.claim_no"),
            whole("amount_fen", "d.fen"),
            text("state", "d.state"),
            whole("payee_no", "y.no"),
            text("payee", "y.name"),
            text("payee_bank", "y.bank"),
            text("payee_number", "y.number"),
            *_BANK,
            day(
                "last_paid_on",
                f"""(SELECT MAX(t.on_date) FROM step t WHERE t.fund_id = d.fund_id
    AND t.disbursement_no = d.no AND t.action = {_PAYS})""",
            ),
            whole("seq", "d.seq"),
        ),
        f"""disbursement d
{of_fund("d")}
{of_project("d")}
{join("payee", "y", "no", "d.payee_no")}
{_bank("d.bank")}""",
    ),
    View(
        "v_disbursement_share",
        N_("What of each payment is of which source of funds, in order."),
        (
            *FUND,
            whole("disbursement_no", "h.disbursement_no"),
            whole("place", "h.place"),
            text("source", "o.key"),
            text("source_name", "o.name"),
            whole("amount_fen", "h.fen"),
            *_BANK,
            whole("seq", "h.seq"),
        ),
        f"""disbursement_share h
{of_fund("h")}
{join("funding_source", "o", "key", "h.source")}
{_bank("h.bank")}""",
    ),
    View(
        "v_return",
        N_("Money that goes back to whoever gave it: decided, then paid."),
        (
            *FUND,
            whole("return_no", "r.no"),
            day("on_date", "v.on_date"),
            whole("funding_no", "r.funding_no"),
            text("source", "o.key"),
            text("source_name", "o.name"),
            text("party", "r.party"),
            whole("amount_fen", "r.fen"),
            text("ground", "r.ground"),
            text("state", "r.state"),
            text("reason", "r.reason"),
            *_BANK,
            whole("voucher_no", "r.voucher_no"),
            whole("paid_voucher_no", "r.paid_voucher_no"),
            whole("seq", "r.seq"),
        ),
        f"""money_return r
{of_fund("r")}
{join("funding_source", "o", "key", "r.source")}
{join("voucher", "v", "no", "r.voucher_no")}
{_bank("r.bank")}""",
    ),
    View(
        "v_transfer",
        N_("Money moved between the fund's own accounts, and what is in transit."),
        (
            *FUND,
            whole("transfer_no", "r.no"),
            day("on_date", "v.on_date"),
            text("from_bank", "r.from_bank"),
            text("to_bank", "r.to_bank"),
            whole("amount_fen", "r.fen"),
            whole("voucher_no", "r.voucher_no"),
            whole("arrived_voucher_no", "r.arrived_voucher_no"),
            whole("seq", "r.seq"),
        ),
        f"""transfer r
{of_fund("r")}
{join("voucher", "v", "no", "r.voucher_no")}""",
    ),
    View(
        "v_running_cost",
        N_("What running the fund cost, and whether it came back."),
        (
            *FUND,
            whole("running_cost_no", "r.no"),
            day("on_date", "v.on_date"),
            text("summary", "v.summary"),
            text("source", "o.key"),
            text("source_name", "o.name"),
            text("account", "r.account"),
            whole("amount_fen", "r.fen"),
            *_BANK,
            whole("voucher_no", "r.voucher_no"),
            whole("bounced_voucher_no", "r.bounced_voucher_no"),
            whole("seq", "r.seq"),
        ),
        f"""running_cost r
{of_fund("r")}
{join("funding_source", "o", "key", "r.source")}
{join("voucher", "v", "no", "r.voucher_no")}
{_bank("r.bank")}""",
    ),
    View(
        "v_claim",
        N_("Claims 支出报账, as they stand."),
        (
            *FUND,
            whole("claim_no", "c.no"),
            *PROJECT,
            flag("reimburses", "c.reimburses"),
            whole("version", "c.version"),
            text("state", "c.state"),
            whole("claimed_fen", "c.claimed_fen"),
            whole("admitted_fen", "c.admitted_fen"),
            whole("seq", "c.seq"),
        ),
        f"claim c\n{of_fund('c')}\n{of_project('c')}",
    ),
    View(
        "v_claim_line",
        N_("Claims by budget line, in their present version."),
        (
            *FUND,
            whole("claim_no", "c.no"),
            *PROJECT,
            text("state", "c.state"),
            whole("line", "r.line"),
            text("kind", "MAX(i.kind)"),
            text("description", "MAX(i.description)"),
            whole("receipts", "COUNT(r.no)"),
            whole("claimed_fen", total("r.claimed_fen")),
            whole("admitted_fen", "CAST(SUM(j.admitted_fen) AS BIGINT)"),
        ),
        f"""claim c
{of_fund("c")}
{of_project("c")}
{join("receipt", "r", "claim_no", "c.no")} AND r.version = c.version
{join("admission", "j", "receipt_no", "r.no", outer=True)}
{_line("r.line", "p")}
GROUP BY f.code, c.no, p.no, p.code, p.title, c.state, r.line""",
    ),
    View(
        "v_receipt",
        N_("Receipts 票据 of every version of a claim, and what was admitted of each."),
        (
            *FUND,
            whole("receipt_no", "r.no"),
            whole("claim_no", "c.no"),
            *PROJECT,
            whole("version", "r.version"),
            flag("is_present", "r.version = c.version"),
            whole("line", "r.line"),
            text("description", "i.description"),
            text("kind", "r.kind"),
            text("receipt_number", "r.number"),
            text("seller", "r.seller"),
            day("issued_on", "r.issued_on"),
            whole("claimed_fen", "r.claimed_fen"),
            whole("admitted_fen", "j.admitted_fen"),
            text("reason", "j.reason"),
            text("invoice_code", "r.code"),
            whole("face_fen", "r.face_fen"),
            whole("sheets", "r.sheets"),
            text("attachment_sha256", "r.attachment_sha256"),
            whole("seq", "r.seq"),
        ),
        f"""receipt r
{of_fund("r")}
{join("claim", "c", "no", "r.claim_no")}
{of_project("c")}
{join("admission", "j", "receipt_no", "r.no", outer=True)}
{_line("r.line", "p")}""",
    ),
    View(
        "v_refund",
        N_("Unspent money that came back 结余退回."),
        (
            *FUND,
            *PROJECT,
            whole("refund_no", "d.no"),
            whole("amount_fen", "d.fen"),
            *_BANK,
            day("on_date", "d.on_date"),
            whole("voucher_no", "d.voucher_no"),
            whole("seq", "d.seq"),
        ),
        f"refund d\n{of_fund('d')}\n{of_project('d')}\n{_bank('d.bank')}",
    ),
    View(
        "v_recovery",
        N_("Money disallowed 核减 that the community owes until it is recovered 追回."),
        (
            *FUND,
            whole("recovery_no", "d.no"),
            *PROJECT,
            whole("receipt_no", "d.receipt_no"),
            text("source", "d.source"),
            text("bearer", "d.bearer"),
            whole("amount_fen", "d.fen"),
            whole("recovered_fen", "d.recovered_fen"),
            text("state", "d.state"),
            text("reason", "d.reason"),
            day("on_date", "d.on_date"),
            whole("voucher_no", "d.voucher_no"),
            whole("seq", "d.seq"),
        ),
        f"recovery d\n{of_fund('d')}\n{of_project('d')}",
    ),
    View(
        "v_attachment",
        N_("Files kept in the ledger, by their hash; their content is not shown."),
        (
            *FUND,
            text("attachment_sha256", "h.sha256"),
            text("media_type", "h.media_type"),
            whole("size", "h.size"),
            whole("seq", "h.seq"),
        ),
        f"attachment h\n{of_fund('h')}",
    ),
)
