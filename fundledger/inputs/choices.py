"""What a reference may name: whether it is there, and what is like it.

One look for what is named; a list only where something like it is to be offered.
"""

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from fundledger.domain.people import ScopeKind
from fundledger.domain.settings import SETTINGS
from fundledger.domain.vouchers import parse_voucher_name, voucher_name
from fundledger.i18n.nouns import Noun
from fundledger.inputs.faults import (
    CloseReferenceError,
    UnknownReferenceError,
    VoucherMonthError,
)
from fundledger.queries import (
    applications,
    balances,
    claims,
    cosignatures,
    disbursements,
    evidence,
    funding,
    funds,
    handovers,
    journal,
    people,
    places,
    projects,
    recoveries,
    returns,
    reviews,
    running_costs,
    sources,
    transfers,
)
from fundledger.store.reading import Books

LAST: Final = 50
"""Among so many of what there are thousands of is looked for what is like a number."""
MOST: Final = 5
"""So many are offered instead at most."""

Given = Mapping[str, Any]
"""The fields that were read before: some things are numbered within another."""
Listed = Mapping[str, Iterable[str]]
"""Keys as text, each with what else it is called."""


class Choice(NamedTuple):
    """How one noun is looked up."""

    is_there: Callable[[Books, Any, Given], bool]
    listed: Callable[[Books, Given], Listed]


def resolve(books: Books, noun: Noun, value: object) -> object:
    """Take what people call a thing by for its number; anything else stays as it is.

    That is a project's code, a voucher's month and number (2024-08/12), the number on a
    receipt where there is one such receipt, the code or the name of an account.
    """
    if noun is Noun.ACCOUNT and isinstance(value, str):
        return _account_of(books, value.strip()) or value
    number_of = _NUMBERS_OF.get(noun)
    if number_of is None or not isinstance(value, str) or value.isdecimal():
        return value
    number = number_of(books, value.strip())
    return value if number is None else number


def _account_of(books: Books, text: str) -> str | None:
    """Give the key of the one account that is called so; None for a key itself."""
    listed = _accounts(books)
    if text in listed:
        return None
    keys = [key for key, (_tail, *names) in listed.items() if text in names]
    return keys[0] if len(keys) == 1 else None


def _project_of(books: Books, text: str) -> int | None:
    named = projects.project_of_code(books, text)
    return None if named is None else named.no


def _voucher_of(books: Books, text: str) -> int | None:
    named = parse_voucher_name(text)
    if named is None or named.month is None:
        return None
    return journal.voucher_no(books, named.month, named.series, named.number)


def _receipt_of(books: Books, text: str) -> int | None:
    numbers = claims.receipts_numbered(books, text)
    return numbers[0] if len(numbers) == 1 else None


_NUMBERS_OF: Final[Mapping[Noun, Callable[[Books, str], int | None]]] = (
    MappingProxyType(
        {
            Noun.PROJECT: _project_of,
            Noun.VOUCHER: _voucher_of,
            Noun.RECEIPT: _receipt_of,
        }
    )
)


def require_there(
    books: Books, noun: Noun, field: str, value: object, given: Given
) -> None:
    """Have what a field names. Raises UnknownReferenceError, CloseReferenceError."""
    choice = CHOICES[noun]
    if choice.is_there(books, value, given):
        return
    raise _no_such(books, noun, field, str(value), given)


def not_named(
    books: Books, noun: Noun, field: str, name: str, given: Given
) -> UnknownReferenceError:
    """Say of a text that is no number that nothing numbered is called so."""
    named = parse_voucher_name(name.strip()) if noun is Noun.VOUCHER else None
    if named is None:
        return _no_such(books, noun, field, name, given)
    if named.month is None:
        return VoucherMonthError(field, noun, name)
    whole = voucher_name(named.month, named.series, named.number)
    return UnknownReferenceError(field, noun, whole)


def _no_such(
    books: Books, noun: Noun, field: str, name: str, given: Given
) -> UnknownReferenceError:
    close = _like(name, CHOICES[noun].listed(books, given))
    if close:
        return CloseReferenceError(field, noun, name, close)
    return UnknownReferenceError(field, noun, name)


def _like(name: str, listed: Listed) -> tuple[str, ...]:
    """Name what is called so, or what is like it, the likest first.

    Nothing is like a number: of a few things, all are named.
    """
    keys = {key: key for key in listed}
    keys |= {other: key for key, others in listed.items() for other in others if other}
    if name in keys:
        return (keys[name],)
    near = [keys[each] for each in get_close_matches(name, keys, MOST)]
    near += [key for other, key in keys.items() if name and name in other]
    few = listed if len(listed) <= MOST else ()
    return tuple(dict.fromkeys(near or few))[:MOST]


def _looked_up(
    look: Callable[[Books, Any], object], listing: Callable[[Books], Listed]
) -> Choice:
    """Look one thing up by its key or number, and list all of them."""

    def is_there(books: Books, key: object, _given: Given) -> bool:
        return look(books, key) not in (None, False)

    def listed(books: Books, _given: Given) -> Listed:
        return listing(books)

    return Choice(is_there, listed)


def _of(listing: Callable[[Books], Listed]) -> Choice:
    """Look a thing up in a short list."""
    return _within(lambda books, _given: listing(books))


def _within(listing: Callable[[Books, Given], Listed]) -> Choice:
    """Look a thing up in a short list that depends on fields before it."""

    def is_there(books: Books, key: object, given: Given) -> bool:
        return str(key) in listing(books, given)

    return Choice(is_there, listing)


