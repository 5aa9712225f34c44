"""Choose a fund: shown when a ledger has several and none was named."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from fundledger.errors import N_
from fundledger.tui.kit.columns import Column
from fundledger.tui.kit.table import Table, TableRow
from fundledger.tui.kit.text import Line, Span
from fundledger.tui.shell.actions import ScreenKind, bindings
from fundledger.tui.shell.screen import FundScreen
from fundledger.tui.shell.words import Words


class FundsScreen(FundScreen):
    """The funds of a ledger, by code."""

    KIND: ClassVar[ScreenKind] = ScreenKind.FUNDS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ScreenKind.FUNDS)]

    def body(self) -> Iterable[Widget]:
        """Give the table."""
        yield Table(id="list")

    def heading(self) -> tuple[Line, Line]:
        """Say what to do."""
        return [Span(self.say(N_("This ledger has several funds: open one")))], ()

    def help_text(self) -> str:
        """Say how not to be asked."""
        return self.say(N_("Each fund has its own books. --fund names one at once."))

    def load(self) -> None:
        """Ask nothing: the funds are known."""

    def on_mount(self) -> None:
        """Go to the list."""
        super().on_mount()
        self.query_one("#list").focus()

    def show(self) -> None:
        """Fill the table."""
        self.query_one(Table).fill(self._columns(), self._rows())

    def _columns(self) -> list[Column]:
        heading = Words(self.lang).heading
        return [Column(heading("code"), 16), Column(heading("name"))]

    def _rows(self) -> list[TableRow]:
        return [
            TableRow(each.code, [Span(each.code), Span(each.name)])
            for each in self.host.choices
        ]

    def on_table_opened(self, message: Table.Opened) -> None:
        """Open the fund."""
        self.host.choose(str(message.key))
