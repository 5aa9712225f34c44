"""Agreements of the books: balances, journal, registers, banks, checks, the first page.

Where a report has no day of its own it is moment of all there is.
"""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from fundledger.domain.chart import Book
from fundledger.domain.ids import AccountKey, Month, ProjectNo, VoucherNo
from fundledger.queries import account_pages as pages
from fundledger.queries import trial
from fundledger.queries.account_pages import Order
from fundledger.queries.register import Part
from fundledger.reports import account_pages, balances, journal
from tests.independent import lines
from tests.independent.comparing import Cells, Moment, Pair, agrees, cells
from tests.independent.lines import Line, Trial

BOOKS: Final = (Book.MONEY, Book.BUDGET, None)
PARTS: Final = frozenset({"prepared", "reviewed", "posted", "chief"})
"""Who signs every 记; the cashier, too, where it moves a bank account."""


def _year(moment: Moment) -> int | None:
    last = moment.day or lines.last_day(moment.tables)
    return int(last[:4]) if last else None


def _accounts(moment: Moment) -> dict[str, dict[str, Any]]:
    return {row["key"]: row for row in moment.rows("account")}


# --- Balances -----------------------------------------------------------------------


@agrees("balances.standing", takes_a_day=True)
def _standing(moment: Moment) -> Iterator[Pair]:
    year, known = _year(moment), _accounts(moment)
    stands = lines.balances(moment.lines)
    for book in BOOKS:
        report = balances.standing(moment.books, moment.basis, book)
        rows = [
            (
                (moment.named.of(key, year or 0) or ("",))[0],
                key,
                known[key]["side"],
                fen,
            )
            for key, fen in stands.items()
            if book in (None, known[key]["book"])
        ]
        reported = cells(report, "accounts", "code account side balance_fen")
        yield Pair(f"{book}", reported, sorted(rows))


@agrees("balances.turnover", takes_a_day=True)
def _turnover(moment: Moment) -> Iterator[Pair]:
    last = moment.day or lines.last_day(moment.tables)
    if last is None:
        return
    for since in (None, f"{last[:7]}-01", last):
        moved = lines.trial(moment.lines, since or f"{last[:4]}-01-01")
        for book in BOOKS:
            day = date.fromisoformat(since) if since else None
            report = balances.turnover(moment.books, moment.basis, day, book)
            rows = _trial_rows(moment, moved, int(last[:4]), book)
            yield Pair(f"{book} since {since}", _trial(report), rows)


@agrees("balances.of_month")
def _of_month(moment: Moment) -> Iterator[Pair]:
    controls = {row["control"] for row in moment.rows("account")}
    for month in months_of(moment)[-3:]:
        moved = lines.trial(_before(moment, month), f"{month}-01")
        every = {
            e: moved.get(e, Trial()) for e in _accounts(moment) if e not in controls
        }
        rows = trial.month_balances(moment.books, Month(month))
        report = balances.of_month(rows, moment.basis, Month(month))
        expected = _trial_rows(moment, every, int(month[:4]), None)
        yield Pair(month, _trial(report), expected)


def _before(moment: Moment, month: str) -> list[Line]:
    return [each for each in moment.all_lines if each.month <= month]


def months_of(moment: Moment) -> list[str]:
    return sorted({row["month"] for row in moment.rows("voucher")})


_TRIAL: Final = "account code book opening_fen debit_fen credit_fen closing_fen"


def _trial(report: Any) -> Cells:  # noqa: ANN401 - a report
    return cells(report, "accounts", _TRIAL)


def _trial_rows(
    moment: Moment, moved: dict[str, Trial], year: int, book: Book | None
) -> Cells:
    known = _accounts(moment)
    rows = [
        (key, (moment.named.of(key, year) or ("",))[0], known[key]["book"], *sums)
        for key, sums in moved.items()
        if book in (None, known[key]["book"])
    ]
    return sorted(rows, key=lambda row: (row[2] == "budget", row[1], row[0]))


# --- The journal --------------------------------------------------------------------

_LINE: Final = (
    "series month number date kind summary book account code name_zh"
    " project_no debit_fen credit_fen seq"
)


def _line(moment: Moment, line: Line) -> tuple[Any, ...]:
    named = moment.named.of(line.account, int(line.on[:4]))
    assert named is not None, line
    return (
        *(line.series, line.month, line.number, line.on, line.kind, line.summary),
        *(line.book, line.account, *named[:2], line.project_no),
        *(line.debit, line.credit, line.seq),
    )


