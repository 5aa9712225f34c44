"""Views of duties: rules editions that a fund adopted, and handovers."""

from typing import Final

from fundledger.errors import N_
from fundledger.store.views.base import (
    FUND,
    View,
    day,
    join,
    named,
    of_fund,
    text,
    whole,
)


def _signed(table: str, alias: str, of: str, where: str) -> str:
    """Join a signature, where it is there, and its person."""
    person = f"{alias}u"
    return f"""LEFT JOIN {table} {alias} ON {alias}.fund_id = {of} AND {where}
LEFT JOIN person {person} ON {person}.fund_id = {of}
  AND {person}.login = {alias}.login"""


VIEWS: Final = (
    View(
        "v_adoption",
        N_("Rules editions that the fund adopted 采用, and the two who signed."),
        (
            *FUND,
            whole("rules_edition", "a.edition"),
            text("accountant_name", "x.name"),
            day("accountant_on", "a.accountant_on"),
            text("supervisor_name", "z.name"),
            day("supervisor_on", "a.supervisor_on"),
            whole("seq", "a.seq"),
        ),
        f"""adoption a
{of_fund("a")}
{join("person", "x", "login", "a.accountant")}
{join("person", "z", "login", "a.supervisor")}""",
    ),
    View(
        "v_handover",
        N_("Handovers of accounting work 会计工作交接: from whom, to whom, how far."),
        (
            *FUND,
            whole("handover_no", "h.no"),
            text("role", "h.role"),
            *named("outgoing", "x"),
            *named("incoming", "z"),
            day("on_date", "h.on_date"),
            text("state", "h.state"),
            text("absent_reason", "h.absent_reason"),
            text("delegate", "h.delegate"),
            text("cancel_reason", "h.cancel_reason"),
            text("witness_name", "wu.name"),
            day("witnessed_on", "w.on_date"),
            whole("seq", "h.seq"),
        ),
        f"""handover h
{of_fund("h")}
{join("person", "x", "login", "h.from_login")}
{join("person", "z", "login", "h.to_login")}
{
            _signed(
                "handover_signature",
                "w",
                "h.fund_id",
                "w.handover_no = h.no AND w.part = 'witnessed'",
            )
        }""",
    ),
    View(
        "v_handover_item",
        N_("What was open when work was handed over: the lines of the list 移交清单."),
        (
            *FUND,
            whole("handover_no", "i.handover_no"),
            whole("item_no", "i.item"),
            text("kind", "i.kind"),
            text("item_key", "i.key"),
            text("item_title", "i.title"),
            whole("how_many", "i.size"),
            whole("amount_fen", "i.fen"),
            whole("seq", "i.seq"),
        ),
        f"handover_item i\n{of_fund('i')}",
    ),
    View(
        "v_handover_signature",
        N_("Signatures of handovers: who gave, took and witnessed, and when."),
        (
            *FUND,
            whole("handover_no", "g.handover_no"),
            text("part", "g.part"),
            text("login", "g.login"),
            text("signer_name", "u.name"),
            day("on_date", "g.on_date"),
            whole("seq", "g.seq"),
        ),
        f"""handover_signature g
{of_fund("g")}
{join("person", "u", "login", "g.login")}""",
    ),
)
