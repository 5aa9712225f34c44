"""Figures that somebody published, as they were recorded."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from fundledger.domain.ids import Seq
from fundledger.store import tables as t
from fundledger.store.reading import Books


class PublishedFigure(NamedTuple):
    """One published figure: what of, at which day, its digits, unit and publication.

    `seq` is the record that noted it. From the second `edition` on it took the place of
    one that was published wrong, for a `reason`.
    """

    no: int
    figure: str
    as_of: date
    value: str
    unit: str
    publication: str
    seq: Seq
    edition: int = 1
    reason: str = ""


def published(books: Books, as_of: date | None = None) -> list[PublishedFigure]:
    """List the published figures that count, or those up to a day, as first recorded.

    One that was superseded is left out: what took its place stands there.
    """
    c = t.published.c
    statement = select(
        *(c.no, c.figure, c.as_of, c.value, c.unit, c.publication, c.seq),
        *(c.edition, c.reason),
    )
    statement = statement.where(books.own(t.published)).order_by(c.no)
    if as_of is not None:
        statement = statement.where(c.as_of <= as_of)
    standing: dict[tuple[str, date], PublishedFigure] = {}
    for no, figure, day, value, unit, publication, seq, edition, why in books.rows(
        statement
    ):
        standing[figure, day] = PublishedFigure(
            no, figure, day, value, unit, publication, Seq(seq), edition, why
        )
    return list(standing.values())
