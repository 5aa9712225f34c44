"""The one form: any deed's fields, checked as one types, kept as a draft."""

from collections.abc import Iterable
from functools import partial
from mimetypes import guess_type
from typing import Any, ClassVar, Final

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import AwaitMount, Widget

from fundledger.errors import N_, FundledgerError
from fundledger.i18n.nouns import Noun
from fundledger.inputs.faults import FaultsError
from fundledger.tui.kit.actions import Act
from fundledger.tui.kit.columns import Column, inset
from fundledger.tui.kit.fields import LineField
from fundledger.tui.kit.painting import Banner
from fundledger.tui.kit.text import Line, Span, Tone
from fundledger.tui.shell import drafts
from fundledger.tui.shell.actions import ScreenKind, bindings
from fundledger.tui.shell.case_facts import (
    About,
    CaseFact,
    about_of,
    fact_lines,
    facts_of,
)
from fundledger.tui.shell.desk import Plan
from fundledger.tui.shell.drafts import Draft, DraftOf
from fundledger.tui.shell.evidence import EvidenceScreen
from fundledger.tui.shell.form_fields import (
    FieldBox,
    boxes,
    fault_of,
)
from fundledger.tui.shell.gestures import Gesture, gesture_of, with_own_key
from fundledger.tui.shell.line_dialog import LineDialog
from fundledger.tui.shell.lines_field import LinesField, Row
from fundledger.tui.shell.offering import ON, OfferingScreen
from fundledger.tui.shell.picker import Pick, Picker
from fundledger.tui.shell.routes import Open, Task, page_of
from fundledger.tui.shell.seen import Confirming, Seen
from fundledger.tui.shell.snippets import SNIPPETS
from fundledger.tui.shell.words import Words

MEDIA_TYPE: Final = "media_type"
"""The field that says what kind of file another field's file is."""
SHOWN: Final = frozenset(
    {
        Noun.PROJECT,
        Noun.CLAIM,
        Noun.DISBURSEMENT,
        Noun.RECOVERY,
        Noun.VOUCHER,
        Noun.RECEIPT,
        Noun.PAYEE,
        Noun.FUNDING,
        Noun.PERSON,
        Noun.COMMUNITY,
    }
)
"""What has a page to look at, while one fills a form."""


