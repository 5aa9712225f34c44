"""`fundledger deeds`: the reference of deeds, for people and for programs."""

import json

import click

from fundledger.cli.deed_names import DEED_NAME
from fundledger.cli.options import Format, Options, common
from fundledger.cli.reports import put, put_json
from fundledger.cli.verbs import verb
from fundledger.errors import N_


@verb(
    N_(
        "List the deeds with the roles that may do them; or show one: its fields, who"
        " may not have acted before, what it books, and an example. --format json is"
        " JSON Schema 2020-12 of a deed's input, or of any line of a file of deeds."
    )
)
@click.argument("name", required=False, type=DEED_NAME, metavar="[NAME]")
@common(without=("db", "fund", "as_of", "at", "actor"))
def command(options: Options, name: str | None) -> None:
    """Print the reference, or its schema. Raises UnknownDeedError."""
    if options.format is Format.JSON:
        from fundledger.inputs.schema import input_schema, line_schema

        schema = input_schema(name) if name else line_schema()
        put_json([json.dumps(schema, ensure_ascii=False, indent=2)], options)
        return
    from fundledger.inputs.reference import all_deeds, one_deed

    put(one_deed(name) if name else all_deeds(), options)
