"""What a deed would do, with everything that is needed to show and to confirm it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from fundledger.domain.ids import DisbursementNo, ProjectNo
from fundledger.tui.shell.case_facts import CaseFact, about_of, facts_of
from fundledger.tui.shell.gestures import IRREVERSIBLE, PAYS_OUT

if TYPE_CHECKING:
    from fundledger.inputs.doing import Foreseen
    from fundledger.queries.funds import AccountCode
    from fundledger.store.reading import Books
    from fundledger.tui.shell.drafts import Draft


class Facts(NamedTuple):
    """What a confirmation shows beside the vouchers, and asks to be typed."""

    code: str = ""
    """The code of what ends, where the deed cannot be taken back."""
    paid_fen: int | None = None
    """What leaves the bank, in 分."""
    grave: bool = False
    """Whether that is above the fund's setting."""
    account: str = ""
    """The number of the payee's account."""


class Seen(NamedTuple):
    """A preview with everything that is needed to show and to confirm it."""

    foreseen: "Foreseen"
    facts: Facts
    accounts: "Mapping[Any, AccountCode]"
    projects: Mapping[int, str]
    """Codes and titles of the projects that are posted to."""
    about: tuple[CaseFact, ...] = ()
    """What the case is about, as it stands before the deed."""


class Confirming(NamedTuple):
    """A deed that is to be confirmed: what was typed, and what it would do."""

    title: str
    """To translate."""
    draft: "Draft"
    values: Mapping[str, Any]
    seen: Seen
    fields: tuple[tuple[str, str], ...]
    """Labels to translate, and what was typed."""
    cosigns: bool = False
    """Whether it is signed beside the first of two."""


def essence(seen: Seen) -> object:
    """Give what is confirmed: the lines of the vouchers, whatever their numbers."""
    shown = seen.foreseen.shown
    names = ("debit", "credit", "fen", "debit_red", "credit_red", "project_no")
    return (
        shown.refusal is None,
        [tuple(row[name] for name in names) for row in shown.rows("posting")],
        [(row["on_date"], row["summary"]) for row in shown.rows("voucher")],
        seen.facts,
        seen.about,
    )


def seen_of(
    books: "Books", deed: str, values: Mapping[str, Any], foreseen: "Foreseen"
) -> Seen:
    """Gather what a confirmation shows of a preview."""
    from fundledger.inputs.forms import form_of  # noqa: PLC0415 - the registry
    from fundledger.queries import projects, trial  # noqa: PLC0415 - SQL

    vouchers = list(foreseen.shown.rows("voucher"))
    nos = {row["project_no"] for row in foreseen.shown.rows("posting")} - {None}
    touched = [projects.project(books, ProjectNo(no)) for no in sorted(nos)]
    last = trial.last_day(books)
    year = int(vouchers[0]["on_date"][:4]) if vouchers else last.year if last else 0
    return Seen(
        foreseen,
        _facts(books, deed, values, foreseen),
        trial.labels(books, year) if year else {},
        {each.no: f"{each.code} {each.title}" for each in touched if each is not None},
        facts_of(books, about_of(form_of(deed), values)),
    )


def _facts(
    books: "Books", deed: str, values: Mapping[str, Any], foreseen: "Foreseen"
) -> Facts:
    code = _code(books, values) if deed in IRREVERSIBLE else ""
    if deed not in PAYS_OUT or foreseen.shown.refusal is not None:
        return Facts(code)
    from fundledger.domain.money import to_fen  # noqa: PLC0415
    from fundledger.queries import disbursements, funds, places  # noqa: PLC0415 - SQL
    from fundledger.queries.settings import settings  # noqa: PLC0415 - SQL

    banks = {each.account for each in funds.bank_accounts(books)}
    paid = sum(
        row["fen"] for row in foreseen.shown.rows("posting") if row["credit"] in banks
    )
    grave = paid >= to_fen(settings(books).approver_agrees_above)
    number = values.get("disbursement_no")
    of = number and disbursements.disbursement(books, DisbursementNo(int(number)))
    payee = places.payee(books, of.payee_no) if of else None
    if payee is None:
        return Facts(code, paid, grave)
    return Facts(code, paid, grave, payee.number)


def _code(books: "Books", values: Mapping[str, Any]) -> str:
    """Tell by which code people know what a deed ends."""
    from fundledger.queries import projects  # noqa: PLC0415 - SQL

    if "project_no" in values:
        project = projects.project(books, ProjectNo(int(values["project_no"])))
        return "" if project is None else project.code
    named = ("month", "year", "recovery_no")
    return next((str(values[name]) for name in named if name in values), "")
