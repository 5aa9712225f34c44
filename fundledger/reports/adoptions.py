"""A rules edition 记账规则, to be read and printed: what books what, who adopted it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import Any, Final

from fundledger.domain.adoptions import (
    Movement,
    RulesOfEdition,
    between_sources,
    current_rules,
    read_rules,
    slot_of,
)
from fundledger.domain.chart import NET, Side
from fundledger.domain.editions import RULES_EDITION
from fundledger.domain.ids import AccountKey
from fundledger.domain.people import Role
from fundledger.domain.posting_rules import PostingRule, Slot, Whose
from fundledger.errors import N_
from fundledger.i18n import Language, label
from fundledger.i18n.accounts import account_name
from fundledger.queries import adoptions, funds, people
from fundledger.queries.adoptions import Adoption
from fundledger.queries.funds import AccountCode
from fundledger.reports.columns import columns
from fundledger.reports.report import Basis, Dual, Phrase, Report, Table, Wording
from fundledger.store.reading import Books

TITLE: Final = N_("Rules edition")
ADOPTED: Final = columns(
    "rules_edition",
    "adopted",
    "accountant_name",
    "accountant_on",
    "supervisor_name",
    "supervisor_on",
)
MOVEMENTS: Final = columns("rule", "debit", "debit_of", "credit", "credit_of", "red")
OF_ONE_SOURCE: Final = columns("rule", "debit", "credit", "red")
BESIDE: Final = columns("rule", "beside")
IN_ORDER: Final = N_(
    "Where a side names several accounts, they are filled in this order, each as far as"
    " it reaches."
)

Codes = Mapping[AccountKey, AccountCode]


def rules_edition(books: Books, basis: Basis, key: object) -> Report | None:
    """Give a rules edition that the fund keeps, or the program's before it is adopted.

    None for any other.
    """
    text = str(key)
    edition = int(text) if text.isdecimal() else 0
    adoption = adoptions.adoption(books, edition)
    if adoption is None and edition != RULES_EDITION:
        return None
    rules = current_rules() if adoption is None else read_rules(adoption.rules)
    years = funds.years(books)
    codes = funds.codes(books, years[-1].edition) if years else {}
    tables = [
        Table("adoption", "", ADOPTED, [_signed(books, edition, adoption)]),
        movement_table("rules", "", rules.movements, codes),
        Table("beside", N_("In one voucher"), BESIDE, [*_beside(rules)]),
    ]
    return Report("rules", TITLE, basis, tables, [Phrase(IN_ORDER)])


def _signed(books: Books, edition: int, adoption: Adoption | None) -> tuple[Any, ...]:
    """Say who signed; before it is adopted, who has done so already."""
    names = {each.login: each.name for each in people.people(books)}
    signed = adoption.signed if adoption else adoptions.waiting(books, edition)
    by = [signed.get(role) for role in (Role.ACCOUNTANT, Role.SUPERVISOR)]
    cells = [(names[each.login], each.on) if each else (None, None) for each in by]
    return edition, adoption is not None, *chain.from_iterable(cells)


def movement_table(
    name: str,
    title: str,
    listed: Sequence[Movement],
    codes: Codes = MappingProxyType({}),
) -> Table:
    """Lay out movements; whose money a side is where some move it between sources."""
    rows = [*_movement_rows(listed, codes)]
    if between_sources(listed):
        return Table(name, title, MOVEMENTS, rows)
    of_one = [(rule, debit, credit, red) for rule, debit, _, credit, _, red in rows]
    return Table(name, title, OF_ONE_SOURCE, of_one)


def _movement_rows(
    listed: Sequence[Movement], codes: Codes
) -> Iterator[tuple[Any, ...]]:
    """Give a row for each movement; people read what it books once."""
    last, between = "", between_sources(listed)
    for each in listed:
        apart = each.rule in between
        yield (
            Dual(each.rule, "" if each.rule == last else _called(each.rule)),
            Dual(" ".join(each.debit), Wording.of(_naming(each.debit, codes))),
            Whose(each.debit_of) if apart else None,
            Dual(" ".join(each.credit), Wording.of(_naming(each.credit, codes))),
            Whose(each.credit_of) if apart else None,
            _red(each),
        )
        last = each.rule


def _called(rule: str) -> PostingRule | str:
    """Give a rule as people are told it; one of another program by its name."""
    return PostingRule(rule) if rule in {*PostingRule} else rule


def _beside(rules: RulesOfEdition) -> Iterator[tuple[Any, ...]]:
    """Say what a voucher named by one rule may book by others."""
    for rule, others in rules.beside.items():
        called = tuple(_called(each) for each in others)
        yield Dual(rule, _called(rule)), Dual(" ".join(others), called)


def _red(each: Movement) -> Dual | None:
    red = {Side.DEBIT: each.debit_red, Side.CREDIT: each.credit_red}
    sides = tuple(side for side, of_side in red.items() if of_side)
    return Dual(" ".join(sides), sides) if sides else None


def _naming(places: Sequence[str], codes: Codes) -> Callable[[Language], str]:
    """Name accounts as the fund's chart does, code first; slots by what fills them."""

    def say(lang: Language) -> str:
        joint = "、" if lang is Language.ZH else ", "
        return joint.join(_name(place, codes, lang) for place in places)

    return say


def _name(place: str, codes: Codes, lang: Language) -> str:
    slot = slot_of(place)
    if slot is not None:
        return label(slot, lang)
    if place == NET:
        return label(Slot.NET, lang)
    code = codes.get(AccountKey(place))
    if code is None:
        return account_name(place, lang)
    return f"{code.code} {code.name_zh if lang is Language.ZH else code.name_en}"
