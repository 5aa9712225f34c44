"""What the workbench begins with where there is no ledger: as init, setup, demo do."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from fundledger.cli import setup_files
from fundledger.cli.demo import require_demo
from fundledger.cli.demo_books import create_demo
from fundledger.cli.init import create_fund
from fundledger.cli.new_ledger import make_room, new_ledger
from fundledger.cli.options import Options
from fundledger.cli.setup import Run
from fundledger.commands.people import NewPerson
from fundledger.domain.ids import Login
from fundledger.i18n import Language
from fundledger.inputs.founding import begin_on, read_code, read_name
from fundledger.inputs.setup.faults import SetupFaultsError
from fundledger.tui.shell.beginning import (
    Beginning,
    Founded,
    Founding,
    Progress,
    SetUp,
)

if TYPE_CHECKING:
    from fundledger.reports.report import Report


def beginning(options: Options) -> Beginning:
    """Give what the workbench can begin with, at the places of this person."""
    return Beginning(
        ledger=options.db,
        demo=str(options.session.demo),
        create=partial(_create, options),
        write_template=partial(_write_template, options),
        set_up=partial(_set_up, options),
        make_demo=partial(_make_demo, options),
    )


def _create(options: Options, founding: Founding) -> Founded:
    """Create a fund in one's own ledger."""
    on, year = begin_on(None, None)
    founders = [NewPerson(Login(login), name) for login, name in founding.founders]
    code, name = read_code(founding.code), read_name(founding.name)
    with new_ledger(options) as ledger:
        _ = create_fund(
            ledger, code, name=name, founder=founders, on=on, year=year, edition=None
        )
    return Founded(options.db, founders[0].login)


def _write_template(options: Options, path: Path, lang: Language) -> None:
    """Write a workbook to be filled in."""
    setup_files.write(replace(options, lang=lang), "--template", path, {})


class _KeptRun(Run):
    """A workbook on its way into a ledger; what is told of it is kept."""

    report: "Report | None" = None

    def put(self, report: "Report") -> None:
        """Keep what is to be told."""
        self.report = report


def _set_up(options: Options, path: Path) -> SetUp:
    """Do what a workbook says."""
    run = _KeptRun(options, path, None, dry_run=False)
    try:
        run.through()
    except SetupFaultsError:
        return SetUp(None, run.report)
    return SetUp(Founded(options.db, run.actor), None)


def _make_demo(options: Options, progress: Progress) -> Founded:
    """Create the demo where it is missing."""
    path = options.session.demo
    if path.exists():
        require_demo(path)
    else:
        make_room(path, options.session.data)
        create_demo(path, progress)
    return Founded(str(path), None)
