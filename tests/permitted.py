"""Every voucher of a fund, held to what its rule permits."""

from collections import defaultdict

from sqlalchemy import select

from fundledger.domain.journal import Entry, PostingRule, VoucherKind
from fundledger.domain.permitted import unpermitted
from fundledger.store import tables as t
from fundledger.store.reading import Books


def unpermitted_in(books: Books) -> list[str]:
    """Name the postings that their voucher's rule does not permit, as people read."""
    p, v = t.posting.c, t.voucher.c
    booked: dict[int, list[Entry]] = defaultdict(list)
    columns = [p[name] for name in Entry._fields]
    for no, *entry in books.rows(
        select(p.voucher_no, *columns).where(books.own(t.posting))
    ):
        booked[no].append(Entry._make(entry))
    vouchers = books.rows(select(v.no, v.rule, v.kind).where(books.own(t.voucher)))
    return [
        f"{no} {rule} {kind}: {entry}"
        for no, rule, kind in vouchers
        for entry in unpermitted(PostingRule(rule), VoucherKind(kind), booked[no])
    ]