def _attachments(books: Books) -> Listed:
    """List the files that were stored last, by what they are and their size."""
    return {
        str(each.sha256): [f"{each.media_type} {each.size:,} B #{each.seq}"]
        for each in funds.last_attachments(books, LAST)
    }


def _numbers(rows: Iterable[Any]) -> Listed:
    return {str(each.no): () for each in rows}


def _settings(_books: Books) -> Listed:
    return dict.fromkeys(SETTINGS, ())


def _accounts(books: Books) -> Listed:
    named = {
        str(key): [str(key).rpartition(".")[2]] for key in balances.accounts(books)
    }
    years = funds.years(books)
    for year in years[-1:]:
        for key, code in funds.codes(books, year.edition).items():
            if key in named:
                named[key] += [code.code, code.name_zh, code.name_en]
    return named


def _scopes(books: Books, given: Given) -> Listed:
    """List what a role may be granted for: communities, or subdistricts."""
    kind = given.get("scope_kind")
    if kind == ScopeKind.SUBDISTRICT:
        return {str(each.key): [each.name] for each in places.subdistricts(books)}
    if kind == ScopeKind.COMMUNITY:
        return {str(each.key): [each.name] for each in places.communities(books)}
    return {}


def _objections(books: Books, given: Given) -> Listed:
    return _numbers(reviews.objections(books, given.get("project_no", 0)))


def _amendments(books: Books, given: Given) -> Listed:
    return _numbers(applications.amendments(books, given.get("project_no", 0)))


_CHOICES: Final[Mapping[Noun, Choice]] = {
    Noun.PERSON: _looked_up(
        people.person,
        lambda b: {str(each.login): [each.name] for each in people.people(b)},
    ),
    Noun.COMMUNITY: _looked_up(
        people.place_of_community,
        lambda b: {str(each.key): [each.name] for each in places.communities(b)},
    ),
    Noun.SUBDISTRICT: _of(
        lambda b: {str(each.key): [each.name] for each in places.subdistricts(b)}
    ),
    Noun.ROUND: _looked_up(
        funds.funding_round,
        lambda b: {str(each.by.key): [each.name] for each in funds.rounds(b)},
    ),
    Noun.PROJECT: _looked_up(
        projects.state,
        lambda b: {str(p.no): [p.code or "", p.title] for p in projects.projects(b)},
    ),
    Noun.PAYEE: _looked_up(
        places.community_of_payee,
        lambda b: {str(p.no): [p.name, p.number] for p in places.payees(b)},
    ),
    Noun.BANK_ACCOUNT: _looked_up(
        funding.bank_leaf,
        lambda b: {each.key: [each.name] for each in funds.bank_accounts(b)},
    ),
    Noun.FUNDING: _looked_up(funding.funding, lambda b: _numbers(funding.fundings(b))),
    Noun.DISBURSEMENT: _looked_up(
        disbursements.disbursement,
        lambda b: _numbers(disbursements.disbursements(b)),
    ),
    Noun.CLAIM: _looked_up(claims.claim, lambda b: _numbers(claims.claims(b))),
    Noun.RECEIPT: _looked_up(
        claims.receipt,
        lambda b: {str(r.no): [r.number] for r in claims.last_receipts(b, LAST)},
    ),
    Noun.RECOVERY: _looked_up(
        recoveries.recovery, lambda b: _numbers(recoveries.recoveries(b))
    ),
    Noun.VOUCHER: _looked_up(
        journal.voucher,
        lambda b: dict.fromkeys(map(str, journal.last_vouchers(b, LAST)), ()),
    ),
    Noun.ROLE_GRANT: _looked_up(
        people.grant,
        lambda b: {
            str(no): [grant.login] for no, grant in people.numbered_grants(b).items()
        },
    ),
    Noun.SOURCE: _looked_up(
        sources.source,
        lambda b: {str(each.key): [each.name] for each in sources.sources(b)},
    ),
    Noun.RETURN: _looked_up(
        returns.money_return, lambda b: _numbers(returns.money_returns(b))
    ),
    Noun.TRANSFER: _looked_up(
        transfers.transfer, lambda b: _numbers(transfers.transfers(b))
    ),
    Noun.RUNNING_COST: _looked_up(
        running_costs.running_cost, lambda b: _numbers(running_costs.running_costs(b))
    ),
    Noun.COSIGNATURE: _looked_up(
        cosignatures.cosignature, lambda b: _numbers(cosignatures.waiting(b))
    ),
    Noun.HANDOVER: _looked_up(
        handovers.handover, lambda b: _numbers(handovers.handovers(b))
    ),
    Noun.MONTH: _of(lambda b: {str(each.key): () for each in funds.periods(b)}),
    Noun.EDITION: _of(lambda b: dict.fromkeys(funds.editions(b), ())),
    Noun.SETTING: _of(_settings),
    Noun.ACCOUNT: _of(_accounts),
    Noun.ROLE: _within(_scopes),
    Noun.OBJECTION: _within(_objections),
    Noun.AMENDMENT: _within(_amendments),
    Noun.EVIDENCE: _looked_up(
        evidence.evidence, lambda b: _numbers(evidence.last_evidence(b, LAST))
    ),
    Noun.ATTACHMENT: _looked_up(funds.has_attachment, _attachments),
}
WITHIN: Final = frozenset({Noun.ROLE, Noun.OBJECTION, Noun.AMENDMENT})
"""What is numbered within another thing, which a field before names."""
CHOICES: Final = MappingProxyType(_CHOICES)
"""Every noun that a field may name."""
