"""Year end 结转: income, cost, release and prior-year adjustments, in this order.

1 income leaves go to their own net assets; 2 costs go to unrestricted net assets, one
posting for each project and leaf; 3 restricted net assets are released by the year's
restricted cost; 4 prior-year adjustments go to unrestricted net assets, and back to
restricted net assets where the cost they correct had been released. The budget book
never closes. Source: 《民间非营利组织会计制度》, 净资产 (限定性净资产的重分类).
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from fundledger.domain.chart import (
    ACCOUNTS,
    NET_RESTRICTED,
    NET_UNRESTRICTED,
    PRIOR_YEAR,
    Account,
    IncomeKind,
    account,
)
from fundledger.domain.ids import AccountKey, ProjectNo
from fundledger.domain.journal import Entry, entries
from fundledger.domain.posting_rules import SLOT_ACCOUNTS, PostingRule, Slot

Balances = Mapping[tuple[AccountKey, ProjectNo | None], int]
"""What accounts hold, in 分, each on its own side; by project where kept so."""


class YearEndStep(NamedTuple):
    """One closing voucher: the rule it applies and its postings."""

    rule: PostingRule
    entries: list[Entry]


class _Balance(NamedTuple):
    """A balance that year end moves."""

    account: Account
    project_no: ProjectNo | None
    fen: int


_INCOME: Final = frozenset(AccountKey(kind) for kind in IncomeKind)
_ORDER: Final = {key: place for place, key in enumerate(ACCOUNTS)}


def year_end(balances: Balances) -> list[YearEndStep]:
    """Compute the closing vouchers of a year from its balances before closing, in 分.

    Steps without postings are left out; a second run over closed books gives none.
    """
    parts = _to_close(balances)
    income = [part for part in parts if _group(part) in _INCOME]
    prior = [part for part in parts if _group(part) == PRIOR_YEAR]
    cost = [part for part in parts if part not in income and part not in prior]
    steps = [
        YearEndStep(PostingRule.YEAR_END_INCOME, _income(income)),
        YearEndStep(PostingRule.YEAR_END_COST, _each(PostingRule.YEAR_END_COST, cost)),
        YearEndStep(
            PostingRule.YEAR_END_RELEASE,
            _moved(PostingRule.YEAR_END_RELEASE, _restricted(cost)),
        ),
        YearEndStep(
            PostingRule.YEAR_END_PRIOR_YEAR,
            _each(PostingRule.YEAR_END_PRIOR_YEAR, prior),
        ),
        YearEndStep(
            PostingRule.YEAR_END_PRIOR_YEAR_RELEASE,
            _moved(PostingRule.YEAR_END_PRIOR_YEAR_RELEASE, _restricted(prior)),
        ),
    ]
    return [step for step in steps if step.entries]


def _to_close(balances: Balances) -> list[_Balance]:
    """List the balances that year end brings to zero, in chart order."""
    parts = [
        _Balance(account(key), project_no, fen)
        for (key, project_no), fen in balances.items()
        if fen and (account(key).control or key) in SLOT_ACCOUNTS[Slot.RESULT]
    ]
    return sorted(
        parts, key=lambda part: (_ORDER[part.account.key], part.project_no or 0)
    )


def _group(part: _Balance) -> AccountKey:
    return part.account.control or part.account.key


def _restricted(parts: list[_Balance]) -> int:
    return sum(part.fen for part in parts if part.account.restricted)


def _income(parts: list[_Balance]) -> list[Entry]:
    """Close income to its own net assets."""
    return [
        entry
        for part in parts
        for entry in _moved(
            PostingRule.YEAR_END_INCOME,
            part.fen,
            {
                Slot.RESULT: part.account.key,
                Slot.NET: NET_RESTRICTED
                if part.account.restricted
                else NET_UNRESTRICTED,
            },
        )
    ]


def _each(rule: PostingRule, parts: list[_Balance]) -> list[Entry]:
    """Close accounts to unrestricted net assets, one posting each."""
    return [
        entry
        for part in parts
        for entry in _moved(
            rule, part.fen, {Slot.RESULT: part.account.key}, part.project_no
        )
    ]


def _moved(
    rule: PostingRule,
    fen: int,
    accounts: Mapping[Slot, AccountKey] | None = None,
    project_no: ProjectNo | None = None,
) -> list[Entry]:
    """Apply a rule to a balance that may be on the other side, or nothing."""
    if not fen:
        return []
    posted = entries(
        rule,
        abs(fen),
        project_no=project_no,
        accounts=accounts or {},
        left=lambda _key, _project_no: 0,  # No account of year end has a floor.
    )
    if fen > 0:
        return posted
    return [entry._replace(debit=entry.credit, credit=entry.debit) for entry in posted]
