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
        "amount": N_("Amount"),
        "as_of": N_("As of"),
        "balance_fen": N_("Balance"),
        "booked": N_("In the books"),
        "closing_fen": N_("Closing"),
        "control_fen": N_("Control account"),
        "credit_fen": N_("Credit"),
        "debit_fen": N_("Debit"),
        "difference": N_("Difference"),
        "difference_fen": N_("Difference"),
        "fen": N_("Amount"),
        "figure": N_("Figure"),
        "identity": N_("Identity"),
        "kind": N_("Kind"),
        "left_fen": N_("One side"),
        "login": N_("Login"),
        "month": N_("Month"),
        "number": N_("Number"),
        "project": N_("Project"),
        "project_no": N_("Project no."),
        "published": N_("Published"),
        "right_fen": N_("Other side"),
        "role": N_("Role"),
        "seq": N_("Record"),
        "since": N_("Learnt since"),
        "sum_fen": N_("Sum"),
        "unit": N_("Unit"),
        "voucher": N_("Voucher"),
        "voucher_no": N_("Voucher no."),
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
