"""What a form is filled with when it opens: from the books, as people would write it.

One small function for a deed and its field, or for a field wherever it stands. A
default is only a proposal: what is handed in is read like anything typed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final

from fundledger.domain.editions import RULES_EDITION
from fundledger.domain.fen import format_fen
from fundledger.domain.ids import (
    ClaimNo,
    FundingNo,
    Login,
    ProjectNo,
    RecoveryNo,
    ReturnNo,
)
from fundledger.domain.people import ScopeKind
from fundledger.domain.rights import holds_on
from fundledger.i18n.nouns import Noun
from fundledger.inputs.forms import DeedForm
from fundledger.inputs.offered import bank_of_return, left_to_return, only
from fundledger.queries import (
    applications,
    claims,
    funds,
    measures,
    people,
    projects,
    recoveries,
    sources,
)
from fundledger.store.reading import Books

MENDING: Final = timedelta(days=14)
"""How long a returned application is given where nothing else is said."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """For what a default is wanted: open books, the business date, the case."""

    books: Books
    on: date
    case: int = 0
    """The number of the project, claim or recovery that the form is opened for."""
    actor: Login | None = None
    """Who fills the form, where that is known."""


@dataclass(frozen=True, slots=True)
class Default:
    """How a field is filled, and which field must name the case for that."""

    of: Callable[[Occasion], Any]
    case: str | None = None


def _requested_lines(of: Occasion) -> dict[str, str]:
    """Propose to approve every budget line as it was requested."""
    project = projects.project(of.books, ProjectNo(of.case))
    if project is None:
        return {}
    lines = applications.budget_lines(of.books, project.no, project.version)
    return {str(each.line): format_fen(each.requested_fen) for each in lines}


def _content(of: Occasion) -> dict[str, Any] | None:
    """Begin from the version that stands."""
    versions = applications.versions(of.books, ProjectNo(of.case))
    if not versions:
        return None
    last = versions[-1]
    lines = applications.budget_lines(of.books, ProjectNo(of.case), last.version)
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


def _receipts_admitted(of: Occasion) -> list[dict[str, Any]]:
    """Propose to admit every receipt in full."""
    return [
        {"receipt_no": str(each.no), "amount": format_fen(each.claimed_fen)}
        for each in claims.receipts(of.books, ClaimNo(of.case))
    ]


def _receipts_again(of: Occasion) -> list[dict[str, Any]]:
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
        for each in claims.receipts(of.books, ClaimNo(of.case))
    ]


def _to_be_paid(of: Occasion) -> str | None:
    """Propose what is established and not asked for yet."""
    left = measures.project_funds(of.books, ProjectNo(of.case)).committed
    return format_fen(left) if left > 0 else None


def _to_come_back(of: Occasion) -> str | None:
    """Propose what is still to be recovered."""
    recovery = recoveries.recovery(of.books, RecoveryNo(of.case))
    return (
        None if recovery is None else format_fen(recovery.fen - recovery.recovered_fen)
    )


def _only_transfer(of: Occasion) -> str | None:
    """Propose the transfer that is on its way, where there is one."""
    return only(of.books, "receive_transfer", "transfer_no", Noun.TRANSFER)


def _only_return(of: Occasion) -> str | None:
    """Propose the return that is to be paid, where there is one."""
    return only(of.books, "pay_money_return", "return_no", Noun.RETURN)


def _bank_of_return(of: Occasion) -> str | None:
    """Propose the account where the money that goes back lies."""
    return bank_of_return(of.books, ReturnNo(of.case)) or _only_bank(of)


def _left_to_return(of: Occasion) -> str | None:
    """Propose what is left of what was received."""
    return left_to_return(of.books, FundingNo(of.case))


def _first_source(of: Occasion) -> str | None:
    """Propose the source that pays for a project first."""
    order = sources.order(of.books, ProjectNo(of.case))
    return order[0] if order else None


def _only_bank(of: Occasion) -> str | None:
    """Propose the bank account, where the fund has one."""
    accounts = funds.bank_accounts(of.books)
    return accounts[0].key if len(accounts) == 1 else None


def _month_to_close(of: Occasion) -> str | None:
    """Propose the earliest month that is open."""
    months = [each for each in funds.periods(of.books) if not each.closed]
    return str(months[0].key) if months else None


def _open_round(of: Occasion) -> str | None:
    """Propose the round that is open on the day, where there is one."""
    open_now = [
        str(each.by.key)
        for each in funds.rounds(of.books)
        if each.by.opens_on <= of.on <= each.by.closes_on
    ]
    return open_now[0] if len(open_now) == 1 else None


def _own_community(of: Occasion) -> str | None:
    """Propose the community of the one who fills the form, where they have one."""
    if of.actor is None:
        return None
    own = {
        each.scope.key
        for each in people.grants(of.books, of.actor)
        if each.scope.kind is ScopeKind.COMMUNITY and holds_on(each, of.on)
    }
    return own.pop() if len(own) == 1 else None


def _rules(_of: Occasion) -> str:
    """Propose the edition that this program books by."""
    return str(RULES_EDITION)


def _until_mended(of: Occasion) -> str:
    return (of.on + MENDING).isoformat()


def _today(of: Occasion) -> str:
    return of.on.isoformat()


OF_DEEDS: Final[Mapping[tuple[str, str], Default]] = MappingProxyType(
    {
        ("approve_project", "lines"): Default(_requested_lines, "project_no"),
        ("revise_application", "content"): Default(_content, "project_no"),
        ("admit_claim", "admitted"): Default(_receipts_admitted, "claim_no"),
        ("redraft_claim", "receipts"): Default(_receipts_again, "claim_no"),
        ("resubmit_claim", "receipts"): Default(_receipts_again, "claim_no"),
        ("request_disbursement", "amount"): Default(_to_be_paid, "project_no"),
        ("receive_recovery", "amount"): Default(_to_come_back, "recovery_no"),
        ("close_month", "month"): Default(_month_to_close),
        ("release_net_assets", "month"): Default(_month_to_close),
        ("receive_transfer", "transfer_no"): Default(_only_transfer),
        ("pay_money_return", "return_no"): Default(_only_return),
        ("pay_money_return", "bank"): Default(_bank_of_return, "return_no"),
        ("decide_money_return", "amount"): Default(_left_to_return, "funding_no"),
        ("re_source_project", "from_source"): Default(_first_source, "project_no"),
        ("adopt_rules", "rules_edition"): Default(_rules),
        ("return_application", "due_on"): Default(_until_mended),
        ("prepare_vouchers", "until"): Default(_today),
        ("countersign_vouchers", "until"): Default(_today),
        ("review_vouchers", "until"): Default(_today),
        ("post_vouchers", "until"): Default(_today),
        ("endorse_vouchers", "until"): Default(_today),
        ("record_published_figure", "as_of"): Default(_today),
        ("start_notice", "published_on"): Default(_today),
        ("start_supplement_notice", "published_on"): Default(_today),
        ("store_attachment", "community_key"): Default(_own_community),
    }
)
"""By deed and field."""

OF_FIELDS: Final[Mapping[str, Default]] = MappingProxyType(
    {
        "bank": Default(_only_bank),
        "round_key": Default(_open_round),
        "community_key": Default(_own_community),
    }
)
"""By field, wherever it must be given and names something of the books."""


def defaults(
    books: Books,
    form: DeedForm,
    given: Mapping[str, Any],
    on: date,
    actor: Login | None = None,
) -> dict[str, Any]:
    """Fill a form as far as the books can: fields that are given stay as they are."""
    filled = dict(given)
    for name, each in form.fields.items():
        default = OF_DEEDS.get((form.name, name))
        if default is None and each.required and each.noun is not None:
            default = OF_FIELDS.get(name)
        if default is None or name in filled:
            continue
        if default.case is None:
            filled[name] = default.of(Occasion(books, on, actor=actor))
        elif default.case in filled and filled[default.case] is not None:
            case = int(filled[default.case])
            filled[name] = default.of(Occasion(books, on, case, actor))
    return {name: value for name, value in filled.items() if value is not None}
