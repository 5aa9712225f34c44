"""Every key of every screen, pressed."""

import asyncio
import csv
import threading
from functools import partial
from pathlib import Path

import pytest
from textual.widgets import Input

from fundledger.i18n import Language
from fundledger.store import migrate
from fundledger.store.books import Fund, Ledger
from fundledger.tui.app import FundApp
from fundledger.tui.audit import AuditScreen
from fundledger.tui.door import Door, Opened
from fundledger.tui.lists import PAGE, ListScreen
from fundledger.tui.project import ProjectScreen
from fundledger.tui.project_pages import Tab
from fundledger.tui.projects import ProjectsScreen, Sort
from fundledger.tui.record import RecordScreen
from fundledger.tui.sheet import SheetScreen
from fundledger.tui.table import Table
from fundledger.tui.text import tidy
from fundledger.tui.verify import VerifyScreen
from tests import lived, small
from tests.databases import frozen
from tests.tui import stage


def listed(shown: FundApp) -> ListScreen[object]:
    assert isinstance(shown.screen, ListScreen)
    return shown.screen


def table(shown: FundApp) -> Table:
    return shown.screen.query_one(Table)


def files(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(folder.glob("*.csv"))]


def has_files(folder: Path, count: int) -> bool:
    return len(files(folder)) == count


def tab(shown: FundApp) -> Tab:
    assert isinstance(shown.screen, ProjectScreen)
    return shown.screen.tab


# --- Opening ------------------------------------------------------------------


class SlowDoor(Door):
    """A door that somebody holds shut."""

    def __init__(self, address: str) -> None:
        super().__init__(address, None)
        self.let_go = threading.Event()

    def open(self) -> Opened:
        self.let_go.wait(stage.DEADLINE)
        return super().open()


async def test_something_is_seen_before_the_books_are_open(ledger_path: Path) -> None:
    door = SlowDoor(str(ledger_path))
    shown = FundApp(door, Language.ZH)
    async with shown.run_test(size=stage.SMALL) as pilot:
        await pilot.pause()
        assert stage.shows(shown, "善款台账")
        assert stage.shows(shown, "正在读取账簿")
        assert shown.opened is None
        door.let_go.set()
        await stage.opened(pilot)
        assert stage.shows(shown, "社区基金")


