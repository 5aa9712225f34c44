"""`fundledger demo`: the demo fund, in the workbench or as a reconciliation."""

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import click
from click.core import ParameterSource

from fundledger.cli.exits import Exit
from fundledger.cli.faults import hide_password
from fundledger.cli.opening import collect_again
from fundledger.cli.options import Asked, common
from fundledger.cli.places import demo_path
from fundledger.cli.verbs import option, verb
from fundledger.errors import N_, InputError
from fundledger.i18n import translate

STEP: Final = 50
"""Deeds between two signs of progress."""


@dataclass(eq=False)
class DemoPlaceError(InputError):
    """The demo would lie elsewhere than in a file."""

    address: str
    message = N_("The demo fund lies in a file; {address} is none.")
    hint = N_("Give a path with --db, or nothing.")


@verb(
    N_(
        "Open the demo fund in the workbench, creating it the first time; without a"
        " terminal, print its reconciliation. --db says where it lies."
    )
)
@option("--print", "printed", is_flag=True, help=N_("Print it on a terminal, too."))
@common()
def command(asked: Asked, *, printed: bool) -> int:
    """Create the demo if it is missing, then show it."""
    collect_again()
    path = _path(asked)
    _create(path, asked)
    here = replace(asked, db=str(path))
    if not printed and sys.stdin.isatty() and sys.stdout.isatty():
        from fundledger.tui.app import run

        return run(here.db, here.fund, here.lang, here.actor)
    return _print(here)


def _path(asked: Asked) -> Path:
    """Say where the demo lies: where --db says, never in what FUNDLEDGER_DB names.

    Nobody's real ledger is taken for the demo. Raises DemoPlaceError for a URL.
    """
    source = click.get_current_context().get_parameter_source("db")
    if source is not ParameterSource.COMMANDLINE:
        return demo_path(asked.session.data)
    if "://" in asked.db:
        raise DemoPlaceError(hide_password(asked.db))
    return Path(asked.db)


def _create(path: Path, asked: Asked) -> None:
    """Create the demo where it is missing, whole or not at all; say where it lies."""
    if not path.exists():
        from fundledger.demo import create_demo

        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        said = translate(N_("Creating the demo fund at {path} …"), asked.lang)
        click.echo(said.format(path=path), err=True)
        create_demo(path, _progress if sys.stderr.isatty() else None)
    else:
        said = translate(N_("The demo fund is at {path}."), asked.lang)
        click.echo(said.format(path=path), err=True)


def _progress(done: int, of: int) -> None:
    if done == of:
        click.echo("\r\033[K", err=True, nl=False)
    elif done % STEP == 0:
        click.echo(f"\r{done * 100 // of} %", err=True, nl=False)


def _print(asked: Asked) -> Exit:
    """Print the reconciliation, if no day is given at that of the published figures."""
    from fundledger.cli.opening import opened_books
    from fundledger.cli.reconcile import reconcile
    from fundledger.queries.published import published

    day = asked.as_of
    if day is None:
        with opened_books(asked) as (_fund, books):
            day = max((each.as_of for each in published(books)), default=None)
    return reconcile(replace(asked, as_of=day))
