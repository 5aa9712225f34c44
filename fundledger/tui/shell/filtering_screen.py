"""A screen with a filter line: completed while it is typed, kept under a name."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from textual.widget import Widget
from textual.widgets import Input

from fundledger.errors import N_, InputError
from fundledger.tui.kit.actions import Act
from fundledger.tui.kit.columns import Column
from fundledger.tui.kit.fields import FilterLine
from fundledger.tui.kit.painting import OneLine
from fundledger.tui.kit.text import Line, Tone
from fundledger.tui.shell.acting import ActingScreen
from fundledger.tui.shell.completing import (
    FilterField,
    Typed,
    field_offers,
    offers_line,
    reading,
    value_offers,
)
from fundledger.tui.shell.name_dialog import NameDialog
from fundledger.tui.shell.picker import Pick, Picker
from fundledger.tui.shell.views import (
    SavedView,
    ViewsOf,
    drop_view,
    keep_view,
    views_of,
)
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from fundledger.store.reading import Books

T = TypeVar("T")
APPLY, DROP, KEEP = "apply ", "drop ", "keep"
"""What a row of the saved views does."""
VIEW: Final = N_("View: {name}")


class FilteringScreen(ActingScreen):
    """Takes a filter as one types; a subclass says what can be typed."""

    def __init__(self) -> None:
        """Begin without a filter."""
        super().__init__()
        self.typed = ""
        self.views: Sequence[SavedView] = ()
        self.offers: Sequence[str] = ()
        self.taken: int | None = None
        """Which of the offers stands in the line; None while one types."""
        self._at = Typed("", "", None, "")
        self._values: dict[str, Sequence[str]] = {}

    # --- What a subclass gives ------------------------------------------------

    @abstractmethod
    def filter_hint(self) -> str:
        """Say what can be typed."""

    def filter_fields(self) -> Sequence[FilterField]:
        """Give the fields of conditions; none where there are words only."""
        return ()

    def values_of(self, _field: str) -> "Callable[[Books], Sequence[str]] | None":
        """Give the question for what a field may hold; None without offers."""
        return None

    def listed_name(self) -> str:
        """Name the list, for the views that are saved of it."""
        return str(self.KIND)

    # --- The filter line ------------------------------------------------------

    def filter_parts(self) -> Iterable[Widget]:
        """Give the line, and below it what completes it."""
        yield FilterLine(id="filter", select_on_focus=False)
        yield OneLine(self._paint_offers, id="offers")

    def understood(self, read: Callable[[], T]) -> T | None:
        """Read the filter; what is wrong with it is said until it is mended."""
        try:
            wanted = read()
        except InputError as error:
            self._is_wrong = True
            self.tell_error(error)
            return None
        if self._is_wrong:
            self._is_wrong = False
            self.tell("")
        return wanted

    _is_wrong = False

    def action_filter(self) -> None:
        """Type a filter."""
        prompt = self.query_one(FilterLine)
        prompt.display = True
        prompt.focus()
        self._complete(prompt.value)

    def typed_nowhere(self, typed: str) -> None:
        """Begin a filter with what an input method typed, where it is a word's."""
        if not typed.isalpha():
            super().typed_nowhere(typed)
            return
        self.action_filter()
        prompt = self.query_one(FilterLine)
        prompt.value += typed
        prompt.cursor_position = len(prompt.value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Ask anew for what fits the text so far, and for what completes it."""
        self._complete(event.value)
        self._apply(event.value)

    def _apply(self, typed: str) -> None:
        if typed != self.typed:
            self.typed = typed
            self.load()

    def on_filter_line_left(self) -> None:
        """Go on in the list."""
        prompt = self.query_one(FilterLine)
        prompt.display = bool(prompt.value)
        self._offer(())
        self.query_one("#list").focus()

    def action_back(self) -> None:
        """Take the filter away; a list above another screen goes after it."""
        if self.typed or len(self.host.screen_stack) == 1:
            self.query_one(FilterLine).action_leave()
        else:
            super().action_back()

    # --- Completing -----------------------------------------------------------

    def _complete(self, typed: str) -> None:
        """Look for what completes the filter."""
        self.taken = None
        self._at = reading(typed, self.filter_fields())
        field = self._at.field
        if field is None:
            self._offer(field_offers(self._at, self.filter_fields()))
        elif field.name in self._values:
            self._offer(value_offers(self._at, self._values[field.name]))
        else:
            self._offer(())
            question = self.values_of(field.name)
            if question is not None:
                self.ask("values", question, partial(self._known, field.name))

    def _known(self, field: str, values: Sequence[str]) -> None:
        self._values[field] = values
        if self._at.field is not None and self._at.field.name == field:
            self._offer(value_offers(self._at, values))

    def _offer(self, offers: Sequence[str]) -> None:
        self.offers = offers
        row = self.query_one("#offers", OneLine)
        row.display = bool(offers) and self.query_one(FilterLine).display
        row.repaint()

    def _paint_offers(self, width: int) -> list[Line]:
        return [offers_line(self.offers, self.taken, width)]

    def on_filter_line_completing(self) -> None:
        """Take the first offer, then the next each time; without any, go on."""
        if not self.offers:
            _ = self.focus_next()
            return
        self.action_take(0 if self.taken is None else (self.taken + 1))

    def action_take(self, at: int) -> None:
        """Put an offer in the place of the last word."""
        at %= len(self.offers)
        prompt = self.query_one(FilterLine)
        value = self._at.completed(self.offers[at])
        self.taken = at if self._at.field is not None else None
        with prompt.prevent(Input.Changed):
            prompt.value = value
        prompt.cursor_position = len(value)
        _ = prompt.focus()
        self._apply(value)
        if self.taken is None:
            self._complete(value)
        else:
            self.query_one("#offers", OneLine).repaint()

    # --- Saved views ----------------------------------------------------------

    def on_screen_resume(self) -> None:
        """Look for the saved views, and for what fields hold, anew."""
        self._values.clear()
        self.look_for_views()

    def look_for_views(self) -> None:
        """Ask for the views that were saved of this list."""
        of = self._views_of()
        if of is not None:
            self.work("views", lambda _run: views_of(of), self._saved_views)

    def _views_of(self) -> ViewsOf | None:
        opened = self.host.opened
        if opened is None:
            return None
        return ViewsOf(opened.ledger, opened.code, self.listed_name())

    def _saved_views(self, views: Sequence[SavedView]) -> None:
        self.views = views

    def _changed(self, _views: Sequence[SavedView]) -> None:
        """Look again: what was asked meanwhile may have been asked before."""
        self.look_for_views()

    def own_acts(self) -> list[Act]:
        """Give the saved views as actions, for the palette."""
        return [
            Act(
                f"view({each.name!r})",
                "",
                "",
                self.say(VIEW, name=each.name),
                frozenset(),
            )
            for each in self.views
        ]

    def action_view(self, name: str) -> None:
        """Filter as a saved view does."""
        for each in self.views:
            if each.name == name:
                self._filter_by(each.typed)

    def action_views(self) -> None:
        """Offer the saved views: to apply one, to save this filter, to forget one."""
        of = self._views_of()
        if of is None:
            return
        picks = [Pick(APPLY + e.name, (e.name, e.typed)) for e in self.views]
        if self.typed.strip():
            save = self.say(N_("＋ Save this filter …"))
            picks.append(Pick(KEEP, (save, self.typed)))
        forget = self.say(N_("－ Forget"))
        picks += [Pick(DROP + e.name, (f"{forget} {e.name}", "")) for e in self.views]
        heading = Words(self.lang).heading
        columns = [Column(heading("name"), 28), Column(heading("filter"))]
        picker = Picker(self, self.say(N_("Saved views")), picks, columns)
        _ = self.host.push_screen(picker, partial(self._view_chosen, of))

    def _view_chosen(self, of: ViewsOf, key: str | None) -> None:
        if key is None:
            return
        if key.startswith(APPLY):
            self.action_view(key.removeprefix(APPLY))
        elif key.startswith(DROP):
            name = key.removeprefix(DROP)
            self.work("changed views", lambda _run: drop_view(of, name), self._changed)
        else:
            dialog = NameDialog(self, self.say(N_("What is this view called?")))
            _ = self.host.push_screen(dialog, partial(self._keep_view, of))

    def _keep_view(self, of: ViewsOf, name: str | None) -> None:
        if name:
            view = SavedView(name, self.typed.strip())
            self.work("changed views", lambda _run: keep_view(of, view), self._changed)
            text = N_("✓ Saved as “{name}”; Ctrl+O offers it.")
            self.tell(self.say(text, name=name), Tone.GOOD)

    def _filter_by(self, typed: str) -> None:
        prompt = self.query_one(FilterLine)
        prompt.display = True
        prompt.value = typed
        self.query_one("#list").focus()
