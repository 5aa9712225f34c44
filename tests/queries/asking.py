"""Every query, every check and the reconciliation, asked with every value there is.

What is asked is found, not listed: each public function of `fundledger.queries` whose
first parameter is open books, and each such function of `fundledger.checks`. A
parameter that no values are known for fails the test, so that none is left out.
"""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import EnumType
from hashlib import sha256
from itertools import product
from math import prod
from types import MappingProxyType, ModuleType, NoneType, UnionType
from typing import Any, Final, NamedTuple, Union, cast, get_args, get_origin

from fundledger.domain.actions import Action
from fundledger.domain.chart import ADVANCE, B_FREE, PAYABLE, Book, SpendingKind
from fundledger.domain.claims import ClaimState, ReceiptKind, RecoveryState
from fundledger.domain.disbursements import DisbursementState
from fundledger.domain.evidence import Document
from fundledger.domain.ids import (
    AccountKey,
    ClaimNo,
    CommunityKey,
    CosignatureNo,
    DisbursementNo,
    EvidenceNo,
    FundingNo,
    HandoverNo,
    Login,
    Month,
    PostingNo,
    ProjectNo,
    ReceiptNo,
    RecoveryNo,
    ReturnNo,
    RoundKey,
    RunningCostNo,
    Seq,
    Sha256,
    SourceKey,
    TransferNo,
    VoucherNo,
)
from fundledger.domain.inbox import CaseKind, Lane, lanes
from fundledger.domain.people import Role, ScopeKind
from fundledger.domain.projects import ProjectState
from fundledger.domain.publishing import Figure
from fundledger.domain.receipts import Receipt
from fundledger.domain.sources import GENERAL
from fundledger.domain.vouchers import CountedVouchers
from fundledger.errors import FundledgerError
from fundledger.queries.account_pages import Carried, Order, Span
from fundledger.queries.inbox import Facts, Position, Reach, Stretch
from fundledger.queries.nouns import NOUNS, Condition, Listed
from fundledger.queries.projects import Project, ProjectFilter, projects
from fundledger.queries.record_search import Word
from fundledger.queries.records import RecordFilter
from fundledger.queries.register import LinePosition, Part, VoucherPlace
from fundledger.store.reading import Books
from tests.commands.scene import JIA1, JIA2, REVIEWER2, REVIEWER3, ROUND, SUPERVISOR

Ask = Callable[..., object]

OF_A_LEDGER: Final = re.compile(r"[0-9a-f]{64}|(?<=\[\[)[0-9]+(?=, ?[\"'](full|other))")
"""What a record says of the ledger it was written in: hashes, the fund's row."""

ABOUT_NO_FUND: Final = frozenset(
    {
        "balances.moves",
        "journal.selected",
        "lines.lines",
        "record_search.fitting",
        "vouchers.numbered",
    }
)
"""What only begins a statement: other queries ask it."""

NUMBERS: Final = tuple(range(1, 6))
MAIN: Final = AccountKey("bank.main")
KEYS: Final = (MAIN, ADVANCE, B_FREE, PAYABLE)
RECEIPT: Final = Receipt(
    ClaimNo(9), ReceiptNo(9), ReceiptKind.INVOICE, "FP-1", "", date(2024, 3, 2), 1, None
)

WORDS: Final = tuple(Word(each, each) for each in ("记3", "节", "300"))

LANES: Final = tuple(
    {frozenset(lane.conditions): lane for role in Role for lane in lanes(role)}.values()
)
"""A lane for each set of conditions of what waits."""
REACH: Final = Reach(ScopeKind.DISTRICT, apart=True, interested=True, implied=True)

SIGNED_BY_ONE: Final = (
    b'transfer_money\n{"amount":{"fen":500},"from_bank":"main","to_bank":"second"}'
)
"""A deed, with its input, that one of two has signed in one fund only."""

