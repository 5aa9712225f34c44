"""What can be wrong with an opening 期初: each fault with its sheet, row and field.

They are found all at once, and told together: what one person mends in one go.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from fundledger.domain.chart import SpendingKind
from fundledger.domain.ids import AccountKey, LineNo, SourceKey
from fundledger.domain.money import Money
from fundledger.domain.openings import (
    OpeningPaymentState,
    OpeningState,
    OrderNo,
    ProjectCode,
)
from fundledger.errors import N_, RefusedError


class OpeningSheet(StrEnum):
    """The tables of an opening, as the fields of the deed are named."""

    BALANCES = "balances"
    PROJECTS = "projects"
    LINES = "lines"
    SHARES = "shares"
    PAYMENTS = "payments"
    RECEIPTS = "receipts"
    RECOVERIES = "recoveries"
    UNIDENTIFIED = "unidentified"


@dataclass(eq=False, kw_only=True)
class OpeningFaultError(RefusedError):
    """One thing in an opening that does not fit; where, it says beside its facts."""

    code = "opening_fault"
    sheet: OpeningSheet = field(default=OpeningSheet.BALANCES)
    row: int = 0
    """The row of the sheet, from 1; 0 for the whole of it."""
    column: str = ""
    message = N_("Something in the opening does not fit.")
    hint = N_("Mend it in the sheet, and give the whole opening again.")


@dataclass(eq=False)
class OpeningUnfitError(RefusedError):
    """An opening has faults: nothing of it is booked."""

    total: int
    faults: tuple[OpeningFaultError, ...]
    """All of them, or the first where they are very many."""
    code = "opening_unfit"
    message = N_("The opening has faults: {total}. {faults}")
    hint = N_("Mend them all, and give the whole opening again: nothing was booked.")


@dataclass(eq=False, kw_only=True)
class OpeningTwiceError(OpeningFaultError):
    """Two rows are about the same thing."""

    name: str
    code = "opening_twice"
    message = N_("{name} is listed twice.")
    hint = N_("Put both rows into one.")


@dataclass(eq=False, kw_only=True)
class OpeningUnknownError(OpeningFaultError):
    """A row names something that the opening does not list."""

    name: str
    code = "opening_unknown"
    message = N_("{name} is named here, and listed nowhere in the opening.")
    hint = N_("List it on its own sheet, or mend the name.")


@dataclass(eq=False, kw_only=True)
class OpeningCodeError(OpeningFaultError):
    """A project of that code is in the books."""

    project: ProjectCode
    code = "opening_code"
    message = N_("The books have a project {project} already.")
    hint = N_("Leave the row out, or give the project a code of its own.")


@dataclass(eq=False, kw_only=True)
class OpeningAmountError(OpeningFaultError):
    """An amount that is not above zero, or a balance on both sides or on none."""

    name: str
    code = "opening_amount"
    message = N_("{name} needs one amount above zero.")
    hint = N_("Write the balance on its side, debit or credit; leave out what is zero.")


@dataclass(eq=False, kw_only=True)
class OpeningDayError(OpeningFaultError):
    """A day that lies after the opening."""

    day: date
    opening: date
    code = "opening_day"
    message = N_("{day} lies after the opening, which is of {opening}.")
    hint = N_("Bring in what stood on that day; book the rest by its own deeds.")


@dataclass(eq=False, kw_only=True)
class OpeningAccountError(OpeningFaultError):
    """An account that takes no balance, or not of such a row."""

    account: AccountKey
    code = "opening_account"
    message = N_("{account} takes no balance like this.")
    hint = N_(
        "Bring in leaves of the money book; name project and source where the account"
        " is kept by them, and nowhere else. What is in transit arrives first."
    )


@dataclass(eq=False, kw_only=True)
class OpeningLeafError(OpeningFaultError):
    """An account for restricted money and an unrestricted source, or the reverse."""

    account: AccountKey
    source: SourceKey
    code = "opening_leaf"
    message = N_("{account} is not for money of the source {source}.")
    hint = N_("Restricted money stands on restricted accounts, the other on the other.")


@dataclass(eq=False, kw_only=True)
class OpeningUnbalancedError(OpeningFaultError):
    """Debits and credits differ."""

    debits: Money
    credits: Money
    code = "opening_unbalanced"
    message = N_("The debit balances add up to {debits}, the credit ones to {credits}.")
    hint = N_("Compare the sheet with the trial balance of the earlier books.")


@dataclass(eq=False, kw_only=True)
class OpeningSourceShortError(OpeningFaultError):
    """A restricted source has promised more than it has."""

    source: SourceKey
    worth: Money
    promised: Money
    code = "opening_source_short"
    message = N_(
        "The restricted source {source} is worth {worth}; its projects need {promised}."
    )
    hint = N_(
        "Compare its net assets, income and cost with what its projects are approved;"
        " restricted money pays for nothing else."
    )


@dataclass(eq=False, kw_only=True)
class OpeningOverdrawnError(OpeningFaultError):
    """Unrestricted sources together have promised more than they have."""

    short: Money
    code = "opening_overdrawn"
    message = N_("Unrestricted sources together are short of {short}.")
    hint = N_("Restricted money would be used for them: cut projects, or find money.")


@dataclass(eq=False, kw_only=True)
class OpeningApprovedError(OpeningFaultError):
    """A project's budget lines and sources do not add up to the same."""

    project: ProjectCode
    lines: Money
    shares: Money
    code = "opening_approved"
    message = N_(
        "Project {project}: its lines are approved {lines}, its sources pay {shares}."
    )
    hint = N_("Write on both sheets what is approved now, supplements and cuts in it.")


