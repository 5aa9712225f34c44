"""A game: deeds are tried, their effects told to the oracle, the books held to both.

`attempt` is the one way to a deed. Whatever comes of it is judged at once: an accepted
deed adds one record to the chain, a refused one nothing else, a repeated key nothing.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import select, text

from fundledger.commands.deed import Desk
from fundledger.commands.lookup import NotFoundError
from fundledger.commands.permission import refusal_of
from fundledger.commands.registry import DEEDS
from fundledger.commands.rights import UnknownPersonError
from fundledger.domain.chart import SpendingKind
from fundledger.domain.ids import Login, ProjectNo
from fundledger.errors import InputError, RefusedError
from fundledger.queries import balances
from fundledger.store import audit
from fundledger.store import tables as t
from fundledger.store.books import Fund, GuardError
from fundledger.store.reading import Books
from tests.machine import identities
from tests.machine.oracle import Effect, Oracle, leaf
from tests.machine.world import FIRST_GIFTS, START

Counts = Mapping[str, tuple[int, int]]
"""Of each table, how many rows the fund has and the newest record that wrote one."""

NOTHING: Final = Effect({}, {})
Told = Effect | Callable[[date], Effect]
"""What a deed does; or what it does where its voucher is dated so."""
_COUNTS: Final = text(
    " UNION ALL ".join(
        f"SELECT '{name}', COUNT(*), COALESCE(MAX(seq), 0) FROM {name}"
        " WHERE fund_id = :fund"
        for name in sorted(t.metadata.tables)
        if name != "fund"
    )
)


class Done(NamedTuple):
    """An accepted deed that carried a key, so that it can be asked again."""

    command: Callable[..., Any]
    desk: Desk
    given: Mapping[str, Any]
    result: Any


class Tried(NamedTuple):
    """What came of an attempt: the vouchers it booked, or why it was refused."""

    accepted: bool
    result: Any = None
    vouchers: tuple[tuple[int, date], ...] = ()
    """Each voucher's number, and its date."""
    error: str = ""
    well_formed: bool = True
    """Whether a rule was asked: not of what cannot be understood or is not there."""


@dataclass
class Cost:
    """What an admitted claim still costs for one kind of spending, of one source."""

    kind: SpendingKind
    account: str
    """What it is booked on now, whichever money pays for it."""
    source: str
    fen: int
    year: int


