"""Which records a typed word fits: who, what, a day, a project, a voucher, an amount.

Each word becomes one condition on the record's number. What a record is about stands in
the rows it wrote; what a refusal was about, and a deed on people or settings, stands in
its body alone, and only small bodies of such records are looked through.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    Table,
    and_,
    cast,
    func,
    literal,
    or_,
    select,
    union_all,
)

from fundledger.domain.actions import Action
from fundledger.domain.ids import Login
from fundledger.domain.money import parse_money, to_fen
from fundledger.domain.vouchers import parse_voucher_name
from fundledger.errors import InputError
from fundledger.queries.subjects import MOST_ROWS
from fundledger.queries.vouchers import numbered
from fundledger.store import tables as t
from fundledger.store.audit import REFUSED
from fundledger.store.reading import Books


class Word(NamedTuple):
    """One typed word, as it was typed and folded to half width and lower case.

    `actors` and `actions` are the people and deeds that it names, which only the face
    knows: it speaks the language of the names.
    """

    typed: str
    plain: str
    actors: frozenset[Login] = frozenset()
    actions: frozenset[str] = frozenset()


DAY: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")

BY_INPUT: Final = frozenset(
    {
        Action.PERSON_ADD,
        Action.PERSON_RETIRE,
        Action.ROLE_GRANT,
        Action.ROLE_REVOKE,
        Action.SETTING_CHANGE,
        Action.CALENDAR_ADD_YEAR,
        Action.HOLIDAY_ADD,
        Action.SUBDISTRICT_ADD,
        Action.COMMUNITY_ADD,
        Action.PAYEE_ADD,
        Action.BANK_ACCOUNT_ADD,
        Action.ROUND_OPEN,
        Action.ROUND_CLOSE,
        Action.MONTH_CLOSE,
        Action.MONTH_REOPEN,
        Action.CHART_OPEN_YEAR,
        Action.YEAR_CLOSE,
        Action.PUBLISHED_RECORD,
        Action.PUBLISHED_SUPERSEDE,
        Action.DONATION_RECEIVE,
        Action.GRANT_RECEIVE,
        Action.RECEIPT_UNIDENTIFIED,
        Action.RECEIPT_IDENTIFY,
    }
)
"""Deeds that no step and no row of a case tells of: their own words do."""


def fitting(books: Books, word: Word) -> ColumnElement[bool]:
    """Give the condition that a record's number fits a word."""
    c = t.record.c
    branches: list[ColumnElement[bool]] = [*_plain(word)]
    branches.append(c.seq.in_(union_all(*_seqs(books, word))))
    own = books.own(t.record)
    branches += [c.seq.in_(select(c.seq).where(own, each)) for each in _in_input(word)]
    branches.append(c.seq.in_(_refusals(books, word)))
    return or_(*branches)


def fen_of(text: str) -> int | None:
    """Read an amount in 元 as 分; None for a text that is none above zero."""
    try:
        fen = to_fen(parse_money(text))
    except InputError:
        return None
    return fen if fen > 0 else None


def days_of(text: str) -> tuple[date, date] | None:
    """Read a day, a month or a year as its first and last day."""
    day = DAY.fullmatch(text)
    if day is None:
        return None
    year, month, of_month = (int(each) if each else None for each in day.groups())
    try:
        first = date(year or 0, month or 1, of_month or 1)
        if of_month:
            return first, first
        after = date(first.year, month + 1, 1) if month and month < 12 else None  # noqa: PLR2004 - months
        after = after or date(first.year + 1, 1, 1)
    except ValueError:
        return None
    return first, after - timedelta(days=1)


def _plain(word: Word) -> Iterator[ColumnElement[bool]]:
    """Compare what the record's own columns say."""
    c = t.record.c
    if word.plain.isdecimal() and len(word.plain) < len("1" + "0" * 18):
        yield c.seq == int(word.plain)
    if word.actors:
        yield c.actor.in_(sorted(word.actors))
    if word.actions:
        yield c.action.in_(sorted(word.actions))
    if days := days_of(word.plain):
        yield c.on_date.between(*days)


def _contains(word: Word, *columns: ColumnElement[Any]) -> ColumnElement[bool]:
    spelled = dict.fromkeys((word.typed.lower(), word.plain))
    return or_(
        *(
            func.lower(column).contains(spelling, autoescape=True)
            for column in columns
            for spelling in spelled
        )
    )


def _projects(books: Books, word: Word) -> Select[Any]:
    c = t.project.c
    return select(c.no).where(books.own(t.project), _contains(word, c.title, c.code))


def _disbursements(books: Books, word: Word) -> Select[Any]:
    c, y = t.disbursement.c, t.payee.c
    payees = select(y.no).where(books.own(t.payee), _contains(word, y.name))
    fits: list[ColumnElement[bool]] = [
        c.project_no.in_(_projects(books, word)),
        c.payee_no.in_(payees),
    ]
    if (fen := fen_of(word.plain)) is not None:
        fits.append(c.fen == fen)
    return select(c.no).where(books.own(t.disbursement), or_(*fits))


