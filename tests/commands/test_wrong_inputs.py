"""Whatever somebody mistypes is refused in our words, by name, and leaves no trace.

A wrong argument is refused before the fund is locked. What only the books can tell is
a refusal of a rule, which is chained; what they do not know is neither.
"""

from typing import Final

import pytest

from fundledger.commands import funding
from fundledger.commands.deed import Desk
from fundledger.commands.registry import DEEDS
from fundledger.domain.values import WrongTypeError
from fundledger.errors import FundledgerError, InputError, RefusedError
from tests.commands import wrong_books, wrong_inputs
from tests.commands.scene import ACCOUNTANT, Scene, yuan
from tests.commands.wrong_inputs import DAY, Wrong

WRONG: Final[dict[str, Wrong]] = {
    f"{group}: {name}": wrong
    for group, several in (
        ("amount", wrong_inputs.AMOUNTS),
        ("donation", wrong_inputs.DONATIONS),
        ("desk", wrong_inputs.DESKS),
        ("draft", wrong_inputs.DRAFTS),
        ("number", wrong_inputs.NUMBERS),
        ("people", wrong_books.PEOPLE),
        ("books", wrong_books.BOOKS),
        ("setting", wrong_books.SETTINGS),
        ("figure", wrong_books.FIGURES),
        ("journal", wrong_books.JOURNAL),
    )
    for name, wrong in several.items()
}


def head(scene: Scene) -> int:
    with scene.fund.reading() as books:
        return books.head.seq


def refused(scene: Scene, wrong: Wrong) -> tuple[str, str | None, bool]:
    """Tell how a call is refused: by which code, naming what, and whether chained."""
    before = head(scene)
    with pytest.raises(FundledgerError) as caught:
        wrong.call(scene)
    error = caught.value
    assert error.message
    assert error.hint
    assert "<" not in str(error)
    chained = head(scene) - before
    assert chained == isinstance(error, RefusedError)
    return error.code, getattr(error, "argument", None), isinstance(error, InputError)


def test_what_is_wrong_is_refused_by_name_and_only_rules_are_chained(
    scene: Scene,
) -> None:
    assert len(WRONG) > 130
    for name, wrong in WRONG.items():
        code, argument, _ = refused(scene, wrong)
        assert (code, argument) == (wrong.code, wrong.argument), name


def test_a_wrong_argument_is_refused_while_another_holds_the_lock(scene: Scene) -> None:
    """It never waits for the lock, since it is judged before."""
    named = [wrong for wrong in WRONG.values() if wrong.argument is not None]
    ledger = scene.fund.ledger
    with ledger.dialect.writer(ledger.engine) as connection, connection.begin():
        ledger.dialect.driver(connection)
        for wrong in named:
            with pytest.raises(InputError):
                wrong.call(scene)


def test_a_desk_is_named_in_order_too(scene: Scene) -> None:
    desk = Desk(scene.fund, ACCOUNTANT, DAY)
    assert desk == scene.desk(ACCOUNTANT, DAY)
    funding.receive_donation(desk, yuan(5), party="某企业", bank="main")


@pytest.mark.parametrize("name", DEEDS)
def test_no_deed_takes_a_thing_of_no_known_type(name: str) -> None:
    for argument, converter in DEEDS[name].shape.converters.items():
        with pytest.raises(WrongTypeError) as caught:
            converter.plain(argument, object(), {})
        assert caught.value.argument == argument
