"""What may be done, and what waits: deeds on things, each with the form it opens."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fundledger.domain.ids import CosignatureNo, Login
from fundledger.domain.people import Role
from fundledger.errors import FundledgerError
from fundledger.i18n.nouns import Noun
from fundledger.tui.shell.gestures import Gesture, key_of

if TYPE_CHECKING:
    from fundledger.commands.awaited import Awaited
    from fundledger.commands.going_on import NextRoles
    from fundledger.commands.inbox import Item
    from fundledger.commands.permission import Permission
    from fundledger.commands.waiting import After
    from fundledger.inputs.doing import Outcome
    from fundledger.store.reading import Books

BEGUN: Final = {
    "draft_project": "project",
    "request_disbursement": "disbursement",
    "draft_claim": "claim",
    "add_payee": "payee",
}
"""Deeds that begin a case of their own, whose number they give."""


class Place(NamedTuple):
    """Where a page of what waits ended."""

    after: "After"


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
    elsewhere: bool = False
    """Whether it belongs to another stage of the case."""
    cosigns: int | None = None
    """The number of the signature beside which it is signed, as it was asked for."""
    common: tuple[str, ...] = ()
    """Fields that are filled once, where it is done to many things."""

    @property
    def gesture(self) -> Gesture:
        """Give the key by which it is confirmed."""
        return key_of(self.deed, cosigns=self.cosigns is not None)


class Waiting(NamedTuple):
    """What waits for somebody: a case, or a queue of many things of one kind."""

    noun: str
    key: Any
    """The case's number or key; None for a queue."""
    what: Noun
    code: str
    title: str
    whose: str
    fen: int | None
    tasks: tuple[Possible, ...]
    """What would bring it on."""
    since: date
    days_left: int | None
    """Below zero when it is overdue."""
    size: int
    signer: str = ""
    """Who has signed what two people sign, or who gave it back."""
    note: str = ""
    """Why it came back."""

    @property
    def came_back(self) -> bool:
        """Whether somebody gave it back to the one who looks at it."""
        return self.noun == Noun.COSIGNATURE and len(self.tasks) > 1

    @property
    def titles(self) -> list[str]:
        """Give what the deeds are called, to translate."""
        return [each.title for each in self.tasks]

    @property
    def deeds(self) -> tuple[str, ...]:
        """Give the names of the deeds."""
        return tuple(each.deed for each in self.tasks)


class Awaiting(NamedTuple):
    """What somebody brought on last and now waits for others."""

    noun: Noun
    key: int
    code: str
    title: str
    whose: str
    fen: int | None
    roles: tuple[Role, ...]
    """Whom it waits for."""
    titles: tuple[str, ...]
    """What they are to do, to translate."""
    since: date
    task: Possible | None = None
    """The form that Enter opens: of a signature, to be read; else its page opens."""


def awaiting_of(item: "Awaited") -> Awaiting:
    """Give what waits for others as screens show it."""
    from fundledger.domain.money import to_fen  # noqa: PLC0415 - as others here
    from fundledger.inputs.titles import TITLES  # noqa: PLC0415

    return Awaiting(
        Noun(item.noun),
        item.key,
        item.code,
        item.title,
        item.whose,
        None if item.amount is None else to_fen(item.amount),
        item.roles,
        tuple(TITLES[each] for each in item.deeds),
        item.since,
        _task(item.deeds[0], item.noun, item.key)
        if item.noun == Noun.COSIGNATURE
        else None,
    )


def possible_of(
    books: "Books", actor: Login, on: date, case: Case | None
) -> list[Possible]:
    """Tell what may be done to a thing, whether deeds know it as a case or not."""
    from fundledger.commands import permission  # noqa: PLC0415 - the registry
    from fundledger.commands.registry import DEEDS  # noqa: PLC0415
    from fundledger.inputs.forms import form_of  # noqa: PLC0415

    if case is None:
        begun = permission.may_begin(books, actor, on)
        return [_permitted(each, {}) for each in begun]
    if case.noun in permission.NOUNS:
        permitted = permission.may(books, actor, on, case.noun, case.key)
        others = permission.of_other_stages(books, case.noun, case.key)
        return [
            *_to_cosign(books, actor, on, case),
            *(
                _permitted(
                    each, {DEEDS[each.deed].case[0].parameter: case.key}
                )._replace(elsewhere=each.deed in others)
                for each in permitted
            ),
        ]
    listed: list[Possible] = []
    for each in permission.may_begin(books, actor, on):
        fields = form_of(each.deed).fields.values()
        wanted = (e for e in fields if e.noun == case.noun)
        named = [e.name for e in wanted if e.required or case.noun == Noun.SOURCE]
        if named:
            listed.append(_permitted(each, {named[0]: case.key}))
    return listed


