"""The wrapper of every deed: arguments, right, readiness, and then the deed itself.

A deed is a function of a `Writing`, made callable with a `Desk`. Its arguments are
checked by type before the write lock; the actor's right and the case's readiness are
decided under it, before the body runs; the body decides amounts and writes.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import (
    Any,
    Concatenate,
    Generic,
    NamedTuple,
    ParamSpec,
    TypeVar,
    cast,
    get_type_hints,
)

from fundledger.commands.arguments import (
    NOTHING,
    ArgumentUnknownError,
    Contents,
    Converter,
    Json,
    Shape,
    converter,
)
from fundledger.commands.cases import WHOLE_FUND, CaseOf, cases_of
from fundledger.commands.facts import Subject, loader_of
from fundledger.commands.rights import Who, decide_role
from fundledger.domain import texts
from fundledger.domain.actions import Action
from fundledger.domain.ids import Login, Seq
from fundledger.domain.labels import NO_REASON
from fundledger.domain.people import Role
from fundledger.domain.readiness import Act
from fundledger.domain.rights import decide_founders
from fundledger.domain.values import Expected, WrongTypeError, check_day, type_name
from fundledger.store.audit import Canonical
from fundledger.store.books import Fund, Ledger, Request
from fundledger.store.previews import Preview, noted
from fundledger.store.reading import Books
from fundledger.store.writing import Writing

P = ParamSpec("P")
R = TypeVar("R")
Ready = Callable[[Any, Act], None]


@dataclass(frozen=True, slots=True)
class Desk:
    """Where somebody sits down to work: the fund, who, the business date, a key.

    The same key with the same deed does its work once, however often it is asked.
    """

    fund: Fund
    actor: Login
    on: date
    key: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CreationDesk:
    """Where a fund is created: a ledger, the founder who acts, the business date."""

    ledger: Ledger
    actor: Login
    on: date
    key: str | None = None


class Described(Generic[P, R]):
    """What is declared of a deed: its name, arguments, right, cases, readiness."""

    def __init__(
        self,
        body: Callable[Concatenate[Writing, P], R],
        action: Action,
        case: tuple[CaseOf, ...],
        ready: Ready | None,
        edition: int,
    ) -> None:
        """Take the function and what is declared of it; nothing is looked up yet."""
        self.body = body
        self.name = body.__name__
        self.action = action
        self.case = case
        self.ready = ready
        self.deed_edition = edition
        self.__name__, self.__doc__ = body.__name__, body.__doc__
        self.__module__, self.__qualname__ = body.__module__, body.__qualname__
        self.__wrapped__ = body
        self.__signature__ = _with_desk(inspect.signature(body))

    def requested(
        self,
        desk: Desk | CreationDesk,
        args: tuple[Any, ...],
        kwargs: Mapping[str, Any],
    ) -> tuple[Request, Callable[[Writing], R]]:
        """Check the arguments and write them canonically. Raises InputError."""
        contents: Contents = {}
        written = self.shape.plain(self._named(args, kwargs), contents)
        arguments = self.shape.typed(written, contents)
        request = Request(
            action=self.action,
            actor=Login(str(desk.actor)),
            on=desk.on,
            key=desk.key,
            input=written,
            deed=self.name,
            deed_edition=self.deed_edition,
        )
        return request, lambda write: self._run(write, arguments, written)

    def result(self, written: Json) -> R:
        """Read a result back from its canonical form."""
        return cast("R", self.returns.typed(written, {}))

    def decide(self, books: Books, who: Who, arguments: Mapping[str, Any]) -> Role:
        """Decide right and readiness, and tell the role. Raises what forbids it."""
        role = decide_role(books, who, cases_of(books, self.case, arguments))
        if self.ready is not None:
            subject = Subject(arguments[self.case[0].parameter], self.action)
            facts = loader_of(self.case[0].noun, self.ready)(books, subject)
            reason = arguments.get("reason", NO_REASON)
            self.ready(facts, Act(self.action, who.actor, role, who.on, reason))
        return role

    @cached_property
    def shape(self) -> Shape:
        """The arguments by name, each with its converter and default."""
        hints = get_type_hints(self.body, include_extras=True)
        places = list(inspect.signature(self.body).parameters.values())[1:]
        return Shape(
            {each.name: converter(hints[each.name]) for each in places},
            {
                each.name: each.default
                for each in places
                if each.default is not inspect.Parameter.empty
            },
        )

    @cached_property
    def returns(self) -> Converter:
        """How the result is written in the record, and read back."""
        kind = get_type_hints(self.body, include_extras=True)["return"]
        return NOTHING if kind is type(None) else converter(kind)

    def _run(
        self, write: Writing, arguments: Mapping[str, Any], deed_input: Canonical
    ) -> Json:
        who = Who(write.actor, self.action, write.on)
        write.role = self.decide(write, who, arguments)
        write.deed, write.deed_input = self.name, deed_input
        body = cast("Callable[..., R]", self.body)
        return self.returns.plain("result", body(write, **arguments), {})

    def _named(
        self, args: tuple[Any, ...], kwargs: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Give arguments their names. Raises ArgumentUnknownError."""
        names = list(self.shape.converters)
        if len(args) > len(names):
            raise ArgumentUnknownError(argument=str(len(names) + 1), known=tuple(names))
        named = dict(zip(names, args, strict=False))
        for name, value in kwargs.items():
            if name in named:
                raise ArgumentUnknownError(name, tuple(names[len(args) :]))
            named[name] = value
        return named


