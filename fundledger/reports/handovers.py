"""The list of a handover 移交清单: what was open, and who gave, took and witnessed."""

from collections.abc import Iterator
from typing import Any, Final

from fundledger.domain.handovers import HandoverPart
from fundledger.domain.ids import HandoverNo
from fundledger.errors import N_
from fundledger.queries import handovers, nouns
from fundledger.reports.columns import columns
from fundledger.reports.nouns import cells, columns_of
from fundledger.reports.report import Basis, Phrase, Report, Table
from fundledger.store.reading import Books

TITLE: Final = N_("Handover list")
ITEMS: Final = columns(
    "item_no", "kind", "item_key", "item_title", "how_many", "amount_fen"
)
SIGNED: Final = columns("part", "person_name", "on_date")
NONE_OPEN: Final = N_("Nothing was open.")
ARRANGED: Final = N_("{giver} could not hand over: {reason}")


def handover_list(books: Books, basis: Basis, key: object) -> Report | None:
    """Give a handover with its list and a line for each signature; None without it."""
    of = nouns.listed("handover")
    row = nouns.one(books, of, key)
    if row is None:
        return None
    no = HandoverNo(row["handover_no"])
    columns = columns_of(of.columns, of.view)
    own = Table(of.noun, "", columns, [cells(of.view, of.columns, row)])
    items = [
        (place, each.kind, each.key, each.title, each.size, each.fen)
        for place, each in enumerate(handovers.items(books, no), start=1)
    ]
    tables = [
        own,
        Table("items", N_("Open when it was handed over"), ITEMS, items),
        Table("signatures", N_("Signatures"), SIGNED, [*_lines(books, no, row)]),
    ]
    return Report("handover", TITLE, basis, tables, [*_notes(row, items)])


def _lines(books: Books, no: HandoverNo, row: Any) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 - a row of a view
    """Give a line for each who signs: by whom, and the day once it is signed."""
    days = {each.part: each.on for each in handovers.handover_signatures(books, no)}
    names = {
        HandoverPart.GIVEN: row["outgoing_name"],
        HandoverPart.TAKEN: row["incoming_name"],
        HandoverPart.WITNESSED: row["witness_name"],
    }
    for part, name in names.items():
        yield part, name, days.get(part)


def _notes(row: Any, items: list[Any]) -> Iterator[Phrase]:  # noqa: ANN401 - a row of a view
    if not items:
        yield Phrase(NONE_OPEN)
    if row["absent_reason"] is not None:
        facts = {"giver": row["outgoing_name"], "reason": row["absent_reason"]}
        yield Phrase(ARRANGED, facts)
