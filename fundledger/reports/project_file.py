"""One project as it was found in one snapshot: what its pages and reports rest on."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from fundledger.domain.actions import Action
from fundledger.domain.claims import ClaimState, RecoveryState
from fundledger.domain.disbursements import DisbursementState
from fundledger.domain.projects import ProjectState
from fundledger.reports.report import Dual

if TYPE_CHECKING:
    from datetime import date

    from fundledger.domain.ids import AccountKey, Seq, VoucherNo
    from fundledger.queries.applications import (
        Amendment,
        Approval,
        BudgetLine,
        Version,
    )
    from fundledger.queries.budgets import BudgetLine as Granted
    from fundledger.queries.cases import Step
    from fundledger.queries.claims import Claim, ClaimReceipt
    from fundledger.queries.disbursements import Disbursement
    from fundledger.queries.funds import AccountCode
    from fundledger.queries.journal import Voucher
    from fundledger.queries.measures import ProjectFunds
    from fundledger.queries.notices import Notice
    from fundledger.queries.projects import Project
    from fundledger.queries.recoveries import Disallowed, Recovery
    from fundledger.queries.register import JournalLine
    from fundledger.queries.reviews import Objection, Review
    from fundledger.queries.source_uses import ProjectSourceUses

BACK: Final = frozenset(
    {Action.PROJECT_RETURN, Action.PROJECT_REJECT, Action.PROJECT_WITHDRAW}
)
"""Steps that send an application back, or end it."""
MAKES_A_VERSION: Final = frozenset({Action.PROJECT_DRAFT, Action.PROJECT_REVISE})


class ProjectFile(NamedTuple):
    """One project, found in one snapshot; amounts in 分."""

    project: "Project"
    versions: "Sequence[Version]"
    requested: "Sequence[BudgetLine]"
    approved: "Sequence[Granted]"
    approvals: "Sequence[Approval]"
    amendments: "Sequence[Amendment]"
    notices: "Sequence[Notice]"
    reviews: "Sequence[Review]"
    objections: "Sequence[Objection]"
    funds: "ProjectFunds"
    disbursements: "Sequence[Disbursement]"
    claims: "Sequence[tuple[Claim, Sequence[ClaimReceipt]]]"
    recoveries: "Sequence[Recovery]"
    disallowed: "Disallowed"
    """What all receipts lost, before their cost was booked and after."""
    steps: "Sequence[Step]"
    due_days: "Mapping[Seq, date]"
    """Until when what a step returned was to be mended, by the step's record."""
    needed: int
    """How many district reviewers must agree."""
    vouchers: "Sequence[tuple[Voucher, Sequence[JournalLine]]]"
    others: "Mapping[VoucherNo, Voucher]"
    """The vouchers that those name: annulled, or annulling."""
    names: Mapping[str, str]
    """People's names by login."""
    accounts: "Mapping[AccountKey, AccountCode]"
    head: str
    """The head of the snapshot, as SEQ:HASH."""
    charts: "Mapping[int, Mapping[AccountKey, AccountCode]]" = MappingProxyType({})
    """Codes and names of accounts by the years of its vouchers."""
    by_source: "Sequence[tuple[str, ProjectSourceUses]]" = ()
    """What it has of each source of funds, by name, as they are used up."""

    def person(self, login: str) -> Dual:
        """Give a person: a login for programs, a name for people."""
        return Dual(login, self.names.get(login, login))


def steps_by_version(file: ProjectFile) -> "Iterator[tuple[int, list[Step]]]":
    """Part the project's own steps by the version that they were about."""
    version, steps = 0, list["Step"]()
    for each in file.steps:
        if each.action in MAKES_A_VERSION:
            if version:
                yield version, steps
            version, steps = version + 1, []
        steps.append(each)
    yield max(version, 1), steps


def state_after(step: "Step", to_state: str) -> StrEnum:
    """Give the state a step led to, of whatever it is a step of.

    A claim comes first: what is admitted or disallowed names its payment or debt, too.
    """
    if step.claim_no is not None:
        return ClaimState(to_state)
    if step.disbursement_no is not None:
        return DisbursementState(to_state)
    if step.recovery_no is not None:
        return RecoveryState(to_state)
    return ProjectState(to_state)
