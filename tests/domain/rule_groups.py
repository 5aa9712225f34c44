"""Which sets of the domain are written in which row of `tables/groups.txt`."""

from collections.abc import Collection

from fundledger.domain import (
    chart,
    claims,
    correction_signers,
    corrections,
    disallowances,
    disbursements,
    handovers,
    inbox,
    lots,
    projects,
    settings,
    sources,
)


def groups() -> tuple[tuple[tuple[str, str], Collection[str]], ...]:
    """Give each group by its name, as the domain has it now: mutants change it."""
    return (
        (("project", "final"), projects.FINAL),
        (("project", "under_review"), projects.UNDER_REVIEW),
        (("project", "under_way"), projects.UNDER_WAY),
        (("disbursement", "final"), disbursements.FINAL),
        (("disbursement", "pending"), disbursements.PENDING),
        (("claim", "final"), claims.FINAL),
        (("claim", "open"), claims.OPEN),
        (("disallowance", "never_paid"), disallowances.NEVER_PAID),
        (("inbox", "seldom"), inbox.SELDOM),
        (("correction", "never"), corrections.NEVER_CORRECTED),
        (("correction", "decided"), correction_signers.DECIDED),
        (("correction", "two_signed"), correction_signers.TWO_SIGNED),
        (("correction", "running"), correction_signers.RUNNING_COSTS),
        (("source", "agreed"), sources.AGREED),
        (("setting", "limits"), settings.LIMITS),
        (("correction", "own_bank"), corrections.OF_ITS_BANK),
        (("lots", "from_newest"), lots.FROM_NEWEST),
        (("chart", "income"), chart.INCOME),
        (("chart", "cost"), chart.COST),
        (("chart", "equity"), chart.EQUITY),
        (("handover", "waiting"), handovers.WAITING),
        (("handover", "roles"), handovers.HANDED_OVER),
    )
