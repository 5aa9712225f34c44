"""Commands and options whose texts are translated when they are shown."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

import click
from click.shell_completion import CompletionItem

from fundledger.cli.session import current
from fundledger.cli.streams import write_line
from fundledger.errors import N_, FundledgerError, InputError

Run = Callable[..., Any]

WIDTH: Final = 80


@dataclass(eq=False)
class OptionError(InputError):
    """What follows an option cannot be understood."""

    option: str
    problem: FundledgerError
    message = N_("{option}: {problem}")
    hint = N_("Look at the words it takes with: fundledger VERB --help")


@dataclass(eq=False)
class NoTextError(InputError):
    """A word is made of bytes that are no text: most likely of another encoding."""

    text: str
    message = N_("'{text}' is not UTF-8.")
    hint = N_("Set the terminal to UTF-8, or write the text in it.")


@dataclass(eq=False)
class StrayError(InputError):
    """There are words that no option takes."""

    words: tuple[str, ...]
    message = N_("These words belong to no option: {words}.")
    hint = N_("A value stands behind its option, like --db PATH; --help lists them.")


@dataclass(eq=False)
class RepeatedError(InputError):
    """An option that takes one value is given several."""

    option: str
    message = N_("{option} is given more than once.")
    hint = N_("Give it once: nothing says which of the values is meant.")


def whole_text(text: str) -> str:
    """Take a word as a text; a file's name may be any bytes. Raises NoTextError."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise NoTextError(text) from error
    return text


class Taken(click.ParamType[Any, Any]):
    """A kind of value, read by one of our functions that raises our errors."""

    def __init__(
        self,
        name: str,
        read: Callable[[str], Any],
        words: tuple[str, ...] = (),
        *,
        files: bool = False,
    ) -> None:
        """Read by a function; `words`, or `files`, are what a shell may complete."""
        self.name = name
        self.read = read
        self.words = words
        self.files = files

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> object:
        """Read the value. Raises OptionError."""
        del ctx
        if not isinstance(value, str):
            return value
        try:
            return self.read(value if self.files else whole_text(value))
        except FundledgerError as error:
            raise OptionError(param.opts[0] if param else self.name, error) from error

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Name the value as it is: a word is typed as it is written."""
        del param, ctx
        return self.name

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Offer the words that begin so, or leave it to the shell to name files."""
        del ctx, param
        if self.files:
            return [CompletionItem(incomplete, type="file")]
        return [
            CompletionItem(word) for word in self.words if word.startswith(incomplete)
        ]


class Option(click.Option):
    """An option whose help is a text to translate."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Give spelling and help in the run's language."""
        record = super().get_help_record(ctx)
        if record is None:
            return None
        return record[0], current(ctx).explain(self.help or "")


class Verb(click.Command):
    """A command whose help is a text to translate."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the options.

        Raises StrayError for words that none takes, and RepeatedError for a value
        that would be dropped.
        """
        ctx.allow_extra_args = True
        try:
            if not ctx.resilient_parsing:
                _refuse_repeated(self.make_parser(ctx).parse_args(list(args))[2])
            left = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        if left and not ctx.resilient_parsing and not isinstance(self, click.Group):
            raise StrayError(tuple(left))
        return left

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Give the --help option, explained in the run's language."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = current(ctx).say(N_("Show this text and exit."))
            option.callback = _show_help
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is called."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        prefix = current(ctx).say(N_("Usage:"))
        formatter.write_usage(ctx.command_path, pieces, prefix=f"{prefix} ")

    def format_help_text(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write what the command does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(current(ctx).explain(self.help or ""))

    def format_options(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write the options."""
        records = (param.get_help_record(ctx) for param in self.get_params(ctx))
        with formatter.section(current(ctx).say(N_("Options"))):
            formatter.write_dl([each for each in records if each and each[1]])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what follows; lines stay as they are."""
        if self.epilog:
            formatter.write("\n" + current(ctx).say(self.epilog) + "\n")


def _refuse_repeated(given: Iterable[click.Parameter]) -> None:
    """Have each option that takes one value once. Raises RepeatedError."""
    seen: set[click.Parameter] = set()
    for each in given:
        single = isinstance(each, click.Option) and not (each.multiple or each.is_flag)
        if single and each in seen:
            raise RepeatedError(each.opts[0])
        seen.add(each)


def _show_help(ctx: click.Context, _param: click.Parameter, value: object) -> None:
    """Print the help in the encoding of the terminal."""
    if value and not ctx.resilient_parsing:
        write_line(ctx.get_help())
        ctx.exit()


def verb(help: str) -> Callable[[Run], Verb]:  # noqa: A002 - click's word for it
    """Make a function a verb; its help is marked with `N_`."""

    def wrap(function: Run) -> Verb:
        made_verb = click.command(cls=Verb, help=help)(function)
        made_verb.name = function.__name__.removesuffix("_verb")
        return made_verb

    return wrap


def option(*names: str, help: str, **more: Any) -> Callable[[Run], Run]:  # noqa: A002, ANN401 - click's words and options
    """Add an option; its help is marked with `N_`."""
    return click.option(*names, cls=Option, help=help, **more)
