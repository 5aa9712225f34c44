"""The table of posting rules: what can happen to money, and how it is booked.

Each rule lists its legs; a leg names accounts, or slots that the deed fills, or a
waterfall: several accounts filled in order, each as far as it reaches. An account that
has a restricted and an unrestricted leaf is named by itself: which leaf it is follows
from the source of the money. One function, `fundledger.domain.journal.entries`,
applies them.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from fundledger.domain.chart import (
    ADMIN_COST,
    ADVANCE,
    B_COMMITTED,
    B_DISBURSED,
    B_FREE,
    B_OVERHEAD,
    B_PAYMENT,
    B_RESERVED,
    B_TOTAL,
    B_UNCOVERED,
    BANK,
    COST,
    DONATIONS,
    FUNDRAISING_COST,
    GRANTS,
    IMPAIRMENT,
    INCOME,
    NET,
    NET_RESTRICTED,
    NET_UNRESTRICTED,
    OTHER_INCOME,
    PAYABLE,
    PRIOR_YEAR,
    PROGRAMME_COST,
    RECOVERABLE,
    TO_RETURN,
    TRANSIT,
    UNIDENTIFIED,
    restricted_leaf,
)
from fundledger.domain.ids import AccountKey


class Slot(StrEnum):
    """A place in a rule that the deed fills with an account of its own."""

    BANK = "bank"
    """The bank account that the money moves through."""
    TO_BANK = "to_bank"
    """The bank account that a transfer goes to."""
    DONATIONS = "donations"
    """Donations."""
    GRANTS = "grants"
    """Grants."""
    INCOME = "income"
    """An account of income: what a receipt was, what goes back, or changes hands."""
    RESTRICTED_INCOME = "restricted_income"
    """Income of the year that may be spent for its purpose alone."""
    UNRESTRICTED_INCOME = "unrestricted_income"
    """Income of the year, free of a purpose or freed of it."""
    COST = "cost"
    """The programme cost of a kind of spending."""
    OVERHEAD = "overhead"
    """Administrative or fundraising cost."""
    LOSS = "loss"
    """What a loss is booked as: the edition of the chart says."""
    CORRECTED = "corrected"
    """What a correction of a closed year leaves owed: advance or payable."""
    RESULT = "result"
    """An account that year end brings to zero: income, cost or prior year."""
    NET = "net"
    """Restricted or unrestricted net assets."""


SLOT_ACCOUNTS: Final[Mapping[Slot, frozenset[AccountKey]]] = MappingProxyType(
    {
        Slot.BANK: frozenset({BANK}),
        Slot.TO_BANK: frozenset({BANK}),
        Slot.DONATIONS: frozenset({DONATIONS}),
        Slot.GRANTS: frozenset({GRANTS}),
        Slot.INCOME: frozenset({DONATIONS, GRANTS, OTHER_INCOME}),
        Slot.RESTRICTED_INCOME: frozenset(
            restricted_leaf(key, restricted=True) for key in INCOME
        ),
        Slot.UNRESTRICTED_INCOME: frozenset(
            restricted_leaf(key, restricted=False) for key in INCOME
        ),
        Slot.COST: frozenset({PROGRAMME_COST}),
        Slot.OVERHEAD: frozenset({ADMIN_COST, FUNDRAISING_COST}),
        Slot.LOSS: frozenset({ADMIN_COST, IMPAIRMENT}),
        Slot.CORRECTED: frozenset({ADVANCE, PAYABLE}),
        Slot.RESULT: frozenset({*INCOME, *COST, PRIOR_YEAR}),
        Slot.NET: frozenset({NET_RESTRICTED, NET_UNRESTRICTED}),
    }
)
"""Which accounts, or leaves of which control accounts, may fill a slot."""

AccountOrSlot = AccountKey | Slot


class Whose(StrEnum):
    """Whose money a side of a leg is, where a rule moves it between two sources."""

    OWN = "own"
    OTHER = "other"
    """The source that takes over, or bears."""


class Leg(NamedTuple):
    """One movement of a rule. A tuple of places is a waterfall, filled in order."""

    debit: AccountOrSlot | tuple[AccountOrSlot, ...]
    credit: AccountOrSlot | tuple[AccountOrSlot, ...]
    debit_red: bool = False
    credit_red: bool = False
    debit_of: Whose = Whose.OWN
    credit_of: Whose = Whose.OWN


class PostingRule(StrEnum):
    """What can happen to money: one member for each row of the table of rules."""

    DONATION_RECEIVED = "donation_received"
    GRANT_RECEIVED = "grant_received"
    UNIDENTIFIED_RECEIVED = "unidentified_received"
    UNIDENTIFIED_IDENTIFIED = "unidentified_identified"
    UNIDENTIFIED_SENT_BACK = "unidentified_sent_back"
    RETURN_DECIDED = "return_decided"
    RETURN_MISTAKEN = "return_mistaken"
    RETURN_PAID = "return_paid"
    RETURN_BOUNCED = "return_bounced"
    APPROVED = "approved"
    ESTABLISHED = "established"
    NOTICE_WITHDRAWN = "notice_withdrawn"
    SUPPLEMENT = "supplement"
    CUT = "cut"
    ADVANCE_APPROVED = "advance_approved"
    ADVANCE_PAID = "advance_paid"
    PAYMENT_DECLINED = "payment_declined"
    ADVANCE_BOUNCED = "advance_bounced"
    CLAIM_ADMITTED = "claim_admitted"
    REIMBURSEMENT_ADMITTED = "reimbursement_admitted"
    REIMBURSEMENT_PAID = "reimbursement_paid"
    REIMBURSEMENT_BOUNCED = "reimbursement_bounced"
    REIMBURSEMENT_DECLINED = "reimbursement_declined"
    REFUND = "refund"
    DISALLOWED_BEFORE_BOOKING = "disallowed_before_booking"
    DISALLOWED_UNPAID = "disallowed_unpaid"
    DISALLOWED_UNPAID_CLOSED_YEAR = "disallowed_unpaid_closed_year"
    DISALLOWED_SAME_YEAR = "disallowed_same_year"
    DISALLOWED_CLOSED_YEAR = "disallowed_closed_year"
    RECOVERED = "recovered"
    WRITTEN_OFF = "written_off"
    WRITTEN_OFF_BORNE = "written_off_borne"
    LAPSED = "lapsed"
    BANK_FEE = "bank_fee"
    ADMIN_COST = "admin_cost"
    ADMIN_COST_BOUNCED = "admin_cost_bounced"
    ADMIN_COST_BOUNCED_CLOSED_YEAR = "admin_cost_bounced_closed_year"
    INTEREST = "interest"
    INTEREST_AGAINST_COST = "interest_against_cost"
    PROJECT_INTEREST = "project_interest"
    TRANSFER = "transfer"
    TRANSFER_SENT = "transfer_sent"
    TRANSFER_ARRIVED = "transfer_arrived"
    RE_SOURCED_COMMITTED = "re_sourced_committed"
    RE_SOURCED_ADVANCED = "re_sourced_advanced"
    RE_SOURCED_COST = "re_sourced_cost"
    RE_SOURCED_CLOSED_YEAR = "re_sourced_closed_year"
    RECLASSIFIED_NET = "reclassified_net"
    RECLASSIFIED_INCOME = "reclassified_income"
    GAP_OPENED = "gap_opened"
    GAP_COVERED = "gap_covered"
    CORRECTION_CLOSED_YEAR = "correction_closed_year"
    CORRECTION_CLOSED_YEAR_CHARGED = "correction_closed_year_charged"
    RELEASE = "release"
    YEAR_END_INCOME = "year_end_income"
    YEAR_END_COST = "year_end_cost"
    YEAR_END_PRIOR_YEAR = "year_end_prior_year"
    YEAR_END_PRIOR_YEAR_RELEASE = "year_end_prior_year_release"
    OPENING = "opening"


# Budget money that comes back clears a gap before it is free to be approved again;
# budget money that leaves is taken from what is free before it opens a gap.
_COMES_BACK: Final = (B_UNCOVERED, B_FREE)
_LEAVES: Final = (B_FREE, B_UNCOVERED)
_NEW_BUDGET: Final = Leg(B_TOTAL, _COMES_BACK)
_DECLINED: Final = (
    Leg(PAYABLE, Slot.COST, credit_red=True),
    Leg(B_PAYMENT, B_COMMITTED),
)
_RECLASSIFIED: Final = (
    Leg(B_FREE, B_TOTAL),
    Leg(B_TOTAL, _COMES_BACK, debit_of=Whose.OTHER, credit_of=Whose.OTHER),
)


def _between(account: AccountOrSlot, *, red: bool = False) -> Leg:
    """Move what stands on an account from one source to the other."""
    return Leg(account, account, credit_red=red, debit_of=Whose.OTHER)


def _takes_over(stage: AccountKey) -> tuple[Leg, Leg]:
    """Free the budget of one source at a stage, and take that of the other for it."""
    return (
        Leg(stage, _COMES_BACK),
        Leg(B_FREE, stage, debit_of=Whose.OTHER, credit_of=Whose.OTHER),
    )


_RULES: Final = {
    # Money in, and the permission to spend it.
    PostingRule.DONATION_RECEIVED: (Leg(Slot.BANK, Slot.DONATIONS), _NEW_BUDGET),
    PostingRule.GRANT_RECEIVED: (Leg(Slot.BANK, Slot.GRANTS), _NEW_BUDGET),
    PostingRule.UNIDENTIFIED_RECEIVED: (Leg(Slot.BANK, UNIDENTIFIED),),
    PostingRule.UNIDENTIFIED_IDENTIFIED: (
        Leg(UNIDENTIFIED, Slot.INCOME),
        _NEW_BUDGET,
    ),
    PostingRule.UNIDENTIFIED_SENT_BACK: (Leg(UNIDENTIFIED, Slot.BANK),),
    PostingRule.INTEREST: (Leg(Slot.BANK, OTHER_INCOME), _NEW_BUDGET),
    PostingRule.INTEREST_AGAINST_COST: (
        Leg(Slot.BANK, FUNDRAISING_COST, credit_red=True),
        _NEW_BUDGET,
    ),
    PostingRule.PROJECT_INTEREST: (Leg(Slot.BANK, OTHER_INCOME), _NEW_BUDGET),
    # Money that goes back to whoever gave it: decided, then paid.
    PostingRule.RETURN_DECIDED: (Leg(ADMIN_COST, TO_RETURN), Leg(_LEAVES, B_TOTAL)),
    PostingRule.RETURN_MISTAKEN: (
        Leg(Slot.INCOME, TO_RETURN, debit_red=True),
        Leg(_LEAVES, B_TOTAL),
    ),
    PostingRule.RETURN_PAID: (Leg(TO_RETURN, Slot.BANK),),
    PostingRule.RETURN_BOUNCED: (Leg(Slot.BANK, TO_RETURN),),
    # What running the fund costs. A fee is an event, and may open a gap.
    PostingRule.BANK_FEE: (Leg(Slot.OVERHEAD, Slot.BANK), Leg(_LEAVES, B_OVERHEAD)),
    PostingRule.ADMIN_COST: (Leg(Slot.OVERHEAD, Slot.BANK), Leg(B_FREE, B_OVERHEAD)),
    PostingRule.ADMIN_COST_BOUNCED: (
        Leg(Slot.BANK, Slot.OVERHEAD, credit_red=True),
        Leg(B_OVERHEAD, _COMES_BACK),
    ),
    PostingRule.ADMIN_COST_BOUNCED_CLOSED_YEAR: (
        Leg(Slot.BANK, PRIOR_YEAR),
        Leg(B_OVERHEAD, _COMES_BACK),
    ),
    # Between the fund's own bank accounts, on one day or over several.
    PostingRule.TRANSFER: (Leg(Slot.TO_BANK, Slot.BANK),),
    PostingRule.TRANSFER_SENT: (Leg(TRANSIT, Slot.BANK),),
    PostingRule.TRANSFER_ARRIVED: (Leg(Slot.TO_BANK, TRANSIT),),
    # Another source takes over what one has paid or promised.
    PostingRule.RE_SOURCED_COMMITTED: _takes_over(B_COMMITTED),
    PostingRule.RE_SOURCED_ADVANCED: (_between(ADVANCE), *_takes_over(B_DISBURSED)),
    PostingRule.RE_SOURCED_COST: (
        _between(Slot.COST, red=True),
        *_takes_over(B_DISBURSED),
    ),
    PostingRule.RE_SOURCED_CLOSED_YEAR: (
        Leg(Slot.INCOME, Slot.INCOME, debit_of=Whose.OTHER),
        *_takes_over(B_DISBURSED),
    ),
    # The giver lifts a restriction, or makes one.
    PostingRule.RECLASSIFIED_NET: (
        Leg(NET, NET, credit_of=Whose.OTHER),
        *_RECLASSIFIED,
    ),
    PostingRule.RECLASSIFIED_INCOME: (
        Leg(Slot.INCOME, Slot.INCOME, credit_of=Whose.OTHER),
        *_RECLASSIFIED,
    ),
    # Permission to spend, from free to committed and back.
    PostingRule.APPROVED: (Leg(B_FREE, B_RESERVED),),
    PostingRule.ESTABLISHED: (Leg(B_RESERVED, B_COMMITTED),),
    PostingRule.NOTICE_WITHDRAWN: (Leg(B_RESERVED, _COMES_BACK),),
    PostingRule.SUPPLEMENT: (Leg(B_FREE, B_COMMITTED),),
    PostingRule.CUT: (Leg(B_COMMITTED, _COMES_BACK),),
    PostingRule.LAPSED: (Leg(B_COMMITTED, _COMES_BACK),),
    # Advances.
    PostingRule.ADVANCE_APPROVED: (Leg(B_COMMITTED, B_PAYMENT),),
    PostingRule.ADVANCE_PAID: (Leg(ADVANCE, Slot.BANK), Leg(B_PAYMENT, B_DISBURSED)),
    PostingRule.PAYMENT_DECLINED: (Leg(B_PAYMENT, B_COMMITTED),),
    # What of a bounced advance was spent already, the community spent itself: it is
    # owed to it from now on.
    PostingRule.ADVANCE_BOUNCED: (
        Leg(Slot.BANK, (ADVANCE, RECOVERABLE, PAYABLE)),
        Leg(B_DISBURSED, B_PAYMENT),
    ),
    PostingRule.CLAIM_ADMITTED: (Leg(Slot.COST, ADVANCE),),
    PostingRule.REFUND: (Leg(Slot.BANK, ADVANCE), Leg(B_DISBURSED, _COMES_BACK)),
    # Reimbursements.
    PostingRule.REIMBURSEMENT_ADMITTED: (
        Leg(Slot.COST, PAYABLE),
        Leg(B_COMMITTED, B_PAYMENT),
    ),
    PostingRule.REIMBURSEMENT_PAID: (
        Leg(PAYABLE, Slot.BANK),
        Leg(B_PAYMENT, B_DISBURSED),
    ),
    PostingRule.REIMBURSEMENT_BOUNCED: (
        Leg(Slot.BANK, PAYABLE),
        Leg(B_DISBURSED, B_PAYMENT),
    ),
    PostingRule.REIMBURSEMENT_DECLINED: _DECLINED,
    # What was spent against the rules, and what became of it.
    PostingRule.DISALLOWED_BEFORE_BOOKING: (Leg(RECOVERABLE, ADVANCE),),
    PostingRule.DISALLOWED_UNPAID: _DECLINED,
    PostingRule.DISALLOWED_UNPAID_CLOSED_YEAR: (
        Leg(PAYABLE, PRIOR_YEAR),
        Leg(B_PAYMENT, B_COMMITTED),
    ),
    PostingRule.DISALLOWED_SAME_YEAR: (Leg(RECOVERABLE, Slot.COST, credit_red=True),),
    PostingRule.DISALLOWED_CLOSED_YEAR: (Leg(RECOVERABLE, PRIOR_YEAR),),
    PostingRule.RECOVERED: (
        Leg(Slot.BANK, RECOVERABLE),
        Leg(B_DISBURSED, _COMES_BACK),
    ),
    PostingRule.WRITTEN_OFF: (Leg(Slot.LOSS, RECOVERABLE),),
    PostingRule.WRITTEN_OFF_BORNE: (
        Leg(Slot.LOSS, RECOVERABLE, debit_of=Whose.OTHER),
        Leg(B_DISBURSED, _COMES_BACK),
        Leg(_LEAVES, B_OVERHEAD, debit_of=Whose.OTHER, credit_of=Whose.OTHER),
    ),
    # What a red copy leaves between free budget and gap: see `red.level_gap`.
    PostingRule.GAP_OPENED: (Leg(B_UNCOVERED, B_FREE),),
    PostingRule.GAP_COVERED: (Leg(B_FREE, B_UNCOVERED),),
    # Corrections of a closed year: cost booked too high, and too low.
    PostingRule.CORRECTION_CLOSED_YEAR: (Leg(Slot.CORRECTED, PRIOR_YEAR),),
    PostingRule.CORRECTION_CLOSED_YEAR_CHARGED: (Leg(PRIOR_YEAR, Slot.CORRECTED),),
    # Restricted money that was spent is released: carried over first, then the year's.
    PostingRule.RELEASE: (
        Leg(
            (NET_RESTRICTED, Slot.RESTRICTED_INCOME),
            (NET_UNRESTRICTED, Slot.UNRESTRICTED_INCOME),
        ),
    ),
    # Year end, in this order, after the release.
    PostingRule.YEAR_END_INCOME: (Leg(Slot.RESULT, Slot.NET),),
    PostingRule.YEAR_END_COST: (Leg(NET_UNRESTRICTED, Slot.RESULT),),
    PostingRule.YEAR_END_PRIOR_YEAR: (Leg(Slot.RESULT, NET_UNRESTRICTED),),
    PostingRule.YEAR_END_PRIOR_YEAR_RELEASE: (Leg(NET_UNRESTRICTED, NET_RESTRICTED),),
    # What was there before these books: its vouchers bring their own postings.
    PostingRule.OPENING: (),
}
RULES: Final[Mapping[PostingRule, tuple[Leg, ...]]] = MappingProxyType(_RULES)
"""Every deed's postings. "bank ← donations" is Leg(bank, donations)."""


