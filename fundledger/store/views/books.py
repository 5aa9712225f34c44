"""Views of the books: accounts, vouchers, their lines, balances, periods, records."""

from typing import Final

from fundledger.errors import N_
from fundledger.store.views.base import (
    FUND,
    REFUSAL,
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

_YEAR: Final = "CAST(substr(v.month, 1, 4) AS BIGINT)"
_LAST_YEAR: Final = "(SELECT MAX(z.year) FROM fund_year z WHERE z.fund_id = a.fund_id)"

_ACCOUNT: Final = (
    text("account", "a.key"),
    text("account_code", "n.code"),
    text("account_zh", "n.name_zh"),
    text("account_en", "n.name_en"),
    text("book", "a.book"),
    text("side", "a.side"),
)


def _account_names(year: str, of: str) -> str:
    """Join the codes and names that the chart of a year has for an account."""
    return f"""LEFT JOIN fund_year y ON y.fund_id = {of}.fund_id AND y.year = {year}
LEFT JOIN account_code n ON n.fund_id = a.fund_id
  AND n.edition = y.edition AND n.account_key = a.key"""


_NUMBER: Final = "CAST(v.number AS TEXT)"
_NAME: Final = f"""v.month || CASE v.series WHEN 'money' THEN ' 记-' ELSE ' 备-' END
    || substr('0000', 1 + length({_NUMBER})) || {_NUMBER}"""


def _summed(column: str) -> str:
    """Sum a column over the lines of a voucher."""
    return f"""(SELECT {total(f"l.{column}")} FROM line l
    WHERE l.fund_id = v.fund_id AND l.voucher_no = v.no)"""


def _standing(fund: str, account: str) -> str:
    """Sum what stands on an account of all sources."""
    return f"""(SELECT {total("b.fen")} FROM balance b
    WHERE b.fund_id = {fund} AND b.account_key = {account})"""


def _of_source(column: str) -> str:
    """Give what stands on an account of a source."""
    return f"""COALESCE((SELECT b.fen FROM balance b WHERE b.fund_id = o.fund_id
    AND b.source = o.key AND b.account_key = '{column}'), 0)"""


_CREDIT: Final = "CASE a.side WHEN 'credit' THEN b.fen ELSE -b.fen END"
_WORTH: Final = f"""(SELECT {total(_CREDIT)}
    FROM balance b JOIN account a ON a.fund_id = b.fund_id AND a.key = b.account_key
    WHERE b.fund_id = o.fund_id AND b.source = o.key AND a.restricted IS NOT NULL)"""

VIEWS: Final = (
    View(
        "v_fund",
        N_("Funds of the ledger, and where the chain of each stands."),
        (
            *FUND,
            text("fund_name", "f.name"),
            text("replay", "f.replay"),
            whole("head_seq", "r.seq"),
            text("head_sha256", "r.sha256"),
            text("recorded_at", "r.recorded_at"),
        ),
        "fund f JOIN record r ON r.fund_id = f.id AND r.seq = f.head_seq",
    ),
    View(
        "v_account",
        N_("Accounts, named by the newest chart, with what they stand at now."),
        (
            *FUND,
            *_ACCOUNT,
            text("control", "a.control"),
            flag("restricted", "a.restricted"),
            text("by_project", "a.by_project"),
            flag("by_source", "a.by_source"),
            whole("balance_fen", _standing("a.fund_id", "a.key")),
        ),
        f"""account a
{of_fund("a")}
{_account_names(_LAST_YEAR, "a")}""",
    ),
    View(
        "v_voucher",
        N_("Vouchers 记账凭证, with what they book and who signed them."),
        (
            *FUND,
            whole("voucher_no", "v.no"),
            text("voucher", _NAME),
            text("month", "v.month"),
            text("series", "v.series"),
            whole("number", "v.number"),
            day("on_date", "v.on_date"),
            text("kind", "v.kind"),
            text("rule", "v.rule"),
            text("summary", "v.summary"),
            whole("attachments", "v.attachments"),
            whole("pair_no", "v.pair_no"),
            whole("annuls_no", "v.annuls_no"),
            whole("annulled_by_no", "x.no"),
            whole("debit_fen", _summed("debit_fen")),
            whole("credit_fen", _summed("credit_fen")),
            *named("preparer", "w"),
            day("prepared_on", "s.on_date"),
            *named("reviewer", "u"),
            day("reviewed_on", "t.on_date"),
            whole("seq", "v.seq"),
        ),
        f"""voucher v
{of_fund("v")}
{join("voucher", "x", "annuls_no", "v.no", outer=True)}
{join("signature", "s", "voucher_no", "v.no", outer=True)} AND s.part = 'prepared'
{join("person", "w", "login", "s.login", outer=True)}
{join("signature", "t", "voucher_no", "v.no", outer=True)} AND t.part = 'reviewed'
{join("person", "u", "login", "t.login", outer=True)}""",
    ),
    View(
        "v_signature",
        N_("Signatures of money vouchers: who signed which part, and when."),
        (
            *FUND,
            text("signature", "CAST(g.voucher_no AS TEXT) || '/' || g.part"),
            whole("voucher_no", "g.voucher_no"),
            text("voucher", _NAME),
            text("part", "g.part"),
            text("login", "u.login"),
            text("signer_name", "u.name"),
            day("on_date", "g.on_date"),
            whole("seq", "g.seq"),
        ),
        f"""signature g
{of_fund("g")}
{join("voucher", "v", "no", "g.voucher_no")}
{join("person", "u", "login", "g.login")}""",
    ),
    View(
        "v_line",
        N_(
            "Lines of vouchers 分录行: each posting seen from its debit and from its"
            " credit account; red ones are negative."
        ),
        (
            *FUND,
            whole("voucher_no", "v.no"),
            text("voucher", _NAME),
            text("month", "v.month"),
            text("series", "v.series"),
            whole("number", "v.number"),
            day("on_date", "v.on_date"),
            text("kind", "v.kind"),
            text("rule", "v.rule"),
            text("summary", "v.summary"),
            whole("posting_no", "l.posting_no"),
            *_ACCOUNT,
            whole("project_no", "l.project_no"),
            text("project", "p.code"),
            text("project_title", "p.title"),
            text("source", "l.source"),
            text("source_name", "o.name"),
            whole("debit_fen", "l.debit_fen"),
            whole("credit_fen", "l.credit_fen"),
            whole("seq", "l.seq"),
        ),
        f"""line l
{of_fund("l")}
{join("voucher", "v", "no", "l.voucher_no")}
{join("account", "a", "key", "l.account_key")}
{join("project", "p", "no", "l.project_no", outer=True)}
{join("funding_source", "o", "key", "l.source", outer=True)}
{_account_names(_YEAR, "v")}""",
    ),
    View(
        "v_project_balance",
        N_("What each account of each project stands at now, by source of funds."),
        (
            *FUND,
            whole("project_no", "p.no"),
            text("project", "p.code"),
            text("project_title", "p.title"),
            *_ACCOUNT,
            text("source", "o.key"),
            text("source_name", "o.name"),
            whole("balance_fen", "b.fen"),
        ),
        f"""project_balance b
{of_fund("b")}
{join("project", "p", "no", "b.project_no")}
{join("account", "a", "key", "b.account_key")}
{join("funding_source", "o", "key", "b.source", outer=True)}
{_account_names(_LAST_YEAR, "a")}""",
    ),
    View(
        "v_source",
        N_("Sources of funds 资金来源: their terms, and what is left of each now."),
        (
            *FUND,
            text("source", "o.key"),
            text("source_name", "o.name"),
            flag("restricted", "o.restricted"),
            text("purpose", "o.purpose"),
            text("giver", "o.giver"),
            day("from_on", "o.from_on"),
            day("until_on", "o.until_on"),
            flag("returnable", "o.returnable"),
            whole("overhead_percent", "o.overhead_percent"),
            text("bank", "k.key"),
            whole("free_fen", _of_source("b_free")),
            whole("gap_fen", _of_source("b_uncovered")),
            whole("net_assets_fen", _WORTH),
            whole("seq", "o.seq"),
        ),
        f"""funding_source o
{of_fund("o")}
{join("bank_account", "k", "account_key", "o.bank", outer=True)}""",
    ),
    View(
        "v_cosignature",
        N_("Who signed the deeds that two people sign 会签, and what still waits."),
        (
            *FUND,
            whole("cosignature_no", "g.no"),
            text("deed", "g.deed"),
            text("input", "g.input"),
            text("role", "g.role"),
            text("login", "u.login"),
            text("signer_name", "u.name"),
            day("on_date", "g.on_date"),
            text("other_role", "g.other_role"),
            text("state", "g.state"),
            text("end_reason", "g.end_reason"),
            whole("seq", "g.seq"),
        ),
        f"""cosignature g
{of_fund("g")}
{join("person", "u", "login", "g.login")}""",
    ),
    View(
        "v_project_source",
        N_("The sources that pay for each project, in the order they are used up."),
        (
            *FUND,
            whole("project_no", "p.no"),
            text("project", "p.code"),
            text("project_title", "p.title"),
            whole("place", "x.place"),
            text("source", "o.key"),
            text("source_name", "o.name"),
            whole("seq", "x.seq"),
        ),
        f"""project_source x
{of_fund("x")}
{join("project", "p", "no", "x.project_no")}
{join("funding_source", "o", "key", "x.source")}""",
    ),
    View(
        "v_bank",
        N_("Bank accounts of the fund, with what the books say is on them."),
        (
            *FUND,
            text("bank", "k.key"),
            text("bank_name", "k.name"),
            text("bank_number", "k.number"),
            text("account", "k.account_key"),
            text("source", "k.source"),
            whole("balance_fen", _standing("k.fund_id", "k.account_key")),
            whole("seq", "k.seq"),
        ),
        f"""bank_account k
{of_fund("k")}""",
    ),
    View(
        "v_period",
        N_("Months of the books, and whether they are closed."),
        (
            *FUND,
            text("month", "m.key"),
            whole("year", "m.year"),
            text("edition", "y.edition"),
            flag("closed", "m.closed"),
            whole("seq", "m.seq"),
        ),
        f"""period m
{of_fund("m")}
{join("fund_year", "y", "year", "m.year")}""",
    ),
    View(
        "v_record",
        N_("Audit records: every deed that was accepted or refused, in order."),
        (
            *FUND,
            whole("seq", "r.seq"),
            text("outcome", "r.outcome"),
            text("deed", "r.deed"),
            whole("deed_edition", "r.deed_edition"),
            text("action", "r.action"),
            text("actor", "r.actor"),
            text("actor_name", "w.name"),
            day("on_date", "r.on_date"),
            text("recorded_at", "r.recorded_at"),
            text("database_user", "r.database_user"),
            text("key", "r.key"),
            whole("changed_rows", "r.changed_rows"),
            text("sha256", "r.sha256"),
        ),
        f"""record r
{of_fund("r")}
{join("person", "w", "login", "r.actor", outer=True)}""",
    ),
    View(
        "v_refusal",
        N_("Deeds that were refused: who asked for what, and by which rule."),
        (
            *FUND,
            whole("seq", "r.seq"),
            text("deed", "r.deed"),
            text("action", "r.action"),
            text("actor", "r.actor"),
            text("actor_name", "w.name"),
            day("on_date", "r.on_date"),
            text("recorded_at", "r.recorded_at"),
            text("database_user", "r.database_user"),
            text("refusal_code", f"{REFUSAL}code"),
        ),
        f"""record r
{of_fund("r")}
{join("person", "w", "login", "r.actor", outer=True)}
WHERE r.outcome = 'refused'""",
    ),
)
