"""Deeds at the workbench: form, preview, confirmation, record."""

import asyncio
from pathlib import Path

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll

from fundledger.commands.registry import DEEDS
from fundledger.i18n import Language
from fundledger.inputs.forms import form_of
from fundledger.inputs.reading import read
from fundledger.tui.kit import themes
from fundledger.tui.shell import drafts
from fundledger.tui.shell.actions import ScreenKind
from fundledger.tui.shell.confirm import answers
from fundledger.tui.shell.desk import opened
from fundledger.tui.shell.form_fields import boxes, values_of
from fundledger.tui.shell.picker import Picker
from fundledger.tui.shell.routes import Open
from fundledger.tui.shell.sealed import is_right
from fundledger.tui.shell.seen import Facts
from fundledger.tui.shell.words import Words
from tests.tui import stage
from tests.tui.shell import acting
from tests.tui.shell.acting import (
    at_work,
    box,
    confirmation,
    fill,
    form,
    go_on,
    keys,
    last_record,
    open_form,
)

JOURNAL = """日期,摘要,rule,debit,credit,amount,credit_source
2024-08-30,利息,interest_against_cost,bank.main,fundraising_cost.unrestricted,3.50,general
"""
DRAFTED = "jia-1.preparer"
CONTENT = {
    "content__title": "楼道扶手",
    "content__purpose": "为老人加装扶手。",
    "content__starts_on": "2024-09-01",
    "content__ends_on": "2024-12-31",
    "content__lines": [
        {"kind": "materials", "description": "扶手", "requested": "800"}
    ],
}


def done(path: Path) -> tuple[int, str]:
    record = last_record(path)
    return record.seq, record.deed


async def test_an_application_is_drafted_by_keys_alone(demo_path: Path) -> None:
    before, _ = done(demo_path)
    async with at_work(demo_path, DRAFTED, stage.SMALL) as pilot:
        await keys(pilot, "2", "ctrl+n", "text:起草申报", "enter")
        assert box(pilot, "community_key").value() == "jia-1", "the drafter's own"
        await keys(pilot, "text:邻里互助", "enter")
        await keys(pilot, "text:楼道扶手", "enter", "text:为老人加装扶手。", "tab")
        await keys(pilot, "text:2024-09-01", "enter", "text:2024年12月31日", "enter")
        await keys(
            pilot,
            "insert",
            "enter",
            "enter",
            "text:扶手",
            "enter",
            "text:８００",
            "enter",
        )
        await keys(pilot, "f4")
        assert done(demo_path)[0] == before
        await keys(pilot, "f4")
        assert stage.shows(pilot.app, f"起草申报书：记录 {before + 1}")
    record = last_record(demo_path)
    assert (record.deed, record.actor) == ("draft_project", DRAFTED)
    assert record.input["content"]["lines"][0]["requested"] == {"fen": 80_000}


async def test_what_is_wrong_stands_at_its_field_and_nothing_is_written(
    demo_path: Path,
) -> None:
    before, _ = done(demo_path)
    async with at_work(demo_path, DRAFTED) as pilot:
        await open_form(pilot, "draft_project", community_key="jia-9")
        await fill(pilot, **CONTENT | {"content__ends_on": "2024-13-01"})
        await go_on(pilot)
        wrong = {each.path for each in form(pilot).boxes if each.faults}
        assert wrong == {"community_key", "category", "content.ends_on"}
        assert form(pilot).focused is box(pilot, "community_key").editor
        assert stage.shows(pilot.app, "没有社区 jia-9")
    assert done(demo_path)[0] == before


async def test_a_draft_is_there_again_and_ctrl_r_begins_anew(demo_path: Path) -> None:
    for text in ("邻里互助", "楼道扶手"):
        async with at_work(demo_path, DRAFTED) as pilot:
            await open_form(pilot, "draft_project")
            await keys(pilot, f"text:{text}")
            # Nothing is closed: the workbench is gone as after kill -9.
            pilot.app.exit()
    async with at_work(demo_path, DRAFTED) as pilot:
        await open_form(pilot, "draft_project")
        assert box(pilot, "category").value() == "邻里互助"
        assert box(pilot, "content.title").value() == "楼道扶手"
        await keys(pilot, "ctrl+r")
        assert box(pilot, "category").value() is None


