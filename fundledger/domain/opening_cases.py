"""Cases in flight that are brought in: what each sheet says, and whether it fits.

From payments, receipts and what came back follows what each source has promised to,
paid for and spent on each project. Amounts are in 分.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from fundledger.domain.chart import SpendingKind
from fundledger.domain.ids import CommunityKey, LineNo, SourceKey
from fundledger.domain.money import Money, from_fen, to_fen
from fundledger.domain.opening_faults import (
    OpeningAmountError,
    OpeningApprovedError,
    OpeningCodeError,
    OpeningDayError,
    OpeningFaultError,
    OpeningOverpaidError,
    OpeningPayeeError,
    OpeningPaymentError,
    OpeningProjectStateError,
    OpeningReceiptError,
    OpeningSheet,
    OpeningTwiceError,
    OpeningUnknownError,
)
from fundledger.domain.openings import (
    UNPAID,
    Opening,
    OpeningPayment,
    OpeningProject,
    OpeningReceipt,
    OpeningState,
    OrderNo,
    ProjectCode,
)

Faults = Iterator[OpeningFaultError]
_S = OpeningSheet

T = TypeVar("T")


class Known(NamedTuple):
    """What the books know when an opening comes."""

    on: date
    """The day of the opening."""
    codes: Collection[str] = ()
    """Codes of projects that are there."""
    paid_to: Collection[CommunityKey] = ()
    """Communities that have a payee."""


class Funds(NamedTuple):
    """What one source has to do with one project, in 分."""

    approved: int = 0
    returned: int = 0
    paid: int = 0
    payment: int = 0
    """Approved for payment, and not paid."""
    payable: int = 0
    """What of it is owed for claims that were admitted."""
    recoverable: int = 0

    @property
    def committed(self) -> int:
        """What is left to be asked for."""
        return self.approved - self.paid - self.payment

    @property
    def disbursed(self) -> int:
        """What is out: paid, and not come back."""
        return self.paid - self.returned


class Cases(NamedTuple):
    """The cases of an opening, put together by project."""

    funds: Mapping[tuple[ProjectCode, SourceKey], Funds]
    """By project and source, in the order in which the sources pay."""
    kinds: Mapping[tuple[ProjectCode, LineNo], SpendingKind]
    approved: Mapping[ProjectCode, int]
    """What each project's lines are approved."""

    def sources(self, project: ProjectCode) -> list[SourceKey]:
        """List the sources of a project in their order."""
        return [source for code, source in self.funds if code == project]


def cases_of(opening: Opening) -> Cases:
    """Put the sheets together, by project and source."""
    moved: dict[tuple[ProjectCode, SourceKey], Counter[str]] = defaultdict(Counter)
    for share in opening.shares:
        of = moved[share.project, share.source]
        of["approved"] += to_fen(share.amount)
        of["returned"] += _fen(share.returned)
    for each in opening.payments:
        of, fen = moved[each.project, each.source], to_fen(each.amount)
        of["payment" if each.state in UNPAID else "paid"] += fen
        if each.state in UNPAID and each.claim is not None:
            of["payable"] += fen
    for debt in opening.recoveries:
        moved[debt.project, debt.source]["recoverable"] += to_fen(debt.amount)
    approved: Counter[ProjectCode] = Counter()
    for line in opening.lines:
        approved[line.project] += to_fen(line.amount)
    return Cases(
        {place: Funds(**of) for place, of in moved.items()},
        {(each.project, each.line): each.kind for each in opening.lines},
        approved,
    )


def case_faults(opening: Opening, cases: Cases, known: Known) -> Faults:
    """Find what does not fit in the sheets of the cases."""
    yield from _repeated(opening)
    yield from _unknown(opening)
    yield from _amounts(opening)
    yield from _projects(opening, cases, known)
    yield from _funds(opening, cases)
    yield from _payments(opening, known)
    yield from _receipts(opening, cases, known)


def _fen(amount: Money | None) -> int:
    return 0 if amount is None else to_fen(amount)


def _twice(
    sheet: OpeningSheet, column: str, names: Iterable[tuple[object, ...]]
) -> Faults:
    """Find rows of a sheet that are about what another was about."""
    seen = set[tuple[object, ...]]()
    for row, name in enumerate(names, start=1):
        if name in seen:
            text = " ".join(map(str, name))
            yield OpeningTwiceError(sheet=sheet, row=row, column=column, name=text)
        seen.add(name)


