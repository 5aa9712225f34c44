"""`fundledger help`: the manual, page by page."""

import shutil
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import click
from click.shell_completion import CompletionItem

from fundledger.cli import streams
from fundledger.cli.options import LANG
from fundledger.cli.session import current
from fundledger.cli.verbs import WIDTH, option, verb
from fundledger.errors import N_, InputError

if TYPE_CHECKING:
    from fundledger.cli.pages import Page

WIDEST: Final = 100
"""Lines of more cells are hard to read."""


@dataclass(eq=False)
class UnknownTopicError(InputError):
    """The manual has no such page, and nothing else is called like it."""

    topic: str
    message = N_("The manual has no page {topic}.")
    hint = N_("Its pages are listed by: fundledger help")


@dataclass(eq=False)
class NearTopicError(UnknownTopicError):
    """The manual has no such page, but one that is called like it."""

    close: tuple[str, ...]
    hint = N_("Did you mean {close}? Its pages are listed by: fundledger help")


@dataclass(eq=False)
class DeedTopicError(UnknownTopicError):
    """The manual has no page for one deed; the reference shows it."""

    hint = N_("That is a deed. It is shown by: fundledger deeds {topic}")


def _topics(
    ctx: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Offer the topics that begin so, with their titles."""
    from fundledger.cli.pages import pages

    return [
        CompletionItem(page.topic, help=page.title)
        for page in pages(current(ctx).lang).values()
        if page.topic.startswith(incomplete)
    ]


@verb(
    N_(
        "Show a page of the manual, or list its pages: your fund in a day, what each"
        " role does, keys, deeds, settings, exit codes, how scripts use it. The name of"
        " a verb shows what that verb takes."
    )
)
@option(
    "--lang",
    type=LANG,
    expose_value=False,
    help=N_("The language [FUNDLEDGER_LANG]."),
)
@click.argument("topic", required=False, metavar="[TOPIC]", shell_complete=_topics)
@click.pass_context
def command(ctx: click.Context, topic: str | None) -> None:
    """Print a page, or the list. Raises UnknownTopicError."""
    from fundledger.cli.pages import laid_out, pages

    known = pages(current().lang)
    if topic is None:
        _list(known.values())
        return
    page = _page(topic, known)
    text = _verb_help(topic, ctx) if page is None else None
    if page is None and text is None:
        raise _unknown(topic, known)
    for line in laid_out(page.text, _width()) if page else (text or "",):
        streams.write_line(line)


def _list(known: Iterable["Page"]) -> None:
    """List the pages by topic and title."""
    say = current().say
    formatter = click.HelpFormatter(width=_width())
    with formatter.section(say(N_("Pages of the manual"))):
        formatter.write_dl([(page.topic, page.title) for page in known])
    streams.write(formatter.getvalue())
    streams.write_line("")
    streams.write_line(say(N_("Read one with: fundledger help TOPIC")))


def _width() -> int:
    """Count the cells of a line: those of the terminal, but no endless ones."""
    if not streams.is_terminal(sys.stdout):
        return WIDTH
    return min(shutil.get_terminal_size((WIDTH, 24)).columns, WIDEST)


def _page(topic: str, known: Mapping[str, "Page"]) -> "Page | None":
    """Look up a page by its topic or its title."""
    by_title = {page.title.casefold(): page for page in known.values()}
    return known.get(topic.casefold()) or by_title.get(topic.casefold())


def _verb_help(name: str, ctx: click.Context) -> str | None:
    """Give what a verb says of itself; None where there is none of that name."""
    from fundledger.cli.app import app

    command = app.get_command(ctx, name)
    if command is None:
        return None
    return command.get_help(click.Context(command, parent=ctx.parent, info_name=name))


def _unknown(topic: str, known: Mapping[str, "Page"]) -> UnknownTopicError:
    """Say that a topic is a deed, or what it is like."""
    from fundledger.cli.lookups import likest
    from fundledger.inputs.titles import TITLES

    if topic in TITLES:
        return DeedTopicError(topic)
    close = likest(topic, {page.topic: [page.title] for page in known.values()})
    return NearTopicError(topic, close) if close else UnknownTopicError(topic)
