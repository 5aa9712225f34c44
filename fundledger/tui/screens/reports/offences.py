"""What a check found, as a sheet: the fields of its offences, named for people."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from fundledger.errors import N_
from fundledger.i18n import account_name, describe
from fundledger.reports.report import Kind
from fundledger.tui.kit.columns import Column
from fundledger.tui.kit.figures import amount
from fundledger.tui.kit.table import TableRow
from fundledger.tui.kit.text import Span, cell_width
from fundledger.tui.screens.reports.totals import in_unit
from fundledger.tui.shell.sheet_screen import Sheet
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from fundledger.checks.registry import CheckResult

FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "account": N_("Account"),
        "action": N_("What"),
        "actor": N_("Who"),
        "amount": N_("Amount"),
        "as_of": N_("Day"),
        "assets_less_debts_fen": N_("Assets less debts"),
        "book": N_("Book"),
        "booked": N_("In the books"),
        "closing_fen": N_("Closing"),
        "cost_fen": N_("Cost"),
        "credit_fen": N_("Credit"),
        "debit_fen": N_("Debit"),
        "difference": N_("Difference"),
        "expected_fen": N_("Expected"),
        "fen": N_("Amount"),
        "figure": N_("Figure"),
        "granted_fen": N_("Granted"),
        "held_fen": N_("Held"),
        "identity": N_("Identity"),
        "income_fen": N_("Income"),
        "key": N_("Key"),
        "lapsed_fen": N_("Lapsed"),
        "left_fen": N_("Left side"),
        "level": N_("Level"),
        "month": N_("Month"),
        "net_assets_fen": N_("Net assets"),
        "number": N_("Number"),
        "on": N_("Day"),
        "opening_fen": N_("Opening"),
        "paid_fen": N_("Paid"),
        "part": N_("Part"),
        "prior_year_fen": N_("Prior year"),
        "problem": N_("Problem"),
        "project": N_("Project"),
        "project_no": N_("Project"),
        "published": N_("Published"),
        "restricted": N_("Restricted"),
        "right_fen": N_("Right side"),
        "role": N_("Role"),
        "scope": N_("Scope"),
        "seq": N_("Record"),
        "since": N_("Of it since"),
        "unit": N_("Unit"),
        "vouchers": N_("Vouchers"),
        "when": N_("When"),
        "year": N_("Year"),
    }
)
"""Every field that an offence of any check has; a test walks the checks."""

OF_UNIT: Final = frozenset({"booked", "difference", "amount", "since"})
"""What R13 has in the unit of a figure: 分, or counted."""
NARROWEST: Final = 6
WIDEST: Final = 24


def offences(result: "CheckResult", head: str, words: Words) -> Sheet:
    """Give a check's offences as a sheet; none is a pass."""
    title = f"{result.number} {words.say(result.title)}"
    cells = [
        [
            cell(name, value, each, words)
            for name, value in zip(each._fields, each, strict=True)
        ]
        for each in result.offences
    ]
    columns = [
        _column(name, words, [row[at] for row in cells])
        for at, name in enumerate(result.columns)
    ]
    rows = [TableRow(at, row) for at, row in enumerate(cells)]
    about = _about(result, words)
    return Sheet(result.number.lower(), title, about, columns, rows, head)


def _about(result: "CheckResult", words: Words) -> str:
    """Say what the sheet holds; why a check was not run, where that is known."""
    if result.light != "not_run":
        text = N_("What the check objects to.")
        return words.say(text if result.offences else N_("Nothing to object."))
    said = words.say(N_("This check was not run: that is no pass."))
    problem = result.problem and describe(result.problem, words.lang).message
    return f"{said} {problem}" if problem else said


def _column(name: str, words: Words, cells: Sequence[Span]) -> Column:
    title = words.say(FIELDS.get(name, name))
    wide = max(cell_width(title), *(cell_width(each.text) for each in cells))
    width = max(NARROWEST, min(wide, WIDEST))
    kind = Kind.MONEY if name.endswith("fen") else Kind.TEXT
    return Column(title, width, right=kind is Kind.MONEY, kind=kind)


def cell(name: str, value: Any, offence: Any, words: Words) -> Span:  # noqa: ANN401 - any check's
    """Give a field of an offence as a cell; an amount is never cut."""
    if name.endswith("fen"):
        return amount(value)
    if name in OF_UNIT and isinstance(value, int):
        return in_unit(value, offence.unit)
    return Span(shown(name, value, words))


def shown(name: str, value: Any, words: Words) -> str:  # noqa: ANN401 - any check's field
    """Write a field of an offence that is no amount."""
    if value is None:
        return "—"
    if name == "account":
        return account_name(value, words.lang)
    if isinstance(value, StrEnum):
        return words.call(value)
    if isinstance(value, bool):
        return words.say(N_("yes") if value else N_("no"))
    return value.isoformat() if isinstance(value, date) else str(value)
