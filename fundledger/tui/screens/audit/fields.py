"""Columns and inputs of records as fields that people know, and their values in words.

A test walks every declared column and every deed's input: each has a name here.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, NamedTuple, cast

from fundledger.domain.actions import Action
from fundledger.domain.chart import Book, ByProject, Side, SpendingKind
from fundledger.domain.claims import ClaimState, ReceiptKind, RecoveryState
from fundledger.domain.cosigning import CosignatureState
from fundledger.domain.disbursements import DisbursementState
from fundledger.domain.funding import FundingKind
from fundledger.domain.handovers import HandoverPart, HandoverState, OpenKind
from fundledger.domain.ids import AccountKey
from fundledger.domain.journal import PostingRule, VoucherKind
from fundledger.domain.people import Role, ScopeKind
from fundledger.domain.projects import ProjectState
from fundledger.domain.publishing import Figure, Unit
from fundledger.domain.re_sourcing import ReSourced
from fundledger.domain.returns import ReturnGround, ReturnState
from fundledger.domain.signatures import SignaturePart
from fundledger.errors import N_
from fundledger.i18n.nouns import Noun
from fundledger.tui.kit.figures import yuan
from fundledger.tui.shell.words import Words

FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "absent_reason": N_("Why the giver is absent"),
        "account": N_("Account"),
        "account_key": N_("Account"),
        "accountant": N_("Accountant"),
        "accountant_on": N_("Accountant signed on"),
        "accounts": N_("Accounts changed"),
        "action": N_("What"),
        "active": N_("In office"),
        "actor": N_("Who"),
        "admitted": N_("Admitted"),
        "admitted_fen": N_("Admitted"),
        "agrees": N_("Agrees"),
        "amendment_no": N_("Supplement or cut no."),
        "amount": N_("Amount"),
        "amounts": N_("Amounts"),
        "annuls_no": N_("Annuls voucher no."),
        "answer": N_("Answer"),
        "answered_on": N_("Answered on"),
        "application_no": N_("Application no."),
        "approval_no": N_("Approval no."),
        "approved_fen": N_("Approved"),
        "approver": N_("Approver"),
        "arrived_voucher_no": N_("Arrived by voucher no."),
        "as_of": N_("As of"),
        "attachment_sha256": N_("Attachment (hash)"),
        "attachments": N_("Attachments"),
        "bank": N_("Bank account"),
        "bank_accounts": N_("Bank accounts"),
        "batch": N_("Vouchers imported"),
        "bearer": N_("Borne by the source"),
        "before_booking": N_("Before its cost was booked"),
        "book": N_("Book"),
        "bounced_voucher_no": N_("Bounced by voucher no."),
        "by_project": N_("Kept by project"),
        "by_source": N_("By source"),
        "cancel_reason": N_("Why it was cancelled"),
        "cap": N_("Cap of an application"),
        "cap_fen": N_("Cap of an application"),
        "category": N_("Category"),
        "change_fen": N_("Change"),
        "claim_no": N_("Claim no."),
        "claimed_fen": N_("Claimed"),
        "closed": N_("Closed"),
        "closes_on": N_("Closes on"),
        "code": N_("Code"),
        "codes": N_("Codes of accounts"),
        "community_key": N_("Community key"),
        "consent": N_("Written consent of its giver"),
        "content": N_("Content"),
        "control": N_("Control account"),
        "cosignature_no": N_("Signature"),
        "credit": N_("Credit"),
        "credit_red": N_("Red credit"),
        "credit_source": N_("Source of the credit"),
        "cycle": N_("Round of review"),
        "database_user": N_("Database user"),
        "debit": N_("Debit"),
        "debit_red": N_("Red debit"),
        "debit_source": N_("Source of the debit"),
        "deed": N_("Deed"),
        "delegate": N_("On behalf of the giver"),
        "description": N_("Description"),
        "disbursement_no": N_("Disbursement no."),
        "due_on": N_("To be mended by"),
        "edition": N_("Chart"),
        "ends_on": N_("Ends on"),
        "fen": N_("Amount"),
        "figure": N_("Figure"),
        "floor": N_("Never below zero"),
        "founders": N_("Founders"),
        "from_bank": N_("From the bank account"),
        "from_login": N_("Handed over by"),
        "from_on": N_("From"),
        "from_source": N_("From the source"),
        "from_state": N_("State before"),
        "funding_no": N_("Money received no."),
        "giver": N_("Money given by"),
        "grant_no": N_("Role grant no."),
        "granted_by": N_("Granted by"),
        "ground": N_("Why it goes back"),
        "handover_no": N_("Handover no."),
        "identified_voucher_no": N_("Identified by voucher no."),
        "in_transit": N_("Arrives on another day"),
        "input": N_("What was asked"),
        "input_sha256": N_("Hash of what was asked"),
        "other_role": N_("The other who signs"),
        "end_reason": N_("Withdrawn or returned because"),
        "issued_on": N_("Issued on"),
        "item": N_("Item"),
        "key": N_("Key"),
        "kind": N_("Kind"),
        "last_day": N_("Last day"),
        "line": N_("Budget line"),
        "lines": N_("Budget lines"),
        "login": N_("Person"),
        "media_type": N_("Kind of file"),
        "month": N_("Month"),
        "name": N_("Name"),
        "name_en": N_("English name"),
        "name_zh": N_("Chinese name"),
        "no": N_("No."),
        "number": N_("Number"),
        "objection_no": N_("Objection no."),
        "of": N_("What is taken over"),
        "on_date": N_("Day"),
        "opens_on": N_("Opens on"),
        "opinion": N_("Opinion"),
        "overhead_percent": N_("Running costs, up to %"),
        "paid_voucher_no": N_("Paid by voucher no."),
        "pair_no": N_("Belongs to voucher"),
        "part": N_("Signature"),
        "party": N_("From whom"),
        "payee_no": N_("Payee no."),
        "place": N_("Place in the order"),
        "plain_number": N_("Number without spaces"),
        "prepared_by": N_("Prepared by"),
        "project_no": N_("Project"),
        "publication": N_("Published in"),
        "purpose": N_("Purpose"),
        "raised_by": N_("Raised by"),
        "reason": N_("Why"),
        "receipt_no": N_("Receipt no."),
        "receipts": N_("Receipts"),
        "recommended": N_("Recommended"),
        "recommended_fen": N_("Recommended"),
        "recorded_by": N_("Recorded by"),
        "recovered_fen": N_("Recovered"),
        "recovery_no": N_("Recovery no."),
        "reimburses": N_("Reimbursement"),
        "replay": N_("Replay"),
        "requested_fen": N_("Requested"),
        "restricted": N_("Restricted"),
        "return_no": N_("Return no."),
        "returnable": N_("What is left goes back"),
        "returned_fen": N_("Returned"),
        "returned_from": N_("Returned from"),
        "reviewer": N_("Reviewer"),
        "role": N_("Role"),
        "round_key": N_("Round"),
        "rule": N_("Posting rule"),
        "rules": N_("Posting rules"),
        "rules_edition": N_("Edition of the rules"),
        "running_cost_no": N_("Running cost no."),
        "scope_key": N_("Where"),
        "scope_kind": N_("Scope"),
        "seller": N_("Seller"),
        "series": N_("Series"),
        "setting": N_("Setting"),
        "settings": N_("Settings"),
        "sha256": N_("Hash"),
        "side": N_("Side"),
        "size": N_("Size in bytes"),
        "source": N_("Source of funds"),
        "sources": N_("Sources that pay, in order"),
        "stage": N_("Stage"),
        "starts_on": N_("Starts on"),
        "state": N_("State"),
        "subdistrict": N_("Subdistrict"),
        "subdistrict_key": N_("Subdistrict key"),
        "summary": N_("Summary"),
        "supervisor": N_("Supervisor"),
        "supervisor_on": N_("Supervisor signed on"),
        "text": N_("Text"),
        "title": N_("Title"),
        "to": N_("Taken over by"),
        "to_bank": N_("To the bank account"),
        "to_login": N_("Taken over by"),
        "to_project_no": N_("To project"),
        "to_source": N_("Source in its place"),
        "to_state": N_("State after"),
        "too_low": N_("Cost was too low"),
        "transfer_no": N_("Transfer"),
        "unit": N_("Unit"),
        "until": N_("Until"),
        "until_on": N_("Until"),
        "value": N_("Value"),
        "verified_by": N_("Verified by"),
        "verified_on": N_("Verified on"),
        "version": N_("Version"),
        "voucher_no": N_("Voucher"),
        "voucher_on": N_("Date of the voucher"),
        "works": N_("Working day"),
        "year": N_("Year"),
    }
)
"""What people call a column of a table, or an input of a deed."""

INTERNAL: Final = frozenset(
    {"fund_id", "seq", "id", "next_seq", "head_seq", "head_sha256"}
    | {"last_posting_no", "last_voucher_no"}
)
"""What the books keep for themselves: shown as it is stored only."""

TABLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "account_code": N_("Code of an account"),
        "admission": N_("Admission of a receipt"),
        "approval": N_("Approval"),
        "approval_line": N_("Approved budget line"),
        "adoption_signature": N_("Signature of an adoption"),
        "balance": N_("Balance"),
        "disbursement_share": N_("Share of a source in a disbursement"),
        "fund_year": N_("Year"),
        "funding_source": N_("Source of funds"),
        "handover_item": N_("Item handed over"),
        "handover_signature": N_("Signature of a handover"),
        "money_return": N_("Money that goes back"),
        "period": N_("Month"),
        "posting": N_("Posting"),
        "project_balance": N_("Balance of a project"),
        "project_source": N_("Source that pays for a project"),
        "refund": N_("Unspent and returned"),
        "review": N_("Review"),
        "signature": N_("Signature"),
        "step": N_("Step"),
    }
)
"""Tables that are no noun of the deeds."""

_CODES: Final[Mapping[str, type[StrEnum]]] = MappingProxyType(
    {
        "role": Role,
        "action": Action,
        "rule": PostingRule,
        "scope_kind": ScopeKind,
        "book": Book,
        "series": Book,
        "side": Side,
        "by_project": ByProject,
        "figure": Figure,
        "unit": Unit,
        "stage": ProjectState,
        "returned_from": ProjectState,
        "ground": ReturnGround,
        "of": ReSourced,
    }
)
_KINDS: Final[Mapping[str, type[StrEnum]]] = MappingProxyType(
    {
        "funding": FundingKind,
        "receipt": ReceiptKind,
        "voucher": VoucherKind,
        "budget_line": SpendingKind,
        "handover_item": OpenKind,
    }
)
_STATES: Final[Mapping[str, type[StrEnum]]] = MappingProxyType(
    {
        "project": ProjectState,
        "disbursement": DisbursementState,
        "claim": ClaimState,
        "recovery": RecoveryState,
        "money_return": ReturnState,
        "cosignature": CosignatureState,
        "handover": HandoverState,
    }
)
_PARTS: Final[Mapping[str, type[StrEnum]]] = MappingProxyType(
    {
        "signature": SignaturePart,
        "handover_signature": HandoverPart,
    }
)
_OF: Final[Mapping[str, Mapping[str, type[StrEnum]]]] = MappingProxyType(
    {"kind": _KINDS, "state": _STATES, "from_state": _STATES, "to_state": _STATES}
    | {"part": _PARTS}
)
"""Codes whose meaning the table tells; a step's is that of what it is a step of."""

