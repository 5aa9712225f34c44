"""`fundledger completion`: a shell's completion script."""

from typing import Final

import click
from click.shell_completion import get_completion_class

from fundledger.cli.options import one_of
from fundledger.cli.streams import write_line
from fundledger.cli.verbs import Taken, verb
from fundledger.errors import N_

SHELLS: Final = ("bash", "zsh", "fish")


@verb(
    N_(
        "Print a shell's completion script: bash, zsh or fish. For bash, put"
        ' eval "$(fundledger completion bash)" into ~/.bashrc.'
    )
)
@click.argument("shell", type=Taken("|".join(SHELLS), one_of(*SHELLS), SHELLS))
def command(shell: str) -> None:
    """Print the script; the shell asks the program itself what fits."""
    script_class = get_completion_class(shell)
    assert script_class is not None
    from fundledger.cli.app import COMPLETE, NAME, app

    write_line(script_class(app, {}, NAME, COMPLETE).source())
