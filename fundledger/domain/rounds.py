"""Rounds of applications 申报批次: when they are open, and how much one may give."""

from dataclasses import dataclass
from datetime import date

from fundledger.domain.ids import RoundKey
from fundledger.domain.money import Money, to_fen
from fundledger.errors import N_, RefusedError


@dataclass(eq=False)
class RoundDatesError(RefusedError):
    """A round closes on its first day or later, and only once."""

    round_key: RoundKey
    opens_on: date
    closes_on: date
    code = "round_dates"
    message = N_("Round {round_key}, open from {opens_on}, cannot close {closes_on}.")
    hint = N_("Let the round close on the day it opens, or later.")


@dataclass(eq=False)
class RoundCapError(RefusedError):
    """A round whose cap is nothing takes no application."""

    round_key: RoundKey
    cap: Money
    code = "round_cap"
    message = N_("Round {round_key} cannot have a cap of {cap}.")
    hint = N_("Give a cap above zero, or none: then the fund's setting holds.")


def decide_round(
    round_key: RoundKey, opens_on: date, closes_on: date, cap: Money
) -> int:
    """Decide whether a round may be opened, and give its cap in 分.

    Raises RoundDatesError, RoundCapError.
    """
    if closes_on < opens_on:
        raise RoundDatesError(round_key, opens_on, closes_on)
    cap_fen = to_fen(cap)
    if cap_fen <= 0:
        raise RoundCapError(round_key, cap)
    return cap_fen
