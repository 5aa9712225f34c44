"""Figures that somebody published, as they were recorded."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from fundledger.domain.ids import Seq
from fundledger.store import tables as t
from fundledger.store.reading import Books


class PublishedFigure(NamedTuple):
    """One published figure: what of, at which day, its digits, unit and publication.

    `seq` is the record that noted it.
    """

    no: int
    figure: str
    as_of: date
    value: str
    unit: str
    publication: str
    seq: Seq


def published(books: Books, as_of: date | None = None) -> list[PublishedFigure]:
    """List published figures in the order they were recorded, or those up to a day."""
    c = t.published.c
    statement = select(c.no, c.figure, c.as_of, c.value, c.unit, c.publication, c.seq)
    statement = statement.where(books.own(t.published)).order_by(c.no)
    if as_of is not None:
        statement = statement.where(c.as_of <= as_of)
    return [PublishedFigure(*row[:6], Seq(row.seq)) for row in books.rows(statement)]
