"""R14 No 发票 is used above its amount, and no suspicion is left open.

An 发票 is one by its code and number, across projects and years. A row of an amount
means that more was claimed of it than it is over; a row of a claim that two receipts
look like one, and nobody has said why they are not.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from fundledger.domain.claims import ClaimState
from fundledger.domain.ids import ClaimNo, ReceiptNo
from fundledger.domain.receipts import Ground, plain_number
from fundledger.errors import N_
from fundledger.queries.suspicions import InvoiceUse, invoice_uses, undismissed
from fundledger.store.reading import Books

TITLE: Final = N_("No receipt is used twice")


class ReceiptOffence(NamedTuple):
    """A use of an 发票 above its amount, or a suspicion that is open; in 分."""

    receipt: str
    claim_no: ClaimNo
    receipt_no: ReceiptNo
    earlier_no: ReceiptNo | None
    likeness: Ground | None
    """None where an 发票 is used above its amount."""
    over_fen: int
    used_fen: int
    admitted: bool


def amber(row: ReceiptOffence) -> bool:
    """Tell whether it only waits to be done: the claim is not admitted yet."""
    return row.likeness is not None and not row.admitted


def offences(books: Books, as_of: date | None = None) -> list[ReceiptOffence]:
    """List over-used 发票, and open suspicions, of claims handed in by a day."""
    return [*_over_used(books, as_of), *_suspicious(books, as_of)]


def _over_used(books: Books, as_of: date | None) -> Iterator[ReceiptOffence]:
    uses: dict[tuple[str, str], list[InvoiceUse]] = defaultdict(list)
    for each in invoice_uses(books, as_of):
        uses[plain_number(each.code), plain_number(each.number)].append(each)
    for same in uses.values():
        used_fen = sum(each.used_fen for each in same)
        over_fen = min(each.over_fen for each in same)
        if used_fen > over_fen:
            last = same[-1]
            of = (last.number, last.claim_no, last.receipt_no, same[0].receipt_no)
            yield ReceiptOffence(*of, None, over_fen, used_fen, admitted=True)


def _suspicious(books: Books, as_of: date | None) -> Iterator[ReceiptOffence]:
    for each in undismissed(books, as_of):
        yield ReceiptOffence(
            each.number,
            each.claim_no,
            each.receipt_no,
            each.earlier_no,
            each.ground,
            0,
            0,
            each.state is ClaimState.ADMITTED,
        )
