"""Queries that people write read, and do nothing else, on both databases."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from typing import Any, Final

import pytest

from fundledger.errors import FundledgerError
from fundledger.store.books import Ledger
from fundledger.store.querying import Answer, Bounds, Query, ask, read_query
from fundledger.store.querying import errors as e
from fundledger.store.querying.words import tokens
from fundledger.store.verify import Status, verify
from tests import lived, small
from tests.databases import AUDITOR, Database, File, Server

PLENTY: Final = Bounds(rows=1000, milliseconds=20_000)
SHORT: Final = Bounds(rows=1000, milliseconds=100)

RECURSIVE: Final = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
DOUBLING: Final = (
    "WITH RECURSIVE n(s, i) AS (SELECT CAST('ab' AS TEXT), 0 UNION ALL"
    " SELECT s || s, i + 1 FROM n WHERE i < 24)"
)

ATTACKS: Final = {
    "INSERT INTO fund (code) VALUES ('x')": e.QueryWritesError,
    "UPDATE posting SET fen = 1": e.QueryWritesError,
    "WITH w AS (DELETE FROM posting RETURNING *) SELECT * FROM w": e.QueryWritesError,
    "WITH w AS (UPDATE fund SET code = 'x' RETURNING 1) SELECT 1": e.QueryWritesError,
    "SELECT * INTO copied FROM fund": e.QueryWritesError,
    "SELECT code FROM fund FOR UPDATE": e.QueryWritesError,
    "DROP TABLE fund": e.QueryWritesError,
    "PRAGMA writable_schema = ON": e.QueryWritesError,
    "ATTACH DATABASE 'x.db' AS x": e.QueryWritesError,
    "VACUUM INTO 'x.db'": e.QueryWritesError,
    "COPY fund TO PROGRAM 'true'": e.QueryWritesError,
    "EXPLAIN ANALYZE SELECT 1": e.QueryWritesError,
    "SET ROLE postgres": e.QueryWritesError,
    "COMMIT": e.QueryWritesError,
    "SELECT 1; DROP TABLE fund": e.SecondStatementError,
    "SELECT 1; ; SELECT 2 --": e.SecondStatementError,
    "SELECT 1; /* ; */ COMMIT": e.SecondStatementError,
    "SELECT load_extension('x.so')": e.QueryFunctionError,
    "SELECT writefile('x', 'y')": e.QueryFunctionError,
    "SELECT * FROM pragma_database_list()": e.QueryFunctionError,
    "SELECT pg_read_file('/etc/passwd')": e.QueryFunctionError,
    "SELECT * FROM dblink('host=x', 'SELECT 1') AS (x int)": e.QueryFunctionError,
    "SELECT 1 FROM v_fund, dblink(a, b) AS (x int)": e.QueryFunctionError,
    "SELECT set_config('role', 'none', false)": e.QueryFunctionError,
    "SELECT SET_CONFIG /* here */ ('role', 'none', false)": e.QueryFunctionError,
    "SELECT \"set_config\"('role', 'none', false)": e.QueryFunctionError,
    "SELECT pg_catalog.set_config('role', 'x', true)": e.QueryFunctionError,
    "SELECT public.lower('x')": e.QueryFunctionError,
    "SELECT pg_sleep(100)": e.QueryFunctionError,
    "SELECT query_to_xml('DELETE FROM fund', true, true, '')": e.QueryFunctionError,
    "SELECT pg_advisory_lock(1)": e.QueryFunctionError,
    "SELECT repeat('x', 1000000000)": e.QueryFunctionError,
    "SELECT zeroblob(1000000000)": e.QueryFunctionError,
    "SELECT 1 LIMIT pg_backend_pid()": e.QueryFunctionError,
    "SELECT 1,set_config('a', 'b', true)": e.QueryFunctionError,
    "SELECT 1set_config('a', 'b', true)": e.QueryReadError,
    "SELECT U&\"set_config\"('a', 'b', true)": e.QueryFunctionError,
    "SELECT E'\\'' , pg_sleep(1) --'": e.QueryReadError,
    "SELECT $$'$$, pg_sleep(1), $$'$$": e.QueryReadError,
    "SELECT /* /* */ pg_sleep(1) -- */ */ 1": e.QueryEndError,
    "SELECT [fund] FROM v_fund": e.QueryReadError,
    "SELECT 'unclosed": e.QueryEndError,
    "SELECT 1 /* unclosed": e.QueryEndError,
    "SELECT\x00 1": e.QueryReadError,
    "": e.QueryEndError,
    "-- nothing": e.QueryEndError,
    "SELECT " + "1," * 200_000 + "1": e.QueryLongError,
}
"""What is refused by its words, before any database sees it."""

BEHIND: Final = {
    "sqlite": (
        "DELETE FROM posting",
        "PRAGMA writable_schema = ON",
        "ATTACH DATABASE ':memory:' AS x",
        "SELECT load_extension('x.so')",
        "SELECT * FROM pragma_database_list()",
        "CREATE TEMP TABLE x (y)",
        "SELECT zeroblob(1000000000)",
        "BEGIN IMMEDIATE",
        "COMMIT",
        "ANALYZE",
        "SELECT 1; DROP TABLE fund",
    ),
    "postgresql": (
        "SELECT 1; DROP TABLE fund",
        "DELETE FROM posting",
        "WITH w AS (DELETE FROM posting RETURNING *) SELECT * FROM w",
        "SELECT code FROM fund FOR UPDATE",
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT lo_import('/etc/passwd')",
        "SELECT nextval('x')",
        "SELECT set_config('transaction_read_only', 'off', true)",
        "SELECT repeat('x', 1000000000)",
        "SELECT pg_sleep(100)",
        "SET ROLE fundledger_app",
        "COPY fund TO STDOUT",
        "COMMIT",
        "DO 'BEGIN END'",
    ),
}
"""What each database refuses by itself, should words ever be read wrongly."""

WRONG: Final = {
    "SELECT fund\nFRM v_fund": (e.QueryReadError, 2, 5),
    "SELECT fund,\n  nme FROM v_fund": (e.QueryNameError, 2, 3),
    "SELECT fund FROM v_nothing": (e.QueryNameError, 1, 18),
    'SELECT "nothing" FROM v_fund': (e.QueryNameError, 1, 8),
    "SELECT seq FROM v_line, v_voucher": (e.QueryAmbiguousError, 1, 8),
    "SELECT (1": (e.QueryEndError, 1, 10),
    "SELECT fund FROM": (e.QueryEndError, 1, 17),
    "SELECT 1 WHERE SUM(2) > 1": (e.QueryGroupError, 1, 16),
}
"""The error, its line and its column, on either database.

