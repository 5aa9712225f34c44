"""What the records of a page are about: a project, a voucher, whom, how much.

All of a page is asked at once: the rows that its records wrote, found by their record
number. Only where a small record wrote no such row is its input read: a refusal, a
right, a setting. A record of very many rows is named by its deed alone.
"""

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from sqlalchemy import Table, func, select

from fundledger.domain.chart import Book
from fundledger.domain.ids import ProjectNo, Seq
from fundledger.queries import record_rows
from fundledger.queries.record_rows import Booked, CaseNos, plain_input
from fundledger.store import tables as t
from fundledger.store.reading import Books
from fundledger.store.types import MAX_INTEGER

MOST_ROWS: Final = 200
"""A record that wrote more rows than this is not looked into."""
MOST_INPUT: Final = 32_768
"""Nor is the input of one whose body is longer, in characters."""


class Subject(NamedTuple):
    """What one record is about; the amount in 分, of the money book where it moved."""

    project: str = ""
    """The project's code and title."""
    projects: int = 0
    """How many projects the record's vouchers book for; 0 or 1 for most."""
    voucher: str = ""
    """The first voucher's number, as accountants write it."""
    vouchers: int = 0
    """How many the record booked; a 记 with its 备 is one."""
    of_budget: bool = False
    """Whether its voucher moved budget only."""
    party: str = ""
    """The payee of a disbursement, or who gave money."""
    fen: int | None = None
    input: Mapping[str, str | int] = MappingProxyType({})
    """Plain values of the deed's input, where no row says what it is about."""


NOTHING: Final = Subject()


def subjects(books: Books, seqs: Collection[Seq]) -> dict[Seq, Subject]:
    """Tell what each of some records is about; a record without a subject included."""
    subject_of = dict.fromkeys(seqs, NOTHING)
    c = t.record.c
    statement = select(c.seq).where(
        books.own(t.record), c.seq.in_(sorted(subject_of)), c.changed_rows <= MOST_ROWS
    )
    small = sorted(books.values(statement))
    if not small:
        return subject_of
    cases, booked = record_rows.cases(books, small), record_rows.booked(books, small)
    requested = record_rows.requested(books, small)
    without_case = [seq for seq in small if seq not in cases]
    inputs = _inputs(books, without_case)
    cases |= {seq: _case_of(inputs[seq]) for seq in inputs}
    look = _Look.at(books, cases.values(), booked, inputs)
    for seq in small:
        subject = look.subject(
            cases.get(seq, CaseNos()), booked.get(seq, []), inputs.get(seq, {})
        )
        if subject.fen is None:
            subject = subject._replace(fen=requested.get(seq))
        subject_of[seq] = subject
    return subject_of


# --- What was asked, where no row tells


def _inputs(books: Books, seqs: list[Seq]) -> dict[Seq, dict[str, str | int]]:
    """Read the plain values of some inputs; a body that is no JSON has none."""
    c = t.record.c
    statement = select(c.seq, c.body).where(
        books.own(t.record), c.seq.in_(seqs), func.length(c.body) <= MOST_INPUT
    )
    return {Seq(seq): plain_input(body) for seq, body in books.rows(statement)}


def _number(values: Mapping[str, str | int], name: str) -> int | None:
    value = values.get(name)
    return value if type(value) is int and value <= MAX_INTEGER else None


def _case_of(values: Mapping[str, str | int]) -> CaseNos:
    return CaseNos(*(_number(values, name) for name in CaseNos._fields))


# --- Names of what they point to


class _Paid(NamedTuple):
    project_no: int
    fen: int
    payee: str


