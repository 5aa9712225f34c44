"""People read a heading above every field that a check tells."""

from importlib import import_module
from pkgutil import iter_modules
from typing import get_args, get_type_hints

import fundledger.checks
from fundledger.cli.headings import HEADINGS, columns_of
from fundledger.writers.report import Kind


def told_fields() -> set[str]:
    """Collect the fields of all offences there can be."""
    names: set[str] = set()
    for found in iter_modules(fundledger.checks.__path__):
        module = import_module(f"fundledger.checks.{found.name}")
        if hasattr(module, "offences"):
            (row,) = get_args(get_type_hints(module.offences)["return"])
            names |= set(row._fields)
    return names


def test_every_field_of_every_offence_has_a_heading() -> None:
    by_figures = {"amount", "booked", "difference", "figure", "published", "since"}
    assert told_fields() - HEADINGS.keys() <= by_figures | {"unit"}


def test_no_heading_is_left_over() -> None:
    assert HEADINGS.keys() <= told_fields()


def test_a_field_is_shown_by_what_it_holds() -> None:
    rows = [(5, 1_234, "x"), (None, 0, None)]
    kinds = [column.kind for column in columns_of(rows, ("year", "left_fen", "key"))]
    assert kinds == [Kind.COUNT, Kind.FEN, Kind.WORD]
