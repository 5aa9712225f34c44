"""What a ledger's place or its database fails with, each as an error with a way out.

Which of them it was, the dialects tell by the database's own codes, never by its words:
those change with versions and languages.
"""

from dataclasses import dataclass, fields

from fundledger.errors import N_, StoreError


@dataclass(eq=False)
class NoLedgerError(StoreError):
    """There is no ledger at the address."""

    address: str
    message = N_("There is no ledger at {address}.")
    hint = N_("Create one with: fundledger init, or from a workbook: fundledger setup")


@dataclass(eq=False)
class ClosedError(StoreError):
    """The ledger was closed; deeds and readings need it open."""

    address: str
    message = N_("The ledger at {address} has been closed.")
    hint = N_("Open it again with open_ledger or open_fund.")


@dataclass(eq=False)
class UnopenedError(StoreError):
    """There is something at the address, but no database."""

    address: str
    problem: str
    message = N_("{address} cannot be opened as a ledger: {problem}.")
    hint = N_("Check the path and its permissions.")


@dataclass(eq=False)
class DamagedError(StoreError):
    """The database's file is damaged, or a copy that ends too early."""

    address: str
    problem: str
    message = N_("The ledger at {address} is damaged: {problem}.")
    hint = N_(
        "Leave the file as it is; bring back a copy, without any -wal or -shm file"
        " beside it, and verify it."
    )


@dataclass(eq=False)
class DatabaseError(StoreError):
    """The database failed or could not be reached; nothing was written."""

    problem: str
    message = N_("The database could not do this: {problem}.")
    hint = N_("Nothing was written. Try again, or check the disk and the server.")


@dataclass(eq=False)
class ReadOnlyError(DatabaseError):
    """The file, or the folder it lies in, may not be written to."""

    hint = N_("Copy the ledger to a folder that you may write to, and open it there.")


@dataclass(eq=False)
class DatabaseRightError(DatabaseError):
    """The database user lacks the right to do this."""

    message = N_("The database does not allow this: {problem}.")
    hint = N_("Nothing was written. Connect as a user who may, or ask for the right.")


@dataclass(eq=False)
class DiskFullError(DatabaseError):
    """The disk is full, or a file may not grow any more."""

    message = N_("The disk does not take this: {problem}.")
    hint = N_("Nothing was written. Free some space, and do it again.")


@dataclass(eq=False)
class WentAwayError(StoreError):
    """The connection broke off: what was being written may be there or not."""

    problem: str
    message = N_("The database went away: {problem}.")
    hint = N_(
        "Whether the last deed was kept is not known. Do it again under the same key:"
        " what was kept is not written twice."
    )


@dataclass(eq=False)
class BusyError(StoreError):
    """Somebody else is writing, and goes on for too long."""

    message = N_("Somebody else is writing to the ledger, and has been for too long.")
    hint = N_("Nothing was written. Wait until they are done, and do it again.")


@dataclass(eq=False)
class HeldError(BusyError):
    """Somebody who is known is writing for too long."""

    user: str
    process: int
    deed: str
    since: str
    message = N_(
        "{user} has been writing to the ledger since {since}: {deed} (process"
        " {process})."
    )


def failed(kind: type[StoreError], address: str, problem: str) -> StoreError:
    """Make an error of a kind from what is known of any failure."""
    facts = {"address": address, "problem": problem}
    return kind(**{each.name: facts[each.name] for each in fields(kind)})
