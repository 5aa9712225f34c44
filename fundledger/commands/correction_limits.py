"""What a correction of a voucher may not change. Not deeds by themselves."""

from collections.abc import Iterator, Sequence

from fundledger.commands.posting import (
    find_terms,
    parts_of,
    standing,
    take_back_advance,
)
from fundledger.domain.chart import ADVANCE, BANK, UNIDENTIFIED, account
from fundledger.domain.correction_signers import DECIDED
from fundledger.domain.corrections import (
    OF_ITS_BANK,
    CaseVoucherError,
    RefundSourceError,
    Replacements,
    ReturnedSinceError,
)
from fundledger.domain.ids import AccountKey, SourceKey
from fundledger.domain.journal import (
    Entry,
    PostingRule,
    Slot,
    entries,
    left_after,
)
from fundledger.domain.red import red_copy
from fundledger.domain.sources import (
    Share,
    decide_bank,
    decide_overhead,
    decide_runs,
    decide_unrestricted,
    summed,
    total,
)
from fundledger.queries import cases, recoveries, running_costs, sources
from fundledger.queries.corrections import first_voucher
from fundledger.queries.funding import funding_of_voucher
from fundledger.queries.journal import Voucher
from fundledger.store.writing import Writing


def require_movable(
    write: Writing, old: Voucher, booked: Sequence[Entry], by: Replacements
) -> None:
    """Refuse what another project or source may not take over.

    Raises CaseVoucherError, RefundSourceError, ReturnedSinceError,
    RestrictedSourceError, OverheadShareError.
    """
    if by.project_no is None and by.source is None:
        return
    require_undecided(write, old)
    if by.source is not None and is_refund(write, old):
        raise RefundSourceError
    require_bearable(write, old, booked, by.source.key if by.source else None)
    if by.source is not None:
        require_unreturned(write, old)


def require_undecided(write: Writing, old: Voucher) -> None:
    """Refuse to give a voucher another project, source or amount than was decided.

    A refund follows no decision: it is what came. Raises CaseVoucherError.
    """
    if old.rule in DECIDED:
        raise CaseVoucherError(old.rule)
    step = cases.step_of_voucher(write, first_voucher(write, old.no))
    if step is not None and not is_refund(write, old):
        raise CaseVoucherError(old.rule)


def is_refund(write: Writing, old: Voucher) -> bool:
    """Tell whether a voucher books what came back of an advance."""
    return recoveries.refund_of_voucher(write, old.no) is not None


def refund_elsewhere(
    write: Writing, old: Voucher, booked: Sequence[Entry], by: Replacements
) -> list[Entry] | None:
    """Book a refund anew that came of another project, whose sources are others.

    It goes back to the sources of that project's newest advances. None for any other
    voucher, and where the sources are the same. Raises InsufficientError.
    """
    if by.project_no is None or not is_refund(write, old):
        return None
    came = [each for each in booked if each.credit == ADVANCE]
    was = summed(Share(e.credit_source, e.fen) for e in came if e.credit_source)
    shares = take_back_advance(write, by.project_no, total(was))
    if shares == was:
        return None
    bank = by.accounts.get(came[0].debit, came[0].debit)
    slots = {Slot.BANK: bank}
    rule = PostingRule.REFUND
    parts = parts_of(write, rule, shares, accounts=slots, project_no=by.project_no)
    left = left_after(standing(write), red_copy(booked))
    anew: list[Entry] = []
    for part in parts:
        anew += entries(part, left_after(left, anew))
    beyond = [e._replace(debit=bank) for e in booked if e.credit == UNIDENTIFIED]
    return [*anew, *beyond]


def require_unreturned(write: Writing, old: Voucher) -> None:
    """Refuse another source for money of which something was returned since.

    It went back to the old source, or was given back of it. Raises ReturnedSinceError.
    """
    funding = funding_of_voucher(write, old.no)
    if funding is not None and funding.returned_fen:
        raise ReturnedSinceError(old.rule)
    require_unbounced(write, old)


def require_unbounced(write: Writing, old: Voucher) -> None:
    """Refuse another amount for a cost that came back. Raises ReturnedSinceError."""
    cost = running_costs.cost_of_voucher(write, old.no)
    if cost is not None and cost.bounced_voucher_no is not None:
        raise ReturnedSinceError(old.rule)


def require_own_banks(
    write: Writing, old: Voucher, booked: Sequence[Entry], right: Sequence[Entry]
) -> None:
    """Hold a source that names its bank account to it, where the correction moves it.

    What was identified lies where it came to, and is transferred. Raises
    SourceBankError.
    """
    if old.rule not in OF_ITS_BANK:
        return
    for key, bank in sorted({*_banks(right)} - {*_banks(booked)}):
        decide_bank(find_terms(write, key).terms, bank)


def _banks(entries: Sequence[Entry]) -> Iterator[tuple[SourceKey, AccountKey]]:
    """Tell the money of which sources moves which bank accounts."""
    for each in entries:
        source = each.debit_source or each.credit_source
        for key in each[:2]:
            if source is not None and account(key).control == BANK:
                yield source, key


def require_bearable(
    write: Writing, old: Voucher, right: Sequence[Entry], source: SourceKey | None
) -> None:
    """Hold what a running cost is corrected to, to what a source may pay of it.

    Another source takes it over only if it ran on the day of the cost. Raises
    SourceDatesError, RestrictedSourceError for a fee, OverheadShareError.
    """
    paid = [each for each in right if account(each.credit).control == BANK]
    if old.rule not in (PostingRule.BANK_FEE, PostingRule.ADMIN_COST) or not paid:
        return
    key = source or paid[0].debit_source
    assert key is not None, "a running cost is of a source"
    terms = find_terms(write, key).terms
    if source is not None:
        decide_runs(terms, old.on)
    if old.rule is PostingRule.BANK_FEE:
        decide_unrestricted(terms)
        return
    cost = running_costs.cost_of_voucher(write, old.no)
    own = cost.fen if cost is not None and cost.source == key else 0
    decide_overhead(
        terms,
        sum(each.fen for each in paid),
        received_fen=sources.received(write, key),
        spent_fen=running_costs.spent(write, key) - own,
    )
