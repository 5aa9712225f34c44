"""The demo fund: the bulletin's three figures, told by deeds, the same every time."""

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from fundledger.checks.registry import CHECKS, Light, run_checks
from fundledger.cli import demo_books
from fundledger.cli.demo_books import DemoExistsError, create_demo, load_demo, story
from fundledger.commands.registry import DEEDS
from fundledger.domain.projects import ProjectState
from fundledger.domain.signatures import SignaturePart
from fundledger.domain.summaries import LONGEST
from fundledger.inputs.again import PastError
from fundledger.queries.control import ControlRow, control_totals
from fundledger.queries.journal import vouchers
from fundledger.queries.projects import projects
from fundledger.queries.signatures import waiting
from fundledger.store.audit import Head
from fundledger.store.books import Fund, Ledger
from fundledger.store.verify import verify
from tests.databases import Database
from tests.past import export

CUT_OFF = date(2024, 8, 15)
DEEDS_DONE = 2718
VOUCHERS = 654
STORY: Final = Path(str(story()))

NOT_IN_THE_STORY: Final = {
    "accept_handover",
    "arrange_handover",
    "cancel_handover",
    "close_year",
    "correct_closed_year",
    "countersign_voucher",
    "endorse_voucher",
    "import_journal",
    "open_year",
    "post_voucher",
    "propose_handover",
    "witness_handover",
}
"""What a fund's first eight months have no use for; most parts are signed for all."""


@pytest.fixture
def fund(demo_path: Path) -> Iterator[Fund]:
    """Open the demo fund."""
    with closing(Ledger(str(demo_path))) as ledger:
        yield ledger.fund("shangjie")


def totals(fund: Fund, as_of: date | None = None) -> ControlRow:
    with fund.reading() as books:
        return control_totals(books, as_of).fund


def test_every_summary_is_short_plain_and_says_no_word_twice(fund: Fund) -> None:
    with fund.reading() as books:
        summaries = {each.summary for each in vouchers(books)}
    assert [each for each in summaries if len(each) > LONGEST] == []
    assert [each for each in summaries if re.search(r"[。．]|\.$", each)] == []
    doubled = re.compile(r"([^\W\d_]{2,})\s?\1")
    assert [each for each in summaries if doubled.search(each)] == []


def test_the_three_figures_of_the_bulletin_come_out_exactly(fund: Fund) -> None:
    row = totals(fund, CUT_OFF)
    assert (row.communities, row.projects) == (28, 90)
    assert row.spent_fen == 14_500_000


def test_what_the_readme_says_beside_them_is_so(fund: Fund) -> None:
    then, now = totals(fund, CUT_OFF), totals(fund)
    assert (then.paid_fen, then.approved_fen) == (16_371_076, 18_338_000)
    assert (now.spent_fen, now.paid_fen) == (15_236_878, 16_674_121)
    assert now.approved_fen == 19_106_500


def test_every_check_passes_at_the_cut_off_and_at_the_end(fund: Fund) -> None:
    with fund.reading() as books:
        for as_of in (CUT_OFF, None):
            lights = {r.number: r.light for r in run_checks(books, as_of, fund=fund)}
            assert lights == {check.number: Light.PASS for check in CHECKS}


def test_the_file_that_ships_is_what_the_chain_exports(
    fund: Fund, tmp_path: Path
) -> None:
    path = export(fund, tmp_path / "deeds.jsonl")
    assert path.read_bytes() == (STORY / "deeds.jsonl").read_bytes()
    shipped = {each.name for each in (STORY / "attachments").iterdir()}
    exported = {each.name for each in (tmp_path / "attachments").iterdir()}
    assert shipped == exported
    assert len(shipped) == 4


