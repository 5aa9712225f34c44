"""`fundledger setup`: a fund with its people, places and accounts from a workbook."""

from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fundledger.cli import setup_files
from fundledger.cli.new_ledger import (
    new_ledger,
    require_no_demo,
    require_own,
    scratch_ledger,
)
from fundledger.cli.opening import basis_at
from fundledger.cli.options import DAY, Options, common, read_word
from fundledger.cli.reports import put
from fundledger.cli.verbs import Taken, option, verb
from fundledger.domain.ids import Login
from fundledger.errors import N_, InputError

if TYPE_CHECKING:
    from fundledger.inputs.setup.doing import Setup
    from fundledger.inputs.setup.fund import Founding
    from fundledger.inputs.setup.given import SetupBook
    from fundledger.reports.report import Report
    from fundledger.store.books import Fund


@dataclass(eq=False)
class SetupFileError(InputError):
    """Nothing to be read or to be written is named, or several things are."""

    message = N_(
        "Name one workbook to be read, or a template or an example to be written."
    )
    hint = N_(
        "Write: fundledger setup FILE.xlsx, or fundledger setup --template FILE.xlsx"
    )


@verb(
    N_(
        "Begin a fund from a workbook: people, roles, places, accounts, settings,"
        " rounds. --template writes one to fill in, with instructions; what a"
        " ledger that --db names has already stands in it. --example writes one of an"
        " invented fund. The"
        " workbook, or a folder of CSV files named like its sheets, is tried as a whole"
        " first: every fault is told with its cell, and nothing is done. Then it is"
        " done, and the fund created if it is not there; again, only what is new."
    )
)
@click.argument("file", required=False, metavar="[FILE]")
@option(
    "--template",
    type=Taken("FILE", read_word, files=True),
    help=N_("Write a workbook to be filled in."),
)
@option(
    "--example",
    type=Taken("FILE", read_word, files=True),
    help=N_("Write the example of the manual: a workbook, or a folder of CSV files."),
)
@option("--on", type=DAY, help=N_("The business date. Default: today."))
@option(
    "--dry-run", is_flag=True, help=N_("Try it and take it back; nothing is written.")
)
@common(without=("as_of", "at"))
def command(
    options: Options,
    file: str | None,
    template: str | None,
    example: str | None,
    on: date | None,
    *,
    dry_run: bool,
) -> None:
    """Write a template or an example, or do what a workbook says.

    Raises SetupFileError, UnreadableError, SetupFaultsError, DemoLedgerError.
    """
    if [file, template, example].count(None) != 2:  # noqa: PLR2004 - all but one
        raise SetupFileError
    for name, value in (("--template", template), ("--example", example)):
        if value is not None:
            beside = {"--on": on, "--dry-run": dry_run}
            setup_files.write(options, name, Path(value), beside)
            return
    Run(options, Path(str(file)), on, dry_run=dry_run).through()


