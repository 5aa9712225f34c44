"""An app of several modes, each a stack of screens that begins with its own."""

from collections.abc import Iterable
from enum import StrEnum
from functools import partial
from typing import Any, ClassVar

from textual.app import App
from textual.screen import Screen

from fundledger.tui.shell.actions import MODE_PLACES, ScreenKind
from fundledger.tui.shell.routes import Open, Routes


class ModesApp(App[None], inherit_bindings=False):
    """Goes from screen to screen by routes, and begins anew where need be."""

    FIRST: ClassVar[ScreenKind] = ScreenKind.INBOX
    """Where one begins."""
    ROUTES: ClassVar[Routes] = {}
    """What makes the screen at each place."""

    def open(self, route: Open) -> None:
        """Go to the screen of a mode as it was left, or open one above this."""
        if route.place in MODE_PLACES:
            _ = self.switch_mode(route.place)
        else:
            _ = self.push_screen(self.ROUTES[route.place](route.key))

    @property
    def top(self) -> Screen[Any] | None:
        """The screen on top; None while the app ends, when answers may still come."""
        stack = self.screen_stack
        return stack[-1] if stack else None

    def every_screen(self) -> list[Screen[Any]]:
        """Give the screens of all modes."""
        return [each for stack in self._screen_stacks.values() for each in stack]

    async def begin_anew(self) -> None:
        """Have every mode begin with a screen that nothing was asked on."""
        first = self.FIRST
        if self.current_mode == first:
            await self.switch_mode(min(MODE_PLACES - {first}))
        here = self.current_mode
        await self._drop_modes(MODE_PLACES - {here})
        await self.switch_mode(first)
        await self._drop_modes([here])

    async def _drop_modes(self, modes: Iterable[StrEnum | str]) -> None:
        for mode in modes:
            await self.remove_mode(mode)
            begin = partial(self.ROUTES[ScreenKind(mode)], "")
            self.add_mode(mode, begin)  # pyright: ignore[reportUnknownMemberType] - Textual's
