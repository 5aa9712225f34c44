"""The chain alone: every hash once more, and every row rebuilt from the records."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from tests.independent.raw import Row, Tables, plain

FIRST: Final = "0" * 64
"""The hash before the first record."""
KEYS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "account": ("key",),
        "account_code": ("edition", "account_key"),
        "admission": ("receipt_no",),
        "adoption": ("edition",),
        "approval_line": ("approval_no", "line"),
        "attachment": ("sha256",),
        "bank_account": ("key",),
        "budget_line": ("application_no", "line"),
        "calendar_year": ("year",),
        "community": ("key",),
        "disbursement_share": ("disbursement_no", "source"),
        "fund_year": ("year",),
        "funding_source": ("key",),
        "handover_item": ("handover_no", "item"),
        "handover_signature": ("handover_no", "part"),
        "holiday": ("on_date",),
        "period": ("key",),
        "person": ("login",),
        "opening_cost": ("claim_no", "kind", "source"),
        "project_source": ("project_no", "source"),
        "round": ("key",),
        "setting": ("key",),
        "signature": ("voucher_no", "part"),
        "subdistrict": ("key",),
    }
)
"""What identifies a row within its fund, where it is not its number `no`."""
NOT_REBUILT: Final = frozenset({"fund", "record"})
"""The fund's own row, which follows the head, and the records themselves."""
SUMS: Final = frozenset({"balance", "project_balance"})
"""Sums of postings that the database keeps: computed here, never rebuilt."""


class Broken(NamedTuple):
    """A record that is not what was hashed, or not where it belongs."""

    seq: int
    why: str


def broken(tables: Tables) -> list[Broken]:
    """Hash every record again over its bytes, and hold its columns to what they say."""
    prev, wrong = FIRST, list[Broken]()
    records = sorted(tables["record"], key=lambda row: row["seq"])
    for at, row in enumerate(records, 1):
        wrong += (Broken(row["seq"], why) for why in _faults(row, at, prev))
        prev = row["sha256"]
    head = (tables["fund"][0]["head_seq"], tables["fund"][0]["head_sha256"])
    if head != (len(records), prev):
        wrong.append(Broken(head[0], "head"))
    return wrong


def _faults(row: Row, seq: int, prev: str) -> Iterator[str]:
    stamp, body = json.loads(row["stamp"]), json.loads(row["body"])
    whole = f"{prev}\n{row['stamp']}\n{row['body']}\n"
    pairs = {
        "hash": (row["sha256"], hashlib.sha256(whole.encode()).hexdigest()),
        "link": (row["prev_sha256"], prev),
        "seq": ((row["seq"], stamp["seq"]), (seq, seq)),
        "stamp": (row["stamp"], _canonical(stamp)),
        "body": (row["body"], _canonical(body)),
        "rows": (row["changed_rows"], sum(map(_size, body["changes"]))),
        "on": (row["on_date"], body["on"]),
        **{name: (row[name], body[name]) for name in _IN_BODY},
        **{name: (row[name], stamp[name]) for name in _IN_STAMP},
    }
    yield from (why for why, (one, other) in pairs.items() if one != other)


_IN_BODY: Final = ("outcome", "deed", "deed_edition", "action", "actor", "key")
_IN_STAMP: Final = ("recorded_at", "database_user")


def _canonical(content: Any) -> str:  # noqa: ANN401 - any JSON
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def _size(change: Mapping[str, Any]) -> int:
    return len(change["rows"]) if "rows" in change else 1


def rebuilt(records: Iterable[Row], at: int | None = None) -> dict[str, list[Row]]:
    """Do the row changes of a chain again, from the first record up to one."""
    tables: dict[str, dict[Any, Row]] = {}
    chained: list[Row] = []
    for record in sorted(records, key=lambda row: row["seq"]):
        if at is not None and record["seq"] > at:
            break
        chained.append(record)
        for change in json.loads(record["body"])["changes"]:
            _do(tables.setdefault(change["table"], {}), change, record["seq"])
    last = chained[-1]
    head = {"head_seq": last["seq"], "head_sha256": last["sha256"]}
    (fund,) = tables.pop("fund").values()
    named = {name: [*rows.values()] for name, rows in tables.items()}
    return {**named, "fund": [{**fund, **head}], "record": chained}


def _do(rows: dict[Any, Row], change: Mapping[str, Any], seq: int) -> None:
    if "rows" not in change:
        row = rows[tuple(change["key"])]
        for name, before in change["before"].items():
            assert row[name] == before, (change, row)
        row.update(plain([change["after"]])[0], seq=seq)
        return
    names = KEYS.get(change["table"], ("no",))
    for values in change["rows"]:
        row = dict(zip(change["columns"], values, strict=True))
        key = tuple(row.get(name) for name in names)
        assert key not in rows, (change["table"], key)
        rows[key] = {**plain([row])[0], "seq": seq}


def differing(tables: Tables, whole: Tables | None = None) -> list[str]:
    """Compare every stored row with what the chain says of it; tell which differ.

    `whole` is what was rebuilt already.
    """
    whole = whole or rebuilt(tables["record"])
    return [
        f"{name} {key}"
        for name in tables
        if name not in NOT_REBUILT | SUMS
        for key in _apart(name, tables[name], whole.get(name, []))
    ]


def _apart(table: str, stored: list[Row], rebuilt_rows: list[Row]) -> list[Any]:
    names = KEYS.get(table, ("no",))
    one, other = _named(stored, names), _named(rebuilt_rows, names)
    return [key for key in {**one, **other} if one.get(key) != other.get(key)]


def _named(rows: list[Row], names: tuple[str, ...]) -> dict[Any, Row]:
    """Give rows by key, without what the chain does not hold: the content of files."""
    return {
        tuple(row[name] for name in names): {
            name: value
            for name, value in row.items()
            if name not in ("fund_id", "content")
        }
        for row in rows
    }