TYPED: Final[Mapping[object, tuple[object, ...]]] = MappingProxyType(
    {
        ProjectNo: NUMBERS,
        DisbursementNo: NUMBERS,
        ClaimNo: NUMBERS,
        ReceiptNo: NUMBERS,
        RecoveryNo: NUMBERS,
        FundingNo: NUMBERS,
        EvidenceNo: NUMBERS,
        Document: tuple(Document)[:2],
        HandoverNo: NUMBERS,
        ReturnNo: NUMBERS,
        RunningCostNo: NUMBERS,
        TransferNo: NUMBERS,
        CosignatureNo: NUMBERS,
        SourceKey: (GENERAL, SourceKey("aid")),
        VoucherNo: tuple(range(1, 60)),
        Seq: tuple(range(1, 90, 3)),
        AccountKey: KEYS,
        CommunityKey: (JIA1, JIA2, CommunityKey("bing-1")),
        RoundKey: (ROUND, RoundKey("2024-2")),
        Login: (SUPERVISOR, REVIEWER2, REVIEWER3),
        Month: tuple(
            map(Month, ("2024-01", "2024-02", "2024-03", "2024-04", "2025-01"))
        ),
        Sha256: tuple(
            Sha256(sha256(content).hexdigest())
            for content in (b"full", b"other", SIGNED_BY_ONE)
        ),
        Action: (Action.PROJECT_WITHDRAW, Action.NOTICE_OBJECT, Action.PROJECT_REVIEW),
        SpendingKind: tuple(SpendingKind)[:2],
        Figure: tuple(Figure),
        LinePosition: (
            LinePosition(
                Month("2024-03"),
                Book.MONEY,
                2,
                is_credit=False,
                posting_no=PostingNo(20),
                account=MAIN,
            ),
        ),
        Span: (
            Span(),
            Span(Order.DAY, date(2024, 3, 20)),
            Span(counted=CountedVouchers.REVIEWED),
        ),
        Carried: (Carried(Month("2024-03"), date(2024, 3, 5), 2, 70),),
        RecordFilter: (
            RecordFilter(),
            RecordFilter(actor=SUPERVISOR, since=date(2024, 3, 5)),
            *(RecordFilter(words=(each,)) for each in WORDS),
        ),
        Word: WORDS,
        Part: (
            Part(),
            Part(ProjectNo(1), since=date(2024, 3, 5)),
            Part(after=VoucherPlace(Month("2024-03"), Book.BUDGET, 2)),
            Part(series=Book.MONEY),
        ),
        Lane: LANES,
        Reach: (REACH,),
        Facts: (Facts(SUPERVISOR, date(2024, 3, 5), 30_000),),
        Stretch: tuple(
            Stretch(Position(Seq(seq), 0), Position(Seq(10**6), 0)) for seq in (0, 40)
        ),
        Listed: tuple(NOUNS.values()),
        ProjectFilter: (ProjectFilter(), ProjectFilter(community=JIA1, text="节")),
    }
)
"""What a parameter of a type is asked with; where it may be None, that too."""

