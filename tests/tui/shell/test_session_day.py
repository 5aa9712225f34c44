"""The business date of a session: only where a past is done again."""

from datetime import date
from pathlib import Path

from tests.tui import stage
from tests.tui.shell import acting

OTHER = "2024-03-15"


async def test_a_session_date_of_the_demo_is_what_forms_begin_with(
    demo_path: Path,
) -> None:
    async with acting.at_work(demo_path, "jia-1.preparer") as pilot:
        host = acting.host(pilot)
        await acting.keys(pilot, "ctrl+d")
        pilot.app.screen.query_one("#filter").value = "2024-02-30"  # type: ignore[attr-defined]
        await acting.keys(pilot, "enter")
        assert stage.shows(pilot.app, "2024-02-30")
        assert host.session_day is None
        pilot.app.screen.query_one("#filter").value = "２０２４年3月15日"  # type: ignore[attr-defined]
        await acting.keys(pilot, "enter")
        assert OTHER in stage.text(pilot.app)[1]
        form = await acting.open_form(pilot, "draft_project")
        assert form.boxes[0].value() == OTHER
        await acting.keys(pilot, "escape", "ctrl+d")
        pilot.app.screen.query_one("#filter").value = ""  # type: ignore[attr-defined]
        await acting.keys(pilot, "enter")
        assert host.session_day is None
        assert host.business_date > date.fromisoformat(OTHER)


async def test_books_in_use_have_no_session_date(ledger_path: Path) -> None:
    async with acting.at_work(ledger_path, "admin") as pilot:
        await acting.keys(pilot, "ctrl+d")
        assert stage.shows(pilot.app, "会话业务日期", "业务日期")
        assert acting.host(pilot).session_day is None
        assert len(pilot.app.screen_stack) == 1
