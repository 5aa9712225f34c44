"""The one way from the screens to deeds: what may be done, its form, its preview.

Everything here runs in a worker's thread and gives plain values. Nothing else in `tui`
imports what writes; what is imported is imported when it is first needed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from fundledger.domain.editions import Replay
from fundledger.domain.ids import DisbursementNo, Login, ProjectNo
from fundledger.domain.people import Role, Scope
from fundledger.domain.periods import day_in_china
from fundledger.errors import N_, FundledgerError, InputError
from fundledger.tui.shell.drafts import Draft
from fundledger.tui.shell.gestures import IRREVERSIBLE, PAYS_OUT

if TYPE_CHECKING:
    from fundledger.inputs.doing import Foreseen
    from fundledger.inputs.faults import FaultsError
    from fundledger.inputs.forms import DeedForm, FieldForm
    from fundledger.inputs.offers import Offer
    from fundledger.queries.funds import AccountCode
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


class Case(NamedTuple):
    """What deeds begin from: a kind of thing, and its number or key."""

    noun: str
    key: Any


class Possible(NamedTuple):
    """A deed that somebody may do now, or what forbids it."""

    deed: str
    title: str
    """To translate."""
    given: Mapping[str, Any]
    """The case, as the form's first field."""
    refusal: FundledgerError | None


class Who(NamedTuple):
    """A person, with the roles that they hold on a day."""

    login: str
    name: str
    roles: tuple[tuple[Role, Scope], ...]


class Plan(NamedTuple):
    """An open form: what it asks for, and what it is filled with."""

    form: "DeedForm"
    values: dict[str, Any]
    on: date


class Acknowledged(NamedTuple):
    """What is said of a deed that was done."""

    seq: int
    vouchers: tuple[str, ...]
    """Numbers as accountants write them."""
    again: bool
    """Whether it had been done before, by the same form."""


class Facts(NamedTuple):
    """What a confirmation shows beside the vouchers, and asks to be typed."""

    code: str = ""
    """The code of what ends, where the deed cannot be taken back."""
    paid_fen: int | None = None
    """What leaves the bank, in 分."""
    grave: bool = False
    """Whether that is above the fund's setting."""
    payee: str = ""
    account: str = ""
    """The number of the payee's account."""


class Seen(NamedTuple):
    """A preview with everything that is needed to show and to confirm it."""

    foreseen: "Foreseen"
    facts: Facts
    accounts: "Mapping[Any, AccountCode]"
    projects: Mapping[int, str]
    """Codes and titles of the projects that are posted to."""


class Confirming(NamedTuple):
    """A deed that is to be confirmed: what was typed, and what it would do."""

    title: str
    """To translate."""
    draft: Draft
    values: Mapping[str, Any]
    seen: Seen
    fields: tuple[tuple[str, str], ...]
    """Labels to translate, and what was typed."""


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

        Raises NotHereError.
        """
        from fundledger.commands import permission  # noqa: PLC0415 - the registry
        from fundledger.commands.registry import DEEDS  # noqa: PLC0415
        from fundledger.inputs.forms import FOR_MACHINES  # noqa: PLC0415
        from fundledger.inputs.titles import TITLES  # noqa: PLC0415

        _ = self.who(actor, on)
        login = Login(actor)
        if case is None:
            permitted = self.door.ask(lambda b: permission.may_begin(b, login, on))
        else:
            noun, key = case
            permitted = self.door.ask(lambda b: permission.may(b, login, on, noun, key))
        listed = [
            Possible(
                each.deed,
                TITLES[each.deed],
                {} if case is None else {DEEDS[each.deed].case[0].parameter: case.key},
                each.refusal,
            )
            for each in permitted
            if each.deed not in FOR_MACHINES
        ]
        return sorted(listed, key=lambda each: each.refusal is not None)

    def plan(self, deed: str, given: Mapping[str, Any], on: date) -> Plan:
        """Open a form, filled as far as the books can. Raises UnknownDeedError."""
        from fundledger.inputs.defaults import defaults  # noqa: PLC0415 - SQL
        from fundledger.inputs.forms import form_of  # noqa: PLC0415 - the registry

        form = form_of(deed)
        values = self.door.ask(lambda books: defaults(books, form, given, on))
        return Plan(form, values, on)

    def offers(self, form: "FieldForm", given: Mapping[str, Any]) -> "list[Offer]":
        """List what may be chosen for a field now."""
        from fundledger.inputs.offers import offers  # noqa: PLC0415 - SQL

        return self.door.ask(lambda books: offers(books, form, given))

    def faults(
        self, form: "DeedForm", values: Mapping[str, Any]
    ) -> "FaultsError | None":
        """Tell what is wrong with what is typed so far, as far as types say."""
        from fundledger.inputs.faults import FaultsError  # noqa: PLC0415
        from fundledger.inputs.reading import read  # noqa: PLC0415

        try:
            _ = read(form, values, None, opened)
        except FaultsError as faults:
            return faults
        return None

    def preview(
        self, deed: str, values: Mapping[str, Any], actor: str, on: str, key: str
    ) -> Seen:
        """Tell what a deed would do, or has done under its key.

        Raises FaultsError, StoreError, KeyConflictError where the key did another deed.
        """
        from fundledger.inputs import doing  # noqa: PLC0415 - the registry

        order = doing.Order(deed, values, actor, on, key)
        foreseen = doing.preview(self.door.fund, order, opened)
        return self.door.ask(lambda books: _seen(books, deed, values, foreseen))

    def perform(
        self, deed: str, values: Mapping[str, Any], actor: str, on: str, key: str
    ) -> Acknowledged:
        """Do a deed. Raises FaultsError, StoreError, RefusedError."""
        from fundledger.inputs import doing  # noqa: PLC0415 - the registry

        order = doing.Order(deed, values, actor, on, key)
        outcome = doing.perform(self.door.fund, order, opened)
        return Acknowledged(outcome.seq, outcome.vouchers, outcome.again)

    def perform_as_seen(self, of: Confirming, actor: str) -> Acknowledged | Seen:
        """Do what was seen; where it would be something else by now, give that.

        Raises FaultsError, StoreError, RefusedError.
        """
        deed, draft = of.draft.of.deed, of.draft
        now = self.preview(deed, of.values, actor, draft.on, draft.key)
        if _essence(now) != _essence(of.seen):
            return now
        return self.perform(deed, of.values, actor, draft.on, draft.key)

    @property
    def is_played(self) -> bool:
        """Whether the fund is nobody's books, in which one may act as anybody."""
        return self.door.fund.replay is Replay.DEMO


