"""Work of the whole fund that waits in queues: many things, shown as one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from fundledger.commands.cases import EVERYWHERE
from fundledger.commands.permission import refusal_to_cosign
from fundledger.commands.rights import Who, decide_role
from fundledger.domain.actions import Action
from fundledger.domain.chart import UNIDENTIFIED
from fundledger.domain.editions import RULES_EDITION
from fundledger.domain.handovers import HandoverState, decide_signer
from fundledger.domain.ids import Login
from fundledger.domain.inbox import COUNTED
from fundledger.domain.people import PERMITS, Grant, Role
from fundledger.domain.periods import (
    decide_month_close,
    decide_year_close,
    month_end,
    year_of,
)
from fundledger.domain.signatures import PARTS, SignaturePart
from fundledger.errors import RefusedError
from fundledger.queries import (
    adoptions,
    balances,
    funds,
    handovers,
    people,
    records,
    returns,
)
from fundledger.queries import cosignatures as signed
from fundledger.queries import queues as queries
from fundledger.queries.evidence import is_missing
from fundledger.queries.evidence import missing as missing_of
from fundledger.queries.handovers import Handover
from fundledger.queries.inbox import Reach
from fundledger.queries.releases import unreleased as unreleased_of
from fundledger.queries.signatures import is_unsigned
from fundledger.store.reading import Books


class Queue(NamedTuple):
    """Many things of one kind that wait for the same deeds."""

    noun: str
    deeds: tuple[str, ...]
    since: date
    """The day of the oldest."""
    key: str | int | None = None
    """The month or the year that can be closed."""
    size: int = 1
    """How many there are; `COUNTED` means so many or more."""
    fen: int | None = None
    """What they come to, in 分."""
    code: str = ""
    title: str = ""
    signer: str = ""
    """Who has signed it already, or who gave it back."""
    state: str = ""
    note: str = ""
    """Why it came back."""
    given: Mapping[str, Any] | None = None
    """What it was filled with, where it is to be filled in anew."""


class Asker(NamedTuple):
    """Who asks, on which day, with every role that holds then."""

    books: Books
    login: Login
    on: date
    grants: Sequence[Grant]
    reaches: Mapping[Role, Reach]
    """By role held now or ever: which questions of separation there are."""


def queues(asker: Asker) -> Iterator[Queue]:
    """Give the work of the whole fund that waits for somebody."""
    if _may(asker, Action.RULES_ADOPT):
        yield from _rules(asker)
    yield from _handovers(asker)
    yield from cosignatures(asker)
    yield from _returned(asker)
    for part, rule in PARTS.items():
        if _may(asker, rule.action):
            yield from _vouchers(asker, part)
    if _may(asker, Action.EVIDENCE_EXCUSE):
        yield from _missing(asker)
    if _may(asker, Action.RECEIPT_IDENTIFY):
        yield from _unidentified(asker)
    if _may(asker, Action.RETURN_PAY):
        yield from _returns(asker)
    if _may(asker, Action.MONTH_CLOSE) or _may(asker, Action.YEAR_CLOSE):
        yield from _closing(asker)


def _may(asker: Asker, action: Action) -> bool:
    who = Who(asker.login, action, asker.on)
    return _goes_through(lambda: decide_role(asker.books, who, [EVERYWHERE]))


def _rules(asker: Asker) -> Iterator[Queue]:
    """Name the rules edition that nobody has signed yet."""
    if RULES_EDITION in adoptions.adopted_on(asker.books):
        return
    if adoptions.waiting(asker.books, RULES_EDITION):
        return  # It stands among what somebody has signed already.
    yield Queue("adoption", ("adopt_rules",), asker.on, key=RULES_EDITION)


def cosignatures(asker: Asker) -> Iterator[Queue]:
    """Name what somebody has signed and the one who asks is to sign beside them."""
    names = {each.login: each.name for each in people.people(asker.books)}
    for each in signed.waiting(asker.books):
        if refusal_to_cosign(asker.books, asker.login, asker.on, each.no) is None:
            about = signed.subject(asker.books, each.no)
            assert about is not None, "it is there: it waits"
            yield Queue(
                "cosignature",
                (each.deed,),
                each.on,
                key=each.no,
                fen=about.fen,
                code=about.code,
                title=about.title,
                signer=names[each.login],
                state=each.state,
            )


def _returned(asker: Asker) -> Iterator[Queue]:
    """Name what somebody signed and the other gave back: to do anew, or give up."""
    listed = signed.returned(asker.books, asker.login)
    names = {each.login: each.name for each in people.people(asker.books)}
    for each in listed:
        last = records.record(asker.books, each.seq)
        assert last is not None, "a row is written by a record"
        about = signed.subject_of(asker.books, each.asked_for)
        yield Queue(
            "cosignature",
            (each.deed, "withdraw_cosignature"),
            last.record.on,
            key=each.no,
            fen=about.fen,
            code=about.code,
            title=about.title,
            signer=names[last.record.actor],
            state=each.state,
            note=each.end_reason or "",
            given=each.asked_for,
        )


_NEXT: Final = MappingProxyType(
    {
        HandoverState.PROPOSED: (Action.HANDOVER_ACCEPT, "accept_handover"),
        HandoverState.ACCEPTED: (Action.HANDOVER_WITNESS, "witness_handover"),
    }
)
"""What a handover waits for."""


def _handovers(asker: Asker) -> Iterator[Queue]:
    """Name the handovers that somebody is to accept, or to witness."""
    for each in handovers.waiting(asker.books):
        action, deed = _NEXT[each.state]
        if _may(asker, action) and _goes_through(
            partial(_is_signer, asker.login, action, each)
        ):
            yield Queue("handover", (deed,), each.on, key=each.no)


def _is_signer(login: Login, action: Action, of: Handover) -> None:
    """Ask whether somebody signs a handover next."""
    decide_signer(of.no, action, login, of.role, of.giver, of.to)


def _vouchers(asker: Asker, part: SignaturePart) -> Iterator[Queue]:
    """Count the vouchers whose part somebody may sign.

    Months that are closed have none: each of their vouchers is signed.
    """
    roles = {grant.role for grant in asker.grants} & PERMITS[PARTS[part].action]
    reaches = {role: asker.reaches[role] for role in roles}
    days: list[date] = []
    for period in funds.periods(asker.books):
        if not period.closed and len(days) < COUNTED:
            left = COUNTED - len(days)
            login, month = asker.login, period.key
            days += queries.signable(asker.books, part, login, reaches, month, left)
    if days:
        yield Queue("voucher", PARTS[part].deeds, min(days), size=len(days))


def _missing(asker: Asker) -> Iterator[Queue]:
    """Count the papers that vouchers of open months lack; months are over or not."""
    lacking = [
        each
        for period in funds.periods(asker.books)
        if not period.closed
        for each in missing_of(asker.books, month=period.key)
    ]
    if lacking:
        on, size = min(each.on for each in lacking), len(lacking)
        yield Queue("evidence", ("attach_file",), on, size=size)


def _unidentified(asker: Asker) -> Iterator[Queue]:
    """Sum the money that nobody has identified."""
    if not balances.whole(asker.books, UNIDENTIFIED):
        return
    waiting = queries.unidentified(asker.books)
    fen = sum(each.fen for each in waiting)
    yield Queue(
        "funding", ("identify_money",), waiting[0].on, size=len(waiting), fen=fen
    )


def _returns(asker: Asker) -> Iterator[Queue]:
    """Name the returns that are decided and not paid yet."""
    for each in returns.unpaid(asker.books):
        yield Queue(
            "return",
            ("pay_money_return",),
            each.on,
            key=each.no,
            fen=each.fen,
            title=each.party,
        )


def _closing(asker: Asker) -> Iterator[Queue]:
    """Name the month or the year that can be closed; December follows its year."""
    opened = [each.key for each in funds.periods(asker.books) if not each.closed]
    if not opened:
        return
    month, on = min(opened), asker.on
    year = year_of(month)
    closed = [each.year for each in funds.years(asker.books) if each.closed]
    if _goes_through(
        lambda: decide_year_close(
            year,
            on,
            opened=opened,
            closed_years=closed,
            unsigned=int(is_unsigned(asker.books, month)),
        )
    ):
        if _may(asker, Action.YEAR_CLOSE) and not _is_year_signed(asker):
            yield Queue("year", ("close_year",), month_end(month), key=year)
        return
    over = on >= month_end(month) and _may(asker, Action.MONTH_CLOSE)
    unsigned = int(over and is_unsigned(asker.books, month))
    unreleased = over and not unsigned and unreleased_of(asker.books, month)
    lacking = (
        over and not unsigned and not unreleased and is_missing(asker.books, month)
    )
    if over and _goes_through(
        lambda: decide_month_close(
            month,
            opened=opened,
            unsigned=unsigned,
            on=on,
            unreleased_fen=int(unreleased),
            missing=int(lacking),
        )
    ):
        yield Queue("month", ("close_month",), month_end(month), key=month)


def _is_year_signed(asker: Asker) -> bool:
    """Tell whether one of two has signed a closing: it waits for the other as such."""
    return any(each.deed == "close_year" for each in signed.waiting(asker.books))


def _goes_through(decide: Callable[[], object]) -> bool:
    try:
        decide()
    except RefusedError:
        return False
    return True
