"""The declared tables: what every migrated database must equal.

A file of tables is loaded when one of its tables is first named: to declare them all
takes a quarter of a short run. `metadata` names them all.
"""

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from fundledger.store.tables.base import MAX_FEN

if TYPE_CHECKING:
    from fundledger.store.tables.base import metadata
    from fundledger.store.tables.books import (
        MAX_BODY,
        MAX_STAMP,
        NO_HASH,
        NO_SOURCE,
        account,
        account_code,
        balance,
        bank_account,
        fund,
        fund_year,
        period,
        posting,
        project_balance,
        record,
        signature,
        voucher,
    )
    from fundledger.store.tables.cases import (
        amendment,
        application,
        approval,
        approval_line,
        budget_line,
        notice,
        objection,
        project,
        project_source,
        review,
        step,
    )
    from fundledger.store.tables.duties import (
        adoption,
        cosignature,
        handover,
        handover_item,
        handover_signature,
    )
    from fundledger.store.tables.evidence import (
        EVIDENCE_OBJECTS,
        attachment,
        evidence,
        suspicion,
    )
    from fundledger.store.tables.money import (
        admission,
        claim,
        disbursement,
        disbursement_share,
        funding,
        funding_source,
        money_return,
        receipt,
        recovery,
        refund,
        running_cost,
        transfer,
    )
    from fundledger.store.tables.openings import opening, opening_cost
    from fundledger.store.tables.people import (
        calendar_year,
        community,
        funding_round,
        holiday,
        interest,
        payee,
        person,
        published,
        role_grant,
        setting,
        subdistrict,
    )

__all__ = [
    "EVIDENCE_OBJECTS",
    "MAX_BODY",
    "MAX_FEN",
    "MAX_STAMP",
    "NO_HASH",
    "NO_SOURCE",
    "account",
    "account_code",
    "admission",
    "adoption",
    "amendment",
    "application",
    "approval",
    "approval_line",
    "attachment",
    "balance",
    "bank_account",
    "budget_line",
    "calendar_year",
    "claim",
    "community",
    "cosignature",
    "disbursement",
    "disbursement_share",
    "evidence",
    "fund",
    "fund_year",
    "funding",
    "funding_round",
    "funding_source",
    "handover",
    "handover_item",
    "handover_signature",
    "holiday",
    "interest",
    "metadata",
    "money_return",
    "notice",
    "objection",
    "opening",
    "opening_cost",
    "payee",
    "period",
    "person",
    "posting",
    "project",
    "project_balance",
    "project_source",
    "published",
    "receipt",
    "record",
    "recovery",
    "refund",
    "review",
    "role_grant",
    "running_cost",
    "setting",
    "signature",
    "step",
    "subdistrict",
    "suspicion",
    "transfer",
    "voucher",
]

_FILES: Final = MappingProxyType(
    {
        "books": (
            "MAX_BODY",
            "MAX_STAMP",
            "NO_HASH",
            "NO_SOURCE",
            "account",
            "account_code",
            "balance",
            "bank_account",
            "fund",
            "fund_year",
            "period",
            "posting",
            "project_balance",
            "record",
            "signature",
            "voucher",
        ),
        "cases": (
            "amendment",
            "application",
            "approval",
            "approval_line",
            "budget_line",
            "notice",
            "objection",
            "project",
            "project_source",
            "review",
            "step",
        ),
        "evidence": ("EVIDENCE_OBJECTS", "attachment", "evidence", "suspicion"),
        "duties": (
            "adoption",
            "handover",
            "handover_item",
            "handover_signature",
            "cosignature",
        ),
        "money": (
            "admission",
            "claim",
            "disbursement",
            "disbursement_share",
            "funding",
            "money_return",
            "receipt",
            "recovery",
            "refund",
            "running_cost",
            "transfer",
            "funding_source",
        ),
        "openings": ("opening", "opening_cost"),
        "people": (
            "calendar_year",
            "community",
            "funding_round",
            "holiday",
            "interest",
            "payee",
            "person",
            "published",
            "role_grant",
            "setting",
            "subdistrict",
        ),
    }
)
"""The files, and what each declares."""

_HOMES: Final = MappingProxyType(
    {name: file for file, names in _FILES.items() for name in names}
)


def __getattr__(name: str) -> Any:
    if name == "metadata":
        for file in _FILES:
            import_module(f"{__name__}.{file}")
        named: Any = import_module(f"{__name__}.base").metadata
    elif name in _HOMES:
        named = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    else:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    globals()[name] = named
    return named
