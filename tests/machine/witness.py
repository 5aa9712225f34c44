"""What a machine asks of the books beside the oracle: replay, looking back, numbers."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import select

from fundledger.checks.r02_banks import BankApart
from fundledger.checks.r24_sources import SourceApart
from fundledger.checks.registry import Light, run_checks
from fundledger.queries import (
    balances,
    control,
    funds,
    journal,
    measures,
    projects,
    trial,
)
from fundledger.store import tables as t
from fundledger.store.books import Fund
from fundledger.store.reading import Books
from fundledger.store.rebuilding import rebuilt
from fundledger.store.verify import Status, verify
from tests.machine.game import Game
from tests.permitted import unpermitted_in
from tests.rows_of_vouchers import untrue

REPORTS: Final[Sequence[Callable[[Books, date], Any]]] = (
    balances.balances,
    balances.project_balances,
    trial.trial_balance,
    control.control_totals,
    measures.all_project_funds,
    lambda books, as_of: projects.projects(books, as_of=as_of),
    lambda books, as_of: journal.vouchers(books, as_of=as_of),
    lambda books, _as_of: funds.periods(books),
)
"""What an auditor might have taken home."""


class Memory(NamedTuple):
    """A report as it was read once: at which record, as of which day, its bytes."""

    seq: int
    as_of: date
    sha256: str


def report(books: Books, as_of: date) -> str:
    """Hash what the reports say."""
    text = repr([ask(books, as_of) for ask in REPORTS])
    return hashlib.sha256(text.encode()).hexdigest()


def remember(fund: Fund, as_of: date) -> Memory:
    """Read the reports as the books stand now."""
    with fund.reading() as books:
        return Memory(books.head.seq, as_of, report(books, as_of))


def look_back(fund: Fund, memory: Memory) -> None:
    """Read the same reports again, at the record they were read at: the same bytes."""
    with fund.reading(at=memory.seq) as books:
        assert report(books, memory.as_of) == memory.sha256


def numbers_are_contiguous(fund: Fund) -> None:
    """Hold voucher numbers from 1 without a gap in every month, in both series."""
    c = t.voucher.c
    with fund.reading() as books:
        statement = select(c.month, c.series, c.number).where(books.own(t.voucher))
        rows = books.rows(statement.order_by(c.month, c.no))
    numbers_of: dict[tuple[str, str], list[int]] = {}
    for month, series, number in rows:
        numbers_of.setdefault((month, series), []).append(number)
    for numbers in numbers_of.values():
        assert numbers == list(range(1, len(numbers) + 1))


def the_checks_say_what_is(game: Game) -> None:
    """Run the checks that look at open books: all pass, but for two things.

    While unrestricted sources together are overdrawn, R24 says by how much. Money that
    came to another account than its source names is to be transferred, says R2.
    """
    with game.fund.reading() as books:
        results = run_checks(books)
    short = game.oracle.overdrawn()
    wrong = [
        each
        for each in results
        if each.light is Light.OFFENCES and not _transfers_alone(each.offences)
    ]
    if short:
        [r24] = wrong
        assert (r24.number, r24.offences) == ("R24", (SourceApart(None, -short, 0),))
    else:
        assert not wrong, [(each.number, each.offences) for each in wrong]


def _transfers_alone(offences: Sequence[object]) -> bool:
    """Tell whether all that is wrong is money in another account than its source's."""
    return all(isinstance(row, BankApart) and row.transfer_fen for row in offences)


def the_chain_proves_the_books(fund: Fund) -> None:
    """Walk the chain, rebuild the books from it, and compare every row."""
    verified = verify(fund)
    assert verified.status is Status.OK, verified.findings


def everything_holds(game: Game, memories: Sequence[Memory]) -> None:
    """Hold numbers, checks, earlier reports and the chain; both routes say the same."""
    fund = game.fund
    numbers_are_contiguous(fund)
    the_checks_say_what_is(game)
    with fund.reading() as books:
        assert unpermitted_in(books) == []
        assert untrue(books) == []
        now = Memory(books.head.seq, memories[-1].as_of, "")
        now = now._replace(sha256=report(books, now.as_of))
        address = fund.ledger.address
        with rebuilt(books.connection, address, fund.id, books.head.seq) as earlier:
            assert report(earlier, now.as_of) == now.sha256
    for memory in memories:
        look_back(fund, memory)
    the_chain_proves_the_books(fund)
