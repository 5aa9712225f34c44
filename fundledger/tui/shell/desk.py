"""The one way from the screens to deeds: what may be done, its form, its preview.

Everything here runs in a worker's thread and gives plain values. Nothing else in `tui`
imports what writes; what is imported is imported when it is first needed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fundledger.domain.china_time import day_in_china
from fundledger.domain.ids import Login, Month
from fundledger.domain.people import Role, Scope
from fundledger.errors import N_, InputError
from fundledger.i18n.nouns import Noun
from fundledger.tui.shell.possible import (
    Awaiting,
    Case,
    Place,
    Possible,
    Waiting,
    awaiting_of,
    next_after,
    possible_of,
    waiting_of,
)
from fundledger.tui.shell.seen import Confirming, Seen, essence, seen_of

if TYPE_CHECKING:
    from fundledger.inputs.cells import GivenSheet
    from fundledger.inputs.faults import FaultsError
    from fundledger.inputs.forms import DeedForm, FieldForm
    from fundledger.inputs.offers import Offer
    from fundledger.store.reading import Books
    from fundledger.tui.shell.reading import Door


@dataclass(eq=False)
class NotHereError(InputError):
    """Who acts is no person of the fund."""

    actor: str
    message = N_("{actor} is no person of this fund: the books may only be read.")
    hint = N_("Say who you are with --as LOGIN; an admin adds people.")


@dataclass(eq=False)
class FileUnreadableError(InputError):
    """A file that a field names cannot be read."""

    path: str
    message = N_("There is no file to read at {path}.")
    hint = N_("Give the whole path of a file.")


COMMON: Final = frozenset({Noun.BANK_ACCOUNT})
"""What a field may name that is the same for many things of one bulk."""


class Who(NamedTuple):
    """A person, with the roles that they hold on a day."""

    login: str
    name: str
    roles: tuple[tuple[Role, Scope], ...]


class Now(NamedTuple):
    """Where the books stand in time."""

    today: date
    """The business date to begin with."""
    month: Month | None
    """The earliest open month; None where there is none."""


class Plan(NamedTuple):
    """An open form: what it asks for, and what it is filled with."""

    form: "DeedForm"
    values: dict[str, Any]
    on: date
    names: Mapping[str, str]
    """What people call the things that fields name."""
    in_lines: Mapping[str, Mapping[str, str]]
    """What they call the things that lines name: by the field's path, then by key."""


class Acknowledged(NamedTuple):
    """What is said of a deed that was done."""

    seq: int
    vouchers: tuple[str, ...]
    """Numbers as accountants write them."""
    again: bool
    """Whether it had been done before, by the same form."""
    next_roles: tuple[Role, ...] = ()
    """Who brings the case on from here."""
    usually: bool = False
    """Whether that is only how it usually goes."""


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the edge: people work today


