"""Choosing one of many: what may be chosen now, found by typing."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from fundledger.errors import N_
from fundledger.tui.kit.columns import Column, paragraph
from fundledger.tui.kit.fields import Prompt
from fundledger.tui.kit.painting import Banner, OneLine
from fundledger.tui.kit.pinyin import is_meant
from fundledger.tui.kit.table import Table, TableRow
from fundledger.tui.kit.text import Line, Span, Tone
from fundledger.tui.shell.dialogs import Dialog

if TYPE_CHECKING:
    from fundledger.tui.shell.host import Hosted


class Pick(NamedTuple):
    """One thing to choose: its key, what is shown of it, and why it cannot be."""

    key: str
    cells: Sequence[str]
    why_not: str = ""
    also: str = ""
    """What else it is found by."""
    folded: bool = False
    """Whether it is behind one row with others, until that is opened."""

    @property
    def text(self) -> str:
        """Give all that it is found by."""
        return " ".join((self.key, *self.cells, self.also))


FOLDED: Final = ""
"""The key of the row that others are folded behind: no thing has it."""
MOST: Final = 500
"""So many are listed: nobody goes through more, and typing finds any other."""


class Picker(Dialog):
    """A list to choose from; gives the key of what was chosen, None for nothing."""

    def __init__(
        self,
        below: "Hosted",
        title: str,
        picks: Sequence[Pick],
        columns: Sequence[Column],
        typed: str = "",
        folded: str = "",
    ) -> None:
        """Offer what there is; `typed` narrows it from the beginning.

        `folded` says what is behind the one row of those that are, to translate.
        """
        super().__init__(below)
        self.folded = folded
        self.open_all = not folded or all(each.folded for each in picks)
        self.called = title
        self.picks = picks
        self.columns = columns
        self.typed = typed
        self.unlisted = 0
        """How many more fit than are listed."""

    def compose(self) -> ComposeResult:
        """Lay the box out."""
        with Vertical(id="box"):
            yield OneLine(self._paint_title)
            yield Prompt(self.typed, id="filter", placeholder=self._hint())
            yield Banner(self._paint_none, id="none")
            yield Table()
            yield Banner(lambda _width: [()], id="why")

    def on_mount(self) -> None:
        """Offer what fits what was typed before; everything where nothing does."""
        if not self._fitting(self.typed):
            self.query_one(Prompt).value = ""
        self._offer(self.query_one(Prompt).value)

    def speak(self) -> None:
        """Offer in the language of the moment."""
        self._offer(self.query_one(Prompt).value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offer what fits the text."""
        self._offer(event.value)

    def on_input_submitted(self) -> None:
        """Choose what is under the cursor."""
        self.query_one(Table).action_open()

    def on_key(self, event: events.Key) -> None:
        """Move in the list while typing above it."""
        table = self.query_one(Table)
        moves = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10}
        if event.key in moves and self.query_one(Input).has_focus:
            event.stop()
            table.move(moves[event.key])

    def on_table_moved(self, message: Table.Moved) -> None:
        """Say why the one under the cursor cannot be chosen, if it cannot."""
        self._say_why(self._pick(message.key))

    def on_table_opened(self, message: Table.Opened) -> None:
        """Give what was chosen, unless it cannot be; show what is folded."""
        chosen = self._pick(message.key)
        if chosen is None:
            self.open_all = True
            at = self.query_one(Table).cursor
            self._offer(self.query_one(Prompt).value)
            self.query_one(Table).move(at)
        elif not chosen.why_not:
            _ = self.dismiss(chosen.key)

    def _pick(self, key: object) -> Pick | None:
        return next((each for each in self.picks if each.key == key), None)

    def _say_why(self, pick: Pick | None) -> None:
        why = self.query_one("#why", Banner)
        why.display = pick is not None and bool(pick.why_not)
        text = pick.why_not if pick else ""
        why.repaint(lambda width: paragraph(f"✗ {text}", width, Tone.WARN))

    def _hint(self) -> str:
        return self.say(N_("Type a part of it; Enter chooses, Esc goes back"))

    def _fitting(self, typed: str) -> list[Pick]:
        return [each for each in self.picks if is_meant(typed, each.text)]

    def _offer(self, typed: str) -> None:
        fitting = self._fitting(typed)
        whole = self.open_all or bool(typed.strip())
        behind = 0 if whole else sum(each.folded for each in fitting)
        if behind:
            fitting = [each for each in fitting if not each.folded]
        self.unlisted = max(len(fitting) - MOST, 0)
        none = self.query_one("#none", Banner)
        none.display = not fitting or bool(self.unlisted)
        none.repaint(self._paint_none)
        rows = [
            TableRow(each.key, [self._cell(each, text) for text in self._texts(each)])
            for each in fitting[:MOST]
        ]
        if behind:
            rows.append(self._behind(behind))
        self.query_one(Table).fill(self.columns, rows, keep=False)
        self._say_why(fitting[0] if fitting else None)

    def _texts(self, each: Pick) -> Sequence[str]:
        """Give a row's cells; a column more says why it cannot be chosen."""
        more = len(self.columns) > len(each.cells)
        return [*each.cells, each.why_not] if more else each.cells

    def _behind(self, count: int) -> TableRow:
        """Give the one row that what is folded is behind."""
        text = self.say(self.folded).format(count=count)
        return TableRow(FOLDED, [Span(""), Span(text, Tone.DIM), Span("")])

    def _cell(self, each: Pick, text: str) -> Span:
        return Span(text, Tone.DIM if each.why_not else Tone.PLAIN)

    def _paint_title(self, _width: int) -> list[Line]:
        return [[Span(self.called, Tone.TITLE)]]

    def _paint_none(self, width: int) -> list[Line]:
        if self.unlisted:
            text = N_("{count} more fit: type a part of what is meant.")
            facts = {"count": f"{self.unlisted:,}"}
            return paragraph(self.say(text).format(**facts), width, Tone.DIM)
        text = N_("Nothing here fits “{typed}”.") if self.picks else N_("Nothing here.")
        typed = self.query_one(Prompt).value
        return paragraph(self.say(text).format(typed=typed), width, Tone.WARN)