def lines() -> list[dict[str, Any]]:
    """Read the file that ships."""
    text = (STORY / "deeds.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_the_story_has_every_deed_that_a_young_fund_knows() -> None:
    accepted = {each["deed"] for each in lines() if each["outcome"] == "accepted"}
    assert set(DEEDS) - accepted == NOT_IN_THE_STORY


def test_people_are_refused_for_many_reasons() -> None:
    refused = [each for each in lines() if each["outcome"] == "refused"]
    codes = Counter(each["refusal"]["code"] for each in refused)
    assert (len(refused), len(codes)) == (12, 8)
    assert codes["conflict_of_interest"] == 2


def test_people_work_at_different_hours_of_their_day_and_time_only_passes() -> None:
    moments = [
        datetime.fromisoformat(each["recorded_at"]) + timedelta(hours=8)
        for each in lines()
    ]
    days = [date.fromisoformat(each["on"]) for each in lines()]
    assert [each.date() for each in moments] == days
    assert moments == sorted(set(moments))
    hours = Counter(each.hour for each in moments)
    assert {8, 9, 10, 11, 13, 14, 15, 16, 17, 19, 20, 21} == set(hours)


def test_it_has_the_vouchers_it_was_told_with(fund: Fund) -> None:
    with fund.reading() as books:
        of_deeds = [each for each in vouchers(books) if each.pair_no is None]
        assert len(of_deeds) == VOUCHERS
        for part in SignaturePart:
            assert waiting(books, part, until=date(2024, 7, 31)) == []


def test_ninety_nine_applications_stand_where_the_readme_says(fund: Fund) -> None:
    with fund.reading() as books:
        states = Counter(each.state for each in projects(books))
    assert sum(states.values()) == 99
    assert states[ProjectState.RETURNED] == 2
    assert states[ProjectState.REJECTED] == 2
    assert states[ProjectState.CANCELLED] == 1
    assert states[ProjectState.WITHDRAWN] == 2
    assert states[ProjectState.DRAFT] == 1
    assert states[ProjectState.SUBMITTED] == 1


def test_it_verifies_against_its_own_chain(fund: Fund) -> None:
    verified = verify(fund)
    assert (verified.complete, verified.findings) == (True, ())


class PulledPlugError(Exception):
    """Something goes wrong in the middle."""


@pytest.mark.parametrize("end", [PulledPlugError, KeyboardInterrupt])
def test_a_failure_in_the_middle_leaves_nothing(
    tmp_path: Path, end: type[BaseException]
) -> None:
    def stop(done: int, _total: int) -> None:
        if done == 100:
            raise end

    with pytest.raises(end):
        create_demo(tmp_path / "demo.db", stop)
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def story_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Tell another story: a copy of the one that ships, to be changed."""
    folder = Path(shutil.copytree(STORY, tmp_path / "told"))
    monkeypatch.setattr(demo_books, "story", lambda: folder)
    return folder / "deeds.jsonl"


def cut(file: Path, most: int, was: str = "", now: str = "") -> None:
    """Leave only the first deeds of a story, with something changed in it."""
    text = "".join(file.read_text("utf-8").splitlines(keepends=True)[:most])
    file.write_text(text.replace(was, now, 1) if was else text, encoding="utf-8")


def test_a_demo_is_made_whole_telling_every_deed_and_only_its_owner_reads_it(
    tmp_path: Path, story_told: Path
) -> None:
    cut(story_told, 40)
    stages: list[tuple[int, int]] = []
    create_demo(tmp_path / "demo.db", lambda done, total: stages.append((done, total)))
    assert stages == [(done, 40) for done in range(1, 41)]
    assert (tmp_path / "demo.db").stat().st_mode & 0o077 == 0
    assert {each.name for each in tmp_path.iterdir()} == {"demo.db", "told"}


def test_a_story_that_goes_wrong_leaves_nothing(
    tmp_path: Path, story_told: Path
) -> None:
    cut(
        story_told,
        9,
        '"deed": "add_holiday", "actor": "admin"',
        '"deed": "add_holiday", "actor": "cashier"',
    )
    with pytest.raises(PastError, match="Line 2"):
        create_demo(str(tmp_path / "demo.db"))
    assert [each.name for each in tmp_path.iterdir()] == ["told"]


def test_a_file_that_is_there_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "demo.db").write_text("mine", encoding="utf-8")
    with pytest.raises(DemoExistsError):
        create_demo(tmp_path / "demo.db")
    assert (tmp_path / "demo.db").read_text(encoding="utf-8") == "mine"


def test_a_file_that_appears_meanwhile_is_not_touched(
    tmp_path: Path, story_told: Path
) -> None:
    cut(story_told, 8)

    def appear(done: int, total: int) -> None:
        if done == total:
            (tmp_path / "demo.db").write_text("mine", encoding="utf-8")

    with pytest.raises(DemoExistsError):
        create_demo(tmp_path / "demo.db", appear)
    assert (tmp_path / "demo.db").read_text(encoding="utf-8") == "mine"
    assert {each.name for each in tmp_path.iterdir()} == {"demo.db", "told"}


def test_loading_the_demo_again_writes_nothing(demo_path: Path) -> None:
    with closing(Ledger(str(demo_path))) as ledger:
        load_demo(ledger)
    assert _head(demo_path).seq == DEEDS_DONE


def test_postgresql_tells_the_same_story_to_the_same_head(
    postgres_database: Database, demo_path: Path
) -> None:
    with closing(postgres_database.ledger()) as ledger:
        fund = load_demo(ledger)
        assert totals(fund, CUT_OFF) == _on_sqlite(demo_path)
        with fund.reading() as books:
            assert books.head == _head(demo_path)
            lights = {result.light for result in run_checks(books, fund=fund)}
            assert lights == {Light.PASS}


def _head(path: Path) -> Head:
    with closing(Ledger(str(path))) as ledger, ledger.fund().reading() as books:
        return books.head


def _on_sqlite(path: Path) -> ControlRow:
    with closing(Ledger(str(path))) as ledger:
        return totals(ledger.fund(), CUT_OFF)
