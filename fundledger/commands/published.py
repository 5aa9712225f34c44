"""Figures as somebody published them; one that was wrong is superseded."""

from dataclasses import dataclass
from datetime import date

from fundledger.commands.cases import WHOLE_FUND
from fundledger.commands.deed import deed
from fundledger.commands.lookup import require, require_new
from fundledger.domain.actions import Action
from fundledger.domain.ids import PublishedNo
from fundledger.domain.labels import FigureText, Publication, Reason
from fundledger.domain.projects import ReasonNeededError
from fundledger.domain.publishing import Figure, Published, Unit, scaled
from fundledger.errors import N_, RefusedError
from fundledger.queries import published
from fundledger.queries.published import PublishedFigure
from fundledger.store import tables as t
from fundledger.store.writing import Writing


@dataclass(eq=False)
class SameFigureError(RefusedError):
    """What shall take a figure's place says the same as it."""

    value: str
    unit: Unit
    code = "same_figure"
    message = N_("The figure is {value} {unit} already.")
    hint = N_("Give the figure as it should have been published.")


@deed(Action.PUBLISHED_RECORD, case=WHOLE_FUND)
def record_published_figure(
    write: Writing,
    *,
    figure: Figure,
    as_of: date,
    value: FigureText,
    unit: Unit,
    publication: Publication,
) -> PublishedNo:
    """Record a published figure with its unit, as it was published; give its number.

    Raises FigureError, ExistsError.
    """
    known = [figure] if _standing(write, figure, as_of) else []
    require_new("published", [figure], known)
    content = Published(value, unit)
    return _record(write, figure, as_of, content, publication, edition=1, reason="")


@deed(Action.PUBLISHED_SUPERSEDE, case=WHOLE_FUND)
def supersede_published_figure(
    write: Writing,
    *,
    figure: Figure,
    as_of: date,
    value: FigureText,
    unit: Unit,
    publication: Publication,
    reason: Reason,
) -> PublishedNo:
    """Put a figure in the place of one that was published wrong, and say why.

    The wrong one stays on record; the books are held to the last. Raises
    NotFoundError, FigureError, SameFigureError, ReasonNeededError.
    """
    if not reason.strip():
        raise ReasonNeededError(Action.PUBLISHED_SUPERSEDE)
    wrong = require(_standing(write, figure, as_of), "published", figure)
    if (wrong.value, wrong.unit) == (value, unit):
        raise SameFigureError(value, unit)
    content, edition = Published(value, unit), wrong.edition + 1
    return _record(
        write, figure, as_of, content, publication, edition=edition, reason=reason
    )


def _standing(write: Writing, figure: Figure, as_of: date) -> PublishedFigure | None:
    """Find the figure of a day that counts."""
    of_day = published.published(write, as_of)
    named = (each for each in of_day if (each.figure, each.as_of) == (figure, as_of))
    return next(named, None)


def _record(
    write: Writing,
    figure: Figure,
    as_of: date,
    content: Published,
    publication: str,
    *,
    edition: int,
    reason: str,
) -> PublishedNo:
    scaled(content)
    no = PublishedNo(write.next_no(t.published))
    write.insert(
        t.published,
        no=no,
        figure=figure,
        as_of=as_of,
        edition=edition,
        publication=publication,
        reason=reason,
        **content._asdict(),
    )
    return no
