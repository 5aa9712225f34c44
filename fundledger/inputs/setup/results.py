"""What became of a workbook, as a report: its faults, or what was done and is next."""

from collections.abc import Container, Iterator, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from fundledger.domain.editions import RULES_EDITION
from fundledger.domain.people import Role
from fundledger.domain.rights import holds_on
from fundledger.domain.working_days import missing_years
from fundledger.errors import N_, FundledgerError
from fundledger.i18n import describe
from fundledger.inputs.cells import cell_name
from fundledger.inputs.faults import FirstFaults
from fundledger.inputs.reference import called
from fundledger.inputs.setup.doing import Counts
from fundledger.inputs.setup.faults import SetupFault
from fundledger.inputs.setup.sheets import ALL_SHEETS, BY_NAME
from fundledger.queries import adoptions, funds, people, places
from fundledger.queries.settings import settings
from fundledger.reports.columns import column, columns, facts, for_programs, in_files
from fundledger.reports.report import Basis, Dual, Phrase, Report, Table, Wording
from fundledger.store.reading import Books

FAULTS: Final = (
    *for_programs("file"),
    *columns("sheet", "cell"),
    *for_programs("field", "code"),
    *in_files("heading"),
    column("given", longest=24),
    *columns("problem"),
    *in_files("hint"),
)
DONE: Final = columns("sheet", "count", "added", "present", "changed")
NEXT: Final = columns("roles", "step")
FEW: Final = 5
"""So many keys are named at most."""
VERIFY: Final = N_("Verify {count} payees: fundledger do verify_payee payee_no=NO")
OPEN: Final = N_(
    "Sign the opening, both, once the rules are adopted: fundledger setup {file} --as"
    " LOGIN"
)
ADOPT: Final = N_(
    "Adopt the posting rules, both: fundledger do adopt_rules rules_edition={edition}"
)
FIRST: Final = N_("Listed are the first {first} of {total} faults.")
DRY_RUN: Final = N_("Only tried: nothing was written.")


def faults_report(file: str, faults: FirstFaults[SetupFault]) -> Report:
    """List every fault with its place, what was given, and how to mend it.

    Of very many the first are listed, and all are counted.
    """
    ordered = sorted(faults, key=lambda each: (_place(each.sheet), each.row))
    rows = [_fault(each) for each in ordered]
    about = facts([("file", file)])
    table = Table("faults", "", FAULTS, rows)
    notes = list(_ways_out(ordered))
    if faults.total > len(faults):
        facts_of = {"first": len(faults), "total": faults.total}
        notes.insert(0, Phrase(FIRST, facts_of))
    return Report("setup", N_("Setup"), None, [table], notes, about)


def done_report(
    books: Books,
    basis: Basis | None,
    counts: Sequence[Counts],
    on: date,
    *,
    dry_run: bool,
    opening_of: str = "",
) -> Report:
    """Tell how much was done, what was there already, and who must do what next.

    `opening_of` is the file whose opening still waits for signatures.
    """
    done = [
        (Dual(each.sheet, Phrase(BY_NAME[each.sheet].title)), *each[1:])
        for each in counts
    ]
    steps = list(_next(books, on))
    if opening_of:
        both = called([Role.ACCOUNTANT, Role.SUPERVISOR])
        steps.append((both, Phrase(OPEN, {"file": opening_of})))
    tables = [Table("done", "", DONE, done)]
    if steps:
        tables.append(Table("next", N_("What is to be done next"), NEXT, steps))
    notes = [Phrase(DRY_RUN)] if dry_run else []
    return Report("setup", N_("Setup"), basis, tables, notes)


def _ways_out(faults: Sequence[SetupFault]) -> Iterator[Phrase]:
    """Say how to mend the faults, those together that are mended in the same way."""
    cells: dict[str, list[str]] = {}
    hints: dict[str, Wording] = {}
    for each in faults:
        hint = _in_words(each.problem).hint
        hints.setdefault(str(hint), hint)
        where = f"{each.sheet} {_cell(each)}".strip()
        cells.setdefault(str(hint), []).append(where or each.file)
    for text, hint in hints.items():
        yield Phrase("{cells}: {hint}", {"cells": _some(cells[text]), "hint": hint})


