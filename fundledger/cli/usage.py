"""What is wrong with a command line, in our words and with what may be meant."""

from dataclasses import dataclass

import click

from fundledger.cli.exits import Exit
from fundledger.cli.session import Session
from fundledger.cli.streams import write_error
from fundledger.errors import N_, InputError
from fundledger.i18n import describe, printable


@dataclass(eq=False)
class NoSuchWordError(InputError):
    """There is no verb or option of that name, nor one like it."""

    name: str
    message = N_("There is no {name}.")
    hint = N_("--help lists what there is.")


@dataclass(eq=False)
class NearWordError(NoSuchWordError):
    """There is no verb or option of that name, but one like it."""

    close: str
    hint = N_("Did you mean {close}?")


@dataclass(eq=False)
class MisplacedError(NoSuchWordError):
    """An option of the verbs stands before the verb."""

    message = N_("{name} stands before the verb.")
    hint = N_("Write it behind: fundledger VERB {name} …")


@dataclass(eq=False)
class MissingValueError(InputError):
    """An option stands without its value."""

    name: str
    message = N_("{name} needs a value.")
    hint = N_("Write it behind the option: {name} VALUE.")


@dataclass(eq=False)
class FlagValueError(InputError):
    """A value is given to an option that is only set or left out."""

    name: str
    message = N_("{name} takes no value.")
    hint = N_("Write {name} alone.")


@dataclass(eq=False)
class MissingWordError(InputError):
    """Something that must be said is not."""

    name: str
    message = N_("{name} is missing.")
    hint = N_("Give it, or run this on a terminal: there it is asked for.")


@dataclass(eq=False)
class MissingArgumentError(MissingWordError):
    """A verb stands without the word that it needs."""

    hint = N_("Write it behind the verb.")


@dataclass(eq=False)
class MissingVerbError(InputError):
    """There are options and no verb."""

    message = N_("There is no verb: nothing says what to do.")
    hint = N_("Write one behind fundledger; --help lists them.")


@dataclass(eq=False)
class UsageProblemError(InputError):
    """The command line cannot be understood."""

    problem: str
    message = N_("This cannot be understood: {problem}")
    hint = N_("--help says how it is written.")


def tell_usage(error: click.UsageError, session: Session) -> Exit:
    """Say what is wrong with the command line, and where help is."""
    message, hint = describe(ours(error), session.lang)
    path = error.ctx.command_path if error.ctx else "fundledger"
    advice = session.say(N_("Try: {command} --help")).format(command=path)
    for line in (message, hint, advice):
        write_error(session.hide(line))
    return Exit.USAGE


def ours(error: click.UsageError) -> InputError:
    """Turn click's error into ours."""
    match error:
        case click.NoSuchOption():
            return _no_option(error)
        case click.exceptions.NoSuchCommand():
            return _no_such(error.command_name, _verbs(error))
        case click.BadOptionUsage():
            return _bad_option(error)
        case click.MissingParameter(param=param) if param is not None:
            return MissingArgumentError(param.opts[0])
        case _ if _group(error):
            return MissingVerbError()
        case _:
            return UsageProblemError(printable(error.format_message()))


def _no_option(error: click.NoSuchOption) -> InputError:
    """Say that there is no such option, or that it stands in the wrong place."""
    if _group(error) and error.option_name in _options_of_verbs():
        return MisplacedError(error.option_name)
    return _no_such(error.option_name, _options(error))


def _bad_option(error: click.BadOptionUsage) -> InputError:
    """Tell a value too many from one that is missing."""
    name = error.option_name
    params = error.ctx.command.params if error.ctx else []
    flag = any(getattr(each, "is_flag", False) and name in each.opts for each in params)
    return FlagValueError(name) if flag else MissingValueError(name)


def _no_such(name: str, known: list[str]) -> InputError:
    from difflib import get_close_matches

    close = ", ".join(get_close_matches(name, known))
    return NearWordError(name, close) if close else NoSuchWordError(name)


def _verbs(error: click.UsageError) -> list[str]:
    """List the verbs: click itself knows only those it has loaded."""
    group = error.ctx and error.ctx.command
    if error.ctx is None or not isinstance(group, click.Group):
        return []
    return group.list_commands(error.ctx)


def _options(error: click.UsageError) -> list[str]:
    """List the options that help shows."""
    if error.ctx is None:
        return []
    params = error.ctx.command.get_params(error.ctx)
    shown = [each for each in params if not getattr(each, "hidden", False)]
    return [name for each in shown for name in each.opts if name.startswith("--")]


def _options_of_verbs() -> frozenset[str]:
    from fundledger.cli.options import COMMON

    return frozenset(option.opts[0] for option in COMMON.values())


def _group(error: click.UsageError) -> bool:
    return error.ctx is not None and isinstance(error.ctx.command, click.Group)
