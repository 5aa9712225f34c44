"""From the trial balance to a voucher and on: what is shown sums to the journal."""

from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from fundledger.domain.chart import Book
from fundledger.domain.ids import AccountKey, Month
from fundledger.queries.register import JournalLine, whole_journal
from fundledger.store.opening import open_ledger
from fundledger.tui.screens.books import register, trial, voucher
from fundledger.tui.screens.books.ledger import LedgerScreen
from fundledger.tui.screens.books.register import AccountOf
from fundledger.tui.screens.books.trial import BooksScreen
from fundledger.tui.screens.books.voucher import VoucherScreen
from fundledger.tui.shell.actions import ScreenKind
from fundledger.tui.shell.routes import Open
from fundledger.tui.shell.voucher_sheet import lines_of
from tests.tui import stage
from tests.tui.shell.acting import at_work, host, keys

EXPORTED = {
    "register": "本年累计",
    "balance": "科目",
    "vouchers": "制单",
    "periods": "未签章齐全",
    "banks": "捐赠资金专户",
}
JUNE = Month("2024-06")


def test_what_accounts_and_vouchers_show_sums_to_the_journal(demo_path: Path) -> None:
    """Screens paint what these give, and nothing else."""
    with closing(open_ledger(str(demo_path))) as ledger, ledger.fund().reading() as b:
        june = [each for each in whole_journal(b) if each.at.month == JUNE]
        answer = trial.find(JUNE, b)
        shown = {row.key: (row.debit_fen, row.credit_fen) for row in answer.rows}
        leaves = {each.at.account for each in june}
        assert {key: shown[key] for key in leaves} == _sums(june)
        for book in Book:
            assert trial.total(answer.rows, book).is_even
        lines: set[JournalLine] = set()
        for row in answer.rows:
            page = register.find(AccountOf(row.key, JUNE), JUNE, b).page
            own = [e for e in page.rows if e.line and e.line.at.month == JUNE]
            lines.update(each.line for each in own if each.line)
            if own:
                assert own[-1].balance_fen == row.closing_fen, row.key
                assert page.rows[0].balance_fen == row.opening_fen, row.key
        assert lines == {*june}
        of_vouchers: Counter[tuple[AccountKey, str]] = Counter()
        for no in {each.voucher_no for each in june}:
            view = voucher.find(no, b)
            assert view is not None
            for side in lines_of(view.lines):
                of_vouchers[side.account, "debit"] += side.debit_fen
                of_vouchers[side.account, "credit"] += side.credit_fen
        assert all(
            shown[key] == (of_vouchers[key, "debit"], of_vouchers[key, "credit"])
            for key, _ in of_vouchers
        )


def _sums(lines: list[JournalLine]) -> dict[AccountKey, tuple[int, int]]:
    sums: dict[AccountKey, tuple[int, int]] = {}
    for each in lines:
        debit, credit = sums.get(each.at.account, (0, 0))
        sums[each.at.account] = (debit + each.debit_fen, credit + each.credit_fen)
    return sums


async def test_months_and_filters_narrow_the_trial_balance(demo_path: Path) -> None:
    async with at_work(demo_path, None, stage.SMALL) as pilot:
        await keys(pilot, "5")
        books = host(pilot).screen
        assert isinstance(books, BooksScreen)
        assert books.shown_month == "2024-08"
        await keys(pilot, "left", "left")
        assert books.shown_month == JUNE
        await keys(pilot, "t", "right", "right", "right", "right", "right")
        assert books.shown_month == "2024-12"
        assert stage.shows(pilot.app, "没有更早或更晚的月份")
        await keys(pilot, "t")
        few = len(books.rows or ())
        await keys(pilot, "m")
        assert len(books.rows or ()) > few
        await keys(pilot, "m", "slash", "text:预付", "enter")
        assert [row.code for row in books.rows or ()] == ["1141"]


async def test_one_goes_by_enter_to_the_voucher_and_by_keys_to_what_it_belongs_to(
    demo_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(demo_path.parent)
    async with at_work(demo_path, "supervisor", stage.SMALL) as pilot:
        await keys(pilot, "5", "enter", "end")
        assert stage.shows(pilot.app, "本月合计")
        assert stage.shows(pilot.app, "本年累计")
        await keys(pilot, "E", "home", "down", "down", "enter", "E")
        page = host(pilot).screen
        assert isinstance(page, VoucherScreen)
        first = page.no
        await keys(pilot, "]")
        assert page.view is not None
        assert page.no != first
        await keys(pilot, "[")
        assert page.no == first
        assert not stage.shows(pilot.app, "冲销")
        await keys(pilot, "o")
        assert stage.shows(pilot.app, "未冲销他证")
        await keys(pilot, "p")
        assert stage.screen(host(pilot)).KIND is ScreenKind.PROJECT
        await keys(pilot, "escape", "a")
        assert stage.screen(host(pilot)).KIND is ScreenKind.RECORD
        await keys(pilot, "escape", "escape", "escape", "E", "u", "m", "E")
        await keys(pilot, "escape", "p", "E", "6", "E")
    exported = {each.name.split("-")[1]: each for each in Path.cwd().glob("*.csv")}
    assert {*exported} == {
        "register",
        "voucher",
        "balance",
        "vouchers",
        "periods",
        "banks",
    }
    for name, text in EXPORTED.items():
        assert text in exported[name].read_text("utf-8-sig"), name


async def test_levels_narrow_the_trial_balance_and_z_opens_an_accounts_year(
    demo_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(demo_path.parent)
    async with at_work(demo_path, None, stage.SMALL) as pilot:
        await keys(pilot, "5", "l")
        assert stage.shows(pilot.app, "列到 1 级")
        assert stage.shows(pilot.app, "银行存款")
        assert not stage.shows(pilot.app, "捐赠资金专户")
        await keys(pilot, "l")
        assert stage.shows(pilot.app, "捐赠资金专户")
        await keys(pilot, "home", "down", "z")
        page = host(pilot).screen
        assert isinstance(page, LedgerScreen)
        assert stage.shows(pilot.app, "总账")
        assert page.rows is not None
        assert {row.month[:4] for row in page.rows} == {"2024"}
        assert stage.shows(pilot.app, "全部凭证")
        await keys(pilot, "v", "E", "end", "enter")
        assert stage.screen(host(pilot)).KIND is ScreenKind.REGISTER
        assert stage.shows(pilot.app, "已复核凭证"), "it counts what was counted there"
        await keys(pilot, "z")
        assert isinstance(host(pilot).screen, LedgerScreen)
    (file,) = Path.cwd().glob("*-ledger-*.csv")
    exported = file.read_text("utf-8-sig")
    assert "本年累计" in exported
    assert "# counted: reviewed" in exported, "what is exported is what is shown"


async def test_a_red_voucher_and_what_it_annuls_lead_to_each_other(
    demo_path: Path,
) -> None:
    with closing(open_ledger(str(demo_path))) as ledger, ledger.fund().reading() as b:
        red = next(e for e in whole_journal(b) if e.kind == "red").voucher_no
    async with at_work(demo_path, None, stage.SMALL) as pilot:
        await keys(pilot, "5")
        host(pilot).open(Open(ScreenKind.VOUCHER, red))
        await stage.still(pilot)
        page = host(pilot).screen
        assert isinstance(page, VoucherScreen)
        assert page.view is not None
        annulled = page.view.voucher.annuls_no
        await keys(pilot, "o")
        assert page.no == annulled
        assert page.view.voucher.annulled_by == red
        assert stage.shows(pilot.app, "已被冲销")
