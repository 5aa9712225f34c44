"""The sheets that were given, matched with those that are known: rows of fields.

A heading is a field's name or its label in any language. A cell that the spreadsheet
made something else of is a fault here, before its text is read.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, NamedTuple, get_args

from fundledger.domain.labels import Form
from fundledger.domain.settings import SETTINGS, SettingUnit
from fundledger.errors import FundledgerError, InputError
from fundledger.i18n.languages import Language
from fundledger.i18n.texts import translate
from fundledger.inputs.cells import CellKind, GivenCell, GivenSheet
from fundledger.inputs.columns import named_columns
from fundledger.inputs.faults import FirstFaults, shown
from fundledger.inputs.forms import FieldForm
from fundledger.inputs.kinds import InputKind
from fundledger.inputs.parsing import parse_choice, parse_flag
from fundledger.inputs.setup.faults import (
    BesideHeadingsError,
    ChoiceCellError,
    ColumnMissingError,
    DayForTextError,
    FormulaTextError,
    LostDigitsError,
    SerialDayError,
    SetupFault,
    SetupRowsError,
    SheetTwiceError,
    SheetUnknownError,
)
from fundledger.inputs.setup.sheets import ALL_SHEETS, INSTRUCTIONS, SetupSheet

MOST_ROWS: Final = 10_000
"""So many rows a workbook has at most; a district has hundreds."""
TEXTS: Final = frozenset({InputKind.TEXT, InputKind.LONG_TEXT, InputKind.REFERENCE})
_POWER: Final = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]+")
_PLAIN: Final = re.compile("[0-9]{1,15}")
_SERIAL: Final = re.compile("[1-9][0-9]{4}")
_DAY_ZERO: Final = date(1899, 12, 30)
"""Day 0 of spreadsheets, as they count from March 1900 on."""


class SetupRow(NamedTuple):
    """One row: where it stands, and the text of each field that it says."""

    number: int
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class SetupRows:
    """The rows of one sheet that can be read, and where its columns stand."""

    sheet: SetupSheet
    file: str
    title: str
    """The sheet's name in the file."""
    columns: Mapping[str, int]
    """Where each field stands, from 1."""
    headings: Mapping[str, str]
    rows: list[SetupRow] = field(default_factory=list[SetupRow])
    dropped: list[SetupRow] = field(default_factory=list[SetupRow])
    """Rows with a cell that cannot be read."""

    def fault(
        self, problem: FundledgerError, row: int = 0, name: str = "", given: str = ""
    ) -> SetupFault:
        """Say where something is wrong."""
        return SetupFault(
            self.file,
            self.title,
            problem,
            row,
            self.columns.get(name, 0),
            name,
            self.headings.get(name, name),
            given,
        )


class SetupBook(NamedTuple):
    """What was given: rows by sheet, and what cannot be read."""

    file: str
    sheets: Mapping[str, SetupRows]
    faults: FirstFaults[SetupFault]

    def rows(self, sheet: str) -> Sequence[SetupRow]:
        """Give a sheet's rows."""
        return self.sheets[sheet].rows if sheet in self.sheets else ()


def setup_book(file: str, given: Sequence[GivenSheet]) -> SetupBook:
    """Match what was given with the sheets that are known. Raises SetupRowsError."""
    total = sum(len(each.rows) for each in given)
    if total > MOST_ROWS:
        raise SetupRowsError(total, MOST_ROWS)
    sheets: dict[str, SetupRows] = {}
    faults = FirstFaults[SetupFault]()
    by_title = {title: each for each in ALL_SHEETS for title in each.names()}
    for each in given:
        sheet = by_title.get(each.name.strip())
        if sheet is None:
            faults += _unknown(each)
        elif sheet.name in sheets:
            error = SheetTwiceError(each.name)
            faults.append(SetupFault(each.file, each.name, error))
        elif each.header:
            rows, wrong = _rows(sheet, each)
            faults += wrong
            sheets[sheet.name] = rows
    return SetupBook(file, sheets, faults)


def _unknown(given: GivenSheet) -> Iterator[SetupFault]:
    """Refuse a sheet that would be read by nobody, but for the instructions."""
    instructions = {translate(INSTRUCTIONS, lang) for lang in Language}
    if given.header and given.name.strip().lower() not in {
        each.lower() for each in (*instructions, INSTRUCTIONS)
    }:
        known = tuple(each.name for each in ALL_SHEETS)
        error = SheetUnknownError(given.name, known)
        yield SetupFault(given.file, given.name, error)


