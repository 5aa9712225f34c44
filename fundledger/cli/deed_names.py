"""Names of deeds as words of the command line: a shell may complete them."""

from typing import Final

import click
from click.shell_completion import CompletionItem

from fundledger.cli.options import read_word
from fundledger.cli.verbs import Taken


class _DeedName(Taken):
    """A deed's name; which there are is looked up only by a shell that asks."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Offer the deeds that begin so; after the first word come its fields."""
        from fundledger.inputs.titles import TITLES

        if param.nargs == -1 and ctx.params.get(param.name or ""):
            return []
        return [CompletionItem(each) for each in TITLES if each.startswith(incomplete)]


DEED_NAME: Final = _DeedName("NAME", read_word)
WORDS: Final = _DeedName("NAME", read_word, files=True)
"""A deed's name, or a field with its value, which may be a file's name."""
