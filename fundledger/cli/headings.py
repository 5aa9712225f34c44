"""Headings for the fields of rows that come from many places: checks above all."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from fundledger.errors import N_
from fundledger.writers.report import Column, Kind

HEADINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "account": N_("Account"),
        "action": N_("Deed"),
        "actor": N_("Actor"),
        "as_of": N_("As of"),
        "assets_less_debts_fen": N_("Assets less debts"),
        "book": N_("Book"),
        "closing_fen": N_("Closing"),
        "column": N_("Column"),
        "cost_fen": N_("Cost"),
        "credit_fen": N_("Credit"),
        "debit_fen": N_("Debit"),
        "expected_fen": N_("Expected"),
        "fen": N_("Amount"),
        "found": N_("Found"),
        "granted_fen": N_("Granted"),
        "held_fen": N_("In the books"),
        "identity": N_("Identity"),
        "income_fen": N_("Income"),
        "key": N_("Key"),
        "kind": N_("Kind"),
        "lapsed_fen": N_("Lapsed"),
        "left_fen": N_("One side"),
        "level": N_("Level"),
        "month": N_("Month"),
        "net_assets_fen": N_("Net assets"),
        "number": N_("Number"),
        "on": N_("Date"),
        "opening_fen": N_("Opening"),
        "paid_fen": N_("Paid"),
        "prior_year_fen": N_("Prior year"),
        "problem": N_("Problem"),
        "project": N_("Project"),
        "project_no": N_("Project no."),
        "recorded": N_("In the chain"),
        "restricted": N_("Restricted"),
        "right_fen": N_("Other side"),
        "role": N_("Role"),
        "scope": N_("Scope"),
        "seq": N_("Record"),
        "table": N_("Table"),
        "vouchers": N_("Vouchers"),
        "year": N_("Year"),
    }
)
"""What people read above a field; a name without a heading is shown as it is."""


def column_of(name: str, values: Sequence[object]) -> Column:
    """Make the column of a field: 分 by its name, numbers by what it holds."""
    if name.endswith("_fen") or name == "fen":
        kind = Kind.FEN
    elif values and all(isinstance(value, int | None) for value in values):
        kind = Kind.COUNT
    else:
        kind = Kind.WORD
    return Column(name, HEADINGS.get(name, name), kind)


def columns_of(rows: Sequence[tuple[Any, ...]], names: Sequence[str]) -> list[Column]:
    """Make the columns of rows by the names of their fields."""
    return [
        column_of(name, [row[place] for row in rows])
        for place, name in enumerate(names)
    ]
