"""Every check there is, in one table, and how they are run."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final, NamedTuple, cast

from fundledger.checks import (
    r01_balanced,
    r02_banks,
    r04_by_project,
    r05_projects,
    r06_commitments,
    r07_budget,
    r08_net_assets,
    r09_position,
    r10_release,
    r11_numbers,
    r12_openings,
    r13_control,
    r14_receipts,
    r15_separation,
    r16_notices,
    r17_payees,
    r18_receipts,
    r19_aged,
    r20_running_costs,
    r21_attachments,
    r22_chain,
    r23_floors,
    r24_sources,
    r27_calendar,
)
from fundledger.domain.values import Expected, WrongTypeError, check_kind, type_name
from fundledger.errors import N_, FundledgerError, InputError, StoreError
from fundledger.store.books import Fund
from fundledger.store.parsing import RecordFormatError
from fundledger.store.reading import Books, check_books


class Light(StrEnum):
    """How a check came out."""

    PASS = "pass"  # noqa: S105 - a verdict
    AMBER = "amber"
    """Nothing is wrong, but something waits to be done."""
    OFFENCES = "offences"
    NOT_RUN = "not_run"
    NOT_BUILT = "not_built"
    """The program does not have this check yet: nobody may take it for a pass."""


class Check(NamedTuple):
    """One check: its number, its title, and how to ask it.

    `ask` looks at open books; `ask_fund` needs the fund itself and takes long. `amber`
    tells which of its rows only wait to be done: those alone are no offence. One that
    can be asked in neither way is not built yet.
    """

    number: str
    title: str
    ask: Callable[[Books, date | None], Sequence[Any]] | None
    ask_fund: Callable[[Fund], Sequence[Any]] | None = None
    amber: Callable[[Any], bool] | None = None

    @property
    def is_built(self) -> bool:
        """Tell whether the program has this check."""
        return self.ask is not None or self.ask_fund is not None

    def light(self, rows: Sequence[Any]) -> Light:
        """Tell how the check came out, by its rows."""
        if not rows:
            return Light.PASS
        waiting = self.amber is not None and all(map(self.amber, rows))
        return Light.AMBER if waiting else Light.OFFENCES


CHECKS: Final = (
    Check("R1", r01_balanced.TITLE, r01_balanced.offences),
    Check("R2", r02_banks.TITLE, r02_banks.offences, amber=r02_banks.amber),
    Check("R3", N_("The bank's statements reconcile 余额调节表"), None),
    Check("R4", r04_by_project.TITLE, r04_by_project.offences),
    Check("R5", r05_projects.TITLE, r05_projects.offences),
    Check("R6", r06_commitments.TITLE, r06_commitments.offences),
    Check("R7", r07_budget.TITLE, r07_budget.offences),
    Check("R8", r08_net_assets.TITLE, r08_net_assets.offences),
    Check("R9", r09_position.TITLE, r09_position.offences),
    Check("R10", r10_release.TITLE, r10_release.offences),
    Check("R11", r11_numbers.TITLE, r11_numbers.offences),
    Check("R12", r12_openings.TITLE, r12_openings.offences),
    Check("R13", r13_control.TITLE, r13_control.offences, amber=r13_control.amber),
    Check("R14", r14_receipts.TITLE, r14_receipts.offences, amber=r14_receipts.amber),
    Check("R15", r15_separation.TITLE, r15_separation.offences),
    Check("R16", r16_notices.TITLE, r16_notices.offences, amber=r16_notices.amber),
    Check("R17", r17_payees.TITLE, r17_payees.offences),
    Check("R18", r18_receipts.TITLE, r18_receipts.offences, amber=r18_receipts.amber),
    Check("R19", r19_aged.TITLE, r19_aged.offences, amber=r19_aged.amber),
    Check(
        "R20",
        r20_running_costs.TITLE,
        r20_running_costs.offences,
        amber=r20_running_costs.amber,
    ),
    Check(
        "R21",
        r21_attachments.TITLE,
        r21_attachments.offences,
        amber=r21_attachments.amber,
    ),
    Check("R22", r22_chain.TITLE, None, r22_chain.offences),
    Check("R23", r23_floors.TITLE, r23_floors.offences),
    Check("R24", r24_sources.TITLE, r24_sources.offences),
    Check("R26", N_("Every voucher has its step, and every payment its path"), None),
    Check("R27", r27_calendar.TITLE, r27_calendar.offences, amber=r27_calendar.amber),
)
"""The checks in order of number, as the design of the books counts them."""


UNREADABLE: Final = (ArithmeticError, LookupError, TypeError, ValueError)
"""What a value raises that no deed writes: somebody changed a row past the guards."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckResult:
    """How one check came out. Each offence is a named tuple of the check's own kind."""

    number: str
    title: str
    light: Light
    offences: tuple[Any, ...] = ()
    problem: FundledgerError | None = None
    """Why a check could not run: something in the books cannot be read."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Name the fields of the offences; none where there are none."""
        return self.offences[0]._fields if self.offences else ()


@dataclass(eq=False)
class UncheckedError(StoreError):
    """A check met a value that no deed writes."""

    number: str
    problem: str
    message = N_(
        "Check {number} could not be run: the books hold what it cannot read"
        " ({problem})."
    )
    hint = N_("Run verify: it names the rows that are not as they were written.")


@dataclass(eq=False)
class UnknownCheckError(InputError):
    """There is no check of that number."""

    number: str
    known: tuple[str, ...]
    message = N_("There is no check {number}.")
    hint = N_("The checks are {known}.")


def run_checks(
    books: Books,
    as_of: date | None = None,
    only: Collection[str] | None = None,
    fund: Fund | None = None,
) -> list[CheckResult]:
    """Run all checks, or those of some numbers, in order.

    A check that needs the fund is not run without one, and none is that meets a record
    which cannot be read; that is no pass. Raises UnknownCheckError, WrongTypeError.
    """
    check_books(books, as_of=as_of)
    if fund is not None:
        check_kind("fund", fund, Fund, Expected.FUND)
    known = tuple(check.number for check in CHECKS)
    wanted = known if only is None else _numbers(only)
    for number in sorted(set(wanted) - set(known)):
        raise UnknownCheckError(number, known)
    chosen = [check for check in CHECKS if check.number in wanted]
    return [_run(check, books, as_of, fund) for check in chosen]


def _numbers(only: object) -> set[str]:
    """Take the numbers of checks; a text by itself is none. Raises WrongTypeError."""
    if isinstance(only, str) or not isinstance(only, Collection):
        raise WrongTypeError(
            argument="only", expected=Expected.LIST, actual=type_name(only)
        )
    numbers = cast("Collection[str]", only)
    for number in numbers:
        check_kind("only", number, str, Expected.TEXT)
    return {number.upper() for number in numbers}


def _run(
    check: Check, books: Books, as_of: date | None, fund: Fund | None
) -> CheckResult:
    light = Light.NOT_RUN if check.is_built else Light.NOT_BUILT
    result = CheckResult(number=check.number, title=check.title, light=light)
    try:
        if check.ask is not None:
            offences = tuple(check.ask(books, as_of))
        elif check.ask_fund is not None and fund is not None:
            offences = tuple(check.ask_fund(fund))
        else:
            return result
    except RecordFormatError as error:
        return replace(result, problem=error)
    except UNREADABLE as error:
        problem = UncheckedError(check.number, type(error).__name__)
        return replace(result, problem=problem)
    return replace(result, light=check.light(offences), offences=offences)
