"""Rounds of applications 申报批次: opened with a cap, closed on a day."""

from dataclasses import dataclass
from datetime import date

from fundledger.commands.cases import WHOLE_FUND
from fundledger.commands.deed import deed
from fundledger.commands.finding import demand, demand_new
from fundledger.domain.actions import Action
from fundledger.domain.ids import RoundKey
from fundledger.domain.labels import RoundName
from fundledger.domain.money import Money, to_fen
from fundledger.errors import N_, RefusedError
from fundledger.queries import funds, settings
from fundledger.store import tables as t
from fundledger.store.writing import Writing


@dataclass(eq=False)
class RoundDatesError(RefusedError):
    """A round closes on its first day or later, and only once."""

    round_key: RoundKey
    opens_on: date
    closes_on: date
    code = "round_dates"
    message = N_("Round {round_key}, open from {opens_on}, cannot close {closes_on}.")
    hint = N_("Let the round close on the day it opens, or later.")


@deed(Action.ROUND_OPEN, case=WHOLE_FUND)
def open_round(
    write: Writing,
    *,
    key: RoundKey,
    name: RoundName,
    opens_on: date,
    closes_on: date,
    cap: Money | None = None,
) -> None:
    """Open a round; without a cap, the fund's setting holds.

    Raises ExistsError, RoundDatesError.
    """
    demand_new("round", [key], [each.by.key for each in funds.rounds(write)])
    if closes_on < opens_on:
        raise RoundDatesError(key, opens_on, closes_on)
    most = settings.settings(write).application_cap if cap is None else cap
    write.insert(
        t.funding_round,
        key=key,
        name=name,
        opens_on=opens_on,
        closes_on=closes_on,
        cap_fen=to_fen(most),
    )


@deed(Action.ROUND_CLOSE, case=WHOLE_FUND)
def close_round(write: Writing, round_key: RoundKey) -> None:
    """Close a round early: the desk's date is its last day.

    Raises NotFoundError, RoundDatesError.
    """
    by = demand(funds.funding_round(write, round_key), "round", round_key)
    if not by.opens_on <= write.on <= by.closes_on:
        raise RoundDatesError(round_key, by.opens_on, write.on)
    write.change(t.funding_round, round_key, closes_on=write.on)
