"""What `do` does: words of the command line, a file of deeds, or a sheet of rows."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fundledger.cli.opening import day_of
from fundledger.cli.options import Options
from fundledger.cli.verbs import whole_text
from fundledger.errors import N_, FundledgerError, InputError

if TYPE_CHECKING:
    from fundledger.inputs.cells import GivenSheet
    from fundledger.inputs.cosigning import Signed
    from fundledger.inputs.doing import Order
    from fundledger.inputs.forms import DeedForm
    from fundledger.inputs.parsing import Opener
    from fundledger.inputs.sheets import OpenSheet
    from fundledger.store.books import Fund

STANDARD_INPUT: Final = "-"
SHEETS: Final = (".csv", ".xlsx")
MOST_BYTES: Final = 200 * 2**20
"""So large a file of deeds is at most; a file that is a value may have 20 MiB."""


@dataclass(eq=False)
class NoEqualsError(InputError):
    """A word is no field with its value."""

    word: str
    message = N_("'{word}' is no field with its value.")
    hint = N_("Write field=value, like amount=320.00; fields: fundledger deeds NAME")


@dataclass(eq=False)
class NothingToDoError(InputError):
    """Neither a deed nor a file is named."""

    message = N_("Nothing says which deed to do.")
    hint = N_("Write: fundledger do NAME field=value …, or --file FILE.")


@dataclass(eq=False)
class FileBesideError(InputError):
    """Something is said beside a file that the file says itself."""

    what: str
    message = N_("{what} means nothing beside --file.")
    hint = N_("Leave it out: the file says it, line by line.")


@dataclass(eq=False)
class CosignBesideError(InputError):
    """Something is said beside --cosign that the signature says itself."""

    what: str
    message = N_("{what} means nothing beside --cosign.")
    hint = N_("Leave it out: the deed is done as the first of the two asked for it.")


@dataclass(eq=False)
class DeedBesideError(InputError):
    """A sheet needs --deed, and nothing else takes it."""

    file: str
    message = N_("--deed belongs to a sheet, .csv or .xlsx; {file} is another file.")
    hint = N_("Leave it out: each line names its deed.")


@dataclass(eq=False)
class SheetDeedError(InputError):
    """A sheet does not say of which deed its rows are."""

    file: str
    message = N_("Nothing says of which deed the rows of {file} are.")
    hint = N_("Name the deed with --deed NAME.")


@dataclass(eq=False)
class DayNeededError(InputError):
    """A line of a file has no business date, and none is given for all."""

    file: str
    row: int
    message = N_("{file}, line {row}: it has no business date.")
    hint = N_('Write "on" into the line, or give --on DAY for all lines without.')


@dataclass(eq=False)
class OutsideError(InputError):
    """An input names a file that lies outside the folder it is read in."""

    file: str
    message = N_("{file} lies outside the folder of the file of deeds.")
    hint = N_("Put it beside the file of deeds, and name it from there.")


class Line(NamedTuple):
    """An order, and the line of the file that it stands in."""

    order: "Order"
    row: int | None = None
    signed: "Signed | None" = None
    """What the first of two people signed, where it is done beside them."""


def from_words(
    options: Options, words: Sequence[str], on: date | None, key: str | None
) -> Line:
    """Read the name of a deed, and each field=value.

    Raises NothingToDoError, UnknownDeedError, NoEqualsError, FieldRepeatedError.
    """
    from fundledger.inputs.columns import field_called
    from fundledger.inputs.doing import Order
    from fundledger.inputs.faults import FieldRepeatedError
    from fundledger.inputs.forms import form_of
    from fundledger.inputs.reading import unfolded

    if not words:
        raise NothingToDoError
    name, *pairs = words
    whole_text(name)
    form = form_of(name)
    values: dict[str, Any] = {}
    for pair in pairs:
        field, equals, text = pair.partition("=")
        if not equals:
            raise NoEqualsError(pair)
        field = field_called(form, whole_text(field))
        if field in values:
            raise FieldRepeatedError(field)
        values[field] = _value(form, field, text)
    return Line(Order(name, unfolded(values), options.actor, day_of(on), key))


def require_alone(words: Sequence[str], given: Mapping[str, Any]) -> None:
    """Have nothing said beside --cosign. Raises CosignBesideError."""
    beside = [f"--{each}" for each in ("file", "deed", "key") if given[each]]
    for what in (*words, *beside):
        raise CosignBesideError(what)


def from_signature(
    options: Options, fund: "Fund", no: int, on: date | None
) -> tuple[Line, "FundledgerError | None"]:
    """Read what the first of two people has signed, and why it cannot be done."""
    from fundledger.domain.ids import CosignatureNo
    from fundledger.inputs.cosigning import (
        first_signed,
        key_of,
        lapsed,
        order_of,
        waits,
    )
    from fundledger.inputs.doing import Order

    day, number = day_of(on), CosignatureNo(no)
    with fund.reading() as books:
        try:
            signed = first_signed(books, number)
        except InputError as error:
            order = Order("", {}, options.actor, day, key_of(number))
            return Line(order), error
        refusal = waits(signed.row) or lapsed(books, signed.row, day)
    return Line(order_of(signed.row, options.actor, day), None, signed), refusal


def _value(form: "DeedForm", field: str, text: str) -> object:
    """Take a word's value; @PATH is what the file holds, @@ a text that begins so."""
    from fundledger.inputs.kinds import InputKind

    if text.startswith("@@") or not text.startswith("@"):
        return whole_text(text.removeprefix("@") if text.startswith("@@") else text)
    from fundledger.readers.files import read_limited
    from fundledger.readers.tables import text_of

    path = Path(text[1:])
    known = form.fields.get(field)
    if known is not None and known.kind is InputKind.TABLE and is_sheet(path):
        return {"file": str(path)}
    content = read_limited(path)
    if known is not None and known.kind is InputKind.FILE:
        return content
    return text_of(path.name, content).removesuffix("\n")


