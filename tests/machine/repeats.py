"""Deeds asked again by their key: the same is done once, anything else conflicts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple

import pytest
from moneyed import Money

from fundledger.commands.deed import Desk
from fundledger.domain.ids import Login
from fundledger.domain.money import from_fen
from fundledger.store.books import KeyConflictError
from tests.machine.game import Done
from tests.machine.player import Player
from tests.machine.world import EVERYBODY


class Twist(NamedTuple):
    """Something else under the same key, and the field that differs."""

    desk: Desk
    given: dict[str, Any]
    field: str


def ask_again(player: Player) -> None:
    """Repeat a deed, or ask for another one under its key; neither writes a row."""
    done = player.pick(player.game.done)
    game = player.game
    if player.odd(2):
        twist = player.pick(_twists(done))
        with pytest.raises(KeyConflictError) as refused:
            done.command(twist.desk, **twist.given)
        assert refused.value.field == twist.field
    else:
        assert done.command(done.desk, **done.given) == done.result
    game.nothing_happened()


def _twists(done: Done) -> list[Twist]:
    """List ways to ask for something else."""
    desk, given = done.desk, dict(done.given)
    other = next(each for each in EVERYBODY if each != desk.actor)
    twists = [
        Twist(replace(desk, actor=Login(other)), given, "actor"),
        Twist(replace(desk, on=desk.on + timedelta(days=1)), given, "on"),
    ]
    for name, value in given.items():
        if name == "month":  # a longer text is none
            continue
        for kind, bend in _BENDS:
            if type(value) is kind:
                bent = {**given, name: bend(value)}
                twists.append(Twist(desk, bent, f"input.{name}"))
    return twists


_BENDS: list[tuple[type, Callable[[Any], Any]]] = [
    (int, lambda value: value + 1),
    (str, lambda value: value + "1"),
    (bool, lambda value: not value),
    (date, lambda value: value + timedelta(days=1)),
    (Money, lambda value: value + from_fen(1)),
]