async def test_a_missing_ledger_is_said_so_and_not_made(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    shown = stage.app(path, Language.EN)
    async with shown.run_test(size=stage.SMALL) as pilot:
        await stage.until(pilot, stage.saying(shown, "There is no ledger at"))
        assert stage.shows(shown, "fundledger init")
        await pilot.press("d")
        assert stage.shows(shown, "NoLedgerError")
        await pilot.press("2")
        await pilot.press("f5")
        await stage.until(pilot, stage.saying(shown, "There is no ledger at"))
    assert not path.exists()


async def test_a_ledger_of_another_schema_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    fund = stage.build(path)
    with fund.ledger.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    fund.ledger.close()
    shown = stage.app(path, Language.EN)
    async with shown.run_test(size=stage.SMALL) as pilot:
        await stage.until(pilot, stage.saying(shown, "fundledger migrate"))


async def test_an_empty_ledger_says_what_to_do_first(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    ledger = Ledger(str(path))
    migrate.migrate(ledger)
    ledger.close()
    shown = stage.app(path, Language.EN)
    async with shown.run_test(size=stage.SMALL) as pilot:
        await stage.until(pilot, stage.saying(shown, "fundledger init; or"))


async def test_among_several_funds_one_is_chosen(tmp_path: Path) -> None:
    path = tmp_path / "two.db"
    ledger = Ledger(str(path), frozen)
    migrate.migrate(ledger)
    for code in ("east", "west"):
        small.found(ledger, None, code)
    ledger.close()
    shown = stage.app(path)
    async with shown.run_test(size=stage.SMALL) as pilot:
        await stage.until(pilot, stage.saying(shown, "请选择一个打开"))
        await pilot.press("down", "enter")
        await stage.opened(pilot)
        assert shown.opened is not None
        assert shown.opened.code == "west"


# --- Modes, words, looks ---------------------------------------------------------


async def test_number_keys_change_the_screen_and_each_keeps_its_own_place(
    ledger_path: Path,
) -> None:
    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("2")
        await stage.until(pilot, lambda: bool(listed(shown).rows))
        await pilot.press("j", "enter")
        await stage.until(pilot, stage.saying(shown, "[概览]"))
        for number, title in (("6", "对账"), ("8", "审计日志"), ("1", "基金概览")):
            await pilot.press(number)
            await stage.until(pilot, stage.saying(shown, title))
        await pilot.press("2")
        assert isinstance(shown.screen, ProjectScreen)


async def test_f9_changes_the_language_of_every_screen_at_once(
    ledger_path: Path,
) -> None:
    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("8")
        await stage.until(pilot, stage.saying(shown, "✗ 被拒绝"))
        await pilot.press("f9")
        await stage.until(pilot, stage.saying(shown, "✗ refused"))
        assert not stage.shows(shown, "审计")
        await pilot.press("1")
        assert stage.shows(shown, "Fund at a glance")
        await pilot.press("f9")
        await stage.until(pilot, stage.saying(shown, "基金概览"))


async def test_f2_changes_between_dark_and_light(ledger_path: Path) -> None:
    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.SMALL) as pilot:
        await pilot.press("f2")
        assert not shown.current_theme.dark
        await pilot.press("f2")
        assert shown.current_theme.dark


@pytest.mark.parametrize("key", ["question_mark", "？"])
async def test_help_names_every_key_of_the_screen_and_that_nothing_is_written(
    ledger_path: Path, key: str
) -> None:
    shown = stage.app(ledger_path)
    async with shown.run_test(size=(100, 60)) as pilot:
        await stage.opened(pilot)
        await pilot.press("8")
        await pilot.press(key)
        await stage.until(pilot, stage.saying(shown, "只读不写"))
        for name in (
            "筛选",
            "只看被拒绝的",
            "校验",
            "导出 CSV",
            "上移",
            "/ 、",
            "? ？",
        ):
            assert stage.shows(shown, name), name
        await pilot.press("escape")
        assert isinstance(shown.screen, AuditScreen)


@pytest.mark.parametrize("key", ["ctrl+p", "colon", "："])
async def test_the_palette_finds_an_action_by_typing_and_does_it(
    ledger_path: Path, key: str
) -> None:
    shown = stage.app(ledger_path, Language.EN)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press(key)
        await pilot.press(*"recon")
        await stage.until(pilot, stage.saying(shown, "Command"))
        await pilot.press("enter")
        await stage.until(pilot, lambda: shown.current_mode == "reconciliation")


async def test_the_palette_moves_while_one_types(ledger_path: Path) -> None:
    shown = stage.app(ledger_path, Language.EN)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("ctrl+p", "down", "down", "up")
        assert table(shown).cursor == 1
        await pilot.press("escape")


async def test_a_mode_can_be_clicked(ledger_path: Path) -> None:
    shown = stage.app(ledger_path, Language.EN)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        at = stage.text(shown)[0].index("8 Audit")
        await pilot.click("#modes", offset=(at + 2, 0))
        await stage.until(pilot, lambda: shown.current_mode == "audit")


# --- Projects ------------------------------------------------------------------------


async def test_what_people_type_is_never_markup(ledger_path: Path) -> None:
    shown = stage.app(ledger_path)
    async with shown.run_test(size=(300, 40)) as pilot:
        await stage.opened(pilot)
        await pilot.press("2")
        await stage.until(pilot, lambda: bool(listed(shown).rows))
        for title in stage.TITLES:
            assert stage.shows(shown, tidy(title)[:80]), title


async def test_a_project_opens_on_its_tabs_and_esc_goes_back(ledger_path: Path) -> None:
    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("2")
        await stage.until(pilot, lambda: bool(listed(shown).rows))
        await pilot.press("enter")
        await stage.until(pilot, stage.saying(shown, "一年一度的邻里节"))
        assert stage.shows(shown, "场次 [red]演出")
        for each, said in (
            (Tab.REVIEW, "[/] 材料齐全，预算合理。"),
            (Tab.MONEY, "待追回"),
            (Tab.VOUCHERS, "记-0002"),
            (Tab.LOG, "[red]同意"),
        ):
            await pilot.press("]")
            await stage.until(pilot, stage.saying(shown, said))
            assert tab(shown) is each
        for key, each in (
            ("right", Tab.OVERVIEW),
            ("[", Tab.LOG),
            ("left", Tab.VOUCHERS),
        ):
            await pilot.press(key)
            assert tab(shown) is each
        await pilot.press("escape")
        assert isinstance(shown.screen, ProjectsScreen)


@pytest.mark.parametrize("key", ["slash", "、"])
async def test_a_filter_is_applied_as_it_is_typed_and_esc_takes_it_away(
    ledger_path: Path, key: str
) -> None:
    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("2")
        await stage.until(pilot, lambda: bool(listed(shown).rows))
        every = len(listed(shown).rows or ())
        await pilot.press(key)
        await pilot.press(*"rainy")
        await stage.until(pilot, lambda: len(listed(shown).rows or ()) == 1)
        await pilot.press("enter")
        assert isinstance(shown.focused, Table)
        assert stage.shows(shown, "/ rainy")
        await pilot.press("escape")
        await stage.until(pilot, lambda: len(listed(shown).rows or ()) == every)


async def test_nothing_that_fits_says_how_to_go_on(ledger_path: Path) -> None:
    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.SMALL) as pilot:
        await stage.opened(pilot)
        await pilot.press("2", "slash")
        await pilot.press(*"[/]zz")
        await stage.until(pilot, stage.saying(shown, "没有符合的项目"))
        await pilot.press("escape")
        await stage.until(pilot, stage.saying(shown, "邻里节"))


