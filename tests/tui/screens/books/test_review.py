"""Vouchers marked and signed in bulk, and the month closed that waits for them."""

import asyncio
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from fundledger.commands.deed import Desk
from fundledger.commands.signatures import prepare_vouchers
from fundledger.domain.ids import Login, Month
from fundledger.domain.periods import month_end
from fundledger.domain.signatures import PARTS, SignaturePart
from fundledger.queries import signatures
from fundledger.store.failures import BusyError
from fundledger.store.opening import open_ledger
from fundledger.tui.screens.books.vouchers import VouchersScreen
from fundledger.tui.shell.actions import ScreenKind
from fundledger.tui.shell.bulk import Bulk, BulkItem, BulkScreen, Stage
from fundledger.tui.shell.desk import Acknowledged, WriteDesk
from fundledger.tui.shell.routes import Open
from tests.tui import stage
from tests.tui.shell.acting import at_work, host, keys, last_record

SUPERVISOR = "supervisor"


AUGUST = Month("2024-08")


def waiting(
    path: Path,
    *,
    own: bool = False,
    part: SignaturePart = SignaturePart.REVIEWED,
) -> int:
    """Count what waits for a part; of that, what the supervisor may not review."""
    with closing(open_ledger(str(path))) as ledger, ledger.fund().reading() as books:
        every = signatures.waiting(books, part)
    return sum(not own or SUPERVISOR in each.signing.makers for each in every)


def unsigned(path: Path) -> int:
    """Count the vouchers of August that lack a signature."""
    with closing(open_ledger(str(path))) as ledger, ledger.fund().reading() as books:
        return signatures.count_unsigned(books, AUGUST)


def prepare_all(path: Path) -> None:
    """Sign as the accountant what others did; some of it the supervisor let go."""
    with closing(open_ledger(str(path))) as ledger:
        last = month_end(AUGUST)
        desk = Desk(fund=ledger.fund(), actor=Login("accountant"), on=last)
        _ = prepare_vouchers(desk, until=last)


async def confirmed(pilot: Pilot[None]) -> BulkScreen:
    """Type what a bulk asks, and begin it."""
    screen = host(pilot).screen
    assert isinstance(screen, BulkScreen)
    for line, answer in zip(screen.sealed.lines, screen.sealed.answers, strict=True):
        line.value = min(answer.right)
    await keys(pilot, screen.gesture)
    return screen


async def test_marked_vouchers_are_reviewed_one_by_one_and_refusals_do_not_stop_it(
    demo_path: Path,
) -> None:
    prepare_all(demo_path)
    before, own = waiting(demo_path), waiting(demo_path, own=True)
    first = last_record(demo_path).seq
    async with at_work(demo_path, SUPERVISOR, stage.SMALL) as pilot:
        await keys(pilot, "5", "u")
        queue = host(pilot).screen
        assert isinstance(queue, VouchersScreen)
        await keys(pilot, "space", "space")
        assert stage.shows(pilot.app, "已标记 2 项")
        await keys(pilot, "asterisk")
        assert len(queue.marks) == before
        await keys(pilot, "f6", "f6")
        assert stage.shows(pilot.app, "还不对")
        assert last_record(demo_path).seq == first
        screen = await confirmed(pilot)
        await stage.until(pilot, lambda: screen.stage is Stage.OVER)
        refused = [e for e in screen.came.values() if not isinstance(e, Acknowledged)]
        assert len(screen.came) == before
        assert len(refused) == own > 0
        done = f"已办 {before - own} 笔，被拒绝 {own} 笔，未办 0 笔"
        assert stage.shows(pilot.app, done)
        await keys(pilot, "escape")
        assert stage.screen_below(host(pilot)) is queue
        # What is left stays marked: somebody has to see to it.
        assert {queue.key_of(row) for row in queue.rows or ()} == queue.marks
    assert waiting(demo_path) == own
    assert last_record(demo_path).seq == first + before


async def signed_in_bulk(pilot: Pilot[None], part: SignaturePart) -> int:
    """Go to a queue by its key, sign all of it; tell how much others must sign."""
    await keys(pilot, "5", "u")
    queue = host(pilot).screen
    assert isinstance(queue, VouchersScreen)
    while queue.part is not part:
        await keys(pilot, "m")
    others = [row.of_others for row in queue.rows or ()]
    assert others == sorted(others), "what others must sign comes last"
    await keys(pilot, "asterisk", "f6")
    screen = await confirmed(pilot)
    assert screen.bulk.deed == PARTS[part].deeds[0]
    await stage.until(pilot, lambda: screen.stage is Stage.OVER)
    came = [isinstance(each, Acknowledged) for each in screen.came.values()]
    assert came.count(False) == sum(others), "they are the ones that are refused"
    return sum(others)


