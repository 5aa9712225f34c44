"""Agreements of the lists of every kind of thing, and of each thing whole."""

import json
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from fundledger.queries import nouns as listing
from fundledger.reports import nouns, things
from tests.independent import lines
from tests.independent.cases import NOTHING, files, rows_of
from tests.independent.comparing import Cells, Moment, Pair, agrees, cells
from tests.independent.raw import Row, by_key

Amounts = Callable[[Moment, Row], tuple[Any, ...]]


def _columns(*names: str) -> Amounts:
    return lambda _asked, row: tuple(row[name] for name in names)


def _of_project(moment: Moment, row: Row) -> tuple[Any, ...]:
    f = moment.funds.get(row["no"], NOTHING)
    of = rows_of(moment, "application", row["no"])
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
        "calendar_year": ("calendar_year", "", _NO_AMOUNT),
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
        "notice": ("notice", "published_fen", _columns("published_fen")),
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
    for _, no in files(moment):
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
        text = json.loads(row["rules"])
        listed = [_movement(each, text["movements"]) for each in text["movements"]]
        columns = "rule debit debit_of credit credit_of red"
        yield Pair("rules", cells(report, "rules", columns), listed)
        beside = [(rule, " ".join(others)) for rule, others in text["beside"].items()]
        yield Pair("beside", cells(report, "beside", "rule beside"), beside)
        days = (row["accountant_on"], row["supervisor_on"])
        columns = "rules_edition adopted accountant_on supervisor_on"
        reported = cells(report, "adoption", columns)
        yield Pair("signed", reported, [(row["edition"], True, *days)])


def _movement(movement: Row, every: list[Row]) -> tuple[Any, ...]:
    """Write a movement; sources where its rule moves money between two of them."""
    apart = any(
        "other" in (each["debit_of"], each["credit_of"])
        for each in every
        if each["rule"] == movement["rule"]
    )
    whose = [movement[f"{side}_of"] if apart else None for side in SIDES]
    red = " ".join(side for side in SIDES if movement[f"{side}_red"]) or None
    debit, credit = (" ".join(movement[side]) for side in SIDES)
    return movement["rule"], debit, whose[0], credit, whose[1], red


SIDES: Final = ("debit", "credit")
