"""One search over everything (Ctrl+K): what is met opens its page."""

from functools import partial
from typing import TYPE_CHECKING, Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from fundledger.errors import N_
from fundledger.i18n.nouns import Noun
from fundledger.tui.kit.columns import Column, fen_column, paragraph
from fundledger.tui.kit.fields import Prompt
from fundledger.tui.kit.figures import amount
from fundledger.tui.kit.painting import Banner
from fundledger.tui.kit.pinyin import initials
from fundledger.tui.kit.table import Table, TableRow
from fundledger.tui.kit.text import Line, Span, Tone
from fundledger.tui.shell.dialogs import Dialog
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fundledger.queries.search import Hit
    from fundledger.store.reading import Books
    from fundledger.tui.shell.workers import AskingScreen

LETTERS_LEAST: Final = 2
"""So many letters may be the initials of a title."""
MOST: Final = 20


def find(typed: str, books: "Books") -> "list[Hit]":
    """Find what fits a text; letters may be initials of titles, too."""
    from fundledger.queries import search  # noqa: PLC0415 - SQL

    hits = search.search(books, typed)
    letters = typed.strip().casefold()
    if letters.isascii() and letters.isalpha() and len(letters) >= LETTERS_LEAST:
        spelled = [
            each for each in search.titles(books) if letters in initials(each.text)
        ]
        hits += spelled[:MOST]
    return list({(each.kind, each.key): each for each in hits}.values())


class Search(Dialog):
    """Type a code, number, name or amount; gives the place of what was chosen."""

    def __init__(self, below: "AskingScreen") -> None:
        """Belong to a screen, which asks."""
        super().__init__(below)
        self.asking = below
        self.hits: Sequence[Hit] = ()

    def compose(self) -> ComposeResult:
        """Lay the box out."""
        with Vertical(id="box"):
            hint = N_("A code, title, name, number, amount, 记91, #5120, initials")
            yield Prompt(id="filter", placeholder=self.say(hint))
            yield Banner(self._paint_none, id="none")
            yield Table()

    def on_mount(self) -> None:
        """Begin with nothing."""
        self._show(())

    def on_input_changed(self, event: Input.Changed) -> None:
        """Ask for what fits the text so far."""
        self.asking.ask("search", partial(find, event.value), self._show)

    def on_input_submitted(self) -> None:
        """Choose what is under the cursor."""
        self.query_one(Table).action_open()

    def on_key(self, event: events.Key) -> None:
        """Move in the list while typing above it."""
        moves = {"up": -1, "down": 1}
        if event.key in moves and self.query_one(Input).has_focus:
            event.stop()
            self.query_one(Table).move(moves[event.key])

    def on_table_opened(self, message: Table.Opened) -> None:
        """Give the place of what was chosen."""
        _ = self.dismiss(str(message.key))

    def _show(self, hits: "Sequence[Hit]") -> None:
        if not self.is_mounted:
            return
        self.hits = hits
        none = self.query_one("#none", Banner)
        none.display = not hits
        none.repaint()
        words = Words(self.below.lang)
        columns = [
            Column(words.heading("what"), 10),
            Column(words.heading("name")),
            fen_column(words.heading("fen")),
        ]
        rows = [
            TableRow(
                str(at),
                [
                    Span(words.call(Noun(each.kind)), Tone.DIM),
                    Span(each.text),
                    amount(each.fen) if each.fen is not None else Span(""),
                ],
            )
            for at, each in enumerate(hits)
        ]
        self.query_one(Table).fill(columns, rows, keep=False)

    def _paint_none(self, width: int) -> list[Line]:
        typed = self.query_one(Prompt).value
        text = N_("Nothing fits “{typed}”.") if typed else N_("Type to search.")
        return paragraph(self.say(text).format(typed=typed), width, Tone.DIM)