def _essence(seen: Seen) -> object:
    """Give what is confirmed: the lines of the vouchers, whatever their numbers."""
    shown = seen.foreseen.shown
    names = ("debit", "credit", "fen", "debit_red", "credit_red", "project_no")
    return (
        shown.refusal is None,
        [tuple(row[name] for name in names) for row in shown.rows("posting")],
        [(row["on_date"], row["summary"]) for row in shown.rows("voucher")],
        seen.facts,
    )


def opened(path: str) -> bytes:
    """Read a file that a field names. Raises FileUnreadableError."""
    try:
        return Path(path).expanduser().read_bytes()
    except OSError as error:
        raise FileUnreadableError(path) from error


def _last_day(books: "Books") -> date | None:
    from fundledger.queries import records  # noqa: PLC0415 - SQL

    last = records.record(books, books.head.seq)
    return None if last is None else last.record.on


def _seen(
    books: "Books", deed: str, values: Mapping[str, Any], foreseen: "Foreseen"
) -> Seen:
    """Gather what a confirmation shows of a preview."""
    from fundledger.queries import projects, trial  # noqa: PLC0415 - SQL

    vouchers = list(foreseen.shown.rows("voucher"))
    nos = {row["project_no"] for row in foreseen.shown.rows("posting")} - {None}
    touched = [projects.project(books, ProjectNo(no)) for no in sorted(nos)]
    last = trial.last_day(books)
    year = int(vouchers[0]["on_date"][:4]) if vouchers else last.year if last else 0
    return Seen(
        foreseen,
        _facts(books, deed, values, foreseen),
        trial.labels(books, year) if year else {},
        {each.no: f"{each.code} {each.title}" for each in touched if each is not None},
    )


def _facts(
    books: "Books", deed: str, values: Mapping[str, Any], foreseen: "Foreseen"
) -> Facts:
    code = _code(books, values) if deed in IRREVERSIBLE else ""
    if deed not in PAYS_OUT or foreseen.shown.refusal is not None:
        return Facts(code)
    from fundledger.domain.money import to_fen  # noqa: PLC0415
    from fundledger.queries import disbursements, funds, places  # noqa: PLC0415 - SQL
    from fundledger.queries.settings import settings  # noqa: PLC0415 - SQL

    banks = {each.account for each in funds.bank_accounts(books)}
    paid = sum(
        row["fen"] for row in foreseen.shown.rows("posting") if row["credit"] in banks
    )
    grave = paid >= to_fen(settings(books).approver_agrees_above)
    number = values.get("disbursement_no")
    of = number and disbursements.disbursement(books, DisbursementNo(int(number)))
    payee = places.payee(books, of.payee_no) if of else None
    if payee is None:
        return Facts(code, paid, grave)
    return Facts(code, paid, grave, f"{payee.name} {payee.bank}", payee.number)


def _code(books: "Books", values: Mapping[str, Any]) -> str:
    """Tell by which code people know what a deed ends."""
    from fundledger.queries import projects  # noqa: PLC0415 - SQL

    if "project_no" in values:
        project = projects.project(books, ProjectNo(int(values["project_no"])))
        return "" if project is None else project.code
    named = ("month", "year", "recovery_no")
    return next((str(values[name]) for name in named if name in values), "")
