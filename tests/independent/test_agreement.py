"""Whatever a report says comes out of the raw rows once more, to the 分.

The rows are read from the ledger as they lie there, and computed by definitions that
share no line with the program. As of a day they are cut off at the day; as the books
were at an earlier record, they are rebuilt from the chain's own row changes.
"""

import ast
import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pytest

from fundledger import reports
from fundledger.checks.reconciliation import reconcile
from fundledger.cli.app import run
from fundledger.domain.chart import BANK
from fundledger.inputs.doing import Order, perform
from fundledger.queries.projects import EVERYTHING
from fundledger.reports import balances, journal
from fundledger.reports import projects as listing
from fundledger.reports.basis import basis_of
from fundledger.reports.reconciliation import reconciliation
from fundledger.reports.report import Report
from fundledger.store.books import Fund, Ledger
from fundledger.store.opening import open_ledger
from fundledger.writers.json import to_json
from tests.commands.opened import ACCOUNTANT, opened
from tests.databases import Database, File, Server
from tests.independent import chain, lines, projects, raw
from tests.independent.agreements import AGREEMENTS, Moment, differing
from tests.independent.cases import cases_apart
from tests.independent.raw import Tables
from tests.machine.beginnings import InFiles, InServer
from tests.machine.test_machine import chance, play

__all__ = ["chance"]

NOT_RECOMPUTED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "funds.founded": "repeats what was typed",
        "funds.migrated": "two revisions of a schema, before any books",
        "inbox.awaited": "rights and deadlines; no amount is computed",
        "inbox.inbox": "rights and deadlines; no amount is computed",
        "query.answered": "whatever SQL somebody wrote",
        "views.all_views": "the columns of the views, no rows",
    }
)
"""Reports that nothing is recomputed of, and why."""
ALONE: Final = ("banks", "raw", "chain", "lines", "projects", "sources", "statements")
"""The modules that compute the books once more."""
DEMO: Final = (28, 90, 14_500_000)
"""Communities, projects through district review, and what was spent, in 分."""


def every_report() -> Iterator[str]:
    """Name the functions that give a report, by their modules."""
    for module in pkgutil.iter_modules(reports.__path__, f"{reports.__name__}."):
        loaded = importlib.import_module(module.name)
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            own = function.__module__ == module.name and not name.startswith("_")
            if own and _gives_a_report(function):
                yield f"{module.name.rpartition('.')[2]}.{name}"


def _gives_a_report(function: object) -> bool:
    """Tell by what it is annotated with; names that types alone import are objects."""
    assert inspect.isfunction(function)
    answer = inspect.signature(function).return_annotation
    return answer in (Report, Report | None) or "Report" in str(answer)


def days(tables: Tables) -> list[str | None]:
    """Give some month ends, days with vouchers, one before the first, one after."""
    dated = sorted({row["on_date"] for row in tables["voucher"]})
    months = sorted({day[:7] for day in dated})[::8]
    first, last = date.fromisoformat(dated[0]), date.fromisoformat(dated[-1])
    around = [first - timedelta(1), last + timedelta(1)]
    ends = map(lines.month_end, months)
    some = dated[:: max(1, len(dated) // 2)]
    return [None, *sorted({*ends, *some, *(day.isoformat() for day in around)})]


def apart_at(
    fund: Fund, tables: Tables, some: Sequence[str | None], at: int | None
) -> int:
    """Ask every report as of days, at a record; give how many questions there were."""
    count = 0
    with fund.reading(at=at) as opened:
        for day in some:
            apart, asked_here = differing(Moment(fund, opened, tables, day))
            assert apart == []
            count += asked_here
        assert cases_apart(Moment(fund, opened, tables, None)) == []
    return count


def stored(fund: Fund) -> Tables:
    """Read a fund's raw rows over its own connection, of either kind of database."""
    with fund.reading() as opened:
        tables: dict[str, list[raw.Row]] = {}
        for (name,) in opened.connection.exec_driver_sql(_TABLES[_kind(fund)]):
            rows = opened.connection.exec_driver_sql(f'SELECT * FROM "{name}"')
            tables[name] = raw.plain(dict(row) for row in rows.mappings())
        return tables


def _kind(fund: Fund) -> str:
    return fund.ledger.engine.dialect.name


_TABLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'"
        " AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'",
        "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        " AND tablename <> 'alembic_version'",
    }
)


