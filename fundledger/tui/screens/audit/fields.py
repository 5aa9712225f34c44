"""Columns and inputs of records as fields people know, and their values in words."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, NamedTuple, cast

from fundledger.domain.actions import Action
from fundledger.domain.chart import Book, ByProject, Side, SpendingKind
from fundledger.domain.claims import ClaimState, ReceiptKind, RecoveryState
from fundledger.domain.cosigning import CosignatureState
from fundledger.domain.disbursements import DisbursementState
from fundledger.domain.evidence import Document, Original
from fundledger.domain.funding import FundingKind
from fundledger.domain.handovers import HandoverPart, HandoverState, OpenKind
from fundledger.domain.ids import AccountKey
from fundledger.domain.journal import PostingRule, VoucherKind
from fundledger.domain.notices import FirstDay
from fundledger.domain.openings import OpeningKind
from fundledger.domain.people import Role, ScopeKind
from fundledger.domain.projects import ProjectState
from fundledger.domain.publishing import Figure, Unit
from fundledger.domain.re_sourcing import ReSourced
from fundledger.domain.returns import ReturnGround, ReturnState
from fundledger.domain.signatures import SignaturePart
from fundledger.errors import N_
from fundledger.i18n.nouns import Noun
from fundledger.tui.kit.figures import yuan
from fundledger.tui.screens.audit.names import FIELDS, TABLES
from fundledger.tui.shell.words import Words

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
        "first_day": FirstDay,
        "document": Document,
        "original": Original,
    }
)
_KINDS: Final[Mapping[str, type[StrEnum]]] = MappingProxyType(
    {
        "funding": FundingKind,
        "receipt": ReceiptKind,
        "voucher": VoucherKind,
        "budget_line": SpendingKind,
        "handover_item": OpenKind,
        "opening": OpeningKind,
        "opening_cost": SpendingKind,
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
    | {"attached_by", "dismissed_by"}
    | {"verified_by", "from_login", "to_login", "to", "delegate"}
)
PROJECTS: Final = frozenset({"project_no", "to_project_no"})
VOUCHERS: Final = frozenset(
    {"voucher_no", "annuls_no", "identified_voucher_no", "pair_no", "host_no"}
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
