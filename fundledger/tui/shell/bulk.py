"""One deed done to many things, one by one: confirmed once, stopped at any time.

Each is a deed of its own, with its record or its refusal. The number of things and
their total are typed once; then each row says what came of it. What a database or a
disk refuses ends the run, what a rule refuses does not.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple
from uuid import uuid4

from textual.binding import BindingType
from textual.containers import Vertical
from textual.widget import Widget

from fundledger.errors import N_, FundledgerError, StoreError
from fundledger.i18n import Language, describe
from fundledger.tui.kit.actions import Act
from fundledger.tui.kit.columns import Column, fen_column
from fundledger.tui.kit.figures import amount, yuan
from fundledger.tui.kit.painting import OneLine
from fundledger.tui.kit.table import Table, TableRow
from fundledger.tui.kit.text import Line, Span, Tone
from fundledger.tui.shell.actions import ScreenKind, bindings
from fundledger.tui.shell.desk import Acknowledged
from fundledger.tui.shell.export import Exported
from fundledger.tui.shell.form_fields import FieldBox, fault_of
from fundledger.tui.shell.gestures import Gesture, gesture_of, with_own_key
from fundledger.tui.shell.offering import OfferingScreen
from fundledger.tui.shell.sealed import Answer, SealedAnswers, amounts
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from fundledger.inputs.faults import FaultsError
    from fundledger.tui.shell.desk import Plan, WriteDesk
    from fundledger.tui.shell.workers import Run


class BulkItem(NamedTuple):
    """One thing that a deed is done to."""

    label: str
    """What it is called, for people."""
    given: Mapping[str, Any]
    """The fields of the deed's form."""
    fen: int | None = None
    """What it amounts to, in 分; None where it has no amount."""


@dataclass(frozen=True, slots=True)
class Bulk:
    """A deed, and all that it is done to; its key makes each of them happen once."""

    deed: str
    items: tuple[BulkItem, ...]
    common: tuple[str, ...] = ()
    """Fields that are filled once for all of them."""
    key: str = field(default_factory=lambda: f"bulk-{uuid4().hex}")

    @property
    def fen(self) -> int | None:
        """What all of them amount to, in 分; None where none has an amount."""
        fens = [each.fen for each in self.items if each.fen is not None]
        return sum(fens) if fens else None


class Stage(Enum):
    """How far a bulk is."""

    ASKING = "asking"
    RUNNING = "running"
    STOPPING = "stopping"
    OVER = "over"


Came = Acknowledged | FundledgerError
"""What came of one: a record, or why there is none."""


class Worker(NamedTuple):
    """What does a bulk in a thread: plain values, and an event that stops it."""

    desk: "WriteDesk"
    bulk: Bulk
    actor: str
    on: str
    common: Mapping[str, Any]
    stop: Event

    def do_all(self, tell: Callable[[int, Came], None], run: "Run") -> None:
        """Do them one by one, and tell of each, until all are done or it is stopped."""
        for at, item in enumerate(self.bulk.items):
            if self.stop.is_set() or run.given_up:
                return
            came = self._do(at, item)
            run.tell(partial(tell, at, came))
            if isinstance(came, StoreError):
                return

    def _do(self, at: int, item: BulkItem) -> Came:
        key, given = f"{self.bulk.key}-{at}", {**item.given, **self.common}
        try:
            return self.desk.perform(self.bulk.deed, given, self.actor, self.on, key)
        except FundledgerError as error:
            return error


COUNT: Final = N_("Number of items")
TOTAL: Final = N_("Total in whole yuan")
SMALL_TOTAL: Final = N_("Total in fen")


def answers_to(bulk: Bulk) -> list[Answer]:
    """Say what must be typed before a bulk begins: how many, and their total."""
    wanted = [Answer(COUNT, frozenset({str(len(bulk.items))}), {})]
    if bulk.fen is not None:
        text = TOTAL if abs(bulk.fen) >= 100 else SMALL_TOTAL  # noqa: PLR2004 - 分 of 元
        wanted.append(Answer(text, amounts(abs(bulk.fen)), {}))
    return wanted


