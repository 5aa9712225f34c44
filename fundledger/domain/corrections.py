"""Corrections: which voucher may be corrected how, and what its blue voucher says.

《会计基础工作规范》 §51: what was booked wrongly is annulled in red and booked again in
blue; where only an amount was wrong, the difference is booked. A closed year is
corrected in the present one, through 以前年度净资产调整.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, NamedTuple

from fundledger.domain.chart import (
    ADVANCE,
    B_FREE,
    B_UNCOVERED,
    PAYABLE,
    PROGRAMME_COST,
    TRANSIT,
    Book,
    account,
    kindless,
    leaf_for,
)
from fundledger.domain.ids import AccountKey, ProjectNo, SourceKey
from fundledger.domain.journal import (
    Entry,
    PostingRule,
    VoucherKind,
)
from fundledger.domain.posting_rules import RULES, SLOT_ACCOUNTS, Slot, slots
from fundledger.domain.sources import Source
from fundledger.domain.transfers import SameAccountError
from fundledger.errors import N_, RefusedError


@dataclass(eq=False)
class AnnulledError(RefusedError):
    """A voucher is annulled at most once."""

    voucher: str
    code = "voucher_annulled"
    message = N_("Voucher {voucher} is annulled already.")
    hint = N_("Correct the blue voucher that took its place.")


@dataclass(eq=False)
class CorrectionKindError(RefusedError):
    """A red or a closing voucher, or a difference, is not corrected."""

    kind: VoucherKind
    code = "correction_kind"
    message = N_("A {kind} voucher is not corrected.")
    hint = N_("Correct the voucher that it comes from.")


@dataclass(eq=False)
class ClosedYearError(RefusedError):
    """A voucher of another year is not annulled in this one."""

    year: int
    code = "closed_year"
    message = N_("A voucher of {year} is not annulled in another year.")
    hint = N_("Correct its cost through 以前年度净资产调整.")


@dataclass(eq=False)
class SameYearError(RefusedError):
    """A voucher of this year is corrected in red and blue."""

    year: int
    code = "same_year"
    message = N_("{year} is not over: its vouchers are corrected in red and blue.")
    hint = N_("Correct the voucher itself, or adjust its amount.")


@dataclass(eq=False)
class NothingCorrectedError(RefusedError):
    """The correction would say the same again."""

    code = "nothing_corrected"
    message = N_("Nothing would change: the voucher holds no such account or project.")
    hint = N_("Name an account or project that is in the voucher.")


@dataclass(eq=False)
class ReplacementError(RefusedError):
    """The rule of the voucher does not take the new account."""

    rule: PostingRule
    old: AccountKey
    new: AccountKey
    code = "replacement_account"
    message = N_("{rule} cannot be booked with {new} in the place of {old}.")
    hint = N_("Choose an account of the same kind.")


@dataclass(eq=False)
class CaseVoucherError(RefusedError):
    """The voucher follows a decision on a case."""

    rule: PostingRule
    code = "case_voucher"
    message = N_("This {rule} follows a decision: its project and amount stay.")
    hint = N_("Decide the case anew; the books follow.")


@dataclass(eq=False)
class ReturnedSinceError(RefusedError):
    """Part of the money was given back, or a cost came back, since."""

    rule: PostingRule
    code = "returned_since"
    message = N_("Part of this {rule} was returned since: its source and that stay.")
    hint = N_("Let another source take over what it paid, or reclassify what it gave.")


@dataclass(eq=False)
class RefundSourceError(RefusedError):
    """A refund goes back to the sources of the newest advances, nobody chooses."""

    code = "refund_source"
    message = N_("A refund goes back to the sources of what was advanced last.")
    hint = N_("Have another source take over what the first paid: re_source_project.")


@dataclass(eq=False)
class NoCostError(RefusedError):
    """The voucher booked no programme cost against an advance or a payable."""

    voucher: str
    code = "no_cost"
    message = N_("Voucher {voucher} has no programme cost to correct.")
    hint = N_("Choose the voucher that booked the cost.")


SIBLINGS: Final[Mapping[PostingRule, PostingRule]] = MappingProxyType(
    {
        PostingRule.DONATION_RECEIVED: PostingRule.GRANT_RECEIVED,
        PostingRule.GRANT_RECEIVED: PostingRule.DONATION_RECEIVED,
    }
)
"""What may turn out to be the other: a donation that was a grant, and back."""


NEVER_CORRECTED: Final = frozenset(
    {VoucherKind.RED, VoucherKind.RELEASE, VoucherKind.CLOSING}
)
"""What is not corrected itself: a release counts anew what was released too much."""


OF_ITS_BANK: Final = frozenset(
    {
        PostingRule.DONATION_RECEIVED,
        PostingRule.GRANT_RECEIVED,
        PostingRule.ADVANCE_PAID,
        PostingRule.REIMBURSEMENT_PAID,
        PostingRule.RETURN_PAID,
        PostingRule.ADMIN_COST,
    }
)
"""What somebody does by the bank account of its source, where it names one.

