"""Rounds of applications 申报批次: opened with a cap, closed on a day."""

from datetime import date

from fundledger.commands.cases import WHOLE_FUND
from fundledger.commands.deed import deed
from fundledger.commands.lookup import require, require_new
from fundledger.domain.actions import Action
from fundledger.domain.ids import RoundKey
from fundledger.domain.labels import RoundName
from fundledger.domain.money import Money
from fundledger.domain.notices import FirstDay
from fundledger.domain.rounds import RoundDatesError, decide_round
from fundledger.queries import funds, settings
from fundledger.store import tables as t
from fundledger.store.writing import Writing


@deed(Action.ROUND_OPEN, case=WHOLE_FUND)
def open_round(
    write: Writing,
    *,
    key: RoundKey,
    name: RoundName,
    opens_on: date,
    closes_on: date,
    cap: Money | None = None,
    first_day: FirstDay = FirstDay.NEXT,
) -> None:
    """Open a round; without a cap, the fund's setting holds.

    `first_day` says which day of its public notices 公示 is their first; each notice
    keeps it.

    Raises ExistsError, RoundDatesError, RoundCapError.
    """
    require_new("round", [key], [each.by.key for each in funds.rounds(write)])
    most = settings.settings(write).application_cap if cap is None else cap
    cap_fen = decide_round(key, opens_on, closes_on, most)
    write.insert(
        t.funding_round,
        key=key,
        name=name,
        opens_on=opens_on,
        closes_on=closes_on,
        cap_fen=cap_fen,
        first_day=first_day,
    )


@deed(Action.ROUND_CLOSE, case=WHOLE_FUND)
def close_round(write: Writing, round_key: RoundKey) -> None:
    """Close a round early: the desk's date is its last day.

    Raises NotFoundError, RoundDatesError.
    """
    by = require(funds.funding_round(write, round_key), "round", round_key)
    if not by.opens_on <= write.on <= by.closes_on:
        raise RoundDatesError(round_key, by.opens_on, write.on)
    write.change(t.funding_round, round_key, closes_on=write.on)