class FormScreen(EvidenceScreen, OfferingScreen):
    """A deed's form; its key leads to the confirmation."""

    KIND: ClassVar[ScreenKind] = ScreenKind.FORM
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ScreenKind.FORM)]
    DEFAULT_CSS: ClassVar[str] = "FormScreen #fields { padding: 0 1; }"

    def __init__(self, task: Task) -> None:
        """Open the form of a deed, with what is known already."""
        super().__init__()
        self.begun = task
        self.plan: Plan | None = None
        self.draft: Draft | None = None
        self.boxes: list[FieldBox] = []
        self.filled = False
        """Whether the fields have what was known: what comes now was typed."""
        self.named = About()
        self.about: tuple[CaseFact, ...] = ()
        """What that case is about."""

    @property
    def gesture(self) -> Gesture:
        """The function key that leads on."""
        return gesture_of(self.begun.deed)

    def body(self) -> Iterable[Widget]:
        """Give the facts of the case, the fields, and originals below them."""
        yield Banner(self._paint_about, id="about")
        yield VerticalScroll(id="fields", can_focus=False)
        yield from self.evidence()

    def heading(self) -> tuple[Line, Line]:
        """Name the deed, and who does it."""
        if self.plan is None:
            return (), ()
        title = self.say(self.plan.form.title)
        who = self.host.who
        return [Span(title)], [Span(who.name if who else "")]

    def help_text(self) -> str:
        """Say how a form is filled."""
        return self.say(
            N_(
                "A form of one deed. Fields with a star must be given; what is wrong is"
                " said below its field. What you type is kept as a draft. {key} shows"
                " what the deed would do, and nothing is booked before you confirm it."
            ),
            key=self.gesture.shown,
        )

    def acts(self) -> list[Act]:
        """Name of the function keys only the deed's own."""
        return with_own_key(super().acts(), self.gesture, N_("Show what it would do"))

    # --- Opening ----------------------------------------------------------------------

    def load(self) -> None:
        """Open the form once; what is typed stays when the books change."""
        if self.plan is None and self.host.who is not None:
            desk, task, on = self.host.desk, self.begun, self.host.business_date
            actor = self.host.who.login
            self.work(
                "plan",
                lambda _run: (
                    desk.plan(task.deed, task.given, on, actor),
                    self._left(),
                ),
                self._opened,
            )

    def _of(self) -> DraftOf:
        opened, who = self.host.opened, self.host.who
        assert opened is not None
        assert who is not None
        deed, given, _ = self.begun
        return drafts.draft_of(opened.ledger, opened.code, who.login, deed, given)

    def _left(self) -> Draft | None:
        return drafts.kept_draft(self._of())

    def _opened(self, answer: tuple[Plan, Draft | None]) -> None:
        self.plan, left = answer
        on = self.plan.on.isoformat()
        self.draft = left or drafts.begun(self._of(), on, self.plan.values)
        if left is not None:
            text = N_("This is the draft you left here; Ctrl+R begins anew.")
            self.tell(self.say(text), Tone.WARN)
        self.recovered()
        self._fill(self.draft)
        self.ask_originals(self.begun.given)

    def _fill(self, draft: Draft) -> None:
        """Make the boxes, and fill them."""
        assert self.plan is not None
        self.filled = False
        words = Words(self.lang)
        fields = tuple(self.plan.form.fields.values())
        self.boxes = [
            FieldBox(ON, _business_date(), words, draft.on),
            *boxes(fields, words, draft.values, names=self.plan.in_lines),
        ]
        for box in self.boxes:
            if box.path in self.plan.names and box.path in self.plan.values:
                box.called = self.plan.names[box.path]
        place = self.query_one("#fields", VerticalScroll)
        _ = place.remove_children()
        mounted = place.mount_all(self.boxes)
        self.speak()
        _ = self.call_later(self._begin_in, mounted)

    async def _begin_in(self, mounted: AwaitMount) -> None:
        """Wait for the fields to have what is known, then begin."""
        await mounted
        self._begin()

    def _begin(self) -> None:
        """Begin at the first field that is empty and must not be."""
        if self.draft is not None:
            self.draft = self.draft._replace(values=self.given())
            self.filled = True
            self._ask_about(self.draft)
        known = {ON, *self.begun.given}
        others = [box for box in self.boxes if box.path not in known]
        wanted = [box for box in others if box.form.required and box.value() is None]
        first = (wanted or others or self.boxes)[0]
        widget = self.focusable_of(first).focus()
        if isinstance(widget, LineField) and widget.select_on_focus:
            widget.select_all()

    def focusable_of(self, box: FieldBox) -> Widget:
        """Give what takes the keys in a box."""
        inner = [each for each in box.query("*") if each.focusable]
        return inner[0] if inner else box.editor

    def show(self) -> None:
        """Say everything in the language of the moment."""
        self.show_evidence()
        self._show_about()
        for box in self.boxes:
            box.words = Words(self.lang)
            if box.is_mounted:
                box.say()

    # --- What the case is about -------------------------------------------------------

    def _ask_about(self, draft: Draft) -> None:
        """Ask for the facts of the case that a field names, when it names another."""
        assert self.plan is not None
        about = about_of(self.plan.form, draft.values)
        if about != self.named:
            self.named = about
            self._take_facts(())
            self.ask("about", partial(facts_of, about=about), self._take_facts)

    def _take_facts(self, about: tuple[CaseFact, ...]) -> None:
        self.about = about
        self._show_about()

    def _show_about(self) -> None:
        banner = self.query_one("#about", Banner)
        banner.display = bool(self.about)
        banner.repaint()

    def _paint_about(self, width: int) -> list[Line]:
        return inset(fact_lines(self.about, Words(self.lang), width - 2))

    # --- Typing -----------------------------------------------------------------------

    def on_field_box_edited(self) -> None:
        """Keep the draft, and check what is typed so far."""
        if self.draft is None or self.plan is None or not self.filled:
            return
        on = self.on_day() or ""
        draft = self.draft._replace(values=self.given(), on=on)
        if draft == self.draft:
            return  # the form was filled, nobody typed
        self.draft = draft
        self.tell("")
        self._ask_about(draft)
        self.work("draft", lambda _run: drafts.keep(draft), lambda _kept: None)
        desk, form = self.host.desk, self.plan.form
        self.work(
            "check", lambda _run: desk.faults(form, draft.values, on), self._checked
        )

    def _checked(self, faults: FaultsError | None) -> None:
        """Show what is wrong with fields that have something in them."""
        for box in self.boxes:
            if box.value() is not None:
                here = fault_of(faults.faults if faults else (), box)
                box.mark(each for each in here if not box.may_be_name(each))

    def on_line_field_done(self, message: LineField.Done) -> None:
        """Go on to the next field; a file tells what kind of file it is."""
        typed = {box.path: box for box in self.boxes}
        kind = typed.get(MEDIA_TYPE)
        if kind is not None and kind.value() is None:
            here = next(box for box in self.boxes if box.editor is message.widget)
            if path := here.written_path():
                kind.put(guess_type(path)[0] or "")
        _ = self.focus_next()

    def action_snippet(self) -> None:
        """Offer the texts that are usual in the field where one is."""
        here = [box for box in self.boxes if box.editor.has_focus]
        texts = SNIPPETS.get(here[0].form.name, ()) if here else ()
        if not texts:
            self.tell(self.say(N_("No usual texts belong to this field.")), Tone.WARN)
            return
        picks = [Pick(text, (text,)) for text in texts]
        columns = [Column(Words(self.lang).heading("value"))]
        picker = Picker(self, self.say(here[0].form.label), picks, columns)
        _ = self.host.push_screen(
            picker, lambda text: here[0].put(text) if text else None
        )

    def on_lines_field_wanted(self, message: LinesField.Wanted) -> None:
        """Have a line typed."""
        field, at = message.field, message.at
        row: Row = {} if at is None else field.lines[at]
        _ = self.host.push_screen(
            LineDialog(self, field, row),
            lambda line: field.set_line(at, line) if line else None,
        )

    # --- Going on ---------------------------------------------------------------------

    def action_gesture(self, key: str) -> None:
        """Show what the deed would do, when its own key was pressed."""
        if key != self.gesture:
            text = N_("This is done with {key}.")
            self.tell(self.say(text, key=self.gesture.shown), Tone.WARN)
            return
        if self.draft is None or self.host.who is None:
            return
        self.tell(self.say(N_("trying it …")), Tone.DIM)
        draft, actor, desk = self.draft, self.host.who.login, self.host.desk
        draft = draft._replace(values=self.given())
        self.work(
            "preview",
            lambda _run: desk.preview(
                self.begun.deed, draft.values, actor, draft.on, draft.key
            ),
            partial(self._foreseen, draft),
        )

    def _foreseen(self, draft: Draft, seen: Seen) -> None:
        self.tell("")
        self.host.open(Open(ScreenKind.CONFIRM, self._confirming(draft, seen)))

    def _confirming(self, draft: Draft, seen: Seen) -> Confirming:
        """Gather what is to be confirmed."""
        assert self.plan is not None
        fields = tuple(line for box in self.boxes for line in box.written())
        return Confirming(self.plan.form.title, draft, draft.values, seen, fields)

    def action_look(self) -> None:
        """Open the page of what the field here names, else of what the form is for."""
        here = [box for box in self.boxes if box.editor is self.focused]
        for box in (*here, *self.boxes):
            noun, named = box.form.noun, box.value()
            if noun is not None and noun in SHOWN and isinstance(named, str):
                key = int(named) if isinstance(box.form.example, int) else named
                self.host.open(page_of(noun, key))
                return
        self.tell(self.say(N_("This form names nothing that has a page.")), Tone.WARN)

    def failed(self, topic: str, error: FundledgerError) -> None:
        """Show faults at their fields; what else went wrong, in the status row."""
        if isinstance(error, FaultsError):
            self._mark(error)
        elif topic in {"preview", "offers", "check", "draft", "about"}:
            self.tell_error(error, Tone.BAD)
        else:
            super().failed(topic, error)

    def _mark(self, error: FaultsError) -> None:
        faulty = [box for box in self.boxes if fault_of(error.faults, box)]
        for box in self.boxes:
            box.mark(fault_of(error.faults, box))
        text = N_("{count} fields are to be mended; nothing was written.")
        self.tell(self.say(text, count=error.total), Tone.BAD)
        if faulty:
            _ = self.focusable_of(faulty[0]).focus()
        else:
            self.tell_error(error, Tone.BAD)

    def action_clear(self) -> None:
        """Begin anew: what was typed goes."""
        if self.plan is not None:
            drafts.drop(self._of())
            on = self.plan.on.isoformat()
            self.draft = drafts.begun(self._of(), on, self.plan.values)
            self._fill(self.draft)
            self.tell("")

    def action_back(self) -> None:
        """Go back; the draft stays."""
        super().action_back()


def _business_date() -> Any:  # noqa: ANN401 - a form's field
    """Give the field of the business date, as every form has it."""
    from fundledger.inputs.forms import business_date  # noqa: PLC0415 - the registry

    return business_date()