class Run:
    """One workbook on its way into a ledger."""

    def __init__(
        self, options: Options, path: Path, on: date | None, *, dry_run: bool
    ) -> None:
        """Read the workbook. Raises UnreadableError."""
        from fundledger.cli.opening import day_of
        from fundledger.inputs.setup.given import setup_book
        from fundledger.readers.sheets import read_workbook

        self.options = options
        self.on = day_of(on)
        self.dry_run = dry_run
        self.book: SetupBook = setup_book(path.name, read_workbook(path))
        self.code = self._code()
        self.user: str | None = None
        """As whom the database knows who is connected."""
        self.actor = ""
        """Who acted, once something is done."""

    def through(self) -> None:
        """Try all of it, then do it. Raises SetupFaultsError, SetupStoppedError."""
        with self._opened() as fund:
            if fund is not None:
                self._in_fund(fund)
                return
        require_own(self.options)
        self._in_new_fund()

    def _code(self) -> str | None:
        """Tell which fund is meant. Raises OtherFundError."""
        from fundledger.inputs.setup.faults import OtherFundError
        from fundledger.inputs.setup.fund import fund_code

        given, wanted = fund_code(self.book), self.options.fund
        if given and wanted and given != wanted:
            raise OtherFundError(given, wanted)
        return given or wanted

    @contextmanager
    def _opened(self) -> Generator["Fund | None"]:
        """Open the fund if it is there; a ledger that is not is not an error yet.

        Raises DemoLedgerError where the fund is not, in the demo's ledger.
        """
        from fundledger.store.failures import NoLedgerError
        from fundledger.store.opening import open_ledger

        with ExitStack() as stack:
            try:
                ledger = stack.enter_context(open_ledger(self.options.db))
                self.user = ledger.user()
                funds = {each.code: each for each in ledger.funds()}
            except NoLedgerError:  # nothing, or what a killed run began
                yield None
                return
            if self.code is None and len(funds) == 1:
                yield next(iter(funds.values()))
                return
            if self.code not in funds:
                require_no_demo(self.options, ledger)
            yield funds.get(self.code or "")

    def _in_fund(self, fund: "Fund") -> None:
        actor = self._actor(fund)
        with fund.scratch() as copy:
            tried = self._setup(actor)
            done = tried.through(copy, to_the_end=True)
            self._require(tried, done=done)
            if self.dry_run:
                self._tell(fund, copy, tried)
                return
        self._do(fund, actor)

    def _in_new_fund(self) -> None:
        from fundledger.inputs.setup.fund import found_fund

        options = self.options
        with scratch_ledger() as ledger:
            tried = self._setup("")
            founding = self._founding(tried)
            fund = found_fund(ledger, tried, founding) if founding else None
            if fund is None or founding is None:
                tried.unbooked()
                self._require(tried, done=False)
                return
            self._require(tried, done=tried.through(fund, to_the_end=True))
            if self.dry_run:
                self._tell(fund, fund, tried)
                return
        with new_ledger(options) as ledger:
            setup, self.user = self._setup(""), ledger.user()
            founding = self._founding(setup)
            fund = found_fund(ledger, setup, founding) if founding else None
            self._require(setup, done=fund is not None)
        if founding is not None:
            with self._opened() as fund:
                if fund is not None:
                    self._do(fund, founding.actor, created=True)

    def _do(self, fund: "Fund", actor: str, *, created: bool = False) -> None:
        from fundledger.inputs.setup.faults import SetupStoppedError

        setup = self._setup(actor)
        self.actor, setup.created = actor, created
        if not setup.through(fund, to_the_end=False):
            self._put_faults(setup)
            raise SetupStoppedError(self.book.file, setup.faults.total)
        self._tell(fund, fund, setup)

    def _actor(self, fund: "Fund") -> str:
        """Say who acts: whom one names, or is connected as, or who founded the fund.

        Raises UnknownNameError, ActorMissingError.
        """
        from fundledger.cli.lookups import login
        from fundledger.domain.people import Role
        from fundledger.inputs.setup.faults import ActorMissingError
        from fundledger.inputs.setup.fund import first_founder
        from fundledger.queries import people

        named = self.options.actor
        with fund.reading() as books:
            if self.options.actor_given:
                return login(books, named)
            for each in people.people(books):
                if self.user is not None and each.database_user == self.user:
                    return each.login
            actor = first_founder(self.book) or named
            if people.person(books, Login(actor)) is None:
                grants = [e for e in people.grants(books) if e.role is Role.ADMIN]
                admins = tuple(dict.fromkeys(each.login for each in grants))
                raise ActorMissingError(actor, admins)
        return actor

    def _founding(self, setup: "Setup") -> "Founding | None":
        from fundledger.inputs.setup.fund import founding
        from fundledger.readers.charts import read_chart

        named = self.options.actor if self.options.actor_given else None
        return founding(setup, read_chart, user=self.user, actor=named)

    def _setup(self, actor: str) -> "Setup":
        from fundledger.inputs.setup.doing import Setup

        return Setup(self.book, actor, self.on)

    def _require(self, setup: "Setup", *, done: bool) -> None:
        """Have no fault, in the file or in what it says. Raises SetupFaultsError."""
        from fundledger.inputs.setup.faults import SetupFaultsError

        total = self.book.faults.total + setup.faults.total
        if total or not done:
            self._put_faults(setup)
            raise SetupFaultsError(self.book.file, total)

    def _put_faults(self, setup: "Setup") -> None:
        from fundledger.inputs.faults import FirstFaults
        from fundledger.inputs.setup.results import faults_report

        faults = FirstFaults(self.book.faults)
        faults += setup.faults
        self.put(faults_report(self.book.file, faults))

    def _tell(self, fund: "Fund", copy: "Fund", setup: "Setup") -> None:
        from fundledger.inputs.setup.results import done_report

        with copy.reading() as books:
            basis = None if self.dry_run else basis_at(self.options, fund, books.head)
            report = done_report(
                books,
                basis,
                setup.counts,
                self.on,
                dry_run=self.dry_run,
                opening_of=self.book.file if setup.opening_waits else "",
            )
            self.put(report)

    def put(self, report: "Report") -> None:
        """Tell what became of it."""
        put(report, self.options)