async def test_an_older_search_never_overwrites_a_newer_one(ledger_path: Path) -> None:
    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.SMALL) as pilot:
        await stage.opened(pilot)
        await pilot.press("2")
        await stage.until(pilot, lambda: bool(listed(shown).rows))
        screen = stage.screen(shown)
        given: list[str] = []
        newer_came = threading.Event()

        def slow(_run: object) -> str:
            newer_came.wait(stage.DEADLINE)
            return "older"

        def fast(found: str) -> None:
            given.append(found)
            newer_came.set()

        screen.work("search", slow, given.append)
        screen.work("search", lambda _run: "newer", fast)
        await asyncio.to_thread(newer_came.wait, stage.DEADLINE)
        await stage.until(pilot, lambda: bool(given))
        assert given == ["newer"]


async def test_sorting_goes_round_and_says_by_what(ledger_path: Path) -> None:
    shown = stage.app(ledger_path, Language.EN)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("2")
        await stage.until(pilot, lambda: bool(listed(shown).rows))
        for sort in [*list(Sort)[1:], Sort.NUMBER]:
            await pilot.press("s")
            await stage.until(pilot, stage.saying(shown, sort.value))


async def test_lists_are_asked_for_page_by_page(many_path: Path) -> None:
    shown = stage.app(many_path)
    async with shown.run_test(size=stage.SMALL) as pilot:
        await stage.opened(pilot)
        await pilot.press("2")
        await stage.until(pilot, lambda: len(listed(shown).rows or ()) == PAGE)
        assert stage.shows(shown, "500 / > 500")
        await pilot.press("end")
        await stage.until(pilot, lambda: len(listed(shown).rows or ()) == 2 * PAGE)
        await pilot.press("G")
        await stage.until(pilot, stage.saying(shown, "1,208"))
        await pilot.press("end")
        assert stage.shows(shown, "M-01299")
        await pilot.press("home")
        assert stage.shows(shown, "2024-001")


async def test_the_cursor_moves_by_keys_and_pages_and_opens_by_a_second_click(
    many_path: Path,
) -> None:
    shown = stage.app(many_path)
    async with shown.run_test(size=stage.SMALL) as pilot:
        await stage.opened(pilot)
        await pilot.press("2")
        await stage.until(pilot, lambda: bool(listed(shown).rows))
        for keys, at in (("j", 1), ("down", 2), ("k", 1), ("up", 0), ("pagedown", 18)):
            await pilot.press(keys)
            assert table(shown).cursor == at
        await pilot.press("pageup")
        assert table(shown).cursor == 0
        await pilot.click("#list", offset=(20, 5))
        assert table(shown).cursor == 4
        await pilot.click("#list", offset=(20, 5))
        await stage.until(pilot, lambda: isinstance(shown.screen, ProjectScreen))


