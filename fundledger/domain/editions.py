"""Editions of the rules: what a record was decided by, and whether it was rebuilt.

`RULES_EDITION` numbers the permits, incompatibilities and posting rules together. It
rises when one of them changes; a record keeps the number it was decided by.
"""

from enum import StrEnum
from typing import Final

RULES_EDITION: Final = 1


class Replay(StrEnum):
    """Why a fund's past is done again: its records then keep the time of that past."""

    DEMO = "demo"
    MIGRATION = "migration"
