"""Every cell of the tables of money that could be wrong."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

from fundledger.domain import (
    chart,
    corrections,
    posting_rules,
    release,
    returns,
    settings,
    summaries,
    treatments,
    voucher_lines,
)
from fundledger.domain.chart import Account, Book, ByProject, Side
from fundledger.domain.ids import AccountKey
from fundledger.domain.posting_rules import AccountOrSlot, Leg, PostingRule, Slot, Whose
from fundledger.queries import measures
from tests.mutants import cells
from tests.mutants.changing import Mutant

Places = tuple[AccountOrSlot, ...]


def legs() -> Iterator[Mutant]:
    """Swap, drop, repeat and redden each leg, and put every account elsewhere."""
    table = posting_rules.RULES
    yield from cells.dropped(table)
    for rule, lines in table.items():
        yield from cells.replaced(table, rule, cells.swapped(lines))
        for place, leg in enumerate(lines):
            head, tail = lines[:place], lines[place + 1 :]
            rows = [(words, (*head, *legs, *tail)) for words, legs in _instead(leg)]
            named = [(f"[{place}] {words}", row) for words, row in rows]
            yield from cells.replaced(table, rule, named)


def _instead(leg: Leg) -> Iterator[tuple[str, tuple[Leg, ...]]]:
    """Say what may stand in a leg's place: none, two, or another."""
    yield "dropped", ()
    yield "twice", (leg, leg)
    if leg.debit != leg.credit:
        yield "swapped", (leg._replace(debit=leg.credit, credit=leg.debit),)
    flags: dict[str, Iterable[object]] = {
        "debit_red": (True, False),
        "credit_red": (True, False),
        "debit_of": Whose,
        "credit_of": Whose,
    }
    for words, other in cells.other_fields(leg, **flags):
        yield words, (other,)
    for words, places in _other_sides(posting_rules.places(leg.debit)):
        yield f"debit {words}", (leg._replace(debit=places),)
    for words, places in _other_sides(posting_rules.places(leg.credit)):
        yield f"credit {words}", (leg._replace(credit=places),)


def _other_sides(places: Places) -> Iterator[tuple[str, AccountOrSlot | Places]]:
    """Fill one side otherwise: another order, fewer accounts, another account."""
    if len(places) > 1:
        yield "reversed", places[::-1]
        for at, place in enumerate(places):
            yield f"without {place}", _one_or_more(places[:at] + places[at + 1 :])
    for at, other in product(range(len(places)), (*Slot, *chart.ACCOUNTS)):
        of_a_slot = isinstance(other, Slot), isinstance(places[at], Slot)
        if other != places[at] or len({*of_a_slot}) > 1:
            others = (*places[:at], other, *places[at + 1 :])
            yield f"{places[at]} is {other!r}", _one_or_more(others)


def _one_or_more(places: Places) -> AccountOrSlot | Places:
    (first, *others) = places
    return places if others else first


def slots() -> Iterator[Mutant]:
    """Let each account fill each slot it may not, and keep it from those it may."""
    yield from cells.toggled_rows(posting_rules.SLOT_ACCOUNTS, tuple(chart.ACCOUNTS))


def beside() -> Iterator[Mutant]:
    """Drop each row, and let a voucher book each other rule beside its own."""
    table = posting_rules.BESIDE
    yield from cells.dropped(table)
    yield from cells.toggled_rows(table, tuple(PostingRule))


def accounts() -> Iterator[Mutant]:
    """Change each property of each account, and drop each."""
    return _of_accounts(chart.ACCOUNTS)


def headings() -> Iterator[Mutant]:
    """Change each property of each heading, and drop each."""
    return _of_accounts(chart.HEADINGS)


def _of_accounts(table: Mapping[AccountKey, Account]) -> Iterator[Mutant]:
    yield from cells.dropped(table)
    for key, account in table.items():
        yield from cells.replaced(table, key, _other_accounts(account))


