"""The cases: projects, applications, reviews, approvals, and every step taken."""

from datetime import date

from sqlalchemy import CheckConstraint, Column, Named, UniqueConstraint

from fundledger.domain.actions import Action
from fundledger.domain.chart import SpendingKind
from fundledger.domain.ids import (
    ApplicationNo,
    ClaimNo,
    CommunityKey,
    DisbursementNo,
    LineNo,
    Login,
    NoticeNo,
    ProjectNo,
    RecoveryNo,
    RoundKey,
    SourceKey,
    VoucherNo,
)
from fundledger.domain.notices import FirstDay
from fundledger.domain.people import Role
from fundledger.domain.projects import ProjectState
from fundledger.store.tables.base import (
    MUTABLE,
    Day,
    Flag,
    FundRow,
    KeyText,
    Whole,
    fen,
    fund_table,
    one_of,
    refers,
)


class ProjectColumns(FundRow):
    """A project: the case from the first draft to the last voucher."""

    no: Named[ProjectNo] = Column(Whole[ProjectNo](), primary_key=True)
    code: Named[str] = Column(KeyText[str]())
    community_key: Named[CommunityKey] = Column(KeyText[CommunityKey]())
    round_key: Named[RoundKey] = Column(KeyText[RoundKey]())
    category: Named[str] = Column(KeyText[str]())
    title: Named[str] = Column(KeyText[str](), info=MUTABLE)
    version: Named[int] = Column(Whole[int](), info=MUTABLE)
    state: Named[ProjectState] = Column(KeyText[ProjectState](), info=MUTABLE)
    returned_from: Named[ProjectState | None] = Column(
        KeyText[ProjectState](), info=MUTABLE
    )
    due_on: Named[date | None] = Column(Day(), info=MUTABLE)
    reviewers_needed: Named[int | None] = Column(Whole[int](), info=MUTABLE)
    """How many must agree: what the fund asked for when it was handed in last."""


project = fund_table(
    "project",
    ProjectColumns,
    CheckConstraint("no >= 1", name="no"),
    one_of("state", ProjectState),
    one_of("returned_from", ProjectState, nullable=True),
    UniqueConstraint("fund_id", "code"),
    refers("community_key", to="community", key=("key",)),
    refers("round_key", to="round", key=("key",)),
    indexes=[("community_key", "no"), ("state", "no"), ("state", "seq")],
)


class ProjectSourceColumns(FundRow):
    """A source that pays for a project, and its place in the order they are used up."""

    project_no: Named[ProjectNo] = Column(Whole[ProjectNo](), primary_key=True)
    source: Named[SourceKey] = Column(KeyText[SourceKey](), primary_key=True)
    place: Named[int] = Column(Whole[int](), info=MUTABLE)


project_source = fund_table(
    "project_source",
    ProjectSourceColumns,
    refers("project_no", to="project"),
    refers("source", to="funding_source", key=("key",)),
)


class ApplicationColumns(FundRow):
    """One version of an application 申报书; frozen as it was handed in."""

    no: Named[ApplicationNo] = Column(Whole[ApplicationNo](), primary_key=True)
    project_no: Named[ProjectNo] = Column(Whole[ProjectNo]())
    version: Named[int] = Column(Whole[int]())
    title: Named[str] = Column(KeyText[str]())
    purpose: Named[str] = Column(KeyText[str]())
    starts_on: Named[date] = Column(Day())
    ends_on: Named[date] = Column(Day())
    requested_fen: Named[int] = Column(Whole[int]())


application = fund_table(
    "application",
    ApplicationColumns,
    fen("requested_fen", least=1),
    UniqueConstraint("fund_id", "project_no", "version"),
    refers("project_no", to="project"),
)


