"""Booking: how a deed makes vouchers. Not deeds by itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from types import MappingProxyType

from fundledger.commands.lookup import require
from fundledger.domain.adoptions import require_adopted
from fundledger.domain.chart import ADVANCE, Book
from fundledger.domain.editions import RULES_EDITION
from fundledger.domain.ids import (
    AccountKey,
    Login,
    Month,
    ProjectNo,
    SourceKey,
    VoucherNo,
)
from fundledger.domain.journal import (
    Entry,
    InsufficientError,
    Left,
    Place,
    Posting,
    PostingRule,
    Slot,
    VoucherKind,
    entries,
    left_after,
    sides,
)
from fundledger.domain.money import Money, from_fen
from fundledger.domain.periods import decide_voucher_month, month_of
from fundledger.domain.signatures import SignaturePart, signed_at_once
from fundledger.domain.sources import Share, Source, take, total
from fundledger.domain.vouchers import by_series, moves_bank
from fundledger.errors import N_, RefusedError
from fundledger.queries import adoptions, balances, journal, sources
from fundledger.queries.sources import FundingSource
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


def post(
    write: Writing,
    rule: PostingRule,
    shares: Sequence[Share],
    *,
    summary: str,
    accounts: Mapping[Slot, AccountKey] = MappingProxyType({}),
    project_no: ProjectNo | None = None,
    on: date | None = None,
    reviewed_by: Login | None = None,
) -> VoucherNo:
    """Book what is of each source by a rule: a 记 voucher, a 备 one, or both.

    Gives the 记, or the 备 where no money moves. Raises what the rule refuses
    (`domain.journal`), MonthNotOpenError, MonthEndFloorError.
    """
    parts = parts_of(write, rule, shares, accounts=accounts, project_no=project_no)
    booked = entries_of(write, parts)
    return book(write, rule, booked, summary=summary, on=on, reviewed_by=reviewed_by)


def parts_of(
    write: Writing,
    rule: PostingRule,
    shares: Sequence[Share],
    *,
    accounts: Mapping[Slot, AccountKey] = MappingProxyType({}),
    project_no: ProjectNo | None = None,
) -> list[Posting]:
    """Say what a rule is applied to: what is of each source, one after another.

    Nothing at all is a posting of nothing, which the rules refuse.
    """
    if not shares:
        return [Posting(rule, 0, None, accounts, project_no)]
    return [
        Posting(rule, each.fen, find_source(write, each.source), accounts, project_no)
        for each in shares
    ]


def find_source(write: Writing, key: SourceKey) -> Source:
    """Find a source as postings need it. Raises NotFoundError."""
    return find_terms(write, key).source


def find_terms(write: Writing, key: SourceKey) -> FundingSource:
    """Find a source of funds. Raises NotFoundError."""
    source = write.before(("source", key), partial(sources.source, write, key))
    return require(source, "source", key)


def entries_of(write: Writing, parts: Iterable[Posting]) -> list[Entry]:
    """Apply rules one after another, for one voucher; each sees what went before.

    Raises what the rules refuse (`domain.journal`).
    """
    booked: list[Entry] = []
    for part in parts:
        booked += entries(part, left_after(standing(write), booked))
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
    for place in _floored(write, postings):
        left = after(*place)
        question = partial(journal.moved_after, write, place, month)
        moved = write.before((place, month), question)
        for later in sorted(moved, reverse=True):
            left -= moved[later]
            if left < 0:
                raise MonthEndFloorError(place[0], later, from_fen(left))


def _floored(write: Writing, postings: Sequence[Entry]) -> list[Place]:
    """List the balances with a floor that these postings touch, at both grains."""
    accounts = balances.accounts(write)
    touched: dict[Place, None] = {}
    for entry in postings:
        for _, (key, project_no, source) in sides(entry):
            if accounts[key].floor:
                touched[key, None, source] = None
                if project_no is not None:
                    touched[key, project_no, source] = None
    return list(touched)


def whole(write: Writing, key: AccountKey, project_no: ProjectNo | None = None) -> int:
    """Tell what an account has left of all sources, with what this deed has booked."""
    sealed = balances.whole(write, key, project_no)
    moved = left_after(lambda _key, _no, _of: 0, write.booked)
    named = {
        source
        for entry in write.booked
        for _, (at, _, source) in sides(entry)
        if at == key
    }
    return sealed + sum(moved(key, project_no, source) for source in named)


def project_shares(
    write: Writing, key: AccountKey, project_no: ProjectNo
) -> list[Share]:
    """Tell what a project has of each source on an account, in the project's order.

    That is the order they are used up in; what comes back goes the other way.
    """
    order = sources.order(write, project_no)
    return sources.shares(write, key, project_no, order)


def take_all(
    write: Writing, key: AccountKey, project_no: ProjectNo, fen: int
) -> list[Share]:
    """Take an amount from what a project has on an account, in its sources' order.

    Raises InsufficientError where it has less, NothingToPostError for nothing.
    """
    return _all_of(key, project_no, fen, project_shares(write, key, project_no))


def give_back_all(
    write: Writing, key: AccountKey, project_no: ProjectNo, fen: int
) -> list[Share]:
    """Take an amount back, in the reverse order. Raises InsufficientError."""
    shares = project_shares(write, key, project_no)
    return _all_of(key, project_no, fen, [*reversed(shares)])


def clear_advance(write: Writing, project_no: ProjectNo, fen: int) -> list[Share]:
    """Take an amount from a project's advances, the oldest first.

    Raises InsufficientError.
    """
    lots = sources.advance_lots(write, project_no)
    return _all_of(ADVANCE, project_no, fen, lots)


def take_back_advance(write: Writing, project_no: ProjectNo, fen: int) -> list[Share]:
    """Take an amount back from a project's advances, the newest first.

    Raises InsufficientError.
    """
    lots = sources.advance_lots(write, project_no)
    return _all_of(ADVANCE, project_no, fen, [*reversed(lots)])


def _all_of(
    key: AccountKey, project_no: ProjectNo, fen: int, left: Sequence[Share]
) -> list[Share]:
    taken = take(fen, left)
    if total(taken) < fen:
        named = left[0].source if len({each.source for each in left}) == 1 else None
        has = from_fen(total(taken))
        raise InsufficientError(key, project_no, named, has, from_fen(fen))
    return taken
