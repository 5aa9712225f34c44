"""Views of cases: projects with their money, budgets, reviews, approvals, steps."""

from collections.abc import Iterable
from typing import Final

from fundledger.domain.chart import (
    ADVANCE,
    B_COMMITTED,
    B_DISBURSED,
    B_PAYMENT,
    BANK,
    PAYABLE,
    PRIOR_YEAR,
    PROGRAMME_COST,
    RECOVERABLE,
)
from fundledger.domain.ids import AccountKey
from fundledger.domain.journal import PostingRule
from fundledger.errors import N_
from fundledger.store.views.base import (
    FUND,
    PROJECT,
    View,
    day,
    flag,
    join,
    named,
    of_fund,
    text,
    total,
    whole,
)

_R: Final = PostingRule
_PAID: Final = (_R.ADVANCE_PAID, _R.REIMBURSEMENT_PAID)
_BOUNCED: Final = (_R.ADVANCE_BOUNCED, _R.REIMBURSEMENT_BOUNCED)
_APPROVED: Final = (_R.ESTABLISHED, _R.SUPPLEMENT, _R.CUT)
_COMES_BACK: Final = (_R.REFUND, _R.RECOVERED)
_YEAR_END: Final = tuple(rule for rule in _R if rule.name.startswith("YEAR_END"))
_BROUGHT: Final = (B_COMMITTED, B_PAYMENT, B_DISBURSED)
_OUT_BEFORE: Final = (
    B_DISBURSED,
    ADVANCE,
    RECOVERABLE,
    PAYABLE,
    PROGRAMME_COST,
    PRIOR_YEAR,
)
"""What an opening moved in all on these is what closed years had cost before, less."""
_ADVANCES: Final = (_R.ADVANCE_PAID, _R.ADVANCE_BOUNCED, _R.OPENING)


def _listed(values: Iterable[str]) -> str:
    return ", ".join(f"'{value}'" for value in values)


def _notice_until(decided: str, named_by: str) -> str:
    """Tell the last day of the notice of what was decided: its last one counts."""
    own = f"k.fund_id = {decided}.fund_id AND k.{named_by} = {decided}.no"
    return f"(SELECT k.ends_on FROM notice k WHERE {own} ORDER BY k.no DESC LIMIT 1)"


def moved(
    debited: tuple[AccountKey, ...],
    rules: Iterable[PostingRule],
    summed: str | None = None,
    *,
    but: bool = False,
) -> str:
    """Sum what moved into accounts, less what moved out, under rules, for a project.

    With `but`, under all rules but these. What annuls a voucher counts under the rule
    of that voucher, as in every report.
    """
    into = f"COALESCE(d.control, d.key) IN ({_listed(debited)})"
    out_of = f"COALESCE(c.control, c.key) IN ({_listed(debited)})"
    ways = f"CASE WHEN {into} THEN 1 ELSE 0 END - CASE WHEN {out_of} THEN 1 ELSE 0 END"
    return f"""(SELECT {summed or total(f"q.fen * ({ways})")} FROM posting q
    {join("account", "d", "key", "q.debit")}
    {join("account", "c", "key", "q.credit")}
    {join("voucher", "v", "no", "q.voucher_no")}
    {join("voucher", "x", "no", "v.annuls_no", outer=True)}
    WHERE q.fund_id = p.fund_id AND q.project_no = p.no AND ({into} OR {out_of})
      AND COALESCE(x.rule, v.rule) {"NOT " * but}IN ({_listed(rules)}))"""


def _stands_at(account: AccountKey) -> str:
    """Give what an account of the project stands at, of all its sources."""
    return f"""(SELECT {total("b.fen")} FROM project_balance b
    WHERE b.fund_id = p.fund_id AND b.project_no = p.no
      AND b.account_key = '{account}')"""


_HAD: Final = f"""EXISTS (SELECT 1 FROM project_balance b WHERE b.fund_id = p.fund_id
  AND b.project_no = p.no AND b.account_key = '{ADVANCE}')"""
_LAST_APPROVAL: Final = """(SELECT MAX(z.no) FROM approval z
    WHERE z.fund_id = p.fund_id AND z.project_no = p.no)"""
_AMENDED: Final = f"""(SELECT {total("z.change_fen")} FROM amendment z
    WHERE z.fund_id = p.fund_id AND z.project_no = p.no AND z.line = i.line
      AND z.voucher_no IS NOT NULL)"""