Fees, interest and what comes back arrive where the bank books them.
"""


def decide_correctable(
    voucher: str, kind: VoucherKind, *, annulled: bool, replaces: bool
) -> None:
    """Decide whether a voucher may be corrected; `replaces` an annulled one.

    A blue voucher that replaces none is a difference. Raises AnnulledError,
    CorrectionKindError.
    """
    if annulled:
        raise AnnulledError(voucher)
    difference = kind is VoucherKind.BLUE and not replaces
    if difference or kind in NEVER_CORRECTED:
        raise CorrectionKindError(kind)


def decide_same_year(year: int, now: int) -> None:
    """Demand the year of the voucher itself. Raises ClosedYearError."""
    if year != now:
        raise ClosedYearError(year)


class Replacements(NamedTuple):
    """What takes the place of what was booked."""

    accounts: Mapping[AccountKey, AccountKey] = MappingProxyType({})
    project_no: ProjectNo | None = None
    source: Source | None = None


def corrected_rule(
    rule: PostingRule, booked: Sequence[Entry], by: Replacements
) -> PostingRule:
    """Tell the rule of the blue voucher. Raises ReplacementError.

    A new account fits where the old one filled the same slot of the rule, or of its
    sibling. An opening voucher takes any account of the same book. The leaf for a kind
    of money follows from the source: without another source, it stays of that kind.
    """
    booked_accounts = {key for entry in booked for key in entry[:2]}
    wanted = {
        old: new
        for old, new in by.accounts.items()
        if old in booked_accounts and old != new
    }
    for old, new in wanted.items():
        if by.source is None and account(old).restricted is not account(new).restricted:
            raise ReplacementError(rule, old, new)
    after = {
        candidate
        for candidate in (rule, SIBLINGS.get(rule, rule))
        if all(_fits(rule, candidate, old, new) for old, new in wanted.items())
    }
    if rule in after or not wanted:
        return rule
    if after:
        return after.pop()
    old, new = next(iter(wanted.items()))
    raise ReplacementError(rule, old, new)


def _fits(
    rule: PostingRule, after: PostingRule, old: AccountKey, new: AccountKey
) -> bool:
    """Tell whether an account may take another's place."""
    replaced, other = account(old), account(new)
    if not other.postable or replaced.book is not other.book:
        return False
    if not RULES[rule]:
        by = (replaced.by_project, replaced.by_source)
        return by == (other.by_project, other.by_source)
    was = {slot for slot in slots(rule) if _fills(old, slot)}
    now = {slot for slot in slots(after) if _fills(new, slot)}
    if rule is after:
        return bool(was & now)
    return bool(was) and bool(now)


def _fills(key: AccountKey, slot: Slot) -> bool:
    """Tell whether an account may fill a slot; on 在途 money only waits."""
    return key != TRANSIT and bool({key, account(key).control} & SLOT_ACCOUNTS[slot])


def corrected(booked: Sequence[Entry], by: Replacements) -> list[Entry]:
    """Say the same with other accounts, another project or source; the order stays.

    With another source, the leaves follow its kind. Raises NothingCorrectedError,
    and SameAccountError where both sides would be one.
    """
    right = [
        entry._replace(
            debit=_right_account(entry.debit, entry.debit_source, by),
            credit=_right_credit(entry, by),
            project_no=entry.project_no
            if by.project_no is None or entry.project_no is None
            else by.project_no,
            debit_source=_right_source(entry.debit_source, by),
            credit_source=_right_source(entry.credit_source, by),
        )
        for entry in booked
    ]
    if right == list(booked):
        raise NothingCorrectedError
    for entry in right:
        if (entry.debit, entry.debit_source) == (entry.credit, entry.credit_source):
            raise SameAccountError(entry.debit)
    return right


def _right_credit(entry: Entry, by: Replacements) -> AccountKey:
    """Say where an amount belongs; what covered a gap of one source is free to another.

    Whether that one has a gap itself is levelled after the correction.
    """
    source = entry.credit_source
    moves = by.source is not None and source is not None and source != by.source.key
    if moves and entry.credit == B_UNCOVERED:
        return B_FREE
    return _right_account(entry.credit, source, by)


def together(entries: Sequence[Entry]) -> list[Entry]:
    """Add up postings between the same places: one of them says it all."""
    sums: dict[Entry, int] = {}
    for entry in entries:
        where = entry._replace(fen=0)
        sums[where] = sums.get(where, 0) + entry.fen
    return [where._replace(fen=fen) for where, fen in sums.items()]


def _right_account(
    key: AccountKey, source: SourceKey | None, by: Replacements
) -> AccountKey:
    right = by.accounts.get(key, key)
    if by.source is None or source is None or account(right).restricted is None:
        return right
    return leaf_for(kindless(right), restricted=by.source.restricted)


def _right_source(source: SourceKey | None, by: Replacements) -> SourceKey | None:
    return source if by.source is None or source is None else by.source.key


def without_unchanged_budget(
    booked: Sequence[Entry], right: Sequence[Entry]
) -> tuple[list[Entry], list[Entry]]:
    """Leave the budget postings out of a correction that does not change them.

    Their voucher stands then. Where one of them changes, all are annulled and booked
    again, with the money: both books, or the money book alone.
    """
    pairs = list(zip(booked, right, strict=True))
    changed = any(
        old != new for old, new in pairs if account(old.debit).book is Book.BUDGET
    )
    if not changed:
        pairs = [each for each in pairs if account(each[0].debit).book is Book.MONEY]
    return [old for old, _ in pairs], [new for _, new in pairs]


def closed_year_cost(
    voucher: str, booked: Sequence[Entry], year: int, now: int
) -> list[Entry]:
    """Find the cost of a closed year that a voucher booked against what was owed.

    Raises SameYearError, NoCostError.
    """
    if year >= now:
        raise SameYearError(year)
    costs = [
        entry
        for entry in booked
        if account(entry.debit).control == PROGRAMME_COST
        and entry.credit in (ADVANCE, PAYABLE)
    ]
    if not costs:
        raise NoCostError(voucher)
    return costs
