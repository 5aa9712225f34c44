"""The demo's story, edited: `python -m tests.story` completes data/demo/deeds.jsonl.

A new line needs a deed, its actor, its day `on` and its input. `recorded_at` and the
rest may be left out: it is then a minute after the line before, or nine o'clock in
China. New files lie in `attachments/` by their SHA-256. All lines are done in a ledger
of their own; what each comes to, accepted or refused, is written into the file, and
a refusal that is new is told.
"""

import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, Final

from fundledger.commands.registry import DEEDS
from fundledger.errors import RefusedError
from fundledger.inputs import chain, doing
from fundledger.inputs.doing import Order
from fundledger.inputs.lines import DeedLine, Stamped
from fundledger.queries.records import record
from fundledger.readers.deed_lines import read_lines
from fundledger.store.books import Fund, Ledger
from fundledger.store.migrate import migrate
from fundledger.store.replaying import Replaying
from fundledger.writers.deed_lines import deed_line

STORY: Final = Path(__file__).parent.parent / "data" / "demo" / "deeds.jsonl"
OPENS: Final = time(1, tzinfo=UTC)
"""Nine o'clock in China."""
STEP: Final = timedelta(minutes=1)
USER: Final = "demo"


def completed(file: BinaryIO, folder: Path) -> Iterator[DeedLine]:
    """Do all lines, and give them as the chain has them."""
    last = datetime.min.replace(tzinfo=UTC)
    fund: Fund | None = None
    with (
        TemporaryDirectory() as place,
        closing(Ledger(Path(place, "story.db"), durable=False)) as ledger,
    ):
        migrate(ledger)
        for line in read_lines(STORY.name, file):
            stamped = line.stamped or _stamped(line, last)
            last = stamped.recorded_at
            ledger.replaying = _replaying(stamped)
            fund = _done(ledger, fund, line, folder)
            yield _as_recorded(fund)


def _stamped(line: DeedLine, last: datetime) -> Stamped:
    opens = datetime.combine(datetime.fromisoformat(str(line.on)).date(), OPENS)
    at = max(opens, last + STEP)
    return Stamped(DEEDS[line.deed].deed_edition, at, USER, None)


def _replaying(stamped: Stamped) -> Replaying:
    return Replaying(lambda: stamped.recorded_at, stamped.database_user)


def _done(ledger: Ledger, fund: Fund | None, line: DeedLine, folder: Path) -> Fund:
    actor, on = str(line.actor), str(line.on)
    if fund is None:
        return doing.create(ledger, line.input, actor=actor, on=on)
    order = Order(line.deed, line.input, actor, on, line.key)
    try:
        doing.repeat(fund, order, lambda name: (folder / name).read_bytes())
    except RefusedError as error:
        if line.stamped is None or line.stamped.code != error.code:
            sys.stdout.write(f"{line.row} {line.deed}: {error}\n")
    return fund


def _as_recorded(fund: Fund) -> DeedLine:
    """Give the line that the last record says."""
    with fund.reading() as books:
        full = record(books, books.head.seq)
    assert full is not None
    return chain.line_of(full.record)


def main() -> None:
    """Complete the file, whole or not at all."""
    with STORY.open("rb") as file:
        text = "".join(map(deed_line, completed(file, STORY.parent)))
    beside = STORY.with_suffix(".new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(STORY)


if __name__ == "__main__":
    main()
