"""No record, whatever its bytes, stops a verification or gets past it."""

import json
from collections.abc import Callable
from contextlib import closing
from typing import Any, Final

import pytest

from fundledger.checks.registry import Light, run_checks
from fundledger.errors import StoreError
from fundledger.queries.records import records
from fundledger.store import migrate
from fundledger.store.audit import Json, canonical
from fundledger.store.books import Fund
from fundledger.store.findings import Kind, Status
from fundledger.store.verify import verify
from tests import small
from tests.databases import Database
from tests.store.attack import Attacker

Edit = Callable[[dict[str, Any]], str]
DEEP: Final = "[" * 100_000 + "]" * 100_000
LONG: Final = "9" * 4_400
ENDLESS: Final = (
    "(WITH RECURSIVE t(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM t)"
    " SELECT COUNT(*) FROM t) IS 1 OR value"
)


def body(**changed: Json) -> dict[str, Any]:
    """Make the body of a deed that changes nothing."""
    content: dict[str, Any] = {
        "action": "setting.change",
        "actor": "clerk",
        "changes": [],
        "deed": "attack",
        "deed_edition": 1,
        "input": {},
        "key": None,
        "on": "2024-03-05",
        "outcome": "accepted",
        "refusal": None,
        "result": None,
        "rules_edition": 1,
    }
    return content | changed


def stamp(seq: object, user: str, **changed: Json) -> dict[str, Any]:
    """Make the stamp that goes with it."""
    return {
        "algorithm": "sha256",
        "database_user": user,
        "format": 1,
        "fund": "small",
        "recorded_at": "2024-08-15T09:30:00Z",
        "schema": migrate.NEWEST,
        "seq": seq,
    } | changed


def poison(attacker: Attacker, text: str | None = None, **columns: object) -> int:
    """Append a record at the prompt, its body as given; give its number."""
    seq = attacker.take_number()
    forged: dict[str, object] = {
        "stamp": canonical(stamp(seq, attacker.user)),
        "body": canonical(body()) if text is None else text,
        "changed_rows": 0 if text is None else text.count('"table"'),
    }
    attacker.commit(**forged | columns)
    return seq


def with_field(name: str, value: str) -> Edit:
    """Give a field other JSON, as text."""
    return lambda content: canonical(content | {name: "@"}).replace('"@"', value)


def changing(*changes: object) -> Edit:
    """Have the record tell of changes."""
    return lambda content: canonical(content | {"changes": list(changes)})


def rows(table: str, columns: list[Any], *given: Json) -> dict[str, Any]:
    return {"table": table, "columns": columns, "rows": list(given)}


def change(
    before: Json, after: Json, key: Json = ("c1",), table: str = "community"
) -> dict[str, Json]:
    return {"table": table, "key": list(key), "before": before, "after": after}


UNREADABLE: Final[dict[str, Edit]] = {
    "no JSON": lambda _: "garbage",
    "nothing": lambda _: "",
    "a list": lambda _: "[]",
    "a name twice": lambda b: '{"actor":"admin",' + canonical(b)[1:],
    "a space": lambda b: canonical(b).replace('"result":', '"result": '),
    "a line feed at the end": lambda b: canonical(b) + "\n",
    "names out of order": lambda b: json.dumps(
        dict(reversed(b.items())), separators=(",", ":")
    ),
    "an escape that is not needed": lambda b: canonical(b).replace(
        "clerk", "cler\\u006b"
    ),
    "half a character": with_field("input", '{"x":"\\ud800"}'),
    "a float": with_field("result", "1.5"),
    "an exponent": with_field("result", "1e3"),
    "no number": with_field("result", "NaN"),
    "an endless number": with_field("result", "Infinity"),
    "a negative zero": with_field("result", "-0"),
    "65 bits": with_field("result", str(2**63)),
    "4,400 digits": with_field("result", LONG),
    "4,400 digits in an input": with_field("input", f'{{"x":[{LONG}]}}'),
    "4,400 digits in a row": lambda b: changing(
        rows("setting", ["key", "value"], ["x", "@"])
    )(b).replace('"@"', LONG),
    "100,000 lists in an input": with_field("input", f'{{"x":{DEEP}}}'),
    "100,000 lists in a result": with_field("result", DEEP),
    "100,000 lists among changes": with_field("changes", DEEP),
    "17 lists": with_field("result", "[" * 17 + "]" * 17),
    "a field too few": lambda b: canonical({n: b[n] for n in b if n != "input"}),
    "a field too many": lambda b: canonical(b | {"more": 1}),
    "a deed with spaces": with_field("deed", '"no deed"'),
    "an edition of zero": with_field("deed_edition", "0"),
    "an edition that is true": with_field("rules_edition", "true"),
    "an action that is a number": with_field("action", "5"),
    "no actor": with_field("actor", "null"),
    "an empty actor": with_field("actor", '""'),
    "a day that is none": with_field("on", '"2024-02-30"'),
    "a day in another form": with_field("on", '"20240305"'),
    "an empty key": with_field("key", '""'),
    "a blank key": with_field("key", '" "'),
    "an input that is text": with_field("input", '"x"'),
    "another outcome": with_field("outcome", '"maybe"'),
    "a refusal of what was accepted": with_field(
        "refusal", '{"code":"no_role","facts":{}}'
    ),
    "no refusal of what was refused": with_field("outcome", '"refused"'),
    "a refusal without facts": lambda b: canonical(
        b | {"outcome": "refused", "refusal": {"code": "no_role"}}
    ),
    "changes that are an object": with_field("changes", "{}"),
    "a change that is text": changing("x"),
    "a change of nothing": changing({}),
    "rows that are no lists": changing(rows("setting", ["key", "value"], "ab")),
    "a row too short": changing(rows("setting", ["key", "value"], ["x"])),
    "a row with a list": changing(rows("setting", ["key", "value"], ["x", []])),
    "columns that are numbers": changing(rows("setting", [1, 2], ["x", "y"])),
    "no rows": changing(rows("setting", ["key", "value"])),
    "before that is a list": changing(change([], {"name": "x"})),
    "before of another column": changing(change({"key": "c1"}, {"name": "x"})),
    "nothing changed": changing(change({}, {})),
    "a key that is an object": changing(change({"a": 1}, {"a": 2}, key=({},))),
}
"""Bodies that no version of this program has written."""

