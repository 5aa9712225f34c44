"""Agreements of projects and their cases."""

from collections.abc import Iterator, Mapping
from typing import Final

from fundledger.domain.ids import ProjectNo
from fundledger.queries.measures import all_project_funds
from fundledger.queries.projects import EVERYTHING
from fundledger.queries.projects import projects as find_projects
from fundledger.reports import project, projects
from fundledger.reports.project_file import ProjectFile
from fundledger.reports.report import Report
from fundledger.tui.screens.projects.project import find
from tests.independent import lines
from tests.independent import sources as computed
from tests.independent.comparing import Cells, Moment, Pair, agrees, cells
from tests.independent.projects import Funds, by_cases, homes, standing
from tests.independent.raw import Row, by_key

NOTHING: Final = Funds()

# --- The list of projects -----------------------------------------------------------

_PROJECT: Final = (
    "no code title community_key subdistrict_key state approved_fen decided_fen"
    " spent_fen gross_paid_fen paid_fen returned_fen"
)


@agrees("projects.projects", takes_a_day=True)
def _projects(moment: Moment) -> Iterator[Pair]:
    report = projects.projects(moment.books, moment.basis, EVERYTHING)
    yield Pair("all", cells(report, "projects", _PROJECT), _project_rows(moment))


@agrees("projects.listed")
def _projects_listed(moment: Moment) -> Iterator[Pair]:
    funds = all_project_funds(moment.books)
    some = [e for e in find_projects(moment.books) if e.no in funds]
    report = projects.listed([(each, funds[each.no]) for each in some], moment.basis)
    rows = [row for row in _project_rows(moment) if row[0] in moment.funds]
    yield Pair("all", cells(report, "projects", _PROJECT), rows)


def _project_rows(moment: Moment) -> Cells:
    stood, at_home = standing(moment.tables, moment.day), homes(moment.tables)
    codes = by_key(moment.rows("project"), "no")
    return [
        (
            *(no, codes[no]["code"], stood[no].title),
            *(at_home[no].community, at_home[no].subdistrict, stood[no].state),
            *(f.approved, f.decided, f.spent, f["gross"], f.paid, f.returned),
        )
        for no in sorted(stood)
        for f in (moment.funds.get(no, NOTHING),)
    ]


# --- One project whole --------------------------------------------------------------