async def test_a_form_that_nobody_typed_into_leaves_no_draft(demo_path: Path) -> None:
    async with at_work(demo_path, DRAFTED) as pilot:
        await open_form(pilot, "draft_project")
        await keys(pilot, "f4", "escape")
        await open_form(pilot, "draft_project")
        assert not stage.shows(pilot.app, "上次留下的草稿")


async def test_a_day_is_typed_over_and_checked_and_the_ends_of_a_form_hold(
    demo_path: Path,
) -> None:
    async with at_work(demo_path, DRAFTED) as pilot:
        await open_form(pilot, "draft_project")
        await keys(pilot, *["up"] * 9, "text:2024-13-01")
        assert box(pilot, "on").value() == "2024-13-01"
        assert stage.shows(pilot.app, "业务日期 为“2024-13-01”，不是日期")


async def test_function_keys_lead_on_from_a_text_of_several_lines(
    demo_path: Path,
) -> None:
    async with at_work(demo_path, "admin") as pilot:
        await open_form(pilot, "approve_project", project_no=1)
        box(pilot, "opinion").editor.focus()
        await keys(pilot, "text:同意", "f6")
        assert confirmation(pilot).deed == "approve_project"


async def test_a_line_that_was_taken_out_is_put_back(demo_path: Path) -> None:
    async with at_work(demo_path, "admin") as pilot:
        await open_form(pilot, "approve_project", project_no=1)
        before = box(pilot, "lines").value()
        await keys(pilot, "minus")
        assert box(pilot, "lines").value() == before, "a dash is typed, not meant"
        await keys(pilot, "delete")
        assert box(pilot, "lines").value() != before
        await keys(pilot, "ctrl+z")
        assert box(pilot, "lines").value() == before


async def test_a_form_that_was_done_before_its_draft_was_dropped_is_not_done_twice(
    demo_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "drop", drafts.kept_draft)
    seqs: list[int] = []
    for _ in range(2):
        async with at_work(demo_path, "admin") as pilot:
            await open_form(pilot, "add_subdistrict")
            await fill(pilot, key="geng", name="庚街道")
            await go_on(pilot)
            await keys(pilot, "f4")
            seqs.append(done(demo_path)[0])
            sentence = "此前已办" if len(seqs) > 1 else "登记街道：记录"
            assert stage.shows(pilot.app, sentence)
    assert seqs[0] == seqs[1]


async def test_a_refusal_is_foreseen_in_words_and_is_not_chained(
    demo_path: Path,
) -> None:
    before, _ = done(demo_path)
    async with at_work(demo_path, "admin") as pilot:
        await open_form(pilot, "add_subdistrict")
        await fill(pilot, key="jia", name="甲街道")
        await go_on(pilot)
        assert confirmation(pilot).is_refused
        await keys(pilot, "f4")
        assert stage.shows(pilot.app, "会被拒绝")
        await keys(pilot, "escape")
        assert box(pilot, "key").value() == "jia"
    assert done(demo_path)[0] == before


async def test_who_is_nobody_of_the_fund_only_reads(demo_path: Path) -> None:
    async with at_work(demo_path, "stranger") as pilot:
        await keys(pilot, "2", "f4")
        assert stage.shows(pilot.app, "stranger 不是本基金的人员")
        await keys(pilot, "f3", "text:出纳一", "enter")
        assert stage.shows(pilot.app, "出纳一 出纳")


async def test_a_key_opens_what_may_be_done_and_says_why_not(demo_path: Path) -> None:
    async with at_work(demo_path, "admin") as pilot:
        await keys(pilot, "2")
        acting.host(pilot).open(Open(ScreenKind.PROJECT, 28))
        await stage.until(pilot, stage.saying(pilot.app, "没有您可办的业务"))
        await keys(pilot, "f6")
        assert stage.shows(pilot.app, "无权")
        await keys(pilot, "f4")
        assert isinstance(pilot.app.screen, Picker)
        # What this stage takes comes first, with the reason; the rest is folded.
        count = len(stage.table(pilot.app).rows)
        assert stage.shows(pilot.app, "admin 无权申请拨付")
        await keys(pilot, "pagedown", "pagedown")
        assert stage.shows(pilot.app, "其他阶段的业务")
        await keys(pilot, "enter")
        assert len(stage.table(pilot.app).rows) > count


