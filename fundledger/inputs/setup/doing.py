"""Doing what a workbook says: what is new, row by row, under keys made of the rows.

The whole is tried on scratch books first, where every fault is found; then it is done,
up to the first row that fails. What is there already is left as it is, so that a
workbook that was interrupted goes on where it stopped.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any, Final, NamedTuple

from fundledger.commands.lookup import NotFoundError
from fundledger.commands.rights import UnknownPersonError
from fundledger.domain.rights import NoRoleError
from fundledger.domain.settings import parse_setting
from fundledger.domain.values import ArgumentError
from fundledger.errors import FundledgerError, InputError, RefusedError
from fundledger.i18n.nouns import Noun
from fundledger.inputs.doing import Order, perform
from fundledger.inputs.faults import (
    FaultError,
    FaultsError,
    FieldMissingError,
    FirstFaults,
    UnknownReferenceError,
)
from fundledger.inputs.forms import FieldForm
from fundledger.inputs.reading import Reading
from fundledger.inputs.setup.books import PRESENT, Present, fund_row
from fundledger.inputs.setup.faults import (
    DiffersError,
    NoFounderError,
    OpeningDayMissingError,
    RowTwiceError,
    SettingDecidedError,
    SetupFault,
)
from fundledger.inputs.setup.given import SetupBook, SetupRow, SetupRows
from fundledger.inputs.setup.opening import OpeningSigning
from fundledger.inputs.setup.sheets import FOUNDERS, FUND, OPENING_SHEETS, SHEETS
from fundledger.store.books import Fund
from fundledger.store.reading import Books

KEY_BEGINS: Final = "setup-"
"""How the keys of deeds begin that a workbook asked for."""
Plain = dict[str, Any]
"""A row's values in the form that records keep."""


class Counts(NamedTuple):
    """What became of a sheet's rows."""

    sheet: str
    rows: int
    new: int
    present: int
    changed: int = 0


class Missing(NamedTuple):
    """A row that is to be done."""

    row: SetupRow
    key: str
    changes: bool


@dataclass
class Broken:
    """Keys of rows that are faulty: what names them is not a fault of its own."""

    keys: dict[Noun, set[str]] = field(default_factory=dict[Noun, set[str]])

    def note(self, rows: SetupRows, row: SetupRow) -> None:
        """Remember a faulty row, if other sheets may name it."""
        noun, key = rows.sheet.noun, rows.sheet.key[:1]
        if noun is not None and key:
            self.keys.setdefault(noun, set()).add(row.values.get(key[0], ""))

    def explains(self, problem: InputError) -> bool:
        """Tell whether a name is unknown only because its own row is faulty."""
        if not isinstance(problem, UnknownReferenceError):
            return False
        nouns = {problem.what}
        if problem.what is Noun.ROLE:
            nouns = {Noun.COMMUNITY, Noun.SUBDISTRICT}
        return any(problem.given in self.keys.get(noun, ()) for noun in nouns)


