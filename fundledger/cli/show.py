"""`fundledger show`: one thing whole, with all that belongs to it."""

from dataclasses import dataclass

import click

from fundledger.cli.conditions import NOUN
from fundledger.cli.opening import basis_of, opened_books
from fundledger.cli.options import Options, common
from fundledger.cli.reports import put
from fundledger.cli.verbs import verb
from fundledger.errors import N_, InputError


@dataclass(eq=False)
class NotThereError(InputError):
    """There is no such thing in the fund."""

    noun: str
    key: str
    message = N_("There is no {noun} {key}.")
    hint = N_("Find it with: fundledger list {noun} --find TEXT")


@verb(
    N_(
        "Show one thing whole, with all that belongs to it: a project with its"
        " applications, reviews, payments, claims and steps; a voucher with its lines."
        " A project goes by its number or its code, everything else by the first column"
        " of its list."
    )
)
@click.argument("noun", metavar="NOUN", type=NOUN)
@click.argument("key", metavar="KEY")
@common(without=("as_of", "at"))
def command(options: Options, noun: str, key: str) -> None:
    """Print it. Raises UnknownNounError, NotThereError."""
    from fundledger.queries import nouns, projects
    from fundledger.reports.nouns import whole

    of = nouns.listed(noun)
    with opened_books(options) as (fund, books):
        if of.noun == "project" and not key.isdecimal():
            project = projects.project_of_code(books, key)
            key = key if project is None else str(project.no)
        report = whole(books, basis_of(options, fund, books), of, key)
        if report is None:
            raise NotThereError(of.noun, key)
        put(report, options)