class BudgetLineColumns(FundRow):
    """A budget line of one application version; amounts in 分."""

    application_no: Named[ApplicationNo] = Column(
        Whole[ApplicationNo](), primary_key=True
    )
    line: Named[LineNo] = Column(Whole[LineNo](), primary_key=True)
    kind: Named[SpendingKind] = Column(KeyText[SpendingKind]())
    description: Named[str] = Column(KeyText[str]())
    requested_fen: Named[int] = Column(Whole[int]())


budget_line = fund_table(
    "budget_line",
    BudgetLineColumns,
    one_of("kind", SpendingKind),
    fen("requested_fen", least=1),
    refers("application_no", to="application"),
)


class StepColumns(FundRow):
    """One step of a case: who did what to what, on which day, and why.

    One taken before these books is marked: whoever signed the opening wrote it down.
    """

    no: Named[int] = Column(Whole[int](), primary_key=True)
    project_no: Named[ProjectNo] = Column(Whole[ProjectNo]())
    disbursement_no: Named[DisbursementNo | None] = Column(Whole[DisbursementNo]())
    claim_no: Named[ClaimNo | None] = Column(Whole[ClaimNo]())
    recovery_no: Named[RecoveryNo | None] = Column(Whole[RecoveryNo]())
    action: Named[Action] = Column(KeyText[Action]())
    from_state: Named[str | None] = Column(KeyText[str]())
    to_state: Named[str | None] = Column(KeyText[str]())
    actor: Named[Login] = Column(KeyText[Login]())
    role: Named[Role] = Column(KeyText[Role]())
    on_date: Named[date] = Column(Day())
    reason: Named[str] = Column(KeyText[str]())
    voucher_no: Named[VoucherNo | None] = Column(Whole[VoucherNo]())
    opening: Named[bool] = Column(Flag())


step = fund_table(
    "step",
    StepColumns,
    one_of("role", Role),
    refers("project_no", to="project"),
    refers("disbursement_no", to="disbursement"),
    refers("claim_no", to="claim"),
    refers("recovery_no", to="recovery"),
    refers("actor", to="person", key=("login",)),
    refers("voucher_no", to="voucher"),
    indexes=[
        ("project_no",),
        ("action", "to_state", "project_no"),
        ("disbursement_no",),
        ("claim_no",),
        ("voucher_no",),
    ],
)


class ReviewColumns(FundRow):
    """A reviewer's verdict on one version at one stage."""

    no: Named[int] = Column(Whole[int](), primary_key=True)
    project_no: Named[ProjectNo] = Column(Whole[ProjectNo]())
    version: Named[int] = Column(Whole[int]())
    stage: Named[ProjectState] = Column(KeyText[ProjectState]())
    cycle: Named[int] = Column(Whole[int]())
    reviewer: Named[Login] = Column(KeyText[Login]())
    agrees: Named[bool] = Column(Flag())
    recommended_fen: Named[int | None] = Column(Whole[int]())
    opinion: Named[str] = Column(KeyText[str]())
    on_date: Named[date] = Column(Day())


review = fund_table(
    "review",
    ReviewColumns,
    UniqueConstraint("fund_id", "project_no", "version", "stage", "cycle", "reviewer"),
    refers("project_no", to="project"),
    refers("reviewer", to="person", key=("login",)),
)


class ApprovalColumns(FundRow):
    """An approval, which waits for its public notice; amounts in 分."""

    no: Named[int] = Column(Whole[int](), primary_key=True)
    project_no: Named[ProjectNo] = Column(Whole[ProjectNo]())
    version: Named[int] = Column(Whole[int]())
    approved_fen: Named[int] = Column(Whole[int]())
    approver: Named[Login] = Column(KeyText[Login]())
    on_date: Named[date] = Column(Day())
    voucher_no: Named[VoucherNo] = Column(Whole[VoucherNo]())


approval = fund_table(
    "approval",
    ApprovalColumns,
    fen("approved_fen", least=1),
    refers("project_no", to="project"),
    refers("voucher_no", to="voucher"),
    indexes=[("project_no",)],
)


