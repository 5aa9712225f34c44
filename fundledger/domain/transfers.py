"""Money moved between the fund's own bank accounts: what is decided of it."""

from dataclasses import dataclass

from fundledger.domain.ids import AccountKey, TransferNo
from fundledger.errors import N_, RefusedError


@dataclass(eq=False)
class SameAccountError(RefusedError):
    """A transfer goes from one account to another."""

    account: AccountKey
    code = "same_account"
    message = N_("{account} is both where the money leaves and where it arrives.")
    hint = N_("Name two accounts of the fund.")


@dataclass(eq=False)
class ArrivedError(RefusedError):
    """The money has arrived."""

    transfer_no: TransferNo
    code = "arrived"
    message = N_("Transfer {transfer_no} has arrived already.")
    hint = N_("Choose a transfer that is still in transit.")


def decide_transfer(from_bank: AccountKey, to_bank: AccountKey) -> None:
    """Demand two accounts. Raises SameAccountError."""
    if from_bank == to_bank:
        raise SameAccountError(from_bank)


def decide_arrival(no: TransferNo, *, arrived: bool) -> None:
    """Demand money that is in transit. Raises ArrivedError."""
    if arrived:
        raise ArrivedError(no)
