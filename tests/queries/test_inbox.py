"""What waits for somebody is found by an index, whoever it is and wherever they act."""

import re
import sqlite3
from itertools import product

from sqlalchemy.dialects import sqlite

from fundledger.domain.inbox import CaseKind, Lane, lanes
from fundledger.domain.people import ROLE_SCOPES, Role, ScopeKind
from fundledger.queries.inbox import Reach, statement_of, walks
from tests.databases import File


def plan(prompt: sqlite3.Connection, lane: Lane, scope: ScopeKind) -> list[str]:
    """Ask SQLite how it would look for the cases of a lane."""
    reach = Reach(scope, apart=True, interested=True, implied=True)
    question = statement_of(lane, reach, overdue=False).statement
    compiled = question.compile(dialect=sqlite.dialect())
    places = [1] * len(compiled.positiontup or ())
    rows = prompt.execute(f"EXPLAIN QUERY PLAN {compiled}", places).fetchall()
    return [str(row[3]) for row in rows]


def test_no_lane_walks_what_does_not_wait(sqlite_file: File) -> None:
    """By state in the order of waiting, by community, or by what makes it rare."""
    ways = re.compile(r"(state=\?|community_key=\?|\bno=\?|project_no=\?)")
    with sqlite3.connect(f"file:{sqlite_file.path}?mode=ro", uri=True) as prompt:
        for role in Role:
            for lane, scope in product(lanes(role), ROLE_SCOPES[role]):
                lines = plan(prompt, lane, scope)
                assert not [line for line in lines if line.startswith("SCAN")], lane
                if lane.kind is not CaseKind.PAYEE:
                    found_by = next(x for x in lines if f"SEARCH {lane.kind} " in x)
                    assert ways.search(found_by), (lane, found_by)
                    if walks(lane, scope):
                        assert "seq>? AND seq<?" in found_by, (lane, found_by)
    prompt.close()