def _claims(books: Books, word: Word) -> Select[Any]:
    c = t.claim.c
    fits: list[ColumnElement[bool]] = [c.project_no.in_(_projects(books, word))]
    if (fen := fen_of(word.plain)) is not None:
        fits += [c.claimed_fen == fen, c.admitted_fen == fen]
    return select(c.no).where(books.own(t.claim), or_(*fits))


def _vouchers(books: Books, word: Word) -> Select[Any] | None:
    """Select the vouchers that a text like 记91 or 2024-05记-0091 names."""
    named = parse_voucher_name(word.plain)
    if named is None or not named.is_marked:
        return None
    return select(t.voucher.c.no).where(numbered(books, named))


def _seqs(books: Books, word: Word) -> Iterator[Select[Any]]:
    """Select the records whose rows a word fits."""
    s, p, v, g = t.step.c, t.posting.c, t.voucher.c, t.signature.c
    of_step, of_posting = books.own(t.step), books.own(t.posting)
    projects = _projects(books, word)
    yield select(s.seq).where(of_step, s.project_no.in_(projects))
    yield select(p.seq).where(of_posting, p.project_no.in_(projects))
    disbursements, claims = _disbursements(books, word), _claims(books, word)
    yield select(s.seq).where(of_step, s.disbursement_no.in_(disbursements))
    yield select(s.seq).where(of_step, s.claim_no.in_(claims))
    y = t.payee.c
    yield select(y.seq).where(books.own(t.payee), _contains(word, y.name))
    yield select(v.seq).where(books.own(t.voucher), _contains(word, v.summary))
    if (vouchers := _vouchers(books, word)) is not None:
        yield select(v.seq).where(books.own(t.voucher), v.no.in_(vouchers))
        yield select(g.seq).where(books.own(t.signature), g.voucher_no.in_(vouchers))
    if (fen := fen_of(word.plain)) is not None:
        yield select(p.seq).where(of_posting, p.fen == fen)
        a, n = t.approval.c, t.application.c
        of_approval = select(a.voucher_no).where(
            books.own(t.approval), a.approved_fen == fen
        )
        yield select(v.seq).where(books.own(t.voucher), v.no.in_(of_approval))
        yield select(n.seq).where(books.own(t.application), n.requested_fen == fen)


def _looked_through(actions: Iterable[str]) -> ColumnElement[bool]:
    """Hold to small records whose body alone says what they are about."""
    c = t.record.c
    alone = or_(c.outcome == REFUSED, c.action.in_(sorted(actions)))
    return and_(alone, c.changed_rows <= MOST_ROWS)


def _in_input(word: Word) -> Iterator[ColumnElement[bool]]:
    """Look for a word, or for an amount, among what was asked."""
    body, alone = t.record.c.body, _looked_through(BY_INPUT)
    if word.plain not in _FIELDS:
        yield and_(alone, _contains(word, body))
    if (fen := fen_of(word.plain)) is not None:
        yield and_(alone, body.contains(f'{{"fen":{fen}}}', autoescape=True))


_FIELDS: Final = frozenset(
    (
        *("action", "actor", "key", "input", "outcome", "accepted", "refused", "on"),
        *("result", "refusal", "changes", "table", "rows", "columns", "before"),
        *("after", "deed", "edition", "rules", "party", "name", "role", "fen", "null"),
        *("true", "false", "number"),
    )
)
"""Words of every body, which say nothing of what it is about."""

_CASES: Final[Mapping[str, Table[Any]]] = MappingProxyType(
    {
        "project_no": t.project,
        "disbursement_no": t.disbursement,
        "claim_no": t.claim,
        "voucher_no": t.voucher,
    }
)
"""Inputs that name a case, and the table of what they name."""


def _refusals(books: Books, word: Word) -> Select[Any]:
    """Select the refused records whose input names something that the word fits."""
    c = t.record.c
    numbers = {
        "project_no": _projects(books, word),
        "disbursement_no": _disbursements(books, word),
        "claim_no": _claims(books, word),
        "voucher_no": _vouchers(books, word),
    }
    named = [
        _names(books, name, fits) for name, fits in numbers.items() if fits is not None
    ]
    own = (books.own(t.record), c.outcome == REFUSED)
    return select(c.seq).where(*own, or_(*named))


def _names(books: Books, name: str, fits: Select[Any]) -> ColumnElement[bool]:
    """Tell whether a body says `"project_no":17` of a number among those that fit."""
    table, body = _CASES[name], t.record.c.body
    pattern = literal(f'%"{name}":', String).concat(cast(table.c.no, String))
    says = or_(*(body.like(pattern.concat(end)) for end in (",%", "}%")))
    own = select(table.c.no).where(books.own(table), table.c.no.in_(fits), says)
    return own.correlate(t.record).exists()
