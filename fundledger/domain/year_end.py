"""Year end 结转, by source: income, cost, prior-year adjustments, in this order.

Restricted money that was spent is released before (`fundledger.domain.release`). 1
income leaves go to their own net assets; 2 costs go to unrestricted net assets, one
posting for each project, leaf and source; 3 prior-year adjustments go to unrestricted
net assets, and back to restricted net assets where the cost they correct had been
released. The budget book never closes. Source: 《民间非营利组织会计制度》, 净资产.
"""

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from fundledger.domain.chart import (
    ACCOUNTS,
    INCOME,
    NET_RESTRICTED,
    NET_UNRESTRICTED,
    PRIOR_YEAR,
    Account,
    Side,
    account,
)
from fundledger.domain.ids import AccountKey
from fundledger.domain.journal import Entry, Place
from fundledger.domain.posting_rules import SLOT_ACCOUNTS, PostingRule, Slot

Balances = Mapping[Place, int]
"""What accounts hold, in 分, each on its own side; by project and source if kept so."""


class YearEndStep(NamedTuple):
    """One closing voucher: the rule it applies and its postings."""

    rule: PostingRule
    entries: list[Entry]


class _Balance(NamedTuple):
    """A balance that year end moves."""

    account: Account
    place: Place
    fen: int

    @property
    def group(self) -> AccountKey:
        """The control account, or the account itself."""
        return self.account.control or self.account.key


_ORDER: Final = {key: place for place, key in enumerate(ACCOUNTS)}


def year_end(balances: Balances) -> list[YearEndStep]:
    """Compute the closing vouchers of a year from its balances before closing, in 分.

    Steps without postings are left out; a second run over closed books gives none.
    """
    parts = _to_close(balances)
    income = [part for part in parts if part.group in INCOME]
    prior = [part for part in parts if part.group == PRIOR_YEAR]
    cost = [part for part in parts if part not in income and part not in prior]
    released = [part for part in prior if part.account.restricted]
    steps = [
        YearEndStep(PostingRule.YEAR_END_INCOME, _each(income, _own_net)),
        YearEndStep(PostingRule.YEAR_END_COST, _each(cost, _unrestricted)),
        YearEndStep(PostingRule.YEAR_END_PRIOR_YEAR, _each(prior, _unrestricted)),
        YearEndStep(PostingRule.YEAR_END_PRIOR_YEAR_RELEASE, _taken_back(released)),
    ]
    return [step for step in steps if step.entries]


def _to_close(balances: Balances) -> list[_Balance]:
    """List the balances that year end brings to zero, in chart order."""
    parts = [
        _Balance(account(place[0]), place, fen)
        for place, fen in balances.items()
        if fen and (account(place[0]).control or place[0]) in SLOT_ACCOUNTS[Slot.RESULT]
    ]
    return sorted(parts, key=_place_in_order)


def _place_in_order(part: _Balance) -> tuple[int, int, str]:
    _, project_no, source = part.place
    return _ORDER[part.account.key], project_no or 0, source or ""


def _own_net(part: _Balance) -> AccountKey:
    return NET_RESTRICTED if part.account.restricted else NET_UNRESTRICTED


def _unrestricted(_part: _Balance) -> AccountKey:
    return NET_UNRESTRICTED


def _each(parts: list[_Balance], net: Callable[[_Balance], AccountKey]) -> list[Entry]:
    """Close accounts to net assets, one posting each."""
    return [
        _moved(part, (part.account.key, net(part)))
        if part.account.side is Side.CREDIT
        else _moved(part, (net(part), part.account.key))
        for part in parts
    ]


def _taken_back(parts: list[_Balance]) -> list[Entry]:
    """Take back to restricted net assets what a corrected cost had released."""
    return [
        _moved(part._replace(place=(*part.place[:1], None, part.place[2])), _BACK)
        for part in parts
    ]


_BACK: Final = (NET_UNRESTRICTED, NET_RESTRICTED)


def _moved(part: _Balance, between: tuple[AccountKey, AccountKey]) -> Entry:
    """Move a balance from an account to another; one below zero goes back."""
    debit, credit = between if part.fen > 0 else between[::-1]
    _, project_no, source = part.place
    return Entry(
        debit,
        credit,
        abs(part.fen),
        project_no,
        debit_source=source,
        credit_source=source,
    )