class Acknowledgement(NamedTuple):
    """What is said of an accepted deed: its result, as recorded, and the record."""

    result: Json
    seq: Seq
    again: bool
    """Whether its key had done it before."""
    changes: tuple[Canonical, ...]
    """What the record says of rows."""


class Deed(Described[P, R]):
    """A deed in a fund, to be called with a `Desk`."""

    def __call__(self, desk: Desk, /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Do the deed; its result comes back, once for each key.

        Raises InputError for wrong arguments, StoreError, RefusedError.
        """
        check_desk(desk)
        request, run = self.requested(desk, args, kwargs)
        return self.result(desk.fund.write(request, run))

    def acknowledged(
        self, desk: Desk, /, *args: P.args, **kwargs: P.kwargs
    ) -> Acknowledgement:
        """Do the deed, and tell which record says so.

        Raises InputError for wrong arguments, StoreError, RefusedError.
        """
        check_desk(desk)
        request, run = self.requested(desk, args, kwargs)
        done = desk.fund.perform(request, run)
        assert done.seq is not None, "an accepted deed has its record"
        changes = tuple(map(noted, done.changes))
        return Acknowledgement(done.result, done.seq, not done.written, changes)

    def preview(self, desk: Desk, /, *args: P.args, **kwargs: P.kwargs) -> Preview:
        """Tell what the deed would do now, and leave everything as it is.

        Raises InputError for wrong arguments, StoreError.
        """
        check_desk(desk)
        request, run = self.requested(desk, args, kwargs)
        return desk.fund.preview(request, run)


class CreationDeed(Described[P, None]):
    """The deed that a chain begins with: there is no fund yet to ask for a right."""

    def __call__(
        self, desk: CreationDesk, /, *args: P.args, **kwargs: P.kwargs
    ) -> Fund:
        """Create the fund. Raises InputError, RefusedError, FundExistsError."""
        check_creation_desk(desk)
        request, run = self.requested(desk, args, kwargs)
        return desk.ledger.create(request, run)

    def decide(self, books: Books, who: Who, arguments: Mapping[str, Any]) -> Role:
        """Let the first founder act as an admin. Raises FoundersError."""
        del books
        logins = tuple(each.login for each in arguments["founders"])
        decide_founders(who.actor, logins)
        return Role.ADMIN


def deed(
    action: Action,
    *,
    case: CaseOf | tuple[CaseOf, ...],
    ready: Ready | None = None,
    edition: int = 1,
) -> Callable[[Callable[Concatenate[Writing, P], R]], Deed[P, R]]:
    """Make a function of a `Writing` a deed, to be called with a `Desk`.

    `case` names the cases it touches, WHOLE_FUND where it touches none; `ready` is the
    rule of `domain.readiness` that the first case must pass. `edition` goes up when the
    deed writes something else for the same arguments.
    """
    named = case if isinstance(case, tuple) else (case,)

    def wrap(body: Callable[Concatenate[Writing, P], R]) -> Deed[P, R]:
        return Deed(body, action, named, ready, edition)

    return wrap


def creation_deed(
    body: Callable[Concatenate[Writing, P], None],
) -> CreationDeed[P]:
    """Make a function of a `Writing` the deed that creates a fund."""
    return CreationDeed(body, Action.FUND_CREATE, WHOLE_FUND, None, 1)


def check_desk(desk: Desk) -> None:
    """Check who asks, when, and by which key. Raises InputError."""
    if not isinstance(desk, Desk):  # pyright: ignore[reportUnnecessaryIsInstance] - callers from plain Python give anything
        raise WrongTypeError(
            argument="desk", expected=Expected.DESK, actual=type_name(desk)
        )
    if not isinstance(desk.fund, Fund):  # pyright: ignore[reportUnnecessaryIsInstance] - callers from plain Python give anything
        raise WrongTypeError(
            argument="desk.fund", expected=Expected.FUND, actual=type_name(desk.fund)
        )
    texts.check_login("actor", desk.actor)
    check_day("on", desk.on)
    if desk.key is not None:
        texts.check_idempotency_key("key", desk.key)


def check_creation_desk(desk: CreationDesk) -> None:
    """Check who creates a fund, and when. Raises InputError."""
    if not isinstance(desk, CreationDesk):  # pyright: ignore[reportUnnecessaryIsInstance] - callers from plain Python give anything
        raise WrongTypeError(
            argument="desk", expected=Expected.DESK, actual=type_name(desk)
        )
    if not isinstance(desk.ledger, Ledger):  # pyright: ignore[reportUnnecessaryIsInstance] - callers from plain Python give anything
        raise WrongTypeError(
            argument="desk.ledger",
            expected=Expected.LEDGER,
            actual=type_name(desk.ledger),
        )
    texts.check_login("actor", desk.actor)
    check_day("on", desk.on)


def _with_desk(signature: inspect.Signature) -> inspect.Signature:
    """Give the signature that callers see: a desk where the function has a Writing."""
    _write, *others = signature.parameters.values()
    desk = inspect.Parameter("desk", inspect.Parameter.POSITIONAL_ONLY, annotation=Desk)
    return signature.replace(parameters=[desk, *others])
