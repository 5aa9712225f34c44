"""One heading for one column, and a heading for everything that a check tells."""

import ast
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import cast, get_args, get_type_hints

import pytest

import fundledger.checks
import fundledger.reports
from fundledger.i18n import Language
from fundledger.reports.checks import offence_column
from fundledger.reports.columns import COLUMNS
from fundledger.reports.report import Audience, Column, Kind

OF_ACCOUNTS = {"code": "Account code"}
"""A code of any thing is `code` to programs; people read that it is an account's."""
TREE = Path(fundledger.__file__).parent


def told_fields() -> set[str]:
    """Collect the fields of all offences there can be."""
    names: set[str] = set()
    for each in iter_modules(fundledger.checks.__path__):
        module = import_module(f"fundledger.checks.{each.name}")
        if hasattr(module, "offences"):
            (row,) = get_args(get_type_hints(module.offences)["return"])
            names |= set(row._fields)
    return names


def report_columns() -> list[tuple[str, Column]]:
    """Collect the columns of all tables that modules of reports declare."""
    declared: list[tuple[str, Column]] = []
    for each in iter_modules(fundledger.reports.__path__):
        module = import_module(f"fundledger.reports.{each.name}")
        for name, value in vars(module).items():
            if isinstance(value, tuple) and not isinstance(value, Column):
                several = cast("tuple[object, ...]", value)
                declared += [
                    (f"{each.name}.{name}", column)
                    for column in several
                    if isinstance(column, Column)
                ]
    return declared


def test_every_field_of_every_offence_has_a_heading() -> None:
    assert told_fields() - COLUMNS.keys() == set()


def test_every_column_of_every_report_has_the_one_heading_of_its_name() -> None:
    declared = report_columns()
    assert len({place for place, _ in declared}) > 10
    for place, column in declared:
        known = COLUMNS[column.name]
        assert column.heading in {known.heading, OF_ACCOUNTS.get(column.name)}, place
        assert column.kind is known.kind, place


def test_an_amount_is_named_for_its_unit() -> None:
    for name, column in COLUMNS.items():
        assert (name.endswith("fen")) is (column.kind is Kind.MONEY), name


@pytest.mark.parametrize("lang", Language)
def test_whoever_reads_a_table_is_told_what_programs_are(lang: Language) -> None:
    """Nothing is for one kind of reader alone but what another column says to it."""
    by_table: dict[str, list[Column]] = {}
    for place, column in report_columns():
        by_table.setdefault(place, []).append(column)
    for place, columns in by_table.items():
        assert any(column.is_read_in(lang) for column in columns), place
        assert any(column.is_for_programs for column in columns), place


def test_an_unknown_field_is_called_by_its_name() -> None:
    column = offence_column("brand_new")
    assert (column.heading, column.audience) == ("brand_new", Audience.EVERYBODY)


def test_writers_know_reports_and_workbooks_only() -> None:
    known = {"fundledger.reports.report", "fundledger.reports.workbook"}
    for path in sorted((TREE / "writers").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
                "fundledger.reports"
            ):
                assert node.module in known, path.name


FORMS = {"voucher_sheet.py", "dialogs.py"}
"""A 记账凭证 is a printed form with headings of its own; dialogs list keys."""


def test_no_screen_states_a_heading_of_its_own() -> None:
    """A list on a screen has the headings of reports: `words.heading(name)`."""
    stated = [
        f"{path.name}:{node.lineno}"
        for path in sorted((TREE / "tui").rglob("*.py"))
        if path.name not in FORMS
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"Column", "fen_column", "count_column"}
        and any(
            isinstance(part, ast.Name) and part.id == "N_"
            for each in node.args[:1]
            for part in ast.walk(each)
        )
    ]
    assert stated == []


def test_no_verb_builds_a_table() -> None:
    built = {
        path.name
        for path in sorted((TREE / "cli").glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"Column", "Table", "Report"}
    }
    assert built == set()