class WriteDesk:
    """Does deeds in the fund that a door opens."""

    def __init__(self, door: "Door", now: Callable[[], datetime] = _now) -> None:
        """Stand beside a door."""
        self.door = door
        self.now = now

    def today(self) -> date:
        """Give the business date to begin with: today in China.

        In a fund that is done again, it is the day of its last record.
        """
        today = day_in_china(self.now())
        if self.door.fund.replay is None:
            return today
        return self.door.ask(_last_day) or today

    def now_open(self) -> Now:
        """Tell the business date to begin with, and the month that is to be closed."""
        return Now(self.today(), self.door.ask(_open_month))

    def who(self, actor: str, on: date) -> Who:
        """Tell who acts. Raises NotHereError."""
        for each in self.people(on):
            if each.login == actor:
                return each
        raise NotHereError(actor)

    def somebody(self, actor: str | None, on: date) -> Who | None:
        """Tell who acts, None where nobody of the fund does."""
        return next((e for e in self.people(on) if e.login == actor), None)

    def people(self, on: date) -> list[Who]:
        """List the people who are active, with the roles they hold on a day."""
        from fundledger.domain.rights import holds_on  # noqa: PLC0415 - SQL below
        from fundledger.queries import people  # noqa: PLC0415 - SQL

        def ask(books: "Books") -> list[Who]:
            grants = [each for each in people.grants(books) if holds_on(each, on)]
            return [
                Who(
                    each.login,
                    each.name,
                    tuple(
                        (grant.role, grant.scope)
                        for grant in grants
                        if grant.login == each.login
                    ),
                )
                for each in people.people(books)
                if each.active
            ]

        return self.door.ask(ask)

    def possible(self, actor: str, on: date, case: Case | None) -> list[Possible]:
        """Tell what somebody may do to a case, or without any; what may be comes first.

        What belongs to other stages of the case comes last. Raises NotHereError.
        """
        _ = self.who(actor, on)
        login = Login(actor)
        listed = self.door.ask(lambda books: possible_of(books, login, on, case))
        return sorted(
            listed, key=lambda each: (each.refusal is not None, each.elsewhere)
        )

    def alike(self, actor: str, on: date, case: Case) -> list[Possible]:
        """Tell what may be done to a thing, and to others with it, without a form.

        Such a deed asks for nothing but the thing itself, and what is common to all.
        """
        able = [e for e in self.possible(actor, on, case) if e.refusal is None]
        asked_for = ((each, _left_to_fill(each)) for each in able)
        return [
            each._replace(common=tuple(field.name for field in left))
            for each, left in asked_for
            if all(field.noun in COMMON for field in left)
        ]

    def waiting(
        self, actor: str, on: date, place: Place | None
    ) -> tuple[list[Waiting], Place | None]:
        """List a page of what waits for somebody, and where the next one begins."""
        from fundledger.commands.inbox import inbox  # noqa: PLC0415 - the registry

        login = Login(actor)
        after = None if place is None else place.after
        page = self.door.ask(lambda books: inbox(books, login, on, after=after))
        listed = [waiting_of(each, on) for each in (*page.queues, *page.items)]
        return listed, None if page.after is None else Place(page.after)

    def awaiting(self, actor: str, on: date) -> list[Awaiting]:
        """List what somebody brought on last and now waits for others."""
        from fundledger.commands.awaited import awaited  # noqa: PLC0415 - the registry

        login = Login(actor)
        items = self.door.ask(lambda books: awaited(books, login, on))
        return [awaiting_of(each) for each in items]

    def title(self, deed: str) -> str:
        """Give what a deed is called, to translate."""
        from fundledger.inputs.titles import TITLES  # noqa: PLC0415

        return TITLES.get(deed, deed)

    def knows(self, deed: str) -> bool:
        """Tell whether there is a deed of that name."""
        from fundledger.inputs.titles import TITLES  # noqa: PLC0415

        return deed in TITLES

    def plan(self, deed: str, given: Mapping[str, Any], on: date, actor: str) -> Plan:
        """Open a form, filled as far as the books can. Raises UnknownDeedError."""
        from fundledger.inputs.defaults import defaults  # noqa: PLC0415 - SQL
        from fundledger.inputs.forms import form_of  # noqa: PLC0415 - the registry

        form = form_of(deed)
        known = {name: each for name, each in given.items() if name in form.fields}

        return self.door.ask(
            lambda books: planned(
                books, form, defaults(books, form, known, on, Login(actor)), on
            )
        )

    def offers(self, form: "FieldForm", given: Mapping[str, Any]) -> "list[Offer]":
        """List what may be chosen for a field now."""
        from fundledger.inputs.offers import offers  # noqa: PLC0415 - SQL

        return self.door.ask(lambda books: offers(books, form, given))

    def faults(
        self, form: "DeedForm", values: Mapping[str, Any], on: str
    ) -> "FaultsError | None":
        """Tell what is wrong with what is typed so far, as far as types say."""
        from fundledger.inputs.faults import FaultsError  # noqa: PLC0415
        from fundledger.inputs.forms import business_date  # noqa: PLC0415
        from fundledger.inputs.reading import read  # noqa: PLC0415

        day = business_date()
        whole = replace(form, fields={day.name: day, **form.fields})
        try:
            given = _with_sheets(form.name, values)
            _ = read(whole, {day.name: on, **given}, None, opened)
        except FaultsError as faults:
            return faults
        return None

    def faults_of(
        self, deed: str, values: Mapping[str, Any], on: str
    ) -> "FaultsError | None":
        """Tell what is wrong with what a deed is given, as far as types say."""
        from fundledger.inputs.forms import form_of  # noqa: PLC0415 - the registry

        return self.faults(form_of(deed), values, on)

    def preview(
        self, deed: str, values: Mapping[str, Any], actor: str, on: str, key: str
    ) -> Seen:
        """Tell what a deed would do, or has done under its key.

        Raises FaultsError, StoreError, KeyConflictError where the key did another deed.
        """
        from fundledger.inputs import doing  # noqa: PLC0415 - the registry

        order = doing.Order(deed, _with_sheets(deed, values), actor, on, key)
        foreseen = doing.preview(self.door.fund, order, opened)
        return self.door.ask(lambda books: seen_of(books, deed, values, foreseen))

    def perform(
        self, deed: str, values: Mapping[str, Any], actor: str, on: str, key: str
    ) -> Acknowledged:
        """Do a deed. Raises FaultsError, StoreError, RefusedError."""
        from fundledger.inputs import doing  # noqa: PLC0415 - the registry

        order = doing.Order(deed, _with_sheets(deed, values), actor, on, key)
        outcome = doing.perform(self.door.fund, order, opened)
        after = self.door.ask(partial(next_after, deed, values, outcome))
        return Acknowledged(outcome.seq, outcome.vouchers, outcome.again, *after)

    def perform_as_seen(self, of: Confirming, actor: str) -> Acknowledged | Seen:
        """Do what was seen; where it would be something else by now, give that.

        Raises FaultsError, StoreError, RefusedError.
        """
        deed, draft = of.draft.of.deed, of.draft
        now = self.preview(deed, of.values, actor, draft.on, draft.key)
        if essence(now) != essence(of.seen):
            return now
        return self.perform(deed, of.values, actor, draft.on, draft.key)


