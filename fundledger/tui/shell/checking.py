"""A screen that runs the checks: one by one in a thread, each told as it comes out."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from fundledger.tui.shell.acting import ActingScreen
from fundledger.tui.shell.lights import Checked, ShownCheck
from fundledger.tui.shell.workers import Run

if TYPE_CHECKING:
    from fundledger.checks.registry import CheckResult
    from fundledger.store.reading import Books

CHECKS: Final = "checks"
"""What the run is about; `forget` gives it up."""


class CheckingScreen(ActingScreen):
    """Runs the checks and shows their lights; the host keeps what came out last."""

    checks: Sequence[ShownCheck] = ()
    results: "dict[str, CheckResult]"
    checked_at = ""
    """The head that the checks were run at, as SEQ:HASH."""
    running = False

    def run_checks(self) -> None:
        """Begin with every light out."""
        self.results, self.running = {}, True
        self.ask_long(CHECKS, self._check, self._ran)

    def give_checks_up(self) -> None:
        """Leave the rest of the checks undone; what came out before is kept."""
        self.running = False
        self.forget(CHECKS)
        self.speak()

    def _check(self, books: "Books", run: Run) -> None:
        from fundledger.checks.registry import CHECKS as ALL  # noqa: PLC0415 - SQL
        from fundledger.checks.registry import run_checks  # noqa: PLC0415 - SQL

        fund = self.host.door.fund
        checks = [ShownCheck(each.number, each.title) for each in ALL]
        run.tell(partial(self._begun, checks, str(books.head)))
        for each in checks:
            if run.given_up:
                return
            for result in run_checks(books, only=[each.number], fund=fund):
                run.tell(partial(self._checked, result))

    def _begun(self, checks: Sequence[ShownCheck], head: str) -> None:
        self.checks, self.checked_at = checks, head
        self.speak()

    def _checked(self, result: "CheckResult") -> None:
        self.results[result.number] = result
        self.speak()

    def _ran(self, _all: None) -> None:
        self.running = False
        seq = int(self.checked_at.partition(":")[0])
        self.host.checked = Checked(seq, self.checks, self.results)
        self.speak()
