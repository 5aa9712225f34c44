"""Many vouchers in one deed: opening balances, or books brought from elsewhere.

One audit record holds them all, so everything here goes by column, not by row.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count, repeat
from typing import Any, TypeVar

from fundledger.commands.cases import WHOLE_FUND
from fundledger.commands.deed import deed
from fundledger.commands.posting import (
    MonthEndFloorError,
)
from fundledger.domain.actions import Action
from fundledger.domain.batches import Batch, Halves, decide_batch
from fundledger.domain.chart import B_PAYMENT, PAYABLE, Book, ByProject, Side
from fundledger.domain.ids import AccountKey, Month, ProjectNo, SourceKey
from fundledger.domain.journal import Left, Place, require_cover
from fundledger.domain.labels import Count
from fundledger.domain.money import from_fen
from fundledger.domain.periods import decide_voucher_month, month_of
from fundledger.domain.signatures import SignaturePart
from fundledger.queries import balances, journal
from fundledger.queries.balances import AccountRow
from fundledger.queries.journal import Pair
from fundledger.store import tables as t
from fundledger.store.writing import Writing

T = TypeVar("T")
_Pair = tuple[
    AccountKey,
    AccountKey,
    ProjectNo | None,
    SourceKey | None,
    SourceKey | None,
    Month,
]


@deed(Action.JOURNAL_IMPORT, case=WHOLE_FUND)
def import_journal(write: Writing, batch: Batch) -> Count:
    """Book many vouchers as they come, and count them.

    Floors hold at every month end; the database holds the last one. Raises
    MonthNotOpenError, MonthEndFloorError, BatchKindError, PayableUncoveredError.
    """
    decide_batch(batch)
    if not len(batch):
        return 0
    names = {day: month_of(day) for day in set(batch.columns.on)}
    months = [names[day] for day in batch.columns.on]
    for month in sorted(set(months)):
        decide_voucher_month(month, closed=journal.is_closed(write, month))
    _require_floors(write, batch, months)
    halves = batch.halves
    first = write.next_no(t.voucher)
    nos = range(first, first + len(halves.voucher))
    _insert_vouchers(write, batch, months, nos)
    _insert_postings(write, batch, nos)
    _prepare(write, halves, nos)
    return len(batch)


def _prepare(write: Writing, halves: Halves, nos: range) -> None:
    """Sign as the preparer 制单 of the money vouchers."""
    pairs = zip(nos, halves.series, strict=True)
    signed = [no for no, series in pairs if series is Book.MONEY]
    columns = {
        "voucher_no": signed,
        "part": _same(SignaturePart.PREPARED, signed),
        "login": _same(write.actor, signed),
        "on_date": _same(write.on, signed),
    }
    write.insert_columns(t.signature, columns)


def _same(value: object, nos: Sequence[int]) -> list[Any]:
    return list(repeat(value, len(nos)))


def _insert_vouchers(
    write: Writing, batch: Batch, months: Sequence[Month], nos: range
) -> None:
    """Write the vouchers, numbered within month and series in the order they come."""
    halves, columns = batch.halves, batch.columns
    places = [
        (months[at], series)
        for at, series in zip(halves.voucher, halves.series, strict=True)
    ]
    numbers = {
        (month, series): count(last + 1)
        for month in set(months)
        for series, last in journal.last_numbers(write, month).items()
    }
    write.insert_columns(
        t.voucher,
        {
            "no": nos,
            "month": _of_halves(halves, months),
            "series": halves.series,
            "number": [next(numbers[place]) for place in places],
            "on_date": _of_halves(halves, columns.on),
            "summary": _of_halves(halves, columns.summary),
            "kind": _of_halves(halves, columns.kind),
            "rule": _of_halves(halves, columns.rule),
            "attachments": [
                0 if is_beside else columns.attachments[at]
                for at, is_beside in zip(halves.voucher, halves.is_beside, strict=True)
            ],
            "pair_no": [
                no - 1 if is_beside else None
                for no, is_beside in zip(nos, halves.is_beside, strict=True)
            ],
        },
    )


def _of_halves(halves: Halves, values: Sequence[T]) -> list[T]:
    """Give what a voucher of the batch has to each that is written of it."""
    return [values[at] for at in halves.voucher]


def _insert_postings(write: Writing, batch: Batch, nos: range) -> None:
    first = write.next_no(t.posting)
    counts = map(len, batch.halves.entries)
    rows = {
        "no": range(first, first + len(batch.entries)),
        "voucher_no": list(chain.from_iterable(map(repeat, nos, counts))),
        **batch.postings._asdict(),
    }
    write.insert_columns(t.posting, rows)


def _of_postings(batch: Batch, values: Sequence[T]) -> list[T]:
    """Repeat what each voucher has for each of its postings."""
    return list(chain.from_iterable(map(repeat, values, batch.columns.postings)))


def _require_floors(write: Writing, batch: Batch, months: Sequence[Month]) -> None:
    """Hold the floors, and what covers payables, over the whole batch at once."""
    floored = {key: row for key, row in balances.accounts(write).items() if row.floor}
    left = _standing(write, batch)
    moved = _moved(_pairs(batch, months), floored)
    later = _moved(journal.pairs_after(write, min(months)), floored)
    for place, by_month in moved.items():
        months_of = Counter(by_month)
        rest = left(*place) + sum(by_month.values())
        months_of.update(later.get(place, {}))
        for month in sorted(months_of, reverse=True):
            rest -= months_of[month]
            if rest < 0:
                raise MonthEndFloorError(place[0], month, from_fen(rest))
    own, postings = {PAYABLE, B_PAYMENT}, batch.postings
    if not (own.isdisjoint(postings.debit) and own.isdisjoint(postings.credit)):
        owed = [each for each in batch.entries if own & {each.debit, each.credit}]
        require_cover(owed, left)


def _standing(write: Writing, batch: Batch) -> Left:
    """Tell what accounts have left before the batch, of its projects alone.

    Asked once for all of them, not for each posting.
    """
    now = balances.by_source(write)
    named = {no for no in batch.postings.project_no if no is not None}
    of_projects = balances.balances_of(write, named)

    def left(
        key: AccountKey, project_no: ProjectNo | None, source: SourceKey | None
    ) -> int:
        of = t.NO_SOURCE if source is None else source
        if project_no is None:
            return now.get((key, of), 0)
        return of_projects.get((project_no, key, of), 0)

    return left


def _pairs(batch: Batch, months: Sequence[Month]) -> Iterator[Pair]:
    """Sum the batch's postings by accounts, project and month."""
    postings = batch.postings
    sums: dict[_Pair, int] = defaultdict(int)
    of = zip(
        postings.debit,
        postings.credit,
        postings.project_no,
        postings.debit_source,
        postings.credit_source,
        _of_postings(batch, months),
        strict=True,
    )
    for pair, fen in zip(of, postings.fen, strict=True):
        sums[pair] += fen
    return (Pair(*pair, fen) for pair, fen in sums.items())


def _moved(
    pairs: Iterable[Pair], floored: dict[AccountKey, AccountRow]
) -> dict[Place, dict[Month, int]]:
    """Sum what moved on accounts with a floor, by month, in 分."""
    moved: dict[Place, dict[Month, int]] = defaultdict(lambda: defaultdict(int))
    for debit, credit, project_no, debit_source, credit_source, month, fen in pairs:
        for key, source, side in (
            (debit, debit_source, Side.DEBIT),
            (credit, credit_source, Side.CREDIT),
        ):
            row = floored.get(key)
            if row is None:
                continue
            own = fen if row.side is side else -fen
            moved[key, None, source][month] += own
            if project_no is not None and row.by_project is not ByProject.NO:
                moved[key, project_no, source][month] += own
    return moved
