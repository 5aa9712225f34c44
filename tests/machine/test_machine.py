"""Random deeds by random people: the books hold to plain dicts, on both databases.

FUNDLEDGER_MACHINE_EXAMPLES=500 (and _STEPS) makes it a long run; with
FUNDLEDGER_MACHINE_SHRINK a failing life is made shorter, which takes minutes.
"""

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from itertools import count
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from fundledger.domain.projects import ProjectState, possible
from fundledger.store.books import Ledger
from tests.databases import Database
from tests.machine import (
    book_plays,
    claim_plays,
    funding_plays,
    payment_plays,
    project_plays,
    repeats,
    witness,
    world,
)
from tests.machine.game import Game
from tests.machine.player import Draw, Player

PHASES = (Phase.generate, Phase.shrink)[
    : 2 if "FUNDLEDGER_MACHINE_SHRINK" in os.environ else 1
]
"""A life told deed by deed is read sooner than a short one is found."""

MET: Counter[str] = Counter()
"""What has been played, accepted or refused, over all examples."""


class Machine(RuleBasedStateMachine):
    """One fund in one database, played until Hypothesis has enough."""

    ledger: ClassVar[Ledger]
    user: ClassVar[str | None]
    codes: ClassVar[Iterator[int]]

    def __init__(self) -> None:
        super().__init__()
        code = f"fund-{next(self.codes)}"
        self.game = Game(world.found(self.ledger, self.user, code))
        self.memories: list[witness.Memory] = []

    @initialize(data=st.data(), states=st.lists(st.integers(0, 7), max_size=3))
    def begin(self, data: st.DataObject, states: list[int]) -> None:
        """Lead some projects on their usual way, so far each."""
        for far in states:
            lead(self.game, data.draw, far)

    @rule(data=st.data())
    def fund(self, data: st.DataObject) -> None:
        """Let money come, go back, or be spent on the fund itself."""
        player = Player(self.game, data.draw)
        player.pick(funding_plays.PLAYS)(player)

    @rule(data=st.data())
    def go_on(self, data: st.DataObject) -> None:
        """Go on with a project, most often as projects do."""
        player = Player(self.game, data.draw)
        known = player.projects()
        if not known or player.odd(10):
            project_plays.draft(player)
            return
        project = player.pick(known)
        usual = project_plays.onward(player, project)
        if usual is not None and not player.odd(3):
            project_plays.PLAYS[usual][0](player, project)
            return
        actions = [a for a in possible(project.state) if a in project_plays.PLAYS]
        if not actions or player.odd():
            actions = list(project_plays.PLAYS)
        player.pick(project_plays.PLAYS[player.pick(actions)])(player, project)

    @rule(data=st.data())
    def declare(self, data: st.DataObject) -> None:
        """Declare an interest."""
        player = Player(self.game, data.draw)
        known = player.projects()
        if known and player.odd(4):
            project_plays.declare_interest(player, player.pick(known))

    @rule(data=st.data())
    def pay(self, data: st.DataObject) -> None:
        """Go on with a payment of a project under way."""
        self._under_way(data, payment_plays.play)

    @rule(data=st.data())
    def claim(self, data: st.DataObject) -> None:
        """Go on with a claim of a project under way."""
        self._under_way(data, claim_plays.play)

    @rule(data=st.data())
    def come_back(self, data: st.DataObject) -> None:
        """Let money of a project come back."""
        back = data.draw(st.sampled_from((claim_plays.refund, claim_plays.recover)))
        self._under_way(data, back)

    def _under_way(self, data: st.DataObject, play: project_plays.Play) -> None:
        player = Player(self.game, data.draw)
        known = player.projects()
        fitting = [each for each in known if each.state in UNDER_WAY]
        if fitting and not player.odd(12):
            known = fitting
        if known:
            play(player, player.pick(known))

    @rule(data=st.data())
    def keep_books(self, data: st.DataObject) -> None:
        """Review, correct, close."""
        player = Player(self.game, data.draw)
        player.pick(book_plays.PLAYS)(player)

    @rule(days=st.integers(1, 20))
    def wait(self, days: int) -> None:
        """Let days pass."""
        self.game.today += timedelta(days=days)

    @precondition(lambda self: self.game.done)
    @rule(data=st.data())
    def ask_again(self, data: st.DataObject) -> None:
        """Ask for a deed again by its key: exactly, or with something else."""
        repeats.ask_again(Player(self.game, data.draw))

    @rule(days=st.integers(-60, 10))
    def remember(self, days: int) -> None:
        """Take a report home."""
        as_of = self.game.today + timedelta(days=days)
        self.memories.append(witness.remember(self.game.fund, as_of))

    @precondition(lambda self: self.memories)
    @rule(data=st.data())
    def look_back(self, data: st.DataObject) -> None:
        """Read an earlier report again."""
        memory = data.draw(st.sampled_from(self.memories))
        witness.look_back(self.game.fund, memory)

    def teardown(self) -> None:
        """Hold the whole life to what takes longer to ask."""
        fund = self.game.fund
        MET.update(self.game.met)
        witness.numbers_are_contiguous(fund)
        witness.every_check_passes(fund)
        for memory in self.memories:
            witness.look_back(fund, memory)
        witness.the_chain_proves_the_books(fund)


UNDER_WAY = {ProjectState.ACTIVE, ProjectState.SUSPENDED, ProjectState.CLOSING}


def lead(game: Game, draw: Draw, far: int) -> None:
    """Lead a new project on its usual way: to `active` after seven stages."""
    player = Player(game, draw, honest=True)
    project_plays.draft(player)
    no = len(player.projects())
    stages = {player.project(no).state}
    while len(stages) <= far:
        project = player.project(no)
        usual = project_plays.onward(player, project)
        if usual is None:
            return
        before = game.head.seq
        project_plays.PLAYS[usual][0](player, project)
        stages.add(player.project(no).state)
        if game.head.seq == before:
            return


def play(database: Database, examples: int, steps: int) -> None:
    """Play so many lives on one database, each in a fund of its own."""
    examples = int(os.environ.get("FUNDLEDGER_MACHINE_EXAMPLES", examples))
    steps = int(os.environ.get("FUNDLEDGER_MACHINE_STEPS", steps))
    with closing(database.ledger()) as ledger:

        class Own(Machine):
            pass

        Own.ledger, Own.user, Own.codes = ledger, database.clerk, count(1)
        run_state_machine_as_test(
            Own,
            settings=settings(
                max_examples=examples,
                stateful_step_count=steps,
                deadline=None,
                phases=PHASES,
                suppress_health_check=list(HealthCheck),
            ),
        )


def test_any_life_holds_the_identities_on_sqlite(sqlite_database: Database) -> None:
    play(sqlite_database, 30, 40)


@pytest.mark.usefixtures("server")
def test_any_life_holds_the_identities_on_postgresql(
    postgres_database: Database,
) -> None:
    play(postgres_database, 5, 30)
