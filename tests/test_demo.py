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
from fundledger.domain.posting_rules import PostingRule
from fundledger.domain.projects import ProjectState
from fundledger.domain.signatures import SignaturePart
from fundledger.domain.summaries import LONGEST
from fundledger.inputs.again import PastError
from fundledger.queries import cosignatures
from fundledger.queries.control import ControlRow, control_totals
from fundledger.queries.journal import voucher, vouchers
from fundledger.queries.projects import projects
from fundledger.queries.returns import money_returns
from fundledger.queries.signatures import waiting
from fundledger.queries.source_uses import source_uses
from fundledger.store.audit import Head
from fundledger.store.books import Fund, Ledger
from fundledger.store.verify import verify
from tests.databases import Database
from tests.past import export

CUT_OFF = date(2024, 8, 15)
DEEDS_DONE = 3952
VOUCHERS = 828
SIGNED_UNTIL = date(2026, 2, 28)
YEAR_OF_THE_BULLETIN = 2024
STORY: Final = Path(str(story()))

NOT_IN_THE_STORY: Final = {
    "add_calendar_year",
    "add_holiday",
    "arrange_handover",
    "cancel_handover",
    "correct_closed_year",
    "countersign_voucher",
    "dismiss_suspicions",
    "endorse_voucher",
    "file_document",
    "import_journal",
    "open_books",
    "post_voucher",
    "release_net_assets",
    "share_original",
    "supersede_published_figure",
    "withdraw_attachment",
}
"""What these years have no use for; most parts are signed for all."""


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
    then, year_end, now = (
        totals(fund, as_of) for as_of in (CUT_OFF, date(2024, 12, 31), None)
    )
    assert (then.paid_fen, then.approved_fen) == (16_371_076, 18_338_000)
    assert (year_end.spent_fen, year_end.paid_fen) == (16_305_645, 17_681_121)
    assert year_end.approved_fen == 19_106_500
    assert (now.spent_fen, now.paid_fen) == (16_976_401, 18_533_121)
    assert now.approved_fen == 20_321_500
    assert (now.communities, now.projects) == (28, 98)


def test_its_four_sources_stand_where_the_readme_says(fund: Fund) -> None:
    with fund.reading() as books:
        stand = {
            each.source: (each.restricted, each.received, each.spent, each.free)
            for each in source_uses(books)
        }
    assert stand == {
        "general": (False, 19_690_000, 9_194_060, 8_988_232),
        "pingan": (True, 7_000_000, 3_933_749, 1_878_527),
        "yiri": (False, 1_689_560, 1_205_493, 450_000),
        "zhulao": (True, 4_300_000, 2_643_099, 1_250_273),
    }


def test_money_goes_back_to_its_givers_in_two_steps(fund: Fund) -> None:
    with fund.reading() as books:
        decided = money_returns(books)
        waits = cosignatures.waiting(books)
        paid = [
            voucher(books, each.paid_voucher_no or each.voucher_no) for each in decided
        ]
    assert [(each.source, each.fen) for each in decided] == [
        ("general", 50_000),
        ("pingan", 800_000),
    ]
    assert [each and each.rule for each in paid] == [PostingRule.RETURN_PAID] * 2
    assert waits == [], "both have signed whatever two people sign"


def test_every_check_passes_at_the_cut_off_and_none_objects_later(fund: Fund) -> None:
    """Later some receipts are out of their period, advances old, papers to come."""
    with fund.reading() as books:
        for as_of in (CUT_OFF, date(2024, 12, 31), date(2025, 12, 31), None):
            lights = {r.number: r.light for r in run_checks(books, as_of, fund=fund)}
            assert {n for n, light in lights.items() if light is Light.NOT_BUILT} == {
                check.number for check in CHECKS if not check.is_built
            }
            amber = {n for n, light in lights.items() if light is Light.AMBER}
            assert amber <= (
                set() if as_of == CUT_OFF else {"R18", "R19", "R20", "R21"}
            )
            assert set(lights.values()) <= {Light.PASS, Light.AMBER, Light.NOT_BUILT}


def test_the_file_that_ships_is_what_the_chain_exports(
    fund: Fund, tmp_path: Path
) -> None:
    path = export(fund, tmp_path / "deeds.jsonl")
    assert path.read_bytes() == (STORY / "deeds.jsonl").read_bytes()
    shipped = {each.name for each in (STORY / "attachments").iterdir()}
    exported = {each.name for each in (tmp_path / "attachments").iterdir()}
    assert shipped == exported
    assert len(shipped) == 36


def lines() -> list[dict[str, Any]]:
    """Read the file that ships."""
    text = (STORY / "deeds.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_the_story_has_every_deed_that_its_years_have_a_use_for() -> None:
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
    later = Counter(each.hour for each in moments if each.year > YEAR_OF_THE_BULLETIN)
    assert max(later.values()) < sum(later.values()) / 4


def test_it_has_the_vouchers_it_was_told_with(fund: Fund) -> None:
    with fund.reading() as books:
        of_deeds = [each for each in vouchers(books) if each.pair_no is None]
        assert len(of_deeds) == VOUCHERS
        for part in SignaturePart:
            assert waiting(books, part, until=SIGNED_UNTIL) == []
        unreviewed = waiting(books, SignaturePart.REVIEWED)
        assert len(unreviewed) == 4


def test_applications_stand_where_the_readme_says(fund: Fund) -> None:
    with fund.reading() as books:
        then = Counter(each.state for each in projects(books, as_of=date(2024, 8, 30)))
        now = Counter(each.state for each in projects(books))
    assert sum(then.values()) == 99
    assert then[ProjectState.RETURNED] == 2
    assert then[ProjectState.REJECTED] == 2
    assert then[ProjectState.CANCELLED] == 1
    assert then[ProjectState.WITHDRAWN] == 2
    assert then[ProjectState.DRAFT] == 1
    assert then[ProjectState.SUBMITTED] == 1
    assert now == {
        ProjectState.CLOSED: 74,
        ProjectState.ACTIVE: 15,
        ProjectState.CLOSING: 5,
        ProjectState.WITHDRAWN: 5,
        ProjectState.REJECTED: 5,
        ProjectState.SUSPENDED: 1,
        ProjectState.CANCELLED: 1,
        ProjectState.ON_NOTICE: 1,
        ProjectState.DISTRICT_REVIEW: 1,
        ProjectState.SUBDISTRICT_REVIEW: 1,
        ProjectState.RETURNED: 1,
        ProjectState.DRAFT: 1,
    }


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
        '"deed": "add_subdistrict", "actor": "admin"',
        '"deed": "add_subdistrict", "actor": "cashier"',
    )
    with pytest.raises(PastError, match="Line 3"):
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
            lights = {r.number: r.light for r in run_checks(books, fund=fund)}
        with closing(Ledger(str(demo_path))) as other, other.fund().reading() as books:
            on_sqlite = run_checks(books, fund=other.fund())
            assert lights == {r.number: r.light for r in on_sqlite}


def _head(path: Path) -> Head:
    with closing(Ledger(str(path))) as ledger, ledger.fund().reading() as books:
        return books.head


def _on_sqlite(path: Path) -> ControlRow:
    with closing(Ledger(str(path))) as ledger:
        return totals(ledger.fund(), CUT_OFF)
