"""`fundledger export`: the chain as a file of deeds, to be done again elsewhere."""

from pathlib import Path
from typing import TYPE_CHECKING

from fundledger.cli.opening import basis_at, opened_fund
from fundledger.cli.options import Options, common, read_word
from fundledger.cli.reports import put
from fundledger.cli.verbs import Taken, option, verb
from fundledger.domain.ids import Seq, Sha256
from fundledger.errors import N_

if TYPE_CHECKING:
    from fundledger.reports.exported import Counted
    from fundledger.store.audit import Head
    from fundledger.store.reading import Books
    from fundledger.writers.deed_lines import DeedFile


@verb(
    N_(
        "Write the fund's whole chain as a file of deeds, one line of JSON for each"
        " record, refused ones too; what they attach lies beside, in the folder"
        " attachments, by its SHA-256. Only you can read them. With --at up to a"
        " record. Where the chain stands then is printed; fundledger do --file FILE"
        " --db NEW does it all again."
    )
)
@option(
    "--deeds",
    type=Taken("FILE", read_word, files=True),
    required=True,
    help=N_("The file to be written, one line a record."),
)
@common(without=("as_of", "actor", "output", "table"))
def command(options: Options, *, deeds: str) -> None:
    """Export, and say what was exported up to which head.

    Raises SeqUnknownError, FileThereError, NoPlainFileError, OSError.
    """
    from fundledger.reports.exported import exported
    from fundledger.writers.deed_lines import deed_file

    path = Path(deeds)
    with opened_fund(options) as fund, fund.reading() as books:
        head = _head(books, options.at)
        with deed_file(path, overwrite=options.output.overwrite) as file:
            counted = _write(file, books, head.seq)
        basis = basis_at(options, fund, head)._replace(at=options.at)
    put(exported(basis, path.name, counted), options)


def _head(books: "Books", at: int | None) -> "Head":
    """Say up to which record is exported. Raises SeqUnknownError."""
    from fundledger.queries.records import record
    from fundledger.store.audit import Head
    from fundledger.store.books import SeqUnknownError

    if at is None:
        return books.head
    last = record(books, Seq(at))
    if last is None:
        raise SeqUnknownError(at, books.head.seq)
    return Head(Seq(at), last.sha256)


def _write(file: "DeedFile", books: "Books", until: Seq) -> "Counted":
    """Write line by line; no more than one is in memory."""
    from fundledger.inputs import chain
    from fundledger.queries.funds import attachment
    from fundledger.reports.exported import Counted

    records = refusals = 0
    attached: set[Sha256] = set()
    for records, line in enumerate(chain.lines(books, until), 1):  # noqa: B007 - counted
        file.line(line)
        refusals += bool(line.stamped and line.stamped.refusal)
        for sha256 in chain.files_of(line):
            content = attachment(books, sha256)
            if content is not None:
                file.attach(sha256, content)
                attached.add(sha256)
    return Counted(records, refusals, len(attached))