@dataclass
class Game:
    """One fund, the day it is, and everything a machine remembers of it."""

    fund: Fund
    today: date = START
    oracle: Oracle = field(default_factory=Oracle)
    done: list[Done] = field(default_factory=list[Done])
    met: Counter[str] = field(default_factory=Counter[str])
    diary: list[str] = field(default_factory=list[str])
    costs: dict[int, list[Cost]] = field(default_factory=dict[int, list[Cost]])
    costs_of: dict[int, list[Cost]] = field(default_factory=dict[int, list[Cost]])
    """What admitted claims cost, by claim, and by the voucher that stands for it."""
    steps: int = 0
    counts: Counts = field(init=False)
    head: audit.Head = field(init=False)

    def __post_init__(self) -> None:
        """Read where the fund stands."""
        with self.fund.reading() as books:
            self.counts = _counts(books)
            self.head = books.head

    def begin(self) -> None:
        """Tell the oracle of the first gifts."""
        for no, gift in enumerate(FIRST_GIFTS):
            moved: dict[tuple[str, int | None, str | None], int] = {
                (f"bank.{gift.bank}", None, None): gift.fen,
                (leaf("donations", gift.source), None, gift.source): gift.fen,
                ("b_total", None, gift.source): gift.fen,
                ("free", None, gift.source): gift.fen,
            }
            effect = Effect(moved, {("received", None, gift.source): gift.fen})
            self.oracle.tell(2 * no + 1, START, effect)

    def desk(self, login: str, on: date | None = None, key: str | None = None) -> Desk:
        """Sit somebody down."""
        return Desk(fund=self.fund, actor=Login(login), on=on or self.today, key=key)

    def attempt(
        self,
        desk: Desk,
        command: Callable[..., Any],
        given: Mapping[str, Any],
        effect: Told | None = NOTHING,
    ) -> Tried:
        """Try a deed and judge what it left behind; tell the oracle its effect.

        Without an effect the caller tells the oracle itself.
        """
        tried = self._try(desk, command, given)
        self._count(command, tried)
        outcome = "" if tried.accepted else f" REFUSED {tried.error}"
        self.diary.append(f"{desk.on} {desk.actor} {command.__name__} {given}{outcome}")
        with self.fund.reading() as books:
            self._judge_chain(books, tried)
            booked = self._judge_rows(books, tried)
            tried = tried._replace(vouchers=booked)
            if tried.accepted and effect is not None:
                assert bool(booked) == (effect is not NOTHING)
                self._tell(booked, effect)
            if effect is not None:
                self.hold(books)
        if tried.accepted and desk.key is not None:
            self.done.append(Done(command, desk, given, tried.result))
        return tried

    def again(self, fund: Fund) -> "Game":
        """Begin another game where this one stands, in a copy of its fund."""
        memory = (self.oracle, self.costs, self.costs_of)
        oracle, costs, costs_of = deepcopy(memory)
        other = Game(fund, self.today, oracle, costs=costs, costs_of=costs_of)
        assert (other.head, other.counts) == (self.head, self.counts)
        return other

    def settle(self, tried: Tried, effect: Told = NOTHING) -> None:
        """Tell the oracle what a deed did if it booked a voucher, and hold both."""
        self._tell(tried.vouchers, effect)
        with self.fund.reading() as books:
            self.hold(books)

    def _tell(self, vouchers: Iterable[tuple[int, date]], effect: Told) -> None:
        for no, on in vouchers:
            of_day = effect if isinstance(effect, Effect) else effect(on)
            self.oracle.tell(no, on, of_day)

    def _try(
        self, desk: Desk, command: Callable[..., Any], given: Mapping[str, Any]
    ) -> Tried:
        """Nothing but a refusal, a wrong input or a thing not found comes of a deed."""
        foretold = self._foretold(desk, command, given)
        try:
            tried = Tried(accepted=True, result=command(desk, **given))
        except GuardError:
            raise
        except InputError as error:  # whatever was foretold: it was never asked for
            return Tried(accepted=False, error=error.code, well_formed=False)
        except NotFoundError as error:
            tried = Tried(accepted=False, error=error.code, well_formed=False)
        except RefusedError as error:
            tried = Tried(accepted=False, error=error.code)
        _judge_foretold(foretold, tried)
        return tried

    def _foretold(
        self, desk: Desk, command: Callable[..., Any], given: Mapping[str, Any]
    ) -> str | None:
        """Say what the screens would say: the refusal that comes, "" where none does.

        None where nothing is known: the deed has no case, or several, or the form names
        more: which supplement's notice must be over.
        """
        deed = DEEDS.get(command.__name__)
        if deed is None or len(deed.case) != 1 or "amendment_no" in given:
            return None
        key = given.get(deed.case[0].parameter)
        if key is None:
            return None
        with self.fund.reading() as books:
            try:
                refusal = refusal_of(books, deed, desk.actor, desk.on, key)
            except (NotFoundError, UnknownPersonError):
                return None
        return "" if refusal is None else refusal.code

    def _count(self, command: Callable[..., Any], tried: Tried) -> None:
        name = command.__name__
        if not tried.accepted:
            name = f"{name}: {tried.error}"
        self.met[name] += 1

    def _judge_chain(self, books: Books, tried: Tried) -> None:
        """Follow the chain from the last head, link by link."""
        c = t.record.c
        rows = books.rows(
            select(c.seq, c.prev_sha256, c.sha256, c.outcome, c.stamp, c.body)
            .where(books.own(t.record), c.seq > self.head.seq)
            .order_by(c.seq)
        )
        outcomes = [row.outcome for row in rows]
        if tried.accepted:
            assert outcomes == [audit.ACCEPTED]
        elif not tried.well_formed:
            assert outcomes == []
        else:  # The same refusal twice running is chained once.
            assert outcomes in ([], [audit.REFUSED])
        for row in rows:
            assert (row.seq, row.prev_sha256) == (self.head.seq + 1, self.head.sha256)
            whole = f"{row.prev_sha256}\n{row.stamp}\n{row.body}\n"
            assert row.sha256 == hashlib.sha256(whole.encode()).hexdigest()
            self.head = audit.Head(row.seq, row.sha256)
        assert books.head == self.head

    def _judge_rows(self, books: Books, tried: Tried) -> tuple[tuple[int, date], ...]:
        """See that a refusal wrote no row; give the vouchers of an accepted deed.

        A 备 beside a 记 is not told apart from it: people name the 记.
        """
        before, self.counts = self.counts, _counts(books)
        if not tried.accepted:
            changed = {name for name in before if before[name] != self.counts[name]} - {
                "record"
            }
            assert not changed, f"refused as {tried.error}, it wrote {changed}"
        if before["voucher"] == self.counts["voucher"]:
            return ()
        c = t.voucher.c
        own = (books.own(t.voucher), c.seq == books.head.seq, c.pair_no.is_(None))
        statement = select(c.no, c.on_date).where(*own).order_by(c.no)
        return tuple((no, on) for no, on in books.rows(statement))

    def nothing_happened(self) -> None:
        """Hold that no row was written since the last attempt."""
        with self.fund.reading() as books:
            assert _counts(books) == self.counts
            assert books.head == self.head

    def hold(self, books: Books) -> None:
        """Hold the books to the oracle, and the oracle to the identities."""
        none = t.NO_SOURCE
        by_source = {
            (key, None if source == none else source): fen
            for (key, source), fen in balances.by_source(books).items()
            if fen
        }
        _same(by_source, self.oracle.accounts())
        nos = {no for _, no, _ in self.oracle.fen_of if no is not None}
        by_place = {
            (key, no, source): fen
            for (no, key, source), fen in balances.balances_of(
                books, [ProjectNo(no) for no in nos]
            ).items()
            if fen
        }
        expected = self.oracle.places().items()
        _same(by_place, {place: fen for place, fen in expected if place[1] is not None})
        identities.hold(self.oracle)
        self.steps += 1


