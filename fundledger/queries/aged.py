"""Advances that are not accounted for, and since when; in 分."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from fundledger.domain.chart import ADVANCE
from fundledger.domain.ids import ProjectNo
from fundledger.domain.journal import PostingRule
from fundledger.queries import balances
from fundledger.store import tables as t
from fundledger.store.reading import Books


class AgedAdvance(NamedTuple):
    """What of a project's advances stands out, and the oldest payment in it."""

    project_no: ProjectNo
    code: str
    since: date
    fen: int


def advances(books: Books, as_of: date | None = None) -> list[AgedAdvance]:
    """List projects with advances out, by project; the oldest are cleared first.

    An advance that an opening brought in is as old as that.
    """
    standing = balances.project_balances(books, as_of)
    out = {no: fen for (no, key), fen in standing.items() if key == ADVANCE and fen > 0}
    paid = _paid(books, as_of)
    p = t.project.c
    named = books.rows(select(p.no, p.code).where(books.own(t.project)).order_by(p.no))
    return [
        AgedAdvance(no, code, _oldest(paid[no], out[no]), out[no])
        for no, code in named
        if no in out and paid[no]
    ]


def _paid(
    books: Books, as_of: date | None
) -> defaultdict[ProjectNo | None, list[tuple[date, int]]]:
    """List what came to each project's advances, the last first."""
    p, v = t.posting.c, t.voucher.c
    rules = (PostingRule.ADVANCE_PAID, PostingRule.OPENING)
    own = (v.fund_id == p.fund_id) & (v.no == p.voucher_no)
    statement = (
        select(p.project_no, v.on_date, p.fen)
        .join_from(t.posting, t.voucher, own)
        .where(books.own(t.posting), p.debit == ADVANCE, v.rule.in_(rules))
        .order_by(v.on_date.desc(), p.no.desc())
    )
    if as_of is not None:
        statement = statement.where(v.on_date <= as_of)
    paid: defaultdict[ProjectNo | None, list[tuple[date, int]]] = defaultdict(list)
    for project_no, on, fen in books.rows(statement):
        paid[project_no].append((on, fen))
    return paid


def _oldest(paid: list[tuple[date, int]], out_fen: int) -> date:
    """Tell the day of the oldest payment that is not cleared yet."""
    left, day = out_fen, paid[0][0]
    for on, fen in paid:
        if left <= 0:
            break
        day, left = on, left - fen
    return day
