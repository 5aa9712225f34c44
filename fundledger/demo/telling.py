"""What the telling knows: the story's tables by their keys, and the numbers given.

The files number disbursements, claims and receipts within their project; the books
number them through the whole fund.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from fundledger.commands.deed import Desk
from fundledger.domain.ids import (
    ClaimNo,
    CommunityKey,
    DisbursementNo,
    FundingNo,
    ObjectionNo,
    PayeeNo,
    ProjectNo,
    RecoveryNo,
    RoundKey,
    VoucherNo,
)
from fundledger.domain.money import Money
from fundledger.readers.demo import (
    BudgetLineRow,
    DecisionRow,
    DeedRow,
    DisbursementRow,
    FundingRow,
    ProjectRow,
    PublishedRow,
    ReceiptRow,
    RecoveryRow,
    RoundRow,
    Story,
)
from fundledger.store.books import Fund, Ledger

K = TypeVar("K")
R = TypeVar("R")

Numbered = tuple[ProjectNo, int]
"""A disbursement or a claim: its project, and its number there."""
Versioned = tuple[ProjectNo, int, int]
"""A claim in one version."""


class Telling:
    """The story under way in a ledger."""

    fund: Fund
    """The fund, from its first deed on."""

    def __init__(self, story: Story, ledger: Ledger) -> None:
        """Find the story's rows by their keys; no number is given yet."""
        self.story = story
        self.ledger = ledger
        self._find_rows(story)
        self.payee_no: dict[tuple[CommunityKey, int], PayeeNo] = {}
        self.funding_no: dict[str, FundingNo] = {}
        self.voucher_no: dict[str, VoucherNo] = {}
        self.disbursement_no: dict[Numbered, DisbursementNo] = {}
        self.claim_no: dict[Numbered, ClaimNo] = {}
        self.claim_version: dict[Numbered, int] = {}
        self.version: dict[ProjectNo, int] = {}
        self.objection_no: dict[ProjectNo, ObjectionNo] = {}
        self.recovery_no: dict[str, RecoveryNo] = {}

    def _find_rows(self, story: Story) -> None:
        self.payees = {(r.community, r.version): r for r in story.payees}
        self.projects: Mapping[ProjectNo, ProjectRow] = {
            r.no: r for r in story.projects
        }
        self.rounds: Mapping[RoundKey, RoundRow] = {r.key: r for r in story.rounds}
        self.funding: Mapping[str, FundingRow] = {r.no: r for r in story.funding}
        self.figures: Mapping[str, PublishedRow] = {
            r.figure: r for r in story.published
        }
        self.recoveries: Mapping[str, RecoveryRow] = {r.no: r for r in story.recoveries}
        self.lines: Mapping[Numbered, list[BudgetLineRow]] = _grouped(
            story.budget_lines, lambda r: (r.project, r.version)
        )
        self.decisions: Mapping[Numbered, list[DecisionRow]] = _grouped(
            story.decisions, lambda r: (r.project, r.decision)
        )
        self.disbursements: Mapping[Numbered, DisbursementRow] = {
            (r.project, r.disbursement): r for r in story.disbursements
        }
        self.receipts: Mapping[Versioned, list[ReceiptRow]] = _grouped(
            story.receipts, lambda r: (r.project, r.claim, r.version)
        )
        self.reimbursed = {
            (r.project, r.claim): (r.project, r.disbursement)
            for r in story.disbursements
            if r.claim is not None
        }

    def desk(self, row: DeedRow) -> Desk:
        """Sit the row's person down, on the row's day."""
        return Desk(fund=self.fund, actor=row.actor, on=row.date)


def project_of(row: DeedRow) -> ProjectNo:
    """Tell which project a row is about."""
    return _given(row.project)


def amount_of(row: DeedRow) -> Money:
    """Tell the amount of a row."""
    return _given(row.amount)


def case_of(row: DeedRow) -> Numbered:
    """Tell which disbursement or claim a row is about."""
    return project_of(row), int(row.ref)


def _given(value: R | None) -> R:
    assert value is not None, "the files that ship name it, and a test reads them all"
    return value


def _grouped(rows: Iterable[R], key: Callable[[R], K]) -> dict[K, list[R]]:
    groups: dict[K, list[R]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups
