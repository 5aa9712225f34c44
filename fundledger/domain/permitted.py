"""What a voucher may hold by its rule: check R26, its first half.

A voucher names one rule. Its postings are movements of that rule, or of those that the
table lets stand beside it. In red they are the same the other way round; a release and
a year end may go either way.
"""

from collections.abc import Iterable
from itertools import chain

from fundledger.domain.chart import account, kindless
from fundledger.domain.ids import AccountKey
from fundledger.domain.journal import Entry, Posting, VoucherKind
from fundledger.domain.posting_rules import (
    BESIDE,
    RULES,
    SLOT_ACCOUNTS,
    AccountOrSlot,
    Leg,
    PostingRule,
    Slot,
    places,
)
from fundledger.domain.red import red_copy


def voucher_rule(parts: Iterable[Posting]) -> PostingRule:
    """Name the voucher of what one deed books: by the rule that permits all of it."""
    rules = [part.rule for part in parts]
    return next(each for each in rules if {*rules} <= {each, *BESIDE.get(each, ())})


def unpermitted(
    rule: PostingRule, kind: VoucherKind, booked: Iterable[Entry]
) -> list[Entry]:
    """List the postings of a voucher that its rule does not permit.

    An opening brings its own postings.
    """
    if rule is PostingRule.OPENING:
        return []
    rules = (rule, *BESIDE.get(rule, ()))
    legs = [*chain.from_iterable(RULES[each] for each in rules)]
    return [
        entry
        for entry in booked
        if not any(_fits(leg, way) for way in _ways(kind, entry) for leg in legs)
    ]


def _ways(kind: VoucherKind, entry: Entry) -> list[Entry]:
    """Read a posting as its rule would book it, in each way its voucher may."""
    if kind is VoucherKind.RED:
        return [entry, *red_copy([entry])]
    if kind in (VoucherKind.RELEASE, VoucherKind.CLOSING):
        (turned,) = red_copy([entry])
        return [entry, turned._replace(debit_red=False, credit_red=False)]
    return [entry]


def _fits(leg: Leg, entry: Entry) -> bool:
    """Tell whether a posting is what a leg books: accounts, red marks, sources."""
    return (
        _on_side(leg.debit, entry.debit)
        and _on_side(leg.credit, entry.credit)
        and (leg.debit_red, leg.credit_red) == (entry.debit_red, entry.credit_red)
        and _of_sources(leg, entry)
    )


def _on_side(side: AccountOrSlot | tuple[AccountOrSlot, ...], key: AccountKey) -> bool:
    return any(_is_place(place, key) for place in places(side))


def _is_place(place: AccountOrSlot, key: AccountKey) -> bool:
    """Tell whether an account is a place of a rule, or a leaf of it."""
    named = SLOT_ACCOUNTS[place] if isinstance(place, Slot) else {place}
    return not {key, account(key).control, kindless(key)}.isdisjoint(named)


def _of_sources(leg: Leg, entry: Entry) -> bool:
    """Tell whether both sides are of one source, or of two, as the leg says."""
    both = (entry.debit_source, entry.credit_source)
    if None in both:
        return True
    return (both[0] == both[1]) is (leg.debit_of is leg.credit_of)
