"""What was exported of a chain: how much of it, and up to which head."""

from typing import Final, NamedTuple

from fundledger.errors import N_
from fundledger.reports.columns import columns
from fundledger.reports.report import Basis, Report, Table

EXPORTED: Final = columns("file", "records", "refusals", "attachments")


class Counted(NamedTuple):
    """How many records were exported, and what is among them."""

    records: int = 0
    refusals: int = 0
    attachments: int = 0
    """Files beside, each counted once."""


def exported(basis: Basis, file: str, counted: Counted) -> Report:
    """Tell what a file of deeds holds; its basis names the last record's hash."""
    table = Table("deeds", "", EXPORTED, [(file, *counted)])
    return Report("export", N_("Deeds exported"), basis, [table])