async def test_each_signs_the_queue_of_their_part_until_the_month_waits_for_nobody(
    demo_path: Path,
) -> None:
    every = unsigned(demo_path)
    for actor, part in (
        ("accountant", SignaturePart.PREPARED),
        ("cashier", SignaturePart.CASHIER),
        (SUPERVISOR, SignaturePart.REVIEWED),
        ("accountant2", SignaturePart.REVIEWED),
        ("accountant", SignaturePart.POSTED),
        ("accountant2", SignaturePart.POSTED),
        (SUPERVISOR, SignaturePart.CHIEF),
    ):
        assert unsigned(demo_path) == every
        async with at_work(demo_path, actor) as pilot:
            left = await signed_in_bulk(pilot, part)
        assert waiting(demo_path, part=part) == left
    assert unsigned(demo_path) == 0


@pytest.mark.parametrize(
    ("actor", "queue"),
    [
        ("accountant", "待制单"),
        ("cashier", "待出纳签章"),
        (SUPERVISOR, "待复核"),
        (None, "待制单"),
    ],
)
async def test_the_queue_of_a_month_begins_with_what_waits_for_oneself(
    demo_path: Path, actor: str | None, queue: str
) -> None:
    async with at_work(demo_path, actor, stage.SMALL) as pilot:
        host(pilot).open(Open(ScreenKind.PERIOD, AUGUST))
        await stage.still(pilot)
        await keys(pilot, "end", "enter")
        assert stage.shows(pilot.app, f"凭证 › {queue} ‹ 2024-08 ›")
        order = [*PARTS, None]
        shown = host(pilot).screen
        assert isinstance(shown, VouchersScreen)
        assert shown.rows
        at = order.index(shown.part)
        await keys(pilot, *["m"] * (len(PARTS) - at))
        assert stage.shows(pilot.app, "凭证 › 全部凭证")
        assert len(shown.rows or ()) == unsigned(demo_path)


async def test_a_bulk_stops_between_two_deeds_and_says_what_was_done(
    demo_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = waiting(demo_path)
    async with at_work(demo_path, SUPERVISOR) as pilot:
        await keys(pilot, "5", "u", "asterisk", "f6")
        screen = host(pilot).screen
        assert isinstance(screen, BulkScreen)
        perform, loop = WriteDesk.perform, asyncio.get_running_loop()
        second: list[str] = []

        def pressing(desk: WriteDesk, *order: Any) -> Acknowledged:  # noqa: ANN401
            """Do it as ever; while the second is done, somebody presses Esc."""
            second.append(order[0])
            if len(second) == 2:
                asyncio.run_coroutine_threadsafe(pilot.press("escape"), loop).result()
            return perform(desk, *order)

        monkeypatch.setattr(WriteDesk, "perform", pressing)
        await confirmed(pilot)
        await stage.until(pilot, lambda: screen.stage is Stage.OVER)
        assert [isinstance(e, Acknowledged) for e in screen.came.values()] == [True] * 2
        assert stage.shows(pilot.app, f"未办 {before - 2} 笔")
        assert stage.shows(pilot.app, "未办理")
    assert waiting(demo_path) == before - 2


async def test_what_the_database_refuses_ends_a_bulk_and_the_rest_is_not_begun(
    demo_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_desk: WriteDesk, *_order: object) -> Acknowledged:
        raise BusyError

    monkeypatch.setattr(WriteDesk, "perform", busy)
    items = tuple(BulkItem(str(no), {"voucher_no": no}) for no in (634, 635))
    async with at_work(demo_path, SUPERVISOR) as pilot:
        host(pilot).open(Open(ScreenKind.BULK, Bulk("review_voucher", items)))
        await stage.still(pilot)
        screen = await confirmed(pilot)
        await stage.until(pilot, lambda: screen.stage is Stage.OVER)
        assert len(screen.came) == 1
        assert stage.shows(pilot.app, "已办 0 笔，被拒绝 1 笔，未办 1 笔")


async def test_what_keeps_a_month_open_leads_to_it_and_a_form_begins_with_the_month(
    demo_path: Path,
) -> None:
    async with at_work(demo_path, SUPERVISOR, stage.SMALL) as pilot:
        await keys(pilot, "5", "p")
        assert stage.shows(pilot.app, "▸2024-08")
        await keys(pilot, "down", "enter")
        assert stage.shows(pilot.app, "✗")
        await keys(pilot, "enter")
        assert stage.shows(pilot.app, "› 2024-08")
        await keys(pilot, "end", "enter")
        assert isinstance(host(pilot).screen, VouchersScreen)
        await keys(pilot, "escape", "f4", "text:月末", "enter")
        assert stage.shows(pilot.app, "2024-08-30 时 2024-08 尚未结束")
        assert not stage.shows(pilot.app, "反结账", "重新打开")
        await keys(pilot, *["backspace"] * 2, "text:批量复核", "enter")
        assert stage.shows(pilot.app, "2024-08-31")
        await keys(pilot, "f6", "end", "f6")
        assert stage.shows(pilot.app, "：记录")
        assert waiting(demo_path) == waiting(demo_path, own=True)
        assert stage.shows(pilot.app, f"{unsigned(demo_path)} 张凭证未签章齐全")
    assert last_record(demo_path).deed == "review_vouchers"
