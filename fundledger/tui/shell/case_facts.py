"""Facts of the case that a deed is about: whose money, how much, to which account.

Forms and confirmations show the same ones first, so that nobody signs a bare number.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fundledger.domain.ids import (
    ClaimNo,
    DisbursementNo,
    HandoverNo,
    ProjectNo,
    ReceiptNo,
    RecoveryNo,
    VoucherNo,
)
from fundledger.errors import N_
from fundledger.i18n.nouns import Noun
from fundledger.tui.kit.columns import fact
from fundledger.tui.kit.figures import yuan
from fundledger.tui.kit.text import Line, Tone
from fundledger.tui.shell.possible import Case
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from fundledger.inputs.forms import DeedForm
    from fundledger.queries.claims import Claim
    from fundledger.queries.places import Payee
    from fundledger.store.reading import Books

MOST_DIGITS: Final = 18
"""No number of a case is longer."""


class CaseFact(NamedTuple):
    """One fact of a case: its heading, to translate, and what it is."""

    heading: str
    value: str


def case_of(form: "DeedForm", values: Mapping[str, Any]) -> Case | None:
    """Tell which case a deed is about; None where nothing names one of these kinds."""
    for each in form.fields.values():
        value = values.get(each.name)
        if each.noun is not None and each.noun in FACTS and value is not None:
            return Case(each.noun, value)
    return None


def case_facts(books: "Books", case: Case | None) -> tuple[CaseFact, ...]:
    """Gather the facts of a case; none where there is no such case."""
    if case is None:
        return ()
    from fundledger.inputs.choices import resolve  # noqa: PLC0415 - SQL

    noun = Noun(case.noun)
    key = str(resolve(books, noun, case.key)).strip()
    if not key.isdecimal() or len(key) > MOST_DIGITS:
        return ()
    return tuple(FACTS[noun](books, int(key)))


def fact_lines(facts: Iterable[CaseFact], words: Words, width: int) -> list[Line]:
    """Paint facts, one below the other."""
    painted = (
        fact(words.say(each.heading), each.value, width, Tone.STRONG) for each in facts
    )
    return list(chain.from_iterable(painted))


# --- By kind of case


def _of_disbursement(books: "Books", no: int) -> list[CaseFact]:
    from fundledger.queries import disbursements, places  # noqa: PLC0415 - SQL

    of = disbursements.disbursement(books, DisbursementNo(no))
    if of is None:
        return []
    return [
        *_of_project(books, of.project_no),
        _money(N_("Amount"), of.fen),
        *_paid_to(places.payee(books, of.payee_no)),
    ]


def _of_claim(books: "Books", no: int) -> list[CaseFact]:
    from fundledger.queries import claims  # noqa: PLC0415 - SQL

    of = claims.claim(books, ClaimNo(no))
    if of is None:
        return []
    count = len(claims.receipts(books, of.no))
    facts = [
        *_of_project(books, of.project_no),
        _money(N_("Amount claimed"), of.claimed_fen),
        CaseFact(N_("Number of receipts"), f"{count:,}"),
    ]
    if of.admitted_fen is not None:
        facts.append(_money(N_("Amount admitted"), of.admitted_fen))
    return facts + (_reimbursed_to(books, of) if of.reimburses else [])


def _of_receipt(books: "Books", no: int) -> list[CaseFact]:
    from fundledger.queries import claims  # noqa: PLC0415 - SQL

    of = claims.receipt(books, ReceiptNo(no))
    claim = of and claims.claim(books, of.claim_no)
    if of is None or claim is None:
        return []
    facts = [
        *_of_project(books, claim.project_no),
        CaseFact(N_("Receipt"), f"{of.number} {of.seller}".strip()),
        _money(N_("Amount claimed"), of.claimed_fen),
    ]
    if of.admitted_fen is not None:
        facts.append(_money(N_("Amount admitted"), of.admitted_fen))
    return facts


def _of_recovery(books: "Books", no: int) -> list[CaseFact]:
    from fundledger.queries import recoveries  # noqa: PLC0415 - SQL

    of = recoveries.recovery(books, RecoveryNo(no))
    if of is None:
        return []
    return [
        *_of_project(books, of.project_no),
        _money(N_("Owed"), of.fen),
        _money(N_("Recovered"), of.recovered_fen),
    ]


def _of_voucher(books: "Books", no: int) -> list[CaseFact]:
    from fundledger.queries import journal, vouchers  # noqa: PLC0415 - SQL

    of = journal.voucher(books, VoucherNo(no))
    if of is None:
        return []
    return [
        CaseFact(N_("Voucher"), of.name),
        CaseFact(N_("Summary"), of.summary),
        _money(N_("Amount"), vouchers.totals(books, [of.no]).get(of.no, 0)),
    ]


def _of_handover(books: "Books", no: int) -> list[CaseFact]:
    from fundledger.queries import handovers, people  # noqa: PLC0415 - SQL

    of = handovers.handover(books, HandoverNo(no))
    if of is None:
        return []
    names = {each.login: each.name for each in people.people(books)}
    return [
        CaseFact(N_("Handed over by"), names[of.giver]),
        CaseFact(N_("Taken over by"), names[of.to]),
        CaseFact(N_("Date"), of.on.isoformat()),
        CaseFact(
            N_("Open when it was handed over"),
            f"{len(handovers.items(books, of.no)):,}",
        ),
    ]


FACTS: Final[Mapping[str, "Callable[[Books, int], list[CaseFact]]"]] = MappingProxyType(
    {
        Noun.DISBURSEMENT: _of_disbursement,
        Noun.CLAIM: _of_claim,
        Noun.RECEIPT: _of_receipt,
        Noun.RECOVERY: _of_recovery,
        Noun.VOUCHER: _of_voucher,
        Noun.HANDOVER: _of_handover,
    }
)
"""The kinds of cases whose facts are shown, and where they come from."""


# --- What several kinds have


def _of_project(books: "Books", no: ProjectNo) -> list[CaseFact]:
    from fundledger.queries import projects  # noqa: PLC0415 - SQL

    of = projects.project(books, no)
    if of is None:
        return []
    return [
        CaseFact(N_("Project"), f"{of.code} {of.title}"),
        CaseFact(N_("Community"), of.community),
    ]


def _reimbursed_to(books: "Books", claim: "Claim") -> list[CaseFact]:
    """Say to whom an admitted claim is paid back, or will be once it is admitted."""
    from fundledger.queries import disbursements, places, projects  # noqa: PLC0415 - SQL

    paid = disbursements.disbursement_of_claim(books, claim.no)
    if paid is not None:
        return _paid_to(places.payee(books, paid.payee_no))
    project = projects.project(books, claim.project_no)
    if project is None:
        return []
    return _paid_to(disbursements.registered_payee(books, project.community_key))


def _paid_to(payee: "Payee | None") -> list[CaseFact]:
    if payee is None:
        return []
    return [
        CaseFact(N_("Payee"), f"{payee.name} {payee.bank}"),
        CaseFact(N_("Account number"), payee.number),
    ]


def _money(heading: str, fen: int) -> CaseFact:
    return CaseFact(heading, f"¥{yuan(fen)}")
