"""The workbench put together: which screen stands at which place, and how it runs."""

import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.screen import Screen

from fundledger.domain.ids import ProjectNo, Seq, VoucherNo
from fundledger.errors import N_
from fundledger.i18n import Language, translate
from fundledger.tui.shell.actions import MODES, ScreenKind
from fundledger.tui.shell.faults import log_to_file
from fundledger.tui.shell.host import Host
from fundledger.tui.shell.reading import Door
from fundledger.tui.shell.routes import Key, ObjectKey, Routes, Task
from fundledger.tui.shell.seen import Confirming

if TYPE_CHECKING:
    from fundledger.tui.shell.beginning import Beginning
    from fundledger.tui.shell.bulk import Bulk
    from fundledger.tui.shell.screen import FundScreen

SORRY: Final = N_(
    "The workbench had to stop. Its log says where; no deed was half written."
)

# A screen is imported when it is first seen: most people stay on a few.


def _inbox(_key: Key) -> "FundScreen":
    from fundledger.tui.screens.home.inbox import InboxScreen

    return InboxScreen()


def _glance(_key: Key) -> "FundScreen":
    from fundledger.tui.screens.home.glance import GlanceScreen

    return GlanceScreen()


def _projects(_key: Key) -> "FundScreen":
    from fundledger.tui.screens.projects.projects import (
        ProjectsScreen,
    )

    return ProjectsScreen()


def _project(key: Key) -> "FundScreen":
    from fundledger.tui.screens.projects.project import (
        ProjectScreen,
    )

    return ProjectScreen(ProjectNo(int(key)))


def _books(_key: Key) -> "FundScreen":
    from fundledger.tui.screens.books.trial import (
        BooksScreen,
    )

    return BooksScreen()


def _register(of: Key) -> "FundScreen":
    from fundledger.tui.screens.books.register import (
        RegisterScreen,
    )

    return RegisterScreen(of)


def _ledger(of: Key) -> "FundScreen":
    from fundledger.tui.screens.books.ledger import (
        LedgerScreen,
    )

    return LedgerScreen(of)


def _vouchers(key: Key) -> "FundScreen":
    from fundledger.domain.signatures import SignaturePart
    from fundledger.tui.screens.books.vouchers import (
        VouchersScreen,
    )

    if key in list(SignaturePart):
        return VouchersScreen(None, SignaturePart(key))
    return VouchersScreen(key or None)


def _voucher(key: Key) -> "FundScreen":
    from fundledger.tui.screens.books.voucher import (
        VoucherScreen,
    )

    return VoucherScreen(VoucherNo(int(key)))


def _periods(_key: Key) -> "FundScreen":
    from fundledger.tui.screens.books.periods import (
        PeriodsScreen,
    )

    return PeriodsScreen()


def _period(month: Key) -> "FundScreen":
    from fundledger.tui.screens.books.periods import (
        PeriodScreen,
    )

    return PeriodScreen(month)


def _banks(_key: Key) -> "FundScreen":
    from fundledger.tui.screens.books.banks import (
        BanksScreen,
    )

    return BanksScreen()


def _reconciliation(_key: Key) -> "FundScreen":
    from fundledger.tui.screens.reports.reconciliation import (
        ReconciliationScreen,
    )

    return ReconciliationScreen()


def _audit(_key: Key) -> "FundScreen":
    from fundledger.tui.screens.audit.records import (
        AuditScreen,
    )

    return AuditScreen()


def _record(key: Key) -> "FundScreen":
    from fundledger.tui.screens.audit.record import (
        RecordScreen,
    )

    return RecordScreen(Seq(int(key)))


def _verify(_key: Key) -> "FundScreen":
    from fundledger.tui.screens.audit.verify import (
        VerifyScreen,
    )

    return VerifyScreen()


def _funds(_key: Key) -> "FundScreen":
    from fundledger.tui.screens.start.funds import (
        FundsScreen,
    )

    return FundsScreen()


