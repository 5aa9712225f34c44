"""Many vouchers in one deed: an earlier journal, before these books have their own.

One audit record holds them all, so everything here goes by column, not by row.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, count, repeat
from typing import Any, TypeVar

from fundledger.commands.cases import WHOLE_FUND
from fundledger.commands.cosigning import Signers, cosigned
from fundledger.commands.deed import deed
from fundledger.commands.posting import (
    MonthEndFloorError,
)
from fundledger.domain.actions import Action
from fundledger.domain.batches import Batch, Halves, decide_batch, kind_of
from fundledger.domain.chart import B_PAYMENT, PAYABLE, Book, ByProject, Side
from fundledger.domain.cosigning import COSIGNED
from fundledger.domain.ids import AccountKey, Month, ProjectNo, SourceKey, VoucherNo
from fundledger.domain.journal import (
    InsufficientError,
    Left,
    NothingToPostError,
    Place,
    require_cover,
)
from fundledger.domain.labels import Count
from fundledger.domain.money import from_fen
from fundledger.domain.openings import OpeningKind, require_unsealed
from fundledger.domain.people import Role
from fundledger.domain.periods import decide_voucher_month, month_of
from fundledger.domain.signatures import SignaturePart, signed_at_once
from fundledger.queries import balances, journal, openings
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
def import_journal(write: Writing, batch: Batch) -> Count | None:
    """Book the vouchers of an earlier journal, and count them.

    An accountant and a supervisor sign the same batch, before these books have a
    voucher of their own; it counts once both have. Floors hold at every month end; the
    database holds the last one. Raises OpeningSealedError, BatchRuleError,
    BatchPostingError, MonthNotOpenError, InsufficientError, MonthEndFloorError,
    PayableUncoveredError, CosignedAlreadyError.
    """
    require_unsealed(openings.brought_in(write), openings.last_voucher(write))
    decide_batch(batch)
    if not len(batch):
        return 0
    return cosigned(write, Action.JOURNAL_IMPORT, partial(_import, write, batch))


def _import(write: Writing, batch: Batch, signed: Signers) -> Count:
    """Write what two have signed; what only one has is tried, as far as it is known.

    Raises NothingToPostError where nobody brings the vouchers.
    """
    last = len(signed) == len(COSIGNED[Action.JOURNAL_IMPORT])
    if not batch.vouchers and last:
        raise NothingToPostError(from_fen(0))
    if not batch.vouchers:
        return len(batch)
    names = {day: month_of(day) for day in set(batch.columns.on)}
    months = [names[day] for day in batch.columns.on]
    for month in sorted(set(months)):
        decide_voucher_month(month, closed=journal.is_closed(write, month))
    _require_floors(write, batch, months)
    if not last:
        return len(batch)
    halves = batch.halves
    first = write.next_no(t.voucher)
    nos = range(first, first + len(halves.voucher))
    _insert_vouchers(write, batch, months, nos)
    _insert_postings(write, batch, nos)
    _sign(write, halves, nos, signed)
    write_opening(write, OpeningKind.JOURNAL, signed, VoucherNo(nos[-1]))
    return len(batch)


def write_opening(
    write: Writing, kind: OpeningKind, signed: Signers, last_no: VoucherNo
) -> None:
    """Write down what was brought in, who signed it, and where its vouchers end."""
    write.insert(
        t.opening,
        no=write.next_no(t.opening),
        kind=kind,
        accountant=signed[Role.ACCOUNTANT],
        supervisor=signed[Role.SUPERVISOR],
        on_date=write.on,
        last_voucher_no=last_no,
    )


def _sign(write: Writing, halves: Halves, nos: range, signed: Signers) -> None:
    """Sign the money vouchers: two people have seen them, and one reviews 复核."""
    pairs = zip(nos, halves.series, strict=True)
    money = [no for no, series in pairs if series is Book.MONEY]
    parts = dict.fromkeys(signed_at_once(write.role, moves_bank=True), write.actor)
    parts[SignaturePart.REVIEWED] = signed[Role.SUPERVISOR]
    columns = {
        "voucher_no": [*chain.from_iterable(repeat(money, len(parts)))],
        "part": [*chain.from_iterable(_same(part, money) for part in parts)],
        "login": [*chain.from_iterable(_same(by, money) for by in parts.values())],
        "on_date": _same(write.on, money * len(parts)),
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
            "kind": _of_halves(halves, [kind_of(rule) for rule in columns.rule]),
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
        has, more = left(*place), sum(by_month.values())
        rest = has + more
        if rest < 0:
            raise InsufficientError(*place, from_fen(has), from_fen(-more))
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