SETTING: Final = ["key", "value"]
PERSON: Final = ["login", "name", "database_user", "active"]
HOLIDAY: Final = ["on_date", "works", "name"]
IMPOSSIBLE: Final[dict[str, Edit]] = {
    "no such table": changing(rows("nothing", SETTING, ["x", "y"])),
    "SQL for a table": changing(rows("setting; DROP TABLE fund", SETTING, ["x", "y"])),
    "the records": changing(rows("record", SETTING, ["x", "y"])),
    "a balance": changing(rows("balance", ["account_key", "fen"], ["bank.main", 7])),
    "a fund": changing(
        rows("fund", ["code", "name", "replay"], ["small", "x", "demo"])
    ),
    "a column too few": changing(rows("setting", ["key"], ["x"])),
    "a column twice": changing(rows("setting", ["key", "key"], ["x", "y"])),
    "SQL for a column": changing(rows("setting", ["key", ENDLESS], ["x", "y"])),
    "a value of another type": changing(rows("setting", SETTING, ["x", 5])),
    "a flag that is a number": changing(
        rows("holiday", HOLIDAY, ["2024-01-01", 1, "x"])
    ),
    "a day that is none": changing(rows("holiday", HOLIDAY, ["tomorrow", True, "x"])),
    "a day in another form": changing(
        rows("holiday", HOLIDAY, ["20240101", True, "x"])
    ),
    "an empty name": changing(rows("person", PERSON, ["x", None, None, True])),
    "65 bits": changing(
        rows("fund_year", ["year", "edition", "closed"], [2**63, "x", False])
    ),
    "64 bits and a sign": changing(
        rows("fund_year", ["year", "edition", "closed"], [-(2**63), "x", False])
    ),
    "a NUL": changing(rows("setting", SETTING, ["x", "a\0b"])),
    "a row twice": changing(
        rows("community", ["key", "name", "subdistrict_key"], ["c1", "x", "s1"])
    ),
    "a row that is not there": changing(
        change({"title": "x"}, {"title": "y"}, (99,), "project")
    ),
    "another value before": changing(
        change({"title": "x"}, {"title": "y"}, (1,), "project")
    ),
    "a column that never changes": changing(change({"name": "一社区"}, {"name": "x"})),
    "the record of a row": changing(change({"seq": 2}, {"seq": 1}, (1,), "project")),
    "SQL for a changed column": changing(
        change({ENDLESS: "x"}, {ENDLESS: "y"}, ("a",), "setting")
    ),
    "a key too long": changing(
        change({"title": "x"}, {"title": "y"}, (1, 2), "project")
    ),
    "no change at all": changing(
        change({"title": "邻里节"}, {"title": "邻里节"}, (1,), "project")
    ),
}
"""Bodies in our form that tell of rows which no deed writes."""


def named(fund: Fund, seq: int, kind: Kind) -> str:
    """Verify to the end; give what is said of the one record that is named."""
    verified = verify(fund)
    assert verified.status is not Status.OK
    assert verified.records == seq + 1
    assert {(each.kind, each.key) for each in verified.findings} == {(kind, str(seq))}
    return str(verified.findings[0])


