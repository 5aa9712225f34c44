"""What is painted, and what it costs to send: a person sits at the other end of SSH."""

import fcntl
import os
import pty
import select
import struct
import sys
import termios
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from subprocess import Popen

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.strip import Strip

from fundledger.tui.kit.painting import Page
from fundledger.tui.kit.table import Table
from fundledger.tui.kit.text import REVERSED, Span, Tone, line_len, merged
from tests.tui import stage

LIMIT = 2_000
PAGE = 100
"""More rows than a terminal of 40 lines shows."""
"""Bytes that a move of the cursor may send at 120×40."""
QUIET = 0.7
"""Seconds without a byte: the screen stands."""
PATIENCE = 30.0
lines = st.lists(st.builds(Span, st.text(), st.sampled_from(Tone)))


@given(lines)
def test_spans_that_look_alike_are_sent_as_one(line: list[Span]) -> None:
    sent = merged(line)
    assert "".join(each.text for each in sent) == "".join(each.text for each in line)
    assert line_len(sent) == line_len(line)
    looks = {
        (char, span.tone) for span in line for char in span.text if char.strip(" ")
    }
    assert {(c, s.tone) for s in sent for c in s.text if c.strip(" ")} == looks


def test_a_blank_that_is_seen_keeps_its_tone() -> None:
    for tone in REVERSED:
        line = [Span("a"), Span("  ", tone), Span("b"), Span(" ", Tone.DIM)]
        assert merged(line) == [Span("a"), Span("  ", tone), Span("b ")]


async def test_a_move_of_the_cursor_paints_two_rows(
    ledger_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[int] = []
    render = Table.render_line

    def counted(table: Table, y: int) -> Strip:
        painted.append(y)
        return render(table, y)

    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("2")
        await stage.until(pilot, stage.saying(shown, "2024-002"))
        await stage.still(pilot)
        monkeypatch.setattr(Table, "render_line", counted)
        await pilot.press("j")
        await stage.until(pilot, lambda: stage.table(shown).cursor == 1)
        await pilot.pause()
        assert sorted(painted) == [1, 2]


async def test_a_step_over_the_edge_of_a_list_scrolls_half_of_it(
    many_path: Path,
) -> None:
    shown = stage.app(many_path)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        await pilot.press("2")
        await stage.until(pilot, lambda: len(stage.table(shown).rows) > PAGE)
        table, tops = stage.table(shown), set[int]()
        for step in [1] * PAGE + [-1] * PAGE:
            table.move(step)
            tops.add(table.scroll_offset.y)
    assert len(tops) < PAGE / 8, "a page is sent for few of the steps"


async def test_a_page_painted_anew_sends_the_lines_that_changed(
    ledger_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[int] = []
    render = Page.render_line

    def counted(page: Page, y: int) -> Strip:
        if page.id == "page":
            painted.append(y)
        return render(page, y)

    lines = [[Span(f"line {at}")] for at in range(5)]
    shown = stage.app(ledger_path)
    async with shown.run_test(size=stage.LARGE) as pilot:
        await stage.opened(pilot)
        page = shown.screen.query_one("#page", Page)
        page.repaint(lambda _width: lines)
        await stage.still(pilot)
        monkeypatch.setattr(Page, "render_line", counted)
        lines[3] = [Span("another")]
        page.repaint()
        await stage.until(pilot, stage.saying(shown, "another"))
        assert painted == [3]


class Terminal:
    """A terminal of 120×40 that counts what is sent to it."""

    def __init__(self, fd: int) -> None:
        self.fd = fd

    def received(self, quiet: float = QUIET) -> bytes:
        """Read until nothing comes for a while."""
        data = b""
        while select.select([self.fd], [], [], quiet)[0]:
            data += os.read(self.fd, 65_536)
        return data

    def wait_for(self, text: str) -> None:
        """Read until a text was sent, and all that comes with it."""
        data = self.received(PATIENCE / 10)
        for _ in range(10):
            if text in data.decode(errors="replace"):
                return
            data += self.received(PATIENCE / 10)
        raise AssertionError(data[-2_000:])

    def press(self, key: str) -> int:
        """Press a key; give the bytes that answer it."""
        os.write(self.fd, key.encode())
        return len(self.received())


@contextmanager
def terminal(ledger: Path) -> Generator[Terminal]:
    """Start the workbench in a terminal of its own."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    code = """if True:
        import sys
        from fundledger.__main__ import main
        from fundledger.tui.shell import detail
        detail.REST = 600  # what is beside the list would be counted, too
        sys.exit(main())"""
    command = [
        sys.executable,
        "-c",
        code,
        "--lang",
        "zh",
        "workbench",
        "--db",
        str(ledger),
    ]
    kinds = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    with Popen(
        command,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, **kinds},
        start_new_session=True,
    ) as process:
        os.close(theirs)
        try:
            yield Terminal(ours)
        finally:
            process.kill()
            process.wait()
            os.close(ours)


def test_a_move_of_the_cursor_sends_little(many_path: Path) -> None:
    with terminal(many_path) as shown:
        shown.wait_for("记录")
        shown.press("2")
        sent = [shown.press(key) for key in ("j", "j", "k", "\x1b[B")]
    assert all(0 < each <= LIMIT for each in sent), sent
