"""The command line: its verbs, each imported when it is called, and how a run ends."""

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from types import MappingProxyType
from typing import Final

import click

from fundledger.cli import streams
from fundledger.cli.exits import MEANINGS, Exit
from fundledger.cli.faults import tell, tell_fault
from fundledger.cli.options import LANG
from fundledger.cli.session import Session, current, session_of
from fundledger.cli.usage import tell_usage
from fundledger.cli.verbs import Option, Verb
from fundledger.errors import N_, FundledgerError
from fundledger.i18n import UnknownLanguageError, choose_language

NAME: Final = "fundledger"
COMPLETE: Final = "_FUNDLEDGER_COMPLETE"
"""Set by a shell that asks what a word may become."""

VERBS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "demo": N_("Open the demo fund; without a terminal, print its reconciliation."),
        "workbench": N_("Open a ledger in the workbench, to work in it."),
        "init": N_("Create a fund, and the ledger if there is none."),
        "setup": N_("Begin a fund from a workbook, or write one to fill in."),
        "inbox": N_("List what waits for somebody to be done 待办."),
        "do": N_("Do a deed, or the deeds of a file."),
        "export": N_("Write the chain as a file of deeds, to be done again."),
        "deeds": N_("List the deeds, or show one: who may do it, and with what."),
        "check": N_("Run the named checks; each offence is listed."),
        "verify": N_("Prove the chain, rebuild the books from it, compare every row."),
        "reconcile": N_("Compare control totals with the published figures."),
        "migrate": N_("Bring the ledger's schema to this version's."),
        "balance": N_("What accounts stand at."),
        "projects": N_("List projects with their money."),
        "sources": N_("What each source of funds received, and where it is."),
        "list": N_("List what there is of any kind: people, claims, settings …"),
        "show": N_("Show one thing whole, with all that belongs to it."),
        "ledger": N_("The general ledger 总账: accounts month by month."),
        "account": N_("The lines of an account 明细账, with the balance after each."),
        "voucher": N_("Lay vouchers out as 记账凭证, to be printed."),
        "journal": N_("List vouchers and postings 序时账."),
        "audit": N_("List who did what, or show one record whole."),
        "query": N_("Ask by SQL: one SELECT over the views, in any format."),
        "help": N_("Show a page of the manual, or list its pages."),
        "completion": N_("Print a shell's completion script."),
    }
)
"""Every verb and what it does; `fundledger.cli.<verb>` has it as `command`."""


class App(Verb, click.Group):
    """The group of verbs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the verbs in the order of the table."""
        del ctx
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the verb that is called."""
        del ctx
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"fundledger.cli.{cmd_name}").command
        return command

    def format_options(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write the options and the verbs, importing none."""
        Verb.format_options(self, ctx, formatter)
        say = current(ctx).say
        with formatter.section(say(N_("Verbs"))):
            formatter.write_dl([(name, say(text)) for name, text in VERBS.items()])
        with formatter.section(say(N_("Exit codes"))):
            formatter.write_dl([(str(int(c)), say(t)) for c, t in MEANINGS.items()])


def _version(ctx: click.Context, _param: click.Parameter, wanted: object) -> None:
    if wanted and not ctx.resilient_parsing:
        from importlib.metadata import version

        streams.write_line(f"{NAME} {version(NAME)}")
        ctx.exit()


app: Final = App(
    name=NAME,
    help=N_("Books that prove themselves, for a district's community fund."),
    invoke_without_command=False,
    no_args_is_help=False,
    params=[
        Option(
            ["--lang"],
            type=LANG,
            expose_value=False,
            help=N_("The language [FUNDLEDGER_LANG]."),
        ),
        Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_version,
            help=N_("Show the version and exit."),
        ),
    ],
)


def run(arguments: Sequence[str]) -> int:
    """Run the program; give its exit code. Nothing is raised."""
    streams.prepare()
    try:
        lang = choose_language(_language_in(arguments), os.environ)
    except UnknownLanguageError as error:
        return tell(error, session_of(choose_language(None, _without_name(os.environ))))
    session = session_of(lang, arguments=arguments)
    try:
        return _run(list(arguments) or ["--help"], session)
    except BrokenPipeError:
        return _stop_writing(Exit.PIPE)
    except (KeyboardInterrupt, click.Abort):
        return Exit.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the edge: a person never sees a traceback
        return _end(error, session)


def _end(error: Exception, session: Session) -> Exit:
    """Say how a run failed."""
    if isinstance(error, click.UsageError):
        return tell_usage(error, session)
    if isinstance(error, FundledgerError):
        return tell(error, session)
    code = tell_fault(error, session)
    unwritten = isinstance(error, OSError) and error.filename is None
    return _stop_writing(code) if unwritten else code


def _run(arguments: list[str], session: Session) -> int:
    """Parse and run a verb; its result, if it gives one, is the exit code."""
    if COMPLETE in os.environ:
        app.main(arguments, prog_name=NAME, complete_var=COMPLETE, obj=session)
    try:
        with app.make_context(NAME, arguments, obj=session) as ctx:
            status = app.invoke(ctx)
    except click.exceptions.Exit as ended:
        status = ended.exit_code
    if sys.stdout is not None:  # closed, as by >&-: the exit code is what was asked
        sys.stdout.flush()
    return status if isinstance(status, int) else Exit.OK


def _language_in(arguments: Sequence[str]) -> str | None:
    """Find --lang before anything is parsed: errors speak that language, too."""
    for place, word in enumerate(arguments):
        name, equals, value = word.partition("=")
        if name == "--lang" and equals:
            return value
        if name == "--lang" and place + 1 < len(arguments):
            return arguments[place + 1]
    return None


def _without_name(environ: Mapping[str, str]) -> dict[str, str]:
    return {name: environ[name] for name in environ if name != "FUNDLEDGER_LANG"}


def _stop_writing(code: Exit) -> Exit:
    """Send what is still buffered nowhere, so that the end is quiet."""
    if sys.__stdout__ is None:
        return code
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.__stdout__.fileno())
        os.close(nowhere)
        sys.stdout = sys.__stdout__
    return code