def _to_cosign(
    books: "Books", actor: Login, on: date, case: Case
) -> Iterator[Possible]:
    """Give the deed that one of two has signed, to be signed by the other."""
    from fundledger.commands import permission  # noqa: PLC0415 - the registry
    from fundledger.inputs.titles import TITLES  # noqa: PLC0415
    from fundledger.queries import cosignatures  # noqa: PLC0415 - SQL

    if case.noun != Noun.COSIGNATURE:
        return
    no = CosignatureNo(int(case.key))
    refusal = permission.refusal_to_cosign(books, actor, on, no)
    row = cosignatures.cosignature(books, no)
    if row is not None:
        yield Possible(row.deed, TITLES[row.deed], {}, refusal, cosigns=no)


def _permitted(each: "Permission", given: Mapping[str, Any]) -> Possible:
    from fundledger.inputs.titles import TITLES  # noqa: PLC0415

    return Possible(each.deed, TITLES[each.deed], given, each.refusal)


def waiting_of(item: "Item", on: date) -> Waiting:
    """Give what waits with the forms that bring it on."""
    from fundledger.domain.money import to_fen  # noqa: PLC0415

    return Waiting(
        item.noun,
        item.key,
        Noun(item.noun),
        item.code,
        item.title,
        item.whose,
        None if item.amount is None else to_fen(item.amount),
        tuple(_tasks(item)),
        item.since,
        item.days_left(on),
        item.size,
        item.signer,
        item.note,
    )


def _tasks(item: "Item") -> "Iterator[Possible]":
    """Give the forms that bring something on; what came back is filled as it was."""
    from fundledger.inputs.cosigning import as_typed  # noqa: PLC0415 - SQL
    from fundledger.inputs.titles import TITLES  # noqa: PLC0415

    deeds = list(item.deeds)
    if item.given is not None:
        again = deeds.pop(0)
        yield Possible(again, TITLES[again], as_typed(item.given), None)
    for each in deeds:
        yield _task(each, item.noun, item.key)


def _task(deed: str, noun: str, key: Any) -> Possible:  # noqa: ANN401 - of any case
    from fundledger.commands.registry import DEEDS  # noqa: PLC0415
    from fundledger.inputs.titles import TITLES  # noqa: PLC0415

    if noun == Noun.COSIGNATURE and not _is_case_of(deed, noun):
        return Possible(deed, TITLES[deed], {}, None, cosigns=key)
    named = [each.parameter for each in DEEDS[deed].case[:1] if each.noun == noun]
    if not named:
        named = [e for e in (noun, f"{noun}_no") if e in DEEDS[deed].shape.converters]
    given = {} if key is None else dict.fromkeys(named, key)
    return Possible(deed, TITLES[deed], given, None)


def next_after(
    deed: str, values: Mapping[str, Any], outcome: "Outcome", books: "Books"
) -> "NextRoles":
    """Tell who goes on after a deed: beside, with its case or what it began."""
    from fundledger.commands import going_on  # noqa: PLC0415 - the registry
    from fundledger.commands.registry import DEEDS  # noqa: PLC0415
    from fundledger.queries.records import record  # noqa: PLC0415 - SQL

    beside = going_on.next_cosigner(books, deed, outcome.seq)
    if beside.roles:
        return beside
    last = record(books, books.head.seq)
    assert last is not None, "the deed's own record is there"
    on, begun = last.record.on, BEGUN.get(deed)
    if begun is not None:
        return going_on.next_roles_of(books, on, begun, outcome.result)
    for of in DEEDS[deed].case[:1]:
        key = str(values.get(of.parameter, ""))
        number = int(key) if key.isdecimal() else key
        return going_on.next_roles_of(books, on, of.noun, number)
    return going_on.NextRoles()


def _is_case_of(deed: str, noun: str) -> bool:
    """Tell whether a deed is done to such a thing: a signature is withdrawn as such."""
    from fundledger.commands.registry import DEEDS  # noqa: PLC0415

    return any(each.noun == noun for each in DEEDS[deed].case)