def _rows(
    sheet: SetupSheet, given: GivenSheet
) -> tuple[SetupRows, FirstFaults[SetupFault]]:
    fields = sheet.fields
    remarks = {translate(text, lang) for text in sheet.remarks for lang in Language}
    named = named_columns(fields, given.header, remarks)
    columns = {name: place + 1 for place, name in named.columns.items()}
    headings = {name: given.header[place] for place, name in named.columns.items()}
    rows = SetupRows(sheet, given.file, given.name, columns, headings)
    faults = FirstFaults(
        SetupFault(
            given.file,
            given.name,
            error,
            given.header_row,
            place + 1,
            given=given.header[place],
        )
        for place, error in named.faults
    )
    faults += [
        rows.fault(ColumnMissingError(name), given.header_row)
        for name in fields
        if sheet.is_required(name) and name not in columns and given.rows
    ]
    ignored = {place for place, text in enumerate(given.header) if text in remarks}
    ignored |= {place for place, _error in named.faults}
    for number, cells in given.rows:
        faults += _add(rows, number, cells, named.columns, ignored)
    return rows, faults


def _add(
    rows: SetupRows,
    number: int,
    cells: Sequence[GivenCell],
    columns: Mapping[int, str],
    ignored: set[int],
) -> Iterator[SetupFault]:
    """Take one row's cells; a row with a cell that cannot be read is left out."""
    values: dict[str, str] = {}
    faulty = False
    fields = rows.sheet.fields
    for place, cell in enumerate(cells):
        if not cell.text.strip() or place in ignored:
            continue
        name = columns.get(place)
        problem = BesideHeadingsError() if name is None else spoiled(fields[name], cell)
        if name is not None and problem is None:
            values[name] = cell.text.strip()
            continue
        faulty = True
        yield SetupFault(
            rows.file,
            rows.title,
            problem or BesideHeadingsError(),
            number,
            place + 1,
            name or "",
            rows.headings.get(name or "", ""),
            shown(cell.text),
        )
    if values and not _undecided(rows.sheet, values):
        row = SetupRow(number, _switched(rows.sheet, values))
        (rows.dropped if faulty else rows.rows).append(row)


def _undecided(sheet: SetupSheet, values: Mapping[str, str]) -> bool:
    """Tell whether a row names a setting and says nothing of it."""
    return sheet.name == "settings" and [*values] == ["setting"]


def _switched(sheet: SetupSheet, values: dict[str, str]) -> dict[str, str]:
    """Write a setting that is on or off as its table reads it."""
    setting = SETTINGS.get(values.get("setting", ""))
    if sheet.name == "settings" and setting and setting.unit is SettingUnit.SWITCH:
        try:
            flag = parse_flag("value", values.get("value", ""))
        except InputError:
            return values
        return values | {"value": "true" if flag is True else "false"}
    return values


def spoiled(form: FieldForm, cell: GivenCell) -> InputError | None:
    """Tell what a spreadsheet made of a cell that is to be something else."""
    text = cell.text
    if form.choices is not None and parse_choice(form.choices, text) not in set(
        form.choices
    ):
        return ChoiceCellError(shown(text), tuple(form.choices))
    if cell.kind is CellKind.TEXT and text.startswith("="):
        return FormulaTextError(shown(text))
    if form.kind is InputKind.DAY and cell.kind is not CellKind.DAY:
        if _SERIAL.fullmatch(text):
            return SerialDayError(text, _DAY_ZERO + timedelta(days=int(text)))
    elif form.kind in TEXTS:
        if cell.kind is CellKind.DAY:
            return DayForTextError(text)
        number = cell.kind is CellKind.NUMBER
        if _POWER.fullmatch(text) or (number and not _keeps(form, text)):
            return LostDigitsError(text)
    return None


def _keeps(form: FieldForm, text: str) -> bool:
    """Tell whether a number says all that was typed; a setting's value is one."""
    is_account = Form.BANK_NUMBER in get_args(form.annotation)
    if form.owner == "change_setting":
        return True
    return not is_account and _PLAIN.fullmatch(text) is not None
