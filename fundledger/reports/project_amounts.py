"""A project's amounts as statements that add up: grant, money paid, what was claimed.

Each begins with one measure and ends with another; every difference between them has a
line and a name of its own. Amounts in 分, what is taken off below zero.
"""

from typing import TYPE_CHECKING, NamedTuple

from fundledger.domain.claims import ClaimState
from fundledger.errors import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fundledger.reports.project_file import ProjectFile


class Entry(NamedTuple):
    """One line of a statement: what it is called, and how much."""

    label: str
    fen: int


class Statement(NamedTuple):
    """Entries that sum up to a result; lines of nothing may be left out."""

    title: str
    entries: "Sequence[Entry]"
    result: Entry

    @property
    def shown(self) -> "list[Entry]":
        """The first entry, and every other that is not zero."""
        return [self.entries[0], *(each for each in self.entries[1:] if each.fen)]

    @property
    def adds_up(self) -> bool:
        """Whether the entries are the result."""
        return sum(each.fen for each in self.entries) == self.result.fen


def statements(file: "ProjectFile") -> list[Statement]:
    """Explain what a project was granted, paid and found to have spent."""
    return [_grant(file), _stages(file), _paid(file), _out(file), _claimed(file)]


def _grant(file: "ProjectFile") -> Statement:
    f = file.funds
    return Statement(
        N_("What was granted"),
        [
            Entry(N_("Established"), f.established),
            Entry(N_("Supplements"), f.supplements),
            Entry(N_("Cuts of the budget"), -f.cuts),
            Entry(
                N_("Brought in from before the books"),
                f.brought_budget + f.brought_disbursed,
            ),
        ],
        Entry(N_("Approved"), f.approved),
    )


def _stages(file: "ProjectFile") -> Statement:
    f = file.funds
    return Statement(
        N_("Where the grant stands"),
        [
            Entry(N_("Committed"), f.committed),
            Entry(N_("To be paid"), f.payment),
            Entry(N_("Net paid"), f.paid),
            Entry(N_("Lapsed"), f.lapsed),
        ],
        Entry(N_("Approved"), f.approved),
    )


def _paid(file: "ProjectFile") -> Statement:
    f = file.funds
    return Statement(
        N_("What was paid"),
        [
            Entry(N_("Paid out"), f.gross_paid),
            Entry(N_("Bounced payments"), -f.bounced),
            Entry(N_("Brought in from before the books"), f.brought_disbursed),
        ],
        Entry(N_("Net paid"), f.paid),
    )


def _out(file: "ProjectFile") -> Statement:
    """Say where the money that went out is; what is owed was spent and not yet paid."""
    f = file.funds
    return Statement(
        N_("Where the money paid is"),
        [
            Entry(N_("Spent"), f.admitted),
            Entry(N_("Owed to it"), -f.payable),
            Entry(N_("Unspent and returned"), f.refunded),
            Entry(N_("Disallowed and recovered"), f.recovered),
            Entry(N_("Disallowed, to be recovered"), f.recoverable),
            Entry(N_("Advance left"), f.advance),
            Entry(N_("Written off"), f.written_off),
        ],
        Entry(N_("Net paid"), f.paid),
    )


def _claimed(file: "ProjectFile") -> Statement:
    claims = [claim for claim, _ in file.claims]
    decided = [each for each in claims if each.admitted_fen is not None]
    claimed = sum(each.claimed_fen for each in claims)
    admitted = sum(each.admitted_fen or 0 for each in decided)
    rejected = sum(
        each.claimed_fen for each in claims if each.state is ClaimState.REJECTED
    )
    at_once = sum(each.claimed_fen for each in decided) - admitted
    waiting = claimed - rejected - at_once - admitted
    later = file.disallowed.after_fen
    corrected = file.funds.admitted - (admitted - later)
    return Statement(
        N_("What was claimed"),
        [
            Entry(N_("Claimed"), claimed),
            Entry(N_("Not decided yet"), -waiting),
            Entry(N_("Rejected claims"), -rejected),
            Entry(N_("Disallowed at admission"), -at_once),
            Entry(N_("Disallowed later"), -later),
            Entry(N_("Payments declined, vouchers corrected"), corrected),
        ],
        Entry(N_("Spent"), file.funds.admitted),
    )
