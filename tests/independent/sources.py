"""What each source of funds received, what became of it, and where it stands, in 分.

Worth is what a source has of accounts that are restricted or not: net assets, income,
cost and prior-year corrections. It moves by rules, and a red copy counts under the rule
of what it annuls; what carries a year over, or releases, leaves it as it is.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from tests.independent.lines import Line, every_line, until
from tests.independent.raw import Tables

Amounts = dict[str, int]


def _by_rule(**rules_of: str) -> Mapping[str, str]:
    return MappingProxyType(
        {rule: name for name, rules in rules_of.items() for rule in rules.split()}
    )


TAKEN_OVER: Final = ("re_sourced_cost", "re_sourced_closed_year")
GAINS: Final = _by_rule(
    brought="opening",
    received="donation_received grant_received unidentified_identified",
    interest="interest interest_against_cost project_interest",
)
"""What makes a source worth more, by rule."""
USES: Final = _by_rule(
    given_back="return_decided return_mistaken",
    spent="claim_admitted reimbursement_admitted reimbursement_declined"
    " disallowed_unpaid disallowed_unpaid_closed_year disallowed_same_year"
    " disallowed_closed_year correction_closed_year correction_closed_year_charged",
    running="bank_fee admin_cost admin_cost_bounced admin_cost_bounced_closed_year",
    lost="written_off written_off_borne",
)
"""What makes a source worth less, by rule: told above zero."""
MOVES: Final = (*TAKEN_OVER, "reclassified_net", "reclassified_income")
"""The rules that move worth from one source to another."""
STANDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "b_free": "free",
        "b_reserved": "reserved",
        "b_committed": "committed",
        "b_payment": "payment",
        "advance": "advance",
        "recoverable": "recoverable",
        "payable": "payable",
        "b_uncovered": "gap",
    }
)
"""Where a source stands, by account."""
COMMITTED: Final = _by_rule(
    approved="established supplement cut re_sourced_committed",
    brought="opening",
    lapsed="lapsed",
)
"""What budget that is committed to a project counts in, by rule."""
DISBURSED: Final = _by_rule(
    approved="re_sourced_advanced re_sourced_cost re_sourced_closed_year",
    brought="opening",
    paid="advance_paid advance_bounced reimbursement_paid reimbursement_bounced",
    returned="refund recovered",
    borne="written_off_borne",
)
"""What budget that a project was paid counts in, by rule."""
STAGES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "b_committed": COMMITTED,
        "b_payment": _by_rule(brought="opening"),
        "b_disbursed": DISBURSED,
    }
)
SPENT_BEFORE: Final[Mapping[str, int]] = MappingProxyType(
    {
        **dict.fromkeys(("b_disbursed", "payable", "prior_year"), 1),
        **dict.fromkeys(("advance", "recoverable", "programme_cost"), -1),
    }
)
"""What of an opening was spent in years closed before: out, and not there any more."""
OUT: Final = ("lapsed", "returned", "borne")
"""What leaves the budget of a project: told above zero."""


def worth(line: Line) -> int:
    """Tell what a line adds to the worth of its source."""
    return 0 if line.restricted is None else line.credit - line.debit


def _gives(line: Line, fen: int) -> bool:
    """Tell whether what moved is gained; a red copy takes back what was."""
    return (-fen if line.annuls else fen) > 0


def flow(line: Line) -> tuple[str, int] | None:
    """Tell in which figure of its source a line counts, and how much."""
    fen = worth(line)
    if fen == 0 or line.source is None:
        return None
    if line.rule in MOVES:
        return ("moved_in", fen) if _gives(line, fen) else ("moved_out", -fen)
    if line.rule in USES:
        return USES[line.rule], -fen
    name = GAINS.get(line.rule)
    spent = line.control in ("programme_cost", "prior_year") and line.project_no
    if name == "brought" and spent:
        return "spent", -fen
    return (name, fen) if name else None


def uses(tables: Tables, day: str | None) -> dict[str, Amounts]:
    """Give the figures of every source; as of a day, of those that had moved."""
    figures: dict[str, Amounts] = defaultdict(lambda: defaultdict(int))
    for line in until(every_line(tables), day):
        if line.source is None:
            continue
        counted = flow(line)
        if counted:
            figures[line.source][counted[0]] += counted[1]
        if line.account in STANDS:
            figures[line.source][STANDS[line.account]] += line.own
        if line.restricted is not None:
            figures[line.source]["worth"] += worth(line)
    known = sorted(row["key"] for row in tables.get("funding_source", []))
    return {key: figures[key] for key in known if day is None or key in figures}


def of_projects(tables: Tables, day: str | None) -> dict[tuple[int, str], Amounts]:
    """Give the figures of every project, each source apart."""
    figures: dict[Any, Amounts] = defaultdict(lambda: defaultdict(int))
    for line in until(every_line(tables), day):
        if line.project_no is None or line.source is None:
            continue
        for name, fen in _of_project(line):
            figures[line.project_no, line.source][name] += fen
    return {key: figures[key] for key in sorted(figures)}


def _of_project(line: Line) -> Iterable[tuple[str, int]]:
    """Tell the figures of its project that a line counts in."""
    counted = flow(line)
    if counted and counted[0] in ("spent", "lost"):
        yield counted
    if line.rule == "opening" and line.control in SPENT_BEFORE:
        yield "spent", SPENT_BEFORE[line.control] * line.own
    if line.account in STANDS:
        yield STANDS[line.account], line.own
    name = STAGES.get(line.account, {}).get(line.rule)
    if name:
        yield name, -line.own if name in OUT else line.own
    if line.account == "b_disbursed":
        yield "disbursed", line.own
        if line.rule in TAKEN_OVER:
            takes = _gives(line, line.own)
            yield ("moved_out", line.own) if takes else ("moved_in", -line.own)