def files(moment: Moment) -> Iterator[tuple[ProjectFile, int]]:
    """Take some projects: spread over all, those that live most, or are reimbursed."""
    numbers = sorted(row["no"] for row in moment.rows("project"))
    busiest = sorted(moment.funds, key=lambda no: len(moment.funds[no]))[-3:]
    back = [e["project_no"] for e in moment.rows("disbursement") if e["claim_no"]]
    some = {*numbers[:: max(1, len(numbers) // 5)], *busiest, *back[:2]}
    for no in sorted(some):
        file = find(ProjectNo(no), moment.books)
        assert file is not None
        yield file, no


def rows_of(moment: Moment, table: str, no: int) -> list[Row]:
    rows = [row for row in moment.rows(table) if row["project_no"] == no]
    return sorted(rows, key=lambda row: row["no"])


@agrees("project.money")
def _money(moment: Moment) -> Iterator[Pair]:
    of = computed.of_projects(moment.tables, None)
    for file, no in files(moment):
        report = project.money(file, moment.basis)
        f = moment.funds.get(no, NOTHING)
        paid_before = f["brought_disbursed"]
        before = f["brought_budget"] + paid_before
        amounts = [
            *(f["established"], f["supplements"], -f["cuts"], before),
            *(f.approved, f["committed"], f["payment"], f.paid, f["lapsed"]),
            *(f.approved, f["gross"], -f["bounced"], paid_before, f.paid),
            *(f.spent, -f["payable"], f["refunded"], f["recovered"]),
            *(f["recoverable"], f["advance"], f["written_off"], f.paid),
            *_claimed(moment, no, f.spent),
        ]
        reported = [fen for (fen,) in cells(report, "measures", "fen")]
        yield Pair(f"{no}", reported, amounts)
        paid = [
            (e["no"], e["state"], e["fen"]) for e in rows_of(moment, "disbursement", no)
        ]
        reported = cells(report, "disbursements", "disbursement_no state fen")
        yield Pair(f"{no} paid", reported, paid)
        yield _of_sources(of, no, report)


def _of_sources(
    of: Mapping[tuple[int, str], computed.Amounts], no: int, report: Report
) -> Pair:
    """Tell what a project has of each source, by key: its order is not computed."""
    names = [
        *("approved", "reserved", "committed", "payment", "disbursed", "spent"),
        *("advance", "recoverable", "payable"),
    ]
    rows = [
        (source, *(of[own, source][name] for name in names))
        for own, source in of
        if own == no
    ]
    columns = " ".join(["source", *(f"{name}_fen" for name in names)])
    return Pair(f"{no} sources", sorted(cells(report, "sources", columns)), rows)


def _claimed(moment: Moment, no: int, spent: int) -> list[int]:
    """Go from what was claimed to what was spent."""
    claims = rows_of(moment, "claim", no)
    decided = [each for each in claims if each["admitted_fen"] is not None]
    claimed = sum(each["claimed_fen"] for each in claims)
    admitted = sum(each["admitted_fen"] for each in decided)
    rejected = sum(e["claimed_fen"] for e in claims if e["state"] == "rejected")
    at_once = sum(each["claimed_fen"] for each in decided) - admitted
    waiting = claimed - rejected - at_once - admitted
    later = sum(_lost_later(moment, [each["no"] for each in claims]).values())
    rest = spent - (admitted - later)
    return [claimed, -waiting, -rejected, -at_once, -later, rest, spent]


def _lost_later(moment: Moment, claim_nos: list[int]) -> dict[int, int]:
    """Sum what receipts of some claims lost after their cost was booked, by line."""
    vouchers = by_key(moment.rows("voucher"), "no")
    receipts = by_key(moment.rows("receipt"), "no")
    lost: dict[int, int] = {}
    for row in moment.rows("recovery"):
        receipt = receipts.get(row["receipt_no"])
        before = vouchers[row["voucher_no"]]["rule"] == "disallowed_before_booking"
        if receipt and receipt["claim_no"] in claim_nos and not before:
            lost[receipt["line"]] = lost.get(receipt["line"], 0) + row["fen"]
    return lost


@agrees("project.overview")
def _overview(moment: Moment) -> Iterator[Pair]:
    for file, no in files(moment):
        report = project.overview(file, moment.basis)
        columns = "line requested_fen approved_fen spent_fen"
        yield Pair(f"{no}", cells(report, "budget", columns), _budget(moment, no))


def _budget(moment: Moment, no: int) -> Cells:
    """Give the lines of what was approved last, or else of what is moment for now."""
    approvals = rows_of(moment, "approval", no)
    row = by_key(moment.rows("project"), "no")[no]
    version = approvals[-1]["version"] if approvals else row["version"]
    of = [e for e in rows_of(moment, "application", no) if e["version"] == version]
    requested = {
        each["line"]: each["requested_fen"]
        for each in moment.rows("budget_line")
        if each["application_no"] == of[0]["no"]
    }
    if not approvals:
        return [(line, fen, None, None) for line, fen in sorted(requested.items())]
    granted = {
        each["line"]: each["approved_fen"]
        for each in moment.rows("approval_line")
        if each["approval_no"] == approvals[-1]["no"]
    }
    for each in rows_of(moment, "amendment", no):
        if each["voucher_no"] is not None:
            granted[each["line"]] += each["change_fen"]
    spent = _line_spends(moment, no)
    return [
        (line, requested[line], fen, spent.get(line, 0))
        for line, fen in sorted(granted.items())
    ]


def _line_spends(moment: Moment, no: int) -> dict[int, int]:
    """Sum what was admitted by line, without payments declined and what was lost."""
    declined = {
        row["claim_no"]
        for row in moment.rows("disbursement")
        if row["state"] == "declined"
    }
    claims = [
        each["no"]
        for each in rows_of(moment, "claim", no)
        if each["state"] == "admitted" and each["no"] not in declined
    ]
    admitted = by_key(moment.rows("admission"), "receipt_no")
    spent: dict[int, int] = {}
    for row in moment.rows("receipt"):
        if row["claim_no"] in claims and row["no"] in admitted:
            fen = admitted[row["no"]]["admitted_fen"]
            spent[row["line"]] = spent.get(row["line"], 0) + fen
    for line, fen in _lost_later(moment, claims).items():
        spent[line] -= fen
    return spent


_STORED: Final = {"on": "on_date", "notice_until": "ends_on"}
"""Columns of tables that reports call otherwise."""


@agrees("project.review")
def _review(moment: Moment) -> Iterator[Pair]:
    parts = {
        "opinions": ("review", "on stage recommended_fen"),
        "decisions": ("approval", "on approved_fen"),
        "notices": ("notice", "published_on notice_until published_fen reason"),
        "amendments": ("amendment", "on line change_fen"),
        "objections": ("objection", "on answer answered_on"),
    }
    for file, no in files(moment):
        report = project.review(file, moment.basis)
        for part, (table, columns) in parts.items():
            names = [_STORED.get(e, e) for e in columns.split()]
            rows = [
                tuple(e[name] for name in names) for e in rows_of(moment, table, no)
            ]
            reported = cells(report, part, columns)
            yield Pair(
                f"{no} {part}", sorted(reported, key=repr), sorted(rows, key=repr)
            )


@agrees("project.vouchers")
def _vouchers(moment: Moment) -> Iterator[Pair]:
    for file, no in files(moment):
        report = project.vouchers(file, moment.basis)
        own = {each.voucher_no for each in moment.all_lines if each.project_no == no}
        some = [each for each in moment.all_lines if each.voucher_no in own]
        some.sort(key=lambda e: (e.month, e.voucher_no, *lines.in_order(e)[3:]))
        rows = [
            (e.voucher, e.on, e.kind, e.project_no, e.source, e.debit, e.credit, e.seq)
            for e in some
        ]
        columns = "voucher on kind project_no source debit_fen credit_fen seq"
        yield Pair(f"{no}", cells(report, "vouchers", columns), rows)


@agrees("project.log")
def _log(moment: Moment) -> Iterator[Pair]:
    for file, no in files(moment):
        rows = [
            (e["on_date"], e["action"], e["actor"], e["role"], e["to_state"])
            for e in rows_of(moment, "step", no)
        ]
        report = project.log(file, moment.basis)
        reported = cells(report, "steps", "on action actor role state")
        yield Pair(f"{no}", reported, rows)


def cases_apart(moment: Moment) -> list[str]:
    """Tell where a project's cases and its postings say different things."""
    return [
        f"{no}: {reported} is {booked}"
        for no, reported in by_cases(moment.tables).items()
        for f in (moment.funds.get(no, NOTHING),)
        for booked in (
            {
                "paid": f.paid - f["brought_disbursed"],
                "refunded": f["refunded"],
                "recovered": f["recovered"],
                "amended": f["supplements"] - f["cuts"],
            },
        )
        if reported != booked
    ]
