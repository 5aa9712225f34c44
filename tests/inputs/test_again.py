"""The same input gives the same record, by Python's deeds or through inputs."""

import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

import pytest

from fundledger.commands.registry import DEEDS
from fundledger.domain.ids import Seq
from fundledger.errors import RefusedError
from fundledger.inputs.doing import create, perform
from fundledger.queries.records import record
from fundledger.store.books import Fund, Ledger
from fundledger.store.replaying import Replaying
from tests import full
from tests.commands import scene as scenes
from tests.commands.scene import Scene
from tests.databases import File, frozen
from tests.inputs import others
from tests.inputs.again import Past, chain, in_words

STORY: Final = 700
"""So many records of the demo's chain are done again."""


def body_of(fund: Fund, seq: int) -> str:
    """Give the bytes of a record's body."""
    with fund.reading() as books:
        full_record = record(books, Seq(seq))
    return full_record.body if full_record else ""


def do_again(ledger: Ledger, past: Iterable[Past]) -> None:
    """Do a chain's deeds through inputs, as people write them; compare each record."""
    fund: Fund | None = None
    for each in past:
        order = each.order._replace(input=in_words(each.order.input))
        try:
            if fund is None:
                assert isinstance(order.on, date)
                fund = create(ledger, order.input, actor=order.actor, on=order.on)
            else:
                perform(fund, order)
        except RefusedError:
            pass  # the record says so, too
        assert fund is not None
        assert body_of(fund, each.seq) == each.body, each.seq


@pytest.fixture
def again(sqlite_file: File, tmp_path: Path) -> Path:
    """Give an empty ledger to do a chain again in."""
    return Path(shutil.copy(sqlite_file.path, tmp_path / "again.db"))


def the_full_life(ledger: Ledger) -> Fund:
    """Live a full life by Python's deeds."""
    life = full.create(ledger, None, other=False)
    for _day in full.live(life):
        pass
    return life.scene.fund


def another(happens: Callable[[Scene], None], ledger: Ledger) -> Fund:
    """Let something else happen in a fund of its own."""
    scene = scenes.create(ledger, None)
    happens(scene)
    return scene.fund


LIVES: Final[Mapping[str, Callable[[Ledger], Fund]]] = {
    "a full life": the_full_life,
    **{each.__name__: partial(another, each) for each in others.WORLDS},
}


def chain_of(life: str, path: Path) -> list[Past]:
    """Live, by Python's deeds, and give the chain."""
    with closing(Ledger(str(path), frozen, durable=False)) as ledger:
        return list(chain(LIVES[life](ledger)))


@pytest.mark.parametrize("life", LIVES)
def test_a_life_is_the_same_through_inputs(
    life: str, sqlite_file: File, again: Path, tmp_path: Path
) -> None:
    past = chain_of(life, Path(shutil.copy(sqlite_file.path, tmp_path / "first.db")))
    with closing(Ledger(str(again), frozen, durable=False)) as ledger:
        do_again(ledger, past)


def test_the_story_of_the_demo_is_the_same_through_inputs(
    demo_path: Path, again: Path
) -> None:
    with closing(Ledger(str(demo_path))) as ledger:
        past = list(chain(ledger.fund(), STORY))
    replaying = Replaying(frozen, "demo")
    with closing(Ledger(str(again), durable=False, replaying=replaying)) as ledger:
        do_again(ledger, past)


def test_every_deed_is_done_again_in_one_of_the_lives(
    sqlite_file: File, tmp_path: Path
) -> None:
    done: set[str] = set()
    for number, life in enumerate(LIVES):
        path = Path(shutil.copy(sqlite_file.path, tmp_path / f"{number}.db"))
        past = chain_of(life, path)
        done |= {each.order.deed for each in past if each.outcome == "accepted"}
    assert set(DEEDS) - done == {"import_journal", "open_books"}  # not open yet
