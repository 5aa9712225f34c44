"""Booking: how a deed makes vouchers. Not deeds by itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from fundledger.domain.adoptions import require_adopted
from fundledger.domain.chart import Book, ByProject
from fundledger.domain.editions import RULES_EDITION
from fundledger.domain.ids import AccountKey, Login, Month, ProjectNo, VoucherNo
from fundledger.domain.journal import (
    Entry,
    InsufficientError,
    Left,
    PostingRule,
    Slot,
    VoucherKind,
    entries,
    left_after,
)
from fundledger.domain.money import Money, from_fen
from fundledger.domain.periods import decide_voucher_month, month_of
from fundledger.domain.signatures import SignaturePart, signed_at_once
from fundledger.domain.vouchers import by_series, moves_bank
from fundledger.errors import N_, RefusedError
from fundledger.queries import adoptions, balances, journal
from fundledger.store import tables as t
from fundledger.store.writing import Writing


@dataclass(eq=False)
class MonthEndFloorError(RefusedError):
    """A voucher dated back would leave an account short before a later month."""

    account: AccountKey
    month: Month
    left: Money
    code = "month_end_floor"
    message = N_("{account} would stand at {left} before {month}.")
    hint = N_("Date the voucher later.")


class Part(NamedTuple):
    """One rule applied to an amount in 分: part of a voucher that applies several."""

    rule: PostingRule
    fen: int
    accounts: Mapping[Slot, AccountKey] = MappingProxyType({})


def post(
    write: Writing,
    rule: PostingRule,
    fen: int,
    *,
    summary: str,
    accounts: Mapping[Slot, AccountKey] | None = None,
    project_no: ProjectNo | None = None,
    on: date | None = None,
    reviewed_by: Login | None = None,
) -> VoucherNo:
    """Book an amount in 分 by a rule: a 记 voucher, a 备 one, or both.

    Gives the 记, or the 备 where no money moves. Raises what the rule refuses
    (`domain.journal`), MonthNotOpenError, MonthEndFloorError.
    """
    booked = entries(
        rule,
        fen,
        project_no=project_no,
        accounts=accounts or {},
        left=standing(write),
    )
    return book(write, rule, booked, summary=summary, on=on, reviewed_by=reviewed_by)


def entries_of(
    write: Writing, parts: Iterable[Part], project_no: ProjectNo | None
) -> list[Entry]:
    """Apply rules one after another, for one voucher; each sees what went before.

    Raises what the rules refuse (`domain.journal`).
    """
    booked: list[Entry] = []
    for part in parts:
        booked += entries(
            part.rule,
            part.fen,
            project_no=project_no,
            accounts=part.accounts,
            left=left_after(standing(write), booked),
        )
    return booked


def book(  # noqa: PLR0913 - each is a column of the voucher
    write: Writing,
    rule: PostingRule,
    postings: Sequence[Entry],
    *,
    summary: str,
    on: date | None = None,
    kind: VoucherKind = VoucherKind.NORMAL,
    annuls: Mapping[Book, VoucherNo] = MappingProxyType({}),
    attachments: int = 0,
    beside: Sequence[Entry] = (),
    reviewed_by: Login | None = None,
) -> VoucherNo:
    """Write a deed's vouchers: the 记 of its money postings, the 备 of its budget.

    Gives the 记, or the 备 where no money moves. `on` is the accounting date; without
    it, the desk's date. Balances move when the deed's record is sealed, so a deed that
    books twice sees them as they were before. `beside` is what it books next, in the
    same month: floors are held over both, since a red copy may dip until the blue one
    is there. `reviewed_by` signed the deed as the second of two, and so reviewed it.
    """
    _require_rules(write)
    day = on or write.on
    month, last_numbers = _open_month(write, day, [*postings, *beside])
    written: list[VoucherNo] = []
    for series, half in by_series(postings).items():
        of_money = series is Book.MONEY
        no = VoucherNo(write.next_no(t.voucher))
        last = partial(last_numbers.__getitem__, series)
        write.insert(
            t.voucher,
            no=no,
            month=month,
            series=series,
            number=write.next_in(f"voucher {month} {series}", last),
            on_date=day,
            summary=summary,
            kind=kind,
            rule=rule,
            attachments=0 if written else attachments,
            annuls_no=annuls.get(series),
            pair_no=next(iter(written), None),
        )
        _insert_postings(write, no, half)
        if of_money:
            _sign_at_once(write, no, half, reviewed_by)
        written.append(no)
    return written[0]


def _require_rules(write: Writing) -> None:
    """Demand that this program's rules are adopted. Raises RulesNotAdoptedError."""
    adopted = write.before("rules", partial(adoptions.adopted_on, write))
    require_adopted(RULES_EDITION, adopted)