NAMED: Final[Mapping[str, tuple[object, ...]]] = MappingProxyType(
    {
        "number": (1, 2),
        "no": (*NUMBERS, 17, 18),
        "approval_no": NUMBERS,
        "amendment_no": NUMBERS,
        "version": (1, 2),
        "cycle": (0, 1),
        "deed": ("close_year", "transfer_money"),
        "year": (2024, 2025),
        "edition": ("2004", "2026"),
        "rules_edition": (1, 2),
        "code": ("2024-1-01", "2024-1-03"),
        "key": ("main", "third", "3"),
        "named": ("bank", "source"),
        "limit": (3, 200),
        "level": (1, 2),
        "words": ((), WORDS[:1]),
        "typed": ("张", "300", "记3", "#3", "2024-1"),
        "noun": tuple(NOUNS),
        "conditions": ((Condition("", ":", "1"),),),
        "newest_first": (True,),
        "by": ("project_no",),
        "column": ("project_title",),
        "lanes": (LANES,),
        "after": (2,),
        "since": (date(2024, 3, 5),),
        "until": (date(2024, 3, 5),),
        "place": ((MAIN, None, None), (ADVANCE, ProjectNo(1), GENERAL)),
        "order_of": ((), (GENERAL,)),
        "days": ((date(2024, 4, 8), date(2024, 4, 9)),),
        "on": (date(2024, 3, 4), date(2024, 3, 5), date(2024, 5, 9)),
        "only": (("R13", "r7"),),
        "handed_in": ((RECEIPT,),),
        "receipt_number": ("FP-1", "FP-3"),
        "overdue": (False, True),
        "booked_on": (date(2024, 4, 1), date(2024, 4, 2)),
        "most_fen": (100_000,),
        "reaches": (
            {Role.SUPERVISOR: REACH},
            {Role.SUPERVISOR: REACH._replace(apart=False)},
        ),
        "places": ([(kind, no) for kind in CaseKind for no in NUMBERS],),
        "asked_for": ({"project_no": 1}, {"funding_no": 1, "amount": {"fen": 5}}),
        "rows": ([{"input": '{"project_no": 1}'}],),
        "actions": ((), (Action.PROJECT_SIGN, Action.PROJECT_RESUBMIT)),
    }
)
"""What a parameter of a plain type is asked with, by its name."""

MOST_TOGETHER: Final = 1000
"""In more ways than that, what narrows a question is asked each by itself."""

PAGING: Final = frozenset({"after", "before", "known_at"})
"""Where a page begins or a reading ends: one value says as much as many."""

STATES: Final[Mapping[str, tuple[object, ...]]] = MappingProxyType(
    {
        "claims": tuple(ClaimState),
        "disbursements": tuple(DisbursementState),
        "recoveries": tuple(RecoveryState),
        "projects": tuple(ProjectState),
    }
)


class UnknownParameterError(LookupError):
    """A query takes something that these tests have no values for."""


class Asking(NamedTuple):
    """A function to ask, by its name."""

    name: str
    ask: Ask

    @property
    def takes_a_day(self) -> bool:
        """Whether it can be asked as of an earlier day."""
        return "as_of" in inspect.signature(self.ask).parameters

    @property
    def _takes_projects(self) -> bool:
        parameters = inspect.signature(self.ask).parameters.values()
        kinds = {kind for each in parameters for kind in _kinds(each)}
        return not kinds.isdisjoint({Project, Sequence[Project]})

    def combinations(
        self, known: Sequence[Project], *, all_of_it: bool
    ) -> Iterator[dict[str, object]]:
        """List what to ask it with, but for the day: all, or only what it must have."""
        _, *rest = inspect.signature(self.ask).parameters.values()
        parameters = [
            each
            for each in rest
            if each.name not in {"as_of", "fund"}
            and (all_of_it or each.default is inspect.Parameter.empty)
        ]
        values = [_values(self.name, each, known) for each in parameters]
        some: Iterator[tuple[object, ...]] = product(*values)
        narrows = all(each.default is None for each in parameters)
        if narrows and prod(map(len, values)) > MOST_TOGETHER:
            some = _one_by_one(values)
        for combination in some:
            yield dict(
                zip([each.name for each in parameters], combination, strict=True)
            )

    def answers(
        self, books: Books, as_of: date | None = None, *, all_of_it: bool = True
    ) -> dict[str, str]:
        """Ask it, as of a day if it takes one; each answer in words without a hash."""
        day = {"as_of": as_of} if self.takes_a_day else {}
        known = projects(books, as_of=as_of) if self._takes_projects else ()
        return {
            f"{self.name} {_in_words(given)}": _answer(self.ask, books, given | day)
            for given in self.combinations(known, all_of_it=all_of_it)
        }


def _one_by_one(
    values: Sequence[tuple[object, ...]],
) -> Iterator[tuple[object, ...]]:
    """Vary each value alone, the others left at their first: what narrows nothing."""
    first = tuple(each[0] for each in values)
    yield first
    for place, each in enumerate(values):
        for value in each[1:]:
            yield (*first[:place], value, *first[place + 1 :])


