"""R4 What is kept by project sums to its account, and what is owed is approved.

A difference means that a posting reached an account that is kept by project, like
advances 预付账款, without its project. And what is owed to a community (应付账款) is
always within what is approved for payment to it, source by source: the two move in
one voucher.
"""

from collections import Counter
from datetime import date
from typing import Final, NamedTuple

from fundledger.domain.chart import B_PAYMENT, PAYABLE, ByProject
from fundledger.domain.ids import AccountKey, ProjectNo
from fundledger.domain.journal import Place
from fundledger.errors import N_
from fundledger.queries.balances import accounts, balances, places, project_balances
from fundledger.store.reading import Books

TITLE: Final = N_("Projects sum to their accounts; what is owed is approved")


class ProjectDifference(NamedTuple):
    """An account that its projects do not sum to, or a payable above its approval.

    In 分. Without a project: `held` by the account, `expected` from its projects.
    With one: `held` is payable, more than the `expected` approved for payment.
    """

    account: AccountKey
    project_no: ProjectNo | None
    held_fen: int
    expected_fen: int


def offences(books: Books, as_of: date | None = None) -> list[ProjectDifference]:
    """List accounts that differ from their projects, and payables without cover."""
    balance_of = balances(books, as_of)
    by_project = project_balances(books, as_of)
    standing = places(books, as_of)
    sums: Counter[AccountKey] = Counter()
    for (_, key), fen in by_project.items():
        sums[key] += fen
    projected = [k for k, a in accounts(books).items() if a.by_project is ByProject.YES]
    apart = [
        ProjectDifference(key, None, balance_of.get(key, 0), sums[key])
        for key in projected
        if balance_of.get(key, 0) != sums[key]
    ]
    return apart + _uncovered(standing)


def _uncovered(standing: dict[Place, int]) -> list[ProjectDifference]:
    """List what is owed of a source above what is approved for payment of it."""
    return [
        ProjectDifference(key, no, fen, standing.get((B_PAYMENT, no, source), 0))
        for (key, no, source), fen in sorted(standing.items(), key=str)
        if key == PAYABLE and fen > standing.get((B_PAYMENT, no, source), 0)
    ]