_OF_PROJECT: Final = join("project", "p", "no", "{0}.project_no")

_PLACE: Final = (
    text("community_key", "m.key"),
    text("community", "m.name"),
    text("subdistrict_key", "s.key"),
    text("subdistrict", "s.name"),
)
_PLACES: Final = f"""\
{join("community", "m", "key", "p.community_key")}
{join("subdistrict", "s", "key", "m.subdistrict_key")}"""


def of_project(alias: str) -> str:
    """Join the project of the rows of a table."""
    return _OF_PROJECT.format(alias)


_MONEY: Final = (
    whole("requested_fen", "a.requested_fen"),
    whole(
        "approved_fen",
        f"-{moved((B_COMMITTED,), _APPROVED)} - {moved(_BROUGHT, (_R.OPENING,))}",
    ),
    whole(
        "paid_fen",
        f"-{moved((BANK,), (*_PAID, *_BOUNCED))}"
        f" - {moved((B_DISBURSED,), (_R.OPENING,))}",
    ),
    whole(
        "spent_fen",
        f"{moved((PROGRAMME_COST, PRIOR_YEAR), _YEAR_END, but=True)}"
        f" - {moved(_OUT_BEFORE, (_R.OPENING,))}",
    ),
    whole("returned_fen", moved((BANK,), _COMES_BACK)),
    whole("advance_fen", _stands_at(ADVANCE)),
    whole("payable_fen", _stands_at(PAYABLE)),
    whole("recoverable_fen", _stands_at(RECOVERABLE)),
)

