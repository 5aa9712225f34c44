"""What each claim that is brought in has cost: of which source, and in which year.

This year's cost is in the balances, by kind and source; that of closed years is what
was paid and neither came back nor is out any more. Amounts are in 分.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypedDict

from fundledger.domain.chart import (
    ADVANCE,
    PAYABLE,
    RECOVERABLE,
    SpendingKind,
    spending_kind,
)
from fundledger.domain.ids import SourceKey
from fundledger.domain.money import from_fen, to_fen
from fundledger.domain.opening_books import Standing
from fundledger.domain.opening_cases import Cases, claims_of, payments_of
from fundledger.domain.opening_faults import (
    OpeningFaultError,
    OpeningSheet,
    OpeningSourceSpentError,
    OpeningSpentError,
    OpeningYearCostError,
)
from fundledger.domain.openings import Opening, OpeningReceipt, OrderNo, ProjectCode
from fundledger.domain.sources import Share, split, take, total, without


class PastCost(NamedTuple):
    """What a claim cost for one kind of spending, of one source, in 分."""

    project: ProjectCode
    claim: OrderNo
    kind: SpendingKind
    source: SourceKey
    fen: int
    year: int


class Spent(NamedTuple):
    """What a project spent: in all by source, and this year by kind and source."""

    whole: Mapping[SourceKey, int]
    now: Mapping[SpendingKind, Mapping[SourceKey, int]]

    def before(self) -> dict[SourceKey, int]:
        """Tell what it spent in closed years, by source."""
        now = Counter[SourceKey]()
        for of in self.now.values():
            now.update(of)
        return {source: fen - now[source] for source, fen in self.whole.items()}


def spent_of(code: ProjectCode, standing: Standing, cases: Cases) -> Spent:
    """Tell what a project spent, by its sources in their order."""
    whole: dict[SourceKey, int] = {}
    now: dict[SpendingKind, Counter[SourceKey]] = defaultdict(Counter)
    for source in cases.sources(code):
        advanced, owed, debt = (
            standing.get((key, code, source), 0)
            for key in (ADVANCE, RECOVERABLE, PAYABLE)
        )
        whole[source] = cases.funds[code, source].disbursed - advanced - owed + debt
    for (key, project, at), fen in standing.items():
        kind = spending_kind(key)
        if kind is not None and project == code and at is not None:
            now[kind][at] += fen
    return Spent(whole, now)


class _Where(TypedDict):
    """In which cell a fault is."""

    sheet: OpeningSheet
    row: int
    column: str


def cost_faults(
    opening: Opening, standing: Standing, cases: Cases, year: int
) -> Iterator[OpeningFaultError]:
    """Find projects whose receipts are not what became of their money."""
    for row, each in enumerate(opening.projects, start=1):
        code = each.project
        where = _Where(sheet=OpeningSheet.PROJECTS, row=row, column="project")
        spent = spent_of(code, standing, cases)
        own = [receipt for receipt in opening.receipts if receipt.project == code]
        admitted, money = _admitted(own), sum(spent.whole.values())
        if admitted != money:
            yield OpeningSpentError(
                project=code,
                receipts=from_fen(admitted),
                money=from_fen(money),
                **where,
            )
            continue
        yield from _by_kind(code, spent, own, cases, year, where)
        for source, fen in spent.before().items():
            if fen < 0:
                yield OpeningSourceSpentError(
                    project=code,
                    source=source,
                    booked=from_fen(spent.whole[source] - fen),
                    money=from_fen(spent.whole[source]),
                    **where,
                )


def _by_kind(
    code: ProjectCode,
    spent: Spent,
    own: Sequence[OpeningReceipt],
    cases: Cases,
    year: int,
    where: _Where,
) -> Iterator[OpeningFaultError]:
    """Find kinds whose receipts of this year are not this year's cost."""
    for kind in SpendingKind:
        of_kind = [
            each
            for each in own
            if each.admitted_on.year == year
            and cases.kinds.get((code, each.line)) is kind
        ]
        booked = sum(spent.now.get(kind, {}).values())
        if _admitted(of_kind) != booked:
            yield OpeningYearCostError(
                project=code,
                kind=kind,
                receipts=from_fen(_admitted(of_kind)),
                booked=from_fen(booked),
                **where,
            )


def _admitted(receipts: Sequence[OpeningReceipt]) -> int:
    return sum(to_fen(each.admitted) for each in receipts)


def past_costs(
    opening: Opening, standing: Standing, cases: Cases, year: int
) -> Iterator[PastCost]:
    """Say whose money each claim cost: what is reimbursed by its payment's sources.

    The others take what is left of each source, in the order of the claims.
    """
    claims = claims_of(opening.receipts)
    shares = _reimbursing(opening)
    pools = {
        each.project: _Pools(spent_of(each.project, standing, cases))
        for each in opening.projects
    }
    named = [*(key for key in claims if key in shares), *claims]
    for key in dict.fromkeys(named):
        code, claim = key
        rows = claims[key]
        in_year = rows[0].admitted_on.year
        fenof = Counter[SpendingKind]()
        for each in rows:
            fenof[cases.kinds[code, each.line]] += to_fen(each.admitted)
        divided = _divided(fenof, shares[key]) if key in shares else None
        for kind, fen in fenof.items():
            parts = pools[code].taken(
                kind if in_year == year else None,
                fen,
                None if divided is None else divided[kind],
            )
            for source, part in parts:
                yield PastCost(code, claim, kind, source, part, in_year)


def _divided(
    fenof: Mapping[SpendingKind, int], between: Sequence[Share]
) -> dict[SpendingKind, list[Share]]:
    parts = split([*fenof.values()], between)
    return dict(zip(fenof, parts, strict=True))


def _reimbursing(opening: Opening) -> dict[tuple[ProjectCode, OrderNo], list[Share]]:
    """Give the sources of each claim that a payment reimburses."""
    return {
        (code, rows[0].claim): [
            Share(each.source, to_fen(each.amount)) for each in rows
        ]
        for (code, _), rows in payments_of(opening.payments).items()
        if rows[0].claim is not None
    }


class _Pools:
    """What of a project's cost is not yet said of a claim: of this year by kind."""

    def __init__(self, spent: Spent) -> None:
        self.left: dict[SpendingKind | None, list[Share]] = {
            kind: [Share(*each) for each in of.items()]
            for kind, of in spent.now.items()
        }
        self.left[None] = [Share(*each) for each in spent.before().items()]

    def taken(
        self, kind: SpendingKind | None, fen: int, of: Sequence[Share] | None
    ) -> Sequence[Share]:
        """Take an amount: of these shares, or of what is left in order."""
        left = self.left.get(kind, [])
        parts = take(fen, left) if of is None else of
        self.left[kind] = without(left, parts)
        assert total(parts) == fen, "receipts were found to be what was spent"
        return parts
