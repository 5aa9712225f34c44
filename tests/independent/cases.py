"""Agreements of projects and their cases, and of the lists of every kind of thing."""

import json
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from fundledger.domain.ids import ProjectNo
from fundledger.queries import nouns as listing
from fundledger.queries.measures import all_project_funds
from fundledger.queries.projects import EVERYTHING
from fundledger.queries.projects import projects as find_projects
from fundledger.reports import nouns, project, projects, things
from fundledger.reports.project_file import ProjectFile
from fundledger.tui.screens.projects.project import find
from tests.independent import lines
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


def _files(moment: Moment) -> Iterator[tuple[ProjectFile, int]]:
    """Take some projects: spread over all, those that live most, or are reimbursed."""
    numbers = sorted(row["no"] for row in moment.rows("project"))
    busiest = sorted(moment.funds, key=lambda no: len(moment.funds[no]))[-3:]
    back = [e["project_no"] for e in moment.rows("disbursement") if e["claim_no"]]
    some = {*numbers[:: max(1, len(numbers) // 5)], *busiest, *back[:2]}
    for no in sorted(some):
        file = find(ProjectNo(no), moment.books)
        assert file is not None
        yield file, no


def _of(moment: Moment, table: str, no: int) -> list[Row]:
    rows = [row for row in moment.rows(table) if row["project_no"] == no]
    return sorted(rows, key=lambda row: row["no"])


@agrees("project.money")
def _money(moment: Moment) -> Iterator[Pair]:
    for file, no in _files(moment):
        report = project.money(file, moment.basis)
        f = moment.funds.get(no, NOTHING)
        granted = f.approved + f["brought_budget"]
        brought = f["brought_out"] - f["brought_payable"]
        amounts = [
            *(f["established"], f["supplements"], -f["cuts"], f["brought_budget"]),
            *(granted, f["committed"], f["payment"], f.paid, f["lapsed"], granted),
            *(f["gross"], -f["bounced"], f.paid),
            *(f.spent, -f["payable"], f["refunded"], f["recovered"]),
            *(f["recoverable"], f["advance"], f["written_off"], -brought, f.paid),
            *_claimed(moment, no, f.spent),
        ]
        reported = [fen for (fen,) in cells(report, "measures", "fen")]
        yield Pair(f"{no}", reported, amounts)
        paid = [
            (e["no"], e["state"], e["fen"]) for e in _of(moment, "disbursement", no)
        ]
        reported = cells(report, "disbursements", "disbursement_no state fen")
        yield Pair(f"{no} paid", reported, paid)


def _claimed(moment: Moment, no: int, spent: int) -> list[int]:
    """Go from what was claimed to what was spent."""
    claims = _of(moment, "claim", no)
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
    for file, no in _files(moment):
        report = project.overview(file, moment.basis)
        columns = "line requested_fen approved_fen spent_fen"
        yield Pair(f"{no}", cells(report, "budget", columns), _budget(moment, no))


def _budget(moment: Moment, no: int) -> Cells:
    """Give the lines of what was approved last, or else of what is moment for now."""
    approvals = _of(moment, "approval", no)
    row = by_key(moment.rows("project"), "no")[no]
    version = approvals[-1]["version"] if approvals else row["version"]
    of = [e for e in _of(moment, "application", no) if e["version"] == version]
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
    for each in _of(moment, "amendment", no):
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
        for each in _of(moment, "claim", no)
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


@agrees("project.review")
def _review(moment: Moment) -> Iterator[Pair]:
    parts = {
        "opinions": ("review", "on stage recommended_fen"),
        "decisions": ("approval", "on approved_fen notice_until"),
        "amendments": ("amendment", "on line change_fen"),
        "objections": ("objection", "on answer answered_on"),
    }
    for file, no in _files(moment):
        report = project.review(file, moment.basis)
        for part, (table, columns) in parts.items():
            names = ["on_date" if e == "on" else e for e in columns.split()]
            rows = [tuple(e[name] for name in names) for e in _of(moment, table, no)]
            reported = cells(report, part, columns)
            yield Pair(
                f"{no} {part}", sorted(reported, key=repr), sorted(rows, key=repr)
            )


@agrees("project.vouchers")
def _vouchers(moment: Moment) -> Iterator[Pair]:
    for file, no in _files(moment):
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
    for file, no in _files(moment):
        rows = [
            (e["on_date"], e["action"], e["actor"], e["role"], e["to_state"])
            for e in _of(moment, "step", no)
        ]
        report = project.log(file, moment.basis)
        reported = cells(report, "steps", "on action actor role state")
        yield Pair(f"{no}", reported, rows)


# --- Lists of every kind ------------------------------------------------------------

Amounts = Callable[[Moment, Row], tuple[Any, ...]]


def _columns(*names: str) -> Amounts:
    return lambda _asked, row: tuple(row[name] for name in names)


def _of_project(moment: Moment, row: Row) -> tuple[Any, ...]:
    f = moment.funds.get(row["no"], NOTHING)
    of = _of(moment, "application", row["no"])
    (requested,) = [e for e in of if e["version"] == row["version"]]
    stands = (f["advance"], f["payable"], f["recoverable"])
    asks = requested["requested_fen"]
    return (asks, f.approved, f.paid, f.spent, f.returned, *stands)


def _of_receipt(moment: Moment, row: Row) -> tuple[Any, ...]:
    admitted = by_key(moment.rows("admission"), "receipt_no").get(row["no"])
    return row["claimed_fen"], admitted and admitted["admitted_fen"]


def _of_account(moment: Moment, row: Row) -> tuple[Any, ...]:
    return (
        lines.balances(moment.lines).get(
            row["account_key"] if "account_key" in row else row["key"], 0
        ),
    )


def _of_source(moment: Moment, row: Row) -> tuple[Any, ...]:
    of = moment.uses.get(row["key"], {})
    return row["key"], *(of.get(name, 0) for name in ("free", "gap", "worth"))


def _of_voucher(moment: Moment, row: Row) -> tuple[Any, ...]:
    own = [each for each in moment.all_lines if each.voucher_no == row["no"]]
    return sum(each.debit for each in own), sum(each.credit for each in own)


_NO_AMOUNT: Final = _columns()
_MEASURED: Final = (
    "approved_fen paid_fen spent_fen returned_fen advance_fen payable_fen"
    " recoverable_fen"
)
LISTS: Final[Mapping[str, tuple[str, str, Amounts]]] = MappingProxyType(
    {
        "person": ("person", "", _NO_AMOUNT),
        "role_grant": ("role_grant", "", _NO_AMOUNT),
        "interest": ("interest", "", _NO_AMOUNT),
        "setting": ("setting", "", _NO_AMOUNT),
        "holiday": ("holiday", "", _NO_AMOUNT),
        "community": ("community", "", _NO_AMOUNT),
        "payee": ("payee", "", _NO_AMOUNT),
        "round": ("round", "cap_fen", _columns("cap_fen")),
        "project": (
            "project",
            f"requested_fen {_MEASURED}",
            _of_project,
        ),
        "application": ("application", "requested_fen", _columns("requested_fen")),
        "review": ("review", "recommended_fen", _columns("recommended_fen")),
        "approval": ("approval", "granted_fen", _columns("approved_fen")),
        "objection": ("objection", "", _NO_AMOUNT),
        "amendment": ("amendment", "change_fen", _columns("change_fen")),
        "disbursement": ("disbursement", "amount_fen", _columns("fen")),
        "claim": (
            "claim",
            "claimed_fen admitted_fen",
            _columns("claimed_fen", "admitted_fen"),
        ),
        "receipt": ("receipt", "claimed_fen admitted_fen", _of_receipt),
        "recovery": (
            "recovery",
            "source bearer amount_fen recovered_fen",
            _columns("source", "bearer", "fen", "recovered_fen"),
        ),
        "refund": ("refund", "amount_fen", _columns("fen")),
        "step": ("step", "", _NO_AMOUNT),
        "funding": (
            "funding",
            "source amount_fen returned_fen",
            _columns("source", "fen", "returned_fen"),
        ),
        "source": (
            "funding_source",
            "source free_fen gap_fen net_assets_fen",
            _of_source,
        ),
        "return": (
            "money_return",
            "return_no source amount_fen state",
            _columns("no", "source", "fen", "state"),
        ),
        "running_cost": (
            "running_cost",
            "running_cost_no source account amount_fen",
            _columns("no", "source", "account", "fen"),
        ),
        "transfer": (
            "transfer",
            "transfer_no from_bank to_bank amount_fen",
            _columns("no", "from_bank", "to_bank", "fen"),
        ),
        "cosignature": (
            "cosignature",
            "cosignature_no deed role on_date",
            _columns("no", "deed", "role", "on_date"),
        ),
        "handover": (
            "handover",
            "handover_no role on_date state",
            _columns("no", "role", "on_date", "state"),
        ),
        "adoption": ("adoption", "rules_edition", _columns("edition")),
        "bank_account": ("bank_account", "balance_fen", _of_account),
        "account": ("account", "balance_fen", _of_account),
        "voucher": ("voucher", "debit_fen credit_fen", _of_voucher),
        "signature": ("signature", "", _NO_AMOUNT),
        "month": ("period", "", _NO_AMOUNT),
        "published": ("published", "", _NO_AMOUNT),
        "attachment": ("attachment", "", _NO_AMOUNT),
        "record": ("record", "", _NO_AMOUNT),
        "refusal": ("record", "", _NO_AMOUNT),
    }
)
"""Of each kind that is listed: its table, its amounts, and whence they come."""


@agrees("nouns.listing")
def _lists(moment: Moment) -> Iterator[Pair]:
    for noun, of in listing.NOUNS.items():
        table, columns, amounts = LISTS[noun]
        report = nouns.listing(moment.books, moment.basis, of)
        refused = noun == "refusal"
        rows = [
            amounts(moment, row)
            for row in moment.rows(table)
            if not refused or row["outcome"] == "refused"
        ]
        reported = cells(report, noun, columns)
        yield Pair(noun, _sorted(reported), _sorted(rows))


@agrees("nouns.whole", "things.whole")
def _whole(moment: Moment) -> Iterator[Pair]:
    """Give a project's accounts, and a voucher's lines, as parts of them."""
    of_projects = lines.project_balances(moment.tables, moment.all_lines)
    for _, no in _files(moment):
        report = things.whole(
            moment.books, moment.basis, listing.listed("project"), str(no)
        )
        assert report is not None
        stands = [
            (k, src, fen) for (of, k, src), fen in of_projects.items() if of == no
        ]
        if stands:
            reported = cells(report, "project_balance", "account source balance_fen")
            yield Pair(f"project {no}", _sorted(reported), _sorted(stands))
    last = moment.all_lines[-1].voucher_no if moment.all_lines else 0
    report = things.whole(moment.books, moment.basis, listing.listed("voucher"), last)
    if report is not None:
        own = [e for e in moment.all_lines if e.voucher_no == last]
        rows = [(e.account, e.source, e.debit, e.credit) for e in own]
        reported = cells(report, "line", "account source debit_fen credit_fen")
        yield Pair(f"voucher {last}", _sorted(reported), _sorted(rows))


def _sorted(rows: Cells) -> Cells:
    return sorted(rows, key=repr)


@agrees("handovers.handover_list")
def _handovers(moment: Moment) -> Iterator[Pair]:
    """Give what was open when work was handed over, and who signed."""
    of = listing.listed("handover")
    for handover in moment.rows("handover"):
        no = handover["no"]
        report = things.whole(moment.books, moment.basis, of, no)
        assert report is not None
        items = sorted(
            (e["item"], e["kind"], e["key"], e["size"], e["fen"])
            for e in moment.rows("handover_item")
            if e["handover_no"] == no
        )
        reported = cells(report, "items", "item_no kind item_key how_many amount_fen")
        yield Pair(f"{no} items", reported, items)
        signed = [
            (e["part"], e["on_date"])
            for e in moment.rows("handover_signature")
            if e["handover_no"] == no
        ]
        days = [e for e in cells(report, "signatures", "part on_date") if e[1]]
        yield Pair(f"{no} signed", sorted(days), sorted(signed))


@agrees("adoptions.rules_edition")
def _editions(moment: Moment) -> Iterator[Pair]:
    """Give the rules that a fund keeps, movement by movement, and who signed them."""
    of = listing.listed("adoption")
    for row in moment.rows("adoption"):
        report = things.whole(moment.books, moment.basis, of, row["edition"])
        assert report is not None
        rules = [
            (
                *(each["rule"], " ".join(each["debit"]), " ".join(each["credit"])),
                " ".join(e for e in ("debit", "credit") if each[f"{e}_red"]) or None,
            )
            for each in json.loads(row["rules"])
        ]
        yield Pair("rules", cells(report, "rules", "rule debit credit red"), rules)
        signed = {
            e["role"]: e["on_date"]
            for e in moment.rows("adoption_signature")
            if e["edition"] == row["edition"]
        }
        days = tuple(signed.get(role) for role in ("accountant", "supervisor"))
        columns = "rules_edition adopted accountant_on supervisor_on"
        reported = cells(report, "adoption", columns)
        yield Pair("signed", reported, [(row["edition"], None not in days, *days)])


def cases_apart(moment: Moment) -> list[str]:
    """Tell where a project's cases and its postings say different things."""
    return [
        f"{no}: {reported} is {booked}"
        for no, reported in by_cases(moment.tables).items()
        for f in (moment.funds.get(no, NOTHING),)
        for booked in (
            {
                "paid": f.paid,
                "refunded": f["refunded"],
                "recovered": f["recovered"],
                "amended": f["supplements"] - f["cuts"],
            },
        )
        if reported != booked
    ]