def planned(books: "Books", form: "DeedForm", values: dict[str, Any], on: date) -> Plan:
    """Open a form with what it is filled with, each thing called by its name."""
    from fundledger.inputs.offers import called, called_in_lines  # noqa: PLC0415 - SQL

    names = {
        name: called(books, form.fields[name], value)
        for name, value in values.items()
        if form.fields[name].noun is not None
    }
    return Plan(form, values, on, names, called_in_lines(books, form, values))


def _left_to_fill(each: Possible) -> "list[FieldForm]":
    """Give the fields of a deed that must be filled beside the thing itself."""
    from fundledger.inputs.forms import form_of  # noqa: PLC0415 - the registry

    fields = form_of(each.deed).fields.values()
    return [e for e in fields if e.required and e.name not in each.given]


def opened(path: str) -> bytes:
    """Read a file that a field names. Raises FileUnreadableError, HugeFileError."""
    from fundledger.readers.files import read_limited  # noqa: PLC0415 - as it is asked
    from fundledger.readers.problems import FileMissingError  # noqa: PLC0415

    try:
        return read_limited(Path(path).expanduser(), plain=True)
    except (FileMissingError, RuntimeError) as error:  # or nobody's home
        raise FileUnreadableError(path) from error


def _with_sheets(deed: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Read the sheets that fields name. Raises FaultsError."""
    from fundledger.inputs.sheets import with_sheets  # noqa: PLC0415 - the registry

    return with_sheets(deed, values, opened_sheet)


def opened_sheet(path: str) -> "GivenSheet":
    """Read a sheet that a field names. Raises what `read_cells` raises."""
    from fundledger.readers.sheets import read_cells  # noqa: PLC0415 - as it is asked

    try:
        return read_cells(Path(path).expanduser())
    except RuntimeError as error:  # nobody's home
        raise FileUnreadableError(path) from error


def _open_month(books: "Books") -> Month | None:
    from fundledger.queries import funds  # noqa: PLC0415 - SQL

    return next((e.key for e in funds.periods(books) if not e.closed), None)


def _last_day(books: "Books") -> date | None:
    from fundledger.queries import records  # noqa: PLC0415 - SQL

    last = records.record(books, books.head.seq)
    return None if last is None else last.record.on
