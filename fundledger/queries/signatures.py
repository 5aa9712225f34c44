"""Signatures of vouchers: who signed what, and which vouchers wait for which part."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    FromClause,
    and_,
    bindparam,
    cast,
    exists,
    func,
    or_,
    select,
)

from fundledger.domain.actions import Action
from fundledger.domain.chart import BANK, Book
from fundledger.domain.ids import Login, Month, ProjectNo, VoucherNo
from fundledger.domain.signatures import (
    PARTS,
    TOGETHER,
    SignaturePart,
    Signing,
    needed,
)
from fundledger.domain.vouchers import voucher_name
from fundledger.queries.conditions import among
from fundledger.store import tables as t
from fundledger.store.prepared import Prepared, owned
from fundledger.store.reading import Books
from fundledger.store.types import Whole

_red: Final = t.voucher.alias("red")
_old: Final = t.voucher.alias("old")
_v, _g, _p, _s = t.voucher.c, t.signature.c, t.posting.c, t.step.c

APPROVALS: Final = frozenset(
    {
        Action.DISBURSEMENT_APPROVE,
        Action.DISBURSEMENT_AGREE,
        Action.DISBURSEMENT_REDIRECT,
        Action.RECOVERY_WRITE_OFF,
    }
)
"""The steps by which money was let go: whoever took one reviews no voucher of it."""


class Waiting(NamedTuple):
    """A voucher that waits for a part, and what is judged of it."""

    no: VoucherNo
    on: date
    prepared_by: Login | None
    signing: Signing


def signing(books: Books, no: VoucherNo) -> Signing:
    """Give what a voucher's signatures are judged by. Raises KeyError without it."""
    row = books.first(_JUDGED, no=no)
    if row is None:
        raise KeyError(no)
    return Signing(
        no,
        voucher_name(row.month, row.series, row.number),
        {SignaturePart(part): login for part, login in books.pairs(_SIGNED, no=no)},
        bool(row.moves_bank),
        frozenset(_makers(books, [no]).get(no, ())),
    )


def waiting(
    books: Books,
    part: SignaturePart,
    *,
    month: Month | None = None,
    until: date | None = None,
    after: VoucherNo | None = None,
    limit: int | None = None,
) -> Sequence[Waiting]:
    """List the vouchers that wait for a part now, of a month or up to a day.

    What another part must be signed for first does not wait for this one yet.
    """
    rules = [waits_for(part)]
    if month is not None:
        rules.append(_v.month == month)
    if until is not None:
        rules.append(_v.on_date <= until)
    if after is not None:
        rules.append(_v.no > after)
    statement = (
        select(_v.no, _v.on_date, *_judged)
        .where(books.own(t.voucher), *rules)
        .order_by(_v.no)
        .limit(limit)
    )
    rows = books.rows(statement)
    nos = [row.no for row in rows]
    signed, makers = signed_of(books, nos), _makers(books, nos)
    return [
        Waiting(
            row.no,
            row.on_date,
            signed.get(row.no, {}).get(SignaturePart.PREPARED),
            Signing(
                row.no,
                voucher_name(row.month, row.series, row.number),
                signed.get(row.no, {}),
                bool(row.moves_bank),
                frozenset(makers.get(row.no, ())),
            ),
        )
        for row in rows
    ]


def count_unsigned(books: Books, month: Month) -> int:
    """Count the vouchers of a month that lack a part; a closed month has none."""
    return books.value(_UNSIGNED, month=month) or 0


def is_unsigned(books: Books, month: Month) -> bool:
    """Tell whether any voucher of a month lacks a part."""
    return books.value(_ANY_UNSIGNED, month=month) is not None


def projects_of(
    books: Books, nos: Collection[VoucherNo]
) -> Mapping[VoucherNo, set[ProjectNo]]:
    """Tell the projects of some vouchers."""
    named: dict[VoucherNo, set[ProjectNo]] = {}
    for some in _chunks(nos):
        statement = (
            select(_p.voucher_no, _p.project_no)
            .where(books.own(t.posting), _p.voucher_no.in_(some))
            .distinct()
        )
        for no, project_no in books.pairs(statement):
            if project_no is not None:
                named.setdefault(no, set()).add(project_no)
    return named


