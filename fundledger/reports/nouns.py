"""What there is of every kind: a list of any noun, and one thing whole.

The rows are those of the views for scripts; a column is called as in every report.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from fundledger.commands.registry import DEEDS
from fundledger.domain.actions import Action
from fundledger.domain.chart import Book, Side, SpendingKind
from fundledger.domain.claims import ClaimState, ReceiptKind, RecoveryState
from fundledger.domain.cosigning import CosignatureState
from fundledger.domain.disbursements import DisbursementState
from fundledger.domain.evidence import Document, Original
from fundledger.domain.funding import FundingKind
from fundledger.domain.handovers import HandoverPart, HandoverState, OpenKind
from fundledger.domain.journal import PostingRule, VoucherKind
from fundledger.domain.notices import FirstDay
from fundledger.domain.people import Role, ScopeKind
from fundledger.domain.projects import ProjectState
from fundledger.domain.publishing import Figure, Unit
from fundledger.domain.receipts import Ground
from fundledger.domain.returns import ReturnGround, ReturnState
from fundledger.domain.signatures import SignaturePart
from fundledger.errors import N_
from fundledger.queries import nouns
from fundledger.queries.derived import names_of, with_derived
from fundledger.queries.nouns import Condition, Listed
from fundledger.reports.columns import COLUMNS, column, facts
from fundledger.reports.moments import recorded
from fundledger.reports.report import (
    Audience,
    Basis,
    Column,
    Dual,
    Phrase,
    Report,
    Stream,
    Table,
)
from fundledger.store.reading import Books
from fundledger.store.views import View, ViewKind

TITLE: Final = N_("List")
OBJECT: Final = N_("One thing whole")
CUT: Final = N_("Of {table}, only the first {rows} rows are given; there are more.")

_ANYWHERE: Final[Mapping[str, type[StrEnum]]] = MappingProxyType(
    {
        "action": Action,
        "role": Role,
        "other_role": Role,
        "scope_kind": ScopeKind,
        "rule": PostingRule,
        "book": Book,
        "side": Side,
        "series": Book,
        "part": SignaturePart,
        "figure": Figure,
        "unit": Unit,
        "stage": ProjectState,
        "returned_from": ProjectState,
        "document": Document,
        "original": Original,
        "likeness": Ground,
        "first_day": FirstDay,
    }
)
_IN_VIEW: Final[Mapping[tuple[str, str], type[StrEnum]]] = MappingProxyType(
    {
        ("v_project", "state"): ProjectState,
        ("v_disbursement", "state"): DisbursementState,
        ("v_claim", "state"): ClaimState,
        ("v_claim_line", "state"): ClaimState,
        ("v_recovery", "state"): RecoveryState,
        ("v_cosignature", "state"): CosignatureState,
        ("v_handover", "state"): HandoverState,
        ("v_handover_item", "kind"): OpenKind,
        ("v_handover_signature", "part"): HandoverPart,
        ("v_voucher", "kind"): VoucherKind,
        ("v_line", "kind"): VoucherKind,
        ("v_funding", "kind"): FundingKind,
        ("v_return", "ground"): ReturnGround,
        ("v_return", "state"): ReturnState,
        ("v_receipt", "kind"): ReceiptKind,
        ("v_budget_line", "kind"): SpendingKind,
        ("v_claim_line", "kind"): SpendingKind,
    }
)
"""Which words a column of a view has: people read what they are called."""

DEEDS_BY_NAME: Final = frozenset({("v_cosignature", "deed")})
"""Columns that name a deed: people read what it is called."""
OUTCOMES: Final = MappingProxyType(
    {"accepted": N_("accepted"), "refused": N_("refused")}
)
"""How a deed ended."""
MOMENTS: Final = frozenset({"recorded_at"})
"""Columns that keep a moment in UTC: people read it in China's time."""

IN_FILES: Final = frozenset(
    {
        "arrived_voucher_no",
        "input",
        "actor",
        "approver",
        "by_project",
        "by_source",
        "bounced_voucher_no",
        "paid_voucher_no",
        "changed_rows",
        "community_key",
        "control",
        "cycle",
        "database_user",
        "deed",
        "deed_edition",
        "outgoing",
        "granted_by",
        "identified_voucher_no",
        "key",
        "preparer",
        "project_no",
        "recorded_by",
        "returned_from",
        "reviewer",
        "round_name",
        "scope_key",
        "seq",
        "series",
        "sha256",
        "source_name",
        "signer",
        "subdistrict_key",
        "incoming",
        "verified_by",
    }
)
"""Columns that a screen has no room for, or says by another one."""

