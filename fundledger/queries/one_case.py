"""What one case waits for: which lanes it is in, by the conditions of the inbox."""

from collections.abc import Iterable
from functools import cache

from sqlalchemy import bindparam, select

from fundledger.domain.inbox import CaseKind, Lane
from fundledger.queries.conditions import CONDITIONS, TABLES, among
from fundledger.queries.inbox import Facts, source
from fundledger.store import tables as t
from fundledger.store.prepared import Prepared, owned
from fundledger.store.reading import Books
from fundledger.store.types import Whole


def lanes_of(
    books: Books, lanes: Iterable[Lane], no: int, facts: Facts
) -> tuple[Lane, ...]:
    """Pick of some lanes those that a case is in, in any place, whatever was done."""
    return tuple(lane for lane in lanes if _is_in(books, lane, no, facts))


def _is_in(books: Books, lane: Lane, no: int, facts: Facts) -> bool:
    rows = books.rows(
        _question(lane),
        no=no,
        login=facts.login,
        on=facts.on,
        threshold_fen=facts.threshold_fen,
    )
    return bool([*rows])


@cache
def _question(lane: Lane) -> Prepared[int]:
    """Make the question whether a case is in a lane."""
    c = TABLES[lane.kind].c
    rules = [CONDITIONS[each](lane) for each in sorted(lane.conditions)]
    if lane.kind is not CaseKind.PAYEE:
        rules.append(c.state == lane.state)
    if lane.kind not in (CaseKind.PAYEE, CaseKind.PROJECT):
        rules.append(among(t.project.c.state, lane.project_states))
    number = bindparam("no", type_=Whole[int]())
    own = (owned(TABLES[lane.kind]), c.no == number)
    return Prepared(select(c.no).select_from(source(lane.kind)).where(*own, *rules))
