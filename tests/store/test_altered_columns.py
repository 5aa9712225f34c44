"""Whatever is altered of a row, in whichever table, verify names the column."""

from collections.abc import Iterable
from itertools import zip_longest
from typing import Any

from sqlalchemy import Table

from fundledger.store.books import Fund
from fundledger.store.findings import Finding
from fundledger.store.tables import fund, record
from fundledger.store.verify import verify
from tests.store.tamper import TABLES, Tamperer, altered, keys_of


def names(finding: Finding, table: Table[Any], column: str, key: str) -> bool:
    """Tell whether a finding names this row, and the column where that can be."""
    if finding.table != table.name:
        return False
    if table is record or column in keys_of(table):
        return True
    known = "content" if column == "content" else column
    return finding.column == known and finding.key == key


def key_of(table: Table[Any], row: dict[str, Any]) -> str:
    own = [name for name in keys_of(table) if name != "fund_id"]
    return "/".join(str(row[name]) for name in own)


def test_any_altered_column_of_any_table_is_named(
    filled_fund: Fund, tamperer: Tamperer
) -> None:
    """Each key column alone, all others of a row at once; the same in every table.

    The fund and its records are altered by themselves: all else is held to them.
    """
    apart = [fund, record]
    together = [each for each in TABLES.values() if each not in apart]
    missed = [
        name
        for tables in ([fund], [record], together)
        for groups in zip_longest(*map(_groups, tables), fillvalue=[])
        for name in _missed(filled_fund, tamperer, zip(tables, groups, strict=True))
    ]
    assert missed == []


def _groups(table: Table[Any]) -> list[list[str]]:
    keys = keys_of(table)
    others = [column.name for column in table.c if column.name not in keys]
    return [*([name] for name in keys), others]


def _missed(
    books: Fund, tamperer: Tamperer, chosen: Iterable[tuple[Table[Any], list[str]]]
) -> list[str]:
    """Alter columns of the last row of each table; name those that no finding names."""
    altered_rows: list[tuple[Table[Any], dict[str, Any], dict[str, Any]]] = []
    for table, columns in chosen:
        if columns:
            row, kind = tamperer.last_row(table), tamperer.embedded
            new = {n: altered(table.c[n], row[n], embedded=kind) for n in columns}
            tamperer.put(table, row, new)
            altered_rows.append((table, row, new))
    findings = verify(books).findings
    for table, row, new in altered_rows:
        tamperer.put(table, row | new, {name: row[name] for name in new})
    return [
        f"{table.name}.{name}"
        for table, row, new in altered_rows
        for name in new
        if not any(names(each, table, name, key_of(table, row)) for each in findings)
    ]