def _open_month(
    write: Writing, day: date, postings: Sequence[Entry]
) -> tuple[Month, Mapping[Book, int]]:
    """Judge the month that postings are booked in; give its last numbers by series."""
    month = month_of(day)
    state = write.before(month, partial(journal.month_state, write, month))
    decide_voucher_month(month, closed=state.closed)
    if state.later:
        _require_month_ends(write, postings, month)
    return month, state.last


def _sign_at_once(
    write: Writing, no: VoucherNo, postings: Sequence[Entry], reviewed_by: Login | None
) -> None:
    """Sign what whoever does the deed signs by doing it; the rest waits in queues."""
    parts = signed_at_once(write.role, moves_bank=moves_bank(postings))
    signed = dict.fromkeys(parts, write.actor)
    if reviewed_by is not None:
        signed[SignaturePart.REVIEWED] = reviewed_by
    rows = [
        {"voucher_no": no, "part": part, "login": login, "on_date": write.on}
        for part, login in signed.items()
    ]
    write.insert_many(t.signature, rows)


def _insert_postings(write: Writing, no: VoucherNo, postings: Sequence[Entry]) -> None:
    rows = [
        {"no": write.next_no(t.posting), "voucher_no": no, **entry._asdict()}
        for entry in postings
    ]
    write.insert_many(t.posting, rows)
    write.booked += postings


def standing(write: Writing) -> Left:
    """Tell what accounts have left, counting what this deed has booked so far."""
    sealed = partial(balances.left, write)
    return left_after(sealed, write.booked)


def require_floors(write: Writing, postings: Sequence[Entry]) -> None:
    """Demand that all the postings of a correction leave no account below its floor.

    Rules never take more than there is; a red copy or a difference may. Raises
    InsufficientError.
    """
    before = standing(write)
    after = left_after(before, postings)
    for place in _floored(write, postings):
        if after(*place) < 0:
            fen = before(*place) - after(*place)
            raise InsufficientError(*place, from_fen(before(*place)), from_fen(fen))


def _require_month_ends(
    write: Writing, postings: Sequence[Entry], month: Month
) -> None:
    """Hold the floors at every month end from the voucher's month on.

    The latest is judged by the database as well; only a voucher dated back can reach
    the others.
    """
    after = left_after(standing(write), postings)
    for key, project_no in _floored(write, postings):
        left = after(key, project_no)
        moved = write.before(
            (key, project_no, month),
            partial(journal.moved_after, write, key, project_no, month),
        )
        for later in sorted(moved, reverse=True):
            left -= moved[later]
            if left < 0:
                raise MonthEndFloorError(key, later, from_fen(left))


def _floored(
    write: Writing, postings: Sequence[Entry]
) -> list[tuple[AccountKey, ProjectNo | None]]:
    """List the balances with a floor that these postings touch, at both grains."""
    accounts = balances.accounts(write)
    touched: dict[tuple[AccountKey, ProjectNo | None], None] = {}
    for entry in postings:
        for key in (entry.debit, entry.credit):
            if accounts[key].floor:
                touched[key, None] = None
            if accounts[key].floor and accounts[key].by_project is not ByProject.NO:
                touched[key, entry.project_no] = None
    return list(touched)