async def test_a_large_payment_asks_for_amount_and_account_a_small_one_twice() -> None:
    large = Facts(paid_fen=1_234_500, grave=True, account="6222 0001 8888")
    amount, account = answers(large)
    assert [
        is_right(amount, each) for each in ("12345", "１２，３４５", "12344", "")
    ] == [
        True,
        True,
        False,
        False,
    ]
    assert is_right(account, "8888")
    assert not is_right(account, "888")
    assert answers(large._replace(grave=False)) == []
    (fen,) = answers(Facts(paid_fen=50, grave=True))
    assert is_right(fen, "50")
    (code,) = answers(Facts(code="2024-1-28"))
    assert is_right(code, "4128")
    assert not is_right(code, "4129")


async def test_what_cannot_be_taken_back_is_typed_and_enter_does_not_confirm(
    demo_path: Path,
) -> None:
    before, _ = done(demo_path)
    async with at_work(demo_path, "approver", stage.SMALL) as pilot:
        await open_form(pilot, "close_project", project_no=24)
        await go_on(pilot)
        screen = confirmation(pilot)
        (line,) = screen.sealed.lines
        assert screen.focused is line
        end = "".join(filter(str.isdecimal, screen.of.seen.facts.code))[-4:]
        line.post_message(events.Paste(end))
        await keys(pilot, "enter", "end", "f6")
        assert line.value == ""
        assert done(demo_path)[0] == before
        screen.page.action_last()
        await keys(pilot, f"text:{end}", "f6")
    assert done(demo_path) == (before + 1, "close_project")


async def test_books_that_moved_are_shown_again_before_anything_is_done(
    demo_path: Path,
) -> None:
    async with at_work(demo_path, "accountant") as pilot:
        await open_form(pilot, "receive_donation")
        await fill(pilot, amount="100", party="某人", bank="main")
        await go_on(pilot)
        screen = confirmation(pilot)
        other = screen.of.seen.foreseen.shown._replace(changes=())
        seen = screen.of.seen
        screen.of = screen.of._replace(
            seen=seen._replace(foreseen=seen.foreseen._replace(shown=other))
        )
        before, _ = done(demo_path)
        await keys(pilot, "end", screen.gesture)
        assert stage.shows(pilot.app, "其间账簿有变动")
        assert done(demo_path)[0] == before
        await keys(pilot, "end", screen.gesture)
    assert done(demo_path) == (before + 1, "receive_donation")


async def test_vouchers_are_read_from_the_sheet_whose_path_is_typed(
    demo_path: Path, tmp_path: Path
) -> None:
    """These books have their own vouchers: nothing from before comes in any more."""
    journal = tmp_path / "journal.csv"
    await asyncio.to_thread(journal.write_text, JOURNAL.replace("3.50", "3.505"))
    before = done(demo_path)
    async with at_work(demo_path, "accountant", stage.SMALL) as pilot:
        await open_form(pilot, "import_journal")
        await fill(pilot, batch=str(journal))
        await go_on(pilot)
        await stage.until(pilot, stage.saying(pilot.app, "单元格 F2"))
        await asyncio.to_thread(journal.write_text, JOURNAL)
        await go_on(pilot)
        await stage.until(pilot, stage.saying(pilot.app, "本账已启用"))
    assert done(demo_path) == before


