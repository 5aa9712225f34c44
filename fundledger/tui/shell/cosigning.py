"""The form of what one of two people has signed 会签: read, then signed beside them."""

from typing import Any, ClassVar, Final

from fundledger.errors import N_
from fundledger.i18n import describe, label
from fundledger.tui.kit.actions import Act
from fundledger.tui.kit.columns import inset, paragraph
from fundledger.tui.kit.text import Line, Span, Tone
from fundledger.tui.shell import drafts
from fundledger.tui.shell.actions import ScreenKind
from fundledger.tui.shell.case_facts import CaseFact
from fundledger.tui.shell.drafts import Draft
from fundledger.tui.shell.form_screen import FormScreen
from fundledger.tui.shell.gestures import Gesture
from fundledger.tui.shell.offering import ON
from fundledger.tui.shell.routes import Open, Task
from fundledger.tui.shell.seen import Confirming, Seen
from fundledger.tui.shell.signed import Signed, signed_form

FILLING: Final = frozenset({"clear", "snippet"})
"""What one does where one fills a form."""
SIGNED_BY = N_("Signed by")
SIGNS_NEXT = N_("Signs next")


class CosignScreen(FormScreen):
    """A deed as the first of two asked for it: only its day can be changed."""

    DEFAULT_CSS: ClassVar[str] = """
    CosignScreen FieldBox:disabled { opacity: 100%; }
    CosignScreen FieldBox Input:disabled, CosignScreen FieldBox TextArea:disabled {
        opacity: 100%; background: $background; color: $foreground;
    }
    """

    signed: Signed | None = None

    @property
    def gesture(self) -> Gesture:
        """The function key that leads on: the other signs."""
        return Gesture.APPROVE

    @property
    def is_own(self) -> bool:
        """Whether who looks at it signed it."""
        who = self.host.who
        return bool(who and self.signed and who.login == self.signed.login)

    def help_text(self) -> str:
        """Say what is shown, and what can be done with it."""
        return self.say(
            N_(
                "What one of two people has signed, as they filled it: nothing in it"
                " can be changed but the business date, which is that of who signs"
                " last. F6 shows what it would book, and then signs it beside"
                " them; F7 returns it, or withdraws it where you signed it yourself."
            )
        )

    def acts(self) -> list[Act]:
        """Name the two keys that lead on from here."""
        back = N_("Withdraw") if self.is_own else N_("Return")
        names = {Gesture.APPROVE: N_("Show what it would do"), Gesture.RETURN: back}
        return [
            each._replace(label=names[Gesture(each.keys)], rank=1)
            if each.keys in names
            else each
            for each in super(FormScreen, self).acts()
            if (each.keys in names or each.keys not in set(Gesture))
            and each.name not in FILLING
        ]

    # --- Opening ----------------------------------------------------------------------

    def load(self) -> None:
        """Read what was signed, once."""
        no, door, on = self.begun.cosigns, self.host.door, self.host.business_date
        if self.plan is None and no is not None and self.host.who is not None:
            self.work("plan", lambda _run: signed_form(door, no, on), self._read)

    def _read(self, signed: Signed) -> None:
        self.signed, self.plan = signed, signed.plan
        self.begun = self.begun._replace(given=signed.plan.values)
        begun = drafts.begun(self._of(), signed.plan.on.isoformat(), signed.plan.values)
        self.draft = begun._replace(key=signed.key)
        self.recovered()
        self._fill(self.draft)
        self._take_facts(())

    def _begin(self) -> None:
        """Begin at the business date: all else is as it was signed."""
        for box in self.boxes:
            box.disabled = box.path != ON
            box.display = box.path == ON or box.value() is not None
        super()._begin()
        _ = self.focusable_of(self.boxes[0]).focus()

    def given(self) -> dict[str, Any]:
        """Give what was signed, to the letter."""
        return {} if self.plan is None else dict(self.plan.values)

    def on_field_box_edited(self) -> None:
        """Take another business date; no draft is kept."""
        if self.draft is not None and self.filled:
            self.draft = self.draft._replace(on=self.on_day() or "")

    def _of(self) -> drafts.DraftOf:
        """Name a draft that is never kept."""
        given = {"cosignature_no": self.begun.cosigns}
        opened, who = self.host.opened, self.host.who
        assert opened is not None
        assert who is not None
        return drafts.draft_of(
            opened.ledger, opened.code, who.login, self.begun.deed, given
        )

    # --- Who signed, and whether it can be done ---------------------------------------

    def _facts(self) -> tuple[CaseFact, ...]:
        if self.signed is None:
            return ()
        by = f"{self.signed.name} ({label(self.signed.role, self.lang)})"
        return (
            CaseFact(SIGNED_BY, f"{by} {self.signed.on.isoformat()}"),
            CaseFact(SIGNS_NEXT, label(self.signed.other, self.lang)),
        )

    def _take_facts(self, about: tuple[CaseFact, ...]) -> None:
        super()._take_facts((*self._facts(), *about))

    def _paint_about(self, width: int) -> list[Line]:
        lines = super()._paint_about(width)
        if self.signed is None or self.signed.refusal is None:
            return lines
        message, _ = describe(self.signed.refusal, self.lang)
        text = self.say(N_("✗ It can no longer be done: {why}"), why=message)
        return [*lines, *inset(paragraph(text, width - 2, Tone.BAD))]

    # --- Going on ---------------------------------------------------------------------

    def action_gesture(self, key: str) -> None:
        """Show what it would do; or return it, or withdraw one's own."""
        if key == Gesture.RETURN:
            deed = "withdraw_cosignature" if self.is_own else "return_cosignature"
            given = {"cosignature_no": self.begun.cosigns}
            self.host.open(Open(ScreenKind.FORM, Task(deed, given)))
        elif self.is_own and key == self.gesture and self.signed is not None:
            text = N_("You have signed it. It waits for: {role}. F7 withdraws it.")
            role = label(self.signed.other, self.lang)
            self.tell(self.say(text, role=role), Tone.WARN)
        else:
            super().action_gesture(key)

    def _confirming(self, draft: Draft, seen: Seen) -> Confirming:
        of = super()._confirming(draft, seen)
        signed = tuple((each.heading, each.value) for each in self._facts()[:1])
        return of._replace(cosigns=True, fields=(*signed, *of.fields))

    def heading(self) -> tuple[Line, Line]:
        """Name the deed as one that is signed by two."""
        left, right = super().heading()
        two = self.say(N_("signed by two"))
        return [*left, Span(f" · {two}", Tone.WARN)], right