def is_sheet(path: Path) -> bool:
    """Tell by a file's name whether it is a sheet of rows."""
    return path.suffix.lower() in SHEETS


def opened(folder: Path) -> "Opener":
    """Give what reads a file that an input names: one in a folder, or below it.

    A file of deeds may come from elsewhere; it takes nothing else of its reader's
    disk along. Reading raises OutsideError, FileMissingError, HugeFileError.
    """

    def read(name: str) -> bytes:
        from fundledger.readers.files import read_limited

        return read_limited(_inside(folder, name), plain=True)

    return read


def opened_sheet(folder: Path | None) -> "OpenSheet":
    """Give what reads a sheet that an input names: in a folder or below it, or any.

    Reading raises OutsideError, and what `read_sheet` raises.
    """

    def read(name: str) -> "GivenSheet":
        from fundledger.readers.files import NO_FILE, is_plain
        from fundledger.readers.problems import FileMissingError
        from fundledger.readers.sheets import read_cells

        path = Path(name) if folder is None else _inside(folder, name)
        if not is_plain(path):
            raise FileMissingError(path.name, NO_FILE)
        return read_cells(path)

    return read


def _inside(folder: Path, name: str) -> Path:
    """Find a file in a folder. Raises OutsideError, FileMissingError."""
    from fundledger.readers.files import NO_FILE
    from fundledger.readers.problems import FileMissingError

    try:
        path = (folder / name).resolve()
    except (OSError, RuntimeError, ValueError) as error:  # a link to itself, a NUL
        raise FileMissingError(name, NO_FILE) from error
    if not path.is_relative_to(folder.resolve()):
        raise OutsideError(name)
    return path


def from_file(
    options: Options, name: str, deed: str | None, on: date | None
) -> tuple[Line, ...]:
    """Read all lines of a file, or all rows of a sheet, before any is done.

    Raises LineError, UnreadableError, DayNeededError, DeedBesideError,
    SheetDeedError, FaultsError for a sheet's header.
    """
    sheet = is_sheet(Path(name))
    if deed is not None and not sheet:
        raise DeedBesideError(name)
    if sheet and deed is None:
        raise SheetDeedError(name)
    lines = _rows(options, Path(name), str(deed)) if sheet else _lines(options, name)
    return tuple(_keyed(name, lines, on))


def _lines(options: Options, name: str) -> Iterator[Line]:
    from fundledger.inputs.doing import Order
    from fundledger.readers.deed_lines import read_deeds
    from fundledger.readers.files import read_limited

    if name == STANDARD_INPUT:
        content = sys.stdin.buffer.read(MOST_BYTES) if sys.stdin else b""
    else:
        content = read_limited(Path(name), MOST_BYTES)
    for each in read_deeds(Path(name).name, content):
        actor = options.actor if each.actor is None else each.actor
        order = Order(each.deed, each.input, actor, each.on or "", each.key)
        yield Line(order, each.row)


def _rows(options: Options, path: Path, deed: str) -> Iterator[Line]:
    from fundledger.inputs.columns import columns_of, sheet_row
    from fundledger.inputs.doing import Order
    from fundledger.readers.sheets import read_sheet

    sheet = read_sheet(path)
    columns = columns_of(deed, sheet.header)
    for number, cells in sheet.rows:
        row = sheet_row(columns, cells)
        order = Order(
            deed, row.input, row.actor or options.actor, row.on or "", row.key
        )
        yield Line(order, number)


def _keyed(name: str, lines: Iterator[Line], on: date | None) -> Iterator[Line]:
    """Give each line its day and its key, so that the file may be run again.

    A key is made of the day, too: today's would do everything again tomorrow.
    """
    from fundledger.inputs.doing import Keys

    keys = Keys()
    for order, row, _ in lines:
        day = order.on or (on.isoformat() if on else "")
        if not day:
            raise DayNeededError(Path(name).name, row or 0)
        yield Line(keys.keyed(order._replace(on=day)), row)
