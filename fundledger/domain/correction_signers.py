"""Corrections that two people sign: what two decided, and what moves money."""

from collections.abc import Sequence
from typing import Final

from fundledger.domain.chart import BANK, account
from fundledger.domain.differences import money_fen
from fundledger.domain.journal import Entry
from fundledger.domain.posting_rules import PostingRule

DECIDED: Final = frozenset(
    {
        PostingRule.UNIDENTIFIED_SENT_BACK,
        PostingRule.RETURN_DECIDED,
        PostingRule.RETURN_MISTAKEN,
        PostingRule.RETURN_PAID,
        PostingRule.RETURN_BOUNCED,
        PostingRule.ADMIN_COST_BOUNCED,
        PostingRule.ADMIN_COST_BOUNCED_CLOSED_YEAR,
        PostingRule.TRANSFER,
        PostingRule.TRANSFER_SENT,
        PostingRule.TRANSFER_ARRIVED,
        PostingRule.RECLASSIFIED_NET,
        PostingRule.RECLASSIFIED_INCOME,
        PostingRule.GAP_OPENED,
        PostingRule.GAP_COVERED,
    }
)
"""What has its source and amount from what two people decided, or what it undoes."""


TWO_SIGNED: Final = frozenset(
    {
        PostingRule.OPENING,
        PostingRule.RE_SOURCED_COMMITTED,
        PostingRule.RE_SOURCED_ADVANCED,
        PostingRule.RE_SOURCED_COST,
        PostingRule.RE_SOURCED_CLOSED_YEAR,
        PostingRule.WRITTEN_OFF,
        PostingRule.WRITTEN_OFF_BORNE,
        PostingRule.CORRECTION_CLOSED_YEAR,
        PostingRule.CORRECTION_CLOSED_YEAR_CHARGED,
    }
)
"""What else two people signed: two correct its accounts, as those of `DECIDED`."""


RUNNING_COSTS: Final = frozenset({PostingRule.BANK_FEE, PostingRule.ADMIN_COST})
"""What one person pays up to the fund's setting two_sign_above."""


def corrected_by_two(
    rule: PostingRule,
    booked: Sequence[Entry],
    right: Sequence[Entry],
    *,
    above_fen: int,
) -> bool:
    """Tell whether two sign a correction: of what two signed, or that moves money.

    Another source is a reclassification, another bank account a transfer: neither is
    done by one person. A running cost above `above_fen`, in 分, two signed. `right` are
    the postings booked, corrected one by one.
    """
    large = rule in RUNNING_COSTS and money_fen(booked) > above_fen
    moved = any(
        _lies(old) != _lies(new) for old, new in zip(booked, right, strict=True)
    )
    return rule in DECIDED | TWO_SIGNED or large or moved


def _lies(entry: Entry) -> tuple[object, ...]:
    """Tell where the money of a posting lies, and whose it is."""
    banks = (key for key in entry[:2] if account(key).control == BANK)
    return (entry.debit_source, entry.credit_source, *banks)
