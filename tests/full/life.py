"""One fund to be lived: whose amounts, projects and days they are."""

from dataclasses import dataclass
from typing import Final

from fundledger.domain.ids import (
    ProjectNo,
)
from fundledger.domain.money import Money
from tests.commands.scene import (
    Scene,
    yuan,
)

ASKED: Final = ProjectNo(3)
"""A project that was only handed in; in the other fund it goes on."""


@dataclass(frozen=True)
class Life:
    """One fund's life; `other` makes it another than its twin's."""

    scene: Scene
    other: bool

    @property
    def runs(self) -> ProjectNo:
        """The project that comes under way."""
        return ProjectNo(2 if self.other else 1)

    @property
    def waits(self) -> ProjectNo:
        """The project that stays on public notice."""
        return ProjectNo(1 if self.other else 2)

    def yuan(self, amount: int) -> Money:
        """Give an amount in 元, and half as much again in the other fund."""
        return yuan(amount * 3 // 2 if self.other else amount)
