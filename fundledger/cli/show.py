"""`fundledger show`: one thing whole, with all that belongs to it."""

from dataclasses import dataclass

import click

from fundledger.cli.conditions import NOUN, named
from fundledger.cli.opening import basis_of, opened_books
from fundledger.cli.options import TEXT, Options, common
from fundledger.cli.reports import put
from fundledger.cli.verbs import verb
from fundledger.errors import N_, InputError
from fundledger.i18n.nouns import Noun


@dataclass(eq=False)
class NotThereError(InputError):
    """There is no such thing in the fund."""

    noun: Noun
    key: str
    word: str
    """What the command line calls the noun."""
    message = N_("There is no {noun} {key}.")
    hint = N_("Find it with: fundledger list {word} --find TEXT")


@verb(
    N_(
        "Show one thing whole, with all that belongs to it: a project with its"
        " applications, reviews, payments, claims and steps; a voucher with its lines."
        " It goes by the first column of its list; a project by its code as well, a"
        " voucher by its month and number (2024-08/12), a receipt by the number on it."
    )
)
@click.argument("noun", metavar="NOUN", type=NOUN)
@click.argument("key", metavar="KEY", type=TEXT)
@common(without=("as_of",))
def command(options: Options, noun: str, key: str) -> None:
    """Print it. Raises UnknownNounError, NotThereError."""
    from fundledger.inputs.choices import resolve
    from fundledger.inputs.things import whole

    of = named(noun)
    with opened_books(options) as (fund, books):
        number = resolve(books, Noun(of.noun), key)
        report = whole(books, basis_of(options, fund, books), of, number)
        if report is None:
            raise NotThereError(Noun(of.noun), key, of.noun)
        put(report, options)
