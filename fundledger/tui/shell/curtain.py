"""What is painted first: the rows above the body, while a screen is being loaded."""

import gc
from abc import abstractmethod

from textual.app import App, ComposeResult
from textual.screen import Screen

from fundledger.tui.kit import themes
from fundledger.tui.kit.painting import OneLine
from fundledger.tui.kit.text import Line
from fundledger.tui.shell import frame
from fundledger.tui.shell.actions import ScreenKind
from fundledger.tui.shell.modes import ModesApp
from fundledger.tui.shell.words import Words


class Curtain(Screen[None]):
    """Says where one will be, and in which ledger."""

    def __init__(self, words: Words, first: ScreenKind, place: str) -> None:
        """Hang before the first screen; `place` is where the ledger lies."""
        super().__init__()
        self.words, self.first, self.place = words, first, place

    def compose(self) -> ComposeResult:
        """Lay the rows out."""
        yield OneLine(self._paint_modes, id="modes")
        yield OneLine(self._paint_whose, id="whose")

    def _paint_modes(self, width: int) -> list[Line]:
        return frame.modes(self.first, self.words, width, reads=False)

    def _paint_whose(self, width: int) -> list[Line]:
        return frame.whose(None, self.place, None, self.words, width)


class CurtainedApp(ModesApp, inherit_bindings=False):
    """An app that paints its frame at once, and then loads its first screen."""

    def __init__(self) -> None:
        """Put on the dark theme: `self.theme = …` would read every style twice."""
        super().__init__()
        for theme in (themes.DARK, themes.LIGHT):
            self.register_theme(theme)
        self.set_reactive(App.theme, themes.DARK.name)
        self.stylesheet.set_variables(self.get_css_variables())

    def action_theme(self) -> None:
        """Change between light and dark."""
        dark = self.theme == themes.DARK.name
        self.theme = themes.LIGHT.name if dark else themes.DARK.name

    async def begin(self) -> None:
        """Show the first screen in its place, and open the fund.

        Where garbage is not looked for while a program starts, it is from here on.
        """
        await self.switch_mode(self.FIRST)
        if not gc.isenabled():
            gc.freeze()
            gc.enable()
        self.screen.call_after_refresh(self.look)

    @abstractmethod
    def look(self) -> None:
        """Open the fund, or see where its chain stands now."""
