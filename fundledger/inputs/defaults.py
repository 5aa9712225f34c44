"""What a form is filled with when it opens: from the books, as people would write it.

One small function for a deed and its field, or for a field wherever it stands. A
default is only a proposal: what is handed in is read like anything typed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final

from fundledger.domain.ids import ClaimNo, ProjectNo, RecoveryNo
from fundledger.domain.money import format_fen
from fundledger.inputs.forms import DeedForm
from fundledger.queries import (
    applications,
    claims,
    funds,
    measures,
    projects,
    recoveries,
)
from fundledger.store.reading import Books

MENDING: Final = timedelta(days=14)
"""How long a returned application is given where nothing else is said."""


@dataclass(frozen=True, slots=True)
class Asked:
    """For what a default is wanted: open books, what is given, the business date."""

    books: Books
    given: Mapping[str, Any]
    on: date


Default = Callable[[Asked], Any]


def _project_no(of: Asked) -> ProjectNo:
    return ProjectNo(int(of.given["project_no"]))


def _requested_lines(of: Asked) -> dict[str, str]:
    """Propose to approve every budget line as it was requested."""
    project = projects.project(of.books, _project_no(of))
    if project is None:
        return {}
    lines = applications.budget_lines(of.books, project.no, project.version)
    return {str(each.line): format_fen(each.requested_fen) for each in lines}


def _content(of: Asked) -> dict[str, Any] | None:
    """Begin from the version that stands."""
    versions = applications.versions(of.books, _project_no(of))
    if not versions:
        return None
    last = versions[-1]
    lines = applications.budget_lines(of.books, _project_no(of), last.version)
    return {
        "title": last.title,
        "purpose": last.purpose,
        "starts_on": last.starts_on.isoformat(),
        "ends_on": last.ends_on.isoformat(),
        "requested": format_fen(last.requested_fen),
        "lines": [
            {
                "line": str(each.line),
                "kind": str(each.kind),
                "description": each.description,
                "requested": format_fen(each.requested_fen),
            }
            for each in lines
        ],
    }


def _receipts_admitted(of: Asked) -> list[dict[str, Any]]:
    """Propose to admit every receipt in full."""
    return [
        {"receipt_no": str(each.no), "amount": format_fen(each.claimed_fen)}
        for each in claims.receipts(of.books, ClaimNo(int(of.given["claim_no"])))
    ]


def _receipts_again(of: Asked) -> list[dict[str, Any]]:
    """Begin from the receipts that were handed in."""
    return [
        {
            "line": str(each.line),
            "kind": str(each.kind),
            "number": each.number,
            "seller": each.seller,
            "issued_on": each.issued_on.isoformat(),
            "amount": format_fen(each.claimed_fen),
            "attachment_sha256": each.attachment_sha256,
        }
        for each in claims.receipts(of.books, ClaimNo(int(of.given["claim_no"])))
    ]


def _to_be_paid(of: Asked) -> str | None:
    """Propose what is established and not asked for yet."""
    no = _project_no(of)
    left = measures.project_funds(of.books, no).committed
    return format_fen(left) if left > 0 else None


def _to_come_back(of: Asked) -> str | None:
    """Propose what is still to be recovered."""
    recovery = recoveries.recovery(of.books, RecoveryNo(int(of.given["recovery_no"])))
    return (
        None if recovery is None else format_fen(recovery.fen - recovery.recovered_fen)
    )


def _only_bank(of: Asked) -> str | None:
    """Propose the bank account, where the fund has one."""
    accounts = funds.bank_accounts(of.books)
    return accounts[0].key if len(accounts) == 1 else None


def _month_to_close(of: Asked) -> str | None:
    """Propose the earliest month that is open."""
    months = [each for each in funds.periods(of.books) if not each.closed]
    return str(months[0].key) if months else None


def _open_round(of: Asked) -> str | None:
    """Propose the round that is open on the day, where there is one."""
    open_now = [
        str(each.by.key)
        for each in funds.rounds(of.books)
        if each.by.opens_on <= of.on <= each.by.closes_on
    ]
    return open_now[0] if len(open_now) == 1 else None


def _until_mended(of: Asked) -> str:
    return (of.on + MENDING).isoformat()


OF_DEEDS: Final[Mapping[tuple[str, str], Default]] = MappingProxyType(
    {
        ("approve_project", "lines"): _requested_lines,
        ("revise_application", "content"): _content,
        ("admit_claim", "admitted"): _receipts_admitted,
        ("redraft_claim", "receipts"): _receipts_again,
        ("resubmit_claim", "receipts"): _receipts_again,
        ("request_disbursement", "amount"): _to_be_paid,
        ("receive_recovery", "amount"): _to_come_back,
        ("close_month", "month"): _month_to_close,
        ("return_application", "due_on"): _until_mended,
        ("review_vouchers", "until"): lambda of: of.on.isoformat(),
        ("record_published_figure", "as_of"): lambda of: of.on.isoformat(),
    }
)
"""By deed and field."""

OF_FIELDS: Final[Mapping[str, Default]] = MappingProxyType(
    {"bank": _only_bank, "round_key": _open_round}
)
"""By field, wherever it must be given and names something of the books."""


def defaults(
    books: Books, form: DeedForm, given: Mapping[str, Any], on: date
) -> dict[str, Any]:
    """Fill a form as far as the books can: fields that are given stay as they are."""
    of = Asked(books, given, on)
    filled = dict(given)
    for name, each in form.fields.items():
        default = OF_DEEDS.get((form.name, name))
        if default is None and each.required and each.noun is not None:
            default = OF_FIELDS.get(name)
        if default is not None and name not in filled:
            value = default(of)
            if value is not None:
                filled[name] = value
    return filled