_ACCOUNTS: Final = frozenset({"account", "account_key", "control", "debit", "credit"})
PEOPLE: Final = frozenset(
    {"login", "actor", "reviewer", "approver", "granted_by", "recorded_by"}
    | {"verified_by", "from_login", "to_login", "to", "delegate"}
)
PROJECTS: Final = frozenset({"project_no", "to_project_no"})
VOUCHERS: Final = frozenset(
    {"voucher_no", "annuls_no", "identified_voucher_no", "pair_no"}
    | {"paid_voucher_no", "bounced_voucher_no", "arrived_voucher_no"}
)
MONEY: Final = frozenset({"fen"})


class Known(NamedTuple):
    """What the numbers in a record stand for."""

    projects: Mapping[int, str] = MappingProxyType({})
    vouchers: Mapping[int, str] = MappingProxyType({})


def field(name: str, words: Words) -> str:
    """Name a column or an input; one that this version does not know as it is."""
    return words.say(FIELDS[name]) if name in FIELDS else name


def table_of(name: str, words: Words) -> str:
    """Name what the rows of a table are."""
    if name in TABLES:
        return words.say(TABLES[name])
    if name not in list(Noun):
        return name
    noun = words.call(Noun(name))
    return noun[:1].upper() + noun[1:]


def kind_of_step(row: Mapping[str, Any]) -> str:
    """Tell whose state the states of a step are."""
    parts = ("recovery", "claim", "disbursement")
    return next((each for each in parts if row.get(f"{each}_no")), "project")


