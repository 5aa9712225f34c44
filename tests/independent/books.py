"""Agreements of the books: balances, journal, registers, banks, checks, the first page.

Where a report has no day of its own it is moment of all there is.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import groupby, product
from operator import attrgetter
from typing import Any, Final

from fundledger.domain.chart import Book
from fundledger.domain.ids import AccountKey, Month, ProjectNo, VoucherNo
from fundledger.domain.vouchers import CountedVouchers
from fundledger.queries import trial, vouchers
from fundledger.queries.account_pages import Order, Span
from fundledger.queries.register import Part
from fundledger.reports import (
    account_pages,
    balances,
    general_ledger,
    journal,
    sources,
    voucher_forms,
)
from tests.independent import lines
from tests.independent import sources as computed
from tests.independent.comparing import Cells, Moment, Pair, agrees, cells
from tests.independent.lines import Line
from tests.independent.raw import by_key

BOOKS: Final = (Book.MONEY, Book.BUDGET, None)
SIGNED: Final = ("chief", "posted", "cashier", "reviewed", "prepared")
"""The parts that a printed voucher names the signers of."""


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
        day = date.fromisoformat(since) if since else None
        for counted, book in product(CountedVouchers, BOOKS):
            some = _counted(moment, counted)
            rows = _trial_rows(moment, some, since or f"{last[:4]}-01-01", last)
            for level in (None, 1):
                report = balances.turnover(
                    moment.books, moment.basis, day, book, level, counted
                )
                shown = [
                    row
                    for row in rows
                    if book in (None, row[2]) and (level is None or row[3] <= level)
                ]
                what = f"{book} {level} {counted} since {since}"
                yield Pair(what, _trial(report), shown)


def _counted(moment: Moment, counted: CountedVouchers) -> list[Line]:
    if counted is CountedVouchers.ALL:
        return moment.lines
    return lines.reviewed(moment.tables, moment.lines)


@agrees("balances.of_month")
def _of_month(moment: Moment) -> Iterator[Pair]:
    controls = {row["control"] for row in moment.rows("account")}
    for month in months_of(moment)[-3:]:
        some = _before(moment, month)
        every = {e for e in _accounts(moment) if e not in controls}
        rows = trial.month_balances(moment.books, Month(month))
        report = balances.of_month(moment.books, rows, moment.basis, Month(month))
        end = lines.month_end(month)
        expected = _trial_rows(moment, some, f"{month}-01", end, leaves=every)
        yield Pair(month, _trial(report), expected)


def _before(moment: Moment, month: str) -> list[Line]:
    return [each for each in moment.all_lines if each.month <= month]


def months_of(moment: Moment) -> list[str]:
    return sorted({row["month"] for row in moment.rows("voucher")})


_TRIAL: Final = (
    "account code book account_level opening_fen debit_fen credit_fen closing_fen"
    " year_debit_fen year_credit_fen opening_debit_fen opening_credit_fen"
    " closing_debit_fen closing_credit_fen"
)


def _trial(report: Any) -> Cells:  # noqa: ANN401 - a report
    return cells(report, "accounts", _TRIAL)


def _trial_rows(
    moment: Moment,
    some: list[Line],
    since: str,
    last: str,
    leaves: Collection[str] | None = None,
) -> Cells:
    """Give a row of each account that moved, and of those that it lies under.

    With `leaves`, give those alone, whether they moved or not.
    """
    known, chart = _accounts(moment), lines.chart(moment.tables, int(last[:4]))
    moved = lines.trial(some, since)
    of_year = [each for each in some if each.on >= f"{last[:4]}-01-01"]
    sums: dict[str, list[int]] = {key: [0] * 6 for key in leaves or ()}
    for key, (opening, *columns, closing) in moved.items():
        year = lines.turned(each for each in of_year if each.account == key)
        for above in chart.above(key) if leaves is None else [key]:
            sign = chart.sign(key, above)
            more = (sign * opening, *columns, sign * closing, *year)
            now = sums.get(above, [0] * 6)
            sums[above] = [one + other for one, other in zip(now, more, strict=True)]
    return [
        (
            *(key, chart.code(key), known[key]["book"]),
            1 if leaves is not None else chart.level(key),
            *sums[key],
            *_by_side(known[key]["side"], sums[key][0]),
            *_by_side(known[key]["side"], sums[key][3]),
        )
        for key in sorted(sums, key=chart.printed)
    ]


def _by_side(side: str, fen: int) -> tuple[int, ...]:
    """Set a balance in the column of the side where it stands."""
    debit = fen if side == "debit" else -fen
    return max(debit, 0), max(-debit, 0)


def _stands(side: str, fen: int) -> str:
    """Tell on which side a balance stands."""
    debit, credit = _by_side(side, fen)
    return "debit" if debit else "credit" if credit else "even"


# --- The general ledger -------------------------------------------------------------


@agrees("general_ledger.ledger", takes_a_day=True)
def _general_ledger(moment: Moment) -> Iterator[Pair]:
    last = moment.day or lines.last_day(moment.tables)
    if last is None:
        return
    names = "book account row month date debit_fen credit_fen standing balance_fen"
    for first in sorted({f"{last[:4]}-01", last[:7]}):
        for counted, level in product(CountedVouchers, (1, None)):
            rows = _ledger(moment, _counted(moment, counted), first, level)
            for book in BOOKS:
                report = general_ledger.ledger(
                    moment.books,
                    moment.basis,
                    Month(first),
                    book=book,
                    level=level,
                    counted=counted,
                )
                shown = [row for row in rows if book in (None, row[0])]
                what = f"{book} {level} {counted} from {first}"
                yield Pair(what, cells(report, "rows", names), shown)
        one = _ledger(moment, moment.lines, first, None)
        report = general_ledger.ledger(
            moment.books, moment.basis, Month(first), account=AccountKey("bank.main")
        )
        shown = [row for row in one if row[1] == "bank.main"]
        yield Pair(f"bank.main from {first}", cells(report, "rows", names), shown)


def _ledger(moment: Moment, some: list[Line], first: str, level: int | None) -> Cells:
    """Sum up each account and those above it, month by month, in one year."""
    end = min(moment.day or "9999-12-31", f"{first[:4]}-12-31")
    known, chart = _accounts(moment), lines.chart(moment.tables, int(first[:4]))
    of: dict[str, list[Line]] = {}
    for each in lines.until(some, end):
        for above in chart.above(each.account):
            of.setdefault(above, []).append(each)
    rows: Cells = []
    for key in sorted(of, key=chart.printed):
        if level is not None and chart.level(key) > level:
            continue
        book, side = known[key]["book"], known[key]["side"]

        def own(some: list[Line], side: str = side) -> int:
            debit = sum(each.debit - each.credit for each in some)
            return debit if side == "debit" else -debit

        begun = own([each for each in of[key] if each.month < first])
        at = (_stands(side, begun), begun)
        rows.append((book, key, "brought", first, f"{first}-01", None, None, *at))
        for month in sorted({e.month for e in of[key] if e.month >= first}):
            so_far = [each for each in of[key] if each.month <= month]
            year = [each for each in so_far if each.month >= f"{first[:4]}-01"]
            within = [each for each in so_far if each.month == month]
            at = (_stands(side, own(so_far)), own(so_far))
            on = min(lines.month_end(month), end)
            for kind, turned in (("month", within), ("year", year)):
                sums = lines.turned(turned)
                rows.append((book, key, kind, month, on, *sums, *at))
    return rows


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
    by_day, some = order is Order.DAY, _counted(moment, counted)
    side = _accounts(moment)[key]["side"]
    own = [e for e in some if key in (e.account, e.control)]
    balance = sum(each.own for each in own if each.month < month)
    rows: Cells = []

    def put(kind: str, on: str, sums: tuple[int | None, int | None]) -> None:
        at = (_stands(side, balance), balance)
        rows.append((kind, on, None, kind, None, None, *sums, *at))

    put("brought", f"{month}-01", (None, None))
    begun = {row["month"] for row in moment.rows("voucher") if row["month"] > month}
    last, before = (moment.day or "9999-12-31"), month
    for of in sorted({month, *(each for each in begun if each <= last[:7])}):
        if of[:4] != before[:4]:
            put("new_year", f"{of[:4]}-01-01", (None, None))
        before = of
        within = [each for each in own if each.month == of]
        if by_day:
            within.sort(key=attrgetter("on"))
        for on, of_day in groupby(within, attrgetter("on")):
            day = list(of_day)
            for each in day:
                balance += each.own
                named = (each.voucher, each.summary, each.counter, each.project_no)
                at = (_stands(side, balance), balance)
                rows.append(("line", on, *named, each.debit, each.credit, *at))
            if by_day:
                put("day", on, lines.turned(day))
        if within:
            year = [e for e in own if e.month[:4] == of[:4] and e.month <= of]
            end = min(lines.month_end(of), last)
            put("month", end, lines.turned(within))
            put("year", end, lines.turned(year))
    return rows


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


# --- Sources of funds ---------------------------------------------------------------

FLOWS: Final = (
    *("brought", "received", "interest", "given_back", "spent", "running", "lost"),
    *("moved_in", "moved_out", "worth"),
)
PLACES: Final = (
    *("free", "reserved", "committed", "payment", "advance", "recoverable"),
    *("payable", "gap", "worth"),
)
OF_PROJECT: Final = (
    *("approved", "brought", "reserved", "committed", "payment", "paid", "returned"),
    *("disbursed", "lapsed", "borne", "spent", "lost", "moved_in", "moved_out"),
    *("advance", "recoverable", "payable"),
)


def _fen(names: Iterable[str]) -> str:
    return " ".join(f"{name}_fen" for name in names)


@agrees("sources.sources_and_uses", takes_a_day=True)
def _sources(moment: Moment) -> Iterator[Pair]:
    report = sources.sources_and_uses(moment.books, moment.basis)
    known = by_key(moment.rows("funding_source"), "key")
    for table, names in (("sources", FLOWS), ("standing", PLACES)):
        rows = [
            (key, known[key]["name"], *(of[name] for name in names))
            for key, of in moment.uses.items()
        ]
        columns = f"source source_name {_fen(names)}"
        yield Pair(table, cells(report, table, columns), rows)
    kinds = [(key, bool(known[key]["restricted"])) for key in moment.uses]
    yield Pair("kinds", cells(report, "sources", "source restricted"), kinds)


@agrees("sources.of_projects", takes_a_day=True)
def _sources_of_projects(moment: Moment) -> Iterator[Pair]:
    of = computed.of_projects(moment.tables, moment.day)
    rows = [(*key, *(of[key][name] for name in OF_PROJECT)) for key in of]
    columns = f"project_no source {_fen(OF_PROJECT)}"
    report = sources.of_projects(moment.books, moment.basis)
    yield Pair("all", cells(report, "projects", columns), rows)
    for no in sorted({no for no, _ in of})[-1:]:
        report = sources.of_projects(moment.books, moment.basis, ProjectNo(no))
        own = [row for row in rows if row[0] == no]
        yield Pair(f"{no}", cells(report, "projects", columns), own)
