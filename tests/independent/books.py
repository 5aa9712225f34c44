"""Agreements of the books: balances, the general ledger, sources of funds."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import product
from typing import Any, Final

from fundledger.domain.chart import Book
from fundledger.domain.ids import AccountKey, Month, ProjectNo
from fundledger.domain.vouchers import CountedVouchers
from fundledger.queries import trial
from fundledger.reports import (
    balances,
    general_ledger,
    sources,
)
from tests.independent import lines
from tests.independent import sources as computed
from tests.independent.comparing import Cells, Moment, Pair, agrees, cells
from tests.independent.lines import Line
from tests.independent.raw import by_key

BOOKS: Final = (Book.MONEY, Book.BUDGET, None)


def _year(moment: Moment) -> int | None:
    last = moment.day or lines.last_day(moment.tables)
    return int(last[:4]) if last else None


def accounts(moment: Moment) -> dict[str, dict[str, Any]]:
    return {row["key"]: row for row in moment.rows("account")}


# --- Balances -----------------------------------------------------------------------


@agrees("balances.standing", takes_a_day=True)
def _standing(moment: Moment) -> Iterator[Pair]:
    year, known = _year(moment), accounts(moment)
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
            some = counted_lines(moment, counted)
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


def counted_lines(moment: Moment, counted: CountedVouchers) -> list[Line]:
    if counted is CountedVouchers.ALL:
        return moment.lines
    return lines.reviewed(moment.tables, moment.lines)


@agrees("balances.of_month")
def _of_month(moment: Moment) -> Iterator[Pair]:
    controls = {row["control"] for row in moment.rows("account")}
    for month, counted in product(months_of(moment)[-3:], CountedVouchers):
        some = _before(moment, month)
        if counted is CountedVouchers.REVIEWED:
            some = lines.reviewed(moment.tables, some)
        every = {e for e in accounts(moment) if e not in controls}
        rows = trial.month_balances(moment.books, Month(month), counted)
        report = balances.of_month(
            moment.books, rows, moment.basis, Month(month), counted
        )
        end = lines.month_end(month)
        expected = _trial_rows(moment, some, f"{month}-01", end, leaves=every)
        yield Pair(f"{month} {counted}", _trial(report), expected)


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
    known, chart = accounts(moment), lines.chart(moment.tables, int(last[:4]))
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


def stands_on(side: str, fen: int) -> str:
    """Tell on which side a balance stands."""
    debit, credit = _by_side(side, fen)
    return "debit" if debit else "credit" if credit else "even"


def opening(moment: Moment, month: str) -> str:
    """Name a book's first row: January of a later year takes over from the last."""
    first = min(row["year"] for row in moment.rows("fund_year"))
    later = month.endswith("-01") and int(month[:4]) > first
    return "new_year" if later else "brought"


# --- The general ledger -------------------------------------------------------------


@agrees("general_ledger.ledger", takes_a_day=True)
def _general_ledger(moment: Moment) -> Iterator[Pair]:
    last = moment.day or lines.last_day(moment.tables)
    if last is None:
        return
    names = "book account row month date debit_fen credit_fen standing balance_fen"
    for first in sorted({f"{last[:4]}-01", last[:7]}):
        for counted, level in product(CountedVouchers, (1, None)):
            rows = _ledger(moment, counted_lines(moment, counted), first, level)
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
    known, chart = accounts(moment), lines.chart(moment.tables, int(first[:4]))
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
        at = (stands_on(side, begun), begun)
        begins = opening(moment, first)
        rows.append((book, key, begins, first, f"{first}-01", None, None, *at))
        for month in sorted({e.month for e in of[key] if e.month >= first}):
            so_far = [each for each in of[key] if each.month <= month]
            year = [each for each in so_far if each.month >= f"{first[:4]}-01"]
            within = [each for each in so_far if each.month == month]
            at = (stands_on(side, own(so_far)), own(so_far))
            on = min(lines.month_end(month), end)
            for kind, turned in (("month", within), ("year", year)):
                sums = lines.turned(turned)
                rows.append((book, key, kind, month, on, *sums, *at))
    return rows


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


@agrees("sources.one_source", takes_a_day=True)
def _one_source(moment: Moment) -> Iterator[Pair]:
    of = computed.of_projects(moment.tables, moment.day)
    names = [each.name.removesuffix("_fen") for each in sources.ONE[2:]]
    for key, amounts in moment.uses.items():
        report = sources.one_source(moment.books, moment.basis, key)
        assert report is not None
        for table, shown in (("flows", FLOWS), ("standing", PLACES)):
            rows = [tuple(amounts[name] for name in shown)]
            yield Pair(f"{key} {table}", cells(report, table, _fen(shown)), rows)
        rows = [
            (no, *(of[no, source][name] for name in names))
            for no, source in of
            if source == key
        ]
        reported = cells(report, "projects", f"project_no {_fen(names)}")
        yield Pair(f"{key} projects", reported, rows)
