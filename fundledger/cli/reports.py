"""Printing a report in the format that was asked for."""

import click

from fundledger.cli.options import Asked, Format
from fundledger.writers.report import Report, Sheet


def put(report: Report, asked: Asked) -> None:
    """Print a report: text for people, CSV or JSON for programs.

    A column without a name is for people only; one without a heading, for programs.
    """
    if asked.format is Format.TEXT:
        from fundledger.writers.text import to_text

        click.echo("\n".join(to_text(report, asked.lang)))
        return
    told = report._replace(sheets=[_for_programs(sheet) for sheet in report.sheets])
    if asked.format is Format.JSON:
        from fundledger.writers.json import to_json

        click.echo(to_json(told))
    else:
        from fundledger.writers.csv import to_csv

        click.echo(to_csv(told), nl=False)


def _for_programs(sheet: Sheet) -> Sheet:
    """Leave out the columns without a name: what they say stands in others."""
    places = [place for place, column in enumerate(sheet.columns) if column.name]
    return sheet._replace(
        columns=[sheet.columns[place] for place in places],
        rows=[[row[place] for place in places] for row in sheet.rows],
    )
