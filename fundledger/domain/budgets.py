"""A project's money at a moment: its stages, and the identities that tie them.

All amounts are integers of 分. The identities are R5, R6, R7 and R13 of the checks.
"""

from dataclasses import dataclass
from typing import NamedTuple

from fundledger.domain.money import Money, from_fen
from fundledger.errors import N_, RefusedError


class ProjectFunds(NamedTuple):
    """The figures of one project, or of several added up, in 分."""

    established: int = 0
    supplements: int = 0
    cuts: int = 0
    lapsed: int = 0
    reserved: int = 0
    committed: int = 0
    payment: int = 0
    disbursed: int = 0
    paid: int = 0
    """Paid gross, less what bounced."""
    admitted: int = 0
    """Programme cost since inception without closing vouchers, less prior year."""
    returned: int = 0
    """Refunded and recovered."""
    advance: int = 0
    payable: int = 0
    recoverable: int = 0
    written_off: int = 0
    borne: int = 0
    """What of `written_off` another source bore."""

    @property
    def approved(self) -> int:
        """What the project may cost: established, with supplements and cuts."""
        return self.established + self.supplements - self.cuts

    @property
    def spent(self) -> int:
        """What was spent by the budget book: equal to `admitted` (R13)."""
        return (
            self.disbursed
            - self.advance
            - self.recoverable
            - (self.written_off - self.borne)
            + self.payable
        )

    @property
    def net_paid(self) -> int:
        """What was paid and has not come back."""
        return self.paid - self.returned


class FundsDifferences(NamedTuple):
    """By how much each identity of a project fails, in 分; zero everywhere is right."""

    budget: int
    """R5: approved = committed + payment + paid + lapsed."""
    cost: int
    """R5: paid = admitted - payable + returned + advance + recoverable + written
    off."""
    disbursed: int
    """R7: disbursed = paid - returned - written off that another source bore."""
    spent: int
    """R13: admitted = what the budget book says was spent."""


def add(one: ProjectFunds, other: ProjectFunds) -> ProjectFunds:
    """Add the figures of two projects, or of two groups of them."""
    return ProjectFunds(*(a + b for a, b in zip(one, other, strict=True)))


def differences(funds: ProjectFunds) -> FundsDifferences:
    """Compute by how much each identity fails."""
    return FundsDifferences(
        budget=funds.approved
        - (funds.committed + funds.payment + funds.paid + funds.lapsed),
        cost=funds.paid
        - (
            funds.admitted
            - funds.payable
            + funds.returned
            + funds.advance
            + funds.recoverable
            + funds.written_off
        ),
        disbursed=funds.disbursed - (funds.net_paid - funds.borne),
        spent=funds.admitted - funds.spent,
    )


@dataclass(eq=False)
class NotSettledError(RefusedError):
    """Money of the project is still on its way."""

    payment: Money
    advance: Money
    recoverable: Money
    payable: Money
    code = "not_settled"
    message = N_(
        "Not settled: {payment} to pay, {advance} advanced, {recoverable} to recover,"
        " {payable} owed."
    )
    hint = N_("Pay or decline, claim or return, recover or write off, first.")


@dataclass(eq=False)
class OpenClaimsError(RefusedError):
    """Claims of the project are undecided."""

    open_claims: int
    code = "open_claims"
    message = N_("{open_claims} claims are not decided yet.")
    hint = N_("Have every claim admitted, returned or withdrawn first.")


@dataclass(eq=False)
class NoFinalReportError(RefusedError):
    """The project has no final report."""

    code = "no_final_report"
    message = N_("There is no final report yet.")
    hint = N_("Have the preparer hand in the final report first.")


def decide_settled(funds: ProjectFunds) -> None:
    """Demand that nothing is on its way. Raises NotSettledError."""
    on_its_way = (funds.payment, funds.advance, funds.recoverable, funds.payable)
    if any(on_its_way):
        raise NotSettledError(*(from_fen(fen) for fen in on_its_way))


def decide_finished(
    funds: ProjectFunds, *, open_claims: int, final_report: bool
) -> None:
    """Decide whether a project may be closed 结项.

    Raises NoFinalReportError, OpenClaimsError, NotSettledError.
    """
    if not final_report:
        raise NoFinalReportError
    if open_claims:
        raise OpenClaimsError(open_claims)
    decide_settled(funds)