_SHOWN: Final = frozenset(
    {
        ("v_source", "source_name"),
        ("v_cosignature", "deed"),
        ("v_running_cost", "bounced_voucher_no"),
        ("v_transfer", "arrived_voucher_no"),
    }
)
"""Columns of a view that a screen shows all the same: nothing else says it."""


def listing(
    books: Books,
    basis: Basis,
    of: Listed,
    conditions: Sequence[Condition] = (),
    limit: int | None = None,
) -> Report:
    """Give all things of a kind that fit, or the first of them."""

    def read() -> Iterator[tuple[Any, ...]]:
        if limit is None:
            walked = nouns.walk(books, of, conditions)
        else:
            walked = iter(nouns.page(books, of, conditions, limit=limit).rows)
        whole_rows = with_derived(books, of, walked)
        return (cells(of.view, names_of(of), row) for row in whole_rows)

    return _report(of, basis, Stream(read), conditions, limit)


def _report(
    of: Listed,
    basis: Basis,
    rows: Sequence[Any] | Stream,
    conditions: Sequence[Condition],
    limit: int | None,
) -> Report:
    table = Table(of.noun, of.view.words, columns_of(names_of(of), of.view), rows)
    narrowed = " ".join(f"{e.column}{e.sign}{e.value}" for e in conditions)
    about = facts([("filter", narrowed or None), ("limit", limit)])
    return Report(f"list-{of.noun}", TITLE, basis, [table], about=about)


def whole(books: Books, basis: Basis, of: Listed, key: object) -> Report | None:
    """Give one thing whole: its own fields, and what belongs to it; None without it."""
    row = nouns.one(books, of, key)
    if row is None:
        return None
    own = columns_of(of.columns, of.view)
    values = cells(of.view, of.columns, row)
    tables = [Table(of.noun, of.view.words, own, [values])]
    notes: list[Phrase] = []
    for view, rows, more in nouns.parts(books, of, row[of.key]):
        names = [
            each.name for each in view.columns[1:] if each.name not in _repeated(of)
        ]
        read = [cells(view, names, each) for each in rows]
        name = view.name.removeprefix("v_")
        tables.append(Table(name, view.words, columns_of(names, view), read))
        if more:
            notes.append(Phrase(CUT, {"rows": len(rows), "table": name}))
    return Report(f"show-{of.noun}", OBJECT, basis, tables, notes)


def _repeated(of: Listed) -> frozenset[str]:
    """Name what every row of a thing's parts would say of the thing itself."""
    of_project = {"project", "project_title", "project_no"} & {*of.columns}
    return frozenset({of.key, "fund", *of_project})


def columns_of(names: Sequence[str], view: View) -> tuple[Column, ...]:
    """Give columns as reports have them; some are for files alone.

    An account has one name: where a row says its code and that, programs have its key.
    """
    is_named = "account_zh" in names
    return tuple(
        column(name, audience=Audience.PROGRAMS)
        if is_named and name == "account"
        else column(name, audience=Audience.FILES)
        if name in IN_FILES and (view.name, name) not in _SHOWN
        else COLUMNS[name]
        for name in names
    )


def words_of(view: View, name: str) -> type[StrEnum] | None:
    """Tell which words a column has, where it has few."""
    return _IN_VIEW.get((view.name, name)) or _ANYWHERE.get(name)


def cells(view: View, names: Sequence[str], row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Give a row's values as reports have them: days, words by their names, yes or no.

    A word that is none any more stays as it is.
    """
    kinds = {each.name: each.kind for each in view.columns}
    return tuple(_cell(view, name, kinds.get(name), row[name]) for name in names)


def _cell(view: View, name: str, kind: ViewKind | None, value: Any) -> Any:  # noqa: ANN401 - of any column
    if value is None:
        return None
    if kind is ViewKind.FLAG:
        return bool(value)
    if kind is ViewKind.DAY:
        return date.fromisoformat(value)
    if name in MOMENTS:
        return recorded(value)
    return _worded(view, name, value)


def _worded(view: View, name: str, value: Any) -> Any:  # noqa: ANN401 - of any column
    """Give a word by its name, and a deed by what it is called."""
    if (view.name, name) in DEEDS_BY_NAME and value in DEEDS:
        return Dual(value, DEEDS[value].action)
    if name == "outcome" and value in OUTCOMES:
        return Dual(value, Phrase(OUTCOMES[value]))
    words = words_of(view, name)
    if words is not None and value in set(words):
        return words(value)
    return value