class _Look(NamedTuple):
    """What the numbers in the records of a page stand for."""

    projects: Mapping[int, str]
    disbursements: Mapping[int, _Paid]
    claims: Mapping[int, tuple[int, int]]
    others: Mapping[str, Mapping[int, str]]
    """Names of payees, givers and communities by the input that points to them."""
    vouchers: Mapping[int, Booked]

    @classmethod
    def at(
        cls,
        books: Books,
        cases: Iterable[CaseNos],
        booked: Mapping[Seq, list[Booked]],
        inputs: Mapping[Seq, Mapping[str, str | int]],
    ) -> "_Look":
        """Look everything up that some records name."""
        cases = [*cases]
        named = {
            name: {no for each in inputs.values() if (no := _number(each, name))}
            for name in (*_PROJECT_OF, *_NAME_OF, "voucher_no")
        }
        paid = _paid(books, {each.disbursement_no for each in cases})
        claims = _claims(books, {each.claim_no for each in cases})
        through = {name: _projects_of(books, name, named[name]) for name in _PROJECT_OF}
        vouchers = _vouchers(books, named["voucher_no"])
        numbers = {each.project_no for each in cases}
        numbers |= {each.project_no for each in paid.values()}
        numbers |= {no for no, _ in claims.values()}
        numbers |= {no for project_of in through.values() for no in project_of.values()}
        numbers |= {e.project_no for some in booked.values() for e in some}
        numbers |= {each.project_no for each in vouchers.values()}
        projects = _projects(books, numbers)
        others = {
            name: {no: projects.get(of, "") for no, of in project_of.items()}
            for name, project_of in through.items()
        } | {name: _names(books, name, named[name]) for name in _NAME_OF}
        return cls(projects, paid, claims, others, vouchers)

    def subject(
        self, of: CaseNos, booked: list[Booked], values: Mapping[str, str | int]
    ) -> Subject:
        """Say what a record is about."""
        paid = self.disbursements.get(of.disbursement_no or 0)
        project_no, claimed = self.claims.get(of.claim_no or 0, (None, None))
        pointed = self.vouchers.get(_number(values, "voucher_no") or 0)
        first = next(iter(booked), pointed)
        of_budget = first is not None and first.series is Book.BUDGET
        number = of.project_no or (paid and paid.project_no) or project_no
        number = number or (first and first.project_no)
        through = [self._other(name, values) for name in _PROJECT_OF]
        project = self.projects.get(number or 0, "") or next(filter(None, through), "")
        amounts = (
            None if first is None or of_budget else (first.fen or None),
            paid and paid.fen,
            claimed,
            first.fen if first is not None and of_budget else None,
            *(_number(values, name) for name in ("amount", "cap", "fen")),
        )
        givers = [self._other(name, values) for name in _NAME_OF]
        party = str(values.get("party", "")) or next(filter(None, givers), "")
        return Subject(
            project=project,
            projects=first.projects if first else 0,
            voucher=first.name if first else "",
            vouchers=len(booked),
            of_budget=of_budget,
            party=paid.payee if paid else party,
            fen=next((fen for fen in amounts if fen is not None), None),
            input=values,
        )

    def _other(self, name: str, values: Mapping[str, str | int]) -> str:
        return self.others[name].get(_number(values, name) or 0, "")


_PROJECT_OF: Final[Mapping[str, Table[Any]]] = {
    "recovery_no": t.recovery,
    "amendment_no": t.amendment,
    "receipt_no": t.receipt,
}
"""Inputs that name something of a project, and where it is kept."""
_NAME_OF: Final[Mapping[str, tuple[Table[Any], str]]] = {
    "payee_no": (t.payee, "name"),
    "funding_no": (t.funding, "party"),
    "return_no": (t.money_return, "party"),
    "grant_no": (t.role_grant, "login"),
}
"""Inputs that name something with a name of its own."""


def _wanted(numbers: Iterable[int | None]) -> list[int]:
    return sorted({no for no in numbers if no is not None})


def _projects(books: Books, numbers: Iterable[int | None]) -> dict[int, str]:
    c = t.project.c
    statement = select(c.no, c.code, c.title).where(
        books.own(t.project), c.no.in_([ProjectNo(no) for no in _wanted(numbers)])
    )
    return {no: f"{code} {title}" for no, code, title in books.rows(statement)}


def _paid(books: Books, numbers: Iterable[int | None]) -> dict[int, _Paid]:
    d, y = t.disbursement.c, t.payee.c
    statement = (
        select(d.no, d.project_no, d.fen, y.name)
        .join(t.payee, (y.fund_id == d.fund_id) & (y.no == d.payee_no))
        .where(books.own(t.disbursement), d.no.in_(_wanted(numbers)))
    )
    return {row.no: _Paid(*row[1:]) for row in books.rows(statement)}


def _claims(books: Books, numbers: Iterable[int | None]) -> dict[int, tuple[int, int]]:
    c = t.claim.c
    statement = select(c.no, c.project_no, c.claimed_fen).where(
        books.own(t.claim), c.no.in_(_wanted(numbers))
    )
    return {no: (project_no, fen) for no, project_no, fen in books.rows(statement)}


def _projects_of(books: Books, name: str, numbers: set[int]) -> dict[int, int]:
    """Tell whose project some rows belong to; a receipt's is its claim's."""
    if not numbers:
        return {}
    table = _PROJECT_OF[name]
    c, wanted = table.c, sorted(numbers)
    statement = select(c.no, c.claim_no if table is t.receipt else c.project_no)
    statement = statement.where(books.own(table), c.no.in_(wanted))
    project_of = {no: int(of) for no, of in books.rows(statement)}
    if table is not t.receipt:
        return project_of
    claims = _claims(books, project_of.values())
    return {no: claims[claim_no][0] for no, claim_no in project_of.items()}


def _names(books: Books, name: str, numbers: set[int]) -> dict[int, str]:
    if not numbers:
        return {}
    table, column = _NAME_OF[name]
    statement = select(table.c.no, table.c[column])
    statement = statement.where(books.own(table), table.c.no.in_(sorted(numbers)))
    return dict(books.pairs(statement))


def _vouchers(books: Books, numbers: set[int]) -> dict[int, Booked]:
    """Name the vouchers that inputs point to; what they booked is not said again."""
    if not numbers:
        return {}
    c = t.voucher.c
    statement = select(c.no, c.month, c.series, c.number)
    statement = statement.where(books.own(t.voucher), c.no.in_(sorted(numbers)))
    return {
        no: Booked(no, month, Book(series), number, None, 0, 0)
        for no, month, series, number in books.rows(statement)
    }