# --- Reconciliation ----------------------------------------------------------------


async def test_lights_say_in_words_and_signs_what_their_colour_says(
    ledger_path: Path,
) -> None:
    shown = stage.app(ledger_path)
    async with shown.run_test(size=(140, 40)) as pilot:
        await stage.opened(pilot)
        await pilot.press("6")
        await stage.until(pilot, stage.saying(shown, "R23"))
        await stage.until(pilot, lambda: not stage.shows(shown, "正在检查"))
        assert stage.shows(shown, "✗ 不符")
        assert stage.shows(shown, "! 接近")
        assert stage.shows(shown, "✓ 相符")
        assert stage.shows(shown, "按街道汇总")


async def test_a_light_opens_on_what_is_behind_it(ledger_path: Path) -> None:
    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("6")
        await stage.until(pilot, stage.saying(shown, "R23"))
        await stage.until(pilot, lambda: not stage.shows(shown, "正在检查"))
        for steps, said in ((0, "指标明细"), (2, "合计"), (1, "没有不符之处")):
            await pilot.press(*["j"] * steps, "enter")
            await stage.until(pilot, stage.saying(shown, said))
            assert isinstance(shown.screen, SheetScreen)
            await pilot.press("escape")


# --- Audit ------------------------------------------------------------------------


async def test_refused_attempts_are_marked_and_can_be_seen_alone(
    ledger_path: Path,
) -> None:
    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("8")
        await stage.until(pilot, lambda: bool(listed(shown).rows))
        await pilot.press("r")
        await stage.until(pilot, lambda: len(listed(shown).rows or ()) == 1)
        await pilot.press("enter")
        await stage.until(pilot, stage.saying(shown, "没有写入任何行"))
        assert isinstance(shown.screen, RecordScreen)
        assert stage.shows(shown, "✗ 被拒绝")
        assert stage.shows(shown, "[/]")
        await pilot.press("escape", "r")
        await stage.until(pilot, lambda: len(listed(shown).rows or ()) > 1)


async def test_the_log_is_searched_by_what_people_call_things(
    ledger_path: Path,
) -> None:
    shown = stage.app(ledger_path, Language.EN)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("8")
        await stage.until(pilot, lambda: bool(listed(shown).rows))
        await pilot.press("slash")
        await pilot.press(*"admin 2024-03")
        await stage.until(pilot, lambda: len(listed(shown).rows or ()) == 1)
        await pilot.press("down", "enter")
        await stage.until(pilot, stage.saying(shown, "+ person"))


async def test_the_chain_is_verified_and_says_so(ledger_path: Path) -> None:
    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("8", "v")
        await stage.until(pilot, lambda: isinstance(shown.screen, VerifyScreen))
        await stage.until(pilot, stage.saying(shown, "账簿"))
        screen = shown.screen
        assert isinstance(screen, VerifyScreen)
        assert not screen.running
        await pilot.press("c")
        assert stage.shows(shown, "没有正在进行的校验")
        await pilot.press("v")
        await stage.until(pilot, lambda: not screen.running)
        await pilot.press("escape")
        assert isinstance(shown.screen, AuditScreen)