@agrees("journal.journal", takes_a_day=True)
def _journal(moment: Moment) -> Iterator[Pair]:
    some = sorted({each.project_no or 0 for each in moment.lines} - {0})[-1:]
    parts = [Part(series=each) for each in (BOOKS if moment.day is None else BOOKS[:1])]
    parts += [Part(ProjectNo(no)) for no in some]
    for part in parts:
        report = journal.journal(moment.books, moment.basis, part)
        rows = [
            _line(moment, each)
            for each in moment.lines
            if part.series in (None, each.series)
            and part.project_no in (None, each.project_no)
        ]
        yield Pair(f"{part}", cells(report, "lines", _LINE), rows)


@agrees("journal.voucher")
def _voucher(moment: Moment) -> Iterator[Pair]:
    for no in _some(moment.rows("voucher"), 5):
        report = journal.voucher(moment.books, moment.basis, VoucherNo(no))
        rows = [_line(moment, each) for each in moment.lines if each.voucher_no == no]
        yield Pair(f"{no}", cells(report, "lines", _LINE), rows)


def _some(rows: list[dict[str, Any]], count: int) -> list[int]:
    """Take some numbers, spread over all there are, the last among them."""
    numbers = sorted(row["no"] for row in rows)
    return numbers[:: -max(1, len(numbers) // count)]


@agrees("journal.register_of", takes_a_day=True)
def _registers(moment: Moment) -> Iterator[Pair]:
    for key in (*_leaves(moment), "bank", "programme_cost"):
        own = [e for e in moment.lines if key in (e.account, e.control)]
        balance, rows = 0, list[Any]()
        for each in own:
            balance += each.own
            rows.append((*_line(moment, each), balance))
        report = journal.register_of(moment.books, moment.basis, AccountKey(key))
        yield Pair(key, cells(report, "lines", f"{_LINE} balance_fen"), rows)


def _leaves(moment: Moment) -> list[str]:
    """Name accounts that moved: of a past day only those that are cells apart most."""
    moved = sorted({each.account for each in moment.all_lines})
    if moment.day is None:
        return moved
    return [key for key in moved if key in ("advance", "b_free", "bank.main")]


@agrees("account_pages.paged")
def _pages(moment: Moment) -> Iterator[Pair]:
    for key in ("bank", "bank.main", "b_free", "programme_cost"):
        for month in months_of(moment)[:3:2]:
            for order in Order:
                listed = pages.whole_account(
                    moment.books, AccountKey(key), Month(month), order=order
                )
                report = account_pages.paged(
                    listed, moment.basis, AccountKey(key), order
                )
                names = "date voucher summary debit_fen credit_fen balance_fen"
                rows = _account_pages(moment, key, month, by_day=order is Order.DAY)
                what = f"{key} {month} {order}"
                yield Pair(what, cells(report, "lines", names), rows)


def _account_pages(moment: Moment, key: str, month: str, *, by_day: bool) -> Cells:
    """Lay an account out: brought forward, lines, sums of days, months and years."""
    own = [e for e in moment.all_lines if key in (e.account, e.control)]
    balance = sum(each.own for each in own if each.month < month)
    rows: Cells = [(f"{month}-01", None, "brought", 0, 0, balance)]
    later = [each for each in own if each.month >= month]
    for of, grouped in groupby(later, attrgetter("month")):
        some = list(grouped)
        if by_day:
            some.sort(key=attrgetter("on"))
        for on, of_day in groupby(some, attrgetter("on")):
            day = list(of_day)
            for each in day:
                balance += each.own
                cells = (each.debit, each.credit, balance)
                rows.append((each.on, each.voucher, each.summary, *cells))
            if by_day:
                rows.append((on, None, "day", *_turned(day), balance))
        year = [e for e in own if e.month[:4] == of[:4] and e.month <= of]
        end = lines.month_end(of)
        rows.append((end, None, "month", *_turned(some), balance))
        rows.append((end, None, "year", *_turned(year), balance))
    return rows


def _turned(some: list[Line]) -> tuple[int, int]:
    counted = [each for each in some if each.kind != "opening"]
    return sum(e.debit for e in counted), sum(e.credit for e in counted)
