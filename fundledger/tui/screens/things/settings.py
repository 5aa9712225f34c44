"""Screen 9: what a fund is set up with: people, places, rounds, accounts, settings."""

from collections.abc import Iterable
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.widget import Widget

from fundledger.errors import N_
from fundledger.i18n.nouns import Noun
from fundledger.tui.kit.columns import Column
from fundledger.tui.kit.table import Table, TableRow
from fundledger.tui.kit.text import Line, Span, Tone
from fundledger.tui.shell.acting import ActingScreen
from fundledger.tui.shell.actions import ScreenKind, bindings
from fundledger.tui.shell.routes import Open
from fundledger.tui.shell.words import Words

KINDS: Final = (
    (Noun.PERSON, N_("who may act; add, retire")),
    (Noun.ROLE_GRANT, N_("who holds which role where; grant, revoke")),
    (Noun.INTEREST, N_("declared conflicts of interest")),
    (Noun.HANDOVER, N_("accounting work that changes hands; propose, arrange")),
    (Noun.SOURCE, N_("what money was given for; open, change, spend, return")),
    (Noun.COSIGNATURE, N_("what two people sign, and what waits for the other")),
    (Noun.ADOPTION, N_("the rules that vouchers are made by, and who adopted them")),
    (Noun.COMMUNITY, N_("communities, each in its subdistrict")),
    (Noun.PAYEE, N_("where communities are paid; record, verify")),
    (Noun.ROUND, N_("rounds of applications; open, close")),
    (Noun.SETTING, N_("what the fund decides for itself")),
    (Noun.CALENDAR_YEAR, N_("years whose working days are known; add the next")),
    (Noun.HOLIDAY, N_("days off and worked weekends")),
    (Noun.BANK_ACCOUNT, N_("accounts of the fund")),
    (Noun.FUNDING, N_("money received")),
    (Noun.RETURN, N_("money to be given back; decide, pay")),
    (Noun.TRANSFER, N_("money moved between the fund's own accounts")),
    (Noun.RUNNING_COST, N_("bank fees and running costs")),
    (Noun.RECOVERY, N_("money to be recovered")),
    (Noun.RECEIPT, N_("receipts of all claims")),
    (Noun.ATTACHMENT, N_("files kept in the ledger")),
    (Noun.PUBLISHED, N_("figures that somebody published")),
    (Noun.ACCOUNT, N_("accounts of the chart")),
)
"""What is listed, and what is done there."""


class SettingsScreen(ActingScreen):
    """Where every other kind of thing is found."""

    KIND: ClassVar[ScreenKind] = ScreenKind.SETTINGS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ScreenKind.SETTINGS)]

    def body(self) -> Iterable[Widget]:
        """Give the table."""
        yield Table(id="list")

    def heading(self) -> tuple[Line, Line]:
        """Name the screen."""
        return [Span(self.say(N_("Settings")))], ()

    def help_text(self) -> str:
        """Say what is found here."""
        return self.say(
            N_(
                "Everything that a fund is set up with. Enter opens a list; there F4"
                " offers what can be done to the one under the cursor, Ctrl+N what can"
                " be begun anew."
            )
        )

    def load(self) -> None:
        """Ask only whether the books are there."""
        self.ask("books", lambda _books: None, self._shown)

    def _shown(self, _answer: None) -> None:
        self.recovered()
        self.speak()
        _ = self.query_one("#list").focus()

    def show(self) -> None:
        """Fill the table."""
        words = Words(self.lang)
        columns = [Column(words.heading("what"), 16), Column(words.heading("use"))]
        rows = [
            TableRow(noun, [Span(words.call(noun)), Span(self.say(text), Tone.DIM)])
            for noun, text in KINDS
        ]
        self.query_one(Table).fill(columns, rows)

    def on_table_opened(self, message: Table.Opened) -> None:
        """Open a list."""
        self.host.open(Open(ScreenKind.LIST, str(message.key)))