def all_end(fund: Fund, at: int) -> None:
    """See every reader come to an end, with an answer or an error of ours."""
    with fund.reading() as books:
        assert len(records(books, limit=1000)) == books.head.seq
        lights = {each.number: each.light for each in run_checks(books, fund=fund)}
    assert lights["R22"] is Light.OFFENCES
    assert lights["R15"] is Light.NOT_RUN
    with pytest.raises(StoreError) as caught, fund.reading(at=at):
        pass
    assert str(at) in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    ("bodies", "kind"),
    [(UNREADABLE, Kind.BODY_UNREADABLE), (IMPOSSIBLE, Kind.REBUILD_FAILED)],
    ids=["unreadable", "impossible"],
)
def test_each_hostile_body_is_named_and_the_rest_is_verified(
    small_fund: Fund, attacker: Attacker, bodies: dict[str, Edit], kind: Kind
) -> None:
    """One after another, so that each is met beyond all others."""
    names = {str(poison(attacker, edit(body()))): name for name, edit in bodies.items()}
    small.donate(small_fund, 7)
    verified = verify(small_fund)
    named_rows = {(names[each.key], each.kind) for each in verified.findings}
    assert named_rows == {(name, kind) for name in bodies}
    assert verified.records == small.DEEDS + len(bodies) + 1
    assert verified.status is not Status.OK
    all_end(small_fund, small.DEEDS + 1)


@pytest.mark.parametrize(
    "changed",
    [
        {"format": 2},
        {"format": True},
        {"algorithm": "md5"},
        {"schema": ""},
        {"database_user": None},
        {"recorded_at": "2024-08-15 09:30:00"},
        {"recorded_at": "2024-08-15T09:30:00.000Z"},
        {"recorded_at": "2024-13-15T09:30:00Z"},
        {"recorded_at": "9999-12-31T20:00:00Z"},
        {"more": 1},
    ],
)
def test_a_stamp_that_cannot_be_read_is_named(
    small_fund: Fund, attacker: Attacker, changed: dict[str, Any]
) -> None:
    bad_stamp = stamp(small.DEEDS + 1, attacker.user, **changed)
    seq = poison(attacker, stamp=canonical(bad_stamp))
    small.donate(small_fund, 7)
    named(small_fund, seq, Kind.BODY_UNREADABLE)


def test_a_refusal_that_tells_of_rows_is_named_and_they_are_not_done(
    small_fund: Fund, attacker: Attacker
) -> None:
    refusal: dict[str, Any] = {"code": "no_role", "facts": {}}
    put = rows("setting", SETTING, ["x", "y"], ["z", "y"])
    content = body(outcome="refused", refusal=refusal, changes=[put])
    forged: dict[str, object] = {"outcome": "refused", "question_sha256": "0" * 64}
    forged["changed_rows"] = 0
    seq = poison(attacker, canonical(content), **forged)
    small.donate(small_fund, 7)
    verified = verify(small_fund)
    assert {each.key for each in verified.findings} == {str(seq)}
    assert Kind.REFUSAL_WITH_ROWS in {each.kind for each in verified.findings}
    with small_fund.reading(at=seq) as books:
        assert books.head.seq == seq


def test_a_refused_deed_books_nothing(attacker: Attacker) -> None:
    seq = attacker.take_number()
    attacker.voucher(seq)
    with pytest.raises(Exception, match="fundledger:refusal:"):
        attacker.seal(outcome="refused", question_sha256="0" * 64)


@pytest.mark.parametrize(
    ("column", "value"),
    [("action", "no.such"), ("rules_edition", 99), ("actor", "mallory")],
)
def test_a_header_that_names_what_is_not_known_is_named(
    small_fund: Fund, attacker: Attacker, database: Database, column: str, value: object
) -> None:
    """On PostgreSQL nobody but the owner of the database could put an actor in."""
    content = canonical(body(**{column: value}))
    forged = {} if column == "rules_edition" else {column: value}
    if column == "actor" and database.kind == "postgresql":
        with closing(database.bare("postgres")) as prompt:
            prompt.run("ALTER TABLE record DISABLE TRIGGER record_insert")
            seq = poison(Attacker(database, prompt), content, **forged)
            prompt.run("ALTER TABLE record ENABLE TRIGGER record_insert")
    else:
        seq = poison(attacker, content, **forged)
    small.donate(small_fund, 7)
    names = named(small_fund, seq, Kind.HEADER_UNKNOWN)
    assert names == f"record {seq}: {column} {value} is not known here"