def _in_words(given: Mapping[str, object]) -> str:
    """Say what a question was asked with; of projects, which they are is enough."""
    return ", ".join(
        f"{name}={value.no if isinstance(value, Project) else value}"
        for name, value in given.items()
        if not isinstance(value, list)
    )


def _kinds(parameter: inspect.Parameter) -> tuple[Any, ...]:
    """List the types that a parameter may be of."""
    if get_origin(parameter.annotation) in {Union, UnionType}:
        return get_args(parameter.annotation)
    return (parameter.annotation,)


def _values(
    name: str, parameter: inspect.Parameter, known: Sequence[Project]
) -> tuple[object, ...]:
    """Find what to ask a parameter with, None among it where it may be that."""
    kinds = _kinds(parameter)
    optional = (None,) if NoneType in kinds else ()
    kind = next(each for each in kinds if each is not NoneType)
    of_kind = {**TYPED, Project: tuple(known[:2]), Sequence[Project]: (list(known),)}
    several = parameter.kind is inspect.Parameter.VAR_POSITIONAL
    if parameter.name == "states":
        return (*optional, STATES[name.partition(".")[0]][1:3])
    if kind in of_kind and not several:
        values = of_kind[kind]
        some = values[len(values) // 3 :][:1] if parameter.name in PAGING else values
        return (*optional, *some)
    return (*optional, *_plain_values(name, parameter.name, kind))


MANY: Final = {Seq: 30, VoucherNo: 59}
"""Of how many of a kind is asked at once, where a few would not differ."""


def _plain_values(name: str, parameter: str, kind: object) -> tuple[object, ...]:
    """Find what to ask a parameter with that is known by its name, or lists others."""
    if parameter in NAMED:
        return NAMED[parameter]
    if isinstance(kind, EnumType):
        return tuple[object, ...](kind)[:4]
    if get_origin(kind) in {Collection, Iterable} and get_args(kind)[0] in TYPED:
        return (TYPED[get_args(kind)[0]][: MANY.get(get_args(kind)[0], 3)],)
    raise UnknownParameterError(name, parameter, kind)


def raw_answer(ask: Ask, books: Books, given: Mapping[str, object]) -> object:
    """Ask; that there is no such thing is an answer, too."""
    given = dict(given)
    several = given.pop("actions", None)
    try:
        if several is None:
            answer = ask(books, **given)
        else:
            answer = ask(books, *given.values(), *several)  # type: ignore[misc]
        if isinstance(answer, Iterator):
            answer = list(cast("Iterator[object]", answer))
    except (FundledgerError, AssertionError, LookupError) as error:
        answer = error
    return answer


def _answer(ask: Ask, books: Books, given: Mapping[str, object]) -> str:
    """Ask, and put the answer in words."""
    answer = raw_answer(ask, books, given)
    if isinstance(answer, set | frozenset):
        answer = sorted(cast("set[Any]", answer))
    return OF_A_LEDGER.sub("(of a ledger)", repr(answer))


def _modules(room: ModuleType) -> Iterator[ModuleType]:
    for module in pkgutil.iter_modules(room.__path__, f"{room.__name__}."):
        yield importlib.import_module(module.name)


def every(room: ModuleType) -> list[Asking]:
    """Find the public functions of a room that take open books."""
    askings: list[Asking] = []
    for module in _modules(room):
        for name, value in vars(module).items():
            own = inspect.isfunction(value) and value.__module__ == module.__name__
            if own and not name.startswith("_") and _takes_books(value):
                where = module.__name__.rpartition(".")[2]
                askings.append(Asking(f"{where}.{name}", value))
    return [each for each in askings if each.name not in ABOUT_NO_FUND]


def _takes_books(ask: Ask) -> bool:
    first = next(iter(inspect.signature(ask).parameters.values()), None)
    return first is not None and first.annotation is Books
