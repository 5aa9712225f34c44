"""Agreements of what is printed line by line: journal, vouchers, account pages."""

from collections.abc import Collection, Iterator
from itertools import groupby, product
from operator import attrgetter
from typing import Any, Final

from fundledger.domain.ids import AccountKey, Month, ProjectNo, VoucherNo
from fundledger.domain.vouchers import CountedVouchers
from fundledger.queries import vouchers
from fundledger.queries.account_pages import Order, Span
from fundledger.queries.register import Part
from fundledger.reports import (
    account_pages,
    journal,
    voucher_forms,
)
from tests.independent import lines
from tests.independent.books import (
    BOOKS,
    accounts,
    counted_lines,
    months_of,
    opening,
    stands_on,
)
from tests.independent.comparing import Cells, Moment, Pair, agrees, cells
from tests.independent.lines import Line

SIGNED: Final = ("chief", "posted", "cashier", "reviewed", "prepared")
"""The parts that a printed voucher names the signers of."""

# --- The journal --------------------------------------------------------------------

_LINE: Final = (
    "series month number date kind summary book account code name_zh"
    " project_no source debit_fen credit_fen seq"
)


def _line(moment: Moment, line: Line) -> tuple[Any, ...]:
    named = moment.named.of(line.account, int(line.on[:4]))
    assert named is not None, line
    return (
        *(line.series, line.month, line.number, line.on, line.kind, line.summary),
        *(line.book, line.account, *named[:2], line.project_no),
        *(line.source, line.debit, line.credit, line.seq),
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


@agrees("voucher_forms.forms")
def _forms(moment: Moment) -> Iterator[Pair]:
    """Print some vouchers: lines that are alike are one, debits come before credits."""
    for no in _some(moment.rows("voucher"), 5):
        listed = vouchers.to_print(moment.books, no=VoucherNo(no))
        report = voucher_forms.forms(moment.books, moment.basis, listed)
        printed = _printed([each for each in moment.all_lines if each.voucher_no == no])
        rows = [(key, project, *fen) for (*_, key, _, project), fen in printed]
        columns = "account project_no debit_fen credit_fen"
        yield Pair(f"{no} lines", cells(report, "lines", columns), rows)
        (voucher,) = [e for e in moment.rows("voucher") if e["no"] == no]
        sums = [sum(fen[side] for _, fen in printed) for side in (0, 1)]
        signed = {
            e["part"]: e["login"]
            for e in moment.rows("signature")
            if e["voucher_no"] == no
        }
        of = (voucher["series"], voucher["month"], voucher["number"])
        row = (*of, *sums, *(signed.get(part) for part in SIGNED))
        names = " ".join(f"{part}_by" for part in SIGNED)
        columns = f"series month number debit_fen credit_fen {names}"
        yield Pair(f"{no}", cells(report, "vouchers", columns), [row])
        forms = [row[-2:] for block in report.blocks for row in block.table.rows]
        on_form = [(debit or None, credit or None) for _, (debit, credit) in printed]
        yield Pair(f"{no} form", forms, on_form)


def _printed(some: list[Line]) -> list[tuple[tuple[Any, ...], list[int]]]:
    """Sum up what is alike: side, red or not, account, source and project."""
    alike: dict[tuple[Any, ...], list[int]] = {}
    for each in some:
        red = each.debit + each.credit < 0
        key = (each.is_credit, red, each.account, each.source, each.project_no)
        sums = alike.setdefault(key, [0, 0])
        sums[0] += each.debit
        sums[1] += each.credit
    return sorted(alike.items(), key=lambda item: item[0][0])


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


SPANS: Final = tuple((order, counted) for order in Order for counted in CountedVouchers)
PAGE: Final = 7
"""So few rows a printed page takes here: many pages end."""
_PAGE: Final = (
    "row date voucher summary counter project_no debit_fen credit_fen standing"
    " balance_fen"
)


@agrees("account_pages.paged", takes_a_day=True)
def _pages(moment: Moment) -> Iterator[Pair]:
    months = months_of(moment)
    begun = [*months[:3:2], *months[-3:-2]] if moment.day is None else months[:1]
    keys = ("bank", "bank.main", "b_free", "programme_cost", "advance")
    for key, month in product(keys if moment.day is None else keys[:1], begun):
        for order, counted in SPANS:
            report = account_pages.paged(
                moment.books,
                moment.basis,
                AccountKey(key),
                Month(month),
                Span(order, moment.as_of, counted),
            )
            rows = _account_pages(moment, key, month, order, counted)
            what = f"{key} {month} {order} {counted}"
            yield Pair(what, cells(report, "lines", _PAGE), rows)


@agrees("account_pages.every_account", takes_a_day=True)
def _printed_pages(moment: Moment) -> Iterator[Pair]:
    """Print several accounts, with the sums carried from page to page."""
    keys = [AccountKey("bank.main"), AccountKey("b_free")]
    for month in months_of(moment)[:1]:
        for order, counted in SPANS[::3]:
            span = Span(order, moment.as_of, counted)
            report = account_pages.every_account(
                moment.books, moment.basis, Month(month), span, keys, page=PAGE
            )
            for key in keys:
                rows = _account_pages(moment, key, month, order, counted)
                what = f"{key} {month} {order} {counted}"
                opening = {e.voucher for e in moment.lines if e.kind == "opening"}
                printed = _in_pages(rows, opening)
                yield Pair(what, cells(report, key, _PAGE), printed)


def _account_pages(
    moment: Moment, key: str, month: str, order: Order, counted: CountedVouchers
) -> Cells:
    """Lay an account out: brought forward, lines, sums of days, months and years."""
    by_day, some = order is Order.DAY, counted_lines(moment, counted)
    side = accounts(moment)[key]["side"]
    own = [e for e in some if key in (e.account, e.control)]
    balance = sum(each.own for each in own if each.month < month)
    rows: Cells = []

    def put(kind: str, on: str, sums: tuple[int | None, int | None]) -> None:
        at = (stands_on(side, balance), balance)
        rows.append((kind, on, None, kind, None, None, *sums, *at))

    put(opening(moment, month), f"{month}-01", (None, None))
    last, before = (moment.day or "9999-12-31"), month
    for of in _months_between(moment, month, last[:7]):
        if of[:4] != before[:4]:
            put("new_year", f"{of[:4]}-01-01", (None, None))
        before = of
        within = [each for each in own if each.month == of]
        if by_day:
            within.sort(key=attrgetter("on"))
        for on, of_day in groupby(within, attrgetter("on")):
            day = list(of_day)
            rows += _lines_of(day, side, balance)
            balance += sum(each.own for each in day)
            if by_day:
                put("day", on, lines.turned(day))
        if within:
            year = [e for e in own if e.month[:4] == of[:4] and e.month <= of]
            end = min(lines.month_end(of), last)
            put("month", end, lines.turned(within))
            put("year", end, lines.turned(year))
    return rows


def _lines_of(some: list[Line], side: str, balance: int) -> Cells:
    """Lay out lines, each with what the account stands at after it."""
    rows: Cells = []
    for each in some:
        balance += each.own
        named = (each.voucher, each.summary, each.counter, each.project_no)
        at = (stands_on(side, balance), balance)
        rows.append(("line", each.on, *named, each.debit, each.credit, *at))
    return rows


def _months_between(moment: Moment, first: str, last: str) -> list[str]:
    """List a month and those after it that have vouchers."""
    return [first, *(each for each in months_of(moment) if first < each <= last)]


def _in_pages(rows: Cells, opening: Collection[str]) -> Cells:
    """Part rows into pages: the last row of one, and the first of the next, carry.

    Both say what was booked since the month began, and the balance 过次页, 承前页.
    """
    printed: Cells = []
    sums, on_page = [0, 0], 0
    for at, row in enumerate(rows):
        if at and on_page == PAGE - 1:
            carried = (*sums, *rows[at - 1][-2:])
            for kind, on in (("to_page", rows[at - 1][1]), ("from_page", row[1])):
                printed.append((kind, on, None, kind, None, None, *carried))
            on_page = 1
        if row[0] == "line" and row[2] not in opening:
            sums = [sums[0] + row[6], sums[1] + row[7]]
        elif row[0] == "year":
            sums = [0, 0]
        printed.append(row)
        on_page += 1
    return printed
