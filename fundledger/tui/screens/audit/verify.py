"""Verify: the whole chain, rebuilt and compared row by row; it can be cancelled."""

from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import BindingType

from fundledger.errors import N_
from fundledger.i18n import translate
from fundledger.tui.kit.actions import Act
from fundledger.tui.kit.columns import fact, inset, paragraph
from fundledger.tui.kit.text import Line, Span, Tone, bar, fit
from fundledger.tui.shell.actions import ScreenKind, bindings
from fundledger.tui.shell.page_screen import PageScreen
from fundledger.tui.shell.workers import GivenUp, Run

if TYPE_CHECKING:
    from fundledger.store.findings import Finding, Verification
    from fundledger.store.verify import Progress

TOPIC = "verify"
STAGES = {"chain": N_("Walking the chain"), "rows": N_("Comparing the rows")}


class Stage(NamedTuple):
    """How far it is."""

    name: str
    done: int
    total: int


class VerifyScreen(PageScreen):
    """Verifies as soon as it is opened; shows progress, then what was found."""

    KIND: ClassVar[ScreenKind] = ScreenKind.VERIFY
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ScreenKind.VERIFY)]

    def __init__(self) -> None:
        """Begin with nothing verified."""
        super().__init__()
        self.stage: Stage | None = None
        self.verification: Verification | None = None
        self.cancelled = False

    @property
    def running(self) -> bool:
        """Whether it is under way."""
        return self.verification is None and not self.cancelled

    def heading(self) -> tuple[Line, Line]:
        """Name the screen."""
        log, verify = self.say(N_("Audit log")), self.say(N_("Verify"))
        return [Span(f"{log} › {verify}")], ()

    def help_text(self) -> str:
        """Say what is verified, and what it cannot see."""
        return self.say(
            N_(
                "Walks the chain of records, rebuilds the books and compares every row"
                " of"
                " every table with it. A chain rewritten as a whole is only seen beside"
                " a copy of its head kept outside: fundledger verify --head."
            )
        )

    def why_not(self, act: Act) -> str | None:
        """Cancel only what is under way, begin again only what is over."""
        if act.name == "cancel" and not self.running:
            return self.say(N_("nothing is under way"))
        if act.name == "again" and self.running:
            return self.say(N_("it is under way; c cancels it"))
        return None

    def load(self) -> None:
        """Begin to verify."""
        self.stage, self.verification, self.cancelled = None, None, False
        self.work(TOPIC, self._verify, self._done)

    def _verify(self, run: Run) -> "Verification":
        from fundledger.store.verify import verify  # noqa: PLC0415 - SQL

        return verify(self.host.door.fund, progress=self.teller(run))

    def teller(self, run: Run) -> "Progress":
        """Give what tells of progress, and stops what nobody waits for any more."""

        def described(name: str, done: int, total: int) -> None:
            if run.given_up:
                raise GivenUp
            run.tell(partial(self._reached, Stage(name, done, total)))

        return described

    def _reached(self, stage: Stage) -> None:
        self.stage = stage
        self.show()

    def _done(self, verification: "Verification") -> None:
        self.verification = verification
        self.recovered()
        self.speak()

    def action_cancel(self) -> None:
        """Stop verifying."""
        self.forget(TOPIC)
        self.cancelled = True
        self.speak()

    def action_again(self) -> None:
        """Verify again."""
        self.load()
        self.speak()

    def action_back(self) -> None:
        """Stop verifying and go back."""
        self.forget(TOPIC)
        super().action_back()

    # --- Painting ---------------------------------------------------------------

    def painted(self, width: int) -> list[Line]:
        """Paint how far it is, or what was found."""
        inner = width - 2
        if self.verification is not None:
            return inset([[], *self._result(self.verification, inner)])
        if self.cancelled:
            text = N_("Cancelled: nothing is proved. v verifies again.")
            return inset([[], *paragraph(self.say(text), inner, Tone.WARN)])
        return inset([[], *self._progress(inner)])

    def _progress(self, width: int) -> list[Line]:
        if self.stage is None:
            return [[Span(self.say(N_("Beginning …")), Tone.DIM)]]
        stage = self.stage
        name = self.say(STAGES.get(stage.name, stage.name))
        drawn = fit(bar(stage.done, stage.total, width - 30), max(width - 30, 0))
        count = f" {stage.done:,} / {stage.total:,}"
        return [[Span(name, Tone.STRONG)], [Span(drawn, Tone.BAR), Span(count)]]

    def _result(self, verification: "Verification", width: int) -> list[Line]:
        verdicts = {
            "ok": (N_("✓ The books hold."), Tone.GOOD),
            "offences": (N_("✗ The books do not hold."), Tone.BAD),
            "incomplete": (N_("! Not everything could be read: no pass."), Tone.WARN),
        }
        text, tone = verdicts[verification.status]
        lines: list[Line] = [*paragraph(self.say(text), width, tone), []]
        lines += fact(self.say(N_("Records")), f"{verification.records:,}", width)
        lines += fact(self.say(N_("Rows")), f"{verification.rows:,}", width)
        lines += fact(self.say(N_("Head")), str(verification.head), width)
        advice = N_("Keep the head outside: with it, even a rewritten chain is seen.")
        lines += [[], *paragraph(self.say(advice), width, Tone.DIM), []]
        for each in verification.findings:
            lines += self._finding(each, width)
        if verification.more:
            more = self.say(N_("and {count} more"), count=verification.more)
            lines.append([Span(more, Tone.BAD)])
        return lines

    def _finding(self, each: "Finding", width: int) -> list[Line]:
        sentence = each.described(lambda text: translate(text, self.lang))
        return paragraph(f"✗ {sentence}", width, Tone.BAD)
