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
from pathlib import Path
from random import Random, SystemRandom
from typing import ClassVar, Final

import pytest
from hypothesis import HealthCheck, note, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from fundledger.store.books import Fund
from tests.databases import Database, File, Server
from tests.machine.beginnings import Beginning, Era, InFiles, InServer
from tests.machine.lives import STEPS, Life
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

    @initialize(era=st.sampled_from(Era), dice=DICE)
    def begin(self, era: Era, dice: Random) -> None:
        """Begin in the middle of things, in the first year or at the end of another."""
        self.life = Life(self.stack.enter_context(self.beginning.game(era)), dice)

    @rule(dice=DICE, step=st.sampled_from(STEPS))
    def step(self, dice: Random, step: Callable[[Life, Random], None]) -> None:
        """Do one thing."""
        step(self.life, dice)

    def teardown(self) -> None:
        """Hold the whole life to what takes longer to ask."""
        with self.stack:
            game = self.life.game
            diary = "\n".join(game.diary)
            note(diary)
            DIARIES.append(diary)
            MET.update(game.met)
            self.life.end()
            type(self).afterwards(game.fund)


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
    play(InFiles(sqlite_file, tmp_path), chance, 8, 30)


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
    play(InServer(server, postgres_database), chance, 3, 24)
