"""An opening from a workbook: all its sheets together are one deed, signed by two.

What does not fit is found for whoever does the file, may they sign or not.
"""

import json
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import Any, Final

from fundledger.commands.openings import open_books
from fundledger.domain.cosigning import COSIGNED
from fundledger.domain.ids import Login
from fundledger.domain.opening_faults import OpeningFaultError, OpeningUnfitError
from fundledger.domain.opening_plan import opening_faults
from fundledger.domain.openings import Opening
from fundledger.domain.rights import holds_on
from fundledger.errors import FundledgerError, RefusedError
from fundledger.inputs.doing import Order, canonical, perform
from fundledger.inputs.setup.faults import OpeningDiffersError, SetupFault
from fundledger.inputs.setup.given import SetupRows
from fundledger.queries import cosignatures, openings, people
from fundledger.store.audit import canonical as written
from fundledger.store.books import Fund

DEED: Final = open_books.name
PREFIX: Final = "opening_"
"""How the sheets are called beside the fields of the deed."""


class OpeningSigning:
    """The opening sheets of one workbook, on their way to a signature."""

    def __init__(self, actor: str, on: date, given: Sequence[SetupRows]) -> None:
        """Take the sheets that have rows; each row can be read."""
        self.actor = actor
        self.on = on
        self.sheets = {each.sheet.line: each for each in given if each.sheet.line}
        self.rows = sum(len(each.rows) for each in given)
        self.present = 0
        self.refused: list[SetupFault] = []
        values: dict[str, Any] = {
            name: [row.values for row in each.rows]
            for name, each in self.sheets.items()
        }
        of_day = {
            name: value
            for each in given
            if not each.sheet.line
            for name, value in each.rows[-1].values.items()
        }
        values = {"balances": [], **values, **of_day}
        self.order = Order(DEED, values, actor, on)
        self.input: dict[str, Any] = canonical(self.order)

    def faults(self, fund: Fund) -> list[SetupFault]:
        """Find what does not fit, of an opening that nobody has signed."""
        arguments = open_books.shape.typed(self.input, {})
        opening = Opening(**{name: arguments[name] for name in Opening._fields})
        with fund.reading() as books:
            if openings.is_open(books):
                return []
            day = arguments["as_of"]
            known, ledger = openings.known(books, day), openings.ledger(books)
        return [self._placed(each) for each in opening_faults(opening, known, ledger)]

    def sign(self, fund: Fund) -> tuple[int, bool]:
        """Sign it, if whoever acts may and has not; give the rows that are new by it.

        Tells whether it waits for a signature still.
        """
        with fund.reading() as books:
            done = openings.is_open(books)
            text = written(self.input)
            listed = cosignatures.of_deed(books, DEED)
            signed = [each for each in listed if each.input == text]
            roles = {
                each.role
                for each in people.grants(books)
                if each.login == self.actor and holds_on(each, self.on)
            }
        if done:
            self.present = self.rows
            if not signed:
                self._refuse(OpeningDiffersError())
            return 0, False
        may = roles & COSIGNED[open_books.action]
        if not may or Login(self.actor) in {each.login for each in signed}:
            self.present = self.rows if signed else 0
            return 0, True
        try:
            outcome = perform(fund, self.order._replace(key=self._key()))
        except RefusedError as error:
            faults = error.faults if isinstance(error, OpeningUnfitError) else ()
            self.refused += [self._placed(each) for each in faults]
            if not faults:
                self._refuse(error)
            return 0, True
        return self.rows, not outcome.vouchers

    def _key(self) -> str:
        """Make a key of who signs what: doing the file again signs nothing twice."""
        text = json.dumps([DEED, self.actor, self.input], ensure_ascii=False)
        return f"setup-{sha256(text.encode()).hexdigest()[:40]}"

    def _refuse(self, error: FundledgerError) -> None:
        rows = next(iter(self.sheets.values()))
        self.refused.append(rows.fault(error))

    def _placed(self, fault: OpeningFaultError) -> SetupFault:
        """Say where a fault stands: its sheet, row and cell."""
        rows = self.sheets.get(str(fault.sheet))
        if rows is None:
            rows = next(iter(self.sheets.values()))
            return rows.fault(fault)
        if not fault.row:
            return rows.fault(fault)
        row = rows.rows[fault.row - 1]
        given = row.values.get(fault.column, "")
        return rows.fault(fault, row.number, fault.column, given)
