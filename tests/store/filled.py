"""Fill a fund: two rows in every table, made from the declared columns alone.

Rows are well-formed for the database, not for the accountant. What a column may hold
is read from its type, its CHECK and its foreign key, so that a new table is filled
without a word here; where a rule ties columns together, `TIED` says so.
"""

import hashlib
import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import CheckConstraint, Column, Table

from fundledger.domain.ids import AccountKey
from fundledger.domain.journal import VoucherKind
from fundledger.domain.red import red_copy
from fundledger.domain.sources import GENERAL
from fundledger.errors import RefusedError
from fundledger.store import schema
from fundledger.store import tables as t
from fundledger.store.books import Fund
from fundledger.store.types import Content, Day, Flag, Whole
from fundledger.store.writing import Writing
from tests import small

DAY = date(2024, 4, 1)
OWN_WAY = {"fund", "record", "voucher", "posting", "balance", "project_balance"}
FILES = (b"\x89PNG one", b"%PDF two")
ADVANCE = AccountKey("advance")

ADOPTERS = {"accountant": "clerk", "supervisor": "admin"}

OF_A_PROJECT: dict[str, Any] = {
    **dict.fromkeys(t.EVIDENCE_OBJECTS),
    "project_no": 1,
    **dict.fromkeys(("number", "host_no", "reason")),
}
"""What is attached to a project: no other thing, and nowhere else."""

TIED: Mapping[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "attachment": tuple(
        {"sha256": hashlib.sha256(f).hexdigest(), "size": len(f), "content": f}
        for f in FILES
    ),  # type: ignore[dict-item]
    "receipt": ({"face_fen": None, "sheets": 1}, {"face_fen": None, "sheets": 2}),
    "evidence": (
        OF_A_PROJECT | {"original": "file", "sheets": 1, "place": None},
        OF_A_PROJECT | {"original": "paper", "sheets": 2, "sha256": None},
    ),
    "suspicion": (
        {"receipt_no": 1, "earlier_no": 2},
        {"receipt_no": 2, "earlier_no": 1},
    ),
    "period": ({"key": "2025-01"}, {"key": "2025-02"}),
    "role_grant": (
        {"login": "admin", "scope_kind": "community", "scope_key": "c1"},
        {"login": "admin", "scope_kind": "subdistrict", "scope_key": "s1"},
    ),
    "interest": ({"community_key": None}, {"project_no": None}),
    "signature": ({"voucher_no": 1}, {"voucher_no": 1}),
    "cosignature": (
        {
            "input_sha256": "0" * 64,
            "other_role": "cashier",
            "state": "waiting",
            "end_reason": None,
        },
        {"input_sha256": "1" * 64, "other_role": "cashier", "state": "returned"},
    ),
    "transfer": ({"to_bank": "bank"}, {"to_bank": "bank"}),
    "funding": ({"kind": "donation"}, {"kind": "grant"}),
    "funding_source": ({"overhead_percent": 5}, {"overhead_percent": 10}),
    "funding_round": ({}, {}),
    "notice": ({"amendment_no": None}, {"approval_no": None}),
    "adoption": (ADOPTERS, ADOPTERS),
    "opening": (ADOPTERS, ADOPTERS),
    "handover": (
        {"from_login": "admin", "cancel_reason": None, "state": "proposed"},
        {"to_login": "admin", "state": "cancelled"},
    ),
}


def fill(fund: Fund) -> None:
    """Write two rows into every table, then change one of each that may change."""
    for table in t.metadata.sorted_tables:
        if table.name not in OWN_WAY:
            key = f"filled-{table.name}"
            request = small.ask("holiday.add", key=key, table=table.name)
            fund.write(request, partial(_insert_both, table=table))
    fund.write(small.ask("journal.import"), _book)
    for table in _changing():
        fund.write(small.ask("setting.change", table=table.name), _changer(table))
    try:
        fund.write(small.ask("claim.admit"), _refuse)
    except RefusedError:
        small.donate(fund)


def _changing() -> list[Table[Any]]:
    every = t.metadata.sorted_tables
    return [x for x in every if x.name not in OWN_WAY and not schema.is_append_only(x)]


