"""A fund books nothing before an accountant and a supervisor adopt the rules."""

import pytest

from fundledger.commands import adoptions, funding
from fundledger.commands.inbox import inbox
from fundledger.domain.adoptions import (
    OtherRulesError,
    RulesAdoptedError,
    RulesNotAdoptedError,
    rules_text,
)
from fundledger.domain.cosigning import CosignedAlreadyError
from fundledger.domain.editions import RULES_EDITION
from fundledger.domain.ids import Login
from fundledger.domain.people import Role
from fundledger.domain.projects import ProjectState
from fundledger.domain.rights import NoRoleError
from fundledger.queries import adoptions as queries
from fundledger.store.books import Ledger
from fundledger.store.verify import Status, verify
from tests.commands import scene as scenes
from tests.commands.scene import (
    ACCOUNTANT,
    ACCOUNTANT2,
    CASHIER,
    SUPERVISOR,
    Scene,
    yuan,
)
from tests.databases import Database


@pytest.fixture
def unadopted(database: Database, ledger: Ledger) -> Scene:
    """Give a fund with everybody in it that has adopted nothing."""
    return scenes.create(ledger, database.clerk, adopted_on=None)


def donate(scene: Scene) -> None:
    desk = scene.desk(ACCOUNTANT)
    funding.receive_donation(desk, yuan(100), party="示例企业", bank="main")


def adopt(scene: Scene, login: Login) -> bool:
    return adoptions.adopt_rules(scene.desk(login), rules_edition=RULES_EDITION)


def waits_for(scene: Scene) -> set[Login]:
    """Name whose inbox asks for the adoption."""
    with scene.fund.reading() as books:
        return {
            login
            for login in (ACCOUNTANT, ACCOUNTANT2, CASHIER, SUPERVISOR)
            for each in inbox(books, login, scene.today).queues
            if each.deeds == ("adopt_rules",) and each.key == RULES_EDITION
        }


def test_nothing_is_booked_until_both_have_signed(unadopted: Scene) -> None:
    for before in (None, SUPERVISOR):
        if before is not None:
            assert adopt(unadopted, before) is False
        with pytest.raises(RulesNotAdoptedError) as raised:
            donate(unadopted)
        assert raised.value.edition == RULES_EDITION
    assert adopt(unadopted, ACCOUNTANT) is True
    donate(unadopted)
    assert unadopted.refusals() == ["rules_not_adopted"] * 2


def test_what_books_nothing_goes_on_without_it(unadopted: Scene) -> None:
    assert unadopted.state(unadopted.reviewed()) is ProjectState.DISTRICT_REVIEW


def test_it_waits_for_whoever_has_not_signed(unadopted: Scene) -> None:
    assert waits_for(unadopted) == {ACCOUNTANT, ACCOUNTANT2, SUPERVISOR}
    adopt(unadopted, ACCOUNTANT2)
    assert waits_for(unadopted) == {SUPERVISOR}
    adopt(unadopted, SUPERVISOR)
    assert waits_for(unadopted) == set()


def test_what_the_rules_say_is_kept_with_who_adopted_them(unadopted: Scene) -> None:
    adopt(unadopted, ACCOUNTANT)
    with unadopted.fund.reading() as books:
        assert queries.adoption(books, RULES_EDITION) is None
        (signed,) = queries.waiting(books, RULES_EDITION).values()
        assert signed.login == ACCOUNTANT
    unadopted.wait(1)
    adopt(unadopted, SUPERVISOR)
    with unadopted.fund.reading() as books:
        adoption = queries.adoption(books, RULES_EDITION)
        assert queries.adopted_on(books) == {RULES_EDITION: unadopted.today}
        assert not queries.waiting(books, RULES_EDITION)
    assert adoption is not None
    assert adoption.rules == rules_text()
    logins = {role: by.login for role, by in adoption.signed.items()}
    assert logins == {Role.ACCOUNTANT: ACCOUNTANT, Role.SUPERVISOR: SUPERVISOR}
    assert verify(unadopted.fund).status is Status.OK


def test_an_adoption_is_signed_once_by_each_and_by_nobody_else(
    unadopted: Scene,
) -> None:
    with pytest.raises(NoRoleError):
        adopt(unadopted, CASHIER)
    with pytest.raises(OtherRulesError):
        adoptions.adopt_rules(
            unadopted.desk(ACCOUNTANT), rules_edition=RULES_EDITION + 1
        )
    adopt(unadopted, ACCOUNTANT)
    for login in (ACCOUNTANT, ACCOUNTANT2):
        with pytest.raises(CosignedAlreadyError):
            adopt(unadopted, login)
    adopt(unadopted, SUPERVISOR)
    with pytest.raises(RulesAdoptedError):
        adopt(unadopted, SUPERVISOR)