class ApprovalLineColumns(FundRow):
    """What an approval grants on one budget line, in 分."""

    approval_no: Named[int] = Column(Whole[int](), primary_key=True)
    line: Named[LineNo] = Column(Whole[LineNo](), primary_key=True)
    approved_fen: Named[int] = Column(Whole[int]())


approval_line = fund_table(
    "approval_line",
    ApprovalLineColumns,
    fen("approved_fen"),
    refers("approval_no", to="approval"),
)


class AmendmentColumns(FundRow):
    """A supplement or a cut of one approved line: a new decision, never an edit.

    A large supplement has a notice of its own, and no voucher until that is over.
    """

    no: Named[int] = Column(Whole[int](), primary_key=True)
    project_no: Named[ProjectNo] = Column(Whole[ProjectNo]())
    line: Named[LineNo] = Column(Whole[LineNo]())
    change_fen: Named[int] = Column(Whole[int]())
    reason: Named[str] = Column(KeyText[str]())
    on_date: Named[date] = Column(Day())
    voucher_no: Named[VoucherNo | None] = Column(Whole[VoucherNo](), info=MUTABLE)


amendment = fund_table(
    "amendment",
    AmendmentColumns,
    CheckConstraint("change_fen <> 0", name="change_fen"),
    refers("project_no", to="project"),
    refers("voucher_no", to="voucher"),
    indexes=[("project_no",)],
)


class NoticeColumns(FundRow):
    """A public notice 公示 of an approval or of a large supplement; amount in 分.

    Its end is counted when it starts, and never moves. The last one counts: a corrected
    list starts anew.
    """

    no: Named[NoticeNo] = Column(Whole[NoticeNo](), primary_key=True)
    project_no: Named[ProjectNo] = Column(Whole[ProjectNo]())
    approval_no: Named[int | None] = Column(Whole[int]())
    amendment_no: Named[int | None] = Column(Whole[int]())
    published_on: Named[date] = Column(Day())
    starts_on: Named[date] = Column(Day())
    ends_on: Named[date] = Column(Day())
    first_day: Named[FirstDay] = Column(KeyText[FirstDay]())
    working_days: Named[int] = Column(Whole[int]())
    published_fen: Named[int] = Column(Whole[int]())
    publication: Named[str] = Column(KeyText[str]())
    reason: Named[str] = Column(KeyText[str]())
    on_date: Named[date] = Column(Day())


notice = fund_table(
    "notice",
    NoticeColumns,
    fen("published_fen", least=1),
    one_of("first_day", FirstDay),
    CheckConstraint("(approval_no IS NULL) <> (amendment_no IS NULL)", name="of_one"),
    CheckConstraint("starts_on >= published_on", name="starts_on"),
    CheckConstraint("ends_on >= starts_on", name="ends_on"),
    CheckConstraint("working_days >= 0", name="working_days"),
    refers("project_no", to="project"),
    refers("approval_no", to="approval"),
    refers("amendment_no", to="amendment"),
    indexes=[("project_no",), ("approval_no",), ("amendment_no",)],
)


class ObjectionColumns(FundRow):
    """An objection raised while a project is on public notice."""

    no: Named[int] = Column(Whole[int](), primary_key=True)
    project_no: Named[ProjectNo] = Column(Whole[ProjectNo]())
    raised_by: Named[str] = Column(KeyText[str]())
    reason: Named[str] = Column(KeyText[str]())
    on_date: Named[date] = Column(Day())
    answer: Named[str | None] = Column(KeyText[str](), info=MUTABLE)
    answered_on: Named[date | None] = Column(Day(), info=MUTABLE)


objection = fund_table(
    "objection",
    ObjectionColumns,
    CheckConstraint(
        "answer IS NULL OR answer IN ('upheld', 'dismissed')", name="answer"
    ),
    refers("project_no", to="project"),
    indexes=[("project_no",)],
)
