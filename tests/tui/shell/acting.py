"""Somebody at the workbench who does deeds: what is pressed, and what came of it."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from fundledger.domain.ids import Seq
from fundledger.queries import records
from fundledger.store.audit import Record
from fundledger.store.opening import open_ledger
from fundledger.tui.app import FundApp
from fundledger.tui.shell.actions import ScreenKind
from fundledger.tui.shell.confirm import ConfirmScreen
from fundledger.tui.shell.form_fields import FieldBox
from fundledger.tui.shell.form_screen import FormScreen
from fundledger.tui.shell.routes import Open, Task
from tests.tui import stage


@asynccontextmanager
async def at_work(
    path: Path, actor: str | None, size: tuple[int, int] = stage.SMALL
) -> AsyncGenerator[Pilot[None]]:
    """Sit down at the workbench of a ledger."""
    shown = stage.app(path, actor=actor)
    async with shown.run_test(size=size) as pilot:
        await stage.opened(pilot)
        yield pilot


def host(pilot: Pilot[None]) -> FundApp:
    """Give the app."""
    assert isinstance(pilot.app, FundApp)
    return pilot.app


def form(pilot: Pilot[None]) -> FormScreen:
    """Give the form on top."""
    assert isinstance(pilot.app.screen, FormScreen)
    return pilot.app.screen


def confirmation(pilot: Pilot[None]) -> ConfirmScreen:
    """Give the confirmation on top."""
    assert isinstance(pilot.app.screen, ConfirmScreen)
    return pilot.app.screen


def box(pilot: Pilot[None], path: str) -> FieldBox:
    """Give a field of the form on top."""
    return next(each for each in form(pilot).boxes if each.path == path)


async def keys(pilot: Pilot[None], *pressed: str) -> None:
    """Press keys, or type what is no key's name; wait after each."""
    for each in pressed:
        typed = each.removeprefix("text:")
        if typed == each:
            await pilot.press(each)
            await stage.still(pilot)
        else:
            await pilot.press(*("space" if key == " " else key for key in typed))
            await stage.until(pilot, lambda: True)
    await stage.still(pilot)


async def open_form(pilot: Pilot[None], deed: str, **given: Any) -> FormScreen:  # noqa: ANN401
    """Open a deed's form, as a menu does."""
    host(pilot).open(Open(ScreenKind.FORM, Task(deed, given)))
    await stage.until(pilot, lambda: bool(form(pilot).boxes))
    await stage.still(pilot)
    return form(pilot)


async def fill(pilot: Pilot[None], **values: Any) -> None:  # noqa: ANN401
    """Put values into the form on top, as if they were typed."""
    for path, value in values.items():
        box(pilot, path.replace("__", ".")).put(value)
    await stage.still(pilot)


async def go_on(pilot: Pilot[None]) -> None:
    """Press the deed's own key on the form."""
    await keys(pilot, form(pilot).gesture)


def last_record(path: Path) -> Record:
    """Give the last record of a ledger's only fund."""
    with closing(open_ledger(str(path))) as ledger, ledger.fund().reading() as books:
        whole = records.record(books, Seq(books.head.seq))
        assert whole is not None
        return whole.record
