"""What the tests of posting rules share: sources, filled slots, and what is left."""

from collections.abc import Mapping
from typing import Final

from fundledger.domain import chart
from fundledger.domain.chart import SpendingKind, cost_control
from fundledger.domain.ids import AccountKey, ProjectNo, SourceKey
from fundledger.domain.journal import Entry, Left, Posting, PostingRule, Slot, entries
from fundledger.domain.sources import Source
from tests.in_turn import in_turn

BANK = AccountKey("bank.main")
P1 = ProjectNo(1)
GENERAL: Final = Source(SourceKey("general"), restricted=False)
MEMBERS: Final = Source(SourceKey("members"), restricted=False)
AID: Final = Source(SourceKey("aid"), restricted=True)
FILLED: Mapping[Slot, AccountKey] = {
    Slot.BANK: BANK,
    Slot.TO_BANK: AccountKey("bank.second"),
    Slot.DONATIONS: chart.DONATIONS,
    Slot.GRANTS: chart.GRANTS,
    Slot.INCOME: chart.GRANTS,
    Slot.RESTRICTED_INCOME: AccountKey("grants.restricted"),
    Slot.UNRESTRICTED_INCOME: AccountKey("grants.unrestricted"),
    Slot.COST: cost_control(SpendingKind.VENUE),
    Slot.OVERHEAD: chart.ADMIN_COST,
    Slot.LOSS: chart.ADMIN_COST,
    Slot.CORRECTED: chart.ADVANCE,
    Slot.RESULT: chart.OTHER_COST,
    Slot.NET: chart.NET_UNRESTRICTED,
}

EVERY = [rule for rule in PostingRule if rule is not PostingRule.OPENING]
every_rule = in_turn("rule", EVERY)

RELEASED_BY = {
    PostingRule.RELEASE,
    PostingRule.YEAR_END_INCOME,
    PostingRule.YEAR_END_COST,
    PostingRule.YEAR_END_PRIOR_YEAR,
    PostingRule.YEAR_END_PRIOR_YEAR_RELEASE,
}


def plenty(
    key: AccountKey, _project_no: ProjectNo | None, _source: SourceKey | None
) -> int:
    """Have enough of everything; nothing is owed that is not approved for payment."""
    return 500 if key == chart.PAYABLE else 1_000


def none_left(
    _key: AccountKey, _project_no: ProjectNo | None, _source: SourceKey | None
) -> int:
    return 0


def has(**left: int) -> Left:
    """Tell what accounts have left; others have nothing."""
    return lambda key, _project_no, _source: left.get(key, 0)


def posting(rule: PostingRule, fen: int = 100) -> Posting:
    """Fill a rule with all that it could ask for."""
    return Posting(rule, fen, GENERAL, FILLED, P1, MEMBERS)


def post(rule: PostingRule, fen: int = 100) -> list[Entry]:
    return entries(posting(rule, fen), plenty)


def written(booked: list[Entry]) -> list[str]:
    """Write postings as a book of rules does: debit ← credit, each with its source."""
    return [
        f"{_side(each.debit, each.debit_source, red=each.debit_red)}"
        f" ← {_side(each.credit, each.credit_source, red=each.credit_red)} {each.fen}"
        for each in booked
    ]


def _side(key: AccountKey, source: SourceKey | None, *, red: bool) -> str:
    return f"{'red ' if red else ''}{key}{f'({source})' if source else ''}"
