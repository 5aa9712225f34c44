"""The statements of a project's money add up, each difference under its own name."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from fundledger.domain.ids import ProjectNo
from fundledger.domain.journal import VoucherKind
from fundledger.i18n import Language
from fundledger.queries import projects
from fundledger.reports.project_amounts import statements
from fundledger.reports.project_file import ProjectFile
from fundledger.store.books import Ledger
from fundledger.store.reading import Books
from fundledger.tui.screens.projects import money
from fundledger.tui.screens.projects.project import find
from fundledger.tui.shell.words import Words
from tests import full
from tests.databases import Database, File
from tests.machine.beginnings import Beginning, InFiles
from tests.machine.test_machine import Machine

CORRECTED = "Payments declined, vouchers corrected"


def views(books: Books) -> Iterator[ProjectFile]:
    """Find every project as its screen does."""
    for project in projects.projects(books):
        view = find(project.no, books)
        assert view is not None
        yield view


def everything_adds_up(books: Books) -> int:
    """Hold every statement of every project to its result; count what was explained."""
    explained = 0
    for view in views(books):
        for each in statements(view):
            assert each.adds_up, (view.project.code, each)
            shown = sum(entry.fen for entry in each.shown)
            assert shown == each.result.fen, "what is left out is nothing"
            explained += len(each.shown)
        as_booked = {voucher.kind for voucher, _ in view.vouchers} <= {
            VoucherKind.NORMAL
        }
        if as_booked:
            _claims_explain_the_cost(view)
    return explained


def _claims_explain_the_cost(view: ProjectFile) -> None:
    """Where nothing was corrected or declined, the claims alone give what was spent."""
    declined = any(
        each.reimburses and each.state == "declined" for each in view.disbursements
    )
    *_, claimed = statements(view)
    corrected = next(each for each in claimed.entries if each.label == CORRECTED)
    assert declined or corrected.fen == 0, (view.project.code, claimed)


def test_every_project_of_the_demo_adds_up(demo_path: Path) -> None:
    with closing(Ledger(str(demo_path))) as ledger, ledger.fund().reading() as books:
        assert everything_adds_up(books) > 500


def test_a_full_life_adds_up(sqlite_file: File, tmp_path: Path) -> None:
    database: Database = sqlite_file.database(tmp_path)
    with closing(database.ledger()) as ledger:
        one = full.create(ledger, database.clerk, other=False)
        for _ in full.live(one):
            pass
        with one.scene.fund.reading() as books:
            assert everything_adds_up(books) > 20


class AddsUp(Machine):
    """A random life whose projects are looked at, when it is over."""

    folder: ClassVar[Path]
    explained: ClassVar[int] = 0

    def teardown(self) -> None:
        with self.stack, self.life.game.fund.reading() as books:
            AddsUp.explained += everything_adds_up(books)


def test_every_project_of_random_lives_adds_up(
    sqlite_file: File, tmp_path: Path
) -> None:
    beginning: Beginning = InFiles(sqlite_file, tmp_path)
    AddsUp.beginning = beginning
    run_state_machine_as_test(
        AddsUp,
        settings=settings(
            max_examples=5,
            stateful_step_count=40,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
    assert AddsUp.explained > 0


@pytest.mark.parametrize("width", [78, 118])
def test_what_was_disallowed_and_returned_is_named(demo_path: Path, width: int) -> None:
    with closing(Ledger(str(demo_path))) as ledger, ledger.fund().reading() as books:
        view = find(ProjectNo(71), books)
    assert view is not None
    words = Words(Language.ZH, view.names, view.accounts)
    lines = [
        "".join(span.text for span in line).split()
        for line in money.money(view, words, width)
    ]
    assert ["结余退回", "32.11"] in lines
    assert ["核减已追回", "128.80"] in lines
    assert ["事后核减", "-128.80"] in lines
    assert ["=", "已支出", "3,179.09"] in lines
