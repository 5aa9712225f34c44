"""`fundledger do`: do a deed, or a file of deeds."""

import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fundledger.cli import do_again, do_results, streams
from fundledger.cli.deed_names import DEED_NAME, WORDS
from fundledger.cli.do_orders import (
    FileBesideError,
    Line,
    from_file,
    from_signature,
    from_words,
    opened,
    opened_sheet,
    require_alone,
)
from fundledger.cli.exits import Exit, exit_of
from fundledger.cli.opening import opened_fund
from fundledger.cli.options import DAY, IN_FILES, KEY, LIMIT, Options, common, read_word
from fundledger.cli.verbs import Taken, option, verb
from fundledger.errors import N_, FundledgerError, StoreError

if TYPE_CHECKING:
    from fundledger.store.books import Fund


@verb(
    N_(
        "Do a deed: fundledger do NAME field=value … Nested values are JSON, @PATH is"
        " what a file holds. Or do the deeds of a file, one JSON object a line with"
        " deed, actor, on, key and input; or the rows of a sheet, with --deed. Each"
        " deed is answered by one line of JSON; a file that was interrupted goes on"
        " where it stopped. A file of fundledger export, which begins with"
        " create_fund, founds its fund again in the new ledger that --db names. The"
        " deeds and their fields: fundledger deeds"
    )
)
@click.argument("words", nargs=-1, type=WORDS, metavar="[NAME [FIELD=VALUE]…]")
@option(
    "--file",
    type=Taken("FILE", read_word, files=True),
    help=N_("Do its deeds: lines of JSON, or a .csv or .xlsx of one deed; - is stdin."),
)
@option(
    "--deed",
    type=DEED_NAME,
    help=N_("The deed whose rows the sheet holds."),
)
@option(
    "--cosign",
    type=LIMIT,
    help=N_(
        "Sign beside the first of two what signature N asks for, as it was asked:"
        " fundledger inbox names N. The second signature does the deed."
    ),
)
@option(
    "--on", type=DAY, help=N_("The business date. Default: today; none for a file.")
)
@option("--key", type=KEY, help=N_("The same key does its deed once."))
@option(
    "--dry-run", is_flag=True, help=N_("Try it and take it back; nothing is written.")
)
@option(
    "--keep-going",
    is_flag=True,
    help=N_("Go on with the file after a refusal or a fault."),
)
@common(without=("as_of", "at", "format", *IN_FILES))
def command(options: Options, words: Sequence[str], **given: Any) -> Exit:  # noqa: ANN401 - read by `_lines`
    """Do what is ordered, and answer line by line; the first failure is the code."""
    cosigned: int | None = given.pop("cosign")
    if cosigned is not None:
        require_alone(words, given)
        with opened_fund(options) as fund:
            line, refusal = from_signature(options, fund, cosigned, given["on"])
            run = Run(options, fund, Path(), dry_run=given["dry_run"])
            if refusal is not None:
                run.answer(do_results.unwritten(line, refusal, options.lang))
                return exit_of(refusal)
            return run.through((line,), keep_going=False)
    if do_again.is_past(words, given):
        return do_again.run(options, given)
    lines, folder = _lines(options, words, **given)
    with _books(options, given) as fund:
        run = Run(options, fund, folder, dry_run=given["dry_run"])
        run.alone = given["file"] is None
        if run.alone:  # what is typed may name any file
            run.open_sheet = opened_sheet(None)
        return run.through(lines, keep_going=given["keep_going"])


def _lines(
    options: Options,
    words: Sequence[str],
    *,
    file: str | None,
    on: date | None,
    key: str | None,
    **others: Any,  # noqa: ANN401 - options of the verb
) -> tuple[Sequence[Line], Path]:
    """Read everything that is to be done, and say where files named in it lie."""
    if file is None:
        return (from_words(options, words, on, key),), Path()
    for what, value in ((" ".join(words), words), ("--key", key)):
        if value:
            raise FileBesideError(what)
    return from_file(options, file, others["deed"], on), Path(file).parent


@contextmanager
def _books(options: Options, given: dict[str, Any]) -> Generator["Fund"]:
    """Open the fund; a file that is only tried gets scratch books."""
    with opened_fund(options) as fund:
        if given["dry_run"] and given["file"] is not None:
            with fund.scratch() as copy:
                yield copy
        else:
            yield fund


class Run:
    """Orders being done, one after another."""

    alone = True
    """Whether it is one deed, which is previewed where it is only tried."""

    def __init__(
        self, options: Options, fund: "Fund", folder: Path, *, dry_run: bool
    ) -> None:
        """Begin in a fund; files that inputs name lie in the folder."""
        self.options = options
        self.fund = fund
        self.opener = opened(folder)
        self.open_sheet = opened_sheet(folder)
        self.dry_run = dry_run

    def through(self, lines: Sequence[Line], *, keep_going: bool) -> Exit:
        """Do all of them, or up to the first that is not done; give the exit code."""
        code = Exit.OK
        for place, line in enumerate(lines, start=1):
            failed = self.one(line)
            if failed is None:
                continue
            code = code or exit_of(failed)
            if place < len(lines) and (
                isinstance(failed, StoreError) or not keep_going
            ):
                self._stopped(line, len(lines) - place)
                break
        return code

    def one(self, line: Line) -> FundledgerError | None:
        """Do one, and answer; give what it failed by."""
        try:
            result, failed = self._result(line)
        except FundledgerError as error:
            result, failed = do_results.unwritten(line, error, self.options.lang), error
        self.answer(result)
        return failed

    def answer(self, result: dict[str, Any]) -> None:
        """Write a line of JSON, and let it go at once."""
        if self.dry_run:
            result["dry_run"] = True
        streams.write_for_programs([do_results.shown(result), "\n"])
        if sys.stdout is not None:
            sys.stdout.flush()

    def _result(self, line: Line) -> tuple[dict[str, Any], FundledgerError | None]:
        from fundledger.commands.going_on import next_cosigner
        from fundledger.inputs import doing
        from fundledger.inputs.sheets import with_sheets

        deed, given = line.order.deed, line.order.input
        order = line.order._replace(input=with_sheets(deed, given, self.open_sheet))
        if self.dry_run and self.alone:
            foreseen = doing.preview(self.fund, order, self.opener)
            result = do_results.possible(line, foreseen, self.options.lang)
            return self._signed(line) | result, foreseen.shown.refusal
        outcome = doing.perform(self.fund, order, self.opener)
        with self.fund.reading() as books:
            waits_for = next_cosigner(books, deed, outcome.seq).roles
        return do_results.accepted(line, outcome, waits_for), None

    def _signed(self, line: Line) -> dict[str, Any]:
        """Tell what the first of two signed, as the form of its deed shows it."""
        if line.signed is None:
            return {}
        with self.fund.reading() as books:
            return do_results.signed(books, line.signed, self.options.lang)

    def _stopped(self, line: Line, left: int) -> None:
        text = N_("Stopped at line {row}; {left} after it were not tried.")
        streams.write_error(
            self.options.session.say(text).format(row=line.row, left=left)
        )