def _start(_key: Key) -> "FundScreen":
    from fundledger.tui.screens.start.start import StartScreen

    return StartScreen()


def _founding_form(_key: Key) -> "FundScreen":
    from fundledger.tui.screens.start.found import FoundScreen

    return FoundScreen()


def _disbursements(_key: Key) -> "FundScreen":
    from fundledger.tui.screens.things.listing import DisbursementsScreen

    return DisbursementsScreen("disbursement")


def _claims(_key: Key) -> "FundScreen":
    from fundledger.tui.screens.things.listing import ClaimsScreen

    return ClaimsScreen("claim")


def _listing(key: Key) -> "FundScreen":
    from fundledger.tui.screens.things.listing import ListingScreen

    return ListingScreen(str(key))


def _settings(_key: Key) -> "FundScreen":
    from fundledger.tui.screens.things.settings import SettingsScreen

    return SettingsScreen()


def _thing(key: ObjectKey) -> "FundScreen":
    from fundledger.tui.screens.things.thing import ThingScreen

    return ThingScreen(key)


def _form(task: Task) -> "FundScreen":
    if task.cosigns is not None:
        from fundledger.tui.shell.cosigning import CosignScreen

        return CosignScreen(task)
    from fundledger.tui.shell.form_screen import FormScreen

    return FormScreen(task)


def _bulk(bulk: "Bulk") -> "FundScreen":
    from fundledger.tui.shell.bulk import BulkScreen

    return BulkScreen(bulk)


def _confirm(of: Confirming) -> "FundScreen":
    from fundledger.tui.shell.confirm import ConfirmScreen

    return ConfirmScreen(of)


ROUTES: Final[Routes] = {
    ScreenKind.INBOX: _inbox,
    ScreenKind.GLANCE: _glance,
    ScreenKind.PROJECTS: _projects,
    ScreenKind.PROJECT: _project,
    ScreenKind.BOOKS: _books,
    ScreenKind.REGISTER: _register,
    ScreenKind.LEDGER: _ledger,
    ScreenKind.VOUCHERS: _vouchers,
    ScreenKind.VOUCHER: _voucher,
    ScreenKind.PERIODS: _periods,
    ScreenKind.PERIOD: _period,
    ScreenKind.BANKS: _banks,
    ScreenKind.RECONCILIATION: _reconciliation,
    ScreenKind.AUDIT: _audit,
    ScreenKind.RECORD: _record,
    ScreenKind.VERIFY: _verify,
    ScreenKind.FUNDS: _funds,
    ScreenKind.START: _start,
    ScreenKind.FOUND: _founding_form,
    ScreenKind.DISBURSEMENTS: _disbursements,
    ScreenKind.CLAIMS: _claims,
    ScreenKind.SETTINGS: _settings,
    ScreenKind.LIST: _listing,
    ScreenKind.OBJECT: _thing,
    ScreenKind.FORM: _form,
    ScreenKind.CONFIRM: _confirm,
    ScreenKind.BULK: _bulk,
}
"""Every screen; a sheet (`ScreenKind.CHECK`) is opened by whoever has made it."""


class FundApp(Host):
    """The workbench of one fund."""

    ROUTES: ClassVar[Routes] = ROUTES
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {
        place: partial(ROUTES[place], "") for place, _, _ in MODES
    }


def run(
    address: str,
    fund_code: str | None,
    lang: Language | None,
    actor: str | None,
    beginning: "Beginning | None" = None,
) -> int:
    """Open the workbench on a ledger; returns the exit code when it is left.

    With a `beginning` there is no ledger yet, and one is created or chosen first.
    """
    log_to_file()
    app = FundApp(Door(address, fund_code), lang, actor)
    app.beginning = beginning
    app.run()
    if app.stumbled:
        sys.stderr.write(translate(SORRY, app.lang) + "\n")
    return app.return_code or 0
