"""Workbooks that `fundledger setup` writes: to be filled in, or an example."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from fundledger.cli.opening import opened_fund
from fundledger.cli.options import Options
from fundledger.errors import N_, InputError

if TYPE_CHECKING:
    from fundledger.inputs.setup.template import Filled
    from fundledger.reports.report import Phrase
    from fundledger.reports.workbook import Workbook

XLSX: Final = ".xlsx"
EXAMPLE: Final = "example-fund"
"""The folder of the example among what ships."""
FROM_FUND: Final = N_("Filled in from the fund {fund} at its record {seq}.")
FROM_EXAMPLE: Final = N_("An example: everything in it is invented.")


@dataclass(eq=False)
class TemplateBesideError(InputError):
    """Something is said beside what is written that only a workbook is read with."""

    what: str
    option: str
    message = N_("{what} means nothing beside {option}.")
    hint = N_("Leave it out: a file is written, and nothing is done.")


@dataclass(eq=False)
class TemplateNameError(InputError):
    """A template is to be something else than a spreadsheet."""

    file: str
    message = N_("A template is a spreadsheet; {file} does not end with .xlsx.")
    hint = N_("Name it like fund.xlsx.")


def write(
    options: Options, option: str, path: Path, beside: Mapping[str, object]
) -> None:
    """Write a template or the example.

    Raises TemplateBesideError, TemplateNameError, FileThereError, NoLedgerError.
    """
    for name, value in {**beside, "--output": options.output.path}.items():
        if value:
            raise TemplateBesideError(name, option)
    is_workbook = path.suffix.lower() == XLSX
    if option == "--example":
        _write_example(options, path, is_workbook=is_workbook)
        return
    if not is_workbook:
        raise TemplateNameError(path.name)
    _write_workbook(options, path, _template(options))


def _write_workbook(options: Options, path: Path, book: "Workbook") -> None:
    from fundledger.writers.files import written
    from fundledger.writers.xlsx_workbook import write_workbook

    with written(path, overwrite=options.output.overwrite) as file:
        write_workbook(book, file, options.lang)


def _template(options: Options) -> "Workbook":
    """Give the template; of a ledger that is named and there, with what it has."""
    from fundledger.inputs.setup.template import template
    from fundledger.store.opening import is_missing

    if not options.named or is_missing(options.db):
        return template()
    filled, about = _booked(options)
    return template(filled, about)


def _booked(options: Options) -> "tuple[Filled, Phrase]":
    from fundledger.inputs.setup.books import booked_rows
    from fundledger.reports.report import Phrase

    with opened_fund(options) as fund, fund.reading() as books:
        facts = {"fund": fund.name, "seq": books.head.seq}
        return booked_rows(fund, books), Phrase(FROM_FUND, facts)


def _write_example(options: Options, path: Path, *, is_workbook: bool) -> None:
    if not is_workbook:
        _write_folder(path, overwrite=options.output.overwrite)
        return
    from fundledger.inputs.setup.given import setup_book
    from fundledger.inputs.setup.template import template, typed_rows
    from fundledger.readers.sheets import read_workbook
    from fundledger.reports.report import Phrase

    with TemporaryDirectory(prefix="fundledger-") as folder:
        _write_folder(Path(folder), overwrite=False)
        filled = typed_rows(setup_book(path.name, read_workbook(Path(folder))))
    _write_workbook(options, path, template(filled, Phrase(FROM_EXAMPLE)))


def _write_folder(path: Path, *, overwrite: bool) -> None:
    """Write the sheets of the example as CSV files. Raises FileThereError."""
    from importlib.resources import files

    from fundledger.writers.files import written

    path.mkdir(exist_ok=True)
    for each in (files("fundledger.data") / EXAMPLE).iterdir():
        with written(path / each.name, overwrite=overwrite) as file:
            file.write(each.read_bytes())
