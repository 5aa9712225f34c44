"""Where a machine's games begin: in the middle of things, each in a copy of its own.

One fund is founded and lived honestly for a while: projects at every stage, payments
and claims on their way. It is kept as a template, and each game gets a copy.
"""

import shutil
import sqlite3
from collections.abc import Generator, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from enum import Enum
from pathlib import Path
from random import Random
from typing import Final, Protocol

from sqlalchemy import event

from fundledger.commands import funds
from fundledger.domain.projects import ProjectState
from fundledger.store.books import Fund, Ledger
from tests.databases import Database, File, Server, frozen
from tests.machine import book_plays, claim_plays, payment_plays, project_plays, world
from tests.machine.game import Game
from tests.machine.player import Player

FAR: Final = (7, 7, 6, 5, 4, 2)
"""How many stages each of the first projects has gone through; seven is active."""


class Era(Enum):
    """When a game begins: in the first year, or late in the second."""

    FIRST = "first"
    LATE = "late"


class Beginning(Protocol):
    """Gives games that begin alike, each in a database of its own."""

    def game(self, era: Era = Era.FIRST) -> AbstractContextManager[Game]:
        """Give one game."""
        ...


class InFiles:
    """Games in copies of an SQLite file."""

    def __init__(self, migrated: File, folder: Path) -> None:
        begun = migrated.database(folder)
        self.copy, self.templates = folder / "game.db", dict[Era, Path]()
        self.begun = dict[Era, Game]()
        with closing(begun.ledger()) as ledger:
            event.listen(ledger.engine, "connect", _hurry)
            for era, game in begin(ledger, begun):
                self.templates[era] = folder / f"{era.value}.db"
                _copy(begun.address, self.templates[era])
                self.begun[era] = game

    @contextmanager
    def game(self, era: Era = Era.FIRST) -> Generator[Game]:
        """Copy the file for one game, which need not reach the disk."""
        ledger = Ledger(str(shutil.copy(self.templates[era], self.copy)), frozen)
        event.listen(ledger.engine, "connect", _hurry)
        with closing(ledger):
            yield self.begun[era].again(ledger.fund())


def _copy(address: str, to: Path) -> None:
    """Copy a file that is in use."""
    with (
        closing(sqlite3.connect(address)) as one,
        closing(sqlite3.connect(to)) as other,
    ):
        one.backup(other)


def _hurry(connection: sqlite3.Connection, _record: object) -> None:
    """Nobody pulls the plug in a game: do not wait for the disk."""
    connection.execute("PRAGMA synchronous = OFF")


class InServer:
    """Games in copies of a PostgreSQL database."""

    def __init__(self, server: Server, begun: Database) -> None:
        self.server = server
        with closing(begun.ledger()) as ledger:
            [self.begun, *_] = (game for _, game in begin(ledger, begun, late=False))
        self.template = begun.address.rpartition("/")[2].partition("?")[0]

    @contextmanager
    def game(self, era: Era = Era.FIRST) -> Generator[Game]:
        """Copy the database for one game; it begins in the first year always."""
        del era
        with (
            self.server.database(self.template) as database,
            closing(database.ledger()) as ledger,
        ):
            yield self.begun.again(ledger.fund())


def begin(
    ledger: Ledger, database: Database, *, late: bool = True
) -> Iterator[tuple[Era, Game]]:
    """Found the fund and live in it honestly, always the same way.

    Late, it releases restricted net assets each month.
    """
    game = Game(_create(ledger, database))
    game.begin()
    player = Player(game, Random(20240815), honest=True)  # noqa: S311 - a replay
    for far in FAR:
        lead(player, far)
    _spend(player)
    yield Era.FIRST, _as_it_is(game)
    if late:
        monthly = {"setting": "release_monthly", "value": "true"}
        game.attempt(game.desk("admin1"), funds.change_setting, monthly)
        for _ in range(5):
            book_plays.live_on(player, 60)
            lead(player, 7)
            _spend(player)
        yield Era.LATE, _as_it_is(game)


def _spend(player: Player) -> None:
    active = [p for p in player.projects() if p.state is ProjectState.ACTIVE]
    for project in active[-2:]:
        for _ in range(2):
            payment_plays.lead(player, project)
            claim_plays.lead(player, project)


def _as_it_is(game: Game) -> Game:
    """Keep where a game stands, for others to begin there."""
    other = game.again(game.fund)
    other.met.clear()
    return other


def _create(ledger: Ledger, database: Database) -> Fund:
    return world.create(ledger, database.clerk, "machine")


def lead(player: Player, far: int) -> None:
    """Lead a new project on its usual way through so many stages."""
    project_plays.draft(player)
    no = len(player.projects())
    states = {player.project(no).state}
    while len(states) < far:
        project = player.project(no)
        usual = project_plays.onward(player, project)
        assert usual is not None
        project_plays.PLAYS[usual][0](player, project)
        states.add(player.project(no).state)