def signed_of(
    books: Books, nos: Collection[VoucherNo], as_of: date | None = None
) -> dict[VoucherNo, dict[SignaturePart, Login]]:
    """Tell who signed which part of some vouchers, by a day."""
    signed: dict[VoucherNo, dict[SignaturePart, Login]] = {}
    for some in _chunks(nos):
        of = [books.own(t.signature), _g.voucher_no.in_(some)]
        if as_of is not None:
            of.append(_g.on_date <= as_of)
        statement = select(_g.voucher_no, _g.part, _g.login).where(*of)
        for no, part, login in books.rows(statement):
            signed.setdefault(no, {})[SignaturePart(part)] = login
    return signed


def _makers(books: Books, nos: Sequence[VoucherNo]) -> dict[VoucherNo, set[Login]]:
    """Tell who did the deed of some vouchers, and who had approved it.

    Who made what a red or a blue voucher corrects has made that, too.
    """
    makers = _makers_alone(books, nos)
    old = _corrected(books, nos)
    earlier = _makers(books, sorted(set(old.values()))) if old else {}
    for no, old_no in old.items():
        makers.setdefault(no, set()).update(earlier.get(old_no, ()))
    return makers


def _corrected(books: Books, nos: Sequence[VoucherNo]) -> dict[VoucherNo, VoucherNo]:
    """Name what red and blue vouchers correct."""
    old: dict[VoucherNo, VoucherNo] = {}
    for some in _chunks(nos):
        statement = select(_v.no, _red.c.annuls_no).join(_red, _corrects)
        of = (books.own(t.voucher), _v.no.in_(some))
        pairs = books.pairs(statement.where(*of))
        old |= {no: old_no for no, old_no in pairs if old_no is not None}
    return old


def _makers_alone(
    books: Books, nos: Sequence[VoucherNo]
) -> dict[VoucherNo, set[Login]]:
    makers: dict[VoucherNo, set[Login]] = {}
    approved = t.step.alias("approved")
    recorded = and_(t.record.c.fund_id == _v.fund_id, t.record.c.seq == _v.seq)
    for some in _chunks(nos):
        actors = (
            select(_v.no, t.record.c.actor)
            .join(t.record, recorded)
            .where(books.own(t.voucher), _v.no.in_(some))
        )
        approvers = (
            select(_s.voucher_no, approved.c.actor)
            .join(approved, _same_case(approved))
            .where(books.own(t.step), _s.voucher_no.in_(some))
        )
        of_steps = [(no, login) for no, login in books.pairs(approvers) if no]
        for no, login in (*books.pairs(actors), *of_steps):
            makers.setdefault(no, set()).add(login)
    return makers


_CHUNK: Final = 500


def _chunks(nos: Collection[VoucherNo]) -> list[Sequence[VoucherNo]]:
    every = [*nos]
    return [every[at : at + _CHUNK] for at in range(0, len(every), _CHUNK)]


def _is_signed(part: SignaturePart) -> ColumnElement[bool]:
    """Look a signature up by its key, voucher by voucher.

    EXISTS would let PostgreSQL join all signatures with all vouchers, which it does
    where it has no statistics yet: 0.4 s with 650 vouchers, for 5 ms.
    """
    own = (_g.fund_id == _v.fund_id, _g.voucher_no == _v.no, _g.part == part)
    return select(_g.login).where(*own).scalar_subquery().is_not(None)


def _touches_bank() -> ColumnElement[bool]:
    a = t.account.c
    of_bank = and_(
        a.fund_id == _p.fund_id,
        a.control == BANK,
        (a.key == _p.debit) | (a.key == _p.credit),
    )
    return (
        exists()
        .select_from(t.posting.join(t.account, of_bank))
        .where(_p.fund_id == _v.fund_id, _p.voucher_no == _v.no)
    )


_moves_bank: Final = _touches_bank()
_judged: Final = (_v.month, _v.series, _v.number, _moves_bank.label("moves_bank"))


