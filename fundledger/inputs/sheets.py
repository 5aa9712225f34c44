"""The lines of a deed from a sheet: a row a line, a column a field.

Where lines have lines of their own (a voucher its postings) each row is one of those.
Rows belong together that have the same in the column of the whole (the number of a
voucher elsewhere); without that column, a row that says nothing of the whole goes on
with the one above.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, cast

from fundledger.errors import N_, InputError
from fundledger.i18n.languages import Language
from fundledger.i18n.nouns import Noun
from fundledger.i18n.texts import label
from fundledger.inputs.cells import (
    GivenCell,
    GivenSheet,
    SheetPlaces,
    cell_name,
)
from fundledger.inputs.columns import named_columns
from fundledger.inputs.faults import (
    CellFaultError,
    FaultError,
    FaultsError,
    FirstFaults,
    SheetLines,
    shown,
)
from fundledger.inputs.forms import FieldForm, form_of
from fundledger.inputs.kinds import InputKind
from fundledger.inputs.reading import require_faultless
from fundledger.inputs.setup.faults import BesideHeadingsError, ColumnMissingError
from fundledger.inputs.setup.given import spoiled

OpenSheet = Callable[[str], GivenSheet]
"""Gives the sheet that an input names; whose files, the face knows."""
WHOLE: Final = Noun.VOUCHER
"""What rows belong to, where lines have lines."""


@dataclass(eq=False)
class RowDiffersError(InputError):
    """A row says something else of its voucher than the first of its rows."""

    row: int
    message = N_("Row {row}, of the same voucher, says something else.")
    hint = N_("Leave the cell empty, or give the row a voucher of its own.")


class Laid(NamedTuple):
    """How a sheet is laid out: its fields, those of inner lines, its columns."""

    table: str
    fields: Mapping[str, FieldForm]
    columns: Mapping[int, str]
    inner: str
    """The field whose lines the rows are; empty where they are the lines themselves."""
    whole: int | None
    """The column that says which rows belong together."""


def with_sheets(
    deed: str, values: Mapping[str, Any], open_sheet: OpenSheet
) -> Mapping[str, Any]:
    """Give an input with the lines of each sheet that it names as {"file": …}.

    Raises UnknownDeedError, FaultsError for a sheet that cannot be read, and for its
    headings.
    """
    read = {
        name: sheet_lines(deed, form, _opened(deed, name, file, open_sheet))
        for name, form in form_of(deed).fields.items()
        if form.kind is InputKind.TABLE and (file := _file(values.get(name)))
    }
    return {**values, **read} if read else values


def _opened(deed: str, name: str, file: str, open_sheet: OpenSheet) -> GivenSheet:
    try:
        return open_sheet(file)
    except InputError as error:
        fault = FaultError(name, "", shown(file), error)
        raise FaultsError(deed, 1, (fault,), (error,)) from error


def _file(value: object) -> str:
    """Tell which file is named: {"file": "PATH"}, and nothing beside it."""
    if not isinstance(value, Mapping):
        return ""
    named = cast("Mapping[str, object]", value)
    return str(named["file"]) if [*named] == ["file"] else ""


def sheet_lines(deed: str, form: FieldForm, sheet: GivenSheet) -> SheetLines:
    """Take the rows of a sheet as the lines of a field.

    What is wrong with cells stands beside the lines, to be told with what is wrong with
    their values. Raises FaultsError for headings, each with its cell.
    """
    faults = FirstFaults[FaultError]()
    laid = _laid_out(form, sheet, faults)
    require_faultless(deed, faults)
    lines = SheetLines()
    places: dict[tuple[int, ...], int] = {}
    first: Row | None = None
    for row in _rows(laid, sheet, faults):
        if first is None or not _goes_on(laid, first, row):
            first = row
            lines.append(_line(laid, row))
            places[(len(lines),)] = row.number
        else:
            _compare(laid, first, row, faults)
        if laid.inner:
            inner = lines[-1][laid.inner]
            inner.append(row.of(laid, inner=True))
            places[len(lines), len(inner)] = row.number
    columns = {name: place for place, name in laid.columns.items()}
    cells = frozenset(e.cell for e in faults if isinstance(e, CellFaultError))
    lines.places, lines.faults = SheetPlaces(columns, places, cells), faults
    return lines


class Row(NamedTuple):
    """A row: its number in the file, its texts by field, and what it belongs to."""

    number: int
    values: Mapping[str, str]
    whole: str

    def of(self, laid: Laid, *, inner: bool) -> dict[str, str]:
        """Give what it says of the inner line, or of the line itself."""
        begin = f"{laid.inner}."
        return {
            name.removeprefix(begin): text
            for name, text in self.values.items()
            if (bool(laid.inner) and name.startswith(begin)) is inner
        }


def _laid_out(
    form: FieldForm, sheet: GivenSheet, faults: FirstFaults[FaultError]
) -> Laid:
    fields = dict(_fields(form))
    inner = next((e.name for e in form.inner if e.kind is InputKind.TABLE), "")
    of_whole = frozenset[str]()
    if inner:
        called = (label(WHOLE, lang) for lang in Language)
        of_whole = frozenset({str(WHOLE), *called})
    named = named_columns(fields, sheet.header, of_whole)
    for place, error in named.faults:
        cell = cell_name(sheet.header_row, place)
        field = f"{form.name}.{error.field}"
        faults.append(CellFaultError(field, "", sheet.header[place], error, cell))
    for name, each in fields.items():
        if each.required and name not in named.columns.values():
            problem, cell = ColumnMissingError(name), cell_name(sheet.header_row, 0)
            faults.append(CellFaultError(f"{form.name}.{name}", "", "", problem, cell))
    whole = [n for n, text in enumerate(sheet.header) if text.strip() in of_whole]
    return Laid(form.name, fields, named.columns, inner, whole[0] if whole else None)


def _fields(form: FieldForm) -> Iterator[tuple[str, FieldForm]]:
    """Give the fields that have columns, by their dotted names within a line."""
    for each in form.inner:
        if each.kind in (InputKind.TABLE, InputKind.GROUP):
            for inner in each.inner:
                yield f"{each.name}.{inner.name}", inner
        else:
            yield each.name, each


def _rows(
    laid: Laid, sheet: GivenSheet, faults: FirstFaults[FaultError]
) -> Iterator[Row]:
    for number, cells in sheet.rows:
        values: dict[str, str] = {}
        whole = ""
        for place, cell in enumerate(cells):
            text = cell.text.strip()
            if not text:
                continue
            if place == laid.whole:
                whole = text
                continue
            name = laid.columns.get(place)
            problem = _problem(laid, name, cell)
            if problem is not None:
                where = cell_name(number, place)
                field = f"{laid.table}.{name or ''}".rstrip(".")
                faults.append(CellFaultError(field, "", shown(text), problem, where))
            if name is not None:
                values[name] = text
        yield Row(number, values, whole)


def _problem(laid: Laid, name: str | None, cell: GivenCell) -> InputError | None:
    return BesideHeadingsError() if name is None else spoiled(laid.fields[name], cell)


def _goes_on(laid: Laid, first: Row, row: Row) -> bool:
    """Tell whether a row belongs to the line that begins with another."""
    if not laid.inner:
        return False
    if laid.whole is not None and row.whole:
        return row.whole == first.whole
    return not row.of(laid, inner=False)


def _compare(
    laid: Laid,
    first: Row,
    row: Row,
    faults: FirstFaults[FaultError],
) -> None:
    """Have a row say of its voucher what the first one says, or nothing."""
    places = {name: place for place, name in laid.columns.items()}
    for name, text in row.of(laid, inner=False).items():
        if first.values.get(name) != text:
            where = cell_name(row.number, places[name])
            problem = RowDiffersError(first.number)
            field = f"{laid.table}.{name}"
            faults.append(CellFaultError(field, "", shown(text), problem, where))


def _line(laid: Laid, row: Row) -> dict[str, Any]:
    """Begin a line; a group's fields stand in an object of their own."""
    line: dict[str, Any] = {laid.inner: []} if laid.inner else {}
    for name, text in row.of(laid, inner=False).items():
        group, dot, rest = name.partition(".")
        if dot:
            line.setdefault(group, {})[rest] = text
        else:
            line[name] = text
    return line
