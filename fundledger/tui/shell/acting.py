"""A screen on which deeds begin: from what is under the cursor, or on the page."""

from collections.abc import Callable, Sequence
from functools import partial

from fundledger.errors import N_, FundledgerError, RefusedError
from fundledger.i18n import label
from fundledger.i18n.nouns import Noun
from fundledger.tui.kit.columns import Column
from fundledger.tui.kit.text import Tone
from fundledger.tui.shell.actions import ScreenKind
from fundledger.tui.shell.desk import NotHereError, Who
from fundledger.tui.shell.gestures import Gesture, is_of
from fundledger.tui.shell.possible import Case, Possible
from fundledger.tui.shell.reading import FundChoice
from fundledger.tui.shell.routes import Open, Task, page_of
from fundledger.tui.shell.screen import FundScreen
from fundledger.tui.shell.words import Words

NO_SESSION_DATE = N_(
    "Books in use have no business date of the session: it is a field of each form."
    " Only the demo fund and a past that is done again have one."
)
NOTHING_HERE = N_("There is nothing here to be done with this key.")


class ActingScreen(FundScreen):
    """Opens the forms of deeds; a subclass says which case they begin from."""

    def case(self) -> Case | None:
        """Give what deeds begin from here; None where there is no such thing."""
        return None

    # --- Deeds on a case --------------------------------------------------------------

    def action_gesture(self, key: str) -> None:
        """Offer the deeds of a key: one alone opens at once."""
        case = self.case()
        if case is None:
            self.tell(self.say(NOTHING_HERE), Tone.WARN)
            return
        self._ask_possible(case, partial(self._offer_deeds, Gesture(key)))

    def action_new(self) -> None:
        """Offer the deeds that begin from nothing."""
        self._ask_possible(None, partial(self._offer_deeds, Gesture.DO))

    def action_begin(self, deed: str) -> None:
        """Open the form of a deed on this case."""
        case = self.case()
        if case is not None:
            self._ask_possible(case, partial(self._begin_named, deed))

    def _ask_possible(
        self, case: Case | None, then: Callable[[Sequence[Possible]], None]
    ) -> None:
        desk, on, actor = self.host.desk, self.host.business_date, self._actor()
        if actor is not None:
            self.work("possible", lambda _run: desk.possible(actor, on, case), then)

    def _actor(self) -> str | None:
        """Tell who acts; say it where nobody does."""
        if self.host.who is None:
            error = NotHereError(self.host.actor or "?")
            self.tell_error(error)
            return None
        return self.host.who.login

    def _begin_named(self, deed: str, possible: Sequence[Possible]) -> None:
        self._open_form([each for each in possible if each.deed == deed])

    def _offer_deeds(self, key: Gesture, possible: Sequence[Possible]) -> None:
        fitting = [each for each in possible if is_of(each.gesture, key)]
        able = [each for each in fitting if each.refusal is None]
        if key is not Gesture.DO and len(able) <= 1:
            self._open_form(able or fitting[:1])
            return
        from fundledger.tui.shell.deeds_menu import menu  # noqa: PLC0415 - as it opens

        title = self.say(N_("What can be done here"))
        by_name = {each.deed: each for each in possible}
        picker = menu(self, title, fitting)
        _ = self.host.push_screen(
            picker, lambda name: self._open_form([by_name[name]]) if name else None
        )

    def _open_form(self, chosen: Sequence[Possible]) -> None:
        """Open a form, or say why the deed may not be done."""
        if not chosen:
            self.tell(self.say(NOTHING_HERE), Tone.WARN)
            return
        first = chosen[0]
        if first.refusal is not None:
            self.tell_error(first.refusal)
            return
        self.tell("")
        self.host.open(
            Open(ScreenKind.FORM, Task(first.deed, first.given, first.cosigns))
        )

    # --- Search -----------------------------------------------------------------------

    def action_search(self) -> None:
        """Search everything; what is chosen opens its page."""
        from fundledger.tui.shell.search import Search  # noqa: PLC0415 - as it opens

        search = Search(self)

        def chosen(at: str | None) -> None:
            if at is not None:
                hit = search.hits[int(at)]
                self.host.open(page_of(Noun(hit.kind), hit.key))

        _ = self.host.push_screen(search, chosen)

    # --- The fund ---------------------------------------------------------------------

    def action_switch_fund(self) -> None:
        """Choose another fund of the ledger, where it has several."""
        self.work("funds", lambda _run: self.host.door.funds(), self._offer_funds)

    def _offer_funds(self, funds: list[FundChoice]) -> None:
        if len(funds) == 1:
            text = N_("This ledger has one fund only: {fund}.")
            self.tell(self.say(text, fund=funds[0].name), Tone.WARN)
            return
        self.host.choices = funds
        self.host.open(Open(ScreenKind.FUNDS))

    # --- The business date ------------------------------------------------------------

    def action_business_date(self) -> None:
        """Choose the day that forms begin with, where a past is done again."""
        opened = self.host.opened
        if opened is None:
            return
        if opened.replay is None:
            self.tell(self.say(NO_SESSION_DATE), Tone.WARN)
            return
        title = self.say(N_("Business date of this session"))
        hint = self.say(
            N_(
                "Forms begin with this day, and rights are asked as of it. Enter takes"
                " it; an empty line goes back to the day of the last record."
            )
        )
        from fundledger.tui.shell.ask_dialog import (  # noqa: PLC0415 - as it opens
            AskDialog,
            read_day,
        )

        day = self.host.business_date.isoformat()
        dialog = AskDialog(self, title, hint, day, read_day)
        _ = self.host.push_screen(dialog, self.host.work_on)

    # --- Who acts ---------------------------------------------------------------------

    def action_identity(self) -> None:
        """Choose who acts, in a fund that is nobody's."""
        opened = self.host.opened
        if opened is None:
            return
        if not opened.demo:
            text = N_("Who acts is said when the workbench is opened: --as LOGIN.")
            self.tell(self.say(text), Tone.WARN)
            return
        desk, on = self.host.desk, self.host.business_date
        self.work("people", lambda _run: desk.people(on), self._offer_people)

    def _offer_people(self, people: Sequence[Who]) -> None:
        from fundledger.tui.shell.picker import (  # noqa: PLC0415 - as it opens
            Pick,
            Picker,
        )

        picks = [
            Pick(each.login, (each.name, self._roles(each), each.login))
            for each in people
        ]
        heading = Words(self.lang).heading
        columns = [
            Column(heading("name"), 14),
            Column(heading("role")),
            Column(heading("login"), 16),
        ]
        title = self.say(N_("Act as (only in the demo fund)"))
        picker = Picker(self, title, picks, columns)
        _ = self.host.push_screen(picker, self.host.act_as)

    def _roles(self, who: Who) -> str:
        return " ".join(
            f"{label(role, self.lang)} {scope.key or ''}".strip()
            for role, scope in who.roles
        )

    def failed(self, topic: str, error: FundledgerError) -> None:
        """Say in the status row why no deed can begin."""
        if topic == "possible" and isinstance(error, RefusedError):
            self.tell_error(error)
            return
        super().failed(topic, error)