class BulkScreen(OfferingScreen):
    """Shows what a deed is done to, has it confirmed, and does it."""

    KIND: ClassVar[ScreenKind] = ScreenKind.BULK
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ScreenKind.BULK)]
    DEFAULT_CSS: ClassVar[str] = "BulkScreen #common { height: auto; padding: 0 1; }"

    def __init__(self, bulk: Bulk) -> None:
        """Show a bulk that is to be confirmed."""
        super().__init__()
        self.bulk = bulk
        self.sealed = SealedAnswers(answers_to(bulk), Words(Language.EN))
        self.boxes = []
        self.stage = Stage.ASKING
        self.came: dict[int, Came] = {}
        self.stop = Event()

    @property
    def gesture(self) -> Gesture:
        """The key that begins it."""
        return gesture_of(self.bulk.deed)

    def body(self) -> Iterable[Widget]:
        """Give the items, below them what is common, and what is to be typed."""
        yield Table(id="list")
        yield Vertical(id="common")
        yield self.sealed

    def on_mount(self) -> None:
        """Begin in the field that confirms."""
        super().on_mount()
        _ = self.sealed.begin()

    def load(self) -> None:
        """Ask how the first is filled, where something is chosen for all."""
        self.speak()
        who, on = self.host.who, self.host.business_date
        if self.bulk.common and not self.boxes and who is not None:
            desk, deed, first = self.host.desk, self.bulk.deed, self.bulk.items[0]
            self.work(
                "plan",
                lambda _run: desk.plan(deed, first.given, on, who.login),
                self._fill,
            )

    def _fill(self, plan: "Plan") -> None:
        """Make the fields that are filled once for all."""
        from fundledger.inputs.forms import business_date  # noqa: PLC0415 - the registry

        words, day = Words(self.lang), business_date()
        self.boxes = [FieldBox(day.name, day, words, plan.on.isoformat())]
        for name in self.bulk.common:
            box = FieldBox(name, plan.form.fields[name], words, plan.values.get(name))
            box.called = plan.names.get(name, "")
            self.boxes.append(box)
        _ = self.query_one("#common").mount_all(self.boxes)
        wanted = [box for box in self.boxes if box.form.name not in plan.values][1:]
        if wanted:
            _ = self.call_after_refresh(wanted[0].editor.focus)

    def on_line_field_done(self) -> None:
        """Go on to the next field."""
        _ = self.focus_next()

    def heading(self) -> tuple[Line, Line]:
        """Name the deed, and what it is done to in all."""
        from fundledger.inputs.titles import TITLES  # noqa: PLC0415 - the registry

        title = self.say(TITLES[self.bulk.deed])
        text = N_("{count} items")
        right = self.say(text, count=f"{len(self.bulk.items):,}")
        if self.bulk.fen is not None:
            right += f"  ¥{yuan(self.bulk.fen)}"
        left = [Span(self.say(N_("One by one: {deed}"), deed=title))]
        return left, [Span(right, Tone.STRONG)]

    def acts(self) -> list[Act]:
        """Name of the function keys only the one that begins it."""
        return with_own_key(super().acts(), self.gesture, N_("Do all of them"))

    def help_text(self) -> str:
        """Say what is done, and how it is stopped."""
        return self.say(
            N_(
                "One deed, done to each of these, one after another: each has a record"
                " of its own, or a refusal. What is common to all is chosen once. Type"
                " their number and total once; {key} begins. Esc stops between two of"
                " them; what was done stays done."
            ),
            key=self.gesture.shown,
        )

    # --- Showing ----------------------------------------------------------------------

    def show(self) -> None:
        """Fill the table, and say what is to be done."""
        asking = self.stage is Stage.ASKING
        self.sealed.display = self.query_one("#common").display = asking
        for box in self.boxes:
            box.words = Words(self.lang)
            if box.is_mounted:
                box.say()
        rows = [self._row(at, each) for at, each in enumerate(self.bulk.items)]
        self.query_one(Table).fill(self._columns(), rows)
        self.query_one("#heading", OneLine).repaint()
        self.sealed.speak(Words(self.lang))
        if asking and not self.message:
            text = N_("Type what is asked, then press {key}.")
            self.tell(self.say(text, key=self.gesture.shown), Tone.STRONG)

    def _columns(self) -> list[Column]:
        heading = Words(self.lang).heading
        return [
            Column(heading("item")),
            fen_column(heading("fen"), wide_from=1),
            Column(heading("came")),
        ]

    def _row(self, at: int, item: BulkItem) -> TableRow:
        came = self.came.get(at)
        fen = Span("") if item.fen is None else amount(item.fen)
        return TableRow(at, [Span(item.label), fen, self._outcome(came)])

    def _outcome(self, came: Came | None) -> Span:
        if came is None:
            over = self.stage is Stage.OVER
            return Span(self.say(N_("not begun")) if over else "", Tone.DIM)
        if isinstance(came, Acknowledged):
            text = self.say(N_("✓ record {seq}"), seq=came.seq)
            return Span("  ".join((text, *came.vouchers)), Tone.GOOD)
        return Span("✗ " + describe(came, self.lang)[0], Tone.BAD)

    # --- Confirming -------------------------------------------------------------------

    def on_sealed_answers_entered(self) -> None:
        """Say what confirms."""
        text = N_("Enter does not confirm: press {key}.")
        self.tell(self.say(text, key=self.gesture.shown), Tone.WARN)

    def action_gesture(self, key: str) -> None:
        """Begin, when the deed's own key is pressed and all that is asked is right."""
        why = self._why_not(key)
        if why:
            self.tell(why, Tone.WARN)
            return
        common = self.given()
        on = self.on_day()
        if on is None:
            self._run_all(self.host.business_date.isoformat(), common, None)
            return
        desk, deed, first = self.host.desk, self.bulk.deed, self.bulk.items[0]
        values = {**first.given, **common}
        self.work(
            "check",
            lambda _run: desk.faults_of(deed, values, on),
            partial(self._run_all, on, common),
        )

    def _run_all(
        self, on: str, common: Mapping[str, Any], faults: "FaultsError | None"
    ) -> None:
        """Begin, unless something is wrong with what is common to all."""
        who = self.host.who
        for box in self.boxes:
            box.mark(fault_of(faults.faults if faults else (), box))
        if faults is not None or who is None or self.stage is not Stage.ASKING:
            return
        self.stage = Stage.RUNNING
        self.speak()
        self.query_one(Table).focus()
        self._say_how_far()
        worker = Worker(self.host.desk, self.bulk, who.login, on, common, self.stop)
        self.work("bulk", partial(worker.do_all, self._came), self._over)

    def _why_not(self, key: str) -> str:
        if self.stage is not Stage.ASKING:
            return self.say(N_("It is being done."))
        if key != self.gesture:
            return self.say(N_("This is done with {key}."), key=self.gesture.shown)
        wanted = self.sealed.wrong()
        return self.say(N_("Not right yet: {asked}."), asked=wanted) if wanted else ""

    # --- What came of it --------------------------------------------------------------

    def _came(self, at: int, came: Came) -> None:
        """Show what came of one."""
        self.came[at] = came
        self.query_one(Table).cursor = at
        self.speak()
        self._say_how_far()

    def _say_how_far(self) -> None:
        text = N_("{done} of {count}; Esc stops after this one")
        if self.stage is Stage.STOPPING:
            text = N_("{done} of {count}; stopping …")
        self.tell(self.say(text, done=len(self.came), count=len(self.bulk.items)))

    def _over(self, _nothing: None) -> None:
        """Say what was done in all."""
        self.stage = Stage.OVER
        done = sum(isinstance(each, Acknowledged) for each in self.came.values())
        text = N_("Done: {done}; refused: {refused}; not begun: {left}. Esc goes back.")
        facts = {
            "done": done,
            "refused": len(self.came) - done,
            "left": len(self.bulk.items) - len(self.came),
        }
        self.speak()
        whole = done == len(self.bulk.items)
        self.tell(self.say(text, **facts), Tone.GOOD if whole else Tone.WARN)
        self.host.look()

    def action_back(self) -> None:
        """Stop between two of them; before and after, go back."""
        if self.stage in (Stage.RUNNING, Stage.STOPPING):
            self.stop.set()
            self.stage = Stage.STOPPING
            self._say_how_far()
            return
        super().action_back()

    def exported(self) -> Exported | None:
        """Give nothing: each deed is in the audit log."""
        return None
