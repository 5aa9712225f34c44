"""One record of the chain: who, when, what, before → after, why; refusals marked."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from textual.binding import BindingType

from fundledger.domain.ids import ProjectNo, VoucherNo
from fundledger.domain.people import Role
from fundledger.errors import N_
from fundledger.tui.kit.columns import inset
from fundledger.tui.kit.text import Line, Span
from fundledger.tui.screens.audit.fields import PROJECTS, VOUCHERS, Known
from fundledger.tui.screens.audit.sentences import RecordDescription, record_lines
from fundledger.tui.shell.actions import ScreenKind, bindings
from fundledger.tui.shell.export import Exported
from fundledger.tui.shell.page_screen import ObjectScreen
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from fundledger.domain.ids import AccountKey, Seq
    from fundledger.queries.funds import AccountCode
    from fundledger.queries.records import FullRecord
    from fundledger.store.audit import Record
    from fundledger.store.reading import Books

MOST_NAMED: Final = 50
"""So many projects and vouchers of a record are called by name; others by number."""


class RecordView(NamedTuple):
    """A record in words, and what people and accounts are called."""

    description: RecordDescription
    names: Mapping[str, str]
    accounts: "Mapping[AccountKey, AccountCode]"
    head: str
    """The head of the snapshot, as SEQ:HASH."""


def find(seq: "Seq", books: "Books") -> RecordView | None:
    """Find one record."""
    from fundledger.queries import people, records, subjects, trial  # noqa: PLC0415 - SQL

    full = records.record(books, seq)
    if full is None:
        return None
    names = {str(each.login): each.name for each in people.people(books)}
    subject = subjects.subjects(books, [seq])[seq]
    description = RecordDescription(
        full, subject, roles(full, books), _known(full, books)
    )
    last_day = trial.last_day(books)
    accounts = trial.labels(books, last_day.year) if last_day else {}
    return RecordView(description, names, accounts, str(books.head))


def roles(full: "FullRecord", books: "Books") -> "list[Role]":
    """Tell the roles of a record's steps; without a step, those held on its day."""
    from fundledger.queries import people  # noqa: PLC0415 - SQL

    record = full.record
    of_steps = [
        row[list(change["columns"]).index("role")]
        for change in record.changes
        if change["table"] == "step" and "rows" in change
        for row in change["rows"][:MOST_NAMED]
    ]
    if of_steps:
        return [*dict.fromkeys(map(Role, of_steps))]
    grants = people.grants(books, record.actor)
    that_day = [
        each.role
        for each in grants
        if each.from_on <= record.on <= (each.until_on or record.on)
    ]
    return [*dict.fromkeys(that_day)]


def _known(full: "FullRecord", books: "Books") -> Known:
    """Find the projects and vouchers that a record names by number."""
    from fundledger.queries import journal, projects  # noqa: PLC0415 - SQL

    record = full.record
    of_projects = [*dict.fromkeys(_numbers(record, PROJECTS))][:MOST_NAMED]
    of_vouchers = [*dict.fromkeys(_numbers(record, VOUCHERS))][:MOST_NAMED]
    named = [projects.project(books, ProjectNo(no)) for no in of_projects]
    booked = [journal.voucher(books, VoucherNo(no)) for no in of_vouchers]
    return Known(
        {each.no: f"{each.code} {each.title}" for each in named if each},
        {e.no: e.name for e in booked if e},
    )


def _numbers(record: "Record", names: frozenset[str]) -> Iterator[int]:
    """Go through the numbers that a record holds under some names."""
    pairs = [*record.input.items()]
    for change in record.changes:
        if "rows" in change:
            for row in change["rows"][:MOST_NAMED]:
                pairs += zip(change["columns"], row, strict=True)
        else:
            pairs += change["after"].items()
            pairs += change["before"].items()
            if change["table"] == "project" and names >= PROJECTS:
                pairs.append(("project_no", change["key"][0]))
    yield from (no for name, no in pairs if name in names and type(no) is int)


class RecordScreen(ObjectScreen[RecordView]):
    """One record."""

    KIND: ClassVar[ScreenKind] = ScreenKind.RECORD
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ScreenKind.RECORD)]

    def __init__(self, seq: "Seq") -> None:
        """Show one record."""
        super().__init__()
        self.seq = seq

    def heading(self) -> tuple[Line, Line]:
        """Name the record."""
        record = self.say(N_("record {seq}"), seq=self.seq)
        return [Span(self.say(N_("Audit log")) + f" › {record}")], ()

    def help_text(self) -> str:
        """Say what a record holds."""
        return self.say(
            N_(
                "One record of the chain: who did what on which day, what was asked,"
                " and every row it put in or changed, before → after. Its hash covers"
                " the hash before it."
            )
        )

    def load(self) -> None:
        """Ask for the record."""
        self.ask("record", partial(find, self.seq), self.answered)

    def exported(self) -> Exported | None:
        """Give the record whole, and every row that was put in or changed."""
        if self.view is None:
            return None
        from fundledger.reports import records  # noqa: PLC0415 - SQL

        report = records.record(self.view.description.full, self.basis(self.view.head))
        return Exported(report._replace(name=f"record-{self.seq}"), self.lang)

    def painted(self, width: int) -> list[Line]:
        """Paint the record."""
        if self.view is None:
            return self.still_reading(width)
        words = Words(self.lang, self.view.names, self.view.accounts)
        return inset(record_lines(self.view.description, words, width - 2))
