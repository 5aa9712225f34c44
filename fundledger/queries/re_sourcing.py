"""What a source has spent for a project, and what came to one this year."""

from datetime import date
from typing import Final

from fundledger.domain.chart import B_DISBURSED, INCOME, PROGRAMME_COST
from fundledger.domain.ids import AccountKey, ProjectNo, SourceKey
from fundledger.domain.journal import PostingRule
from fundledger.domain.re_sourcing import CostPart
from fundledger.queries import lines
from fundledger.queries.lines import line, own_fen, total
from fundledger.queries.source_uses import spent_before
from fundledger.store import tables as t
from fundledger.store.reading import Books

_TAKES_OVER: Final = (
    PostingRule.RE_SOURCED_ADVANCED,
    PostingRule.RE_SOURCED_COST,
    PostingRule.RE_SOURCED_CLOSED_YEAR,
)


def taken_over(books: Books, project_no: ProjectNo) -> dict[SourceKey, int]:
    """Tell what sources took over of what others paid for a project, in 分.

    It is below zero for those that others took more over from.
    """
    statement = (
        lines.lines(books, line.c.source, total(own_fen))
        .where(
            line.c.project_no == project_no,
            line.c.account_key == B_DISBURSED,
            lines.rule.in_(_TAKES_OVER),
        )
        .group_by(line.c.source)
    )
    return dict(books.pairs(statement))


def cost_of_year(
    books: Books, project_no: ProjectNo, source: SourceKey, year: int
) -> list[CostPart]:
    """List what a project cost in a year, of a source, by account, in 分."""
    return _cost(books, project_no, source, date(year, 1, 1), date(year, 12, 31))


def cost_before(
    books: Books, project_no: ProjectNo, source: SourceKey, year: int
) -> int:
    """Sum what a project cost before a year, of a source, in 分.

    Of what an opening brought in, also what years cost that were closed before.
    """
    until = date(year - 1, 12, 31)
    parts = _cost(books, project_no, source, date.min, until)
    before = spent_before(books, project_no)
    return sum(part.fen for part in parts) + before.get((project_no, source), 0)


def _cost(
    books: Books, project_no: ProjectNo, source: SourceKey, since: date, until: date
) -> list[CostPart]:
    key, on = t.account.c.key, t.voucher.c.on_date
    statement = (
        lines.lines(books, key, total(own_fen))
        .where(
            line.c.project_no == project_no,
            line.c.source == source,
            on >= since,
            on <= until,
            lines.under([PROGRAMME_COST]),
            lines.before_closing(),
        )
        .group_by(key)
        .order_by(key)
    )
    return [CostPart(*row) for row in books.rows(statement)]


def largest_income(
    books: Books, source: SourceKey, year: int
) -> tuple[AccountKey, int]:
    """Name the control account of most of a source's income this year, in 分."""
    of, on = lines.control_or_key, t.voucher.c.on_date
    statement = (
        lines.lines(books, of, total(own_fen))
        .where(
            line.c.source == source,
            on >= date(year, 1, 1),
            on <= date(year, 12, 31),
            lines.under(INCOME),
            lines.before_closing(),
        )
        .group_by(of)
        .order_by(of)
    )
    rows = [(AccountKey(key), fen) for key, fen in books.rows(statement)]
    return max(rows, key=lambda row: row[1], default=(AccountKey("donations"), 0))