def _repeated(opening: Opening) -> Faults:
    yield from _twice(_S.PROJECTS, "project", ((e.project,) for e in opening.projects))
    yield from _twice(_S.LINES, "line", ((e.project, e.line) for e in opening.lines))
    yield from _twice(
        _S.SHARES, "source", ((e.project, e.source) for e in opening.shares)
    )
    yield from _twice(
        _S.PAYMENTS,
        "source",
        ((e.project, e.order, e.source) for e in opening.payments),
    )
    yield from _twice(
        _S.RECEIPTS,
        "number",
        ((e.project, e.claim, e.line, e.number) for e in opening.receipts),
    )


def _unknown(opening: Opening) -> Faults:
    """Find projects and sources that are named and listed nowhere."""
    codes = {each.project for each in opening.projects}
    named: dict[OpeningSheet, list[ProjectCode | None]] = {
        _S.BALANCES: [each.project for each in opening.balances],
        _S.LINES: [each.project for each in opening.lines],
        _S.SHARES: [each.project for each in opening.shares],
        _S.PAYMENTS: [each.project for each in opening.payments],
        _S.RECEIPTS: [each.project for each in opening.receipts],
        _S.RECOVERIES: [each.project for each in opening.recoveries],
    }
    for sheet, projects in named.items():
        for row, code in enumerate(projects, start=1):
            if code is not None and code not in codes:
                yield OpeningUnknownError(
                    sheet=sheet, row=row, column="project", name=code
                )
    shares = {(each.project, each.source) for each in opening.shares}
    places: dict[OpeningSheet, list[tuple[ProjectCode, SourceKey]]] = {
        _S.PAYMENTS: [(each.project, each.source) for each in opening.payments],
        _S.RECOVERIES: [(each.project, each.source) for each in opening.recoveries],
    }
    for sheet, pairs in places.items():
        for row, (code, source) in enumerate(pairs, start=1):
            if code in codes and (code, source) not in shares:
                yield OpeningUnknownError(
                    sheet=sheet, row=row, column="source", name=f"{code} {source}"
                )


def _amounts(opening: Opening) -> Faults:
    """Find amounts that are not above zero."""
    named: dict[OpeningSheet, list[tuple[ProjectCode, Money]]] = {
        _S.LINES: [(each.project, each.amount) for each in opening.lines],
        _S.SHARES: [(each.project, each.amount) for each in opening.shares],
        _S.PAYMENTS: [(each.project, each.amount) for each in opening.payments],
        _S.RECEIPTS: [(each.project, each.claimed) for each in opening.receipts],
        _S.RECOVERIES: [(each.project, each.amount) for each in opening.recoveries],
        _S.UNIDENTIFIED: [(each.party, each.amount) for each in opening.unidentified],
    }
    for sheet, rows in named.items():
        for row, (name, amount) in enumerate(rows, start=1):
            if to_fen(amount) <= 0:
                yield OpeningAmountError(
                    sheet=sheet, row=row, column="amount", name=name
                )


def _projects(opening: Opening, cases: Cases, known: Known) -> Faults:
    """Find projects that cannot stand where they are said to."""
    out = {code for (code, _), of in cases.funds.items() if of.paid + of.payment}
    by_shares: Counter[ProjectCode] = Counter()
    for (code, _), of in cases.funds.items():
        by_shares[code] += of.approved
    for row, each in enumerate(opening.projects, start=1):
        code = each.project
        if code in known.codes:
            yield OpeningCodeError(
                sheet=_S.PROJECTS, row=row, column="project", project=code
            )
        if each.approved_on > known.on:
            yield OpeningDayError(
                sheet=_S.PROJECTS,
                row=row,
                column="approved_on",
                day=each.approved_on,
                opening=known.on,
            )
        if not _is_possible(each, cases, has_payments=code in out):
            yield OpeningProjectStateError(
                sheet=_S.PROJECTS,
                row=row,
                column="state",
                project=code,
                state=each.state,
            )
        lines, shares = cases.approved.get(code, 0), by_shares[code]
        if lines != shares or not lines:
            yield OpeningApprovedError(
                sheet=_S.PROJECTS,
                row=row,
                column="project",
                project=code,
                lines=from_fen(lines),
                shares=from_fen(shares),
            )
        if code in out and each.community_key not in known.paid_to:
            yield OpeningPayeeError(
                sheet=_S.PROJECTS, row=row, column="community_key", project=code
            )


def _is_possible(each: OpeningProject, cases: Cases, *, has_payments: bool) -> bool:
    """Tell whether a project can be in its state with what is said of it."""
    if each.starts_on > each.ends_on:
        return False
    if each.state is OpeningState.ESTABLISHED:
        return not has_payments
    if each.agreement is None:
        return False
    if each.state is not OpeningState.CLOSED:
        return True
    own = [cases.funds[each.project, key] for key in cases.sources(each.project)]
    open_ = any(of.payment or of.recoverable or of.committed for of in own)
    return bool(each.report.strip()) and not open_


