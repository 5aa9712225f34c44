"""Facts of the case that a deed is about: whose money, how much, to which account.

Forms and confirmations show the same ones first, so that nobody signs a bare number.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fundledger.domain.ids import (
    AccountKey,
    ClaimNo,
    DisbursementNo,
    FundingNo,
    HandoverNo,
    ProjectNo,
    ReceiptNo,
    RecoveryNo,
    ReturnNo,
    RunningCostNo,
    SourceKey,
    TransferNo,
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
    from fundledger.reports.report import Phrase
    from fundledger.store.reading import Books

MOST_DIGITS: Final = 18
"""No number of a case is longer."""


class CaseFact(NamedTuple):
    """One fact of a case: its heading, to translate, and what it is."""

    heading: str
    value: str
    notes: tuple["Phrase", ...] = ()
    """What else is said of it, to translate."""


class About(NamedTuple):
    """What a deed is about: a case, and the sources whose money it moves."""

    case: Case | None = None
    sources: tuple[tuple[str, str], ...] = ()
    """What each is called in the form, to translate, and its key."""


def about_of(form: "DeedForm", values: Mapping[str, Any]) -> About:
    """Tell which case a deed is about, and which sources."""
    named = [
        (each, values[each.name])
        for each in form.fields.values()
        if each.noun is not None and values.get(each.name) is not None
    ]
    of_sources = [(e.label, str(key)) for e, key in named if e.noun is Noun.SOURCE]
    cases = [Case(e.noun or "", key) for e, key in named if _tells(form.name, e.noun)]
    return About(cases[0] if cases else None, tuple(of_sources))


def _tells(deed: str, noun: Noun | None) -> bool:
    """Tell whether a form shows the facts of a kind of case that it names."""
    return noun in FACTS and (noun is not Noun.PROJECT or deed in OF_SHARES)


def facts_of(books: "Books", about: About) -> tuple[CaseFact, ...]:
    """Gather the facts of what a deed is about."""
    return (*case_facts(books, about.case), *_of_sources(books, about.sources))


def _of_sources(books: "Books", named: Iterable[tuple[str, str]]) -> Iterator[CaseFact]:
    """Say of each source what it is called, whether restricted, and what it has."""
    if not named:
        return
    from fundledger.inputs.offered import taken  # noqa: PLC0415 - SQL

    listed = {e.key: e for e in taken(books, "", "", Noun.SOURCE) or ()}
    for heading, key in named:
        if key in listed:
            yield CaseFact(heading, " ".join(listed[key].names), listed[key].notes)


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
        fact(words.say(each.heading), _value(each, words), width, Tone.STRONG)
        for each in facts
    )
    return list(chain.from_iterable(painted))


def _value(each: CaseFact, words: Words) -> str:
    notes = (words.say(note.text, **note.facts) for note in each.notes)
    return " · ".join([each.value, *notes])


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


def _of_funding(books: "Books", no: int) -> list[CaseFact]:
    from fundledger.queries import funding  # noqa: PLC0415 - SQL

    of = funding.funding(books, FundingNo(no))
    if of is None:
        return []
    facts = [
        CaseFact(N_("From whom"), of.party),
        _money(N_("Amount"), of.fen),
        CaseFact(N_("Date"), of.on.isoformat()),
        CaseFact(N_("Lies in the account"), _bank_called(books, of.bank)),
    ]
    if of.returned_fen:
        facts.append(_money(N_("Given back"), of.returned_fen))
    return facts + _source_called(books, of.source)


def _of_return(books: "Books", no: int) -> list[CaseFact]:
    from fundledger.queries import returns  # noqa: PLC0415 - SQL

    of = returns.money_return(books, ReturnNo(no))
    if of is None:
        return []
    return [
        CaseFact(N_("Goes back to"), of.party),
        _money(N_("Amount"), of.fen),
        CaseFact(N_("Reason"), of.reason),
        *_source_called(books, of.source),
    ]


def _of_transfer(books: "Books", no: int) -> list[CaseFact]:
    from fundledger.queries import transfers  # noqa: PLC0415 - SQL

    of = transfers.transfer(books, TransferNo(no))
    if of is None:
        return []
    return [
        CaseFact(N_("From the bank account"), _bank_called(books, of.from_bank)),
        CaseFact(N_("To the bank account"), _bank_called(books, of.to_bank)),
        _money(N_("Amount"), of.fen),
    ]


def _of_running_cost(books: "Books", no: int) -> list[CaseFact]:
    from fundledger.queries import running_costs  # noqa: PLC0415 - SQL

    of = running_costs.running_cost(books, RunningCostNo(no))
    if of is None:
        return []
    return [
        CaseFact(N_("Summary"), of.summary),
        _money(N_("Amount"), of.fen),
        CaseFact(N_("Date"), of.on.isoformat()),
        *_source_called(books, of.source),
    ]


def _of_shares(books: "Books", no: int) -> list[CaseFact]:
    """Say what a project has of each source: what another may take over."""
    from fundledger.queries import source_uses, sources  # noqa: PLC0415 - SQL
    from fundledger.reports.report import Phrase  # noqa: PLC0415 - reports

    names = {each.key: each.name for each in sources.sources(books)}
    amounts = (
        (N_("committed {amount}"), "committed"),
        (N_("advance {amount}"), "advance"),
        (N_("spent {amount}"), "spent"),
    )
    shares = [
        CaseFact(
            N_("Source of funds"),
            names[uses.source],
            tuple(
                Phrase(text, {"amount": f"¥{yuan(getattr(uses, name))}"})
                for text, name in amounts
                if getattr(uses, name)
            ),
        )
        for uses in source_uses.project_source_uses(books, ProjectNo(no))
    ]
    return [*_of_project(books, ProjectNo(no)), *shares]


FACTS: Final[Mapping[str, "Callable[[Books, int], list[CaseFact]]"]] = MappingProxyType(
    {
        Noun.DISBURSEMENT: _of_disbursement,
        Noun.CLAIM: _of_claim,
        Noun.RECEIPT: _of_receipt,
        Noun.RECOVERY: _of_recovery,
        Noun.VOUCHER: _of_voucher,
        Noun.HANDOVER: _of_handover,
        Noun.FUNDING: _of_funding,
        Noun.RETURN: _of_return,
        Noun.TRANSFER: _of_transfer,
        Noun.RUNNING_COST: _of_running_cost,
        Noun.PROJECT: _of_shares,
    }
)
"""The kinds of cases whose facts are shown, and where they come from."""
OF_SHARES: Final = frozenset({"re_source_project"})
"""The deeds that ask of which source a project has what."""


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


def _bank_called(books: "Books", leaf: AccountKey) -> str:
    from fundledger.queries import funds  # noqa: PLC0415 - SQL

    banks = {
        each.account: f"{each.key} {each.name}" for each in funds.bank_accounts(books)
    }
    return banks.get(leaf, str(leaf))


def _source_called(books: "Books", key: SourceKey | None) -> list[CaseFact]:
    """Say whose money it is, and what that source has."""
    if key is None:
        return []
    return [*_of_sources(books, [(N_("Source of funds"), str(key))])]


def _money(heading: str, fen: int) -> CaseFact:
    return CaseFact(heading, f"¥{yuan(fen)}")
