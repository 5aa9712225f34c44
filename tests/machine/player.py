"""A player: draws who does what, when and for how much, and asks the game for it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any, Final, TypeVar

from fundledger.domain.actions import Action
from fundledger.domain.money import Money, from_fen
from fundledger.domain.people import COMMUNITY_ROLES, PERMITS, Role
from fundledger.queries import projects
from fundledger.queries.projects import Project
from tests.machine.game import NOTHING, Game, Told, Tried
from tests.machine.world import BANKS, EVERYBODY, GRANTS, SOURCES

T = TypeVar("T")

ODD: Final = 6
"""One draw in so many is out of the ordinary."""


@dataclass
class Player:
    """Draws for one step; an honest one never draws what is out of the ordinary."""

    game: Game
    dice: Random
    honest: bool = False

    def __post_init__(self) -> None:
        """Shake the dice with the chain: the same seed does not do the same again."""
        shaken = f"{self.dice.random()}{self.game.head}{len(self.game.diary)}"
        self.dice = Random(shaken)  # noqa: S311 - a life to replay, not a secret

    def pick(self, among: Sequence[T]) -> T:
        """Pick one."""
        return self.dice.choice(among)

    def odd(self, often: int = ODD) -> bool:
        """Tell whether to do something out of the ordinary."""
        return not self.honest and self.dice.randrange(often) == 0

    def fen(self, most: int, least: int = 1) -> int:
        """Draw an amount in 分, now and then too much, or nothing at all."""
        if self.odd(12):
            return self.pick([0, -1, most + 1, most * 3 + 7])
        top = max(most, least)
        if self.dice.randrange(4) == 0:
            return top
        return self.dice.randint(least, top)

    def money(self, most: int) -> Money:
        """Draw an amount."""
        return from_fen(self.fen(most))

    def who(self, action: Action, project: Project | None = None) -> str:
        """Pick somebody whose role may do this here; now and then anybody."""
        if self.odd():
            return self.pick(EVERYBODY)
        return self.pick(able(action, project))

    def source(self, among: Sequence[str] = SOURCES) -> str:
        """Pick a source of funds; now and then any."""
        return self.pick(SOURCES if self.odd() else among)

    def bank(self, source: str = "") -> str:
        """Pick a bank account by its key; for a source, mostly its own."""
        if self.odd():
            return self.pick(BANKS)
        if source == "aid":
            return "aid"
        return self.pick((BANKS[0], BANKS[0], BANKS[0], BANKS[1]))

    def booked_on(self) -> dict[str, Any]:
        """Date the voucher otherwise than the deed, now and then."""
        if not self.odd():
            return {}
        days = self.dice.randint(-70, 5)
        return {"voucher_on": self.game.today + timedelta(days=days)}

    def reason(self) -> str:
        """Say why, mostly."""
        return " " if self.odd(20) else "据实说明"

    def deed(
        self,
        action: Action,
        command: Callable[..., Any],
        given: dict[str, Any],
        *,
        effect: Told | None = NOTHING,
        project: Project | None = None,
        who: str | None = None,
    ) -> Tried:
        """Ask the game for a deed, now and then on an earlier day, often with a key."""
        on = self.game.today
        if self.odd(20):
            on -= timedelta(days=self.dice.randint(1, 40))
        key = None
        if self.odd(3):
            key = f"key-{len(self.game.done)}"
        actor = who or self.who(action, project)
        desk = self.game.desk(actor, on, key)
        return self.game.attempt(desk, command, given, effect)

    def cosigned(
        self,
        action: Action,
        command: Callable[..., Any],
        given: dict[str, Any],
        who: tuple[str, str],
        effect: Told,
        *,
        project: Project | None = None,
        alone: str | None = None,
    ) -> None:
        """Have two people ask for the same; now and then the second one does not.

        Mostly `alone` begins, who does it by themselves where the amount is small.
        """
        for tried in self.both(
            action, command, given, who, project=project, alone=alone
        ):
            self.game.settle(tried, effect)

    def both(
        self,
        action: Action,
        command: Callable[..., Any],
        given: dict[str, Any],
        who: tuple[str, str],
        *,
        project: Project | None = None,
        alone: str | None = None,
    ) -> Iterator[Tried]:
        """Have two people ask for the same; the caller settles what each one did."""
        first = alone if alone and not self.odd(4) else self.pick(who)
        for login in sorted(who, key=lambda each: each != first):
            tried = self.deed(
                action,
                command,
                given,
                effect=None,
                project=project,
                who=None if self.odd(10) else login,
            )
            yield tried
            if not tried.accepted or tried.vouchers or self.odd(8):
                return

    def projects(self) -> list[Project]:
        """List the projects there are."""
        with self.game.fund.reading() as books:
            return list(projects.projects(books))

    def project(self, no: int) -> Project:
        """Give one project as it stands."""
        return next(each for each in self.projects() if each.no == no)


def able(action: Action, project: Project | None) -> list[str]:
    """List who may do this, of the project's own community where that matters."""
    logins = [
        str(grant.login)
        for grant in GRANTS
        if grant.role in PERMITS[action]
        and (
            grant.role not in COMMUNITY_ROLES
            or project is None
            or grant.scope_key == project.community_key
        )
    ]
    if Role.ADMIN in PERMITS[action]:
        logins += ["admin1", "admin2"]
    return logins
