"""A chain exported and done again elsewhere: the same bodies, the same balances."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from fundledger.inputs import chain
from fundledger.inputs.again import Repeated, do_again
from fundledger.queries import balances, trial
from fundledger.queries.funds import attachment
from fundledger.readers.deed_lines import read_past
from fundledger.store.books import Fund, Ledger
from fundledger.store.rebuilding import stored_records
from fundledger.writers.deed_lines import deed_file

LAST = date(9999, 12, 31)


def export(fund: Fund, path: Path) -> Path:
    """Write a fund's chain to a file of deeds."""
    with fund.reading() as books, deed_file(path, overwrite=False) as file:
        for line in chain.lines(books):
            file.line(line)
            for sha256 in chain.files_of(line):
                content = attachment(books, sha256)
                if content is not None:
                    file.attach(sha256, content)
    return path


def repeat(path: Path, ledger: Ledger) -> list[Repeated]:
    """Do a file's deeds again in an empty ledger."""
    with path.open("rb") as file:
        lines = read_past(path.name, file)
        return list(
            do_again(ledger, lines, lambda name: (path.parent / name).read_bytes())
        )


def bodies(fund: Fund) -> list[str]:
    """Give the bytes of all records' bodies; whether a past is done again is no matter.

    Only the first record says so: in its input, and in the row of the fund.
    """
    with fund.reading() as books:
        first, *others = [
            each.body for each in stored_records(books.connection, books.fund_id)
        ]
    return [json.dumps(_live(json.loads(first)), sort_keys=True), *others]


def _live(body: Mapping[str, Any]) -> Mapping[str, Any]:
    given = {name: each for name, each in body["input"].items() if name != "replay"}
    changes = [each for each in body["changes"] if each["table"] != "fund"]
    return {**body, "input": given, "changes": changes}


def stamps(fund: Fund) -> list[tuple[str, str]]:
    """Say when, and as which database user, each record was made."""
    with fund.reading() as books:
        rows = stored_records(books.connection, books.fund_id)
        return [(each.recorded_at, each.database_user) for each in rows]


def standing(fund: Fund) -> tuple[object, ...]:
    """Give all balances, by account and by project."""
    with fund.reading() as books:
        return (
            balances.balances(books),
            balances.project_balances(books),
            trial.trial_balance(books),
        )


def comes_out_the_same(fund: Fund, path: Path, elsewhere: Ledger) -> None:
    """Do a fund's past again, and hold it to what it was; once more writes nothing."""
    export(fund, path)
    repeated = repeat(path, elsewhere)
    again = elsewhere.fund()
    assert [each.seq for each in repeated] == list(range(1, len(repeated) + 1))
    for one, other in zip(bodies(again), bodies(fund), strict=True):
        assert one == other, f"\n{one}\n{other}"
    assert stamps(again) == stamps(fund)
    assert standing(again) == standing(fund)
    assert all(each.again for each in repeat(path, elsewhere))
    assert len(bodies(again)) == len(repeated)
