"""`fundledger demo`: the demo fund, in the workbench or as a reconciliation."""

import errno
import os
import sys
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import click
from click.core import ParameterSource

from fundledger.cli.exits import Exit
from fundledger.cli.opening import collect_again
from fundledger.cli.options import Options, common
from fundledger.cli.streams import is_dialogue, is_terminal, write_error
from fundledger.cli.verbs import option, verb
from fundledger.domain.editions import Replay
from fundledger.errors import N_, InputError
from fundledger.i18n import printable
from fundledger.store.addresses import is_settings, is_url, shown_address

STEP: Final = 50
"""Deeds between two signs of progress."""


@dataclass(eq=False)
class DemoPlaceError(InputError):
    """The demo would lie elsewhere than in a file."""

    address: str
    message = N_("The demo fund 演示 lies in a file; {address} is none.")
    hint = N_("Give a path with --db, or nothing.")


@dataclass(eq=False)
class NotDemoError(InputError):
    """A ledger of one's own is to be shown as the demo."""

    path: str
    message = N_("The ledger at {path} is not the demo's 演示: it holds a real fund.")
    hint = N_("Open it with: fundledger workbench --db {path}")


@verb(
    N_(
        "Open the demo fund 演示 in the workbench, creating it the first time; without"
        " a terminal, print its reconciliation. It is a ledger of its own, at {demo};"
        " --db puts it elsewhere, FUNDLEDGER_DB is for your own."
    )
)
@option("--print", "printed", is_flag=True, help=N_("Print it on a terminal, too."))
@common()
def command(options: Options, *, printed: bool) -> int:
    """Create the demo if it is missing, then show it."""
    collect_again()
    path = _path(options)
    _create(path, options)
    here = replace(options, db=str(path), named=True)
    if not printed and here.output.path is None and is_dialogue():
        from fundledger.tui.app import run

        return run(here.db, here.fund, here.lang, here.actor)
    return _print(here)


def _path(options: Options) -> Path:
    """Say where the demo lies: where --db says, never in what FUNDLEDGER_DB names.

    Nobody's real ledger is taken for the demo. Raises DemoPlaceError for a URL.
    """
    source = click.get_current_context().get_parameter_source("db")
    if source is not ParameterSource.COMMANDLINE:
        return options.session.demo
    if is_url(options.db) or is_settings(options.db):
        raise DemoPlaceError(shown_address(options.db))
    return Path(options.db)


def _create(path: Path, options: Options) -> None:
    """Create the demo where it is missing, whole or not at all; say where it lies."""
    if path.exists():
        require_demo(path)
        _note(options, N_("The demo fund 演示 is at {path}."), path)
        return
    from fundledger.cli.demo_books import create_demo

    _make_room(path, options.session.data)
    _note(options, N_("Creating the demo fund 演示 at {path} …"), path)
    create_demo(path, _progress if is_terminal(sys.stderr) else None)


def _make_room(path: Path, data: Path | None) -> None:
    """Make a person's own data folder; any other folder must be there.

    Raises FileNotFoundError, which names the folder.
    """
    if path.parent == data:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    elif not path.parent.is_dir():
        reason = os.strerror(errno.ENOENT)
        raise FileNotFoundError(errno.ENOENT, reason, str(path.parent))


def require_demo(path: Path) -> None:
    """Have the demo fund at a path, and none kept in earnest. Raises NotDemoError."""
    from fundledger.store.opening import open_ledger

    with closing(open_ledger(str(path))) as ledger:
        if any(fund.replay is not Replay.DEMO for fund in ledger.funds()):
            raise NotDemoError(str(path))


def _note(options: Options, text: str, path: Path) -> None:
    write_error(options.session.say(text).format(path=printable(str(path))))


def _progress(done: int, of: int) -> None:
    if done == of:
        write_error("\r\033[K", end="")
    elif done % STEP == 0:
        write_error(f"\r{done * 100 // of} %", end="")


def _print(options: Options) -> Exit:
    """Print the reconciliation, if no day is given at that of the published figures."""
    from fundledger.cli.opening import opened_books
    from fundledger.cli.reconcile import print_reconciliation
    from fundledger.queries.published import published

    day = options.as_of
    if day is None:
        with opened_books(options) as (_fund, books):
            day = max((each.as_of for each in published(books)), default=None)
    return print_reconciliation(replace(options, as_of=day))
