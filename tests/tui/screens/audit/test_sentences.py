"""A record reads as sentences: names for columns, 元, China time; as stored below."""

from contextlib import closing
from inspect import signature
from pathlib import Path
from typing import Any

import pytest

from fundledger.commands.registry import DEEDS
from fundledger.domain.ids import Seq
from fundledger.i18n import Language
from fundledger.i18n.nouns import Noun
from fundledger.queries.records import RecordFilter, records
from fundledger.reports.moments import china_time
from fundledger.store import tables as t
from fundledger.store.books import Ledger
from fundledger.store.reading import Books
from fundledger.tui.screens.audit.names import FIELDS, INTERNAL, TABLES
from fundledger.tui.screens.audit.record import find
from fundledger.tui.screens.audit.sentences import record_lines
from fundledger.tui.shell.words import Words
from tests.tui import stage

CHAIN = {"record"}
"""What no record writes a row of."""


def page(books: Books, seq: Seq, lang: Language = Language.ZH) -> str:
    """Read a record's page."""
    view = find(seq, books)
    assert view is not None
    lines = record_lines(view.description, Words(lang, view.names, view.accounts), 78)
    return "\n".join("".join(span.text for span in line) for line in lines)


def of_demo(path: Path, action: str, lang: Language = Language.ZH) -> str:
    """Read the newest record of a deed of the demo fund."""
    with closing(Ledger(str(path))) as ledger, ledger.fund().reading() as books:
        row = records(books, only=RecordFilter(action=action), limit=1)[0]
        return page(books, row.seq, lang)


def test_every_column_and_every_input_has_a_name() -> None:
    columns = {
        column.name
        for name, table in t.metadata.tables.items()
        if name not in CHAIN
        for column in table.c
    }
    deeds: list[Any] = [*DEEDS.values()]
    inputs = {name for deed in deeds for name in [*signature(deed).parameters][1:]}
    assert (columns | inputs) - INTERNAL - FIELDS.keys() == set()


def test_every_table_has_a_name() -> None:
    known = TABLES.keys() | {*Noun}
    assert t.metadata.tables.keys() - CHAIN - known == set()


def test_a_payment_reads_as_a_sentence(demo_path: Path) -> None:
    shown = of_demo(demo_path, "disbursement.pay")
    words, stored = shown.split("原样（金额为分，时间为 UTC）")
    assert "✓ 出纳" in words
    assert "(出纳)" in words
    about = (
        "2024-3-95 秋季就业服务角 · 乙三社区居民委员会 · 2024-08 记-0013 · 1,050.00 元"
    )
    assert about.replace(" ", "") in "".join(words.split())
    assert "北京时间（UTC+8）" in words
    assert "→ 已拨付" in words
    assert "105000" not in words, "never raw 分 alone"
    assert "disbursement" not in words
    assert "105000" in stored
    assert "disbursement" in stored


def test_english_says_the_same(demo_path: Path) -> None:
    shown = of_demo(demo_path, "disbursement.pay", Language.EN)
    assert "1,050.00 yuan" in shown
    assert "China time (UTC+8)" in shown
    assert "As it is stored (amounts in fen, times in UTC)" in shown


def test_before_and_after_are_called_by_their_names(demo_path: Path) -> None:
    shown = of_demo(demo_path, "project.return")
    words, _ = shown.split("原样（")
    assert "→ 已退回" in words or "→ 退回" in words
    assert "returned" not in words
    assert "district_review" not in words


@pytest.mark.parametrize("lang", Language)
def test_every_record_of_the_demo_can_be_read(demo_path: Path, lang: Language) -> None:
    with closing(Ledger(str(demo_path))) as ledger, ledger.fund().reading() as books:
        one_of_each = {each.action: each.seq for each in records(books, limit=5_000)}
        for seq in one_of_each.values():
            assert page(books, seq, lang)


def test_the_time_is_chinas() -> None:
    assert china_time("2024-08-30T20:15:00Z") == "2024-08-31 04:15:00"
    assert china_time("0999-12-31T20:15:00Z") == "1000-01-01 04:15:00"
    for none in ("no time", "9999-12-31T20:15:00Z"):
        assert china_time(none) == none


async def test_a_refusal_says_what_was_refused(ledger_path: Path) -> None:
    shown = stage.app(ledger_path, Language.EN)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        for key in ("8", "enter"):
            await pilot.press(key)
            await stage.still(pilot)
        assert stage.shows(shown, "was refused: approve a project")
