"""`fundledger workbench`: one's own ledger in the workbench."""

from dataclasses import dataclass

from fundledger.cli.opening import NoOwnLedgerError, opened_fund, require_ledger
from fundledger.cli.options import IN_FILES, Options, common
from fundledger.cli.streams import is_dialogue
from fundledger.cli.verbs import verb
from fundledger.errors import N_, InputError


@dataclass(eq=False)
class NoTerminalError(InputError):
    """The workbench is to be shown where there is no terminal."""

    message = N_("The workbench needs a terminal.")
    hint = N_("Use the other verbs in a pipe or a script.")


@verb(N_("Open a ledger in the workbench, to work in it."))
@common(without=("as_of", "at", "format", *IN_FILES))
def command(options: Options) -> int:
    """Open the ledger that --db names, or one's own; where there is none, begin one."""
    if not is_dialogue():
        raise NoTerminalError
    begin = None
    try:
        require_ledger(options)
    except NoOwnLedgerError:
        from fundledger.cli.beginning import beginning

        begin = beginning(options)
    if options.actor_named and begin is None:
        with opened_fund(
            options
        ):  # an unknown actor is told before the screen is taken
            pass
    from fundledger.tui.app import run

    return run(options.db, options.fund, options.lang, options.actor, begin)
