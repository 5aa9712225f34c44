"""Agreements of the fund: vouchers, months, banks, the first page, checks, figures."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from fundledger.checks.reconciliation import reconcile
from fundledger.checks.registry import run_checks
from fundledger.domain.chart import Book
from fundledger.domain.ids import Month
from fundledger.domain.publishing import Figure
from fundledger.queries import bank_days, funds, people, trial
from fundledger.queries import glance as glances
from fundledger.queries import journal as journals
from fundledger.queries import vouchers as months
from fundledger.queries.control import ControlTotals
from fundledger.reports import checks, glance
from fundledger.reports import vouchers as reports
from fundledger.reports.reconciliation import (
    MEASURES,
    behind_figure,
    reconciliation,
    with_checks,
)
from fundledger.reports.report import Report
from tests.independent import lines, projects, statements
from tests.independent.books import months_of
from tests.independent.comparing import Moment, Pair, agrees, cells

PARTS: Final = frozenset({"prepared", "reviewed", "posted", "chief"})
"""Who signs every 记."""
WITH_BANK: Final = PARTS | {"cashier"}
"""Who signs one that moves a bank account."""
SHOWN: Final = ("prepared", "reviewed")
"""The parts whose signers a list of vouchers names."""


# --- Vouchers, months and banks -----------------------------------------------------


@agrees("vouchers.listed")
def _vouchers(moment: Moment) -> Iterator[Pair]:
    persons = {str(each.login): each.name for each in people.people(moment.books)}
    signed = {
        (e["voucher_no"], e["part"]): e["login"] for e in moment.rows("signature")
    }
    debits = lines.sums(moment.all_lines, lambda e: e.voucher_no, lambda e: e.debit)
    for month in months_of(moment)[-2:]:
        listed = journals.vouchers(moment.books, month=Month(month), series=Book.MONEY)
        summed = months.totals(moment.books, [each.no for each in listed])
        report = reports.listed(listed, summed, moment.basis, Month(month), persons)
        of = [e for e in moment.rows("voucher") if e["month"] == month]
        rows = [
            (
                *(e["number"], e["on_date"], e["kind"], debits[e["no"]]),
                *(persons.get(signed.get((e["no"], part), "")) for part in SHOWN),
            )
            for e in sorted(of, key=lambda e: e["number"])
            if e["series"] == "money"
        ]
        names = "number date kind fen prepared_by reviewed_by"
        yield Pair(month, cells(report, "vouchers", names), rows)


@agrees("vouchers.months")
def _periods(moment: Moment) -> Iterator[Pair]:
    shut = {row["year"] for row in moment.rows("fund_year") if row["closed"]}
    signed: dict[int, set[str]] = {}
    for each in moment.rows("signature"):
        signed.setdefault(each["voucher_no"], set()).add(each["part"])
    moves = {e.voucher_no for e in moment.all_lines if e.control == "bank"}
    money = [e for e in moment.rows("voucher") if e["series"] == "money"]

    def unsigned(month: str) -> int:
        of = [e["no"] for e in money if e["month"] == month]
        needed = {no: WITH_BANK if no in moves else PARTS for no in of}
        return sum(not needed[no] <= signed.get(no, set()) for no in of)

    rows = [
        (
            row["key"],
            bool(row["closed"] or row["year"] in shut),
            sum(each["month"] == row["key"] for each in money),
            0 if row["closed"] else unsigned(row["key"]),
        )
        for row in sorted(moment.rows("period"), key=lambda row: row["key"])
    ]
    report = reports.months(months.months(moment.books), moment.basis)
    (table,) = report.tables
    yield Pair("all", cells(report, table.name, "month closed vouchers unsigned"), rows)


_BANK: Final = "key opening_fen debit_fen credit_fen closing_fen"


@agrees("vouchers.banks")
def _banks(moment: Moment) -> Iterator[Pair]:
    accounts = funds.bank_accounts(moment.books)
    for month in months_of(moment)[-2:]:
        rows = {e.key: e for e in trial.month_balances(moment.books, Month(month))}
        pairs = [(each, rows[each.account]) for each in accounts]
        report = reports.banks(pairs, moment.basis, Month(month))
        last = lines.month_end(month)
        reported = sorted(cells(report, "banks", _BANK))
        moved = statements.banks(moment.tables, f"{month}-01", last)
        yield Pair(month, reported, sorted((key, *row) for key, row in moved.items()))


@agrees("vouchers.banks_on", takes_a_day=True)
def _banks_on(moment: Moment) -> Iterator[Pair]:
    day = moment.day or lines.last_day(moment.tables)
    if day is None:
        return
    on = date.fromisoformat(day)
    report = reports.banks_on(bank_days.bank_days(moment.books, on), moment.basis, on)
    moved = statements.banks(moment.tables, day, day)
    reported = sorted(cells(report, "banks", _BANK))
    yield Pair(day, reported, sorted((key, *row) for key, row in moved.items()))


# --- The fund -----------------------------------------------------------------------


@agrees("glance.glance", takes_a_day=True)
def _glance(moment: Moment) -> Iterator[Pair]:
    listed = glances.glance(moment.books, moment.as_of)
    parts = glance.Parts(
        listed,
        glances.spending_by_month(moment.books, moment.as_of),
        glances.spending_by_community(moment.books, moment.as_of),
        glances.free_by_source(moment.books, moment.as_of),
    )
    report = glance.glance(parts, moment.basis)
    amounts = statements.at_a_glance(moment.tables, moment.day)
    names = [*glance.STAGES, *glance.MONEY]
    shown = [fen for (fen,) in cells(report, "amounts", "fen")]
    yield Pair("amounts", shown, [amounts[name] for name in names])
    monthly = statements.spending(moment.lines, lambda each: each.month)
    yield Pair(
        "months", cells(report, "months", "month spent_fen"), sorted(monthly.items())
    )
    at_home = projects.homes(moment.tables)
    spent = statements.spending(
        moment.lines, lambda each: at_home[each.project_no or 0].community
    )
    places = _communities(moment)
    rows = [(name, spent.get(key, 0)) for _, key, name in places]
    reported = cells(report, "communities", "community spent_fen")
    yield Pair("communities", reported, rows)
    free = {key: of["free"] - of["gap"] for key, of in moment.uses.items()}
    reported = [row for row in cells(report, "sources", "source free_fen") if row[1]]
    yield Pair("sources", reported, [(key, fen) for key, fen in free.items() if fen])


def _communities(moment: Moment) -> list[tuple[str, str, str]]:
    return sorted(
        (row["subdistrict_key"], row["key"], row["name"])
        for row in moment.rows("community")
    )


@agrees("checks.checks", takes_a_day=True)
def _checks(moment: Moment) -> Iterator[Pair]:
    """Hold the lights to identities computed anew: both find something, or neither.

    What is amber is something, too.
    """
    wrong = statements.apart(moment.tables, moment.day)
    results = run_checks(moment.books, moment.as_of, only=[*wrong])
    report = checks.checks(results, moment.basis)
    passed = sorted(
        (e, at == "pass") for e, at in cells(report, "checks", "check light")
    )
    lights = [(e, not pairs) for e, pairs in wrong.items()]
    yield Pair("lights", passed, sorted(lights))


@agrees("reconciliation.reconciliation", "reconciliation.with_checks", takes_a_day=True)
def _reconciliation(moment: Moment) -> Iterator[Pair]:

    reconciled = reconcile(moment.books, moment.as_of)
    totals = projects.totals(moment.tables, moment.day)
    figures = [tuple(each) for each in projects.figures(moment.tables, moment.day)]
    names = (
        "level key name communities projects approved_fen spent_fen gross_paid_fen"
        " paid_fen"
    )
    whole = reconciliation(reconciled, moment.basis, projects=True)
    yield Pair("totals", cells(whole, "totals", names), [tuple(e) for e in totals])
    lit = with_checks(reconciled, [], moment.basis)
    places = [tuple(each) for each in totals if each.level != "project"]
    yield Pair("places", cells(lit, "totals", names), places)
    for report in (whole, lit):
        reported = cells(report, "figures", "figure as_of booked difference met")
        yield Pair("figures", reported, figures)
    yield from _behind(moment, reconciled.totals, totals[0])


def _behind(
    moment: Moment, totals: ControlTotals, fund: projects.Total
) -> Iterator[Pair]:
    """Count, or sum up, the rows that stand behind each figure."""
    for figure, measured in MEASURES.items():
        table = behind_figure(totals, figure)
        report = Report("behind", "", moment.basis, [table])
        amount = cells(report, "behind", measured.field or "key")
        computed = {
            Figure.COMMUNITIES: fund.communities,
            Figure.PROJECTS_REVIEWED: fund.projects,
            Figure.APPROVED: fund.approved,
            Figure.SPENT: fund.spent,
            Figure.PAID: fund.paid,
        }[figure]
        summed = sum(e for (e,) in amount) if measured.field else len(amount)
        yield Pair(figure, [summed], [computed])
