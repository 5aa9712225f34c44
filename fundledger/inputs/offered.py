"""What is said of sources and of money, where one of them is chosen for a field.

A number alone tells nobody which return is meant; a source is chosen by what it has
free. What a deed takes only in some state is not offered in another.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from fundledger.domain.claims import RecoveryState
from fundledger.domain.fen import format_fen
from fundledger.domain.ids import FundingNo, ReturnNo
from fundledger.domain.returns import ReturnState
from fundledger.errors import N_
from fundledger.i18n.nouns import Noun
from fundledger.queries import (
    funding,
    funds,
    projects,
    recoveries,
    returns,
    running_costs,
    sources,
    transfers,
)
from fundledger.reports.report import Phrase
from fundledger.store.reading import Books

RESTRICTED: Final = N_("restricted")
FREE: Final = N_("{amount} free")
SHORT: Final = N_("overdrawn by {amount}")
UNTIL: Final = N_("until {day}")
LEFT: Final = N_("{amount} left")


class Choosable(NamedTuple):
    """A thing that may be chosen: its names, and what else is said of it."""

    key: str
    names: tuple[str, ...]
    notes: tuple[Phrase, ...]
    row: Any
    """The thing itself, for who tells whether a deed takes it."""


def yuan(fen: int) -> str:
    """Write an amount as it is shown."""
    return f"¥{format_fen(fen)}"


def _sources(books: Books) -> Iterable[Choosable]:
    free, gaps = sources.free(books), sources.gaps(books)
    for each in sources.sources(books):
        notes = [Phrase(RESTRICTED)] if each.restricted else []
        notes.append(Phrase(FREE, {"amount": yuan(free.get(each.key, 0))}))
        if gap := gaps.get(each.key):
            notes.append(Phrase(SHORT, {"amount": yuan(gap)}))
        if each.until_on is not None:
            notes.append(Phrase(UNTIL, {"day": each.until_on.isoformat()}))
        yield Choosable(str(each.key), (each.name,), tuple(notes), each)


def _fundings(books: Books) -> Iterable[Choosable]:
    for each in reversed(funding.fundings(books)):
        names = (each.on.isoformat(), each.party, yuan(each.fen))
        left = each.fen - each.returned_fen
        notes = (Phrase(LEFT, {"amount": yuan(left)}),) if each.returned_fen else ()
        yield Choosable(str(each.no), names, notes, each)


def _returns(books: Books) -> Iterable[Choosable]:
    for each in reversed(returns.money_returns(books)):
        yield Choosable(
            str(each.no), (each.party, yuan(each.fen), each.reason), (), each
        )


def _transfers(books: Books) -> Iterable[Choosable]:
    banks = {each.account: each.name for each in funds.bank_accounts(books)}
    for each in reversed(transfers.transfers(books)):
        between = f"{banks.get(each.from_bank, '')} → {banks.get(each.to_bank, '')}"
        yield Choosable(str(each.no), (between, yuan(each.fen)), (), each)


def _running_costs(books: Books) -> Iterable[Choosable]:
    for each in reversed(running_costs.running_costs(books)):
        names = (each.on.isoformat(), each.summary, yuan(each.fen))
        yield Choosable(str(each.no), names, (), each)


def _recoveries(books: Books) -> Iterable[Choosable]:
    for each in recoveries.recoveries(books):
        of = projects.project(books, each.project_no)
        named = "" if of is None else f"{of.code} {of.title}"
        left = yuan(each.fen - each.recovered_fen)
        notes = (Phrase(LEFT, {"amount": left}),)
        yield Choosable(str(each.no), (named,), notes, each)


OFFERED: Final[Mapping[Noun, Callable[[Books], Iterable[Choosable]]]] = (
    MappingProxyType(
        {
            Noun.SOURCE: _sources,
            Noun.FUNDING: _fundings,
            Noun.RETURN: _returns,
            Noun.TRANSFER: _transfers,
            Noun.RUNNING_COST: _running_costs,
            Noun.RECOVERY: _recoveries,
        }
    )
)
"""What is said of each, by its noun; the newest comes first."""


def _unidentified(each: Any) -> bool:  # noqa: ANN401 - any row
    return each.source is None and each.returned_fen < each.fen


def _identified(each: Any) -> bool:  # noqa: ANN401 - any row
    return each.source is not None and each.returned_fen < each.fen


TAKES: Final[Mapping[tuple[str, str], Callable[[Any], bool]]] = MappingProxyType(
    {
        ("identify_money", "funding_no"): _unidentified,
        ("send_back_unidentified", "funding_no"): _unidentified,
        ("decide_money_return", "funding_no"): _identified,
        ("pay_money_return", "return_no"): lambda e: e.state is ReturnState.DECIDED,
        ("bounce_money_return", "return_no"): lambda e: e.state is ReturnState.PAID,
        ("receive_transfer", "transfer_no"): lambda e: e.arrived_voucher_no is None,
        ("bounce_admin_cost", "running_cost_no"): (
            lambda e: e.bounced_voucher_no is None
        ),
        ("receive_recovery", "recovery_no"): lambda e: e.state is RecoveryState.OPEN,
        ("write_off_recovery", "recovery_no"): lambda e: e.state is RecoveryState.OPEN,
        ("pay_bank_fee", "source"): lambda e: not e.restricted,
    }
)
"""Which of them a deed takes in a field, where it does not take every one."""


def taken(books: Books, deed: str, field: str, noun: Noun) -> list[Choosable] | None:
    """Give what a deed's field may name now; None where nothing else is said of it."""
    offered = OFFERED.get(noun)
    if offered is None:
        return None
    takes = TAKES.get((deed, field))
    return [each for each in offered(books) if takes is None or takes(each.row)]


def only(books: Books, deed: str, field: str, noun: Noun) -> str | None:
    """Give the one thing that a deed's field may name, where there is one."""
    listed = taken(books, deed, field, noun) or []
    return listed[0].key if len(listed) == 1 else None


def bank_of_return(books: Books, no: ReturnNo) -> str | None:
    """Propose the account from which a return is paid: where the money came, or lies.

    A source that names its account is paid from that one only.
    """
    of = returns.money_return(books, no)
    if of is None:
        return None
    source = sources.source(books, of.source)
    came = None if of.funding_no is None else funding.funding(books, of.funding_no)
    leaf = (source and source.bank) or (came and came.bank)
    keys = [each.key for each in funds.bank_accounts(books) if each.account == leaf]
    return keys[0] if keys else None


def left_to_return(books: Books, no: FundingNo) -> str | None:
    """Propose to return what is left of money received, as far as it is free."""
    of = funding.funding(books, no)
    if of is None or of.source is None:
        return None
    left = min(of.fen - of.returned_fen, sources.free(books).get(of.source, 0))
    return format_fen(left) if left > 0 else None
