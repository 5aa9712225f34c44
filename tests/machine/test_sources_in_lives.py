"""Sources of funds in random lives: what they are worth, and when they are short."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Final

import pytest

from fundledger.domain.chart import Side, account
from fundledger.queries import balances
from tests.databases import File
from tests.machine import fund_plays, funding_plays, witness
from tests.machine.beginnings import Era, InFiles
from tests.machine.game import Game
from tests.machine.identities import spending
from tests.machine.lives import Life
from tests.machine.oracle import RESTRICTED
from tests.machine.player import Player

STEPS: Final = 40
PATIENCE: Final = 400
"""So many steps it may take until money was spent; was short, and was not any more."""


def worth(game: Game, source: str) -> int:
    """Tell from the books what a source is worth, unclosed income and cost included."""
    with game.fund.reading() as books:
        standing = balances.by_source(books)
    return sum(
        fen if account(key).side is Side.CREDIT else -fen
        for (key, of), fen in standing.items()
        if of == source and account(key).restricted is not None
    )


def spent_by_source(game: Game) -> dict[str, int]:
    """Tell what each restricted source has spent."""
    return {source: spending(game.oracle, source) for source in RESTRICTED}


@pytest.mark.parametrize("era", Era)
def test_restricted_money_is_never_spent_on_something_else(
    sqlite_file: File, tmp_path: Path, era: Era
) -> None:
    """At every step a source is worth what it received less what its projects spent."""
    with InFiles(sqlite_file, tmp_path).game(era) as game:
        life = Life(game, Random(2))  # noqa: S311 - a life to replay
        before = spent_by_source(game)
        for step in range(PATIENCE):
            if step >= STEPS and spent_by_source(game) != before:
                break
            life.step()
            for source in RESTRICTED:
                spent = spending(game.oracle, source)
                received = game.oracle.count("received", source=source)
                assert worth(game, source) == received - spent
                assert worth(game, source) >= 0
        assert spent_by_source(game) != before


SPENDTHRIFT: Final[tuple[Callable[[Player], None], ...]] = (
    fund_plays.pay_fee,
    fund_plays.pay_fee,
    fund_plays.pay_admin_cost,
    funding_plays.receive,
)


def test_where_unrestricted_money_overdraws_the_pool_r24_says_by_how_much(
    sqlite_file: File, tmp_path: Path
) -> None:
    """It is red exactly then; and nothing but fees and orders make it so."""
    lights: list[bool] = []
    with InFiles(sqlite_file, tmp_path).game() as game:
        dice = Random(2)  # noqa: S311 - a life to replay
        while not (lights[:1] == [False] and covered(lights) and refused(game)):
            assert len(lights) < PATIENCE
            player = Player(game, dice)
            player.pick(SPENDTHRIFT)(player)
            witness.the_checks_say_what_is(game)
            lights.append(game.oracle.overdrawn() > 0)


def covered(lights: list[bool]) -> bool:
    """Tell whether money was short, and then was not."""
    return True in lights and not lights[-1]


def refused(game: Game) -> bool:
    """Tell whether a running cost was refused because money was short."""
    return game.met["pay_admin_cost: overdrawn"] > 0
