"""Originals of receipts: listed on a claim's page and in its form, and opened."""

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Final, NamedTuple

from textual.widget import Widget

from fundledger.domain.ids import ClaimNo, ReceiptNo
from fundledger.errors import N_, FundledgerError
from fundledger.i18n.nouns import Noun
from fundledger.tui.kit.actions import Act
from fundledger.tui.kit.columns import Column, fen_column, grid, inset
from fundledger.tui.kit.figures import amount
from fundledger.tui.kit.painting import Banner
from fundledger.tui.kit.text import BLANK, Line, Span, Tone
from fundledger.tui.shell.export import save_original, saying_why, working_folder
from fundledger.tui.shell.originals import SEEN, Originals, file_name, viewer
from fundledger.tui.shell.picker import Pick, Picker
from fundledger.tui.shell.screen import FundScreen
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from fundledger.queries.originals import Original
    from fundledger.store.reading import Books
    from fundledger.tui.shell.reading import Door

FIELDS: Final[Mapping[str, Noun]] = {
    "claim_no": Noun.CLAIM,
    "receipt_no": Noun.RECEIPT,
}
"""Fields that name what has originals."""
MOST: Final = 4
"""So many are named beside a form; its page has all."""


class Shown(NamedTuple):
    """Where an original lies, and whether a viewer was asked to show it."""

    path: Path
    opened: bool
    is_seen: bool
    """Whether it is of a kind that is opened at all."""


class EvidenceScreen(FundScreen):
    """Lists originals, and opens one; a subclass says whose they are."""

    originals: "Sequence[Original]" = ()

    def evidence(self) -> Iterable[Widget]:
        """Give the place where a form names them."""
        yield Banner(self._paint_beside, id="originals")

    def ask_originals(self, fields: Mapping[str, object]) -> None:
        """Ask for the originals of the claim, or of the receipt's, that fields name."""
        for field, noun in FIELDS.items():
            if (key := fields.get(field)) is not None:
                self.ask("originals", partial(find, noun, int(str(key))), self._listed)
                return

    def _listed(self, originals: "Sequence[Original]") -> None:
        self.originals = originals
        self.speak()

    @property
    def on_file(self) -> "list[Original]":
        """The receipts that have a file."""
        return [each for each in self.originals if each.sha256 is not None]

    # --- Painting ---------------------------------------------------------------------

    def show_evidence(self) -> None:
        """Show what stands beside a form, where there is anything."""
        banner = self.query_one("#originals", Banner)
        banner.display = bool(self.originals)
        banner.repaint()

    def _paint_beside(self, width: int) -> list[Line]:
        return inset(self.original_lines(width - 2, MOST))

    def original_lines(self, width: int, most: int | None = None) -> list[Line]:
        """Paint the originals below what they are, as many as there may be."""
        if not self.originals:
            return []
        words, files = Words(self.lang), self.on_file
        title = words.say(
            N_("Originals: {files} of {count} receipts have one; Ctrl+G opens it"),
            files=len(files),
            count=len(self.originals),
        )
        lines: list[Line] = [BLANK, [Span(title, Tone.TITLE)]]
        if not files:
            return lines
        heading = words.heading
        columns = [
            Column(heading("receipt"), 18),
            Column(heading("seller"), wide_from=60),
            fen_column(heading("claimed_fen")),
            Column(heading("kind"), 16),
            Column(heading("size"), 10, right=True),
        ]
        return [*lines, *grid(columns, map(self._cells, files[:most]), width)]

    def _cells(self, each: "Original") -> list[Span]:
        return [
            Span(each.number),
            Span(each.seller),
            amount(each.claimed_fen),
            Span(each.media_type or ""),
            Span(f"{each.size:,}", whole=True),
        ]

    # --- Opening ----------------------------------------------------------------------

    def action_original(self) -> None:
        """Open the original; of several, ask which."""
        files = self.on_file
        if not files:
            text = N_("No receipt here has an original on file.")
            self.tell(self.say(text), Tone.WARN)
        elif len(files) == 1:
            self._open_original(files[0])
        else:
            self._offer_originals(files)

    def _offer_originals(self, files: "Sequence[Original]") -> None:
        heading = Words(self.lang).heading
        picks = [
            Pick(str(at), (each.number, each.seller, each.media_type or ""))
            for at, each in enumerate(files)
        ]
        columns = [
            Column(heading("receipt"), 20),
            Column(heading("seller")),
            Column(heading("kind"), 18),
        ]
        picker = Picker(self, self.say(N_("Which original?")), picks, columns)
        _ = self.host.push_screen(
            picker, lambda at: self._open_original(files[int(at)]) if at else None
        )

    def _open_original(self, each: "Original") -> None:
        door, folder = self.host.door, self.host.originals
        task = partial(open_original, each, door, folder)
        self.work("original", lambda _run: task(), self._say_where)

    def _say_where(self, shown: Shown) -> None:
        if shown.opened:
            text = N_("✓ Opened in the system's viewer; the copy goes when one quits.")
        elif shown.is_seen:
            text = N_("No viewer is in sight from here: the original is at {path}")
        else:
            text = N_("A file of this kind is not opened: it is at {path}")
        tone = Tone.GOOD if shown.opened else Tone.WARN
        self.tell(self.say(text).format(path=shown.path), tone)

    def why_not(self, act: Act) -> str | None:
        """Say where there is no original to open."""
        if act.name == "original" and not self.on_file:
            return self.say(N_("No receipt here has an original on file."))
        return super().why_not(act)

    def failed(self, topic: str, error: FundledgerError) -> None:
        """Say in the status row why an original was not opened."""
        if topic == "original":
            self.tell_error(error, Tone.BAD)
        else:
            super().failed(topic, error)


def find(noun: Noun, key: int, books: "Books") -> "Sequence[Original]":
    """Find the originals of a claim, or one receipt's."""
    from fundledger.queries import originals  # noqa: PLC0415 - SQL

    if noun is Noun.CLAIM:
        return originals.originals(books, ClaimNo(key))
    return originals.original_of(books, ReceiptNo(key))


def open_original(each: "Original", door: "Door", folder: Originals) -> Shown:
    """Write an original where it is seen, or kept, in a thread. Raises FileError."""
    from fundledger.queries import funds  # noqa: PLC0415 - SQL

    sha256 = each.sha256
    assert sha256 is not None
    content = door.ask(lambda books: funds.attachment(books, sha256))
    assert content is not None, "the receipt's key says that it is there"
    media_type = str(each.media_type)
    name = file_name(each.number, sha256, media_type)
    is_seen, by = media_type in SEEN, viewer(os.environ, sys.platform)
    if by is None or not is_seen:
        path = save_original(working_folder(), name, content)
        return Shown(path, opened=False, is_seen=is_seen)
    with saying_why(Path(gettempdir())):
        path = folder.write(name, content)
        folder.show(path, by)
    return Shown(path, opened=True, is_seen=True)