def _funds(opening: Opening, cases: Cases) -> Faults:
    """Find sources that paid more than they pay for, or got more back than that."""
    for row, each in enumerate(opening.shares, start=1):
        of = cases.funds[each.project, each.source]
        if of.committed < 0 or not 0 <= of.returned <= of.paid:
            yield OpeningOverpaidError(
                sheet=_S.SHARES,
                row=row,
                column="amount",
                project=each.project,
                source=each.source,
                approved=each.amount,
                paid=from_fen(of.paid + of.payment),
            )


def payments_of(
    rows: Sequence[OpeningPayment],
) -> dict[tuple[ProjectCode, OrderNo], list[OpeningPayment]]:
    """Put the rows of each payment together, in order of number."""
    return _together(((each.project, each.order), each) for each in rows)


def claims_of(
    rows: Sequence[OpeningReceipt],
) -> dict[tuple[ProjectCode, OrderNo], list[OpeningReceipt]]:
    """Put the receipts of each claim together, in order of number."""
    return _together(((each.project, each.claim), each) for each in rows)


def _together(
    rows: Iterable[tuple[tuple[ProjectCode, OrderNo], T]],
) -> dict[tuple[ProjectCode, OrderNo], list[T]]:
    """Group rows by project and number, in order."""
    grouped: dict[tuple[ProjectCode, OrderNo], list[T]] = defaultdict(list)
    for key, row in rows:
        grouped[key].append(row)
    return dict(sorted(grouped.items()))


def _payments(opening: Opening, known: Known) -> Faults:
    """Find payments that their own rows, or their claim, speak against."""
    claims = claims_of(opening.receipts)
    grouped = payments_of(opening.payments)
    reimbursing = Counter((code, rows[0].claim) for (code, _), rows in grouped.items())
    for row, each in enumerate(opening.payments, start=1):
        first = grouped[each.project, each.order][0]
        alike = (first.state, first.bank, first.claim)
        twice = reimbursing[each.project, each.claim] > 1
        if (
            alike != (each.state, each.bank, each.claim)
            or (each.bank is None) is not (each.state in UNPAID)
            or (
                each.claim is not None
                and (twice or not _reimburses(first, grouped, claims))
            )
        ):
            yield OpeningPaymentError(
                sheet=_S.PAYMENTS,
                row=row,
                column="state",
                project=each.project,
                order=each.order,
                state=each.state,
            )
    for row, money in enumerate(opening.unidentified, start=1):
        if money.on_date > known.on:
            yield OpeningDayError(
                sheet=_S.UNIDENTIFIED,
                row=row,
                column="on_date",
                day=money.on_date,
                opening=known.on,
            )


def _reimburses(
    payment: OpeningPayment,
    payments: Mapping[tuple[ProjectCode, OrderNo], Sequence[OpeningPayment]],
    claims: Mapping[tuple[ProjectCode, OrderNo], Sequence[OpeningReceipt]],
) -> bool:
    """Tell whether a payment pays just what its claim was admitted with."""
    assert payment.claim is not None, "it names a claim"
    rows = claims.get((payment.project, payment.claim), ())
    paid = payments[payment.project, payment.order]
    return bool(rows) and sum(to_fen(each.admitted) for each in rows) == sum(
        to_fen(each.amount) for each in paid
    )


def _receipts(opening: Opening, cases: Cases, known: Known) -> Faults:
    """Find receipts that no line takes, or that are admitted as nobody could."""
    admitted_on = {
        (each.project, each.claim): each.admitted_on
        for each in reversed(opening.receipts)
    }
    for row, each in enumerate(opening.receipts, start=1):
        claimed, admitted = to_fen(each.claimed), to_fen(each.admitted)
        less = admitted < claimed and not each.reason.strip()
        if (
            (each.project, each.line) not in cases.kinds
            or not 0 <= admitted <= claimed
            or less
            or each.admitted_on != admitted_on[each.project, each.claim]
        ):
            yield OpeningReceiptError(
                sheet=_S.RECEIPTS,
                row=row,
                column="line",
                project=each.project,
                number=each.number,
                line=each.line,
            )
        for column, day in (
            ("issued_on", each.issued_on),
            ("admitted_on", each.admitted_on),
        ):
            if day > known.on:
                yield OpeningDayError(
                    sheet=_S.RECEIPTS,
                    row=row,
                    column=column,
                    day=day,
                    opening=known.on,
                )
