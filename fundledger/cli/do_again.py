"""`fundledger do --file FILE --db NEW`: a fund's past, done again in a new ledger.

A file that begins with `create_fund` is one. The ledger keeps its times and users; run
again, it goes on after the last line it holds.
"""

import sys
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from fundledger.cli import do_results, streams
from fundledger.cli.do_orders import SHEETS, STANDARD_INPUT, FileBesideError, opened
from fundledger.cli.exits import Exit, exit_of
from fundledger.cli.new_ledger import migrate_new, whole
from fundledger.cli.opening import collect_again
from fundledger.cli.options import Options
from fundledger.errors import N_, InputError

if TYPE_CHECKING:
    from fundledger.inputs.again import Repeated
    from fundledger.inputs.lines import DeedLine


@dataclass(eq=False)
class UnnamedLedgerError(InputError):
    """Nobody says in which ledger a past is to be done again."""

    file: str
    message = N_("{file} is a whole fund's past; no ledger is named for it.")
    hint = N_("Name a new one with --db: your own ledger is not taken for it.")


def is_past(words: Sequence[str], given: Mapping[str, Any]) -> bool:
    """Tell whether what is to be done is a file that begins with founding a fund.

    Raises FileMissingError, LineError.
    """
    name = given["file"]
    if words or name is None or given["deed"] or given["key"]:
        return False
    path = Path(name)
    if name == STANDARD_INPUT or path.suffix.lower() in SHEETS:
        return False
    from fundledger.inputs.again import is_founding
    from fundledger.readers.deed_lines import first_line
    from fundledger.readers.files import is_plain

    if path.exists() and not is_plain(path):
        return False  # a pipe is read once: what is looked at here would be lost
    with _opened(path) as file:
        line = first_line(path.name, file)
    return line is not None and is_founding(line)


def run(options: Options, given: Mapping[str, Any]) -> Exit:
    """Do a file's deeds again, and answer line by line.

    Raises LineError before any is done, FileBesideError, UnnamedLedgerError,
    LiveLedgerError, StoreError.
    """
    path = Path(given["file"])
    _require_alone(options, given)
    for _line in _lines(path):
        pass  # every line is read before any is done
    if given["dry_run"]:
        with TemporaryDirectory(prefix="fundledger-") as folder:
            return _run(options, path, str(Path(folder, "tried.db")), dry_run=True)
    if not options.named:
        raise UnnamedLedgerError(path.name)
    return _run(options, path, options.db, dry_run=False)


def _require_alone(options: Options, given: Mapping[str, Any]) -> None:
    """Have nothing said that the file says itself. Raises FileBesideError."""
    named: dict[str, Any] = {"--as": options.actor_named, "--fund": options.fund}
    named |= {"--on": given["on"], "--keep-going": given["keep_going"]}
    for name, value in named.items():
        if value:
            raise FileBesideError(name)


def _run(options: Options, path: Path, address: str, *, dry_run: bool) -> Exit:
    from fundledger.inputs.again import PastError, do_again
    from fundledger.store.books import Ledger

    collect_again()
    with closing(Ledger(address, durable=not dry_run)) as ledger:
        steps = do_again(ledger, _lines(path), opened(path.parent))
        try:
            with whole(address):
                migrate_new(ledger)
                _answer(next(steps), dry_run=dry_run)
            for each in steps:
                _answer(each, dry_run=dry_run)
        except PastError as error:
            _write(do_results.differing(error, options.lang), dry_run=dry_run)
            return exit_of(error)
    return Exit.OK


def _answer(repeated: "Repeated", *, dry_run: bool) -> None:
    _write(do_results.repeated(repeated), dry_run=dry_run)


def _write(result: dict[str, Any], *, dry_run: bool) -> None:
    """Answer on a line of its own."""
    if dry_run:
        result["dry_run"] = True
    streams.write_for_programs([do_results.shown(result), "\n"])
    if sys.stdout is not None:
        sys.stdout.flush()


def _lines(path: Path) -> "Iterator[DeedLine]":
    from fundledger.readers.deed_lines import read_past

    with _opened(path) as file:
        yield from read_past(path.name, file)


@contextmanager
def _opened(path: Path) -> Generator[Any]:
    from fundledger.readers.files import opened_file

    with opened_file(path) as file:
        yield file
