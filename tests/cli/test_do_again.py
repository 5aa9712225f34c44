"""The same input gives the same record by words of the command line and by a file."""

import json
import shutil
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from fundledger.domain.ids import Seq
from fundledger.inputs.doing import create
from fundledger.queries.records import record
from fundledger.store.books import Ledger
from tests import full
from tests.cli.conftest import Program
from tests.databases import File, frozen
from tests.inputs.again import Past, chain, words

Json = dict[str, Any]


def lived(path: Path) -> list[Past]:
    """Live a full life by Python's deeds."""
    with closing(Ledger(str(path), frozen, durable=False)) as ledger:
        life = full.create(ledger, None, other=False)
        for _day in full.live(life):
            pass
        return list(chain(life.scene.fund))


def begin(path: Path, first: Past) -> None:
    """Create the fund of a chain's first record again."""
    order = first.order
    with closing(Ledger(str(path), frozen)) as ledger:
        on = order.on
        assert not isinstance(on, str)
        create(ledger, order.input, actor=order.actor, on=on)


def bodies(path: Path) -> list[Json]:
    with closing(Ledger(str(path))) as ledger, ledger.fund().reading() as books:
        full_records = [record(books, Seq(n)) for n in range(1, books.head.seq + 1)]
    return [without_key(each.body) for each in full_records if each]


def without_key(body: str) -> Json:
    """Leave out the key, which a line of a file gets where it has none."""
    fields: Json = json.loads(body)
    return fields | {"key": None}


def in_lines(past: Sequence[Past]) -> str:
    """Write a chain as a file of deeds."""
    return "".join(
        json.dumps(
            {
                "deed": order.deed,
                "actor": order.actor,
                "on": str(order.on),
                "input": dict(order.input),
            }
        )
        + "\n"
        for order in (each.order for each in past)
    )


def test_words_and_files_write_the_records_that_python_writes(
    program: Program, sqlite_file: File, tmp_path: Path
) -> None:
    first, *others = lived(Path(shutil.copy(sqlite_file.path, tmp_path / "first.db")))
    expected = [without_key(each.body) for each in (first, *others)]
    by_words = Path(shutil.copy(sqlite_file.path, tmp_path / "words.db"))
    begin(by_words, first)
    for each in others:
        order = each.order
        desk = (f"--as={order.actor}", f"--on={order.on}", "--db", by_words)
        ended = program("do", order.deed, *words(order), *desk)
        assert ended.code == (0 if each.outcome == "accepted" else 3), ended
    assert bodies(by_words) == expected
    by_file = Path(shutil.copy(sqlite_file.path, tmp_path / "file.db"))
    begin(by_file, first)
    file = tmp_path / "deeds.jsonl"
    file.write_text(in_lines(others), encoding="utf-8")
    assert program("do", "--file", file, "--keep-going", "--db", by_file).code in {0, 3}
    assert bodies(by_file) == expected