class Setup:
    """One workbook being done in a fund, by somebody, on a day."""

    def __init__(self, book: SetupBook, actor: str, on: date) -> None:
        """Begin with what was found wrong in the file itself."""
        self.book = book
        self.actor = actor
        self.on = on
        self.created = False
        """Whether the fund was created by this workbook, just now."""
        self.counts: list[Counts] = []
        self.faults = FirstFaults[SetupFault]()
        self.forbidden = False
        """Whether the last deed was refused to whoever acts, whatever it was."""
        self.opening_waits = False
        """Whether the opening waits for a signature, by whomever."""
        self.broken = Broken()
        for rows in book.sheets.values():
            for row in rows.dropped:
                self.broken.note(rows, row)

    def through(self, fund: Fund, *, to_the_end: bool) -> bool:
        """Do all sheets; with `to_the_end` go on after a fault, to find them all.

        Tells whether everything was done.
        """
        for sheet in SHEETS:
            rows = self.book.sheets.get(sheet.name)
            if rows is None or (sheet in (FUND, FOUNDERS) and not rows.rows):
                continue
            if not self._sheet(fund, rows, to_the_end=to_the_end) and not to_the_end:
                return False
        done = self._opening(fund)
        return not self.faults and (done or to_the_end)

    def _opening(self, fund: Fund) -> bool:
        """Sign the opening, where it is said and whoever acts may; else find faults."""
        sheets = [self.book.sheets.get(each.name) for each in OPENING_SHEETS]
        given = [rows for rows in sheets if rows is not None and rows.rows]
        if not given or any(rows.dropped for rows in given):
            return not given
        if given[0].sheet is not OPENING_SHEETS[0]:
            self.faults.append(given[0].fault(OpeningDayMissingError()))
            return False
        with fund.reading() as books:
            read = [
                [self.read_row(books, rows, row) for row in rows.rows] for rows in given
            ]
        if any(row is None for rows in read for row in rows):
            return False
        signing = OpeningSigning(self.actor, self.on, given)
        self.faults += signing.faults(fund)
        outcome = Counts(given[0].sheet.name, signing.rows, 0, 0)
        if not self.faults:
            new, self.opening_waits = signing.sign(fund)
            outcome = outcome._replace(new=new, present=signing.present)
        self.faults += signing.refused
        self.counts.append(outcome)
        return not self.faults

    def unbooked(self) -> None:
        """Find what is wrong without any books: there is no fund to ask."""
        for rows in self.book.sheets.values():
            if rows.sheet not in (FUND, FOUNDERS):
                for row in rows.rows:
                    self.read_row(None, rows, row)

    def _sheet(self, fund: Fund, rows: SetupRows, *, to_the_end: bool) -> bool:
        with fund.reading() as books:
            before = self.faults.total
            missing = list(self._missing(fund, books, rows))
            if self.faults.total > before and not to_the_end:
                return False
        changed = 0
        for each in missing:
            if self._do(fund, rows, each):
                changed += each.changes
            elif not to_the_end:
                return False
            elif self.forbidden:
                break  # none of the others would be allowed either
        count = len(rows.rows)
        present = count - len(missing)
        if self.created and rows.sheet in (FUND, FOUNDERS):
            present = 0
        self.counts.append(
            Counts(rows.sheet.name, count, count - present - changed, present, changed)
        )
        return True

    def _missing(self, fund: Fund, books: Books, rows: SetupRows) -> Iterator[Missing]:
        """Give the rows that ask for something new, and note what is wrong."""
        if rows.sheet is FUND:
            self._compare_fund(fund, books, rows)
            return
        forms = rows.sheet.fields
        listed = PRESENT[rows.sheet.name](books)
        first: dict[str, int] = {}
        for row in rows.rows:
            plain = self.read_row(books, rows, row)
            if plain is None:
                continue
            identity = _identity(rows, plain)
            number = first.setdefault(json.dumps(identity), row.number)
            if number != row.number:
                self._fault(rows, row, RowTwiceError(number))
                continue
            same = [e for e in listed if not any(_differing(forms, identity, e))]
            if rows.sheet is FOUNDERS and not same:
                problem = NoFounderError(plain["login"], fund.code)
                self._fault(rows, row, problem, "login")
                continue
            missing = self._compared(rows, row, plain, same)
            if missing is not None:
                yield missing

    def _compared(
        self, rows: SetupRows, row: SetupRow, plain: Plain, same: list[Present]
    ) -> Missing | None:
        """Tell what is to be done for a row beside what is there of it."""
        forms = rows.sheet.fields
        differing = [next(_differing(forms, plain, each), None) for each in same]
        if None in differing:
            return None
        facts: tuple[object, ...] = (rows.sheet.deed, plain)
        if differing:
            name, present = str(differing[-1]), same[-1]
            if not rows.sheet.changes:
                problem = DiffersError(row.values[name], present[name])
                self._fault(rows, row, problem, name)
                return None
            if not str(present["record_key"] or "").startswith(KEY_BEGINS):
                decided = SettingDecidedError(
                    row.values[name], present[name], present["seq"]
                )
                self._fault(rows, row, decided, name)
                return None
            facts += (present["seq"],)
        text = json.dumps(facts, ensure_ascii=False, sort_keys=True)
        key = f"{KEY_BEGINS}{sha256(text.encode()).hexdigest()[:40]}"
        return Missing(row, key, bool(differing))

    def read_row(
        self, books: Books | None, rows: SetupRows, row: SetupRow
    ) -> Plain | None:
        """Read a row's values, in the form of a record; None where one is wrong."""
        forms = rows.sheet.fields
        needed = [
            form
            for name, form in forms.items()
            if name in row.values or rows.sheet.is_required(name)
        ]
        reading = Reading(books)
        typed = reading.fields("", needed, row.values, ())
        if not reading.faults:
            try:
                return _plain(forms, typed)
            except InputError as error:
                name = "value" if "setting" in typed else ""
                self._fault(rows, row, error, name)
                return None
        self.broken.note(rows, row)
        for each in reading.faults:
            self._field_fault(rows, row, each)
        return None

    def _do(self, fund: Fund, rows: SetupRows, missing: Missing) -> bool:
        row, self.forbidden = missing.row, False
        order = Order(rows.sheet.deed, row.values, self.actor, self.on, missing.key)
        try:
            perform(fund, order)
        except FaultsError as error:
            for each in error.faults:
                self._field_fault(rows, row, each)
        except (NoRoleError, UnknownPersonError) as error:
            self.forbidden = True
            self.faults.append(rows.fault(error))
        except (InputError, RefusedError) as error:
            self._fault(rows, row, error)
        except NotFoundError as error:
            self._fault(rows, row, error)
        else:
            return True
        self.broken.note(rows, row)
        return False

    def _compare_fund(self, fund: Fund, books: Books, rows: SetupRows) -> None:
        """Have the sheet of the fund say what the books say."""
        booked = {k: str(value) for k, value in fund_row(fund, books).items()}
        for row in rows.rows:
            for name, value in (self.read_row(books, rows, row) or {}).items():
                if str(value) != booked[name]:
                    problem = DiffersError(str(value), booked[name])
                    self._fault(rows, row, problem, name)

    def _field_fault(self, rows: SetupRows, row: SetupRow, fault: FaultError) -> None:
        problem = fault.problem
        # A column that is not there was told once, for all rows.
        no_column = isinstance(problem, FieldMissingError) and (
            fault.field not in rows.columns
        )
        if not no_column and not self.broken.explains(problem):
            self._fault(rows, row, problem, fault.field)

    def _fault(
        self, rows: SetupRows, row: SetupRow, problem: FundledgerError, name: str = ""
    ) -> None:
        if isinstance(problem, ArgumentError):
            name, problem = name or problem.argument, problem.problem
        given = row.values.get(name, "")
        self.faults.append(rows.fault(problem, row.number, name, given))


def _plain(forms: Mapping[str, FieldForm], typed: Mapping[str, Any]) -> Plain:
    """Write values as a record keeps them. Raises InputError."""
    plain = {
        name: forms[name].converter.plain(name, value, {})
        for name, value in typed.items()
    }
    if "setting" in plain:
        text = parse_setting(plain["setting"], plain["value"])
        return plain | {"value": text}
    return plain


def _identity(rows: SetupRows, plain: Plain) -> dict[str, Any]:
    """Give what a row is about; a role granted from another day is another."""
    forms = rows.sheet.fields
    names = (*rows.sheet.key, *(["from_on"] if "from_on" in plain else []))
    return {
        name: plain[name]
        if name in plain
        else _booked(forms, name, forms[name].default)
        for name in names
    }


def _differing(
    forms: Mapping[str, FieldForm], plain: Plain, present: Present
) -> Iterator[str]:
    """Name the fields of which a row says something else than the books."""
    for name, value in plain.items():
        if value != _booked(forms, name, present[name]):
            yield name


def _booked(forms: Mapping[str, FieldForm], name: str, value: Any) -> Any:  # noqa: ANN401 - any value, any JSON
    """Write a value of the books as a record keeps it."""
    return forms[name].converter.plain(name, value, {})