@dataclass(eq=False, kw_only=True)
class OpeningOverpaidError(OpeningFaultError):
    """More was paid, or is to be paid, than a source pays for; or less came of it."""

    project: ProjectCode
    source: SourceKey
    approved: Money
    paid: Money
    code = "opening_overpaid"
    message = N_(
        "Project {project}: the source {source} pays {approved}, its payments come to"
        " {paid}."
    )
    hint = N_("Compare the sheets of payments and of sources.")


@dataclass(eq=False, kw_only=True)
class OpeningSpentError(OpeningFaultError):
    """What receipts were admitted for is not what became of the money paid."""

    project: ProjectCode
    receipts: Money
    money: Money
    code = "opening_spent"
    message = N_(
        "Project {project}: its receipts are admitted with {receipts}; paid, less"
        " returned, advanced and to be recovered, with what is owed, it spent {money}."
    )
    hint = N_(
        "Compare receipts, payments, what came back, and the balances by project."
    )


@dataclass(eq=False, kw_only=True)
class OpeningSourceSpentError(OpeningFaultError):
    """A source would have spent less than nothing on a project."""

    project: ProjectCode
    source: SourceKey
    booked: Money
    money: Money
    code = "opening_source_spent"
    message = N_(
        "Project {project}, source {source}: this year's cost is {booked}; of what was"
        " paid, {money} can be spent."
    )
    hint = N_("Compare its payments, what came back, its advance and its cost.")


@dataclass(eq=False, kw_only=True)
class OpeningYearCostError(OpeningFaultError):
    """This year's receipts are not this year's cost."""

    project: ProjectCode
    kind: SpendingKind
    receipts: Money
    booked: Money
    code = "opening_year_cost"
    message = N_(
        "Project {project}, {kind}: receipts admitted this year come to {receipts}, the"
        " cost booked to {booked}."
    )
    hint = N_("A receipt counts in the year of the day on which it was admitted.")


@dataclass(eq=False, kw_only=True)
class OpeningApartError(OpeningFaultError):
    """A balance is not what the cases say."""

    account: AccountKey
    name: str
    """The project, the source or the bank account that it is about."""
    booked: Money
    cases: Money
    code = "opening_apart"
    message = N_("{account}, {name}: the balance is {booked}, the cases say {cases}.")
    hint = N_("Each is listed once in the balances, and once with its case.")


@dataclass(eq=False, kw_only=True)
class OpeningBankShortError(OpeningFaultError):
    """Less lies in a bank account than what came to it and is nobody's yet."""

    account: AccountKey
    code = "opening_bank_short"
    message = N_("{account} holds less than what came to it and is not identified.")
    hint = N_("Say for each unidentified receipt to which account it came.")


@dataclass(eq=False, kw_only=True)
class OpeningProjectStateError(OpeningFaultError):
    """A project's state does not go with what is said of it."""

    project: ProjectCode
    state: OpeningState
    code = "opening_project_state"
    message = N_("Project {project} cannot be {state} with what is said of it.")
    hint = N_(
        "Before it is active nothing is paid, and afterwards an agreement is there;"
        " closed, it has its final report and nothing open, and its approved amount is"
        " what was paid."
    )


@dataclass(eq=False, kw_only=True)
class OpeningPaymentError(OpeningFaultError):
    """A payment says what its state does not allow, or its rows differ."""

    project: ProjectCode
    order: OrderNo
    state: OpeningPaymentState
    code = "opening_payment"
    message = N_("Project {project}, payment {order} cannot be {state} like this.")
    hint = N_(
        "What was paid names its bank account; rows of one payment agree in all but"
        " source and amount; what it reimburses is a claim of the sheet of receipts."
    )


@dataclass(eq=False, kw_only=True)
class OpeningPayeeError(OpeningFaultError):
    """A payment to a community whose bank account nobody recorded."""

    project: ProjectCode
    code = "opening_payee"
    message = N_("Project {project} has payments, and its community has no payee.")
    hint = N_("Add the payee first: who was paid is who is paid next.")


@dataclass(eq=False, kw_only=True)
class OpeningReceiptError(OpeningFaultError):
    """A receipt that no line takes, or that is admitted with more than it claims."""

    project: ProjectCode
    number: str
    line: LineNo
    code = "opening_receipt"
    message = N_("Project {project}, receipt {number} on line {line} does not fit.")
    hint = N_(
        "Its line is one of the project's; it is admitted with what it claims, or with"
        " less and a reason, on one day with the others of its claim."
    )