_BESIDE: Final = {
    # What a bounce left owed is settled first when an advance is paid again.
    PostingRule.ADVANCE_PAID: {PostingRule.REIMBURSEMENT_PAID},
    # Cost of this year and of closed ones; what was paid, and what never was.
    PostingRule.REIMBURSEMENT_DECLINED: {PostingRule.DISALLOWED_UNPAID_CLOSED_YEAR},
    PostingRule.DISALLOWED_SAME_YEAR: {PostingRule.DISALLOWED_UNPAID},
    PostingRule.DISALLOWED_CLOSED_YEAR: {PostingRule.DISALLOWED_UNPAID_CLOSED_YEAR},
    PostingRule.RE_SOURCED_COST: {PostingRule.RE_SOURCED_CLOSED_YEAR},
    # What comes back beyond the advance is nobody's yet.
    PostingRule.REFUND: {PostingRule.UNIDENTIFIED_RECEIVED},
    # What was carried over first, then this year's income.
    PostingRule.RECLASSIFIED_NET: {PostingRule.RECLASSIFIED_INCOME},
}
BESIDE: Final[Mapping[PostingRule, frozenset[PostingRule]]] = MappingProxyType(
    {rule: frozenset(others) for rule, others in _BESIDE.items()}
)
"""What a voucher of a rule may book by other rules, in one and the same deed."""


def places(
    side: AccountOrSlot | tuple[AccountOrSlot, ...],
) -> tuple[AccountOrSlot, ...]:
    """List the places on one side of a leg, in the order they are filled."""
    return side if isinstance(side, tuple) else (side,)


def slots(rule: PostingRule) -> frozenset[Slot]:
    """Tell which slots a deed must fill for this rule."""
    named = [
        place
        for leg in RULES[rule]
        for side in (leg.debit, leg.credit)
        for place in places(side)
    ]
    return frozenset(place for place in named if isinstance(place, Slot))