def _judge_foretold(foretold: str | None, tried: Tried) -> None:
    """Hold what happened to what was foretold; a reason and amounts were not known."""
    if foretold:
        assert tried.error in {foretold, "reason_needed"}
    elif foretold == "":
        assert tried.error not in FORESEEN, f"{tried.error} was not foretold"


FORESEEN: Final = {
    "budget_voucher",
    "claim_move",
    "conflict_of_interest",
    "disbursement_move",
    "no_role",
    "notice_not_started",
    "notice_running",
    "out_of_scope",
    "own_voucher",
    "own_work",
    "paired_voucher",
    "project_move",
    "project_mover",
    "recovery_settled",
    "signed_already",
    "part_signed",
    "part_not_needed",
    "part_too_early",
    "other_part",
}
"""Refusals that are known before anybody fills in a form."""


def _counts(books: Books) -> Counts:
    """Count every table's rows of the fund, and find its newest record."""
    return {
        name: (count, seq)
        for name, count, seq in books.connection.execute(
            _COUNTS, {"fund": books.fund_id}
        )
    }


def _same(books: Mapping[Any, int], expected: Mapping[Any, int]) -> None:
    """Hold two sets of balances to each other, and name those that differ."""
    wrong = {
        key: (books.get(key, 0), expected.get(key, 0))
        for key in books.keys() | expected.keys()
        if books.get(key, 0) != expected.get(key, 0)
    }
    assert not wrong, f"the books, and what was told: {wrong}"