def value(name: str, stored: Any, of: str, words: Words, known: Known) -> str:  # noqa: ANN401 - canonical JSON
    """Write a stored value for people: money in 元, codes by name; no hash is cut."""
    if stored is None or stored == "":
        return "—"
    if isinstance(stored, bool):
        return words.say(N_("yes") if stored else N_("no"))
    if isinstance(stored, int):
        return _number(name, stored, words, known)
    if isinstance(stored, str):
        return _text(name, stored, of, words)
    if isinstance(stored, dict):
        return _members(cast("dict[str, Any]", stored), of, words, known)
    listed = cast("list[Any]", stored)
    mark = "；" if words.lang == "zh_CN" else "; "
    return mark.join(value(name, each, of, words, known) for each in listed)


def _number(name: str, stored: int, words: Words, known: Known) -> str:
    if name.endswith("fen"):
        return words.say(N_("{amount} yuan"), amount=yuan(stored))
    if name in PROJECTS:
        return known.projects.get(stored, f"#{stored}")
    if name in VOUCHERS:
        return known.vouchers.get(stored, f"#{stored}")
    return str(stored)


def _text(name: str, stored: str, of: str, words: Words) -> str:
    kinds = _OF[name].get(of) if name in _OF else _CODES.get(name)
    if kinds is not None and stored in list(kinds):
        return words.call(kinds(stored))
    if name in PEOPLE:
        return words.person(stored)
    if name in _ACCOUNTS or (name == "bank" and "." in stored):
        return words.account(AccountKey(stored))
    if name == "answer":
        return words.answer(stored)
    return stored


def _members(stored: dict[str, Any], of: str, words: Words, known: Known) -> str:
    """Write an amount as one; of anything else, each member under its name."""
    if list(stored) == ["fen"]:
        return value("fen", stored["fen"], of, words, known)
    return " · ".join(
        f"{field(name, words)} {value(name, each, of, words, known)}"
        for name, each in stored.items()
    )