VIEWS: Final = (
    View(
        "v_project",
        N_("Projects, where they are at home, how they stand, and their money."),
        (
            *FUND,
            *PROJECT,
            *_PLACE,
            text("round", "p.round_key"),
            text("round_name", "o.name"),
            text("category", "p.category"),
            text("state", "p.state"),
            text("returned_from", "p.returned_from"),
            day("due_on", "p.due_on"),
            whole("version", "p.version"),
            day("starts_on", "a.starts_on"),
            day("ends_on", "a.ends_on"),
            *_MONEY,
            whole("seq", "p.seq"),
        ),
        f"""project p
{of_fund("p")}
{_PLACES}
{join("round", "o", "key", "p.round_key")}
{join("application", "a", "project_no", "p.no", outer=True)}
  AND a.version = p.version""",
    ),
    View(
        "v_application",
        N_("Applications 申报书: each version as it was handed in."),
        (
            *FUND,
            *PROJECT,
            whole("application_no", "a.no"),
            whole("version", "a.version"),
            text("title", "a.title"),
            text("purpose", "a.purpose"),
            day("starts_on", "a.starts_on"),
            day("ends_on", "a.ends_on"),
            whole("requested_fen", "a.requested_fen"),
            whole("seq", "a.seq"),
        ),
        f"application a\n{of_fund('a')}\n{of_project('a')}",
    ),
    View(
        "v_budget_line",
        N_(
            "Budget lines of every version; what the last approval and its amendments"
            " grant stands with the version that was approved."
        ),
        (
            *FUND,
            *PROJECT,
            whole("version", "a.version"),
            whole("line", "i.line"),
            text("kind", "i.kind"),
            text("description", "i.description"),
            whole("requested_fen", "i.requested_fen"),
            whole("granted_fen", f"g.approved_fen + {_AMENDED}"),
            whole("seq", "i.seq"),
        ),
        f"""budget_line i
{of_fund("i")}
{join("application", "a", "no", "i.application_no")}
{of_project("a")}
LEFT JOIN approval e ON e.fund_id = p.fund_id AND e.no = {_LAST_APPROVAL}
  AND e.version = a.version
{join("approval_line", "g", "approval_no", "e.no", outer=True)} AND g.line = i.line""",
    ),
    View(
        "v_review",
        N_("Reviews 评审: each reviewer's verdict on a version at a stage."),
        (
            *FUND,
            *PROJECT,
            whole("review_no", "w.no"),
            whole("version", "w.version"),
            text("stage", "w.stage"),
            whole("cycle", "w.cycle"),
            *named("reviewer", "u"),
            flag("agrees", "w.agrees"),
            whole("recommended_fen", "w.recommended_fen"),
            text("opinion", "w.opinion"),
            day("on_date", "w.on_date"),
            whole("seq", "w.seq"),
        ),
        f"""review w
{of_fund("w")}
{of_project("w")}
{join("person", "u", "login", "w.reviewer")}""",
    ),
    View(
        "v_approval",
        N_("Approvals, which wait for their public notice 公示."),
        (
            *FUND,
            *PROJECT,
            whole("approval_no", "e.no"),
            whole("version", "e.version"),
            whole("granted_fen", "e.approved_fen"),
            text("approver", "e.approver"),
            text("approver_name", "u.name"),
            day("on_date", "e.on_date"),
            day("notice_until", _notice_until("e", "approval_no")),
            whole("voucher_no", "e.voucher_no"),
            whole("seq", "e.seq"),
        ),
        f"""approval e
{of_fund("e")}
{of_project("e")}
{join("person", "u", "login", "e.approver", outer=True)}""",
    ),
    View(
        "v_amendment",
        N_("Supplements and cuts of approved lines."),
        (
            *FUND,
            *PROJECT,
            whole("amendment_no", "z.no"),
            whole("line", "z.line"),
            whole("change_fen", "z.change_fen"),
            text("reason", "z.reason"),
            day("on_date", "z.on_date"),
            day("notice_until", _notice_until("z", "amendment_no")),
            whole("voucher_no", "z.voucher_no"),
            whole("seq", "z.seq"),
        ),
        f"amendment z\n{of_fund('z')}\n{of_project('z')}",
    ),
    View(
        "v_notice",
        N_("Public notices 公示: of what, from when until when. The last one counts."),
        (
            *FUND,
            *PROJECT,
            whole("notice_no", "k.no"),
            whole("approval_no", "k.approval_no"),
            whole("amendment_no", "k.amendment_no"),
            day("published_on", "k.published_on"),
            day("notice_from", "k.starts_on"),
            day("notice_until", "k.ends_on"),
            text("first_day", "k.first_day"),
            whole("working_days", "k.working_days"),
            whole("published_fen", "k.published_fen"),
            text("publication", "k.publication"),
            text("reason", "k.reason"),
            day("on_date", "k.on_date"),
            whole("seq", "k.seq"),
        ),
        f"notice k\n{of_fund('k')}\n{of_project('k')}",
    ),
    View(
        "v_objection",
        N_("Objections raised on public notice, and how they were answered."),
        (
            *FUND,
            *PROJECT,
            whole("objection_no", "j.no"),
            text("raised_by", "j.raised_by"),
            text("reason", "j.reason"),
            day("on_date", "j.on_date"),
            text("answer", "j.answer"),
            day("answered_on", "j.answered_on"),
            whole("seq", "j.seq"),
        ),
        f"objection j\n{of_fund('j')}\n{of_project('j')}",
    ),
    View(
        "v_step",
        N_("Steps of cases: who did what to which, in which role, on which day."),
        (
            *FUND,
            *PROJECT,
            whole("step_no", "t.no"),
            whole("disbursement_no", "t.disbursement_no"),
            whole("claim_no", "t.claim_no"),
            whole("recovery_no", "t.recovery_no"),
            text("action", "t.action"),
            text("from_state", "t.from_state"),
            text("to_state", "t.to_state"),
            text("actor", "t.actor"),
            text("actor_name", "u.name"),
            text("role", "t.role"),
            day("on_date", "t.on_date"),
            text("reason", "t.reason"),
            whole("voucher_no", "t.voucher_no"),
            whole("seq", "t.seq"),
        ),
        f"""step t
{of_fund("t")}
{of_project("t")}
{join("person", "u", "login", "t.actor")}""",
    ),
    View(
        "v_advance",
        N_("Advances of projects: what was paid, and what is not accounted for yet."),
        (
            *FUND,
            *PROJECT,
            *_PLACE,
            whole("advanced_fen", moved((ADVANCE,), _ADVANCES)),
            whole("advance_fen", _stands_at(ADVANCE)),
            day("last_paid_on", moved((ADVANCE,), [_R.ADVANCE_PAID], "MAX(v.on_date)")),
        ),
        f"project p\n{of_fund('p')}\n{_PLACES}\nWHERE {_HAD}",
    ),
)