def waits_for(part: SignaturePart) -> ColumnElement[bool]:
    """Tell whether a voucher waits for a part: those before it are signed."""
    before = [_is_signed(first) for first in PARTS[part].after]
    of_bank = [_moves_bank] if part is SignaturePart.CASHIER else []
    return and_(_v.series == Book.MONEY, ~_is_signed(part), *before, *of_bank)


def signed_apart(part: SignaturePart, login: ColumnElement[Any]) -> ColumnElement[bool]:
    """Tell whether somebody signed a part of a voucher that does not go with this."""
    apart = [
        other
        for other in SignaturePart
        if other is not part and frozenset({part, other}) not in TOGETHER
    ]
    own = (_g.fund_id == _v.fund_id, _g.voucher_no == _v.no, _g.login == login)
    return exists().where(*own, among(_g.part, apart))


def made_by(login: ColumnElement[Any]) -> ColumnElement[bool]:
    """Tell whether somebody did the deed of a voucher, or had approved it.

    So it is with what it corrects; who made what that corrected is asked elsewhere.
    """
    approved = t.step.alias("approved")
    let_go = exists().where(_same_case(approved), approved.c.actor == login)
    of_same = exists().where(_s.fund_id == _v.fund_id, _s.voucher_no == _v.no, let_go)
    of_old = exists().where(
        _s.fund_id == _red.c.fund_id, _s.voucher_no == _red.c.annuls_no, let_go
    )
    old = _old.c
    of_red = (old.fund_id == _red.c.fund_id, old.no == _red.c.annuls_no)
    did_old = exists().where(*of_red, _did(_old, login))
    corrected = exists().where(_corrects, or_(did_old, of_old))
    return or_(_did(t.voucher, login), of_same, corrected)


def _did(voucher: FromClause, login: ColumnElement[Any]) -> ColumnElement[bool]:
    """Tell whether somebody did the deed that made a voucher."""
    c, v = t.record.c, voucher.c
    return exists().where(c.fund_id == v.fund_id, c.seq == v.seq, c.actor == login)


_corrects: Final = and_(
    _red.c.fund_id == _v.fund_id,
    _red.c.no.between(_v.no - 2, _v.no),
    _red.c.seq == _v.seq,
    _red.c.series == _v.series,
    _red.c.annuls_no.is_not(None),
)
"""Joins the red voucher of a deed: its blue one follows it, with a 备 between."""


def _same_case(approved: Any) -> ColumnElement[bool]:  # noqa: ANN401 - an alias of steps
    """Join the steps by which the payment or the debt of a step was let go."""
    c = approved.c
    of_project = and_(c.fund_id == _s.fund_id, c.project_no == _s.project_no)
    of_payment = c.disbursement_no == _s.disbursement_no
    given_up = _s.action == Action.RECOVERY_WRITE_OFF
    of_debt = and_(given_up, c.recovery_no == _s.recovery_no)
    let_go = among(c.action, sorted(APPROVALS))
    return and_(of_project, let_go, or_(of_payment, of_debt))


def _lacks_a_part() -> ColumnElement[bool]:
    own = (
        _g.fund_id == _v.fund_id,
        _g.voucher_no == _v.no,
        _g.part != SignaturePart.CASHIER,
    )
    signed: Any = select(func.count()).where(*own).scalar_subquery()
    always = len(needed(moves_bank=False))
    of_bank = ~_is_signed(SignaturePart.CASHIER) & _moves_bank
    return and_(_v.series == Book.MONEY, (signed < always) | of_bank)


_ANY_UNSIGNED: Final = Prepared(
    select(_v.no)
    .where(owned(t.voucher), _v.month == bindparam("month"), _lacks_a_part())
    .limit(1)
)
_SIGNED: Final = Prepared(
    select(_g.part, _g.login).where(
        owned(t.signature), _g.voucher_no == bindparam("no")
    )
)
_JUDGED: Final = Prepared(
    select(*_judged).where(owned(t.voucher), _v.no == bindparam("no"))
)
_UNSIGNED: Final = Prepared(
    select(cast(func.count(), Whole[int]())).where(
        owned(t.voucher), _v.month == bindparam("month"), _lacks_a_part()
    )
)
