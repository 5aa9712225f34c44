"""Creating a fund: its code and name, and the two people who begin it."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import AwaitMount, Widget

from fundledger.errors import N_, FundledgerError, InputError
from fundledger.inputs.faults import FaultError, FieldMissingError
from fundledger.inputs.founding import read_code, read_login, read_name
from fundledger.tui.kit.fields import LineField
from fundledger.tui.kit.painting import OneLine
from fundledger.tui.kit.text import Line, Span, Tone
from fundledger.tui.shell import frame
from fundledger.tui.shell.actions import ScreenKind, bindings
from fundledger.tui.shell.beginning import Founded, Founding
from fundledger.tui.shell.form_fields import FieldBox
from fundledger.tui.shell.screen import FundScreen
from fundledger.tui.shell.words import Words
from fundledger.tui.shell.workers import Run

if TYPE_CHECKING:
    from fundledger.inputs.forms import FieldForm

READ: Final[Mapping[str, Callable[[str], object]]] = MappingProxyType(
    {
        "code": read_code,
        "name": read_name,
        "first.login": read_login,
        "first.name": read_name,
        "second.login": read_login,
        "second.name": read_name,
    }
)
"""The fields in order, and what judges each."""
GROUPS: Final = MappingProxyType(
    {
        "first": N_("Who begins the fund, and goes on here"),
        "second": N_("Who begins it with them"),
    }
)
"""What stands above the fields of each person."""


class FoundScreen(FundScreen):
    """The form of a fund to be; F6 creates it, and its ledger."""

    KIND: ClassVar[ScreenKind] = ScreenKind.FOUND
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ScreenKind.FOUND)]
    DEFAULT_CSS: ClassVar[str] = "FoundScreen #fields { padding: 0 1; }"

    def __init__(self) -> None:
        """Begin without fields."""
        super().__init__()
        self.boxes: list[FieldBox] = []

    def body(self) -> Iterable[Widget]:
        """Give the place of the fields."""
        yield VerticalScroll(id="fields", can_focus=False)

    def on_mount(self) -> None:
        """Make the fields: there are no books to wait for."""
        super().on_mount()
        self.load()

    def heading(self) -> tuple[Line, Line]:
        """Name the form."""
        return [Span(self.say(N_("Create a fund")))], ()

    def help_text(self) -> str:
        """Say what is asked, and what comes of it."""
        return self.say(
            N_(
                "The code is short and stays: letters and digits. Two different people"
                " begin the fund as its first admins, and you go on as the first; they"
                " add the others, with their roles. A login is what a person is called"
                " in records. F6 creates the fund and its ledger."
            )
        )

    def _paint_modes(self, width: int) -> list[Line]:
        return frame.program(Words(self.lang), width)

    def load(self) -> None:
        """Ask for the fields once."""
        if not self.boxes:
            self.work("fields", _fields, self._fill)

    def _fill(self, forms: "Mapping[str, FieldForm]") -> None:
        words = Words(self.lang)
        self.boxes = [FieldBox(path, form, words) for path, form in forms.items()]
        mounted = self.query_one("#fields", VerticalScroll).mount_all(self._laid_out())
        _ = self.call_later(self._begin, mounted)

    def _laid_out(self) -> Iterable[Widget]:
        """Give the fields, those of each person below who that is."""
        above = ""
        for box in self.boxes:
            group = box.path.partition(".")[0]
            if group in GROUPS and group != above:
                yield OneLine(partial(self._paint_group, group))
            above = group
            yield box

    def _paint_group(self, group: str, _width: int) -> list[Line]:
        return [[Span(self.say(GROUPS[group]), Tone.TITLE)]]

    async def _begin(self, mounted: AwaitMount) -> None:
        await mounted
        self.boxes[0].editor.focus()

    def show(self) -> None:
        """Say everything in the language of the moment."""
        for box in self.boxes:
            box.words = Words(self.lang)
            if box.is_mounted:
                box.say()

    # --- Doing ------------------------------------------------------------------------

    def on_line_field_done(self, _message: LineField.Done) -> None:
        """Go on to the next field."""
        _ = self.focus_next()

    def action_found(self) -> None:
        """Create the fund, unless something is wrong."""
        faults = [fault for box in self.boxes for fault in _faults(box)]
        for box in self.boxes:
            box.mark([each for each in faults if each.field == box.path])
        if faults:
            text = N_("{count} fields are to be mended; nothing was written.")
            self.tell(self.say(text, count=len(faults)), Tone.BAD)
            return
        beginning = self.host.beginning
        assert beginning is not None
        founding = self._founding()
        self.tell(self.say(N_("Creating the fund and its ledger …")), Tone.DIM)
        self.work("begin", lambda _run: beginning.create(founding), self._begun)

    def _founding(self) -> Founding:
        code, name, *rest = (str(box.value()) for box in self.boxes)
        first, first_name, second, second_name = rest
        return Founding(code, name, [(first, first_name), (second, second_name)])

    def _begun(self, founded: Founded) -> None:
        self.host.begin_in(founded)

    def failed(self, topic: str, error: FundledgerError) -> None:
        """Say in the status row why there is no fund."""
        del topic
        self.tell_error(error, Tone.BAD)


def _fields(_run: Run) -> "dict[str, FieldForm]":
    """Give the fields, as the deed that creates a fund has them."""
    from fundledger.inputs.forms import form_of  # noqa: PLC0415 - the registry

    fields = form_of("create_fund").fields
    founder = {each.name: each for each in fields["founders"].inner}
    return {
        path: founder[path.partition(".")[2]] if "." in path else fields[path]
        for path in READ
    }


def _faults(box: FieldBox) -> list[FaultError]:
    """Find what is wrong with a field."""
    text = box.value()
    try:
        if text is None:
            raise FieldMissingError(box.path, str(box.form.example))
        _ = READ[box.path](str(text))
    except InputError as error:
        return [FaultError(box.path, "", str(text or ""), error)]
    return []