class Bare(App[None]):
    """Nothing but a place for the fields of a form."""

    def on_mount(self) -> None:
        """Have the colours of the workbench."""
        self.register_theme(themes.DARK)
        self.theme = themes.DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give what is painted before a theme is there."""
        return {"dim": "gray"}

    def compose(self) -> ComposeResult:
        """Give the place."""
        yield VerticalScroll()


async def test_every_deed_has_a_form_that_gives_what_was_put_into_it(
    tmp_path: Path,
) -> None:
    photo, journal = tmp_path / "photo.jpg", tmp_path / "journal.csv"
    await asyncio.to_thread(photo.write_bytes, b"picture")
    await asyncio.to_thread(journal.write_text, JOURNAL)
    bare, words = Bare(), Words(Language.ZH)
    async with bare.run_test() as pilot:
        place = bare.query_one(VerticalScroll)
        for name in sorted(DEEDS.keys() - {"create_fund"}):
            form, example = form_of(name), form_of(name).example
            if name == "store_attachment":
                example["content"] = {"file": str(photo)}
            if name == "import_journal":
                example["batch"] = {"file": str(journal)}
            fields = [*boxes(tuple(form.fields.values()), words, example)]
            await place.mount_all(fields)
            await pilot.pause()
            given = values_of(fields)
            if name == "import_journal":  # what is read is told by its path
                assert given == example
            else:
                assert read(form, given, None, opened) == read(
                    form, example, None, opened
                ), name
            await place.remove_children()


async def test_a_usual_text_is_chosen_and_a_row_is_copied(demo_path: Path) -> None:
    async with at_work(demo_path, "reviewer1") as pilot:
        await open_form(pilot, "review_application", project_no=94)
        box(pilot, "opinion").editor.focus()
        await keys(pilot, "ctrl+o", "text:材料齐全", "enter")
        assert box(pilot, "opinion").value() == "同意。材料齐全，预算合理。"
        await keys(pilot, "escape", "3", "y")
        assert "\t" in acting.host(pilot).clipboard
        await keys(pilot, "ctrl+f")
        assert stage.shows(pilot.app, "只有一个基金")
        await keys(pilot, "ctrl+p", "text:hjj")
        assert stage.shows(pilot.app, "换基金")


async def test_an_input_method_that_is_on_loses_no_key_in_silence(
    demo_path: Path,
) -> None:
    async with at_work(demo_path, "accountant") as pilot:
        await keys(pilot, "２")
        assert stage.listed(pilot.app).KIND == "projects", "as its half-width twin"
        pilot.app.post_message(events.Key("ideographic_full_stop", "。"))
        await stage.still(pilot)
        assert stage.shows(pilot.app, "输入法开着：“。”")
        await keys(pilot, "text:助餐")
        assert stage.listed(pilot.app).typed == "助餐"
        await keys(pilot, "enter", "slash", "text:没有这样的", "enter")
        assert not stage.listed(pilot.app).rows
        await keys(pilot, "1")
        assert stage.listed(pilot.app).KIND == "inbox", "no field took the key"


async def test_a_community_keeps_its_own_file_and_its_kind_is_read_from_its_name(
    demo_path: Path, tmp_path: Path
) -> None:
    invoice = tmp_path / "发票.pdf"
    invoice.write_bytes(b"%PDF-1.4\n%%EOF")
    async with at_work(demo_path, DRAFTED) as pilot:
        await open_form(pilot, "store_attachment")
        assert box(pilot, "community_key").value() == "jia-1"
        await keys(pilot, f"text:{invoice}", "enter")
        assert box(pilot, "media_type").value() == "application/pdf"
        await go_on(pilot)
        assert not confirmation(pilot).is_refused


def test_the_end_of_a_code_or_all_of_it_confirms() -> None:
    (answer,) = answers(Facts(code="2026-4-01"))
    right = ("6401", "2026-4-01", "２０２６-４-０１")
    assert all(is_right(answer, typed) for typed in right)
    assert not any(is_right(answer, typed) for typed in ("401", "1234", "92026-4-01"))


async def test_a_deed_is_acknowledged_with_who_goes_on(demo_path: Path) -> None:
    async with at_work(demo_path, "wu.reviewer", (120, 24)) as pilot:
        await open_form(pilot, "recommend_application", project_no=97)
        await fill(pilot, opinion="同意。")
        await go_on(pilot)
        await keys(pilot, "end", "f6")
        assert done(demo_path)[1] == "recommend_application"
        assert stage.shows(pilot.app, "下一步：区级评审")