def test_every_report_is_recomputed_or_says_why_not() -> None:
    assert {*every_report()} == {*AGREEMENTS, *NOT_RECOMPUTED}
    assert not AGREEMENTS.keys() & NOT_RECOMPUTED.keys()


def test_the_recomputation_knows_nothing_but_the_standard_library() -> None:
    own = {f"tests.independent.{name}" for name in ALONE}
    for name in ALONE:
        text = Path(__file__).with_name(f"{name}.py").read_text("utf-8")
        for node in ast.walk(ast.parse(text)):
            assert (
                not isinstance(node, ast.Import)
                or {each.name.partition(".")[0] for each in node.names}
                <= sys.stdlib_module_names
            )
            if isinstance(node, ast.ImportFrom):
                assert node.module is not None
                root = node.module.partition(".")[0]
                assert root in sys.stdlib_module_names or node.module in own


@pytest.fixture
def demo(demo_path: Path) -> Iterator[tuple[Fund, Tables]]:
    """Open the demo, and read its file beside the program."""
    with closing(open_ledger(str(demo_path))) as ledger:
        yield ledger.fund(), raw.of_file(demo_path)


def test_the_demo_agrees_as_of_every_kind_of_day(demo: tuple[Fund, Tables]) -> None:
    fund, tables = demo
    assert chain.broken(tables) == []
    assert chain.differing(tables) == []
    assert apart_at(fund, tables, days(tables), None) > 1000
    whole = projects.totals(tables, "2024-08-15")[0]
    assert (whole.communities, whole.projects, whole.spent) == DEMO
    assert all(each.met for each in projects.figures(tables, None))


def test_the_demo_agrees_at_earlier_records(demo: tuple[Fund, Tables]) -> None:
    fund, tables = demo
    last = max(row["seq"] for row in tables["record"])
    for at, some in ((100, [None]), (last * 2 // 3, [None, "2024-03-31"])):
        then = chain.rebuilt(tables["record"], at)
        assert apart_at(fund, then, some, at) > 50


def test_the_command_line_prints_the_reports_that_agree(
    demo: tuple[Fund, Tables],
    demo_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("FUNDLEDGER_DB", str(demo_path))
    fund, at, day = demo[0], 1800, date(2024, 5, 31)
    with fund.reading(at=at) as opened:
        basis = basis_of(fund, opened.head, as_of=day, at=at)
        wanted = {
            "balance": balances.standing(opened, basis),
            "balance --turnover": balances.turnover(opened, basis),
            "journal": journal.journal(opened, basis),
            "journal --account bank": journal.register_of(opened, basis, BANK),
            "projects": listing.projects(opened, basis, EVERYTHING),
            "reconcile": reconciliation(reconcile(opened, day), basis),
        }
        for words, report in wanted.items():
            json_of = to_json(report)
            then = ["--as-of", f"{day}", "--at", f"{at}", "--format", "json"]
            capfd.readouterr()
            run([*words.split(), *then])
            assert capfd.readouterr().out == f"{json_of}\n", words


def agrees_now_and_before(fund: Fund) -> None:
    """Hold a fund that somebody played with to its rows, now and at earlier records."""
    tables = stored(fund)
    assert chain.broken(tables) == []
    assert chain.differing(tables) == []
    assert apart_at(fund, tables, days(tables)[::3], None) > 100
    records_of = sorted(row["seq"] for row in tables["record"])
    for at in records_of[-30::25]:
        then = chain.rebuilt(tables["record"], at)
        apart_at(fund, then, [None, days(tables)[-3]], at)


def test_a_fund_that_begins_in_the_middle_agrees(
    ledger: Ledger, database: Database
) -> None:
    """Cost of closed years, of this one, and what is done here all count."""
    scene = opened(ledger, database.clerk)
    for deed, values in (
        ("disallow_receipt", {"receipt_no": 1, "amount": "100", "reason": "核减"}),
        ("receive_refund", {"project_no": 3, "amount": "200", "bank": "main"}),
    ):
        perform(scene.fund, Order(deed, values, ACCOUNTANT, scene.today))
    agrees_now_and_before(scene.fund)


def test_any_life_agrees_on_sqlite(
    sqlite_file: File, tmp_path: Path, chance: int
) -> None:
    play(InFiles(sqlite_file, tmp_path), chance, 1, 60, agrees_now_and_before)


def test_any_life_agrees_on_postgresql(
    server: Server, postgres_database: Database, chance: int
) -> None:
    play(InServer(server, postgres_database), chance, 1, 40, agrees_now_and_before)