def _insert_both(write: Writing, table: Table[Any]) -> None:
    write.insert_many(table, [row(write, table, which) for which in (0, 1)])


def row(write: Writing, table: Table[Any], which: int) -> dict[str, Any]:
    """Make one of two rows of a table."""
    cells = {
        column.name: _value(write, table, column, which)
        for column in table.c
        if column.name not in ("fund_id", "seq")
    }
    tied = TIED.get(table.name)
    return cells | (tied[which] if tied else {})


def _value(write: Writing, table: Table[Any], column: Column[Any], which: int) -> Any:  # noqa: ANN401 - a value of any column
    choices = choices_of(table, column.name)
    if choices:
        return choices[which % len(choices)]
    for key in column.foreign_keys:
        if key.column.table is not table:
            return _existing(write, key.column, which)
    if column.name == "no":
        return write.next_no(table)
    return _plain(column, which)


def _existing(write: Writing, column: Column[Any], which: int) -> Any:  # noqa: ANN401
    statement = column.table.select().with_only_columns(column)
    values = write.values(statement.where(write.own(column.table)).order_by(column))
    return values[-1 - which % len(values)]


def _plain(column: Column[Any], which: int) -> Any:  # noqa: ANN401
    kind = column.type
    if isinstance(kind, Day):
        return DAY + timedelta(days=which)
    if isinstance(kind, Flag):
        return bool(which)
    if isinstance(kind, Whole):
        return 2030 + which
    return b"" if isinstance(kind, Content) else f"{column.name} {which}"


def choices_of(table: Table[Any], name: str) -> list[str]:
    """List what a CHECK lets a text column hold, if one does."""
    for rule in table.constraints:
        text = str(rule.sqltext) if isinstance(rule, CheckConstraint) else ""
        if f"{name} IN ('" in text:
            return re.findall(r"'([^']*)'", text)
        if values := re.findall(rf"\b{name} = '([^']*)'", text):
            return values
    return []


def _book(write: Writing) -> None:
    """Pay an advance for the project, take half back, and let another source bear some.

    Annul a donation in red.
    """
    paid = small.entry(ADVANCE, small.BANK, 4000, small.PROJECT)
    back = small.entry(small.BANK, ADVANCE, 2000, small.PROJECT)
    borne = small.entry(ADVANCE, ADVANCE, 500, small.PROJECT)
    small.book(write, [paid, back, borne._replace(debit_source=GENERAL)])
    given = small.entry(small.BANK, small.DONATIONS, 700, None)
    annulled = small.book(write, [given])
    red = {"kind": VoucherKind.RED, "annuls_no": annulled}
    small.book(write, red_copy([given]), **red)


def _changer(table: Table[Any]) -> Any:  # noqa: ANN401 - a deed
    name = next(n for n in reversed(schema.mutable(table)) if n != "seq")
    keys = [table.c[key] for key in schema.keys(table)]

    def run(write: Writing) -> None:
        wanted = write.own(table)
        statement = table.select().with_only_columns(*keys, table.c[name]).where(wanted)
        *key, old = write.rows(statement.order_by(*keys))[-1]
        write.change(table, tuple(key), **{name: _another(write, table, name, old)})

    return run


def _another(write: Writing, table: Table[Any], name: str, old: Any) -> Any:  # noqa: ANN401
    for key in table.c[name].foreign_keys:
        if key.column.table is not table:
            rows = (_existing(write, key.column, which) for which in (0, 1))
            return next(each for each in rows if each != old)
    return other_than(table, name, old)


def other_than(table: Table[Any], name: str, old: Any) -> Any:  # noqa: ANN401
    """Give a column another value than it has, one that its CHECK allows."""
    kind = table.c[name].type
    choices = choices_of(table, name)
    if choices:
        return next(each for each in choices if each != old)
    if isinstance(kind, Day):
        return old + timedelta(days=1) if old else DAY
    if isinstance(kind, Flag):
        return not old
    if isinstance(kind, Whole):
        return (old or 0) - 1
    return f"{old or ''}x"


def _refuse(write: Writing) -> None:
    del write
    raise RefusedError
