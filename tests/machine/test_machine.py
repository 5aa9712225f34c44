"""Random deeds by random people: the books hold to plain dicts, on both databases.

FUNDLEDGER_MACHINE_EXAMPLES=500 (and _STEPS) makes it a long run; with
FUNDLEDGER_TESTS_SHRINK a failing life is made shorter, which takes minutes. Every run
plays other lives, but in CI; a red one names the --hypothesis-seed that plays its lives
again.
"""

import os
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from random import Random, SystemRandom
from typing import ClassVar, Final

import pytest
from hypothesis import HealthCheck, note, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    precondition,
    rule,
    run_state_machine_as_test,
)

from fundledger.domain.ids import Login
from fundledger.domain.projects import UNDER_WAY, possible
from fundledger.store.books import Fund
from tests import inboxes
from tests.databases import Database, File, Server
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
from tests.machine.beginnings import Beginning, InFiles, InServer
from tests.machine.player import Player
from tests.phases import PHASES

DICE: Final = st.randoms(use_true_random=True)
"""A step draws one number, the seed of its dice: Hypothesis knows all that chance did.

True random is only what the dice do with it; the same numbers play the same life.
"""

IN_CI: Final = 20240815
"""CI plays the same lives for every commit: a red build is the commit's doing."""

MET: Counter[str] = Counter()
"""What has been played, accepted or refused, over all games."""
DIARIES: list[str] = []
"""What happened in each game, one text a game."""


class Machine(RuleBasedStateMachine):
    """One fund, played until Hypothesis has enough."""

    beginning: ClassVar[Beginning]
    afterwards: ClassVar[Callable[[Fund], None]]

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.game = self.stack.enter_context(self.beginning.game())
        self.memories = [witness.remember(self.game.fund, self.game.today)]

    @rule(dice=DICE)
    def fund(self, dice: Random) -> None:
        """Let money come, go back, or be spent on the fund itself."""
        player = Player(self.game, dice)
        player.pick(funding_plays.PLAYS)(player)

    @rule(dice=DICE)
    def go_on(self, dice: Random) -> None:
        """Go on with a project, most often as projects do."""
        player = Player(self.game, dice)
        if player.odd(10):
            project_plays.draft(player)
            return
        project = player.pick(player.projects())
        usual = project_plays.onward(player, project)
        if usual is not None and not player.odd(3):
            project_plays.PLAYS[usual][0](player, project)
            return
        actions = [a for a in possible(project.state) if a in project_plays.PLAYS]
        if not actions or player.odd():
            actions = list(project_plays.PLAYS)
        player.pick(project_plays.PLAYS[player.pick(actions)])(player, project)

    @rule(dice=DICE)
    def declare(self, dice: Random) -> None:
        """Declare an interest, now and then."""
        player = Player(self.game, dice)
        if player.odd(4):
            project_plays.declare_interest(player, player.pick(player.projects()))

    @rule(dice=DICE)
    def pay(self, dice: Random) -> None:
        """Go on with a payment of a project under way."""
        self._under_way(dice, payment_plays.play)

    @rule(dice=DICE)
    def claim(self, dice: Random) -> None:
        """Go on with a claim of a project under way."""
        self._under_way(dice, claim_plays.play)

    @rule(dice=DICE)
    def come_back(self, dice: Random) -> None:
        """Let money of a project come back."""
        back = dice.choice((claim_plays.refund, claim_plays.recover))
        self._under_way(dice, back)

    def _under_way(self, dice: Random, play: project_plays.Play) -> None:
        player = Player(self.game, dice)
        known = player.projects()
        fitting = [each for each in known if each.state in UNDER_WAY]
        play(player, player.pick(known if player.odd(20) else fitting or known))

    @rule(dice=DICE)
    def keep_books(self, dice: Random) -> None:
        """Review, correct, close."""
        player = Player(self.game, dice)
        player.pick(book_plays.PLAYS)(player)

    @rule(dice=DICE)
    def look_what_waits(self, dice: Random) -> None:
        """Look into somebody's inbox, every third time: every case is asked of."""
        if dice.randrange(3):
            return
        login = Login(Player(self.game, dice).pick(world.EVERYBODY))
        with self.game.fund.reading() as books:
            inboxes.agreed(books, login, self.game.today)

    @rule(days=st.integers(1, 20))
    def wait(self, days: int) -> None:
        """Let days pass."""
        self.game.today += timedelta(days=days)

    @precondition(lambda self: self.game.done)
    @rule(dice=DICE)
    def ask_again(self, dice: Random) -> None:
        """Ask for a deed again by its key: exactly, or with something else."""
        repeats.ask_again(Player(self.game, dice))

    @rule(days=st.integers(-60, 10))
    def remember(self, days: int) -> None:
        """Take a report home."""
        as_of = self.game.today + timedelta(days=days)
        self.memories.append(witness.remember(self.game.fund, as_of))

    def teardown(self) -> None:
        """Hold the whole life to what takes longer to ask."""
        diary = "\n".join(self.game.diary)
        note(diary)
        DIARIES.append(diary)
        MET.update(self.game.met)
        with self.stack:
            witness.everything_holds(self.game.fund, self.memories)
            type(self).afterwards(self.game.fund)


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> int:
    """Give the seed that is asked for, CI's own, or another each time.

    A failing test shows what is written here.
    """
    wanted = str(request.config.getoption("--hypothesis-seed"))
    if wanted.isdigit():
        return int(wanted)
    number = IN_CI if "CI" in os.environ else SystemRandom().randrange(2**32)
    sys.stdout.write(f"--hypothesis-seed={number} plays these lives again\n")
    return number


def nothing(_fund: Fund) -> None:
    """Let a life be over."""


def play(
    beginning: Beginning,
    chance: int,
    examples: int,
    steps: int,
    afterwards: Callable[[Fund], None] = nothing,
) -> None:
    """Play so many games of so many steps; afterwards look at each fund."""

    class Own(Machine):
        pass

    Own.beginning = beginning
    Own.afterwards = staticmethod(afterwards)
    seed(chance)(Own)
    run_state_machine_as_test(
        Own,
        settings=settings(
            max_examples=int(os.environ.get("FUNDLEDGER_MACHINE_EXAMPLES", examples)),
            stateful_step_count=int(os.environ.get("FUNDLEDGER_MACHINE_STEPS", steps)),
            deadline=None,
            database=None,
            phases=PHASES,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )


def test_any_life_holds_the_identities_on_sqlite(
    sqlite_file: File, tmp_path: Path, chance: int
) -> None:
    play(InFiles(sqlite_file, tmp_path), chance, 12, 40)


def test_the_same_seed_plays_the_same_lives(sqlite_file: File, tmp_path: Path) -> None:
    diaries: list[list[str]] = []
    beginning = InFiles(sqlite_file, tmp_path)
    for _ in range(2):
        DIARIES.clear()
        play(beginning, 20240815, 2, 8)
        diaries.append(list(DIARIES))
    assert diaries[0] == diaries[1]
    assert any(diaries[0])


def test_any_life_holds_the_identities_on_postgresql(
    server: Server, postgres_database: Database, chance: int
) -> None:
    play(InServer(server, postgres_database), chance, 4, 30)
