"""Who is who: roles, their scopes, what each may do, and which exclude each other.

How these tables judge a deed is in `fundledger.domain.rights`.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from itertools import combinations
from types import MappingProxyType
from typing import Final, NamedTuple

from fundledger.domain.actions import Action
from fundledger.domain.ids import CommunityKey, Login, ProjectNo, SubdistrictKey


class Role(StrEnum):
    """What a person may be, in the order a case meets them."""

    PREPARER = "preparer"
    HEAD = "head"
    SUBDISTRICT_REVIEWER = "subdistrict_reviewer"
    DISTRICT_REVIEWER = "district_reviewer"
    DISTRICT_APPROVER = "district_approver"
    ACCOUNTANT = "accountant"
    CASHIER = "cashier"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"
    ADMIN = "admin"


class ScopeKind(StrEnum):
    """How far a role reaches."""

    DISTRICT = "district"
    SUBDISTRICT = "subdistrict"
    COMMUNITY = "community"


class Scope(NamedTuple):
    """Where a role holds; the district needs no key."""

    kind: ScopeKind
    key: str | None = None


class Grant(NamedTuple):
    """A role that a person holds, from its first to its last day."""

    login: Login
    role: Role
    scope: Scope
    from_on: date
    until_on: date | None = None


class Place(NamedTuple):
    """Where a case is at home. A deed of the whole fund has no place."""

    subdistrict: SubdistrictKey | None = None
    community: CommunityKey | None = None


class Acted(NamedTuple):
    """Somebody acted in a case, in a role."""

    login: Login
    role: Role


class Interest(NamedTuple):
    """A declared conflict of interest, with a community or with one project."""

    login: Login
    community: CommunityKey | None
    project_no: ProjectNo | None
    on: date


COMMUNITY_ROLES: Final = frozenset({Role.PREPARER, Role.HEAD})
REVIEWERS: Final = frozenset({Role.SUBDISTRICT_REVIEWER, Role.DISTRICT_REVIEWER})
FINANCE: Final = frozenset(
    {Role.DISTRICT_APPROVER, Role.ACCOUNTANT, Role.CASHIER, Role.SUPERVISOR}
)
ACTING: Final = COMMUNITY_ROLES | REVIEWERS | FINANCE
"""The roles that may act in a case. An auditor writes nothing; admin has no case."""

EXCLUSIVE: Final = frozenset({Role.AUDITOR, Role.ADMIN})
"""Who holds one of these holds no other role."""

ROLE_SCOPES: Final[Mapping[Role, frozenset[ScopeKind]]] = MappingProxyType(
    {
        **dict.fromkeys(Role, frozenset({ScopeKind.DISTRICT})),
        **dict.fromkeys(COMMUNITY_ROLES, frozenset({ScopeKind.COMMUNITY})),
        Role.SUBDISTRICT_REVIEWER: frozenset({ScopeKind.SUBDISTRICT}),
        Role.AUDITOR: frozenset(ScopeKind),
    }
)
"""The scopes that each role can be granted for."""


def _pairs(roles: Iterable[Role]) -> frozenset[frozenset[Role]]:
    return frozenset(frozenset(pair) for pair in combinations(roles, 2))


INCOMPATIBLE: Final[frozenset[frozenset[Role]]] = (
    frozenset(
        frozenset({early, late})
        for early in COMMUNITY_ROLES
        for late in ACTING - {early}
    )
    | frozenset(frozenset({role, Role.DISTRICT_APPROVER}) for role in REVIEWERS)
    | _pairs(FINANCE)
)
"""Pairs of roles that one person never holds in one case."""

_COMMUNITY: Final = COMMUNITY_ROLES
_PREPARER: Final = frozenset({Role.PREPARER})
_HEAD: Final = frozenset({Role.HEAD})
_APPROVER: Final = frozenset({Role.DISTRICT_APPROVER})
_ACCOUNTANT: Final = frozenset({Role.ACCOUNTANT})
_CASHIER: Final = frozenset({Role.CASHIER})
_SUPERVISOR: Final = frozenset({Role.SUPERVISOR})
_ADMIN: Final = frozenset({Role.ADMIN})

PERMITS: Final[Mapping[Action, frozenset[Role]]] = MappingProxyType(
    {
        Action.FUND_CREATE: _ADMIN,
        Action.PERSON_ADD: _ADMIN,
        Action.PERSON_RETIRE: _ADMIN,
        Action.ROLE_GRANT: _ADMIN,
        Action.ROLE_REVOKE: _ADMIN,
        Action.INTEREST_DECLARE: ACTING,
        Action.SETTING_CHANGE: _ADMIN | _SUPERVISOR,
        Action.CALENDAR_ADD_YEAR: _ADMIN,
        Action.HOLIDAY_ADD: _ADMIN,
        Action.SUBDISTRICT_ADD: _ADMIN,
        Action.COMMUNITY_ADD: _ADMIN,
        Action.PAYEE_ADD: _COMMUNITY | _ADMIN,
        Action.PAYEE_VERIFY: _ACCOUNTANT,
        Action.BANK_ACCOUNT_ADD: _ADMIN | _SUPERVISOR,
        Action.BANK_ACCOUNT_CHANGE: _ADMIN | _SUPERVISOR,
        Action.SOURCE_ADD: _ADMIN | _SUPERVISOR,
        Action.SOURCE_CHANGE: _APPROVER | _SUPERVISOR,
        Action.SOURCE_RECLASSIFY: _APPROVER | _SUPERVISOR,
        Action.CHART_OPEN_YEAR: _SUPERVISOR,
        Action.ROUND_OPEN: _ADMIN | _APPROVER,
        Action.ROUND_CLOSE: _ADMIN | _APPROVER,
        Action.PUBLISHED_RECORD: _ADMIN | _SUPERVISOR,
        Action.PUBLISHED_SUPERSEDE: _ADMIN | _SUPERVISOR,
        Action.ATTACHMENT_STORE: ACTING,
        Action.RULES_ADOPT: _ACCOUNTANT | _SUPERVISOR,
        Action.HANDOVER_PROPOSE: _ACCOUNTANT | _CASHIER,
        Action.HANDOVER_ARRANGE: _SUPERVISOR,
        Action.HANDOVER_ACCEPT: _ACCOUNTANT | _CASHIER,
        Action.HANDOVER_WITNESS: _SUPERVISOR,
        Action.HANDOVER_CANCEL: _ACCOUNTANT | _CASHIER | _SUPERVISOR,
        Action.COSIGNATURE_WITHDRAW: FINANCE | _APPROVER | _ADMIN,
        Action.COSIGNATURE_RETURN: FINANCE | _APPROVER | _ADMIN,
        Action.DONATION_RECEIVE: _ACCOUNTANT,
        Action.GRANT_RECEIVE: _ACCOUNTANT,
        Action.RECEIPT_UNIDENTIFIED: _ACCOUNTANT,
        Action.RECEIPT_IDENTIFY: _ACCOUNTANT,
        Action.RECEIPT_SEND_BACK: _CASHIER,
        Action.RETURN_DECIDE: _APPROVER | _SUPERVISOR,
        Action.RETURN_PAY: _CASHIER,
        Action.RETURN_BOUNCE: _CASHIER | _ACCOUNTANT,
        Action.INTEREST_RECEIVE: _ACCOUNTANT,
        Action.FEE_PAY: _ACCOUNTANT | _SUPERVISOR,
        Action.ADMIN_COST_PAY: _ACCOUNTANT | _SUPERVISOR,
        Action.ADMIN_COST_BOUNCE: _CASHIER | _ACCOUNTANT,
        Action.TRANSFER_SEND: _CASHIER | _SUPERVISOR,
        Action.TRANSFER_ARRIVE: _CASHIER | _ACCOUNTANT,
        Action.PROJECT_DRAFT: _PREPARER,
        Action.PROJECT_REVISE: _PREPARER,
        Action.PROJECT_SUBMIT: _PREPARER,
        Action.PROJECT_SIGN: _HEAD,
        Action.PROJECT_RECOMMEND: frozenset({Role.SUBDISTRICT_REVIEWER}),
        Action.PROJECT_RETURN: REVIEWERS,
        Action.PROJECT_RESUBMIT: _PREPARER,
        Action.PROJECT_REJECT: REVIEWERS | _APPROVER,
        Action.PROJECT_WITHDRAW: _PREPARER | REVIEWERS | _APPROVER,
        Action.PROJECT_REVIEW: frozenset({Role.DISTRICT_REVIEWER}),
        Action.PROJECT_APPROVE: _APPROVER,
        Action.NOTICE_START: _APPROVER,
        Action.NOTICE_START_SUPPLEMENT: _APPROVER,
        Action.NOTICE_OBJECT: REVIEWERS | _APPROVER,
        Action.NOTICE_UPHOLD: _APPROVER,
        Action.NOTICE_DISMISS: _APPROVER,
        Action.PROJECT_ESTABLISH: _APPROVER,
        Action.AGREEMENT_RECORD: _ACCOUNTANT,
        Action.PROJECT_ACTIVATE: _SUPERVISOR,
        Action.PROJECT_SUPPLEMENT: _APPROVER,
        Action.PROJECT_CUT: _APPROVER,
        Action.PROJECT_RE_SOURCE: _APPROVER | _ACCOUNTANT,
        Action.PROJECT_SUSPEND: _APPROVER,
        Action.PROJECT_RESUME: _APPROVER,
        Action.PROJECT_CANCEL: _APPROVER | _SUPERVISOR,
        Action.PROJECT_BEGIN_CLOSING: _HEAD | _APPROVER,
        Action.PROJECT_REPORT: _COMMUNITY,
        Action.PROJECT_REFUSE_REPORT: _APPROVER,
        Action.PROJECT_CLOSE: _APPROVER | _SUPERVISOR | _ACCOUNTANT,
        Action.PROJECT_REOPEN: _APPROVER | _SUPERVISOR,
        Action.DISBURSEMENT_REQUEST: _COMMUNITY,
        Action.DISBURSEMENT_CHECK: _ACCOUNTANT,
        Action.DISBURSEMENT_RETURN: _ACCOUNTANT,
        Action.DISBURSEMENT_APPROVE: _SUPERVISOR,
        Action.DISBURSEMENT_AGREE: _APPROVER,
        Action.DISBURSEMENT_REDIRECT: _APPROVER | _SUPERVISOR,
        Action.DISBURSEMENT_PAY: _CASHIER,
        Action.DISBURSEMENT_ACKNOWLEDGE: _COMMUNITY,
        Action.DISBURSEMENT_DECLINE: _CASHIER | _SUPERVISOR | _APPROVER,
        Action.DISBURSEMENT_BOUNCE: _CASHIER | _ACCOUNTANT,
        Action.CLAIM_DRAFT: _PREPARER,
        Action.CLAIM_SUBMIT: _PREPARER,
        Action.CLAIM_RETURN: _ACCOUNTANT,
        Action.CLAIM_RESUBMIT: _PREPARER,
        Action.CLAIM_DISMISS_SUSPICIONS: _ACCOUNTANT,
        Action.CLAIM_ADMIT: _ACCOUNTANT,
        Action.CLAIM_REJECT: _ACCOUNTANT,
        Action.CLAIM_DISALLOW: _ACCOUNTANT,
        Action.REFUND_RECEIVE: _ACCOUNTANT,
        Action.PROJECT_INTEREST_RECEIVE: _ACCOUNTANT,
        Action.RECOVERY_RECEIVE: _ACCOUNTANT,
        Action.RECOVERY_WRITE_OFF: _APPROVER | _SUPERVISOR,
        Action.VOUCHER_PREPARE: _ACCOUNTANT,
        Action.VOUCHER_COUNTERSIGN: _CASHIER,
        Action.VOUCHER_REVIEW: _ACCOUNTANT | _SUPERVISOR,
        Action.VOUCHER_POST: _ACCOUNTANT,
        Action.VOUCHER_ENDORSE: _SUPERVISOR,
        Action.VOUCHER_CORRECT: _ACCOUNTANT | _SUPERVISOR,
        Action.VOUCHER_ADJUST: _ACCOUNTANT | _SUPERVISOR,
        Action.VOUCHER_CORRECT_CLOSED_YEAR: _ACCOUNTANT | _SUPERVISOR,
        Action.JOURNAL_IMPORT: _ACCOUNTANT | _SUPERVISOR,
        Action.BOOKS_OPEN: _ACCOUNTANT | _SUPERVISOR,
        Action.EVIDENCE_ATTACH: _ACCOUNTANT | _CASHIER,
        Action.EVIDENCE_FILE: _COMMUNITY | _APPROVER | _ACCOUNTANT | _CASHIER,
        Action.EVIDENCE_EXCUSE: _ACCOUNTANT,
        Action.EVIDENCE_WITHDRAW: _ACCOUNTANT,
        Action.RELEASE_BOOK: _ACCOUNTANT,
        Action.MONTH_CLOSE: _SUPERVISOR,
        Action.MONTH_REOPEN: _SUPERVISOR,
        Action.YEAR_CLOSE: _ACCOUNTANT | _SUPERVISOR,
    }
)
"""Which roles may do a deed. A missing row would permit nobody; none is missing."""