class InWords(NamedTuple):
    """An error in every language: what happened, and what to do about it."""

    message: Wording
    hint: Wording


def _in_words(error: FundledgerError) -> InWords:
    return InWords(
        Wording.of(lambda lang: describe(error, lang).message),
        Wording.of(lambda lang: describe(error, lang).hint),
    )


def _cell(fault: SetupFault) -> str:
    """Name the cell, or the row where it is the whole of it."""
    if fault.column:
        return cell_name(fault.row, fault.column - 1)
    return str(fault.row or "")


def _place(sheet: str) -> int:
    """Tell where a sheet stands among all; what is said of the whole comes first."""
    places = [
        n for n, each in enumerate(ALL_SHEETS, 1) if sheet.strip() in each.names()
    ]
    return places[0] if places else 0


def _fault(fault: SetupFault) -> tuple[Any, ...]:
    return (
        fault.file,
        fault.sheet,
        _cell(fault),
        fault.field,
        fault.problem.code,
        fault.heading,
        fault.given,
        *_in_words(fault.problem),
    )


def _next(books: Books, on: date) -> Iterator[tuple[Any, ...]]:
    """Say what is missing still, and who may do it."""
    admin = called([Role.ADMIN])
    granted = [each for each in people.grants(books) if holds_on(each, on)]
    decided = settings(books)
    present = {each.role for each in granted}
    if not decided.subdistrict_stage:
        present.add(Role.SUBDISTRICT_REVIEWER)
    vacant = [role for role in Role if role not in present]
    if vacant:
        roles = {"roles": called(vacant)}
        yield admin, Phrase(N_("Grant roles that nobody holds: {roles}."), roles)
    needed = decided.reviewers_needed
    reviewers = {e.login for e in granted if e.role is Role.DISTRICT_REVIEWER}
    if len(reviewers) < needed:
        counts = {"count": len(reviewers), "needed": needed}
        yield (
            admin,
            Phrase(
                N_("Name more district reviewers: {needed} must agree, {count} can."),
                counts,
            ),
        )
    yield from _next_of_places(books, {each.scope.key for each in granted})
    yield from _next_of_finance(books)
    for missing, step in (
        (not funds.bank_accounts(books), N_("Add the fund's bank account.")),
        (not funds.rounds(books), N_("Open a round of applications.")),
        (
            missing_years([each.year for each in funds.covered_years(books)], on),
            N_("Add the calendar of the year: public notices count working days."),
        ),
    ):
        if missing:
            yield admin, Phrase(step)


def _next_of_finance(books: Books) -> Iterator[tuple[Any, ...]]:
    """Say what waits for accountants, and for the supervisor with one of them."""
    unverified = [each for each in places.payees(books) if each.verified_by is None]
    if unverified:
        count = {"count": len(unverified)}
        yield called([Role.ACCOUNTANT]), Phrase(VERIFY, count)
    if RULES_EDITION not in adoptions.adopted_on(books):
        edition = {"edition": RULES_EDITION}
        yield called([Role.ACCOUNTANT, Role.SUPERVISOR]), Phrase(ADOPT, edition)


def _next_of_places(
    books: Books, scopes: Container[str | None]
) -> Iterator[tuple[Any, ...]]:
    """Say which communities nobody works in, and which have no payee."""
    admin = called([Role.ADMIN])
    keys = [each.key for each in places.communities(books)]
    paid = {each.community for each in places.payees(books)}
    for missing, step in (
        (
            [key for key in keys if key not in scopes],
            N_("Name people in communities that have none: {keys}."),
        ),
        (
            [key for key in keys if key not in paid],
            N_("Add payees of communities that have none: {keys}."),
        ),
    ):
        if missing:
            yield admin, Phrase(step, {"keys": _some(missing)})


def _some(keys: Sequence[str]) -> str:
    return ", ".join([*keys[:FEW], *(["…"] if len(keys) > FEW else [])])