The first unknown word is another name of the column before it: both stumble over the
second.
"""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """Give a database with a fund that has lived, for all who only read here."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            file: File = request.getfixturevalue("sqlite_file")
            database = file.database(tmp_path_factory.mktemp("querying"))
        else:
            server: Server = request.getfixturevalue("server")
            database = stack.enter_context(server.database())
        with closing(database.ledger()) as ledger:
            lived.live(small.create(ledger, database.clerk))
        yield database


@pytest.fixture(scope="module")
def ledger(database: Database) -> Iterator[Ledger]:
    """Open it as the app does."""
    with closing(database.ledger()) as ledger:
        yield ledger


def run(
    ledger: Ledger, statement: str, bounds: Bounds = PLENTY, **values: str
) -> Answer:
    return ask(ledger, read_query(statement), values, bounds)


def unread(text: str) -> Query:
    """Make a query of a text that nobody has held to anything."""
    return Query(text, tuple(tokens(text)), ())


def error_of(ledger: Ledger, query: Query, bounds: Bounds = PLENTY) -> Any:  # noqa: ANN401 - any error
    try:
        answer = ask(ledger, query, {}, bounds)
    except FundledgerError as error:
        return error
    return answer


def test_whatever_would_not_only_read_is_refused_by_its_words() -> None:
    wrong: list[str] = []
    for text, kind in ATTACKS.items():
        try:
            read_query(text)
        except FundledgerError as error:
            wrong += [] if type(error) is kind else [f"{text[:60]}: {error!r}"]
        else:
            wrong.append(text[:60])
    assert wrong == []


def test_what_only_reads_gets_by() -> None:
    for text in (
        "select fund from v_fund;",
        "WITH a AS (SELECT 1), b(y) AS NOT MATERIALIZED (SELECT 1) SELECT y FROM b",
        "SELECT * FROM b AS c(z) WHERE (y) IN (SELECT (1)) AND x BETWEEN (0) AND (2)",
        "VALUES (1, 'it''s'), (2, ';')",
        'SELECT COUNT(*) FILTER (WHERE x > 1) OVER (PARTITION BY y) AS "a""b" FROM t',
        "SELECT CAST(1 AS NUMERIC(10, 2)), x::varchar(3) -- DROP TABLE fund\n FROM t",
        "SELECT CASE WHEN (a) THEN (b) ELSE (c) END, 'DELETE', \"update\" FROM t",
    ):
        assert read_query(text).words


