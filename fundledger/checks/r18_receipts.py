"""R18 Receipts lie in the period of their project, and lines keep to what was approved.

A receipt of before the project began, or of after it ended, may belong to something
else: an accountant who admitted it had a reason, so that it is amber. What was spent on
a budget line beyond what was approved, with the fund's tolerance, is no longer covered.
"""

from datetime import date
from typing import Final, NamedTuple

from fundledger.domain.ids import LineNo, ReceiptNo
from fundledger.errors import N_
from fundledger.queries import budgets, settings, spent_lines
from fundledger.store.reading import Books

TITLE: Final = N_("Receipts and budget lines keep to what was approved")


class BeyondApproved(NamedTuple):
    """A receipt out of its project's period, or a line beyond what it may cost; in 分.

    `approved_fen` is what was approved of the line, without the tolerance.
    """

    project: str
    receipt_no: ReceiptNo | None
    issued_on: date | None
    starts_on: date | None
    ends_on: date | None
    line: LineNo | None
    approved_fen: int
    spent_fen: int


def amber(row: BeyondApproved) -> bool:
    """Tell whether it is a receipt's day alone that is to be looked at."""
    return row.receipt_no is not None


def offences(books: Books, as_of: date | None = None) -> list[BeyondApproved]:
    """List receipts out of their period, and lines that cost too much as of now."""
    return [*_receipts(books, as_of), *_lines(books)]


def _receipts(books: Books, as_of: date | None) -> list[BeyondApproved]:
    return [
        BeyondApproved(
            *(each.project, each.no, each.issued_on, each.starts_on, each.ends_on),
            *(None, 0, each.admitted_fen),
        )
        for each in spent_lines.dated_receipts(books, as_of)
        if not each.starts_on <= each.issued_on <= each.ends_on
    ]


def _lines(books: Books) -> list[BeyondApproved]:
    tolerance = settings.settings(books).line_tolerance_percent
    return [
        BeyondApproved(
            *(code, None, None, None, None),
            *(each.line, each.approved_fen, each.spent_fen),
        )
        for no, code in spent_lines.projects_with_claims(books)
        for each in budgets.approved_lines(books, no)
        if each.spent_fen * 100 > each.approved_fen * (100 + tolerance)
    ]