async def test_verifying_can_be_cancelled_and_that_is_no_pass(
    ledger_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    teller = VerifyScreen.teller

    def slow(self: VerifyScreen, run: object) -> object:
        tell = teller(self, run)  # type: ignore[arg-type]

        def told(*progress: object) -> None:
            begun.set()
            go_on.wait(stage.DEADLINE)
            tell(*progress)  # type: ignore[arg-type]

        return told

    monkeypatch.setattr(VerifyScreen, "teller", slow)
    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("8", "v")
        await asyncio.to_thread(begun.wait, stage.DEADLINE)
        await pilot.press("v")
        assert stage.shows(shown, "正在校验")
        await pilot.press("c")
        assert stage.shows(shown, "没有得出结论")
        go_on.set()
        await stage.until(pilot, stage.saying(shown, "没有得出结论"))


# --- Exports, faults, others ------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "heading", "said"),
    [
        ("1", "部分", "银行存款"),
        ("2", "代码", "[red]x"),
        ("6", "状态", "按街道和社区汇总"),
        ("8", "记录", "✗ 被拒绝"),
    ],
)
async def test_what_is_on_the_screen_is_exported_and_the_path_is_told(
    ledger_path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    keys: str,
    heading: str,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = stage.app(ledger_path)
    async with shown.run_test(size=(200, 60)) as pilot:
        await stage.opened(pilot)
        await pilot.press(keys)
        await stage.until(pilot, lambda: stage.screen(shown).exported() is not None)
        for count in (1, 2):
            await pilot.press("e")
            await stage.until(pilot, partial(has_files, tmp_path, count))
        await stage.until(pilot, stage.saying(shown, "✓ 已导出到"))
    first, second = files(tmp_path)
    assert first == second
    text = first.decode("utf-8-sig")
    rows = [*csv.reader(line for line in text.splitlines() if not line.startswith("#"))]
    assert heading in rows[0][0]
    assert any(said in cell for row in rows for cell in row)


async def test_a_folder_one_may_not_write_is_said_in_one_line(
    ledger_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "cwd", lambda: tmp_path / "gone")
    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("e")
        await stage.until(pilot, stage.saying(shown, "无法写入"))
        assert stage.shows(shown, "基金概览")


async def test_a_fault_is_shown_and_logged_without_a_word_of_anybody(
    ledger_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def fall(_run: object) -> None:
        personal = "王芳 145,000.00"
        raise ValueError(personal)

    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        stage.screen(shown).work("figures", fall, lambda _: None)
        await stage.until(pilot, stage.saying(shown, "ValueError"))
        await pilot.press("d")
        assert stage.shows(shown, "test_screens.py")
        assert not stage.shows(shown, "王芳")
        await pilot.press("f5")
        await stage.opened(pilot)
    assert "ValueError" in caplog.text
    assert "王芳" not in caplog.text


class Falling(FundApp):
    """A workbench that is itself at fault as soon as it begins."""

    def on_mount(self) -> None:
        personal = "王芳 145,000.00"
        raise ValueError(personal)


def test_a_fault_of_the_frame_itself_ends_without_a_traceback(
    ledger_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    shown = Falling(Door(str(ledger_path), None), Language.ZH)
    shown.run(headless=True)
    assert shown.stumbled
    assert shown.return_code == 1
    printed = "".join(capfd.readouterr())
    assert "王芳" not in printed
    assert "Traceback" not in printed


async def test_f5_shows_what_was_written_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "live.db"
    fund = stage.build(path)
    shown = stage.app(path)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        small.donate(fund, 123_456, on=lived.LAST_DAY)
        shown.peek()
        await stage.until(pilot, stage.saying(shown, "1 条新记录"))
        assert not stage.shows(shown, "2,234.56")
        await pilot.press("f5")
        await stage.until(pilot, stage.saying(shown, "2,234.56"))
    fund.ledger.close()


async def test_every_screen_reads_either_database(
    small_fund: Fund, ledger: Ledger
) -> None:
    lived.live(small_fund)
    shown = stage.app(ledger.address, Language.EN)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        for keys in ("2", "enter", "6", "8", "enter"):
            await pilot.press(keys)
            await stage.still(pilot)
            assert stage.screen(shown).trouble is None
            assert stage.screen(shown).exported() is not None
        assert stage.shows(shown, ledger.dialect.name)


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40), (200, 60)])
@pytest.mark.parametrize("lang", Language)
async def test_every_screen_fits_every_size(
    ledger_path: Path, size: tuple[int, int], lang: Language
) -> None:
    shown = stage.app(ledger_path, lang)
    async with shown.run_test(size=size) as pilot:
        await stage.opened(pilot)
        for keys in ("2", "6", "8"):
            await pilot.press(keys)
            await stage.until(pilot, lambda: stage.screen(shown).exported() is not None)
            assert len(stage.text(shown)) == size[1]
            assert "Ctrl+Q" in stage.text(shown)[-1]


async def test_typing_a_filter_takes_letters_that_are_keys_elsewhere(
    ledger_path: Path,
) -> None:
    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.SMALL) as pilot:
        await stage.opened(pilot)
        await pilot.press("2", "slash")
        await pilot.press(*"sejk12?")
        assert shown.screen.query_one(Input).value == "sejk12?"
        assert shown.current_mode == "projects"