def _other_accounts(account: Account) -> Iterator[tuple[str, Account]]:
    choices: dict[str, Any] = {
        "book": Book,
        "side": Side,
        "by_project": ByProject,
        "by_source": (True, False),
        "floor": (True, False),
        "postable": (True, False),
        "restricted": (True, False, None),
        "control": (None, chart.BANK, chart.PRIOR_YEAR),
    }
    for field, values in choices.items():
        for value in values:
            if value != getattr(account, field):
                yield f"{field}={value}", replace(account, **{field: value})


def stages() -> Iterator[Mutant]:
    """Let two stages of budget money change places."""
    for cell, value in cells.swapped(chart.STAGES):
        yield Mutant(cell, value)


def abbreviated() -> Iterator[Mutant]:
    """Shorten each ending of a name to something else, and leave each as it is."""
    table = summaries.ABBREVIATED
    yield from cells.dropped(table)
    for ending in table:
        yield Mutant(f"{ending} > x", cells.with_row(table, ending, "x"))


def shortened() -> Iterator[Mutant]:
    """Let two facts change places in the order in which they give way."""
    for cell, value in cells.swapped(summaries.SHORTENED):
        yield Mutant(cell, value)


def signature_line() -> Iterator[Mutant]:
    """Let two signatures change places."""
    for cell, value in cells.swapped(voucher_lines.SIGNATURES):
        yield Mutant(cell, value)


def siblings() -> Iterator[Mutant]:
    """Drop each pair, and let every rule turn out to be another."""
    table = corrections.SIBLINGS
    yield from cells.dropped(table)
    for one, other in product(PostingRule, PostingRule):
        if table.get(one) is not other:
            yield Mutant(f"{one} > {other}", cells.with_row(table, one, other))


def release_order() -> Iterator[Mutant]:
    """Let two kinds of income change places, and leave each out."""
    for cell, value in cells.swapped(release.ORDER):
        yield Mutant(cell, value)
    for kind in release.ORDER:
        rest = tuple(each for each in release.ORDER if each is not kind)
        yield Mutant(f"without {kind}", rest)


def return_rules() -> Iterator[Mutant]:
    """Drop each row, and book each return by every other rule."""
    table = returns.RETURN_RULES
    yield from cells.dropped(table)
    for ground, rule in table.items():
        others = [(str(other), other) for other in PostingRule if other is not rule]
        yield from cells.replaced(table, ground, others)


def treatment_rows() -> Iterator[Mutant]:
    """Drop each edition, and book interest and losses by every other rule."""
    table = treatments.TREATMENTS
    yield from cells.dropped(table)
    for edition, row in table.items():
        others = cells.other_fields(row, interest=PostingRule, loss=chart.ACCOUNTS)
        yield from cells.replaced(table, edition, others)


def setting_rows() -> Iterator[Mutant]:
    """Change the unit and the default of each setting, and drop each."""
    table = settings.SETTINGS
    yield from cells.dropped(table)
    for key, row in table.items():
        others = cells.other_fields(row, unit=settings.SettingUnit, default=("7",))
        yield from cells.replaced(table, key, others)


def measured() -> Iterator[Mutant]:
    """Count each measure under a rule or from an account more or less, or reversed."""
    table = measures.MEASURES
    yield from cells.dropped(table)
    for name, row in table.items():
        rules = cells.toggled(row.rules, PostingRule)
        others = [(cell, row._replace(rules=members)) for cell, members in rules]
        for cell, keys in cells.toggled(frozenset(row.accounts), chart.ACCOUNTS):
            accounts = tuple(sorted(keys))
            others.append((f"counts {cell}", row._replace(accounts=accounts)))
        for cell, keys in cells.toggled(frozenset(row.less), chart.ACCOUNTS):
            others.append((f"less {cell}", row._replace(less=tuple(sorted(keys)))))
        others.append(("reversed", row._replace(sign=-row.sign)))
        yield from cells.replaced(table, name, others)