def test_each_database_refuses_by_itself_what_its_words_did_not_give_away(
    ledger: Ledger, database: Database
) -> None:
    answers = {
        text: answer
        for text in BEHIND[database.kind]
        if isinstance(answer := error_of(ledger, unread(text), SHORT), Answer)
    }
    assert answers == {}
    assert verify(ledger.fund()).status is Status.OK


def test_a_query_is_stopped_in_time(ledger: Ledger) -> None:
    with pytest.raises(e.QueryTimeError):
        run(ledger, f"{RECURSIVE} SELECT COUNT(*) AS n FROM n", SHORT)


def test_an_answer_has_no_text_without_end(ledger: Ledger) -> None:
    with pytest.raises(e.QuerySizeError):
        run(ledger, f"{DOUBLING} SELECT s FROM n ORDER BY i DESC")
    many = f"{DOUBLING} SELECT a.s FROM n AS a, n AS b WHERE a.i = 21"
    with pytest.raises(e.QuerySizeError):
        run(ledger, many)


def test_an_answer_is_cut_where_it_was_to_end(ledger: Ledger) -> None:
    ten = f"{RECURSIVE} SELECT x FROM n LIMIT 10"
    answer = run(ledger, ten, Bounds(rows=4, milliseconds=20_000))
    assert (answer.rows, answer.cut) == ([(1,), (2,), (3,), (4,)], True)
    answer = run(ledger, ten, Bounds(rows=10, milliseconds=20_000))
    assert (len(answer.rows), answer.cut) == (10, False)


def test_what_is_wrong_is_said_with_its_place(ledger: Ledger) -> None:
    wrong: list[str] = []
    for text, expected in WRONG.items():
        error = error_of(ledger, read_query(text))
        if (type(error), error.line, error.column) != expected:
            wrong.append(f"{text}: {error!r}")
    assert wrong == []


def test_values_are_the_same_on_both_databases(ledger: Ledger) -> None:
    statement = (
        "SELECT :words AS words, NULL AS empty, 7 / 2 AS whole, 2.50 AS part,"
        " 3 = 3 AS yes, AVG(2.0) AS two, MAX(on_date) AS on_date,"
        " SUM(debit_fen) AS debit_fen FROM v_line WHERE fund = :fund AND number >= :no"
    )
    answer = run(ledger, statement, words="it's :no", fund="small", no="1")
    ((*cells, fen),) = answer.rows
    assert cells == ["it's :no", None, 3, "2.5", 1, "2", "2024-07-02"]
    assert type(fen) is int
    assert answer.columns[-2:] == ("on_date", "debit_fen")
    assert answer.heads.keys() == {"small"}


def test_names_and_values_fit_each_other(ledger: Ledger) -> None:
    with pytest.raises(e.ParameterMissingError, match=":x"):
        run(ledger, "SELECT :x AS x")
    with pytest.raises(e.ParameterUnusedError, match=":y"):
        run(ledger, "SELECT 1 AS x", y="2")
    with pytest.raises(e.SameNameError, match="called x"):
        run(ledger, "SELECT 1 AS x, 2 AS x")


def test_a_query_leaves_no_trace_for_the_next(ledger: Ledger) -> None:
    """Neither role, settings nor an authorizer stay behind."""
    for text in ("SELECT 1 AS x", "SELECT nothing FROM v_fund"):
        error_of(ledger, read_query(text))
        fund = ledger.fund("small")
        with fund.reading() as books:
            assert books.head.seq > 0
        assert ledger.user() == (None if ledger.dialect.name == "sqlite" else "clerk")


@pytest.mark.parametrize("user", [AUDITOR, "postgres"])
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_whoever_asks_is_a_reader(database: Database, user: str) -> None:
    """Even the superuser: what is not granted to the reader is not read."""
    with closing(Ledger(database.as_user(user))) as ledger:
        assert run(ledger, "SELECT current_user AS me").rows == [("fundledger_reader",)]
        with pytest.raises(e.QueryRightError, match="pg_authid"):
            run(ledger, "SELECT rolname FROM pg_authid")


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_who_may_not_be_a_reader_is_told_what_to_do(database: Database) -> None:
    with (
        closing(Ledger(database.owner_address)) as ledger,
        pytest.raises(e.ReaderRightError, match="GRANT fundledger_reader TO owner"),
    ):
        run(ledger, "SELECT 1 AS x")
