"""What each project was granted, paid, spent and gave back, measured in the books.

A measure is how an account moved under certain posting rules: one table. A red copy
counts under the rule of the voucher it annuls, so that it takes away what that added.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement

from fundledger.domain.chart import (
    ADVANCE,
    B_COMMITTED,
    B_DISBURSED,
    B_PAYMENT,
    B_RESERVED,
    BANK,
    PAYABLE,
    PRIOR_YEAR,
    PROGRAMME_COST,
    RECOVERABLE,
)
from fundledger.domain.ids import AccountKey, ProjectNo, Seq
from fundledger.domain.journal import PostingRule
from fundledger.queries import lines
from fundledger.queries.lines import YEAR_END, own_fen, total
from fundledger.store.reading import Books, in_parts

_R = PostingRule


class ProjectFunds(NamedTuple):
    """The measures of one project, or of several summed; in 分.

    `borne` is what of `written_off` another source bore. `brought_*` is what opening
    vouchers brought in from before the books: budget committed or in payment, money out
    less what is owed, budget disbursed. What was disbursed before, and is neither out
    nor this year's cost, was spent in years that were closed there.
    """

    established: int
    supplements: int
    cuts: int
    lapsed: int
    reserved: int
    committed: int
    payment: int
    disbursed: int
    gross_paid: int
    bounced: int
    refunded: int
    recovered: int
    cost: int
    prior_year: int
    payable: int
    advance: int
    recoverable: int
    written_off: int
    borne: int
    brought_budget: int
    brought_out: int
    brought_disbursed: int

    @property
    def approved(self) -> int:
        """Established 立项, with supplements and cuts, here and before."""
        here = self.established + self.supplements - self.cuts
        return here + self.brought_budget + self.brought_disbursed

    @property
    def paid(self) -> int:
        """Net paid: gross less bounced 退汇; of before, less what had come back."""
        return self.gross_paid - self.bounced + self.brought_disbursed

    @property
    def returned(self) -> int:
        """Money back from the community: refunded 结余退回 and recovered 追回."""
        return self.refunded + self.recovered

    @property
    def admitted(self) -> int:
        """Admitted cost 核准支出, without closing, less prior-year corrections."""
        before = self.brought_disbursed - self.brought_out
        return self.cost - self.prior_year + before


class _Measure(NamedTuple):
    """How one measure is read: accounts with their leaves, the rules, the sign."""

    accounts: tuple[AccountKey, ...]
    rules: frozenset[PostingRule]
    sign: int = 1
    less: tuple[AccountKey, ...] = ()


def _under(*rules: PostingRule) -> frozenset[PostingRule]:
    return frozenset(rules)


_ANY: Final = frozenset(PostingRule)
_BEFORE_CLOSING: Final = _ANY - YEAR_END
_OPENING: Final = _under(_R.OPENING)
_WRITTEN_OFF: Final = _under(_R.WRITTEN_OFF, _R.WRITTEN_OFF_BORNE)
_PAID: Final = _under(_R.ADVANCE_PAID, _R.REIMBURSEMENT_PAID)
_BOUNCED: Final = _under(_R.ADVANCE_BOUNCED, _R.REIMBURSEMENT_BOUNCED)

MEASURES: Final[Mapping[str, _Measure]] = MappingProxyType(
    {
        "established": _Measure((B_COMMITTED,), _under(_R.ESTABLISHED)),
        "supplements": _Measure((B_COMMITTED,), _under(_R.SUPPLEMENT)),
        "cuts": _Measure((B_COMMITTED,), _under(_R.CUT), -1),
        "lapsed": _Measure((B_COMMITTED,), _under(_R.LAPSED), -1),
        "reserved": _Measure((B_RESERVED,), _ANY),
        "committed": _Measure((B_COMMITTED,), _ANY),
        "payment": _Measure((B_PAYMENT,), _ANY),
        "disbursed": _Measure((B_DISBURSED,), _ANY),
        "gross_paid": _Measure((BANK,), _PAID, -1),
        "bounced": _Measure((BANK,), _BOUNCED),
        "refunded": _Measure((BANK,), _under(_R.REFUND)),
        "recovered": _Measure((BANK,), _under(_R.RECOVERED)),
        "cost": _Measure((PROGRAMME_COST,), _BEFORE_CLOSING),
        "prior_year": _Measure((PRIOR_YEAR,), _BEFORE_CLOSING),
        "payable": _Measure((PAYABLE,), _ANY),
        "advance": _Measure((ADVANCE,), _ANY),
        "recoverable": _Measure((RECOVERABLE,), _ANY),
        "written_off": _Measure((RECOVERABLE,), _WRITTEN_OFF, -1),
        "borne": _Measure((RECOVERABLE,), _under(_R.WRITTEN_OFF_BORNE), -1),
        "brought_budget": _Measure((B_COMMITTED, B_PAYMENT), _OPENING),
        "brought_out": _Measure(
            (ADVANCE, RECOVERABLE, PROGRAMME_COST), _OPENING, less=(PAYABLE, PRIOR_YEAR)
        ),
        "brought_disbursed": _Measure((B_DISBURSED,), _OPENING),
    }
)
"""Every field of ProjectFunds: which account it reads, and under which rules."""

TOGETHER: Final = 500
"""So many projects are measured by one statement."""

NOTHING: Final = ProjectFunds(*(0 for _ in ProjectFunds._fields))


def _signs(account: AccountKey, rule: PostingRule) -> dict[str, int]:
    """Tell which measures a movement counts in, and with which sign."""
    return {
        name: -measure.sign if account in measure.less else measure.sign
        for name, measure in MEASURES.items()
        if account in (*measure.accounts, *measure.less) and rule in measure.rules
    }


_ACCOUNTS: Final = frozenset(
    account for measure in MEASURES.values() for account in measure.accounts
)
_OF: Final[Mapping[tuple[AccountKey, PostingRule], Mapping[str, int]]] = (
    MappingProxyType(
        {
            (account, rule): _signs(account, rule)
            for account in _ACCOUNTS
            for rule in PostingRule
        }
    )
)


class _Moved(NamedTuple):
    """How one account of a project moved under one rule, in 分 on its own side."""

    project_no: ProjectNo
    account: AccountKey
    rule: PostingRule
    fen: int


def project_funds(
    books: Books, project_no: ProjectNo, as_of: date | None = None
) -> ProjectFunds:
    """Measure one project, in 分, now or at the end of a day."""
    statement = lines.line.c.project_no == project_no
    return _measured(_moved(books, as_of, statement)).get(project_no, NOTHING)


def funds_of(
    books: Books, project_nos: Collection[ProjectNo], as_of: date | None = None
) -> dict[ProjectNo, ProjectFunds]:
    """Measure some projects, as the page of a list has them; all those named are given.

    Only their own postings are read, however many the fund has.
    """
    measured = dict.fromkeys(sorted(project_nos), NOTHING)
    for some in in_parts([*measured], TOGETHER):
        which = lines.line.c.project_no.in_(some)
        measured |= _measured(_moved(books, as_of, which))
    return measured


def all_project_funds(
    books: Books, as_of: date | None = None, known_at: Seq | None = None
) -> dict[ProjectNo, ProjectFunds]:
    """Measure every project that money or budget ever moved for, in 分.

    `known_at` leaves out what the books learnt after that record.
    """
    statement: ColumnElement[bool] = lines.line.c.project_no.is_not(None)
    if known_at is not None:
        statement &= lines.line.c.seq <= known_at
    return _measured(_moved(books, as_of, statement))


def summed(funds: Iterable[ProjectFunds]) -> ProjectFunds:
    """Add the measures of several projects up."""
    return ProjectFunds(*map(sum, zip(NOTHING, *funds, strict=True)))


def _moved(
    books: Books, as_of: date | None, which: ColumnElement[bool]
) -> list[_Moved]:
    by = (lines.line.c.project_no, lines.control_or_key, lines.rule)
    statement = lines.lines(books, *by, total(own_fen), as_of=as_of)
    statement = (
        statement.where(lines.under(_ACCOUNTS), which).group_by(*by).order_by(*by)
    )
    rows = books.rows(statement)
    return [_Moved(no, key, PostingRule(rule), fen) for no, key, rule, fen in rows]


def _measured(moved: Iterable[_Moved]) -> dict[ProjectNo, ProjectFunds]:
    fen_of: dict[ProjectNo, dict[str, int]] = defaultdict(
        lambda: dict.fromkeys(MEASURES, 0)
    )
    for row in moved:
        for name, sign in _OF[row.account, row.rule].items():
            fen_of[row.project_no][name] += sign * row.fen
    return {no: ProjectFunds(**fen_of[no]) for no in sorted(fen_of)}
