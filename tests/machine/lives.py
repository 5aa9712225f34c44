"""A life: a game and what was taken home of it; one step after another, by dice."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Final

from fundledger.domain.ids import Login
from fundledger.domain.projects import UNDER_WAY, possible
from tests import inboxes
from tests.machine import (
    back_plays,
    book_plays,
    budget_plays,
    claim_plays,
    fund_plays,
    funding_plays,
    payment_plays,
    project_plays,
    repeats,
    witness,
    world,
)
from tests.machine.game import Game
from tests.machine.player import Player


class Life:
    """One fund, played; each of its steps is drawn by dice of its own."""

    def __init__(self, game: Game, dice: Random) -> None:
        self.game = game
        self.dice = dice
        self.memories = [witness.remember(game.fund, game.today)]

    def step(self) -> None:
        """Do any one thing."""
        dice = Random(self.dice.random())  # noqa: S311 - a life to replay
        self.dice.choice(STEPS)(self, dice)

    def end(self) -> None:
        """Hold the whole life to what takes longer to ask."""
        witness.everything_holds(self.game, self.memories)

    def receive(self, dice: Random) -> None:
        """Let money come."""
        player = Player(self.game, dice)
        player.pick(funding_plays.PLAYS)(player)

    def run_the_fund(self, dice: Random) -> None:
        """Let money go back, be spent on the fund itself, or be moved."""
        player = Player(self.game, dice)
        player.pick(fund_plays.PLAYS)(player)

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

    def declare(self, dice: Random) -> None:
        """Declare an interest, now and then."""
        player = Player(self.game, dice)
        if player.odd(8):
            project_plays.declare_interest(player, player.pick(player.projects()))

    def pay(self, dice: Random) -> None:
        """Go on with a payment of a project under way."""
        self._under_way(dice, payment_plays.play)

    def claim(self, dice: Random) -> None:
        """Go on with a claim of a project under way."""
        self._under_way(dice, claim_plays.play)

    def come_back(self, dice: Random) -> None:
        """Let money of a project come back."""
        self._under_way(dice, dice.choice(back_plays.COME_BACK))

    def take_over(self, dice: Random) -> None:
        """Let another source take over, or add to a project."""
        plays = (budget_plays.re_source, budget_plays.supplement)
        self._under_way(dice, dice.choice(plays))

    def _under_way(self, dice: Random, play: project_plays.Play) -> None:
        player = Player(self.game, dice)
        known = player.projects()
        fitting = [each for each in known if each.state in UNDER_WAY]
        rich = [p for p in fitting if self.game.oracle.lots[int(p.no)].lots]
        fitting = rich if rich and not player.odd(3) else fitting
        play(player, player.pick(known if player.odd(20) else fitting or known))

    def keep_books(self, dice: Random) -> None:
        """Review, correct, release, close."""
        player = Player(self.game, dice)
        player.pick(book_plays.PLAYS)(player)

    def look_what_waits(self, dice: Random) -> None:
        """Look into somebody's inbox, every third time: every case is asked of."""
        if dice.randrange(3):
            return
        login = Login(Player(self.game, dice).pick(world.EVERYBODY))
        with self.game.fund.reading() as books:
            inboxes.agreed(books, login, self.game.today)

    def wait(self, dice: Random) -> None:
        """Let days pass."""
        self.game.today += timedelta(days=dice.randint(1, 20))

    def ask_again(self, dice: Random) -> None:
        """Ask for a deed again by its key: exactly, or with something else."""
        if self.game.done:
            repeats.ask_again(Player(self.game, dice))

    def remember(self, dice: Random) -> None:
        """Take a report home."""
        as_of = self.game.today + timedelta(days=dice.randint(-60, 10))
        self.memories.append(witness.remember(self.game.fund, as_of))

    def check(self, _dice: Random) -> None:
        """Run every check that looks at open books."""
        witness.the_checks_say_what_is(self.game)


STEPS: Final[tuple[Callable[[Life, Random], None], ...]] = (
    Life.receive,
    Life.run_the_fund,
    Life.run_the_fund,
    *(Life.go_on, Life.go_on, Life.go_on),
    Life.declare,
    *(Life.pay, Life.pay, Life.pay),
    *(Life.claim, Life.claim, Life.claim),
    *(Life.come_back, Life.come_back),
    Life.take_over,
    *(Life.keep_books, Life.keep_books),
    Life.look_what_waits,
    Life.wait,
    Life.ask_again,
    Life.remember,
    Life.check,
)
